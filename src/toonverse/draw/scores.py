"""Scores of every place in a panel for a piece: over a grid of centres, in numpy.

`xs` and `ys` are the centres' coordinates; a map has a row for each y and a column for each x. Infinity
closes a place. Soft scores are zero where nothing is to be said against a place.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.draw.room import Option, Piece, Placed, Room, crosses, meets

Grid = NDArray[np.float32]

BLOCK = 4
"""Cells to a side of the squares of which only the best place is followed up."""
_LOOKED_AT = 16
_CROSSED = 1.5
_WHOSE = 1.5  # for a balloon that is nearer to somebody else's head than to its speaker's
_OUT = 1.5  # for the way to the edge that somebody speaks from behind
_HAIR = 6.0
_WALL = 0.5  # boxes stacked on each other read as one block of text
_ROUNDING = 0.01


def axes(room: Room) -> tuple[Grid, Grid]:
    """Centres of the cells, in whole blocks: the last rows may lie below the panel, where no place is."""
    columns, rows = (-(-math.ceil(n / room.cell) // BLOCK) * BLOCK for n in (room.width, room.height))
    xs = (np.arange(columns, dtype=np.float32) + np.float32(0.5)) * np.float32(room.cell)
    ys = (np.arange(rows, dtype=np.float32) + np.float32(0.5)) * np.float32(room.cell)
    return xs, ys


def place_costs(
    room: Room, piece: Piece, option: Option, xs: Grid, ys: Grid, blocked: Grid | np.float32
) -> Grid:
    """What each place costs the piece in this form, whatever else is placed; `blocked` is `blocked_tails`."""
    costs = np.full((len(ys), len(xs)), np.inf, np.float32)
    columns = _within(xs, option.half_width, room.margin, room.width)
    rows = _within(ys, option.half_height, room.margin, room.height)
    if columns.start >= columns.stop or rows.start >= rows.stop:
        return costs
    fitting_xs, fitting_ys = xs[columns], ys[rows]  # scores are made only where the piece keeps the margins
    costs[rows, columns] = _summed(terms(room, piece, option, fitting_xs, fitting_ys), option.cost)
    costs += blocked
    for head in room.heads:
        _shut(costs, head.grown(room.gap), option.half_width, option.half_height, xs, ys)
    return costs


def _within(centers: Grid, half: float, margin: float, length: int) -> slice:
    """The centres from which `half` to either side stays inside the margins."""
    first = int(np.searchsorted(centers - half, np.float32(margin)))
    return slice(first, int(np.searchsorted(centers + half, np.float32(length - margin), "right")))


def terms(room: Room, piece: Piece, option: Option, xs: Grid, ys: Grid) -> dict[str, Grid | np.float32]:
    """The soft scores by name."""
    a, b = option.half_width, option.half_height
    wide, high = np.float32(room.width), np.float32(room.height)
    terms: dict[str, Grid | np.float32] = {
        "figures": 1.5 * _covered(room.bodies, a, b, xs, ys),
        "detail": 0.6 * _mean_detail(room, a, b, xs, ys),
    }
    if room.hair:
        terms["hair"] = _HAIR * _covered(room.hair, a, b, xs, ys)
    if piece.paper:
        terms["middle"] = 0.8 * np.abs(xs / wide - 0.5)[None, :] + 0.5 * np.abs(ys / high - 0.5)[:, None]
        return terms
    if piece.boxed:
        edge = np.minimum(ys - b, high - ys - b) / high
        terms["edge"] = (1.2 * np.maximum(edge - room.margin / high, 0) + 0.25 * (ys / high))[:, None]
        terms["sides"] = (0.9 * (np.minimum(xs - a, wide - xs - a) - room.margin) / wide)[None, :]
        return terms
    if piece.beyond:
        terms["sides"] = (_OUT * np.maximum((np.minimum(xs - a, wide - xs - a)) / wide - 0.06, 0))[None, :]
        return terms
    terms["sides"] = (2.0 * np.maximum(np.abs(xs / wide - 0.5) - 0.2, 0))[None, :]
    if piece.aim is not None:
        way = _way(room, room.heads[piece.speaker], a, b, xs, ys)
        near, far = np.maximum(0.035 - way, 0), np.maximum(way - 0.05, 0)
        terms["way"] = 4.0 * near + 1.6 * far + 3.0 * np.maximum(way - 0.2, 0)
        for index, other in enumerate(room.heads):
            if index != piece.speaker:
                closer = np.maximum(way - _way(room, other, a, b, xs, ys), 0)
                terms["whose"] = _WHOSE * closer + terms.get("whose", np.float32(0))
        terms["under"] = (0.4 * (ys > piece.aim.y))[:, None].astype(np.float32)
    return terms


def _way(room: Room, head: Box, a: float, b: float, xs: Grid, ys: Grid) -> Grid:
    """From the piece's outline to the head, in widths of the panel."""
    dx = np.maximum(np.abs(xs - head.center.x) - 0.6 * a - 0.4 * head.width, 0)[None, :]
    dy = np.maximum(np.abs(ys - head.center.y) - b - 0.5 * head.height, 0)[:, None]
    way: Grid = np.hypot(dx, dy) / np.float32(room.width)
    return way


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
    bands = sums.take(bottom, axis=0) - sums.take(top, axis=0)
    inside: Grid = bands.take(right, axis=1) - bands.take(left, axis=1)
    wide, high = (np.maximum(n, 1).astype(np.float32) for n in (right - left, bottom - top))
    inside /= high[:, None] * wide[None, :]
    return inside


