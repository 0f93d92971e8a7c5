"""Words over the film: the episode's name at its start, how it goes on at its end, how it was made."""

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.story import Language
from toonverse.draw.headings import Heading, set_heading
from toonverse.draw.motion.balloons import COLOURS, PREMULTIPLIED
from toonverse.draw.motion.film import Words
from toonverse.draw.motion.pace import END_SECONDS, TITLE_SECONDS
from toonverse.draw.motion.screen import FREE_BOTTOM_PX, HEIGHT_PX, WIDTH_PX
from toonverse.draw.typeset import Typefaces

_AIR_PX = 60
_GOES_ON: dict[Language, str] = {"ko": "다음 이야기는 본편에서", "en": "Read on in the episode"}


def title(text: str, small: str, language: Language, fonts: Typefaces) -> Words:
    """The name over the lower part of the first picture, a line of small words under it."""
    name = set_heading(text, "sign", language, fonts, width=860, px_max=150, px_min=54, height=360)
    under = _small(small, language, fonts, 42)
    height = name.height + 44 + under.height
    bottom = HEIGHT_PX - FREE_BOTTOM_PX - 60
    return _sheet(((name, 0.0), (under, name.height + 44)), round(bottom - height), 0.0, TITLE_SECONDS)


def end(ended: bool, end_words: str, name: str, made: str, language: Language, fonts: Typefaces) -> Words:
    """Whether the story is over here, its name, and the sentence on how its pictures came to be."""
    first = end_words if ended else _GOES_ON[language]
    main = set_heading(first, "sign", language, fonts, width=860, px_max=130, px_min=54, height=420)
    under = _small(name, language, fonts, 44)
    said = _small(made, language, fonts, 30)
    at = main.height + 60
    lines = ((main, 0.0), (under, at), (said, at + under.height + 150))
    return _sheet(lines, round(HEIGHT_PX * 0.36), 0.25, END_SECONDS + 1)


def _small(text: str, language: Language, fonts: Typefaces, px: float) -> Heading:
    return set_heading(text, "narration", language, fonts, width=880, px_max=px, px_min=22, lines_max=2)


def _sheet(lines: tuple[tuple[Heading, float], ...], top: int, from_s: float, to_s: float) -> Words:
    height = round(max(at + heading.height for heading, at in lines)) + 2 * _AIR_PX
    pixels: NDArray[np.uint8] = np.zeros((height, WIDTH_PX, 4), np.uint8)
    canvas = skia.Canvas(pixels, COLOURS, PREMULTIPLIED)
    for heading, at in lines:
        canvas.save()
        canvas.translate(WIDTH_PX / 2, _AIR_PX + at)
        _letters(canvas, heading)
        canvas.restore()
    return Words(pixels, 0, top - _AIR_PX, from_s, to_s)


def _letters(canvas: skia.Canvas, heading: Heading) -> None:
    """White over a dark edge and a soft shadow: legible on any picture."""
    px = heading.font_px
    shadow = skia.Paint(AntiAlias=True, Color=skia.Color(8, 6, 16, 190))
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, max(6.0, px * 0.12)))
    canvas.drawPath(heading.path, shadow)
    edge = skia.Paint(AntiAlias=True, Color=skia.Color(16, 12, 28), Style=skia.Paint.kStrokeAndFill_Style)
    edge.setStrokeWidth(px * 0.1)
    edge.setStrokeJoin(skia.Paint.kRound_Join)
    canvas.drawPath(heading.path, edge)
    canvas.drawPath(heading.path, skia.Paint(AntiAlias=True, Color=skia.ColorWHITE))
