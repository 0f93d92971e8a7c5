"""Rooms people live and work in: room, kitchen, classroom, office, ward."""

from toonverse.draw.draft.brush import curve, darker, fill, lighter, mix, polygon, rect, ribbon, stroke
from toonverse.draw.draft.layers import glow
from toonverse.draw.draft.places.hanok import paper_door
from toonverse.draw.draft.places.walls import Wall, air, hanging_lamp, picture, plant, shelf, window
from toonverse.draw.draft.stage import Stage


def room(stage: Stage) -> None:
    if stage.hanok:
        _ondol_room(stage)
        return
    wall = Wall(stage, "#cfae9c" if not stage.period else "#b8a07c", "#9a6a4c")
    if stage.era == "future":
        wall = Wall(stage, "#9aa4c8", "#5a6488", planks=False)
    window(
        wall,
        (-1.15, 0.85, 1.15, 2.75),
        3,
        "#5a3a30" if stage.era != "future" else "#d8e0f0",
        "#b05a60" if not stage.period else "#6a7a5a",
    )
    shelf(wall, (-3.1, 0.0, -1.95, 2.3), 5)
    picture(wall, 1.85, 1.55, 0.6, 0.45)
    picture(wall, 2.6, 1.75, 0.42, 0.34)
    wall.board((1.75, 0.0, 3.0, 0.75), stage.inside("#7a4f38"))
    wall.board((1.7, 0.75, 3.05, 0.82), stage.inside("#a8744c"))
    plant(wall, 2.25, 0.98, 0.42)
    hanging_lamp(wall, -0.9, 2.85, 0.42)
    if stage.period:
        _fireplace(wall)
    air(wall)


def _fireplace(wall: Wall) -> None:
    stage = wall.stage
    brick = stage.inside("#9a5a48")
    wall.board((-3.2, 0, -1.8, 1.25), brick)
    wall.board((-3.3, 1.25, -1.7, 1.36), stage.inside("#6a4430"))
    wall.board((-2.95, 0, -2.05, 0.9), (24, 14, 20))
    glow(stage.canvas, wall.x(-2.5), wall.y(0.3), wall.metre * 1.3, (255, 150, 60), 0.8)
    for dx, tall in ((-0.2, 0.45), (0.0, 0.62), (0.2, 0.4)):
        x = wall.x(-2.5 + dx)
        flame = curve(
            [(x - 0.14 * wall.metre, wall.y(0.05)), (x, wall.y(tall)), (x + 0.14 * wall.metre, wall.y(0.05))]
        )
        stage.canvas.drawPath(flame, fill((255, 176, 60)))


def _ondol_room(stage: Stage) -> None:
    """Paper floor, paper doors, a chest, folded quilts, an oil lamp."""
    wall = Wall(stage, "#dcc6a0", "#c89a5c", planks=False)
    wood = stage.inside("#6a452f")
    for x in (-3.2, -1.35, 1.35, 3.2):
        wall.board((x - 0.07, 0, x + 0.07, 3.4), wood)
    wall.board((-5, 2.25, 5, 2.40), wood)
    wall.board((-5, 2.9, 5, 3.08), darker(wood, 0.2))
    for left, right in ((-1.2, -0.04), (0.04, 1.2)):
        paper_door(stage, (wall.x(left), wall.y(2.22), wall.x(right), wall.y(0.12)), wood, False)
        if not stage.dark:
            wall.board((left, 0.12, right, 2.22), stage.palette.sky[-1][1], 0.28)
    _chest(wall, 1.65)
    quilt = stage.inside("#b8485a")
    for k, colour in enumerate((quilt, stage.inside("#4a6a9a"), stage.inside("#d8b060"))):
        wall.board((-2.95, 0.10 + 0.22 * k, -1.75, 0.30 + 0.22 * k), colour)
        wall.board((-2.95, 0.10 + 0.22 * k, -2.7, 0.30 + 0.22 * k), lighter(colour, 0.5))
    scroll = (-2.7, 1.15, -2.0, 2.15)
    wall.framed(scroll, stage.inside("#f0e6cc"), stage.inside("#8a6a48"), 0.04)
    x, y = wall.x(-2.35), wall.y(1.35)
    stage.canvas.drawPath(
        ribbon([(x - 20, y), (x, y - 40), (x + 10, y - 90)], [4, 3, 1], 6, False),
        fill(stage.inside("#3a3040")),
    )
    stage.canvas.drawCircle(x + 14, y - 70, 9, fill(stage.inside("#c84a5a")))
    _oil_lamp(wall, 2.9)
    air(wall)


