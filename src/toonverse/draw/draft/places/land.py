"""Woods, mountains, fields; and nowhere in particular."""

import math

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
    sampled,
)
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.sky import birds, draw_sky, haze_band, peaks, ridge, sun_place
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


def forest(stage: Stage) -> None:
    """Four depths of trunks in green air."""
    palette = stage.palette.leaning("#4fa88a" if stage.weather != "snow" else "#9ab4c8", 0.72)
    width, height = stage.width, stage.height
    air = palette.ramp
    vertical_gradient(stage.layer, [(0, lighter(air[0], 0.25)), (0.35, air[0]), (0.7, air[1]), (1, air[3])])
    x, _ = sun_place(stage)
    glow(stage.canvas, x, height * 0.16, width * 0.8, palette.glow, 0.7, 1.6)
    for k in range(4):
        depth = (0.16, 0.36, 0.58, 0.84)[k]
        _trunks(stage, k, palette.tone(depth), palette.rim)
        base = height * (0.60 + 0.075 * k)
        fog(
            stage.canvas,
            0,
            base - 0.20 * height,
            width,
            0.34 * height,
            air[0],
            ((0, 0), (0.6, 0.42 - 0.08 * k), (1, 0)),
        )
    ground = height * 0.86
    if stage.snowy:
        drift = [
            (-20.0, ground + 6),
            (width * 0.3, ground - 16),
            (width * 0.7, ground + 10),
            (width + 20.0, ground - 8),
        ]
        drift += [(width + 20.0, height + 20.0), (-20.0, height + 20.0)]
        stage.canvas.drawPath(polygon(drift), fill(stage.lit("#eaf1fa", 0.95)))
        fog(stage.canvas, 0, ground, width, height - ground, palette.tone(0.6), ((0, 0.0), (1, 0.4)))
    else:
        fog(stage.canvas, 0, ground, width, height - ground, palette.tone(0.95), ((0, 0.1), (1, 0.7)))
        grass(stage, ground, 150, (16, 46), palette.tone(0.92), palette.tone(0.5))
    if stage.light in ("day", "dawn", "sunset") and stage.weather in ("clear", "wind", "unknown"):
        light_shafts(stage, 0.14)
    chance = stage.chance("motes")
    for _ in range(22):
        size = chance.uniform(8, 34)
        stage.canvas.drawCircle(
            chance.random() * width,
            chance.random() * height * 0.9,
            size,
            fill(palette.rim, chance.uniform(0.06, 0.2)),
        )


def _trunks(stage: Stage, k: int, colour: Rgb, rim: Rgb) -> None:
    chance = stage.chance("trunks", k)
    width, height = stage.width, stage.height
    base, path = height * (0.62 + 0.075 * k), PathBuilder()
    edges: list[list[XY]] = []
    count = (11, 8, 5, 3)[k]
    for i in range(count):
        x = (i + chance.uniform(0.1, 0.9)) / count * width
        half = (14, 26, 44, 74)[k] * chance.uniform(0.8, 1.2)
        lean = chance.uniform(-30, 30)
        add_polygon(
            path,
            [
                (x - half, base + 40),
                (x - half * 0.42, base - 30),
                (x - half * 0.30 + lean, -20),
                (x + half * 0.30 + lean, -20),
                (x + half * 0.42, base - 30),
                (x + half, base + 40),
            ],
        )
        edges.append(
            [
                (x + half * 0.42, base - 30),
                (x + half * 0.36 + lean * 0.5, base * 0.5),
                (x + half * 0.30 + lean, -20),
            ]
        )
        for _ in range(2):
            y, side = chance.uniform(0.06, 0.4) * height, chance.choice((-1, 1))
            bough: list[XY] = [
                (x + lean * 0.6, y - half * 0.1),
                (x + side * half * 3.0, y - half * 1.75),
                (x + side * half * 3.2, y - half * 1.6),
                (x + lean * 0.6, y + half * 0.35),
            ]
            add_polygon(path, bough if side > 0 else bough[::-1])
    stage.canvas.drawPath(path.detach(), fill(colour))
    if k > 1:
        for edge in edges:
            stage.canvas.drawPath(ribbon(edge, [1 + k, 1.5 + k, 1 + k], 6, False), fill(rim, 0.6))
    ridge(stage, base, height * 0.018, colour, ("wood", k), height)
    leaves = PathBuilder()
    for _ in range((120, 90, 70, 44)[k]):
        y = chance.random() ** 1.8 * height * (0.16 + 0.05 * k)
        leaf(
            leaves,
            chance.random() * width,
            y,
            chance.uniform(14, 34) * (1 + 0.5 * k),
            chance.uniform(0, math.pi),
        )
    tint = "#f4f8ff" if stage.weather == "snow" else "#d8f090"
    stage.canvas.drawPath(leaves.detach(), fill(mix(colour, tint, 0.3 if stage.weather == "snow" else 0.16)))


