"""Streets and alleys in space: two rows of house fronts along z, the figures between them."""

from dataclasses import dataclass

from toonverse.draw.draft.brush import (
    INK,
    PathBuilder,
    Rgb,
    Shape,
    darker,
    fill,
    lighter,
    mix,
    rect,
    round_rect,
)
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places import heritage, kerbside
from toonverse.draw.draft.places.ground import SIGNS, SNOW, puddles, roughness
from toonverse.draw.draft.sky import draw_sky
from toonverse.draw.draft.solids import (
    NEAR_M,
    beam,
    box,
    floor_patch,
    patch,
    surface,
)
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city

_FRONTS = ("#c9785a", "#d8b48a", "#8fa6bc", "#b8604c", "#e0c8a4", "#7f9a8c", "#a884a0", "#c8b49a")
_REACH_M = 52.0
STOREY_M = 3.1


@dataclass(frozen=True, slots=True)
class House:
    """A front on one side of the street, from `near` to `far` along it, in metres."""

    side: int
    near: float
    far: float
    high: float
    colour: Rgb
    number: int

    @property
    def wide(self) -> float:
        return self.far - self.near


def street(stage: Stage) -> None:
    if stage.hanok:
        heritage.old_street(stage)
        return
    _lined(stage, half_m=5.0, storeys=(2, 5))


def alley(stage: Stage) -> None:
    if stage.hanok:
        heritage.old_alley(stage)
        return
    _lined(stage, half_m=2.2, storeys=(2, 4))


def _lined(stage: Stage, half_m: float, storeys: tuple[int, int]) -> None:
    backdrop(stage)
    _ground(stage, half_m)
    houses = [house for side in (-1, 1) for house in _row(stage, side, half_m, storeys)]
    camera = stage.camera
    houses.sort(key=lambda house: -_nearest(stage, house, half_m))
    for house in houses:
        _front(stage, house, half_m)
    fog(
        stage.canvas,
        0,
        camera.horizon - stage.height * 0.16,
        stage.width,
        stage.height * 0.24,
        stage.palette.haze,
        ((0, 0), (0.66, 0.34), (1, 0)),
    )
    kerbside.stand_along(stage, half_m)
    if half_m < 3:
        kerbside.wires(stage, half_m)


def backdrop(stage: Stage) -> None:
    """Sky and the far town; seen the other way round when the camera turns."""
    canvas = stage.canvas
    canvas.save()
    if stage.mirrored:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    draw_sky(stage, clouds=2)
    if not stage.period:
        far_city(stage, stage.horizon + 4, stage.height * 0.13)
    canvas.restore()


def _row(stage: Stage, side: int, half_m: float, storeys: tuple[int, int]) -> list[House]:
    """The houses of one side: the same from wherever they are seen, paler far away."""
    chance = stage.chance("row", side)
    houses: list[House] = []
    if stage.camera.stands()[0] * side > half_m - 0.3:  # the camera is behind these walls
        return []
    z, number = -_REACH_M, 0
    while z < _REACH_M:
        wide, high = chance.uniform(5.0, 8.5), STOREY_M * chance.randint(*storeys) + chance.uniform(0, 0.9)
        colour = chance.choice(_FRONTS)
        house = House(side, z, z + wide, high, stage.lit(colour), number)
        distance = max(0.0, stage.camera.ahead(side * half_m, z + wide / 2))
        if (
            stage.camera.ahead(side * half_m, z) > NEAR_M
            or stage.camera.ahead(side * half_m, z + wide) > NEAR_M
        ):
            share = min(0.82, distance / 60)
            pale = mix(stage.palette.haze, stage.tone(0.3), 0.4)
            houses.append(House(side, z, z + wide, high, mix(stage.lit(colour), pale, share), number))
        z, number = house.far, number + 1
    return houses


def _nearest(stage: Stage, house: House, half_m: float) -> float:
    x = house.side * half_m
    return max(stage.camera.ahead(x, house.near), stage.camera.ahead(x, house.far))


