"""Where and when: place, time of day and weather from the words of a passage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from toonverse.domain.script import PlaceKind, TimeOfDay, Weather
from toonverse.domain.story import Language
from toonverse.studio.reading.words import ambiguous, moves, places, skies, table

_JOSA = (
    "은|는|이|가|을|를|의|에|에서|에는|에서는|에선|에도|로|으로|로는|까지|부터|도|만|와|과|이나|"
    "나|이며|며|이다|였다|이었다|"
    "엔|에게|께|라|이라|처럼|마다|쪽|안|속|앞|밖|뒤|옆|위|밑|가운데|안에|안에서|안으로|속에|"
    "속에서|속으로|앞에|앞에서|앞으로|밖으로|밖에서|"
    "뒤에서|옆에|옆에서|위에|위에서|위로|밑에|한가운데|한구석|한구석에|구석|구석에|구석에서|문|"
    "문을|문이|입구|쪽으로|쪽에서|사이로|사이에|"
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
    prefix = "[가-힣]{0,4}?" if bound else ""
    parts = [f"(?:{head}{prefix}(?P<long>{long}){tail})"] if long else []
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
        word = match["long"] or match["short"] if language == "ko" else match["long"]
        if _is_simile(text, match, language) or _is_another_word(text, match, word, language):
            continue
        if name == "PLACES" and _is_seen_from_outside(text, match, index[word.lower()], language):
            continue
        hits.append(Found(match[0], index[word.lower()], match.start(), match.end()))
    return hits


_INDOORS = frozenset(("kitchen", "tavern", "shop", "school", "office", "hospital", "room"))
_IN_FRONT_EN = re.compile(
    r"\b(?:doorway|front|steps) of (?:an?|the|his|her|their|some) (?:[\w'’-]+ ){0,3}$", re.I
)
_SEEN_EN = re.compile(
    r"\b(?:(?:door|lights?|windows?|sign|awning|entrance) of|outside(?: of)?|opposite)"
    r" (?:an?|the|his|her|their|some|that|this) (?:[\w'’-]+ ){0,3}$"
    r"|\b(?:stood|stands|rose|loomed|shone|glowed) (?:an?|the) (?:[\w'’-]+ ){0,2}$",
    re.I,
)
_IN_FRONT_KO = re.compile(r"의? ?(?:문 ?앞|앞(?!치|장)|간판|불빛|처마|차양|맞은편|건너편|밖|바깥)")
_HOUSES = frozenset(("shop", "tavern"))
"""Kinds whose words name a house, so that before one is out of doors (`교실 앞` is a corridor)."""


def _is_seen_from_outside(text: str, match: re.Match[str], kind: str, language: Language) -> bool:
    """`in the doorway of a hardware store`, `at the corner stood a drug store`, `편의점 앞`."""
    if language == "ko":
        return kind in _HOUSES and bool(_IN_FRONT_KO.match(text[match.end() :]))
    before = text[: match.start()]
    in_front = kind in _INDOORS and _IN_FRONT_EN.search(before)
    return bool(in_front or (kind in _HOUSES and _SEEN_EN.search(before)))


def before_a_house(text: str, language: Language) -> bool:
    """Whether a passage tells of a place before a shop or a tavern (`편의점 앞`, `outside the pub`)."""
    index = _index("PLACES", language)
    words = tuple(index)
    pattern = _pattern_ko(words, True) if language == "ko" else _pattern_en(words)
    found = ((match, index[match[match.lastgroup or 0].lower()]) for match in pattern.finditer(text))
    return any(
        kind in _HOUSES and _is_seen_from_outside(text, match, kind, language) for match, kind in found
    )


def _is_simile(text: str, match: re.Match[str], language: Language) -> bool:
    """`폭풍우가 지나간 뒤의 바다 같은`, `like a storm`: not there, only compared with."""
    if language == "ko":
        return bool(
            re.match(
                r"\S*(?: \S+){0,3}? ?(?:같은|같이|처럼|마냥|모양으로)(?![가-힣])",
                text[match.end() : match.end() + 16],
            )
        )
    return bool(re.search(r"\b(?:like|as if|as \w+ as) (?:an? |the )?(?:\w+ )?$", text[: match.start()]))


_ONLY_AT_KO = frozenset(ambiguous.ONLY_AT_KO.split())
_ONLY_AFTER_ARTICLE_EN = frozenset(ambiguous.ONLY_AFTER_ARTICLE_EN.split())
_SIMILE_KO = re.compile(r"\S*(?: \S+){0,3}? ?(?:같은|같이|처럼|마냥|모양으로)(?![가-힣])")
_POST = re.compile(r" (?:[A-Z][a-z]+|[A-Z]|\d+|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)\b")
"""`Station Six`, a base, no railway's."""
_ARTICLE = re.compile(r"\b(?:the|a|an|his|her|their|my|our|this|that|in|at|to)\s+(?:[\w-]+\s+)?$", re.I)


