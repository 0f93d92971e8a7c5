"""Pictures for the reader page: small bytes, known sizes.

The reader's first screen (page, title card, first panel) has to stay under 120 KB, so an 800 px panel
may take 60 KB at most; its quality gives way, down to a floor (drawn pictures bear it well). Printed screens
(manga's dots) are the one thing that lossy coding cannot pack; black and white pictures full of them are
coded without loss, in few greys.
"""

import numpy as np
import pyvips
from numpy.typing import NDArray

WEB_WIDTHS = (480, 800)
"""A phone with two pixels to a point takes 800; a small or slow one 480."""
COVER_WIDTHS = (240, *WEB_WIDTHS)
"""A shelf on a phone shows covers 171 points wide, and fetches eight of them before anyone scrolls."""
BYTES_MAX = {240: 12_000, 480: 30_000, 800: 60_000}
QUALITIES = (74, 64, 54, 46)
SCREENED = 1.6
"""A picture so far over its bytes at the first quality would be over them at the last: it is a pattern."""
GREY_CHROMA_MAX = 6.0
GREY_LEVELS = (16, 8, 4)
_EFFORT = 2  # of WebP's 0 to 6: 35 ms a panel; 4 takes twice the time for 5 % less


def web_image(pixels: NDArray[np.uint8], width: int, xmp: bytes) -> bytes:
    """WebP bytes of an RGB picture made `width` wide, with its mark."""
    source = np.ascontiguousarray(pixels)
    image = pyvips.Image.new_from_memory(source.data, source.shape[1], len(source), 3, "uchar")
    image = image.copy(interpretation="srgb")
    height = web_height(source.shape[1], len(source), width)
    if width != source.shape[1]:
        image = image.resize(width / source.shape[1], vscale=height / len(source), kernel="lanczos3")
    image = _marked(image, xmp)
    bytes_max = BYTES_MAX.get(width, BYTES_MAX[800])
    encoded = _lossy(image, QUALITIES[0])
    if len(encoded) > SCREENED * bytes_max and _is_grey(image):
        return _screened(image, xmp, bytes_max)
    for quality in QUALITIES[1:]:
        if len(encoded) <= bytes_max:
            break
        encoded = _lossy(image, quality)
    return encoded


def _marked(image: pyvips.Image, xmp: bytes) -> pyvips.Image:
    image = image.copy_memory()
    image.set_type(pyvips.GValue.blob_type, "xmp-data", xmp)
    return image


def _lossy(image: pyvips.Image, quality: int) -> bytes:
    encoded: bytes = image.webpsave_buffer(Q=quality, effort=_EFFORT, keep="xmp")
    return encoded


def _is_grey(image: pyvips.Image) -> bool:
    """Black and white but for the tint of an ink line: what little colour there is may go."""
    sample = image.subsample(8, 8).numpy().astype(np.int16)
    return float((sample.max(2) - sample.min(2)).mean()) < GREY_CHROMA_MAX


def _screened(image: pyvips.Image, xmp: bytes, bytes_max: int) -> bytes:
    """Lossless in as many greys as fit: the dots of a screen stay dots, and take a quarter of the bytes."""
    grey = image.colourspace("b-w")
    encoded = b""
    for levels in GREY_LEVELS:
        step = 255 / (levels - 1)
        few = _marked(((grey / step).rint() * step).cast("uchar"), xmp)
        encoded = few.webpsave_buffer(lossless=True, effort=_EFFORT, keep="xmp")
        if len(encoded) <= bytes_max:
            break
    return encoded


def web_height(width: int, height: int, new_width: int) -> int:
    """The height of a picture of these sizes made `new_width` wide."""
    return max(1, round(height * new_width / width))
