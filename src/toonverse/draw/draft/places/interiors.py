"""Rooms people live in: parlour, kitchen, and the paper-floored rooms of old Korea."""

from toonverse.draw.draft.brush import curve, darker, fill, lighter, rect, ribbon
from toonverse.draw.draft.layers import glow, halo
from toonverse.draw.draft.places.furniture import Piece, bed, crate, furnish, stand, table
from toonverse.draw.draft.places.hanok import paper_door
from toonverse.draw.draft.places.rooms import MOONLIGHT, Room, clock, coats, door
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
        _ondol_room(stage)
    elif stage.period:
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
            Piece(2.3, 1.6, 0.3, lambda s: stand(s, "lamp", (2.35, 0.75, 1.6), 0.5)),
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


def _ondol_room(stage: Stage) -> None:
    """Paper floor, paper doors, a chest, folded quilts, an oil lamp."""
    room = Room(stage, "#dcc6a0", "#c8985a", planks=False, ceiling="#a88a5c", high_m=2.7)
    wood = stage.inside("#6a452f")

    def framed(wall: Wall) -> None:
        for x in (-wall.half_m + 0.08, -wall.half_m / 3, wall.half_m / 3, wall.half_m - 0.08):
            wall.board((x - 0.07, 0, x + 0.07, wall.high_m), wood)
        wall.board((-wall.half_m, 2.15, wall.half_m, 2.27), wood)

    def doors(wall: Wall, left: float, right: float) -> None:
        middle = (left + right) / 2
        for a, b in ((left, middle - 0.03), (middle + 0.03, right)):
            paper_door(stage, (wall.x(a), wall.y(2.12), wall.x(b), wall.y(0.12)), wood, False)
        colour = MOONLIGHT if stage.dark else stage.palette.sky[-1][1]
        wall.board((left, 0.12, right, 2.12), colour, 0.34 if stage.dark else 0.3)

    def back(wall: Wall) -> None:
        framed(wall)
        doors(wall, -1.0, 1.0)
        _scroll(wall, -2.2)
        wall.framed((1.5, 1.25, 2.8, 2.0), stage.inside("#efe2c4"), wood, 0.05)

    def side(wall: Wall) -> None:
        framed(wall)
        doors(wall, -0.7, 0.7)

    def right(wall: Wall) -> None:
        framed(wall)
        _screen(wall)

    def front(wall: Wall) -> None:
        framed(wall)
        doors(wall, -1.0, 1.0)
        _scroll(wall, 2.2)

    room.walls({"back": back, "left": side, "right": right, "front": front})
    room.daylight((-1.0, 1.0))
    furnish(
        stage,
        [
            _chest(1.5),
            _quilts(-2.6),
            table((-2.6, -1.7), (-1.6, -1.0), 0.34, "#7a4a30", ("bowl", "bottle")),
            table((1.9, 2.7), (-1.5, -0.8), 0.32, "#7a4a30", ("book",)),
            _oil_lamp(-1.35, 1.3),
        ],
    )
    room.air()


def _scroll(wall: Wall, x: float) -> None:
    stage, canvas = wall.stage, wall.stage.canvas
    wall.framed((x - 0.34, 0.95, x + 0.34, 1.95), stage.inside("#f0e6cc"), stage.inside("#8a6a48"), 0.04)
    px, py = wall.x(x), wall.y(1.1)
    branch = [(px - 30, py), (px, py - 60), (px + 16, py - 130)]
    canvas.drawPath(ribbon(branch, [6, 4, 1], 6, False), fill(stage.inside("#3a3040")))
    for dx, dy in ((18, -110), (-6, -66), (10, -84)):
        canvas.drawCircle(px + dx, py + dy, 11, fill(stage.inside("#c84a5a")))


def _screen(wall: Wall) -> None:
    """A folding screen: six painted panels."""
    stage, canvas = wall.stage, wall.stage.canvas
    for k in range(6):
        x = -1.5 + 0.5 * k
        paper = stage.inside("#efe4c8" if k % 2 else "#e2d4b2")
        wall.framed((x, 0.06, x + 0.46, 1.62), paper, stage.inside("#7a3038"), 0.02)
        hill = [
            (wall.x(x), wall.y(0.35)),
            (wall.x(x + 0.16), wall.y(0.8 + 0.2 * (k % 3))),
            (wall.x(x + 0.46), wall.y(0.4)),
            (wall.x(x + 0.46), wall.y(0.1)),
            (wall.x(x), wall.y(0.1)),
        ]
        canvas.drawPath(curve(hill), fill(stage.inside("#6a8a86")))


def _chest(x: float) -> Piece:
    def draw(stage: Stage) -> None:
        crate((x, x + 1.3), (0.0, 1.05), (1.35, 1.85), "#7a3f2c", "#8f5238").draw(stage)
        brass, camera = stage.inside("#d8b060"), stage.camera
        for row in (0.3, 0.7):
            for dx in (0.32, 0.98):
                px, py = camera.point(x + dx, row, 1.34)
                size = 0.06 * camera.scale_at(x + dx, 1.34)
                stage.canvas.drawCircle(px, py, size, fill(brass))
                stage.canvas.drawCircle(px, py, size * 0.5, fill(darker(brass, 0.5)))
        stand(stage, "jar", (x + 0.45, 1.05, 1.6), 0.42)

    return Piece(x + 0.65, 1.6, 0.65, draw)


