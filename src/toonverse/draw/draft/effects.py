"""What the trade draws round a feeling: focus lines, gloom, sparkle. Behind the figures."""

import math

from toonverse.domain.storyboard import Emotion
from toonverse.draw.draft.brush import XY, PathBuilder, add_polygon, fill, polygon, rect
from toonverse.draw.draft.layers import fog, glow
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


def mood(stage: Stage, emotion: Emotion, at: XY, unit: float) -> None:
    """The air of a close shot."""
    if emotion in ("happy", "laugh", "smile", "embarrassed"):
        _sparkle(stage, at, unit, rosy=emotion == "embarrassed")
    elif emotion in ("sad", "crying", "afraid", "pained", "tired"):
        _gloom(stage, heavy=emotion in ("afraid", "pained"))
    elif emotion in ("angry", "shouting", "determined"):
        glow(stage.canvas, *at, unit * 2.6, (255, 96, 60), 0.42)
        focus_lines(stage, at, unit * 1.25, dark=True, count=90)
    elif emotion == "surprised":
        glow(stage.canvas, *at, unit * 2.4, (255, 250, 235), 0.6)
        focus_lines(stage, at, unit * 1.3, dark=False)


def _sparkle(stage: Stage, at: XY, unit: float, rosy: bool) -> None:
    chance, canvas = stage.chance("sparkle"), stage.canvas
    colour = (255, 190, 200) if rosy else (255, 240, 205)
    glow(canvas, *at, unit * 2.6, colour, 0.5)
    for _ in range(24):
        size = unit * chance.uniform(0.03, 0.2)
        canvas.drawCircle(
            chance.random() * stage.width,
            chance.random() * stage.height,
            size,
            fill(colour, chance.uniform(0.12, 0.38)),
        )
    for _ in range(7):
        x, y, s = (
            chance.random() * stage.width,
            chance.random() * stage.height * 0.7,
            unit * chance.uniform(0.05, 0.13),
        )
        star: list[XY] = []
        for i in range(8):
            r = s if i % 2 == 0 else s * 0.22
            star.append((x + r * math.sin(math.pi * i / 4), y - r * math.cos(math.pi * i / 4)))
        canvas.drawPath(polygon(star), fill((255, 255, 255), 0.9))


def _gloom(stage: Stage, heavy: bool) -> None:
    shade = stage.palette.shade
    fog(
        stage.canvas,
        0,
        0,
        stage.width,
        stage.height,
        shade,
        ((0, 0.72 if heavy else 0.5), (0.55, 0.18), (1, 0.4)),
    )
    chance, path = stage.chance("gloom"), PathBuilder()
    for _ in range(46 if heavy else 26):
        x, long = chance.random() * stage.width, stage.height * chance.uniform(0.12, 0.42)
        path.addRect(rect(x, 0, x + chance.uniform(1, 3.2), long))
    stage.canvas.drawPath(path.detach(), fill(shade, 0.5))
