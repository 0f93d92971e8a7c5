"""A flat roof over the town: rail, the stairs' hut, a tank, washing on a line; the city all round."""

from collections.abc import Callable

from toonverse.draw.draft.brush import PathBuilder, Rgb, darker, fill, lighter, rect, ribbon
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places.furniture import Piece, crate, furnish
from toonverse.draw.draft.places.ground import puddles, roughness
from toonverse.draw.draft.places.streets import fronts
from toonverse.draw.draft.sky import birds, draw_sky
from toonverse.draw.draft.solids import (
    Span,
    beam,
    box,
    floor_patch,
    lamp_light,
    post,
    seen,
    shadow_under,
    square,
    upright,
)
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city, skyline

_HALF_M = 6.4


def rooftop(stage: Stage) -> None:
    """Hut and tank ahead, washing behind, the rail on every side."""
    _town(stage)
    floor = stage.lit("#eef2f8" if stage.snowy else "#8fa39a", 0.9)
    half = _HALF_M
    floor_patch(stage, (-half, half), (-half, half), floor)
    seams = [(-half + 1.6 * k) for k in range(9)]
    for at in seams:
        floor_patch(stage, (at, at + 0.03), (-half, half), darker(floor, 0.2))
        floor_patch(stage, (-half, half), (at, at + 0.03), darker(floor, 0.2))
    roughness(stage, floor)
    low = max(40.0, stage.height - stage.horizon)
    shade = ((0.0, 0.0), (1.0, 0.3))
    fog(stage.canvas, 0, stage.horizon + low * 0.4, stage.width, low * 0.6, stage.palette.shade, shade)
    if stage.wet:
        puddles(stage)
    pieces = [side for k in range(4) for side in _parapet(k)]
    pieces += [_hut(3.9, 4.6), _tank(-4.4, 4.4), _washing(-3.4, 1.6, -4.4)]
    pieces += [_fan(-5.2, -1.2), _fan(-5.2, 0.6), _dish(5.2, -3.6), _tubs(5.0, 0.8)]
    pieces.append(crate((2.6, 4.4), (0.18, 0.42), (-4.6, -3.2), "#a87c50", "#c89a68"))
    furnish(stage, pieces)


def _town(stage: Stage) -> None:
    canvas, height, horizon = stage.canvas, stage.height, stage.horizon
    canvas.save()
    if stage.mirrored:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    draw_sky(stage, 3)
    far_city(stage, horizon + height * 0.015, height * 0.24)
    birds(stage, stage.width * 0.72, horizon * 0.5)
    near = horizon + height * 0.09
    lights = stage.palette.lamps_lit * 0.9
    turn = round(stage.camera.yaw_deg / 30)
    tall = (height * 0.06, height * 0.15)
    skyline(stage, near, tall, (90, 190), 0.78, ("near", turn), lights, 0.1, stage.tone(0.4), height)
    if stage.light in ("day", "dawn"):
        fronts(stage, near)
    canvas.restore()
    fog(
        canvas,
        0,
        near - height * 0.04,
        stage.width,
        height * 0.14,
        stage.palette.haze,
        ((0, 0), (0.6, 0.5), (1, 0.2)),
    )


def _parapet(side: int) -> list[Piece]:
    """One side's low wall with a rail on it, in lengths that sort by depth."""
    half, pieces = _HALF_M, []
    for k in range(4):
        a, b = -half + k * half / 2, -half + (k + 1) * half / 2
        span = {0: ((a, b), (half, half + 0.25)), 1: ((a, b), (-half - 0.25, -half))}
        span |= {2: ((half, half + 0.25), (a, b)), 3: ((-half - 0.25, -half), (a, b))}
        x, z = span[side]
        pieces.append(Piece((x[0] + x[1]) / 2, (z[0] + z[1]) / 2, -0.6, _length(x, z)))
    return pieces