def _shut(costs: Grid, box: Box, a: float, b: float, xs: Grid, ys: Grid) -> None:
    columns = slice(np.searchsorted(xs, box.left - a, "right"), np.searchsorted(xs, box.right + a))
    rows = slice(np.searchsorted(ys, box.top - b, "right"), np.searchsorted(ys, box.bottom + b))
    costs[rows, columns] = np.inf


def after(room: Room, option: Option, xs: Grid, ys: Grid, fixed: Grid, placed: Sequence[Placed]) -> Grid:
    """The costs with infinity wherever the piece would be read before one of those placed, or touch it."""
    costs = fixed.copy()
    for other in placed:
        beside, below = _reading(other.option, option, room.gap)
        costs[: np.searchsorted(ys, other.center.y + min(beside, below))] = np.inf
        right = np.searchsorted(xs, other.center.x + other.option.half_width + room.gap + option.half_width)
        costs[: np.searchsorted(ys, other.center.y + below), :right] = np.inf
    return costs


def close_unless_before(
    room: Room, option: Option, xs: Grid, ys: Grid, costs: Grid, placed: Sequence[Placed]
) -> None:
    """Closes the places where the piece would be read after one of those placed, or touch it."""
    for other in placed:
        beside, below = _reading(option, other.option, room.gap)
        costs[np.searchsorted(ys, other.center.y - min(beside, below), "right") :] = np.inf
        left = other.center.x - other.option.half_width - room.gap - option.half_width
        above = np.searchsorted(ys, other.center.y - below, "right")
        costs[above:, np.searchsorted(xs, left, "right") :] = np.inf


def minima(costs: Grid) -> tuple[Grid, Grid]:
    """The least of the costs in each row and all below it, and in each place and all below and right of it;
    with a row and a column of infinity behind the last."""
    from_here: Grid = np.minimum.accumulate(costs[::-1], axis=0)[::-1]
    righter = np.full((costs.shape[0] + 1, costs.shape[1] + 1), np.inf, np.float32)
    righter[:-1, :-1] = np.minimum.accumulate(from_here[:, ::-1], axis=1)[:, ::-1]
    return righter[:, 0], righter


def ahead(room: Room, option: Option, then: Option, xs: Grid, ys: Grid, least: tuple[Grid, Grid]) -> Grid:
    """What `then`, whose `minima` are given, costs at best once `option` stands in each place before it."""
    beside, below = _reading(option, then, room.gap)
    lower, righter = least
    rows = np.searchsorted(ys, ys + np.float32(min(beside, below)))
    columns = np.searchsorted(xs, xs + np.float32(option.half_width + room.gap + then.half_width))
    under: Grid = lower[np.searchsorted(ys, ys + np.float32(below))]
    found: Grid = np.minimum(righter.take(rows, axis=0).take(columns, axis=1), under[:, None])
    return found


def in_order(first: Placed, then: Placed, gap: float) -> bool:
    """Whether `then` is read after `first`, and apart from it."""
    beside, below = _reading(first.option, then.option, gap)
    down, across = then.center.y - first.center.y, then.center.x - first.center.x
    right = first.option.half_width + gap + then.option.half_width
    return down >= below - _ROUNDING or (down >= beside - _ROUNDING and across >= right - _ROUNDING)


def _reading(first: Option, then: Option, gap: float) -> tuple[float, float]:
    """How far below the centre of `first` that of `then` must lie at least: beside it, and under it.

    Beside it, what is read last in the one is level with what is read first in the other.
    """
    last, opening = first.parts[-1], then.parts[0]
    level = last.dy - last.half_height - (opening.dy - opening.half_height)
    return level, first.half_height + gap + then.half_height


def best_places(costs: Grid) -> Iterator[tuple[int, int]]:
    """The best cell of each of the best blocks, the best first: good places that differ."""
    rows, columns = costs.shape[0] // BLOCK, costs.shape[1] // BLOCK
    blocks = costs.reshape(rows, BLOCK, columns, BLOCK)
    lowest = costs[::BLOCK].copy()
    for row in range(1, BLOCK):  # strided minima: reductions along an axis of four are far slower
        np.minimum(lowest, costs[row::BLOCK], out=lowest)
    best = lowest[:, ::BLOCK].copy()
    for column in range(1, BLOCK):
        np.minimum(best, lowest[:, column::BLOCK], out=best)
    best = best.ravel()
    for block in np.argsort(best, kind="stable")[:_LOOKED_AT]:
        if not math.isfinite(best[block]):
            break
        row, column = divmod(int(block), columns)
        inner_row, inner_column = divmod(int(np.argmin(blocks[row, :, column, :])), BLOCK)
        yield row * BLOCK + inner_row, column * BLOCK + inner_column