def _front(stage: Stage, house: House, half_m: float) -> None:
    """One front in its own plane: u runs along the street in metres, v up."""
    x = house.side * half_m
    chance = stage.chance("front", house.side, house.number)
    wall = house.colour if house.side < 0 else mix(house.colour, stage.palette.shade, 0.22)
    ends: list[Point3] = [(x, 0, house.near), (x, house.high, house.near)]
    across = (0.0, 0.0, 1.0)
    with surface(stage, (x, 0.0, house.near), across, (0.0, 1.0, 0.0)) as canvas:
        wide, high = house.wide, house.high
        canvas.drawRect(rect(0, 0, wide + 0.02, high), fill(wall))
        canvas.drawRect(rect(0, high * 0.55, wide, high), fill(lighter(wall, 0.10), 0.5))
        canvas.drawRect(rect(0, 0, 0.12, high), fill(darker(wall, 0.3)))
        canvas.drawRect(rect(-0.1, high - 0.4, wide + 0.1, high + 0.12), fill(lighter(wall, 0.25)))
        canvas.drawRect(rect(-0.1, high - 0.48, wide + 0.1, high - 0.4), fill(darker(wall, 0.35)))
        if stage.snowy:
            canvas.drawRRect(round_rect(-0.1, high - 0.05, wide + 0.1, high + 0.4, 0.2), fill(SNOW))
        _storeys(stage, canvas, house, wall)
        if half_m > 3:
            _shopfront(stage, canvas, house, wall)
        else:
            near = stage.camera.ahead(x, (house.near + house.far) / 2) < 22
            _doorstep(stage, canvas, house, wall, bricked=near and stage.layer.scale > 0.3)
    reach = 34 if stage.layer.scale > 0.3 else 16
    near = stage.camera.ahead(x, (house.near + house.far) / 2) < reach
    if near and (half_m > 3 or house.number % 3 == 0):
        _awning(stage, house, half_m, chance.choice(SIGNS))
    if near and house.number % 2 == 0 and not stage.period and half_m > 3:
        _sign(stage, house, half_m)
    if ends and not stage.period and half_m > 3 and house.number % 3 == 0:
        _balcony(stage, house, half_m)


def _storeys(stage: Stage, canvas: Shape, house: House, wall: Rgb) -> None:
    chance = stage.chance("panes", house.side, house.number)
    dark, lit, frames, sills = PathBuilder(), PathBuilder(), PathBuilder(), PathBuilder()
    count = max(2, round(house.wide / 2.0))
    for storey in range(1, int(house.high / STOREY_M)):
        low = storey * STOREY_M + 0.75
        for k in range(count):
            left = house.wide * (k + 0.22) / count
            right = house.wide * (k + 0.78) / count
            frames.addRect(rect(left - 0.1, low - 0.1, right + 0.1, low + 1.6))
            sills.addRect(rect(left - 0.18, low - 0.22, right + 0.18, low - 0.1))
            pane = lit if chance.random() < stage.palette.lamps_lit + (0.2 if stage.wet else 0) else dark
            middle = (left + right) / 2
            pane.addRect(rect(left, low, middle - 0.04, low + 1.5))
            pane.addRect(rect(middle + 0.04, low, right, low + 1.5))
    canvas.drawPath(frames.detach(), fill(darker(wall, 0.28)))
    canvas.drawPath(sills.detach(), fill(SNOW if stage.snowy else lighter(wall, 0.3)))
    canvas.drawPath(dark.detach(), fill(mix(stage.tone(0.66), stage.palette.sky[-2][1], 0.4)))
    canvas.drawPath(lit.detach(), fill(stage.palette.lamp))


def _shopfront(stage: Stage, canvas: Shape, house: House, wall: Rgb) -> None:
    """Glass, a door, goods behind; lamplight in the evening and in the wet."""
    chance = stage.chance("goods", house.side, house.number)
    wide, glow_inside = house.wide, stage.dark or stage.wet
    warm = mix(stage.palette.lamp, wall, 0.12 if glow_inside else 0.5)
    frame = darker(stage.lit(chance.choice(("#6a3f30", "#2f4a4a", "#4a3a5a", "#3f4a30"))), 0.15)
    canvas.drawRect(rect(0.25, 0, wide - 0.25, 2.75), fill(frame))
    door = chance.uniform(0.5, max(0.6, wide - 1.8))
    canvas.drawRect(rect(0.4, 0.5, wide - 0.4, 2.4), fill(warm))
    goods = PathBuilder()
    x = 0.5
    while x < wide - 0.8:
        w, h = chance.uniform(0.2, 0.5), chance.uniform(0.25, 0.8)
        goods.addRect(rect(x, 0.52, x + w, 0.52 + h))
        x += w + chance.uniform(0.05, 0.4)
    canvas.drawPath(goods.detach(), fill(mix(frame, warm, 0.35)))
    bars, b = PathBuilder(), 0.4
    while b < wide - 0.3:
        bars.addRect(rect(b - 0.04, 0.4, b + 0.04, 2.5))
        b += 1.1
    canvas.drawPath(bars.detach(), fill(frame))
    canvas.drawRect(rect(door, 0, door + 1.0, 2.35), fill(frame))
    canvas.drawRect(rect(door + 0.12, 0.9, door + 0.88, 2.2), fill(lighter(warm, 0.2)))
    canvas.drawRect(rect(0.4, 2.45, wide - 0.4, 3.0), fill(stage.lit(chance.choice(SIGNS), 0.9)))
    letters, x = PathBuilder(), 0.8
    while x < wide - 1.0:
        w = chance.uniform(0.2, 0.34)
        letters.addRect(rect(x, 2.58, x + w, 2.86))
        x += w + 0.1
    canvas.drawPath(letters.detach(), fill(stage.lit("#fff6e0"), 0.9))


