"""Woods, mountains, fields; and nowhere in particular."""

import math
from dataclasses import replace

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    Rgb,
    Shape,
    add_polygon,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    ribbon,
)
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.sky import birds, cumulus, draw_sky, haze_band, ridge, sun_place
from toonverse.draw.draft.stage import Stage

_LEAF = "#3f8f5f"


def grass(stage: Stage, y: float, count: int, tall: XY, dark: Rgb, light: Rgb) -> None:
    """Blades along y and below, two tones."""
    chance = stage.chance("grass", y)
    low, high = PathBuilder(), PathBuilder()
    for _ in range(count):
        x, base = chance.uniform(-10, stage.width + 10), y + chance.uniform(-4, 10)
        size, lean = chance.uniform(*tall), chance.uniform(-0.8, 0.5)
        path = high if chance.random() < 0.3 else low
        path.moveTo(x - size * 0.08, base + 3)
        path.quadTo(x + lean * size * 0.2, base - size * 0.6, x + lean * size, base - size)
        path.quadTo(x + lean * size * 0.2 + size * 0.1, base - size * 0.5, x + size * 0.08, base + 3)
        path.close()
    stage.canvas.drawPath(low.detach(), fill(dark))
    stage.canvas.drawPath(high.detach(), fill(light))


def leaf(path: Shape, x: float, y: float, size: float, angle: float) -> None:
    dx, dy = math.cos(angle), math.sin(angle)
    path.moveTo(x - size * dx, y - size * dy)
    path.quadTo(x + size * 0.45 * dy, y - size * 0.45 * dx, x + size * dx, y + size * dy)
    path.quadTo(x - size * 0.45 * dy, y + size * 0.45 * dx, x - size * dx, y - size * dy)
    path.close()


def light_shafts(stage: Stage, alpha: float) -> None:
    chance, shafts = stage.chance("shafts"), PathBuilder()
    x, _ = sun_place(stage)
    slope = -0.55 if x > stage.width / 2 else 0.55
    for i in range(6):
        left = x + (i - 2.5) * stage.width * 0.16
        wide = chance.uniform(0.03, 0.09) * stage.width
        add_polygon(
            shafts,
            [
                (left, -10),
                (left + wide, -10),
                (left + slope * stage.height + wide * 1.6, stage.height),
                (left + slope * stage.height, stage.height),
            ],
        )
    stage.canvas.drawPath(shafts.detach(), fill(stage.palette.rim, alpha))


def _grown(stage: Stage, depth: float, colour: str, share: float) -> Rgb:
    """A slope's tone with what grows on it, where there is light enough to see it."""
    if stage.light not in ("day", "dawn"):
        return stage.tone(depth)
    return mix(stage.tone(depth), darker(stage.lit(colour, 0.9), depth * 0.25), share)


