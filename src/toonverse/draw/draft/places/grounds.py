"""Open places of a town in space: a park, a school's yard, a bridge, a bus stop."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import darker, fill, lighter, mix, stroke
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places import avenues, growth
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.places.ground import puddles, roughness
from toonverse.draw.draft.places.kerbside import iron_lamp
from toonverse.draw.draft.places.water import water
from toonverse.draw.draft.sky import draw_sky, haze_band
from toonverse.draw.draft.solids import (
    beam,
    box,
    floor_patch,
    lamp_light,
    patch,
    post,
    shadow_under,
    square,
    surface,
    upright,
)
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city


def park(stage: Stage) -> None:
    """A way under trees with a bench and lamps; a pond right, the swings behind."""
    avenues.backdrop(stage)
    green = growth.earth(stage, "#7db060")
    sand = stage.lit("#eef2f8" if stage.snowy else "#dcc8a0", 0.92)
    middle = [(1.0 * math.sin(k / 3.2), 1.5 * k) for k in range(-22, 30)]
    growth.way(stage, middle, 1.5, darker(mix(sand, green, 0.3), 0.12))
    growth.way(stage, middle, 1.3, sand)
    pond = [(7.0 + 2.6 * math.cos(k / 2.0), 5.0 + 2.4 * math.sin(k / 2.0)) for k in range(13)]
    for grow, tone in ((1.0, darker(green, 0.3)), (0.93, mix(stage.palette.sky[1][1], stage.tone(0.2), 0.4))):
        rim: list[Point3] = [(7.0 + (x - 7.0) * grow, 0.0, 5.0 + (z - 5.0) * grow) for x, z in pond]
        patch(stage, rim, tone)
    growth.flowers(stage, ("#f4a0b8", "#ffffff", "#f6d860"), 130, 2.0)
    pieces = [growth.grown(x, z, t) for x, z, t in _PARK_TREES]
    pieces += [growth.bush(x, z, s, bloom=c) for x, z, s, c in _PARK_BUSHES]
    pieces += [bench(-2.9, 2.6), bench(-3.2, -3.8), _swings(3.8, -6.5), _slide(6.8, -3.4)]
    pieces += [Piece(x, z, 0.1, _lamp(x, z)) for x, z in ((-2.1, 5.4), (2.4, 9.5), (2.2, -3.6), (-2.3, -9.0))]
    furnish(stage, pieces)
    haze = stage.palette.haze
    fog(stage.canvas, 0, stage.horizon - stage.height * 0.03, stage.width, stage.height * 0.1, haze)


_PARK_TREES = (
    *((-5.5, 6.0, 5.6), (4.2, 12.0, 5.4), (-6.5, -1.5, 6.0), (-4.6, 14.0, 5.0), (8.6, -7.0, 5.6)),
    *((-6.0, -9.5, 5.8), (11.5, 6.5, 5.6), (0.5, 24.0, 6.0), (1.2, -18.0, 6.0), (12.0, 0.0, 5.4)),
)
_PARK_BUSHES = (
    (-4.0, 4.2, 0.8, "#f08aa8"),
    (3.3, 6.6, 0.9, ""),
    (-3.8, -6.4, 0.9, "#f6e27a"),
    (3.2, -2.4, 0.7, ""),
)


def _lamp(x: float, z: float) -> Callable[[Stage], None]:
    return lambda stage: iron_lamp(stage, x, z)


def bench(x: float, z: float) -> Piece:
    """A slatted bench that looks towards larger x, along z."""

    def draw(stage: Stage) -> None:
        wood, iron = stage.lit("#a8743f", 0.92), stage.lit("#3a4048", 0.92)
        shadow_under(stage, (x - 0.3, x + 0.3), (z - 0.9, z + 0.9), 0.4)
        for end in (-0.75, 0.75):
            box(stage, (x - 0.25, x + 0.25), (0.0, 0.42), (z + end - 0.04, z + end + 0.04), iron)
        for k in range(3):
            left = x - 0.26 + 0.18 * k
            box(stage, (left, left + 0.14), (0.42, 0.47), (z - 0.9, z + 0.9), wood)
        for k in range(2):
            box(stage, (x - 0.34, x - 0.29), (0.58 + 0.18 * k, 0.72 + 0.18 * k), (z - 0.9, z + 0.9), wood)

    return Piece(x, z, 0.7, draw)


def _swings(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        red, rope = stage.lit("#d0584a", 0.92), stage.lit("#3f444c", 0.9)
        for end in (-1.6, 1.6):
            for dz in (-0.7, 0.7):
                beam(stage, (x + end, 0.0, z + dz), (x + end, 2.3, z), 0.05, red)
        beam(stage, (x - 1.6, 2.3, z), (x + 1.6, 2.3, z), 0.05, red)
        for dx in (-0.7, 0.7):
            for k in (-0.2, 0.2):
                beam(stage, (x + dx + k, 2.3, z), (x + dx + k, 0.55, z), 0.012, rope)
            box(
                stage,
                (x + dx - 0.25, x + dx + 0.25),
                (0.5, 0.55),
                (z - 0.12, z + 0.12),
                stage.lit("#e8b84a", 0.95),
            )

    return Piece(x, z, 1.2, draw)


def _slide(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        blue, steel = stage.lit("#4a86c0", 0.92), stage.lit("#d8dee6", 0.95)
        for dx in (-0.3, 0.3):
            beam(stage, (x + dx, 0.0, z + 1.4), (x + dx, 1.9, z + 1.1), 0.04, blue)
        for k in range(5):
            up = 0.3 + 0.36 * k
            beam(stage, (x - 0.3, up, z + 1.35), (x + 0.3, up, z + 1.35), 0.025, blue)
        chute: list[Point3] = [
            (x - 0.3, 1.8, z + 1.0),
            (x + 0.3, 1.8, z + 1.0),
            (x + 0.3, 0.15, z - 1.5),
            (x - 0.3, 0.15, z - 1.5),
        ]
        patch(stage, chute, steel)
        for dx in (-0.3, 0.3):
            beam(stage, (x + dx, 1.95, z + 1.0), (x + dx, 0.3, z - 1.5), 0.035, blue)

    return Piece(x, z, 0.6, draw)


# ---- a school's yard, a bridge, a bus stop


def school_yard(stage: Stage) -> None:
    """The school before us, cherry trees right, goals left, the gate behind."""
    avenues.backdrop(stage)
    sand = growth.earth(stage, "#d8bf94")
    roughness(stage, sand)
    chalk = lighter(sand, 0.5)
    for k in range(3):
        growth.way(stage, [(-3.0 - 1.1 * k, -14.0), (-3.0 - 1.1 * k, 10.0)], 0.05, chalk, 0.9)
    bloom = "#f4b4c8" if stage.light in ("day", "dawn") else "#8fb06a"
    pieces = [_school(16.0), _goal(-8.5, 4.0), bench(4.4, -2.0)]
    pieces += [growth.bush(x, 12.6, 1.0, bloom=bloom) for x in (-8.0, -5.4, 5.4, 8.0)]
    pieces += [
        growth.grown(x, z, 5.2) for x, z in ((6.8, 7.5), (8.0, 1.5), (7.6, -5.0), (-11.0, -4.0), (-12.0, 8.0))
    ]
    pieces += [_gate(-13.0), growth.grown(-5.6, -14.0, 5.5), growth.grown(5.8, -14.5, 5.5)]
    furnish(stage, pieces)


def _school(z: float) -> Piece:
    """Three storeys of windows, a clock over the door, a flag."""

    def draw(stage: Stage) -> None:
        wall, trim = stage.lit("#e4d2b4", 0.82), stage.lit("#b8684c", 0.82)
        pane = mix(stage.tone(0.5), stage.palette.sky[1][1], 0.45)
        half, high = 13.0, 9.6
        box(stage, (-half, half), (0.0, high), (z, z + 6.0), wall)
        if stage.camera.stands()[1] > z:
            return
        chance = stage.chance("school")
        with surface(stage, (0.0, 0.0, z - 0.02), (1, 0, 0), (0, 1, 0)) as canvas:
            square(canvas, (-half, half), (0.0, 0.9), trim)
            square(canvas, (-half, half), (high - 0.4, high + 0.2), trim)
            square(canvas, (-2.2, 2.2), (0.0, high + 1.6), lighter(wall, 0.12))
            square(canvas, (1.2, 2.2), (0.0, high + 1.6), darker(wall, 0.1))
            for storey in range(3):
                for k in range(11):
                    x = -12.2 + 2.36 * k
                    if abs(x + 0.75) < 2.4:
                        continue
                    up = 1.3 + 2.9 * storey
                    lamp = chance.random() < stage.palette.lamps_lit * 0.5
                    square(canvas, (x - 0.08, x + 1.66), (up - 0.08, up + 1.68), lighter(wall, 0.4))
                    square(canvas, (x, x + 1.58), (up, up + 1.6), stage.palette.lamp if lamp else pane)
                    square(canvas, (x + 0.75, x + 0.83), (up, up + 1.6), lighter(wall, 0.4))
            square(canvas, (-1.5, 1.5), (0.0, 2.7), darker(trim, 0.4))
            square(canvas, (-1.3, 1.3), (0.0, 2.5), stage.palette.lamp if stage.dark else stage.tone(0.35))
            square(canvas, (-0.05, 0.05), (0.0, 2.5), darker(trim, 0.3))
            square(canvas, (-2.6, 2.6), (2.8, 3.1), trim)
            canvas.drawCircle(0.0, high + 0.3, 0.8, fill(trim))
            canvas.drawCircle(0.0, high + 0.3, 0.66, fill(lighter(wall, 0.6)))
            canvas.drawLine(0.0, high + 0.3, 0.0, high + 0.75, stroke((40, 34, 44), 0.08))
            canvas.drawLine(0.0, high + 0.3, 0.34, high + 0.3, stroke((40, 34, 44), 0.08))

    return Piece(0.0, z, -0.6, draw)


def _goal(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        white = stage.lit("#f4f4f0", 0.95)
        for dz in (-1.6, 1.6):
            post(stage, (x, z + dz), (0.0, 2.0), 0.05, white, 1.0)
            beam(stage, (x, 2.0, z + dz), (x - 1.2, 0.0, z + dz), 0.03, white)
        beam(stage, (x, 2.0, z - 1.6), (x, 2.0, z + 1.6), 0.05, white)

    return Piece(x, z, 0.4, draw)


def _gate(z: float) -> Piece:
    """Brick pillars, an iron gate ajar, walls to both sides."""

    def draw(stage: Stage) -> None:
        brick, iron = stage.lit("#a8604a", 0.9), stage.lit("#3a4a54", 0.9)
        for side in (-1, 1):
            x = (2.4, 14.0) if side > 0 else (-14.0, -2.4)
            box(stage, x, (0.0, 1.5), (z - 0.2, z + 0.2), lighter(brick, 0.25))
            at = side * 2.1
            box(stage, (at - 0.4, at + 0.4), (0.0, 2.5), (z - 0.4, z + 0.4), brick)
            box(stage, (at - 0.5, at + 0.5), (2.5, 2.7), (z - 0.5, z + 0.5), stage.lit("#d8d0c4", 0.9))
            for k in range(7):
                post(stage, (side * 1.6, z + 0.3 + 0.22 * k), (0.1, 1.7), 0.025, iron, 1.0)
            for up in (0.2, 1.6):
                beam(stage, (side * 1.6, up, z + 0.3), (side * 1.6, up, z + 1.7), 0.03, iron)

    return Piece(0.0, z, -0.6, draw)


def bridge(stage: Stage) -> None:
    """On a bridge: railings and lamps along it, the river on both sides, the city beyond."""
    canvas, height, horizon = stage.canvas, stage.height, stage.horizon
    canvas.save()
    if stage.mirrored:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    draw_sky(stage, 3)
    far_city(stage, horizon + 4, height * 0.2)
    haze_band(stage, horizon - height * 0.05, height * 0.08, 0.05)
    water(stage, horizon, height, "#3f8f9e")
    canvas.restore()
    deck = stage.lit("#eef2f8" if stage.snowy else "#a49c94", 0.92)
    floor_patch(stage, (-60.0, 60.0), (-2.6, 2.6), darker(deck, 0.05))
    floor_patch(stage, (-60.0, 60.0), (-0.9, 2.6), darker(deck, 0.35))
    for k in range(-12, 13):
        floor_patch(stage, (4.0 * k, 4.0 * k + 1.8), (0.75, 0.9), lighter(deck, 0.5))
    roughness(stage, deck)
    pieces = []
    for k in range(-14, 15):
        for z in (-2.6, 2.6):
            pieces.append(_balusters(2.0 * k, z))
            if k % 4 == 0:
                pieces.append(Piece(2.0 * k, z, 0.1, _lamp(2.0 * k, z)))
    furnish(stage, pieces)
    if stage.wet:
        puddles(stage)


def _balusters(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        iron, stone = stage.lit("#4f6a72", 0.9), stage.lit("#b8b0a4", 0.92)
        box(stage, (x, x + 2.0), (0.0, 0.18), (z - 0.15, z + 0.15), stone)
        for k in range(6):
            post(stage, (x + 0.17 + 0.33 * k, z), (0.18, 1.05), 0.022, iron, 1.0)
        beam(stage, (x, 1.08, z), (x + 2.0, 1.08, z), 0.045, lighter(iron, 0.12))
        post(stage, (x, z), (0.0, 1.25), 0.1, stone, 1.0)

    return Piece(x, z, -0.6, draw)


def bus_stop(stage: Stage) -> None:
    """A shelter of glass at the kerb of a street."""
    avenues.street(stage)
    furnish(stage, [_shelter(-3.6, 2.6), _sign(-2.4, 5.2), _shelter(3.8, -4.5)])


def _shelter(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        if stage.camera.ahead(x, z) < 2.0:
            return
        iron = stage.lit("#3f4c58", 0.92)
        outer = x - 0.6 if x < 0 else x + 0.6
        for end in (-1.8, 1.8):
            post(stage, (outer, z + end), (0.0, 2.4), 0.05, iron, 1.0)
            post(stage, (x * 2 - outer, z + end), (0.0, 2.4), 0.05, iron, 1.0)
        glass: list[Point3] = [
            (outer, 0.3, z - 1.8),
            (outer, 0.3, z + 1.8),
            (outer, 2.3, z + 1.8),
            (outer, 2.3, z - 1.8),
        ]
        patch(stage, glass, lighter(stage.tone(0.2), 0.2), 0.5)
        box(stage, (x - 0.35, x + 0.35), (0.4, 0.48), (z - 1.4, z + 1.4), stage.lit("#b8743f", 0.92))
        box(stage, (x - 0.9, x + 0.9), (2.4, 2.52), (z - 2.0, z + 2.0), lighter(iron, 0.1))
        if stage.dark or stage.wet:
            lamp_light(stage, (x, 2.3, z), 2.6, 0.6)

    return Piece(x, z, 0.5, draw)


def _sign(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        post(stage, (x, z), (0.0, 2.6), 0.04, stage.lit("#5a6470", 0.92), 1.0)
        with upright(stage, x, z) as canvas:
            canvas.drawCircle(0.0, 2.5, 0.32, fill(stage.lit("#f4f4f0", 0.95)))
            canvas.drawCircle(0.0, 2.5, 0.26, fill(stage.lit("#3f7ac0", 0.95)))
            square(canvas, (-0.16, 0.16), (2.38, 2.6), stage.lit("#f4f4f0", 0.95))

    return Piece(x, z, 0.2, draw)
