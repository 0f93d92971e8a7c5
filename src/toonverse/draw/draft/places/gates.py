"""Where one is let in: a city's gate in its wall, a palace's court before the great hall; hives "
"in a meadow."""

import math

from toonverse.draw.draft.brush import PathBuilder, Rgb, curve, darker, fill, lighter, mix, polygon, rect
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places import growth, heritage, meadow, shrine
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.solids import box, floor_patch, seen, shadow_under, surface
from toonverse.draw.draft.stage import Stage

_WALL_HIGH_M = 5.2


def city_gate(stage: Stage) -> None:
    """A stone wall across the way with an arch in it, and over the arch a tower: tiled roofs on red posts in
    Korea, battlements elsewhere. A paved way leads through it."""
    heritage.backdrop(stage, 3)
    growth.earth(stage, "#a89a78")
    paving = stage.lit("#eef2f8" if stage.snowy else "#c4b48e", 0.92)
    floor_patch(stage, (-2.4, 2.4), (-60.0, 60.0), darker(paving, 0.16))
    floor_patch(stage, (-2.15, 2.15), (-60.0, 60.0), paving)
    eye_z = stage.camera.stands()[1]
    for z, way in ((9.0, 1.0), (-12.0, -1.0)):
        if (z - eye_z) * way > 1.0:
            with surface(stage, (0.0, 0.0, z), (way, 0.0, 0.0), (0.0, -1.0, 0.0)):
                _wall(stage)
                (_tower if stage.korean else _battlements)(stage)
    if stage.dark:
        for x in (-3.2, 3.2):
            px, py = stage.camera.point(x, 2.2, 9.0) if eye_z < 8.0 else (0.0, 0.0)
            glow(stage.canvas, px, py, stage.width * 0.22, stage.palette.lamp, 0.8)
    haze = stage.palette.haze
    fog(stage.canvas, 0, stage.horizon - stage.height * 0.03, stage.width, stage.height * 0.1, haze)


def _wall(stage: Stage) -> None:
    """Courses of stone; the arch, its doors ajar with light between them, studs on the wood."""
    canvas, stone = stage.canvas, stage.lit("#a39a8c", 0.9)
    canvas.drawRect(rect(-40, -_WALL_HIGH_M, 40, 0.05), fill(stone))
    seams, row, up = PathBuilder(), 0, 0.0
    while up < _WALL_HIGH_M:
        seams.addRect(rect(-40, -up - 0.04, 40, -up))
        x = -26.0 + (0.75 if row % 2 else 0.0)
        while x < 26.0:
            seams.addRect(rect(x, -up - 0.65, x + 0.04, -up))
            x += 1.5
        up, row = up + 0.65, row + 1
    canvas.drawPath(seams.detach(), fill(darker(stone, 0.22)))
    canvas.drawRect(
        rect(-40, -_WALL_HIGH_M, 40, -_WALL_HIGH_M + 0.3),
        fill(lighter(stone, 0.2 if not stage.snowy else 0.6)),
    )
    for grow, tone in ((0.4, darker(stone, 0.3)), (0.0, darker(stone, 0.78))):
        arch = [(-1.9 - grow, 0.05), (-1.9 - grow, -2.3)]
        for k in range(9):
            angle = math.pi * k / 8
            arch.append((-(1.9 + grow) * math.cos(angle), -2.3 - (1.9 + grow) * math.sin(angle)))
        arch += [(1.9 + grow, -2.3), (1.9 + grow, 0.05)]
        canvas.drawPath(polygon(arch), fill(tone))
    beyond = stage.palette.sky[-2][1]
    canvas.drawRect(rect(-0.75, -3.7, 0.75, 0.02), fill(lighter(beyond, 0.35)))
    wood = stage.lit("#7a3a2c", 0.9)
    for side in (-1, 1):
        leaf = [(side * 1.85, 0.02), (side * 1.85, -2.9), (side * 0.7, -3.55), (side * 0.7, 0.12)]
        canvas.drawPath(polygon(leaf), fill(wood if side > 0 else darker(wood, 0.16)))
        for row in range(5):
            for column in range(3):
                canvas.drawCircle(
                    side * (0.95 + 0.33 * column), -0.4 - 0.55 * row, 0.07, fill(stage.lit("#d8b050"))
                )


