"""Panels without words: where a story takes breath, looks around, or looks closely (쉬는 컷)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toonverse.domain.storyboard import BeatRole
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.breakdown import Plan, PlanKind
from toonverse.studio.directing.drama import intensity
from toonverse.studio.directing.pictures import LEAST, Pictures
from toonverse.studio.directing.things import INSERTED, named
from toonverse.studio.directing.units import Unit

WORTH_LEAST = 1.5
DEED_WORTH = 2.4  # of a panel for a deed, beside what its picture is worth
GAP_MOST = 5  # silent panels and deeds between two panels with words


@dataclass(frozen=True, slots=True)
class _Wish:
    """A silent panel that would do the story good: `at` is the speaking panel it stands before."""

    worth: float
    at: int
    plan: Plan


def _establishing(plans: Sequence[Plan]) -> list[_Wish]:
    """A scene that opens with talk wants its place shown first; narration and deeds open on it themselves."""
    wishes = []
    for i, plan in enumerate(plans):
        if i and plans[i - 1].scene == plan.scene:
            continue
        if plan.words and not (plan.words[0].unit.told or plan.words[0].unit.line.kind == "caption"):
            wishes.append(_Wish(5.0 - 0.01 * i, i, _silent(plan, "establishing")))
    return wishes


def _silent(plan: Plan, kind: PlanKind, prop: str = "", shows: tuple[Unit, ...] | None = None) -> Plan:
    role: BeatRole = "build" if kind == "establishing" else "quiet"
    kept = plan.shows if shows is None else shows
    return replace(plan, kind=kind, words=(), shows=kept, role=role, prop=prop, deed=-1)


def _handled(row: Sequence[Unit]) -> set[str]:
    """The things that are there: somebody takes them up, finds them or gives them away in the narration."""
    found: set[str] = set()
    for unit in row:
        if unit.told and (doings.takes(unit.line.text) or doings.appears(unit.line.text)):
            found.update(named(unit.line.text))
    return found


def _inserts(plans: Sequence[Plan], row: Sequence[Unit], turn: int) -> list[_Wish]:
    """Things the text names, shown close where they first matter; each thing once, and not before a panel
    whose caption shows it anyway."""
    there = _handled(row)
    named_in = [named(" ".join(u.line.text for u in plan.shows if u.told)) for plan in plans]
    count: dict[str, int] = {}
    for things in named_in:
        for thing in things:
            count[thing] = count.get(thing, 0) + 1
    done: set[str] = set()
    wishes: list[_Wish] = []
    for i, things in enumerate(named_in):
        if i + 1 == len(plans) or (wishes and i + 1 - wishes[-1].at < 4):
            continue
        for thing in things:
            if thing in done or thing not in INSERTED & there:
                continue
            done.add(thing)
            if i + 1 < len(plans) and _captions_only(plans[i + 1]) and INSERTED.intersection(named_in[i + 1]):
                continue
            near = 0.8 if abs(i - turn) <= 2 else 0.0
            wishes.append(
                _Wish(1.6 + 0.25 * min(4, count[thing]) + near, i + 1, _silent(plans[i], "insert", thing))
            )
            break
    return wishes


def _captions_only(plan: Plan) -> bool:
    return bool(plan.words) and all(w.unit.told for w in plan.words)


def _pauses(plans: Sequence[Plan], row: Sequence[Unit], turn: int) -> list[_Wish]:
    """Eyes before the turn or a face after it, a face after what is loud; a last look at an end that is a
    line."""
    wishes = []
    eyes = turn > 0 and plans[turn - 1].scene == plans[turn].scene
    if eyes:
        wishes.append(_Wish(3.2, turn, _silent(plans[turn], "eyes")))
    for i, plan in enumerate(plans[:-1]):  # nothing stands between the last words and the end
        loud = sum(intensity(w.text) for w in plan.words)
        worth = 0.3 + 0.4 * min(2.0, loud) + (2.2 if i == turn and not eyes else 0.0)
        wishes.append(_Wish(worth, i + 1, _silent(plan, "reaction")))
    if len(plans) > 9 and row[-1].index == plans[-1].words[-1].unit.index and not row[-1].told:
        wishes.append(_Wish(2.6, len(plans), _silent(plans[-1], "pause")))
    return wishes


def _untold(plans: Sequence[Plan], row: Sequence[Unit], seen: Pictures) -> list[_Wish]:
    """Narration that nobody letters and that makes a picture of its own: a deed, or the weather's."""
    known = {w.unit.index for plan in plans for w in plan.words} | {plan.deed for plan in plans}
    wishes = []
    for i in range(1, len(plans) + 1):
        start = plans[i - 1].words[-1].unit.index + 1 if plans[i - 1].words else len(row)
        stop = plans[i].words[0].unit.index if i < len(plans) and plans[i].words else len(row)
        scenes = {plan.scene for plan in plans[i - 1 : i + 1]}
        for unit in row[start:stop]:
            if not unit.told or unit.index in known or unit.scene not in scenes:
                continue
            last = 2.0 if unit.index == row[-1].index else 0.0
            if seen.is_one(unit):
                wishes.append(_Wish(DEED_WORTH + seen.worths[unit.index] + last, i, seen.panel_of(unit)))
            elif lexicon.moves(unit.line.text):
                worth = 1.7 + 0.5 * min(1.6, intensity(unit.line.text)) + last
                wishes.append(_Wish(worth, i, _silent(plans[i - 1], "shown", shows=(unit,))))
    return wishes