def _doorstep(stage: Stage, canvas: Shape, house: House, wall: Rgb, bricked: bool) -> None:
    """The foot of a house in an alley: bricks, a door, a barred window, pipes, meters, posters."""
    chance = stage.chance("doorstep", house.side, house.number)
    wide, low = house.wide, mix(darker(wall, 0.2), stage.lit("#8a5a48"), 0.4)
    canvas.drawRect(rect(0, 0, wide, STOREY_M - 0.2), fill(low))
    bricks = PathBuilder()
    for row in range(16 if bricked else 0):
        y = 0.18 * row
        bricks.addRect(rect(0, y, wide, y + 0.02))
        x = 0.2 * (row % 2)
        while x < wide:
            bricks.addRect(rect(x, y, x + 0.02, y + 0.18))
            x += 0.42
    canvas.drawPath(bricks.detach(), fill(darker(low, 0.25), 0.7))
    canvas.drawRect(rect(0, STOREY_M - 0.25, wide, STOREY_M - 0.1), fill(lighter(wall, 0.2)))
    door = chance.uniform(0.6, wide - 2.0)
    tone = stage.lit(chance.choice(("#7a4a3a", "#3f5a6a", "#4a6a4a", "#8a6a3a")))
    canvas.drawRect(rect(door - 0.12, 0, door + 1.12, 2.3), fill(lighter(low, 0.35)))
    canvas.drawRect(rect(door, 0, door + 1.0, 2.2), fill(tone))
    lit = stage.palette.lamp if stage.dark or stage.wet else stage.tone(0.3)
    canvas.drawRect(rect(door + 0.18, 1.4, door + 0.82, 2.05), fill(lit))
    pane = door + 1.6 if door + 2.9 < wide else door - 1.5
    canvas.drawRect(rect(pane - 0.08, 1.0, pane + 1.18, 2.2), fill(darker(low, 0.4)))
    canvas.drawRect(rect(pane, 1.08, pane + 1.1, 2.12), fill(lit))
    bars = PathBuilder()
    for k in range(5):
        bars.addRect(rect(pane + 0.2 * k + 0.1, 1.0, pane + 0.2 * k + 0.14, 2.2))
    bars.addRect(rect(wide - 0.5, 0, wide - 0.38, house.high))
    bars.addRect(rect(0.35, 1.1, 0.75, 1.7))
    canvas.drawPath(bars.detach(), fill(darker(low, 0.55)))
    canvas.drawRect(rect(wide - 1.25, 0.9, wide - 0.65, 1.75), fill(stage.lit("#f0e6d0")))
    poster = stage.lit(chance.choice(SIGNS))
    canvas.drawRect(rect(wide - 1.18, 1.3, wide - 0.72, 1.68), fill(poster))


def _awning(stage: Stage, house: House, half_m: float, colour: str) -> None:
    """Striped cloth over the shop window."""
    wall, out = house.side * half_m, house.side * (half_m - 0.95)
    tone, light = stage.lit(colour), stage.lit("#fbf0dc")
    if stage.snowy:
        tone, light = mix(tone, SNOW, 0.7), mix(light, SNOW, 0.8)
    count = max(4, round(house.wide / 0.7))
    if stage.camera.ahead(wall, house.near) < 0.6 or stage.camera.ahead(wall, house.far) < 0.6:
        return
    for k in range(count):
        a = house.near + 0.35 + (house.wide - 0.7) * k / count
        b = house.near + 0.35 + (house.wide - 0.7) * (k + 1) / count
        stripe = tone if k % 2 else light
        patch(stage, [(wall, 2.95, a), (wall, 2.95, b), (out, 2.45, b), (out, 2.45, a)], stripe)
        patch(stage, [(out, 2.45, a), (out, 2.45, b), (out, 2.25, b), (out, 2.25, a)], darker(stripe, 0.2))


