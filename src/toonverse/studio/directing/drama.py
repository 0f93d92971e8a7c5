"""What weighs in a story: how much each unit carries."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.script import Character, Script
from toonverse.domain.story import Language
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.deeds import is_pictured
from toonverse.studio.directing.things import HANDHELD, named
from toonverse.studio.directing.turning import moments, read_aloud, writes
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import CAPTION_LIMIT, length

PICTURED = 0.6  # less for a sentence that a picture says as well
COMES_BACK = 4  # units after which a thing that is named again is one the story comes back to
MOMENTS_TOLD = 4  # so many moments have the words around them told before others

_WORD = re.compile(r"[^\W\d_]+")
_EN_FUNCTION_WORDS = (
    "the a an and or but of to in on at by for with from as is was were be been are it its he she they "
    "them his her their him i you we my your our me us that this these those there then than so not no do "
    "did done had has have will would could can what which who when where how all one out up down over "
    "into about if just very said"
)
_EN_STOP = frozenset(_EN_FUNCTION_WORDS.split())
_SOMEBODY = re.compile(r"\b(?:he|she|they|him|her|them)\b|(?<![가-힣])그(?:는|가|녀|들)", re.IGNORECASE)
_DANGLING = re.compile(
    r"^(?:so |and )?\w+ did (?:it|so|that)\b|^(?:이런|그런|이것|그것|저것|이는|그것도|그러한|왜냐|또한|"
    r"하기야|하여간)|^(?:this|that|it|"
    r"which|these|those|such|"
    r"forgive|forget|also)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Drama:
    """`weights` has one figure a unit; `moments` are the indexes of the units in which the story may turn,
    the likeliest first (see `turning`)."""

    weights: tuple[float, ...]
    moments: tuple[int, ...]
    opening: int
    ending: int

    @property
    def turn(self) -> int:
        """Index of the unit in which the story is taken to turn."""
        return self.moments[0]


def words(text: str, language: Language) -> list[str]:
    """Content words, folded; of a Korean word the first two syllables stand for its stem."""
    found = [w.casefold() for w in _WORD.findall(text)]
    if language == "ko":
        return [w[:2] for w in found if len(w) > 1]
    return [w[:6] for w in found if w not in _EN_STOP and len(w) > 2]


def _centrality(row: Sequence[Unit], language: Language) -> list[float]:
    """How much of the story's own vocabulary a unit has, 0 to 1: words used in many units weigh most."""
    bags = [set(words(unit.line.text, language)) for unit in row]
    used = Counter(word for bag in bags for word in bag)
    raw = [
        sum(math.log(used[word]) for word in bag if used[word] > 1) / math.sqrt(len(bag) + 3) if bag else 0.0
        for bag in bags
    ]
    top = max(raw, default=0.0) or 1.0
    return [value / top for value in raw]


def _turning(text: str) -> float:
    """How much the words themselves turn: a reversal at their head, something revealed in them."""
    return (0.5 if lexicon.REVERSALS.search(text) else 0.0) + 0.45 * min(
        2, len(lexicon.REVEALS.findall(text))
    )


def intensity(text: str) -> float:
    """How loud a text is: feelings, exclamations, reversals; 0 to about 3."""
    feeling = lexicon.first(lexicon.EMOTIONS, text)
    loud = (
        0.6 * min(2, text.count("!")) + 0.3 * min(1, text.count("?")) + 0.3 * ("…" in text or "..." in text)
    )
    return (0.8 if feeling in lexicon.INTENSE else 0.3 if feeling else 0.0) + loud + _turning(text)


def _weight(
    unit: Unit, central: float, names: dict[str, int], language: Language, people: Sequence[Character]
) -> float:
    text = unit.line.text
    named = max((names[name] for name in names if name in text), default=0)
    lead = max(names.values(), default=1) or 1
    weight = 0.4 + 1.1 * central + 0.35 * intensity(text) + 0.5 * named / lead
    size = length(text, language)
    if unit.told:
        if not unit.texts:
            return weight * 0.25
        weight += 0.25 if lexicon.TIME_PASSES.search(text) else 0.0
        weight -= 0.35 if _DANGLING.match(text) else 0.0
        cut = unit.texts[0].rstrip(".") not in text
        weight -= (
            0.8 if cut and size > CAPTION_LIMIT[language] else 0.0
        )  # much shortened reads worse than whole
        weight += 0.3 if _tells(text, named) else 0.0
        weight += 0.4 if lexicon.REVEALS.search(text) else 0.0
        weight -= PICTURED if is_pictured(unit, people, language) else 0.0
        weight -= 0.45 if not (named or _SOMEBODY.search(text) or _tells(text, 1) or _felt(text)) else 0.0
    else:
        weight += 1.1 + (0.25 if unit.line.kind in ("shout", "thought", "letter", "sign") else 0.0)
        weight -= 0.5 if size < (4 if language == "ko" else 2) else 0.0
        weight -= 0.25 if unit.line.speaker in ("unknown", "crowd") else 0.0
        weight += 3.0 if unit.line.kind == "caption" else 0.0
    return max(0.05, weight)


def _tells(text: str, named: int) -> bool:
    """Whether a sentence tells what somebody does, rather than how things are."""
    return bool((named or _SOMEBODY.search(text)) and (doings.happens(text) or doings.pose_in(text)))


def _felt(text: str) -> bool:
    return lexicon.first(lexicon.EMOTIONS, text) in lexicon.INTENSE


def _brought_in(row: Sequence[Unit]) -> set[int]:
    """The sentences in which a thing is first named to which the story comes back: it must be known then."""
    first: dict[str, int] = {}
    again: set[int] = set()
    for unit in row:
        for thing in HANDHELD.intersection(named(unit.line.text)) if unit.told else ():
            start = first.setdefault(thing, unit.index)
            if unit.index - start > COMES_BACK:
                again.add(start)
    return again


def weigh(script: Script, row: Sequence[Unit]) -> Drama:
    """The weights of all units; opening, turn and ending outweigh everything."""
    central = _centrality(row, script.language)
    names = {c.name: c.mentions + 1 for c in script.characters}
    brought = _brought_in(row)
    weights = [
        _weight(unit, c, names, script.language, script.characters)
        for unit, c in zip(row, central, strict=True)
    ]
    likely = moments(row, script.language)
    turn = likely[0]
    for unit in row:  # what opens a scene tells where we are; what follows at the heels explains it
        starts = unit.index == 0 or row[unit.index - 1].scene != unit.scene
        if unit.texts and (starts or unit.index in brought):
            weights[unit.index] += 0.7
        if not unit.told and read_aloud(row, unit):  # what was found must be known before it is read
            weights[unit.index] += 1.0
            for u in row[max(0, unit.index - 2) : unit.index]:
                weights[u.index] += 1.2 if u.texts and writes(u.line.text) else 0.0
        if unit.at > 0.9 and unit.texts:
            weights[unit.index] += 0.3
        near = [
            (1.0 if rank == 0 else 0.6) - 0.12 * abs(unit.index - at)
            for rank, at in enumerate(likely[:MOMENTS_TOLD])
            if abs(unit.index - at) <= 4
        ]
        weights[unit.index] += max(near, default=0.0) if unit.texts else 0.0
    lettered = [unit.index for unit in row if unit.texts]
    opening = lettered[0] if lettered else 0
    ending = lettered[-1] if lettered else len(row) - 1
    for i in {opening, turn, ending}:
        weights[i] += 10.0
    return Drama(tuple(weights), likely, opening, ending)
