"""The strip's rows: panels untouched, gaps coloured by what lies between, one PNG written in bands."""

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from toonverse.domain.episode import Leaf
from toonverse.domain.geometry import Box
from toonverse.draw.marks import xmp_packet
from toonverse.draw.png import decode_png
from toonverse.draw.png_stream import PngStream, marked_png
from toonverse.draw.strip import GROUND_RGB, Gap, Picture, fit, fit_pixels, place, rows

XMP = xmp_packet("Rain & letters", "algorithmicMedia")
RED, BLUE = (200, 30, 30), (20, 40, 180)


def flat(height: int, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.full((height, 800, 3), colour, np.uint8)


def gap_between(first: Leaf, second: Leaf) -> Gap:
    pictures = [flat(first.height, RED), flat(second.height, BLUE)]
    return next(piece for piece in rows([first, second], pictures.__getitem__) if isinstance(piece, Gap))


def test_leaves_lie_under_one_another_with_their_boxes():
    strip = place([Leaf("panel", 1, 100, 10), Leaf("panel", 2, 50, 20, keep_whole=(Box(1, 5, 2, 9),))])
    assert [(panel.top, panel.bottom) for panel in strip.panels] == [(10, 110), (130, 180)]
    assert strip.panels[1].keep_whole == (Box(1, 135, 2, 139),)
    assert strip.height == 180


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 60),
            st.integers(0, 700),
            st.sampled_from(("beat", "scene", "jump")),
            st.sampled_from(("white", "dusk", "dark")),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_every_panel_is_in_the_strip_as_it_is_and_at_its_place(specs: list[tuple]):
    made = [
        Leaf("panel", i, h, gap, how, ground, bleed) for i, (h, gap, how, ground, bleed) in enumerate(specs)
    ]
    pictures = [
        np.random.default_rng(i).integers(0, 256, (leaf.height, 800, 3), np.uint8)
        for i, leaf in enumerate(made)
    ]
    strip = place(made)
    drawn = np.concatenate([piece.rows for piece in rows(made, pictures.__getitem__)])
    assert drawn.shape == (strip.height, 800, 3)
    for panel, pixels in zip(strip.panels, pictures, strict=True):
        assert np.array_equal(drawn[panel.top : panel.bottom], pixels)


def test_a_beat_is_plain_ground_of_one_colour():
    gap = gap_between(Leaf("panel", 1, 20, 0), Leaf("panel", 2, 20, 250))
    assert np.all(gap.rows == 255)
    assert gap.colours == ("#ffffff",)


def test_between_scenes_both_pictures_run_out_into_the_ground():
    gap = gap_between(Leaf("panel", 1, 20, 0), Leaf("panel", 2, 20, 800, "scene"))
    assert np.abs(gap.rows[0].astype(int) - RED).max() <= 1
    assert np.abs(gap.rows[-1].astype(int) - BLUE).max() <= 1
    assert np.all(gap.rows[400] >= 254)


def test_at_a_jump_in_time_one_colour_turns_into_the_other():
    gap = gap_between(Leaf("panel", 1, 20, 0), Leaf("panel", 2, 20, 600, "jump"))
    middle = gap.rows[300].mean(0)
    assert np.abs(middle - (np.array(RED) + BLUE) / 2).max() < 3
    assert gap.colours[0] == "#c81e1e"
    assert gap.colours[-1] == "#1428b4"


def test_at_a_jump_in_time_the_shapes_along_an_edge_are_gone_before_colours_mix():
    first, second = flat(20, RED), flat(20, BLUE)
    first[:, :400] = 255
    pieces = rows([Leaf("panel", 1, 20, 0), Leaf("panel", 2, 20, 600, "jump")], [first, second].__getitem__)
    gap = next(piece for piece in pieces if isinstance(piece, Gap))
    assert gap.rows[0].std(0).max() > 50
    assert gap.rows[150:450].astype(int).std(1).max() <= 1


