"""Large things that stand where a story plays: a well, a fire, a tent, a lighthouse, a statue, a pod.

Each in about 1 x 1 round (0, 0), its foot at 0.46.
"""

from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    curve,
    darker,
    fill,
    polygon,
    radial,
    rect,
    ribbon,
)
from toonverse.draw.draft.things import BRASS, RED, STEEL, WOOD, Thing

_STONE = "#a7a0a6"


def well(canvas: Canvas, line: float) -> None:
    """A ring of stone under a small roof, a bucket on its rope."""
    thing = Thing(canvas, line)
    for x in (-0.28, 0.24):
        thing.plate([(x, -0.24), (x + 0.05, -0.24), (x + 0.05, 0.14), (x, 0.14)], WOOD, 0.02)
    thing.plate([(-0.44, -0.20), (0.0, -0.46), (0.44, -0.20), (0.36, -0.14), (-0.36, -0.14)], "#8a4a34", 0.05)
    thing.mark([(0.0, -0.16), (0.0, 0.0)], 0.018, "#5a4632")
    thing.plate([(-0.08, -0.02), (0.08, -0.02), (0.06, 0.12), (-0.06, 0.12)], WOOD, 0.02)
    thing.plate([(-0.36, 0.12), (0.36, 0.12), (0.33, 0.46), (-0.33, 0.46)], _STONE, 0.06)
    canvas.drawOval(rect(-0.36 - line, 0.05 - line, 0.36 + line, 0.20 + line), fill(INK))
    canvas.drawOval(rect(-0.36, 0.05, 0.36, 0.20), fill("#c2bcc0"))
    canvas.drawOval(rect(-0.27, 0.08, 0.27, 0.18), fill("#1c2436"))
    for row, y in enumerate((0.25, 0.36)):
        thing.mark([(-0.34, y), (0.34, y)], 0.010, "#6f6870")
        for k in range(4):
            x = -0.24 + 0.16 * k + 0.08 * (row % 2)
            thing.mark([(x, y), (x, y + 0.10)], 0.010, "#6f6870")


def campfire(canvas: Canvas, line: float) -> None:
    """Logs in a ring of stones, the flames bright in the dark."""
    thing = Thing(canvas, line)
    canvas.drawCircle(0.0, 0.10, 0.62, radial((0.0, 0.10), 0.62, ("#ffb84a", 0.6), ("#ffb84a", 0.0)))
    for x in (-0.36, -0.22, -0.06, 0.10, 0.26, 0.38):
        thing.shape([(x - 0.08, 0.46), (x - 0.06, 0.36), (x + 0.04, 0.34), (x + 0.09, 0.46)], _STONE, 0.03)
    for turn in (-1, 1):
        thing.band([(-0.28 * turn, 0.38), (0.26 * turn, 0.26)], [0.05, 0.05], WOOD)
    for colour, share in ((INK, 1.04), (RED, 1.0), ("#ff9a2e", 0.76), ("#ffe68a", 0.44)):
        w, t = 0.26 * share, 0.76 * share
        flame: list[XY] = [(-w, 0.30), (-w * 0.9, 0.30 - t * 0.35), (-w * 0.35, 0.30 - t * 0.55)]
        flame += [(-w * 0.1, 0.30 - t), (w * 0.4, 0.30 - t * 0.62), (w * 0.95, 0.30 - t * 0.3), (w, 0.30)]
        canvas.drawPath(curve([*flame, (0.0, 0.36)]), fill(colour))


def tent(canvas: Canvas, line: float) -> None:
    """A ridge tent, its door open and lit."""
    thing = Thing(canvas, line)
    thing.plate([(-0.48, 0.42), (-0.10, -0.34), (0.22, -0.30), (0.48, 0.40)], "#d8742c", 0.06)
    thing.plate([(-0.48, 0.42), (-0.10, -0.34), (0.20, 0.42)], "#f0904a", 0.05)
    thing.plate([(-0.22, 0.42), (-0.10, -0.10), (0.04, 0.42)], "#ffe2a0", 0.0)
    thing.plate([(-0.22, 0.42), (-0.10, -0.10), (-0.14, 0.42)], "#c85f22", 0.02)
    for x, y in ((-0.56, 0.46), (0.56, 0.45)):
        thing.mark([(x, y), (-0.10 if x < 0 else 0.22, -0.32)], 0.010, "#5a4632")


