"""Pictures for the reader page: small bytes, known sizes.

The reader's first screen (page, title card, first panel) has to stay under 120 KB, so an 800 px panel
may take 60 KB at most; its quality gives way, down to a floor (drawn pictures bear it well).
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
_EFFORT = 2  # of WebP's 0 to 6: 35 ms a panel; 4 takes twice the time for 5 % less


def web_image(pixels: NDArray[np.uint8], width: int, xmp: bytes) -> bytes:
    """WebP bytes of an RGB picture made `width` wide, with its mark."""
    source = np.ascontiguousarray(pixels)
    image = pyvips.Image.new_from_memory(source.data, source.shape[1], len(source), 3, "uchar")
    image = image.copy(interpretation="srgb")
    height = web_height(source.shape[1], len(source), width)
    if width != source.shape[1]:
        image = image.resize(width / source.shape[1], vscale=height / len(source), kernel="lanczos3")
    image = image.copy_memory()
    image.set_type(pyvips.GValue.blob_type, "xmp-data", xmp)
    encoded = b""
    for quality in QUALITIES:
        encoded = image.webpsave_buffer(Q=quality, effort=_EFFORT, keep="xmp")
        if len(encoded) <= BYTES_MAX.get(width, BYTES_MAX[800]):
            break
    return encoded


def web_height(width: int, height: int, new_width: int) -> int:
    """The height of a picture of these sizes made `new_width` wide."""
    return max(1, round(height * new_width / width))