def _chest(wall: Wall, x: float) -> None:
    stage = wall.stage
    wood, brass = stage.inside("#7a3f2c"), stage.inside("#d8b060")
    wall.board((x, 0.1, x + 1.15, 1.15), wood)
    wall.board((x - 0.06, 1.15, x + 1.21, 1.23), lighter(wood, 0.2))
    for k in (0.42, 0.78):
        wall.board((x, k, x + 1.15, k + 0.03), darker(wood, 0.4))
    for row in (0.25, 0.6, 0.95):
        for dx in (0.28, 0.85):
            stage.canvas.drawCircle(wall.x(x + dx), wall.y(row), 0.07 * wall.metre, fill(brass))
            stage.canvas.drawCircle(wall.x(x + dx), wall.y(row), 0.035 * wall.metre, fill(darker(brass, 0.5)))
    jar = curve(
        [
            (wall.x(x + 0.3), wall.y(1.23)),
            (wall.x(x + 0.22), wall.y(1.45)),
            (wall.x(x + 0.34), wall.y(1.62)),
            (wall.x(x + 0.56), wall.y(1.62)),
            (wall.x(x + 0.68), wall.y(1.45)),
            (wall.x(x + 0.6), wall.y(1.23)),
        ]
    )
    stage.canvas.drawPath(jar, fill(stage.inside("#e4ece6")))


def _oil_lamp(wall: Wall, x: float) -> None:
    stage = wall.stage
    wall.board((x - 0.03, 0.1, x + 0.03, 1.0), stage.inside("#4a3028"))
    wall.board((x - 0.2, 1.0, x + 0.2, 1.05), stage.inside("#b88a48"))
    glow(
        stage.canvas,
        wall.x(x),
        wall.y(1.2),
        wall.metre * (2.6 if stage.dark or stage.wet else 0.8),
        stage.palette.lamp,
        0.75,
    )
    stage.canvas.drawPath(
        curve([(wall.x(x - 0.05), wall.y(1.08)), (wall.x(x), wall.y(1.3)), (wall.x(x + 0.05), wall.y(1.08))]),
        fill((255, 220, 130)),
    )


def kitchen(stage: Stage) -> None:
    if stage.hanok:
        _hearth_kitchen(stage)
        return
    wall = Wall(stage, "#d8d0bc", "#b08a6a")
    for row in range(9):
        wall.board((-9, 0.95 + row * 0.14, 9, 0.96 + row * 0.14), darker(wall.wall_colour, 0.12))
    window(wall, (-0.75, 1.2, 0.75, 2.5), 2, "#f0ece4", "#e8c070")
    cupboard, top = stage.inside("#6a9a8a"), stage.inside("#c89464")
    for left, right in ((-3.4, -1.0), (1.0, 3.4)):
        wall.board((left, 1.75, right, 2.65), cupboard)
        x = left
        while x < right:
            wall.framed((x + 0.08, 1.83, x + 0.52, 2.57), lighter(cupboard, 0.1), darker(cupboard, 0.2), 0.02)
            x += 0.6
    wall.board((-3.6, 0, 3.6, 0.9), darker(cupboard, 0.12))
    x = -3.5
    while x < 3.4:
        wall.framed((x, 0.12, x + 0.6, 0.78), cupboard, darker(cupboard, 0.3), 0.02)
        x += 0.72
    wall.board((-3.7, 0.88, 3.7, 0.98), top)
    wall.board((-3.7, 0.95, 3.7, 0.98), stage.palette.rim, 0.5)
    _pots(wall)
    hanging_lamp(wall, 0.0, 2.75, 0.55)
    air(wall)


def _pots(wall: Wall) -> None:
    stage = wall.stage
    for x, size, colour in ((1.5, 0.30, "#c84a44"), (2.1, 0.22, "#8a98a8"), (-1.6, 0.26, "#e0b050")):
        wall.board((x - size, 0.98, x + size, 0.98 + size), stage.inside(colour))
        wall.board(
            (x - size * 1.15, 0.98 + size * 0.8, x + size * 1.15, 0.98 + size),
            stage.inside(lighter(colour, 0.2)),
        )
        stage.canvas.drawCircle(wall.x(x), wall.y(1.02 + size), 0.05 * wall.metre, fill((40, 30, 40)))
    for k in (-1, 0, 1):
        px, py = wall.x(1.5 + k * 0.1), wall.y(1.4)
        m = wall.metre
        stage.canvas.drawPath(
            ribbon(
                [(px, py), (px + 0.1 * m, py - 0.2 * m), (px - 0.06 * m, py - 0.45 * m)],
                [1, 0.03 * m, 0.5],
                6,
                False,
            ),
            fill((255, 255, 255), 0.4),
        )


