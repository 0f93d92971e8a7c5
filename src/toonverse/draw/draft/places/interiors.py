"""Rooms people live in: living room, parlour, cabin, kitchen."""

from toonverse.draw.draft.brush import curve, darker, fill, lighter, ribbon
from toonverse.draw.draft.layers import halo
from toonverse.draw.draft.places import hanok_rooms
from toonverse.draw.draft.places.furniture import Piece, bed, crate, furnish, stand, table
from toonverse.draw.draft.places.rooms import Room, clock, coats, door
from toonverse.draw.draft.places.walls import Wall, picture, plant, shelf, window
from toonverse.draw.draft.stage import Stage

# wall, curtains and rug of a flat; each scene's place has one set, the same in all its panels
_FLATS = (
    ("#d9b08c", "#b8525c", "#9a4a50"),
    ("#a8c4b0", "#e0b060", "#4f7a6a"),
    ("#c4a8c0", "#6a5a9a", "#7a4a6a"),
    ("#a4b8d4", "#e8e0d0", "#4a6a9a"),
    ("#dcc48c", "#4f8a84", "#b8743c"),
    ("#c89c84", "#f0d8b0", "#6a4a44"),
)
_PARLOURS = (
    ("#a8896a", "#7a4a3c", "#8c3f3c"),
    ("#7f9080", "#8a6a3c", "#5a4a3a"),
    ("#a07a78", "#4f4a6a", "#6a3a4a"),
)


def room(stage: Stage) -> None:
    if stage.hanok:
        hanok_rooms.ondol_room(stage)
    elif stage.period or stage.era == "fantasy":
        _parlour(stage)
    elif stage.era == "future":
        _cabin(stage)
    else:
        _living_room(stage)


def _living_room(stage: Stage) -> None:
    walls, curtains, rug = stage.chance("paint").choice(_FLATS)
    room = Room(stage, walls, "#a06c4a")

    def back(wall: Wall) -> None:
        window(wall, (-1.5, 0.8, 1.1, 2.6), 3, "#5a3a30", curtains)
        shelf(wall, (-3.15, 0.0, -2.2, 2.35), 5)
        picture(wall, 1.95, 1.5, 0.62, 0.46)
        picture(wall, 2.72, 1.75, 0.4, 0.34)

    def left(wall: Wall) -> None:
        picture(wall, -1.2, 1.4, 0.9, 0.66)
        shelf(wall, (0.2, 1.25, 1.9, 2.05), 2)
        coats(wall, -2.0, ("#6a7a9a",))

    def right(wall: Wall) -> None:
        door(wall, 0.9, "#9a6a48")
        clock(wall, -0.4, 2.2)
        picture(wall, -1.6, 1.35, 0.6, 0.8)

    def front(wall: Wall) -> None:
        door(wall, -1.9, "#8a5a40")
        picture(wall, 0.2, 1.45, 1.1, 0.7)
        shelf(wall, (1.9, 0.0, 3.0, 2.2), 5)

    room.walls({"back": back, "left": left, "right": right, "front": front})
    room.rug((-1.7, 1.7), (-1.3, 1.1), rug)
    room.daylight((-1.5, 1.1))
    furnish(
        stage,
        [
            crate((1.7, 3.1), (0.0, 0.75), (1.45, 1.85), "#7a4f38", "#b07c50"),
            Piece(2.3, 1.6, 0.3, lambda s: stand(s, "table lamp", (2.35, 0.75, 1.6), 0.62)),
            _sofa(-2.9, "#5a7a86"),
            table((2.1, 2.9), (-1.6, -0.8), 0.72, "#9a6844", ("cup", "book"), "#6a4a3a"),
        ],
    )
    room.lamp((-0.9, 2.55, 0.9), 0.46)
    room.air()


def _sofa(x: float, colour: str) -> Piece:
    """Against the left wall."""

    def draw(stage: Stage) -> None:
        for piece in (
            crate((x - 0.3, x - 0.05), (0.1, 0.95), (-1.6, 0.6), colour),
            crate((x - 0.05, x + 0.7), (0.1, 0.45), (-1.6, 0.6), colour),
            crate((x - 0.05, x + 0.7), (0.1, 0.64), (0.45, 0.68), colour),
            crate((x - 0.05, x + 0.7), (0.1, 0.64), (-1.68, -1.45), colour),
        ):
            piece.draw(stage)

    return Piece(x + 0.2, -0.5, 0.5, draw)


