"""More things stories turn on: a cake, a clock, a cane, an envelope, a sketchbook, handcuffs, a badge."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    curve,
    fill,
    polygon,
    radial,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.things import BRASS, NAVY, PAPER, RED, STEEL, WOOD, Thing


def cake(canvas: Canvas, line: float) -> None:
    """A round cake with cream, berries and three candles."""
    thing = Thing(canvas, line)
    canvas.drawCircle(0, -0.36, 0.34, radial((0, -0.36), 0.34, ((255, 224, 140), 0.7), ((255, 200, 110), 0)))
    canvas.drawOval(rect(-0.5, 0.3, 0.5, 0.5), fill(INK))
    canvas.drawOval(rect(-0.485, 0.31, 0.485, 0.485), fill("#dfe4ea"))
    thing.shape(
        [(-0.4, -0.04), (-0.4, 0.32), (-0.2, 0.42), (0.2, 0.42), (0.4, 0.32), (0.4, -0.04), (0, 0.06)],
        "#f4d8b0",
        0.06,
    )
    thing.mark([(-0.4, 0.2), (0.0, 0.29), (0.4, 0.2)], 0.035, "#d8787a")
    canvas.drawOval(rect(-0.41, -0.17, 0.41, 0.1), fill(INK))
    canvas.drawOval(rect(-0.4, -0.16, 0.4, 0.09), fill("#fbf4ea"))
    for k in range(9):
        a = math.tau * k / 9
        x, y = 0.32 * math.cos(a), -0.035 + 0.1 * math.sin(a)
        canvas.drawCircle(x, y, 0.05, fill("#fffaf2"))
        if k % 2:
            canvas.drawCircle(x, y - 0.03, 0.035, fill(RED))
    for x in (-0.14, 0.0, 0.14):
        thing.plate(
            [(x - 0.02, -0.3), (x + 0.02, -0.3), (x + 0.02, -0.04), (x - 0.02, -0.04)],
            ("#7ab8e0", "#f0b0c0", "#f0d878")[round(x * 7) + 1],
            0,
        )
        canvas.drawPath(
            curve([(x, -0.44), (x + 0.035, -0.35), (x, -0.31), (x - 0.035, -0.35)]), fill("#ffa03c")
        )


def clock(canvas: Canvas, line: float) -> None:
    """A wall clock."""
    thing = Thing(canvas, line)
    for r, tone in ((0.47, "#6a4430"), (0.38, "#fbf6ea")):
        canvas.drawCircle(0, 0, r + line / 2, fill(INK))
        canvas.drawCircle(0, 0, r, fill(tone))
    for k in range(12):
        a = math.tau * k / 12
        near = 0.29 if k % 3 == 0 else 0.32
        thing.mark(
            [(near * math.sin(a), -near * math.cos(a)), (0.35 * math.sin(a), -0.35 * math.cos(a))], 0.022
        )
    thing.mark([(0, 0), (0.1, -0.18)], 0.036)
    thing.mark([(0, 0), (-0.15, -0.24)], 0.024)
    canvas.drawCircle(0, 0, 0.03, fill(RED))
    thing.glint([(-0.36, -0.16), (-0.28, -0.3), (-0.14, -0.39)], 0.04, 0.6)


def cane(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    hook: list[XY] = [(0.06, 0.5), (-0.02, -0.2), (-0.03, -0.38), (0.06, -0.48), (0.18, -0.44), (0.2, -0.32)]
    canvas.drawPath(ribbon(hook, [0.028 + line / 2] * 6, 8), fill(INK))
    canvas.drawPath(ribbon(hook, [0.026] * 6, 8), fill("#8a5430"))
    thing.glint([(-0.02, -0.34), (0.01, 0.2)], 0.012)
    thing.band([(0.05, 0.42), (0.06, 0.5)], [0.034, 0.03], BRASS)


def envelope(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.46, -0.28), (0.46, -0.32), (0.48, 0.28), (-0.44, 0.32)], "#f0e2c4", 0.03)
    thing.plate([(-0.46, -0.28), (0.46, -0.32), (0.03, 0.06)], "#e2cfa6", 0.02)
    canvas.drawCircle(0.02, 0.03, 0.13, fill(INK))
    canvas.drawCircle(0.02, 0.03, 0.13 - line * 0.6, fill(RED))
    canvas.drawCircle(0.02, 0.03, 0.075, fill("#a82c34"))


def sketchbook(canvas: Canvas, line: float) -> None:
    """A page with a drawing on it: hills, a house, a sun."""
    thing = Thing(canvas, line)
    thing.plate([(-0.4, -0.44), (0.42, -0.4), (0.4, 0.46), (-0.42, 0.42)], "#b8864c", 0.03)
    thing.plate([(-0.38, -0.42), (0.36, -0.4), (0.34, 0.4), (-0.4, 0.38)], "#fbf8f0", 0.02)
    for k in range(8):
        thing.band([(-0.42, -0.36 + 0.1 * k), (-0.34, -0.36 + 0.1 * k)], [0.014, 0.014], STEEL)
    canvas.drawCircle(0.18, -0.22, 0.08, stroke("#e0a03c", 0.022))
    for line_ in ([(-0.3, 0.16), (-0.14, -0.04), (0.02, 0.14)], [(-0.08, 0.12), (0.12, -0.02), (0.3, 0.16)]):
        thing.mark(line_, 0.016, "#5a7a8a")
    thing.mark([(-0.1, 0.28), (-0.1, 0.14), (0.0, 0.06), (0.1, 0.14), (0.1, 0.28)], 0.018, "#8a4a3c")
    for k in range(4):
        thing.mark([(-0.28 + 0.16 * k, 0.32), (-0.24 + 0.16 * k, 0.25)], 0.012, "#5a8a5a")


def handcuffs(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for x in (-0.26, 0.26):
        canvas.drawCircle(x, 0.06, 0.2, stroke(INK, 0.085 + line))
        canvas.drawCircle(x, 0.06, 0.2, stroke(STEEL, 0.08))
        canvas.drawCircle(x - 0.02, 0.04, 0.2, stroke(WHITE, 0.015, 0.7))
    for k in range(3):
        canvas.drawCircle(-0.1 + 0.1 * k, -0.16 - 0.03 * (k == 1), 0.055, stroke(INK, 0.035 + line))
        canvas.drawCircle(-0.1 + 0.1 * k, -0.16 - 0.03 * (k == 1), 0.055, stroke("#8a96a6", 0.03))
    thing.plate([(-0.34, -0.2), (-0.18, -0.2), (-0.18, -0.1), (-0.34, -0.1)], "#8a96a6", 0.0)
    thing.plate([(0.18, -0.2), (0.34, -0.2), (0.34, -0.1), (0.18, -0.1)], "#8a96a6", 0.0)


def badge(canvas: Canvas, line: float) -> None:
    """A shield with a star."""
    thing = Thing(canvas, line)
    thing.shape(
        [(-0.36, -0.36), (0.0, -0.48), (0.36, -0.36), (0.36, 0.06), (0.0, 0.5), (-0.36, 0.06)], BRASS, 0.06
    )
    canvas.drawCircle(0, -0.06, 0.24, fill(NAVY))
    points: list[XY] = []
    for k in range(10):
        r = 0.19 if k % 2 == 0 else 0.08
        points.append((r * math.sin(math.pi * k / 5), -0.06 - r * math.cos(math.pi * k / 5)))
    canvas.drawPath(polygon(points), fill("#f4d878"))
    thing.glint([(-0.28, 0.02), (-0.29, -0.28)], 0.04)


def chopsticks(canvas: Canvas, line: float) -> None:
    """A spoon and a pair of chopsticks."""
    thing = Thing(canvas, line)
    thing.band([(-0.26, 0.44), (-0.2, -0.46)], [0.02, 0.013], "#c0c8d2")
    thing.band([(-0.14, 0.44), (-0.11, -0.46)], [0.02, 0.013], "#c0c8d2")
    thing.band([(0.2, 0.46), (0.2, -0.16)], [0.02, 0.022], "#c0c8d2")
    thing.shape([(0.2, -0.48), (0.31, -0.34), (0.27, -0.16), (0.13, -0.16), (0.09, -0.34)], "#c0c8d2", 0.03)
    thing.glint([(0.14, -0.26), (0.15, -0.38)], 0.02)


def gravestone(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.shape(
        [(-0.5, 0.44), (-0.3, 0.34), (0.3, 0.34), (0.5, 0.44), (0.3, 0.5), (-0.3, 0.5)], "#5f8a4c", 0.03
    )
    thing.plate(
        [(-0.3, 0.42), (-0.3, -0.24), (-0.2, -0.42), (0.0, -0.48), (0.2, -0.42), (0.3, -0.24), (0.3, 0.42)],
        "#a8a8b0",
        0.06,
    )
    for y, half in ((-0.2, 0.16), (-0.08, 0.12), (0.04, 0.16)):
        thing.mark([(-half, y), (half, y)], 0.025, "#6a6a76")
    for x, tone in ((-0.12, RED), (0.0, "#f0c050"), (0.12, "#e88aa8")):
        canvas.drawCircle(x, 0.36, 0.06, fill(INK))
        canvas.drawCircle(x, 0.36, 0.06 - line * 0.6, fill(tone))


def torch(canvas: Canvas, line: float) -> None:
    """An electric torch, its beam to the right."""
    thing = Thing(canvas, line)
    for wide, alpha in ((0.34, 0.22), (0.24, 0.30), (0.14, 0.4)):
        beam = polygon([(0.20, -0.08), (0.69, -wide), (0.69, wide), (0.20, 0.08)])
        canvas.drawPath(beam, fill("#fff2b0", alpha))
    thing.plate([(-0.44, -0.085), (0.06, -0.085), (0.06, 0.085), (-0.44, 0.085)], "#3a4250", 0.03)
    thing.plate([(0.06, -0.09), (0.22, -0.16), (0.22, 0.16), (0.06, 0.09)], "#525c6c", 0.03)
    thing.plate([(0.22, -0.16), (0.26, -0.15), (0.26, 0.15), (0.22, 0.16)], "#fff0a8", 0.0)
    thing.plate([(-0.20, -0.11), (-0.08, -0.11), (-0.08, -0.075), (-0.20, -0.075)], RED, 0.0)


def medicine(canvas: Canvas, line: float) -> None:
    """A brown bottle of pills with a white cap and a cross on its label; three pills beside it."""
    thing = Thing(canvas, line)
    thing.plate([(-0.26, -0.24), (0.18, -0.24), (0.20, 0.42), (-0.28, 0.42)], "#b5682c", 0.06)
    thing.plate([(-0.24, -0.46), (0.16, -0.46), (0.18, -0.24), (-0.26, -0.24)], "#f2efe8", 0.04)
    thing.plate([(-0.27, -0.08), (0.19, -0.08), (0.20, 0.28), (-0.28, 0.28)], "#faf7ee", 0.02)
    canvas.drawRect(rect(-0.075, -0.02, -0.005, 0.22), fill(RED))
    canvas.drawRect(rect(-0.16, 0.065, 0.08, 0.135), fill(RED))
    for x, y, colour in ((0.36, 0.34, "#d8424a"), (0.30, 0.20, "#f4f0e6"), (0.46, 0.22, "#4a7ab8")):
        thing.solid(
            polygon([(x - 0.08, y - 0.04), (x + 0.08, y - 0.04), (x + 0.08, y + 0.04), (x - 0.08, y + 0.04)]),
            colour,
            0.02,
        )


def glove(canvas: Canvas, line: float) -> None:
    """A knitted glove."""
    thing = Thing(canvas, line)
    hand: list[XY] = [
        (-0.26, 0.24),
        (-0.30, -0.02),
        (-0.28, -0.34),
        (-0.18, -0.36),
        (-0.16, -0.10),
        (-0.12, -0.44),
    ]
    hand += [
        (-0.01, -0.45),
        (0.0, -0.12),
        (0.06, -0.42),
        (0.16, -0.40),
        (0.14, -0.08),
        (0.22, -0.28),
        (0.31, -0.24),
    ]
    hand += [(0.27, 0.04), (0.40, -0.02), (0.44, 0.07), (0.26, 0.24)]
    thing.shape(hand, RED, 0.05)
    thing.plate([(-0.27, 0.20), (0.27, 0.20), (0.29, 0.44), (-0.29, 0.44)], "#e8dcc8", 0.04)
    for k in range(-3, 4):
        thing.mark([(k * 0.075, 0.23), (k * 0.077, 0.42)], 0.014, "#b8a88c")


def compass(canvas: Canvas, line: float) -> None:
    """A brass compass, its needle red to the north."""
    thing = Thing(canvas, line)
    canvas.drawCircle(0, 0.02, 0.42 + line, fill(INK))
    canvas.drawCircle(0, 0.02, 0.42, fill("#d8a94a"))
    canvas.drawCircle(0, 0.02, 0.33, fill("#f8f2e2"))
    thing.plate([(-0.06, -0.46), (0.06, -0.46), (0.06, -0.38), (-0.06, -0.38)], "#b5862c", 0.0)
    for dx, dy in ((0, -0.27), (0.27, 0.02), (0, 0.31), (-0.27, 0.02)):
        canvas.drawCircle(dx, dy if dx == 0 else 0.02, 0.022, fill(INK))
    thing.plate([(0.12, -0.22), (0.05, 0.05), (-0.05, -0.01)], RED, 0.0)
    thing.plate([(-0.12, 0.26), (-0.05, -0.01), (0.05, 0.05)], "#3f5a8a", 0.0)


def seal(canvas: Canvas, line: float) -> None:
    """A seal of state: a gold tortoise on a square block, its red print beside it."""
    thing = Thing(canvas, line)
    thing.plate([(-0.34, 0.04), (0.26, 0.04), (0.28, 0.36), (-0.36, 0.36)], "#d8a83a", 0.06)
    thing.shape([(-0.28, 0.05), (-0.24, -0.20), (-0.04, -0.32), (0.16, -0.20), (0.20, 0.05)], "#e8bc4a", 0.06)
    thing.shape([(0.14, -0.14), (0.34, -0.28), (0.42, -0.12), (0.26, 0.02)], "#e8bc4a", 0.03)
    canvas.drawCircle(0.35, -0.19, 0.022, fill(INK))
    tail: list[XY] = [(-0.30, 0.36), (-0.30, 0.46), (0.22, 0.46), (0.22, 0.36)]
    thing.plate(tail, RED, 0.03)


def microphone(canvas: Canvas, line: float) -> None:
    """A singer's microphone."""
    thing = Thing(canvas, line)
    thing.plate([(-0.10, -0.06), (0.10, -0.10), (0.06, 0.46), (-0.04, 0.46)], "#33363f", 0.03)
    canvas.drawCircle(0.0, -0.24, 0.20 + line, fill(INK))
    canvas.drawCircle(0.0, -0.24, 0.20, fill("#c4cad4"))
    for k in (-0.10, 0.0, 0.10):
        thing.mark([(-0.17, -0.24 + k), (0.17, -0.24 + k)], 0.012, "#6a7080")
        thing.mark([(k, -0.42), (k, -0.07)], 0.012, "#6a7080")


