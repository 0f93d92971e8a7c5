"""Rooms of office: a corridor, a police station."""

from math import cos, pi, sin

from toonverse.draw.draft.brush import (
    XY,
    Rgb,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    stroke,
)
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.places.furniture import Piece, crate, furnish, stand, table
from toonverse.draw.draft.places.rooms import Room, clock, door
from toonverse.draw.draft.places.walls import LOCAL_PX, Wall, shelf, window
from toonverse.draw.draft.solids import (
    NEAR_M,
    box,
    floor_patch,
    patch,
    surface,
)
from toonverse.draw.draft.stage import Stage

_HALF_M, _REACH_M, _HIGH_M = 1.9, 16.0, 3.0


def corridor(stage: Stage) -> None:
    """A long passage: windows on its left, doors on its right, a bright window at the end."""
    wall_colour, floor = _corridor_colours(stage)
    vertical_gradient(
        stage.layer, [(0, mix(wall_colour, stage.dim, 0.3)), (1, mix(wall_colour, stage.dim, 0.5))]
    )
    ceiling = mix(wall_colour, stage.dim, 0.22)
    half, reach = _HALF_M, _REACH_M
    for y, tone in ((_HIGH_M, ceiling), (0.0, floor)):
        floor_patch(stage, (-half, half), (-reach, reach), tone, y=y)
    for z in (reach, -reach):
        _end(stage, z, wall_colour)
    for k in range(-8, 8):
        floor_patch(stage, (-half, half), (2.0 * k, 2.0 * k + 0.03), darker(floor, 0.2), y=0.002)
        lamp = (-0.25, 0.25), (2.0 * k + 0.5, 2.0 * k + 1.4)
        floor_patch(stage, *lamp, mix(stage.palette.lamp, (255, 255, 255), 0.5), y=_HIGH_M - 0.01)
    sides = [(-1, k) for k in range(-8, 8)] + [(1, k) for k in range(-8, 8)]
    for side, k in sides:
        _bay(stage, side, k, wall_colour)
    day = not stage.dark and not stage.wet
    if day:
        for k in range(-8, 8):
            sun: list[Point3] = [
                (-half, 0.01, 2.0 * k + 0.3),
                (-half, 0.01, 2.0 * k + 1.7),
                (0.7, 0.01, 2.0 * k + 0.9),
                (0.7, 0.01, 2.0 * k - 0.5),
            ]
            patch(stage, sun, stage.palette.rim, 0.4)
    furnish(
        stage,
        [_bench(1.55, 4.0), _bench(1.55, -5.0), _locker(1.6, 8.0), _plant(-1.5, 6.5), _plant(-1.5, -6.0)],
    )
    low = stage.horizon - stage.height * 0.08
    fog(
        stage.canvas,
        0,
        low,
        stage.width,
        stage.height * 0.2,
        stage.palette.haze,
        ((0, 0), (0.5, 0.2), (1, 0)),
    )
    fog(
        stage.canvas,
        0,
        0,
        stage.width,
        stage.height * 0.4,
        stage.dim,
        ((0, 0.45 if stage.dark else 0.2), (1, 0)),
    )
    if stage.dark:
        night = mix(stage.palette.shade, (10, 12, 44), 0.5)
        fog(stage.canvas, 0, 0, stage.width, stage.height, night, ((0, 0.45), (0.45, 0.14), (1, 0.5)))


def _corridor_colours(stage: Stage) -> tuple[Rgb, Rgb]:
    walls = {
        "hospital": ("#dfeaea", "#b4c8cc"),
        "office": ("#d4d8e0", "#8a92a0"),
        "school": ("#e4dcc4", "#b48a5c"),
    }
    wall, floor = walls.get(stage.place, ("#d4c4a8", "#8a6244"))
    return stage.inside(wall), stage.inside(floor)


def _end(stage: Stage, z: float, colour: Rgb) -> None:
    """The wall at the passage's end with its bright window."""
    if stage.camera.ahead(0.0, z) < 1.0:
        return
    half = _HALF_M
    patch(stage, [(-half, 0, z), (half, 0, z), (half, _HIGH_M, z), (-half, _HIGH_M, z)], darker(colour, 0.12))
    glass = stage.palette.sky[-2][1]
    patch(stage, [(-0.9, 0.9, z), (0.9, 0.9, z), (0.9, 2.5, z), (-0.9, 2.5, z)], glass)
    x, y = stage.camera.point(0.0, 1.7, z)
    glow(stage.canvas, x, y, 2.4 * stage.camera.scale_at(0.0, z), stage.palette.glow, 0.7)
    shine: list[Point3] = [
        (-0.7, 0.004, z * 0.98),
        (0.7, 0.004, z * 0.98),
        (0.5, 0.004, z * 0.3),
        (-0.5, 0.004, z * 0.3),
    ]
    patch(stage, shine, glass, 0.3)


