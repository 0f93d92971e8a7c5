"""The things a story names: English nouns that a draughtsman knows, found in Korean and in English."""

import re
from collections.abc import Sequence

from toonverse.studio.directing.lexicon import Table, every

# A Korean noun counts where a word begins with it and a particle or nothing follows: 표 is not in 사표.
# Only the English is read without regard to case: else a class of 11,172 syllables takes long to compile.
_PARTICLE = (
    r"(?-i:(?=(?:들|속|위|밑|안|옆|앞|뒤|하나|만)?(?:을|를|이|가|은|는|에|에서|에게|에는|의|와|과|도|로|"
    r"으로|만|이나|나|까지|부터|마저"
    r"|조차|처럼|같은|같이|보다|이랑|랑|이다|이었다|였다|이라|라)?(?:[^가-힣]|$)))"
)


def _things(rows: Sequence[tuple[str, str, str]]) -> Table[str]:
    """Rows of (English noun, Korean nouns, English patterns)."""
    return [
        (noun, re.compile(rf"(?-i:(?<![가-힣]))(?:{ko}){_PARTICLE}|\b(?:{en})\b(?!-)", re.IGNORECASE))
        for noun, ko, en in rows
    ]


PROPS: Table[str] = _things(
    [
        (
            "letter",
            r"(?:연애|손)?편지(?:지)?|러브 ?레터|(?:편지 ?|돈)?봉투|쪽지|서신|서찰|엽서|"
            r"전보|초대장|두루마리|사직서|서류|계약서|문서|증서|보관증|영수증|증명서|진단서|유언장|고지서",
            r"letters?|envelopes?|notes?(?! (?:of|that)\b)|telegrams?|postcards?|receipts?|contracts?|"
            r"certificates?|scrolls?|documents?",
        ),
        (
            "watch",
            r"(?:손목|회중|금|은)?시계",
            r"watch(?! (?:out|the|him|her|them|me|you|over|as|"
            r"from|for))|timepiece|pocket watch",
        ),
        ("clock", r"(?:벽|탁상|괘종|뻐꾸기)시계|괘종|시계탑", r"clocks?|pendulums?"),
        ("comb", r"(?:머리|참)?빗(?!속|길|발|물)", r"combs?"),
        ("yeopjeon", r"엽전|상평통보", r"yeopjeon"),
        (
            "coin",
            r"동전|은전|은화|금화|백동화|돈|한 ?푼|두 ?푼|거스름돈",
            r"coins?|penn(?:y|"
            r"ies)|dollars?|cents?",
        ),
        ("bill", r"지폐|[일이삼사오육칠팔구십천만]+ ?원짜리", r"banknotes?|dollar bills?"),
        ("lantern", r"(?:청사)?초롱|등롱|제등|연등", r"paper lanterns?"),
        (
            "lamp",
            r"등불|램프|호롱불?|등잔불?|랜턴",
            r"lamps?(?! ?posts?)|lanterns?",
        ),
        ("candle", r"촛불|양초", r"candles?"),
        ("umbrella", r"우산|양산|우산살", r"umbrellas?|parasols?"),
        (
            "phone",
            r"휴대폰|핸드폰|전화기|스마트폰|전화|수화기",
            r"phones?|phoned|telephoned?|telephones|dial(?:s|l?ed)|receiver",
        ),
        ("book", r"책|공책|수첩|일기장|장부|교과서|노트", r"books?|notebooks?|diary|ledger|journal"),
        ("photograph", r"사진|사진첩", r"photo(?:graph)?s?|snapshots?"),
        ("key", r"열쇠", r"keys?"),
        ("knife", r"식칼|단도|(?:은)?장도|비수|칼|칼날|칼끝", r"knife|knives|dagger|blade"),
        ("sword", r"장검|대검|검(?=을|이|날)", r"swords?"),
        ("gun", r"권총|총|총구|조명탄|신호탄", r"(?:flare )?guns?|pistols?|rifles?|revolvers?"),
        (
            "bowl",
            r"약사발|설렁탕|국밥|(?:국|밥|죽)?그릇|사발|국물|밥상|죽(?=을)|라면|만두|국수",
            r"bowls?|soup|stew|porridge|noodles?",
        ),
        ("cup", r"찻잔|컵|커피|차 한 ?잔|머그잔?|종이컵|물컵", r"cups?|mugs?|coffee|tea"),
        (
            "bottle",
            r"술병|소주|맥주|막걸리|술잔|곱배기|물병|유리병|소주병|술(?=을|이 |병)",
            r"bottles?|beers?|"
            r"wine|whiske?y",
        ),
        ("well", r"우물", r"(?:the|a|an|old|dry|deep|stone|village) wells?|wells"),
        ("campfire", r"모닥불|화톳불", r"campfires?|bonfires?"),
        ("tent", r"텐트|천막", r"tents?"),
        ("lighthouse", r"등대", r"lighthouse"),
        ("statue", r"동상|석상|조각상", r"statues?"),
        ("pod", r"캡슐|동면기|냉동 ?캡슐", r"(?:glass|escape|sleep|cryo) ?pods?|capsules?"),
        ("handcuffs", r"수갑", r"handcuffs"),
        ("badge", r"배지|뱃지|신분증|경찰증|명찰|마패", r"badges?|id cards?|identity cards?"),
        ("torch", r"손전등|플래시", r"flashlights?|electric torch(?:es)?"),
        ("medicine", r"약병|알약|약봉지|해독제|약(?=을 |이 )", r"medicine|pills?|antidote|vials?"),
        ("glove", r"장갑", r"gloves?|mittens?"),
        ("compass", r"나침반", r"compass(?:es)?"),
        ("seal", r"옥새|국새", r"royal seal|seal of state"),
        ("microphone", r"마이크", r"microphones?"),
        ("trophy", r"트로피|우승컵", r"troph(?:y|ies)"),
        ("bread", r"빵|떡|빈대떡|케이크", r"bread|cakes?|buns?|loaf|cookies?|pies?"),
        ("apple", r"사과(?=[를가] |[ ]?한)", r"apples?"),
        (
            "flower",
            r"꽃|꽃다발|장미|국화|꽃잎|해바라기|진달래|코스모스",
            r"flowers?|roses|(?:a|the|one|red|white|single|last|yellow|dried|paper) rose|bouquet|"
            r"petals?|sunflowers?|daisy|daisies|lil(?:y|ies)|tulips?",
        ),
        ("jar", r"옹기|항아리|단지|독(?=을 |이 |에 )", r"(?:clay |glass )?jars?(?! of the)|crocks?"),
        ("violin", r"바이올린|해금|깽깽이", r"violins?|fiddles?|cellos?"),
        ("doll", r"인형", r"dolls?|puppets?"),
        ("ring", r"반지|가락지", r"(?:wedding|gold|silver|engagement) rings?|a ring"),
        ("chain", r"시곗줄|사슬|목걸이|쇠사슬", r"(?:fob |watch )?chains?|necklace|locket"),
        (
            "box",
            r"상자|나무상자|보따리|꾸러미|버들고리짝?|소포",
            r"box(?:es)?|packages?|"
            r"parcels?",
        ),
        ("bag", r"가방|손가방|책가방|짐|배낭|비닐봉지", r"bags?|backpack|satchel"),
        ("mirror", r"거울", r"mirrors?|pier-glass|looking-glass"),
        ("bell", r"종(?=이 |을 )|종소리|초인종|방울", r"bells?"),
        ("door", r"(?:방|대|현관|나무|철|창고)?문|문틈|문고리", r"doors?|gates?"),
        ("window", r"창문|창밖|창가|유리창|창", r"windows?|window sill"),
        ("wallet", r"지갑", r"wallets?|purses?|billfold"),
        ("piano", r"(?:그랜드 ?)?피아노", r"(?:grand )?pianos?|harpsichord"),
        ("drum", r"북(?=을|이 |소리)|드럼|장구", r"drums?"),
        ("guitar", r"(?:통)?기타(?=[를가는] |로 )|가야금|거문고", r"guitars?|banjos?|lutes?"),
        ("flute", r"피리|플루트|대금|단소|퉁소", r"flutes?|clarinets?|recorder"),
        ("map", r"지도", r"maps?"),
        ("rope", r"밧줄|동아줄|노끈", r"ropes?"),
        (
            "boat",
            r"나룻배|돛단배|고깃배|여객선|배(?=를 (?:저|띄|몰|타)|에 올| 한 척|가 (?:들|떠|온|"
            r"닿))",
            r"boats?|rowboat|ferry|ferryboat",
        ),
        ("rickshaw", r"인력거", r"rickshaws?"),
        ("scooter", r"스쿠터|오토바이", r"scooters?|motorbikes?|motorcycles?"),
        ("helmet", r"헬멧|투구", r"helmets?"),
        ("bicycle", r"자전거", r"bicycles?|bikes?"),
        ("radio", r"라디오|무전기?", r"radios?"),
        ("computer", r"컴퓨터|노트북|모니터", r"computers?|laptops?|screen"),
        ("hat", r"모자|중절모|갓(?=을|이 )", r"hats?|cap"),
        ("scarf", r"목도리|스카프", r"scar(?:f|ves)"),
        ("towel", r"수건|손수건", r"towels?|handkerchief"),
        ("ticket", r"표(?=를|가|도| 한)|기차표|차표|승차권|복권", r"tickets?"),
        ("lever", r"지렛대|레버", r"levers?"),
        ("hen", r"수탉|암탉|장닭|씨암탉|닭", r"hens?|chickens?|roosters?|cockerels?"),
        ("baby", r"갓난아기|갓난애|아기|젖먹이", r"bab(?:y|ies)|infants?"),
        ("match", r"성냥|성냥불|성냥개비", r"matchsticks?|matchbox|a match|lit match"),
        ("cigar", r"담배|궐련|시가|여송연", r"cigars?|cigarettes?"),
        ("car", r"자동차|승용차|택시", r"cars?|automobiles?|taxis?"),
        ("cat", r"고양이|새끼고양이", r"cats?|kittens?"),
        ("dog", r"강아지|누렁이|개(?=가 (?:짖|컹))", r"dogs?|pupp(?:y|ies)"),
        ("bird", r"새(?=가|들|를|의)|까마귀|참새|갈매기|기러기", r"birds?|crows?|gulls?|sparrows?"),
        ("moon", r"달빛|보름달|초승달|달(?=이 (?:떠|떴|뜨|밝)|을 (?:보|올))", r"moon|moonlight"),
        ("star", r"별|별빛", r"stars|starlight|one star"),
        ("hair", r"머리카락|머리칼|머리채", r"hair|tresses|curls"),
        (
            "train",
            r"(?:기차|열차|전철|지하철)(?!표|역)",
            r"trains?(?! (?:tickets?|stations?|rides?|drivers?))|locomotives?|steam engine",
        ),
        ("bus", r"(?:막차 |시내)?버스", r"bus(?:es)?"),
        ("pot", r"냄비|솥|주전자|가마솥", r"pots?|kettles?|frying-?pan|cauldron"),
        ("pipe", r"담뱃대|곰방대", r"pipe"),
        ("glasses", r"안경|돋보기", r"spectacles|eyeglasses|pince-nez"),
        ("shoes", r"구두|신발|운동화|고무신|짚신", r"shoes?|boots?|slippers?"),
        ("bucket", r"양동이|두레박|물통", r"buckets?|pails?"),
        ("ladder", r"사다리", r"ladders?"),
        ("broom", r"빗자루|싸리비", r"brooms?"),
        ("axe", r"(?:금|은|쇠)?도끼", r"axes?|hatchets?"),
        ("basket", r"바구니|광주리|소쿠리", r"baskets?"),
        ("camera", r"카메라|사진기", r"cameras?"),
        ("crown", r"왕관", r"crowns?|tiaras?"),
        ("fish", r"물고기|생선", r"fish"),
        ("flag", r"깃발", r"flags?|banners?"),
        ("gift", r"선물", r"(?:christmas |birthday )?(?:presents?|gifts?)(?! (?:his|her|a|the|to)\b)"),
        ("kite", r"연(?=을 (?:날|띄))", r"kites?"),
        ("mask", r"가면|탈(?=을)", r"masks?"),
        ("newspaper", r"신문(?:지)?", r"newspapers?"),
        ("scissors", r"가위", r"scissors"),
        ("shovel", r"삽", r"shovels?|spades?"),
        ("suitcase", r"여행 ?가방|트렁크", r"suitcases?|trunk"),
        ("teapot", r"찻주전자", r"teapots?"),
        ("telescope", r"망원경", r"telescopes?|spyglass"),
        ("stick", r"지팡이|막대기|몽둥이|방망이", r"walking[- ]sticks?|canes?|sticks?|staff|clubs?"),
        ("hand", r"손|손바닥|손끝|두 손", r"hands?|fingers?"),
    ]
)
_HANDHELD = (
    "letter watch clock comb coin yeopjeon bill lamp lantern candle umbrella phone book photograph key knife "
    "sword gun bowl cup bottle bread apple flower ring chain box bag mirror bell map rope radio hat scarf "
    "ticket cat bird towel helmet jar violin doll baby match cigar pot pipe "
    "axe basket broom bucket camera crown fish flag gift kite mask newspaper "
    "scissors shovel suitcase teapot telescope wallet guitar flute "
    "handcuffs badge torch medicine glove compass seal microphone trophy"
)
HANDHELD = frozenset(_HANDHELD.split())
OFTEN = 5  # units that name a thing make it the story's own
_PASSING = frozenset(
    {"coin", "yeopjeon", "bill", "bowl", "cup", "bottle", "bread", "bag", "hat", "towel", "cat", "gun"}
)


