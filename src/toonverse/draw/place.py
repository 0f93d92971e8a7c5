"""Where balloons go: every place on a grid is scored, and a beam of the best layouts is followed.

Hard: on no head, inside the margins, apart from each other, and in reading order (each later balloon is
wholly below each earlier one, or wholly to its right and no higher). Soft: figures and detail covered, the
way to the speaker, the outer fifths of the width, tails that cross, jumps of the eye. Each soft score is
kept with the balloon as its reason.

The beam looks ahead: a place is worth what it costs and what the best places of all later pieces would then
cost, which running minima over the score maps tell exactly for each pair of neighbours.
"""

import functools
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from toonverse.domain.geometry import Point
from toonverse.draw.room import Option, Piece, Placed, Room
from toonverse.draw.scores import (
    BLOCK,
    Grid,
    after,
    ahead,
    axes,
    best_places,
    blocked_tails,
    close_unless_before,
    cut_tails,
    in_order,
    minima,
    neighbours,
    place_costs,
    tension,
    terms,
)

_STATES = 5
_CANDIDATES = 3
_STEP = 0.5  # of the lower neighbour: what is less looks like a mistake


@dataclass(frozen=True, slots=True)
class Layout:
    """Pieces in their places; `cost` is the sum of their soft scores."""

    cost: float
    placed: tuple[Placed, ...]

    @property
    def discomfort(self) -> float:
        """The mean cost of a piece, but for the detail it covers: a busy picture is busy everywhere."""
        busy = sum(score for spot in self.placed for name, score in spot.reason if name == "detail")
        return (self.cost - busy) / max(1, len(self.placed))


@dataclass(frozen=True)
class _Choice:
    """An option of a piece with what each place would cost it, what all later pieces would then cost, and
    both together."""

    option: Option
    costs: Grid
    to_come: Grid
    hoped: Grid

    @functools.cached_property
    def least(self) -> tuple[Grid, Grid]:
        """The minima of what is hoped for: what a piece before this one asks for."""
        return minima(self.hoped)


def place(room: Room, pieces: Sequence[Piece]) -> Layout | None:
    """The best layout found for the pieces in reading order, or None when there is no room for all."""
    end = _Search(room, pieces).best()
    if end is None:
        return None
    placed = _in_rows(room, end.placed)
    told = (_explained(room, piece, spot) for piece, spot in zip(pieces, placed, strict=True))
    return Layout(end.cost, tuple(told))


