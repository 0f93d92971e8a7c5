"""Things of the household and the market: jars, candles, bread, rope, money, mirrors; small animals."""

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
    lighter,
    polygon,
    radial,
    rect,
    round_rect,
    stroke,
)
from toonverse.draw.draft.things import BRASS, NAVY, PAPER, RED, STEEL, WOOD, Thing

CLAY = "#8a5238"


def jar(canvas: Canvas, line: float) -> None:
    """A brown glazed crock with a lid."""
    thing = Thing(canvas, line)
    body: list[XY] = [(-0.22, -0.30), (-0.40, -0.08), (-0.38, 0.20), (-0.24, 0.42)]
    thing.shape([*body, *[(-x, y) for x, y in reversed(body)]], CLAY, 0.07)
    thing.shape(
        [(-0.25, -0.32), (-0.20, -0.40), (0.20, -0.40), (0.25, -0.32), (0, -0.28)], darker(CLAY, 0.25), 0.03
    )
    thing.shape([(-0.06, -0.40), (-0.05, -0.46), (0.05, -0.46), (0.06, -0.40)], darker(CLAY, 0.25), 0.02)
    for y in (-0.10, 0.16):
        thing.mark([(-0.36, y), (0, y + 0.06), (0.36, y)], 0.022, darker(CLAY, 0.3))
    thing.glint([(-0.28, -0.16), (-0.31, 0.02), (-0.26, 0.22)], 0.07)


def pot(canvas: Canvas, line: float) -> None:
    """A cooking pot that steams."""
    thing = Thing(canvas, line)
    for side in (-1, 1):
        thing.band([(side * 0.40, -0.06), (side * 0.50, 0.0), (side * 0.40, 0.06)], [0.03] * 3, STEEL)
    thing.shape(
        [(-0.40, -0.14), (-0.38, 0.30), (-0.28, 0.38), (0.28, 0.38), (0.38, 0.30), (0.40, -0.14)],
        "#c84a44",
        0.07,
    )
    thing.shape(
        [(-0.43, -0.14), (-0.2, -0.28), (0.2, -0.28), (0.43, -0.14), (0, -0.09)],
        lighter("#c84a44", 0.2),
        0.04,
    )
    canvas.drawCircle(0, -0.31, 0.05, fill(INK))
    thing.glint([(-0.30, -0.02), (-0.30, 0.20)], 0.05)


