"""Slices of the strip for upload: where to cut, and how to store each within the platform's limits."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import simplejpeg
from numpy.typing import NDArray

from toonverse.domain.episode import Strip
from toonverse.domain.geometry import Box
from toonverse.draw.marks import mark_jpeg
from toonverse.draw.png_stream import marked_png

Pixels = NDArray[np.uint8]
MediaType = Literal["image/png", "image/jpeg"]


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """WEBTOON Canvas: 800 x 1280, 2 MB a file, 100 images and 20 MB an upload (decimal megabytes)."""

    slice_height_max: int = 1280
    slice_bytes_max: int = 2_000_000
    part_images_max: int = 100
    part_bytes_max: int = 20_000_000


WEBTOON = UploadLimits()
JPEG_QUALITIES = (92, 88, 84, 80)
"""Tried in turn until the slice fits; below 80 lettering shows rings, so a slice is cut smaller instead."""

# Costs of a cut, in slices: a cut in a gutter is free, so one more slice is worth three clean cuts.
COST_IN_PICTURE = 0.3
COST_THROUGH_SPARE = 0.4
COST_NEAR_KEEP = 2.0
COST_THROUGH_KEEP = 1_000.0
MARGIN_PX = 28
"""Words are kept this far from a slice's edge, though that may take one slice more."""


def cut_rows(strip: Strip, height_max: int = WEBTOON.slice_height_max) -> tuple[int, ...]:
    """Rows at which the strip is cut, the strip's end last; each slice is at most `height_max` high.

    The fewest slices that cross no `keep_whole` box and keep clear of it, and among those the ones cut in
    gutters. A box is crossed only where boxes overlap into a stretch higher than a slice may be.
    """
    cost = np.zeros(strip.height + 1, np.float64)
    for panel in strip.panels:
        cost[panel.top + 1 : panel.bottom] = COST_IN_PICTURE
    for panel in strip.panels:
        _charge(cost, panel.spare, COST_THROUGH_SPARE)
        near = [Box(b.left, b.top - MARGIN_PX, b.right, b.bottom + MARGIN_PX) for b in panel.keep_whole]
        _charge(cost, near, COST_NEAR_KEEP)
        _charge(cost, panel.keep_whole, COST_THROUGH_KEEP)
    return _cheapest_cuts(cost, height_max)


def _charge(cost: NDArray[np.float64], boxes: Sequence[Box], amount: float) -> None:
    """A cut at row r parts row r-1 from row r: it crosses a box with ink on both sides."""
    for box in boxes:
        first = max(0, int(np.floor(box.top)))
        last = min(len(cost) - 1, int(np.ceil(box.bottom)))
        cost[first + 1 : last] += amount


def _cheapest_cuts(cost: NDArray[np.float64], height_max: int) -> tuple[int, ...]:
    """Dynamic programming over rows: the cheapest way to each row, from the best within reach above.

    The deque holds rows within reach by rising total, so each row is looked at twice: linear in rows.
    """
    end = len(cost) - 1
    total = [0.0] * (end + 1)
    before = [0] * (end + 1)
    reach: deque[int] = deque([0])
    charges = cost.tolist()
    charges[end] = 0.0
    for row in range(1, end + 1):
        while reach[0] < row - height_max:
            reach.popleft()
        before[row] = reach[0]
        total[row] = total[reach[0]] + 1 + charges[row]
        while reach and total[reach[-1]] >= total[row]:
            reach.pop()
        reach.append(row)
    rows = [end]
    while before[rows[-1]]:
        rows.append(before[rows[-1]])
    return tuple(reversed(rows))


class Slicer:
    """Gathers rows into slices; holds one slice."""

    def __init__(self, cuts: Sequence[int]) -> None:
        self._bounds = list(zip((0, *cuts[:-1]), cuts, strict=True))
        self._pieces: list[Pixels] = []
        self._row = 0

    def push(self, rows: Pixels) -> Iterator[tuple[int, Pixels]]:
        """The slices that these rows complete: the row of the strip each starts at, and its pixels."""
        while len(rows):
            top, bottom = self._bounds[0]
            taken = min(bottom - self._row, len(rows))
            self._pieces.append(rows[:taken])
            self._row += taken
            rows = rows[taken:]
            if self._row == bottom:
                whole = np.concatenate(self._pieces)
                self._pieces = []
                del self._bounds[0]
                yield top, whole


