"""The card that a shared address shows: 1200 x 630, as Open Graph and large Twitter cards want it."""

from collections.abc import Sequence

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.panel import Face
from toonverse.draw.card_sky import color, image
from toonverse.draw.headings import Heading, set_heading
from toonverse.draw.imprint import Imprint
from toonverse.draw.palette import Palette, Rgb, palette_of
from toonverse.draw.typeset import Typefaces

Pixels = NDArray[np.uint8]

SOCIAL_SIZE_PX = (1200, 630)
ART_LEFT_PX = 560
"""The picture fades in from here; the words lie before it."""
FADE_PX = 260
MARGIN_PX = 72
WORDS_WIDTH_PX = 560
BRAND = "Toonverse"
SAMPLED, COARSE_PX = 8, 16
"""Every eighth pixel is looked at, and so many are left across."""
_SMOOTH = skia.SamplingOptions(skia.CubicResampler.Mitchell())


def social_card(
    imprint: Imprint, series: str, art: Pixels, faces: Sequence[Face], fonts: Typefaces
) -> Pixels:
    """RGB rows; `art` is the cover's picture without words, `faces` where its people look from."""
    width, height = SOCIAL_SIZE_PX
    palette = palette_of(art)
    pixels = np.zeros((height, width, 4), np.uint8)
    with skia.Surface(pixels) as canvas:
        _ground(canvas, art, palette)
        _picture(canvas, art, faces)
        _words(canvas, imprint, series, palette, fonts)
    return np.ascontiguousarray(pixels[..., :3])


def _ground(canvas: skia.Canvas, art: Pixels, palette: Palette) -> None:
    """The picture's own colours, out of focus and deep."""
    width, height = SOCIAL_SIZE_PX
    canvas.drawPaint(skia.Paint(Color=color(palette.deep)))
    scale = width / art.shape[1]
    box = skia.Rect.MakeXYWH(0, (height - art.shape[0] * scale) / 2, width, art.shape[0] * scale)
    canvas.drawImageRect(image(_coarse(art)), box, _SMOOTH, skia.Paint(Alphaf=0.7))
    canvas.drawPaint(skia.Paint(Color=color(palette.deep, 0.5)))


def _coarse(art: Pixels) -> Pixels:
    """So few pixels that drawn large they are a blur: a real one of so wide a radius takes two seconds."""
    thin = art[::SAMPLED, ::SAMPLED]
    step = max(1, thin.shape[1] // COARSE_PX)
    rows, columns = thin.shape[0] // step, thin.shape[1] // step
    blocks = thin[: rows * step, : columns * step].reshape(rows, step, columns, step, 3)
    return np.ascontiguousarray(blocks.mean((1, 3)).astype(np.uint8))


def _picture(canvas: skia.Canvas, art: Pixels, faces: Sequence[Face]) -> None:
    """To the right, at its own shape; the faces, where there are any, a third from the top."""
    width, height = SOCIAL_SIZE_PX
    shown = width - ART_LEFT_PX
    scale = max(shown / art.shape[1], height / art.shape[0])
    heads = [face.head for face in faces]
    middle = sum(head.center.y for head in heads) / len(heads) if heads else art.shape[0] * 0.4
    top = min(0.0, max(height - art.shape[0] * scale, height * 0.42 - middle * scale))
    left = ART_LEFT_PX + (shown - art.shape[1] * scale) / 2
    place = skia.Rect.MakeXYWH(left, top, art.shape[1] * scale, art.shape[0] * scale)
    canvas.saveLayer(skia.Rect.MakeLTRB(ART_LEFT_PX, 0, width, height), None)
    canvas.drawImageRect(image(art), place, _SMOOTH, skia.Paint())
    ends = [skia.Point(ART_LEFT_PX, 0), skia.Point(ART_LEFT_PX + FADE_PX, 0)]
    fade = skia.GradientShader.MakeLinear(ends, [skia.ColorTRANSPARENT, skia.ColorBLACK])
    canvas.drawPaint(skia.Paint(Shader=fade, BlendMode=skia.BlendMode.kDstIn))
    canvas.restore()


def _words(canvas: skia.Canvas, imprint: Imprint, series: str, palette: Palette, fonts: Typefaces) -> None:
    _, height = SOCIAL_SIZE_PX
    name = set_heading(
        imprint.title, "sign", imprint.language, fonts,
        width=WORDS_WIDTH_PX, px_max=112, px_min=40, height=300, lines_max=3,
    )  # fmt: skip
    above = imprint.episode_words if series == imprint.title else f"{series} · {imprint.episode_words}"
    small = _line(above, imprint, fonts, 30)
    brand = _line(BRAND, imprint, fonts, 30)
    top = (height - name.height) / 2
    _fill(canvas, small, top - small.height - 34, palette.pale)
    shadow = skia.Paint(AntiAlias=True, Color=color(palette.deep, 0.7))
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, name.font_px * 0.1))
    canvas.save()
    canvas.translate(MARGIN_PX + name.width / 2, top)
    canvas.drawPath(name.path, shadow)
    canvas.drawPath(name.path, skia.Paint(AntiAlias=True, Color=skia.ColorWHITE))
    canvas.restore()
    _fill(canvas, brand, height - brand.height - 56, palette.pale)


def _line(text: str, imprint: Imprint, fonts: Typefaces, px: float) -> Heading:
    return set_heading(
        text, "narration", imprint.language, fonts,
        width=WORDS_WIDTH_PX, px_max=px, px_min=px / 2, lines_max=1,
    )  # fmt: skip


def _fill(canvas: skia.Canvas, heading: Heading, y: float, rgb: Rgb) -> None:
    canvas.save()
    canvas.translate(MARGIN_PX + heading.width / 2, y)
    canvas.drawPath(heading.path, skia.Paint(AntiAlias=True, Color=color(rgb)))
    canvas.restore()