def _hearth_kitchen(stage: Stage) -> None:
    """Clay walls, iron cauldrons over a fire, jars on a beam."""
    wall = Wall(stage, "#a88258", "#7a5c40", planks=False)
    wood = stage.inside("#4a3226")
    for x in (-2.6, 2.6):
        wall.board((x - 0.1, 0, x + 0.1, 3.4), wood)
    wall.board((-5, 2.55, 5, 2.72), wood)
    paper_door(stage, (wall.x(1.2), wall.y(2.1), wall.x(2.2), wall.y(1.1)), wood, True)
    wall.board((-2.4, 0, 1.0, 0.85), stage.inside("#c09a6c"))
    wall.board((-2.4, 0.80, 1.0, 0.88), stage.inside("#d8b888"))
    for x in (-1.6, -0.2):
        m = wall.metre
        stage.canvas.drawOval(
            rect(wall.x(x) - 0.52 * m, wall.y(1.22), wall.x(x) + 0.52 * m, wall.y(0.62)), fill((38, 34, 44))
        )
        stage.canvas.drawOval(
            rect(wall.x(x) - 0.5 * m, wall.y(1.24), wall.x(x) + 0.5 * m, wall.y(1.0)), fill((66, 60, 72))
        )
        wall.board((x - 0.26, 0.05, x + 0.26, 0.5), (22, 12, 18))
        glow(stage.canvas, wall.x(x), wall.y(0.2), m * 0.9, (255, 140, 50), 0.85)
        stage.canvas.drawPath(
            curve(
                [
                    (wall.x(x - 0.14), wall.y(0.06)),
                    (wall.x(x), wall.y(0.42)),
                    (wall.x(x + 0.14), wall.y(0.06)),
                ]
            ),
            fill((255, 190, 80)),
        )
    for k in range(5):
        x = -2.3 + k * 0.62
        jar = curve(
            [
                (wall.x(x - 0.2), wall.y(2.72)),
                (wall.x(x - 0.24), wall.y(2.95)),
                (wall.x(x), wall.y(3.12)),
                (wall.x(x + 0.24), wall.y(2.95)),
                (wall.x(x + 0.2), wall.y(2.72)),
            ]
        )
        stage.canvas.drawPath(jar, fill(stage.inside("#6a4434" if k % 2 else "#8a5a44")))
    air(wall)


def classroom(stage: Stage) -> None:
    wall = Wall(stage, "#d8dccc", "#b48a5c")
    wall.planking(0.0, 0.85, stage.inside("#9a7048"))
    window(
        wall,
        (-3.3, 0.95, -1.35, 2.75),
        3,
        "#e8e4d8" if not stage.period else "#6a4a34",
        "#e8ecd8" if not stage.period else "",
    )
    board = stage.inside("#2f5a4c", 0.1)
    wall.framed((-0.95, 1.0, 2.3, 2.45), board, stage.inside("#a8784a"), 0.07)
    for k, (x, wide) in enumerate(((-0.7, 1.3), (-0.7, 1.9), (-0.7, 0.9), (1.2, 0.8))):
        y = wall.y(2.15 - 0.3 * (k % 3))
        stage.canvas.drawPath(
            ribbon(
                [(wall.x(x), y), (wall.x(x + wide * 0.5), y - 4), (wall.x(x + wide), y + 2)],
                [3, 2, 3],
                6,
                False,
            ),
            fill((236, 240, 230), 0.65),
        )
    stage.canvas.drawCircle(wall.x(2.75), wall.y(2.3), 0.22 * wall.metre, fill(stage.inside("#f6f2e8")))
    stage.canvas.drawCircle(
        wall.x(2.75), wall.y(2.3), 0.22 * wall.metre, stroke((50, 40, 56), 0.035 * wall.metre)
    )
    _desks(wall)
    air(wall)


def _desks(wall: Wall) -> None:
    stage = wall.stage
    for x in (-2.9, -1.5, 1.3, 2.7):
        top, leg = stage.inside("#d8a868"), stage.inside("#5a5a6a")
        wall.board((x - 0.4, 0.0, x - 0.36, 0.66), leg)
        wall.board((x + 0.36, 0.0, x + 0.4, 0.66), leg)
        wall.board((x - 0.46, 0.66, x + 0.46, 0.76), top)
        wall.board((x - 0.46, 0.74, x + 0.46, 0.76), stage.palette.rim, 0.6)


