"""A market: stalls under striped cloths on both sides of a lane, bulbs strung over it."""

from toonverse.draw.draft.brush import PathBuilder, darker, fill, lighter, mix, ribbon
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import glow
from toonverse.draw.draft.places import avenues, growth, heritage
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.places.ground import SIGNS, puddles, roughness
from toonverse.draw.draft.solids import (
    box,
    lamp_light,
    patch,
    post,
    seen,
    shadow_under,
)
from toonverse.draw.draft.stage import Stage

_GOODS = (
    ("#d84a3c", "#f0a030", "#8ab84a"),
    ("#e8d8b0", "#b87a4a", "#e0b050"),
    ("#6aa04a", "#e86a7a", "#f4e6c0"),
)
_STRIPES = (("#d8484a", "#f6efe0"), ("#3f7ab0", "#f6efe0"), ("#4a9a6a", "#f6efe0"), ("#e8a83c", "#f6efe0"))


def market(stage: Stage) -> None:
    """A lane between stalls under striped cloths, bulbs strung over it."""
    if stage.hanok:
        heritage.old_street(stage)
        return
    avenues.backdrop(stage)
    ground = growth.earth(stage, "#9a9490")
    roughness(stage, ground)
    if stage.wet:
        puddles(stage)
    pieces = []
    for k, z in enumerate(range(-22, 36, 3)):
        for side in (-1, 1):
            pieces.append(_stall(side * 3.4, float(z), k + (side > 0) * 2))
            pieces.append(_shophouse(side, float(z), k))
    furnish(stage, pieces)
    _bulbs(stage)


def _shophouse(side: int, z: float, k: int) -> Piece:
    """Three metres of the houses behind the stalls, a sign over the door."""
    x = side * 5.4

    def draw(stage: Stage) -> None:
        chance = stage.chance("house", side, k)
        wall = stage.lit(chance.choice(("#c8a890", "#b8b0a4", "#a88a7a", "#d0c0a0")), 0.8)
        high = chance.uniform(4.6, 7.0)
        near, far = z - 1.5, z + 1.52
        if stage.camera.ahead(x, near) < 0.3 and stage.camera.ahead(x, far) < 0.3:
            return
        patch(
            stage,
            [(x, 0, near), (x, 0, far), (x, high, far), (x, high, near)],
            mix(wall, stage.palette.shade, 0.12 if side < 0 else 0.26),
        )
        board = stage.lit(chance.choice(SIGNS), 0.9)
        lit = stage.palette.lamp if stage.dark or stage.wet else lighter(board, 0.75)
        patch(
            stage,
            [
                (x - side * 0.02, 2.9, near + 0.2),
                (x - side * 0.02, 2.9, far - 0.2),
                (x - side * 0.02, 3.6, far - 0.2),
                (x - side * 0.02, 3.6, near + 0.2),
            ],
            board,
        )
        for j in range(3):
            a = near + 0.55 + 0.7 * j
            patch(
                stage,
                [
                    (x - side * 0.03, 3.05, a),
                    (x - side * 0.03, 3.05, a + 0.4),
                    (x - side * 0.03, 3.45, a + 0.4),
                    (x - side * 0.03, 3.45, a),
                ],
                lit,
                0.9,
            )
        for j in range(2):
            a = near + 0.4 + 1.2 * j
            pane = stage.palette.lamp if chance.random() < stage.palette.lamps_lit else stage.tone(0.45)
            patch(
                stage,
                [
                    (x - side * 0.02, 4.0, a),
                    (x - side * 0.02, 4.0, a + 0.8),
                    (x - side * 0.02, high - 0.4, a + 0.8),
                    (x - side * 0.02, high - 0.4, a),
                ],
                pane,
            )

    return Piece(x, z, -0.7, draw)


