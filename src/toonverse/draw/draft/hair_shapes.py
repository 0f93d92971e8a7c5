"""Outlines of hair: what hangs behind, the crown, the fringe, and how they turn. Head units."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import XY, Path, PathBuilder, Shape
from toonverse.draw.draft.cuts import FRINGES, MESSY, SPIKY, Back, Crown, Cut
from toonverse.draw.draft.portrait import Portrait


def _long_shape(wind: float) -> list[XY]:
    left = [
        (-0.40, -0.30),
        (-0.47, 0.1),
        (-0.50, 0.6),
        (-0.52 + 0.15 * wind, 1.2),
        (-0.46 + 0.35 * wind, 1.75),
    ]
    tips = [(-0.28 + 0.5 * wind, 1.95), (-0.1 + 0.42 * wind, 1.80), (0.08 + 0.5 * wind, 1.98)]
    right = [(0.30 + 0.42 * wind, 1.72), (0.46 + 0.25 * wind, 1.2), (0.49, 0.6), (0.46, 0.1), (0.40, -0.30)]
    return [*left, *tips, *right, (0.0, -0.60)]


def _wavy_shape(wind: float) -> list[XY]:
    left = [
        (-0.40, -0.30),
        (-0.50, 0.05),
        (-0.47, 0.35),
        (-0.60, 0.65),
        (-0.52, 0.95),
        (-0.64 + 0.2 * wind, 1.25),
    ]
    tips = [
        (-0.46 + 0.3 * wind, 1.55),
        (-0.3 + 0.3 * wind, 1.40),
        (-0.05 + 0.3 * wind, 1.62),
        (0.22 + 0.3 * wind, 1.42),
    ]
    right = [(0.44 + 0.3 * wind, 1.56), (0.63 + 0.15 * wind, 1.22), (0.51, 0.95), (0.60, 0.65), (0.46, 0.35)]
    return [*left, *tips, *right, (0.50, 0.05), (0.40, -0.30), (0.0, -0.60)]


def _bob_shape(_wind: float) -> list[XY]:
    left = [(-0.42, -0.25), (-0.48, 0.2), (-0.50, 0.48), (-0.36, 0.56), (-0.2, 0.5)]
    return [*left, (0.2, 0.5), (0.36, 0.56), (0.50, 0.48), (0.48, 0.2), (0.42, -0.25), (0.0, -0.60)]


def _nape_shape(_wind: float) -> list[XY]:
    left = [(-0.36, -0.25), (-0.345, 0.02), (-0.24, 0.30)]
    return [*left, (0.24, 0.30), (0.345, 0.02), (0.36, -0.25), (0.0, -0.58)]


BACK_SHAPES: dict[Back, Callable[[float], list[XY]]] = {
    "long": _long_shape,
    "wavy": _wavy_shape,
    "bob": _bob_shape,
    "nape": _nape_shape,
}


def _spikes(path: Shape, spikes: list[XY], wind: float) -> None:
    """Tips and valleys by turns; each side of a tip is bowed as wet hair is."""
    before = (-0.385, 0.16)
    for tip, valley in zip(spikes[::2], spikes[1::2], strict=True):
        lean = wind * 0.06 * max(0.0, 0.3 - tip[1])
        inward = 0.02 if tip[0] < 0 else -0.02
        path.quadTo(
            before[0] + (tip[0] - before[0]) * 0.55 + inward,
            before[1] + (tip[1] - before[1]) * 0.15,
            tip[0] + lean,
            tip[1],
        )
        path.quadTo(tip[0] + (valley[0] - tip[0]) * 0.6 + lean, tip[1] + (valley[1] - tip[1]) * 0.3, *valley)
        before = valley


def _curls(path: Shape) -> None:
    """Scallops along an arch."""
    count = 11
    for i in range(1, count + 1):
        a0 = math.pi * (1.06 - 1.12 * (i - 1) / count)
        a1 = math.pi * (1.06 - 1.12 * i / count)
        middle = (a0 + a1) / 2
        reach = 1.16 if i % 2 else 1.22
        path.quadTo(
            0.47 * reach * 1.12 * math.cos(middle),
            -0.10 - 0.53 * reach * 1.10 * math.sin(middle),
            0.47 * math.cos(a1),
            -0.10 - 0.53 * math.sin(a1),
        )


def add_crown(path: Shape, kind: Crown, wind: float, drop: float) -> None:
    """From the left ear over the head to the right ear."""
    if kind == "messy":
        path.moveTo(-0.385, 0.16)
        _spikes(path, MESSY, wind)
        path.lineTo(0.395, 0.12)
    elif kind == "spiky":
        path.moveTo(-0.385, 0.16)
        _spikes(path, SPIKY, wind)
        path.lineTo(0.39, 0.12)
    elif kind == "curly":
        path.moveTo(-0.46, 0.0)
        _curls(path)
        path.lineTo(0.40, 0.12)
    elif kind == "tight":
        path.moveTo(-0.36, -0.02)
        path.cubicTo(-0.40, -0.36, -0.24, -0.535, 0.0, -0.54)
        path.cubicTo(0.24, -0.535, 0.40, -0.36, 0.36, -0.02)
    else:
        low = 0.10 if drop else -0.03
        path.moveTo(-0.375 - 0.05 * min(1, drop * 2), low)
        path.cubicTo(-0.475, -0.26, -0.32, -0.59, -0.03, -0.605)
        path.quadTo(0.0, -0.59, 0.03, -0.61)
        path.cubicTo(0.33, -0.59, 0.475, -0.26, 0.375 + 0.05 * min(1, drop * 2), low)


class _Turned:
    """A path whose back half goes out as the head turns, for a skull is deeper than it is wide."""

    def __init__(self, yaw: float) -> None:
        self.path: Shape = PathBuilder()
        self._back = -1.0 if yaw > 0 else 1.0
        self._more = 0.22 * abs(yaw)

    def _x(self, x: float, y: float) -> float:
        return x * (1 + self._more * min(1.0, max(0.0, 0.3 - y))) if x * self._back > 0 else x

    def moveTo(self, x: float, y: float) -> None:
        self.path.moveTo(self._x(x, y), y)

    def lineTo(self, x: float, y: float) -> None:
        self.path.lineTo(self._x(x, y), y)

    def quadTo(self, a: float, b: float, x: float, y: float) -> None:
        self.path.quadTo(self._x(a, b), b, self._x(x, y), y)

    def cubicTo(self, a: float, b: float, c: float, d: float, x: float, y: float) -> None:
        self.path.cubicTo(self._x(a, b), b, self._x(c, d), d, self._x(x, y), y)


def front_shape(portrait: Portrait, cut: Cut) -> Path:
    turn = 0.8 * portrait.shift
    path = _Turned(portrait.yaw)
    add_crown(path, cut.crown, portrait.wind, cut.locks)
    if cut.locks:
        path.quadTo(0.445, cut.locks * 0.7, 0.375, cut.locks)
        path.quadTo(0.36, cut.locks * 0.5, 0.335, 0.12)
        path.quadTo(0.335, -0.02, 0.30, -0.13)
    bow = 0.0 if cut.fringe in ("straight", "parted") else 0.05
    for tip_x, tip_y, valley_x, valley_y, follow in FRINGES[cut.fringe]:
        if not follow and not cut.locks:  # the hair before the ears goes with them
            tip_x, valley_x = _beside_ear(tip_x, turn), _beside_ear(valley_x, turn)
        else:
            tip_x, valley_x = tip_x + turn * follow, valley_x + turn * follow
        path.quadTo(tip_x + bow, tip_y - 0.11, tip_x, tip_y)
        path.quadTo(tip_x - 0.018, tip_y - 0.12 if bow else (tip_y + valley_y) / 2, valley_x, valley_y)
    if cut.locks:
        path.quadTo(-0.335, -0.02, -0.335, 0.12)
        path.quadTo(-0.36, cut.locks * 0.5, -0.385, cut.locks)
        path.quadTo(-0.45, cut.locks * 0.7, -0.43, 0.10)
    path.path.close()
    return path.path.detach()


def _beside_ear(x: float, turn: float) -> float:
    """A sideburn's point on the turned head: it goes with the near ear and stays on the far contour."""
    return min(0.385, max(-0.385, x + turn * 0.7))
