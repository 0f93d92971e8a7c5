"""Panels without words: where a story takes breath, looks around, or looks closely (쉬는 컷)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toonverse.domain.storyboard import BeatRole
from toonverse.studio.directing import lexicon
from toonverse.studio.directing.breakdown import Plan, PlanKind
from toonverse.studio.directing.drama import intensity
from toonverse.studio.directing.things import PROPS
from toonverse.studio.directing.units import Unit


@dataclass(frozen=True, slots=True)
class _Wish:
    """A silent panel that would do the story good: `at` is the speaking panel it stands before."""

    worth: float
    at: int
    plan: Plan


def _establishing(plans: Sequence[Plan]) -> list[_Wish]:
    """A scene that opens with talk wants its place shown first; narration opens on the place itself."""
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
    return replace(plan, kind=kind, words=(), shows=kept, role=role, prop=prop)


def _inserts(plans: Sequence[Plan], turn: int) -> list[_Wish]:
    """Things the text names, shown close where they first matter; each thing once."""
    named = [lexicon.every(PROPS, " ".join(u.line.text for u in plan.shows)) for plan in plans]
    count: dict[str, int] = {}
    for things in named:
        for thing in things:
            count[thing] = count.get(thing, 0) + 1
    done: set[str] = set()
    wishes: list[_Wish] = []
    for i, things in enumerate(named):
        if wishes and i + 1 - wishes[-1].at < 4:
            continue
        for thing in things:
            if thing in done or thing in ("hand", "door", "window", "hair", "moon", "star"):
                continue
            done.add(thing)
            near = 0.8 if abs(i - turn) <= 2 else 0.0
            wishes.append(
                _Wish(1.6 + 0.25 * min(4, count[thing]) + near, i + 1, _silent(plans[i], "insert", thing))
            )
            break
    return wishes


def _pauses(plans: Sequence[Plan], turn: int) -> list[_Wish]:
    wishes = []
    for i, plan in enumerate(plans):
        if i == turn and i:
            wishes.append(_Wish(4.0, i, _silent(plans[i - 1], "pause")))
        loud = sum(intensity(w.text) for w in plan.words)
        wishes.append(
            _Wish(0.9 + 0.45 * loud + (1.4 if i == turn else 0.0), i + 1, _silent(plan, "reaction"))
        )
    if len(plans) > 9:
        wishes.append(_Wish(2.6, len(plans), _silent(plans[-1], "pause")))
    return wishes


def _untold(plans: Sequence[Plan], row: Sequence[Unit]) -> list[_Wish]:
    """Narration that no panel shows yet but that somebody could be seen doing."""
    shown = {u.index for plan in plans for u in plan.shows}
    wishes = []
    for i, plan in enumerate(plans):
        start = plan.shows[-1].index + 1 if plan.shows else 0
        stop = plans[i + 1].shows[0].index if i + 1 < len(plans) and plans[i + 1].shows else len(row)
        for unit in row[start:stop]:
            pose = lexicon.first(lexicon.POSES, unit.line.text) if unit.told else None
            if pose and unit.index not in shown and unit.scene == plan.scene:
                worth = 1.5 + 0.3 * intensity(unit.line.text)
                wishes.append(_Wish(worth, i + 1, _silent(plan, "pause", shows=(unit,))))
    return wishes


def spread(plans: Sequence[Plan], row: Sequence[Unit], panels: int) -> list[Plan]:
    """The speaking panels with silent ones among them, `panels` in all; at most two silences in a row
    until there is nothing better to show."""
    turn = next((i for i, plan in enumerate(plans) if plan.role == "turn"), -1)
    need = panels - len(plans)
    wishes = [*_establishing(plans), *_pauses(plans, turn), *_inserts(plans, turn), *_untold(plans, row)]
    wishes.sort(key=lambda wish: (-wish.worth, wish.at))
    chosen: list[_Wish] = []
    gaps: dict[int, int] = {}
    for most in (1, 2):
        for wish in wishes:
            if len(chosen) < need and wish not in chosen and gaps.get(wish.at, 0) < most:
                chosen.append(wish)
                gaps[wish.at] = gaps.get(wish.at, 0) + 1
    kinds: tuple[PlanKind, ...] = ("detail", "reaction")
    step = 0
    while len(chosen) < need:  # a short story over many panels: keep looking at what is there
        at = 1 + step % len(plans)
        kind = kinds[(step // len(plans)) % 2]
        chosen.append(_Wish(0.0, at, _silent(plans[at - 1], kind)))
        step += 1
    return _merged(plans, chosen)


def _merged(plans: Sequence[Plan], chosen: Sequence[_Wish]) -> list[Plan]:
    order: dict[str, int] = {"reaction": 0, "insert": 1, "pause": 2, "detail": 3, "establishing": 9}
    found: list[Plan] = []
    for i in range(len(plans) + 1):
        here = sorted(
            (wish for wish in chosen if wish.at == i),
            key=lambda wish: (
                order[wish.plan.kind],
                wish.plan.shows[0].index if wish.plan.shows else 0,
                -wish.worth,
            ),
        )
        found += [wish.plan for wish in here]
        if i < len(plans):
            found.append(plans[i])
    return found
