"""Things people work, travel and play with: ladder, bucket, suitcase, broom, camera, mask and the like."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    curve,
    darker,
    fill,
    radial,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.things import BRASS, NAVY, PAPER, RED, STEEL, WOOD, Thing


def ladder(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for k in range(6):
        y, inset = 0.36 - 0.15 * k, 0.012 * k
        thing.band([(-0.2 + inset, y), (0.2 - inset, y)], [0.022, 0.022], "#c08850")
    for side in (-1, 1):
        thing.plate(
            [(side * 0.24, 0.5), (side * 0.19, 0.5), (side * 0.13, -0.5), (side * 0.17, -0.5)], WOOD, 0.02
        )


def bucket(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    arc: list[XY] = [(-0.34, -0.16), (-0.26, -0.44), (0.0, -0.5), (0.26, -0.44), (0.34, -0.16)]
    canvas.drawPath(ribbon(arc, [0.018 + line / 2] * 5, 8), fill(INK))
    canvas.drawPath(ribbon(arc, [0.014] * 5, 8), fill(STEEL))
    thing.plate([(-0.36, -0.16), (0.36, -0.16), (0.26, 0.44), (-0.26, 0.44)], "#8fa4b8", 0.08)
    for y in (0.0, 0.28):
        thing.mark([(-0.345 + 0.14 * y, y), (0.345 - 0.14 * y, y)], 0.03, "#5a7088")
    canvas.drawOval(rect(-0.36, -0.25, 0.36, -0.08), fill("#c4d0dc"))
    canvas.drawOval(rect(-0.36, -0.25, 0.36, -0.08), stroke(INK, line))
    canvas.drawOval(rect(-0.3, -0.22, 0.3, -0.1), fill("#5a9ac0"))
    thing.glint([(-0.22, -0.15), (-0.05, -0.18)], 0.025)


def basket(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    arc: list[XY] = [(-0.38, -0.02), (-0.28, -0.38), (0.0, -0.48), (0.28, -0.38), (0.38, -0.02)]
    canvas.drawPath(ribbon(arc, [0.03 + line / 2] * 5, 8), fill(INK))
    canvas.drawPath(ribbon(arc, [0.026] * 5, 8), fill("#b07c40"))
    for x, tone in ((-0.18, RED), (0.02, "#e0a83c"), (0.2, "#7aa84a")):
        canvas.drawCircle(x, -0.06, 0.13, fill(INK))
        canvas.drawCircle(x, -0.06, 0.13 - line * 0.7, fill(tone))
    thing.shape(
        [(-0.46, -0.02), (-0.4, 0.3), (-0.28, 0.44), (0.28, 0.44), (0.4, 0.3), (0.46, -0.02), (0, 0.06)],
        "#d0a05c",
        0.06,
    )
    for row in range(3):
        y = 0.1 + 0.12 * row
        for k in range(7):
            x = -0.33 + 0.11 * k + (0.05 if row % 2 else 0)
            thing.mark([(x - 0.04, y), (x + 0.04, y + 0.015)], 0.022, "#8a5c2c")
    thing.band([(-0.47, 0.0), (0.0, 0.08), (0.47, 0.0)], [0.03, 0.03, 0.03], "#b07c40")


def suitcase(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawPath(
        ribbon([(-0.12, -0.24), (-0.1, -0.36), (0.1, -0.36), (0.12, -0.24)], [0.03 + line / 2] * 4, 6),
        fill(INK),
    )
    canvas.drawPath(
        ribbon([(-0.12, -0.24), (-0.1, -0.36), (0.1, -0.36), (0.12, -0.24)], [0.026] * 4, 6), fill("#5a3424")
    )
    thing.plate([(-0.48, -0.26), (0.48, -0.26), (0.48, 0.4), (-0.48, 0.4)], "#b0743c", 0.05)
    for x in (-0.3, 0.3):
        thing.plate(
            [(x - 0.045, -0.27), (x + 0.045, -0.27), (x + 0.045, 0.41), (x - 0.045, 0.41)], "#6a3f24", 0.0
        )
        thing.plate([(x - 0.05, -0.02), (x + 0.05, -0.02), (x + 0.05, 0.08), (x - 0.05, 0.08)], BRASS, 0.0)
    for x, y in ((-0.44, -0.22), (0.44, -0.22), (-0.44, 0.36), (0.44, 0.36)):
        canvas.drawCircle(x, y, 0.05, fill("#6a3f24"))
    thing.glint([(-0.22, -0.2), (0.2, -0.2)], 0.03, 0.5)


def chair(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for x, top in ((-0.24, 0.06), (0.2, 0.06), (-0.14, 0.0), (0.28, 0.0)):
        thing.plate([(x, top), (x + 0.05, top), (x + 0.04, 0.5), (x + 0.01, 0.5)], darker(WOOD, 0.25), 0)
    for x in (-0.24, 0.2):
        thing.plate([(x, -0.5), (x + 0.05, -0.5), (x + 0.05, 0.08), (x, 0.08)], WOOD, 0.02)
    for y in (-0.46, -0.3, -0.14):
        thing.plate([(-0.2, y), (0.21, y), (0.21, y + 0.08), (-0.2, y + 0.08)], "#c08850", 0.02)
    thing.plate([(-0.28, 0.04), (0.24, 0.04), (0.36, 0.14), (-0.2, 0.14)], "#c08850", 0.03)


def newspaper(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.42, -0.46), (0.36, -0.5), (0.42, 0.44), (-0.36, 0.48)], "#d8d0c0", 0.02)
    thing.plate([(-0.46, -0.44), (0.32, -0.48), (0.38, 0.4), (-0.4, 0.44)], "#efe9dc", 0.03)
    thing.plate([(-0.38, -0.38), (0.26, -0.41), (0.265, -0.28), (-0.375, -0.25)], "#3a3844", 0.0)
    thing.plate([(-0.36, -0.18), (-0.03, -0.195), (-0.02, 0.09), (-0.35, 0.105)], "#8a8a92", 0.0)
    canvas.drawCircle(-0.19, -0.07, 0.06, fill("#c8c4bc"))
    canvas.drawPath(curve([(-0.3, 0.1), (-0.19, 0.0), (-0.08, 0.1)]), fill("#5a5a64"))
    for k in range(7):
        y = -0.17 + 0.078 * k
        thing.mark([(0.03 + 0.003 * k, y), (0.27 + 0.005 * k, y - 0.012)], 0.016, "#6a6870")
        if k > 3:
            thing.mark([(-0.35 + 0.003 * k, y + 0.03), (-0.04, y + 0.018)], 0.016, "#6a6870")


def crown(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    spikes: list[XY] = [
        (-0.42, 0.2),
        (-0.46, -0.26),
        (-0.22, 0.0),
        (0.0, -0.38),
        (0.22, 0.0),
        (0.46, -0.26),
        (0.42, 0.2),
    ]
    thing.plate(spikes, BRASS, 0.06)
    thing.plate([(-0.43, 0.18), (0.43, 0.18), (0.41, 0.34), (-0.41, 0.34)], "#c8922c", 0.03)
    for x, y, tone in ((-0.46, -0.29, RED), (0.0, -0.42, "#4a9ad8"), (0.46, -0.29, RED)):
        canvas.drawCircle(x, y, 0.07, fill(INK))
        canvas.drawCircle(x, y, 0.07 - line * 0.7, fill(tone))
    for x, tone in ((-0.25, "#4a9ad8"), (0.0, RED), (0.25, "#4ab07a")):
        canvas.drawOval(rect(x - 0.06, 0.21, x + 0.06, 0.31), fill(tone))
    thing.glint([(-0.34, 0.1), (-0.37, -0.1)], 0.04)


def mask(canvas: Canvas, line: float) -> None:
    """A carved mask that grins."""
    thing = Thing(canvas, line)
    thing.shape(
        [
            (-0.36, -0.4),
            (0.0, -0.5),
            (0.36, -0.4),
            (0.4, 0.0),
            (0.24, 0.38),
            (0.0, 0.5),
            (-0.24, 0.38),
            (-0.4, 0.0),
        ],
        "#d8a05c",
        0.07,
    )
    for side in (-1, 1):
        canvas.drawPath(
            curve([(side * 0.08, -0.1), (side * 0.18, -0.17), (side * 0.29, -0.1), (side * 0.18, -0.07)]),
            fill(INK),
        )
        thing.band(
            [(side * 0.06, -0.22), (side * 0.18, -0.32), (side * 0.32, -0.24)], [0.02, 0.03, 0.015], "#3a2420"
        )
        canvas.drawCircle(side * 0.25, 0.08, 0.06, fill("#c8503c", 0.7))
    thing.shape([(-0.05, -0.12), (0.05, -0.12), (0.1, 0.08), (0.0, 0.13), (-0.1, 0.08)], "#c88c48", 0.03)
    canvas.drawPath(curve([(-0.2, 0.2), (0.0, 0.25), (0.2, 0.2), (0.1, 0.36), (-0.1, 0.36)]), fill("#5a1c20"))
    canvas.drawPath(curve([(-0.15, 0.225), (0.0, 0.265), (0.15, 0.225), (0.0, 0.29)]), fill(WHITE))


def axe(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(-0.34, 0.46), (0.2, -0.4)], [0.04, 0.032], WOOD)
    thing.shape([(0.06, -0.34), (0.22, -0.5), (0.5, -0.3), (0.42, 0.04), (0.2, -0.16)], STEEL, 0.05)
    thing.glint([(0.46, -0.26), (0.42, -0.05)], 0.03)


def shovel(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(0.0, -0.44), (0.0, 0.14)], [0.028, 0.028], WOOD)
    thing.band([(-0.1, -0.47), (0.1, -0.47)], [0.03, 0.03], WOOD)
    thing.shape([(-0.15, 0.06), (0.15, 0.06), (0.16, 0.32), (0.0, 0.5), (-0.16, 0.32)], STEEL, 0.05)
    thing.mark([(0.0, 0.1), (0.0, 0.3)], 0.02, "#7a8898")


def broom(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(0.14, -0.5), (-0.02, 0.12)], [0.024, 0.024], WOOD)
    thing.plate([(-0.1, 0.08), (0.07, 0.12), (0.18, 0.5), (-0.3, 0.44)], "#e0b860", 0.05)
    for k in range(5):
        thing.mark([(-0.06 + 0.03 * k, 0.2), (-0.24 + 0.1 * k, 0.45)], 0.014, "#a87c30")
    thing.band([(-0.12, 0.14), (0.08, 0.18)], [0.025, 0.025], RED)


def fish(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(0.26, 0.0), (0.5, -0.2), (0.44, 0.0), (0.5, 0.2)], "#5a8ab0", 0.03)
    thing.shape(
        [(-0.48, 0.02), (-0.3, -0.17), (0.0, -0.2), (0.32, -0.02), (0.0, 0.18), (-0.3, 0.16)], "#8ab4d0", 0.06
    )
    thing.plate([(-0.08, -0.18), (0.12, -0.3), (0.14, -0.12)], "#5a8ab0", 0.0)
    canvas.drawPath(
        curve([(-0.46, 0.05), (-0.2, 0.1), (0.24, 0.03), (0.0, 0.15), (-0.3, 0.14)]), fill("#e8f0f0")
    )
    for k in range(3):
        x = -0.1 + 0.13 * k
        thing.mark([(x, -0.1), (x + 0.04, 0.0), (x, 0.08)], 0.014, "#5a8ab0")
    canvas.drawCircle(-0.34, -0.03, 0.045, fill(WHITE))
    canvas.drawCircle(-0.34, -0.03, 0.025, fill(INK))


def lever(canvas: Canvas, line: float) -> None:
    """A hand lever in its iron box."""
    thing = Thing(canvas, line)
    thing.plate([(-0.36, 0.16), (0.36, 0.16), (0.44, 0.48), (-0.44, 0.48)], "#4a5666", 0.05)
    thing.plate([(-0.24, 0.12), (0.24, 0.12), (0.26, 0.22), (-0.26, 0.22)], "#2c3440", 0.0)
    thing.band([(0.0, 0.18), (0.26, -0.36)], [0.04, 0.03], STEEL)
    canvas.drawCircle(0.28, -0.4, 0.1, fill(INK))
    canvas.drawCircle(0.28, -0.4, 0.1 - line * 0.7, fill(RED))
    thing.glint([(0.22, -0.42), (0.27, -0.46)], 0.03)
    for x in (-0.32, 0.32):
        canvas.drawCircle(x, 0.4, 0.03, fill(BRASS))


def telescope(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for x in (-0.26, 0.04, 0.3):
        thing.band([(0.02, 0.02), (x, 0.5)], [0.024, 0.02], WOOD)
    for start, end, wide, tone in (
        ((-0.4, 0.2), (-0.12, 0.06), 0.07, "#8a5a34"),
        ((-0.14, 0.07), (0.18, -0.1), 0.1, BRASS),
        ((0.16, -0.09), (0.46, -0.25), 0.13, "#8a5a34"),
    ):
        thing.band([start, end], [wide, wide * 1.1], tone)
    thing.glint([(-0.02, -0.04), (0.16, -0.14)], 0.03)


def camera(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.18, -0.3), (0.16, -0.3), (0.2, -0.18), (-0.22, -0.18)], "#3a3844", 0.02)
    thing.plate([(-0.46, -0.2), (0.46, -0.2), (0.46, 0.3), (-0.46, 0.3)], "#2f2e3a", 0.04)
    thing.plate([(-0.46, -0.2), (0.46, -0.2), (0.46, -0.08), (-0.46, -0.08)], "#b8bcc4", 0.02)
    for r, tone in ((0.23, "#b8bcc4"), (0.19, "#1c1b24"), (0.12, "#3f5f9a"), (0.06, "#0f1020")):
        canvas.drawCircle(0, 0.08, r + line / 2, fill(INK))
        canvas.drawCircle(0, 0.08, r, fill(tone))
    thing.glint([(-0.09, 0.02), (-0.03, -0.03)], 0.035)
    canvas.drawCircle(0.34, -0.14, 0.045, fill(RED))


def drum(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.4, -0.16), (0.4, -0.16), (0.38, 0.38), (-0.38, 0.38)], "#b8423c", 0.07)
    canvas.drawOval(rect(-0.38, 0.3, 0.38, 0.48), fill("#b8423c"))
    for k in range(5):
        x = -0.36 + 0.144 * k
        thing.mark([(x, -0.1), (x + 0.072, 0.4), (x + 0.144, -0.1)], 0.016, PAPER)
    canvas.drawOval(rect(-0.4, -0.29, 0.4, -0.03), fill("#f0e2c0"))
    canvas.drawOval(rect(-0.4, -0.29, 0.4, -0.03), stroke(INK, line))
    thing.band([(-0.3, -0.46), (0.02, -0.18)], [0.018, 0.025], WOOD)
    thing.band([(0.36, -0.44), (0.1, -0.17)], [0.018, 0.025], WOOD)


def flag(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(-0.34, -0.5), (-0.34, 0.5)], [0.02, 0.025], WOOD)
    thing.shape(
        [
            (-0.32, -0.44),
            (-0.04, -0.4),
            (0.2, -0.48),
            (0.46, -0.42),
            (0.42, -0.16),
            (0.46, 0.06),
            (0.16, 0.0),
            (-0.06, 0.08),
            (-0.32, 0.02),
        ],
        RED,
        0.05,
    )
    thing.mark([(-0.02, -0.38), (-0.04, 0.04)], 0.02, darker(RED, 0.3), 0.6)


def teapot(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawOval(rect(0.2, -0.2, 0.5, 0.2), stroke(INK, 0.06 + line))
    canvas.drawOval(rect(0.2, -0.2, 0.5, 0.2), stroke("#8fb0a4", 0.055))
    thing.shape(
        [(-0.24, 0.06), (-0.4, -0.02), (-0.5, -0.22), (-0.43, -0.24), (-0.34, -0.1), (-0.2, -0.1)],
        "#8fb0a4",
        0.0,
    )
    thing.shape(
        [(-0.3, -0.14), (-0.34, 0.14), (-0.2, 0.38), (0.2, 0.38), (0.34, 0.14), (0.3, -0.14), (0.0, -0.22)],
        "#9fc0b4",
        0.08,
    )
    thing.shape([(-0.2, -0.18), (0.0, -0.3), (0.2, -0.18), (0.0, -0.14)], "#8fb0a4", 0.02)
    canvas.drawCircle(0, -0.31, 0.05, fill(INK))
    canvas.drawCircle(0, -0.31, 0.05 - line * 0.6, fill(BRASS))
    thing.glint([(-0.22, 0.1), (-0.22, -0.05), (-0.12, -0.12)], 0.04)


def scissors(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for side in (-1, 1):
        thing.plate([(side * 0.02, 0.1), (side * 0.1, 0.06), (-side * 0.16, -0.5)], STEEL, 0.02)
        ring = [
            (side * (0.18 + 0.12 * math.cos(k)), 0.32 + 0.15 * math.sin(k))
            for k in (0, 0.8, 1.6, 2.4, 3.2, 4.0, 4.8, 5.6)
        ]
        canvas.drawPath(curve(ring), stroke(INK, 0.06 + line))
        canvas.drawPath(curve(ring), stroke(RED, 0.055))
    canvas.drawCircle(0, 0.06, 0.03, fill(BRASS))


def kite(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    tail: list[XY] = [(0.0, 0.2), (0.1, 0.32), (-0.05, 0.4), (0.08, 0.5)]
    canvas.drawPath(ribbon(tail, [0.014] * 4, 8), fill(INK))
    thing.plate([(0.0, -0.5), (0.34, -0.16), (0.0, 0.24), (-0.34, -0.16)], "#f0ece0", 0.03)
    for points, tone in (
        ([(0.0, -0.5), (0.34, -0.16), (0.0, -0.16)], RED),
        ([(0.0, 0.24), (-0.34, -0.16), (0.0, -0.16)], NAVY),
    ):
        thing.plate(points, tone, 0.0)
    for x, y in ((0.06, 0.34), (-0.01, 0.43)):
        thing.plate([(x - 0.06, y - 0.03), (x, y), (x - 0.06, y + 0.03)], "#e8b84a", 0)


def table_lamp(canvas: Canvas, line: float) -> None:
    """A shade of linen on a turned foot, lit."""
    thing = Thing(canvas, line)
    canvas.drawCircle(0, -0.1, 0.5, radial((0, -0.1), 0.5, ((255, 220, 140), 0.7), ((255, 200, 110), 0)))
    thing.shape(
        [(-0.08, 0.0), (-0.14, 0.2), (-0.09, 0.38), (0.09, 0.38), (0.14, 0.2), (0.08, 0.0)], "#4a7a86", 0.05
    )
    thing.plate([(-0.17, 0.38), (0.17, 0.38), (0.17, 0.46), (-0.17, 0.46)], BRASS, 0.02)
    thing.plate([(-0.19, -0.44), (0.19, -0.44), (0.36, 0.02), (-0.36, 0.02)], "#f6e2b0", 0.04)
    thing.mark([(-0.36, -0.01), (0.36, -0.01)], 0.03, "#d8b878")


DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    "ladder": ladder,
    "bucket": bucket,
    "basket": basket,
    "suitcase": suitcase,
    "chair": chair,
    "newspaper": newspaper,
    "crown": crown,
    "mask": mask,
    "axe": axe,
    "shovel": shovel,
    "broom": broom,
    "fish": fish,
    "lever": lever,
    "telescope": telescope,
    "camera": camera,
    "drum": drum,
    "flag": flag,
    "teapot": teapot,
    "scissors": scissors,
    "kite": kite,
    "table lamp": table_lamp,
}