_SIMILE = re.compile(  # what is only compared is not there
    r"\S+(?:의 \S+)? ?(?:처럼|같은|같이|마냥)(?=[\s,.])|"
    r"(?<!would )(?<!['’]d )\b(?:like|as [a-z]+ as) an? (?:[a-z-]+ ?){1,3}"
)


_WANTED = re.compile(  # nor is what is still to be got
    r"[가-힣]+[을를] (?:[가-힣]+ )?(?:사려|살 |사러|구하|찾으려|찾아야|갖고 싶)\S*|"
    r"\b(?:to|would|could|must) (?:buy|get|find|have|sell|choose) (?:[a-z'’]+ ){1,3}?(?=[a-z]+\b)[a-z]+",
    re.IGNORECASE,
)
_DRESSED = re.compile(  # what somebody is dressed in is no thing by itself
    r"(?:모자|중절모|갓|목도리|스카프|수건|헬멧|안경|구두|신발|운동화)[을를]?"
    r"(?: [^ .,]{1,6})? ?(?:쓴|쓰고|쓰더니|썼|두른|두르고|맨|매고|신은|신고|걸친)|"
    r"\b(?:in|wearing|wore|under|put(?:s|ting)? on|pulled down|from|on|with) (?:an? |the |his |her |their )"
    r"(?:[\w'’-]+ ){0,4}?(?:hats?|caps?|scarf|helmet|towel|shoes?|boots?|spectacles|glasses)\b|"
    r"(?<=and a )cap\b",
    re.IGNORECASE,
)


