"""What carries people, and other large things drawn small: boat, rickshaw, bus, train, bicycle, piano."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    PathBuilder,
    add_polygon,
    curve,
    fill,
    lighter,
    polygon,
    rect,
    ribbon,
    round_rect,
    stroke,
)
from toonverse.draw.draft.things import BRASS, NAVY, PAPER, RED, STEEL, WOOD, Thing

_DARK = "#2c2630"


def _spoked(thing: Thing, x: float, y: float, radius: float, spokes: int, tyre: float = 0.05) -> None:
    canvas = thing.canvas
    canvas.drawCircle(x, y, radius, stroke(INK, tyre))
    canvas.drawCircle(x, y, radius - tyre * 0.6, stroke(WOOD, tyre * 0.5))
    bars = PathBuilder()
    for k in range(spokes):
        a = math.pi * k / spokes
        dx, dy = radius * math.cos(a), radius * math.sin(a)
        nx, ny = 0.008 * math.sin(a), -0.008 * math.cos(a)
        bar = [(x - dx - nx, y - dy - ny), (x + dx - nx, y + dy - ny)]
        add_polygon(bars, [*bar, (x + dx + nx, y + dy + ny), (x - dx + nx, y - dy + ny)])
    canvas.drawPath(bars.detach(), fill(STEEL))
    canvas.drawCircle(x, y, radius * 0.16, fill(BRASS))


def rickshaw(canvas: Canvas, line: float) -> None:
    """Two wheels, a seat under a folding hood, two shafts."""
    thing = Thing(canvas, line)
    thing.band([(0.08, 0.12), (-0.24, 0.22), (-0.50, 0.40)], [0.026, 0.022, 0.02], WOOD)
    seat: list[XY] = [(-0.16, 0.12), (-0.10, 0.0), (0.08, -0.02), (0.26, -0.26), (0.36, -0.24), (0.28, 0.16)]
    thing.plate(seat, "#8a3038", 0.04)
    hood: list[XY] = [
        (0.34, -0.06),
        (0.40, -0.38),
        (0.14, -0.50),
        (-0.16, -0.42),
        (0.06, -0.34),
        (0.18, -0.16),
    ]
    thing.shape(hood, _DARK, 0.0)
    for x, y in ((-0.08, -0.43), (0.06, -0.48), (0.24, -0.47)):
        thing.mark([(0.30, -0.10), (x, y)], 0.012, lighter(_DARK, 0.35))
    _spoked(thing, 0.12, 0.22, 0.26, 7)
    canvas.drawCircle(-0.16, 0.04, 0.045, fill(BRASS))


def boat(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(-0.02, 0.16), (-0.02, -0.50)], [0.018, 0.012], WOOD)
    thing.plate([(0.02, -0.46), (0.36, 0.10), (0.02, 0.12)], PAPER, 0.04)
    thing.plate([(-0.05, -0.38), (-0.32, 0.08), (-0.05, 0.12)], lighter(RED, 0.1), 0.04)
    hull: list[XY] = [(-0.46, 0.16), (0.50, 0.12), (0.36, 0.38), (-0.32, 0.38)]
    thing.plate(hull, WOOD, 0.06)
    canvas.drawPath(polygon([(-0.44, 0.18), (0.48, 0.14), (0.46, 0.19), (-0.42, 0.23)]), fill(PAPER))
    for y, long in ((0.42, 0.46), (0.48, 0.32)):
        wave: list[XY] = [(-long, y), (-long / 2, y - 0.03), (0, y), (long / 2, y - 0.03), (long, y)]
        canvas.drawPath(ribbon(wave, [0.004, 0.02, 0.02, 0.02, 0.004], 6, False), fill("#8ac4e8"))


def bus(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawRRect(round_rect(-0.48 - line, -0.34 - line, 0.48 + line, 0.28 + line, 0.08), fill(INK))
    canvas.drawRRect(round_rect(-0.48, -0.34, 0.48, 0.28, 0.07), fill("#3f8a6a"))
    canvas.drawRect(rect(-0.48, 0.04, 0.48, 0.11), fill(PAPER))
    for k in range(4):
        left = -0.43 + 0.19 * k
        canvas.drawRRect(round_rect(left, -0.26, left + 0.16, -0.02, 0.02), fill("#bfe0f0"))
        canvas.drawPath(
            polygon([(left + 0.02, -0.04), (left + 0.09, -0.25), (left + 0.13, -0.25), (left + 0.06, -0.04)]),
            fill(WHITE, 0.6),
        )
    canvas.drawRRect(round_rect(0.34, -0.26, 0.46, 0.22, 0.02), fill("#d8ecf4"))
    canvas.drawCircle(0.45, 0.18, 0.035, fill("#fff0b0"))
    for x in (-0.28, 0.22):
        canvas.drawCircle(x, 0.30, 0.115, fill(INK))
        canvas.drawCircle(x, 0.30, 0.06, fill(STEEL))
    thing.glint([(-0.44, -0.31), (0.40, -0.31)], 0.025)


def train(canvas: Canvas, line: float) -> None:
    """A steam engine, three quarters from the front."""
    thing = Thing(canvas, line)
    for x, y, r in ((-0.30, -0.44, 0.10), (-0.16, -0.50, 0.08), (-0.42, -0.40, 0.07)):
        canvas.drawCircle(x, y, r, fill(WHITE, 0.85))
    thing.plate([(0.16, -0.34), (0.46, -0.34), (0.46, 0.26), (0.16, 0.26)], NAVY, 0.05)
    canvas.drawRect(rect(0.22, -0.26, 0.40, -0.06), fill("#fff0b0"))
    thing.plate([(0.12, -0.40), (0.50, -0.40), (0.50, -0.34), (0.12, -0.34)], _DARK, 0)
    thing.plate([(-0.40, -0.14), (0.18, -0.14), (0.18, 0.22), (-0.40, 0.22)], NAVY, 0.05)
    thing.plate([(-0.30, -0.30), (-0.18, -0.30), (-0.20, -0.14), (-0.28, -0.14)], _DARK, 0.02)
    canvas.drawOval(rect(-0.50, -0.16, -0.28, 0.24), fill(INK))
    canvas.drawOval(rect(-0.48, -0.14, -0.30, 0.22), fill(lighter(NAVY, 0.2)))
    canvas.drawCircle(-0.39, 0.02, 0.05, fill("#fff0b0"))
    for x in (-0.12, 0.06):
        thing.mark([(x, -0.13), (x, 0.21)], 0.024, BRASS)
    thing.plate([(-0.50, 0.24), (0.48, 0.24), (0.46, 0.32), (-0.46, 0.32)], RED, 0.02)
    for x, r in ((-0.26, 0.10), (-0.02, 0.12), (0.30, 0.12)):
        _spoked(thing, x, 0.36, r, 4, 0.04)


def bicycle(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for x in (-0.29, 0.29):
        _spoked(thing, x, 0.18, 0.20, 7, 0.035)
    frame: list[list[XY]] = [
        [(-0.29, 0.18), (-0.10, -0.14), (0.18, -0.16), (0.29, 0.18)],
        [(-0.10, -0.14), (0.0, 0.18), (0.18, -0.16)],
        [(-0.29, 0.18), (0.0, 0.18)],
        [(0.18, -0.16), (0.15, -0.30), (0.26, -0.34)],
        [(-0.10, -0.14), (-0.13, -0.24)],
    ]
    for bar in frame:
        canvas.drawPath(polygon(bar, False), stroke(INK, 0.04 + line))
        canvas.drawPath(polygon(bar, False), stroke(RED, 0.035))
    thing.band([(-0.22, -0.25), (-0.04, -0.25)], [0.03, 0.02], _DARK)
    thing.band([(0.20, -0.34), (0.34, -0.33)], [0.02, 0.025], _DARK)
    canvas.drawCircle(0.0, 0.18, 0.045, fill(STEEL))


def keyboard(canvas: Canvas, line: float) -> None:
    """An upright piano's keys under its lid."""
    thing = Thing(canvas, line)
    thing.plate([(-0.50, -0.40), (0.50, -0.40), (0.50, 0.44), (-0.50, 0.44)], "#3a2430", 0.04)
    thing.plate([(-0.42, -0.32), (0.42, -0.32), (0.42, -0.04), (-0.42, -0.04)], "#4e3040", 0.02)
    thing.plate([(-0.24, -0.30), (0.24, -0.30), (0.20, -0.06), (-0.20, -0.06)], PAPER, 0.02)
    for k in range(4):
        thing.mark([(-0.16, -0.25 + 0.05 * k), (0.16, -0.25 + 0.05 * k)], 0.01)
    canvas.drawPath(polygon([(-0.46, 0.02), (0.46, 0.02), (0.50, 0.24), (-0.50, 0.24)]), fill("#fbf6ea"))
    for k in range(1, 14):
        x = -0.46 + 0.92 * k / 14
        thing.mark([(x, 0.02), (x * 1.085, 0.24)], 0.008)
        if k % 7 not in (0, 3):
            canvas.drawPath(
                polygon(
                    [(x - 0.018, 0.02), (x + 0.018, 0.02), (x * 1.05 + 0.02, 0.15), (x * 1.05 - 0.02, 0.15)]
                ),
                fill(INK),
            )
    canvas.drawPath(curve([(-0.48, 0.26), (0.48, 0.26), (0.48, 0.31), (-0.48, 0.31)]), fill("#5a3848"))


DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    drawer.__name__: drawer for drawer in (rickshaw, boat, bus, train, bicycle, keyboard)
}
