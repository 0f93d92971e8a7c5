"""What a text says of somebody's age and looks, near where they are named."""

import re

from toonverse.domain.story import Language
from toonverse.studio.reading.words import numbers

_SENTENCE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Capt|Sgt|Lt|Col|Gen|Rev|St)\.(?= )|[^.!?\n])+[.!?]?", re.I)
_NUMBERS_EN = {w: n for n, w in enumerate(numbers.TO_NINETEEN_EN.split()) if n > 2}
_TENS_EN = dict(zip(numbers.TENS_EN.split(), range(20, 90, 10), strict=True))
_DECADES_EN = dict(
    zip(("twen", "thir", "for", "fif", "six", "seven", "eigh"), range(20, 90, 10), strict=True)
)
_NUMBER_EN = rf"\d{{1,2}}|(?:{'|'.join(_TENS_EN)})(?:-\w+)?|{'|'.join(reversed(_NUMBERS_EN))}"
_AGE_EN = re.compile(
    rf"\b(?P<number>{_NUMBER_EN})(?=[- ]years?[- ]old| years of age)"
    r"|\b(?P<decade>[2-9]0)s\b"
    r"|\b(?:his|her|their) (?:\w+[ -])?(?P<tens>twen|thir|for|fif|six|seven|eigh)ties\b"
    rf"|\b(?:man|woman|boy|girl|lad|lady|child|fellow|person) of (?:about |maybe |perhaps )?"
    rf"(?P<of>{_NUMBER_EN})\b"
    rf"|\b(?:aged?|only|just|turned|, (?:about|maybe)?|(?:was|is|were|am) (?:\w+ )?)\s*"
    rf"(?P<bare>{_NUMBER_EN})(?=[.,;)—-]|$| and\b)"
)
_ONES_KO = dict(zip(numbers.TO_NINE_KO.split(), numbers.TO_NINE_VALUES, strict=True))
_TENS_KO = dict(zip(numbers.TENS_KO.split(), numbers.TENS_VALUES, strict=True))
_COUNTED_KO = ("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_AGE_KO = re.compile(
    r"(?P<digits>\d{1,2}) ?(?:살|세(?![가-힣]))"
    rf"|(?P<tens>{'|'.join(_TENS_KO)})? ?(?P<ones>{'|'.join(_ONES_KO)})? ?살(?![가-힣]*다)"
    rf"|(?P<about>{'|'.join(w for w in _TENS_KO if w != '열')})(?:{'|'.join(_COUNTED_KO)})?"
    r"(?:이|을|은)? ?(?:쯤|넘|의 |줄|남짓|가까|된 )"
    r"|(?P<decade>[2-9]0)대"
    r"|(?P<sino>이십|삼십|사십|오십|육십|칠십|팔십)(?:대|에 가까운|이 넘은|줄)"
)
_SINO = dict(zip(numbers.SINO_TENS_KO.split(), range(20, 90, 10), strict=True))