def _stall(x: float, z: float, k: int) -> Piece:
    """A counter heaped with goods under a striped cloth."""

    def draw(stage: Stage) -> None:
        if stage.camera.ahead(x, z) < 1.6:
            return
        wood = stage.lit("#8a6244", 0.92)
        inner = x - 0.9 if x > 0 else x + 0.9
        shadow_under(stage, (x - 0.9, x + 0.9), (z - 1.2, z + 1.2), 0.4)
        box(stage, (x - 0.9, x + 0.9), (0.0, 0.7), (z - 1.2, z + 1.2), wood)
        colours = _GOODS[k % 3]
        for j in range(3):
            at = z - 0.8 + 0.8 * j
            tray = stage.lit(("#d8c8a8", "#5a8ab0", "#d8c8a8")[j], 0.95)
            box(stage, (x - 0.8, x + 0.8), (0.7, 0.8), (at - 0.34, at + 0.34), tray)
            _heap(stage, (inner * 0.25 + x * 0.75, 0.8, at), stage.lit(colours[j], 0.95))
        one, other = (stage.lit(c, 0.92) for c in _STRIPES[k % 4])
        for end in (-1.25, 1.25):
            post(stage, (inner, z + end), (0.0, 2.1), 0.03, darker(wood, 0.4), 1.0)
        for j in range(6):
            a, b = z - 1.4 + 0.467 * j, z - 1.4 + 0.467 * (j + 1)
            out = inner + (0.35 if x < 0 else -0.35)
            back = x + (0.9 if x > 0 else -0.9)
            patch(
                stage,
                [(back, 2.75, a), (back, 2.75, b), (out, 2.1, b), (out, 2.1, a)],
                one if j % 2 else other,
            )
            patch(
                stage,
                [(out, 2.1, a), (out, 2.1, b), (out, 1.88, b), (out, 1.88, a)],
                darker(one if j % 2 else other, 0.14),
            )
        if stage.dark or stage.wet:
            lamp_light(stage, (inner, 1.95, z), 1.7, 0.6)

    return Piece(x, z, 0.9, draw)


def _heap(stage: Stage, at: Point3, tone: tuple[int, int, int]) -> None:
    if not seen(stage, at[0], at[2], 1.0):
        return
    px, py = stage.camera.point(*at)
    m = stage.camera.scale_at(at[0], at[2])
    fruit, shine = PathBuilder(), PathBuilder()
    for row, count in ((0, 5), (1, 4), (2, 2)):
        for j in range(count):
            cx, cy = px + (j - (count - 1) / 2) * 0.17 * m, py - (0.06 + 0.13 * row) * m
            fruit.addCircle(cx, cy, 0.1 * m)
            shine.addCircle(cx - 0.03 * m, cy - 0.03 * m, 0.035 * m)
    stage.canvas.drawPath(fruit.detach(), fill(tone))
    stage.canvas.drawPath(shine.detach(), fill(lighter(tone, 0.5), 0.8))


def _bulbs(stage: Stage) -> None:
    """Strings of bulbs from side to side."""
    camera, canvas = stage.camera, stage.canvas
    lit = stage.dark or stage.wet
    for z in (30, 22, 15, 9, 4, -3, -8, -14):
        if camera.ahead(0.0, z) < 2.0:
            continue
        points = [
            camera.point(x, 3.5 - 0.5 * (1 - (x / 4.4) ** 2), float(z)) for x in (-4.4, -2.2, 0.0, 2.2, 4.4)
        ]
        canvas.drawPath(ribbon(points, [1.2] * 5, 5, False), fill(stage.tone(0.9)))
        for x in (-3.4, -2.2, -1.0, 0.0, 1.0, 2.2, 3.4):
            px, py = camera.point(x, 3.36 - 0.5 * (1 - (x / 4.4) ** 2), float(z))
            r = 0.07 * camera.scale_at(x, z)
            if lit:
                glow(canvas, px, py, r * 7, stage.palette.lamp, 0.6)
            canvas.drawCircle(px, py, r, fill(stage.palette.lamp))
