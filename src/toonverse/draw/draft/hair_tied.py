"""Tied hair: tails, knots, braids; and the colours hair is shaded with. Head units."""

import math

from toonverse.draw.draft.brush import Canvas, Rgb, curve, fill, inked, luminance, multiply, ribbon
from toonverse.draw.draft.cuts import Extra
from toonverse.draw.draft.portrait import Portrait


def dark_of(portrait: Portrait) -> Rgb:
    """Hair in its own shadow."""
    pale = luminance(portrait.look.hair) > 130
    return multiply(portrait.look.hair, "#b4aebc" if pale else "#8a80a8")


def strand_colour(portrait: Portrait) -> Rgb:
    return multiply(portrait.look.hair, "#665c86")


def draw_tail(canvas: Canvas, portrait: Portrait, x: float, y: float, side: int) -> None:
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
    inked(canvas, path, dark_of(portrait), portrait.line, portrait.ink)
    inner = [(px + side * 0.02, py) for px, py in spine]
    canvas.drawPath(ribbon(inner[1:], [0.02, 0.05, 0.04, 0.0], 8), fill(portrait.look.hair, 0.8))
    inked(
        canvas,
        ribbon([(x, y - 0.05), (x + side * 0.12, y + 0.04)], [0.07, 0.07], 3),
        portrait.look.accent,
        portrait.line,
    )


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


def draw_braid(canvas: Canvas, portrait: Portrait) -> None:
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
