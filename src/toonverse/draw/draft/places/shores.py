"""Where land meets water, in space: a beach, a river's bank, and what lies behind them."""

import math
from collections.abc import Callable

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
)
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places import growth
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.places.ground import lantern_row
from toonverse.draw.draft.places.land import grass
from toonverse.draw.draft.places.water import boat, water
from toonverse.draw.draft.sky import birds, draw_sky, haze_band, peaks, ridge
from toonverse.draw.draft.solids import before_camera, box
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city

_FAR_M = 70.0


def sea(stage: Stage) -> None:
    """Open water, far islands, surf, the beach one stands on; dunes and pines behind it."""
    _turned(stage, _open_sea)
    sand = stage.lit("#f0dcb4" if stage.weather != "snow" else "#eef2f8")
    _land(stage, 2.6, sand, surf=True)
    _speckle(stage, sand)
    pieces = [
        _boat(-7.0, 16.0, 3.0, True),
        _boat(9.0, 26.0, 3.2, True),
        _boat(2.4, 1.9, 1.5, False),
        _dune(-3.0, -9.0, 9.0),
        _dune(7.0, -10.5, 11.0),
        _dune(-14.0, -12.0, 12.0),
    ]
    pines = ((-6.0, -12.0), (2.0, -13.0), (9.0, -12.0), (-12.0, -15.0), (5.0, -17.0))
    pieces += [growth.pine(x, z) for x, z in pines]
    pieces += [
        growth.rock(-4.2, 3.4, 0.9, "#6a6674", True),
        growth.rock(5.6, 4.2, 1.4, "#6a6674", True),
        growth.rock(4.7, 3.2, 0.6, "#6a6674", True),
        growth.rock(-11.0, 4.6, 2.0, "#6a6674", True),
    ]
    furnish(stage, pieces)


def river(stage: Stage) -> None:
    """A bend of water between banks, hills, reeds, a bridge; trees and a path behind."""
    _turned(stage, _broad_river)
    grassy = stage.lit("#6a9a52" if stage.weather != "snow" else "#e4ecf6")
    _land(stage, 2.2, grassy, surf=False)
    _speckle(stage, grassy)
    trees = [(-5.5, 1.0, 4.6), (6.5, 0.4, 5.0), (-9.0, -6.0, 5.4), (3.0, -8.5, 5.0), (10.0, -7.0, 5.6)]
    trees += [(-2.5, -13.0, 6.0), (-14.0, 1.6, 4.4), (15.0, 1.4, 4.8)]
    pieces = [growth.grown(*one) for one in trees]
    pieces += [_boat(4.2, 5.5, 1.9, False), _boat(-7.0, 12.0, 2.0, stage.period)]
    pieces += [growth.reeds(x, 2.2) for x in (-8.0, -4.4, -2.6, 2.8, 4.6, 8.2)]
    if stage.era != "fantasy":
        pieces.append(_bridge(34.0))
    furnish(stage, pieces)
    if stage.camera.yaw_deg < 90:
        ground = stage.height * 0.985
        grass(stage, ground, 90, (18, 54), darker(grassy, 0.35), lighter(grassy, 0.15))


def _turned(stage: Stage, paint: Callable[[Stage], None]) -> None:
    canvas = stage.canvas
    canvas.save()
    if stage.mirrored:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    paint(stage)
    canvas.restore()


def _open_sea(stage: Stage) -> None:
    draw_sky(stage, clouds=3)
    width, height, horizon = stage.width, stage.height, stage.horizon
    if abs(stage.camera.yaw_deg) > 90:
        ridge(stage, horizon - height * 0.03, height * 0.04, stage.tone(0.3), "land", height, 40, (12, 26))
        haze_band(stage, horizon - height * 0.05, height * 0.1, 0.1)
        return
    for x, size in ((0.12, 0.20), (0.86, 0.14)):
        isle = [
            ((x - size) * width, horizon + 2),
            ((x - size * 0.3) * width, horizon - height * 0.035),
            (x * width, horizon - height * 0.05),
            ((x + size * 0.5) * width, horizon - height * 0.018),
            ((x + size) * width, horizon + 2),
        ]
        stage.canvas.drawPath(polygon(isle), fill(stage.tone(0.3)))
    water(stage, horizon, height)
    birds(stage, width * 0.3, horizon * 0.7)


def _broad_river(stage: Stage) -> None:
    draw_sky(stage, clouds=3)
    height, horizon = stage.height, stage.horizon
    if stage.era in ("modern", "future"):
        far_city(stage, horizon + 4, height * 0.2)
    else:
        peaks(stage, horizon, height * 0.12, stage.tone(0.3), None, "far", height)
        haze_band(stage, horizon - height * 0.04, height * 0.08, 0.05)
    if abs(stage.camera.yaw_deg) > 90:
        ridge(stage, horizon - height * 0.01, height * 0.03, stage.tone(0.42), "bank", height, 60, (16, 40))
        haze_band(stage, horizon - height * 0.03, height * 0.09, 0.15)
        return
    water(stage, horizon, height, "#3f8f9e")
    lantern_row(stage, horizon + (height - horizon) * 0.02, 7)


