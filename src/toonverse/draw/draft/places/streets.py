"""A city from above: skyline, roofs, the rail one leans on."""

from toonverse.draw.draft.brush import (
    PathBuilder,
    darker,
    fill,
    lighter,
    mix,
    rect,
    stroke,
)
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places import hanok
from toonverse.draw.draft.sky import birds, draw_sky, haze_band, ridge
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city, skyline


def city(stage: Stage) -> None:
    """A wide view over roofs; from a rail or a ledge where the figures stand."""
    draw_sky(stage)
    width, height, horizon = stage.width, stage.height, stage.horizon
    if stage.hanok:
        ridge(stage, horizon - height * 0.05, height * 0.03, stage.tone(0.2), "a", height)
        ridge(stage, horizon - height * 0.015, height * 0.02, stage.tone(0.34), "b", height, 40, (8, 18))
        fog(
            stage.canvas,
            0,
            horizon - height * 0.06,
            width,
            height * 0.12,
            stage.palette.haze,
            ((0, 0), (0.7, 0.7), (1, 0)),
        )
        hanok.roofs(stage, horizon + height * 0.02, height)
        return
    if stage.era == "future":
        _planet(stage)
    far_city(stage, horizon + height * 0.02, height * 0.30)
    birds(stage, width * 0.74, horizon * 0.5)
    near = horizon + height * 0.16
    skyline(
        stage,
        near,
        (height * 0.08, height * 0.2),
        (90, 190),
        0.78,
        "near",
        stage.palette.lamps_lit * 0.9,
        0.1,
        stage.tone(0.4),
        height,
    )
    if stage.light in ("day", "dawn"):
        fronts(stage, near)
    haze_band(stage, near - height * 0.02, height * 0.14, 0.5, 0.5)
    roof = stage.camera.ground - height * 0.055
    stage.canvas.drawRect(rect(-10, roof, width + 10, height + 10), fill(stage.tone(0.86)))
    fog(
        stage.canvas, 0, roof, width, max(40, height - roof), stage.tone(0.55), ((0, 0.6), (0.5, 0.1), (1, 0))
    )
    _railing(stage, roof)


_FRONTS = ("#d8805c", "#e8c890", "#8fb0c8", "#c86a58", "#f0dcb4", "#84a890")


def fronts(stage: Stage, base: float) -> None:
    """The nearest houses in colour, with rows of windows and tanks on their roofs."""
    chance, canvas, x = stage.chance("fronts"), stage.canvas, -30.0
    while x < stage.width:
        wide, tall = stage.width * chance.uniform(0.09, 0.17), stage.height * chance.uniform(0.05, 0.15)
        wall, top = stage.lit(chance.choice(_FRONTS), 0.78), base - tall
        canvas.drawRect(rect(x, top, x + wide, stage.height), fill(wall))
        canvas.drawRect(rect(x + wide * 0.72, top, x + wide, stage.height), fill(darker(wall, 0.18)))
        canvas.drawRect(rect(x - 3, top - 6, x + wide + 3, top + 3), fill(lighter(wall, 0.3)))
        panes, y, size = PathBuilder(), top + wide * 0.14, wide * 0.12
        while y < base + stage.height * 0.1:
            for k in range(4):
                left = x + wide * (0.08 + 0.16 * k)
                panes.addRect(rect(left, y, left + size * 0.8, y + size))
            y += size * 1.8
        canvas.drawPath(panes.detach(), fill(mix(stage.tone(0.6), stage.palette.sky[1][1], 0.4)))
        if chance.random() < 0.5:
            tank = rect(x + wide * 0.2, top - wide * 0.2, x + wide * 0.45, top)
            canvas.drawRect(tank, fill(darker(wall, 0.3)))
        x += wide * chance.uniform(1.0, 1.25)


def _planet(stage: Stage) -> None:
    canvas, size = stage.canvas, stage.width * 0.12
    x, y = stage.width * 0.22, min(stage.height * 0.16, stage.horizon * 0.35)
    canvas.save()
    disc = PathBuilder()
    disc.addCircle(x, y, size)
    canvas.clipPath(disc.detach(), True)
    canvas.drawCircle(x, y, size, fill(mix(stage.tone(0.5), stage.palette.glow, 0.2)))
    for dx, colour in ((0.2, 0.35), (0.42, 0.18), (0.6, 0.02)):
        canvas.drawCircle(x + dx * size, y + dx * 1.5 * size, size, fill(stage.tone(colour)))
    canvas.restore()
    canvas.save()
    canvas.rotate(-17, x, y)
    canvas.drawArc(
        rect(x - size * 1.7, y - size * 0.26, x + size * 1.7, y + size * 0.26),
        -12,
        204,
        False,
        stroke(stage.palette.rim, size * 0.07, 0.8),
    )
    canvas.restore()


def _railing(stage: Stage, y: float) -> None:
    metre = stage.camera.metre * 0.8
    top = y - metre * 0.95
    canvas, dark, light = stage.canvas, stage.tone(0.95), stage.palette.rim
    for k in (0.0, 0.45):
        canvas.drawRect(
            rect(-5, top + k * metre, stage.width + 5, top + k * metre + max(5, metre * 0.045)), fill(dark)
        )
    canvas.drawRect(rect(-5, top, stage.width + 5, top + max(2, metre * 0.012)), fill(light, 0.9))
    x = -20.0
    while x < stage.width:
        canvas.drawRect(rect(x, top, x + max(4, metre * 0.035), y + 4), fill(dark))
        x += max(40, metre * 0.5)