def blocked_tails(room: Room, piece: Piece, xs: Grid, ys: Grid) -> Grid | np.float32:
    """Infinity wherever the way to the speaker's mouth leads over somebody else's head."""
    others = [head.grown(room.gap) for i, head in enumerate(room.heads) if i != piece.speaker]
    if piece.aim is None or not others:
        return np.float32(0)
    blocked = np.zeros((len(ys), len(xs)), np.float32)
    for head in others:
        x = (head.left - xs)[None, :], (head.right - xs)[None, :]
        y = (head.top - ys)[:, None], (head.bottom - ys)[:, None]
        blocked[_entered(x, y, (piece.aim.x - xs)[None, :], (piece.aim.y - ys)[:, None], 0.85)] = np.inf
    return blocked


def cut_tails(
    room: Room,
    piece: Piece,
    option: Option,
    pieces: Sequence[Piece],
    placed: Sequence[Placed],
    xs: Grid,
    ys: Grid,
) -> Grid:
    """Infinity wherever the piece would stand on the way of another's tail, or its own tail be cut."""
    blocked = np.zeros((len(ys), len(xs)), np.float32)
    a, b = option.half_width + room.gap, option.half_height + room.gap
    for other, theirs in zip(placed, pieces, strict=False):
        box = other.box.grown(room.gap)
        if piece.aim is not None:
            x = (box.left - xs)[None, :], (box.right - xs)[None, :]
            y = (box.top - ys)[:, None], (box.bottom - ys)[:, None]
            blocked[_entered(x, y, (piece.aim.x - xs)[None, :], (piece.aim.y - ys)[:, None], 0.8)] = np.inf
        if theirs.aim is not None:
            start, aim = other.center, theirs.aim
            x = (xs - a - start.x)[None, :], (xs + a - start.x)[None, :]
            y = (ys - b - start.y)[:, None], (ys + b - start.y)[:, None]
            way = np.float32(aim.x - start.x), np.float32(aim.y - start.y)
            blocked[_entered(x, y, np.full((1, 1), way[0]), np.full((1, 1), way[1]), 0.8)] = np.inf
    return blocked


def _entered(
    x: tuple[Grid, Grid], y: tuple[Grid, Grid], dx: Grid, dy: Grid, reach: float
) -> NDArray[np.bool_]:
    """Whether the first `reach` of a way (dx, dy) leads through the box whose sides are x and y from it."""
    dx = np.where(np.abs(dx) < 1e-3, np.float32(1e-3), dx) * np.float32(reach)
    dy = np.where(np.abs(dy) < 1e-3, np.float32(1e-3), dy) * np.float32(reach)
    x0, x1, y0, y1 = x[0] / dx, x[1] / dx, y[0] / dy, y[1] / dy
    enters = np.maximum(np.minimum(x0, x1), np.minimum(y0, y1))
    leaves = np.minimum(np.maximum(x0, x1), np.maximum(y0, y1))
    inside: NDArray[np.bool_] = (enters <= leaves) & (leaves >= 0) & (enters <= 1)
    return inside


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A placed piece as another is scored beside it: `box` is its own, `around` that with the gap."""

    piece: Piece
    center: Point
    box: Box
    around: Box


def neighbours(room: Room, pieces: Sequence[Piece], placed: Sequence[Placed]) -> list[Neighbour]:
    return [
        Neighbour(piece, spot.center, spot.box, spot.box.grown(room.gap))
        for spot, piece in zip(placed, pieces, strict=False)
    ]


def tension(room: Room, piece: Piece, new: Placed, placed: Sequence[Neighbour]) -> float:
    """What the new piece costs beside those placed: crossed tails, and long jumps of the eye."""
    cost, box = 0.0, new.box
    around = box.grown(room.gap)
    for other in placed:
        theirs = other.piece
        if piece.aim is not None and meets(new.center, piece.aim, other.around):
            cost += room.cut_cost
        if theirs.aim is not None and meets(other.center, theirs.aim, around):
            cost += room.cut_cost
        if piece.boxed and theirs.boxed:
            between = max(box.top - other.box.bottom, other.box.top - box.bottom)
            cost += _WALL * max(0.0, 1 - max(0.0, between) / (0.2 * room.height))
        if piece.aim is not None and theirs.aim is not None and piece.aim != theirs.aim:
            cost += _CROSSED * crosses(new.center, piece.aim, other.center, theirs.aim)
    if placed:
        last = placed[-1].center
        jump = math.dist((new.center.x, new.center.y), (last.x, last.y)) / room.height
        cost += 0.3 * max(0.0, jump - 0.35)
    return cost
