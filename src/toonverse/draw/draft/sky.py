"""Skies: gradient, sun or moon, stars, clouds, birds; and what stands far off under them."""

import itertools
import math
import random

import numpy as np
import skia

from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    Colour,
    Path,
    PathBuilder,
    Rgb,
    Shape,
    add_polygon,
    argb,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
    round_rect,
)
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.palette import Palette
from toonverse.draw.draft.stage import Stage


def sun_place(stage: Stage) -> XY:
    """Where the light stands; the same side in a whole scene."""
    chance = stage.chance("sun")
    x = stage.width * chance.choice((0.26, 0.68, 0.74))
    if stage.light in ("sunset", "dawn"):
        return x, stage.horizon - stage.height * 0.085
    if stage.light == "evening":
        return x, stage.horizon - stage.height * 0.02
    return x, min(stage.horizon * 0.42, stage.height * 0.2)


def light_x(stage: Stage) -> float:
    """Where the light stands in the finished picture, which may show the place mirrored."""
    x, _ = sun_place(stage)
    return stage.width - x if stage.mirrored else x


def draw_sky(stage: Stage, clouds: int = 3) -> None:
    """Fills the whole layer: sky down to the horizon, its last colour below."""
    palette, width, height = stage.palette, stage.width, stage.height
    share = min(1.0, max(0.2, stage.horizon / height))
    stops: list[tuple[float, Colour]] = [(place * share, colour) for place, colour in palette.sky]
    vertical_gradient(stage.layer, [*stops, (1.0, palette.sky[-1][1])])
    if palette.stars:
        _stars(stage)
    if stage.weather not in ("rain", "storm", "fog"):
        _sun(stage)
    chance = stage.chance("clouds")
    x, _ = sun_place(stage)
    sky_height = max(60.0, stage.horizon)
    streaks(stage.canvas, width, (0.3 * sky_height, 0.85 * sky_height), palette.cloud_lit, 7, chance, 0.4)
    if stage.weather == "fog":
        return
    if stage.weather in ("cloudy", "rain", "storm", "snow"):
        _overcast(stage, chance)
        if stage.weather == "storm":
            _lightning(stage)
        return
    if stage.style == "anime":
        _piled(stage, sky_height, x)
    for k in range(clouds):
        side = -0.05 if k % 2 else 0.98
        place = ((side + chance.uniform(-0.1, 0.1)) * width, sky_height * chance.uniform(0.42, 0.85))
        size = width * chance.uniform(0.32, 0.6)
        cumulus(stage.canvas, place, (size, size * chance.uniform(0.25, 0.36)), palette, chance, x)


def _piled(stage: Stage, sky_height: float, light_x: float) -> None:
    """Summer clouds heaped from the horizon up, as painted skies have them."""
    chance = stage.chance("piled")
    left = chance.random() < 0.5
    for k in range(4):
        share = (0.05, 0.34, 0.2, 0.95)[k] if left else (0.95, 0.66, 0.8, 0.05)[k]
        size = stage.width * (0.62, 0.46, 0.36, 0.5)[k]
        place = (share * stage.width, sky_height * (0.97, 0.93, 0.66, 0.98)[k])
        tall = size * (0.52, 0.4, 0.42, 0.34)[k]
        cumulus(stage.canvas, place, (size, tall), stage.palette, chance, light_x)


def _stars(stage: Stage) -> None:
    chance = stage.chance("stars")
    paint = skia.Paint(AntiAlias=True, Color=argb((255, 255, 255), 0.8), StrokeWidth=2.0)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    points = [
        skia.Point(chance.random() * stage.width, chance.random() ** 1.7 * stage.horizon * 0.8)
        for _ in range(stage.palette.stars)
    ]
    stage.canvas.drawPoints(skia.Canvas.kPoints_PointMode, points[::2], paint)
    paint.setStrokeWidth(3.6)
    stage.canvas.drawPoints(skia.Canvas.kPoints_PointMode, points[1::5], paint)


