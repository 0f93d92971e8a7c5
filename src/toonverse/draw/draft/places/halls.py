"""Halls with a purpose: a theatre's stage, a cell behind bars, a bathhouse full of steam."""

from toonverse.draw.draft.brush import PathBuilder, Rgb, curve, darker, fill, lighter, mix, polygon, rect
from toonverse.draw.draft.layers import fog, glow, halo
from toonverse.draw.draft.places.furniture import Piece, crate, furnish
from toonverse.draw.draft.places.rooms import Room
from toonverse.draw.draft.places.walls import Wall
from toonverse.draw.draft.solids import box, floor_patch, seen, shadow_under
from toonverse.draw.draft.stage import Stage

_SPOT: Rgb = (255, 240, 200)


def theatre(stage: Stage) -> None:
    """A stage: red curtains drawn aside, a painted night behind, spotlights; heads in rows the other way."""
    room = Room(stage, "#5a2430", "#8a5a38", ceiling="#241824", high_m=3.8)
    room.walls({"back": _backdrop, "left": _drapes, "right": _drapes, "front": _audience})
    canvas, width, height = stage.canvas, stage.width, stage.height
    foot = stage.camera.point(0.0, 0.0, 0.3)[1]
    for at, lean in ((0.16, 0.22), (0.84, -0.22), (0.5, 0.0)):
        x, low = width * at, width * (at + lean)
        cone = [(x - 14, -10), (x + 14, -10), (low + width * 0.22, foot), (low - width * 0.22, foot)]
        canvas.drawPath(polygon(cone), fill(_SPOT, 0.13))
    glow(canvas, width * 0.5, foot, width * 0.6, _SPOT, 0.34)
    fog(canvas, 0, 0, width, height, (20, 8, 24), ((0, 0.55), (0.4, 0.0), (0.8, 0.05), (1, 0.5)))


def _backdrop(wall: Wall) -> None:
    """Painted scenery between curtains, a string of flags above it, lamps at its foot."""
    canvas, m, half, high = wall.stage.canvas, wall.metre, wall.half_m, wall.high_m
    wall.board((-half, 0.0, half, high), (36, 40, 92))
    wall.board((-half, 0.0, half, 1.0), (66, 52, 120))
    for k in range(26):
        x = -half + 2 * half * ((k * 37) % 26) / 26
        canvas.drawCircle(wall.x(x), wall.y(1.5 + (k * 17 % 19) / 9), 2.5 + k % 3, fill((255, 246, 210)))
    canvas.drawCircle(wall.x(1.2), wall.y(2.5), 0.36 * m, fill((255, 236, 170)))
    hills = [
        (-half, 0.0),
        (-half, 0.7),
        (-2.0, 1.15),
        (-0.8, 0.7),
        (0.6, 1.05),
        (1.8, 0.75),
        (half, 1.0),
        (half, 0.0),
    ]
    canvas.drawPath(polygon([(wall.x(x), wall.y(y)) for x, y in hills]), fill((28, 26, 64)))
    for k in range(12):
        x, tone = -half + 0.55 * k + 0.2, ("#e8484a", "#f0c040", "#4aa8d8", "#6ac070")[k % 4]
        sag = 3.05 - 0.18 * (1 - ((k % 6) - 2.5) ** 2 / 6)
        flag = [(x, sag), (x + 0.36, sag), (x + 0.18, sag - 0.36)]
        canvas.drawPath(polygon([(wall.x(a), wall.y(b)) for a, b in flag]), fill(tone))
    for side in (-1, 1):
        _curtain(wall, side * half, side * (half - 1.05))
    wall.board((-half, high - 0.5, half, high), (150, 28, 44))
    for k in range(12):
        x = -half + (k + 0.5) * 2 * half / 12
        canvas.drawCircle(wall.x(x), wall.y(high - 0.5), 0.29 * m, fill((168, 36, 52)))
    for k in range(9):
        halo(canvas, wall.x(-half + (k + 0.5) * 2 * half / 9), wall.y(0.08), 0.3 * m, _SPOT, 0.7)


