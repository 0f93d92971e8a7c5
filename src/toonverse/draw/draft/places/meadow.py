"""Open country in space: a path through grass, a fence, rows of crops, a farm; sand and dunes."""

import math

from toonverse.draw.draft.brush import (
    PathBuilder,
    Rgb,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places import growth, heritage
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.places.land import grass
from toonverse.draw.draft.solids import beam, floor_patch, post
from toonverse.draw.draft.stage import Stage

_ROWS_X = (3.2, 13.0)
_GREEN, _SNOW = "#77ac50", "#eef3fa"


def field(stage: Stage) -> None:
    """A path along z: a fence and a great tree on its left, crops on its right, the farm behind."""
    heritage.backdrop(stage, 3)
    green = growth.earth(stage, _GREEN)
    _quilt(stage)
    _crops(stage)
    middle = [(1.3 * math.sin(z / 6.0), float(z)) for z in range(-60, 121, 3)]
    trodden = stage.lit("#f4f6fa" if stage.snowy else "#dcc090", 0.92)
    growth.way(stage, middle, 1.0, darker(trodden, 0.16), 0.8)
    growth.way(stage, middle, 0.82, trodden)
    growth.way(stage, middle, 0.16, mix(trodden, green, 0.5), 0.7)
    _tussocks(stage, green)
    growth.flowers(stage, ("#f6e27a", "#ffffff", "#e88aa8"), 160, 1.3)
    pieces = [growth.grown(x, z, tall) for x, z, tall in _TREES]
    pieces += growth.rails(-2.7, -14.0, 30.0)
    pieces += [
        growth.bush(x, z, size) for x, z, size in ((-4.4, -3.0, 0.9), (-3.6, 12.0, 1.0), (-9.0, 3.0, 1.3))
    ]
    pieces += [_stack(5.2, -7.0), _stack(7.4, -8.6), _stack(-8.5, -6.5)]
    pieces.append(_scarecrow(4.4, 7.5))
    pieces.append(_farm(-9.5, -24.0))
    furnish(stage, pieces)
    fog(
        stage.canvas,
        0,
        stage.horizon - stage.height * 0.02,
        stage.width,
        stage.height * 0.1,
        stage.palette.haze,
    )
    foot = stage.height * 0.992
    grass(stage, foot, 110, (22, 66), darker(green, 0.38), lighter(green, 0.12))


_TREES = (
    (-6.2, 6.5, 6.2),
    (9.0, -13.0, 5.6),
    (-13.0, 20.0, 6.0),
    (17.0, 24.0, 6.5),
    (-17.0, -4.0, 5.5),
    (18.0, 3.0, 5.0),
)


def _quilt(stage: Stage) -> None:
    """Far fields, each its own green or gold."""
    bands = (
        ((-70, 70), (34, 90), "#a8c470"),
        ((-70, -4), (16, 34), "#e0c868"),
        ((4, 70), (22, 34), "#8cb860"),
        ((-70, 70), (-90, -34), "#98b868"),
        ((4, 70), (-34, -16), "#d8c070"),
        ((-70, -4), (-34, -18), "#7aa858"),
        ((-80, -20), (-16, 16), "#b8c86a"),
        ((16, 80), (-14, 20), "#d8c46c"),
    )
    for k, (x, z, colour) in enumerate(bands):
        tone = stage.lit(_SNOW if stage.snowy else colour, 0.7)
        floor_patch(stage, x, z, darker(tone, 0.06 * (k % 2)) if stage.snowy else tone, 0.85)


def _crops(stage: Stage) -> None:
    """Furrows that run away from us, with tufts on the nearer ones."""
    soil = stage.lit("#d4dce8" if stage.snowy else "#8a6a44", 0.9)
    leaf = stage.lit("#f2f6fb" if stage.snowy else "#5f9a44", 0.9)
    floor_patch(stage, _ROWS_X, (-5.0, 32.0), soil)
    x = _ROWS_X[0] + 0.1
    while x < _ROWS_X[1]:
        floor_patch(stage, (x, x + 0.34), (-5.0, 32.0), darker(leaf, 0.22))
        floor_patch(stage, (x + 0.05, x + 0.24), (-5.0, 32.0), leaf)
        x += 0.72
    camera, chance, tufts = stage.camera, stage.chance("crops"), PathBuilder()
    for k in range(240):
        row, z = _ROWS_X[0] + 0.25 + 0.72 * (k % 13), chance.uniform(-5.0, 14.0)
        if camera.ahead(row, z) < 1.2:
            continue
        px, py = camera.point(row, 0.0, z)
        m = camera.scale_at(row, z)
        if not -20 < px < stage.width + 20:
            continue
        for lean in (-0.14, 0.0, 0.14):
            tufts.moveTo(px - 0.03 * m, py)
            tufts.quadTo(px + lean * 0.4 * m, py - 0.2 * m, px + lean * m, py - 0.32 * m)
            tufts.quadTo(px + lean * 0.5 * m, py - 0.12 * m, px + 0.04 * m, py)
            tufts.close()
    stage.canvas.drawPath(tufts.detach(), fill(lighter(leaf, 0.14)))


def _tussocks(stage: Stage, green: Rgb) -> None:
    """Blades in small tufts over the near grass, none on the path."""
    camera, chance = stage.camera, stage.chance("tussocks")
    dark, light = PathBuilder(), PathBuilder()
    for k in range(170):
        x, z = chance.uniform(-9, 3), chance.uniform(-9, 12)
        if abs(x - 1.3 * math.sin(z / 6.0)) < 1.1 or camera.ahead(x, z) < 1.0:
            continue
        px, py = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z) * chance.uniform(0.1, 0.24)
        path = dark if k % 3 else light
        for lean in (-0.5, 0.1, 0.6):
            path.moveTo(px - 0.2 * m, py)
            path.lineTo(px + lean * m, py - m)
            path.lineTo(px + 0.2 * m, py)
            path.close()
    stage.canvas.drawPath(dark.detach(), fill(darker(green, 0.2)))
    stage.canvas.drawPath(light.detach(), fill(lighter(green, 0.22)))


