"""Holy and solemn grounds in space: a temple's court, a churchyard with its graves."""

import math

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places import growth, heritage
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.places.ground import roughness
from toonverse.draw.draft.places.hanok import paper_door, roof
from toonverse.draw.draft.sky import haze_band, peaks
from toonverse.draw.draft.stage import Stage


def temple(stage: Stage) -> None:
    """The great hall before us, a lesser one left, a pagoda right, the gate behind, hills all round."""
    heritage.backdrop(stage, 2)
    height, horizon = stage.height, stage.horizon
    turn = round(stage.camera.yaw_deg / 30)
    peaks(stage, horizon, height * 0.16, stage.tone(0.22), None, ("temple", turn), horizon + 2)
    haze_band(stage, horizon - height * 0.1, height * 0.13, 0.05)
    sand = growth.earth(stage, "#cbbd9e")
    roughness(stage, sand)
    stone = stage.lit("#e8eef6" if stage.snowy else "#aaa294", 0.9)
    growth.way(stage, [(0.0, float(z)) for z in range(-16, 12, 2)], 1.25, darker(stone, 0.2))
    growth.way(stage, [(0.0, float(z)) for z in range(-16, 12, 2)], 1.15, stone)
    for k in range(-8, 6):
        growth.way(stage, [(-1.15, 2.0 * k), (1.15, 2.0 * k)], 0.03, darker(stone, 0.35))
    pieces = [hall(0.0, 13.0, 11.0, 1.1), hall(-13.5, 2.0, 5.0, 0.5), hall(0.0, -18.0, 8.0, 0.3)]
    pieces += [_pagoda(6.2, 5.2), _pagoda(-7.5, 15.0)]
    pieces += [_lantern(side * 2.4, z) for side in (-1, 1) for z in (5.6, -7.0)]
    pieces += [growth.pine(x, z, g) for x, z, g in _PINES]
    pieces += [growth.bush(x, z, 0.8) for x, z in ((-4.2, 7.5), (4.8, 8.6), (-5.0, -8.0), (5.2, -9.0))]
    furnish(stage, pieces)
    veil = ((0.0, 0.0), (0.5, 0.22), (1.0, 0.0))
    fog(stage.canvas, 0, horizon - height * 0.03, stage.width, height * 0.1, stage.palette.haze, veil)


_PINES = (
    (-9.5, 9.0, 1.5),
    (11.0, 10.0, 1.7),
    (13.0, -2.0, 1.5),
    (-9.0, -11.0, 1.5),
    (10.0, -12.0, 1.6),
    (-16.0, -6.0, 1.8),
)