def _tower(stage: Stage) -> None:
    """Two storeys of red posts under tiled roofs that curl at their ends."""
    canvas = stage.canvas
    red, green, tiles = stage.lit("#a8403a", 0.9), stage.lit("#3f8a72", 0.9), stage.lit("#454e5a", 0.9)
    low = -_WALL_HIGH_M
    for half, base, tall in ((5.6, low, 1.7), (4.3, low - 3.2, 1.4)):
        top = base - tall
        canvas.drawRect(
            rect(-half, top, half, base),
            fill(mix(stage.lit("#5a3a30"), stage.palette.lamp, 0.3 if stage.dark else 0.0)),
        )
        count = 7
        for k in range(count + 1):
            x = -half + 2 * half * k / count
            canvas.drawRect(rect(x - 0.16, top, x + 0.16, base), fill(red))
        canvas.drawRect(rect(-half, top, half, top + 0.42), fill(green))
        canvas.drawRect(rect(-half, base - 0.36, half, base - 0.26), fill(lighter(red, 0.2)))
        _roof(stage, half + 1.5, top, 1.55, tiles)


def _roof(stage: Stage, half: float, eave: float, tall: float, tiles: Rgb) -> None:
    canvas = stage.canvas
    shape = [
        (-half - 0.5, eave - 0.55),
        (-half + 0.8, eave + 0.05),
        (0.0, eave + 0.2),
        (half - 0.8, eave + 0.05),
    ]
    shape += [
        (half + 0.5, eave - 0.55),
        (half - 1.7, eave - tall),
        (0.0, eave - tall + 0.12),
        (-half + 1.7, eave - tall),
    ]
    path = curve(shape, tension=0.10)
    canvas.drawPath(path, fill(tiles if not stage.snowy else lighter(tiles, 0.75)))
    lines = PathBuilder()
    for k in range(-12, 13):
        x = half * k / 13
        lines.moveTo(x * 0.78, eave - tall + 0.1)
        lines.lineTo(x, eave + 0.05)
        lines.lineTo(x + 0.1, eave + 0.05)
    canvas.drawPath(lines.detach(), fill(darker(tiles, 0.35)))
    canvas.drawRect(
        rect(-half + 1.6, eave - tall - 0.16, half - 1.6, eave - tall + 0.12), fill(darker(tiles, 0.3))
    )


def _battlements(stage: Stage) -> None:
    """Two round towers beside the arch, teeth along the wall, banners."""
    canvas, stone = stage.canvas, stage.lit("#948c84", 0.9)
    for k in range(-20, 21):
        canvas.drawRect(rect(1.2 * k, -_WALL_HIGH_M - 0.7, 1.2 * k + 0.65, -_WALL_HIGH_M), fill(stone))
    for x in (-4.6, 4.6):
        canvas.drawRect(rect(x - 1.5, -8.4, x + 1.5, 0.05), fill(lighter(stone, 0.06)))
        canvas.drawRect(rect(x + 0.5, -8.4, x + 1.5, 0.05), fill(darker(stone, 0.2)))
        for k in range(4):
            canvas.drawRect(rect(x - 1.7 + 0.95 * k, -9.1, x - 1.15 + 0.95 * k, -8.4), fill(stone))
        canvas.drawRect(
            rect(x - 0.2, -6.6, x + 0.2, -5.4), fill(stage.palette.lamp if stage.dark else darker(stone, 0.7))
        )
        banner = [(x - 0.5, -4.6), (x + 0.5, -4.6), (x + 0.5, -2.4), (x, -2.9), (x - 0.5, -2.4)]
        canvas.drawPath(polygon(banner), fill(stage.lit("#a3303a")))