def office(stage: Stage) -> None:
    if stage.period:
        room(stage)
        return
    wall = Wall(stage, "#b8c0cc", "#6a7088", planks=False)
    window(wall, (-2.6, 0.75, 2.6, 2.7), 5, "#e0e6ee")
    for k in range(9):
        wall.board((-2.6, 2.66 - k * 0.075, 2.6, 2.70 - k * 0.075), stage.inside("#f0f2f6"), 0.55)
    shelf(wall, (2.85, 0, 3.9, 2.2), 5)
    plant(wall, -3.05, 0.5, 0.8)
    for x in (-1.6, 1.2):
        wall.board((x - 0.9, 0.62, x + 0.9, 0.72), stage.inside("#d8c4a4"))
        wall.board((x - 0.85, 0, x - 0.75, 0.62), stage.inside("#5a6074"))
        wall.board((x + 0.75, 0, x + 0.85, 0.62), stage.inside("#5a6074"))
        wall.framed((x - 0.42, 0.86, x + 0.28, 1.30), stage.inside("#4a9ad8"), (40, 42, 58), 0.03)
        wall.board((x - 0.36, 1.16, x - 0.02, 1.20), (255, 255, 255), 0.8)
        wall.board((x - 0.36, 1.05, x + 0.14, 1.08), (255, 255, 255), 0.5)
        wall.board((x - 0.1, 0.72, x - 0.04, 0.86), (40, 42, 58))
    for x in (-1.2, 1.2):
        wall.board((x - 0.7, 3.05, x + 0.7, 3.12), (252, 252, 244))
        glow(stage.canvas, wall.x(x), wall.y(3.0), wall.metre * 1.6, (250, 250, 240), 0.4)
    air(wall)


def hospital(stage: Stage) -> None:
    wall = Wall(
        stage,
        "#d4e4e4" if not stage.period else "#d8cdb8",
        "#a8bcc0" if not stage.period else "#9a7a5a",
        planks=stage.period,
    )
    wall.board((-9, 0.0, 9, 1.0), stage.inside("#9ccac4" if not stage.period else "#a8a890"))
    wall.board((-9, 1.0, 9, 1.06), stage.inside("#f4f8f8"))
    window(wall, (-0.9, 1.15, 0.9, 2.65), 2, "#f4f6f6", "#dcecec")
    _bed(wall, -2.5)
    _bed(wall, 2.5)
    rail = stage.inside("#98a8b0")
    wall.board((-5, 2.82, 5, 2.86), rail)
    drape = stage.inside("#b8dcd8")
    for side in (-1, 1):
        x = wall.x(side * 1.75)
        wide = 0.28 * wall.metre
        folds = polygon(
            [
                (x - wide, wall.y(2.82)),
                (x + wide, wall.y(2.82)),
                (x + wide * 0.9, wall.y(0.35)),
                (x - wide * 1.05, wall.y(0.35)),
            ]
        )
        stage.canvas.drawPath(folds, fill(drape))
        for t in (-0.5, 0.0, 0.5):
            stage.canvas.drawPath(
                ribbon([(x + wide * t, wall.y(2.8)), (x + wide * t * 1.1, wall.y(0.4))], [2, 6], 4, False),
                fill(mix(drape, stage.palette.shade, 0.25)),
            )
    if not stage.period:
        wall.board((1.18, 0.0, 1.22, 2.1), rail)
        wall.board((1.08, 1.75, 1.32, 2.1), stage.inside("#d8f0fa"))
        wall.framed((-1.45, 1.35, -1.1, 1.65), (24, 40, 44), rail, 0.04)
        y = wall.y(1.5)
        beat = [
            (wall.x(-1.44), y),
            (wall.x(-1.35), y),
            (wall.x(-1.31), y - 0.09 * wall.metre),
            (wall.x(-1.26), y + 0.06 * wall.metre),
            (wall.x(-1.22), y),
            (wall.x(-1.1), y),
        ]
        stage.canvas.drawPath(polygon(beat, False), stroke((90, 240, 150), 3))
    air(wall)


def _bed(wall: Wall, x: float) -> None:
    stage = wall.stage
    wall.board((x - 0.85, 0.0, x - 0.80, 1.05), stage.inside("#98a8b0"))
    wall.board((x + 0.80, 0.0, x + 0.85, 0.85), stage.inside("#98a8b0"))
    wall.board((x - 0.82, 0.38, x + 0.82, 0.62), stage.inside("#fafcfc"))
    wall.board((x - 0.4, 0.36, x + 0.82, 0.66), stage.inside("#a8c8e0"))
    wall.board((x - 0.78, 0.6, x - 0.42, 0.76), stage.inside("#ffffff"))
