"""Where balloons go: every place on a grid is scored, and a beam of the best layouts is followed.

Hard: on no head, inside the margins, apart from each other, and in reading order (each later balloon
starts lower, and is wholly below or wholly to the right of each earlier one). Soft: figures and detail
covered, the way to the speaker, the outer fifths of the width, tails that cross, jumps of the eye.
Each soft score is kept with the balloon as its reason.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.draw.fitting import Fitted

Grid = NDArray[np.float32]

_BLOCK = 4  # cells to a side of the squares of which only the best place is followed up
_STATES = 4
_CANDIDATES = 3
_CROSSED = 1.5
_HASTES = (0.4, 2.0, 6.0)  # the last only where the others find no room
_GOOD = 0.12  # a layout this little dearer, for each piece, than all pieces at their best is not improved on


@dataclass(frozen=True, slots=True)
class Part:
    """One balloon of a group, its centre at `dx, dy` from the group's. Pixels."""

    fitted: Fitted
    dx: float
    dy: float
    half_width: float
    half_height: float


@dataclass(frozen=True, slots=True)
class Option:
    """One form a piece could take; `cost` is lower for a lovelier form."""

    parts: tuple[Part, ...]
    half_width: float
    half_height: float
    cost: float


@dataclass(frozen=True, slots=True)
class Piece:
    """What is placed as one: a balloon, or joined balloons. `aim` is the speaker's mouth, if any."""

    options: tuple[Option, ...]
    aim: Point | None
    boxed: bool = False
    speaker: int = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece in its place; `reason` names the soft scores."""

    option: Option
    center: Point
    reason: tuple[tuple[str, float], ...]

    @property
    def box(self) -> Box:
        c, o = self.center, self.option
        return Box(c.x - o.half_width, c.y - o.half_height, c.x + o.half_width, c.y + o.half_height)


@dataclass(frozen=True, slots=True)
class Room:
    """The panel as placement sees it. Pixels; `detail` is a saliency from 0 to 1 per cell, summed up.

    `heads` may not be covered; `bodies` had better not be. `cut_cost` is what a tail through another
    balloon costs: nothing is worth that, unless words would be lost.
    """

    width: int
    height: int
    margin: float
    gap: float
    cell: float
    heads: tuple[Box, ...]
    bodies: tuple[Box, ...]
    detail: NDArray[np.float32] | None
    cut_cost: float = math.inf


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
    xs, ys = _axes(room)
    choices = [_choices(room, piece, xs, ys) for piece in pieces]
    bound = sum(min(float(choice.costs.min()) for choice in of_piece) for of_piece in choices)
    if not math.isfinite(bound):
        return None
    best: _State | None = None
    for haste in _HASTES[: len(_HASTES) if len(pieces) > 1 else 1]:
        end = _follow(room, pieces, choices, xs, ys, haste)
        if end is not None:
            end = _settled(room, pieces, choices, xs, ys, end)
        if end is not None and (best is None or end.cost < best.cost):
            best = end
        enough = bound + _GOOD * len(pieces) if haste < _HASTES[-2] else math.inf
        if best is not None and best.cost < enough:
            break
    if best is None:
        return None
    return tuple(_explained(room, piece, spot) for piece, spot in zip(pieces, best.placed, strict=True))


def _choices(room: Room, piece: Piece, xs: Grid, ys: Grid) -> list[_Choice]:
    blocked = _blocked_tails(room, piece, xs, ys)
    found = []
    for option in piece.options:
        costs = _summed(_terms(room, piece, option, xs, ys), option.cost) + blocked
        found.append(_Choice(option, _closed(room, option, xs, ys, costs)))
    return found


def _follow(
    room: Room,
    pieces: Sequence[Piece],
    choices: Sequence[Sequence[_Choice]],
    xs: Grid,
    ys: Grid,
    haste: float,
) -> _State | None:
    states = [_State(0.0, ())]
    for index, piece in enumerate(pieces):
        more_to_come = float(index < len(pieces) - 1)
        push = (haste * more_to_come * ys / np.float32(room.width))[:, None]
        grown: list[tuple[float, _State]] = []
        for choice in choices[index]:
            hurried = choice.costs + push
            for state in states:
                grown.extend(_extended(room, pieces, piece, choice, state, xs, ys, hurried, push))
        states = _apart(grown, room.cell * _BLOCK)
        if not states:
            return None
    return min(states, key=lambda state: state.cost)


def _extended(
    room: Room,
    pieces: Sequence[Piece],
    piece: Piece,
    choice: _Choice,
    state: _State,
    xs: Grid,
    ys: Grid,
    hurried: Grid,
    push: Grid,
) -> list[tuple[float, _State]]:
    """The state with the piece added in each of the best places, with the cost that ranks it in the beam."""
    found = []
    costs = _after(room, choice.option, xs, ys, hurried, state.placed)
    for row, column in _best_places(costs):
        new = Placed(choice.option, Point(float(xs[column]), float(ys[row])), ())
        cost = state.cost + float(choice.costs[row, column])
        cost += _tension(room, piece, pieces, new, state.placed)
        if math.isinf(cost):
            continue
        found.append((cost + float(push[row, 0]), _State(cost, (*state.placed, new))))
    return found


def _settled(
    room: Room,
    pieces: Sequence[Piece],
    choices: Sequence[Sequence[_Choice]],
    xs: Grid,
    ys: Grid,
    end: _State,
) -> _State:
    """Each piece, the last first, moved to the best place that the others leave it: undoes needless haste."""
    placed = list(end.placed)
    costs_of = [math.inf] * len(placed)
    for index in (*reversed(range(len(placed))), *range(1, len(placed))):
        own, piece = placed[index], pieces[index]
        fixed = next(choice.costs for choice in choices[index] if choice.option is own.option)
        costs = _after(room, own.option, xs, ys, fixed, placed[:index])
        _before(room, own.option, xs, ys, costs, placed[index + 1 :])
        others, theirs = [*placed[:index], *placed[index + 1 :]], [*pieces[:index], *pieces[index + 1 :]]
        best = math.inf
        for row, column in _best_places(costs):
            moved = replace(own, center=Point(float(xs[column]), float(ys[row])))
            cost = float(costs[row, column]) + _tension(room, piece, theirs, moved, others)
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
    terms = _terms(room, piece, spot.option, xs, ys)
    reason = [("shape", spot.option.cost), *((k, float(np.ravel(v)[0])) for k, v in terms.items())]
    return replace(spot, reason=tuple((name, round(score, 3)) for name, score in reason))


def _axes(room: Room) -> tuple[Grid, Grid]:
    """Centres of the cells, in whole blocks: the last rows may lie below the panel, where no place is."""
    columns, rows = (-(-math.ceil(n / room.cell) // _BLOCK) * _BLOCK for n in (room.width, room.height))
    xs = (np.arange(columns, dtype=np.float32) + np.float32(0.5)) * np.float32(room.cell)
    ys = (np.arange(rows, dtype=np.float32) + np.float32(0.5)) * np.float32(room.cell)
    return xs, ys


def _terms(room: Room, piece: Piece, option: Option, xs: Grid, ys: Grid) -> dict[str, Grid | np.float32]:
    """The soft scores over the grid, each zero where nothing is to be said against a place."""
    a, b = option.half_width, option.half_height
    wide, high = np.float32(room.width), np.float32(room.height)
    off = np.abs(xs - wide / 2) / wide
    terms: dict[str, Grid | np.float32] = {
        "figures": 1.5 * _covered(room.bodies, a, b, xs, ys),
        "detail": 1.1 * _mean_detail(room, a, b, xs, ys),
    }
    if piece.boxed:
        edge = np.minimum(ys - b, high - ys - b) / high
        terms["edge"] = (1.2 * np.maximum(edge - room.margin / high, 0) + 0.12 * (ys / high))[:, None]
        terms["sides"] = (0.25 * off)[None, :]
        return terms
    terms["sides"] = (2.0 * np.maximum(off - 0.2, 0))[None, :]
    if piece.aim is not None:
        dx = np.maximum(np.abs(xs - piece.aim.x) - 0.5 * a, 0)[None, :]
        dy = np.maximum(np.abs(ys - piece.aim.y) - b, 0)[:, None]
        way = np.hypot(dx, dy) / wide
        terms["way"] = 1.3 * np.maximum(way - 0.1, 0) + 2.0 * np.maximum(0.05 - way, 0)
        terms["under"] = (0.35 * (ys > piece.aim.y))[:, None].astype(np.float32)
    return terms


def _summed(terms: dict[str, Grid | np.float32], start: float) -> Grid:
    total: Grid = np.full((1, 1), start, np.float32)
    for term in terms.values():
        total = total + term
    return total


def _covered(boxes: Sequence[Box], a: float, b: float, xs: Grid, ys: Grid) -> Grid:
    """Share of the piece's own box that lies over the boxes (at most 1 for each)."""
    total = np.zeros((len(ys), len(xs)), np.float32)
    for box in boxes:
        across = np.clip(np.minimum(xs + a, box.right) - np.maximum(xs - a, box.left), 0, None)
        down = np.clip(np.minimum(ys + b, box.bottom) - np.maximum(ys - b, box.top), 0, None)
        total += down[:, None] * across[None, :] / np.float32(4 * a * b)
    return total