def _sign(stage: Stage, house: House, half_m: float) -> None:
    """A board that stands out from the wall; it glows in the dark."""
    chance = stage.chance("sign", house.side, house.number)
    z = house.far - 0.5
    inner, outer = house.side * (half_m - 0.08), house.side * (half_m - 0.9)
    if stage.camera.ahead(outer, z) < 1.5:
        return
    colour = chance.choice(SIGNS)
    tone = colour if stage.dark else stage.lit(colour)
    corners: list[Point3] = [(inner, 3.4, z), (inner, 5.6, z), (outer, 5.6, z), (outer, 3.4, z)]
    if stage.dark or stage.wet:
        x, y = stage.camera.point((inner + outer) / 2, 4.5, z)
        glow(stage.canvas, x, y, 2.2 * stage.camera.scale_at(outer, z), colour, 0.5)
    patch(stage, corners, INK if not isinstance(tone, str) else darker(tone, 0.3))
    edge = 0.08 * house.side
    inset: list[Point3] = [
        (inner - edge, 3.5, z),
        (inner - edge, 5.5, z),
        (outer + edge, 5.5, z),
        (outer + edge, 3.5, z),
    ]
    patch(stage, inset, tone)
    for k in range(3):
        low = 3.75 + 0.6 * k
        mark: list[Point3] = [
            (inner - edge * 3, low, z),
            (inner - edge * 3, low + 0.36, z),
            (outer + edge * 3, low + 0.36, z),
            (outer + edge * 3, low, z),
        ]
        patch(stage, mark, (255, 250, 235), 0.9)


def _balcony(stage: Stage, house: House, half_m: float) -> None:
    wall, out = house.side * half_m, house.side * (half_m - 0.8)
    x = (min(wall, out), max(wall, out))
    z = (house.near + 1.0, house.far - 1.0)
    if stage.camera.ahead(out, house.near) < 1.0 or stage.camera.ahead(out, house.far) < 1.0:
        return
    box(stage, x, (STOREY_M + 0.35, STOREY_M + 0.5), z, house.colour)
    box(stage, x, (STOREY_M + 1.25, STOREY_M + 1.32), z, darker(house.colour, 0.4))
    at = z[0]
    while at < z[1]:
        beam(stage, (out, STOREY_M + 0.5, at), (out, STOREY_M + 1.3, at), 0.025, darker(house.colour, 0.4))
        at += 0.5


def _ground(stage: Stage, half_m: float) -> None:
    """Roadway, kerbs, pavement slabs, crossings; wet they give the lights back."""
    paving = stage.lit("#b0aaa4" if not stage.period else "#b89c78", 0.85)
    snow = stage.weather == "snow"
    if snow:
        paving = stage.lit("#eef3fa", 0.95)
    asphalt = stage.lit("#6a6f7e" if not stage.period else "#a08a70", 0.85)
    if snow:
        asphalt = mix(asphalt, paving, 0.6)
    canvas = stage.canvas
    canvas.drawRect(rect(0, stage.horizon, stage.width, stage.height), fill(paving))
    kerb = half_m * 0.58 if half_m > 3 else half_m * 0.8
    floor_patch(stage, (-kerb, kerb), (-_REACH_M, _REACH_M), asphalt)
    with surface(stage, (0, 0.0, 0), (1, 0, 0), (0, 0, 1)) as ground:
        slabs = PathBuilder()
        for side in (-1, 1):
            x0 = side * kerb
            slabs.addRect(rect(min(x0, x0 + side * 0.14), -_REACH_M, max(x0, x0 + side * 0.14), _REACH_M))
        ground.drawPath(slabs.detach(), fill(lighter(paving, 0.35)))
        joints = PathBuilder()
        z = -10.0
        while z < 16:
            for side in (-1, 1):
                joints.addRect(
                    rect(min(side * kerb, side * half_m), z, max(side * kerb, side * half_m), z + 0.03)
                )
            z += 0.8
        ground.drawPath(joints.detach(), fill(darker(paving, 0.22)))
        if half_m > 3 and not stage.period:
            ground.drawPath(_road_marks(), fill(lighter(asphalt, 0.6), 0.85))
    roughness(stage, asphalt)
    fog(
        canvas,
        0,
        stage.horizon,
        stage.width,
        (stage.height - stage.horizon) * 0.6,
        stage.palette.haze,
        ((0, 0.7), (1, 0)),
    )
    if stage.wet:
        puddles(stage)


def _road_marks() -> Shape:
    marks = PathBuilder()
    z = -30.0
    while z < 40:
        if not 5 < z < 10:
            marks.addRect(rect(-0.08, z, 0.08, z + 1.8))
        z += 3.6
    for k in range(7):
        x = -2.5 + 0.78 * k
        marks.addRect(rect(x, 6.2, x + 0.42, 9.0))
    return marks.detach()
