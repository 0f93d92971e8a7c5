"""Another script for shots that there are: only those whose words changed are laid out anew.

What a person (or a model) made of the other shots stays. Everything here is by rule; no model is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from toonverse.domain.script import Line, Script
from toonverse.domain.storyboard import BeatRole, CastMember, Shot, Storyboard
from toonverse.studio.directing.anchors import Rewriting, Told, rewriting, told_by
from toonverse.studio.directing.breakdown import Plan, PlanKind, lettered_balloons
from toonverse.studio.directing.choice import Words
from toonverse.studio.directing.director import PANELS_MAX, as_directed, direct, in_panels, row_of
from toonverse.studio.directing.reel import Reel
from toonverse.studio.directing.units import Unit
from toonverse.studio.shot_list import LINES_MAX, numbered

KEPT_LEAST = 1 / 4
"""Of the shots: where fewer could stay it is another story, and is directed as one."""
JOINED_BALLOONS_MAX = 2
"""A line that is new goes into the panel before it where that has room; else it gets one of its own."""
_MARKED: tuple[BeatRole, ...] = ("turn", "opening", "ending")


@dataclass(frozen=True, slots=True)
class Relaid:
    """`anew` are the numbers of the shots that are laid out anew and `gone` of those that are left out, as
    they were numbered before; `come` is how many there are more; `whole` that all were directed anew."""

    board: Storyboard
    anew: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    come: int = 0
    whole: bool = False

    @property
    def changes(self) -> bool:
        """Whether any shot is another one than before."""
        return bool(self.anew or self.gone or self.come or self.whole)

    @property
    def mark(self) -> str:
        """A name for what a person says yes to."""
        return f"{self.anew}{self.gone}{self.come}{self.whole:d}".replace(" ", "")


@dataclass(slots=True)
class _Part:
    """A panel to be: `shot` as it was (None: it is new), the words and units that are left of it or came to
    it, its `own` lines that are of no script; `is_stale` where it must be laid out anew."""

    shot: Shot | None
    words: list[Words] = field(default_factory=list)
    shows: list[Unit] = field(default_factory=list)
    own: tuple[Line, ...] = ()
    is_stale: bool = False

    @property
    def told(self) -> dict[int, Unit]:
        """Its units by their index, in order."""
        found = {unit.index: unit for unit in (*self.shows, *(word.unit for word in self.words))}
        return dict(sorted(found.items()))

    @property
    def is_left(self) -> bool:
        return bool(not self.is_stale or self.words or self.shows or self.own)

    def take(self, unit: Unit, words: Sequence[Words]) -> None:
        self.words = sorted((*self.words, *words), key=lambda word: word.unit.index)
        self.shows.append(unit)
        self.is_stale = True


def relaid(before: Script, after: Script, board: Storyboard, panels: int | None) -> Relaid:
    """The storyboard of the script `before` as one of `after`; directed anew, of so many `panels`, where
    hardly a shot could stay. Equal arguments give equal storyboards. Raises PanelsOutOfRange."""
    reel, former = Reel(after), row_of(as_directed(before))
    told = told_by(board.shots, former)
    changed = rewriting(former, reel.row)
    parts = [_part(shot, one, changed, reel.row) for shot, one in zip(board.shots, told, strict=True)]
    for unit in _come(told, changed, reel.row):
        _put(parts, unit, reel)
    kept = sum(1 for part in parts if not part.is_stale)
    if kept < KEPT_LEAST * len(board.shots):
        return Relaid(direct(after, board.style, panels), whole=True)
    scenes = {former[old].scene: reel.row[new].scene for old, new in reversed([*changed.now.items()])}
    shots, is_new = _laid(parts, reel, scenes)
    if not 0 < len(shots) <= PANELS_MAX:
        return Relaid(direct(after, board.style, panels), whole=True)
    stale = [part for part in parts if part.is_stale and part.shot is not None]
    anew = tuple(part.shot.number for part in stale if part.shot is not None and part.is_left)
    gone = tuple(part.shot.number for part in stale if part.shot is not None and not part.is_left)
    if not any(is_new) and not gone:
        return Relaid(replace(board, shots=tuple(shots)))
    members = _cast(board, shots, reel)
    prompted = reel.prompted(shots, {member.name: member.look for member in members}, board.style)
    chosen = [new if anew else old for old, new, anew in zip(shots, prompted, is_new, strict=True)]
    return Relaid(numbered(replace(board, cast=members), chosen), anew, gone, sum(is_new) - len(anew))


def _part(shot: Shot, told: Told, changed: Rewriting, row: Sequence[Unit]) -> _Part:
    """What is left of a shot: its lines as they are where the script says the same, else what it says now."""
    part = _Part(shot, own=told.own, is_stale=any(unit not in changed.now for unit in told.units))
    written: set[int] = set()
    for unit, line in told.lettered:
        if unit in changed.now:
            part.words.append(Words(row[changed.now[unit]], line.text))
        elif (new := changed.instead.get(unit)) is not None and new not in written:
            written.add(new)
            part.words += _words(row[new])
    now = {**changed.now, **changed.instead}
    part.shows = [row[now[unit]] for unit in told.shown if unit in now]
    return part


def _words(unit: Unit) -> list[Words]:
    last = len(unit.texts) - 1
    return [Words(unit, text, n == 0, n == last) for n, text in enumerate(unit.texts)]


def _come(told: Sequence[Told], changed: Rewriting, row: Sequence[Unit]) -> list[Unit]:
    """What the script says more than before. A line that was left out of the panels and is another one now is
    meant to be read; a sentence of the narration is left out as it was."""
    seen = {unit for one in told for unit in one.units}
    left_out = [new for old, new in changed.instead.items() if old not in seen and not row[new].told]
    return [row[index] for index in sorted({*left_out, *changed.come})]


def _put(parts: list[_Part], unit: Unit, reel: Reel) -> None:
    """Into the panel around it, or the one before it that has room, else a panel of its own."""
    words, at = _words(unit), _before(parts, unit)
    part = parts[at] if at >= 0 else None
    if part is not None and (not words or _holds(part, words, unit, reel)):
        part.take(unit, words)
    elif words:
        parts.insert(at + 1, _Part(None, words, [unit], is_stale=True))
    elif parts:
        parts[0].take(unit, ())


def _before(parts: Sequence[_Part], unit: Unit) -> int:
    """The part that tells what comes right before the unit; -1 where nothing does."""
    ends = [max((i for i in part.told if i < unit.index), default=-1) for part in parts]
    best = max(ends, default=-1)
    return ends.index(best) if best >= 0 else -1


def _holds(part: _Part, words: Sequence[Words], unit: Unit, reel: Reel) -> bool:
    """Whether it belongs into that panel: what comes after it is there too, or it is of the same moment and
    does not crowd it."""
    around = part.told
    if max(around) > unit.index:
        return True
    last = around[max(around)]
    if last.beat != unit.beat or not part.words:
        return False
    many = lettered_balloons((*part.words, *words), reel.script.language) + len(part.own)
    return bool(unit.panel) or many <= JOINED_BALLOONS_MAX


def _laid(parts: Sequence[_Part], reel: Reel, scenes: Mapping[int, int]) -> tuple[list[Shot], list[bool]]:
    """The shots in order, and which of them are new. `scenes` are those that there were -> those of now."""
    found: list[Shot] = []
    is_new: list[bool] = []
    last_scene = max(0, len(reel.script.scenes) - 1)
    for part in parts:
        if part.shot is not None and not part.is_stale:
            scene = scenes.get(part.shot.scene, found[-1].scene if found else 0)
            shot = replace(part.shot, scene=min(scene, last_scene))
            reel.pass_by(shot, max(part.told, default=-1))
            found.append(shot)
            is_new.append(False)
        elif part.words or part.shows:
            plans = _plans(part, reel)
            for plan in plans:
                found.append(reel.direct(plan, found[-1] if found else None))
            found[-1] = replace(found[-1], lines=(*found[-1].lines, *part.own)[:LINES_MAX])
            is_new += [True] * len(plans)
        elif part.shot is not None and part.own:  # what somebody wrote into it is no script's
            found.append(replace(part.shot, lines=part.own, scene=found[-1].scene if found else 0))
            is_new.append(True)
    return found, is_new


def _plans(part: _Part, reel: Reel) -> list[Plan]:
    told = part.told
    scene = (part.words[0].unit if part.words else next(iter(told.values()))).scene
    shows = tuple(unit for unit in told.values() if unit.scene == scene)
    role: BeatRole = part.shot.role if part.shot is not None and part.shot.role in _MARKED else "build"
    kind: PlanKind = "words" if part.words else "shown"
    groups = in_panels(part.words, reel.script.language) or [()]
    return [Plan(kind, scene, group, shows, "build" if n else role) for n, group in enumerate(groups)]


def _cast(board: Storyboard, shots: Sequence[Shot], reel: Reel) -> tuple[CastMember, ...]:
    """Who is seen: as they look in the storyboard, and who is new."""
    seen = {one.character for shot in shots for one in shot.figures}
    seen |= {shot.holder.character for shot in shots if shot.holder is not None}
    known = {member.name for member in board.cast}
    new = [member for member in reel.members(seen) if member.name not in known]
    return tuple(member for member in (*board.cast, *new) if member.name in seen)
