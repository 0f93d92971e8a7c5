"""Old Korea, villages and temples: streets of eaves, alleys between walls, a rickshaw."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    add_polygon,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
    round_rect,
    stroke,
)
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places import growth
from toonverse.draw.draft.places.furniture import Piece, furnish, stand
from toonverse.draw.draft.places.ground import SNOW, puddles, roughness
from toonverse.draw.draft.places.hanok import house, yard
from toonverse.draw.draft.sky import draw_sky, haze_band, ridge
from toonverse.draw.draft.solids import beam, box, patch, post, surface
from toonverse.draw.draft.stage import Stage


def village(stage: Stage) -> None:
    """Hills, houses, a wall. Tiled and thatched in old Korea, gabled cottages elsewhere."""
    backdrop(stage, 3)
    korean = stage.korean and stage.era != "future"
    green = growth.earth(stage, "#86a860" if not korean else "#b09c70")
    earth = stage.lit("#eef3fa" if stage.snowy else "#cdb084", 0.9)
    for turn in (0.0, 1.0):  # two ways cross in the middle
        middle = [(0.9 * math.sin(k / 3.0 + turn), 3.0 * k) for k in range(-14, 22)]
        middle = [(z, x - 1.5) for x, z in middle] if turn else middle
        growth.way(stage, middle, 1.7, darker(mix(earth, green, 0.4), 0.08))
        growth.way(stage, middle, 1.4, earth)
    roughness(stage, earth)
    spots = [(-6.5, 9.0), (1.5, 16.0), (8.0, 10.0), (-12.0, 20.0), (12.5, 2.0), (-10.5, -2.0), (-4.5, -12.0)]
    spots += [(6.0, -9.5), (14.0, -14.0), (-15.0, 6.0), (20.0, 18.0), (-2.0, 30.0), (9.0, 30.0), (0.5, -24.0)]
    pieces = [_home(x, z, 5.6 + (k % 3) * 0.7, k) for k, (x, z) in enumerate(spots)]
    trees = ((-3.2, 7.0, 5.0), (5.0, 8.5, 4.2), (10.0, -5.0, 5.0), (-7.0, -7.5, 4.6), (3.0, 24.0, 6.0))
    pieces += [growth.grown(*one) for one in trees]
    pieces += [_jars(4.3, 5.5), _jars(-6.0, 3.0), _jars(3.5, -6.5)] if korean else []
    pieces += [
        growth.bush(x, z, 0.8, bloom="#f0a8b8")
        for x, z in ((-3.4, 6.2), (6.4, 6.0), (-7.6, -5.2), (4.4, -8.0))
    ]
    pieces += [_fence(-4.5, 5.0), _fence(4.0, 6.6), _fence(-6.0, -6.0), _fence(5.0, -5.0)]
    furnish(stage, pieces)
    height, width = stage.height, stage.width
    fog(
        stage.canvas, 0, stage.horizon, width, height * 0.1, stage.palette.haze, ((0, 0), (0.5, 0.22), (1, 0))
    )


def home(stage: Stage, x: float, z: float, wide_m: float, name: int | str, thatch: bool = False) -> None:
    """A house of the country at (x, z): tiled or thatched in old Korea, gabled elsewhere."""
    px, foot = stage.camera.point(x, 0.0, z)
    scale = stage.camera.scale_at(x, z)
    if stage.korean and stage.era != "future":
        house(stage, px, foot, scale, wide_m, name, thatch)
    else:
        _cottage(stage, px, foot, scale, wide_m, name, thatch)


def _home(x: float, z: float, wide_m: float, k: int) -> Piece:
    return Piece(x, z, wide_m / 2, lambda stage: home(stage, x, z, wide_m, k, k % 2 == 0))


def _fence(x: float, z: float) -> Piece:
    """Brushwood between posts."""

    def draw(stage: Stage) -> None:
        wood = stage.lit("#8a6a48", 0.9)
        for k in range(14):
            dx = x - 1.5 + 0.22 * k
            post(stage, (dx, z), (0, 0.9 + 0.12 * (k % 3)), 0.05, wood if k % 2 else darker(wood, 0.2))
        beam(stage, (x - 1.6, 0.55, z), (x + 1.5, 0.55, z), 0.035, darker(wood, 0.35))

    return Piece(x, z, 1.2, draw)


def _cottage(
    stage: Stage, x: float, foot: float, metre: float, wide_m: float, name: object, thatch: bool = False
) -> None:
    canvas, chance = stage.canvas, stage.chance("cottage", name)
    depth = min(1.0, 0.45 + 0.55 * metre / max(1.0, stage.camera.metre))
    left, right, eave = x - wide_m * metre * 0.4, x + wide_m * metre * 0.4, foot - 2.6 * metre
    wall = stage.lit(chance.choice(("#e8dcc4", "#d8c0a0", "#c8b8b0")), depth)
    canvas.drawRect(rect(left, eave, right, foot), fill(wall))
    canvas.drawRect(
        rect(right - wide_m * metre * 0.1, eave - metre * 2.6, right - wide_m * metre * 0.02, eave),
        fill(stage.lit("#8a5a4a", depth)),
    )
    slate = SNOW if stage.snowy else stage.lit("#a8784a" if thatch else "#8a4a44", depth)
    gable = [
        (left - 0.5 * metre, eave + 0.2 * metre),
        (x, eave - 2.4 * metre),
        (right + 0.5 * metre, eave + 0.2 * metre),
    ]
    canvas.drawPath(polygon(gable), fill(slate))
    canvas.drawPath(ribbon(gable[:2], [2, 3], 3, False), fill(lighter(slate, 0.3)))
    lit = stage.dark or stage.wet
    for share in (0.25, 0.72):
        wx = left + (right - left) * share
        if lit:
            glow(canvas, wx, eave + metre, metre * 1.6, stage.palette.lamp, 0.5)
        canvas.drawRect(
            rect(wx - 0.5 * metre, eave + 0.5 * metre, wx + 0.5 * metre, eave + 1.5 * metre),
            fill(darker(wall, 0.5)),
        )
        canvas.drawRect(
            rect(wx - 0.42 * metre, eave + 0.58 * metre, wx + 0.42 * metre, eave + 1.42 * metre),
            fill(stage.palette.lamp if lit else stage.tone(0.3)),
        )
    canvas.drawRect(
        rect(x - 0.45 * metre, foot - 2 * metre, x + 0.45 * metre, foot), fill(stage.lit("#6a4a34", depth))
    )


def old_street(stage: Stage) -> None:
    """A market street of old Seoul: rows of eaves that run to the gate at its end; where rickshaws are spoken
    of, two wait at its sides."""
    _rows(stage, 6.0, "#b89a74")
    if stage.wet:
        puddles(stage)
    if stage.conveyance == "rickshaw":
        furnish(stage, [Piece(x, z, 0.6, _parked(x, z)) for x, z in ((1.9, 1.2), (-2.3, -2.6))])


def old_alley(stage: Stage) -> None:
    """Between two stone walls, roofs above them."""
    _rows(stage, 5.4, "#b09470", walls=True)
    if stage.wet:
        puddles(stage)


def backdrop(stage: Stage, clouds: int = 2) -> None:
    """Sky and far hills; the other way round from the other side."""
    canvas, height, horizon = stage.canvas, stage.height, stage.horizon
    canvas.save()
    if stage.mirrored:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    draw_sky(stage, clouds)
    ridge(stage, horizon - height * 0.06, height * 0.05, stage.tone(0.24), "a", height)
    haze_band(stage, horizon - height * 0.06, height * 0.12, 0.05)
    ridge(stage, horizon - height * 0.015, height * 0.022, stage.tone(0.4), "b", height, 50, (12, 28))
    haze_band(stage, horizon - height * 0.03, height * 0.08, 0.12, 0.5)
    canvas.restore()


def _rows(stage: Stage, half_m: float, ground: str, walls: bool = False) -> None:
    """Houses along both sides of a way, from wherever they are seen."""
    backdrop(stage)
    yard(stage, stage.horizon, ground)
    roughness(stage, stage.lit(ground if not stage.snowy else "#eef3fa", 0.9))
    pieces = [_at(0.0, 62.0, 11.0, "gate", False), _at(0.0, -62.0, 11.0, "far gate", False)]
    for k, z in enumerate(range(-45, 46, 7)):
        for side in (-1, 1):
            pieces.append(_at(side * half_m * 1.05, z + 1.5 * side, 6.4, (k, side), (k + side) % 3 == 1))
    if walls:
        pieces += [_wall_length(side, z) for side in (-1, 1) for z in range(-24, 45, 3)]
    else:
        pieces += [
            _stall(side * 3.3, z, k) for k, (side, z) in enumerate(((-1, 6), (1, 11), (-1, -7), (1, -3)))
        ]
        pieces += [_jars(3.5, 4.0), _jars(-3.6, -4.5)]
    furnish(stage, pieces)
    haze = stage.palette.haze
    low = stage.horizon - stage.height * 0.04
    fog(stage.canvas, 0, low, stage.width, stage.height * 0.12, haze, ((0, 0), (0.6, 0.24), (1, 0)))


def _at(x: float, z: float, wide_m: float, name: object, thatch: bool) -> Piece:
    def draw(stage: Stage) -> None:
        camera = stage.camera
        px, foot = camera.point(x, 0.0, z)
        house(stage, px, foot, camera.scale_at(x, z), wide_m, name, thatch)

    return Piece(x, z, wide_m / 2, draw)


def _wall_length(side: int, z: float) -> Piece:
    """Three metres of a low stone wall capped with tiles."""

    def draw(stage: Stage) -> None:
        x, base = side * 2.5, stage.lit("#a8977c" if side < 0 else "#8f8070", 0.9)
        if min(stage.camera.ahead(x, z), stage.camera.ahead(x, z + 3)) < 0.4:
            return
        chance = stage.chance("stones", side, z)
        with surface(stage, (x, 0, z), (0, 0, 1), (0, 1, 0)) as canvas:
            canvas.drawRect(rect(-0.02, 0, 3.02, 1.75), fill(base))
            stones = PathBuilder()
            for row in range(5):
                u = 0.2 * (row % 2)
                while u < 2.9:
                    wide = chance.uniform(0.3, 0.55)
                    stones.addRRect(round_rect(u, 0.34 * row + 0.05, u + wide - 0.06, 0.34 * row + 0.34, 0.1))
                    u += wide
            canvas.drawPath(stones.detach(), fill(lighter(base, 0.18)))
        tile = SNOW if stage.snowy else stage.lit("#4f5866", 0.95)
        box(stage, (x - 0.3, x + 0.3), (1.75, 1.95), (z, z + 3.0), tile)

    return Piece(side * 2.5, z + 1.5, 1.6, draw)


def _stall(x: float, z: float, k: int) -> Piece:
    """A trader's table under a cloth."""

    def draw(stage: Stage) -> None:
        wood = stage.lit("#8a6244", 0.9)
        cloth = stage.lit(("#e8dcc4", "#c8a878", "#b8c4a8", "#d8b8a0")[k % 4], 0.9)
        box(stage, (x - 0.8, x + 0.8), (0.0, 0.75), (z - 0.5, z + 0.5), wood)
        for dx in (-0.8, 0.8):
            post(stage, (x + dx, z - 0.5), (0, 2.1), 0.03, darker(wood, 0.3))
            post(stage, (x + dx, z + 0.5), (0, 2.4), 0.03, darker(wood, 0.3))
        roof: list[Point3] = [
            (x - 1.0, 2.0, z - 0.8),
            (x + 1.0, 2.0, z - 0.8),
            (x + 1.0, 2.5, z + 0.6),
            (x - 1.0, 2.5, z + 0.6),
        ]
        patch(stage, roof, cloth)
        for j, noun in enumerate(("bowl", "jar", "apple")):
            stand(stage, noun, (x - 0.5 + 0.5 * j, 0.75, z), 0.32)

    return Piece(x, z, 0.8, draw)


