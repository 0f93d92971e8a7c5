"""The title card, the end card and the cover: the episode's own colours, a low sun, its name."""

import math
import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.episode import STRIP_WIDTH_PX
from toonverse.domain.panel import Face
from toonverse.domain.story import Language, Style
from toonverse.draw.headings import Heading, set_heading
from toonverse.draw.palette import Palette, Rgb, palette_of
from toonverse.draw.typeset import Typefaces

Pixels = NDArray[np.uint8]

TITLE_HEIGHT_PX = 1120
END_HEIGHT_PX = 860
COVER_SIZE_PX = (1000, 1500)

_STYLE_WORDS: dict[Language, dict[Style, str]] = {
    "ko": {"webtoon": "웹툰", "manga": "흑백 만화", "realistic": "극화", "anime": "애니"},
    "en": {"webtoon": "Webtoon", "manga": "Manga", "realistic": "Realistic", "anime": "Anime"},
}
_EPISODE_WORDS: dict[Language, str] = {"ko": "제{}화", "en": "Episode {}"}
_END_WORDS: dict[Language, str] = {"ko": "끝", "en": "The End"}
_MADE_WORDS: dict[Language, dict[bool, str]] = {
    "ko": {False: "규칙으로 그린 그림 · 생성형 AI 아님", True: "생성형 AI로 만든 그림이 들어 있습니다"},
    "en": {False: "Drawn by rules, not by generative AI", True: "Contains pictures made with generative AI"},
}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What cards say: the episode's name, its number, and whether generative AI made its pictures."""

    title: str
    number: int
    language: Language
    style: Style
    generative: bool

    @property
    def made_words(self) -> str:
        return _MADE_WORDS[self.language][self.generative]

    @property
    def end_words(self) -> str:
        return _END_WORDS[self.language]

    @property
    def episode_words(self) -> str:
        return _EPISODE_WORDS[self.language].format(self.number)

    @property
    def heading_words(self) -> str:
        return f"{self.episode_words} · {_STYLE_WORDS[self.language][self.style]}"


def title_card(imprint: Imprint, first: Pixels, fonts: Typefaces, *, night: bool = False) -> Pixels:
    """RGB rows 800 px wide; `first` is the first panel, whose colours it takes up; at night a moon rises."""
    palette = palette_of(first)
    chance = random.Random(zlib.crc32(imprint.title.encode()))
    surface, pixels = _sheet(STRIP_WIDTH_PX, TITLE_HEIGHT_PX)
    name = set_heading(
        imprint.title, "sign", imprint.language, fonts, width=640, px_max=138, px_min=44, height=300
    )
    small = _small(imprint.heading_words, imprint, fonts, 29)
    with surface as canvas:
        _sky(canvas, TITLE_HEIGHT_PX, palette)
        _light(canvas, chance.uniform(0.4, 0.6) * STRIP_WIDTH_PX, 764, 216, palette, night)
        _hills(canvas, TITLE_HEIGHT_PX, 820, palette, chance)
        top = 322 - name.height / 2
        _ruled(canvas, small, top - 86, palette.pale)
        _title(canvas, name, STRIP_WIDTH_PX / 2, top, palette)
    return _finished(pixels)


def end_card(imprint: Imprint, last: Pixels, fonts: Typefaces, *, night: bool = False) -> Pixels:
    """RGB rows 800 px wide; `last` is the last panel."""
    palette = palette_of(last)
    chance = random.Random(zlib.crc32(imprint.title.encode()) + 1)
    surface, pixels = _sheet(STRIP_WIDTH_PX, END_HEIGHT_PX)
    with surface as canvas:
        _sky(canvas, END_HEIGHT_PX, palette)
        _light(canvas, STRIP_WIDTH_PX / 2, 640, 150, palette, night)
        _hills(canvas, END_HEIGHT_PX, 640, palette, chance)
        end = set_heading(
            imprint.end_words, "sign", imprint.language, fonts, width=560, px_max=128, px_min=60
        )
        _title(canvas, end, STRIP_WIDTH_PX / 2, 216, palette)
        name = set_heading(
            f"{imprint.title} · {imprint.episode_words}",
            "narration",
            imprint.language,
            fonts,
            width=600,
            px_max=28,
            px_min=20,
            lines_max=2,
        )
        _fill(canvas, name, STRIP_WIDTH_PX / 2, 216 + end.height + 44, palette.pale, 0.9)
        made = _small(imprint.made_words, imprint, fonts, 19)
        _fill(canvas, made, STRIP_WIDTH_PX / 2, END_HEIGHT_PX - 62, palette.pale, 0.8)
    return _finished(pixels)


