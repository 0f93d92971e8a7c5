"""Hair: sixteen shapes made of a mass behind, a crown, a fringe and what hangs or is tied. Head units."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    WHITE,
    XY,
    Canvas,
    Path,
    PathBuilder,
    Rgb,
    Shape,
    curve,
    fill,
    inked,
    linear,
    luminance,
    mix,
    multiply,
    polygon,
    ribbon,
)
from toonverse.draw.draft.cuts import CUTS, FRINGES, MESSY, SPIKY, Back, Crown, Cut, Extra
from toonverse.draw.draft.portrait import Portrait


def _dark(portrait: Portrait) -> Rgb:
    return multiply(portrait.look.hair, "#8a80a8")


def strand_colour(portrait: Portrait) -> Rgb:
    return multiply(portrait.look.hair, "#665c86")


# ---- behind the body


def draw_hair_behind(canvas: Canvas, portrait: Portrait) -> None:
    """What hangs behind neck and shoulders: drawn before the body."""
    cut = CUTS[portrait.look.hair_style]
    wind, colour = portrait.wind, _dark(portrait)
    if cut.extra == "ponytail":
        _tail(canvas, portrait, (-0.18 if portrait.yaw >= 0 else 0.18), -0.46, -1 if portrait.yaw >= 0 else 1)
    if cut.extra == "pigtails":
        for side in (-1, 1):
            _tail(canvas, portrait, side * 0.36, -0.18, side)
    outline = BACK_SHAPES.get(cut.back)
    if outline is None:
        return
    shape = curve(outline(wind))
    inked(canvas, shape, colour, portrait.line, portrait.ink)
    if cut.back in ("long", "wavy"):
        for x in (-0.32, -0.16, 0.02, 0.2, 0.34):
            hang = [(x, 0.2), (x * 1.1 + 0.1 * wind, 1.0), (x * 0.9 + 0.42 * wind, 1.7)]
            canvas.drawPath(ribbon(hang, [0.004, 0.014, 0.002], 6, False), fill(multiply(colour, "#b0a8c8")))


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


def _tail(canvas: Canvas, portrait: Portrait, x: float, y: float, side: int) -> None:
    """A tied tail that swings out to `side` and down."""
    wind = portrait.wind
    spine = [
        (x, y),
        (x + side * 0.30, y - 0.06),
        (x + side * 0.46 + 0.25 * wind, y + 0.36),
        (x + side * 0.40 + 0.5 * wind, y + 0.85),
        (x + side * 0.46 + 0.75 * wind, y + 1.30),
    ]
    path = ribbon(spine, [0.07, 0.15, 0.19, 0.14, 0.01], 8)
    inked(canvas, path, _dark(portrait), portrait.line, portrait.ink)
    inner = [(px + side * 0.02, py) for px, py in spine]
    canvas.drawPath(ribbon(inner[1:], [0.02, 0.05, 0.04, 0.0], 8), fill(portrait.look.hair, 0.8))
    inked(
        canvas,
        ribbon([(x, y - 0.05), (x + side * 0.12, y + 0.04)], [0.07, 0.07], 3),
        portrait.look.accent,
        portrait.line,
    )


# ---- crown and fringe


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


def _front_shape(portrait: Portrait, cut: Cut) -> Path:
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


def draw_hair_front(canvas: Canvas, portrait: Portrait) -> None:
    cut = CUTS[portrait.look.hair_style]
    if cut.fringe == "none":
        _bald(canvas, portrait)
        return
    if cut.extra in ("bun", "topknot"):
        draw_knot(canvas, portrait, cut.extra)
    if cut.locks > 0.25:
        _flying_locks(canvas, portrait)
    shape = _front_shape(portrait, cut)
    colour = mix(portrait.look.hair, portrait.look.skin, 0.25) if cut.crown == "tight" else portrait.look.hair
    inked(canvas, shape, colour, portrait.line, portrait.ink)
    _gloss(canvas, portrait, shape, cut)
    if cut.extra == "braid":
        _braid(canvas, portrait)


def draw_back_of_skull(canvas: Canvas, portrait: Portrait) -> None:
    """A turned head is deeper than it is wide: hair shows behind the ear, down to the nape."""
    turned, cut = abs(portrait.yaw), CUTS[portrait.look.hair_style]
    if turned < 0.12 or cut.fringe == "none":
        return
    side = -1 if portrait.yaw > 0 else 1
    far = 0.40 + 0.10 * turned - (0.05 if cut.crown == "tight" else 0.0)
    outline: list[XY] = [
        (0.0, -0.50),
        (side * 0.30, -0.44),
        (side * far, -0.20),
        (side * far, 0.02),
        (side * (far - 0.06), 0.17),
        (side * (far - 0.16), 0.27),
        (side * 0.16, 0.24),
        (0.0, -0.1),
    ]
    colour = mix(portrait.look.hair, portrait.look.skin, 0.25) if cut.crown == "tight" else portrait.look.hair
    shape = curve(outline)
    inked(canvas, shape, colour, portrait.line, portrait.ink)
    dark = linear((0, -0.1), (0, 0.3), [(_dark(portrait), 0.0), (_dark(portrait), 0.9)])
    canvas.drawPath(shape, dark)
    for k in (0.0, 0.06, 0.12):
        strand = [
            (side * (far - 0.03 - k), -0.12),
            (side * (far - 0.06 - k), 0.06),
            (side * (far - 0.14 - k), 0.22),
        ]
        canvas.drawPath(ribbon(strand, [0.001, 0.008, 0.001], 5, False), fill(strand_colour(portrait), 0.7))


def _bald(canvas: Canvas, portrait: Portrait) -> None:
    """A shining head; in old age a wreath of hair above the ears."""
    shine = curve([(-0.16, -0.46), (0.0, -0.49), (0.08, -0.44), (-0.06, -0.41), (-0.18, -0.38)])
    canvas.drawPath(shine, fill(WHITE, 0.5))
    if portrait.look.age != "old":
        return
    for side in (-1, 1):
        tuft = [
            (side * 0.335, -0.16),
            (side * 0.42, -0.14),
            (side * 0.45, 0.02),
            (side * 0.40, 0.14),
            (side * 0.345, 0.02),
        ]
        inked(canvas, curve(tuft), portrait.look.hair, portrait.line, portrait.ink)


def _flying_locks(canvas: Canvas, portrait: Portrait) -> None:
    sets = ((0.40, -0.12, 0.50, 0.10, 0.44, 0.34), (0.33, -0.38, 0.50, -0.20, 0.52, 0.02))
    for side in (-1, 1):
        for x0, y0, x1, y1, x2, y2 in sets:
            lock = ribbon(
                [(side * x0, y0), (side * x1, y1), (side * x2, y2)], [0.016, 0.018, 0.001], 5, False
            )
            inked(canvas, lock, portrait.look.hair, portrait.line * 0.7, portrait.ink)


def _gloss(canvas: Canvas, portrait: Portrait, shape: Path, cut: Cut) -> None:
    """Soft volume, the ring of light round the crown, and a few strands."""
    hair, turn = portrait.look.hair, 0.8 * portrait.shift
    volume = linear(
        (0, -0.65),
        (0, 0.15),
        [(lighter_hair(hair), 0.30), (lighter_hair(hair), 0), (multiply(hair, "#8f86ac"), 0.65)],
        [0, 0.45, 1],
    )
    canvas.drawPath(shape, volume)
    if cut.crown not in ("tight", "curly"):
        _ring(canvas, hair, {"high": -0.455, "parted": -0.485}.get(cut.fringe, -0.335))
    strands = (
        (-0.05, -0.22, -0.02),
        (0.03, 0.06, 0.0),
        (0.10, 0.27, -0.02),
        (-0.14, -0.36, 0.06),
        (0.18, 0.38, 0.05),
    )
    if cut.fringe in ("high", "parted"):
        strands = (
            (-0.05, -0.12, -0.3),
            (0.05, 0.1, -0.3),
            (0.16, 0.26, -0.24),
            (-0.16, -0.26, -0.24),
            (0.0, 0.0, -0.33),
        )
    for x0, x1, y1 in strands:
        points = [
            (x0 + turn * 0.5, -0.58),
            ((x0 + x1) / 2 * 1.15 + turn * 0.8, (y1 - 0.58) * 0.55),
            (x1 + turn, y1),
        ]
        canvas.drawPath(ribbon(points, [0.001, 0.0075, 0.001], 6, False), fill(strand_colour(portrait), 0.75))


def lighter_hair(hair: str) -> Rgb:
    return mix(hair, WHITE, 0.30)


def _ring(canvas: Canvas, hair: str, y: float) -> None:
    upper: list[XY] = []
    lower: list[XY] = []
    for i in range(15):
        t = -1 + 2 * i / 14
        bend = y + 0.13 * t * t
        jag = (0.05 if i % 2 else 0.0) * (1 - abs(t))
        upper.append((t * 0.36 + 0.02, bend - 0.028 * (1 - t * t) - jag * 0.45))
        lower.append((t * 0.36 + 0.02, bend + 0.030 * (1 - t * t) + jag))
    light = luminance(hair)
    share, cover = (0.55, 0.62) if light > 110 else (0.30, 0.62) if light > 20 else (0.9, 0.95)
    canvas.drawPath(polygon(upper + lower[::-1]), fill(mix(hair, WHITE, share), cover))


def draw_knot(canvas: Canvas, portrait: Portrait, kind: Extra) -> None:
    x = -0.08 * portrait.yaw
    if kind == "topknot":
        knot = curve(
            [
                (x - 0.09, -0.56),
                (x - 0.115, -0.68),
                (x - 0.05, -0.80),
                (x + 0.06, -0.79),
                (x + 0.115, -0.68),
                (x + 0.09, -0.56),
            ]
        )
        inked(canvas, knot, portrait.look.hair, portrait.line, portrait.ink)
        canvas.drawPath(
            ribbon([(x - 0.09, -0.60), (x + 0.09, -0.60)], [0.022, 0.022], 3), fill(portrait.look.accent)
        )
        return
    side = -1 if portrait.yaw >= 0 else 1
    bun = (x + side * 0.30, -0.50)
    ball = curve(
        [
            (bun[0] + 0.19 * math.cos(a), bun[1] + 0.17 * math.sin(a))
            for a in (0, 0.9, 1.8, 2.7, 3.6, 4.5, 5.4)
        ]
    )
    inked(canvas, ball, portrait.look.hair, portrait.line, portrait.ink)
    swirl = [
        (bun[0] - 0.10, bun[1] + 0.04),
        (bun[0], bun[1] - 0.09),
        (bun[0] + 0.10, bun[1] + 0.02),
        (bun[0] + 0.01, bun[1] + 0.08),
    ]
    canvas.drawPath(ribbon(swirl, [0.003, 0.012, 0.010, 0.002], 5, False), fill(strand_colour(portrait)))
    pin = [(bun[0] - side * 0.24, bun[1] + 0.06), (bun[0] + side * 0.30, bun[1] - 0.10)]
    inked(canvas, ribbon(pin, [0.014, 0.018], 3), portrait.look.accent, portrait.line * 0.6, portrait.ink)


def _braid(canvas: Canvas, portrait: Portrait) -> None:
    """One braid over the shoulder, tied at its end."""
    side = 1 if portrait.yaw <= 0 else -1
    for i in range(7):
        y = 0.30 + i * 0.19
        x = side * (0.36 + 0.05 * math.sin(i * 0.7))
        size = 0.125 - i * 0.006
        for half in (-1, 1):
            link = curve(
                [
                    (x + half * size * 0.1, y - 0.10),
                    (x + half * size, y - 0.04),
                    (x + half * size * 0.7, y + 0.09),
                    (x - half * size * 0.3, y + 0.10),
                ]
            )
            inked(canvas, link, portrait.look.hair, portrait.line * 0.8, portrait.ink)
    end_x = side * 0.34
    inked(
        canvas,
        ribbon([(end_x, 1.56), (end_x, 1.66)], [0.075, 0.075], 3),
        portrait.look.accent,
        portrait.line * 0.8,
    )
    inked(
        canvas,
        ribbon([(end_x, 1.66), (end_x + 0.02, 1.92)], [0.06, 0.01], 4),
        portrait.look.hair,
        portrait.line * 0.8,
    )
