"""Pictures for the reader page: small bytes, known sizes.

All that a phone fetches before anyone scrolls has to stay under 120 KB, and Chromium fetches lazy pictures
1,250 points ahead: title card, two or three panels. So a picture has its bytes by its area, and quality
gives way, down to a floor (drawn pictures bear it well, and a pixel of a sharp phone is small). AVIF was
tried: where it takes no more than three times the encoder's time, type looks worse at the same bytes.
Printed screens (manga's dots) are the one thing that lossy coding cannot pack; black and white pictures
full of them are coded without loss, in few greys.
"""

from collections.abc import Sequence

import numpy as np
import pyvips
from numpy.typing import NDArray

WEB_WIDTHS = (640, 800)
"""For phones, whatever their density (type stays crisp on three pixels to a point); for wider windows."""
COVER_WIDTHS = (320, 480, 800)
"""On a phone's shelf, which fetches ten of them before anyone scrolls; at its head; on a desk."""
BITS_PER_PIXEL = {320: 0.4, 480: 0.33, 640: 0.33, 800: 0.55}
QUALITIES = {
    320: (60, 50, 40, 32, 26),
    480: (60, 50, 40, 32, 26),
    640: (54, 44, 36, 28, 22, 16),
    800: (74, 64, 54, 46),
}
SCREENED = 1.6
"""A picture so far over its bytes at the first quality would be over them at the last: it is a pattern."""
DOTS_WIDTH_MIN = 640
DOTS_BYTES_OVER = 1.25
DOT_BLUR = 1.1
"""In smaller pictures a screen's dots would beat against the pixels: there they are blurred into greys first
(a Gaussian, sigma in pixels of the picture made)."""
LIKELY_WITHIN = 1.05
GREY_CHROMA_MAX = 6.0
INK_OR_PAPER = 40
GREYS_SHARE_MAX = 0.55
GREY_LEVELS = (16, 8, 4, 3, 2)
_EFFORT = 2  # of WebP's 0 to 6: 35 ms a panel; 4 takes twice the time for 5 % less


def bytes_max(width: int, height: int) -> int:
    """What a picture of one of our widths may take."""
    return round(BITS_PER_PIXEL[width] * width * height / 8)


def web_image(pixels: NDArray[np.uint8], width: int, xmp: bytes) -> bytes:
    """WebP bytes of an RGB picture made `width` wide (one of our widths), with its mark."""
    source = np.ascontiguousarray(pixels)
    image = pyvips.Image.new_from_memory(source.data, source.shape[1], len(source), 3, "uchar")
    image = image.copy(interpretation="srgb")
    height = web_height(source.shape[1], len(source), width)
    small = _marked(_resized(image, width, height), xmp)
    limit = bytes_max(width, height)
    first, *lower = QUALITIES[width]
    encoded = _lossy(small, first)
    if len(encoded) > SCREENED * limit and _is_screened(image):
        if width >= DOTS_WIDTH_MIN:
            return _screened(small, xmp, DOTS_BYTES_OVER * limit)
        shades = image.gaussblur(DOT_BLUR * image.width / width)
        small = _marked(_resized(shades, width, height), xmp)
        encoded = _lossy(small, first)
    for quality in _lower(first, lower, len(encoded) / limit):
        if len(encoded) <= limit:
            break
        encoded = _lossy(small, quality)
    return encoded


def _lower(first: int, lower: Sequence[int], over: float) -> Sequence[int]:
    """The qualities worth a try for a picture this many times too large at the first, high to low.

    Bytes go about as the square root of quality, so what cannot fit is not tried.
    """
    likely = [quality for quality in lower if over * (quality / first) ** 0.5 <= LIKELY_WITHIN]
    return likely or lower[-1:]


def _resized(image: pyvips.Image, width: int, height: int) -> pyvips.Image:
    if width == image.width:
        return image
    return image.resize(width / image.width, vscale=height / image.height, kernel="lanczos3")


def _marked(image: pyvips.Image, xmp: bytes) -> pyvips.Image:
    image = image.copy_memory()
    image.set_type(pyvips.GValue.blob_type, "xmp-data", xmp)
    return image


def _lossy(image: pyvips.Image, quality: int) -> bytes:
    encoded: bytes = image.webpsave_buffer(Q=quality, effort=_EFFORT, keep="xmp")
    return encoded


def _is_screened(image: pyvips.Image) -> bool:
    """Black and white but for the tint of an ink line (that may go), and hardly any grey between."""
    sample = image.subsample(3, 5).numpy().astype(np.int16)
    grey = float((sample.max(2) - sample.min(2)).mean()) < GREY_CHROMA_MAX
    between = np.abs(sample[..., 1] - 127.5) < 127.5 - INK_OR_PAPER
    return grey and float(between.mean()) < GREYS_SHARE_MAX


def _screened(image: pyvips.Image, xmp: bytes, limit: float) -> bytes:
    """Lossless in as many greys as fit: the dots of a screen stay dots, and take a quarter of the bytes."""
    grey = image.colourspace("b-w")
    encoded = b""
    for levels in GREY_LEVELS:
        step = 255 / (levels - 1)
        few = _marked(((grey / step).rint() * step).cast("uchar"), xmp)
        encoded = few.webpsave_buffer(lossless=True, effort=_EFFORT, keep="xmp")
        if len(encoded) <= limit:
            break
    return encoded


def web_height(width: int, height: int, new_width: int) -> int:
    """The height of a picture of these sizes made `new_width` wide."""
    return max(1, round(height * new_width / width))
