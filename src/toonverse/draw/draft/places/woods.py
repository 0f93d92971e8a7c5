"""A wood one can walk about in: a path between the trunks, a log and rocks, a brook, a bright edge behind."""

import math
from collections.abc import Sequence

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    Rgb,
    add_polygon,
    darker,
    fill,
    lighter,
    mix,
    rect,
    ribbon,
)
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.palette import Palette
from toonverse.draw.draft.places import growth
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.places.land import grass, leaf, light_shafts
from toonverse.draw.draft.sky import light_x, ridge
from toonverse.draw.draft.stage import Stage

# how far off the trunks of a plane begin, m, and where their colour lies on the ramp
_PLANES: tuple[tuple[float, float], ...] = ((24.0, 0.16), (14.0, 0.32), (8.0, 0.52), (4.6, 0.74), (0.0, 0.95))
_STEP_M, _REACH = 2.7, 10


def forest(stage: Stage) -> None:
    """Five depths of trunks in green air; each side of it its own: path, log, brook, the way out."""
    palette = stage.palette.leaning("#4fa88a" if not stage.snowy else "#9ab4c8", 0.72)
    width, height, horizon = stage.width, stage.height, stage.horizon
    air = palette.ramp
    line = min(0.9, max(0.3, horizon / height))
    vertical_gradient(
        stage.layer,
        [(0, mix(air[1], air[0], 0.5)), (line * 0.6, lighter(air[0], 0.22)), (line, air[0]), (1, air[1])],
    )
    glow(stage.canvas, light_x(stage), height * 0.16, width * 0.8, palette.glow, 0.7, 1.6)
    if abs(stage.camera.yaw_deg) > 90:  # the wood's edge
        edge = stage.camera.point(0.0, 1.5, -26.0)
        glow(stage.canvas, *edge, width * 0.62, lighter(palette.glow, 0.3), 0.95, 1.3)
    far = round(stage.camera.yaw_deg / 30)
    ridge(
        stage, horizon - height * 0.012, height * 0.03, palette.tone(0.13), ("far", far), height, 40, (30, 70)
    )
    _floor(stage, palette)
    veil = ((0.0, 0.0), (0.5, 0.75), (1.0, 0.0))
    fog(stage.canvas, 0, horizon - 0.06 * height, width, 0.14 * height, lighter(air[0], 0.2), veil)
    trunks = _standing(stage)
    for k, (nearest, depth) in enumerate(_PLANES):
        farthest = _PLANES[k - 1][0] if k else 60.0
        plane = [one for one in trunks if nearest <= one[0] < farthest]
        _plane(stage, k, plane, palette.tone(depth), palette.rim)
        if k < 4:
            foot = horizon + stage.camera.eye_m * stage.camera.focal_px / max(4.0, nearest)
            veil = ((0.0, 0.0), (0.62, 0.36 - 0.07 * k), (1.0, 0.0))
            fog(stage.canvas, 0, foot - 0.26 * height, width, 0.36 * height, air[0], veil)
        if k == 2:
            furnish(stage, _things())
    if stage.light in ("day", "dawn", "sunset") and stage.weather in ("clear", "wind", "unknown"):
        light_shafts(stage, 0.15)
    if not stage.snowy:
        grass(stage, height * 0.995, 90, (20, 60), palette.tone(0.95), palette.tone(0.62))
    _motes(stage, palette.rim)


def _path(z: float) -> float:
    """x of the path's middle."""
    return 0.9 * math.sin(z / 5.0)