def cover_picture(imprint: Imprint, art: Pixels, faces: Sequence[Face], fonts: Typefaces) -> Pixels:
    """The cover, 1000 x 1500 RGB: the art filling it, the name where no face is."""
    width, height = COVER_SIZE_PX
    palette = palette_of(art)
    surface, pixels = _sheet(width, height)
    scale = max(width / art.shape[1], height / art.shape[0])
    left, top = (width - art.shape[1] * scale) / 2, (height - art.shape[0] * scale) / 2
    heads = [(top + face.head.top * scale, top + face.head.bottom * scale) for face in faces]
    name = set_heading(
        imprint.title, "sign", imprint.language, fonts, width=840, px_max=168, px_min=52, height=380
    )
    below = _covered(heads, height - name.height - 210, height) <= _covered(heads, 0, name.height + 210)
    with surface as canvas:
        canvas.save()
        canvas.translate(left, top)
        canvas.scale(scale, scale)
        canvas.drawImage(_image(art), 0, 0, skia.SamplingOptions(skia.CubicResampler.Mitchell()))
        canvas.restore()
        _scrim(canvas, width, height, palette.deep, below, name.height + 420)
        name_top = height - name.height - 96 if below else 150
        _title(canvas, name, width / 2, name_top, palette)
        _ruled(canvas, _small(imprint.episode_words, imprint, fonts, 36), name_top - 84, palette.pale, width)
    return pixels[..., :3].copy()


def _sheet(width: int, height: int) -> tuple[skia.Surface, Pixels]:
    pixels = np.zeros((height, width, 4), np.uint8)
    return skia.Surface(pixels), pixels


def _image(pixels: Pixels) -> skia.Image:
    opaque = np.full((*pixels.shape[:2], 4), 255, np.uint8)
    opaque[..., :3] = pixels
    return skia.Image.fromarray(opaque, colorType=skia.kRGBA_8888_ColorType)


def _color(rgb: Rgb, alpha: float = 1.0) -> int:
    return int(skia.Color(*rgb, round(255 * alpha)))


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _sky(canvas: skia.Canvas, height: int, palette: Palette) -> None:
    colours = [palette.deep, _mix(palette.deep, palette.middle, 0.75), palette.middle, palette.glow]
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, height * 0.92)], [_color(c) for c in colours], [0.0, 0.42, 0.68, 1.0]
    )
    canvas.drawPaint(skia.Paint(Shader=shader, Dither=True))


def _light(canvas: skia.Canvas, x: float, y: float, radius: float, palette: Palette, night: bool) -> None:
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
        paint = skia.Paint(AntiAlias=True, Color=_color(palette.pale, 0.85 * (1 - share)))
        canvas.drawCircle(x, share * bottom, radius, paint)


def _moon(canvas: skia.Canvas, x: float, y: float, radius: float, palette: Palette) -> None:
    halo = skia.GradientShader.MakeRadial(
        skia.Point(x, y), radius * 3.4, [_color(palette.pale, 0.42), _color(palette.pale, 0.0)]
    )
    canvas.drawCircle(x, y, radius * 3.4, skia.Paint(Shader=halo, Dither=True))
    canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Color=_color(palette.pale)))
    shade = skia.Paint(AntiAlias=True, Color=_color(palette.glow, 0.34))
    for dx, dy, size in ((-0.34, -0.22, 0.24), (0.2, 0.34, 0.3), (0.42, -0.3, 0.13), (-0.2, 0.5, 0.12)):
        canvas.drawCircle(x + dx * radius, y + dy * radius, size * radius, shade)


def _sun(canvas: skia.Canvas, x: float, y: float, radius: float, palette: Palette) -> None:
    halo = skia.GradientShader.MakeRadial(
        skia.Point(x, y), radius * 2.1, [_color(palette.glow, 0.62), _color(palette.glow, 0.0)]
    )
    canvas.drawCircle(x, y, radius * 2.1, skia.Paint(Shader=halo, Dither=True))
    disc = skia.GradientShader.MakeLinear(
        [skia.Point(0, y - radius), skia.Point(0, y + radius)], [_color(palette.pale), _color(palette.glow)]
    )
    canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Shader=disc, Dither=True))
    ring = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=1.6)
    for step in (1, 2, 3):
        ring.setColor(_color(palette.pale, 0.34 - 0.09 * step))
        canvas.drawCircle(x, y, radius * (1 + 0.17 * step), ring)


