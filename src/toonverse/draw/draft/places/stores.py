"""A convenience store and a library, also of books for sale."""

from toonverse.draw.draft.brush import darker, fill, lighter, mix, rect, round_rect
from toonverse.draw.draft.layers import halo
from toonverse.draw.draft.places.counters import tiled
from toonverse.draw.draft.places.furniture import Piece, bowls, crate, furnish, table
from toonverse.draw.draft.places.rooms import Room, clock, door
from toonverse.draw.draft.places.walls import Wall, shelf, window
from toonverse.draw.draft.solids import Span, box, floor_patch, seen, shadow_under, upright
from toonverse.draw.draft.stage import Stage


def convenience(stage: Stage) -> None:
    """White light, glass doors full of bottles, shelves in rows, the till by the door."""
    room = Room(stage, "#e4ecee", "#c4ccd0", planks=False, ceiling="#f0f4f6")

    def back(wall: Wall) -> None:
        for k in range(5):
            _cooler(wall, -3.1 + 1.25 * k, k)

    def left(wall: Wall) -> None:
        shelf(wall, (-2.3, 0.1, 2.3, 2.1), 5, "boxes")
        wall.board((-2.3, 2.2, 2.3, 2.55), stage.inside("#e8743c"))

    def right(wall: Wall) -> None:
        shelf(wall, (-2.3, 0.9, 0.4, 2.3), 4, "jars")
        door(wall, 1.5, "#8a94a4", glass=stage.tone(0.25))

    def front(wall: Wall) -> None:
        window(wall, (-3.0, 0.35, -0.5, 2.6), 2, "#d8e0e4")
        door(wall, 0.4, "#a8b4bc", 1.2, glass=stage.tone(0.25))
        window(wall, (1.3, 0.35, 3.0, 2.6), 2, "#d8e0e4")
        wall.board((-wall.half_m, 2.7, wall.half_m, 3.05), stage.inside("#3fa07a"))
        wall.board((-wall.half_m, 2.82, wall.half_m, 2.9), stage.inside("#f4f4f0"))

    room.walls({"back": back, "left": left, "right": right, "front": front})
    tiled(stage, room.floor_colour)
    pieces = [
        _gondola(-1.9, (-0.5, 0.9)),
        _gondola(2.1, (0.2, 1.3)),
        crate((1.7, 3.1), (0.0, 0.95), (-2.2, -1.5), "#3fa07a", "#f0ece4"),
    ]
    pieces += [
        crate((2.3, 2.8), (0.95, 1.25), (-2.0, -1.7), "#3a4450"),
        bowls((-2.4, -1.4), 1.32, 0.2, ("bread", "box", "bread"), 0.26),
    ]
    furnish(stage, pieces)
    for x in (-1.6, 1.6):
        floor_patch(stage, (x - 1.0, x + 1.0), (-0.5, -0.2), (255, 255, 250), y=3.18)
        floor_patch(stage, (x - 1.0, x + 1.0), (0.9, 1.2), (255, 255, 250), y=3.18)
    room.air()


_DRINKS = ("#d8484a", "#4a90d0", "#58b068", "#f0b040", "#f4f0e8", "#8a5ab0", "#e87a3c")


def _cooler(wall: Wall, left: float, number: int) -> None:
    """A lit glass door with rows of bottles and cans behind it."""
    stage, chance, canvas = wall.stage, wall.stage.chance("cooler", number), wall.stage.canvas
    wall.board((left, 0.0, left + 1.2, 2.5), stage.inside("#4a5864"))
    wall.board((left + 0.06, 0.25, left + 1.14, 2.4), mix("#eaf6fa", stage.inside("#dff0f6"), 0.4))
    for row in range(5):
        floor = 0.3 + 0.42 * row
        wall.board((left + 0.06, floor - 0.03, left + 1.14, floor), stage.inside("#9ab0b8"))
        colour = chance.choice(_DRINKS)
        for k in range(8):
            if k % 3 == 0:
                colour = chance.choice(_DRINKS)
            tone, x = mix(stage.inside(colour), "#ffffff", 0.1), left + 0.1 + 0.13 * k
            tall = 0.27 if row % 2 else 0.32
            wall.board((x, floor, x + 0.1, floor + tall * 0.72), tone)
            wall.board((x + 0.03, floor + tall * 0.72, x + 0.07, floor + tall), lighter(tone, 0.2))
            wall.board((x + 0.015, floor + 0.06, x + 0.085, floor + 0.13), lighter(tone, 0.6), 0.8)
    halo(canvas, wall.x(left + 0.6), wall.y(1.4), 0.9 * wall.metre, (230, 248, 255), 0.16)
    wall.board((left + 1.0, 0.9, left + 1.04, 1.7), stage.inside("#d8e0e4"))


