"""Who a word or a name is: gender and age, from the words of the trade or, failing all, from the name."""

import zlib
from functools import cache
from typing import cast

from toonverse.domain.script import Age, Gender
from toonverse.domain.story import Language
from toonverse.studio.reading.words import people, table

_GENDERS: dict[str, Gender] = {"f": "female", "m": "male", "u": "unknown"}
_AGES: dict[str, str] = {"c": "child", "y": "young", "m": "middle", "o": "old", "u": ""}


@cache
def person_words(language: Language) -> dict[str, tuple[Gender, str]]:
    """Person noun -> (gender, age or "")."""
    known: dict[str, tuple[Gender, str]] = {}
    for key, words in table(people.PERSONS_KO if language == "ko" else people.PERSONS_EN).items():
        for word in words:
            known.setdefault(word, (_GENDERS[key[0]], _AGES[key[1]]))
    return known


@cache
def titles(language: Language) -> frozenset[str]:
    return frozenset((people.TITLES_KO if language == "ko" else people.TITLES_EN).split())


@cache
def groups(language: Language) -> frozenset[str]:
    return frozenset((people.GROUPS_KO if language == "ko" else people.GROUPS_EN).split())


@cache
def given_names() -> dict[str, Gender]:
    """English given names by whom they mostly name."""
    names: dict[str, Gender] = dict.fromkeys(people.NAMES_F_EN.split(), "female")
    names.update(dict.fromkeys(people.NAMES_M_EN.split(), "male"))
    return names


def described_by(name: str, language: Language) -> tuple[Gender, str]:
    """Gender and age that the words of a name tell (`Old Mrs. Hale`, `김첨지`); "unknown" and "" if none."""
    known = person_words(language)
    gender: Gender = "unknown"
    age = ""
    words = name.split() if language == "ko" else name.lower().replace(".", "").split()
    for word in reversed(words):
        told = known.get(word) or (_ending(word, known) if language == "ko" else None)
        if told:
            gender = told[0] if gender == "unknown" else gender
            age = age or told[1]
        if word in ("old", "늙은", "elderly"):
            age = "old"
        elif word in ("young", "젊은"):
            age = "young"
        elif word in ("little", "어린", "꼬마"):
            age = "child"
    if language == "en" and not age and words and words[0] in ("mr", "mrs", "dr", "sir", "professor"):
        age = "middle"
    return gender, age


def _ending(word: str, known: dict[str, tuple[Gender, str]]) -> tuple[Gender, str] | None:
    if word.removesuffix("님") in known:
        return known[word.removesuffix("님")]
    for size in range(min(4, len(word) - 1), 1, -1):
        if word[-size:] in known:
            return known[word[-size:]]
    return None


def gender_of_name(name: str, language: Language) -> Gender:
    """The likely gender of a bare name; the same name always gives the same answer."""
    seed = zlib.crc32(name.encode())
    if language == "en":
        for word in name.split():
            if word in given_names():
                return given_names()[word]
        if name.split()[-1:] and name.split()[-1] in people.TRADES_OF_MEN_EN.split():
            return "male"
        first = name.split()[0].lower() if name.split() else ""
        if first.endswith(("a", "ie", "elle", "ette", "ina", "lyn")):
            return "female"
        return "female" if seed % 2 else "male"
    likely = leaning(name, language)
    return likely if likely != "unknown" else "female" if seed % 2 else "male"


def leaning(name: str, language: Language) -> Gender:
    """The gender that a bare name is mostly given to; "unknown" where it leans to neither."""
    if language == "en":
        return next((given_names()[w] for w in name.split() if w in given_names()), "unknown")
    stem = name.removesuffix("이") if len(name) > 2 else name
    last = stem[-1:] if stem else ""
    if len(stem) >= 2 and last in people.EITHER_ENDINGS_KO:
        if stem[-2] in people.FEMALE_OPENINGS_KO:
            return "female"
        if stem[-2] in people.MALE_OPENINGS_KO:
            return "male"
    female, male = last in people.FEMALE_ENDINGS_KO, last in people.MALE_ENDINGS_KO
    return "unknown" if female == male else "female" if female else "male"


def age_or_young(age: str) -> Age:
    return cast(Age, age or "young")


@cache
def _standings(language: Language) -> dict[str, int]:
    listed = table(people.STANDINGS_KO if language == "ko" else people.STANDINGS_EN)
    return {word: int(key) for key, words in listed.items() for word in words}


EQUAL = 2


def standing_of(forms: list[str], age: str, language: Language) -> int:
    """1 to 3: how far up others look who speak politely to whoever bears these names; 2 if untold."""
    told = _standings(language)
    for form in forms:
        for word in reversed(form.split() if language == "ko" else form.lower().split()):
            word = word.removesuffix("님") if word not in told and len(word) > 2 else word
            size = next((s for s in range(min(4, len(word)), 0, -1) if word[-s:] in told), 0)
            if (language == "ko" and size > 1) or word in told:
                return told[word] if word in told else told[word[-size:]]
    return {"old": 3, "child": 1}.get(age, EQUAL)
