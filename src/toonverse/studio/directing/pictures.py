"""Which sentences are pictures of their own: somebody who is there does something that a body, a touch or a
thing shows.

A strip is followed by what is seen to be done. A sentence that makes a picture gets a panel before talk is
drawn out, and it keeps its words only where the picture says less than they do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toonverse.domain.script import Character, Script
from toonverse.domain.story import Language
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.blocking import Blocking, block, is_elsewhere
from toonverse.studio.directing.breakdown import Plan, PlanKind
from toonverse.studio.directing.choice import Words
from toonverse.studio.directing.contacts import contact_in
from toonverse.studio.directing.deeds import FAINT, is_pictured
from toonverse.studio.directing.drama import Drama
from toonverse.studio.directing.naming import ALL
from toonverse.studio.directing.things import HANDHELD, INSERTED, named
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import captions_of, is_tag

LEAST = 1.0
"""What a sentence must be worth to be a picture of its own."""
_PLAIN = frozenset({"walk", "look down", "look up", "look back", "hand on chin", "hands on hips", "lean"})
_WEIGHT_SHARE, _WEIGHT_MOST = 0.35, 3.0


@dataclass(frozen=True, slots=True)
class Pictures:
    """For each unit what its picture is worth, 0 where it makes none, and who acts in it by name."""

    worths: tuple[float, ...]
    actors: tuple[frozenset[str], ...]
    people: tuple[Character, ...]
    language: Language

    def is_one(self, unit: Unit) -> bool:
        return self.worths[unit.index] >= LEAST

    def with_deed(self, plan: Plan) -> Plan:
        """The plan with the sentence that its picture is for: of those it letters the best, else the last one
        shown, if whoever speaks acts in it or nobody speaks."""
        told = [unit for unit in plan.shows if self.is_one(unit)]
        lettered = {w.unit.index for w in plan.words}
        captioned = [unit for unit in told if unit.index in lettered]
        if captioned:
            best = max(captioned, key=lambda unit: self.worths[unit.index])
            return replace(plan, deed=best.index)
        speakers = {w.unit.line.speaker for w in plan.words if not w.unit.told}
        if told and (not speakers or self.actors[told[-1].index] & {*speakers, ALL}):
            return replace(plan, deed=told[-1].index)
        return plan

    def panel_of(self, unit: Unit) -> Plan:
        """The panel that is for this sentence alone."""
        texts = self.words_for(unit)
        words = tuple(Words(unit, t, n == 0, n == len(texts) - 1) for n, t in enumerate(texts))
        things = [thing for thing in named(unit.line.text) if thing in INSERTED]
        alone = not words and not self.actors[unit.index] and bool(things)
        kind: PlanKind = "words" if words else "insert" if alone else "shown"
        return Plan(kind, unit.scene, words, (unit,), "build", things[0] if alone else "", unit.index)

    def words_for(self, unit: Unit) -> tuple[str, ...]:
        """What is lettered in the panel that is for this sentence: nothing where the picture says it all or
        no well-formed caption is left of it."""
        if is_pictured(unit, self.people, self.language) or _is_small(unit):
            return ()
        return unit.texts or captions_of(unit.line.text, self.language)


def _is_small(unit: Unit) -> bool:
    """A sentence too short for a caption, of which face or body say the most: "Mina smiled."."""
    text = unit.line.text
    pose = doings.pose_in(text)
    strong = pose is not None and pose not in FAINT
    return not unit.texts and (strong or lexicon.first(lexicon.EMOTIONS, text) is not None)


def pictures(script: Script, row: Sequence[Unit], drama: Drama, blocking: Blocking | None = None) -> Pictures:
    """What each unit is worth as a picture; what weighs in the story weighs here too."""
    staged = blocking or block(script, row)
    worths: list[float] = []
    actors: list[frozenset[str]] = []
    for unit in row:
        acting = _actors(unit, staged)
        worth = _worth(unit, acting, staged, script.language)
        share = min(_WEIGHT_MOST, drama.weights[unit.index]) * _WEIGHT_SHARE if worth else 0.0
        worths.append(worth + share)
        actors.append(acting)
    return Pictures(tuple(worths), tuple(actors), script.characters, script.language)


def _actors(unit: Unit, staged: Blocking) -> frozenset[str]:
    there = staged.there[max(0, unit.index - 1)] | staged.there[unit.index]  # who goes is seen to go
    return frozenset(
        name for name, _ in staged.acts[unit.index] if name in there or (name == ALL and len(there) > 1)
    )


def _worth(unit: Unit, acting: frozenset[str], staged: Blocking, language: Language) -> float:
    text = unit.line.text
    if not unit.told or unit.panel or is_tag(text, language) or is_elsewhere(text):
        return 0.0
    things = HANDHELD.intersection(named(text))
    if not acting:
        comes = doings.appears(text) and INSERTED.intersection(named(text))
        return 0.9 if comes else 0.5 if lexicon.moves(text) else 0.0
    mine = ". ".join(clause for name, clause in staged.acts[unit.index] if name in acting)
    pose = doings.pose_in(mine)
    contact = contact_in(mine)
    worth = 0.0 if pose is None else 0.7 if pose in _PLAIN else 1.0 if pose in FAINT else 1.7
    worth += 0.8 if contact else 0.0
    worth += 0.5 if things and (doings.takes(mine) or pose) else 0.0
    return worth + (0.5 if lexicon.first(lexicon.EMOTIONS, mine) in lexicon.INTENSE else 0.0)
