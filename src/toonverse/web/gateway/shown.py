"""Pictures that a request shows to a model: how large they are, for that is what they cost.

Only pictures that come with the request are taken: what lies at an address has no known size.
"""

import base64
import binascii
import struct

from toonverse.metering.catalog import PICTURE_EDGE_MAX_PX
from toonverse.web.gateway.fields import Malformed, Unpriced

PICTURES_MAX = 64
PICTURE_BYTES_MAX = 20 * 2**20
PIXELS_MAX = 40_000_000
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers of a frame's head."""


class Shown:
    """Counts the pictures of one request, and the characters they take of its body."""

    def __init__(self) -> None:
        self.pictures = 0
        self.squares = 0
        self.characters = 0

    def add_address(self, url: object, field: str) -> None:
        """A `data:` address. Raises Unpriced for any other, Malformed."""
        if not isinstance(url, str):
            raise Malformed(field=field, reason="it must be the address of a picture")
        head, comma, text = url.partition(",")
        if not head.lower().startswith("data:"):
            raise Unpriced(
                field=field, reason="a picture elsewhere has no known size: send it as a data: address"
            )
        if not comma or not head.lower().endswith(";base64"):
            raise Malformed(field=field, reason="a picture comes as data:image/...;base64,...")
        self.add_base64(text, field)

    def add_base64(self, text: object, field: str) -> None:
        """Raises Malformed."""
        if not isinstance(text, str):
            raise Malformed(field=field, reason="it must be base64")
        try:
            media = base64.b64decode(text.translate(_PLAIN), validate=True)
        except (binascii.Error, ValueError) as error:
            raise Malformed(field=field, reason="it is no base64") from error
        self.add(media, field)
        self.characters += len(text)

    def add(self, media: bytes, field: str) -> None:
        """Raises Malformed for what is no picture, or too large."""
        size = size_of(media)
        if size is None or len(media) > PICTURE_BYTES_MAX or size[0] * size[1] > PIXELS_MAX:
            raise Malformed(field=field, reason="it must be a PNG, JPEG or WebP picture of at most 20 MiB")
        self.pictures += 1
        if self.pictures > PICTURES_MAX:
            raise Malformed(field=field, reason=f"more than {PICTURES_MAX} pictures")
        self.squares += _squares(*size)


_PLAIN = {ord("-"): "+", ord("_"): "/"}


def _squares(width: int, height: int) -> int:
    """The catalogue bounds a picture of one square; tiles and patches only ever add up."""
    edge = PICTURE_EDGE_MAX_PX
    return -(-width // edge) * -(-height // edge)


def size_of(media: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG or WebP, by its head; None for anything else."""
    try:
        if media[:8] == b"\x89PNG\r\n\x1a\n" and media[12:16] == b"IHDR":
            width, height = struct.unpack(">II", media[16:24])
        elif media[:4] == b"RIFF" and media[8:12] == b"WEBP":
            width, height = _webp(media)
        elif media[:3] == b"\xff\xd8\xff":
            width, height = _jpeg(media)
        else:
            return None
    except (struct.error, IndexError):
        return None
    return (width, height) if width and height else None


def _webp(media: bytes) -> tuple[int, int]:
    """RFC 9649: the canvas of an extended file, or the frame of a lossless or lossy one."""
    kind = media[12:16]
    if kind == b"VP8X":
        return (
            int.from_bytes(media[24:27], "little") + 1,
            int.from_bytes(media[27:30], "little") + 1,
        )
    if kind == b"VP8L" and media[20] == 0x2F:
        bits = int.from_bytes(media[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and media[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", media[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def _jpeg(media: bytes) -> tuple[int, int]:
    """ITU T.81, annex B: segments until the head of the frame."""
    at = 2
    while at + 9 <= len(media):
        if media[at] != 0xFF:
            return 0, 0
        marker = media[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", media[at + 5 : at + 9])
            return width, height
        elif marker in (0x01, *range(0xD0, 0xD9)):
            at += 2
        else:
            at += 2 + int.from_bytes(media[at + 2 : at + 4], "big")
    return 0, 0