def _wishes(plans: Sequence[Plan], row: Sequence[Unit], seen: Pictures) -> list[_Wish]:
    turn = next((i for i, plan in enumerate(plans) if plan.role == "turn"), -1)
    untold = _untold(plans, row, seen)
    opened = {(wish.at, wish.plan.scene) for wish in untold if wish.plan.deed >= 0}
    wishes = [
        *(wish for wish in _establishing(plans) if (wish.at, wish.plan.scene) not in opened),
        *_pauses(plans, row, turn),
        *_inserts(plans, row, turn),
        *untold,
    ]
    return sorted(wishes, key=lambda wish: (-wish.worth, wish.at))


def _granted(wishes: Sequence[_Wish], need: int) -> list[_Wish]:
    """The worthiest wishes: what happens or where we are, then one look in a gap before any gap has two."""
    chosen: list[_Wish] = []
    gaps: dict[int, int] = {}
    for most, least in ((GAP_MOST, DEED_WORTH + LEAST), (1, WORTH_LEAST), (2, WORTH_LEAST), (2, 0.0)):
        for wish in wishes:
            full = gaps.get(wish.at, 0) >= most or wish.worth < least
            if len(chosen) < need and wish not in chosen and not full:
                chosen.append(wish)
                gaps[wish.at] = gaps.get(wish.at, 0) + 1
    return chosen


def worthwhile(plans: Sequence[Plan], row: Sequence[Unit], seen: Pictures) -> int:
    """How many silent panels would tell something that their neighbours don't."""
    gaps = Counter(wish.at for wish in _wishes(plans, row, seen) if wish.worth >= DEED_WORTH)
    others = {wish.at for wish in _wishes(plans, row, seen) if wish.worth >= WORTH_LEAST} - gaps.keys()
    return len(others) + sum(min(GAP_MOST, many) for many in gaps.values())


def spread(plans: Sequence[Plan], row: Sequence[Unit], panels: int, seen: Pictures) -> list[Plan]:
    """The speaking panels with silent ones among them, `panels` in all."""
    need = panels - len(plans)
    chosen = _granted(_wishes(plans, row, seen), need)
    step = 0
    while len(chosen) < need:  # a short story over many panels: keep looking at what is there
        at = 1 + step % len(plans)
        chosen.append(_Wish(0.0, at, _another_look(plans[at - 1], step // len(plans))))
        step += 1
    return _merged(plans, chosen)


def _another_look(plan: Plan, number: int) -> Plan:
    """Now at a face, now at the place, at a thing that is named, from behind."""
    things = named(" ".join(u.line.text for u in plan.shows if u.told))
    kinds: tuple[PlanKind, ...] = ("detail", "around", "insert", "pause") if things else _LOOKS
    kind = kinds[number % len(kinds)]
    return _silent(plan, kind, things[0] if kind == "insert" else "")


_LOOKS: tuple[PlanKind, ...] = ("detail", "around", "reaction", "pause")
_ORDER: dict[PlanKind, int] = {
    "reaction": 0,
    "insert": 1,
    "shown": 2,
    "words": 2,
    "detail": 3,
    "around": 4,
    "pause": 5,
    "eyes": 6,
    "establishing": 9,
}


def _merged(plans: Sequence[Plan], chosen: Sequence[_Wish]) -> list[Plan]:
    found: list[Plan] = []
    for i in range(len(plans) + 1):
        here = [wish.plan for wish in chosen if wish.at == i]
        here.sort(key=_in_order)
        found += here
        if i < len(plans):
            shown = max((plan.deed for plan in here), default=-1)
            found.append(_without_seen(plans[i], shown))
    return found


def _in_order(plan: Plan) -> tuple[int, int]:
    """Deeds by themselves are shown as they are told, other looks before or after them."""
    order = _ORDER["shown"] if plan.deed >= 0 else _ORDER[plan.kind]
    return order, plan.shows[0].index if plan.shows else 0


def _without_seen(plan: Plan, until: int) -> Plan:
    """The plan without the narration up to a unit that a panel before it has shown."""
    if until < 0 or until >= plan.deed >= 0:
        return plan
    own = {w.unit.index for w in plan.words}
    return replace(plan, shows=tuple(u for u in plan.shows if u.index > until or u.index in own))