def _sun(stage: Stage) -> None:
    canvas, palette = stage.canvas, stage.palette
    x, y = sun_place(stage)
    radius = (
        stage.width
        * {"sunset": 0.115, "dawn": 0.10, "evening": 0.085, "night": 0.075, "day": 0.055}[stage.light]
    )
    glow(canvas, x, y, radius * 4.2, palette.glow, 0.75)
    if stage.weather in ("snow", "cloudy"):  # only its light comes through
        return
    canvas.drawCircle(x, y, radius * 1.2, fill(palette.sun, 0.33))
    canvas.drawCircle(x, y, radius, fill(palette.sun))
    if stage.light == "night":
        for dx, dy, size in ((-0.3, -0.2, 0.22), (0.25, 0.2, 0.3), (-0.1, 0.45, 0.15)):
            canvas.drawCircle(
                x + dx * radius,
                y + dy * radius,
                size * radius,
                fill(mix(palette.sun, palette.glow, 0.4), 0.6),
            )
    if stage.light in ("sunset", "dawn"):
        rays = PathBuilder()
        chance = stage.chance("rays")
        reach = stage.height * 0.8
        for i in range(11):
            a = -math.pi / 2 + (i - 5) * 0.26 + chance.uniform(-0.06, 0.06)
            w = chance.uniform(0.016, 0.05)
            ends = [(x + reach * math.cos(a + s * w), y + reach * math.sin(a + s * w)) for s in (-1, 1)]
            add_polygon(rays, [(x, y), *ends])
        canvas.drawPath(rays.detach(), fill(palette.glow, 0.10))


def _overcast(stage: Stage, chance: random.Random) -> None:
    """A ceiling of heavy cloud."""
    palette, width = stage.palette, stage.width
    storm = stage.weather in ("storm", "rain")
    for k in range(4):
        y = stage.horizon * (0.04 + 0.17 * k)
        shade = mix(palette.cloud_shade, palette.cloud_lit, 0.25 * k + (0.0 if storm else 0.3))
        blob = PathBuilder()
        for i in range(9):
            x = (i + chance.uniform(-0.4, 0.4)) / 8 * width
            size = width * chance.uniform(0.07, 0.14)
            blob.addOval(rect(x - size * 1.5, y - size * 0.5, x + size * 1.5, y + size * 0.5))
        blob.addRect(rect(-10, y - stage.horizon * 0.3, width + 10, y + width * 0.01))
        stage.canvas.drawPath(blob.detach(), fill(shade, 0.5))


def cumulus(
    canvas: Canvas, at: XY, size: XY, palette: Palette, chance: random.Random, light_x: float
) -> None:
    """A heaped cloud lit from the side of `light_x`."""
    (x, y), (width, height) = at, size
    side = 1 if light_x > x else -1
    puffs = []
    count = max(6, int(width / 62))
    for i in range(count):
        t = i / (count - 1)
        swell = math.sin(math.pi * (t * 0.90 + 0.05)) ** 0.8
        radius = height * (0.13 + 0.34 * swell * chance.uniform(0.7, 1.15))
        puffs.append((x + (t - 0.5) * width, y - height * swell * 0.5 * chance.uniform(0.55, 1.1), radius))

    def heap(dx: float, dy: float, share: float) -> Path:
        path = PathBuilder()
        for px, py, radius in puffs:
            path.addCircle(px + dx * radius, py + dy * radius, radius * share)
        low = dy * height * 0.2
        path.addRRect(
            round_rect(
                x - width * 0.56, y - height * 0.16 + low, x + width * 0.56, y + height * 0.16, height * 0.16
            )
        )
        return path.detach()

    whole = heap(0, 0, 1)
    canvas.save()
    canvas.clipPath(whole, True)
    canvas.drawRect(whole.getBounds(), fill(lighter(palette.cloud_lit, 0.45)))
    canvas.drawPath(heap(-side * 0.09, 0.13, 1), fill(palette.cloud_lit))
    canvas.drawPath(heap(-side * 0.26, 0.42, 0.93), fill(mix(palette.cloud_lit, palette.cloud_shade, 0.5)))
    canvas.drawPath(heap(-side * 0.36, 0.74, 0.86), fill(palette.cloud_shade))
    canvas.restore()
    fog(
        canvas,
        x - width * 0.56,
        y - height * 0.14,
        width * 1.12,
        height * 0.34,
        palette.haze,
        ((0, 0), (1, 0.55)),
    )


