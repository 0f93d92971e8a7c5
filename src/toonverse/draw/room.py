"""What placement puts down and where: pieces, the room of a panel, and tails as plain lines."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.draw.fitting import Fitted


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
    """What is placed as one: a balloon, or joined balloons. `aim` is the speaker's mouth, if any; `beyond` is
    true of who speaks from outside the picture, `paper` of a letter, which is looked at like a thing."""

    options: tuple[Option, ...]
    aim: Point | None
    boxed: bool = False
    speaker: int = -1
    beyond: bool = False
    paper: bool = False


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

    @property
    def first_box(self) -> Box:
        """The balloon of the piece that is read first."""
        return self._part_box(self.option.parts[0])

    @property
    def last_box(self) -> Box:
        """The balloon of the piece that is read last."""
        return self._part_box(self.option.parts[-1])

    def _part_box(self, part: Part) -> Box:
        x, y = self.center.x + part.dx, self.center.y + part.dy
        return Box(x - part.half_width, y - part.half_height, x + part.half_width, y + part.half_height)


@dataclass(frozen=True, slots=True)
class Room:
    """The panel as placement sees it. Pixels; `detail` is a saliency from 0 to 1 per cell, summed up.

    `heads` may not be covered; `bodies` had better not be, nor `hair` (whole heads, where `heads` are faces).
    `cut_cost` is what a tail through another balloon costs: nothing is worth it, unless words would be lost.
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
    hair: tuple[Box, ...] = ()


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
