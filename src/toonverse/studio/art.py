"""Pictures that people bring themselves: checked, turned upright, and made a plain PNG."""

from toonverse.errors import UsageError

ART_BYTES_MAX = 32_000_000
PIXELS_MAX = 40_000_000
"""A file that claims more is a bomb, not a picture."""

EDGE_MAX_PX, EDGE_MIN_PX = 4096, 64
RATIO_MAX = 8

_LOADERS = (
    (b"\x89PNG\r\n\x1a\n", 0, "pngload_buffer"),
    (b"\xff\xd8\xff", 0, "jpegload_buffer"),
    (b"WEBP", 8, "webpload_buffer"),
)
"""By the first bytes: no other loader ever sees what came from outside."""


class ArtUnfit(UsageError):
    """It is no PNG, JPEG or WebP picture, or too large, small or long. Facts: reason."""

    code = "art_unfit"


def taken_in(media: bytes) -> tuple[bytes, int, int]:
    """The picture as an 8-bit RGB PNG without metadata, at most 4096 px a side; width and height in pixels.

    Transparency lies on white. Raises ArtUnfit.
    """
    import pyvips

    loader = next((name for mark, at, name in _LOADERS if media[at : at + len(mark)] == mark), None)
    if loader is None or len(media) > ART_BYTES_MAX:
        raise ArtUnfit(reason="a PNG, JPEG or WebP file is wanted")
    try:
        image = getattr(pyvips.Image, loader)(media, access="sequential", fail_on="error")
        short, long = sorted((int(image.width), int(image.height)))
        if image.width * image.height > PIXELS_MAX or short < EDGE_MIN_PX or long > RATIO_MAX * short:
            raise ArtUnfit(reason=f"{image.width}x{image.height} pixels")
        edge = {"height": EDGE_MAX_PX, "size": "down", "export_profile": "srgb"}
        upright = image.copy_memory().thumbnail_image(EDGE_MAX_PX, **edge)
        if upright.hasalpha():
            upright = upright.flatten(background=255)
        plain = upright.colourspace("srgb").cast("uchar")
        png = plain.pngsave_buffer(compression=3, keep="none")
    except pyvips.Error as failure:
        raise ArtUnfit(reason="the picture can't be opened") from failure
    return png, int(plain.width), int(plain.height)
