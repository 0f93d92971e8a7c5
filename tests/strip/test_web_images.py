"""The reader's pictures: small, as large as they say, and screens stay crisp."""

import numpy as np
import pytest

from toonverse.draw.marks import xmp_packet
from toonverse.draw.png import decode_png
from toonverse.draw.web_images import COVER_WIDTHS, WEB_WIDTHS, bytes_max, web_height, web_image

XMP = xmp_packet("test", "algorithmicMedia")


def screen() -> "np.typing.NDArray[np.uint8]":
    """Dots whose size follows a soft shade, as a printer's screen has them."""
    y, x = np.mgrid[0:1200, 0:800]
    shade = 0.5 + 0.4 * np.sin(x / 130) * np.cos(y / 170)
    dot = (np.cos(x * 2.1) + np.cos(y * 2.1) + 2) / 4
    return np.repeat(np.where(dot > shade, 255, 0).astype(np.uint8)[..., None], 3, 2)


def soft() -> "np.typing.NDArray[np.uint8]":
    y, x = np.mgrid[0:1200, 0:800]
    return np.stack([x % 256, (y // 5) % 256, (x + y) // 8], -1).astype(np.uint8)


@pytest.mark.parametrize("width", sorted({*WEB_WIDTHS, *COVER_WIDTHS}))
def test_a_soft_picture_is_small_and_near_to_what_was_drawn(width: int):
    encoded = web_image(soft(), width, XMP)
    shown = decode_png(encoded)
    assert shown.shape == (web_height(800, 1200, width), width, 3)
    assert len(encoded) <= bytes_max(width, len(shown))
    if width == 800:
        assert np.abs(shown.astype(int) - soft()).mean() < 6


def test_a_grey_picture_without_dots_keeps_its_shades():
    y = np.mgrid[0:1200, 0:800][0]
    chance = np.random.default_rng(5).normal(0, 14, (1200, 800))
    grey = np.clip(60 + y / 10 + chance, 0, 255).astype(np.uint8)
    shown = decode_png(web_image(np.repeat(grey[..., None], 3, 2), 640, XMP))
    assert len(np.unique(shown[..., 0])) > 64  # the steps of a few greys would be seen


def test_a_screened_black_and_white_picture_keeps_its_dots_within_its_bytes():
    encoded = web_image(screen(), 800, XMP)
    shown = decode_png(encoded)
    assert len(encoded) <= bytes_max(800, 1200)
    assert np.abs(shown.astype(int) - screen()).max() <= 32  # a step of the coarser greys at most
    assert b"algorithmicMedia" in encoded


def test_a_screen_too_small_for_its_dots_becomes_even_greys():
    encoded = web_image(screen(), 320, XMP)
    shown = decode_png(encoded)[..., 0].astype(float)
    assert len(encoded) <= bytes_max(320, 480)
    grain = np.abs(np.diff(shown[100:140, 100:140], axis=1))
    assert grain.mean() < 16  # dots of black and white would differ by much more from pixel to pixel


def test_a_picture_that_can_never_fit_is_sent_at_the_lowest_quality_rather_than_not_at_all():
    noise = np.random.default_rng(3).integers(0, 256, (1200, 800, 3), np.uint8)
    encoded = web_image(noise, 800, XMP)
    assert decode_png(encoded).shape == (1200, 800, 3)


def test_the_same_picture_gives_the_same_bytes():
    assert web_image(soft(), 640, XMP) == web_image(soft(), 640, XMP)
