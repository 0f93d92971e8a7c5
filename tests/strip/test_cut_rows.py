"""Where the strip is cut: never through a balloon, never too high, in a gutter where that costs nothing."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toonverse.domain.episode import Leaf
from toonverse.domain.geometry import Box
from toonverse.draw.marks import xmp_packet
from toonverse.draw.png import decode_png
from toonverse.draw.slices import (
    MARGIN_PX,
    Slicer,
    UploadLimits,
    cut_rows,
    encode_slice,
    parts,
)
from toonverse.draw.strip import place

HEIGHT_MAX = 1280
XMP = xmp_packet("비의 편지", "algorithmicMedia")


@st.composite
def leaves(draw: st.DrawFn) -> list[Leaf]:
    """Leaves with boxes that may overlap one another, though never into a stretch higher than a slice."""
    made = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        height = draw(st.integers(40, 2600))
        boxes, free = [], 0.0
        for _ in range(draw(st.integers(0, 5))):
            top = free + draw(st.floats(0, 300))
            bottom = top + draw(st.floats(1, 500))
            if bottom > height:
                break
            boxes.append(Box(50, top, 600, bottom))
            boxes.append(Box(300, top + (bottom - top) / 3, 700, bottom))
            free = bottom + draw(st.integers(1, 40))
        made.append(Leaf("panel", number, height, draw(st.integers(0, 900)), keep_whole=tuple(boxes)))
    return made


@given(leaves())
def test_no_cut_crosses_a_box_and_no_slice_is_too_high(made: list[Leaf]):
    strip = place(made)
    cuts = cut_rows(strip, HEIGHT_MAX)
    assert cuts[-1] == strip.height
    assert all(0 < low - high <= HEIGHT_MAX for high, low in pairwise((0, *cuts)))
    for panel in strip.panels:
        for box in panel.keep_whole:
            assert not any(box.top < cut < box.bottom for cut in cuts)


@given(st.lists(st.tuples(st.integers(600, 1600), st.integers(200, 1000)), min_size=1, max_size=8), st.data())
def test_no_cut_comes_near_the_words_of_a_panel(sizes: list[tuple[int, int]], data: st.DataObject):
    """Panels as they are: balloons in the upper and the lower third, gutters of 200 at least."""
    made = []
    for number, (height, gap) in enumerate(sizes, 1):
        top = data.draw(st.integers(8, height // 3 - 60))
        low = data.draw(st.integers(height // 2, height - 130))
        boxes = (Box(60, top, 400, top + 60), Box(300, low, 760, low + 120))
        made.append(Leaf("panel", number, height, gap, keep_whole=boxes))
    strip = place(made)
    for cut in cut_rows(strip, HEIGHT_MAX)[:-1]:
        for panel in strip.panels:
            for box in panel.keep_whole:
                assert not box.top - MARGIN_PX < cut < box.bottom + MARGIN_PX


@given(leaves())
def test_slices_are_as_few_as_a_greedy_reader_of_the_boxes_needs(made: list[Leaf]):
    """The latest legal row each time gives the fewest slices; ours may take more only to cut in gutters."""
    strip = place(made)
    boxes = [box for panel in strip.panels for box in panel.keep_whole]
    row, fewest = 0, 0
    while row < strip.height:
        reach = min(strip.height, row + HEIGHT_MAX)
        row = next(r for r in range(reach, row, -1) if not any(box.top < r < box.bottom for box in boxes))
        fewest += 1
    ours = len(cut_rows(strip, HEIGHT_MAX))
    assert fewest <= ours <= fewest * 1.3 + 1


def test_a_cut_in_a_gutter_is_preferred_to_one_through_a_picture():
    strip = place([Leaf("panel", 1, 1000, 0), Leaf("panel", 2, 1000, 200), Leaf("panel", 3, 1000, 200)])
    first, second, _ = cut_rows(strip, HEIGHT_MAX)
    assert 1000 <= first <= 1200
    assert 2200 <= second <= 2400


def test_a_cut_goes_round_a_face_where_it_can():
    face = Box(300, 700, 500, 1200)
    strip = place([Leaf("panel", 1, 2500, 0, spare=(face,))])
    assert not any(face.top < cut < face.bottom for cut in cut_rows(strip, HEIGHT_MAX))


def test_boxes_piled_higher_than_a_slice_are_cut_where_the_fewest_are_crossed():
    pile = tuple(Box(0, top, 400, top + 500) for top in range(0, 2400, 300))
    strip = place([Leaf("panel", 1, 2900, 0, keep_whole=pile)])
    cuts = cut_rows(strip, HEIGHT_MAX)
    assert all(low - high <= HEIGHT_MAX for high, low in pairwise((0, *cuts)))
    crossed = [sum(box.top < cut < box.bottom for box in pile) for cut in cuts[:-1]]
    assert max(crossed) == 1


@settings(max_examples=30)
@given(st.lists(st.integers(1, 90), min_size=1, max_size=20), st.data())
def test_slices_concatenate_exactly_to_the_rows_pushed(sizes: list[int], data: st.DataObject):
    height = sum(sizes)
    rows = np.random.default_rng(height).integers(0, 256, (height, 8, 3), np.uint8)
    inner = data.draw(st.sets(st.integers(1, height - 1), max_size=8)) if height > 1 else set()
    slicer, got, row = Slicer((*sorted(inner), height)), [], 0
    for size in sizes:
        got += list(slicer.push(rows[row : row + size]))
        row += size
    assert np.array_equal(np.concatenate([pixels for _, pixels in got]), rows)
    assert [top for top, _ in got] == [0, *sorted(inner)]


def noise(height: int) -> "np.typing.NDArray[np.uint8]":
    return np.random.default_rng(5).integers(0, 256, (height, 800, 3), np.uint8)


def test_a_quiet_slice_is_kept_as_png_bit_for_bit():
    pixels = np.full((300, 800, 3), 90, np.uint8)
    (stored,) = encode_slice(40, pixels, (), XMP, png=True)
    assert stored.png is not None
    assert np.array_equal(decode_png(stored.png), pixels)
    assert (stored.top, stored.height) == (40, 300)


def test_a_slice_too_large_for_png_has_only_its_jpeg():
    (stored,) = encode_slice(0, noise(600), (), XMP, png=True, limits=UploadLimits(slice_bytes_max=1_200_000))
    assert stored.png is None
    assert len(stored.jpeg) <= 1_200_000


def test_a_slice_that_does_not_fit_at_quality_80_is_cut_smaller_around_its_balloons():
    limits = UploadLimits(slice_bytes_max=500_000)
    balloon = Box(100, 1000 + 500, 400, 1000 + 800)
    stored = encode_slice(1000, noise(1280), (balloon,), XMP, png=True, limits=limits)
    assert len(stored) > 2
    assert sum(piece.height for piece in stored) == 1280
    assert [piece.top for piece in stored[1:]] == [piece.top + piece.height for piece in stored[:-1]]
    assert not any(balloon.top < piece.top < balloon.bottom for piece in stored)
    assert all(len(piece.jpeg) <= 500_000 for piece in stored)


def test_jpeg_slices_keep_full_colour_and_a_quality_of_80_or_more():
    (stored,) = encode_slice(0, noise(64), (), XMP, png=False)
    start = stored.jpeg.index(b"\xff\xc0")
    assert [stored.jpeg[start + 11 + 3 * i] for i in range(3)] == [0x11, 0x11, 0x11]  # 4:4:4
    table = stored.jpeg.index(b"\xff\xdb") + 5
    assert stored.jpeg[table] <= 6  # the first luminance step is 16 at quality 50 and 6 at 80


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], []),
        ([5], [(0, 1)]),
        ([1] * 100, [(0, 100)]),
        ([1] * 101, [(0, 51), (51, 101)]),
        ([200_000] * 203, [(0, 68), (68, 136), (136, 203)]),
        ([9_000_000] * 5, [(0, 2), (2, 4), (4, 5)]),
        ([20_000_000, 1], [(0, 1), (1, 2)]),
    ],
)
def test_an_upload_set_is_parted_at_the_platforms_limits(sizes: list[int], expected: list[tuple[int, int]]):
    assert [(part.first, part.end) for part in parts(sizes)] == expected


@given(st.lists(st.integers(1, 2_000_000), max_size=300))
def test_parts_hold_every_slice_once_and_keep_the_limits(sizes: list[int]):
    found = parts(sizes)
    assert [i for part in found for i in range(part.first, part.end)] == list(range(len(sizes)))
    for part in found:
        assert part.end - part.first <= 100
        assert sum(sizes[part.first : part.end]) <= 20_000_000
