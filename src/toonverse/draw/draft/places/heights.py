"""Mountains: the ledge over the valley, the path under the cliff, the slope up to the pass."""

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    Rgb,
    add_polygon,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    ribbon,
    sampled,
)
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places.land import grass, ledge
from toonverse.draw.draft.sky import birds, draw_sky, fir, haze_band, peaks, ridge
from toonverse.draw.draft.stage import Stage


def mountain(stage: Stage) -> None:
    """Out over the valley ahead, the cliff's wall to either side, the slope behind."""
    canvas, yaw = stage.canvas, stage.camera.yaw_deg
    canvas.save()
    if yaw < -20:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    if abs(yaw) > 90:
        _slope(stage)
    elif abs(yaw) > 20:
        _cliff(stage)
    else:
        _valley(stage)
    canvas.restore()


def _grown(stage: Stage, depth: float, colour: str, share: float) -> Rgb:
    """A slope's tone with what grows on it, where there is light enough to see it."""
    if stage.light not in ("day", "dawn"):
        return stage.tone(depth)
    return mix(stage.tone(depth), darker(stage.lit(colour, 0.9), depth * 0.25), share)


def _ranges(stage: Stage, name: str) -> None:
    """Three ranges with mist between them."""
    height, horizon = stage.height, stage.horizon
    snow = mix("#ffffff", stage.tone(0.1), 0.3)
    green = "#5f8f5a" if not stage.snowy else "#c8d6e6"
    peaks(stage, horizon + height * 0.02, height * 0.30, stage.tone(0.26), snow, (name, "far"), height)
    haze_band(stage, horizon - height * 0.08, height * 0.14, 0.0, 0.75)
    middle = _grown(stage, 0.42, green, 0.25)
    peaks(stage, horizon + height * 0.06, height * 0.20, middle, None, (name, "mid"), height)
    haze_band(stage, horizon, height * 0.13, 0.1, 0.7)
    near = _grown(stage, 0.58, green, 0.5)
    ridge(stage, horizon + height * 0.075, height * 0.03, near, (name, "a"), height, 50, (16, 34))
    haze_band(stage, horizon + height * 0.06, height * 0.13, 0.25, 0.6)


def _valley(stage: Stage) -> None:
    """Peaks, misty ridges, and the ledge one stands on."""
    draw_sky(stage, clouds=2)
    height, horizon = stage.height, stage.horizon
    _ranges(stage, "valley")
    nearest = _grown(stage, 0.74, "#5f8f5a" if not stage.snowy else "#c8d6e6", 0.6)
    ridge(stage, horizon + height * 0.15, height * 0.035, nearest, "b", height, 50, (34, 70))
    haze_band(stage, horizon + height * 0.15, height * 0.16, 0.5, 0.6)
    birds(stage, stage.width * 0.7, horizon * 0.55)
    ledge(stage)


def _cliff(stage: Stage) -> None:
    """A wall of rock on the right, firs in its cracks; the path along its foot, the drop, the far range."""
    draw_sky(stage, clouds=2)
    width, height, horizon, canvas = stage.width, stage.height, stage.horizon, stage.canvas
    _ranges(stage, "cliff")
    stone = mix(stage.lit("#9a8c80" if not stage.snowy else "#c4ccd8", 0.9), stage.tone(0.6), 0.3)
    foot = min(stage.camera.ground - height * 0.03, height * 0.93)
    base = max(foot - height * 0.1, horizon + height * 0.03)
    edge: list[XY] = [
        (width * 0.5, base),
        (width * 0.55, base - height * 0.16),
        (width * 0.52, base - height * 0.3),
    ]
    edge += [(width * 0.62, base - height * 0.42), (width * 0.6, base - height * 0.58), (width * 0.72, -20.0)]
    wall = polygon([*edge, (width + 20, -20.0), (width + 20, base + 30), (width * 0.5, base + 30)])
    canvas.drawPath(wall, fill(stone))
    canvas.save()
    canvas.clipPath(wall, True)
    chance = stage.chance("strata")
    for k in range(46):
        x, y = width * chance.uniform(0.48, 1.0), height * chance.uniform(-0.02, 0.92)
        size = width * chance.uniform(0.06, 0.2)
        facet = [
            (x, y),
            (x + size, y - size * 0.35),
            (x + size * 0.8, y + size * 0.5),
            (x + size * 0.1, y + size * 0.9),
        ]
        tone = (darker(stone, 0.22), mix(stone, stage.palette.shade, 0.5), lighter(stone, 0.12))[k % 3]
        canvas.drawPath(polygon(facet), fill(tone, 0.65))
    for k in range(7):
        y = height * (0.06 + 0.13 * k)
        seam = [(width * 0.45, y + 30), (width * 0.7, y), (width * 1.05, y - 46)]
        canvas.drawPath(ribbon(seam, [0.5, 4, 2], 4, False), fill(darker(stone, 0.4), 0.6))
    canvas.restore()
    canvas.drawPath(ribbon(edge, [2, 4, 3], 2, False), fill(stage.palette.rim, 0.8))
    _clinging(stage, edge)
    _path(stage, foot, base, stone)


