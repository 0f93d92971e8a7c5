"""Four ways to finish: webtoon, anime (cel), realistic (softer paint), manga (ink and screentone)."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.story import Style
from toonverse.draw.draft.brush import luminance
from toonverse.draw.draft.layers import Layer, Pixels, bloom, finish, to_rgb
from toonverse.draw.draft.palette import Palette


@dataclass(frozen=True, slots=True)
class Manner:
    """`line` scales the ink; `soft` draws with coloured lines; `rim`, `grade` scale the light on figures,
    `stature` how long bodies are against heads, `mono` puts ink, paper or one tone for a
    colour, `crisp` has harder light on hair and larger eyes."""

    line: float = 1.0
    soft: bool = False
    rim: float = 1.0
    grade: float = 1.0
    grain: float = 0.2
    vignette: float = 0.48
    bloom: float = 0.0
    painted: bool = False
    stature: float = 1.0
    mono: bool = False
    crisp: bool = False


MANNERS: dict[Style, Manner] = {
    "webtoon": Manner(bloom=0.5),
    "anime": Manner(line=0.72, crisp=True, rim=0.85, grade=0.7, grain=0.0, vignette=0.22, bloom=0.6),
    "realistic": Manner(
        line=0.55, soft=True, stature=1.16, rim=0.7, grade=0.9, grain=0.5, vignette=0.6, bloom=0.75
    ),
    "manga": Manner(line=1.3, mono=True, rim=0.0, grade=0.0, grain=0.0, vignette=0.0),
}


def finished(layer: Layer, style: Style, palette: Palette) -> Pixels:
    """RGB pixels of the painted layer in its style."""
    manner = MANNERS[style]
    if style == "manga":
        lamps = max(0.0, palette.lamps_lit - 0.05)  # they are lit where it is dark, and in the rain
        return _screentone(layer, luminance(palette.light) - 110 * lamps)
    if manner.bloom and (style != "webtoon" or palette.lamps_lit > 0.1):  # by day there is light enough
        bloom(layer, manner.bloom)
    if manner.grain or manner.vignette:
        finish(layer, manner.grain, manner.vignette, palette.shade, manner.painted)
    return to_rgb(layer)


_CELL_PX = 7
_EDGE = 15
# grey levels by day and by night: from here on paper stays paper, up to there all is filled with ink
_BY_DAY, _BY_NIGHT = (206, 44), (154, 46)
_DAYLIGHT, _NIGHTLIGHT = 240.0, 140.0  # luminance of the light outdoors


@lru_cache(maxsize=4)
def _dots(width: int, height: int) -> NDArray[np.int16]:
    """Thresholds of a dot screen at 45 degrees, 0 to 255."""
    y, x = np.mgrid[0 : _CELL_PX * 2, 0 : _CELL_PX * 2].astype(np.float32)
    u, v = (x + y) / _CELL_PX, (x - y) / _CELL_PX
    wave = np.cos(np.pi * u) * np.cos(np.pi * v)
    ranks = np.argsort(np.argsort(wave, axis=None)).reshape(wave.shape)
    cell = (ranks * 255 / (wave.size - 1)).astype(np.int16)
    rows, columns = -(-height // cell.shape[0]), -(-width // cell.shape[1])
    return np.tile(cell, (rows, columns))[:height, :width]


@lru_cache(maxsize=32)
def _tone_curve(light: float) -> NDArray[np.int16]:
    """How light each grey is printed: contrast is spread, the ends are clean paper and solid ink."""
    dark = min(1.0, max(0.0, (_DAYLIGHT - light) / (_DAYLIGHT - _NIGHTLIGHT)))
    paper, black = (day + (night - day) * dark for day, night in zip(_BY_DAY, _BY_NIGHT, strict=True))
    level = np.arange(256, dtype=np.float32)
    spread = np.clip((level - black) / (paper - black), 0, 1) ** (0.85 + 0.5 * dark) * 255
    spread[spread > 236] = 255
    spread[spread < 22] = 0
    curve: NDArray[np.int16] = spread.astype(np.int16)
    return curve


def _screentone(layer: Layer, light: float) -> Pixels:
    """Ink, paper and a dot screen that grows with the dark; where two surfaces meet, a pen line.

    The less light there is in the place, the more of it is solid black.
    """
    blue, green, red = (layer.pixels[..., k].astype(np.int16) for k in range(3))
    grey = (red * 5 + green * 9 + blue * 2) >> 4
    tone = np.take(_tone_curve(round(light)), grey)
    cover = (tone - _dots(layer.width, layer.height)) * 4 + 128
    cover[tone == 0] = 0
    cover[tone == 255] = 255
    edge = np.zeros(grey.shape, bool)
    edge[:, 1:] = np.abs(grey[:, 1:] - grey[:, :-1]) > _EDGE
    edge[1:] |= np.abs(grey[1:] - grey[:-1]) > _EDGE
    cover[edge & (grey > 60)] = 40
    ink = np.clip(cover, 12, 255).astype(np.uint8)
    return np.repeat(ink[..., None], 3, axis=2)