_KEYED = re.compile(
    r"피아노|건반|타자기|자판|키보드|"
    r"\b(?:pianos?|organs?|harpsichord|typewriters?|keyboards?|computers?|laptops?|notes?|music|waltz|chords?|"
    r"major|minor|press(?:es|ed)|struck|strikes?|fingers?|typed?|types|typing)\b",
    re.IGNORECASE,
)
_KEYS = re.compile(r"\bkeys?\b(?! (?:ring|hole|to)\b)|건반", re.IGNORECASE)
_IN_CAR = re.compile(  # the driver's own
    r"(?:백미러|룸미러|사이드미러|후사경|기사가 거울|거울로 [^.]{0,12}(?:보|살피))|"
    r"\b(?:rear(?:[- ]?view)?|wing|side|driving|driver['’]s) mirrors?\b|"
    r"\bin (?:his|her|the) mirror\b(?=[^.]*\b(?:driver|bus|car|taxi|cab)\b)",
    re.IGNORECASE,
)


def named(text: str) -> tuple[str, ...]:
    """The things that the text has there, in its order: none that is compared with, wanted or worn."""
    said = _SIMILE.sub(" ", text)
    if _KEYED.search(said):  # of a piano, of a typewriter
        said = _KEYS.sub(" ", said)
    return every(PROPS, _IN_CAR.sub(" ", _WANTED.sub(" ", _DRESSED.sub(" ", said))))


