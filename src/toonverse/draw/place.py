"""Where balloons go: every place on a grid is scored, and a beam of the best layouts is followed.

Hard: on no head, inside the margins, apart from each other, and in reading order (each later balloon
starts lower, and is wholly below or wholly to the right of each earlier one). Soft: figures and detail
covered, the way to the speaker, the outer fifths of the width, tails that cross, jumps of the eye.
Each soft score is kept with the balloon as its reason.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from toonverse.domain.geometry import Point
from toonverse.draw.room import Option, Piece, Placed, Room
from toonverse.draw.scores import (
    BLOCK,
    Grid,
    after,
    axes,
    best_places,
    close_unless_before,
    place_costs,
    tension,
    terms,
)

_STATES = 4
_CANDIDATES = 3
_HASTES = (0.4, 2.0, 6.0)  # the last only where the others find no room
_GOOD = 0.12  # a layout this little dearer, for each piece, than all pieces at their best is not improved on


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """An option of a piece with what each place would cost it, whatever else is placed."""

    option: Option
    costs: Grid


def place(room: Room, pieces: Sequence[Piece]) -> tuple[Placed, ...] | None:
    """The best layout found for the pieces in reading order, or None when there is no room for all.

    Several beams are followed: a patient one lets each piece take the place it likes, the hasty ones
    push the early pieces up, so that the later ones find room. The cheapest end wins.
    """
    search = _Search(room, pieces)
    if not math.isfinite(search.bound):
        return None
    best: _State | None = None
    for haste in _HASTES[: len(_HASTES) if len(pieces) > 1 else 1]:
        end = search.follow(haste)
        if end is not None and (best is None or end.cost < best.cost):
            best = end
        enough = search.bound + _GOOD * len(pieces) if haste < _HASTES[-2] else math.inf
        if best is not None and best.cost < enough:
            break
    if best is None:
        return None
    return tuple(_explained(room, piece, spot) for piece, spot in zip(pieces, best.placed, strict=True))


class _Search:
    """A beam search over the layouts of some pieces in a room; what each place costs is found once."""

    def __init__(self, room: Room, pieces: Sequence[Piece]) -> None:
        self.room, self.pieces = room, pieces
        self.xs, self.ys = axes(room)
        self.choices = [
            [_Choice(o, place_costs(room, piece, o, self.xs, self.ys)) for o in piece.options]
            for piece in pieces
        ]
        self.bound = sum(min(float(c.costs.min()) for c in of_piece) for of_piece in self.choices)

    def follow(self, haste: float) -> _State | None:
        """The end of one beam; `haste` is what a pixel downwards costs all but the last piece."""
        states = [_State(0.0, ())]
        for index in range(len(self.pieces)):
            more_to_come = float(index < len(self.pieces) - 1)
            push = (haste * more_to_come * self.ys / np.float32(self.room.width))[:, None]
            grown: list[tuple[float, _State]] = []
            for choice in self.choices[index]:
                hurried = choice.costs + push
                for state in states:
                    grown.extend(self._extended(index, choice, state, hurried, push))
            states = _apart(grown, self.room.cell * BLOCK)
            if not states:
                return None
        return self._settled(min(states, key=lambda state: state.cost))

    def _extended(
        self, index: int, choice: _Choice, state: _State, hurried: Grid, push: Grid
    ) -> Iterator[tuple[float, _State]]:
        """The state with the piece added in each of the best places, after the cost that ranks it."""
        costs = after(self.room, choice.option, self.xs, self.ys, hurried, state.placed)
        found = 0
        for row, column in best_places(costs):
            new = Placed(choice.option, Point(float(self.xs[column]), float(self.ys[row])), ())
            cost = state.cost + float(choice.costs[row, column])
            cost += tension(self.room, self.pieces[index], self.pieces, new, state.placed)
            if math.isfinite(cost):
                yield cost + float(push[row, 0]), _State(cost, (*state.placed, new))
                found += 1
            if found == _CANDIDATES:
                return

    def _settled(self, end: _State) -> _State:
        """Each piece moved to the best place that the others leave it: undoes needless haste."""
        placed = list(end.placed)
        costs_of = [math.inf] * len(placed)
        for index in (*reversed(range(len(placed))), *range(1, len(placed))):
            own = placed[index]
            fixed = next(choice.costs for choice in self.choices[index] if choice.option is own.option)
            costs = after(self.room, own.option, self.xs, self.ys, fixed, placed[:index])
            close_unless_before(self.room, own.option, self.xs, self.ys, costs, placed[index + 1 :])
            others = [*placed[:index], *placed[index + 1 :]]
            theirs = [*self.pieces[:index], *self.pieces[index + 1 :]]
            best = math.inf
            for row, column in itertools.islice(best_places(costs), _CANDIDATES):
                moved = replace(own, center=Point(float(self.xs[column]), float(self.ys[row])))
                cost = float(costs[row, column])
                cost += tension(self.room, self.pieces[index], theirs, moved, others)
                if cost < best:
                    best, placed[index] = cost, moved
            costs_of[index] = best
        return _State(sum(costs_of), tuple(placed))


def _apart(grown: list[tuple[float, _State]], distance: float) -> list[_State]:
    """The cheapest states whose last pieces are not almost in the same place."""
    kept: list[_State] = []
    for _, state in sorted(grown, key=lambda ranked: ranked[0]):
        c = state.placed[-1].center
        if all(math.hypot(c.x - k.placed[-1].center.x, c.y - k.placed[-1].center.y) > distance for k in kept):
            kept.append(state)
        if len(kept) == _STATES:
            break
    return kept


def _explained(room: Room, piece: Piece, spot: Placed) -> Placed:
    xs, ys = np.array([spot.center.x], np.float32), np.array([spot.center.y], np.float32)
    scores = terms(room, piece, spot.option, xs, ys)
    reason = [("shape", spot.option.cost), *((k, float(np.ravel(v)[0])) for k, v in scores.items())]
    return replace(spot, reason=tuple((name, round(score, 3)) for name, score in reason))