def _clinging(stage: Stage, edge: list[XY]) -> None:
    """Firs where the rock gives them hold."""
    wood, dark = PathBuilder(), stage.lit("#2f5a48" if not stage.snowy else "#b8c8d8", 0.85)
    for k, size in enumerate((0.07, 0.1, 0.06, 0.08)):
        x, y = edge[k + 1]
        for j in range(3):
            fir(wood, x + (j - 0.2) * stage.width * 0.035, y + 8, stage.height * size * (1 - 0.22 * j))
    stage.canvas.drawPath(wood.detach(), fill(mix(dark, stage.tone(0.6), 0.3)))


def _path(stage: Stage, foot: float, base: float, stone: Rgb) -> None:
    """The way at the cliff's foot with posts and a rope at the drop."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    earth = stage.lit("#b8a080" if not stage.snowy else "#eef3fa", 0.92)
    brink: list[XY] = [
        (width * 0.46, base),
        (width * 0.3, base + (foot - base) * 0.4),
        (width * 0.1, foot),
        (-30.0, foot + 24),
    ]
    ground = [*brink, (-30.0, height + 20), (width + 20, height + 20), (width + 20, base - 4)]
    canvas.drawPath(polygon(ground), fill(earth))
    low = max(30.0, height - base)
    fog(canvas, 0, base, width, low, stage.palette.shade, ((0, 0.1), (0.4, 0.0), (1, 0.4)))
    canvas.drawPath(
        polygon(
            [(width * 0.46, base), (width + 20, base - 10), (width + 20, base + 24), (width * 0.6, base + 12)]
        ),
        fill(darker(stone, 0.5), 0.6),
    )
    canvas.drawPath(ribbon(brink, [2, 5, 6, 6], 4, False), fill(darker(earth, 0.4)))
    tops: list[XY] = []
    for k in range(6):
        share = (k / 5) ** 1.5
        x, y = (width * 0.46 + (0.02 - 0.46) * width * share, base + (foot - base) * share)
        tall = height * (0.03 + 0.09 * share)
        canvas.drawPath(
            ribbon([(x, y + 6), (x, y - tall)], [2 + 7 * share, 2 + 6 * share], 2, False),
            fill(stage.lit("#6a4a34", 0.95)),
        )
        tops.append((x, y - tall * 0.8))
    sag = [
        (x, y + (9 if k % 2 else 0))
        for k, (x, y) in enumerate((float(a), float(b)) for a, b in sampled(tops, 2))
    ]
    canvas.drawPath(ribbon(sag, [1, 2, 3.5], 3, False), fill(stage.lit("#c8b48a", 0.95)))
    grass(
        stage,
        height * 0.99,
        70,
        (14, 44),
        darker(earth, 0.4),
        stage.lit("#8fae5a" if not stage.snowy else "#f4f8fc", 0.95),
    )


def _slope(stage: Stage) -> None:
    """Up the mountain: firs and boulders on a steep meadow, a path that winds to the pass."""
    draw_sky(stage, clouds=3)
    width, height, horizon, canvas = stage.width, stage.height, stage.horizon, stage.canvas
    snow = mix("#ffffff", stage.tone(0.1), 0.3)
    peaks(stage, horizon - height * 0.1, height * 0.3, stage.tone(0.3), snow, "summit", height)
    haze_band(stage, horizon - height * 0.2, height * 0.16, 0.05, 0.8)
    foot = min(stage.camera.ground, height * 0.96)
    for k in range(4):
        chance = stage.chance("slope", k)
        left, right = horizon - height * (0.17 - 0.12 * k), horizon - height * (0.05 - 0.1 * k)
        if k % 2:
            left, right = right, left
        right, left = min(right, foot), min(left, foot)
        tone = _grown(stage, 0.4 + 0.15 * k, "#7faa5c" if not stage.snowy else "#e8eef8", 0.5 + 0.1 * k)
        line: list[XY] = [
            (-20.0, left),
            (width * 0.35, left + (right - left) * 0.3 - height * 0.015),
            (width * 0.7, left + (right - left) * 0.75),
        ]
        line.append((width + 20.0, right))
        canvas.drawPath(polygon([*line, (width + 20, height + 20), (-20.0, height + 20)]), fill(tone))
        canvas.drawPath(ribbon(line, [1, 2.5, 1], 5, False), fill(lighter(tone, 0.3)))
        wood = PathBuilder()
        for _ in range(16 - 3 * k):
            t = chance.random()
            fir(
                wood,
                width * t,
                left + (right - left) * t + height * 0.012,
                height * chance.uniform(0.03, 0.055) * (1 + 0.7 * k),
            )
        canvas.drawPath(wood.detach(), fill(mix(darker(tone, 0.38), stage.tone(0.6), 0.25)))
        if k < 3:
            haze_band(stage, min(left, right), height * 0.1, 0.15 + 0.15 * k, 0.4)
    _winding(stage, foot)
    _boulders(stage, foot)
    fog(canvas, 0, height * 0.75, width, height * 0.25, stage.palette.shade, ((0, 0), (1, 0.36)))
    grass(
        stage,
        height * 0.99,
        120,
        (16, 50),
        stage.tone(0.85),
        stage.lit("#9ac060" if not stage.snowy else "#f4f8fc", 0.92),
    )


def _winding(stage: Stage, foot: float) -> None:
    width, height, horizon = stage.width, stage.height, stage.horizon
    rise = foot - (horizon - height * 0.02)
    bends: list[XY] = [
        (width * 0.5, height + 30),
        (width * 0.56, foot - rise * 0.16),
        (width * 0.3, foot - rise * 0.42),
    ]
    bends += [
        (width * 0.62, foot - rise * 0.64),
        (width * 0.46, foot - rise * 0.84),
        (width * 0.56, foot - rise),
    ]
    earth = stage.lit("#dcc498" if not stage.snowy else "#f6f9fd", 0.92)
    wide = [width * w for w in (0.13, 0.095, 0.05, 0.028, 0.014, 0.006)]
    stage.canvas.drawPath(ribbon(bends, [w * 1.14 for w in wide], 8, False), fill(darker(earth, 0.3), 0.7))
    stage.canvas.drawPath(ribbon(bends, wide, 8, False), fill(earth))


def _boulders(stage: Stage, foot: float) -> None:
    chance, canvas = stage.chance("boulders"), stage.canvas
    stone = stage.lit("#8f8a86" if not stage.snowy else "#dfe8f2", 0.9)
    for k in range(7):
        side = 1 if k % 2 else -1
        t = k / 6
        x = stage.width * (0.5 + side * chance.uniform(0.24, 0.46))
        y = stage.horizon + (foot - stage.horizon) * (0.12 + 0.84 * t)
        size = stage.width * (0.02 + 0.07 * t) * chance.uniform(0.8, 1.2)
        body = [
            (x - size, y),
            (x - size * 0.7, y - size * 0.6),
            (x, y - size * 0.85),
            (x + size * 0.7, y - size * 0.5),
            (x + size, y),
        ]
        spot = PathBuilder()
        add_polygon(
            spot, [(x - size * 1.2, y), (x, y + size * 0.2), (x + size * 1.4, y), (x, y - size * 0.2)]
        )
        canvas.drawPath(spot.detach(), fill(stage.palette.shade, 0.35))
        canvas.drawPath(polygon(body), fill(darker(stone, 0.25)))
        canvas.drawPath(
            polygon([body[1], body[2], (x + size * 0.1, y - size * 0.3), (x - size * 0.5, y - size * 0.2)]),
            fill(mix(stone, stage.palette.rim, 0.25)),
        )