def _mean_detail(room: Room, a: float, b: float, xs: Grid, ys: Grid) -> Grid | np.float32:
    if room.detail is None:
        return np.float32(0)
    sums = room.detail
    left = np.clip(((xs - a) / room.cell).astype(np.intp), 0, sums.shape[1] - 1)
    right = np.clip(np.ceil((xs + a) / room.cell).astype(np.intp), 0, sums.shape[1] - 1)
    top = np.clip(((ys - b) / room.cell).astype(np.intp), 0, sums.shape[0] - 1)
    bottom = np.clip(np.ceil((ys + b) / room.cell).astype(np.intp), 0, sums.shape[0] - 1)
    upper, lower = sums[top], sums[bottom]
    inside = lower[:, right] - lower[:, left] - upper[:, right] + upper[:, left]
    area = np.maximum((bottom - top)[:, None] * (right - left)[None, :], 1)
    mean: Grid = inside / area.astype(np.float32)
    return mean


def _closed(room: Room, option: Option, xs: Grid, ys: Grid, costs: Grid) -> Grid:
    """The costs with infinity wherever the piece would leave the margins or touch a head."""
    a, b, m = option.half_width, option.half_height, room.margin
    costs = np.broadcast_to(costs, (len(ys), len(xs))).astype(np.float32)
    costs[:, (xs - a < m) | (xs + a > room.width - m)] = np.inf
    costs[(ys - b < m) | (ys + b > room.height - m), :] = np.inf
    for head in room.heads:
        _shut(costs, head.grown(room.gap), a, b, xs, ys)
    return costs


