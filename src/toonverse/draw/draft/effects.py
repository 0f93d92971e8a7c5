"""Lines of force and speed, behind the figures."""

import math

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    add_polygon,
    fill,
)
from toonverse.draw.draft.stage import Stage


def focus_lines(stage: Stage, at: XY, radius: float, dark: bool, count: int = 110) -> None:
    """Wedges from the frame's edge towards `at`, stopping at an ellipse of `radius`."""
    chance = stage.chance("focus", dark)
    reach = math.hypot(stage.width, stage.height) * 1.1
    path = PathBuilder()
    for i in range(count):
        a = math.tau * (i + chance.uniform(-0.45, 0.45)) / count
        w, start = chance.uniform(0.003, 0.014), radius * chance.uniform(0.86, 1.7)
        tip = (at[0] + start * math.cos(a), at[1] + start * 1.15 * math.sin(a))
        ends = [(at[0] + reach * math.cos(a + s * w), at[1] + reach * math.sin(a + s * w)) for s in (-1, 1)]
        add_polygon(path, [tip, *ends])
    colour = stage.tone(1.0) if dark else stage.palette.rim
    stage.canvas.drawPath(path.detach(), fill(colour, 0.85 if dark else 0.7))


def speed_lines(stage: Stage) -> None:
    """Level streaks for things that move fast."""
    chance, path = stage.chance("speed"), PathBuilder()
    for _ in range(54):
        y, x = chance.random() * stage.height, chance.uniform(-0.3, 0.9) * stage.width
        long, thick = stage.width * chance.uniform(0.2, 0.7), chance.uniform(1, 5)
        add_polygon(path, [(x, y), (x + long, y - thick / 2), (x + long * 1.02, y + thick / 2)])
    stage.canvas.drawPath(path.detach(), fill(stage.palette.rim, 0.6))
