"""Places of trade and travel: tavern, shop, station, the inside of a carriage or car."""

from toonverse.draw.draft.brush import (
    fill,
    lighter,
    rect,
    stroke,
)
from toonverse.draw.draft.places import heritage, water
from toonverse.draw.draft.places.furniture import Piece, bowls, crate, furnish, paper_lantern, stand, table
from toonverse.draw.draft.places.hanok import paper_door
from toonverse.draw.draft.places.rooms import Room, clock, door
from toonverse.draw.draft.places.walls import Wall, picture, shelf, window
from toonverse.draw.draft.solids import floor_patch, lamp_light
from toonverse.draw.draft.stage import Stage


def tavern(stage: Stage) -> None:
    """Warm boards, lanterns, rows of bottles and bowls over a counter, steam."""
    room = Room(stage, "#8a5c40", "#6a4630", ceiling="#5a3a28", high_m=2.9)
    boards = stage.inside("#7a5038")

    def back(wall: Wall) -> None:
        wall.planking(0.0, wall.high_m, boards)
        shelf(wall, (-1.7, 1.15, 1.0, 2.45), 3, "jars")
        if stage.korean:
            _bill_of_fare(wall, 1.3)
        else:
            picture(wall, 1.6, 1.6, 0.7, 0.5)
        _dark_window(wall, -3.0, -2.0)

    def left(wall: Wall) -> None:
        wall.planking(0.0, wall.high_m, boards)
        _dark_window(wall, -1.4, 0.2)
        if stage.korean:
            _bill_of_fare(wall, 0.5)

    def right(wall: Wall) -> None:
        wall.planking(0.0, wall.high_m, boards)
        shelf(wall, (-2.2, 1.3, -0.9, 2.4), 3, "jars")
        _way_in(wall, 0.6)

    def front(wall: Wall) -> None:
        wall.planking(0.0, wall.high_m, boards)
        _way_in(wall, 0.0)
        _dark_window(wall, -2.6, -1.2)
        _dark_window(wall, 1.2, 2.6)

    room.walls({"back": back, "left": left, "right": right, "front": front})
    supper = ("bowl", "bottle", "cup", "bowl")
    pieces = [
        crate((-1.9, 3.1), (0.0, 0.98), (1.05, 1.55), "#9a6844", "#c89460"),
        bowls((-1.7, 2.9), 0.98, 1.2, ("bowl", "bottle", "bowl", "bowl", "bottle", "bowl")),
        table((-3.0, -1.9), (-0.9, -0.1), 0.7, "#a87448", supper[:2], "#6a4430"),
        table((2.0, 3.0), (-1.9, -1.1), 0.7, "#a87448", supper[1:3], "#6a4430"),
        table((-2.7, -1.6), (-2.7, -1.9), 0.7, "#a87448", supper[2:], "#6a4430"),
        _urn(2.75, 0.6),
    ]
    for x, z in ((-2.4, 0.4), (-0.7, 1.0), (1.0, 1.0), (2.6, 0.2), (-1.2, -2.2), (1.4, -2.3)):
        pieces.append(paper_lantern(x, 2.35, z))
    furnish(stage, pieces)
    room.air()


def _urn(x: float, z: float) -> Piece:
    """A crock of drink, its lid of cloth."""
    return Piece(x, z, 0.3, lambda stage: stand(stage, "jar", (x, 0.0, z), 0.8))


def _bill_of_fare(wall: Wall, x: float) -> None:
    stage = wall.stage
    strips, ink = stage.inside("#f4ead0"), stage.inside("#3a2c34")
    for k in range(4):
        left = x + k * 0.42
        wall.board((left, 1.55, left + 0.28, 2.35), strips)
        for row in range(3):
            wall.board((left + 0.09, 1.68 + row * 0.2, left + 0.19, 1.82 + row * 0.2), ink, 0.85)


def _dark_window(wall: Wall, left: float, right: float) -> None:
    stage = wall.stage
    if stage.korean:
        box = (wall.x(left), wall.y(2.1), wall.x(right), wall.y(0.95))
        paper_door(stage, box, stage.inside("#4a3024"), True)
    else:
        window(wall, (left, 0.95, right, 2.2), 2, "#4a3024")


def _way_in(wall: Wall, x: float) -> None:
    """The door, with a short curtain over it."""
    stage = wall.stage
    door(wall, x, "#5a3c28", 1.1)
    cloth = stage.inside("#3f5a8a" if stage.korean else "#8a3a3a")
    for k in range(3):
        left = x - 0.54 + k * 0.37
        wall.board((left, 1.55, left + 0.34, 2.2), cloth)
        wall.board((left + 0.12, 1.72, left + 0.22, 2.0), lighter(cloth, 0.55), 0.8)