def streaks(
    canvas: Canvas, width: int, span: XY, colour: Colour, count: int, chance: random.Random, alpha: float
) -> None:
    for _ in range(count):
        x, y = chance.uniform(-0.1, 1) * width, chance.uniform(*span)
        length, thick = chance.uniform(0.15, 0.55) * width, chance.uniform(1.5, 7)
        line = [
            (x, y),
            (x + length * 0.3, y - thick * 0.4),
            (x + length * 0.6, y + thick * 0.2),
            (x + length, y),
        ]
        canvas.drawPath(
            ribbon(line, [0.3, thick, thick * 0.7, 0.2], 5, False),
            fill(colour, alpha * chance.uniform(0.5, 1)),
        )


def birds(stage: Stage, x: float, y: float) -> None:
    chance = stage.chance("birds")
    for _ in range(7):
        bx, by = x + chance.uniform(-0.1, 0.1) * stage.width, y + chance.uniform(-0.03, 0.03) * stage.height
        s = chance.uniform(7, 14)
        wings = [
            (bx - s, by - s * 0.25),
            (bx - s * 0.4, by - s * 0.42),
            (bx, by),
            (bx + s * 0.45, by - s * 0.5),
            (bx + s, by - s * 0.2),
        ]
        stage.canvas.drawPath(ribbon(wings, [0.4, 1.8, 1.4, 1.8, 0.4], 4, False), fill(stage.tone(0.75), 0.9))


def _lightning(stage: Stage) -> None:
    """In one panel of three a bolt that forks; in the others only its light in the clouds."""
    chance = stage.chance("lightning", round(stage.camera.centre * 7), round(stage.camera.horizon))
    x, y = stage.width * chance.uniform(0.15, 0.85), 0.0
    pale = (222, 226, 255)
    glow(stage.canvas, x, stage.horizon * 0.2, stage.width * chance.uniform(0.5, 0.9), pale, 0.5)
    if chance.random() > 0.36:
        return
    bolt = [(x, y)]
    while y < stage.horizon * 0.92:
        y += stage.horizon * chance.uniform(0.07, 0.14)
        x += stage.width * chance.uniform(-0.08, 0.08)
        bolt.append((x, y))
    forks = [bolt]
    for k in (2, 4):
        if k < len(bolt):
            fx, fy = bolt[k]
            side = chance.choice((-1, 1))
            reach = stage.width * chance.uniform(0.08, 0.2)
            forks.append(
                [(fx, fy), (fx + side * reach * 0.5, fy + reach * 0.5), (fx + side * reach, fy + reach)]
            )
    for line in forks:
        thick = 1.0 if line is bolt else 0.5
        for wide, alpha in ((26, 0.14), (12, 0.4), (4.5, 1.0)):
            widths = [wide * thick, wide * 0.5 * thick, 0.6]
            stage.canvas.drawPath(ribbon(line, widths, 2, False), fill((244, 242, 255), alpha))


# ---- ridges


