"""The keywords of bare prompts: what a value is called in English and in Korean. Earlier rows win.

Prompts are lower case. Patterns are regular expressions; English words stand between `\\b`.
"""

import re

from toonverse.domain.look import HairStyle, Hat, Outfit
from toonverse.domain.script import Age, Era, PlaceKind, Weather
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Angle, Emotion, Light, Pose, ShotSize


def _en(words: str) -> str:
    return r"\b(?:" + words + r")\b"


PLACES: dict[PlaceKind, str] = {
    "rainy street": _en("rainy (?:street|road|city)|street in the rain|wet street")
    + "|비 오는 (?:거리|길|골목|도시)|빗길",
    "alley": _en("alley|alleyway|back street|lane") + "|골목",
    "tavern": _en("tavern|bar|pub|inn|izakaya") + "|선술집|술집|주막|포장마차",
    "kitchen": _en("kitchen|stove|cooking") + "|부엌|주방",
    "shop": _en("shop|store|bakery|cafe|café|bookstore|convenience store")
    + "|가게|상점|카페|서점|편의점|빵집",
    "school": _en("school|classroom|class|dormitory|lecture") + "|학교|교실|기숙사|강의실",
    "office": _en("office|workplace|meeting room") + "|사무실|회사|회의실",
    "hospital": _en("hospital|clinic|ward") + "|병원|병실",
    "station": _en("station|platform|subway|metro") + "|역|승강장|지하철",
    "vehicle": _en("train|bus|car|carriage|taxi|tram|rickshaw") + "|기차|버스|자동차|택시|전차|인력거",
    "forest": _en("forest|woods?|bamboo|jungle|trees") + "|숲|나무|대나무",
    "mountain": _en("mountains?|cliff|peak|hill|summit") + "|산|절벽|봉우리|언덕",
    "harbour": _en("harbou?r|port|docks?|pier|lighthouse") + "|항구|부두|등대",
    "sea": _en("sea|ocean|beach|shore|waves?") + "|바다|해변|파도|바닷가",
    "river": _en("river|stream|lake|bridge") + "|강가|강변|강|호수|다리|시내",
    "field": _en("field|meadow|farm|prairie|grass(?:land)?|garden") + "|들판|초원|밭|논|정원",
    "temple": _en("temple|shrine|palace|pagoda") + "|절|사찰|궁궐|궁",
    "village": _en("village|hanok|cottage|town") + "|마을|한옥|시골|초가",
    "street": _en("street|market|road|avenue|crosswalk|sidewalk") + "|거리|시장|길|도로|횡단보도",
    "city": _en("city|skyline|rooftop|skyscrapers?|seoul|tokyo|new york|metropolis") + "|도시|옥상|서울|빌딩",
    "room": _en("room|bedroom|house|home|apartment|window|living room|library|study|interior|spaceship|cabin")
    + "|방|집|침실|거실|창가|도서관",
}
LIGHTS: dict[Light, str] = {
    "dawn": _en("dawn|sunrise|early morning|daybreak") + "|새벽|일출|동틀",
    "sunset": _en("sunset|dusk|golden hour|twilight") + "|노을|석양|일몰|해질",
    "night": _en("night|midnight|moon(?:light|lit)?|starry|dark") + "|밤|한밤|달빛|별빛",
    "evening": _en("evening|nightfall|lamplight") + "|저녁|해거름",
    "day": _en("day|noon|morning|afternoon|sunny|bright") + "|낮|아침|오후|맑은|햇살",
}
WEATHERS: dict[Weather, str] = {
    "storm": _en("(?:thunder)?storm(?:y|s)?|thunder|lightning|typhoon") + "|폭풍|천둥|번개|태풍",
    "rain": _en("rain(?:y|ing)?|drizzle|umbrella") + "|비가|비 오|빗속|장마|소나기|우산",
    "snow": _en("snow(?:y|ing|fall)?|winter|blizzard") + "|눈이 (?:내|오|쌓)|눈 오|눈 내|눈보라|겨울|설경",
    "fog": _en("fog(?:gy)?|mist(?:y)?|haze") + "|안개",
    "wind": _en("wind(?:y)?|breeze|petals|cherry blossoms?") + "|바람|꽃잎|벚꽃",
    "cloudy": _en("cloudy|overcast|grey sky") + "|흐린|구름",
}
ERAS: dict[Era, str] = {
    "future": _en("future|futuristic|cyberpunk|sci-?fi|space(?:ship|craft)?|neon|robot|21\\d\\d|22\\d\\d")
    + "|미래|사이버|우주|로봇|네오",
    "fantasy": _en("fantasy|knight|dragon|magic|wizard|elf|castle|sword") + "|판타지|기사|용|마법|검사|성",
    "period": _en("period|historical|ancient|joseon|hanbok|victorian|medieval|19\\d\\ds?|18\\d\\ds?|hanok")
    + "|19[0-5]\\d년|18\\d\\d년|조선|한복|사극|옛|시대극|한옥|일제",
}
SIZES: dict[ShotSize, str] = {
    "extreme close": _en("extreme close[- ]?up|eyes only") + "|익스트림 클로즈업",
    "close": _en("close[- ]?up|portrait|face") + "|클로즈업|얼굴|초상",
    "extreme long": _en("extreme long|panorama|wide view|establishing|landscape|vista")
    + "|전경|풍경|파노라마",
    "long": _en("long shot|wide shot|distance|far away") + "|롱숏|멀리",
    "full": _en("full[- ]body|full shot|whole body|standing|running|walking") + "|전신|달리|걷|뛰",
    "insert": _en("insert|detail|still life|object") + "|인서트|소품|사물",
    "medium": _en("medium shot|waist|bust|half body") + "|미디엄|상반신|허리",
}
ANGLES: dict[Angle, str] = {
    "over shoulder": _en("over[- ]the[- ]shoulder|over shoulder") + "|어깨 너머",
    "back": _en("from behind|back view|rear view") + "|뒷모습|등을",
    "high": _en("high angle|from above|bird'?s[- ]eye|overhead") + "|하이앵글|위에서|부감",
    "low": _en("low angle|from below|worm'?s[- ]eye") + "|로우앵글|아래에서|앙각",
    "tilted": _en("dutch angle|tilted|canted") + "|기울",
}
PEOPLE: dict[str, str] = {
    "couple": _en("couple|lovers|two (?:people|students|friends|strangers)")
    + "|연인|커플|부부|두 사람|두 학생|두 친구",
    "crowd": _en("crowd|people|friends|family") + "|사람들|군중|친구들|가족",
    "grandmother": _en("grandmother|old (?:woman|lady)|elderly woman") + "|할머니|노파",
    "grandfather": _en("grandfather|old (?:man|fisherman|sailor|monk|king)|elderly man") + "|할아버지|노인",
    "child": _en("child|kid|little (?:girl|boy)|baby") + "|아이|꼬마|어린이|어린",
    "girl": _en("girl|schoolgirl|princess|heroine") + "|소녀|여학생|공주",
    "woman": _en("woman|lady|mother|wife|she|her|queen|nurse") + "|여자|여인|여성|어머니|엄마|아내|그녀",
    "boy": _en("boy|schoolboy|prince") + "|소년|남학생|왕자",
    "man": _en(
        "man|guy|captain|fisherman|sailor|teacher|doctor|driver|merchant|student|pilot|chef|father|husband|he|him|knight|hero|king|detective|soldier|person|someone"
    )
    + "|남자|남성|아버지|아빠|남편|사내|기사|주인공|청년|형사|사람|인력거꾼|어부|선장|선생|의사|상인|학생",
}
AGES: dict[Age, str] = {
    "old": _en("old|elderly|grand(?:mother|father)|aged") + "|늙은|노인|할머니|할아버지|노파",
    "child": _en("child|kid|little (?:girl|boy)|toddler") + "|아이|꼬마|어린",
    "middle": _en("middle[- ]aged|mother|father") + "|중년|아저씨|아주머니|아버지|어머니",
}
EMOTIONS: dict[Emotion, str] = {
    "crying": _en("cry(?:ing)?|tears|sobbing|weeping") + "|(?<![서거겨방우기])울|눈물|흐느",
    "laugh": _en("laugh(?:ing|s)?|giggling") + "|웃음을 터|폭소|깔깔",
    "smile": _en("smil(?:e|es|ing)|gentle") + "|미소|웃",
    "happy": _en("happy|joy(?:ful)?|cheerful|excited|delighted") + "|행복|기쁜|기뻐|신난|즐거",
    "shouting": _en("shout(?:ing|s)?|scream(?:ing|s)?|yell(?:ing|s)?") + "|외치|소리치|고함|비명",
    "angry": _en("angry|furious|rage|mad") + "|화난|화가|분노|성난",
    "sad": _en("sad|lonely|melancholy|sorrow(?:ful)?|gloomy") + "|슬픈|슬퍼|외로|우울|쓸쓸",
    "afraid": _en("afraid|scared|fear(?:ful)?|terrified|frightened") + "|무서|두려|겁|공포",
    "surprised": _en("surprised?|shocked|astonished|startled") + "|놀란|놀라|깜짝|충격",
    "determined": _en("determined|resolute|serious|brave|heroic") + "|결연|단호|진지|용감|굳은",
    "embarrassed": _en("embarrassed|blush(?:ing)?|shy") + "|부끄|수줍|당황",
    "tired": _en("tired|sleepy|exhausted|weary") + "|지친|피곤|졸린",
    "pained": _en("pain(?:ed)?|hurt|wounded|sick") + "|아픈|고통|다친|괴로",
}
POSES: dict[Pose, str] = {
    "run": _en("run(?:s|ning)?|sprint(?:ing)?|chas(?:e|ing)") + "|달리|달려|뛰",
    "walk": _en("walk(?:s|ing)?|stroll(?:ing)?") + "|걷|걸어",
    "sit": _en("sit(?:s|ting)?|seated") + "|앉",
    "kneel": _en("kneel(?:s|ing)?") + "|무릎",
    "lie": _en("lying|asleep|sleep(?:s|ing)?|in bed") + "|누워|누운|잠든|자고",
    "crouch": _en("crouch(?:es|ing)?|squat(?:ting)?") + "|쪼그|웅크",
    "bow": _en("bow(?:s|ing)?") + "|절하|고개 숙|인사",
    "point": _en("point(?:s|ing)") + "|가리키",
    "reach": _en("reach(?:es|ing)?|stretch(?:es|ing)?") + "|뻗|내밀",
    "arms crossed": _en("arms crossed|crossed arms|folded arms") + "|팔짱",
    "head in hands": _en("head in hands|despair") + "|머리를 감싸|절망",
    "look up": _en("look(?:s|ing)? up|gaz(?:es|ing) at the (?:sky|stars)") + "|올려다|하늘을 보",
    "look back": _en("look(?:s|ing)? back|turn(?:s|ing)? around") + "|뒤돌아|돌아보",
    "wave": _en("wav(?:es|ing)|greeting") + "|손을 흔",
    "raise fist": _en("rais(?:es|ing) (?:a |his |her )?fist|cheering|victory") + "|주먹을|환호|승리",
    "strike": _en("punch(?:es|ing)?|fight(?:s|ing)?|attack(?:s|ing)?|strik(?:es|ing)|battle")
    + "|때리|주먹질|싸우|공격|전투",
    "fall": _en("fall(?:s|ing)|trip(?:s|ping)") + "|떨어지|넘어",
    "embrace": _en("hug(?:s|ging)?|embrac(?:e|es|ing)") + "|껴안|포옹|안아",
    "carry": _en("carr(?:y|ies|ying)") + "|나르|들고 가|안고",
    "drink": _en("drink(?:s|ing)?|sipp?(?:s|ing)?") + "|마시",
    "write": _en("writ(?:es|ing)|draw(?:s|ing)") + "|쓰고|적고|그리고 있",
    "pull": _en("pull(?:s|ing)?|drag(?:s|ging)?") + "|끌",
}
PROPS: dict[str, str] = {
    "ladder": _en("ladders?") + "|사다리",
    "bucket": _en("buckets?|pails?") + "|양동이|물통",
    "basket": _en("baskets?") + "|바구니|소쿠리",
    "suitcase": _en("suitcases?|luggage") + "|여행 ?가방|트렁크",
    "chair": _en("chairs?|stools?") + "|의자",
    "newspaper": _en("newspapers?") + "|신문",
    "crown": _en("crowns?") + "|왕관",
    "mask": _en("masks?") + "|가면|탈을",
    "broom": _en("brooms?") + "|빗자루",
    "camera": _en("cameras?") + "|카메라|사진기",
    "telescope": _en("telescopes?") + "|망원경",
    "drum": _en("drums?") + "|북을|장구",
    "kite": _en("kites?") + "|방패연|연을 날",
    "teapot": _en("teapots?|kettles?") + "|주전자",
    "candle": _en("candles?") + "|촛불|양초",
    "cat": _en("cats?|kitten") + "|고양이",
    "dog": _en("dogs?|puppy") + "|강아지|개 한",
    "bird": _en("birds?|crow|sparrow") + "|참새|까마귀|새 한",
    "hen": _en("hens?|chickens?|rooster|cockerel") + "|수탉|암탉|닭 한",
    "baby": _en("baby|infant") + "|갓난아기|아기",
    "match": _en("match(?:es)?|matchstick") + "|성냥",
    "cigar": _en("cigars?|cigarettes?") + "|담배|궐련",
    "car": _en("cars?|automobile") + "|자동차|승용차",
    "bicycle": _en("bicycles?|bike") + "|자전거",
    "boat": _en("boat|sailboat|ship") + "|나룻배|돛단배",
    "violin": _en("violin|cello") + "|바이올린",
    "piano": _en("piano") + "|피아노",
    "doll": _en("doll|teddy") + "|인형",
    "apple": _en("apples?") + "|사과 ",
    "bread": _en("bread|cake") + "|빵|떡|케이크",
    "mirror": _en("mirror") + "|거울",
    "map": _en("map") + "|지도",
    "radio": _en("radio") + "|라디오",
    "bell": _en("bell") + "|방울|종소리",
    "rope": _en("rope") + "|밧줄",
    "bill": _en("banknotes?|cash") + "|지폐|돈다발",
    "hat": _en("hat|fedora") + "|중절모|모자",
    "shoes": _en("shoes?|boots") + "|구두|신발",
    "jar": _en("jar|crock") + "|항아리",
    "knife": _en("knife") + "|식칼|칼날",
    "gun": _en("gun|pistol|revolver") + "|권총",
    "rickshaw": _en("rickshaw") + "|인력거",
    "moon": _en("full moon|crescent") + "|보름달|초승달",
    "letter": _en("letter|envelope|note") + "|편지|쪽지",
    "umbrella": _en("umbrella|parasol") + "|우산|양산",
    "lantern": _en("lantern") + "|등불|초롱",
    "lamp": _en("lamp") + "|램프|등잔",
    "yeopjeon": _en("yeopjeon") + "|엽전",
    "coin": _en("coins?|money") + "|동전|은전",
    "comb": _en("combs?|hairpin") + "|빗|비녀",
    "watch": _en("watch|clock|pocket watch") + "|시계",
    "cup": _en("cup|coffee|tea|mug") + "|컵|찻잔|커피|차 한",
    "bottle": _en("bottle|wine|soju") + "|술병|소주|병",
    "bowl": _en("bowl|soup|noodles|rice") + "|설렁탕|국밥|그릇|라면",
    "phone": _en("phone|smartphone") + "|전화|휴대폰|핸드폰",
    "book": _en("book|diary|notebook") + "|책|일기|공책",
    "flower": _en("flowers?|rose|bouquet") + "|꽃|장미",
    "bag": _en("bag|backpack|suitcase") + "|가방|배낭",
    "key": _en("keys?") + "|열쇠",
    "ring": _en("ring") + "|반지",
    "photo": _en("photo(?:graph)?|picture frame") + "|사진|액자",
    "sword": _en("sword|blade|dagger") + "|칼|검을|단검",
    "box": _en("box|gift|present") + "|상자|선물",
    "ticket": _en("ticket") + "|표를|승차권|티켓",
}
STYLES: dict[Style, str] = {
    "manga": _en("manga|black and white|screentone") + "|만화풍|흑백",
    "realistic": _en("photorealistic|realistic|cinematic") + "|실사|사실적",
    "anime": _en("anime") + "|애니",
    "webtoon": _en("webtoon") + "|웹툰",
}
HAIR: dict[HairStyle, str] = {
    "ponytail": _en("ponytail") + "|포니테일|묶은 머리",
    "pigtails": _en("pigtails|twin ?tails") + "|양갈래",
    "braid": _en("braid(?:ed)?") + "|땋은",
    "bun": _en("bun|chignon") + "|쪽진|올림머리",
    "bob": _en("bob|short-haired (?:girl|woman)") + "|단발",
    "wavy": _en("wavy") + "|웨이브",
    "curly": _en("curly|curls") + "|곱슬",
    "spiky": _en("spiky") + "|뾰족",
    "long": _en("long hair|long-haired|long \\w+ hair") + "|긴 머리|긴머리|생머리",
    "bald": _en("bald") + "|대머리",
    "topknot": _en("topknot") + "|상투",
    "messy": _en("messy|tousled") + "|헝클|더벅",
    "buzz": _en("buzz ?cut|shaved") + "|까까머리|삭발",
    "slick": _en("slick(?:ed)?") + "|올백",
    "short": _en("short hair|short-haired") + "|짧은 머리",
}
HATS: dict[Hat, str] = {
    "gat": _en("gat") + "|갓을",
    "brimmed": _en("fedora|hat") + "|중절모|모자",
    "peaked": _en("police(?:man|woman)?|police officer|constable|soldier|postman|mailman")
    + "|경찰|순경|순사|군인|병사|우체부|집배원",
    "cap": _en("cap|baseball cap") + "|야구모자|캡",
    "hood": _en("hood(?:ed)?") + "|후드를 쓴|두건",
    "towel": _en("headband|towel") + "|수건",
}
OUTFITS: dict[Outfit, str] = {
    "hanbok": _en("hanbok") + "|한복|저고리",
    "armor": _en("armou?r|knight") + "|갑옷|기사",
    "tunic": _en("police(?:man|woman)?|police officer|constable|soldier|postman|mailman")
    + "|경찰|순경|순사|군인|병사|우체부|집배원",
    "whites": _en("doctor|nurse|lab coat") + "|의사|간호사",
    "uniform": _en("uniform|schoolgirl|schoolboy|student") + "|교복|학생",
    "suit": _en("suit|tuxedo|businessman") + "|정장|양복|슈트",
    "gown": _en("gown|ball dress|princess") + "|드레스|공주",
    "dress": _en("dress") + "|원피스",
    "coat": _en("coat|trench") + "|코트|외투",
    "hoodie": _en("hoodie|hooded sweatshirt") + "|후드티|후디",
    "cloak": _en("cloak|cape|wizard") + "|망토|마법사",
    "robe": _en("robe|durumagi|monk") + "|도포|두루마기|승복",
    "apron": _en("apron|chef|cook|waitress") + "|앞치마|요리사",
    "sweater": _en("sweater|cardigan|knit") + "|스웨터|니트",
    "shirt": _en("shirt|blouse") + "|셔츠|블라우스",
    "workwear": _en("worker|labou?rer|rickshaw man") + "|인부|일꾼|인력거꾼",
    "jacket": _en("jacket") + "|재킷|자켓|점퍼",
}
COLOURS: dict[str, str] = {
    "red|crimson|빨간|붉은": "#c23b3f",
    "blue|navy|파란|푸른|남색": "#35609e",
    "green|초록|녹색": "#3f7a5a",
    "yellow|gold(?:en)?|blonde?|노란|금발|금빛": "#d8b050",
    "purple|violet|보라": "#6a4a8a",
    "pink|분홍": "#e08aa4",
    "black|검은|까만": "#2a2530",
    "white|흰|하얀": "#ece8e0",
    "silver|gr[ae]y|은빛|은색|회색": "#b8bfd4",
    "brown|갈색": "#6b4630",
    "orange|주황": "#d8783c",
}


def colour_of(noun: str, text: str) -> str:
    """The colour a text gives a thing ("black umbrella", "검은 우산"); "" when it gives none."""
    if not noun or not text:
        return ""
    thing = PROPS.get(noun, _en(re.escape(noun.lower())))
    for name, colour in COLOURS.items():
        if re.search(rf"(?:{name})\s+(?:\w+\s+)?(?:{thing})", text.lower()):
            return colour
    return ""
