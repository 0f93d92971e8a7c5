"""What words of a story show: feelings, noises, reversals, gestures, in Korean and in English.

Each table is searched in order, so the rarer and stronger entries stand first.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from toonverse.domain.storyboard import Emotion

T = TypeVar("T")
Table = Sequence[tuple[T, re.Pattern[str]]]


def table(rows: Sequence[tuple[T, str, str]]) -> list[tuple[T, re.Pattern[str]]]:
    """Rows of (meaning, Korean pattern, English pattern); English matches from the start of a word."""
    return [
        (meaning, re.compile(rf"(?:{ko})|\b(?:{en})", re.IGNORECASE) if en else re.compile(ko))
        for meaning, ko, en in rows
    ]


EMOTIONS: Table[Emotion] = table(
    [
        (
            "happy",  # before the tears and cries that it may be told with
            r"기쁨의 (?:비명|환호|함성|탄성)|환호성|환호(?:했|하)|"
            r"(?:기뻐|기쁜 나머지|좋아)서? ?(?:소리|외쳤|외치|비명|펄쩍)",
            r"(?:scream|shriek|cry|cries|cried|shout|yell|squeal|whoop|gasp)\w*(?: out)? "
            r"(?:of|with|for|in) (?:\w+ )?(?:joy|delight|happiness|glee|pleasure)|"
            r"ecstatic|joyful (?:cry|shout)",
        ),
        (
            "laugh",  # they giggled, "he always says that!" one of them cried: a verb of speech
            r"(?!)",
            r"(?:laugh|chuckl|giggl|guffaw)\w*\b(?=.*\bcried\b)(?!.*\b(?:tears?|sobb|wept|weep|wail|crying))",
        ),
        (
            "crying",
            r"눈물|흐느|훌쩍(?! ?(?:뛰|몸|날|담|넘|자|커))|엉엉|(?<![서겨거방])울(?:며|고 있|고는|었|음|"
            r"기 시작|부짖|먹)|(?<![가-힣])우는|"
            r"운다|목[이 ]*메|통곡",
            r"tears?\b|cr(?:y|ied|ying)\b(?! out)|sobb|wept|weep|wail",
        ),
        (
            "laugh",
            r"껄껄|깔깔|(?<!축)하하|허허|호호|웃음[을 ]*터|폭소|배꼽|킬킬",
            r"laugh|chuckl|giggl|guffaw|haha",
        ),
        (
            "shouting",
            r"소리[를 ]*(?:치|쳤|질|지르)|소리쳤|외쳤|외치|고함|부르짖|호통|악을 쓰|버럭",
            r"shout|scream|yell(?:s|ed|ing)?\b|roared|shriek|bellow|cried out",
        ),
        (
            "angry",
            r"(?<![가-힣])화[가를 ]*(?:나|났|내|냈)|화증|(?<![가-힣])성[을 ]*내|노[려했]|분노|이놈|"
            r"이년|오라질|젠장|빌어먹|"
            r"야단|씩씩|이를 갈",
            r"ang(?:er|ry)|fur(?:y|ious)|rage[ds]?\b|glare|scowl|snarl|damn|how dare|hate\b|snap(?:ped|"
            r"s)\b",
        ),
        (
            "afraid",
            r"무서|무시무시|겁[이에을 ]|두려|떨(?:며|고|었|리|려)|떠는|벌벌|소름|오싹|공포|불안|초조|"
            r"식은땀",
            r"afraid|fear|terr(?:or|if)|trembl|frighten|scared|shiver|shudder|panic|dread|nervous|uneasy",
        ),
        (
            "shocked",
            r"충격|경악|넋을 잃|넋이 나|말문이 막|얼어붙|굳어 ?버|낯빛이|얼굴이 (?:하얗|새하얗|창백)|"
            r"숨을 멈",
            r"aghast|horrif|horror\b|stunned|thunderstruck|went (?:white|pale)|turned (?:white|pale)|"
            r"blood (?:drained|ran)",
        ),
        (
            "surprised",
            r"놀라|놀랐|놀란|(?<!눈 )깜짝|호동그래|휘둥그|눈을 크게|어머(?!니|님)|세상에|"
            r"뭐[,?!]|아니[,!]|어이없|멈칫|주춤",
            r"surpris|astonish|startl|gasp|stun|wide eyes|eyes wid|amaz|shock|stared?\b|froze|"
            r"what\?!|my god|good heavens",
        ),
        (
            "pained",
            r"아프|아파|앓|고통|신음|쓰러|쓰라|괴로|끙끙|기침|피를|다친|찢어",
            r"pain|hurt|ache|groan|moan|wounded\b|(?:his|her|the|a) wound\b|agon|wince|"
            r"cough|bleed|sick\b|ill\b",
        ),
        (
            "ashamed",
            r"부끄러[워웠운]|죄스|면목|죄책|뉘우",
            r"asham|guilt|disgrac|hung (?:his|her) head",
        ),
        (
            "disgusted",
            r"역겨|구역|눈살을 찌푸|혐오|더러운|혀를 차",
            r"disgust|revolt|sneer|wrinkl(?:ed|"
            r"es) (?:his|her) nose",
        ),
        (
            "embarrassed",
            r"수줍|얼굴[이을 ]*(?:붉|빨개|화끈)|쑥스|머쓱|민망|창피|미안",
            r"blush|embarrass|shy\b|shyly|flush|sorry|awkward",
        ),
        (
            "sad",
            r"슬프|슬픔|슬퍼|서러|서글|한숨|외로|쓸쓸|그리[워움]|우울|죽었|불쌍|울 듯|미련|잃었|잃은|"
            r"안타까",
            r"sad(?:ly|ness|dened)?\b|sorrow|grief|lonely|(?:all|left|(?:was|were|sat|stood|lived|lives|"
            r"sits) (?:all )?)alone\b|(?:all|left) alone|sigh(?:s|ed|ing)?\b|miss(?:ed|"
            r"es)? (?:him|her|"
            r"you|them)|gloom|"
            r"mourn|died|dead\b|lost\b|pity",
        ),
        (
            "determined",
            r"결심|다짐|각오|단호|반드시|기어이|마침내|꼭 |주먹을 쥐|이를 악|해내|지키겠|하겠어|가야 해|"
            r"포기",
            r"determin|decid|resol|vow|promise|must\b|will not|won't|never again|i'll\b|grit|"
            r"steady|promised",
        ),
        (
            "happy",
            r"기뻐|기쁨|기쁘|기뻤|행복|(?<![가-힣])신[이 ]*나|즐거|반가|만세|다행|고마|환한 얼굴|환하게 웃|"
            r"좋아[!라서]|최고",
            r"happy|happi|joy|delight|glad|cheer|wonderful|hooray|thrill|bright(?:ly|ened)|beam|thank",
        ),
        (
            "tender",
            r"다정|상냥|따뜻한 (?:눈|목소리|미소)|부드럽게|어루만|쓰다듬|토닥",
            r"tender|gentl|lovingly|softly\b|kindly\b|fondly|caress|strok(?:ed|es) (?:his|her) hair",
        ),
        (
            "smile",
            r"웃(?:으|는|었|고|어|지)|미소|싱긋|빙긋|빙글|방긋|싱그레|씩 웃",
            r"smil|grin(?:s|ned|ning)?\b|warm(?:ly)?\b",
        ),
        (
            "tired",
            r"지친|지쳐|지쳤|피곤|졸[리린려]|하품|기진|맥[이 ]*빠|힘[이 ]*없",
            r"tired|weary|exhaust|yawn|sleepy|drows|fatigue|worn out",
        ),
    ]
)

SOUNDS: Table[str] = table(
    [
        ("쾅", r"쾅", ""),
        ("쨍그랑", r"쨍그랑|와장창", ""),
        ("쨍", r"쨍 ", ""),
        ("잘그랑", r"잘그랑|찰그랑|딸그랑", ""),
        ("딸랑", r"딸랑|짤랑", ""),
        ("똑똑", r"똑똑(?!하|한)", ""),
        ("왈칵", r"왈칵|벌컥", ""),
        ("덜컹", r"덜컹|덜커덩", ""),
        ("끼익", r"끼익|삐걱", ""),
        ("철썩", r"철썩", ""),
        ("추적추적", r"추적추적", ""),
        ("주룩주룩", r"주룩주룩|쏴아", ""),
        ("쿨룩쿨룩", r"쿨룩", ""),
        ("두근두근", r"두근", ""),
        ("털털털", r"털털거", ""),
        ("엉엉", r"엉엉", ""),
        ("응애", r"응아|응애", ""),
        ("훌쩍", r"훌쩍(?! ?(?:뛰|몸|날|담|넘|자|커))", ""),
        ("따르릉", r"따르릉|찌르릉", ""),
        ("휘이잉", r"휘이|휭|윙윙", ""),
        ("쿵", r"쿵", ""),
        ("탁", r"(?<![가-힣])탁[ ,.]", ""),
        ("째깍째깍", r"째깍|똑딱", ""),
    ]
)
SOUNDS_EN: Table[str] = [
    (noise, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for noise, words in (
        ("BANG!", r"bang(?:s|ed)?\b|slam(?:s|med)"),
        ("CRASH!", r"crash(?:es|ed)?\b|shatter"),
        ("BOOM!", r"boom|explo(?:de|sion)|thunder(?:s|ed|clap)?\b"),
        ("KNOCK KNOCK", r"(?<!to )knock(?:s|ed|ing)\b|a knock\b"),
        ("CREAK…", r"creak"),
        ("THUD", r"thud|thump"),
        ("CLICK", r"click"),
        ("RING RING", r"(?:phone|telephone|bell)s? r[ia]ng|rang\b"),
        (
            "SPLASH!",
            r"(?:great|big|loud|mighty) splash|splash(?:es|ed) (?:into|overboard)|"
            r"splash(?! ?screen)[^.]{0,24}(?:sea|river|lake|"
            r"harbou?r)\b",
        ),
        ("TICK TOCK", r"tick(?:s|ed|ing)?\b"),
        ("WHOOSH", r"whoosh|gust"),
        ("DRIP… DRIP…", r"drip"),
        ("SNAP!", r"snap(?:s|ped)? (?:in|shut|off)"),
        ("CLINK", r"clink|jingl|clatter"),
        ("SIZZLE", r"sizzl"),
        ("SOB…", r"sobb"),
        ("WOOF!", r"bark(?:s|ed|ing)\b"),
    )
]

REVERSALS = re.compile(
    r"^\W*(?:그러나|하지만|그런데|그 ?순간|그때|이때|문득|갑자기|별안간|마침내|비로소|드디어|바로 그"
    r"|(?:but|suddenly|at last|finally|however|instead|for the first time|at that moment|and then)\b)",
    re.IGNORECASE,
)
REVEALS = re.compile(
    r"뜻밖|줄이야|죽었|죽은|죽다|사실은|진실|비밀|정체|깨달|알아보|알아봤|알았다|아니었다|아니고|"
    r"없었다|사라졌|멈췄|멈추었|드러났"
    r"|이 어쩐|기괴|처음으로|돌아왔|돋아|이제야|다시는|새겨져"
    r"|\b(?:sold|gone|dead|died|truth|secret|reali[sz]|reveal|discover|empty|vanish|stopped|stops|there lay"
    r"|there stood|no longer|decided|understood|for the first time|all along|it was you|always|recogni[sz]"
    r"|appeared|disappeared|at last|the last)",
    re.IGNORECASE,
)
GLAD = frozenset({"smile", "happy", "tender"})
INTENSE = frozenset(
    {"crying", "shouting", "angry", "afraid", "surprised", "shocked", "pained", "determined", "laugh", "sad"}
)
TIME_PASSES = re.compile(
    r"(?:이튿날|다음 ?날|며칠|몇 ?(?:년|달|시간|일)|그날|그 ?후|이윽고|얼마 ?후|얼마 만에|어느 ?날|"
    r"아침|저녁|밤이|새벽|한참|년 (?:뒤|후|전)|"
    r"달포|사흘|열흘|일주일)"
    r"|\b(?:next (?:day|morning|week)|that (?:night|evening|morning)|later|years?|months?|"
    r"weeks?|days?|hours?|morning|"
    r"evening|midnight|o'clock|once|tomorrow|yesterday|ago)\b",
    re.IGNORECASE,
)


_SMALL_ACT = re.compile(
    r"서성|머뭇|망설|살폈|살피|밀었|두드|귀를 기울|바라보|바라봤|끄덕|쳐다|응시|침을 삼|입을 다물|"
    r"눈을 감|눈이 커|눈을 떴|숨을 (?:쉬|내|들이)|"
    r"멈췄|멈추|돌렸|다물|펴|펼|들었다|떨어졌다|흘렸|흘러|맺지 못"
    r"|\b(?:look|star(?:ed|es)|nod|swallow|blink|shrug|breath|frown|paus|wait|turn|watch|listen|"
    r"said|ask|whisper"
    r"|shout|cri(?:ed|es)|clos|silent|moved?|stood|stand|rose|rises|shook|shak|led\b|clung|knew|heard|"
    r"saw|felt|tried|hesitat|falter)",
    re.IGNORECASE,
)


_MOVES = re.compile(
    r"파도|바람이|천둥|번개|눈이 (?:내|쌓|오)|비가 (?:내|쏟|그|오)|해가 |달이 (?:떠|떴|뜨)|별이 |"
    r"기차가|열차가|불이 |불길|연기|빛이"
    r"|무너|쏟아|울렸|울린다|솟|터졌"
    r"|\b(?:waves?|wind|thunder|lightning|storm|sun(?:rise|set)?|moon|stars?|snow|rain|smoke|"
    r"flames?|fire|light|train"
    r"|engine|ferry|ship|boat|wings?)\b[^.]{0,40}\b\w+(?:ed|es|s|ck|ke|ll|ng)\b",
    re.IGNORECASE,
)


LINE_EMOTIONS: Table[Emotion] = table(
    [
        (
            "embarrassed",
            r"^(?:저|음|어|그게|아니 그)…|^저기|죄송|미안",
            r"^(?:er|um|uh|"
            r"well)\b[,.… ]|sorry|excuse me",
        ),
        (
            "surprised",
            r"^(?:뭐|어떻게|정말|이게|어머|세상에|누구|설마)[^.]*\?",
            r"^(?:what|how|who|"
            r"really|where)\b[^.]*\?",
        ),
        (
            "smile",
            r"고마[워웠]|고맙|다행|반가[워웠]|좋[아네지]|그래[.!]|어서 오",
            r"thank|welcome|of course|all right|good\b",
        ),
        ("sad", r"…$|그리[워웠]|보고 싶|이제 없|떠났", r"(?:…|\.\.\.)$|goodbye|good-bye|gone\b|no more"),
        ("determined", r"(?:해|가|라|자|게|지)!$|반드시|내가 ", r"!$|\bi will\b|\bi can't\b|not this time"),
    ]
)


_GRAVE = re.compile(  # no occasion to smile, whatever else is said
    r"죽[었은일]|체포|잡혀|감옥|원수|싫|답답|왜 이래|그만 ?(?:둬|해)|못 알아"
    r"|\b(?:arrest|prison|jail|murder|kill|dead|died|hate|shut up|leave me|wanted in|bad (?:man|one)|guilty)",
    re.IGNORECASE,
)


def grave(text: str) -> bool:
    """Whether a text speaks of what nobody smiles at."""
    return bool(_GRAVE.search(text))


_VANISHES = re.compile(
    r"사라|없어졌|없었|보이지 않|떠났|떠나 버|죽었|\b(?:vanish|disappear|gone\b|no longer there|"
    r"died\b|went away|had left)",
    re.IGNORECASE,
)


def vanishes(text: str) -> bool:
    """Whether somebody or something is not there any more."""
    return bool(_VANISHES.search(text))


def turns(text: str) -> bool:
    """Whether a text says so in words that something is otherwise than it was thought."""
    return bool(REVERSALS.search(text) or REVEALS.search(text))


def moves(text: str) -> bool:
    """Whether something without a will does something to see: a wave breaks, a light goes on."""
    return bool(_MOVES.search(text))


def small_act(text: str) -> bool:
    """Whether the text tells a gesture that needs no caption."""
    return bool(_SMALL_ACT.search(text))


def first(table: Table[T], text: str) -> T | None:
    """The first entry of the table that the text matches."""
    return next((meaning for meaning, pattern in table if pattern.search(text)), None)


def every(table: Table[T], text: str) -> tuple[T, ...]:
    """All entries the text matches, in the order in which the text names them."""
    hits = [(hit.start(), meaning) for meaning, pattern in table if (hit := pattern.search(text))]
    hits.sort(key=lambda item: item[0])
    return tuple(meaning for _, meaning in hits)