def _edge(z: float, out: float = 0.0) -> list[Point3]:
    """The waterline, a little wavy, from left to right."""
    line: list[Point3] = []
    for k in range(-40, 41):
        x = 1.5 * k if abs(k) < 14 else (21.0 + (abs(k) - 14) * 4) * math.copysign(1, k)
        line.append((x, 0.0, z + out + 0.35 * math.sin(0.7 * x) + 0.2 * math.sin(1.9 * x + 1)))
    return line


def _land(stage: Stage, z: float, colour: Rgb, surf: bool) -> None:
    """The shore up to the waterline, with foam or a dark bank along it."""
    camera = stage.camera

    def strip(out: float) -> list[Point3]:
        edge = _edge(z, out)
        return [*edge, (edge[-1][0], 0.0, -_FAR_M), (edge[0][0], 0.0, -_FAR_M)]

    layers: list[tuple[float, Rgb, float]] = [(0.22, darker(colour, 0.5), 1.0)]
    if surf:
        wet = mix(colour, stage.tone(0.55), 0.45)
        foam = lighter(stage.tone(0.1), 0.5)
        layers = [(1.6, foam, 0.4), (0.75, (255, 255, 255), 0.75), (0.35, wet, 1.0)]
    for out, tone, alpha in [*layers, (0.0, colour, 1.0)]:
        corners = before_camera(strip(out), camera)
        if len(corners) > 2:
            stage.canvas.drawPath(polygon(corners), fill(tone, alpha))
    haze = stage.palette.haze
    fog(stage.canvas, 0, stage.horizon, stage.width, stage.height * 0.12, haze, ((0, 0.35), (1, 0)))


def _speckle(stage: Stage, colour: Rgb) -> None:
    """Footprints, pebbles, tufts on the near ground."""
    chance, camera = stage.chance("speckle"), stage.camera
    dark, light = PathBuilder(), PathBuilder()
    for k in range(90):
        x, z = chance.uniform(-9, 9), chance.uniform(-9, 2.2)
        if camera.ahead(x, z) < 1.0:
            continue
        px, py = camera.point(x, 0.0, z)
        size = 0.09 * camera.scale_at(x, z) * chance.uniform(0.5, 1.3)
        (dark if k % 3 else light).addOval(rect(px - size, py - size * 0.28, px + size, py + size * 0.28))
    stage.canvas.drawPath(dark.detach(), fill(darker(colour, 0.16), 0.7))
    stage.canvas.drawPath(light.detach(), fill(lighter(colour, 0.3), 0.7))


def _boat(x: float, z: float, size_m: float, sail: bool) -> Piece:
    def draw(stage: Stage) -> None:
        px, py = stage.camera.point(x, -0.2, z)
        boat(stage, px, py, size_m * 0.7 * stage.camera.scale_at(x, z), sail)

    return Piece(x, z, 0.6, draw)


def _dune(x: float, z: float, wide: float) -> Piece:
    def draw(stage: Stage) -> None:
        camera, sand = stage.camera, stage.lit("#e6d0a2" if stage.weather != "snow" else "#e8eef6", 0.85)
        px, py = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z)
        half, tall = wide * m / 2, 1.9 * m
        hump = [(px - half * 1.2, py + 0.1 * m), (px - half * 0.5, py - tall * 0.7), (px, py - tall)]
        hump += [(px + half * 0.6, py - tall * 0.6), (px + half * 1.2, py + 0.1 * m)]
        stage.canvas.drawPath(curve(hump, closed=False), fill(sand))
        chance, tufts = stage.chance("dune", x), PathBuilder()
        for _ in range(26):
            gx = px + half * chance.uniform(-0.8, 0.8)
            gy = py - tall * (0.95 - abs(gx - px) / half * 0.75)
            lean = chance.uniform(-0.2, 0.3) * m
            tufts.moveTo(gx, gy)
            tufts.lineTo(gx + lean, gy - chance.uniform(0.3, 0.6) * m)
            tufts.lineTo(gx + 0.06 * m, gy)
            tufts.close()
        stage.canvas.drawPath(tufts.detach(), fill(stage.lit("#8a9a5a", 0.85)))

    return Piece(x, z, 0.0, draw)


def _bridge(z: float) -> Piece:
    """A bridge over the whole river, on piers."""

    def draw(stage: Stage) -> None:
        stone = mix(stage.lit("#a09488", 0.7), stage.palette.haze, 0.3)
        for k in range(-8, 9):
            x = 7.0 * k
            if stage.camera.ahead(x, z) > 1.0:
                box(stage, (x - 0.7, x + 0.7), (-0.8, 3.2), (z - 0.8, z + 0.8), darker(stone, 0.15))
        if stage.camera.yaw_deg < 60:
            box(stage, (-60, 60), (3.0, 4.0), (z - 1.2, z + 1.2), stone)
            box(stage, (-60, 60), (4.6, 4.8), (z - 1.2, z - 1.1), darker(stone, 0.3))

    return Piece(0.0, z, -0.6, draw)