def _parlour(stage: Stage) -> None:
    """Papered walls, a fireplace, a gas lamp, a door that people come in by."""
    paper, curtains, rug = stage.chance("paint").choice(_PARLOURS)
    room = Room(stage, paper, "#7a4e36")

    def papered(wall: Wall) -> None:
        stripe = darker(wall.wall_colour, 0.10)
        k = -wall.half_m
        while k < wall.half_m:
            wall.board((k, 0.9, k + 0.16, wall.high_m - 0.1), stripe, 0.8)
            k += 0.42
        wall.planking(0.0, 0.9, stage.inside("#5f3c2c"))

    def back(wall: Wall) -> None:
        papered(wall)
        window(wall, (-0.95, 0.95, 0.95, 2.6), 2, "#4a2f26", curtains)
        picture(wall, 1.6, 1.55, 0.62, 0.5)
        picture(wall, 2.5, 1.4, 0.4, 0.56)
        _mirror(wall, -2.1)

    def left(wall: Wall) -> None:
        papered(wall)
        _fireplace(wall, 0.4)
        clock(wall, 0.4, 1.95, 0.18)
        picture(wall, -1.75, 1.5, 0.62, 0.5)

    def right(wall: Wall) -> None:
        papered(wall)
        door(wall, 0.8, "#6f4630")
        coats(wall, -0.75, ("#4a5a4a", "#6a4a5a"))

    def front(wall: Wall) -> None:
        papered(wall)
        shelf(wall, (-2.6, 0.0, -0.9, 2.3), 5)
        door(wall, 0.9, "#6f4630")
        picture(wall, 2.0, 1.5, 0.7, 0.5)

    room.walls({"back": back, "left": left, "right": right, "front": front})
    room.rug((-1.8, 1.8), (-1.4, 1.2), rug)
    room.daylight((-0.95, 0.95))
    furnish(
        stage,
        [
            table((1.7, 2.8), (0.55, 1.45), 0.74, "#7a4a30", ("lamp", "cup"), "#5a3a2a"),
            crate((-2.7, -1.4), (0.0, 0.8), (1.4, 1.86), "#5f3a28", "#8a5a3c"),
            Piece(-2.05, 1.6, 0.2, lambda s: stand(s, "flower", (-1.7, 0.8, 1.55), 0.5)),
            bed((-3.2, -1.9), (-2.8, -1.2), "#5f3a28", "#e8dcc8", "#7a5a6a"),
        ],
    )
    room.lamp((0.0, 2.5, 0.7), 0.4)
    room.air()


def _mirror(wall: Wall, x: float) -> None:
    """A pier-glass: tall, narrow, between gilt edges."""
    stage = wall.stage
    wall.framed((x - 0.26, 1.0, x + 0.26, 2.3), stage.tone(0.25), stage.inside("#c8a050"), 0.06)
    canvas = stage.canvas
    streak = [(wall.x(x - 0.2), wall.y(1.2)), (wall.x(x + 0.2), wall.y(2.1))]
    canvas.drawPath(ribbon(streak, [8, 8], 2, False), fill((255, 255, 255), 0.35))


def _fireplace(wall: Wall, x: float) -> None:
    stage = wall.stage
    brick = stage.inside("#9a5a48")
    wall.board((x - 0.8, 0, x + 0.8, 1.25), brick)
    for row in range(8):
        wall.board((x - 0.8, 0.15 * row, x + 0.8, 0.15 * row + 0.015), darker(brick, 0.3))
    wall.board((x - 0.92, 1.25, x + 0.92, 1.36), stage.inside("#6a4430"))
    wall.board((x - 0.92, 1.33, x + 0.92, 1.36), stage.palette.lamp, 0.6)
    wall.board((x - 0.5, 0, x + 0.5, 0.9), (24, 14, 20))
    halo(stage.canvas, wall.x(x), wall.y(0.3), wall.metre * 1.3, (255, 150, 60), 0.7)
    for dx, tall in ((-0.2, 0.45), (0.0, 0.66), (0.2, 0.4)):
        middle = wall.x(x + dx)
        for share, colour in ((1.0, (255, 140, 50)), (0.6, (255, 214, 110))):
            half = 0.15 * wall.metre * share
            flame = curve(
                [(middle - half, wall.y(0.04)), (middle, wall.y(tall * share)), (middle + half, wall.y(0.04))]
            )
            stage.canvas.drawPath(flame, fill(colour))


