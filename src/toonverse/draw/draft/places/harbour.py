"""A harbour in space: the quay one stands on, the water and its boats before it, the town behind."""

from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    PathBuilder,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
    round_rect,
)
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places.furniture import Piece, crate, furnish
from toonverse.draw.draft.places.ground import SNOW, lantern_row, puddles, roughness
from toonverse.draw.draft.places.kerbside import iron_lamp
from toonverse.draw.draft.places.water import boat, water
from toonverse.draw.draft.sky import draw_sky, haze_band, ridge
from toonverse.draw.draft.solids import floor_patch, patch, surface
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city

_EDGE_M, _TOWN_M = 1.7, -9.5


def harbour(stage: Stage) -> None:
    """Quays, moored boats, warehouses, a lighthouse; from the reverse side the town's fronts and steps."""
    canvas = stage.canvas
    canvas.save()
    if stage.mirrored:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    _far(stage)
    canvas.restore()
    _quay(stage)
    if stage.wet and abs(stage.camera.yaw_deg) > 90:
        puddles(stage)
    if stage.camera.stands()[1] > _TOWN_M:
        _town(stage)
    boats = [
        (-3.4, 5.2, 2.4, False),
        (4.6, 6.2, 2.8, True),
        (-9.0, 6.0, 2.4, True),
        (8.6, 6.5, 2.3, False),
        (0.6, 13.0, 2.6, False),
        (15.0, 10.0, 2.4, True),
        (-17.0, 12.0, 2.6, False),
        (-6.0, 24.0, 2.6, True),
        (6.0, 30.0, 2.8, True),
    ]
    pieces = [_moored(*one) for one in boats]
    pieces.append(_lighthouse(17.0, 44.0))
    pieces += [Piece(x, 1.2, 0.1, _lamp_at(x, 1.2)) for x in (-15.5, -8.2, -2.9, 2.9, 8.2, 15.5)]
    pieces += [Piece(x, 1.45, 0.1, _bollard_at(x, 1.45)) for x in (-11.0, -5.2, -1.5, 1.6, 5.4, 11.0)]
    pieces += [
        crate((-4.6, -3.7), (0.0, 0.8), (-2.4, -1.6), "#8a6244", "#a87c54"),
        crate((-4.4, -3.8), (0.8, 1.3), (-2.3, -1.8), "#9a7048", "#b08a5c"),
        crate((3.9, 4.8), (0.0, 0.7), (-3.6, -2.8), "#7a5a44", "#9a7450"),
        _barrel(4.2, -1.3),
        _barrel(-3.2, -4.0),
    ]
    furnish(stage, pieces)


def _far(stage: Stage) -> None:
    draw_sky(stage, clouds=2)
    height, horizon = stage.height, stage.horizon
    ridge(stage, horizon - height * 0.03, height * 0.03, stage.tone(0.24), "a", height)
    if not stage.period:
        far_city(stage, horizon + 4, height * 0.10)
    haze_band(stage, horizon - height * 0.05, height * 0.09, 0.05)
    water(stage, horizon, height)
    if stage.dark or stage.wet:
        shine = stage.palette.lamp
        fog(
            stage.canvas,
            0,
            horizon - height * 0.12,
            stage.width,
            height * 0.2,
            shine,
            ((0, 0), (0.6, 0.3), (1, 0)),
        )
    lantern_row(stage, horizon + (height - horizon) * 0.012, 9)


def _quay(stage: Stage) -> None:
    """Stone slabs up to the edge, its lip and its face above the water."""
    stone = stage.lit("#b4aca0" if stage.weather != "snow" else "#e8eef6")
    patch(
        stage,
        [(-60, 0, _EDGE_M), (60, 0, _EDGE_M), (60, -1.4, _EDGE_M), (-60, -1.4, _EDGE_M)],
        darker(stone, 0.5),
    )
    floor_patch(stage, (-60, 60), (_TOWN_M - 30, _EDGE_M), stone)
    with surface(stage, (0, 0, 0), (1, 0, 0), (0, 0, 1)) as canvas:
        joints, chance, z = PathBuilder(), stage.chance("quay"), _EDGE_M - 0.35
        while z > _TOWN_M:
            joints.addRect(rect(-40, z - 0.03, 40, z))
            x = -24.0 - chance.random()
            while x < 24:
                joints.addRect(rect(x, z - 0.85, x + 0.03, z))
                x += chance.uniform(0.9, 1.5)
            z -= 0.85
        canvas.drawPath(joints.detach(), fill(darker(stone, 0.28), 0.75))
        canvas.drawRect(rect(-60, _EDGE_M - 0.33, 60, _EDGE_M), fill(lighter(stone, 0.25)))
        canvas.drawRect(rect(-60, _EDGE_M - 0.06, 60, _EDGE_M), fill(stage.palette.rim, 0.6))
    roughness(stage, stone)
    low = stage.horizon
    fog(stage.canvas, 0, low, stage.width, stage.height * 0.2, stage.palette.haze, ((0, 0.3), (1, 0)))


