"""The colours of an episode, taken from its own pictures, so that cards and covers belong to it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rgb = tuple[int, int, int]
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
_EVERY = 16  # a picture's colours need one pixel in 256


@dataclass(frozen=True, slots=True)
class Palette:
    """`deep` is the shade, `middle` the colour most of the picture has, `glow` its light, `pale` for text."""

    deep: Rgb
    middle: Rgb
    glow: Rgb
    pale: Rgb


def palette_of(pixels: NDArray[np.uint8]) -> Palette:
    """From an RGB picture (height, width, 3). A black and white picture gives greys."""
    colours = pixels[::_EVERY, ::_EVERY].reshape(-1, 3).astype(np.float32)
    light = colours @ _LUMA
    order = np.argsort(light, kind="stable")
    count = len(order)
    vivid = colours.max(1) - colours.min(1)
    lit = order[count // 2 :]
    glowing = lit[np.argsort(-(1.6 * vivid[lit] + 0.5 * light[lit]), kind="stable")[: max(1, count // 40)]]
    deep = _richer(colours[order[: max(1, count // 6)]].mean(0), 1.5)
    middle = _richer(colours[order[count // 3 : max(count // 3 + 1, count * 2 // 3)]].mean(0), 1.7)
    glow = _richer(colours[glowing].mean(0), 1.6)
    return Palette(
        deep=_rgb(_at_light(deep, 26)),
        middle=_rgb(_at_light(middle, 92)),
        glow=_rgb(_at_light(glow, 178)),
        pale=_rgb(_at_light(glow * 0.3 + 255 * 0.7, 240)),
    )


def _richer(colour: NDArray[np.float32], times: float) -> NDArray[np.float32]:
    """The colour further from grey: a mean of many pixels is duller than any of them. Grey stays grey."""
    light = float(colour @ _LUMA)
    richer: NDArray[np.float32] = np.clip(light + (colour - light) * np.float32(times), 0, 255)
    return richer


def _at_light(colour: NDArray[np.float32], target: float) -> NDArray[np.float32]:
    """The colour made as light as `target`: shades by scaling, tints by moving towards white."""
    now = float(colour @ _LUMA)
    if now >= target:
        return colour * np.float32(target / max(now, 1.0))
    share = (target - now) / max(255.0 - now, 1.0)
    return colour + (255 - colour) * np.float32(share)


def _rgb(colour: NDArray[np.float32]) -> Rgb:
    red, green, blue = (int(v) for v in np.rint(np.clip(colour, 0, 255)))
    return red, green, blue