def candle(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawCircle(0, -0.36, 0.5, radial((0, -0.36), 0.5, ("#ffd98a", 0.8), ("#ffb04a", 0.0)))
    thing.shape([(-0.34, 0.40), (-0.20, 0.46), (0.20, 0.46), (0.34, 0.40), (0, 0.35)], BRASS, 0.04)
    thing.plate([(-0.11, -0.16), (0.11, -0.16), (0.12, 0.40), (-0.12, 0.40)], PAPER, 0.05)
    thing.shape(
        [(-0.11, -0.16), (0, -0.20), (0.11, -0.16), (0.10, -0.04), (0.06, 0.04), (0.02, -0.08)],
        lighter(PAPER, 0.5),
        0,
    )
    thing.mark([(0, -0.18), (0.01, -0.26)], 0.018)
    canvas.drawPath(
        curve([(-0.07, -0.26), (-0.03, -0.40), (0.01, -0.52), (0.05, -0.38), (0.07, -0.26), (0, -0.21)]),
        fill("#ff9d3a"),
    )
    canvas.drawPath(curve([(-0.035, -0.26), (0.005, -0.42), (0.04, -0.26), (0, -0.23)]), fill("#fff2b0"))


def knife(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.save()
    canvas.rotate(-32)
    thing.plate([(-0.50, -0.02), (-0.40, -0.10), (0.10, -0.10), (0.10, 0.09), (-0.30, 0.09)], STEEL, 0.03)
    canvas.drawPath(
        polygon([(-0.48, -0.01), (0.10, 0.04), (0.10, 0.085), (-0.30, 0.085)]), fill(lighter(STEEL, 0.55))
    )
    thing.band([(0.11, 0), (0.48, 0.02)], [0.075, 0.085], "#5a3426", 0.03)
    for x in (0.2, 0.32, 0.42):
        canvas.drawCircle(x, 0.0, 0.02, fill(BRASS))
    canvas.restore()


def bread(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.shape(
        [
            (-0.44, 0.16),
            (-0.40, -0.08),
            (-0.18, -0.24),
            (0.18, -0.24),
            (0.40, -0.08),
            (0.44, 0.16),
            (0.2, 0.26),
            (-0.2, 0.26),
        ],
        "#d8964a",
        0.07,
    )
    for x in (-0.2, 0.0, 0.2):
        thing.band([(x - 0.07, -0.14), (x + 0.07, 0.04)], [0.025, 0.03], "#f2d49a")
    thing.glint([(-0.32, -0.06), (-0.16, -0.17)], 0.05)


def apple(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    half: list[XY] = [(0, -0.18), (-0.18, -0.28), (-0.36, -0.14), (-0.34, 0.16), (-0.16, 0.40), (0, 0.35)]
    thing.shape([*half, *[(-x, y) for x, y in reversed(half[1:-1])]], RED, 0.08)
    thing.band([(0, -0.18), (0.03, -0.38)], [0.02, 0.028], "#5a3426")
    thing.shape([(0.03, -0.30), (0.16, -0.42), (0.30, -0.36), (0.17, -0.27)], "#5a9a4a", 0.03)
    thing.glint([(-0.24, -0.12), (-0.27, 0.06)], 0.08)


def rope(canvas: Canvas, line: float) -> None:
    thing, hemp = Thing(canvas, line), "#c8a468"
    for k, (y, wide) in enumerate(((0.26, 0.42), (0.12, 0.40), (-0.02, 0.37))):
        ring = [(wide * math.cos(a), y + 0.17 * math.sin(a)) for a in (i * math.tau / 14 for i in range(15))]
        thing.band(ring, [0.055] * 15, hemp if k % 2 else darker(hemp, 0.08))
        for i in range(22):
            a = i * math.tau / 22
            x, yy = wide * math.cos(a), y + 0.17 * math.sin(a)
            thing.mark([(x - 0.03, yy - 0.035), (x + 0.03, yy + 0.035)], 0.012, darker(hemp, 0.45))
    thing.band([(0.34, -0.04), (0.46, -0.22), (0.36, -0.40)], [0.05, 0.05, 0.04], hemp)


def doll(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for side in (-1, 1):
        thing.band([(side * 0.10, 0.28), (side * 0.12, 0.48)], [0.055, 0.06], "#f0d8c0")
        thing.band([(side * 0.12, 0.0), (side * 0.30, 0.14)], [0.06, 0.05], "#f0d8c0")
    thing.shape([(-0.12, -0.06), (0.12, -0.06), (0.28, 0.34), (0, 0.38), (-0.28, 0.34)], "#c8586a", 0.05)
    thing.shape([(-0.20, -0.40), (0.20, -0.40), (0.22, -0.18), (0, -0.04), (-0.22, -0.18)], "#f4dcc6", 0.04)
    thing.shape(
        [
            (-0.24, -0.16),
            (-0.26, -0.42),
            (0, -0.52),
            (0.26, -0.42),
            (0.24, -0.16),
            (0.17, -0.30),
            (0, -0.36),
            (-0.17, -0.30),
        ],
        "#8a4a2c",
        0.04,
    )
    for side in (-1, 1):
        canvas.drawCircle(side * 0.085, -0.20, 0.026, fill(INK))
        canvas.drawCircle(side * 0.13, -0.13, 0.035, fill("#f0a0a0", 0.8))
    thing.mark([(-0.04, -0.12), (0, -0.10), (0.04, -0.12)], 0.014, RED)


def bill(canvas: Canvas, line: float) -> None:
    """A fan of banknotes."""
    thing = Thing(canvas, line)
    for degrees in (-22, -4, 14):
        canvas.save()
        canvas.rotate(degrees, -0.3, 0.3)
        thing.plate([(-0.42, -0.16), (0.42, -0.16), (0.42, 0.20), (-0.42, 0.20)], "#a8c49a", 0.02)
        canvas.drawRect(rect(-0.37, -0.11, 0.37, 0.15), stroke("#4f7a58", 0.016))
        canvas.drawOval(rect(-0.12, -0.09, 0.12, 0.13), fill("#d8e4c0"))
        canvas.drawCircle(0, -0.01, 0.05, fill("#4f7a58"))
        canvas.drawOval(rect(-0.07, 0.04, 0.07, 0.14), fill("#4f7a58"))
        for side in (-1, 1):
            canvas.drawCircle(side * 0.28, 0.02, 0.05, stroke("#4f7a58", 0.016))
        canvas.restore()


def map_(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    sheet: list[XY] = [
        (-0.46, -0.30),
        (-0.16, -0.36),
        (0.16, -0.28),
        (0.46, -0.34),
        (0.44, 0.30),
        (0.16, 0.36),
        (-0.16, 0.28),
        (-0.46, 0.34),
    ]
    thing.plate(sheet, "#ecd8a8", 0.05)
    for x in (-0.16, 0.16):
        thing.mark([(x, -0.32), (x, 0.32)], 0.012, "#b89a68")
    canvas.drawPath(
        curve([(-0.34, -0.12), (-0.1, -0.2), (0.02, -0.04), (-0.12, 0.08), (-0.32, 0.04)]), fill("#9ab88a")
    )
    thing.mark([(-0.38, 0.22), (-0.1, 0.12), (0.12, 0.18), (0.36, -0.06)], 0.02, "#5a8ab0")
    for k in range(6):
        thing.mark([(-0.26 + 0.1 * k, 0.0 - 0.02 * k), (-0.21 + 0.1 * k, -0.01 - 0.02 * k)], 0.02, RED)
    for a in (0.785, 2.356):
        dx, dy = 0.06 * math.cos(a), 0.06 * math.sin(a)
        thing.mark([(0.34 - dx, -0.14 - dy), (0.34 + dx, -0.14 + dy)], 0.03, RED)


def mirror(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(0, 0.18), (0, 0.50)], [0.06, 0.045], WOOD, 0.02)
    canvas.drawOval(rect(-0.34, -0.50, 0.34, 0.24), fill(INK))
    canvas.drawOval(rect(-0.34 + line, -0.50 + line, 0.34 - line, 0.24 - line), fill(BRASS))
    canvas.drawOval(rect(-0.27, -0.43, 0.27, 0.17), fill("#bcd6ea"))
    canvas.save()
    canvas.clipRRect(round_rect(-0.27, -0.43, 0.27, 0.17, 0.27), True)
    for x in (-0.22, -0.02):
        canvas.drawPath(
            polygon([(x, -0.45), (x + 0.12, -0.45), (x - 0.06, 0.2), (x - 0.18, 0.2)]), fill(WHITE, 0.55)
        )
    canvas.restore()


def bell(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(0, -0.38), (0, -0.50)], [0.05, 0.04], WOOD, 0.02)
    canvas.drawCircle(0, 0.38, 0.085, fill(INK))
    half: list[XY] = [(-0.10, -0.36), (-0.22, -0.20), (-0.26, 0.12), (-0.42, 0.34)]
    thing.shape([*half, *[(-x, y) for x, y in reversed(half)]], BRASS, 0.07)
    thing.mark([(-0.38, 0.27), (0, 0.31), (0.38, 0.27)], 0.02, darker(BRASS, 0.4))
    thing.glint([(-0.16, -0.14), (-0.18, 0.14)], 0.06)


def radio(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.mark([(0.24, -0.26), (0.44, -0.50)], 0.02, STEEL)
    canvas.drawRRect(round_rect(-0.46 - line, -0.28 - line, 0.46 + line, 0.34 + line, 0.1), fill(INK))
    canvas.drawRRect(round_rect(-0.46, -0.28, 0.46, 0.34, 0.09), fill(WOOD))
    canvas.drawRRect(round_rect(-0.40, -0.20, 0.06, 0.27, 0.05), fill("#e8d8b0"))
    for k in range(7):
        thing.mark([(-0.36, -0.14 + 0.06 * k), (0.02, -0.14 + 0.06 * k)], 0.014, "#9a7848")
    canvas.drawRRect(round_rect(0.12, -0.20, 0.40, -0.02, 0.03), fill("#fff0c0"))
    thing.mark([(0.28, -0.19), (0.24, -0.03)], 0.014, RED)
    for x in (0.18, 0.34):
        canvas.drawCircle(x, 0.15, 0.07, fill(BRASS))
        canvas.drawCircle(x, 0.15, 0.07, stroke(INK, line))


def gun(canvas: Canvas, line: float) -> None:
    thing, steel = Thing(canvas, line), "#59627a"
    thing.shape([(0.18, -0.02), (0.36, 0.0), (0.46, 0.34), (0.28, 0.38)], "#6a4028", 0.04)
    thing.plate(
        [(-0.48, -0.20), (0.34, -0.20), (0.36, 0.02), (-0.10, 0.02), (-0.12, -0.06), (-0.48, -0.06)],
        steel,
        0.04,
    )
    canvas.drawArc(rect(-0.06, -0.04, 0.20, 0.20), 0, 180, False, stroke(INK, 0.03 + line))
    thing.band([(0.08, 0.02), (0.04, 0.12)], [0.02, 0.015], steel)
    thing.plate([(0.28, -0.20), (0.36, -0.28), (0.40, -0.20)], steel, 0.0)
    thing.glint([(-0.42, -0.16), (0.2, -0.16)], 0.03)


def cloth(canvas: Canvas, line: float) -> None:
    """A folded towel or scarf with a fringe."""
    thing = Thing(canvas, line)
    for k, colour in enumerate(("#d86a5a", "#e88a70", "#d86a5a")):
        y = 0.26 - 0.18 * k
        thing.shape(
            [(-0.42, y), (-0.42, y - 0.16), (0.38, y - 0.18), (0.44, y - 0.08), (0.40, y + 0.02)],
            colour,
            0.03,
        )
        thing.mark([(-0.30, y - 0.15), (-0.30, y)], 0.03, PAPER)
    for k in range(7):
        thing.mark([(-0.42, 0.26 - 0.06 * k), (-0.50, 0.28 - 0.06 * k)], 0.014, "#a84a40")


def helmet(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.shape(
        [
            (-0.40, 0.22),
            (-0.42, -0.06),
            (-0.20, -0.36),
            (0.16, -0.38),
            (0.42, -0.10),
            (0.42, 0.24),
            (0.1, 0.34),
            (-0.2, 0.34),
        ],
        NAVY,
        0.08,
    )
    thing.shape([(0.02, -0.12), (0.38, -0.14), (0.45, 0.10), (0.20, 0.16), (0.0, 0.10)], "#9ad0e8", 0.04)
    thing.mark([(-0.34, -0.16), (-0.06, -0.34), (0.18, -0.33)], 0.05, RED)
    thing.glint([(0.12, -0.06), (0.32, -0.07)], 0.05)


def cat(canvas: Canvas, line: float) -> None:
    thing, fur = Thing(canvas, line), "#e0984a"
    thing.band([(0.24, 0.38), (0.46, 0.30), (0.44, 0.02)], [0.06, 0.06, 0.045], fur)
    thing.shape([(-0.24, 0.44), (-0.24, 0.10), (0, -0.06), (0.26, 0.14), (0.28, 0.44), (0, 0.47)], fur, 0.06)
    thing.plate(
        [
            (-0.30, -0.22),
            (-0.28, -0.50),
            (-0.08, -0.36),
            (0.08, -0.36),
            (0.28, -0.50),
            (0.30, -0.22),
            (0.0, 0.0),
        ],
        fur,
        0,
    )
    thing.shape(
        [(-0.31, -0.14), (-0.22, -0.36), (0.22, -0.36), (0.31, -0.14), (0.16, 0.04), (-0.16, 0.04)], fur, 0.05
    )
    canvas.drawPath(curve([(-0.14, -0.06), (0.14, -0.06), (0.1, 0.03), (-0.1, 0.03)]), fill(PAPER))
    for side in (-1, 1):
        canvas.drawOval(rect(side * 0.13 - 0.05, -0.22, side * 0.13 + 0.05, -0.11), fill("#bfe07a"))
        canvas.drawOval(rect(side * 0.13 - 0.018, -0.22, side * 0.13 + 0.018, -0.11), fill(INK))
        thing.mark([(side * 0.12, -0.04), (side * 0.36, -0.08)], 0.008)
        thing.mark([(side * 0.12, -0.02), (side * 0.36, 0.01)], 0.008)
        canvas.drawOval(rect(side * 0.13 - 0.09, 0.38, side * 0.13 + 0.09, 0.48), fill(PAPER))
    canvas.drawPath(polygon([(-0.025, -0.08), (0.025, -0.08), (0, -0.05)]), fill("#d86a6a"))
    for k in range(3):
        thing.mark([(-0.06 + 0.06 * k, -0.34), (-0.05 + 0.05 * k, -0.26)], 0.02, "#a8602a")


def bird(canvas: Canvas, line: float) -> None:
    thing, plume = Thing(canvas, line), "#7a90b8"
    thing.plate([(0.22, 0.10), (0.50, 0.22), (0.46, 0.30), (0.16, 0.24)], darker(plume, 0.25), 0)
    thing.shape(
        [
            (-0.30, -0.18),
            (-0.16, -0.34),
            (0.02, -0.24),
            (0.26, 0.06),
            (0.20, 0.28),
            (-0.12, 0.30),
            (-0.30, 0.08),
        ],
        plume,
        0.06,
    )
    canvas.drawPath(
        curve([(-0.28, 0.0), (-0.12, -0.06), (0.02, 0.14), (-0.10, 0.28), (-0.24, 0.16)]), fill(PAPER)
    )
    thing.shape([(-0.02, -0.08), (0.20, 0.02), (0.30, 0.18), (0.06, 0.14)], darker(plume, 0.18), 0.03)
    thing.plate([(-0.31, -0.20), (-0.46, -0.13), (-0.30, -0.11)], BRASS, 0)
    canvas.drawCircle(-0.20, -0.19, 0.032, fill(INK))
    canvas.drawCircle(-0.21, -0.20, 0.011, fill(WHITE))
    for x in (-0.06, 0.05):
        thing.mark([(x, 0.28), (x, 0.44)], 0.02, "#a8743a")


def dog(canvas: Canvas, line: float) -> None:
    thing, fur = Thing(canvas, line), "#d8b07a"
    thing.band([(0.24, 0.30), (0.42, 0.14), (0.40, -0.04)], [0.06, 0.06, 0.04], fur)
    thing.shape([(-0.22, 0.46), (-0.26, 0.12), (0, 0.0), (0.26, 0.14), (0.28, 0.46), (0, 0.48)], fur, 0.06)
    thing.shape(
        [
            (-0.28, -0.16),
            (-0.24, -0.38),
            (0, -0.46),
            (0.24, -0.38),
            (0.28, -0.16),
            (0.14, 0.06),
            (-0.14, 0.06),
        ],
        fur,
        0.05,
    )
    for side in (-1, 1):
        thing.shape(
            [(side * 0.20, -0.42), (side * 0.36, -0.36), (side * 0.38, -0.06), (side * 0.27, -0.12)],
            darker(fur, 0.35),
            0.03,
        )
        canvas.drawCircle(side * 0.11, -0.20, 0.036, fill(INK))
        canvas.drawCircle(side * 0.11 - 0.012, -0.212, 0.012, fill(WHITE))
    canvas.drawOval(rect(-0.13, -0.14, 0.13, 0.05), fill(PAPER))
    canvas.drawOval(rect(-0.05, -0.14, 0.05, -0.07), fill(INK))
    thing.mark([(0, -0.07), (0, -0.03), (-0.06, 0.0)], 0.014)
    thing.shape([(0.0, -0.01), (0.05, 0.0), (0.045, 0.09), (0.0, 0.08)], "#e87a84", 0)


DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    drawer.__name__.rstrip("_"): drawer
    for drawer in (
        jar,
        pot,
        candle,
        knife,
        bread,
        apple,
        rope,
        doll,
        bill,
        map_,
        mirror,
        bell,
        radio,
        gun,
        cloth,
        helmet,
        cat,
        bird,
        dog,
    )
}
