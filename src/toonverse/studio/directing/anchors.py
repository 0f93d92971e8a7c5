"""What each shot of a storyboard tells of its script, and what of that another script still says.

A shot keeps no note of where it came from, and a person or a model may have changed it. So it is found by
what it letters and shows; what stands in no script (a line somebody wrote into the shot) is found nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from toonverse.domain.script import Line
from toonverse.domain.storyboard import Shot
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import sentences


@dataclass(frozen=True, slots=True)
class Told:
    """Of one shot: the units whose words it letters, each with its lines of the shot, in the shot's order;
    those that it only shows; and the lines that are of no unit."""

    lettered: tuple[tuple[int, Line], ...] = ()
    shown: tuple[int, ...] = ()
    own: tuple[Line, ...] = ()

    @property
    def units(self) -> frozenset[int]:
        return frozenset((*(unit for unit, _ in self.lettered), *self.shown))


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How one row of units became another: `now` where a unit stands that is still the same, `instead` what
    stands where another was, `come` what is new."""

    now: Mapping[int, int]
    instead: Mapping[int, int]
    come: tuple[int, ...]


@dataclass(slots=True)
class _Finder:
    row: Sequence[Unit]
    at: int = 0
    by_text: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.row:
            for text in {_plain(one) for one in (unit.line.text, *unit.texts)}:
                self.by_text.setdefault(text, []).append(unit.index)

    def sentence(self, text: str) -> int:
        return self._nearest([i for i in self.by_text.get(_plain(text), ()) if self.row[i].told])

    def line(self, line: Line) -> int:
        """The unit whose words these are, whole or cut; -1 for none."""
        told = line.kind == "caption"
        fits = [i for i in self.by_text.get(_plain(line.text), ()) if self._voice(i, line, told)]
        if not fits and len(line.text) > 3:
            part = _plain(line.text).rstrip("…,. ")
            fits = [
                u.index for u in self.row if self._voice(u.index, line, told) and part in _plain(u.line.text)
            ]
        return self._nearest(fits)

    def _voice(self, index: int, line: Line, told: bool) -> bool:
        unit = self.row[index]
        return unit.told == told or unit.line.kind == line.kind if told else unit.line.speaker == line.speaker

    def _nearest(self, found: Sequence[int]) -> int:
        """The next one in the story, else the first: shots may have been moved."""
        if not found:
            return -1
        chosen = next((index for index in found if index >= self.at), found[0])
        self.at = chosen
        return chosen


def told_by(shots: Sequence[Shot], row: Sequence[Unit]) -> list[Told]:
    """Of each shot, in order."""
    finder, found = _Finder(row), []
    for shot in shots:
        shown = [finder.sentence(one) for one in sentences(shot.action)]
        lines = [(finder.line(line), line) for line in shot.lines]
        lettered = tuple((index, line) for index, line in lines if index >= 0)
        seen = {index for index, _ in lettered}
        found.append(
            Told(
                lettered,
                tuple(index for index in shown if index >= 0 and index not in seen),
                tuple(line for index, line in lines if index < 0),
            )
        )
    return found


def rewriting(before: Sequence[Unit], after: Sequence[Unit]) -> Rewriting:
    now: dict[int, int] = {}
    instead: dict[int, int] = {}
    come: list[int] = []
    matched = SequenceMatcher(None, [_key(u) for u in before], [_key(u) for u in after], autojunk=False)
    for tag, first, last, start, stop in matched.get_opcodes():
        if tag == "equal":
            now.update(zip(range(first, last), range(start, stop), strict=True))
            continue
        pairs = min(last - first, stop - start)
        instead.update({first + n: start + n for n in range(pairs)})
        come += range(start + pairs, stop)
    return Rewriting(now, instead, tuple(come))


def _key(unit: Unit) -> tuple[bool, Line, int]:
    return unit.told, unit.line, unit.panel


def _plain(text: str) -> str:
    return " ".join(text.replace("_", "").split()).strip('“”"「」『』‘’ ').casefold()