def _floor(stage: Stage, palette: Palette) -> None:
    """Moss and leaves, the path, the brook, spots of sun."""
    canvas, horizon, height = stage.canvas, stage.horizon, stage.height
    near = stage.lit("#eaf1fa", 0.95) if stage.snowy else palette.tone(0.7)
    canvas.drawRect(rect(-5, horizon, stage.width + 5, height + 5), fill(mix(near, palette.tone(0.35), 0.35)))
    low = max(40.0, height - horizon)
    fog(canvas, 0, horizon, stage.width, low, palette.tone(0.95), ((0, 0), (0.3, 0.2), (1, 0.75)))
    trodden = stage.lit("#f4f8fc" if stage.snowy else "#b89a6c", 0.8)
    middle = [(_path(z), float(z)) for z in range(-40, 61, 2)]
    growth.way(stage, middle, 0.95, mix(trodden, palette.tone(0.6), 0.35), 0.55)
    growth.way(stage, middle, 0.7, mix(trodden, palette.tone(0.4), 0.2), 0.8)
    brook = [(6.2 + 1.1 * math.sin(z / 4.0), float(z)) for z in range(-40, 61, 2)]
    growth.way(stage, brook, 1.25, darker(palette.tone(0.8), 0.2))
    growth.way(stage, brook, 1.05, mix(palette.tone(0.15), palette.sky[1][1], 0.3))
    growth.way(stage, brook, 0.35, lighter(palette.tone(0.1), 0.35), 0.6)
    chance, spots = stage.chance("dapple"), PathBuilder()
    for _ in range(70):
        x, z = chance.uniform(-9, 9), chance.uniform(-9, 12)
        if stage.camera.ahead(x, z) < 1.0:
            continue
        px, py = stage.camera.point(x, 0.0, z)
        m = stage.camera.scale_at(x, z) * chance.uniform(0.08, 0.34)
        spots.addOval(rect(px - m, py - m * 0.26, px + m, py + m * 0.26))
    if stage.light != "night" and not stage.wet:
        canvas.drawPath(spots.detach(), fill(palette.rim, 0.26))
    else:
        canvas.drawPath(spots.detach(), fill(palette.tone(0.95), 0.4))


