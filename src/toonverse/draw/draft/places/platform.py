"""A station in space: the platform between a train and the station house, under a roof on iron posts."""

from toonverse.draw.draft.brush import PathBuilder, Rgb, darker, fill, lighter, mix, rect
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places.furniture import Piece, crate, furnish
from toonverse.draw.draft.places.ground import SNOW, puddles, roughness
from toonverse.draw.draft.sky import draw_sky, haze_band, ridge
from toonverse.draw.draft.solids import (
    beam,
    box,
    floor_patch,
    in_the_way,
    lamp_light,
    patch,
    post,
    seen,
    surface,
)
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city

_EDGE_M, _TRAIN_M, _HOUSE_M, _REACH_M = 2.4, 2.9, -3.6, 46.0


def station(stage: Stage) -> None:
    """To the right the train, to the left the house; the line runs away before and behind us."""
    _far(stage)
    _ground(stage)
    if stage.camera.stands()[0] < _TRAIN_M:
        _train(stage)
    if stage.camera.stands()[0] > _HOUSE_M:
        _house(stage)
    _roof(stage)
    pieces = [_bench(-3.0, 3.0), _bench(-3.0, -4.5), _trunks(-1.9, 5.0), _trunks(-2.0, -2.6)]
    furnish(stage, pieces)
    haze = stage.palette.haze
    low = stage.horizon - stage.height * 0.06
    fog(stage.canvas, 0, low, stage.width, stage.height * 0.14, haze, ((0, 0), (0.5, 0.35), (1, 0)))


def _far(stage: Stage) -> None:
    canvas = stage.canvas
    canvas.save()
    if stage.mirrored:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    draw_sky(stage, clouds=2)
    height, horizon = stage.height, stage.horizon
    if stage.period:
        ridge(stage, horizon - height * 0.02, height * 0.05, stage.tone(0.26), "a", height)
        ridge(stage, horizon, height * 0.02, stage.tone(0.42), "b", height, 40, (14, 30))
    else:
        far_city(stage, horizon + 4, height * 0.16)
    haze_band(stage, horizon - height * 0.05, height * 0.10, 0.05)
    canvas.restore()


def _ground(stage: Stage) -> None:
    canvas, snow = stage.canvas, stage.weather == "snow"
    ballast = stage.lit("#8a8078" if not snow else "#e6ecf4", 0.85)
    slabs = stage.lit("#c0b4a6" if not snow else "#f0f4fa", 0.95)
    canvas.drawRect(rect(0, stage.horizon, stage.width, stage.height), fill(ballast))
    for x in (2.75, 4.2):
        floor_patch(stage, (x, x + 0.08), (-_REACH_M, _REACH_M), stage.lit("#d8dce4"), y=-0.8)
    long = (-_REACH_M, _REACH_M)
    floor_patch(stage, (_HOUSE_M - 4, _EDGE_M), long, slabs)
    with surface(stage, (0, 0, 0), (1, 0, 0), (0, 0, 1)) as plane:
        joints, z = PathBuilder(), -12.0
        while z < 20:
            joints.addRect(rect(_HOUSE_M, z, _EDGE_M, z + 0.03))
            z += 0.9
        for x in (-2.4, -1.2, 0.0, 1.2):
            joints.addRect(rect(x, -12, x + 0.03, 20))
        plane.drawPath(joints.detach(), fill(darker(slabs, 0.18)))
        plane.drawRect(rect(1.55, -_REACH_M, 1.85, _REACH_M), fill(stage.lit("#f0c64a")))
        studs, z = PathBuilder(), -10.0
        while z < 16:
            for x in (1.6, 1.7, 1.8):
                studs.addCircle(x, z, 0.025)
            z += 0.14
        plane.drawPath(studs.detach(), fill(stage.lit("#c89a2c")))
        plane.drawRect(rect(_EDGE_M - 0.25, -_REACH_M, _EDGE_M, _REACH_M), fill(lighter(slabs, 0.3)))
    patch(
        stage,
        [
            (_EDGE_M, 0, -_REACH_M),
            (_EDGE_M, 0, _REACH_M),
            (_EDGE_M, -0.9, _REACH_M),
            (_EDGE_M, -0.9, -_REACH_M),
        ],
        darker(slabs, 0.5),
    )
    roughness(stage, slabs)
    if stage.wet:
        puddles(stage)