def _bay(stage: Stage, side: int, k: int, colour: Rgb) -> None:
    """Two metres of one side: a window, a door or a notice board."""
    x, z = side * _HALF_M, 2.0 * k
    camera = stage.camera
    if (
        max(camera.ahead(x, z), camera.ahead(x, z + 2.0)) < NEAR_M + 0.2
        or camera.stands()[0] * side > _HALF_M
    ):
        return
    across: Point3 = (0.0, 0.0, (1.0 if side < 0 else -1.0) / LOCAL_PX)
    tone = darker(colour, 0.04 if side < 0 else 0.14)
    with surface(stage, (x, 0.0, z + 1.0), across, (0.0, -1 / LOCAL_PX, 0.0)):
        wall = Wall(stage, tone, 1.0, _HIGH_M)
        wall.board((-1.01, 0.0, 1.01, _HIGH_M), tone)
        wall.board((-1.01, 0.0, 1.01, 0.95), mix(tone, stage.inside("#7a9a8c"), 0.5))
        wall.board((-1.01, 0.95, 1.01, 1.0), darker(tone, 0.25))
        if side < 0:
            window(wall, (-0.75, 1.05, 0.75, 2.6), 2, "#e8e8e0")
        elif k % 3 == 0:
            door(wall, 0.0, "#a8764a", 1.0, 2.15, stage.tone(0.3))
            wall.board((0.62, 1.9, 0.9, 2.1), stage.inside("#f4f4ec"))
        elif k % 3 == 1:
            wall.framed((-0.7, 1.2, 0.7, 2.1), stage.inside("#b88a5a"), stage.inside("#6a4a34"), 0.04)
            for j, sheet in enumerate(("#f4f0e4", "#e8d890", "#d8e8f0", "#f0c8c0")):
                wall.board(
                    (-0.6 + 0.33 * j, 1.35 + 0.1 * (j % 2), -0.34 + 0.33 * j, 1.85 + 0.08 * (j % 2)),
                    stage.inside(sheet),
                )
        wall.board((-1.01, 0.0, 1.01, 0.1), darker(tone, 0.4))