def _stack(x: float, z: float) -> Piece:
    """A round rick of straw."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, py = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z)
        growth.tree_shadow(stage, x, z, 1.2)
        straw = stage.lit("#f0f4fa" if stage.snowy else "#e0b656", 0.9)
        dome = [(px - 0.95 * m, py), (px - 0.85 * m, py - 1.0 * m), (px, py - 1.9 * m)]
        dome += [(px + 0.85 * m, py - 1.0 * m), (px + 0.95 * m, py)]
        canvas.drawPath(curve(dome, tension=0.13), fill(darker(straw, 0.2)))
        lit = [
            (px - 0.8 * m, py - 0.05 * m),
            (px - 0.7 * m, py - m),
            (px - 0.02 * m, py - 1.8 * m),
            (px, py - 0.1 * m),
        ]
        canvas.drawPath(curve(lit, tension=0.12), fill(straw))
        for k in range(7):
            a = px + (k - 3) * 0.26 * m
            canvas.drawPath(
                ribbon([(a, py - 0.1 * m), (px, py - 1.7 * m)], [1.2, 0.6], 2, False),
                fill(darker(straw, 0.32), 0.7),
            )

    return Piece(x, z, 0.9, draw)


def _scarecrow(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        cloth, wood = stage.lit("#b8564a", 0.9), stage.lit("#7a5a3c", 0.9)
        post(stage, (x, z), (0.0, 1.9), 0.05, wood)
        beam(stage, (x - 0.75, 1.35, z), (x + 0.75, 1.35, z), 0.05, wood)
        camera, canvas = stage.camera, stage.canvas
        px, py = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z)
        shirt = [
            (px - 0.62 * m, py - 1.45 * m),
            (px + 0.62 * m, py - 1.45 * m),
            (px + 0.6 * m, py - 1.15 * m),
        ]
        shirt += [(px + 0.26 * m, py - 1.2 * m), (px + 0.32 * m, py - 0.6 * m), (px - 0.32 * m, py - 0.6 * m)]
        shirt += [(px - 0.26 * m, py - 1.2 * m), (px - 0.6 * m, py - 1.15 * m)]
        canvas.drawPath(polygon(shirt), fill(cloth))
        canvas.drawCircle(px, py - 1.72 * m, 0.2 * m, fill(stage.lit("#ecd6a0", 0.9)))
        brim = [(px - 0.4 * m, py - 1.82 * m), (px, py - 2.15 * m), (px + 0.4 * m, py - 1.82 * m)]
        canvas.drawPath(polygon(brim), fill(stage.lit("#c89a4a", 0.9)))

    return Piece(x, z, 0.7, draw)


def _farm(x: float, z: float) -> Piece:
    """The house the fields belong to, trees beside it."""

    def draw(stage: Stage) -> None:
        for dx, tall in ((-5.0, 5.0), (5.5, 6.0)):
            growth.grown(x + dx, z, tall).draw(stage)
        heritage.home(stage, x, z, 7.0, "farm")

    return Piece(x, z, 3.0, draw)


def desert(stage: Stage) -> None:
    """Sand to the sky: dunes with a lit and a dark side, ripples, rocks, dry bushes."""
    heritage.backdrop(stage, 1)
    horizon, height, width, canvas = stage.horizon, stage.height, stage.width, stage.canvas
    sand = growth.earth(stage, "#e8c088")
    side = 1 if stage.chance("dunes").random() < 0.5 else -1
    turn = round(stage.camera.yaw_deg / 30)
    for k in range(4):
        chance = stage.chance("dune", k, turn)
        y = horizon + (height - horizon) * (0.02 + 0.11 * k * k)
        tall, crest = height * (0.05 + 0.022 * k), width * chance.uniform(0.25, 0.75)
        tone = mix(mix(sand, stage.palette.haze, 0.5 - 0.14 * k), stage.tone(0.3), 0.12)
        hump = [
            (-30.0, y),
            (crest * 0.5, y - tall * 0.55),
            (crest, y - tall),
            (crest + width * 0.34, y - tall * 0.3),
        ]
        hump += [(width + 30.0, y - tall * 0.05), (width + 30.0, height + 10), (-30.0, height + 10)]
        canvas.drawPath(polygon(hump), fill(tone))
        lee = [
            (crest, y - tall),
            (crest + width * 0.34, y - tall * 0.3),
            (crest + width * 0.5 * side, y + tall * 1.5),
        ]
        lee.append((crest - width * 0.12 * side, y + tall * 1.4))
        canvas.drawPath(polygon(lee), fill(mix(tone, stage.palette.shade, 0.34)))
        canvas.drawPath(ribbon(hump[1:4], [0.5, 2.5, 0.5], 5, False), fill(stage.palette.rim, 0.8))
    ripples, chance, camera = PathBuilder(), stage.chance("ripples"), stage.camera
    for _ in range(80):
        x, z = chance.uniform(-9, 9), chance.uniform(-9, 9)
        if camera.ahead(x, z) < 1.0:
            continue
        px, py = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z) * chance.uniform(0.3, 0.9)
        ripples.addOval(rect(px - m, py - 1.3, px + m, py + 1.3))
    canvas.drawPath(ripples.detach(), fill(darker(sand, 0.2), 0.6))
    dry = "#a89a5a"
    pieces = [
        growth.rock(x, z, s, "#b08058")
        for x, z, s in ((-4.5, 3.5, 0.9), (5.4, 5.0, 1.5), (-3.8, -6.0, 1.1), (6.0, -4.0, 0.8))
    ]
    pieces += [growth.reeds(x, z, dry) for x, z in ((-2.7, 5.5), (3.4, 2.8), (-6.0, -2.5), (2.8, -6.5))]
    furnish(stage, pieces)