def lighthouse(canvas: Canvas, line: float) -> None:
    """A white tower with red bands on its rock, the lamp lit, its beam to both sides."""
    thing = Thing(canvas, line)
    for side in (-1, 1):
        beam = [(0.0, -0.36), (side * 0.66, -0.50), (side * 0.66, -0.24)]
        canvas.drawPath(polygon(beam), fill("#fff0b0", 0.5))
    thing.shape([(-0.34, 0.46), (-0.26, 0.36), (0.0, 0.32), (0.26, 0.37), (0.34, 0.46)], "#7a747c", 0.04)
    thing.plate([(-0.11, -0.26), (0.11, -0.26), (0.17, 0.38), (-0.17, 0.38)], "#f6f2ea", 0.06)
    for low, high in ((-0.14, 0.00), (0.14, 0.27)):
        a, b = 0.11 + (high + 0.26) * 0.094, 0.11 + (low + 0.26) * 0.094
        thing.plate([(-b, low), (b, low), (a, high), (-a, high)], RED, 0.05)
    thing.plate([(-0.15, -0.29), (0.15, -0.29), (0.15, -0.24), (-0.15, -0.24)], "#3a3f4c", 0.0)
    thing.plate([(-0.08, -0.43), (0.08, -0.43), (0.08, -0.29), (-0.08, -0.29)], "#fff2b4", 0.0)
    thing.plate([(-0.12, -0.43), (0.0, -0.50), (0.12, -0.43)], RED, 0.02)
    thing.plate([(-0.04, 0.26), (0.04, 0.26), (0.04, 0.38), (-0.04, 0.38)], "#4a3a34", 0.0)


def statue(canvas: Canvas, line: float) -> None:
    """A stone figure with its arm raised, on a block."""
    thing = Thing(canvas, line)
    thing.plate([(-0.28, 0.24), (0.28, 0.24), (0.32, 0.46), (-0.32, 0.46)], darker(_STONE, 0.2), 0.05)
    thing.shape(
        [(-0.16, 0.24), (-0.19, -0.08), (-0.10, -0.20), (0.10, -0.20), (0.17, -0.06), (0.15, 0.24)],
        _STONE,
        0.06,
    )
    thing.band([(0.11, -0.14), (0.24, -0.26), (0.26, -0.46)], [0.05, 0.045, 0.04], _STONE)
    canvas.drawCircle(0.0, -0.30, 0.10 + line, fill(INK))
    canvas.drawCircle(0.0, -0.30, 0.10, fill(_STONE))
    thing.mark([(-0.06, 0.22), (-0.03, -0.04)], 0.012, "#6f6870")
    thing.plate([(-0.14, 0.31), (0.14, 0.31), (0.14, 0.39), (-0.14, 0.39)], BRASS, 0.02)


def pod(canvas: Canvas, line: float) -> None:
    """A glass capsule in a steel frame, somebody asleep in it."""
    thing = Thing(canvas, line)
    thing.shape(
        [(-0.22, 0.44), (-0.26, -0.20), (-0.14, -0.44), (0.14, -0.44), (0.26, -0.20), (0.22, 0.44)],
        STEEL,
        0.05,
    )
    glass = curve([(-0.16, 0.36), (-0.19, -0.16), (-0.10, -0.35), (0.10, -0.35), (0.19, -0.16), (0.16, 0.36)])
    thing.solid(glass, "#8fd8ea", 0.02)
    canvas.drawPath(
        curve([(-0.11, 0.34), (-0.12, 0.0), (0.0, -0.08), (0.12, 0.0), (0.11, 0.34)]), fill("#dfe8f0")
    )
    canvas.drawCircle(0.0, -0.16, 0.085, fill("#f2c9ae"))
    canvas.drawPath(
        curve([(-0.09, -0.15), (-0.08, -0.25), (0.08, -0.25), (0.09, -0.15), (0.0, -0.20)]), fill("#3a2c30")
    )
    for x in (-0.032, 0.032):
        canvas.drawPath(ribbon([(x - 0.018, -0.15), (x + 0.018, -0.15)], [0.005, 0.005], 2), fill(INK))
    thing.glint([(-0.12, 0.10), (-0.14, -0.14), (-0.07, -0.30)], 0.03)
    for k, lamp in enumerate(("#58e0a8", "#58e0a8", "#f0c84a")):
        canvas.drawCircle(-0.08 + 0.08 * k, 0.405, 0.018, fill(lamp))
    canvas.drawPath(ribbon([(-0.30, 0.46), (0.30, 0.46)], [0.02, 0.02], 2), fill(WHITE, 0.6))


def helm(canvas: Canvas, line: float) -> None:
    """A knight's steel helmet with its plume."""
    thing = Thing(canvas, line)
    thing.shape([(0.0, -0.34), (-0.22, -0.50), (-0.42, -0.36), (-0.40, -0.14), (-0.26, -0.26)], RED, 0.04)
    dome: list[XY] = [
        (-0.36, 0.12),
        (-0.36, -0.16),
        (-0.18, -0.36),
        (0.04, -0.40),
        (0.26, -0.28),
        (0.34, 0.0),
    ]
    thing.shape([*dome, (0.36, 0.34), (0.10, 0.46), (-0.30, 0.40)], STEEL, 0.07)
    thing.plate([(0.02, -0.06), (0.36, -0.02), (0.36, 0.06), (0.02, 0.04)], "#1c2028", 0.0)
    for k in range(4):
        canvas.drawCircle(0.14 + 0.05 * k, 0.18 + 0.02 * k, 0.016, fill(INK))
    thing.mark([(-0.30, 0.10), (0.34, 0.14)], 0.014, "#6a7484")
    thing.glint([(-0.24, -0.06), (-0.14, -0.26), (0.0, -0.33)], 0.05)


DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    "well": well,
    "campfire": campfire,
    "tent": tent,
    "lighthouse": lighthouse,
    "statue": statue,
    "pod": pod,
    "helm": helm,
}