def shop(stage: Stage) -> None:
    """Shelves of goods, a counter with a till, a door with the street behind its glass."""
    room = Room(stage, "#d8c8a8", "#a87c58")
    stripes = (stage.inside("#d8545a"), stage.inside("#f6efe0"))

    def valance(wall: Wall) -> None:
        k, x = 0, -wall.half_m
        while x < wall.half_m:
            wall.board((x, 2.62, x + 0.44, 2.98), stripes[k % 2])
            scallop = rect(wall.x(x), wall.y(2.72), wall.x(x + 0.44), wall.y(2.5))
            wall.stage.canvas.drawOval(scallop, fill(stripes[k % 2]))
            k, x = k + 1, x + 0.44

    def back(wall: Wall) -> None:
        shelf(wall, (-3.1, 0.0, -1.25, 2.4), 5, "jars")
        shelf(wall, (1.25, 0.0, 3.1, 2.4), 5, "boxes")
        window(wall, (-0.95, 0.95, 0.95, 2.35), 2, "#7a4a34")
        valance(wall)

    def left(wall: Wall) -> None:
        shelf(wall, (-2.2, 0.0, -0.2, 2.4), 5, "boxes")
        shelf(wall, (0.2, 0.0, 2.2, 2.4), 5, "jars")
        valance(wall)

    def right(wall: Wall) -> None:
        shelf(wall, (-2.2, 0.0, -0.4, 2.4), 5, "jars")
        picture(wall, 0.1, 1.5, 0.7, 0.6)
        clock(wall, 1.5, 2.0)

    def front(wall: Wall) -> None:
        window(wall, (-2.8, 0.7, -0.9, 2.4), 3, "#7a4a34")
        door(wall, 0.2, "#7a4a34", 1.1, glass=stage.tone(0.25))
        window(wall, (1.2, 0.7, 2.9, 2.4), 3, "#7a4a34")
        valance(wall)

    room.walls({"back": back, "left": left, "right": right, "front": front})
    room.daylight((-0.95, 0.95))
    furnish(
        stage,
        [
            crate((-1.9, 1.9), (0.0, 0.92), (0.9, 1.4), "#8a5a3c", "#c8945c"),
            bowls((-1.8, 0.6), 0.92, 1.1, ("box", "bottle", "flower", "box"), 0.34),
            crate((0.9, 1.5), (0.92, 1.26), (0.95, 1.3), "#4a5468", "#6a7488"),
            table((-2.9, -2.0), (-1.6, -0.4), 0.74, "#9a6844", ("book", "box")),
            crate((2.3, 3.0), (0.0, 0.8), (-1.7, -0.5), "#9a6844", "#c89460"),
            Piece(2.6, -1.0, 0.3, lambda s: stand(s, "umbrella", (2.6, 0.8, -1.0), 0.8)),
        ],
    )
    room.lamp((-1.2, 2.4, 0.6), 0.42)
    room.lamp((1.2, 2.4, 0.6), 0.42)
    room.air()


def vehicle(stage: Stage) -> None:
    """Inside a carriage: windows on a passing land, seats, straps. In old stories, wood and lamplight."""
    if stage.conveyance == "boat":
        water.boat_deck(stage)
        return
    if stage.conveyance == "rickshaw":
        heritage.old_street(stage)
        return
    car = Room(
        stage,
        "#b8a890" if not stage.period else "#7a5038",
        "#5a5468",
        planks=stage.period,
        high_m=2.5,
    )

    def side(wall: Wall) -> None:
        if stage.period:
            wall.planking(0.0, 0.9, stage.inside("#6a4430"))
        x = -wall.half_m + 0.2
        while x + 1.4 < wall.half_m:
            window(wall, (x, 1.0, x + 1.4, 1.95), 2, "#8a8a94" if not stage.period else "#4a3024")
            x += 1.62
        wall.board(
            (-wall.half_m, 2.05, wall.half_m, 2.14),
            stage.inside("#c8ccd4" if not stage.period else "#a87c48"),
        )
        _straps(wall)

    def end(wall: Wall) -> None:
        wall.planking(0.0, wall.high_m, stage.inside("#9a9088" if not stage.period else "#6a4430"))
        door(wall, 0.0, "#8a8a94" if not stage.period else "#5a3c28", 1.0, 2.0, stage.tone(0.3))

    car.walls({"back": side, "left": end, "right": end, "front": side})
    car.daylight((-2.9, 2.9))
    seat = "#a8444a" if not stage.period else "#4a6a58"
    pieces = []
    for x in (-3.0, -0.95, 1.1):
        pieces.append(crate((x, x + 1.9), (0.1, 0.46), (1.25, 1.85), seat))
        pieces.append(crate((x, x + 1.9), (0.46, 0.96), (1.68, 1.86), seat))
        pieces.append(crate((x, x + 1.9), (0.1, 0.46), (-2.9, -2.3), seat))
        pieces.append(crate((x, x + 1.9), (0.46, 0.96), (-2.95, -2.75), seat))
    furnish(stage, pieces)
    for x in (-1.4, 1.4):
        floor_patch(stage, (x - 0.6, x + 0.6), (-0.2, 0.1), stage.palette.lamp, y=2.48)
        lamp_light(stage, (x, 2.4, 0.0), 1.3, 0.4)
    car.air()


def _straps(wall: Wall) -> None:
    stage, m = wall.stage, wall.metre
    x = -wall.half_m + 0.4
    while x < wall.half_m:
        px, y = wall.x(x), wall.y(2.05)
        stage.canvas.drawRect(
            rect(px - 0.02 * m, y, px + 0.02 * m, y + 0.2 * m), fill(stage.inside("#4a4450"))
        )
        stage.canvas.drawCircle(px, y + 0.27 * m, 0.075 * m, stroke(stage.inside("#e8e4dc"), 0.035 * m))
        x += 0.8