def ridge_line(
    width: float, y: float, swing: float, count: int, chance: random.Random, rough: float = 0.52
) -> list[XY]:
    """A mountain's edge by midpoint displacement."""
    heights = [chance.uniform(-1, 1) for _ in range(3)]
    step = 1.0
    while len(heights) < count:
        step *= rough
        finer: list[float] = []
        for a, b in itertools.pairwise(heights):
            finer += [a, (a + b) / 2 + chance.uniform(-step, step)]
        heights = [*finer, heights[-1]]
    return [(width * i / (len(heights) - 1), y + swing * v) for i, v in enumerate(heights)]


def ridge(
    stage: Stage,
    y: float,
    swing: float,
    colour: Rgb,
    name: object,
    bottom: float,
    trees: int = 0,
    tall: XY = (14, 34),
) -> list[XY]:
    """A filled ridge down to `bottom`, with firs along its edge."""
    chance = stage.chance("ridge", name)
    line = ridge_line(stage.width, y, swing, 30, chance)
    stage.canvas.drawPath(polygon([*line, (stage.width, bottom), (0, bottom)]), fill(colour))
    if trees:
        wood = PathBuilder()
        xs, ys = [p[0] for p in line], [p[1] for p in line]
        for _ in range(trees):
            x = chance.random() * stage.width
            fir(wood, x, float(np.interp(x, xs, ys)) + 4, chance.uniform(*tall))
        stage.canvas.drawPath(wood.detach(), fill(colour))
    return line


def fir(path: Shape, x: float, y: float, height: float) -> None:
    for j in range(3):
        wide = height * (0.13 + 0.06 * j)
        add_polygon(
            path,
            [
                (x - wide, y - height * (0.66 - 0.28 * j)),
                (x, y - height * (1.02 - 0.24 * j)),
                (x + wide, y - height * (0.66 - 0.28 * j)),
            ],
        )
    path.addRect(rect(x - height * 0.03, y - height * 0.2, x + height * 0.03, y + 3))


def peaks(
    stage: Stage, y: float, swing: float, colour: Rgb, snow: Rgb | None, name: object, bottom: float
) -> None:
    """Sharp mountains with a light and a shadow side."""
    chance = stage.chance("peaks", name)
    width, x = stage.width, -0.1 * stage.width
    canvas = stage.canvas
    light_x, _ = sun_place(stage)
    while x < width * 1.05:
        half = width * chance.uniform(0.16, 0.30)
        top = y - swing * chance.uniform(0.55, 1.0)
        cx = x + half
        left, right = (cx - half, y + swing * 0.1), (cx + half, y + swing * 0.1)
        crag = [
            (cx - half * 0.45, top + (y - top) * 0.52),
            (cx - half * 0.2, top + (y - top) * 0.18),
            (cx, top),
        ]
        crag += [(cx + half * 0.16, top + (y - top) * 0.22), (cx + half * 0.5, top + (y - top) * 0.5)]
        canvas.drawPath(polygon([left, *crag, right, (right[0], bottom), (left[0], bottom)]), fill(colour))
        lit_side = [*crag[2:], right, (cx + half * 0.25, y), (cx + half * 0.05, top + (y - top) * 0.55)]
        dark_side = [left, *crag[:3], (cx - half * 0.04, top + (y - top) * 0.5), (cx - half * 0.25, y)]
        face = lit_side if light_x > cx else dark_side
        canvas.drawPath(polygon(face), fill(lighter(colour, 0.16)))
        if snow is not None:
            cap = [
                crag[1],
                crag[2],
                crag[3],
                (cx + half * 0.08, top + (y - top) * 0.2),
                (cx + half * 0.02, top + (y - top) * 0.32),
                (cx - half * 0.08, top + (y - top) * 0.22),
            ]
            canvas.drawPath(polygon(cap), fill(snow, 0.9))
        x += half * chance.uniform(0.9, 1.3)


def haze_band(stage: Stage, y: float, height: float, depth: float, alpha: float = 0.7) -> None:
    """Mist that parts one ridge from the next."""
    fog(stage.canvas, 0, y, stage.width, height, stage.tone(depth), ((0, 0), (0.6, alpha), (1, 0)))