def mountain(stage: Stage) -> None:
    """Peaks, misty ridges, and the ledge one stands on."""
    draw_sky(stage, clouds=2)
    height, horizon = stage.height, stage.horizon
    snow = mix("#ffffff", stage.tone(0.1), 0.3)
    peaks(stage, horizon + height * 0.02, height * 0.30, stage.tone(0.26), snow, "far", height)
    haze_band(stage, horizon - height * 0.08, height * 0.14, 0.0, 0.75)
    green = "#5f8f5a" if not stage.snowy else "#c8d6e6"
    peaks(
        stage, horizon + height * 0.06, height * 0.20, _grown(stage, 0.42, green, 0.25), None, "mid", height
    )
    haze_band(stage, horizon - height * 0.0, height * 0.13, 0.1, 0.7)
    near = _grown(stage, 0.58, green, 0.5)
    ridge(stage, horizon + height * 0.075, height * 0.03, near, "a", height, 50, (16, 34))
    haze_band(stage, horizon + height * 0.06, height * 0.13, 0.25, 0.6)
    nearest = _grown(stage, 0.74, green, 0.6)
    ridge(stage, horizon + height * 0.15, height * 0.035, nearest, "b", height, 50, (34, 70))
    haze_band(stage, horizon + height * 0.15, height * 0.16, 0.5, 0.6)
    birds(stage, stage.width * 0.7, horizon * 0.55)
    ledge(stage)


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


def field(stage: Stage) -> None:
    """Rolling meadows, a path, a lone tree."""
    draw_sky(stage, clouds=3)
    width, height, horizon = stage.width, stage.height, stage.horizon
    snow = stage.weather == "snow"
    ridge(stage, horizon - height * 0.02, height * 0.045, stage.tone(0.22), "a", height)
    haze_band(stage, horizon - height * 0.03, height * 0.08, 0.05)
    ridge(stage, horizon + height * 0.005, height * 0.02, stage.tone(0.36), "b", height, 40, (10, 22))
    hills = (
        (("#e8d27a", 0.55), ("#9cc060", 0.75), ("#6aa04c", 0.95))
        if not snow
        else (("#f0f4fa", 0.7), ("#e4ecf6", 0.85), ("#d8e4f2", 1))
    )
    low = height - horizon
    for k, (colour, depth) in enumerate(hills):
        y = horizon + low * (0.04 + 0.14 * k)
        bend: list[XY] = [
            (-20, y + low * 0.06 * (1 if k % 2 else -0.4)),
            (width * 0.35, y - low * 0.03),
            (width * 0.7, y + low * 0.03),
            (width + 20, y - low * 0.04 * (1 if k % 2 else -1)),
        ]
        edge = ribbon(bend, [1, 1], 10, False)
        tone = stage.lit(colour, depth)
        canvas = stage.canvas
        canvas.drawPath(
            polygon(
                [
                    *[(float(px), float(py)) for px, py in _along(bend)],
                    (width + 20, height + 9),
                    (-20, height + 9),
                ]
            ),
            fill(tone),
        )
        canvas.drawPath(edge, fill(lighter(tone, 0.35)))
        _furrows(stage, y, k, darker(tone, 0.14))
    path = [
        stage.camera.at(2.2, 0, 6),
        (width * 0.62, horizon + low * 0.3),
        (width * 0.40, horizon + low * 0.6),
        (width * 0.5, height + 40),
    ]
    stage.canvas.drawPath(
        ribbon(path, [4, width * 0.03, width * 0.09, width * 0.22], 8, False),
        fill(stage.lit("#e8cfa0" if not snow else "#f4f6fa", 0.9)),
    )
    tree(stage, width * 0.17, horizon + low * 0.22, height * 0.30)
    grass(
        stage,
        height * 0.985,
        110,
        (24, 70),
        stage.lit("#3f6a3c" if not snow else "#a8b8cc"),
        stage.lit("#8fbf5a" if not snow else "#e8f0fa"),
    )


def _along(bend: list[XY]) -> list[XY]:
    return [(float(x), float(y)) for x, y in sampled(bend, 10)]


def _furrows(stage: Stage, y: float, k: int, colour: Rgb) -> None:
    chance = stage.chance("furrows", k)
    for _ in range(9 + 3 * k):
        x, fy = (
            chance.uniform(0, 1) * stage.width,
            y + (stage.height - stage.horizon) * chance.uniform(0.05, 0.16),
        )
        long = chance.uniform(40, 140)
        stage.canvas.drawPath(
            ribbon([(x, fy), (x + long * 0.5, fy - 5), (x + long, fy - 2)], [0.5, 2.4, 0.4], 5, False),
            fill(colour, 0.8),
        )


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
    """No place in particular: a wide sky with heaped clouds, mist and far hills, petals on the air."""
    draw_sky(stage, clouds=6)
    width, height, horizon = stage.width, stage.height, stage.horizon
    peaks(stage, horizon + height * 0.02, height * 0.13, stage.tone(0.20), None, "far", height)
    haze_band(stage, horizon - height * 0.08, height * 0.14, 0.0, 0.8)
    for k, depth in enumerate((0.30, 0.42, 0.56, 0.7)):
        tone = _grown(stage, depth, "#6f9f5a" if not stage.snowy else "#d8e4f0", 0.3 + 0.1 * k)
        y = horizon + (height - horizon) * (0.04 + 0.22 * k)
        ridge(stage, y, height * 0.022, tone, ("hill", k), height, 40, (10 + 12 * k, 22 + 26 * k))
        haze_band(stage, y - height * 0.015, (height - horizon) * 0.30, depth - 0.22, 0.72)
    birds(stage, width * 0.3, horizon * 0.6)
    chance, path = stage.chance("drift"), PathBuilder()
    for _ in range(16):
        leaf(
            path,
            chance.random() * width,
            chance.random() * height,
            chance.uniform(6, 15),
            chance.uniform(0, 3.14),
        )
    stage.canvas.drawPath(path.detach(), fill(lighter(stage.palette.rim, 0.3), 0.85))
