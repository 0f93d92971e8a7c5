"""Panels of another time: a memory is faded and warm, a dream pale and cool, both run out into white."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.storyboard import Tone
from toonverse.draw.draft.layers import Pixels

_TINTS: dict[Tone, tuple[int, int, int]] = {"memory": (255, 232, 196), "dream": (222, 232, 255)}
_COLOUR_KEPT = 77  # of 256: so much of its own colour is left
_LIFT = 44  # of 256: so far even black is on its way to white
_EDGE = 0.16  # of the shorter side: where the picture begins to run out
_CELL_PX = 8  # the edge is soft: it is made small and enlarged


def toned(pixels: Pixels, tone: Tone) -> Pixels:
    """The picture (RGB, height x width x 3) as it is remembered or dreamt; unchanged for no tone."""
    if not tone:
        return pixels
    height, width = pixels.shape[:2]
    red, green, blue = (pixels[..., channel].astype(np.uint16) for channel in range(3))
    grey = (red * 77 + green * 150 + blue * 29) >> 8  # luma of ITU-R BT.601
    edge = _edge(height, width)
    found = np.empty_like(pixels)
    for channel, (own, tint) in enumerate(zip((red, green, blue), _TINTS[tone], strict=True)):
        tinted = (grey * np.uint16(tint)) >> 8
        mixed = (own * _COLOUR_KEPT + tinted * (256 - _COLOUR_KEPT)) >> 8
        lifted = mixed + (((255 - mixed) * _LIFT) >> 8)
        found[..., channel] = lifted + (((255 - lifted) * edge) >> 8)
    return found


@lru_cache(maxsize=8)
def _edge(height: int, width: int) -> NDArray[np.uint16]:
    """How white each pixel is by its place, 0 to 256."""
    rows, columns = -(-height // _CELL_PX), -(-width // _CELL_PX)
    y = (np.arange(rows, dtype=np.float32) + 0.5) * _CELL_PX
    x = (np.arange(columns, dtype=np.float32) + 0.5) * _CELL_PX
    reach = _EDGE * min(height, width)
    down = np.clip(np.minimum(y, height - y) / reach, 0.0, 1.0)
    across = np.clip(np.minimum(x, width - x) / reach, 0.0, 1.0)
    inside = np.minimum(down[:, None], across[None, :])
    smooth = inside * inside * (3.0 - 2.0 * inside)
    white = np.round((1.0 - smooth) * 224.0).astype(np.uint16)
    return np.repeat(np.repeat(white, _CELL_PX, 0), _CELL_PX, 1)[:height, :width]