def _shut(costs: Grid, box: Box, a: float, b: float, xs: Grid, ys: Grid) -> None:
    columns = slice(np.searchsorted(xs, box.left - a, "right"), np.searchsorted(xs, box.right + a))
    rows = slice(np.searchsorted(ys, box.top - b, "right"), np.searchsorted(ys, box.bottom + b))
    costs[rows, columns] = np.inf


def _after(room: Room, option: Option, xs: Grid, ys: Grid, fixed: Grid, placed: Sequence[Placed]) -> Grid:
    """The costs with infinity wherever the piece would be read before one of those placed, or touch it."""
    costs = fixed.copy()
    a, b = option.half_width, option.half_height
    for other in placed:
        box = other.box
        last = other.center.y + other.option.parts[-1].dy  # joined balloons are read to their end
        last_top = last - other.option.parts[-1].half_height
        first = option.parts[0]
        lowest = max(last_top + b + room.gap * 0.5, last - first.dy)
        costs[: np.searchsorted(ys, lowest)] = np.inf
        below = np.searchsorted(ys, box.bottom + room.gap + b)
        costs[:below, : np.searchsorted(xs, box.right + room.gap + a)] = np.inf
    return costs


def _before(room: Room, option: Option, xs: Grid, ys: Grid, costs: Grid, placed: Sequence[Placed]) -> None:
    """Closes the places where the piece would be read after one of those placed, or touch it."""
    a, b, last = option.half_width, option.half_height, option.parts[-1]
    for other in placed:
        box, first = other.box, other.center.y + other.option.parts[0].dy
        highest = min(box.top - room.gap * 0.5 - last.dy + last.half_height, first - last.dy)
        costs[np.searchsorted(ys, highest, "right") :] = np.inf
        above = np.searchsorted(ys, box.top - room.gap - b, "right")
        costs[above:, np.searchsorted(xs, box.left - room.gap - a, "right") :] = np.inf