def _is_another_word(text: str, match: re.Match[str], word: str, language: Language) -> bool:
    """`고개를 젓다`, `쿨룩거리는`, `as well`: words that name a place only where they stand as one."""
    if language == "en":
        if word.lower() == "station" and _POST.match(text[match.end() :]):
            return True
        return word.lower() in _ONLY_AFTER_ARTICLE_EN and not _ARTICLE.search(text[: match.start()])
    if word not in _ONLY_AT_KO:
        return False
    return match[0] != word or not _AT_KO.match(text[match.end() :])


def places_in(text: str, language: Language) -> list[Found]:
    return _find("PLACES", text, language)


def times_in(text: str, language: Language) -> list[Found]:
    return _with_phrases(_find("TIMES", text, language), skies.TIMES[language], text, language)


def weathers_in(text: str, language: Language) -> list[Found]:
    return _with_phrases(_find("WEATHER", text, language), skies.WEATHER[language], text, language)


def _with_phrases(
    hits: list[Found], phrases: Sequence[tuple[str, re.Pattern[str]]], text: str, language: Language
) -> list[Found]:
    """Words and phrases in the order of the text; a phrase that holds a found word adds nothing."""
    told = [
        Found(match[0], kind, match.start(), match.end())
        for kind, pattern in phrases
        for match in pattern.finditer(text)
        if not _is_simile(text, match, language)
        and not any(h.kind == kind and h.start < match.end() and match.start() < h.end for h in hits)
    ]
    return sorted([*hits, *told], key=lambda hit: hit.start)


WEAK = frozenset(
    (
        *("집", "동네", "복도", "hallway", "hall", "corridor", "방", "house", "home", "bed", "trees", "차"),
        *("엘리베이터", "승강기", "elevator", "침대", "이불"),
    )
)
"""Named as often as a goal or a thing as where one is."""
PASSAGES = frozenset(("복도", "hallway", "corridor"))
"""Part of whatever house one is in: `병원 복도` is a hospital's."""
_PASSAGES_OF: tuple[PlaceKind, ...] = ("hospital", "school", "office")
_SICK = re.compile(r"간호사|의사|수술|환자|병상|\b(?:nurses?|doctors?|surgeons?|surgery|patients?)\b", re.I)
_ANY_SHOP = frozenset(["가게", "상점", "점포", "매장", "shop", "store", "stores", "counter"])
FALLS = frozenset(("rain", "snow", "storm", "fog"))
_LEFTOVERS = frozenset(ambiguous.LEFTOVERS.split())
"""What still lies or is carried about when nothing falls any more."""
_AT_KO = re.compile(r"^ ?(?:에|에서|에는|에선|으로|로|안|속|앞|위|밖|한가운데|구석|문|까지|쪽)")
_AT_EN = re.compile(
    r"\b(?:in|at|on|into|to|inside|outside|through|across|from|near|by|of|up|down|along|reached|"
    r"entered)\s+(?:\S+\s+){0,3}$"
)


_SENT = "letters?|notes?|news|words?|calls?|messages?|telegrams?|parcels?|postcards?|bills?|orders?|offers?"
_SENT_FROM_EN = re.compile(rf"\b(?:{_SENT}) (?:had come |came |come )?from (?:\w+ ){{0,2}}$", re.I)
_SENT_FROM_KO = re.compile(r"^에서 (?:온|보낸|보내온|날아온|도착한|걸려온|걸려 온)(?![가-힣])")


