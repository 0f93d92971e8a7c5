"""What providers send as pictures, and what is sent to them: checked before anybody opens it."""

import base64
import binascii
from collections.abc import Callable

import pyvips

from toonverse.metering.calls import Usage
from toonverse.metering.catalog import PICTURE_EDGE_MAX_PX
from toonverse.metering.outcomes import Failed, Refused, Unknown

PICTURE_BYTES_MAX = 96 * 2**20
PIXELS_MAX = 40_000_000
"""A 4K square has 16.8 million. A file that claims more is a bomb, not a picture."""

REFERENCE_BYTES_MAX = 20 * 2**20
REFERENCES_MAX = 16

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"WEBP", 8, "image/webp"),
)

NO_IMAGE = "Failed to generate image: no data returned"
"""How an answer without its picture stands in the books: earlier systems' reports look for these words."""

Load = Callable[[str], bytes]
"""From the SHA-256 of a kept picture to its bytes."""


def media_type_of(media: bytes) -> str:
    """`image/png`, `image/jpeg` or `image/webp` by its first bytes; "" for anything else."""
    for signature, at, media_type in _SIGNATURES:
        if media[at : at + len(signature)] == signature:
            return media_type
    return ""


def decoded(provider: str, text: str, usage: Usage | None) -> bytes:
    """The bytes of base64 text. What can't be decoded was still charged for if there is `usage`.

    Raises Failed with the usage, Unknown without one.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise charged(provider, "the picture is no base64", usage) from error


def measured(provider: str, media: bytes, usage: Usage | None) -> tuple[str, int, int]:
    """Media type, width and height in pixels, read from the head of the file alone.

    Raises Failed (charged) or Unknown for what is no picture, too large or too many pixels.
    """
    media_type = media_type_of(media)
    if not media_type or len(media) > PICTURE_BYTES_MAX:
        raise charged(provider, f"no picture: {len(media)} bytes", usage)
    try:
        head = pyvips.Image.new_from_buffer(media, "", access="sequential")
        width, height = int(head.width), int(head.height)
    except pyvips.Error as error:
        raise charged(provider, "a picture that can't be opened", usage) from error
    if width * height > PIXELS_MAX:
        raise charged(provider, f"a picture of {width}x{height}", usage)
    return media_type, width, height


def charged(provider: str, reason: str, usage: Usage | None) -> Failed | Unknown:
    """No result, though the answer was read: booked by its usage; without one nobody knows what it cost."""
    if usage is None:
        return Unknown(provider=provider, reason=reason)
    return Failed(usage=usage, provider=provider, reason=reason)


def loaded(provider: str, load: Load, names: tuple[str, ...]) -> list[tuple[bytes, str]]:
    """References with their media types, none larger than the catalogue's bounds rest on.

    Raises Refused for too many, too large or unreadable ones.
    """
    if len(names) > REFERENCES_MAX:
        raise Refused(provider=provider, reason=f"{len(names)} references, at most {REFERENCES_MAX}")
    return [_shown(provider, load, name) for name in names]


def _shown(provider: str, load: Load, name: str) -> tuple[bytes, str]:
    try:
        media = load(name)
    except Exception as error:
        raise Refused(provider=provider, reason="a reference is not in the store", sha256=name) from error
    media_type = media_type_of(media)
    if not media_type or len(media) > REFERENCE_BYTES_MAX:
        raise Refused(provider=provider, reason="a reference is no picture or too large", sha256=name)
    try:
        head = pyvips.Image.new_from_buffer(media, "", access="sequential")
        if max(head.width, head.height) <= PICTURE_EDGE_MAX_PX:
            return media, media_type
        if head.width * head.height > PIXELS_MAX:
            raise Refused(provider=provider, reason=f"a reference of {head.width}x{head.height}", sha256=name)
        edge = {"height": PICTURE_EDGE_MAX_PX, "size": "down"}
        small = pyvips.Image.thumbnail_buffer(media, PICTURE_EDGE_MAX_PX, **edge)
        return small.pngsave_buffer(compression=3), "image/png"
    except pyvips.Error as error:
        raise Refused(provider=provider, reason="a reference can't be opened", sha256=name) from error