def _gondola(x: float, z: Span) -> Piece:
    """A low shelf one walks round, goods on both faces."""

    def draw(stage: Stage) -> None:
        shadow_under(stage, (x - 0.4, x + 0.4), z)
        box(stage, (x - 0.4, x + 0.4), (0.0, 0.15), z, stage.inside("#8a949c"))
        chance = stage.chance("gondola", x)
        for row in range(3):
            low = 0.15 + 0.4 * row
            count = 5
            for k in range(count):
                a, b = (z[0] + (z[1] - z[0]) * j / count for j in (k, k + 0.92))
                box(
                    stage,
                    (x - 0.36, x + 0.36),
                    (low, low + 0.3),
                    (a, b),
                    stage.inside(chance.choice(_DRINKS)),
                )
            box(stage, (x - 0.4, x + 0.4), (low + 0.34, low + 0.38), z, stage.inside("#e4e8ea"))

    return Piece(x, (z[0] + z[1]) / 2, 0.5, draw)


def library(stage: Stage) -> None:
    """Cases of books to the ceiling, a ladder, a long table with green lamps, tall windows."""
    room = Room(stage, "#a8845c", "#6a4630", ceiling="#5a4030", high_m=3.6)
    wood = stage.inside("#5a3826")

    def cases(wall: Wall, spans: tuple[tuple[float, float], ...]) -> None:
        wall.board((-wall.half_m, 0.0, wall.half_m, wall.high_m), darker(wood, 0.1))
        for a, b in spans:
            shelf(wall, (a, 0.12, b, 3.2), 7)
            wall.board((a - 0.1, 3.25, b + 0.1, 3.42), lighter(wood, 0.18))

    def back(wall: Wall) -> None:
        cases(wall, ((-3.1, -1.2), (1.2, 3.1)))
        window(wall, (-0.8, 0.7, 0.8, 3.1), 2, "#4a2f22")

    def left(wall: Wall) -> None:
        cases(wall, ((-2.3, -0.8), (-0.7, 0.8), (0.9, 2.3)))
        _ladder(wall, 0.2)

    def right(wall: Wall) -> None:
        cases(wall, ((-2.3, -0.4),))
        door(wall, 1.0, "#6a4430")
        clock(wall, 1.0, 2.7, 0.2)

    def front(wall: Wall) -> None:
        cases(wall, ((-3.1, -1.4), (0.6, 3.1)))
        window(wall, (-1.1, 0.7, 0.3, 3.1), 2, "#4a2f22")

    room.walls({"back": back, "left": left, "right": right, "front": front})
    room.daylight((-0.8, 0.8))
    pieces = [table((1.5, 3.0), (-0.9, 0.3), 0.76, "#7a4a30", ("book", "book"), "#5a3826")]
    pieces += [
        table((-3.0, -1.7), (0.3, 1.2), 0.76, "#7a4a30", ("book",), "#5a3826"),
        _reading_lamp(2.3, -0.3),
        _reading_lamp(-2.2, 0.7),
    ]
    pieces += [
        table((-2.8, -1.6), (-2.6, -1.8), 0.76, "#7a4a30", ("book", "letter")),
        _pile(1.2, 1.4),
        _pile(-1.3, -2.4),
    ]
    furnish(stage, pieces)
    room.lamp((0.0, 2.9, 0.6), 0.5)
    room.air()


def _ladder(wall: Wall, x: float) -> None:
    wood = wall.stage.inside("#b8844c")
    for dx in (0.0, 0.5):
        wall.board((x + dx, 0.05, x + dx + 0.06, 3.1), wood)
    for k in range(9):
        wall.board((x, 0.3 + 0.32 * k, x + 0.56, 0.36 + 0.32 * k), lighter(wood, 0.12))


def _reading_lamp(x: float, z: float) -> Piece:
    """A green glass shade on a brass foot."""

    def draw(stage: Stage) -> None:
        if not seen(stage, x, z, 0.8):
            return
        with upright(stage, x, z) as canvas:
            brass = stage.inside("#d8a84a")
            canvas.drawRect(rect(-0.02, 0.76, 0.02, 1.1), fill(brass))
            canvas.drawOval(rect(-0.12, 0.75, 0.12, 0.8), fill(brass))
            halo(canvas, 0.0, 1.02, 0.55, stage.palette.lamp, 0.5)
            canvas.drawRRect(round_rect(-0.22, 1.06, 0.22, 1.22, 0.07), fill(stage.inside("#3f8a5c")))
            canvas.drawRect(rect(-0.2, 1.04, 0.2, 1.07), fill(stage.palette.lamp))

    return Piece(x, z, 0.2, draw)


def _pile(x: float, z: float) -> Piece:
    """Books on the floor, one on the other."""

    def draw(stage: Stage) -> None:
        shadow_under(stage, (x - 0.25, x + 0.25), (z - 0.2, z + 0.2))
        for k, colour in enumerate(("#8a3a44", "#3f5a7a", "#c89a4a", "#4a6a54", "#6a4a6a")):
            shift = 0.03 * ((k * 2) % 3 - 1)
            span = (x - 0.2 + shift, x + 0.2 + shift)
            box(stage, span, (0.07 * k, 0.07 * k + 0.06), (z - 0.14, z + 0.14), stage.inside(colour))

    return Piece(x, z, 0.25, draw)