def _length(x: Span, z: Span) -> Callable[[Stage], None]:
    def draw(stage: Stage) -> None:
        wall, iron = stage.lit("#c8c0b4", 0.9), stage.lit("#4a5a66", 0.9)
        box(stage, x, (0.0, 0.55), z, wall, lighter(wall, 0.25))
        ends = ((x[0], z[0]), (x[1], z[0])) if x[1] - x[0] > z[1] - z[0] else ((x[0], z[0]), (x[0], z[1]))
        for up in (0.85, 1.15):
            beam(stage, (ends[0][0], up, ends[0][1]), (ends[1][0], up, ends[1][1]), 0.03, iron)
        for k in range(4):
            share = k / 4
            at = (
                ends[0][0] + (ends[1][0] - ends[0][0]) * share,
                ends[0][1] + (ends[1][1] - ends[0][1]) * share,
            )
            post(stage, at, (0.55, 1.15), 0.03, iron, 1.0)

    return draw


def _hut(x: float, z: float) -> Piece:
    """Where the stairs come out."""

    def draw(stage: Stage) -> None:
        wall = stage.lit("#d8ccb8", 0.92)
        shadow_under(stage, (x - 1.3, x + 1.3), (z - 1.2, z + 1.2))
        box(stage, (x - 1.3, x + 1.3), (0.0, 2.6), (z - 1.2, z + 1.2), wall)
        box(stage, (x - 1.5, x + 1.5), (2.6, 2.8), (z - 1.4, z + 1.4), darker(wall, 0.2))
        if stage.camera.stands()[1] < z - 1.2 and seen(stage, x, z - 1.2):
            with upright(stage, x, z - 1.21) as canvas:
                square(canvas, (-0.5, 0.5), (0.0, 2.1), darker(wall, 0.5))
                square(canvas, (-0.42, 0.42), (0.0, 2.02), stage.lit("#5a7a8a", 0.9))
                square(
                    canvas, (-0.25, 0.25), (1.2, 1.75), stage.palette.lamp if stage.dark else stage.tone(0.3)
                )
            if stage.dark:
                lamp_light(stage, (x, 2.3, z - 1.3), 2.6, 0.7)

    return Piece(x, z, 1.3, draw)


def _tank(x: float, z: float) -> Piece:
    """A yellow water tank on legs."""

    def draw(stage: Stage) -> None:
        iron, body = stage.lit("#4a5560", 0.9), stage.lit("#e0b64a", 0.92)
        shadow_under(stage, (x - 1.0, x + 1.0), (z - 1.0, z + 1.0))
        for dx in (-0.8, 0.8):
            for dz in (0.8, -0.8):
                post(stage, (x + dx, z + dz), (0.0, 1.3), 0.06, iron, 1.0)
        with upright(stage, x, z) as canvas:
            canvas.drawOval(rect(-1.1, 1.1, 1.1, 1.5), fill(darker(body, 0.45)))
            square(canvas, (-1.1, 1.1), (1.3, 2.7), body)
            square(canvas, (0.45, 1.1), (1.3, 2.7), darker(body, 0.22))
            square(canvas, (-0.95, -0.7), (1.35, 2.65), lighter(body, 0.4), 0.6)
            for up in (1.7, 2.2):
                square(canvas, (-1.1, 1.1), (up, up + 0.06), darker(body, 0.25))
            canvas.drawOval(rect(-1.1, 2.5, 1.1, 2.95), fill(lighter(body, 0.2)))

    return Piece(x, z, 1.0, draw)


_WASHING = ("#f4f0e8", "#d8747a", "#7aa8c8", "#f0c86a", "#f4f0e8", "#8ab88a")