_LOOKS_EN = re.compile(
    r"\b(?:(?:[a-z]+-)?(?:eyed|haired|faced|shouldered|bearded)|tall|short|thin|slender|slim|fat|"
    r"stout|plump|skinny|lanky|burly|"
    r"handsome|pretty|beautiful|pale|bald|freckled|wrinkled|muscular|"
    r"(?:(?:black|brown|blond|blonde|red|gray|grey|white|silver|golden|dark|long|short|curly|"
    r"straight|messy|wavy|old|worn|blue|green|"
    r"yellow|torn|thick|round|wire-rimmed|hooded|wool|leather|denim|heavy|bright|big|wide)[ ,]+){1,3}"
    r"(?:hair|eyes|beard|moustache|mustache|coat|jacket|hat|dress|suit|uniform|glasses|scarf|hoodie|"
    r"sweater|apron|boots|cap|"
    r"cloak|robe|raincoat|cardigan|braid|ponytail|shirt|gloves|gown|skin)|glasses|beard|mustache|"
    r"moustache|ponytail|overcoat|"
    r"raincoat|apron|hoodie)\b",
    re.I,
)
_ADJECTIVE_KO = (
    r"(?:긴|짧은|흰|검은|붉은|까만|하얀|노란|파란|큰|작은|둥근|마른|굵은|더벅|헝클어진|땋은|묶은|"
    r"가는|동그란|낡은|헐렁한|회색|"
    r"감색|남색|초록|초록색|빨간|갈색|분홍|창백한|여윈|살찐|주름진|주름 잡힌|뾰족한|날카로운|맑은|"
    r"커다란|희끗한|희끗희끗한|"
    r"쌀쌀한|벗겨진|움푹한|동안의|앳된|무뚝뚝한|푸른|은빛|금빛|부스스한|곱슬|시커먼|해진|두꺼운|얇은|낮은|높은)"
)
_OF_ANOTHER_KO = (
    r"(?! ?(?:소리|깃을|소매를|자락을|신으려는|[을를] (?:벗기|입히|신기|짓|지어|빨|깁|꿰매|다리)))"
)
"""After a garment: it is heard, held by its collar, taken off or made for somebody else."""
_LOOKS_KO = re.compile(
    rf"(?:{_ADJECTIVE_KO} ?)*(?:턱수염|콧수염|수염|구레나룻|안경|돋보기|코트|외투|재킷|점퍼|교복|"
    rf"양복|정장|한복|치마|저고리|두루마기|"
    r"도포|모자|목도리|스카프|후드티|앞치마|구두|운동화|원피스|가디건|스웨터|셔츠|갑옷|망토|로브|"
    rf"주근깨|죽은깨|보조개|흉터|복면|장갑){_OF_ANOTHER_KO}"
    rf"|(?:{_ADJECTIVE_KO} ?)+(?:머리카락|머리칼|머리|눈동자|눈매|눈썹|눈|얼굴|입|코|턱|이마|뺨|"
    rf"손(?!톱|님|수건)|몸|키|어깨)(?![가-힣]{{3}})"
    r"|(?:금발|은발|백발|흑발|단발머리|곱슬머리|생머리|까까머리|민머리|대머리|땋은 머리)"
)


def age_told(sentences: list[str], language: Language) -> str:
    """`child` to 12, `young` to 34, `middle` to 59, `old`; "" if no sentence tells it."""
    for sentence in sentences:
        years = years_told(sentence, language)
        if years:
            return bracket(years)
    return ""


def years_told(sentence: str, language: Language) -> int:
    """The first age that a sentence tells; 0 if none."""
    return _years_ko(sentence) if language == "ko" else _years_en(sentence)


def bracket(years: int) -> str:
    return "child" if years <= 12 else "young" if years <= 34 else "middle" if years <= 59 else "old"


def looks_told(sentences: list[str], language: Language) -> tuple[str, ...]:
    """Words on hair, face, build and clothes in the sentences about somebody, in order, at most eight."""
    pattern = _LOOKS_KO if language == "ko" else _LOOKS_EN
    found: dict[str, None] = {}
    for sentence in sentences:
        for match in pattern.finditer(sentence):
            found.setdefault(match[0].strip(), None)
    return tuple(list(found)[:8])


def naming(forms: list[str], narration: str) -> list[str]:
    """Sentences that name one of `forms` (in any case, for script cues)."""
    names = [f.casefold() for f in forms if f]
    sentences = [m[0] for m in _SENTENCE.finditer(narration)]
    return [s for s in sentences if any(n in s.casefold() for n in names)]


def _years_en(sentence: str) -> int:
    match = _AGE_EN.search(sentence)
    if not match:
        return 0
    if match["decade"] or match["tens"]:
        return int(match["decade"] or 0) or _DECADES_EN[match["tens"].lower()]
    word = (match["number"] or match["of"] or match["bare"]).lower()
    if word.isdigit():
        return int(word)
    tens, _, ones = word.partition("-")
    return _TENS_EN.get(tens, 0) + (1 if ones else 0) or _NUMBERS_EN.get(word, 0)


def _years_ko(sentence: str) -> int:
    for match in _AGE_KO.finditer(sentence):
        if match["digits"]:
            return int(match["digits"])
        if match["decade"] or match["about"]:
            return int(match["decade"] or _TENS_KO[match["about"]])
        if match["sino"]:
            return _SINO[match["sino"]]
        if match["tens"] or match["ones"]:
            return _TENS_KO.get(match["tens"] or "", 0) + _ONES_KO.get(match["ones"] or "", 0)
    return 0