def _quilts(x: float) -> Piece:
    def draw(stage: Stage) -> None:
        crate((x - 0.6, x + 0.6), (0.0, 0.4), (1.3, 1.85), "#6a3a2a").draw(stage)
        for k, colour in enumerate(("#b8485a", "#4a6a9a", "#d8b060", "#5a8a6a")):
            low = 0.4 + 0.17 * k
            crate((x - 0.55, x + 0.55), (low, low + 0.16), (1.35, 1.85), colour).draw(stage)

    return Piece(x, 1.55, 0.6, draw)


def _oil_lamp(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        scale = camera.scale_at(x, z)
        (px, low), top = camera.point(x, 0.0, z), camera.point(x, 0.95, z)[1]
        reach = scale * (2.8 if stage.dark or stage.wet else 0.9)
        wood, brass = stage.inside("#4a3028"), stage.inside("#b88a48")
        canvas.drawRect(rect(px - 0.03 * scale, top, px + 0.03 * scale, low), fill(wood))
        canvas.drawRect(rect(px - 0.16 * scale, low - 0.05 * scale, px + 0.16 * scale, low), fill(wood))
        canvas.drawRect(rect(px - 0.2 * scale, top - 0.04 * scale, px + 0.2 * scale, top), fill(brass))
        glow(canvas, px, top - 0.15 * scale, reach, stage.palette.lamp, 0.75)
        flame = [(px - 0.05 * scale, top - 0.05 * scale), (px, top - 0.28 * scale)]
        flame.append((px + 0.05 * scale, top - 0.05 * scale))
        canvas.drawPath(curve(flame), fill((255, 220, 130)))

    return Piece(x, z, 0.2, draw)


def kitchen(stage: Stage) -> None:
    if stage.hanok:
        _hearth_kitchen(stage)
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


def _hearth_kitchen(stage: Stage) -> None:
    """Clay walls, iron cauldrons over a fire, jars on a beam."""
    room = Room(stage, "#a88258", "#7a5c40", planks=False, ceiling="#6a4a34", high_m=2.9)
    wood = stage.inside("#4a3226")

    def posts(wall: Wall) -> None:
        for x in (-wall.half_m + 0.1, 0.0, wall.half_m - 0.1):
            wall.board((x - 0.1, 0, x + 0.1, wall.high_m), wood)
        wall.board((-wall.half_m, 2.35, wall.half_m, 2.5), wood)

    def back(wall: Wall) -> None:
        posts(wall)
        paper_door(stage, (wall.x(1.4), wall.y(2.0), wall.x(2.4), wall.y(1.1)), wood, True)
        for k in range(5):
            _crock(wall, -2.6 + k * 0.62, 1.6, k)
        wall.board((-3.0, 1.52, 0.4, 1.6), wood)

    def right(wall: Wall) -> None:
        posts(wall)
        door(wall, 0.9, "#5a3c28")

    room.walls({"back": back, "left": posts, "right": right, "front": posts})
    furnish(
        stage,
        [
            crate((-2.6, 1.1), (0.0, 0.75), (1.05, 1.85), "#b08a5c", "#c8a878"),
            _cauldron(-1.7, 1.4),
            _cauldron(-0.2, 1.4),
            crate((2.2, 3.1), (0.0, 0.5), (-1.2, 0.4), "#6a4430"),
        ],
    )
    room.air()


def _crock(wall: Wall, x: float, low: float, k: int) -> None:
    jar = [(x - 0.18, low), (x - 0.24, low + 0.25), (x, low + 0.46), (x + 0.24, low + 0.25), (x + 0.18, low)]
    path = curve([(wall.x(px), wall.y(py)) for px, py in jar])
    wall.stage.canvas.drawPath(path, fill(wall.stage.inside("#6a4434" if k % 2 else "#8a5a44")))


def _cauldron(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, py = camera.point(x, 0.75, z)
        m = camera.scale_at(x, z)
        fire = camera.point(x, 0.25, 1.0)
        glow(canvas, *fire, m * 1.0, (255, 140, 50), 0.85)
        mouth = rect(fire[0] - 0.24 * m, fire[1] - 0.24 * m, fire[0] + 0.24 * m, fire[1] + 0.2 * m)
        canvas.drawOval(mouth, fill((30, 14, 16)))
        flame = [(fire[0] - 0.14 * m, fire[1] + 0.18 * m), (fire[0], fire[1] - 0.2 * m)]
        flame.append((fire[0] + 0.14 * m, fire[1] + 0.18 * m))
        canvas.drawPath(curve(flame), fill((255, 190, 80)))
        canvas.drawOval(rect(px - 0.5 * m, py - 0.3 * m, px + 0.5 * m, py + 0.2 * m), fill((38, 34, 44)))
        canvas.drawOval(rect(px - 0.5 * m, py - 0.42 * m, px + 0.5 * m, py - 0.14 * m), fill((70, 64, 76)))
        for k in (-1, 0, 1):
            wisp = [(px + k * 0.15 * m, py - 0.4 * m), (px + (k * 0.15 + 0.1) * m, py - 0.8 * m)]
            wisp.append((px + (k * 0.15 - 0.05) * m, py - 1.2 * m))
            canvas.drawPath(ribbon(wisp, [1, 0.05 * m, 0.5], 6, False), fill((255, 255, 255), 0.3))

    return Piece(x, z, 0.4, draw)