def _curtain(wall: Wall, outer: float, inner: float) -> None:
    """Red velvet in folds from `outer` to `inner`, tied back below."""
    step = (inner - outer) / 6
    for k in range(6):
        tone = (150, 26, 42) if k % 2 else (196, 46, 60)
        x = outer + step * k
        fold = [(x, wall.high_m), (x + step * 1.05, wall.high_m)]
        fold += [(outer + (x + step - outer) * 0.72, 1.0), (x + step * 1.05, 0.0), (x, 0.0)]
        fold.append((outer + (x - outer) * 0.72, 1.0))
        wall.stage.canvas.drawPath(polygon([(wall.x(a), wall.y(b)) for a, b in fold]), fill(tone))
    left, right = sorted((outer, outer + (inner - outer) * 0.76))
    wall.board((left, 0.95, right, 1.05), (230, 180, 70))


def _drapes(wall: Wall) -> None:
    half = wall.half_m
    _curtain(wall, -half, 0.0)
    _curtain(wall, half, 0.0)


def _audience(wall: Wall) -> None:
    """The dark house: rows of heads, lights of exits."""
    canvas, m, half = wall.stage.canvas, wall.metre, wall.half_m
    wall.board((-half, 0.0, half, wall.high_m), (26, 18, 34))
    for x in (-2.4, 2.4):
        wall.board((x - 0.25, 2.3, x + 0.25, 2.5), (70, 220, 150))
        halo(canvas, wall.x(x), wall.y(2.4), 0.6 * m, (70, 220, 150), 0.4)
    for row in range(4):
        up, tone = 1.75 - 0.42 * row, (46 + 12 * row, 34 + 9 * row, 58 + 12 * row)
        for k in range(13):
            x = -half + 0.52 * k + 0.26 * (row % 2)
            canvas.drawCircle(wall.x(x), wall.y(up), 0.15 * m, fill(tone))
            shoulders = [(x - 0.27, up - 0.5), (x - 0.2, up - 0.2), (x + 0.2, up - 0.2), (x + 0.27, up - 0.5)]
            canvas.drawPath(curve([(wall.x(a), wall.y(b)) for a, b in shoulders]), fill(tone))


def cell(stage: Stage) -> None:
    """Stone walls sweating, bars from floor to ceiling with a torch behind, straw, a small high window."""
    room = Room(stage, "#6f6a70", "#5a5450", planks=False, ceiling="#4a464e", high_m=2.9)
    room.walls({"back": _bars, "front": _high_window, "left": _high_window, "right": _stones})
    straw = stage.inside("#b89a52")
    for k in range(40):
        chance = stage.chance("straw", k)
        x, z = chance.uniform(1.2, 2.9), chance.uniform(-1.4, 1.5)
        floor_patch(
            stage, (x, x + chance.uniform(0.2, 0.5)), (z, z + 0.03), lighter(straw, 0.2 * (k % 3)), 0.9, 0.004
        )
    furnish(stage, [crate((-3.1, -2.2), (0.0, 0.42), (0.2, 1.7), "#5c4430", "#7a5c40")])
    deep = mix(stage.palette.shade, (12, 10, 30), 0.5)
    fog(stage.canvas, 0, 0, stage.width, stage.height, deep, ((0, 0.5), (0.45, 0.06), (1, 0.46)))


def _stones(wall: Wall) -> None:
    tone, half = wall.wall_colour, wall.half_m
    seams, row, up = PathBuilder(), 0, 0.0
    while up < wall.high_m:
        x = -half + (0.35 if row % 2 else 0.0)
        seams.addRect(rect(wall.x(-half), wall.y(up + 0.02), wall.x(half), wall.y(up)))
        while x < half:
            seams.addRect(rect(wall.x(x), wall.y(up + 0.42), wall.x(x + 0.02), wall.y(up)))
            x += 0.7
        up, row = up + 0.42, row + 1
    wall.stage.canvas.drawPath(seams.detach(), fill(darker(tone, 0.4)))


