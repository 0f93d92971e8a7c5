"""Rooms of old Korea: the paper-floored living room and the kitchen with its hearth."""

from toonverse.draw.draft.brush import curve, darker, fill, rect, ribbon
from toonverse.draw.draft.layers import glow
from toonverse.draw.draft.places.furniture import Piece, crate, furnish, stand, table
from toonverse.draw.draft.places.hanok import paper_door
from toonverse.draw.draft.places.rooms import MOONLIGHT, Room, door
from toonverse.draw.draft.places.walls import Wall
from toonverse.draw.draft.stage import Stage


def ondol_room(stage: Stage) -> None:
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


def hearth_kitchen(stage: Stage) -> None:
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
