"""Far places: a cave, the ground of another world, a plateau of radio dishes."""

import math

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    Rgb,
    add_polygon,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.places import growth, heritage
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.places.ground import roughness
from toonverse.draw.draft.sky import light_x, peaks
from toonverse.draw.draft.solids import box, post, seen, upright
from toonverse.draw.draft.stage import Stage


def cave(stage: Stage) -> None:
    """A vault of rock with its teeth, a pool, torches; the way out is bright behind us."""
    width, height, horizon, canvas = stage.width, stage.height, stage.horizon, stage.canvas
    rock = mix(stage.lit("#5a5668", 1.0), (24, 20, 44), 0.45)
    vertical_gradient(
        stage.layer, [(0, darker(rock, 0.7)), (0.5, darker(rock, 0.4)), (1, darker(rock, 0.55))]
    )
    outward = abs(stage.camera.yaw_deg) > 90
    turn = round(stage.camera.yaw_deg / 30)
    eye = (width * 0.5, horizon - height * 0.06)
    lamp = stage.palette.sky[-2][1] if outward else (255, 170, 90)
    glow(canvas, *eye, width * (0.9 if outward else 0.6), lamp, 0.9 if outward else 0.5, 1.4)
    for k in range(4):
        _arch(stage, k, turn, mix(darker(rock, 0.1 + 0.17 * k), lamp, 0.3 - 0.09 * k))
        if outward and k == 0:
            mouth = [
                (width * 0.3, horizon + 8),
                (width * 0.33, horizon - height * 0.16),
                (width * 0.5, horizon - height * 0.25),
            ]
            mouth += [(width * 0.68, horizon - height * 0.15), (width * 0.71, horizon + 8)]
            canvas.drawPath(curve(mouth, tension=0.12), fill(lighter(lamp, 0.4)))
    floor = darker(rock, 0.24)
    canvas.drawRect(rect(-5, horizon, width + 5, height + 5), fill(floor))
    low = max(40.0, height - horizon)
    fog(canvas, 0, horizon, width, low * 0.7, lamp, ((0, 0.4), (0.5, 0.12), (1, 0)))
    roughness(stage, floor)
    water = mix(lamp, (60, 120, 150), 0.6)
    for grow, tone, alpha in ((1.0, darker(floor, 0.4), 1.0), (0.92, water, 0.8)):
        growth.way(stage, [(4.8, 1.0), (5.2, 3.5), (4.6, 6.5)], 1.5 * grow, tone, alpha)
    pieces = [growth.rock(x, z, s, "#565266") for x, z, s in _BOULDERS]
    pieces += [
        _tooth(x, z, t)
        for x, z, t in (
            (-4.2, 5.0, 1.6),
            (3.4, 7.5, 2.1),
            (-3.4, -5.5, 1.8),
            (4.4, -5.0, 1.4),
            (-6.0, 1.5, 2.4),
        )
    ]
    pieces += [_torch(-2.4, 3.4), _torch(2.6, -3.6)]
    furnish(stage, pieces)
    _teeth(stage, turn, darker(rock, 0.72))
    fog(canvas, 0, height * 0.7, width, height * 0.3, (8, 6, 20), ((0, 0), (1, 0.5)))


_BOULDERS = (
    (-3.0, 6.5, 0.9),
    (2.8, 4.4, 0.6),
    (-5.0, 3.0, 1.3),
    (5.6, 8.0, 1.6),
    (-3.4, -3.0, 0.6),
    (4.0, -7.5, 1.2),
)