def _bars(wall: Wall) -> None:
    """The grating and the passage behind it, with its torch."""
    canvas, m, half = wall.stage.canvas, wall.metre, wall.half_m
    _stones(wall)
    wall.board((-2.5, 0.0, 2.5, 2.6), (26, 20, 26))
    wall.board((-2.5, 0.0, 2.5, 0.5), (40, 32, 34))
    for r, alpha in ((1.7, 0.35), (1.0, 0.5), (0.5, 0.8)):
        halo(canvas, wall.x(1.3), wall.y(1.75), r * m, (255, 150, 60), alpha)
    flame = [(1.18, 1.6), (1.12, 1.78), (1.3, 2.1), (1.48, 1.78), (1.42, 1.6)]
    canvas.drawPath(curve([(wall.x(a), wall.y(b)) for a, b in flame]), fill((255, 206, 110)))
    wall.board((1.26, 1.2, 1.34, 1.62), (74, 50, 34))
    iron = wall.stage.inside("#4c4e58")
    for k in range(15):
        x = -2.5 + 5.0 * k / 14
        wall.board((x - 0.045, 0.0, x + 0.045, 2.6), iron)
        wall.board((x - 0.045, 0.0, x - 0.02, 2.6), lighter(iron, 0.35))
    for up in (0.28, 1.2, 2.32):
        wall.board((-2.5, up, 2.5, up + 0.1), darker(iron, 0.2))
    wall.framed((-0.28, 0.98, 0.02, 1.36), darker(iron, 0.1), darker(iron, 0.5), 0.03)
    canvas.drawCircle(wall.x(-0.13), wall.y(1.18), 0.05 * m, fill((14, 12, 18)))
    wall.board((-half, 2.6, half, wall.high_m), darker(wall.wall_colour, 0.25))


def _high_window(wall: Wall) -> None:
    """A barred hole under the ceiling."""
    _stones(wall)
    sky = wall.stage.palette.sky[-2][1]
    wall.framed((-0.45, 1.85, 0.45, 2.45), sky, darker(wall.wall_colour, 0.4), 0.09)
    for k in range(4):
        wall.board((-0.3 + 0.2 * k - 0.03, 1.85, -0.3 + 0.2 * k + 0.03, 2.45), (40, 40, 48))
    halo(wall.stage.canvas, 0.0, wall.y(2.1), 1.3 * wall.metre, wall.stage.palette.glow, 0.4)


def bathhouse(stage: Stage) -> None:
    """Tiles, a wide steaming pool, wooden tubs and stools, a mountain painted on the wall."""
    room = Room(stage, "#cfe2e4", "#a9c4c8", planks=False, ceiling="#e6eeee", high_m=3.3)
    room.walls({"back": _mural, "front": _taps, "left": _taps, "right": _taps})
    furnish(stage, [_pool((-3.2, 3.2), (1.0, 1.86)), _tub(-1.9, 0.4), _tub(2.3, -1.2), _tub(-2.4, -1.6)])
    canvas, width, height = stage.canvas, stage.width, stage.height
    low = stage.camera.point(0.0, 0.5, 1.0)[1]
    for k in range(5):
        chance = stage.chance("steam", k)
        glow(
            canvas,
            width * chance.random(),
            low - height * chance.uniform(0.0, 0.25),
            width * 0.3,
            (244, 250, 250),
            0.4,
        )
    fog(canvas, 0, 0, width, height, (236, 246, 246), ((0, 0.14), (0.5, 0.22), (1, 0.04)))


def _tiles(wall: Wall, up: float) -> None:
    tone, half, x, y = wall.wall_colour, wall.half_m, -wall.half_m, 0.0
    seams = PathBuilder()
    while x < half:
        seams.addRect(rect(wall.x(x), wall.y(up), wall.x(x + 0.012), wall.y(0.0)))
        x += 0.24
    while y < up:
        seams.addRect(rect(wall.x(-half), wall.y(y + 0.012), wall.x(half), wall.y(y)))
        y += 0.24
    wall.stage.canvas.drawPath(seams.detach(), fill(darker(tone, 0.2)))


