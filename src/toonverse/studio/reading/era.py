"""The age a story plays in, from the things it names."""

import re
from functools import cache

from toonverse.domain.script import Era
from toonverse.domain.story import Language
from toonverse.studio.reading.words import eras, table

_ERAS: tuple[Era, ...] = ("modern", "period", "fantasy", "future")


ONE_SIGN = 3
_OF_LATE = re.compile(r"(?<!\d)(?:19[4-9]\d|20[0-4]\d)(?:년| ?(?=[,.)]))|\b[Ii]n (?:19[4-9]\d|20[0-4]\d)\b")


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    listed = table(eras.ERAS_KO if language == "ko" else eras.ERAS_EN)
    head, tail = (r"(?<![가-힣])(?:", ")") if language == "ko" else (r"\b(?:", r")s?\b")
    return {era: re.compile(head + "|".join(words) + tail, re.I) for era, words in listed.items()}


def era_of(text: str, language: Language) -> Era:
    """The era with the most signs, each kind of sign weighing more than its repetition; else `modern`.

    A lantern named once is no sign of another age.
    """
    best: Era = "modern"
    score = ONE_SIGN
    if _OF_LATE.search(text):
        score *= 4  # a year of our own time outweighs old things in it
    for era in _ERAS:
        found = _patterns(language)[era].findall(text)
        weight = len(found) + 2 * len(set(found))
        if era == "future":  # people drink coffee before screens there too
            weight = weight * 3 // 2
        if weight > score:
            best, score = era, weight
    return best
