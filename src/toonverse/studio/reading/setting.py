"""Where and when: place, time of day and weather from the words of a passage."""

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from toonverse.domain.script import PlaceKind, TimeOfDay, Weather
from toonverse.domain.story import Language
from toonverse.studio.reading.words import places, table

_JOSA = (
    "은|는|이|가|을|를|의|에|에서|에는|에서는|에선|에도|로|으로|로는|까지|부터|도|만|와|과|이나|나|이며|며|이다|였다|이었다|"
    "엔|에게|께|라|이라|처럼|마다|쪽|안|속|앞|밖|뒤|옆|위|밑|가운데|안에|안에서|안으로|속에|속에서|속으로|앞에|앞에서|앞으로|밖으로|밖에서|"
    "뒤에서|옆에|옆에서|위에|위에서|위로|밑에|한가운데|한구석|한구석에|구석|구석에|구석에서|문|문을|문이|입구|쪽으로|쪽에서|사이로|사이에|"
    "너머로|너머|끝|끝에|끝에서|복판에|어귀|어귀에|어귀에서"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: the word as it stands in the text, what it means, and where it lies."""

    word: str
    kind: str
    start: int
    end: int


@cache
def _pattern_ko(words: tuple[str, ...], bound: bool) -> re.Pattern[str]:
    """`bound` words are nouns and end before a particle; others are openings of a word."""
    ordered = sorted(words, key=len, reverse=True)
    long = "|".join(re.escape(w) for w in ordered if len(w) > 1)
    short = "|".join(re.escape(w) for w in ordered if len(w) == 1)
    tail = f"(?=(?:{_JOSA})?(?![가-힣]))" if bound else ""
    head = r"(?<![가-힣])"
    parts = [f"(?:{head}[가-힣]{{0,4}}?(?P<long>{long}){tail})"] if long else []
    parts += [f"(?:{head}(?P<short>{short}){tail or '(?![가-힣]{2})'})"] if short else []
    return re.compile("|".join(parts))


@cache
def _pattern_en(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?P<long>{'|'.join(re.escape(w) for w in ordered)})\b", re.I)


@cache
def _index(name: str, language: Language) -> dict[str, str]:
    listed = table(getattr(places, f"{name}_{language.upper()}"))
    return {word.lower(): kind for kind, words in listed.items() for word in words}


def _find(name: str, text: str, language: Language) -> list[Found]:
    index = _index(name, language)
    words = tuple(index)
    pattern = _pattern_ko(words, name == "PLACES") if language == "ko" else _pattern_en(words)
    hits = []
    for match in pattern.finditer(text):
        group = "long" if match["long"] else "short"
        word = match[group]
        hits.append(Found(match[0], index[word.lower()], match.start(), match.end()))
    return hits


def places_in(text: str, language: Language) -> list[Found]:
    return _find("PLACES", text, language)


def times_in(text: str, language: Language) -> list[Found]:
    return _find("TIMES", text, language)


def weathers_in(text: str, language: Language) -> list[Found]:
    return _find("WEATHER", text, language)


def place_kind(text: str, language: Language) -> tuple[str, PlaceKind]:
    """The words and kind of the first place named, or ("", "other")."""
    hits = places_in(text, language)
    return (hits[0].word, cast(PlaceKind, hits[0].kind)) if hits else ("", "other")


def time_of_day(text: str, language: Language) -> TimeOfDay:
    hits = times_in(text, language)
    return cast(TimeOfDay, hits[0].kind) if hits else "unknown"


def weather(text: str, language: Language) -> Weather:
    hits = weathers_in(text, language)
    return cast(Weather, hits[0].kind) if hits else "unknown"


def in_the_rain(kind: PlaceKind, sky: Weather) -> PlaceKind:
    """A street under rain is a place of its own to draw."""
    return "rainy street" if kind in ("street", "alley") and sky in ("rain", "storm") else kind
