"""Loud sounds go behind the figures of pictures that say where their figures are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from toonverse.domain.geometry import Box, Point
from toonverse.domain.look import Look
from toonverse.domain.panel import Face
from toonverse.domain.storyboard import Brief, CastMember, Figure, Shot
from toonverse.draw.cutout import Mask, cutout_of, pack, unpack
from toonverse.draw.draft import paint
from toonverse.draw.letter import letter, render
from toonverse.draw.png import decode_png, encode_png
from toonverse.draw.svg import to_svg
from toonverse.store.fonts import typefaces

SIZE = (1024, 1200)
FACE = Face("Mina", Box(420, 120, 620, 360), Point(520, 320), Box(380, 120, 660, 1180))


def figures() -> Mask:
    """A figure as a pillar under its head."""
    mask = np.zeros(SIZE[::-1], np.bool_)
    mask[120:1180, 466:574] = True
    return mask


def brief(*sounds: str) -> Brief:
    figure = (Figure("Mina", "run", "shouting", x=0.5),)
    shot = Shot(1, 0, "full", "eye", "street", "", "modern", "day", "clear", figure, "", sounds=sounds)
    return Brief(shot, (CastMember("Mina", Look("female", "young")),), "webtoon")


@given(arrays(np.bool_, st.tuples(st.integers(1, 40), st.integers(1, 40))))
def test_a_mask_comes_out_of_its_bytes_as_it_went_in(mask: Mask) -> None:
    unpacked = unpack(pack(mask))
    assert unpacked is not None
    assert np.array_equal(unpacked, mask)


@pytest.mark.parametrize(
    "packed", [b"", b"\0" * 8, b"\0\0\0\x08\0\0\0\x08xxxx", b"\xff" * 40, pack(figures())[:-9]]
)
def test_damaged_bytes_are_no_mask(packed: bytes) -> None:
    assert unpack(packed) is None


def test_a_drawn_picture_with_sounds_carries_its_figures_and_stays_a_picture() -> None:
    drawing = paint(brief("BANG"))
    png = drawing.png()
    mask = cutout_of(png, *drawing.pixels.shape[1::-1])
    assert mask is not None
    assert np.array_equal(mask, drawing.figures)
    (face,) = drawing.faces
    assert mask[int(face.head.center.y), int(face.head.center.x)]
    assert not mask[:, 0].any()
    assert np.array_equal(decode_png(png), drawing.pixels)


def test_without_sounds_nothing_is_carried() -> None:
    drawing = paint(brief())
    assert drawing.figures is None
    assert drawing.png() == encode_png(drawing.pixels)


def test_other_pictures_and_other_sizes_have_no_mask() -> None:
    png = paint(brief("BANG")).png()
    assert cutout_of(png, 10, 10) is None
    assert cutout_of(encode_png(np.zeros((8, 8, 3), np.uint8)), 8, 8) is None
    assert cutout_of(b"\xff\xd8\xff\xe0 a photograph", 8, 8) is None
    assert cutout_of(png[:60], 1024, 1536) is None


@pytest.mark.parametrize("sound", ["와장창", "CRASH", "쾅쾅쾅"])
def test_a_loud_sound_goes_behind_the_figure_and_leaves_it_as_it_was(sound: str) -> None:
    fonts, ground = typefaces(), np.full((*SIZE[::-1], 3), 90, np.uint8)
    mask = figures()
    layer = letter(SIZE, (), (sound,), (FACE,), "en", fonts, ground, figures=mask)
    (balloon,) = layer.balloons
    assert balloon.behind
    drawn = render(ground, layer, fonts, mask)
    changed = (drawn != ground).any(2)
    assert changed.any()
    assert not changed[mask].any()
    before = (render(ground, layer, fonts) != ground).any(2)
    assert before[mask].any()  # it does lie there
    assert (changed & before).sum() / before.sum() > 0.7  # and can be read
    assert "<mask" in to_svg(layer, fonts, mask)
    assert "<mask" not in to_svg(layer, fonts)
    on_a_page = to_svg(layer, fonts, mask, with_pictures=False)
    assert "<mask" in on_a_page
    assert "data:" not in on_a_page


def test_without_figures_every_sound_stays_in_front() -> None:
    ground = np.full((*SIZE[::-1], 3), 90, np.uint8)
    layer = letter(SIZE, (), ("BOOM",), (FACE,), "en", typefaces(), ground)
    assert not any(balloon.behind for balloon in layer.balloons)


def test_a_soft_sound_stays_in_front() -> None:
    ground = np.full((*SIZE[::-1], 3), 90, np.uint8)
    layer = letter(SIZE, (), ("drip",), (FACE,), "en", typefaces(), ground, figures=figures())
    assert not any(balloon.behind for balloon in layer.balloons)


def test_what_would_be_hidden_is_drawn_in_front() -> None:
    ground, everywhere = np.full((*SIZE[::-1], 3), 90, np.uint8), np.ones(SIZE[::-1], np.bool_)
    layer = letter(
        SIZE,
        (),
        ("BOOM",),
        (replace(FACE, body=Box(0, 0, 1024, 1200)),),
        "en",
        typefaces(),
        ground,
        figures=everywhere,
    )
    assert not any(balloon.behind for balloon in layer.balloons)
