"""Pictures for the reader page: small bytes, known sizes.

All that a phone fetches before anyone scrolls has to stay under 120 KB, and Chromium fetches lazy pictures
1,250 points ahead: title card, two or three panels. So a picture has its bytes by its area, and quality
gives way, down to a floor (drawn pictures bear it well, and a pixel of a sharp phone is small). AVIF was
tried: where it takes no more than three times the encoder's time, type looks worse at the same bytes.
Printed screens (manga's dots) are the one thing that lossy coding cannot pack; black and white pictures
full of them are coded without loss, in few greys.
"""

import numpy as np
import pyvips
from numpy.typing import NDArray

WEB_WIDTHS = (640, 800)
"""For phones, whatever their density (type stays crisp on three pixels to a point); for wider windows."""
COVER_WIDTHS = (320, 480, 800)
"""On a phone's shelf, which fetches ten of them before anyone scrolls; at its head; on a desk."""
BITS_PER_PIXEL = {320: 0.44, 480: 0.36, 640: 0.36, 800: 0.55}
QUALITIES = {320: (60, 50, 40, 34), 480: (60, 50, 40, 34), 640: (54, 44, 36, 30), 800: (74, 64, 54, 46)}
SCREENED = 1.6
"""A picture so far over its bytes at the first quality would be over them at the last: it is a pattern."""
DOTS_WIDTH_MIN = 640
DOTS_BYTES_OVER = 1.5
DOT_BLUR = 1.1
"""In smaller pictures a screen's dots would beat against the pixels, in some they take too many bytes: there
they are blurred into greys first (a Gaussian, sigma in pixels of the picture made)."""
GREY_CHROMA_MAX = 6.0
INK_OR_PAPER = 40
GREYS_SHARE_MAX = 0.55
GREY_LEVELS = (16, 8, 4)
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
        dots = _screened(small, xmp, limit) if width >= DOTS_WIDTH_MIN else b""
        if 0 < len(dots) <= DOTS_BYTES_OVER * limit:
            return dots
        shades = image.gaussblur(DOT_BLUR * image.width / width)
        small = _marked(_resized(shades, width, height), xmp)
    for quality in lower:
        if len(encoded) <= limit:
            break
        encoded = _lossy(small, quality)
    return encoded


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


def _screened(image: pyvips.Image, xmp: bytes, limit: int) -> bytes:
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