def palace_court(stage: Stage) -> None:
    """A paved court, rank stones along the way, the throne hall on its terrace, side halls and a far gate."""
    heritage.backdrop(stage, 3)
    stone = growth.earth(stage, "#bdb29a")
    way = stage.lit("#f4f6fa" if stage.snowy else "#d8ccb0", 0.94)
    floor_patch(stage, (-1.7, 1.7), (-50.0, 50.0), darker(way, 0.14))
    floor_patch(stage, (-1.5, 1.5), (-50.0, 50.0), way)
    joints = darker(stone, 0.14)
    for k in range(-10, 16):
        floor_patch(stage, (-26.0, 26.0), (2.0 * k, 2.0 * k + 0.05), joints, 0.7)
    pieces = [
        shrine.hall(0.0, 17.0, 15.0, 2.0),
        shrine.hall(-15.0, 12.0, 8.0, 0.8),
        shrine.hall(15.0, 13.0, 8.0, 0.8),
    ]
    pieces += [shrine.hall(0.0, -22.0, 12.0, 0.9), shrine.hall(-14.0, -14.0, 8.0, 0.8)]
    pieces += [_rank_stone(side * 2.3, 2.4 * k + 2.0) for side in (-1, 1) for k in range(-4, 5)]
    furnish(stage, pieces)
    low = stage.horizon - stage.height * 0.02
    fog(stage.canvas, 0, low, stage.width, stage.height * 0.1, stage.palette.haze)


def _rank_stone(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        tone = stage.lit("#a8a096", 0.9)
        box(stage, (x - 0.16, x + 0.16), (0.0, 0.75), (z - 0.1, z + 0.1), tone, lighter(tone, 0.25))

    return Piece(x, z, 0.2, draw)


_HIVES = (
    (-2.9, 2.8),
    (-4.4, 5.2),
    (2.7, 3.6),
    (4.3, 6.4),
    (-2.4, 8.0),
    (2.2, 9.4),
    (-3.2, -3.6),
    (3.4, -4.4),
    (5.4, 1.6),
)


def apiary(stage: Stage) -> None:
    """Painted hives on legs in the grass of a meadow, bees about them."""
    meadow.field(stage)
    furnish(stage, [_hive(x, z, k) for k, (x, z) in enumerate(_HIVES)])
    chance, canvas = stage.chance("bees"), stage.canvas
    if stage.dark or stage.snowy:
        return
    for _ in range(34):
        x, y = chance.random() * stage.width, stage.horizon + stage.height * chance.uniform(-0.10, 0.16)
        size = stage.width * chance.uniform(0.004, 0.008)
        canvas.drawOval(
            rect(x - size * 0.4, y - size * 1.5, x + size, y - size * 0.3), fill((255, 255, 255), 0.8)
        )
        canvas.drawOval(
            rect(x - size * 1.3, y - size * 0.7, x + size * 1.3, y + size * 0.7), fill((236, 176, 40))
        )
        canvas.drawRect(
            rect(x - size * 0.3, y - size * 0.7, x + size * 0.2, y + size * 0.7), fill((40, 28, 24))
        )


def _hive(x: float, z: float, k: int) -> Piece:
    """Two boxes, a dark slit where the bees go in, a lid of tin."""

    def draw(stage: Stage) -> None:
        if not seen(stage, x, z, 0.8):
            return
        paint = stage.lit(("#f0ead8", "#e8c25a", "#8fb8cc")[k % 3], 0.95)
        shadow_under(stage, (x - 0.42, x + 0.42), (z - 0.36, z + 0.36))
        for dx in (-0.34, 0.34):
            box(stage, (x + dx - 0.05, x + dx + 0.05), (0.0, 0.3), (z - 0.3, z + 0.3), stage.lit("#6a4a34"))
        box(stage, (x - 0.42, x + 0.42), (0.3, 0.78), (z - 0.35, z + 0.35), paint)
        box(stage, (x - 0.42, x + 0.42), (0.8, 1.2), (z - 0.35, z + 0.35), lighter(paint, 0.08))
        box(
            stage,
            (x - 0.48, x + 0.48),
            (1.2, 1.3),
            (z - 0.41, z + 0.41),
            stage.lit("#a8b0b8"),
            stage.lit("#d4dade"),
        )
        if stage.camera.stands()[1] < z:
            px, py = stage.camera.point(x, 0.36, z - 0.36)
            m = stage.camera.scale_at(x, z - 0.36)
            stage.canvas.drawRect(
                rect(px - 0.25 * m, py - 0.05 * m, px + 0.25 * m, py + 0.02 * m), fill((36, 26, 24))
            )

    return Piece(x, z, 0.5, draw)
