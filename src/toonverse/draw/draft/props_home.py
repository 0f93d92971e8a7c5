"""Things that stand about: cups, lamps, umbrellas, boxes, and a few signs of the sky and the heart."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    curve,
    fill,
    lighter,
    radial,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.things import BRASS, NAVY, PAPER, RED, STEEL, WOOD, Thing


def _steam(thing: Thing, x: float, y: float) -> None:
    for k in (-1, 1):
        wisp: list[XY] = [
            (x + k * 0.08, y),
            (x + k * 0.08 + 0.07, y - 0.12),
            (x + k * 0.08 - 0.05, y - 0.24),
            (x + k * 0.1, y - 0.36),
        ]
        thing.canvas.drawPath(ribbon(wisp, [0.004, 0.03, 0.02, 0.0], 6, False), fill(WHITE, 0.55))


def cup(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawOval(rect(0.22, -0.14, 0.48, 0.22), stroke(INK, 0.07 + line))
    canvas.drawOval(rect(0.22, -0.14, 0.48, 0.22), stroke("#f4ece2", 0.065))
    thing.shape(
        [(-0.32, -0.22), (-0.30, 0.22), (-0.18, 0.36), (0.18, 0.36), (0.30, 0.22), (0.32, -0.22), (0, -0.14)],
        "#f4ece2",
        0.07,
    )
    canvas.drawOval(rect(-0.32, -0.30, 0.32, -0.14), fill("#e8dccc"))
    canvas.drawOval(rect(-0.32, -0.30, 0.32, -0.14), stroke(INK, line))
    canvas.drawOval(rect(-0.26, -0.275, 0.26, -0.165), fill("#6a3a2c"))
    _steam(thing, 0, -0.28)


def bottle(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    glass = [
        (-0.07, -0.46),
        (0.07, -0.46),
        (0.075, -0.22),
        (0.19, -0.06),
        (0.19, 0.44),
        (0.14, 0.48),
        (-0.14, 0.48),
        (-0.19, 0.44),
        (-0.19, -0.06),
        (-0.075, -0.22),
    ]
    thing.plate(glass, "#3f8a66", 0.05)
    thing.plate([(-0.19, 0.04), (0.19, 0.04), (0.19, 0.32), (-0.19, 0.32)], PAPER, 0.02)
    thing.mark([(-0.11, 0.13), (0.11, 0.13)], 0.03, RED)
    thing.mark([(-0.11, 0.22), (0.06, 0.22)], 0.02, NAVY)
    thing.plate([(-0.085, -0.50), (0.085, -0.50), (0.085, -0.42), (-0.085, -0.42)], BRASS, 0)
    thing.glint([(-0.12, 0.0), (-0.13, -0.04), (-0.04, -0.2)], 0.03)


def bowl(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.shape(
        [(-0.46, -0.10), (-0.38, 0.20), (-0.18, 0.36), (0.18, 0.36), (0.38, 0.20), (0.46, -0.10), (0, 0.0)],
        "#dfe4ea",
        0.08,
    )
    thing.plate([(-0.17, 0.34), (0.17, 0.34), (0.15, 0.42), (-0.15, 0.42)], "#c8ced8", 0)
    canvas.drawOval(rect(-0.46, -0.22, 0.46, 0.02), fill("#eef1f4"))
    canvas.drawOval(rect(-0.46, -0.22, 0.46, 0.02), stroke(INK, line))
    canvas.drawOval(rect(-0.39, -0.185, 0.39, -0.01), fill("#f4e6c8"))
    for x, y in ((-0.2, -0.10), (0.02, -0.13), (0.18, -0.08), (-0.05, -0.05)):
        canvas.drawOval(rect(x - 0.05, y - 0.018, x + 0.05, y + 0.018), fill("#6aa05a"))
    for y, reach in ((0.06, 0.40), (0.10, 0.385)):
        thing.mark([(-reach, y), (0.0, y + 0.10), (reach, y)], 0.014, "#3f6aa8", 0.8)
    _steam(thing, 0, -0.2)


def lamp(canvas: Canvas, line: float) -> None:
    """A brass hurricane lamp: a burner, a glass chimney in a cage, a wire handle."""
    thing = Thing(canvas, line)
    canvas.drawCircle(0, -0.04, 0.5, radial((0, -0.04), 0.5, ((255, 214, 120), 0.8), ((255, 190, 80), 0)))
    handle = [(-0.26, 0.0), (-0.24, -0.36), (0.0, -0.49), (0.24, -0.36), (0.26, 0.0)]
    canvas.drawPath(ribbon(handle, [0.016 + line / 2] * 5, 8), fill(INK))
    canvas.drawPath(ribbon(handle, [0.014] * 5, 8), fill(BRASS))
    half: list[XY] = [(-0.10, -0.24), (-0.19, -0.08), (-0.19, 0.08), (-0.12, 0.20)]
    thing.shape([*half, *[(-x, y) for x, y in reversed(half)]], "#fff0c4", 0)
    canvas.drawPath(
        curve([(0, -0.15), (0.075, 0.03), (0.05, 0.16), (-0.05, 0.16), (-0.075, 0.03)]), fill("#ff9a3c")
    )
    canvas.drawPath(curve([(0, -0.04), (0.04, 0.07), (0, 0.15), (-0.04, 0.07)]), fill("#fff6c0"))
    for x in (-0.2, 0.2):
        thing.mark([(x * 0.62, -0.25), (x * 1.08, 0.0), (x * 0.75, 0.21)], 0.022, "#8a6426")
    thing.mark([(-0.205, 0.0), (0.0, 0.025), (0.205, 0.0)], 0.022, "#8a6426")
    thing.glint([(-0.13, 0.1), (-0.15, -0.05), (-0.1, -0.17)], 0.035)
    thing.plate([(-0.13, -0.30), (0.13, -0.30), (0.11, -0.22), (-0.11, -0.22)], BRASS, 0.02)
    thing.shape([(-0.10, -0.31), (0.0, -0.41), (0.10, -0.31)], BRASS, 0.02)
    thing.plate([(-0.14, 0.19), (0.14, 0.19), (0.17, 0.26), (-0.17, 0.26)], BRASS, 0.02)
    tank: list[XY] = [(-0.19, 0.26), (0.19, 0.26), (0.27, 0.33), (0.24, 0.43), (-0.24, 0.43), (-0.27, 0.33)]
    thing.shape(tank, BRASS, 0.06)
    thing.plate([(-0.28, 0.42), (0.28, 0.42), (0.30, 0.48), (-0.30, 0.48)], "#a87a30", 0)
    canvas.drawCircle(0.2, 0.30, 0.035, fill("#8a6426"))
    thing.glint([(-0.2, 0.33), (-0.1, 0.30)], 0.035)


def lantern(canvas: Canvas, line: float) -> None:
    """A paper lantern."""
    thing = Thing(canvas, line)
    canvas.drawCircle(0, 0.02, 0.5, radial((0, 0.02), 0.5, ((255, 200, 120), 0.7), ((255, 180, 80), 0)))
    canvas.drawLine(0, -0.5, 0, -0.3, stroke(INK, 0.03))
    thing.shape(
        [(-0.22, -0.28), (0.22, -0.28), (0.34, 0.02), (0.22, 0.32), (-0.22, 0.32), (-0.34, 0.02)],
        "#ffe6b0",
        0.05,
    )
    for x in (-0.18, 0.0, 0.18):
        thing.mark([(x * 0.8, -0.28), (x * 1.3, 0.02), (x * 0.8, 0.32)], 0.012, "#c8843c")
    for y in (-0.31, 0.33):
        thing.plate(
            [(-0.20, y - 0.035), (0.20, y - 0.035), (0.20, y + 0.035), (-0.20, y + 0.035)], "#8a2f34", 0
        )
    thing.band([(0, 0.37), (0, 0.48)], [0.03, 0.015], RED)


def umbrella(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawLine(0, -0.40, 0, 0.38, stroke(INK, 0.022 + line))
    canvas.drawLine(0, -0.40, 0, 0.38, stroke("#8a6a4a", 0.018))
    canvas.drawArc(rect(-0.08, 0.32, 0.0, 0.44), 0, 180, False, stroke("#6a4a34", 0.03))
    canopy: list[XY] = [
        (-0.50, -0.10),
        (-0.40, -0.32),
        (-0.2, -0.44),
        (0, -0.47),
        (0.2, -0.44),
        (0.40, -0.32),
        (0.50, -0.10),
    ]
    canopy += [
        (0.37, -0.13),
        (0.25, -0.09),
        (0.12, -0.13),
        (0, -0.09),
        (-0.12, -0.13),
        (-0.25, -0.09),
        (-0.37, -0.13),
    ]
    thing.shape(canopy, "#c8404c", 0.04)
    for x in (-0.25, 0.0, 0.25):
        thing.mark([(x, -0.10), (x * 0.75, -0.3), (0, -0.47)], 0.008, INK, 0.7)
    thing.glint([(-0.40, -0.2), (-0.30, -0.32), (-0.16, -0.40)], 0.02)


def closed_umbrella(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawLine(0, -0.5, 0, 0.40, stroke(INK, 0.03 + line))
    canvas.drawArc(rect(-0.12, 0.32, 0.0, 0.48), 0, 180, False, stroke("#6a4a34", 0.045))
    folds: list[XY] = [(0, -0.46), (0.05, -0.30), (0.10, 0.08), (0.13, 0.24), (0.06, 0.21), (0, 0.27)]
    thing.shape([*folds, (-0.06, 0.21), (-0.13, 0.24), (-0.10, 0.08), (-0.05, -0.30)], "#c8404c", 0.03)
    for x in (-0.05, 0.05):
        thing.mark([(x, 0.20), (x * 0.8, -0.1), (0, -0.42)], 0.008, INK, 0.7)
    thing.band([(-0.11, 0.02), (0.11, 0.06)], [0.02, 0.02], INK)


def book(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate(
        [(-0.50, -0.22), (0, -0.14), (0.50, -0.22), (0.50, 0.30), (0, 0.38), (-0.50, 0.30)], "#8a3a44", 0
    )
    for side in (-1, 1):
        thing.shape(
            [
                (0, -0.18),
                (side * 0.22, -0.30),
                (side * 0.45, -0.26),
                (side * 0.46, 0.22),
                (side * 0.22, 0.20),
                (0, 0.32),
            ],
            PAPER,
            0.02,
        )
        for k in range(5):
            y = -0.16 + k * 0.075
            thing.mark(
                [(side * 0.08, y + 0.02), (side * 0.24, y - 0.03), (side * 0.39, y)], 0.014, "#5a5a70", 0.7
            )
    thing.mark([(0, -0.18), (0, 0.32)], 0.016)


def bag(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawArc(rect(-0.20, -0.50, 0.20, -0.05), 180, 180, False, stroke(INK, 0.06 + line))
    canvas.drawArc(rect(-0.20, -0.50, 0.20, -0.05), 180, 180, False, stroke("#6a4028", 0.055))
    thing.shape(
        [(-0.40, -0.22), (0.40, -0.22), (0.46, 0.30), (0.36, 0.42), (-0.36, 0.42), (-0.46, 0.30)],
        "#a06038",
        0.07,
    )
    thing.shape([(-0.41, -0.22), (0.41, -0.22), (0.36, 0.04), (0, 0.14), (-0.36, 0.04)], "#8a5030", 0.03)
    thing.plate([(-0.06, 0.06), (0.06, 0.06), (0.06, 0.20), (-0.06, 0.20)], BRASS, 0)


def box(canvas: Canvas, line: float) -> None:
    """A wooden box with iron corners and a clasp."""
    thing = Thing(canvas, line)
    thing.plate([(-0.44, -0.06), (0.08, 0.06), (0.08, 0.48), (-0.44, 0.34)], "#a8703c", 0.03)
    thing.plate([(0.08, 0.06), (0.46, -0.10), (0.46, 0.28), (0.08, 0.48)], "#7a4c28", 0)
    thing.plate([(-0.46, -0.14), (-0.04, -0.30), (0.50, -0.18), (0.08, 0.0)], "#c88c50", 0)
    thing.plate([(-0.46, -0.14), (0.08, 0.0), (0.08, 0.10), (-0.46, -0.03)], "#b87c44", 0)
    thing.plate([(0.08, 0.0), (0.50, -0.18), (0.50, -0.08), (0.08, 0.10)], "#8a5830", 0)
    for t in (0.22, 0.36):
        thing.mark([(-0.43, -0.06 + t), (0.07, 0.06 + t)], 0.012, "#6a4020", 0.8)
        thing.mark([(0.09, 0.06 + t), (0.45, -0.10 + t)], 0.012, "#4a2c18", 0.8)
    for x, y in ((-0.41, 0.0), (0.04, 0.1), (-0.41, 0.3), (0.04, 0.42), (0.12, 0.1), (0.42, -0.02)):
        canvas.drawCircle(x, y, 0.025, fill(BRASS))
    thing.plate([(-0.24, -0.02), (-0.12, 0.01), (-0.12, 0.15), (-0.24, 0.12)], BRASS, 0.02)
    canvas.drawCircle(-0.18, 0.08, 0.02, fill(INK))
    thing.glint([(-0.3, -0.17), (-0.06, -0.26)], 0.02, 0.5)


def gift(canvas: Canvas, line: float) -> None:
    """A present with its ribbon."""
    thing = Thing(canvas, line)
    thing.plate([(-0.42, -0.06), (0.06, 0.06), (0.06, 0.48), (-0.42, 0.34)], "#e8d4b0", 0.04)
    thing.plate([(0.06, 0.06), (0.46, -0.10), (0.46, 0.28), (0.06, 0.48)], "#c8ac84", 0)
    thing.plate([(-0.46, -0.14), (-0.04, -0.30), (0.50, -0.18), (0.06, 0.02)], "#f4e4c4", 0)
    thing.band([(-0.25, -0.22), (0.28, -0.08), (0.27, 0.38)], [0.035, 0.035, 0.035], RED)
    thing.band([(0.24, -0.24), (-0.2, -0.06), (-0.19, 0.40)], [0.035, 0.035, 0.035], RED)
    for side in (-1, 1):
        thing.shape(
            [(0.02, -0.14), (side * 0.20, -0.38), (side * 0.28, -0.26), (side * 0.14, -0.14)], RED, 0.03
        )


def laptop(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.38, -0.36), (0.38, -0.36), (0.40, 0.14), (-0.40, 0.14)], "#2c3248", 0)
    canvas.drawRect(rect(-0.34, -0.32, 0.34, 0.10), fill("#6ab8f0"))
    for k in range(5):
        thing.mark(
            [(-0.27, -0.25 + k * 0.07), (0.22 - (k * 37 % 5) * 0.08, -0.25 + k * 0.07)], 0.022, WHITE, 0.85
        )
    thing.plate([(-0.40, 0.15), (0.40, 0.15), (0.49, 0.34), (-0.49, 0.34)], "#c4ccd8", 0.02)


def shoes(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for dx, dy in ((0.10, -0.16), (-0.08, 0.12)):
        thing.shape(
            [
                (-0.36 + dx, -0.10 + dy),
                (-0.14 + dx, -0.10 + dy),
                (0.06 + dx, 0.0 + dy),
                (0.32 + dx, 0.06 + dy),
                (0.34 + dx, 0.18 + dy),
                (-0.36 + dx, 0.18 + dy),
            ],
            "#6a4434",
            0.05,
        )
        thing.mark([(-0.36 + dx, 0.18 + dy), (0.34 + dx, 0.18 + dy)], 0.04)


def hat(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.shape(
        [
            (-0.26, 0.10),
            (-0.24, -0.26),
            (-0.08, -0.34),
            (0.0, -0.29),
            (0.08, -0.34),
            (0.24, -0.26),
            (0.26, 0.10),
        ],
        "#5a4038",
        0.06,
    )
    thing.band([(-0.27, 0.05), (0.27, 0.05)], [0.045, 0.045], RED)
    thing.shape(
        [(-0.50, 0.16), (-0.28, 0.09), (0, 0.14), (0.28, 0.09), (0.50, 0.16), (0, 0.27)], "#5a4038", 0.03
    )


def wheel(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawCircle(0, 0, 0.44, stroke(INK, 0.10))
    canvas.drawCircle(0, 0, 0.40, stroke(WOOD, 0.05))
    for i in range(12):
        a = math.tau * i / 12
        thing.mark([(0, 0), (0.38 * math.cos(a), 0.38 * math.sin(a))], 0.022, "#8a5a38")
    canvas.drawCircle(0, 0, 0.09, fill(BRASS))
    canvas.drawCircle(0, 0, 0.09, stroke(INK, 0.02))


def door(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.32, -0.48), (0.32, -0.48), (0.32, 0.48), (-0.32, 0.48)], "#4a3028", 0)
    canvas.drawRect(rect(-0.24, -0.42, 0.24, 0.48), fill("#ffe6a8"))
    thing.plate([(-0.24, -0.42), (0.10, -0.36), (0.10, 0.54), (-0.24, 0.48)], "#8a5a3c", 0.04)
    canvas.drawCircle(0.04, 0.08, 0.028, fill(BRASS))


def window(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.42, -0.46), (0.42, -0.46), (0.42, 0.46), (-0.42, 0.46)], "#5a4034", 0)
    canvas.drawRect(rect(-0.36, -0.40, 0.36, 0.40), fill("#3a4f94"))
    canvas.drawCircle(0.15, -0.18, 0.10, fill("#fff2c8"))
    for x, y in ((-0.2, -0.25), (-0.1, -0.05), (0.26, 0.05), (-0.28, 0.1)):
        canvas.drawCircle(x, y, 0.012, fill(WHITE))
    thing.mark([(0, -0.42), (0, 0.42)], 0.045, "#5a4034")
    thing.mark([(-0.38, 0.02), (0.38, 0.02)], 0.045, "#5a4034")


def moon(canvas: Canvas, line: float) -> None:
    canvas.drawCircle(0, 0, 0.5, radial((0, 0), 0.5, ((255, 240, 190), 0.8), ((255, 240, 190), 0)))
    Thing(canvas, line).solid(
        curve([(0.34 * math.cos(a / 2), 0.34 * math.sin(a / 2)) for a in range(12)]), "#fff4cc", 0.05
    )
    for x, y, r in ((-0.1, -0.08, 0.06), (0.12, 0.06, 0.08), (-0.06, 0.17, 0.045)):
        canvas.drawCircle(x, y, r, fill("#ecd8a0"))


def star(canvas: Canvas, line: float) -> None:
    points: list[XY] = []
    for i in range(10):
        radius = 0.46 if i % 2 == 0 else 0.20
        points.append((radius * math.sin(math.pi * i / 5), -radius * math.cos(math.pi * i / 5)))
    Thing(canvas, line).plate(points, "#ffd95a", 0.05)


def tear(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.shape(
        [(0, -0.46), (0.20, 0.02), (0.22, 0.26), (0, 0.42), (-0.22, 0.26), (-0.20, 0.02)], "#aee0ff", 0.06
    )
    thing.glint([(-0.10, 0.22), (-0.10, 0.02), (-0.04, -0.14)], 0.06)


def heart(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    half: list[XY] = [(0, -0.18), (0.14, -0.38), (0.36, -0.36), (0.44, -0.12), (0.30, 0.14), (0, 0.42)]
    thing.shape(half + [(-x, y) for x, y in reversed(half[1:-1])], "#e8486a", 0.06)
    thing.glint([(-0.32, -0.08), (-0.28, -0.24), (-0.16, -0.28)], 0.06)


def violin(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.save()
    canvas.rotate(24)
    thing.band([(0, -0.50), (0, 0.0)], [0.025, 0.03], "#4a2c20")
    body: list[XY] = [
        (0, -0.08),
        (0.15, -0.04),
        (0.16, 0.10),
        (0.10, 0.18),
        (0.20, 0.28),
        (0.18, 0.44),
        (0, 0.49),
    ]
    thing.shape(body + [(-x, y) for x, y in reversed(body[1:-1])], "#c07838", 0.05)
    canvas.drawCircle(0, 0.20, 0.055, fill("#4a2c20"))
    for x in (-0.012, 0.012):
        canvas.drawLine(x, -0.46, x, 0.40, stroke(lighter(STEEL, 0.5), 0.006))
    canvas.restore()


def flute(canvas: Canvas, line: float) -> None:
    """Held aslant, its holes towards us."""
    thing = Thing(canvas, line)
    canvas.save()
    canvas.rotate(-32)
    thing.band([(-0.50, 0.0), (0.50, 0.0)], [0.05, 0.045], "#b98a4e")
    for k in range(6):
        canvas.drawCircle(-0.12 + 0.09 * k, 0.0, 0.016, fill(INK))
    canvas.restore()


def wallet(canvas: Canvas, line: float) -> None:
    """Folded, with its seam and a clasp."""
    thing = Thing(canvas, line)
    thing.shape([(-0.40, -0.26), (0.38, -0.28), (0.44, 0.26), (-0.40, 0.30)], "#8a4a34", 0.07)
    thing.plate([(-0.36, -0.20), (0.36, -0.22), (0.36, 0.02), (-0.36, 0.04)], "#a05a40", 0.02)
    thing.mark([(-0.34, 0.22), (0.38, 0.19)], 0.014, "#e0b088", 0.8)
    thing.plate([(0.30, -0.08), (0.50, -0.08), (0.50, 0.08), (0.30, 0.08)], "#6a3424", 0.02)
    canvas.drawCircle(0.42, 0.0, 0.035, fill(BRASS))


DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    drawer.__name__: drawer
    for drawer in (
        cup,
        bottle,
        bowl,
        lamp,
        lantern,
        umbrella,
        book,
        bag,
        box,
        gift,
        laptop,
        shoes,
        hat,
        wheel,
        door,
        window,
        moon,
        star,
        tear,
        heart,
        violin,
        wallet,
        flute,
    )
}
DRAWERS["closed umbrella"] = closed_umbrella
