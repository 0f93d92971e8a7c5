"""Where figures are, pixel by pixel: it goes with a drawn picture so that a sound can be drawn behind them.

The mask travels in the PNG itself, in a private chunk (PNG 1.2, 3.3: ancillary, private, not to be copied
by those who change the picture). Pictures that were bought have none.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

CHUNK = b"fiGR"
_HEADER = struct.Struct(">II")
_PACKED_BYTES_MAX = 400_000
_SIDE_MAX = 8_192
_CHUNKS_MAX = 64
_SIGNATURE_BYTES = 8


def pack(mask: Mask) -> bytes:
    """The mask (height, width) in a few kilobytes. Equal masks, equal bytes."""
    height, width = mask.shape
    return _HEADER.pack(width, height) + zlib.compress(np.packbits(mask, axis=1).tobytes(), 6)


def unpack(packed: bytes) -> Mask | None:
    """The mask, None where the bytes are none."""
    if not _HEADER.size < len(packed) <= _PACKED_BYTES_MAX:
        return None
    width, height = _HEADER.unpack_from(packed)
    row = -(-width // 8)
    if not (0 < width <= _SIDE_MAX and 0 < height <= _SIDE_MAX):
        return None
    try:
        bits = zlib.decompressobj().decompress(packed[_HEADER.size :], row * height + 1)
    except zlib.error:
        return None
    if len(bits) != row * height:
        return None
    rows = np.frombuffer(bits, np.uint8).reshape(height, row)
    return np.unpackbits(rows, axis=1, count=width).astype(np.bool_)


def cutout_of(png: bytes, width: int, height: int) -> Mask | None:
    """The mask that a drawn PNG of this size carries; None for any other picture."""
    at = _SIGNATURE_BYTES
    for _ in range(_CHUNKS_MAX):
        if at + 8 > len(png) or not png.startswith(b"\x89PNG"):
            return None
        size, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        if kind == CHUNK:
            mask = unpack(png[at + 8 : at + 8 + size])
            return mask if mask is not None and mask.shape == (height, width) else None
        if kind == b"IDAT":
            return None
        at += 12 + size
    return None