def _town(stage: Stage) -> None:
    """Warehouses side by side, steps up between them."""
    chance, x = stage.chance("warehouses"), -44.0
    number = 0
    while x < 44:
        wide = chance.uniform(6.5, 9.5)
        if number == 5:
            _steps(stage, x)
            x += 4.2
        else:
            _warehouse(stage, x, wide, chance.uniform(5.0, 8.2), number)
            x += wide
        number += 1


def _warehouse(stage: Stage, x: float, wide: float, high: float, number: int) -> None:
    chance = stage.chance("warehouse", number)
    wall = stage.lit(chance.choice(("#9a5a48", "#b08a6a", "#7a8490", "#a8705a", "#c8b498")), 0.85)
    wall = mix(wall, stage.palette.haze, 0.12)
    with surface(stage, (x, 0, _TOWN_M), (1, 0, 0), (0, 1, 0)) as canvas:
        gable = [(0, 0), (wide, 0), (wide, high), (wide / 2, high + wide * 0.3), (0, high)]
        canvas.drawPath(polygon(gable), fill(wall))
        roof = SNOW if stage.snowy else darker(stage.lit("#5a4450"), 0.1)
        for side in (0.0, wide):
            slope = [(side, high - 0.15), (wide / 2, high + wide * 0.3 - 0.15)]
            slope += [(wide / 2, high + wide * 0.3 + 0.35), (side, high + 0.35)]
            canvas.drawPath(polygon(slope), fill(roof))
        canvas.drawRect(rect(0, 0, wide, 0.6), fill(darker(wall, 0.35)))
        canvas.drawRect(rect(0, high - 0.5, wide, high - 0.3), fill(lighter(wall, 0.2)))
        door = stage.lit(chance.choice(("#3f5a5a", "#5a3a2c", "#6a2f30")))
        middle = wide * chance.choice((0.32, 0.5, 0.66))
        canvas.drawRect(rect(middle - 1.3, 0, middle + 1.3, 2.9), fill(darker(wall, 0.45)))
        canvas.drawRect(rect(middle - 1.15, 0, middle - 0.03, 2.75), fill(door))
        canvas.drawRect(rect(middle + 0.03, 0, middle + 1.15, 2.75), fill(door))
        lit, dark = PathBuilder(), PathBuilder()
        for row in range(1, int(high / 2.4)):
            for k in range(3):
                left = wide * (k + 0.3) / 3
                pane = rect(left, row * 2.4 + 1.1, left + wide * 0.13, row * 2.4 + 2.3)
                (lit if chance.random() < stage.palette.lamps_lit + 0.25 else dark).addRect(pane)
        canvas.drawPath(dark.detach(), fill(stage.tone(0.7)))
        canvas.drawPath(lit.detach(), fill(stage.palette.lamp))
    if stage.dark or stage.wet:
        px, py = stage.camera.point(x + middle, 3.2, _TOWN_M)
        glow(stage.canvas, px, py, 3.0 * stage.camera.scale_at(x + middle, _TOWN_M), stage.palette.lamp, 0.5)


def _steps(stage: Stage, x: float) -> None:
    """Steps up into the town, a lamp at their top."""
    stone = stage.lit("#a89c90", 0.85)
    with surface(stage, (x, 0, _TOWN_M), (1, 0, 0), (0, 1, 0)) as canvas:
        canvas.drawRect(rect(0, 0, 4.2, 5.4), fill(darker(stone, 0.35)))
        for k in range(14):
            inset = 0.05 * k
            step = rect(0.3 + inset, 0.26 * k, 3.9 - inset, 0.26 * (k + 1))
            canvas.drawRect(step, fill(mix(darker(stone, 0.2), lighter(stone, 0.2), k % 2 * 0.8)))
        canvas.drawRect(rect(1.0, 3.64, 3.2, 6.4), fill(mix(stage.palette.sky[-2][1], stage.tone(0.2), 0.4)))
        for left, right, eave, ridge in ((0.9, 1.8, 4.9, 5.7), (2.5, 3.3, 4.6, 5.3)):
            front = [(left, 3.64), (left, eave), ((left + right) / 2, ridge), (right, eave), (right, 3.64)]
            canvas.drawPath(polygon(front), fill(stage.tone(0.45)))
            pane = rect((left + right) / 2 - 0.12, 4.1, (left + right) / 2 + 0.12, 4.45)
            canvas.drawRect(pane, fill(stage.palette.lamp))
    px, py = stage.camera.point(x + 2.1, 4.6, _TOWN_M)
    glow(stage.canvas, px, py, 2.6 * stage.camera.scale_at(x + 2.1, _TOWN_M), stage.palette.lamp, 0.8)


