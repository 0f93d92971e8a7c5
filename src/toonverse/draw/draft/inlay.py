"""How a thing is laid into an insert: its ink, light and shadow; the place behind it, out of focus."""

import math
from collections.abc import Callable
from dataclasses import replace

from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    fill,
)
from toonverse.draw.draft.layers import Layer, draw_blurred
from toonverse.draw.draft.props import draw_prop
from toonverse.draw.draft.sprite import Sprite
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.styles import Manner


def place_thing(
    stage: Stage,
    noun: str,
    colour: str,
    manner: Manner,
    at: XY,
    size: float,
    turn_deg: float = 0.0,
    flat: float = 1.0,
    shadow: XY = (0.05, 0.06),
    foot: float | None = None,
) -> None:
    """The thing with its ink, light and cast shadow; `flat` presses it together as if seen from above.

    With `foot` its lowest point comes to that y.
    """
    (x, y), canvas = at, stage.canvas

    def draw(target: Canvas) -> None:
        target.translate(x, y)
        target.scale(1, flat)
        target.rotate(turn_deg)
        target.scale(size, size)
        draw_prop(target, noun, max(3.0, size * 0.009) * manner.line / size, colour)

    half = math.ceil(size * 0.72)
    left, top = max(0, int(x) - half), max(0, int(y) - half)
    right, low = min(stage.width, int(x) + half), min(stage.height, int(y) + half)
    if right - left < 2 or low - top < 2:
        return
    sprite = Sprite(left, top, right - left, low - top, draw)
    if foot is not None:
        sprite.top += round(foot) - sprite.bounds()[3]
    if manner.rim > 0:
        sprite.grade(stage.palette.grade, ((0, 0.0), (1, stage.palette.grade_strength * 0.6)))
        sprite.rim(stage.palette.rim, -size * 0.010, size * 0.006, 0.9)
    sprite.cast(canvas, stage.palette.shade, (shadow[0] * size, shadow[1] * size), size * 0.022, 0.55)
    sprite.paste(canvas)


def behind(stage: Stage, scenery: Callable[[Stage], None], sigma_px: float) -> None:
    """The place, out of focus."""
    small = Layer(stage.width, stage.height, 0.25)
    scenery(replace(stage, layer=small))
    draw_blurred(stage.layer, small, sigma_px)


def bokeh(stage: Stage, count: int, low: float = 0.8) -> None:
    """Discs of light out of focus, brighter towards their rims."""
    chance, canvas = stage.chance("bokeh"), stage.canvas
    colours = (stage.palette.lamp, stage.palette.rim, stage.palette.glow)
    for k in range(count):
        size = stage.width * chance.uniform(0.018, 0.075)
        x, y = chance.random() * stage.width, chance.random() * stage.height * low
        colour = colours[k % 3]
        alpha = chance.uniform(0.10, 0.26) * (1.2 if stage.dark or stage.wet else 0.8)
        canvas.drawCircle(x, y, size, fill(colour, alpha * 0.7))
        canvas.drawCircle(x, y, size * 0.86, fill(colour, alpha * 0.5))
