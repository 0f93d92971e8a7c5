"""Shops of one trade: a laundry, a café."""

from toonverse.draw.draft.brush import PathBuilder, Rgb, curve, darker, fill, lighter, rect, round_rect
from toonverse.draw.draft.places.furniture import Piece, bowls, crate, furnish, stand
from toonverse.draw.draft.places.interiors import plant_pot
from toonverse.draw.draft.places.rooms import Room, clock, door
from toonverse.draw.draft.places.walls import Wall, picture, plant, shelf, window
from toonverse.draw.draft.solids import box, floor_patch, seen, shadow_under, upright
from toonverse.draw.draft.stage import Stage

_CLOTHES = ("#3f5a8a", "#f0ece0", "#8a3a44", "#4a4450", "#c8a878", "#6a8a7a", "#d8dce4", "#5a4a6a", "#b86a4a")


def laundry(stage: Stage) -> None:
    """Clothes in rows under the ceiling, machines with round doors, an ironing board, the street window."""
    room = Room(stage, "#cfdad6", "#9aa4a8", planks=False)
    tiles = stage.inside("#b4c8c4")

    def back(wall: Wall) -> None:
        wall.board((-wall.half_m, 0.0, wall.half_m, 1.5), tiles)
        for k in range(6):
            _drum(wall, -2.75 + 1.1 * k, 0.45)
        _hanging(wall, -3.1, 3.1, 2.75, "machines")

    def left(wall: Wall) -> None:
        _hanging(wall, -2.3, 2.3, 2.75, "left")
        _hanging(wall, -2.3, 2.3, 1.5, "low")

    def right(wall: Wall) -> None:
        door(wall, 1.4, "#6a8a94", glass=stage.tone(0.25))
        shelf(wall, (-2.2, 0.2, -0.2, 2.2), 4, "boxes")
        clock(wall, 0.3, 2.4)

    def front(wall: Wall) -> None:
        window(wall, (-2.9, 0.8, -0.5, 2.5), 3, "#e4e8e4")
        door(wall, 0.5, "#6a8a94", 1.1, glass=stage.tone(0.25))
        window(wall, (1.3, 0.8, 2.9, 2.5), 2, "#e4e8e4")
        _lettering(wall, -2.5, 2.62, "#3f7ab0")

    room.walls({"back": back, "left": left, "right": right, "front": front})
    tiled(stage, room.floor_colour)
    pieces = [_ironing(-2.0, 0.7), crate((1.7, 3.0), (0.0, 0.95), (-0.6, 0.5), "#7a9aa4", "#e4dcc8")]
    pieces += [_rail(-1.2, -2.4), _rail(2.0, -2.2), bowls((1.8, 2.9), 0.95, 0.0, ("box", "cloth"), 0.36)]
    pieces.append(_basket(0.95, 1.2))
    furnish(stage, pieces)
    room.lamp((-0.9, 2.6, 0.4), 0.5, "#e8e8e0")
    room.lamp((1.4, 2.6, -0.6), 0.5, "#e8e8e0")
    room.air()


def tiled(stage: Stage, tone: Rgb) -> None:
    """Every other square of the floor darker."""
    for k in range(11):
        for j in range(8):
            if (k + j) % 2:
                x, z = -3.3 + 0.6 * k, -3.0 + 0.61 * j
                floor_patch(stage, (x, x + 0.6), (z, z + 0.61), darker(tone, 0.13), y=0.002)