def hall(x: float, z: float, wide_m: float, raised_m: float) -> Piece:
    """A hall with red posts, painted beams and a great tiled roof on a terrace."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, foot = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z)
        depth = min(1.0, 0.55 + 0.45 * m / max(1.0, camera.metre))
        half, floor = wide_m * m / 2, foot - raised_m * m
        left, right, eave = px - half, px + half, foot - (raised_m + 3.1) * m
        stone = stage.lit("#b4ac9c", depth)
        canvas.drawRect(rect(left - 0.8 * m, floor, right + 0.8 * m, foot), fill(darker(stone, 0.12)))
        canvas.drawRect(
            rect(left - 0.9 * m, floor, right + 0.9 * m, floor + 0.16 * m), fill(lighter(stone, 0.2))
        )
        for k in range(4):
            span, y = m * (1.1 + 0.12 * k), floor + raised_m * m * k / 4
            canvas.drawRect(
                rect(px - span, y, px + span, y + raised_m * m / 4 + 1), fill(lighter(stone, 0.05 * k))
            )
        canvas.drawRect(rect(left, eave, right, floor), fill(stage.lit("#8a6a4a", depth)))
        red, green = stage.lit("#a8403a", depth), stage.lit("#3f8a72", depth)
        bays = max(3, round(wide_m / 2.2))
        for k in range(bays + 1):
            at = left + 2 * half * k / bays
            if k < bays:
                door = (at + 0.22 * m, eave + 0.75 * m, at + 2 * half / bays - 0.22 * m, floor)
                paper_door(stage, door, green, True)
            canvas.drawRect(rect(at - 0.15 * m, eave, at + 0.15 * m, floor), fill(red))
            canvas.drawRect(rect(at - 0.15 * m, eave, at - 0.06 * m, floor), fill(lighter(red, 0.25)))
        canvas.drawRect(rect(left, eave, right, eave + 0.9 * m), fill(stage.palette.shade, 0.45))
        _beams(stage, (left, right, eave), m, depth)
        roof(stage, left - 1.5 * m, right + 1.5 * m, eave, 2.3 * m, stage.lit("#47505c", depth))

    return Piece(x, z, wide_m / 2, draw)


def _beams(stage: Stage, span: tuple[float, float, float], m: float, depth: float) -> None:
    """Dancheong: blue and green beams with red and yellow ends."""
    (left, right, eave), canvas = span, stage.canvas
    canvas.drawRect(
        rect(left - 0.2 * m, eave, right + 0.2 * m, eave + 0.26 * m), fill(stage.lit("#3f8a72", depth))
    )
    canvas.drawRect(
        rect(left - 0.2 * m, eave + 0.26 * m, right + 0.2 * m, eave + 0.4 * m),
        fill(stage.lit("#3f5fa0", depth)),
    )
    count = max(6, int((right - left) / (0.55 * m)))
    ends, hearts = PathBuilder(), PathBuilder()
    for k in range(count):
        x = left + (right - left) * (k + 0.5) / count
        ends.addCircle(x, eave + 0.13 * m, 0.1 * m)
        hearts.addCircle(x, eave + 0.13 * m, 0.05 * m)
    canvas.drawPath(ends.detach(), fill(stage.lit("#f0c060", depth)))
    canvas.drawPath(hearts.detach(), fill(stage.lit("#c8483c", depth)))


def _pagoda(x: float, z: float) -> Piece:
    """Three storeys of stone."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, foot = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z)
        growth.tree_shadow(stage, x, z, 1.4)
        stone = stage.lit("#eef2f8" if stage.snowy else "#b0aa9c", 0.92)
        canvas.drawRect(rect(px - 1.1 * m, foot - 0.6 * m, px + 1.1 * m, foot), fill(darker(stone, 0.2)))
        canvas.drawRect(
            rect(px - 1.1 * m, foot - 0.6 * m, px + 1.1 * m, foot - 0.5 * m), fill(lighter(stone, 0.2))
        )
        y = foot - 0.6 * m
        for k in range(3):
            half, tall = (0.62 - 0.12 * k) * m, (0.85 - 0.18 * k) * m
            canvas.drawRect(rect(px - half, y - tall, px + half, y), fill(stone))
            canvas.drawRect(rect(px + half * 0.35, y - tall, px + half, y), fill(darker(stone, 0.28)))
            canvas.drawRect(
                rect(px - half * 0.4, y - tall * 0.8, px + half * 0.1, y), fill(darker(stone, 0.12))
            )
            eave = [
                (px - half * 1.75, y - tall - 0.12 * m),
                (px, y - tall),
                (px + half * 1.75, y - tall - 0.12 * m),
            ]
            top = [(px + half * 1.0, y - tall - 0.36 * m), (px - half * 1.0, y - tall - 0.36 * m)]
            canvas.drawPath(polygon([*eave, *top]), fill(darker(stone, 0.1)))
            canvas.drawPath(ribbon(top, [0.03 * m, 0.03 * m], 2, False), fill(stage.palette.rim, 0.7))
            y -= tall + 0.34 * m
        canvas.drawPath(
            ribbon([(px, y), (px, y - 0.8 * m)], [0.07 * m, 0.02 * m], 2, False), fill(darker(stone, 0.3))
        )

    return Piece(x, z, 0.9, draw)


