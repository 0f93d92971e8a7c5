"""What becomes of the things of a story: a letter is sealed until it is opened, torn from when it is torn.

What a reader looks for in the panel is the thing as it is now; a state lasts until the text tells another.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toonverse.domain.script import Era
from toonverse.domain.storyboard import Figure, Shot
from toonverse.studio.directing.things import named
from toonverse.studio.directing.units import Unit

_PAPERS = frozenset(
    {"letter", "photograph", "ticket", "map", "bill", "newspaper", "book", "towel", "scarf", "flag"}
)
_BURN = _PAPERS | {"doll", "box", "hat", "basket"}
_HARD_WORDS = (
    "ring coin yeopjeon key watch clock comb phone mirror cup bowl bottle jar pot glasses sword knife axe "
    "seal violin camera lamp lantern trophy compass radio doll mask crown bell chain window pen"
)
_HARD = frozenset(_HARD_WORDS.split())
_ALL = _PAPERS | _HARD | _BURN | {"shoes", "bag", "glove", "bread"}
# (state, the things it may befall, words that tell it); "" ends a state
_ROWS: tuple[tuple[str, frozenset[str], re.Pattern[str]], ...] = tuple(
    (state, things, re.compile(words, re.IGNORECASE))
    for state, things, words in (
        (
            "",
            frozenset({"letter"}),
            r"(?:봉투|봉인|밀랍|편지|서찰|서신)[을를] (?:\S+ )?(?:뜯|부수|부쉈|열|펼|펴|찢어 ?열)|"
            r"\b(?:open|unfold|unseal|unroll)(?:s|ed|ing)?\b|\bbroke the (?:\w+ )?(?:seal|wax)|"
            r"\btore (?:it |the \w+ )?open",
        ),
        (
            "",
            _PAPERS | _HARD,
            r"이어 ?붙|맞춰졌|하나가 되|합쳐|고쳤|수선|\b(?:fit(?:s|ted)? (?:together|perfectly)|they fit|"
            r"mended|"
            r"repaired|taped)\b",
        ),
        (
            "sealed",
            frozenset({"letter"}),
            r"봉한|봉인(?!을)|밀봉|밀랍|뜯지 않|\b(?:sealed|unopened|wax seal|wax)\b",
        ),
        ("half", _HARD, r"반쪽|반 ?토막|\bhalf (?:of )?(?:a|the|his|her)?\b|\bbroken half\b"),
        ("torn", _PAPERS, r"찢|반쪽|두 조각|두 동강|\b(?:torn|tore|tears|rip(?:s|ped)|half of)\b"),
        (
            "burning",
            _BURN,
            r"불타|타오르|타들어|태우|태웠|태운|불붙|불 ?속|\b(?:burn(?:s|ed|ing|t)?|in flames|on fire|"
            r"into the "
            r"fire)\b",
        ),
        (
            "broken",
            _HARD,
            r"깨진|깨졌|깨뜨|부서진|부서졌|금이 간|부러진|부러졌|부러뜨|박살|"
            r"\b(?:broken|broke|crack(?:s|ed)|shatter(?:s|ed)|smash(?:es|ed)|snapp?(?:s|ed) in)\b",
        ),
        ("bloody", _ALL, r"피 ?묻은|피가 묻|피투성이|\b(?:bloody|blood-?stained)\b|\bstained with blood"),
        ("wet", _PAPERS | {"shoes", "bag", "glove"}, r"젖은|젖어|젖었|\b(?:wet|soaked|soggy|dripping)\b"),
    )
)
_CLAUSES = re.compile(r"[,;]|(?<=고) |(?<=며) |(?<=서) | and | but ")


def states(row: Sequence[Unit]) -> tuple[Mapping[str, str], ...]:
    """For each unit what has become by then of the things that are no more whole, by their nouns."""
    now: dict[str, str] = {}
    found: list[Mapping[str, str]] = []
    last = ""
    for unit in row:
        if unit.told:
            for clause in _CLAUSES.split(unit.line.text):
                things = named(clause)
                last = things[0] if things else last
                _change(now, things or ((last,) if last else ()), clause)
        found.append(dict(now))
    sealed = next((k for k, states_then in enumerate(found) if "letter" in states_then), -1)
    if sealed > 0 and found[sealed]["letter"] == "sealed":  # it was so before it was told
        found[:sealed] = [{**states_then, "letter": "sealed"} for states_then in found[:sealed]]
    return tuple(found)


def _change(now: dict[str, str], things: Sequence[str], clause: str) -> None:
    """Notes what a clause tells of its things, or of the one told of last."""
    for state, befalls, words in _ROWS:
        hit = next((thing for thing in things if thing in befalls), "")
        if not hit or not words.search(clause):
            continue
        if state:
            now[hit] = state
        elif befalls & _HARD or now.get(hit) == "sealed":  # who opens a letter wipes no blood off it
            now.pop(hit, None)
        return


_OF_OLD = {"knife": "sword", "helmet": "helm"}
_KITCHEN = re.compile(r"식칼|부엌칼|장도|단도|비수|과도|kitchen knife|dagger|penknife|knife", re.IGNORECASE)


def swords(row: Sequence[Unit], era: Era) -> bool:
    """Whether what a story calls a blade (칼) is a sword: in old times, where no knife is named."""
    old = era in ("period", "fantasy")
    return old and not any(_KITCHEN.search(unit.line.text) for unit in row)


def with_states(shot: Shot, now: Mapping[str, str], swords_for_knives: bool = False) -> Shot:
    """The shot with its things as they are by then: "torn letter" for a letter, a sword for a blade."""

    def told(thing: str) -> str:
        thing = _OF_OLD.get(thing, thing) if swords_for_knives else thing
        return f"{now[thing]} {thing}" if thing in now else thing

    if not now and not swords_for_knives:
        return shot
    figures = tuple(_holding(figure, told(figure.holds)) for figure in shot.figures)
    colours = (*shot.colours, *((told(t), c) for t, c in shot.colours if t in now))
    return replace(shot, figures=figures, props=tuple(told(p) for p in shot.props), colours=colours)


def _holding(figure: Figure, thing: str) -> Figure:
    return figure if figure.holds == thing else replace(figure, holds=thing)


def changes(text: str) -> bool:
    """Whether a sentence tells what becomes of a thing that it names."""
    things = named(text)
    return any(words.search(text) for _, befalls, words in _ROWS if befalls.intersection(things))
