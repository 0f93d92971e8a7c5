"""What stands right beside a name and says who that is: `노인 무영`, `하루(20대 여자)`, `PIP, 9, a boy`."""

import re
from collections.abc import Iterator
from functools import cache

from toonverse.domain.script import Gender
from toonverse.domain.story import Language
from toonverse.studio.reading.looks import age_told, bracket
from toonverse.studio.reading.people import described_by, person_words

_JOSA = r"(?=이?(?:은|는|이|가|을|를|의|도|와|과|에게|한테)?(?:[\s,.!?(（:：]|$))"
_YEARS_EN = r"(?:(?:early|mid|late)[ -]?)?\d{1,2}(?:['’]?s)?"
_INTO_DECADE = {"early": 2, "mid": 5, "late": 8}
_ENDS_EN = re.compile(r"\b(?:in|with|and|who|whose|from|at|on|by|of the|holding|wearing|carrying)\b")


def told_beside(forms: list[str], sentences: list[str], language: Language) -> tuple[Gender, str]:
    """Gender and age that the words set beside a name tell; "unknown" and "" where there are none."""
    gender: Gender = "unknown"
    age = ""
    for form in forms:
        for words in (w for s in sentences if form.lower() in s.lower() for w in _told(form, s, language)):
            phrase = _ENDS_EN.split(words)[0] if language == "en" else words
            told = described_by(re.sub(r"[,()（）\d]", " ", phrase), language)
            gender = gender if gender != "unknown" else told[0]
            age = age or _years(words) or age_told([words], language) or told[1]
        age = age or _aged(form, sentences, language)
    return gender, age


_AGED = {
    "ko": {
        "old": "늙은|늙으신|노쇠한|나이 ?든|나이 지긋한|백발의|주름진|주름투성이의?",
        "middle": "중년의?",
        "young": "젊은|앳된",
    },
    "en": {"old": "old|elderly|aged|ancient|white-haired", "middle": "middle-aged", "young": "young"},
}


def _aged(form: str, sentences: list[str], language: Language) -> str:
    """The age of an adjective right before a name or a title (`늙은 황제`, `an elderly duke`), or ""."""
    for age, words in _AGED[language].items():
        start = r"(?<![가-힣])" if language == "ko" else r"\b"
        end = "" if language == "ko" else r"\b"
        pattern = re.compile(rf"{start}(?:{words}) {re.escape(form)}{end}", re.I)
        if any(pattern.search(sentence) for sentence in sentences):
            return age
    return ""


def _told(form: str, sentence: str, language: Language) -> Iterator[str]:
    """The words set beside a name in a sentence."""
    if language == "en":
        nouns = person_words(language)
        for match in _before_en(form).finditer(sentence):
            if match[1].split()[-1].lower() in nouns:
                yield match[1]
    for match in _beside(form, language).finditer(sentence):
        yield next(g for g in match.groups() if g)


@cache
def _before_en(form: str) -> re.Pattern[str]:
    """`old captain Ruth`, `a girl called Ruth`; a pattern of every noun for people is slow to build."""
    return re.compile(
        rf"\b((?:(?:old|young|little|elderly) )?[\w-]+),? (?:named |called )?{re.escape(form)}\b", re.I
    )


def _years(words: str) -> str:
    """The age that a bare number beside a name tells: `9`, `60s`, `late 50s`; "" if there is none."""
    match = re.match(r"(?:(early|mid|late)[ -]?)?(\d{1,2})(?:['’]?s)?(?=$|,)", words.strip(), re.I)
    if not match:
        return ""
    return bracket(int(match[2]) + _INTO_DECADE.get((match[1] or "").lower(), 0))


@cache
def _beside(form: str, language: Language) -> re.Pattern[str]:
    name = re.escape(form)
    if language == "ko":
        nouns = "|".join(sorted((w for w in person_words(language) if len(w) > 1), key=len, reverse=True))
        return re.compile(
            rf"(?<![가-힣])((?:[가-힣]+[은는운린한된] )?(?:{nouns})),? {name}{_JOSA}"
            rf"|(?<![가-힣]){name} ?[(（]([^)）]{{1,60}})[)）]"
            rf"|(?<![가-힣]){name}(?:은|는|이는)(?: [가-힣]+){{0,3}}? ((?:{nouns}))(?:이었|였|이)?다[.!]"
        )
    return re.compile(
        rf"\b{name},? ?[,(] ?((?:\d{{1,2}}s?,? )?(?:an? |the )[^.;:()]{{2,50}}|{_YEARS_EN}(?=[),.;]))"
        rf"|\b{name} (?:was|is) ((?:an?|the) [^.;:,]{{3,50}})"
        rf"|\b{name} (?:stood|sat|was|came|waited|leaned)\b[^.;:,]{{0,40}}, (an? [^.;:,]{{3,40}})",
        re.I,
    )
