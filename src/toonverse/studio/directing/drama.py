"""What weighs in a story: how much each unit carries, and where it turns."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.script import Script
from toonverse.domain.story import Language
from toonverse.studio.directing import lexicon
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import BALLOON_LIMIT, length

TURN_AT = 0.8  # where stories turn, as a part of their text: seven read by hand turn between 0.58 and 0.94
TURN_SPREAD = 0.25

_WORD = re.compile(r"[^\W\d_]+")
_EN_FUNCTION_WORDS = (
    "the a an and or but of to in on at by for with from as is was were be been are it its he she they "
    "them his her their him i you we my your our me us that this these those there then than so not no do "
    "did done had has have will would could can what which who when where how all one out up down over "
    "into about if just very said"
)
_EN_STOP = frozenset(_EN_FUNCTION_WORDS.split())
_DANGLING = re.compile(
    r"^(?:이런|그런|이것|그것|저것|이는|그것도|그러한|왜냐|또한|하기야|하여간)|^(?:this|that|it|"
    r"which|these|those|such|"
    r"forgive|forget|also)\b",
    re.IGNORECASE,
)
_WRITING = re.compile(r"\b(?:letter|note|words|wrote|written)\b|편지|쪽지|글씨|적혀", re.IGNORECASE)
_DEEDS: lexicon.Table[bool] = lexicon.table(
    [
        (
            True,
            r"던졌|당겼|달려|뛰어|열었|폈|잡았|안았|일어섰|돌아섰|들어 올|찼다|내밀었|꺼냈|무너|"
            r"쓰러|떨어졌|돋아|굴러 나",
            r"threw|throws|ran\b|runs\b|opened|tore|broke|seized|grabbed|pulled|fell|stood up|kneel|"
            r"knelt|kissed|struck"
            r"|jumped|leap|tumbled|laughed|wept|handed|gave|dropped|let go|turned",
        )
    ]
)


@dataclass(frozen=True, slots=True)
class Drama:
    """`weights` has one figure a unit; `turn` is the index of the unit where the story turns."""

    weights: tuple[float, ...]
    turn: int
    opening: int
    ending: int


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


def turning(text: str) -> float:
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
    return (0.8 if feeling in lexicon.INTENSE else 0.3 if feeling else 0.0) + loud + turning(text)


def _weight(unit: Unit, central: float, names: dict[str, int], language: Language) -> float:
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
        weight -= 0.8 if unit.texts[0] not in text else 0.0  # a shortened sentence reads worse than a whole
    else:
        weight += 1.1 + (0.25 if unit.line.kind in ("shout", "thought", "letter", "sign") else 0.0)
        weight -= 0.5 if size < (4 if language == "ko" else 2) else 0.0
        weight -= 0.25 if unit.line.speaker in ("unknown", "crowd") else 0.0
        weight += 3.0 if unit.line.kind == "caption" else 0.0
    return max(0.05, weight)


def _rarity(row: Sequence[Unit]) -> dict[str, float]:
    """What a feeling is worth in this story, 0 to 1: where everybody shouts, a shout means little."""
    count = Counter(lexicon.first(lexicon.EMOTIONS, u.line.text) or "" for u in row)
    return {feeling: 1.0 / (1.0 + 12.0 * many / len(row)) for feeling, many in count.items()}


def _reversal(unit: Unit, named: bool, rarity: dict[str, float], language: Language) -> float:
    """How much a unit by itself turns things: reversals, rare feelings, a letter read, a deed done."""
    text = unit.line.text
    feeling = lexicon.first(lexicon.EMOTIONS, text)
    value = turning(text) + (0.4 if "!" in text else 0.0)
    if feeling:
        value += (1.6 if feeling in lexicon.INTENSE else 0.6) * rarity[feeling]
    size = length(text, language)
    value += 0.9 if unit.line.kind == "letter" and size > 4 else 0.0
    if unit.told:
        value += 0.3 if lexicon.first(_DEEDS, text) else 0.0
        value -= 0.3 if not named else 0.0
        value *= 1.0 if unit.panel or (unit.texts and unit.texts[0] in text) else 0.6
    if size < (5 if language == "ko" else 3):
        value *= 0.4  # a cry by itself answers the turn, it is not the turn
    return max(0.0, value) / (1.0 + 0.3 * size / BALLOON_LIMIT[language])


def _read_aloud(row: Sequence[Unit], unit: Unit) -> bool:
    """Whether a line is what was found written: the narration just before it speaks of a letter or words."""
    before = [u for u in row[max(0, unit.index - 2) : unit.index] if u.told]
    return unit.line.kind != "letter" and any(_WRITING.search(u.line.text) for u in before)


def _reversals(row: Sequence[Unit], names: Sequence[str], language: Language) -> list[float]:
    """How much each unit turns things, at most 1.2; stories seldom turn where nobody talks."""
    rare = _rarity(row)
    found = []
    for unit in row:
        value = _reversal(unit, any(n in unit.line.text for n in names), rare, language)
        if not unit.told and length(unit.line.text, language) > 3 and _read_aloud(row, unit):
            value += 0.9
        near = row[max(0, unit.index - 3) : unit.index + 4]
        talked = any(not u.told for u in near) or unit.panel > 0
        found.append(min(1.2, value) * (1.0 if talked else 0.6))
    return found


def find_turn(row: Sequence[Unit], names: Sequence[str], language: Language) -> int:
    """Index of the unit where the story turns: late, reversing what went before, led up to and felt after."""
    if len(row) < 3:
        return len(row) - 1
    raw = _reversals(row, names, language)
    mean = sum(raw) / len(raw)
    best, at = -1.0, len(row) - 1
    for unit in row[1:-1]:
        i = unit.index
        felt = sum(raw[i + 1 : i + 4]) / 3 - mean
        built = sum(raw[max(0, i - 4) : i]) / 4 - mean
        prior = 0.05 + math.exp(-(((unit.at - TURN_AT) / TURN_SPREAD) ** 2))
        score = prior * (0.4 + raw[i] + 0.5 * max(0.0, felt) + max(0.0, built))
        if score > best:
            best, at = score, i
    return at


def weigh(script: Script, row: Sequence[Unit]) -> Drama:
    """The weights of all units; opening, turn and ending outweigh everything."""
    central = _centrality(row, script.language)
    names = {c.name: c.mentions + 1 for c in script.characters}
    weights = [_weight(unit, c, names, script.language) for unit, c in zip(row, central, strict=True)]
    turn = find_turn(row, tuple(names), script.language)
    for unit in row:  # what opens a scene tells where we are; what follows at the heels explains it
        starts = unit.index == 0 or row[unit.index - 1].scene != unit.scene
        if starts and unit.texts:
            weights[unit.index] += 0.7
        if not unit.told and _read_aloud(row, unit):  # what was found must be known before it is read
            weights[unit.index] += 1.0
            for u in row[max(0, unit.index - 2) : unit.index]:
                weights[u.index] += 1.2 if u.texts and _WRITING.search(u.line.text) else 0.0
        if unit.at > 0.9 and unit.texts:
            weights[unit.index] += 0.3
        if abs(unit.index - turn) <= 4 and unit.texts:
            weights[unit.index] += 1.0 - 0.15 * abs(unit.index - turn)
    lettered = [unit.index for unit in row if unit.texts]
    opening = lettered[0] if lettered else 0
    ending = lettered[-1] if lettered else len(row) - 1
    for i in {opening, turn, ending}:
        weights[i] += 10.0
    return Drama(tuple(weights), turn, opening, ending)
