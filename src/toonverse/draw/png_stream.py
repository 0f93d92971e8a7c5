"""A PNG written band by band, for strips too high to hold: filter Up and igzip, one IDAT for each band."""

import struct
from collections.abc import Callable

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from toonverse.draw.marks import png_chunk, png_mark

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FILTER_UP = 2
_BAND_ROWS = 256  # filtered at a time: stays in the cache
_RGB_8_BIT = (8, 2, 0, 0, 0)


class PngStream:
    """`append` rows until there are `height` of them, then `close`. Same pieces, same bytes."""

    def __init__(self, width: int, height: int, xmp: bytes, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._rows_left = height
        self._above = np.zeros((1, width * 3), np.uint8)
        self._deflate = isal_zlib.compressobj(1)
        write(_SIGNATURE + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, *_RGB_8_BIT)))
        write(png_mark(xmp))

    def append(self, rows: NDArray[np.uint8]) -> None:
        """RGB rows (height, width, 3). Raises ValueError past the announced height."""
        self._rows_left -= len(rows)
        if self._rows_left < 0:
            raise ValueError("more rows than the PNG's header says")
        for first in range(0, len(rows), _BAND_ROWS):
            self._band(rows[first : first + _BAND_ROWS])

    def _band(self, rows: NDArray[np.uint8]) -> None:
        flat = rows.reshape(len(rows), -1)
        filtered = np.empty((len(rows), flat.shape[1] + 1), np.uint8)
        filtered[:, 0] = _FILTER_UP
        np.subtract(flat[:1], self._above, out=filtered[:1, 1:])
        np.subtract(flat[1:], flat[:-1], out=filtered[1:, 1:])
        self._above = flat[-1:].copy()
        self._data(self._deflate.compress(filtered))

    def close(self) -> None:
        """Raises ValueError when rows are missing."""
        if self._rows_left:
            raise ValueError(f"{self._rows_left} rows are missing")
        self._data(self._deflate.flush())
        self._write(png_chunk(b"IEND", b""))

    def _data(self, packed: bytes) -> None:
        if packed:
            self._write(png_chunk(b"IDAT", packed))


def marked_png(pixels: NDArray[np.uint8], xmp: bytes) -> bytes:
    """A whole RGB picture as PNG with its mark."""
    written: list[bytes] = []
    stream = PngStream(pixels.shape[1], len(pixels), xmp, written.append)
    stream.append(pixels)
    stream.close()
    return b"".join(written)