def _lantern(x: float, z: float) -> Piece:
    """A stone lantern; lit in the dark."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, y = camera.point(x, 0.0, z)
        m, stone = camera.scale_at(x, z), stage.lit("#a8a498", 0.9)
        for half, low, high in ((0.45, 0.0, 0.2), (0.16, 0.2, 1.1), (0.4, 1.1, 1.25), (0.28, 1.25, 1.7)):
            canvas.drawRect(rect(px - half * m, y - high * m, px + half * m, y - low * m), fill(stone))
            canvas.drawRect(
                rect(px + half * 0.3 * m, y - high * m, px + half * m, y - low * m), fill(darker(stone, 0.22))
            )
        cap: list[XY] = [(px - 0.6 * m, y - 1.65 * m), (px, y - 2.15 * m), (px + 0.6 * m, y - 1.65 * m)]
        canvas.drawPath(polygon(cap), fill(darker(stone, 0.2)))
        if stage.dark or stage.wet:
            glow(canvas, px, y - 1.47 * m, m * 2.2, stage.palette.lamp, 0.7)
        canvas.drawRect(
            rect(px - 0.15 * m, y - 1.62 * m, px + 0.15 * m, y - 1.33 * m), fill(stage.palette.lamp)
        )

    return Piece(x, z, 0.4, draw)


# ---- a church and its graves


def church(stage: Stage) -> None:
    """A steeple over the churchyard: graves left and right of the way, yews, an iron fence behind."""
    heritage.backdrop(stage, 2)
    green = growth.earth(stage, "#6f9a56")
    roughness(stage, green)
    gravel = stage.lit("#e8eef6" if stage.snowy else "#c0b49a", 0.9)
    way = [(0.9 * math.sin(k / 2.4), 1.0 * k) for k in range(-26, 16)]
    growth.way(stage, way, 1.0, darker(gravel, 0.15))
    growth.way(stage, way, 0.86, gravel)
    pieces = [_steeple(0.0, 16.0)]
    pieces += [_grave(x, z, k) for k, (x, z) in enumerate(_GRAVES)]
    pieces += [
        growth.pine(x, z, g)
        for x, z, g in ((-8.0, 12.0, 1.6), (8.5, 10.5, 1.4), (-10.0, -9.0, 1.6), (9.0, -12.0, 1.5))
    ]
    pieces += [
        growth.grown(6.5, -5.0, 6.0),
        growth.grown(-12.0, 2.0, 6.5),
        growth.bush(3.4, 8.0, 0.8),
        growth.bush(-3.8, 9.0, 0.9),
    ]
    furnish(stage, pieces)
    horizon, height = stage.horizon, stage.height
    share = 0.5 if stage.dark else 0.3
    fog(
        stage.canvas,
        0,
        horizon - height * 0.02,
        stage.width,
        height * 0.14,
        stage.palette.haze,
        ((0, 0), (0.5, share), (1, 0)),
    )


_GRAVES = (
    *((-2.6, 4.0), (-4.6, 5.4), (-3.2, 7.4), (2.8, 4.6), (4.7, 6.2), (3.0, 7.6), (-6.6, 3.0), (6.4, 3.4)),
    *((-3.0, -4.0), (-5.2, -5.4), (3.2, -4.4), (4.8, -7.4), (-3.4, -8.4), (-7.5, -2.0), (7.4, 0.4)),
)


def _grave(x: float, z: float, k: int) -> Piece:
    """A stone or a cross on its mound; in Korea a round barrow with a stone before it."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, y = camera.point(x, 0.0, z)
        m, stone = camera.scale_at(x, z), stage.lit("#9a9aa0", 0.9)
        canvas.drawOval(
            rect(px - 0.6 * m, y - 0.1 * m, px + 0.8 * m, y + 0.12 * m), fill(stage.palette.shade, 0.35)
        )
        if stage.korean:
            turf = stage.lit("#eef3fa" if stage.snowy else "#7aa458", 0.9)
            mound = [
                (px - 0.9 * m, y),
                (px - 0.7 * m, y - 0.6 * m),
                (px, y - 0.85 * m),
                (px + 0.7 * m, y - 0.6 * m),
                (px + 0.9 * m, y),
            ]
            canvas.drawPath(curve(mound, tension=0.14), fill(turf))
            canvas.drawPath(curve([(px, y), *mound[2:]], tension=0.14), fill(darker(turf, 0.2)))
            canvas.drawRect(rect(px - 0.14 * m, y - 0.5 * m, px + 0.14 * m, y + 0.04 * m), fill(stone))
            return
        if k % 3 == 1:
            for box_ in ((-0.08, 0.0, 0.08, 1.15), (-0.34, 0.72, 0.34, 0.88)):
                canvas.drawRect(
                    rect(px + box_[0] * m, y - box_[3] * m, px + box_[2] * m, y - box_[1] * m), fill(stone)
                )
            canvas.drawRect(rect(px + 0.02 * m, y - 1.15 * m, px + 0.08 * m, y), fill(darker(stone, 0.3)))
            return
        shape = [
            (px - 0.34 * m, y),
            (px - 0.34 * m, y - 0.62 * m),
            (px, y - 0.92 * m),
            (px + 0.34 * m, y - 0.62 * m),
            (px + 0.34 * m, y),
        ]
        slab = curve(shape, tension=0.1)
        canvas.drawPath(slab, fill(stone))
        canvas.save()
        canvas.clipPath(slab, True)
        canvas.drawRect(rect(px + 0.18 * m, y - m, px + 0.4 * m, y), fill(darker(stone, 0.28)))
        for row in range(3):
            at = y - (0.58 - 0.13 * row) * m
            canvas.drawRect(
                rect(px - 0.2 * m, at, px + 0.12 * m, at + 0.035 * m), fill(darker(stone, 0.4), 0.8)
            )
        canvas.restore()

    return Piece(x, z, 0.4, draw)


