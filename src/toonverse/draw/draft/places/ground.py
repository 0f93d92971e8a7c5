"""Wet ground."""

from toonverse.draw.draft.brush import fill, rect, ribbon
from toonverse.draw.draft.layers import glow
from toonverse.draw.draft.stage import Stage

SIGNS = ("#e85a6a", "#4ac0c8", "#ffc04a", "#8a6ae0", "#5ad08a", "#ff8a5a")


def puddles(stage: Stage) -> None:
    """Wet ground: streaks of the lights above."""
    canvas, chance = stage.canvas, stage.chance("puddles")
    low = stage.height - stage.horizon
    for _ in range(18):
        x, y = chance.random() * stage.width, stage.horizon + low * chance.uniform(0.12, 0.98)
        size = stage.width * chance.uniform(0.03, 0.12) * (y - stage.horizon) / low
        canvas.drawOval(
            rect(x - size, y - size * 0.13, x + size, y + size * 0.13), fill(stage.palette.sky[-1][1], 0.35)
        )
    for _ in range(16):
        x, y = chance.random() * stage.width, stage.horizon + low * chance.uniform(0.05, 0.5)
        colour = chance.choice(SIGNS) if not stage.period else stage.palette.lamp
        long = low * chance.uniform(0.1, 0.35)
        canvas.drawPath(
            ribbon([(x, y), (x + 3, y + long * 0.5), (x, y + long)], [1, 7, 1], 5, False),
            fill(colour, 0.30 if stage.dark else 0.16),
        )


def lantern_row(stage: Stage, y: float, count: int) -> None:
    """A row of far lights with their reflections: warmth in rain and dusk."""
    if not (stage.wet or stage.dark):
        return
    chance, canvas, lamp = stage.chance("lanterns", round(y)), stage.canvas, stage.palette.lamp
    for k in range(count):
        x = stage.width * (k + chance.uniform(0.2, 0.8)) / count
        size = stage.width * chance.uniform(0.004, 0.008)
        glow(canvas, x, y, size * 11, lamp, 0.6)
        canvas.drawCircle(x, y, size, fill(lamp))
        long = stage.height * chance.uniform(0.04, 0.10)
        reflection = [(x, y + size * 3), (x + size, y + long * 0.5), (x, y + long)]
        canvas.drawPath(ribbon(reflection, [size * 0.7, size * 1.2, 0.5], 5, False), fill(lamp, 0.5))
