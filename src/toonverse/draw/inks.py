"""Colours of a sound, taken from the picture it is drawn into."""

import colorsys

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.geometry import Box

_STEP = 12
_HUE_STEP = 28  # three thousand pixels tell a hue as well as twelve thousand
_GREY = 0.09  # mean saturation below which a picture is black and white
_BRIGHT = 132.0  # of 255: the ground on which dark type stands out better than pale
_HUES = 12

Inks = tuple[int, int, int, int]
"""Top and bottom of the type, its rim, and the line around that; 0xAARRGGBB."""

ON_DARK: Inks = (0xFFFFFFFF, 0xFFF4F0FA, 0xFF120818, 0xFFFFFFFF)
ON_BRIGHT: Inks = (0xFF17111F, 0xFF17111F, 0xFFFFFFFF, 0xFF17111F)


def inks_of(picture: NDArray[np.uint8] | None, box: Box) -> Inks:
    """The picture's loudest hue (RGB, HxWx3), bright where the ground of `box` is dark, deep where bright."""
    if picture is None:
        return ON_DARK
    top, left = max(0, int(box.top)), max(0, int(box.left))
    ground = picture[top : int(box.bottom) : _STEP, left : int(box.right) : _STEP]
    bright = bool(ground.size) and float(ground.mean()) > _BRIGHT
    hue = _loudest(picture[::_HUE_STEP, ::_HUE_STEP].reshape(-1, 3).astype(np.float32) / np.float32(255))
    if hue is None:
        return ON_BRIGHT if bright else ON_DARK
    if bright:
        return _ink(hue, 0.85, 0.72), _ink(hue, 0.95, 0.42), 0xFFFFFFFF, _ink(hue, 0.8, 0.16)
    return _ink(hue, 0.12, 1.0), _ink(hue, 0.62, 1.0), _ink(hue, 0.75, 0.12), _ink(hue, 0.1, 1.0)


def _loudest(pixels: NDArray[np.float32]) -> float | None:
    """Hue from 0 to 1, or None for a picture without colour. Pale and dark pixels hardly count."""
    red, green, blue = np.ascontiguousarray(pixels.T)
    high, low = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    spread = high - low
    saturation = spread / np.maximum(high, 1e-3)
    if float(saturation.mean()) < _GREY:
        return None
    safe = np.maximum(spread, 1e-3)
    hue = np.where(
        high == red,
        ((green - blue) / safe) % 6,
        np.where(high == green, (blue - red) / safe + 2, (red - green) / safe + 4),
    )
    weight = (saturation * high) ** 3
    bins = (hue / 6 * _HUES).astype(np.intp) % _HUES
    best = int(np.argmax(np.bincount(bins, weight, _HUES)))
    inside = bins == best
    return float(np.average(hue[inside], weights=weight[inside] + 1e-6) / 6)


def _ink(hue: float, saturation: float, value: float) -> int:
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return 0xFF000000 | round(red * 255) << 16 | round(green * 255) << 8 | round(blue * 255)