def _hills(canvas: skia.Canvas, height: int, top: float, palette: Palette, chance: random.Random) -> None:
    """Four ridges, the nearest darkest, each with a fringe of halftone that fades upwards."""
    ridges = 4
    for ridge in range(ridges):
        near = ridge / (ridges - 1)
        base = top + (height - top) * (0.1 + 0.62 * near)
        colour = _mix(_mix(palette.middle, palette.glow, 0.25), palette.deep, 0.3 + 0.7 * near)
        waves = [(chance.uniform(0.6, 2.6) * (i + 1), chance.uniform(0, 6.3), 34 / (i + 1)) for i in range(4)]
        builder = skia.PathBuilder()
        builder.moveTo(0, height)
        for x in range(0, STRIP_WIDTH_PX + 8, 8):
            turn = x / STRIP_WIDTH_PX * math.tau
            builder.lineTo(x, base + sum(size * math.sin(turn * f + at) for f, at, size in waves))
        builder.lineTo(STRIP_WIDTH_PX + 8, height)
        builder.close()
        path = builder.detach()
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=_color(colour)))
        _halftone(canvas, path, base, _color(_mix(colour, palette.glow, 0.3), 0.7))


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


def _small(text: str, imprint: Imprint, fonts: Typefaces, px: float) -> Heading:
    tracking = 0.16 if imprint.language == "en" else 0.06
    text = text.upper() if imprint.language == "en" else text
    return set_heading(
        text,
        "narration",
        imprint.language,
        fonts,
        width=640,
        px_max=px,
        px_min=px / 2,
        lines_max=1,
        tracking=tracking,
    )


def _fill(canvas: skia.Canvas, heading: Heading, x: float, y: float, rgb: Rgb, alpha: float = 1.0) -> None:
    canvas.save()
    canvas.translate(x, y)
    canvas.drawPath(heading.path, skia.Paint(AntiAlias=True, Color=_color(rgb, alpha)))
    canvas.restore()


def _title(canvas: skia.Canvas, heading: Heading, x: float, y: float, palette: Palette) -> None:
    """Pale letters over a deep edge and a soft shadow: legible on any picture."""
    canvas.save()
    canvas.translate(x, y)
    shadow = skia.Paint(AntiAlias=True, Color=_color(palette.deep, 0.6))
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, heading.font_px * 0.09))
    canvas.save()
    canvas.translate(0, heading.font_px * 0.06)
    canvas.drawPath(heading.path, shadow)
    canvas.restore()
    edge = skia.Paint(AntiAlias=True, Color=_color(palette.deep), Style=skia.Paint.kStrokeAndFill_Style)
    edge.setStrokeWidth(heading.font_px * 0.075)
    edge.setStrokeJoin(skia.Paint.kRound_Join)
    canvas.drawPath(heading.path, edge)
    face = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, heading.height)],
        [_color((255, 255, 255)), _color(_mix(palette.pale, palette.glow, 0.35))],
    )
    canvas.drawPath(heading.path, skia.Paint(AntiAlias=True, Shader=face))
    canvas.restore()


def _ruled(canvas: skia.Canvas, heading: Heading, y: float, rgb: Rgb, width: int = STRIP_WIDTH_PX) -> None:
    """Small words between two fine lines."""
    _fill(canvas, heading, width / 2, y, rgb)
    middle, gap = y + heading.height / 2, heading.width / 2 + 26
    line = skia.Paint(AntiAlias=True, Color=_color(rgb, 0.75), StrokeWidth=2)
    canvas.drawLine(width / 2 - gap - 84, middle, width / 2 - gap, middle, line)
    canvas.drawLine(width / 2 + gap, middle, width / 2 + gap + 84, middle, line)


def _scrim(canvas: skia.Canvas, width: int, height: int, rgb: Rgb, below: bool, reach: float) -> None:
    solid, clear = (height, height - reach) if below else (0.0, reach)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, solid), skia.Point(0, clear)],
        [_color(rgb, 0.92), _color(rgb, 0.6), _color(rgb, 0.0)],
        [0.0, 0.5, 1.0],
    )
    canvas.drawPaint(skia.Paint(Shader=shader, Dither=True))


def _covered(heads: Sequence[tuple[float, float]], top: float, bottom: float) -> float:
    """How much of the heads lies between two heights, in pixels."""
    return sum(max(0.0, min(bottom, low) - max(top, high)) for high, low in heads)


def _finished(pixels: Pixels) -> Pixels:
    return np.ascontiguousarray(pixels[..., :3])
