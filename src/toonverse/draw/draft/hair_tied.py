"""Tied hair in any view: tails, knots, braids; and the colours hair is shaded with. Head units."""

import math

import numpy as np

from toonverse.draw.draft.brush import XY, Canvas, Rgb, curve, fill, inked, luminance, multiply, ribbon
from toonverse.draw.draft.cuts import cut_of
from toonverse.draw.draft.portrait import Portrait
from toonverse.draw.draft.skull import turned

Solid = tuple[float, float, float]


def dark_of(portrait: Portrait) -> Rgb:
    """Hair in its own shadow."""
    pale = luminance(portrait.hair) > 130
    return multiply(portrait.hair, "#b4aebc" if pale else "#8a80a8")


def strand_colour(portrait: Portrait) -> Rgb:
    return multiply(portrait.hair, "#665c86")


_TAIL: tuple[Solid, ...] = (
    (0.0, -0.36, -0.46),
    (-0.16, -0.50, -0.66),
    (-0.40, -0.16, -0.78),
    (-0.44, 0.40, -0.74),
    (-0.36, 0.95, -0.66),
    (-0.42, 1.32, -0.62),
)
_PIGTAIL: tuple[Solid, ...] = (
    (0.38, -0.12, -0.12),
    (0.62, -0.16, -0.16),
    (0.74, 0.24, -0.14),
    (0.66, 0.72, -0.08),
    (0.72, 1.15, -0.06),
)


def draw_tied(canvas: Canvas, portrait: Portrait, angle: float, behind: bool) -> None:
    """The tied part where it lies behind the head, or before it, on a head turned by `angle` rad."""
    extra = cut_of(portrait.look.hair_style).extra
    if extra == "ponytail":
        _tail(canvas, portrait, angle, behind, _TAIL)
    elif extra == "pigtails":
        for side in (-1, 1):
            _tail(canvas, portrait, angle, behind, tuple((side * x, y, z) for x, y, z in _PIGTAIL))
    elif extra == "braid":
        _braid(canvas, portrait, angle, behind)
    elif extra == "bun":
        _bun(canvas, portrait, angle, behind)
    elif extra == "topknot" and not behind:
        _topknot(canvas, portrait, angle)


def _flat(points: tuple[Solid, ...], angle: float) -> list[Solid]:
    return [(float(x), float(y), float(z)) for x, y, z in turned(np.array(points, float), angle)]


def _tail(canvas: Canvas, portrait: Portrait, angle: float, behind: bool, solid: tuple[Solid, ...]) -> None:
    points = _flat(solid, angle)
    if (sum(z for _, _, z in points) < 0) != behind:
        return
    wind, line, hair = portrait.wind, portrait.line, portrait.hair
    spine: list[XY] = [(x + 0.5 * wind * max(0.0, y + 0.1), y) for x, y, _ in points]
    widths = [*[0.055, 0.12, 0.165, 0.15, 0.1, 0.0][: len(spine) - 1], 0.0]
    path = ribbon(spine, widths, 8)
    inked(canvas, path, dark_of(portrait) if behind else hair, line, portrait.ink)
    if behind:
        lit = [(x - 0.03, y) for x, y in spine]
        canvas.drawPath(ribbon(lit[1:], [0.03, 0.075, 0.06, 0.0], 8), fill(hair, 0.9))
    for aside in (-0.06, 0.0, 0.06):
        strand = [(x + aside, y) for x, y in spine[1:-1]] + [spine[-1]]
        canvas.drawPath(
            ribbon(strand, [0.001, 0.009, 0.009, 0.001], 6, False), fill(strand_colour(portrait), 0.8)
        )
    (ax, ay), (bx, by) = spine[0], spine[1]
    tie = [(ax + (bx - ax) * 0.3, ay + (by - ay) * 0.3), (ax + (bx - ax) * 0.75, ay + (by - ay) * 0.75)]
    inked(canvas, ribbon(tie, [0.085, 0.085], 3), portrait.look.accent, line, portrait.ink)