def _arch(stage: Stage, k: int, turn: int, tone: Rgb) -> None:
    """One ring of the passage, nearer and darker with k."""
    chance, canvas = stage.chance("arch", k, turn), stage.canvas
    width, height, horizon = stage.width, stage.height, stage.horizon
    wide, tall = (0.22, 0.34, 0.5, 0.68)[k] * width, (0.2, 0.3, 0.44, 0.62)[k] * height
    inner: list[XY] = []
    for j in range(15):
        a = math.pi * j / 14
        r = 1 + chance.uniform(-0.1, 0.1)
        inner.append((width / 2 - wide * r * math.cos(a), horizon + height * 0.02 - tall * r * math.sin(a)))
    ring = PathBuilder()
    add_polygon(
        ring,
        [
            (-20.0, -20.0),
            (width + 20.0, -20.0),
            (width + 20.0, height),
            (inner[-1][0], height),
            *reversed(inner),
            (inner[0][0], height),
            (-20.0, height),
        ],
    )
    canvas.drawPath(ring.detach(), fill(tone))
    edge = [(x, y - 3) for x, y in inner]
    canvas.drawPath(ribbon(edge, [1.5, 5, 1.5], 3, False), fill(lighter(tone, 0.22), 0.7))


def _teeth(stage: Stage, turn: int, tone: Rgb) -> None:
    """What hangs from the roof, near."""
    chance, path = stage.chance("teeth", turn), PathBuilder()
    for k in range(13):
        x = stage.width * (k + chance.uniform(-0.4, 0.4)) / 12
        long, half = stage.height * chance.uniform(0.04, 0.17), stage.width * chance.uniform(0.015, 0.04)
        add_polygon(
            path,
            [
                (x - half, -10),
                (x - half * 0.4, long * 0.5),
                (x, long),
                (x + half * 0.5, long * 0.45),
                (x + half, -10),
            ],
        )
    stage.canvas.drawPath(path.detach(), fill(tone))


def _tooth(x: float, z: float, tall: float) -> Piece:
    def draw(stage: Stage) -> None:
        tone = mix(stage.lit("#5a5668", 1.0), (24, 20, 44), 0.45)
        with upright(stage, x, z) as canvas:
            canvas.drawPath(
                polygon([(-0.5, 0.0), (-0.22, tall * 0.5), (0.0, tall), (0.2, tall * 0.45), (0.5, 0.0)]),
                fill(tone),
            )
            canvas.drawPath(
                polygon([(0.0, tall), (0.2, tall * 0.45), (0.5, 0.0), (0.1, 0.0)]), fill(darker(tone, 0.35))
            )

    return Piece(x, z, 0.5, draw)


