"""Four ways to finish: webtoon, anime (cel), realistic (softer paint), manga (ink and screentone)."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.story import Style
from toonverse.draw.draft.layers import Layer, Pixels, bloom, finish, to_rgb
from toonverse.draw.draft.palette import Palette


@dataclass(frozen=True, slots=True)
class Manner:
    """`line` scales the ink; `soft` draws with coloured lines; `rim`, `grade` scale the light on figures."""

    line: float = 1.0
    soft: bool = False
    rim: float = 1.0
    grade: float = 1.0
    grain: float = 0.28
    vignette: float = 0.48
    bloom: float = 0.0


MANNERS: dict[Style, Manner] = {
    "webtoon": Manner(),
    "anime": Manner(line=0.72, rim=0.85, grade=0.7, grain=0.0, vignette=0.22, bloom=0.16),
    "realistic": Manner(line=0.45, soft=True, rim=0.7, grade=1.25, grain=0.42, vignette=0.6, bloom=0.24),
    "manga": Manner(line=1.25, rim=0.0, grade=0.0, grain=0.0, vignette=0.0),
}


def finished(layer: Layer, style: Style, palette: Palette) -> Pixels:
    """RGB pixels of the painted layer in its style."""
    manner = MANNERS[style]
    if style == "manga":
        return _screentone(layer)
    if manner.bloom:
        bloom(layer, manner.bloom)
    if manner.grain or manner.vignette:
        finish(layer, manner.grain, manner.vignette, palette.shade)
    return to_rgb(layer)


_CELL_PX = 8
_TONES = np.array([0, 66, 112, 158, 204, 255], np.int16)


@lru_cache(maxsize=4)
def _dots(width: int, height: int) -> NDArray[np.int16]:
    """Thresholds of a dot screen at 45 degrees, 0 to 255."""
    y, x = np.mgrid[0 : _CELL_PX * 2, 0 : _CELL_PX * 2].astype(np.float32)
    u, v = (x + y) / (_CELL_PX * 1.0), (x - y) / (_CELL_PX * 1.0)
    wave = np.cos(np.pi * u) * np.cos(np.pi * v)
    ranks = np.argsort(np.argsort(wave, axis=None)).reshape(wave.shape)
    cell = (ranks * 255 / (wave.size - 1)).astype(np.int16)
    rows, columns = -(-height // cell.shape[0]), -(-width // cell.shape[1])
    return np.tile(cell, (rows, columns))[:height, :width]


def _screentone(layer: Layer) -> Pixels:
    """Ink, paper and four dot tones: light is spread over the tones first, so that faces stay white."""
    pixels = layer.pixels
    grey = (
        pixels[..., 2].astype(np.uint16) * 77
        + pixels[..., 1] * np.uint16(150)
        + pixels[..., 0] * np.uint16(29)
    ) >> 8
    level = np.arange(256, dtype=np.float32)
    spread = np.clip((level - 26) * (255 / (196 - 26)), 0, 255)
    nearest = np.abs(spread[:, None] - _TONES[None, :]).argmin(1)
    curve = _TONES[nearest]
    tone = curve[grey]
    cover = (tone - _dots(layer.width, layer.height)) * 4 + 128
    cover[tone == 0] = 0
    cover[tone == 255] = 255
    ink = np.clip(cover, 12, 255).astype(np.uint8)
    return np.repeat(ink[..., None], 3, axis=2)