@dataclass(frozen=True, slots=True)
class EncodedSlice:
    """A stored slice: `png` where it was asked for and fits the limit, `jpeg` always."""

    top: int
    height: int
    png: bytes | None
    jpeg: bytes


def encode_slice(
    top: int,
    pixels: Pixels,
    keep_whole: Sequence[Box],
    xmp: bytes,
    *,
    png: bool,
    limits: UploadLimits = WEBTOON,
) -> tuple[EncodedSlice, ...]:
    """The slice within the limit of bytes; more than one when even quality 80 does not fit.

    `keep_whole` are boxes in strip pixels, `xmp` the mark every file carries (draw.marks).
    """
    jpeg = _jpeg_within(pixels, xmp, limits.slice_bytes_max)
    if jpeg is None:
        return tuple(
            encoded
            for part_top, part in _halved(top, pixels, keep_whole)
            for encoded in encode_slice(part_top, part, keep_whole, xmp, png=png, limits=limits)
        )
    stored = marked_png(pixels, xmp) if png else None
    if stored is not None and len(stored) > limits.slice_bytes_max:
        stored = None
    return (EncodedSlice(top, len(pixels), stored, jpeg),)


def _jpeg_within(pixels: Pixels, xmp: bytes, bytes_max: int) -> bytes | None:
    for quality in JPEG_QUALITIES:
        jpeg = mark_jpeg(simplejpeg.encode_jpeg(pixels, quality, "RGB", "444"), xmp)
        if len(jpeg) <= bytes_max:
            return jpeg
    if len(pixels) == 1:  # a row of 800 pixels is 2.4 KB: only an absurd limit comes here
        raise ValueError(f"one row does not fit into {bytes_max} bytes")
    return None


def _halved(top: int, pixels: Pixels, keep_whole: Sequence[Box]) -> Iterator[tuple[int, Pixels]]:
    """The slice in pieces at most half as high (or little more, around a balloon)."""
    height = len(pixels)
    cost = np.zeros(height + 1, np.float64)
    _charge(cost, [Box(b.left, b.top - top, b.right, b.bottom - top) for b in keep_whole], COST_THROUGH_KEEP)
    row = 0
    for cut in _cheapest_cuts(cost, (height + 1) // 2):
        yield top + row, pixels[row:cut]
        row = cut


@dataclass(frozen=True, slots=True)
class Part:
    """One upload: `slices` are the positions of its slices, from `first` to before `end`."""

    first: int
    end: int


def parts(sizes: Sequence[int], limits: UploadLimits = WEBTOON) -> tuple[Part, ...]:
    """Slices of these sizes (bytes), in order, parted so that no part passes the limits of an upload.

    As few parts as that takes, and about as large as each other: no last part of three slices.
    """
    filled = _filled(sizes, limits.part_images_max, limits.part_bytes_max)
    low, high = 0, limits.part_bytes_max
    while low < high:  # the smallest parts that are no more in number
        middle = (low + high) // 2
        tried = _filled(sizes, limits.part_images_max, middle)
        if len(tried) > len(filled):
            low = middle + 1
        else:
            filled, high = tried, middle
    return filled


def _filled(sizes: Sequence[int], images_max: int, bytes_max: int) -> tuple[Part, ...]:
    """Each part as full as it may be; a slice larger than a part is one of its own."""
    found, first, held = [], 0, 0
    for index, size in enumerate(sizes):
        if index > first and (index - first >= images_max or held + size > bytes_max):
            found.append(Part(first, index))
            first, held = index, 0
        held += size
    if first < len(sizes):
        found.append(Part(first, len(sizes)))
    return tuple(found)