def _bench(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        box(stage, (x - 0.2, x + 0.2), (0.4, 0.46), (z - 0.8, z + 0.8), stage.inside("#7a94a4"))
        for dz in (-0.6, 0.6):
            box(
                stage,
                (x - 0.15, x + 0.15),
                (0.0, 0.4),
                (z + dz - 0.03, z + dz + 0.03),
                stage.inside("#4a545c"),
            )

    return Piece(x, z, -0.4, draw)


def _locker(x: float, z: float) -> Piece:
    return crate((x - 0.25, x + 0.25), (0.0, 1.8), (z - 0.8, z + 0.8), "#7a94a0", "#8aa4b0")


def _plant(x: float, z: float) -> Piece:
    return Piece(x, z, -0.4, lambda stage: stand(stage, "flower", (x, 0.0, z), 0.9))


def police(stage: Stage) -> None:
    """Desks under hard light, a board of faces and strings, a barred cell, the emblem over the counter."""
    room = Room(stage, "#b4c0c8", "#7a8490", planks=False, ceiling="#c8d0d8")

    def back(wall: Wall) -> None:
        wall.board((-wall.half_m, 0.0, wall.half_m, 1.0), stage.inside("#3f5a80"))
        _emblem(wall, 0.0, 2.25)
        clock(wall, 2.6, 2.5)
        shelf(wall, (-3.0, 1.2, -1.4, 2.5), 3)

    def left(wall: Wall) -> None:
        _case_board(wall, -1.6, 1.15)

    def right(wall: Wall) -> None:
        _cell(wall, -2.2, 0.6)
        door(wall, 1.5, "#4a6080", glass=stage.tone(0.25))

    def front(wall: Wall) -> None:
        window(wall, (-2.8, 0.9, -0.6, 2.5), 3, "#d8dee4")
        door(wall, 0.5, "#4a6080", 1.1, glass=stage.tone(0.25))
        wall.framed((1.4, 1.2, 2.8, 2.2), stage.inside("#b88a5a"), stage.inside("#5a4434"), 0.05)
        for k in range(3):
            wall.board((1.5 + 0.45 * k, 1.35, 1.85 + 0.45 * k, 2.0), stage.inside("#f4f0e4"))

    room.walls({"back": back, "left": left, "right": right, "front": front})
    pieces = [crate((-1.5, 1.9), (0.0, 1.05), (0.9, 1.35), "#3f5a80", "#c8b090")]
    pieces += [
        table((-3.0, -1.7), (-1.0, -0.2), 0.74, "#a88a64", ("laptop", "cup")),
        table((1.8, 3.0), (-1.4, -0.6), 0.74, "#a88a64", ("phone", "book")),
    ]
    pieces += [
        table((-2.6, -1.4), (-2.6, -1.9), 0.74, "#a88a64", ("letter", "cup")),
        Piece(0.9, 1.1, 0.2, lambda s: stand(s, "phone", (0.9, 1.05, 1.1), 0.3)),
    ]
    furnish(stage, pieces)
    for x in (-1.4, 1.4):
        floor_patch(stage, (x - 0.9, x + 0.9), (-0.4, -0.1), (250, 252, 255), y=3.18)
        floor_patch(stage, (x - 0.9, x + 0.9), (0.9, 1.2), (250, 252, 255), y=3.18)
    room.air()


def _emblem(wall: Wall, x: float, up: float) -> None:
    stage, m = wall.stage, wall.metre
    gold, points = stage.inside("#e8b84a"), []
    for k in range(16):
        r = 0.42 if k % 2 == 0 else 0.28
        points.append((wall.x(x) + r * m * sin(pi * k / 8), wall.y(up) - r * m * cos(pi * k / 8)))
    wall.stage.canvas.drawPath(polygon(points), fill(gold))
    wall.stage.canvas.drawCircle(wall.x(x), wall.y(up), 0.2 * m, fill(stage.inside("#3f5a80")))
    wall.stage.canvas.drawCircle(wall.x(x), wall.y(up), 0.1 * m, fill(lighter(gold, 0.4)))


def _case_board(wall: Wall, x: float, up: float) -> None:
    """Photographs and notes joined with red thread."""
    stage, canvas, chance = wall.stage, wall.stage.canvas, wall.stage.chance("case")
    wall.framed((x, up, x + 3.2, up + 1.5), stage.inside("#c89a64"), stage.inside("#5a4434"), 0.06)
    pins: list[XY] = []
    for k in range(9):
        left, low = x + 0.2 + 1.0 * (k % 3) + chance.uniform(0, 0.2), up + 0.12 + 0.46 * (k // 3)
        wide = 0.3 if k % 2 else 0.42
        wall.board((left, low, left + wide, low + 0.36), stage.inside("#f4f0e6"))
        if k % 2:
            wall.board((left + 0.03, low + 0.08, left + wide - 0.03, low + 0.33), stage.inside("#6a7884"))
            canvas.drawCircle(
                wall.x(left + wide / 2), wall.y(low + 0.23), 0.06 * wall.metre, fill(stage.inside("#d8b498"))
            )
        pins.append((wall.x(left + wide / 2), wall.y(low + 0.34)))
    for a, b in ((0, 4), (4, 8), (4, 2), (6, 4), (7, 8)):
        canvas.drawLine(*pins[a], *pins[b], stroke(stage.inside("#d0383c"), 0.018 * wall.metre))
    for pin in pins:
        canvas.drawCircle(*pin, 0.03 * wall.metre, fill(stage.inside("#d0383c")))


def _cell(wall: Wall, left: float, right: float) -> None:
    stage = wall.stage
    wall.board((left, 0.0, right, 2.5), darker(wall.wall_colour, 0.6))
    wall.board((left + 0.2, 0.0, right - 0.2, 0.5), darker(wall.wall_colour, 0.42))
    x = left
    while x <= right:
        wall.board((x, 0.0, x + 0.05, 2.5), stage.inside("#c4ccd4"))
        x += 0.22
    for up in (0.9, 1.7, 2.45):
        wall.board((left, up, right + 0.05, up + 0.06), stage.inside("#a4acb4"))