def _washing(x0: float, x1: float, z: float) -> Piece:
    """Sheets and shirts on a line between two poles; the wind is in them."""

    def draw(stage: Stage) -> None:
        iron = stage.lit("#6a7480", 0.9)
        for x in (x0, x1):
            post(stage, (x, z), (0.0, 2.1), 0.04, iron, 1.0)
        beam(stage, (x0, 2.0, z), (x1, 2.0, z), 0.012, iron)
        wide = (x1 - x0) / len(_WASHING)
        with upright(stage, (x0 + x1) / 2, z) as canvas:
            for k, colour in enumerate(_WASHING):
                tone = stage.lit(colour, 0.95)
                left = (x0 - x1) / 2 + wide * k + 0.08
                right, low = left + wide - 0.16, 0.9 + 0.25 * (k % 3)
                sway = 0.12 * (1 if k % 2 else -0.6)
                cloth = PathBuilder()
                cloth.moveTo(left, 2.0)
                cloth.lineTo(right, 2.0)
                cloth.quadTo(right + sway * 0.4, (2.0 + low) / 2, right + sway, low)
                cloth.quadTo((left + right) / 2 + sway, low - 0.08, left + sway, low)
                cloth.quadTo(left + sway * 0.3, (2.0 + low) / 2, left, 2.0)
                cloth.close()
                canvas.drawPath(cloth.detach(), fill(tone))
                fold = [((left + right) / 2, 1.95), ((left + right) / 2 + sway * 0.8, low)]
                canvas.drawPath(ribbon(fold, [0.01, 0.05], 2, False), fill(darker(tone, 0.18)))

    return Piece((x0 + x1) / 2, z, 0.2, draw)


def _fan(x: float, z: float) -> Piece:
    """An air conditioner's outdoor half."""

    def draw(stage: Stage) -> None:
        shell = stage.lit("#e4e2dc", 0.92)
        shadow_under(stage, (x - 0.4, x + 0.4), (z - 0.5, z + 0.5))
        box(stage, (x - 0.3, x + 0.3), (0.08, 0.85), (z - 0.5, z + 0.5), shell)
        if seen(stage, x + 0.31, z):
            px, py = stage.camera.point(x + 0.31, 0.46, z)
            r = 0.3 * stage.camera.scale_at(x, z)
            stage.canvas.drawOval(rect(px - r * 0.8, py - r, px + r * 0.8, py + r), fill(darker(shell, 0.6)))

    return Piece(x, z, 0.4, draw)


def _dish(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        post(stage, (x, z), (0.0, 1.5), 0.05, stage.lit("#5a6470", 0.9), 1.0)
        with upright(stage, x, z) as canvas:
            white = stage.lit("#eceae4", 0.95)
            canvas.rotate(-24)
            canvas.drawOval(rect(-0.15, 1.0, 0.95, 1.9), fill(darker(white, 0.3)))
            canvas.drawOval(rect(-0.15, 1.04, 0.9, 1.9), fill(white))

    return Piece(x, z, 0.5, draw)


def _tubs(x: float, z: float) -> Piece:
    """Boxes of lettuce and peppers along the wall."""

    def draw(stage: Stage) -> None:
        for k in range(3):
            at = z + 0.7 * (k - 1)
            tub = stage.lit(("#c86a4a", "#4a8a9a", "#c8a050")[k], 0.92)
            box(stage, (x - 0.3, x + 0.3), (0.0, 0.3), (at - 0.28, at + 0.28), tub)
            leaves(stage, (x, 0.3, at), 0.34, stage.lit("#eef3fa" if stage.snowy else "#5a9a50", 0.92))

    return Piece(x, z, 0.5, draw)


def leaves(stage: Stage, at: tuple[float, float, float], reach_m: float, tone: Rgb) -> None:
    """A tuft of leaves that grows from a place."""
    if not seen(stage, at[0], at[2], 0.7):
        return
    px, py = stage.camera.point(*at)
    m = reach_m * stage.camera.scale_at(at[0], at[2])
    for lift, colour in ((0.0, darker(tone, 0.3)), (0.2, tone)):
        heap = PathBuilder()
        for dx, dy, r in ((-0.6, 0.3, 0.5), (0.0, 0.6, 0.6), (0.6, 0.3, 0.5)):
            heap.addCircle(px + dx * m, py - (dy + lift) * m, r * m * (1 - lift))
        stage.canvas.drawPath(heap.detach(), fill(colour))