def _mural(wall: Wall) -> None:
    """A snow-capped mountain over a lake, in tiles."""
    canvas, half = wall.stage.canvas, wall.half_m
    _tiles(wall, 1.0)
    sky, blue = wall.stage.inside("#9cd0ec"), wall.stage.inside("#4a7ab0")
    wall.framed((-half + 0.3, 1.0, half - 0.3, 2.85), sky, wall.stage.inside("#f4f6f4"), 0.08)
    wall.board((-half + 0.3, 1.0, half - 0.3, 1.45), wall.stage.inside("#5aa0c0"))
    peak = [(-2.0, 1.45), (-0.35, 2.65), (0.0, 2.72), (0.35, 2.65), (2.0, 1.45)]
    canvas.drawPath(polygon([(wall.x(a), wall.y(b)) for a, b in peak]), fill(blue))
    cap = [
        (-0.75, 2.36),
        (-0.35, 2.65),
        (0.0, 2.72),
        (0.35, 2.65),
        (0.75, 2.36),
        (0.4, 2.45),
        (0.1, 2.3),
        (-0.3, 2.45),
    ]
    canvas.drawPath(polygon([(wall.x(a), wall.y(b)) for a, b in cap]), fill((250, 252, 255)))
    for x in (-2.5, 2.3):
        pine = [(x - 0.35, 1.45), (x, 2.25), (x + 0.35, 1.45)]
        canvas.drawPath(
            polygon([(wall.x(a), wall.y(b)) for a, b in pine]), fill(wall.stage.inside("#3f7a58"))
        )


def _taps(wall: Wall) -> None:
    """A row of mirrors, each with its tap and shower."""
    _tiles(wall, 3.0)
    steel, x = wall.stage.inside("#c4ccd4"), -wall.half_m + 0.5
    while x + 0.8 < wall.half_m:
        wall.framed((x, 0.95, x + 0.62, 1.75), wall.stage.inside("#dcecf2"), darker(steel, 0.3), 0.03)
        wall.board((x + 0.08, 1.0, x + 0.16, 1.7), (255, 255, 255), 0.5)
        wall.board((x + 0.26, 0.6, x + 0.36, 0.72), steel)
        wall.board((x + 0.28, 0.5, x + 0.34, 0.62), darker(steel, 0.2))
        x += 1.15


def _pool(x: tuple[float, float], z: tuple[float, float]) -> Piece:
    def draw(stage: Stage) -> None:
        rim = stage.inside("#8fb4bc")
        box(stage, x, (0.0, 0.55), z, rim, lighter(rim, 0.3))
        water = mix(stage.inside("#5ac0d0"), (255, 255, 255), 0.12)
        floor_patch(stage, (x[0] + 0.2, x[1] - 0.2), (z[0] + 0.18, z[1]), water, y=0.555)
        for k in range(4):
            at = z[0] + 0.3 + 0.13 * k
            floor_patch(
                stage, (x[0] + 0.6 + k, x[0] + 2.2 + k), (at, at + 0.025), (255, 255, 255), 0.6, 0.558
            )

    return Piece((x[0] + x[1]) / 2, z[1], -1.0, draw)


def _tub(x: float, z: float) -> Piece:
    """A low stool and a wooden tub on it."""

    def draw(stage: Stage) -> None:
        if not seen(stage, x, z, 0.8):
            return
        wood = stage.inside("#c89a5c")
        shadow_under(stage, (x - 0.25, x + 0.25), (z - 0.2, z + 0.2))
        box(stage, (x - 0.22, x + 0.22), (0.0, 0.22), (z - 0.18, z + 0.18), wood, lighter(wood, 0.2))
        box(
            stage,
            (x - 0.16, x + 0.16),
            (0.22, 0.38),
            (z - 0.13, z + 0.13),
            darker(wood, 0.12),
            stage.inside("#7ac8d4"),
        )

    return Piece(x, z, 0.3, draw)