def _train(stage: Stage) -> None:
    """Cars along the platform: doors, a row of windows, lamplight within."""
    body = stage.lit("#2f6f8a" if not stage.period else "#5a3028", 0.95)
    cream = stage.lit("#f4e8cc", 0.95)
    glass = mix(stage.palette.lamp, stage.palette.sky[-1][1], 0.1 if stage.dark or stage.wet else 0.55)
    with surface(stage, (_TRAIN_M, 0, 0), (0, 0, 1), (0, 1, 0)) as side:
        side.drawRect(rect(-_REACH_M, -0.5, _REACH_M, 3.0), fill(body))
        side.drawRect(rect(-_REACH_M, 2.55, _REACH_M, 3.0), fill(darker(body, 0.3)))
        side.drawRect(rect(-_REACH_M, 0.85, _REACH_M, 1.0), fill(cream))
        side.drawRect(rect(-_REACH_M, -0.5, _REACH_M, -0.1), fill(darker(body, 0.55)))
        panes, frames, doors, gaps = PathBuilder(), PathBuilder(), PathBuilder(), PathBuilder()
        z = -30.0
        while z < 40:
            doors.addRect(rect(z + 0.5, 0.0, z + 1.5, 2.3))
            panes.addRect(rect(z + 0.65, 1.2, z + 1.35, 2.1))
            for k in range(5):
                left = z + 2.0 + 1.5 * k
                frames.addRect(rect(left - 0.07, 1.13, left + 1.17, 2.22))
                panes.addRect(rect(left, 1.2, left + 1.1, 2.15))
            gaps.addRect(rect(z - 0.12, -0.4, z + 0.12, 3.0))
            z += 10.0
        side.drawPath(doors.detach(), fill(lighter(body, 0.14)))
        side.drawPath(frames.detach(), fill(darker(body, 0.4)))
        side.drawPath(panes.detach(), fill(glass))
        side.drawPath(gaps.detach(), fill((24, 20, 30)))
        side.drawRect(rect(-_REACH_M, 2.94, _REACH_M, 3.02), fill(stage.palette.rim, 0.7))
        if stage.snowy:
            side.drawRect(rect(-_REACH_M, 2.9, _REACH_M, 3.2), fill(SNOW))
    _far_haze(stage, body)


def _far_haze(stage: Stage, body: Rgb) -> None:
    """Bands that let the end of the train go pale."""
    pale = mix(stage.palette.haze, body, 0.2)
    for near, alpha in ((12.0, 0.18), (20.0, 0.3), (30.0, 0.4)):
        for span in ((near, _REACH_M), (-_REACH_M, -near)):
            corners = [(span[0], -0.5), (span[1], -0.5), (span[1], 3.02), (span[0], 3.02)]
            patch(stage, [(_TRAIN_M - 0.01, y, z) for z, y in corners], pale, alpha)


