"""Which captions are pictures of a thing: somebody draws it out, finds it, tears it, and it matters.

A reader who has seen the letter in the hand, sealed, then torn, needs no one to tell what the story turns on.
"""

from collections import Counter
from collections.abc import Sequence

from toonverse.domain.script import Scene
from toonverse.domain.storyboard import Figure
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.blocking import Blocking, is_elsewhere
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.states import changes
from toonverse.studio.directing.things import HANDHELD, INSERTED, PROPS, named, thing_taken
from toonverse.studio.directing.units import Unit

PANELS_BETWEEN = 3  # between two such pictures
AGAIN_AFTER = 6  # panels until the same thing is shown close again
_MESSAGES = ("phone", "computer", "letter")
_LOOKED_BACK = 4  # sentences in which the paper or the telephone was named that words are read from
_HOLDS_WELL = frozenset(
    {"phone", "computer", "cup", "bag", "hat", "umbrella", "box", "rope", "chain", "clock", "jar", "doll"}
)


class Closeups:
    """Remembers which things were shown close, and when."""

    def __init__(self, row: Sequence[Unit], blocking: Blocking) -> None:
        self.row, self.blocking = row, blocking
        self.named = Counter(thing for unit in row for thing in set(named(unit.line.text)))
        self.shown: dict[str, int] = {}

    def thing_of(self, plan: Plan, panels: int) -> str:
        """The thing that a plan's picture is of though people are there, "" where it is of people. `panels`
        is how many were made so far."""
        if plan.kind not in ("words", "shown") or plan.role in ("turn", "opening", "ending"):
            return ""
        if read := self._read(plan):
            return read
        if any(panels < at + PANELS_BETWEEN for at in self.shown.values()):
            return ""
        if any(not w.unit.told for w in plan.words):
            return ""
        units = [w.unit for w in plan.words] or [self.row[plan.deed]][: plan.deed + 1]
        return next((thing for unit in units if (thing := self._told_in(unit.line.text, panels))), "")

    def _told_in(self, text: str, panels: int) -> str:
        """The thing that a sentence is a picture of."""
        if is_elsewhere(text) or not (doings.takes(text) or doings.appears(text) or changes(text)):
            return ""
        things = [thing for thing in named(text) if thing in INSERTED & HANDHELD]
        taken = thing_taken(text)
        thing = taken if taken in things else next(iter(things), "")
        if not thing or panels < self.shown.get(thing, -99) + AGAIN_AFTER:
            return ""
        weighs = self.named[thing] > 1 or changes(text)
        return thing if weighs and (thing not in _HOLDS_WELL or changes(text)) else ""

    def _read(self, plan: Plan) -> str:
        """What words are read from that nobody says: a telephone's, a letter's."""
        if not plan.words or any(not w.unit.told and w.unit.line.kind != "letter" for w in plan.words):
            return ""
        if all(w.unit.told for w in plan.words):
            return ""
        last = plan.words[-1].unit.index
        near = [u.line.text for u in self.row[max(0, last - _LOOKED_BACK) : last + 1] if u.told]
        things = [thing for text in reversed(near) for thing in named(text)]
        return next((thing for thing in things if thing in _MESSAGES), "")

    def holder(self, plan: Plan) -> Figure | None:
        """Whose hand an insert shows: who acts in the sentence that it is for."""
        if plan.deed < 0:
            return None
        actors = {name for name, _ in self.blocking.acts[plan.deed] if name}
        there = self.blocking.there[plan.deed]
        return Figure(next(iter(actors))) if len(actors) == 1 and actors <= there else None


def thing_told(plan: Plan, told: str) -> bool:
    """Whether a caption is about a thing and nobody: then the thing is what we see."""
    things = named(told)
    captioned = bool(plan.words) and all(w.unit.told for w in plan.words)
    return captioned and bool(things) and things[0] in INSERTED & HANDHELD


def is_letter(plan: Plan, scene: Scene) -> bool:
    """Whether all that is lettered is what a letter of the scene says: then its paper is what we see."""
    written = bool(plan.words) and all(w.unit.line.kind == "letter" for w in plan.words)
    return written and "letter" in lexicon.every(PROPS, " ".join(beat.action for beat in scene.beats))