def _best_places(costs: Grid) -> list[tuple[int, int]]:
    """The best cell of each of the best few blocks: good places that differ."""
    rows, columns = costs.shape[0] // _BLOCK, costs.shape[1] // _BLOCK
    blocks = costs.reshape(rows, _BLOCK, columns, _BLOCK)
    lowest = costs[::_BLOCK].copy()
    for row in range(1, _BLOCK):  # strided minima: reductions along an axis of four are far slower
        np.minimum(lowest, costs[row::_BLOCK], out=lowest)
    best = lowest[:, ::_BLOCK].copy()
    for column in range(1, _BLOCK):
        np.minimum(best, lowest[:, column::_BLOCK], out=best)
    best = best.ravel()
    found = []
    for block in np.argsort(best, kind="stable")[:_CANDIDATES]:
        if not math.isfinite(best[block]):
            break
        row, column = divmod(int(block), columns)
        inner_row, inner_column = divmod(int(np.argmin(blocks[row, :, column, :])), _BLOCK)
        found.append((row * _BLOCK + inner_row, column * _BLOCK + inner_column))
    return found


def _blocked_tails(room: Room, piece: Piece, xs: Grid, ys: Grid) -> Grid | np.float32:
    """Infinity wherever the way to the speaker's mouth leads over somebody else's head."""
    others = [head.grown(room.gap) for i, head in enumerate(room.heads) if i != piece.speaker]
    if piece.aim is None or not others:
        return np.float32(0)
    reach = np.float32(0.85)
    dx, dy = ((piece.aim.x - xs) * reach)[None, :], ((piece.aim.y - ys) * reach)[:, None]
    dx, dy = (
        np.where(np.abs(dx) < 1e-3, np.float32(1e-3), dx),
        np.where(np.abs(dy) < 1e-3, np.float32(1e-3), dy),
    )
    blocked = np.zeros((len(ys), len(xs)), np.float32)
    for head in others:
        x0, x1 = (head.left - xs[None, :]) / dx, (head.right - xs[None, :]) / dx
        y0, y1 = (head.top - ys[:, None]) / dy, (head.bottom - ys[:, None]) / dy
        enters = np.maximum(np.minimum(x0, x1), np.minimum(y0, y1))
        leaves = np.minimum(np.maximum(x0, x1), np.maximum(y0, y1))
        blocked[(enters <= leaves) & (leaves >= 0) & (enters <= 1)] = np.inf
    return blocked


def _tension(
    room: Room, piece: Piece, pieces: Sequence[Piece], new: Placed, placed: Sequence[Placed]
) -> float:
    """What the new piece costs beside those placed: crossed tails, and long jumps of the eye."""
    cost = 0.0
    for other, theirs in zip(placed, pieces, strict=False):
        if piece.aim is not None and meets(new.center, piece.aim, other.box):
            cost += room.cut_cost
        if theirs.aim is not None and meets(other.center, theirs.aim, new.box):
            cost += room.cut_cost
        if piece.aim is not None and theirs.aim is not None and piece.aim != theirs.aim:
            cost += _CROSSED * crosses(new.center, piece.aim, other.center, theirs.aim)
    if placed:
        last = placed[-1].center
        jump = math.dist((new.center.x, new.center.y), (last.x, last.y)) / room.height
        cost += 0.3 * max(0.0, jump - 0.35)
    return cost


def meets(start: Point, aim: Point, box: Box, reach: float = 0.8) -> bool:
    """Whether the first `reach` of the way from `start` to `aim` leads through the box."""
    low, high = 0.0, reach
    for at, way, near, far in (
        (start.x, aim.x - start.x, box.left, box.right),
        (start.y, aim.y - start.y, box.top, box.bottom),
    ):
        if abs(way) < 1e-6:
            if not near < at < far:
                return False
            continue
        first, second = (near - at) / way, (far - at) / way
        low, high = max(low, min(first, second)), min(high, max(first, second))
    return low < high


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the segments ab and cd cross."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
