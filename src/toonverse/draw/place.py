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

_BLOCK = 6  # cells to a side of the squares of which only the best place is followed up
_STATES = 4
_CANDIDATES = 4
_CROSSED = 1.5


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

    `heads` may not be covered; `bodies` had better not be. `shut` are boxes nothing may touch either.
    """

    width: int
    height: int
    margin: float
    gap: float
    cell: float
    heads: tuple[Box, ...]
    bodies: tuple[Box, ...]
    detail: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    placed: tuple[Placed, ...]


def place(room: Room, pieces: Sequence[Piece]) -> tuple[Placed, ...] | None:
    """The best layout found for the pieces in reading order, or None when there is no room for all."""
    states = [_State(0.0, ())]
    for index, piece in enumerate(pieces):
        urgency = (len(pieces) - index - 1) / len(pieces)
        states = _extend(room, piece, pieces, states, urgency)
        if not states:
            return None
    return states[0].placed


def _extend(
    room: Room, piece: Piece, pieces: Sequence[Piece], states: Sequence[_State], urgency: float
) -> list[_State]:
    xs, ys = _axes(room)
    blocked = _blocked_tails(room, piece, xs, ys)
    grown: list[_State] = []
    for option in piece.options:
        terms = _terms(room, piece, option, xs, ys, urgency)
        fixed = _closed(room, option, xs, ys, _summed(terms, option.cost) + blocked)
        for state in states:
            costs = _after(room, option, xs, ys, fixed, state.placed)
            for row, column in _best_places(costs):
                center = Point(float(xs[column]), float(ys[row]))
                new = Placed(option, center, ())
                extra = _tension(room, piece, pieces, new, state.placed)
                grown.append(_State(state.cost + float(costs[row, column]) + extra, (*state.placed, new)))
    grown.sort(key=lambda state: state.cost)
    kept = _apart(grown, room.cell * _BLOCK)
    return [_explained(room, piece, state, urgency) for state in kept if math.isfinite(state.cost)]


def _apart(states: Sequence[_State], distance: float) -> list[_State]:
    """The cheapest states whose last pieces are not almost in the same place."""
    kept: list[_State] = []
    for state in states:
        c = state.placed[-1].center
        if all(
            math.dist((c.x, c.y), (k.placed[-1].center.x, k.placed[-1].center.y)) > distance for k in kept
        ):
            kept.append(state)
        if len(kept) == _STATES:
            break
    return kept


def _explained(room: Room, piece: Piece, state: _State, urgency: float) -> _State:
    last = state.placed[-1]
    xs, ys = np.array([last.center.x], np.float32), np.array([last.center.y], np.float32)
    terms = _terms(room, piece, last.option, xs, ys, urgency)
    reason = [("shape", last.option.cost), *((k, float(np.ravel(v)[0])) for k, v in terms.items())]
    rounded = tuple((name, round(score, 3)) for name, score in reason)
    return replace(state, placed=(*state.placed[:-1], replace(last, reason=rounded)))


def _axes(room: Room) -> tuple[Grid, Grid]:
    xs = np.arange(room.cell / 2, room.width, room.cell, dtype=np.float32)
    ys = np.arange(room.cell / 2, room.height, room.cell, dtype=np.float32)
    return xs, ys


def _terms(
    room: Room, piece: Piece, option: Option, xs: Grid, ys: Grid, urgency: float
) -> dict[str, Grid | np.float32]:
    """The soft scores over the grid, each zero where nothing is to be said against a place."""
    a, b = option.half_width, option.half_height
    wide, high = np.float32(room.width), np.float32(room.height)
    off = np.abs(xs - wide / 2) / wide
    terms: dict[str, Grid | np.float32] = {
        "figures": 1.5 * _covered(room.bodies, a, b, xs, ys),
        "detail": 1.1 * _mean_detail(room, a, b, xs, ys),
        "late": (0.5 * urgency * (ys + b) / high)[:, None],
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
        lowest = max(box.top + b + room.gap * 0.5, other.center.y)
        costs[: np.searchsorted(ys, lowest)] = np.inf
        below = np.searchsorted(ys, box.bottom + room.gap + b)
        costs[:below, : np.searchsorted(xs, box.right + room.gap + a)] = np.inf
    return costs


def _best_places(costs: Grid) -> list[tuple[int, int]]:
    """The best cell of each of the best few blocks: good places that differ."""
    rows, columns = -(-costs.shape[0] // _BLOCK), -(-costs.shape[1] // _BLOCK)
    padded = np.full((rows * _BLOCK, columns * _BLOCK), np.inf, np.float32)
    padded[: costs.shape[0], : costs.shape[1]] = costs
    blocks = padded.reshape(rows, _BLOCK, columns, _BLOCK).transpose(0, 2, 1, 3).reshape(rows * columns, -1)
    best = blocks.min(axis=1)
    found = []
    for block in np.argsort(best, kind="stable")[:_CANDIDATES]:
        if math.isfinite(best[block]):
            inner = int(np.argmin(blocks[block]))
            row, column = int(block) // columns * _BLOCK, int(block) % columns * _BLOCK
            found.append((row + inner // _BLOCK, column + inner % _BLOCK))
    return found


def _blocked_tails(room: Room, piece: Piece, xs: Grid, ys: Grid) -> Grid | np.float32:
    """Infinity wherever the way to the speaker's mouth leads over somebody else's head."""
    others = [head for i, head in enumerate(room.heads) if i != piece.speaker]
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
        if piece.aim is not None and _meets(new.center, piece.aim, other.box):
            cost += _CROSSED
        if theirs.aim is not None and _meets(other.center, theirs.aim, new.box):
            cost += _CROSSED
        if piece.aim is not None and theirs.aim is not None and piece.aim != theirs.aim:
            cost += _CROSSED * crosses(new.center, piece.aim, other.center, theirs.aim)
    if placed:
        last = placed[-1].center
        jump = math.dist((new.center.x, new.center.y), (last.x, last.y)) / room.height
        cost += 0.3 * max(0.0, jump - 0.35)
    return cost


def _meets(start: Point, aim: Point, box: Box) -> bool:
    """Whether a tail from `start` towards `aim` leads through the box."""
    steps = 8
    return any(
        box.left < start.x + (aim.x - start.x) * i / steps * 0.8 < box.right
        and box.top < start.y + (aim.y - start.y) * i / steps * 0.8 < box.bottom
        for i in range(1, steps + 1)
    )


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the segments ab and cd cross."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