def _drum(wall: Wall, x: float, low: float) -> None:
    """A washing machine with its round door."""
    stage, canvas, m = wall.stage, wall.stage.canvas, wall.metre
    shell = stage.inside("#eef2f2")
    wall.board((x - 0.5, 0.02, x + 0.5, 1.32), darker(shell, 0.25))
    wall.board((x - 0.47, 0.05, x + 0.47, 1.3), shell)
    wall.board((x - 0.47, 1.1, x + 0.47, 1.3), darker(shell, 0.1))
    for k, colour in enumerate(("#4ac08a", "#e8b04a", "#8a94a4")):
        canvas.drawCircle(wall.x(x + 0.14 + 0.12 * k), wall.y(1.2), 0.035 * m, fill(stage.inside(colour)))
    centre = wall.x(x), wall.y(low + 0.1)
    canvas.drawCircle(*centre, 0.34 * m, fill(darker(shell, 0.35)))
    canvas.drawCircle(*centre, 0.28 * m, fill(stage.inside("#2f4a5c")))
    suds = stage.inside(wall.stage.chance("drum", x).choice(_CLOTHES))
    load = [(centre[0] - 0.26 * m, centre[1] + 0.04 * m), (centre[0] - 0.05 * m, centre[1] - 0.04 * m)]
    load += [(centre[0] + 0.25 * m, centre[1] + 0.08 * m), (centre[0], centre[1] + 0.27 * m)]
    canvas.drawPath(curve(load), fill(suds))
    gleam = round_rect(
        centre[0] - 0.2 * m, centre[1] - 0.2 * m, centre[0] - 0.1 * m, centre[1] + 0.02 * m, 0.05 * m
    )
    canvas.drawRRect(gleam, fill((255, 255, 255), 0.5))


def _hanging(wall: Wall, left: float, right: float, up: float, name: str) -> None:
    """Coats and shirts on a rail, in covers that shine."""
    stage, chance = wall.stage, wall.stage.chance("hanging", name)
    wall.board((left, up, right, up + 0.035), stage.inside("#8a94a0"))
    x = left + 0.1
    while x < right - 0.2:
        wide, long = chance.uniform(0.2, 0.34), chance.uniform(0.75, 1.2)
        tone = stage.inside(chance.choice(_CLOTHES))
        shape = [
            (x + wide / 2, up - 0.02),
            (x, up - 0.16),
            (x + 0.02, up - long),
            (x + wide, up - long),
            (x + wide, up - 0.16),
        ]
        stage.canvas.drawPath(curve([(wall.x(a), wall.y(b)) for a, b in shape], tension=0.05), fill(tone))
        wall.board((x + wide * 0.46, up - long + 0.05, x + wide * 0.52, up - 0.15), darker(tone, 0.3))
        wall.board((x + wide * 0.14, up - long + 0.02, x + wide * 0.24, up - 0.2), lighter(tone, 0.5), 0.5)
        x += wide * 0.92


def _lettering(wall: Wall, x: float, up: float, colour: str) -> None:
    """A sign over the window: blocks where letters are, seen from within."""
    tone = wall.stage.inside(colour)
    wall.board((x, up, x + 3.2, up + 0.42), tone)
    for k in range(4):
        wall.board((x + 0.35 + 0.7 * k, up + 0.08, x + 0.75 + 0.7 * k, up + 0.34), lighter(tone, 0.7))


def _ironing(x: float, z: float) -> Piece:
    """A board with a shirt on it, the iron up on its heel."""

    def draw(stage: Stage) -> None:
        shadow_under(stage, (x - 0.7, x + 0.7), (z - 0.2, z + 0.2))
        for dx in (-0.4, 0.4):
            box(
                stage,
                (x + dx - 0.03, x + dx + 0.03),
                (0.0, 0.86),
                (z - 0.03, z + 0.03),
                stage.inside("#8a94a0"),
            )
        box(stage, (x - 0.75, x + 0.75), (0.86, 0.93), (z - 0.22, z + 0.22), stage.inside("#6a9ab8"))
        box(stage, (x - 0.4, x + 0.3), (0.93, 0.96), (z - 0.2, z + 0.2), stage.inside("#f4f2ea"))
        if seen(stage, x, z, 0.7):
            with upright(stage, x + 0.5, z) as canvas:
                canvas.drawPath(
                    curve([(-0.12, 0.94), (0.16, 0.94), (0.1, 1.12), (-0.06, 1.16)]),
                    fill(stage.inside("#d0584a")),
                )

    return Piece(x, z, 0.7, draw)