class _Search:
    """A beam search over the layouts of some pieces in a room; what each place costs is found once."""

    def __init__(self, room: Room, pieces: Sequence[Piece]) -> None:
        self.room, self.pieces = room, pieces
        self.xs, self.ys = axes(room)
        self.choices: list[list[_Choice]] = []
        later: list[_Choice] = []
        for piece in reversed(pieces):
            blocked = blocked_tails(room, piece, self.xs, self.ys)
            later = [self._choice(piece, option, later, blocked) for option in piece.options]
            self.choices.insert(0, later)

    def _choice(
        self, piece: Piece, option: Option, later: Sequence[_Choice], blocked: Grid | np.float32
    ) -> _Choice:
        costs = place_costs(self.room, piece, option, self.xs, self.ys, blocked)
        if not later:
            return _Choice(option, costs, np.zeros_like(costs), costs)
        ways = [ahead(self.room, option, c.option, self.xs, self.ys, c.least) for c in later]
        to_come = functools.reduce(np.minimum, ways)
        return _Choice(option, costs, to_come, costs + to_come)

    def best(self) -> Layout | None:
        """The end of the beam, each piece then moved to the best place that the others leave it."""
        states = [Layout(0.0, ())]
        for index in range(len(self.pieces)):
            grown: list[tuple[float, Layout]] = []
            for choice in self.choices[index]:
                for state in states:
                    grown.extend(self._extended(index, choice, state))
            states = _apart(grown, self.room.cell * BLOCK)
            if not states:
                return None
        return self._settled(min(states, key=lambda state: state.cost))

    def _extended(self, index: int, choice: _Choice, state: Layout) -> list[tuple[float, Layout]]:
        """The state with the piece added in each of the best places, after the cost that ranks it."""
        costs = after(self.room, choice.option, self.xs, self.ys, choice.hoped, state.placed)
        found = self._candidates(index, choice, state, costs)
        if found or not state.placed or math.isfinite(self.room.cut_cost):
            return found
        piece, before = self.pieces[index], self.pieces[:index]
        cut = cut_tails(self.room, piece, choice.option, before, state.placed, self.xs, self.ys)
        return self._candidates(index, choice, state, costs + cut)

    def _candidates(
        self, index: int, choice: _Choice, state: Layout, costs: Grid
    ) -> list[tuple[float, Layout]]:
        found: list[tuple[float, Layout]] = []
        beside = neighbours(self.room, self.pieces, state.placed)
        for row, column in best_places(costs):
            new = Placed(choice.option, Point(float(self.xs[column]), float(self.ys[row])), ())
            cost = state.cost + float(choice.costs[row, column])
            cost += tension(self.room, self.pieces[index], new, beside)
            if math.isfinite(cost):
                found.append((cost + float(choice.to_come[row, column]), Layout(cost, (*state.placed, new))))
            if len(found) == _CANDIDATES:
                break
        return found

    def _settled(self, end: Layout) -> Layout:
        placed = list(end.placed)
        costs_of = [math.inf] * len(placed)
        for index in (*reversed(range(len(placed))), *range(1, len(placed))):
            own = placed[index]
            fixed = next(choice.costs for choice in self.choices[index] if choice.option is own.option)
            costs = after(self.room, own.option, self.xs, self.ys, fixed, placed[:index])
            close_unless_before(self.room, own.option, self.xs, self.ys, costs, placed[index + 1 :])
            others = [*placed[:index], *placed[index + 1 :]]
            theirs = [*self.pieces[:index], *self.pieces[index + 1 :]]
            best, beside = math.inf, neighbours(self.room, theirs, others)
            for row, column in (self._cell(own), *itertools.islice(best_places(costs), _CANDIDATES)):
                moved = replace(own, center=Point(float(self.xs[column]), float(self.ys[row])))
                cost = float(costs[row, column])
                cost += tension(self.room, self.pieces[index], moved, beside)
                if cost < best:
                    best, placed[index] = cost, moved
            costs_of[index] = best
        return Layout(sum(costs_of), tuple(placed))

    def _cell(self, spot: Placed) -> tuple[int, int]:
        row, column = np.searchsorted(self.ys, spot.center.y), np.searchsorted(self.xs, spot.center.x)
        return int(row), int(column)


def _apart(grown: list[tuple[float, Layout]], distance: float) -> list[Layout]:
    """The cheapest states whose last pieces are not almost in the same place."""
    kept: list[Layout] = []
    for _, state in sorted(grown, key=lambda ranked: ranked[0]):
        c = state.placed[-1].center
        if all(math.hypot(c.x - k.placed[-1].center.x, c.y - k.placed[-1].center.y) > distance for k in kept):
            kept.append(state)
        if len(kept) == _STATES:
            break
    return kept


def _in_rows(room: Room, placed: Sequence[Placed]) -> list[Placed]:
    """Neighbours that stand almost level are made level: the later is lifted, else the earlier lowered; where
    neither has room for it, the step between them is made a whole one."""
    rows = list(placed)
    for first, then in itertools.combinations(range(len(rows)), 2):
        level, opening = rows[first].last_box, rows[then].first_box
        step, low = opening.top - level.top, min(level.height, opening.height)
        if not 0 < step < _STEP * low or rows[then].box.left < rows[first].box.right:
            continue
        more = _STEP * low - step
        for index, way in ((then, -step), (first, step), (then, more), (first, -more)):
            moved = _moved(rows[index], way)
            if _fits(room, index, moved, rows):
                rows[index] = moved
                break
    return rows


def _moved(spot: Placed, down: float) -> Placed:
    return replace(spot, center=Point(spot.center.x, spot.center.y + down))


def _fits(room: Room, index: int, spot: Placed, placed: Sequence[Placed]) -> bool:
    box = spot.box
    if box.top < room.margin or box.bottom > room.height - room.margin:
        return False
    if any(box.overlaps(head.grown(room.gap)) for head in room.heads):
        return False
    return all(in_order(other, spot, room.gap) for other in placed[:index]) and all(
        in_order(spot, other, room.gap) for other in placed[index + 1 :]
    )


def _explained(room: Room, piece: Piece, spot: Placed) -> Placed:
    xs, ys = np.array([spot.center.x], np.float32), np.array([spot.center.y], np.float32)
    scores = terms(room, piece, spot.option, xs, ys)
    reason = [("shape", spot.option.cost), *((k, float(np.ravel(v)[0])) for k, v in scores.items())]
    return replace(spot, reason=tuple((name, round(score, 3)) for name, score in reason))
