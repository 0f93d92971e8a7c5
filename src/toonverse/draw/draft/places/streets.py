"""Cities: the skyline from above, streets and alleys in one-point perspective."""

import itertools

from toonverse.draw.draft.brush import (
    INK,
    XY,
    PathBuilder,
    Rgb,
    add_polygon,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places import hanok, heritage
from toonverse.draw.draft.places.ground import SIGNS, puddles
from toonverse.draw.draft.sky import birds, draw_sky, haze_band, ridge, sun_place
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city, skyline

_FACADES = ("#c98a6a", "#d8b48a", "#9aa8b8", "#b8705c", "#e0c8a4", "#8a9a90", "#a894a8", "#c8bcae")


def city(stage: Stage) -> None:
    """A wide view over roofs; from a rail or a ledge where the figures stand."""
    draw_sky(stage)
    width, height, horizon = stage.width, stage.height, stage.horizon
    if stage.hanok:
        ridge(stage, horizon - height * 0.05, height * 0.03, stage.tone(0.2), "a", height)
        ridge(stage, horizon - height * 0.015, height * 0.02, stage.tone(0.34), "b", height, 40, (8, 18))
        fog(
            stage.canvas,
            0,
            horizon - height * 0.06,
            width,
            height * 0.12,
            stage.palette.haze,
            ((0, 0), (0.7, 0.7), (1, 0)),
        )
        hanok.roofs(stage, horizon + height * 0.02, height)
        return
    if stage.era == "future":
        _planet(stage)
    far_city(stage, horizon + height * 0.02, height * 0.30)
    birds(stage, width * 0.74, horizon * 0.5)
    near = horizon + height * 0.16
    skyline(
        stage,
        near,
        (height * 0.08, height * 0.2),
        (90, 190),
        0.78,
        "near",
        stage.palette.lamps_lit * 0.9,
        0.1,
        stage.tone(0.4),
        height,
    )
    haze_band(stage, near - height * 0.02, height * 0.14, 0.5, 0.5)
    roof = stage.camera.ground - height * 0.055
    stage.canvas.drawRect(rect(-10, roof, width + 10, height + 10), fill(stage.tone(0.86)))
    fog(
        stage.canvas, 0, roof, width, max(40, height - roof), stage.tone(0.55), ((0, 0.6), (0.5, 0.1), (1, 0))
    )
    _railing(stage, roof)


def _planet(stage: Stage) -> None:
    canvas, size = stage.canvas, stage.width * 0.12
    x, y = stage.width * 0.22, min(stage.height * 0.16, stage.horizon * 0.35)
    canvas.save()
    disc = PathBuilder()
    disc.addCircle(x, y, size)
    canvas.clipPath(disc.detach(), True)
    canvas.drawCircle(x, y, size, fill(mix(stage.tone(0.5), stage.palette.glow, 0.2)))
    for dx, colour in ((0.2, 0.35), (0.42, 0.18), (0.6, 0.02)):
        canvas.drawCircle(x + dx * size, y + dx * 1.5 * size, size, fill(stage.tone(colour)))
    canvas.restore()
    canvas.save()
    canvas.rotate(-17, x, y)
    canvas.drawArc(
        rect(x - size * 1.7, y - size * 0.26, x + size * 1.7, y + size * 0.26),
        -12,
        204,
        False,
        stroke(stage.palette.rim, size * 0.07, 0.8),
    )
    canvas.restore()


def _railing(stage: Stage, y: float) -> None:
    metre = stage.camera.metre * 0.8
    top = y - metre * 0.95
    canvas, dark, light = stage.canvas, stage.tone(0.95), stage.palette.rim
    for k in (0.0, 0.45):
        canvas.drawRect(
            rect(-5, top + k * metre, stage.width + 5, top + k * metre + max(5, metre * 0.045)), fill(dark)
        )
    canvas.drawRect(rect(-5, top, stage.width + 5, top + max(2, metre * 0.012)), fill(light, 0.9))
    x = -20.0
    while x < stage.width:
        canvas.drawRect(rect(x, top, x + max(4, metre * 0.035), y + 4), fill(dark))
        x += max(40, metre * 0.5)


# ---- streets


def wall_quad(stage: Stage, side: int, half_m: float, near_far: XY, low_high: XY) -> list[XY]:
    """A rectangle on the street's wall: between two distances (as scales) and two heights in metres."""
    camera = stage.camera
    (far, near), (low, high) = near_far, low_high
    return [
        camera.at(side * half_m, low, far),
        camera.at(side * half_m, high, far),
        camera.at(side * half_m, high, near),
        camera.at(side * half_m, low, near),
    ]


def street(stage: Stage) -> None:
    if stage.hanok:
        heritage.old_street(stage)
        return
    _avenue(stage, half_m=5.2, storeys=(2, 5))


def alley(stage: Stage) -> None:
    if stage.hanok:
        heritage.old_alley(stage)
        return
    _avenue(stage, half_m=1.9, storeys=(3, 4))
    _wires(stage)


def _avenue(stage: Stage, half_m: float, storeys: tuple[int, int]) -> None:
    draw_sky(stage, clouds=2)
    far = max(4.0, stage.camera.metre * 0.05)
    reach = min(stage.horizon * 0.6, far * 46)
    if not stage.period and half_m > 3:
        far_city(stage, stage.horizon + 4, reach)
    fog(
        stage.canvas,
        0,
        stage.horizon - reach * 0.4,
        stage.width,
        reach * 0.6,
        stage.palette.haze,
        ((0, 0), (0.7, 0.6), (1, 0.2)),
    )
    road(stage, half_m)
    for side in (-1, 1):
        _row_of_houses(stage, side, half_m, far, storeys)
    if half_m > 3:
        _lamp_posts(stage, half_m)
    fog(
        stage.canvas,
        0,
        stage.horizon - stage.height * 0.10,
        stage.width,
        stage.height * 0.22,
        stage.palette.haze,
        ((0, 0), (0.55, 0.42), (1, 0)),
    )


def road(stage: Stage, half_m: float) -> None:
    canvas, camera, height = stage.canvas, stage.camera, stage.height
    near = (height - stage.horizon) / camera.eye_m * 1.3
    asphalt = stage.lit("#6a6f7e" if not stage.period else "#a08a70", 0.85)
    canvas.drawRect(
        rect(0, stage.horizon, stage.width, height),
        fill(stage.lit("#b0aaa4" if not stage.period else "#b89c78", 0.8)),
    )
    kerb = half_m * 0.62
    canvas.drawPath(
        polygon(
            [
                camera.at(-kerb, 0, 1),
                camera.at(kerb, 0, 1),
                camera.at(kerb, 0, near),
                camera.at(-kerb, 0, near),
            ]
        ),
        fill(asphalt),
    )
    fog(
        canvas,
        0,
        stage.horizon,
        stage.width,
        (height - stage.horizon) * 0.7,
        stage.palette.haze,
        ((0, 0.75), (1, 0)),
    )
    lines = PathBuilder()
    for side in (-1, 1):
        add_polygon(
            lines,
            [
                camera.at(side * kerb, 0, 1),
                camera.at(side * (kerb + 0.12), 0.1, 1),
                camera.at(side * (kerb + 0.12), 0.1, near),
                camera.at(side * kerb, 0, near),
            ],
        )
    canvas.drawPath(lines.detach(), fill(lighter(asphalt, 0.35)))
    if not stage.period and half_m > 3:
        dashes, t = PathBuilder(), near
        for _ in range(9):
            add_polygon(
                dashes,
                [
                    camera.at(-0.08, 0, t),
                    camera.at(0.08, 0, t),
                    camera.at(0.08, 0, t * 0.78),
                    camera.at(-0.08, 0, t * 0.78),
                ],
            )
            t *= 0.58
        canvas.drawPath(dashes.detach(), fill(lighter(asphalt, 0.6), 0.85))
    if stage.wet:
        puddles(stage)


def _row_of_houses(stage: Stage, side: int, half_m: float, far: float, storeys: tuple[int, int]) -> None:
    """House fronts from far to near along one side of the street."""
    chance = stage.chance("houses", side)
    camera = stage.camera
    edge = stage.camera.centre if side < 0 else stage.width - stage.camera.centre
    nearest = max(camera.metre * 1.1, (edge + 60) / half_m)
    scales = [far]
    while scales[-1] < nearest:
        scales.append(scales[-1] * chance.uniform(1.28, 1.55))
    for k, (start, end) in enumerate(itertools.pairwise(scales)):
        depth = min(1.0, 0.30 + 0.72 * k / max(1, len(scales) - 2))
        colour = stage.lit(chance.choice(_FACADES), depth)
        if side > 0:
            colour = mix(colour, stage.palette.shade, 0.20)
        high = 3.1 * chance.randint(*storeys) + chance.uniform(0, 1)
        front = polygon(wall_quad(stage, side, half_m, (start, end), (0, high)))
        stage.canvas.drawPath(front, fill(colour))
        _windows(stage, side, half_m, (start, end), high, colour, chance.random())
        _ground_floor(stage, side, half_m, (start, end), colour, depth, k)
        edge_line = [camera.at(side * half_m, 0, end), camera.at(side * half_m, high, end)]
        stage.canvas.drawPath(
            polygon(edge_line, False), stroke(mix(stage.tone(0.8), colour, 0.3), 1 + depth * 2)
        )
        cornice = wall_quad(stage, side, half_m - 0.12, (start, end), (high - 0.25, high + 0.1))
        stage.canvas.drawPath(polygon(cornice), fill(lighter(colour, 0.22)))


def _windows(stage: Stage, side: int, half_m: float, span: XY, high: float, wall: Rgb, seed: float) -> None:
    chance = stage.chance("windows", side, span, seed)
    dark, lit, frames = PathBuilder(), PathBuilder(), PathBuilder()
    start, end = span
    count = 3
    for row in range(1, int(high / 3.1) + 1):
        low = row * 3.1 + 0.7
        if low + 1.6 > high:
            break
        for i in range(count):
            inverse = [1 / start + (1 / end - 1 / start) * (i + t) / count for t in (0.22, 0.78)]
            place = (1 / inverse[0], 1 / inverse[1])
            add_polygon(
                frames,
                wall_quad(
                    stage, side, half_m, (place[0] * 0.985, place[1] * 1.015), (low - 0.12, low + 1.62)
                ),
            )
            add_polygon(
                lit if chance.random() < stage.palette.lamps_lit else dark,
                wall_quad(stage, side, half_m, place, (low, low + 1.5)),
            )
    canvas = stage.canvas
    canvas.drawPath(frames.detach(), fill(lighter(wall, 0.25)))
    canvas.drawPath(dark.detach(), fill(mix(stage.tone(0.7), stage.palette.sky[-2][1], 0.35)))
    canvas.drawPath(lit.detach(), fill(stage.palette.lamp))


def _ground_floor(stage: Stage, side: int, half_m: float, span: XY, wall: Rgb, depth: float, k: int) -> None:
    """Shop windows, awnings, signs."""
    chance = stage.chance("shops", side, k)
    canvas = stage.canvas
    start, end = span
    inverse = [1 / start + (1 / end - 1 / start) * t for t in (0.12, 0.88)]
    inner = (1 / inverse[0], 1 / inverse[1])
    warm = mix(stage.palette.lamp, wall, 0.25 if stage.dark or stage.wet else 0.55)
    canvas.drawPath(polygon(wall_quad(stage, side, half_m, inner, (0.35, 2.35))), fill(warm))
    canvas.drawPath(polygon(wall_quad(stage, side, half_m, inner, (0.0, 0.4))), fill(darker(wall, 0.35)))
    colour = stage.lit(chance.choice(SIGNS), depth)
    low_out = wall_quad(stage, side, half_m - 0.8, inner, (2.15, 2.5))
    high_in = wall_quad(stage, side, half_m, inner, (2.5, 2.95))
    canvas.drawPath(polygon([low_out[0], high_in[1], high_in[2], low_out[3]]), fill(colour))
    canvas.drawPath(polygon([low_out[0], low_out[1], low_out[2], low_out[3]]), fill(darker(colour, 0.25)))
    if k % 2 == 0 and not stage.period and half_m > 3:
        sign = wall_quad(stage, side, half_m - 0.1, (end * 0.90, end * 0.97), (3.2, 5.4))
        outer = [stage.camera.at(side * (half_m - 0.9), up, end * 0.93) for up in (3.2, 5.4)]
        board = [sign[0], sign[1], outer[1], outer[0]]
        neon = chance.choice(SIGNS)
        if stage.dark:
            x = sum(p[0] for p in board) / 4
            y = sum(p[1] for p in board) / 4
            glow(canvas, x, y, end * 2.2, neon, 0.5)
        canvas.drawPath(polygon(board), fill(stage.lit(neon, depth) if not stage.dark else neon))


def _lamp_posts(stage: Stage, half_m: float) -> None:
    camera, canvas = stage.camera, stage.canvas
    for t in (camera.metre * 0.16, camera.metre * 0.32, camera.metre * 0.62):
        for side in (-1, 1):
            foot, head = camera.at(side * half_m * 0.72, 0, t), camera.at(side * half_m * 0.72, 4.4, t)
            arm = camera.at(side * half_m * 0.48, 4.6, t)
            dark = stage.tone(0.6 + 0.35 * min(1, t / camera.metre))
            canvas.drawPath(ribbon([foot, head], [t * 0.06, t * 0.045], 3), fill(dark))
            canvas.drawPath(ribbon([head, arm], [t * 0.045, t * 0.03], 4), fill(dark))
            if stage.dark or stage.wet:
                glow(canvas, arm[0], arm[1] + t * 0.15, t * 2.4, stage.palette.lamp, 0.7)
            canvas.drawCircle(arm[0], arm[1] + t * 0.1, t * 0.14, fill(stage.palette.lamp))


def _wires(stage: Stage) -> None:
    chance, canvas = stage.chance("wires"), stage.canvas
    for _ in range(6):
        y0, y1 = chance.uniform(0.02, 0.4) * stage.horizon, chance.uniform(0.02, 0.4) * stage.horizon
        sag = max(y0, y1) + stage.height * chance.uniform(0.02, 0.06)
        canvas.drawPath(
            ribbon([(-10, y0), (stage.width * 0.5, sag), (stage.width + 10, y1)], [2.2, 1.6, 2.2], 8, False),
            fill(INK, 0.75),
        )
    if stage.dark or stage.wet:
        x, _ = sun_place(stage)
        glow(canvas, x, stage.horizon - stage.height * 0.1, stage.width * 0.5, stage.palette.lamp, 0.4)