def _steeple(x: float, z: float) -> Piece:
    """A church's front: nave, tower and spire, a rose window, a lit door."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, foot = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z)
        wall, slate = stage.lit("#d8ccb8", 0.8), stage.lit("#eef3fa" if stage.snowy else "#4f5668", 0.8)
        nave = [
            (px - 5.2 * m, foot),
            (px - 5.2 * m, foot - 4.4 * m),
            (px, foot - 7.6 * m),
            (px + 5.2 * m, foot - 4.4 * m),
            (px + 5.2 * m, foot),
        ]
        canvas.drawPath(polygon(nave), fill(wall))
        canvas.drawPath(
            polygon([(px + 1.7 * m, foot), (px + 1.7 * m, foot - 6.5 * m), nave[3], nave[4]]),
            fill(darker(wall, 0.12)),
        )
        canvas.drawPath(
            ribbon(
                [(px - 5.6 * m, foot - 4.1 * m), (px, foot - 7.7 * m), (px + 5.6 * m, foot - 4.1 * m)],
                [0.22 * m] * 3,
                1,
                False,
            ),
            fill(slate),
        )
        tower = [
            (px - 1.7 * m, foot),
            (px - 1.7 * m, foot - 9.4 * m),
            (px + 1.7 * m, foot - 9.4 * m),
            (px + 1.7 * m, foot),
        ]
        canvas.drawPath(polygon(tower), fill(lighter(wall, 0.1)))
        canvas.drawRect(rect(px + 0.8 * m, foot - 9.4 * m, px + 1.7 * m, foot), fill(darker(wall, 0.2)))
        spire = [(px - 2.0 * m, foot - 9.3 * m), (px, foot - 15.0 * m), (px + 2.0 * m, foot - 9.3 * m)]
        canvas.drawPath(polygon(spire), fill(slate))
        canvas.drawPath(
            polygon([spire[1], spire[2], (px + 0.5 * m, foot - 9.3 * m)]), fill(darker(slate, 0.3))
        )
        for a, b, c, d in ((-0.06, 15.0, 0.06, 16.4), (-0.4, 15.75, 0.4, 15.9)):
            canvas.drawRect(
                rect(px + a * m, foot - d * m, px + c * m, foot - b * m), fill(darker(slate, 0.3))
            )
        lit = stage.dark or stage.wet
        glass = stage.palette.lamp if lit else mix(stage.tone(0.6), "#4a6aa0", 0.5)
        if lit:
            glow(canvas, px, foot - 2.0 * m, 4.6 * m, stage.palette.lamp, 0.55)
        canvas.drawCircle(px, foot - 6.2 * m, 0.95 * m, fill(darker(wall, 0.35)))
        canvas.drawCircle(px, foot - 6.2 * m, 0.78 * m, fill(glass))
        for dx in (-3.4, 3.4):
            _pointed(stage, px + dx * m, foot - 1.2 * m, 0.55 * m, 2.2 * m, glass)
        _pointed(
            stage, px, foot, 0.85 * m, 2.7 * m, stage.palette.lamp if lit else stage.lit("#6a4430", 0.85)
        )
        _pointed(stage, px, foot - 7.7 * m, 0.4 * m, 1.2 * m, darker(wall, 0.55))

    return Piece(x, z, 4.0, draw)


def _pointed(
    stage: Stage, x: float, low: float, half: float, tall: float, colour: tuple[int, int, int]
) -> None:
    """A Gothic opening in its frame."""
    for grow, tone in ((1.25, darker(colour, 0.5)), (1.0, colour)):
        h, t = half * grow, tall * (0.9 + 0.1 * grow)
        arch = PathBuilder()
        arch.moveTo(x - h, low)
        arch.lineTo(x - h, low - t * 0.55)
        arch.quadTo(x - h, low - t * 0.82, x, low - t)
        arch.quadTo(x + h, low - t * 0.82, x + h, low - t * 0.55)
        arch.lineTo(x + h, low)
        arch.close()
        stage.canvas.drawPath(arch.detach(), fill(tone))
