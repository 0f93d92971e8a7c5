"""The title card, the end card and the cover: the episode's own colours and people, its name."""

import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.episode import STRIP_WIDTH_PX
from toonverse.domain.geometry import Box
from toonverse.domain.panel import Face
from toonverse.domain.script import Weather
from toonverse.draw.card_sky import afterglow, color, falling, hills, image, light, mix, portrait, sky
from toonverse.draw.headings import Heading, set_heading
from toonverse.draw.imprint import Imprint
from toonverse.draw.palette import Palette, Rgb, palette_of
from toonverse.draw.typeset import Typefaces

Pixels = NDArray[np.uint8]

TITLE_HEIGHT_PX = 1120
END_HEIGHT_PX = 860
COVER_SIZE_PX = (1000, 1500)


@dataclass(frozen=True, slots=True)
class Hero:
    """Whom the title card shows: `head` in pixels of the RGB picture `art`."""

    art: Pixels
    head: Box


def title_card(
    imprint: Imprint,
    first: Pixels,
    fonts: Typefaces,
    *,
    night: bool = False,
    weather: Weather = "clear",
    hero: Hero | None = None,
) -> Pixels:
    """RGB rows 800 px wide; `first` is the first panel, whose colours it takes up.

    Over the hills stands the hero, or where nobody is seen well enough the sun, at night the moon; rain and
    snow fall here already.
    """
    palette = palette_of(first)
    chance = random.Random(zlib.crc32(imprint.title.encode()))
    surface, pixels = _sheet(STRIP_WIDTH_PX, TITLE_HEIGHT_PX)
    name = set_heading(
        imprint.title, "sign", imprint.language, fonts, width=640, px_max=138, px_min=44, height=300
    )
    small = _small(imprint.heading_words, imprint, fonts, 29)
    with surface as canvas:
        sky(canvas, TITLE_HEIGHT_PX, palette)
        if hero:
            portrait(canvas, STRIP_WIDTH_PX / 2, 720, 236, palette, hero.art, hero.head)
        else:
            light(canvas, chance.uniform(0.4, 0.6) * STRIP_WIDTH_PX, 764, 216, palette, night)
        hills(canvas, TITLE_HEIGHT_PX, 852 if hero else 820, palette, chance)
        falling(canvas, TITLE_HEIGHT_PX, palette, weather, imprint.title)
        top = (286 if hero else 322) - name.height / 2
        _ruled(canvas, small, top - 86, palette.pale)
        _title(canvas, name, STRIP_WIDTH_PX / 2, top, palette)
    return _finished(pixels)


def end_card(imprint: Imprint, last: Pixels, fonts: Typefaces) -> Pixels:
    """RGB rows 800 px wide; `last` is the last panel, which stays behind the words out of focus."""
    palette = palette_of(last)
    surface, pixels = _sheet(STRIP_WIDTH_PX, END_HEIGHT_PX)
    with surface as canvas:
        afterglow(canvas, END_HEIGHT_PX, palette, last, imprint.title)
        end = set_heading(
            imprint.end_words, "sign", imprint.language, fonts, width=560, px_max=156, px_min=60
        )
        _title(canvas, end, STRIP_WIDTH_PX / 2, 300, palette)
        name = set_heading(
            f"{imprint.title} · {imprint.episode_words}",
            "narration",
            imprint.language,
            fonts,
            width=600,
            px_max=30,
            px_min=20,
            lines_max=2,
        )
        _fill(canvas, name, STRIP_WIDTH_PX / 2, 300 + end.height + 52, palette.pale, 0.95)
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
        canvas.drawImage(image(art), 0, 0, skia.SamplingOptions(skia.CubicResampler.Mitchell()))
        canvas.restore()
        _scrim(canvas, width, height, palette.deep, below, name.height + 420)
        name_top = height - name.height - 96 if below else 150
        _title(canvas, name, width / 2, name_top, palette)
        _ruled(canvas, _small(imprint.episode_words, imprint, fonts, 36), name_top - 84, palette.pale, width)
    return pixels[..., :3].copy()


def _sheet(width: int, height: int) -> tuple[skia.Surface, Pixels]:
    pixels = np.zeros((height, width, 4), np.uint8)
    return skia.Surface(pixels), pixels


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
    canvas.drawPath(heading.path, skia.Paint(AntiAlias=True, Color=color(rgb, alpha)))
    canvas.restore()


def _title(canvas: skia.Canvas, heading: Heading, x: float, y: float, palette: Palette) -> None:
    """Pale letters over a deep edge and a soft shadow: legible on any picture."""
    canvas.save()
    canvas.translate(x, y)
    shadow = skia.Paint(AntiAlias=True, Color=color(palette.deep, 0.6))
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, heading.font_px * 0.09))
    canvas.save()
    canvas.translate(0, heading.font_px * 0.06)
    canvas.drawPath(heading.path, shadow)
    canvas.restore()
    edge = skia.Paint(AntiAlias=True, Color=color(palette.deep), Style=skia.Paint.kStrokeAndFill_Style)
    edge.setStrokeWidth(heading.font_px * 0.075)
    edge.setStrokeJoin(skia.Paint.kRound_Join)
    canvas.drawPath(heading.path, edge)
    face = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, heading.height)],
        [color((255, 255, 255)), color(mix(palette.pale, palette.glow, 0.35))],
    )
    canvas.drawPath(heading.path, skia.Paint(AntiAlias=True, Shader=face))
    canvas.restore()


def _ruled(canvas: skia.Canvas, heading: Heading, y: float, rgb: Rgb, width: int = STRIP_WIDTH_PX) -> None:
    """Small words between two fine lines."""
    _fill(canvas, heading, width / 2, y, rgb)
    middle, gap = y + heading.height / 2, heading.width / 2 + 26
    line = skia.Paint(AntiAlias=True, Color=color(rgb, 0.75), StrokeWidth=2)
    canvas.drawLine(width / 2 - gap - 84, middle, width / 2 - gap, middle, line)
    canvas.drawLine(width / 2 + gap, middle, width / 2 + gap + 84, middle, line)


def _scrim(canvas: skia.Canvas, width: int, height: int, rgb: Rgb, below: bool, reach: float) -> None:
    solid, clear = (height, height - reach) if below else (0.0, reach)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, solid), skia.Point(0, clear)],
        [color(rgb, 0.92), color(rgb, 0.6), color(rgb, 0.0)],
        [0.0, 0.5, 1.0],
    )
    canvas.drawPaint(skia.Paint(Shader=shader, Dither=True))


def _covered(heads: Sequence[tuple[float, float]], top: float, bottom: float) -> float:
    """How much of the heads lies between two heights, in pixels."""
    return sum(max(0.0, min(bottom, low) - max(top, high)) for high, low in heads)


def _finished(pixels: Pixels) -> Pixels:
    return np.ascontiguousarray(pixels[..., :3])