def ledge(stage: Stage) -> None:
    """A rock shelf whose edge falls away on one side."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    y = min(stage.camera.ground - height * 0.02, height * 0.95)
    top: list[XY] = [
        (-30, y + 10),
        (0.12 * width, y - 6),
        (0.3 * width, y + 4),
        (0.5 * width, y - 3),
        (0.66 * width, y + 2),
        (0.80 * width, y - 2),
        (0.90 * width, y + 12),
    ]
    low = height - y
    side: list[XY] = [
        (0.86 * width, y + low * 0.12),
        (0.895 * width, y + low * 0.22),
        (0.82 * width, y + low * 0.40),
        (0.84 * width, y + low * 0.58),
        (0.74 * width, y + low * 1.1),
    ]
    canvas.save()
    shape = polygon([*top, *side, (-30, height + 40)])
    canvas.drawPath(shape, fill(stage.tone(0.9)))
    canvas.clipPath(shape, True)
    face = [
        (0.85 * width, y + low * 0.10),
        (0.6 * width, y + low * 0.12),
        (0.4 * width, y + low * 0.2),
        (0.2 * width, y + low * 0.14),
        (-30, y + low * 0.22),
    ]
    canvas.drawPath(polygon([*top, *face]), fill(mix(stage.tone(0.62), "#8a7a5a", 0.25)))
    chance = stage.chance("facets")
    for _ in range(26):
        x, fy = chance.uniform(-0.02, 0.8) * width, y + low * chance.uniform(0.2, 1)
        s = chance.uniform(36, 120)
        facet = [
            (x, fy),
            (x + s * 0.4, fy - s * 0.2),
            (x + s * 0.56, fy + s * chance.uniform(0.5, 1.1)),
            (x + s * 0.18, fy + s * 1.2),
        ]
        light = chance.random() < 0.38
        canvas.drawPath(polygon(facet), fill(stage.tone(0.72 if light else 1.0), 0.7))
    canvas.restore()
    canvas.drawPath(ribbon(top[1:], [0.5, 2, 3, 4, 1], 5, False), fill(stage.palette.rim))
    grass(stage, y, 60, (8, 28), stage.tone(0.85), mix(stage.tone(0.4), stage.palette.rim, 0.3))


def tree(stage: Stage, x: float, y: float, size: float, name: object = "") -> None:
    """A broad tree: trunk, boughs, clumps of leaves; the same `name` grows the same in every panel."""
    canvas = stage.canvas
    bark = stage.lit("#5a4034", 0.9)
    canvas.drawPath(
        ribbon(
            [(x, y), (x + size * 0.02, y - size * 0.3), (x - size * 0.03, y - size * 0.62)],
            [size * 0.055, size * 0.035, size * 0.02],
            6,
        ),
        fill(bark),
    )
    for side in (-1, 1):
        canvas.drawPath(
            ribbon(
                [(x, y - size * 0.34), (x + side * size * 0.16, y - size * 0.55)],
                [size * 0.025, size * 0.01],
                4,
            ),
            fill(bark),
        )
    _crown(stage, (x - size * 0.02, y - size * 0.66), size * 0.30, name or round(x))


def _crown(stage: Stage, at: XY, reach: float, name: object) -> None:
    """A tree's leaves: clumps in four tones from the shaded foot to the lit top, with leaves at the edges."""
    canvas, chance, (x, y) = stage.canvas, stage.chance("crown", name), at
    colour = {"snow": "#dfe9f6"}.get(stage.weather, "#d87a4a" if stage.light == "sunset" else _LEAF)
    base = stage.lit(colour, 0.85)
    side = 1 if sun_place(stage)[0] > x else -1
    clumps = [
        (0.0, -0.35, 0.62),
        (-0.62, 0.0, 0.52),
        (0.62, 0.02, 0.52),
        (0.0, 0.12, 0.66),
        (-0.3, -0.62, 0.42),
    ]
    clumps += [(0.36, -0.6, 0.44), (-0.95, 0.2, 0.3), (0.95, 0.22, 0.3)]
    clumps = [(dx + chance.uniform(-0.1, 0.1), dy + chance.uniform(-0.1, 0.1), r) for dx, dy, r in clumps]
    tones = (
        (0.0, 0.10, 1.0, mix(darker(base, 0.42), stage.palette.shade, 0.3)),
        (0.04, -0.04, 0.92, darker(base, 0.16)),
        (0.12, -0.16, 0.72, base),
        (0.2, -0.28, 0.46, lighter(mix(base, stage.palette.rim, 0.2), 0.16)),
    )
    for dx, dy, share, tone in tones:
        blob = PathBuilder()
        for cx, cy, r in clumps:
            px, py = x + (cx + side * dx * r) * reach, y + (cy + dy * r) * reach
            blob.addCircle(px, py, r * share * reach)
            for _ in range(5):
                a = chance.uniform(0, math.tau)
                d = r * share * reach
                leaf(
                    blob, px + d * math.cos(a), py + d * math.sin(a), reach * 0.13, chance.uniform(0, math.pi)
                )
        canvas.drawPath(blob.detach(), fill(tone))


def nowhere(stage: Stage) -> None:
    """No place in particular: a wide sky with heaped clouds, a low edge of hills, mist where one stands."""
    width, height, turn = stage.width, stage.height, round(stage.camera.yaw_deg / 30)
    low = max(stage.horizon, height * 0.6)
    canvas = stage.canvas
    airy = replace(stage, camera=replace(stage.camera, horizon=low))
    canvas.save()
    if stage.mirrored:
        canvas.translate(width, 0)
        canvas.scale(-1, 1)
    draw_sky(airy, clouds=3)
    chance, light = stage.chance("heaps", turn), sun_place(airy)[0]
    if stage.weather in ("clear", "wind", "unknown"):
        for _ in range(3):
            at = (chance.uniform(0.0, 1.0) * width, low * chance.uniform(0.55, 0.95))
            size = width * chance.uniform(0.4, 0.7)
            cumulus(canvas, at, (size, size * chance.uniform(0.28, 0.42)), stage.palette, chance, light)
    canvas.restore()
    haze_band(airy, low - height * 0.1, height * 0.14, 0.0, 0.8)
    for k, depth in enumerate((0.26, 0.42, 0.58)):
        tone = _grown(stage, depth, "#7fae66" if not stage.snowy else "#d8e4f0", 0.35 + 0.1 * k)
        y = low + (height - low) * (0.02 + 0.2 * k)
        ridge(stage, y, height * 0.016, tone, ("hill", k, turn), height)
        haze_band(stage, y - height * 0.01, max(40.0, (height - low) * 0.3), max(0.0, depth - 0.3), 0.6)
    fog(
        canvas,
        0,
        low,
        width,
        max(40.0, height - low),
        lighter(stage.tone(0.12), 0.3),
        ((0, 0.1), (0.7, 0.5), (1, 0.62)),
    )
    birds(stage, width * 0.3, low * 0.4)
    path = PathBuilder()
    for _ in range(14):
        leaf(
            path,
            chance.random() * width,
            chance.random() * height,
            chance.uniform(6, 15),
            chance.uniform(0, 3.14),
        )
    canvas.drawPath(path.detach(), fill(lighter(stage.palette.rim, 0.3), 0.85))
