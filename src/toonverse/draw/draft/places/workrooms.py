"""Rooms people work, learn and are nursed in: classroom, office, ward."""

from toonverse.draw.draft.brush import darker, fill, lighter, mix, polygon, ribbon, stroke
from toonverse.draw.draft.layers import halo
from toonverse.draw.draft.places.furniture import Piece, bed, crate, furnish, stand, table
from toonverse.draw.draft.places.interiors import plant_pot, room
from toonverse.draw.draft.places.rooms import Room, clock, door
from toonverse.draw.draft.places.walls import Wall, picture, shelf, window
from toonverse.draw.draft.solids import floor_patch
from toonverse.draw.draft.stage import Stage


def classroom(stage: Stage) -> None:
    room = Room(stage, "#d8dccc", "#b48a5c")
    panel = stage.inside("#9a7048")

    def back(wall: Wall) -> None:
        wall.planking(0.0, 0.85, panel)
        _blackboard(wall)
        clock(wall, 2.75, 2.4)

    def left(wall: Wall) -> None:
        wall.planking(0.0, 0.85, panel)
        frame = "#e8e4d8" if not stage.period else "#6a4a34"
        for x in (-2.25, -0.65, 0.95):
            window(wall, (x, 0.95, x + 1.3, 2.7), 2, frame, "#e8ecd8" if not stage.period else "")

    def right(wall: Wall) -> None:
        wall.planking(0.0, 0.85, panel)
        door(wall, 1.2, "#a8764a", glass=stage.tone(0.25))
        picture(wall, -0.8, 1.3, 0.9, 0.7)
        picture(wall, -1.9, 1.3, 0.7, 0.9)

    def front(wall: Wall) -> None:
        wall.planking(0.0, 0.85, panel)
        shelf(wall, (-2.9, 0.0, -0.6, 1.2), 3)
        for k, colour in enumerate(("#e8b04a", "#6aa0c8", "#d86a6a", "#8ab86a")):
            wall.framed((0.2 + 0.66 * k, 1.3, 0.72 + 0.66 * k, 2.0), stage.inside(colour), panel, 0.03)

    room.walls({"back": back, "left": left, "right": right, "front": front})
    desks = [
        _desk(x, z) for z in (1.0, -0.6, -1.7) for x in (-2.4, -1.2, 1.2, 2.4) if abs(x) > 1.0 or z < -1.0
    ]
    furnish(stage, [crate((-0.5, 0.5), (0.0, 0.95), (1.35, 1.7), "#8a5a3c", "#b07c50"), *desks])
    _left_light(stage)
    room.air()


def _left_light(stage: Stage) -> None:
    """Daylight from the windows in the left wall."""
    if stage.light == "night" or stage.weather in ("rain", "storm", "fog"):
        return
    for z in (-1.9, -0.4, 1.0):
        floor_patch(stage, (-2.8, -0.9), (z, z + 0.9), stage.palette.rim, 0.2, 0.01)


def _blackboard(wall: Wall) -> None:
    stage = wall.stage
    wall.framed((-1.9, 1.0, 2.1, 2.5), stage.inside("#2f5a4c", 0.1), stage.inside("#a8784a"), 0.07)
    for k, (x, wide) in enumerate(((-1.6, 1.3), (-1.6, 1.9), (-1.6, 0.9), (0.9, 0.8), (0.9, 0.5))):
        y = wall.y(2.2 - 0.3 * (k % 3))
        line = [(wall.x(x), y), (wall.x(x + wide * 0.5), y - 4), (wall.x(x + wide), y + 2)]
        stage.canvas.drawPath(ribbon(line, [3, 2, 3], 6, False), fill((236, 240, 230), 0.65))