def _cabin(stage: Stage) -> None:
    """A room of days to come: pale panels, strips of light, a wide view."""
    room = Room(stage, "#9aa4c8", "#5a6488", planks=False, ceiling="#7a84b0")

    def panelled(wall: Wall) -> None:
        k = -wall.half_m
        while k < wall.half_m:
            wall.board((k, 0.1, k + 0.02, 3.1), darker(wall.wall_colour, 0.35))
            k += 0.8
        wall.board((-wall.half_m, 0.32, wall.half_m, 0.36), (120, 230, 255), 0.8)
        wall.board((-wall.half_m, 2.8, wall.half_m, 2.84), (250, 180, 240), 0.8)

    def back(wall: Wall) -> None:
        panelled(wall)
        window(wall, (-2.2, 0.7, 2.2, 2.6), 3, "#d8e0f0")

    def screen(wall: Wall) -> None:
        panelled(wall)
        wall.framed((-1.4, 1.1, 0.9, 2.3), (24, 34, 74), (200, 212, 240), 0.05)
        for k in range(6):
            wall.board((-1.25, 1.25 + 0.16 * k, -0.4 + 0.2 * (k % 3), 1.32 + 0.16 * k), (110, 230, 250), 0.85)

    room.walls({"back": back, "left": screen, "right": screen, "front": panelled})
    room.daylight((-2.2, 2.2))
    furnish(
        stage,
        [
            crate((-3.1, -2.2), (0.0, 0.5), (-1.8, 1.0), "#6a74a8", "#d8e0f0"),
            crate((2.1, 3.1), (0.0, 0.85), (0.2, 1.7), "#8088b8", "#c8d4f0"),
        ],
    )
    room.air()


def kitchen(stage: Stage) -> None:
    if stage.hanok:
        hanok_rooms.hearth_kitchen(stage)
        return
    room = Room(stage, "#d8d0bc", "#b08a6a")
    cupboard = stage.inside("#6a9a8a")

    def tiled(wall: Wall) -> None:
        for row in range(9):
            low = 0.95 + row * 0.14
            wall.board((-wall.half_m, low, wall.half_m, low + 0.012), darker(wall.wall_colour, 0.14))

    def hung(wall: Wall, left: float, right: float) -> None:
        wall.board((left, 1.75, right, 2.65), cupboard)
        x = left
        while x < right - 0.4:
            wall.framed((x + 0.08, 1.83, x + 0.52, 2.57), lighter(cupboard, 0.1), darker(cupboard, 0.2), 0.02)
            x += 0.6

    def back(wall: Wall) -> None:
        tiled(wall)
        window(wall, (-0.85, 1.15, 0.85, 2.5), 2, "#f0ece4", "#e8c070")
        hung(wall, -3.2, -1.3)
        hung(wall, 1.3, 3.2)

    def left(wall: Wall) -> None:
        tiled(wall)
        shelf(wall, (-1.6, 1.2, 0.6, 2.3), 3, "jars")

    def right(wall: Wall) -> None:
        tiled(wall)
        door(wall, 0.6, "#e0d4bc", glass=stage.tone(0.2))
        clock(wall, -0.8, 2.1)

    def front(wall: Wall) -> None:
        picture(wall, 0.6, 1.4, 0.8, 0.6)
        door(wall, -1.2, "#e0d4bc")

    room.walls({"back": back, "left": left, "right": right, "front": front})
    room.daylight((-0.85, 0.85))
    furnish(
        stage,
        [
            crate((-3.25, 3.25), (0.0, 0.92), (1.3, 1.88), "#5f8c7e", "#d0a070"),
            crate((-3.25, -2.5), (0.0, 1.9), (-0.4, 0.6), "#e8ecec"),
            Piece(1.5, 1.5, 0.2, lambda s: stand(s, "pot", (1.5, 0.92, 1.55), 0.5)),
            Piece(-1.6, 1.5, 0.2, lambda s: stand(s, "cup", (-1.6, 0.92, 1.55), 0.3)),
            Piece(2.3, 1.5, 0.2, lambda s: stand(s, "bottle", (2.4, 0.92, 1.6), 0.46)),
            Piece(-2.4, 1.5, 0.2, lambda s: plant_pot(s, -2.5, 0.92, 1.6)),
            table((1.5, 2.7), (-1.9, -0.9), 0.74, "#b07c50", ("cup", "apple", "bowl"), "#7a5a40"),
        ],
    )
    room.lamp((0.0, 2.5, 0.8), 0.5)
    room.air()


def plant_pot(stage: Stage, x: float, up: float, z: float, size: float = 0.5) -> None:
    """A potted plant in space."""
    camera = stage.camera
    px, py = camera.point(x, up, z)
    scale = camera.scale_at(x, z)
    wall = Wall(stage, stage.tone(0.5), 1.0, 1.0)
    canvas = stage.canvas
    canvas.save()
    canvas.translate(px, py - size * 0.32 * scale)
    canvas.scale(scale / wall.metre, scale / wall.metre)
    plant(wall, 0.0, 0.0, size)
    canvas.restore()
