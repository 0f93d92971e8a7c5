"""A picture beside a text, as pages show it: an illustration fills its frame, a found one keeps its shape."""

import pyvips

FRAME_PX = (1792, 1024)
"""What an illustration of a post measures."""
SHOWN_QUALITY = 82
_EFFORT = 4


def frame(media: bytes, xmp: bytes) -> tuple[bytes, int, int]:
    """WebP bytes of the picture in the frame of illustrations, its width and height in pixels.

    What stands over is cut off where least is lost to see. Raises pyvips.Error for what can't be opened.
    """
    width, height = FRAME_PX
    cut = pyvips.Image.thumbnail_buffer(media, width, height=height, crop="attention", size="both")
    return _encoded(cut, xmp), width, height


def shrink(media: bytes, xmp: bytes) -> tuple[bytes, int, int]:
    """WebP bytes of a picture that is at most as large as the frame, whole. Raises as `frame` does."""
    width, height = FRAME_PX
    small = pyvips.Image.thumbnail_buffer(media, width, height=height, size="down")
    return _encoded(small, xmp), int(small.width), int(small.height)


def _encoded(image: pyvips.Image, xmp: bytes) -> bytes:
    """With our mark only: what a camera or a page wrote into a picture is nobody's business."""
    plain = image.colourspace("srgb").copy()
    for name in plain.get_fields():
        if name == "xmp-data":
            plain.remove(name)
    if xmp:
        plain.set_type(pyvips.GValue.blob_type, "xmp-data", xmp)
    encoded: bytes = plain.webpsave_buffer(Q=SHOWN_QUALITY, effort=_EFFORT, keep="xmp")
    return encoded