def _standing(stage: Stage) -> list[tuple[float, float, float, int]]:
    """(how far ahead, m; aside, m; half the trunk's width, m; number) of each trunk in sight."""
    chance, camera = stage.chance("trunks"), stage.camera
    found: list[tuple[float, float, float, int]] = []
    for k in range((2 * _REACH + 1) ** 2):
        x = (k % (2 * _REACH + 1) - _REACH + chance.uniform(-0.42, 0.42)) * _STEP_M
        z = (k // (2 * _REACH + 1) - _REACH + chance.uniform(-0.42, 0.42)) * _STEP_M
        half = chance.uniform(0.13, 0.34)
        clear = abs(x - _path(z)) < 1.7 or abs(x - 6.2) < 2.0 or math.hypot(x, z) < 2.6
        if clear or (z < -15 and abs(x) < 9):
            continue
        ahead, aside = camera.ahead(x, z), camera.aside(x, z)
        near = ahead < camera.distance_m + 0.8
        if ahead < 1.0 or (near and abs(aside) < 1.1):
            continue
        scale = camera.focal_px / ahead
        if abs(aside) * scale < stage.width * 0.62 and half * scale < stage.width * 0.09:
            found.append((ahead, aside, half, k))
    return found


def _plane(
    stage: Stage, k: int, trunks: Sequence[tuple[float, float, float, int]], tone: Rgb, rim: Rgb
) -> None:
    """The trunks of one depth with what grows at their feet and the leaves over them."""
    camera, canvas, height = stage.camera, stage.canvas, stage.height
    wood, lit, shrubs = PathBuilder(), PathBuilder(), PathBuilder()
    side = 1 if light_x(stage) > stage.width / 2 else -1
    for ahead, aside, half_m, number in trunks:
        scale, chance = camera.focal_px / ahead, stage.chance("trunk", number)
        x, y, half = camera.centre + aside * scale, camera.horizon + camera.eye_m * scale, half_m * scale
        lean = chance.uniform(-0.06, 0.06) * y
        corners = [(x - half * 1.7, y + half * 0.3), (x - half, y - half * 2), (x - half * 0.7 + lean, -20.0)]
        add_polygon(
            wood,
            [
                *corners,
                (x + half * 0.7 + lean, -20.0),
                (x + half, y - half * 2),
                (x + half * 1.7, y + half * 0.3),
            ],
        )
        edge, inner = (x + side * half, y - half * 2), (x + side * half * 0.62, y - half * 2)
        tips = ((x + side * half * 0.42 + lean, -20.0), (x + side * half * 0.7 + lean, -20.0))
        add_polygon(lit, [edge, inner, *tips])
        _boughs(wood, (x + lean * 0.6, y), half, chance.random(), height)
        if chance.random() < 0.75:
            _shrub(shrubs, x + chance.uniform(-1, 1) * 0.8 * scale, y, scale * chance.uniform(0.25, 0.5))
    canvas.drawPath(wood.detach(), fill(tone))
    if k > 1:
        canvas.drawPath(lit.detach(), fill(rim, 0.12 + 0.1 * k))
    leafy = "#f4f8ff" if stage.snowy else "#b8e07a"
    canvas.drawPath(shrubs.detach(), fill(mix(tone, leafy, 0.3 if stage.snowy else 0.14)))
    _canopy(stage, k, mix(tone, leafy, 0.3 if stage.snowy else 0.16))


def _boughs(path: PathBuilder, at: XY, half: float, turn: float, height: float) -> None:
    (x, y), side = at, 1 if turn < 0.5 else -1
    for share in (0.30, 0.52):
        up = y - (y + 0.08 * height) * (share + 0.3 * turn)
        bough = [
            (x, up - half * 0.1),
            (x + side * half * 4.2, up - half * 2.6),
            (x + side * half * 4.4, up - half * 2.4),
            (x, up + half * 0.5),
        ]
        add_polygon(path, bough if side > 0 else bough[::-1])
        side = -side


def _shrub(path: PathBuilder, x: float, y: float, size: float) -> None:
    """Ferns: blades that spread from one root."""
    for k in range(7):
        a = math.pi * (0.12 + 0.76 * k / 6)
        tip = (x + size * 1.3 * math.cos(a), y - size * math.sin(a))
        path.moveTo(x - size * 0.1, y + 2)
        path.quadTo(x + size * 0.5 * math.cos(a), y - size * 0.95 * math.sin(a), *tip)
        path.quadTo(x + size * 0.6 * math.cos(a), y - size * 0.6 * math.sin(a), x + size * 0.1, y + 2)
        path.close()


def _canopy(stage: Stage, k: int, colour: Rgb) -> None:
    chance, leaves = stage.chance("canopy", k, round(stage.camera.yaw_deg / 30)), PathBuilder()
    for _ in range((90, 80, 60, 46, 26)[k]):
        y = chance.random() ** 1.8 * stage.height * (0.14 + 0.05 * k)
        size = chance.uniform(14, 32) * (1 + 0.5 * k)
        leaf(leaves, chance.random() * stage.width, y, size, chance.uniform(0, math.pi))
    stage.canvas.drawPath(leaves.detach(), fill(colour))


def _things() -> list[Piece]:
    pieces = [growth.rock(x, z, size, "#7a8a80") for x, z, size in _ROCKS]
    return [*pieces, _log((-5.4, 2.4), (-2.5, 3.4)), _log((2.6, -5.6), (4.6, -4.4))]


_ROCKS = (
    (2.7, 3.6, 0.6),
    (3.6, 4.4, 0.9),
    (4.4, -2.2, 0.5),
    (-3.4, -3.6, 0.7),
    (-5.8, 0.2, 1.0),
    (4.7, 1.0, 0.45),
)


def _log(start: XY, end: XY) -> Piece:
    """A fallen trunk with moss on it."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        if min(camera.ahead(*start), camera.ahead(*end)) < 0.8:
            return
        ends = [camera.point(x, 0.26, z) for x, z in (start, end)]
        widths = [0.3 * camera.scale_at(*start), 0.26 * camera.scale_at(*end)]
        bark = stage.lit("#6a5040", 0.85)
        shadow = [(x, y + w) for (x, y), w in zip(ends, widths, strict=True)]
        canvas.drawPath(ribbon(shadow, [w * 0.6 for w in widths], 3), fill(stage.palette.shade, 0.4))
        canvas.drawPath(ribbon(ends, widths, 3), fill(darker(bark, 0.3)))
        top = [(x, y - w * 0.4) for (x, y), w in zip(ends, widths, strict=True)]
        moss = stage.lit("#eef4fa" if stage.snowy else "#6f9a52", 0.85)
        canvas.drawPath(ribbon(top, [w * 0.55 for w in widths], 3), fill(bark))
        upper = [(x, y - w * 0.72) for (x, y), w in zip(ends, widths, strict=True)]
        canvas.drawPath(ribbon(upper, [w * 0.26 for w in widths], 3), fill(moss))
        near = 0 if widths[0] > widths[1] else 1
        (x, y), w = ends[near], widths[near]
        for share, tone in ((1.0, darker(bark, 0.4)), (0.86, lighter(bark, 0.4)), (0.5, lighter(bark, 0.2))):
            canvas.drawOval(
                rect(x - w * 0.5 * share, y - w * share, x + w * 0.5 * share, y + w * share), fill(tone)
            )

    return Piece((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, 1.4, draw)


def _motes(stage: Stage, rim: Rgb) -> None:
    chance = stage.chance("motes")
    for _ in range(20):
        at = (chance.random() * stage.width, chance.random() * stage.height * 0.9)
        stage.canvas.drawCircle(*at, chance.uniform(6, 30), fill(rim, chance.uniform(0.06, 0.18)))
