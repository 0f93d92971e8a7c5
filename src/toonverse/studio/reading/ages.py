"""How old people are where kin, a call (`Grandma`, `할머니`) or a body (`her old hands`) tells it.

An age in years always wins, then what a name's own words say. Kin are coherent over the whole cast: a
child of nine has no grandmother of twenty.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toonverse.domain.script import Gender
from toonverse.domain.story import Language
from toonverse.studio.reading import cues_en, cues_ko
from toonverse.studio.reading.document import Item, Mention, Sentence, Utterance
from toonverse.studio.reading.looks import bracket, years_told
from toonverse.studio.reading.words import people as nouns
from toonverse.studio.reading.words import table

GENERATION_YEARS = 28
"""A parent is about so much older than a child."""
OWNER_SENTENCES = 12
"""So far back stands whoever a `her` before a word of kin may mean."""
_GENDERS: dict[str, Gender] = {"f": "female", "m": "male", "u": "unknown"}
_BODY: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:her|his) (?:\w+,? )?(?:old|wrinkled|withered|gnarled|aged) (?:\w+ )?"
        r"(?:fingers?|hands?|face|bones|knees|back|legs?|cheeks?)\b"
        r"|\bwhite[- ]hair(?:ed)?\b|\bhair (?:was|had (?:gone|turned)) (?:\w+ )?white\b"
    ),
    "ko": re.compile(
        r"머리가 (?:하얀|허연|하얗게 센|새하얀|센 )|흰머리|백발|늙은 (?:손|얼굴|몸)|검버섯|허리가 굽은|"
        r"(?:주름진|쭈글쭈글한|주름투성이의?) (?:손|얼굴|눈가)"
    ),
}
_CHILD_OF: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b[Mm]y (?:\w+ )?(?:son|daughter|boy|girl)\b[^.!?]*"),
    "ko": re.compile(r"(?:(?:내|제|우리) )?(?<![가-힣])(?:딸|아들|딸애|아들놈)(?:이|은|도|애가)? [^.!?]*"),
}
_OWN_CHILD_KO = re.compile(r"^(?:내|제|우리) |^(?:딸|아들)(?:이|은|도)? ")


@dataclass(frozen=True, slots=True)
class Kin:
    """`elder` is so many generations above `younger`."""

    elder: str
    younger: str
    generations: int


def coherent(
    items: Sequence[Item],
    names: Mapping[str, str],
    genders: Mapping[str, Gender],
    ages: Mapping[str, str],
    firm: frozenset[str],
    language: Language,
) -> dict[str, str]:
    """Name -> age ("" if untold), `ages` set right but for those whose age is `firm`, told in so many words.

    `names` gives each form's character.
    """
    result = dict(ages)
    told = {**_parents_of(items, language), **dict.fromkeys(_old_bodies(items, language), "old")}
    result.update({n: age for n, age in told.items() if n in result and n not in firm})
    sure = firm | frozenset(told)
    kin = [
        k
        for k in dict.fromkeys(
            [*_told(items, names, genders, language), *_called(items, names, genders, language)]
        )
        if k.elder in result and k.younger in result and k.elder != k.younger
    ]
    for _ in range(2):  # a grandmother's daughter's daughter
        for k in kin:
            _set_right(result, k, sure)
    return result


def _set_right(ages: dict[str, str], kin: Kin, sure: frozenset[str]) -> None:
    elder, younger = ages[kin.elder], ages[kin.younger]
    if kin.elder not in sure:
        if kin.generations == 2 or (younger == "middle" and kin.younger in sure):
            ages[kin.elder] = "old"
        elif elder not in ("middle", "old"):
            ages[kin.elder] = "middle"
    if kin.younger in sure:
        return
    if kin.generations == 2 and younger in ("middle", "old"):
        ages[kin.younger] = "young"
    elif kin.generations == 1:
        above = ages[kin.elder]
        if above == "young":
            ages[kin.younger] = "child"
        elif younger == "old" or (younger == "middle" and above == "middle"):
            ages[kin.younger] = "middle" if above == "old" else "young"


def _old_bodies(items: Sequence[Item], language: Language) -> Iterator[str]:
    for item in items:
        hit = _BODY[language].search(item.text) if isinstance(item, Sentence) else None
        if not hit or not isinstance(item, Sentence):
            continue
        behind = next((m for m in item.mentions if hit.end() <= m.start <= hit.end() + 3), None)
        owner = behind if language == "ko" and behind is not None else _one_acting(item)
        if owner is not None:
            name = _meant(owner)
            if name:
                yield name


def _one_acting(sentence: Sentence) -> Mention | None:
    """The one who acts where a sentence tells of nobody else."""
    acting = [m for m in sentence.mentions if m.role == "subject"]
    others = {m.name for m in sentence.mentions if not m.pronoun} - {_meant(m) for m in acting}
    return acting[0] if len({m.name for m in acting}) == 1 and not others else None


def _meant(mention: Mention) -> str:
    if not mention.pronoun:
        return mention.name
    return mention.may_be[0][0] if mention.may_be else ""


def _parents_of(items: Sequence[Item], language: Language) -> dict[str, str]:
    """Who says `my son, twenty`, `딸이 열 살`: a generation older."""
    found = {}
    for item in items:
        if not isinstance(item, Utterance):
            continue
        for hit in _CHILD_OF[language].finditer(item.text):
            if language == "ko" and not _OWN_CHILD_KO.search(hit[0]):
                continue
            years = years_told(hit[0], language)
            if years:
                found[item.speaker] = bracket(years + GENERATION_YEARS)
    return found


def _words(language: Language) -> dict[str, tuple[Gender, int]]:
    """Word of kin -> gender and how many generations above (below, if negative) its owner."""
    listed = table(nouns.KIN_KO if language == "ko" else nouns.KIN_EN)
    return {w: (_GENDERS[key[0]], int(key[1:])) for key, words in listed.items() for w in words}


def _told(
    items: Sequence[Item], names: Mapping[str, str], genders: Mapping[str, Gender], language: Language
) -> Iterator[Kin]:
    """`Her granddaughter Wren`, `Mr. Lee's mother`, `지우의 할머니`, `손녀 지우`."""
    words = _words(language)
    kin = "|".join(sorted(words, key=len, reverse=True))
    pattern = re.compile(
        rf"(?:(?P<own>\b[Hh]er|\b[Hh]is|\b[Mm]y)|['’]s) (?:[a-z]+ )?(?P<kin>{kin})\b,? ?"
        if language == "en"
        else rf"(?:(?P<own>그녀의|그의|내) |(?<=의) |(?<![가-힣]))(?P<kin>{kin})(?:인|이자)?"
        r"(?=[ 은는이가를을도와과의에])"
    )
    for at, item in enumerate(items):
        if not isinstance(item, Sentence):
            continue
        for hit in pattern.finditer(item.text):
            other = _beside(item, hit, names)
            owner = _owner(items, at, hit, genders, other)
            steps = words[hit["kin"]][1]
            if other and owner and other != owner:
                yield Kin(other, owner, steps) if steps > 0 else Kin(owner, other, -steps)


def younger_kin(
    items: Sequence[Item], names: Mapping[str, str], genders: Mapping[str, Gender], language: Language
) -> dict[str, tuple[str, ...]]:
    """Name -> those whom the narration tells to be a child or a grandchild of theirs."""
    told = list(dict.fromkeys(_told(items, names, genders, language)))
    return {k.elder: tuple(o.younger for o in told if o.elder == k.elder) for k in told}


def _beside(sentence: Sentence, hit: re.Match[str], names: Mapping[str, str]) -> str:
    """Whoever a word of kin is set beside (`her son Tom`, `Tom, her son`), or is known by it alone."""
    for m in sentence.mentions:
        if not m.pronoun and hit.end() <= m.start <= hit.end() + 1:
            return m.name
    for form in sorted(names, key=len, reverse=True):
        if form != hit["kin"] and re.search(
            rf"\b{re.escape(form)}(?:,| was| is)\s*$", sentence.text[: hit.start()]
        ):
            return names[form]
    return names.get(hit["kin"], "")


def _owner(
    items: Sequence[Item], at: int, hit: re.Match[str], genders: Mapping[str, Gender], other: str
) -> str:
    """Whose kin: the name in front, the teller, or whoever of that gender acted last."""
    here = items[at]
    assert isinstance(here, Sentence)
    own = (hit["own"] or "").lower()
    if own in ("my", "내"):
        return "I" if own == "my" else "나"
    if not own:
        front = [
            m for m in here.mentions if m.role == "possessor" and m.start < hit.start() and not m.pronoun
        ]
        near = [m for m in front if hit.start() - m.start <= 24]
        if near:
            return near[-1].name
        if here.text[max(0, hit.start() - 1) : hit.start()] == "의" or hit[0].startswith(("'", "’")):
            return ""
    wanted = {"her": "female", "his": "male", "그녀의": "female", "그의": "male"}.get(own)
    for item in reversed(items[max(0, at - OWNER_SENTENCES) : at + 1]):
        for m in reversed(item.mentions if isinstance(item, Sentence) else ()):
            apart = item is not here or m.start < hit.start()
            fits = wanted is None or genders.get(m.name, "unknown") == wanted
            if m.role == "subject" and not m.pronoun and m.name != other and apart and fits:
                return m.name
        if not own:
            return ""
    return ""


def _called(
    items: Sequence[Item], names: Mapping[str, str], genders: Mapping[str, Gender], language: Language
) -> Iterator[Kin]:
    """`Read it, Grandma`: said to whoever of that gender speaks next to the line."""
    is_called: Callable[[str, str], bool] = cues_ko.is_called if language == "ko" else cues_en.is_called
    lines = [i for i in items if isinstance(i, Utterance)]
    calls = {w: told for w, told in _words(language).items() if told[1] > 0 and told[0] != "unknown"}
    for n, line in enumerate(lines):
        for word, (gender, steps) in calls.items():
            if not is_called(word, line.text):
                continue
            beside = [x.speaker for x in (*lines[n + 1 : n + 2], *lines[max(0, n - 1) : n])]
            fits = [s for s in beside if s != line.speaker and genders.get(s) == gender]
            elder = names.get(word) or next(iter(fits), "")
            if elder:
                yield Kin(elder, line.speaker, steps)