def _desk(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        table((x - 0.42, x + 0.42), (z - 0.25, z + 0.25), 0.72, "#d8a868", ("book",) if x > 0 else ()).draw(
            stage
        )
        crate((x - 0.2, x + 0.2), (0.40, 0.46), (z - 0.75, z - 0.4), "#c8945a").draw(stage)
        crate((x - 0.2, x + 0.2), (0.5, 0.85), (z - 0.78, z - 0.74), "#c8945a").draw(stage)

    return Piece(x, z, 0.4, draw)


def office(stage: Stage) -> None:
    if stage.period:
        room(stage)
        return
    space = Room(stage, "#b8c0cc", "#6a7088", planks=False, ceiling="#c8d0dc")

    def back(wall: Wall) -> None:
        window(wall, (-2.7, 0.75, 2.7, 2.75), 5, "#e0e6ee")
        for k in range(9):
            wall.board((-2.7, 2.70 - k * 0.075, 2.7, 2.74 - k * 0.075), stage.inside("#f0f2f6"), 0.55)

    def left(wall: Wall) -> None:
        shelf(wall, (-1.9, 0, -0.3, 2.2), 5)
        _whiteboard(wall, 0.4)

    def right(wall: Wall) -> None:
        door(wall, 1.2, "#8a94a4", glass=stage.tone(0.2))
        picture(wall, -1.4, 1.4, 0.9, 0.6)
        clock(wall, 0.1, 2.3)

    def front(wall: Wall) -> None:
        shelf(wall, (-2.9, 0, -1.1, 2.2), 5)
        door(wall, 0.4, "#8a94a4", glass=stage.tone(0.2))
        _whiteboard(wall, 1.3)

    space.walls({"back": back, "left": left, "right": right, "front": front})
    space.daylight((-2.7, 2.7))
    furnish(
        stage,
        [
            _workplace(-1.8, 1.2),
            _workplace(1.6, 1.2),
            _workplace(-2.3, -1.2),
            _workplace(2.3, -1.4),
            Piece(2.9, 0.4, 0.3, lambda s: plant_pot(s, 2.9, 0.0, 0.4, 0.9)),
        ],
    )
    for x in (-1.4, 1.4):
        floor_patch(stage, (x - 0.8, x + 0.8), (-0.4, -0.1), (252, 252, 244), y=3.18)
        floor_patch(stage, (x - 0.8, x + 0.8), (0.9, 1.2), (252, 252, 244), y=3.18)
    space.air()


def _whiteboard(wall: Wall, x: float) -> None:
    stage, canvas = wall.stage, wall.stage.canvas
    wall.framed((x, 1.1, x + 1.5, 2.1), stage.inside("#fafcff"), stage.inside("#8a94a4"), 0.04)
    bars = ((0.2, "#4a9ad8"), (0.5, "#e86a5a"), (0.8, "#5ab87a"), (1.1, "#f0b040"))
    for k, (dx, colour) in enumerate(bars):
        wall.board((x + dx, 1.25, x + dx + 0.18, 1.45 + 0.12 * ((k * 7) % 4)), stage.inside(colour))
    line = [
        (wall.x(x + 0.15), wall.y(1.5)),
        (wall.x(x + 0.7), wall.y(1.75)),
        (wall.x(x + 1.35), wall.y(1.95)),
    ]
    canvas.drawPath(ribbon(line, [5, 5, 5], 6, False), fill(stage.inside("#d0484a")))


def _workplace(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        table((x - 0.8, x + 0.8), (z - 0.35, z + 0.35), 0.73, "#d8c4a4").draw(stage)
        stand(stage, "laptop", (x - 0.2, 0.73, z), 0.5)
        stand(stage, "cup", (x + 0.5, 0.73, z), 0.22)
        crate((x - 0.25, x + 0.25), (0.42, 0.5), (z - 0.95, z - 0.5), "#3f4a68").draw(stage)
        crate((x - 0.23, x + 0.23), (0.55, 1.05), (z - 1.0, z - 0.94), "#3f4a68").draw(stage)

    return Piece(x, z, 0.8, draw)


def hospital(stage: Stage) -> None:
    modern = not stage.period
    ward = Room(
        stage,
        "#d4e4e4" if modern else "#d8cdb8",
        "#a8bcc0" if modern else "#9a7a5a",
        planks=stage.period,
        ceiling="#dce8e8" if modern else "",
    )

    def plain(wall: Wall) -> None:
        wall.board((-wall.half_m, 0.0, wall.half_m, 1.0), stage.inside("#9ccac4" if modern else "#a8a890"))
        wall.board((-wall.half_m, 1.0, wall.half_m, 1.06), stage.inside("#f4f8f8"))

    def back(wall: Wall) -> None:
        plain(wall)
        window(wall, (-1.0, 1.1, 1.0, 2.65), 2, "#f4f6f6", "#dcecec")
        if modern:
            _monitor(wall)

    def left(wall: Wall) -> None:
        plain(wall)
        _drape(wall, -1.2)
        _drape(wall, 1.5)

    def right(wall: Wall) -> None:
        plain(wall)
        door(wall, 0.9, "#c8d8d4", wide=1.1, glass=stage.tone(0.2))
        picture(wall, -1.4, 1.4, 0.6, 0.8)
        _drape(wall, -2.0)

    def front(wall: Wall) -> None:
        plain(wall)
        door(wall, -0.6, "#c8d8d4", wide=1.2, glass=stage.tone(0.2))
        clock(wall, 0.9, 2.3)
        shelf(wall, (1.6, 1.1, 2.9, 2.3), 3, "jars")

    ward.walls({"back": back, "left": left, "right": right, "front": front})
    ward.daylight((-1.0, 1.0))
    frame, cover = ("#a8b4bc", "#a8c8e0") if modern else ("#6a5040", "#9aa88a")
    furnish(
        stage,
        [
            bed((-2.9, -1.9), (-0.2, 1.7), frame, "#fafcfc", cover),
            bed((1.9, 2.9), (-0.2, 1.7), frame, "#fafcfc", cover),
            bed((-2.9, -1.9), (-2.8, -1.0), frame, "#fafcfc", cover),
            crate((-1.7, -1.3), (0.0, 0.7), (1.3, 1.7), "#e0e8e8", "#f4f8f8"),
            Piece(-1.5, 1.45, 0.2, lambda s: stand(s, "flower", (-1.5, 0.7, 1.45), 0.46)),
        ],
    )
    ward.air()


def _drape(wall: Wall, x: float) -> None:
    stage = wall.stage
    rail, drape = stage.inside("#98a8b0"), stage.inside("#b8dcd8")
    wall.board((x - 0.6, 2.6, x + 0.6, 2.64), rail)
    middle, wide = wall.x(x), 0.42 * wall.metre
    corners = [
        (middle - wide, wall.y(2.6)),
        (middle + wide, wall.y(2.6)),
        (middle + wide * 0.9, wall.y(0.35)),
        (middle - wide * 1.05, wall.y(0.35)),
    ]
    stage.canvas.drawPath(polygon(corners), fill(drape))
    for t in (-0.6, -0.2, 0.2, 0.6):
        fold = [(middle + wide * t, wall.y(2.58)), (middle + wide * t * 1.1, wall.y(0.4))]
        stage.canvas.drawPath(ribbon(fold, [2, 8], 4, False), fill(mix(drape, stage.palette.shade, 0.25)))


def _monitor(wall: Wall) -> None:
    stage = wall.stage
    rail = stage.inside("#98a8b0")
    wall.board((1.38, 0.0, 1.42, 2.1), rail)
    wall.board((1.26, 1.7, 1.54, 2.1), stage.inside("#d8f0fa"))
    wall.framed((-1.75, 1.3, -1.3, 1.68), (24, 40, 44), rail, 0.04)
    y, m = wall.y(1.5), wall.metre
    heights = ((-1.74, 0.0), (-1.62, 0.0), (-1.56, -0.1), (-1.5, 0.07), (-1.44, 0.0), (-1.32, 0.0))
    beat = [(wall.x(x), y + dy * m) for x, dy in heights]
    stage.canvas.drawPath(polygon(beat, False), stroke((90, 240, 150), 5))
    halo(stage.canvas, wall.x(-1.5), y, m * 0.4, (90, 240, 150), 0.3)
    wall.board((-3.0, 2.2, -2.4, 2.24), lighter(rail, 0.2))
    wall.board((2.4, 2.2, 3.0, 2.24), darker(rail, 0.1))
