"""What stands behind a card's name: a sky in the episode's colours, sun or moon, hills, the weather."""

import math
import random
import zlib

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.episode import STRIP_WIDTH_PX
from toonverse.domain.geometry import Box
from toonverse.domain.script import Weather
from toonverse.draw.palette import Palette, Rgb

Pixels = NDArray[np.uint8]

OUT_OF_FOCUS_PX = 36


def color(rgb: Rgb, alpha: float = 1.0) -> int:
    return int(skia.Color(*rgb, round(255 * alpha)))


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def sky(canvas: skia.Canvas, height: int, palette: Palette) -> None:
    colours = [palette.deep, mix(palette.deep, palette.middle, 0.75), palette.middle, palette.glow]
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, height * 0.92)], [color(c) for c in colours], [0.0, 0.42, 0.68, 1.0]
    )
    canvas.drawPaint(skia.Paint(Shader=shader, Dither=True))


def light(canvas: skia.Canvas, x: float, y: float, radius: float, palette: Palette, night: bool) -> None:
    if night:
        _stars(canvas, y, palette)
        _moon(canvas, x, y - radius * 0.55, radius * 0.5, palette)
    else:
        _sun(canvas, x, y, radius, palette)


def _stars(canvas: skia.Canvas, bottom: float, palette: Palette) -> None:
    """The same sky over every episode; fewer and fainter towards the ground."""
    chance = random.Random(7)
    for _ in range(90):
        x, share = chance.uniform(0, STRIP_WIDTH_PX), chance.random() ** 1.6
        radius = chance.choice((0.8, 1.0, 1.3, 1.9))
        paint = skia.Paint(AntiAlias=True, Color=color(palette.pale, 0.85 * (1 - share)))
        canvas.drawCircle(x, share * bottom, radius, paint)


def _moon(canvas: skia.Canvas, x: float, y: float, radius: float, palette: Palette) -> None:
    halo = skia.GradientShader.MakeRadial(
        skia.Point(x, y), radius * 3.4, [color(palette.pale, 0.42), color(palette.pale, 0.0)]
    )
    canvas.drawCircle(x, y, radius * 3.4, skia.Paint(Shader=halo, Dither=True))
    canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Color=color(palette.pale)))
    shade = skia.Paint(AntiAlias=True, Color=color(palette.glow, 0.34))
    for dx, dy, size in ((-0.34, -0.22, 0.24), (0.2, 0.34, 0.3), (0.42, -0.3, 0.13), (-0.2, 0.5, 0.12)):
        canvas.drawCircle(x + dx * radius, y + dy * radius, size * radius, shade)


def _sun(canvas: skia.Canvas, x: float, y: float, radius: float, palette: Palette) -> None:
    halo = skia.GradientShader.MakeRadial(
        skia.Point(x, y), radius * 2.1, [color(palette.glow, 0.62), color(palette.glow, 0.0)]
    )
    canvas.drawCircle(x, y, radius * 2.1, skia.Paint(Shader=halo, Dither=True))
    disc = skia.GradientShader.MakeLinear(
        [skia.Point(0, y - radius), skia.Point(0, y + radius)], [color(palette.pale), color(palette.glow)]
    )
    canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Shader=disc, Dither=True))
    ring = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=1.6)
    for step in (1, 2, 3):
        ring.setColor(color(palette.pale, 0.34 - 0.09 * step))
        canvas.drawCircle(x, y, radius * (1 + 0.17 * step), ring)


def hills(canvas: skia.Canvas, height: int, top: float, palette: Palette, chance: random.Random) -> None:
    """Four ridges, the nearest darkest, each with a fringe of halftone that fades upwards."""
    ridges = 4
    for ridge in range(ridges):
        near = ridge / (ridges - 1)
        base = top + (height - top) * (0.1 + 0.62 * near)
        colour = mix(mix(palette.middle, palette.glow, 0.25), palette.deep, 0.3 + 0.7 * near)
        waves = [(chance.uniform(0.6, 2.6) * (i + 1), chance.uniform(0, 6.3), 34 / (i + 1)) for i in range(4)]
        builder = skia.PathBuilder()
        builder.moveTo(0, height)
        for x in range(0, STRIP_WIDTH_PX + 8, 8):
            turn = x / STRIP_WIDTH_PX * math.tau
            builder.lineTo(x, base + sum(size * math.sin(turn * f + at) for f, at, size in waves))
        builder.lineTo(STRIP_WIDTH_PX + 8, height)
        builder.close()
        path = builder.detach()
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=color(colour)))
        _halftone(canvas, path, base, color(mix(colour, palette.glow, 0.3), 0.7))


