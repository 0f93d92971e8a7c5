"""Cities far off: three depths of towers with haze between them."""

import math
import random

import skia

from toonverse.draw.draft.brush import XY, PathBuilder, Rgb, Shape, add_polygon, fill, moved, rect, round_rect
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.stage import Stage


def _tower(
    path: Shape,
    windows: list[tuple[float, float, float, float]],
    box: tuple[float, float, float, float],
    kind: int,
    chance: random.Random,
    lights: float,
) -> None:
    x, base, width, height = box
    top = base - height

    def block(left: float, up: float, right: float, low: float) -> None:
        path.addRect(rect(x + width * left, up, x + width * right, low))

    if kind == 0:
        block(0, top + height * 0.2, 1, base + 9)
        block(0.14, top + height * 0.08, 0.86, top + height * 0.22)
        block(0.3, top, 0.7, top + height * 0.1)
        block(0.475, top - height * 0.15, 0.525, top + 4)
    elif kind == 1:
        path.moveTo(x, base + 9)
        path.lineTo(x, top + height * 0.30)
        path.quadTo(x + width * 0.06, top + height * 0.03, x + width * 0.92, top)
        path.quadTo(x + width * 1.04, top + height * 0.3, x + width, base + 9)
        path.close()
    elif kind == 2:
        spire = [
            (0.12, base + 9),
            (0.36, top + height * 0.34),
            (0.46, top),
            (0.5, top - height * 0.22),
            (0.54, top),
            (0.64, top + height * 0.34),
            (0.88, base + 9),
        ]
        add_polygon(path, [(x + width * t, y) for t, y in spire])
        path.addOval(
            rect(x - width * 0.12, top + height * 0.26, x + width * 1.12, top + height * 0.26 + width * 0.3)
        )
    elif kind == 3:
        path.addRRect(round_rect(x, top + height * 0.08, x + width * 0.38, base + 30, width * 0.19))
        path.addRRect(round_rect(x + width * 0.62, top, x + width, base + 30, width * 0.19))
        block(0.3, top + height * 0.3, 0.7, top + height * 0.33)
    elif kind == 4:
        add_polygon(path, [(x, base + 9), (x, top + height * 0.14), (x + width, top), (x + width, base + 9)])
        block(0.82, top - height * 0.1, 0.87, top + height * 0.1)
    else:
        block(0, top, 1, base + 9)
        block(0.1, top - width * 0.12, 0.45, top + 2)
        block(0.7, top - width * 0.3, 0.74, top + 2)
    if lights and kind != 2:
        _lit_windows(windows, box, chance, lights)


def _lit_windows(
    windows: list[tuple[float, float, float, float]],
    box: tuple[float, float, float, float],
    chance: random.Random,
    lights: float,
) -> None:
    x, base, width, height = box
    size = max(3.2, width * 0.075)
    y = base - height + height * 0.3
    columns = [x + width * 0.13 + i * size * 1.9 for i in range(int(width * 0.74 / (size * 1.9)) + 1)]
    while y < base - 8:
        if chance.random() < 0.75:
            windows.extend(
                (left, y, size * (1 if chance.random() < 0.7 else 1.9), size * 0.62)
                for left in columns
                if chance.random() < lights
            )
        y += size * 2.2


def skyline(
    stage: Stage,
    base: float,
    heights: XY,
    widths: XY,
    depth: float,
    name: object,
    lights: float = 0.0,
    focus: float = 0.5,
    rim: Rgb | None = None,
    bottom: float | None = None,
) -> None:
    """Towers that crowd round `focus` (share of the width); `depth` places them on the ramp."""
    chance = stage.chance("skyline", name)
    kinds = (0, 0, 1, 2, 3, 4, 4) if stage.era == "future" else (5, 5, 5, 4, 0, 5, 4)
    path = PathBuilder()
    windows: list[tuple[float, float, float, float]] = []
    x = -40.0
    while x < stage.width + 40:
        width = chance.uniform(*widths)
        crowd = 0.42 + 0.58 * math.exp(-(((x + width / 2) / stage.width - focus) ** 2) / 0.05)
        _tower(
            path,
            windows,
            (x, base, width, chance.uniform(*heights) * crowd),
            chance.choice(kinds),
            chance,
            lights,
        )
        x += width * chance.uniform(0.72, 1.12)
    if bottom is not None:
        path.addRect(rect(-10, base - 6, stage.width + 10, bottom))
    towers = path.detach()
    canvas = stage.canvas
    canvas.drawPath(towers, fill(stage.tone(depth)))
    if rim is not None:
        canvas.save()
        canvas.clipPath(towers)
        canvas.clipPath(moved(towers, -3, 2), skia.ClipOp.kDifference)
        canvas.drawRect(rect(0, base - heights[1] * 1.4, stage.width, base + 10), fill(rim, 0.9))
        canvas.restore()
    if windows:
        panes = PathBuilder()
        for left, top, wide, high in windows:
            panes.addRect(rect(left, top, left + wide, top + high))
        canvas.drawPath(panes.detach(), fill(stage.palette.lamp, 0.9))


def far_city(stage: Stage, base: float, reach: float) -> None:
    """Three depths of towers with haze between; `reach` is the tallest height in px."""
    palette = stage.palette
    lights = palette.lamps_lit
    skyline(stage, base, (reach * 0.25, reach * 0.75), (22, 52), 0.20, 1, 0, 0.52)
    fog(stage.canvas, 0, base - reach * 0.34, stage.width, reach * 0.4, palette.ramp[0], ((0, 0), (1, 0.85)))
    skyline(stage, base + 8, (reach * 0.3, reach), (32, 78), 0.36, 2, lights * 0.6, 0.30, stage.tone(0.1))
    fog(stage.canvas, 0, base - reach * 0.4, stage.width, reach * 0.5, palette.ramp[0], ((0, 0), (1, 0.7)))
    skyline(
        stage,
        base + 30,
        (reach * 0.2, reach * 0.7),
        (44, 104),
        0.60,
        3,
        lights,
        0.93,
        stage.tone(0.22),
        base + 60,
    )
    fog(
        stage.canvas,
        0,
        base - reach * 0.2,
        stage.width,
        reach * 0.38,
        palette.haze,
        ((0, 0), (0.85, 0.7), (1, 0.7)),
    )
