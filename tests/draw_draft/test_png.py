"""PNG out and in."""

import io

import numpy as np
import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from toonverse.draw.png import decode_png, encode_png


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_what_is_encoded_is_decoded(width: int, height: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    assert (decode_png(encode_png(pixels)) == pixels).all()


def test_other_readers_agree() -> None:
    chance = np.random.default_rng(1)
    for channels, mode in ((1, "L"), (3, "RGB"), (4, "RGBA")):
        pixels = chance.integers(0, 256, (17, 23, channels), np.uint8)
        with Image.open(io.BytesIO(encode_png(pixels))) as image:
            assert image.mode == mode
            assert (np.asarray(image).reshape(17, 23, channels) == pixels).all()


def test_grey_and_transparent_pictures_are_read_as_rgb() -> None:
    grey = np.full((4, 5), 90, np.uint8)
    assert (decode_png(encode_png(grey)) == 90).all()
    clear = np.zeros((4, 5, 4), np.uint8)
    assert (decode_png(encode_png(clear)) == 255).all()


def test_broken_bytes_are_an_error() -> None:
    with pytest.raises(pyvips.Error):
        decode_png(b"not a picture")