def _rail(x: float, z: float) -> Piece:
    """A stand on wheels with clothes on hangers."""

    def draw(stage: Stage) -> None:
        if stage.camera.ahead(x, z) < 1.2:
            return
        with upright(stage, x, z) as canvas:
            iron = stage.inside("#8a94a0")
            for dx in (-0.8, 0.8):
                canvas.drawRect(rect(dx - 0.02, 0.0, dx + 0.02, 1.7), fill(iron))
            canvas.drawRect(rect(-0.8, 1.68, 0.8, 1.72), fill(iron))
            for k in range(7):
                tone, left = stage.inside(_CLOTHES[(k * 2 + int(x * 3)) % len(_CLOTHES)]), -0.74 + 0.21 * k
                shape = [
                    (left + 0.11, 1.68),
                    (left, 1.5),
                    (left + 0.02, 0.55),
                    (left + 0.2, 0.55),
                    (left + 0.22, 1.5),
                ]
                canvas.drawPath(curve(shape, tension=0.06), fill(tone))
                canvas.drawRect(rect(left + 0.1, 0.6, left + 0.12, 1.5), fill(darker(tone, 0.3)))

    return Piece(x, z, 0.8, draw)


def _basket(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        shadow_under(stage, (x - 0.3, x + 0.3), (z - 0.25, z + 0.25))
        box(
            stage,
            (x - 0.3, x + 0.3),
            (0.0, 0.4),
            (z - 0.25, z + 0.25),
            stage.inside("#d8b878"),
            stage.inside("#f4f0e8"),
        )

    return Piece(x, z, 0.3, draw)


def cafe(stage: Stage) -> None:
    """A counter with its machine and a board over it, tables at a wide window, pendant lamps, plants."""
    room = Room(stage, "#c8a888" if not stage.period else "#9a7a5a", "#7a5640", ceiling="#6a4a3a")
    brick, green = stage.inside("#a85f48"), stage.inside("#3f6a58")

    def back(wall: Wall) -> None:
        _bricks(wall, brick)
        _menu(wall, -1.5, 1.75)
        shelf(wall, (1.0, 1.2, 2.9, 2.3), 2, "jars")
        plant(wall, -2.6, 1.3, 0.5)

    def left(wall: Wall) -> None:
        window(wall, (-2.1, 0.55, 2.1, 2.7), 4, "#3a2c28")
        plant(wall, 2.2, 0.6, 0.5)

    def right(wall: Wall) -> None:
        wall.board((-wall.half_m, 0.0, wall.half_m, 1.1), green)
        for k, (x, up) in enumerate(((-1.9, 1.5), (-1.0, 1.7), (-0.2, 1.45))):
            picture(wall, x, up, 0.55 + 0.1 * (k % 2), 0.6)
        door(wall, 1.3, "#3f6a58", glass=stage.tone(0.25))

    def front(wall: Wall) -> None:
        window(wall, (-2.9, 0.55, -0.4, 2.7), 3, "#3a2c28")
        door(wall, 0.5, "#3f6a58", 1.1, glass=stage.tone(0.25))
        window(wall, (1.3, 0.55, 2.9, 2.7), 2, "#3a2c28")

    room.walls({"back": back, "left": left, "right": right, "front": front})
    room.daylight((-0.4, 1.4))
    pieces = [crate((-2.2, 1.5), (0.0, 1.05), (0.85, 1.4), "#5a3c2c", "#d8b080"), _machine(-1.1, 1.1)]
    pieces += [bowls((0.1, 1.4), 1.05, 1.1, ("cup", "bread", "cup", "flower"), 0.28)]
    pieces += [_round(2.2, -0.4), _round(-2.4, -0.6), _round(2.0, -2.2), _round(-1.9, -2.4)]
    pieces.append(Piece(-2.9, 1.4, 0.3, lambda s: plant_pot(s, -2.9, 0.0, 1.4, 1.0)))
    furnish(stage, pieces)
    for x in (-1.5, 0.0, 1.5):
        room.lamp((x, 2.3, 0.8), 0.36, "#c8743c")
    room.air()


def _bricks(wall: Wall, tone: Rgb) -> None:
    wall.board((-wall.half_m, 0.0, wall.half_m, wall.high_m), tone)
    seams = PathBuilder()
    for row in range(20):
        y = 0.16 * row
        seams.addRect(rect(wall.x(-wall.half_m), wall.y(y + 0.02), wall.x(wall.half_m), wall.y(y)))
        x = -wall.half_m + 0.2 * (row % 2)
        while x < wall.half_m:
            seams.addRect(rect(wall.x(x), wall.y(y + 0.16), wall.x(x + 0.02), wall.y(y)))
            x += 0.4
    wall.stage.canvas.drawPath(seams.detach(), fill(darker(tone, 0.28), 0.7))


def _menu(wall: Wall, x: float, up: float) -> None:
    """Chalk on a black board: columns of names and prices."""
    stage = wall.stage
    wall.framed((x, up, x + 2.2, up + 0.95), stage.inside("#2c3230"), stage.inside("#8a5a3c"), 0.05)
    chalk = stage.inside("#f0ece0")
    for column in range(2):
        left = x + 0.15 + 1.05 * column
        wall.board((left, up + 0.74, left + 0.5, up + 0.82), stage.inside("#f0c86a"))
        for row in range(4):
            y = up + 0.56 - 0.14 * row
            wall.board((left, y, left + 0.36 + 0.08 * ((row * 3 + column) % 4), y + 0.045), chalk, 0.85)
            wall.board((left + 0.74, y, left + 0.9, y + 0.045), chalk, 0.85)


def _machine(x: float, z: float) -> Piece:
    """The coffee machine on the counter."""

    def draw(stage: Stage) -> None:
        steel = stage.inside("#c4ccd4")
        box(stage, (x - 0.4, x + 0.4), (1.05, 1.55), (z - 0.2, z + 0.2), steel)
        if not seen(stage, x, z, 0.8):
            return
        with upright(stage, x, z - 0.21) as canvas:
            canvas.drawRect(rect(-0.36, 1.12, 0.36, 1.32), fill(darker(steel, 0.6)))
            for dx in (-0.18, 0.18):
                canvas.drawRect(rect(dx - 0.05, 1.26, dx + 0.05, 1.34), fill(stage.inside("#2c2c34")))
                canvas.drawCircle(dx, 1.44, 0.05, fill(stage.inside("#d0584a")))

    return Piece(x, z, 0.4, draw)


def _round(x: float, z: float) -> Piece:
    """A small round table, cups on it, two chairs."""

    def draw(stage: Stage) -> None:
        if stage.camera.ahead(x, z) < 1.1:
            return
        shadow_under(stage, (x - 0.5, x + 0.5), (z - 0.4, z + 0.4))
        wood = stage.inside("#a87048")
        for dx in (-0.75, 0.75):
            chair((x + dx, z), 1 if dx < 0 else -1).draw(stage)
        with upright(stage, x, z) as canvas:
            canvas.drawRect(rect(-0.035, 0.0, 0.035, 0.7), fill(stage.inside("#3a3438")))
            flat = 0.12
            canvas.drawOval(rect(-0.46, 0.62 - flat, 0.46, 0.7 + flat * 0.4), fill(darker(wood, 0.4)))
            canvas.drawOval(rect(-0.46, 0.66 - flat, 0.46, 0.74 + flat * 0.4), fill(lighter(wood, 0.1)))
        for dx in (-0.18, 0.18):
            stand(stage, "cup", (x + dx, 0.7, z), 0.17)

    return Piece(x, z, 0.8, draw)


def chair(at: tuple[float, float], faces: int, colour: str = "#5a4034") -> Piece:
    """A chair; `faces` 1 looks towards larger x, -1 towards smaller."""
    x, z = at

    def draw(stage: Stage) -> None:
        wood = stage.inside(colour)
        for dx in (-0.16, 0.16):
            for dz in (-0.16, 0.16):
                box(
                    stage,
                    (x + dx - 0.02, x + dx + 0.02),
                    (0.0, 0.44),
                    (z + dz - 0.02, z + dz + 0.02),
                    darker(wood, 0.3),
                )
        box(stage, (x - 0.2, x + 0.2), (0.42, 0.47), (z - 0.2, z + 0.2), wood)
        rest = x - faces * 0.18
        box(stage, (rest - 0.025, rest + 0.025), (0.55, 0.9), (z - 0.18, z + 0.18), wood)

    return Piece(x, z, 0.2, draw)