def _jars(x: float, z: float) -> Piece:
    """Crocks in the yard, tall ones behind."""

    def draw(stage: Stage) -> None:
        for dx, dz, size in ((-0.5, 0.4, 0.9), (0.3, 0.5, 0.8), (-0.1, 0.0, 0.6), (0.6, -0.1, 0.5)):
            stand(stage, "jar", (x + dx, 0.0, z + dz), size)

    return Piece(x, z, 0.6, draw)


def _parked(x: float, z: float) -> Callable[[Stage], None]:
    def draw(stage: Stage) -> None:
        px, foot = stage.camera.point(x, 0.0, z)
        _rickshaw(stage, px, foot, 0.85 * stage.camera.scale_at(x, z))

    return draw


def _rickshaw(stage: Stage, x: float, foot: float, metre: float) -> None:
    canvas = stage.canvas
    dark, wood, seat = stage.lit("#2c2630", 0.95), stage.lit("#6a4028", 0.95), stage.lit("#8a3038", 0.95)
    hub = (x, foot - 0.62 * metre)
    shafts = [
        (x + 0.3 * metre, foot - 0.8 * metre),
        (x - 0.9 * metre, foot - 0.55 * metre),
        (x - 1.75 * metre, foot - 0.25 * metre),
    ]
    canvas.drawPath(ribbon(shafts, [0.05 * metre, 0.04 * metre, 0.035 * metre], 6), fill(wood))
    body: list[XY] = [
        (x - 0.55 * metre, foot - 0.75 * metre),
        (x - 0.35 * metre, foot - 1.0 * metre),
        (x + 0.1 * metre, foot - 1.05 * metre),
    ]
    body += [
        (x + 0.5 * metre, foot - 1.75 * metre),
        (x + 0.68 * metre, foot - 1.7 * metre),
        (x + 0.5 * metre, foot - 0.7 * metre),
    ]
    canvas.drawPath(polygon(body), fill(seat))
    hood: list[XY] = [
        (x + 0.62 * metre, foot - 1.2 * metre),
        (x + 0.75 * metre, foot - 2.1 * metre),
        (x + 0.2 * metre, foot - 2.5 * metre),
        (x - 0.5 * metre, foot - 2.25 * metre),
    ]
    hood += [(x + 0.1 * metre, foot - 2.1 * metre), (x + 0.35 * metre, foot - 1.5 * metre)]
    canvas.drawPath(curve(hood), fill(dark))
    for share in (0.25, 0.55, 0.8):
        rib = [
            (x + 0.6 * metre, foot - 1.35 * metre),
            (x + (0.72 - share) * metre, foot - (2.2 + 0.25 * share) * metre),
        ]
        canvas.drawPath(ribbon(rib, [0.02 * metre, 0.02 * metre], 4, False), fill(lighter(dark, 0.25)))
    ring = stroke(dark, 0.07 * metre)
    canvas.drawCircle(*hub, 0.6 * metre, ring)
    spokes = PathBuilder()
    for k in range(8):
        a = math.pi * k / 8
        dx, dy = 0.58 * metre * math.cos(a), 0.58 * metre * math.sin(a)
        nx, ny = 0.014 * metre * math.sin(a), -0.014 * metre * math.cos(a)
        add_polygon(
            spokes,
            [
                (hub[0] - dx - nx, hub[1] - dy - ny),
                (hub[0] + dx - nx, hub[1] + dy - ny),
                (hub[0] + dx + nx, hub[1] + dy + ny),
                (hub[0] - dx + nx, hub[1] - dy + ny),
            ],
        )
    canvas.drawPath(spokes.detach(), fill(wood))
    canvas.drawCircle(*hub, 0.09 * metre, fill(stage.lit("#c89a4a")))