def _moored(x: float, z: float, size_m: float, sail: bool) -> Piece:
    def draw(stage: Stage) -> None:
        camera = stage.camera
        px, py = camera.point(x, -0.9, z)
        boat(stage, px, py, size_m * 0.75 * camera.scale_at(x, z), sail)

    return Piece(x, z, -0.6, draw)


def _lighthouse(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, py = camera.point(x, -0.8, z)
        tall = 15.0 * camera.scale_at(x, z)
        mole = [(px - tall * 0.6, py + tall * 0.03), (px + tall * 3, py - tall * 0.02)]
        mole += [(px + tall * 3, py + tall * 0.1), (px - tall * 0.5, py + tall * 0.08)]
        canvas.drawPath(polygon(mole), fill(stage.tone(0.55)))
        tower = [(px - tall * 0.10, py), (px - tall * 0.06, py - tall)]
        tower += [(px + tall * 0.06, py - tall), (px + tall * 0.10, py)]
        canvas.drawPath(polygon(tower), fill(stage.lit("#f6f0e6", 0.8)))
        for share in (0.2, 0.55):
            band = rect(px - tall * 0.085, py - tall * (share + 0.16), px + tall * 0.085, py - tall * share)
            canvas.drawRect(band, fill(stage.lit("#d0484a", 0.8)))
        lamp = rect(px - tall * 0.05, py - tall * 1.14, px + tall * 0.05, py - tall)
        canvas.drawRect(lamp, fill(stage.palette.lamp))
        cap = [
            (px - tall * 0.07, py - tall * 1.14),
            (px, py - tall * 1.24),
            (px + tall * 0.07, py - tall * 1.14),
        ]
        canvas.drawPath(polygon(cap), fill(stage.tone(0.8)))
        bright = stage.dark or stage.wet
        glow(canvas, px, py - tall * 1.07, tall * (1.2 if bright else 0.4), stage.palette.lamp, 0.9)
        if bright:
            for side in (-1, 1):
                beam = [(px, py - tall * 1.07), (px + side * tall * 5, py - tall * 1.5)]
                beam.append((px + side * tall * 5, py - tall * 0.9))
                canvas.drawPath(polygon(beam), fill(stage.palette.lamp, 0.13))

    return Piece(x, z, -0.6, draw)


def _lamp_at(x: float, z: float) -> Callable[[Stage], None]:
    return lambda stage: iron_lamp(stage, x, z)


def _bollard_at(x: float, z: float) -> Callable[[Stage], None]:
    return lambda stage: _bollard(stage, x, z)


def _bollard(stage: Stage, x: float, z: float) -> None:
    camera, canvas = stage.camera, stage.canvas
    px, py = camera.point(x, 0, z)
    m = camera.scale_at(x, z)
    dark = mix(INK, stage.tone(0.8), 0.4)
    body = [
        (px - 0.17 * m, py),
        (px - 0.13 * m, py - 0.42 * m),
        (px + 0.13 * m, py - 0.42 * m),
        (px + 0.17 * m, py),
    ]
    canvas.drawPath(polygon(body), fill(dark))
    top = rect(px - 0.21 * m, py - 0.54 * m, px + 0.21 * m, py - 0.38 * m)
    canvas.drawOval(top, fill(lighter(dark, 0.2)))
    rope = [(px - 0.16 * m, py - 0.2 * m), (px + 0.1 * m, py - 0.14 * m), (px + 0.6 * m, py - 0.02 * m)]
    canvas.drawPath(ribbon(rope, [0.03 * m, 0.03 * m, 0.02 * m], 5, False), fill(stage.lit("#c8a878")))


def _barrel(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, py = camera.point(x, 0, z)
        m = camera.scale_at(x, z)
        wood = stage.lit("#8a5c3c")
        canvas.drawRRect(round_rect(px - 0.32 * m, py - 0.92 * m, px + 0.32 * m, py, 0.12 * m), fill(wood))
        for up in (0.2, 0.7):
            band = rect(px - 0.33 * m, py - (up + 0.06) * m, px + 0.33 * m, py - up * m)
            canvas.drawRect(band, fill(darker(wood, 0.5)))
        canvas.drawOval(
            rect(px - 0.28 * m, py - 1.0 * m, px + 0.28 * m, py - 0.84 * m), fill(lighter(wood, 0.25))
        )

    return Piece(x, z, 0.3, draw)
