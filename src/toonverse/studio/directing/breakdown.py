"""The words in panels: how many panels speak, which words share one, which panels stay silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from toonverse.domain.story import Language
from toonverse.domain.storyboard import BeatRole
from toonverse.studio.directing.choice import PANEL_LINES_MAX, Words
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import BALLOON_LIMIT, CAPTION_EASY, balloons_of, is_tag, length, says

PlanKind = Literal[
    "words", "establishing", "shown", "eyes", "reaction", "insert", "detail", "around", "pause"
]
PANEL_CAPTIONS_MAX = 2  # captions, letters and signs
SHOWN_BEFORE = 2  # sentences of narration before its words that a panel still shows
_NEVER = 1e9
_CROWDED = 1e6


@dataclass(frozen=True, slots=True)
class Plan:
    """One panel before it is framed: what is lettered in it and which units it shows. `deed` is the index of
    the unit that the picture must show before all others, -1 where its words leave that open."""

    kind: PlanKind
    scene: int
    words: tuple[Words, ...]
    shows: tuple[Unit, ...]
    role: BeatRole = "build"
    prop: str = ""
    deed: int = -1


def _sides(words: Sequence[Words]) -> dict[tuple[int, str], int]:
    """Who stands left of whom in each scene: in the order in which they first speak there."""
    sides: dict[tuple[int, str], int] = {}
    for word in words:
        if not word.unit.told:
            sides.setdefault((word.unit.scene, word.unit.line.speaker), len(sides))
    return sides


def lettered_balloons(group: Sequence[Words], language: Language) -> int:
    """Balloons and captions that these words become once they are lettered."""
    return sum(balloons_of(w.text, "caption" if w.unit.told else w.unit.line.kind) for w in group)


def is_boxed(word: Words) -> bool:
    """Whether a text stands in a box: a caption, a letter, a sign."""
    return word.unit.told or word.unit.line.kind in ("caption", "letter", "sign")


def _group_cost(
    group: Sequence[Words],
    turn: int,
    sides: dict[tuple[int, str], int],
    language: Language,
    deeds: frozenset[int],
) -> float:
    """How ill these words share a panel; 0 is best. Speakers who would be read against the sides on
    which they stand cost most after a change of scene, then a deed between the words that is not seen."""
    spread = len({w.unit.scene for w in group}) - 1
    captions = [n for n, w in enumerate(group) if is_boxed(w)]
    speakers = list(dict.fromkeys(w.unit.line.speaker for w in group if not w.unit.told))
    cost = 60.0 * spread + (len(group) - 1.7) ** 2 * 0.5
    told = sum(length(group[n].text, language) for n in captions) / CAPTION_EASY[language]
    parts = len({group[n].unit.index for n in captions})
    cost += (9.0 if told > 0.7 else 2.0) * max(0, parts - 1) + 0.7 * sum(1 for n in captions if n > 0)
    cost += 1.5 * max(0, len(speakers) - 2)
    stands = [sides[(group[0].unit.scene, s)] for s in speakers if (group[0].unit.scene, s) in sides]
    cost += 1.6 if stands != sorted(stands) else 0.0
    amount = sum(length(w.text, language) for w in group) / BALLOON_LIMIT[language]
    cost += 2.0 * max(0.0, amount - 2.0)
    loud = sum(1 for w in group if w.unit.line.kind == "shout")
    cost += 0.4 * loud * (len(group) - 1)
    if any(w.unit.index == turn for w in group):
        cost += 1.2 * sum(1 for w in group if w.unit.index != turn)
    gap = sum(1 for a, b in pairwise(group) if b.unit.index - a.unit.index > 1)
    spoken = next((n for n, w in enumerate(group) if not w.unit.told), len(group))
    cost += 2.5 * sum(1 for w in group[spoken:] if w.unit.told and w.unit.index in deeds)
    cost += 2.5 * sum(1 for i in range(group[0].unit.index + 1, group[-1].unit.index) if i in deeds)
    crowded = len(group) > 1 and (
        lettered_balloons(group, language) > PANEL_LINES_MAX or len(captions) > PANEL_CAPTIONS_MAX
    )
    return cost + 0.5 * gap + (_CROWDED if crowded else 0.0)


def _border_cost(before: Words, after: Words) -> float:
    """How ill a panel ends between these two."""
    if before.unit.scene != after.unit.scene:
        return -2.0
    if before.unit.index == after.unit.index:
        return 8.0 if before.unit.told else 1.0
    cost = 0.0
    if after.unit.told:
        cost -= 0.6
    if not before.unit.told and not after.unit.told and before.unit.line.text.endswith("?"):
        cost += 0.5
    if before.unit.told and not after.unit.told:
        cost += 0.3
    return cost


def share(
    words: Sequence[Words], panels: int, turn: int, language: Language, deeds: frozenset[int] = frozenset()
) -> list[tuple[Words, ...]]:
    """The words in exactly `panels` groups of at most three, by least cost; needs
    `panels <= len(words) <= 3 * panels`. `deeds` are the units that make pictures of their own."""
    many = len(words)
    sides = _sides(words)
    best = [[_NEVER * 10] * (panels + 1) for _ in range(many + 1)]
    came = [[0] * (panels + 1) for _ in range(many + 1)]
    best[0][0] = 0.0
    for end in range(1, many + 1):
        for size in range(1, min(PANEL_LINES_MAX, end) + 1):
            start = end - size
            cost = _group_cost(words[start:end], turn, sides, language, deeds)
            if start:
                cost += _border_cost(words[start - 1], words[start])
            for used in range(1, min(panels, end) + 1):
                total = best[start][used - 1] + cost
                if total < best[end][used]:
                    best[end][used], came[end][used] = total, start
    groups: list[tuple[Words, ...]] = []
    end, used = many, panels
    while used:
        start = came[end][used]
        groups.append(tuple(words[start:end]))
        end, used = start, used - 1
    return groups[::-1]


def least_panels(words: Sequence[Words], language: Language) -> int:
    """The fewest panels that hold these words, no two scenes in one, at most three balloons in each."""
    panels = room = boxes = 0
    scene = -1
    for word in words:
        many, boxed = lettered_balloons((word,), language), is_boxed(word)
        if word.unit.scene != scene or many > room or boxed > boxes:
            panels, room, boxes, scene = panels + 1, PANEL_LINES_MAX, PANEL_CAPTIONS_MAX, word.unit.scene
        room, boxes = room - many, boxes - boxed
    return panels


def with_shown(groups: Sequence[Sequence[Words]], row: Sequence[Unit], language: Language) -> list[Plan]:
    """Each group as a plan that shows its own units and the narration around them that nobody letters:
    "she said" goes with the line before it, everything else with what comes next."""
    lettered = {w.unit.index for group in groups for w in group}
    plans: list[Plan] = []
    before = -1
    for group in groups:
        low, high = group[0].unit.index, group[-1].unit.index
        own = {w.unit.index for w in group}
        lead = [
            u for u in row[max(before + 1, low - SHOWN_BEFORE) : low] if not is_tag(u.line.text, language)
        ]
        inner = row[low : high + 1]
        tail = [u for u in row[high + 1 : high + 2] if _goes_with(u, row[high], language)]
        shows = tuple(
            u
            for u in (*lead, *inner, *tail)
            if u.index in own or (u.told and u.index not in lettered and u.scene == group[0].unit.scene)
        )
        plans.append(Plan("words", group[0].unit.scene, tuple(group), shows))
        before = tail[-1].index if tail else high
    return plans


def _goes_with(unit: Unit, said: Unit, language: Language) -> bool:
    """Whether a sentence tells how the line before it is said, with what gesture."""
    text = unit.line.text
    return unit.told and not said.told and (is_tag(text, language) or says(text, language))
