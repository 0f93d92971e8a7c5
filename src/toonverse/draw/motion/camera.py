"""Where the camera looks while a shot lasts, and how planes at other depths follow it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from toonverse.domain.geometry import Box, Point
from toonverse.domain.panel import Face
from toonverse.domain.storyboard import Shot
from toonverse.draw.motion.screen import (
    FREE_BOTTOM_PX,
    FREE_LEFT_PX,
    FREE_RIGHT_PX,
    FREE_TOP_PX,
    HEIGHT_PX,
    WIDTH_PX,
)

Matrix = tuple[float, float, float, float]  # scale x, scale y, move x, move y: picture to screen
Ease = Literal["steady", "soft", "sudden"]

PUSH, PULL, SLAM = 1.13, 1.15, 1.17
TALL_SPARE = 1.12  # a picture this much taller than the screen is worth a tilt


@dataclass(frozen=True, slots=True)
class View:
    """The camera looks at (`x`, `y`) of the picture; a picture pixel is `scale` screen pixels."""

    x: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class Move:
    """From one view to another over a picture of `width` x `height` px."""

    width: int
    height: int
    start: View
    end: View
    ease: Ease = "soft"

    @property
    def rest(self) -> View:
        """The widest view there is: the picture fills the screen."""
        return View(self.width / 2, self.height / 2, cover(self.width, self.height))

    def view(self, share: float) -> View:
        """At `share` (0 to 1) of the shot's time."""
        done = _eased(min(1.0, max(0.0, share)), self.ease)
        start, end = self.start, self.end
        scale = start.scale * (end.scale / start.scale) ** done
        view = View(start.x + (end.x - start.x) * done, start.y + (end.y - start.y) * done, scale)
        return kept_inside(view, self.width, self.height)

    def matrix(self, view: View, depth: float = 1.0) -> Matrix:
        """For a plane that moves `depth` times as much as the one the camera follows."""
        rest = self.rest
        scale = rest.scale * (view.scale / rest.scale) ** depth
        x, y = rest.x + (view.x - rest.x) * depth, rest.y + (view.y - rest.y) * depth
        return scale, scale, WIDTH_PX / 2 - scale * x, HEIGHT_PX / 2 - scale * y

    def free(self) -> Box:
        """What of the picture is seen all the time, and where no player lays its buttons."""
        boxes = []
        for k in range(9):
            view = self.view(k / 8)
            left, top = view.x - WIDTH_PX / 2 / view.scale, view.y - HEIGHT_PX / 2 / view.scale
            boxes.append(
                Box(
                    left + FREE_LEFT_PX / view.scale,
                    top + FREE_TOP_PX / view.scale,
                    left + (WIDTH_PX - FREE_RIGHT_PX) / view.scale,
                    top + (HEIGHT_PX - FREE_BOTTOM_PX) / view.scale,
                )
            )
        return Box(
            max(box.left for box in boxes),
            max(box.top for box in boxes),
            min(box.right for box in boxes),
            min(box.bottom for box in boxes),
        )


def cover(width: int, height: int) -> float:
    """Screen pixels for a picture pixel, where the picture just fills the screen."""
    return max(WIDTH_PX / width, HEIGHT_PX / height)


def kept_inside(view: View, width: int, height: int) -> View:
    """The view, moved so that it shows nothing beyond the picture."""
    half_width, half_height = WIDTH_PX / 2 / view.scale, HEIGHT_PX / 2 / view.scale
    return View(
        min(max(view.x, half_width), width - half_width),
        min(max(view.y, half_height), height - half_height),
        view.scale,
    )


def shaken(view: View, seconds: float, move: Move) -> View:
    """The view `seconds` after a blow: it trembles for a third of a second."""
    if not 0 <= seconds < 0.4:
        return view
    reach = 26 * math.exp(-seconds / 0.11) / view.scale
    turn = seconds * 2 * math.pi
    x, y = view.x + reach * math.sin(turn * 13), view.y + reach * math.sin(turn * 9 + 1.1)
    return kept_inside(View(x, y, view.scale), move.width, move.height)


def choose_move(shot: Shot, faces: Sequence[Face], width: int, height: int) -> Move:
    """How the camera moves, by what the shot is: equal shots move alike, neighbours in turn."""
    base, middle = cover(width, height), Point(width / 2, height / 2)
    heads = [face.head.center for face in faces]
    aim = _aim(heads, middle)

    def view(at: Point, nearer: float) -> View:
        return kept_inside(View(at.x, at.y, base * nearer), width, height)

    if height * base > HEIGHT_PX * TALL_SPARE:
        return Move(width, height, view(Point(aim.x, 0), 1.0), view(Point(aim.x, height), 1.03))
    if width * base > WIDTH_PX * TALL_SPARE:  # a bought panel is wider than the screen: from head to head
        first, last = _ends(heads, width)
        return Move(width, height, view(Point(first, aim.y), 1.0), view(Point(last, aim.y), 1.04))
    if shot.role == "action" or any(line.kind == "shout" for line in shot.lines):
        return Move(width, height, view(aim, 1.03), view(aim, SLAM), "sudden")
    if shot.role in ("quiet", "ending"):
        return Move(width, height, view(aim, PULL), view(middle, 1.0))
    if len(heads) > 1 and shot.size in ("medium", "full"):
        first, last = _ends(heads, width)
        return Move(width, height, view(Point(first, aim.y), 1.1), view(Point(last, aim.y), 1.1))
    if shot.number % 3 == 2 and not heads:
        return Move(width, height, view(aim, PULL), view(middle, 1.02))
    return Move(width, height, view(middle, 1.0), view(aim, PUSH))


def _aim(heads: Sequence[Point], middle: Point) -> Point:
    if not heads:
        return middle
    return Point(sum(h.x for h in heads) / len(heads), sum(h.y for h in heads) / len(heads))


def _ends(heads: Sequence[Point], width: int) -> tuple[float, float]:
    """From the far to the near of those seen; of one, past the face; of nobody, across."""
    if not heads:
        return 0.0, float(width)
    if len(heads) == 1:
        return heads[0].x - 0.12 * width, heads[0].x + 0.04 * width
    across = sorted(head.x for head in heads)
    return across[0], across[-1]


def _eased(share: float, ease: Ease) -> float:
    if ease == "steady":
        return share
    if ease == "soft":
        return share * share * (3 - 2 * share)
    return 0.82 * (1 - (1 - min(1.0, share / 0.14)) ** 3) + 0.18 * share