def _ball(canvas: Canvas, portrait: Portrait, at: XY, size: float) -> None:
    ball = curve(
        [
            (at[0] + size * math.cos(a), at[1] + 0.9 * size * math.sin(a))
            for a in (0, 0.9, 1.8, 2.7, 3.6, 4.5, 5.4)
        ]
    )
    inked(canvas, ball, portrait.hair, portrait.line, portrait.ink)
    for turn in (0.55, 0.85):
        swirl = [
            (at[0] - size * 0.8 * turn, at[1] + 0.3 * size),
            (at[0] - size * 0.1, at[1] - 0.75 * size * turn),
            (at[0] + size * 0.75 * turn, at[1] + 0.15 * size),
            (at[0] + size * 0.1, at[1] + 0.6 * size * turn),
        ]
        canvas.drawPath(ribbon(swirl, [0.002, 0.011, 0.010, 0.002], 5, False), fill(strand_colour(portrait)))


def _bun(canvas: Canvas, portrait: Portrait, angle: float, behind: bool) -> None:
    """Wound up at the back of the crown, a long pin (비녀) through it."""
    middle, left, right = _flat(((0.10, -0.57, -0.40), (-0.20, -0.50, -0.40), (0.44, -0.68, -0.40)), angle)
    if (middle[2] < 0) != behind:
        return
    pin = [(left[0], left[1]), (right[0], right[1])]
    if math.dist(*pin) > 0.2:
        inked(canvas, ribbon(pin, [0.013, 0.019], 3), portrait.look.accent, portrait.line * 0.6, portrait.ink)
    _ball(canvas, portrait, (middle[0], middle[1]), 0.20)
    if math.dist(*pin) <= 0.2:
        canvas.drawCircle(middle[0], middle[1], 0.035, fill(portrait.look.accent))


def _topknot(canvas: Canvas, portrait: Portrait, angle: float) -> None:
    x = _flat(((0.0, -0.6, -0.10),), angle)[0][0]
    knot = curve(
        [
            (x - 0.085, -0.57),
            (x - 0.115, -0.69),
            (x - 0.05, -0.81),
            (x + 0.06, -0.80),
            (x + 0.115, -0.69),
            (x + 0.085, -0.57),
        ]
    )
    inked(canvas, knot, portrait.hair, portrait.line, portrait.ink)
    swirl = [(x - 0.07, -0.70), (x, -0.77), (x + 0.08, -0.68)]
    canvas.drawPath(ribbon(swirl, [0.002, 0.010, 0.002], 5, False), fill(strand_colour(portrait)))
    canvas.drawPath(
        ribbon([(x - 0.09, -0.60), (x + 0.09, -0.60)], [0.024, 0.024], 3), fill(portrait.look.accent)
    )


def _braid(canvas: Canvas, portrait: Portrait, angle: float, behind: bool) -> None:
    """One braid tied at its end: over the shoulder from the front, down the back from behind."""
    if behind:
        return
    from_behind = abs(angle) > 1.7
    side = (1 if portrait.yaw <= 0 else -1) if not from_behind else 0
    top = 0.18 if from_behind else 0.28
    line, hair = portrait.line, portrait.hair
    for i in range(8):
        y, size = top + i * 0.18, 0.125 - i * 0.006
        x = side * (0.35 + 0.05 * math.sin(i * 0.7)) + portrait.wind * 0.04 * i
        for half in (-1, 1):
            link = curve(
                [
                    (x + half * size * 0.1, y - 0.10),
                    (x + half * size, y - 0.04),
                    (x + half * size * 0.7, y + 0.09),
                    (x - half * size * 0.3, y + 0.10),
                ]
            )
            inked(canvas, link, hair, line * 0.8, portrait.ink)
            glint = [(x + half * size * 0.35, y - 0.05), (x + half * size * 0.75, y)]
            canvas.drawPath(ribbon(glint, [0.004, 0.013], 3), fill((255, 255, 255), 0.22))
    end_x, end_y = side * 0.34 + portrait.wind * 0.3, top + 8 * 0.18 - 0.08
    inked(
        canvas,
        ribbon([(end_x, end_y + 0.08), (end_x + 0.02, end_y + 0.34)], [0.06, 0.01], 4),
        hair,
        line * 0.8,
    )
    bow = [(end_x - 0.10, end_y - 0.03), (end_x, end_y), (end_x + 0.10, end_y - 0.03)]
    inked(canvas, ribbon(bow, [0.06, 0.045, 0.06], 3), portrait.look.accent, line * 0.8, portrait.ink)