def _halftone(canvas: skia.Canvas, inside: skia.Path, top: float, color: int) -> None:
    canvas.save()
    canvas.clipPath(inside, skia.ClipOp.kIntersect, True)
    paint = skia.Paint(AntiAlias=True, Color=color)
    pitch, count = 13.0, 10
    for row in range(count):
        radius = 3.6 * (1 - row / count)
        y = top - 40 + row * pitch * 0.5 * math.sqrt(3)
        for column in range(int(STRIP_WIDTH_PX / pitch) + 2):
            canvas.drawCircle((column + 0.5 * (row % 2)) * pitch, y, radius, paint)
    canvas.restore()


def portrait(
    canvas: skia.Canvas, x: float, y: float, radius: float, palette: Palette, art: Pixels, head: Box
) -> None:
    """Who the episode is about, in the round: the head of `art` and what is around it, haloed."""
    _sun(canvas, x, y, radius, palette)
    half = 0.98 * max(head.right - head.left, head.bottom - head.top)
    middle_x, middle_y = (head.left + head.right) / 2, head.top + 0.62 * (head.bottom - head.top)
    height, width = art.shape[:2]
    half = min(half, width / 2, height / 2)
    left = min(max(0.0, middle_x - half), width - 2 * half)
    top = min(max(0.0, middle_y - half), height - 2 * half)
    source = skia.Rect.MakeXYWH(left, top, 2 * half, 2 * half)
    target = skia.Rect.MakeXYWH(x - radius, y - radius, 2 * radius, 2 * radius)
    canvas.save()
    canvas.clipPath(skia.Path.Circle(x, y, radius), skia.ClipOp.kIntersect, True)
    canvas.drawImageRect(image(art), source, target, skia.SamplingOptions(skia.CubicResampler.Mitchell()))
    canvas.restore()
    edge = skia.Paint(
        AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=7, Color=color(palette.pale)
    )
    canvas.drawCircle(x, y, radius, edge)


def falling(canvas: skia.Canvas, height: int, palette: Palette, weather: Weather, name: str) -> None:
    """Rain or snow over the whole card, as it falls in the episode's first scene."""
    chance = random.Random(zlib.crc32(name.encode()) + 2)
    paint = skia.Paint(AntiAlias=True, StrokeWidth=2.2, StrokeCap=skia.Paint.kRound_Cap)
    for _ in range({"rain": 70, "storm": 120, "snow": 90}.get(weather, 0)):
        x, y, near = chance.uniform(-60, STRIP_WIDTH_PX), chance.uniform(0, height), chance.random()
        paint.setColor(color(palette.pale, 0.16 + 0.3 * near))
        if weather == "snow":
            canvas.drawCircle(x, y, 2.2 + 4.2 * near, paint)
        else:
            slant = 0.42 if weather == "storm" else 0.16
            length = 34 + 44 * near
            canvas.drawLine(x + slant * length, y, x, y + length, paint)


def afterglow(canvas: skia.Canvas, height: int, palette: Palette, art: Pixels, name: str) -> None:
    """The last picture as one remembers it: its colours out of focus, and lights among them."""
    soft = skia.Paint(ImageFilter=skia.ImageFilters.Blur(OUT_OF_FOCUS_PX, OUT_OF_FOCUS_PX))
    over = 3 * OUT_OF_FOCUS_PX  # the sheet's edges lie inside the picture, which fades at its own
    sheet = skia.Rect.MakeXYWH(-over, -over, STRIP_WIDTH_PX + 2 * over, height + 2 * over)
    canvas.drawImageRect(image(art), sheet, skia.SamplingOptions(skia.FilterMode.kLinear), soft)
    shade = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, height)],
        [color(palette.deep, 0.5), color(palette.deep, 0.62), color(palette.deep, 0.96)],
        [0.0, 0.5, 1.0],
    )
    canvas.drawPaint(skia.Paint(Shader=shade, Dither=True))
    chance = random.Random(zlib.crc32(name.encode()) + 3)
    for _ in range(22):
        x, y = chance.uniform(0, STRIP_WIDTH_PX), chance.uniform(0.02, 0.98) * height
        radius, strength = chance.uniform(10, 62), chance.uniform(0.05, 0.17)
        canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Color=color(palette.glow, strength)))
        rim = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=1.6)
        rim.setColor(color(palette.pale, strength * 1.3))
        canvas.drawCircle(x, y, radius, rim)


def image(pixels: Pixels) -> skia.Image:
    """RGB rows as skia takes them."""
    opaque = np.full((*pixels.shape[:2], 4), 255, np.uint8)
    opaque[..., :3] = pixels
    return skia.Image.fromarray(opaque, colorType=skia.kRGBA_8888_ColorType)