def trophy(canvas: Canvas, line: float) -> None:
    """A cup with two handles on a dark foot."""
    thing = Thing(canvas, line)
    for side in (-1, 1):
        loop: list[XY] = [
            (side * 0.26, -0.34),
            (side * 0.46, -0.32),
            (side * 0.40, -0.08),
            (side * 0.20, 0.0),
        ]
        thing.band(loop, [0.035] * 4, "#d8a83a")
    thing.shape(
        [(-0.30, -0.44), (0.30, -0.44), (0.26, -0.10), (0.06, 0.10), (-0.06, 0.10), (-0.26, -0.10)],
        "#e8bc4a",
        0.07,
    )
    thing.plate([(-0.06, 0.08), (0.06, 0.08), (0.10, 0.26), (-0.10, 0.26)], "#c8982e", 0.03)
    thing.plate([(-0.24, 0.26), (0.24, 0.26), (0.26, 0.44), (-0.26, 0.44)], "#3a2c28", 0.04)


def net(canvas: Canvas, line: float) -> None:
    """A landing net."""
    thing = Thing(canvas, line)
    thing.band([(0.46, 0.48), (0.06, 0.02)], [0.03, 0.026], WOOD)
    bag: list[XY] = [(-0.42, -0.3), (-0.44, 0.06), (-0.24, 0.3), (0.0, 0.2), (0.1, -0.1)]
    canvas.drawPath(curve(bag), fill(PAPER, 0.45))
    for k in range(5):
        thing.mark([(-0.4 + 0.1 * k, -0.3 + 0.06 * k), (-0.32 + 0.06 * k, 0.22 - 0.02 * k)], 0.012, "#6a7a86")
        thing.mark(
            [(-0.43 + 0.02 * k, -0.2 + 0.1 * k), (0.08 - 0.04 * k, -0.02 + 0.07 * k)], 0.012, "#6a7a86"
        )
    hoop: list[XY] = [
        (-0.42, -0.3),
        (-0.24, -0.44),
        (0.02, -0.34),
        (0.1, -0.08),
        (-0.12, -0.06),
        (-0.34, -0.16),
    ]
    canvas.drawPath(curve(hoop), stroke(INK, 0.05 + line))
    canvas.drawPath(curve(hoop), stroke("#b0743c", 0.045))


DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    "cake": cake,
    "clock": clock,
    "cane": cane,
    "envelope": envelope,
    "sketchbook": sketchbook,
    "handcuffs": handcuffs,
    "badge": badge,
    "chopsticks": chopsticks,
    "gravestone": gravestone,
    "net": net,
    "torch": torch,
    "medicine": medicine,
    "glove": glove,
    "compass": compass,
    "seal": seal,
    "microphone": microphone,
    "trophy": trophy,
}