def _torch(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        post(stage, (x, z), (0.0, 1.5), 0.04, (70, 46, 34), 1.0)
        if not seen(stage, x, z, 1.0):
            return
        px, py = stage.camera.point(x, 1.7, z)
        glow(stage.canvas, px, py, 2.4 * stage.camera.scale_at(x, z), (255, 170, 80), 0.75)
        with upright(stage, x, z) as canvas:
            canvas.drawPath(
                curve([(-0.12, 1.5), (-0.1, 1.75), (0.03, 2.05), (0.1, 1.74), (0.12, 1.5)]),
                fill((255, 150, 60)),
            )
            canvas.drawPath(curve([(-0.05, 1.52), (0.0, 1.84), (0.06, 1.52)]), fill((255, 238, 180)))

    return Piece(x, z, 0.1, draw)


def _starry(stage: Stage, top: Rgb, low: Rgb) -> None:
    """A black sky with stars and a milky band, down to the horizon's colour."""
    line = min(0.95, max(0.2, stage.horizon / stage.height))
    vertical_gradient(stage.layer, [(0, top), (line * 0.55, mix(top, low, 0.35)), (line, low), (1, low)])
    chance, canvas = stage.chance("stars", round(stage.camera.yaw_deg / 30)), stage.canvas
    small, large = PathBuilder(), PathBuilder()
    for k in range(190):
        x, y = chance.random() * stage.width, chance.random() ** 1.4 * stage.horizon
        if k % 2:
            y = (
                stage.horizon * 0.5
                + (x / stage.width - 0.5) * stage.horizon * 0.8
                + chance.gauss(0, 0.08) * stage.horizon
            )
        if y < stage.horizon:
            (large if k % 9 == 0 else small).addCircle(
                x, y, chance.uniform(0.8, 1.5) * (2.0 if k % 9 == 0 else 1.0)
            )
    canvas.drawPath(small.detach(), fill((236, 240, 255), 0.75))
    canvas.drawPath(large.detach(), fill((255, 255, 255), 0.95))


def planet(stage: Stage) -> None:
    """Red ground under a dark sky, a ringed world and a moon over crags, craters, a dome with lit windows."""
    width, height, horizon, canvas = stage.width, stage.height, stage.horizon, stage.canvas
    red = (198, 96, 66)
    low = {"night": (52, 34, 92), "evening": (120, 54, 110), "dawn": (232, 150, 130)}.get(
        stage.light, (226, 128, 92)
    )
    _starry(stage, (10, 8, 34), low)
    side = 1 if stage.mirrored else -1
    _ringed(stage, width * (0.5 - side * 0.2), horizon * 0.42, width * 0.16)
    canvas.drawCircle(width * (0.5 + side * 0.3), horizon * 0.22, width * 0.035, fill((230, 224, 240)))
    turn = round(stage.camera.yaw_deg / 30)
    ground = mix(red, low, 0.15) if stage.light != "night" else mix(red, (40, 30, 80), 0.6)
    peaks(stage, horizon + 4, height * 0.15, mix(ground, low, 0.6), None, ("crags", turn), horizon + 10)
    fog(canvas, 0, horizon - height * 0.1, width, height * 0.13, low, ((0, 0), (0.7, 0.7), (1, 0.2)))
    peaks(stage, horizon + 6, height * 0.07, mix(ground, low, 0.25), None, ("rocks", turn), horizon + 10)
    canvas.drawRect(rect(-5, horizon, width + 5, height + 5), fill(ground))
    deep = max(40.0, height - horizon)
    fog(canvas, 0, horizon, width, deep * 0.5, low, ((0, 0.5), (1, 0)))
    fog(canvas, 0, horizon + deep * 0.4, width, deep * 0.6, (30, 10, 40), ((0, 0), (1, 0.5)))
    roughness(stage, ground)
    for x, z, reach in (
        (-4.5, 5.0, 1.6),
        (5.2, 8.0, 2.2),
        (3.6, -5.0, 1.5),
        (-6.0, -8.0, 2.4),
        (-9.0, 14.0, 3.0),
    ):
        _crater(stage, x, z, reach, ground)
    pieces = [
        growth.rock(x, z, s, "#a85a44")
        for x, z, s in ((3.0, 3.6, 0.7), (-3.2, 7.5, 1.1), (-5.0, -3.0, 0.9), (4.6, -9.0, 1.5))
    ]
    pieces += [_dome(-7.5, 15.0), _dome(8.5, -15.0)]
    furnish(stage, pieces)


def _ringed(stage: Stage, x: float, y: float, size: float) -> None:
    canvas = stage.canvas
    disc = PathBuilder()
    disc.addCircle(x, y, size)
    canvas.save()
    canvas.clipPath(disc.detach(), True)
    canvas.drawCircle(x, y, size, fill((232, 190, 150)))
    for k, tone in enumerate(((214, 150, 130), (240, 208, 170), (190, 120, 120), (226, 170, 140))):
        canvas.drawRect(
            rect(x - size, y + size * (-0.7 + 0.4 * k), x + size, y + size * (-0.52 + 0.4 * k)), fill(tone)
        )
    canvas.drawCircle(x + size * 0.5, y + size * 0.3, size * 1.1, fill((40, 20, 60), 0.35))
    canvas.restore()
    canvas.save()
    canvas.rotate(-18, x, y)
    for wide, alpha in ((1.95, 0.75), (1.7, 0.5)):
        ring = [
            (x - size * wide, y - size * 0.05),
            (x - size * wide * 0.6, y + size * 0.3),
            (x, y + size * 0.4),
        ]
        ring += [(x + size * wide * 0.6, y + size * 0.3), (x + size * wide, y - size * 0.05)]
        canvas.drawPath(
            ribbon(ring, [1, size * 0.05, size * 0.06, size * 0.05, 1], 8, False),
            fill((248, 226, 196), alpha),
        )
    canvas.restore()


def _crater(stage: Stage, x: float, z: float, reach_m: float, tone: Rgb) -> None:
    if stage.camera.ahead(x, z) < 2.0 + reach_m:
        return
    around = [
        (x + reach_m * math.cos(k / 16 * math.tau), 0.0, z + reach_m * math.sin(k / 16 * math.tau))
        for k in range(16)
    ]
    points = [stage.camera.point(*one) for one in around]
    stage.canvas.drawPath(curve(points), fill(lighter(tone, 0.22)))
    inner = [(px, py + (py - stage.horizon) * 0.02 + 2) for px, py in points]
    stage.canvas.drawPath(curve(inner), fill(darker(tone, 0.3)))


def _dome(x: float, z: float) -> Piece:
    """A base under a round roof, lit within."""

    def draw(stage: Stage) -> None:
        shell = mix(stage.lit("#dfe4ee", 0.9), (120, 90, 130), 0.2)
        with upright(stage, x, z) as canvas:
            canvas.drawPath(
                curve([(-3.0, 0.0), (-2.6, 1.5), (0.0, 2.8), (2.6, 1.5), (3.0, 0.0)], tension=0.16),
                fill(shell),
            )
            canvas.drawPath(
                curve([(0.6, 0.0), (1.0, 2.2), (2.5, 1.5), (3.0, 0.0)], tension=0.12),
                fill(darker(shell, 0.25)),
            )
            canvas.drawRect(rect(2.6, 0.0, 4.6, 1.1), fill(darker(shell, 0.15)))
            canvas.drawRect(rect(3.7, 0.0, 4.3, 0.9), fill((60, 50, 80)))
            for k in range(4):
                canvas.drawCircle(-1.8 + 1.0 * k, 1.1 + 0.3 * math.sin(k), 0.26, fill((255, 224, 140)))
            canvas.drawRect(rect(-0.04, 2.7, 0.04, 4.0), fill(darker(shell, 0.4)))
            canvas.drawCircle(0.0, 4.0, 0.12, fill((255, 90, 80)))

    return Piece(x, z, 2.5, draw)


# ---- a plateau of radio dishes


def observatory(stage: Stage) -> None:
    """Great dishes in a row along a dirt track on a high plain, a station house behind, mountains."""
    if stage.dark and stage.weather in ("clear", "unknown", "wind"):
        _starry(stage, (4, 6, 30), mix(stage.palette.sky[-2][1], (20, 30, 80), 0.35))
        turn = round(stage.camera.yaw_deg / 30)
        peaks(
            stage, stage.horizon, stage.height * 0.09, stage.tone(0.4), None, ("far", turn), stage.horizon + 2
        )
    else:
        heritage.backdrop(stage, 2)
    dry = growth.earth(stage, "#b8a06c")
    roughness(stage, dry)
    track = [(1.2 + 0.8 * math.sin(k / 4.0), 2.0 * k) for k in range(-20, 34)]
    for side in (-0.55, 0.55):
        growth.way(stage, [(x + side, z) for x, z in track], 0.22, lighter(dry, 0.22), 0.8)
    pieces = [_telescope(x, z, t) for x, z, t in _DISHES]
    pieces += [
        _station(4.5, -15.0),
        growth.rock(3.4, 4.2, 0.6, "#9a8a72"),
        growth.rock(-3.0, -4.0, 0.8, "#9a8a72"),
    ]
    pieces += [
        growth.reeds(x, z, "#a8985a")
        for x, z in ((-2.6, 3.4), (3.2, 2.6), (-4.4, -1.8), (3.6, -4.4), (-3.4, 8.0))
    ]
    pieces += growth.rails(-3.4, -14.0, 2.0, "#8a8478")
    furnish(stage, pieces)
    fog(
        stage.canvas,
        0,
        stage.horizon - stage.height * 0.02,
        stage.width,
        stage.height * 0.07,
        stage.palette.haze,
        ((0, 0), (0.5, 0.3), (1, 0)),
    )


_DISHES = (
    (-5.0, 11.0, 1.0),
    (7.5, 17.0, 1.15),
    (-10.0, 24.0, 1.0),
    (5.0, 34.0, 1.1),
    (-13.0, -3.0, 1.0),
    (13.0, 2.0, 1.1),
    (-7.0, -17.0, 1.0),
)


def _telescope(x: float, z: float, grow: float) -> Piece:
    """A dish on its mount, tilted at the sky."""

    def draw(stage: Stage) -> None:
        depth = min(1.0, 0.55 + 6.0 / max(6.0, stage.camera.ahead(x, z)))
        white, iron = stage.lit("#eceae2", depth), stage.lit("#7a828c", depth)
        growth.tree_shadow(stage, x, z, 2.4 * grow)
        lean = -26 if light_x(stage) < stage.width / 2 else 26
        with upright(stage, x, z) as canvas:
            canvas.scale(grow, grow)
            canvas.drawPath(
                polygon([(-1.5, 0.0), (-0.5, 2.6), (0.5, 2.6), (1.5, 0.0)]), fill(darker(iron, 0.2))
            )
            canvas.drawPath(
                polygon([(-0.9, 0.0), (-0.2, 2.2), (0.2, 2.2), (0.9, 0.0)]), fill(darker(iron, 0.5))
            )
            canvas.drawRect(rect(-0.7, 2.4, 0.7, 3.1), fill(iron))
            canvas.translate(0.0, 3.6)
            canvas.rotate(lean)
            bowl = [(-2.9, 1.5), (-2.2, 0.35), (0.0, -0.35), (2.2, 0.35), (2.9, 1.5)]
            canvas.drawPath(curve(bowl, tension=0.15), fill(darker(white, 0.32)))
            canvas.drawOval(rect(-2.9, 0.85, 2.9, 2.15), fill(darker(white, 0.12)))
            canvas.drawOval(rect(-2.7, 0.95, 2.5, 2.1), fill(white))
            canvas.drawOval(rect(-1.2, 1.1, 1.6, 1.75), fill(darker(white, 0.1)))
            for foot in (-2.1, 2.1, 0.3):
                canvas.drawPath(ribbon([(foot, 1.5), (0.0, 3.6)], [0.05, 0.04], 2, False), fill(iron))
            canvas.drawRect(rect(-0.25, 3.45, 0.25, 3.9), fill(darker(iron, 0.3)))
        if stage.dark:
            px, py = stage.camera.point(x, 2.8 * grow, z)
            glow(stage.canvas, px, py, 0.9 * stage.camera.scale_at(x, z), (255, 80, 70), 0.7)

    return Piece(x, z, 1.6 * grow, draw)


def _station(x: float, z: float) -> Piece:
    """A low house with lit windows, a mast on its roof."""

    def draw(stage: Stage) -> None:
        wall = stage.lit("#d8d0c0", 0.85)
        box(stage, (x - 3.5, x + 3.5), (0.0, 2.8), (z - 2.0, z + 2.0), wall)
        box(stage, (x - 3.8, x + 3.8), (2.8, 3.0), (z - 2.3, z + 2.3), darker(wall, 0.3))
        post(stage, (x + 2.0, z), (3.0, 6.0), 0.06, darker(wall, 0.5), 0.5)
        if not seen(stage, x, z + 2.0, 1.0):
            return
        with upright(stage, x, z + 2.02) as canvas:
            glass = stage.palette.lamp if stage.dark or stage.wet else stage.tone(0.4)
            for k in range(4):
                canvas.drawRect(rect(-3.0 + 1.6 * k, 1.1, -1.9 + 1.6 * k, 2.1), fill(glass))
            canvas.drawRect(rect(-0.5, 0.0, 0.4, 2.1), fill(darker(wall, 0.55)))

    return Piece(x, z, 3.0, draw)