def _only_sends(text: str, hit: Found, language: Language) -> bool:
    """`a letter from the bank`, `은행에서 온 편지`: nobody is there."""
    if language == "ko":
        return bool(_SENT_FROM_KO.match(text[hit.end :]))
    return bool(_SENT_FROM_EN.search(text[: hit.start]))


def place_kind(text: str, language: Language) -> tuple[str, PlaceKind]:
    """The words and kind of the place a passage is set in, or ("", "other").

    A place that something is done at (`교실에서`, `in the shop`) weighs more than one only named.
    """
    best, weight = None, 0.0
    hits = places_in(text, language)
    for rank, hit in enumerate(hits):
        if _only_sends(text, hit, language):
            continue
        following = hits[rank + 1] if rank + 1 < len(hits) else None
        if following and following.start == hit.end + 1 and following.word.lower() not in WEAK:
            continue  # `지하철 승강장`, `school library`: the last word says what it is
        if following and following.start == hit.end + 1 and following.word.lower() in PASSAGES:
            hit = Found(text[hit.start : following.end], hit.kind, hit.start, following.end)
        at = _AT_KO.match(text[hit.end :]) if language == "ko" else _AT_EN.search(text[: hit.start])
        value = (2.0 if at else 1.0) * (0.6 if hit.word.lower() in WEAK else 1.0) - 0.05 * rank
        if value > weight:
            best, weight = hit, value
    return (best.word, cast(PlaceKind, best.kind)) if best else ("", "other")


def passage_kind(kind: PlaceKind, told: str, before: PlaceKind, language: Language) -> PlaceKind:
    """The kind of house a bare corridor is in: one the scene names, a hospital by its people, else the
    house of the scene before."""
    named = {hit.kind for hit in places_in(told, language) if hit.word.lower() not in PASSAGES}
    found = next((house for house in _PASSAGES_OF if house in named), None)
    if found is not None:
        return found
    if _SICK.search(told):
        return "hospital"
    return before if before in _PASSAGES_OF else kind


def is_any_shop(place: str) -> bool:
    """Whether words for a place tell only that it is a shop, not of what trade."""
    return place.lower() in _ANY_SHOP


def shop_of_trade(told: str, language: Language) -> str:
    """The first shop of some trade that a passage names (`세탁소`), or ""."""
    shops = (hit.word for hit in places_in(told, language) if hit.kind == "shop")
    return next((word for word in shops if not is_any_shop(word)), "")


def heading_kind(heading: str, language: Language) -> PlaceKind:
    """The kind of place a scene heading names: its head noun (`MOUNTAIN RAILWAY STATION`) says what it is."""
    first = re.split(r",|\s[-–—/]\s|\bof\b", heading, flags=re.I)
    for part in first:
        hits = places_in(part, language)
        if hits:
            return cast(PlaceKind, hits[-1].kind)
    return "other"


def time_of_day(text: str, language: Language) -> TimeOfDay:
    hits = times_in(text, language)
    return cast(TimeOfDay, hits[0].kind) if hits else "unknown"


def weather(text: str, language: Language, dry: bool = False) -> Weather:
    """The weather most told of; what falls counts more than clouds, what has ceased not at all.

    `dry` tells that it ceased before, so that umbrellas and puddles mean nothing.
    """
    votes: dict[str, float] = {}
    ended = [match.span() for match in moves.CEASES[language].finditer(text)]
    ended += [match.span() for match in moves.NOT_FALLING[language].finditer(text)]
    dry = dry or bool(ended)
    for hit in weathers_in(text, language):
        if any(start < hit.end and hit.start < end for start, end in ended):
            continue
        if not (dry and hit.word.lower() in _LEFTOVERS):
            votes[hit.kind] = votes.get(hit.kind, 0.0) + (1.5 if hit.kind in FALLS else 1.0)
    return cast(Weather, max(votes, key=lambda k: votes[k])) if votes else "clear" if ended else "unknown"


def ceases(text: str, language: Language) -> bool:
    """Whether a passage tells that rain, snow, fog or wind has come to its end."""
    return bool(moves.CEASES[language].search(text))


def in_the_rain(kind: PlaceKind, sky: Weather) -> PlaceKind:
    """A street under rain is a place of its own to draw."""
    return "rainy street" if kind in ("street", "alley") and sky in ("rain", "storm") else kind