_TAKEN_KO = re.compile(
    r"(\S+[을를]) (?:\S+ ){0,2}?(?:꺼내|꺼냈|집|쥐|움켜|들|뽑|받|주워|주웠|내밀|건네|건넸|펴|폈|펼|찢|열)"
)
_TAKEN_EN = re.compile(
    r"\b(?:took|takes?|pull(?:s|ed)|dr[ae]ws?|grabb?(?:s|ed)|pick(?:s|ed)|lift(?:s|ed)|h[eo]lds?|"
    r"tore|unfold(?:s|ed)|found|handed \w+|gave \w+|with) (?:up |out |over )?((?:[\w'’-]+ ){0,3}[\w'’-]+)"
)


def thing_taken(text: str) -> str:
    """The thing that a verb of taking has for its object, before others that are named beside it; "" if none
    is: an envelope is taken out of a bag."""
    for hit in (*_TAKEN_KO.finditer(text), *_TAKEN_EN.finditer(text)):
        words = hit[1].split()
        for end in range(1, len(words) + 1):
            if found := named(" ".join(words[:end])):
                return found[0]
    return ""


def key_things(texts: Sequence[str]) -> frozenset[str]:
    """What the story is about of things that a hand holds: named in `OFTEN` of its texts, or more."""
    named = [thing for text in texts for thing in every(PROPS, text)]
    return frozenset(t for t in HANDHELD - _PASSING if named.count(t) >= OFTEN)


def in_hand(thing: str, indoors: bool) -> str:
    """The thing as it is held there: under a roof nobody has an open umbrella."""
    return "closed umbrella" if indoors and thing == "umbrella" else thing


# Too common to be looked at, or nothing by itself to a draughtsman who has to draw it large.
_NOT_ALONE = (
    "hand door window hair moon star boat dog rope bread apple mirror bell towel cat bird scarf radio "
    "helmet scooter gun bill baby car hen train bus pot glasses bucket ladder broom stick pipe "
    "axe basket fish flag kite shovel suitcase teapot piano drum guitar flute"
)
INSERTED = frozenset(noun for noun, _ in PROPS) - frozenset(_NOT_ALONE.split())