def _house(stage: Stage) -> None:
    """The station house: bricks, doors with lamps, a clock, posters."""
    wall = stage.lit("#b06a50" if stage.period else "#c8b8a0", 0.9)
    lit = stage.palette.lamp if stage.dark or stage.wet else stage.tone(0.25)
    with surface(stage, (_HOUSE_M, 0, 0), (0, 0, 1), (0, 1, 0)) as front:
        front.drawRect(rect(-22, 0, 26, 4.6), fill(wall))
        front.drawRect(rect(-22, 0, 26, 0.8), fill(darker(wall, 0.3)))
        courses, panes, wood = PathBuilder(), PathBuilder(), PathBuilder()
        for row in range(14):
            courses.addRect(rect(-22, 0.8 + 0.27 * row, 26, 0.82 + 0.27 * row))
        z = -20.0
        k = 0
        while z < 24:
            if k % 3 == 1:
                wood.addRect(rect(z - 0.15, 0, z + 1.55, 2.7))
                panes.addRect(rect(z + 0.1, 1.1, z + 0.62, 2.4))
                panes.addRect(rect(z + 0.78, 1.1, z + 1.3, 2.4))
            else:
                wood.addRect(rect(z - 0.12, 0.95, z + 1.52, 2.65))
                panes.addRect(rect(z, 1.05, z + 0.64, 2.55))
                panes.addRect(rect(z + 0.76, 1.05, z + 1.4, 2.55))
            z, k = z + 2.6, k + 1
        front.drawPath(courses.detach(), fill(darker(wall, 0.16), 0.7))
        front.drawPath(wood.detach(), fill(stage.lit("#5a3c2c", 0.9)))
        front.drawPath(panes.detach(), fill(lit))
        for at in (3.9, -6.5):
            front.drawCircle(at, 3.3, 0.52, fill((48, 40, 52)))
            front.drawCircle(at, 3.3, 0.44, fill(stage.lit("#fbf6e8")))
            hands = PathBuilder()
            hands.addRect(rect(at - 0.02, 3.3, at + 0.02, 3.64))
            hands.addRect(rect(at, 3.28, at + 0.26, 3.32))
            front.drawPath(hands.detach(), fill((40, 30, 44)))
        for at, colour in ((-1.1, "#d8584a"), (6.6, "#4a9ab0"), (-9.0, "#e0a84a")):
            front.drawRect(rect(at, 1.2, at + 0.7, 2.3), fill(stage.lit("#f4ecd8")))
            front.drawRect(rect(at + 0.08, 1.6, at + 0.62, 2.2), fill(stage.lit(colour)))


def _roof(stage: Stage) -> None:
    """Boards overhead, posts and lamps in a row."""
    dark = mix(stage.tone(0.9), stage.lit("#5a4038"), 0.4)
    if stage.camera.eye_m < 4.1:
        floor_patch(stage, (_HOUSE_M, 1.2), (-_REACH_M, _REACH_M), darker(dark, 0.2), y=4.1)
        for k in range(-9, 12):
            floor_patch(stage, (_HOUSE_M, 1.2), (3.4 * k, 3.4 * k + 0.25), darker(dark, 0.45), y=4.09)
    patch(
        stage,
        [(1.2, 4.1, -_REACH_M), (1.2, 4.1, _REACH_M), (1.2, 4.5, _REACH_M), (1.2, 4.5, -_REACH_M)],
        lighter(dark, 0.12),
    )
    spots = [(0.9, z) for z in range(-26, 40, 6)]
    for x, z in sorted(spots, key=lambda spot: -stage.camera.ahead(*spot)):
        if not seen(stage, x, z, 1.0) or in_the_way(stage, x, z, 0.2):
            continue
        post(stage, (x, z), (0, 4.1), 0.09, dark, 1.0)
        for lean in (-1.0, 1.0):
            beam(stage, (x, 3.2, z), (x, 4.05, z + lean), 0.045, dark)
        lamp_light(stage, (x - 1.4, 3.5, z), 1.9, 0.55)
        if seen(stage, x - 1.4, z):
            px, py = stage.camera.point(x - 1.4, 3.5, z)
            size = 0.13 * stage.camera.scale_at(x - 1.4, z)
            stage.canvas.drawCircle(px, py, size, fill(stage.palette.lamp))


def _bench(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        wood = stage.lit("#8a5c3c", 0.95)
        for dz in (-0.8, 0.8):
            box(stage, (x - 0.2, x + 0.2), (0, 0.42), (z + dz - 0.04, z + dz + 0.04), darker(wood, 0.5))
        box(stage, (x - 0.22, x + 0.22), (0.42, 0.48), (z - 0.95, z + 0.95), wood)
        box(stage, (x - 0.26, x - 0.2), (0.55, 0.92), (z - 0.95, z + 0.95), wood)

    return Piece(x, z, 0.3, draw)


def _trunks(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        crate((x - 0.4, x + 0.4), (0.0, 0.5), (z - 0.3, z + 0.3), "#7a4a34", "#8f5c40").draw(stage)
        crate((x - 0.3, x + 0.25), (0.5, 0.85), (z - 0.22, z + 0.24), "#4a5a4a", "#5f7060").draw(stage)

    return Piece(x, z, 0.4, draw)