def test_a_bleed_runs_out_on_its_own_side_only():
    gap = gap_between(Leaf("panel", 1, 20, 0), Leaf("panel", 2, 20, 500, bleed=True))
    assert np.all(gap.rows[:100] >= 254)
    assert np.abs(gap.rows[-1].astype(int) - BLUE).max() <= 1


def test_from_a_day_scene_into_a_night_the_ground_turns_dark():
    gap = gap_between(Leaf("panel", 1, 20, 0), Leaf("panel", 2, 20, 400, "scene", "dark"))
    dark = np.array(GROUND_RGB["dark"])
    assert np.abs(gap.rows[250].astype(int) - dark).max() < 60
    assert gap.rows[160].mean() > 190


def test_a_picture_of_another_height_than_announced_is_refused():
    with pytest.raises(ValueError, match="rows"):
        list(rows([Leaf("panel", 1, 30, 0)], lambda _: flat(31, RED)))


@settings(max_examples=20)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=5), st.integers(1, 40))
def test_a_png_written_in_pieces_reads_back_as_what_was_written(heights: list[int], width: int):
    pieces = [np.random.default_rng(h).integers(0, 256, (h, width, 3), np.uint8) for h in heights]
    written: list[bytes] = []
    stream = PngStream(width, sum(heights), XMP, written.append)
    for piece in pieces:
        stream.append(piece)
    stream.close()
    assert np.array_equal(decode_png(b"".join(written)), np.concatenate(pieces))


def test_a_png_higher_than_jpeg_can_be_is_fine():
    tall = flat(66_000, RED)[:, :16]
    assert decode_png(marked_png(tall, XMP)).shape == (66_000, 16, 3)


def test_too_many_or_too_few_rows_are_an_error():
    stream = PngStream(8, 10, XMP, lambda _: None)
    with pytest.raises(ValueError, match="more rows"):
        stream.append(np.zeros((11, 8, 3), np.uint8))
    stream = PngStream(8, 10, XMP, lambda _: None)
    stream.append(np.zeros((9, 8, 3), np.uint8))
    with pytest.raises(ValueError, match="1 rows are missing"):
        stream.close()


def test_the_mark_is_an_itxt_chunk_with_the_source_type_and_an_escaped_title():
    png = marked_png(flat(4, RED), XMP)
    at = png.index(b"iTXt")
    size = int.from_bytes(png[at - 4 : at], "big")
    chunk = png[at : at + 4 + size]
    assert chunk.startswith(b"iTXtXML:com.adobe.xmp\0\0\0\0\0<?xpacket")
    assert b"digitalsourcetype/algorithmicMedia" in chunk
    assert b"Rain &amp; letters" in chunk
    assert int.from_bytes(png[at + 4 + size : at + 8 + size], "big") == zlib.crc32(chunk)
    assert at < png.index(b"IDAT")


def test_a_picture_is_made_800_wide_whatever_its_kind():
    grey_with_alpha = np.zeros((30, 60, 4), np.uint8)
    grey_with_alpha[..., 3] = 255
    import pyvips

    encoded = pyvips.Image.new_from_array(grey_with_alpha).write_to_buffer(".png")
    assert fit(encoded).shape == (400, 800, 3)
    assert isinstance(Picture(0, fit(encoded)).rows, np.ndarray)


@pytest.mark.parametrize("size", [(1024, 1536), (800, 90), (333, 77)])
def test_rows_in_memory_are_fitted_as_their_png_is(size: tuple[int, int]):
    pixels = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), np.uint8)
    assert np.array_equal(fit_pixels(pixels), fit(marked_png(pixels, XMP)))


def test_a_narrower_panel_has_the_ground_at_its_sides():
    leaf = Leaf("panel", 1, 30, 0, ground="dusk", insets_px=(80, 32))
    (drawn,) = rows([leaf], lambda _: flat(30, RED))
    assert (drawn.rows[:, :80] == GROUND_RGB["dusk"]).all()
    assert (drawn.rows[:, 80:768] == RED).all()
    assert (drawn.rows[:, 768:] == GROUND_RGB["dusk"]).all()
