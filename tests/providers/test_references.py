"""Pictures that a model is shown: scaled to what their price was worked out for, or refused."""

from collections.abc import Callable

import numpy as np
import pytest
import pyvips

from providers.faulty_server import PICTURE, bomb
from toonverse.draw.png import encode_png
from toonverse.metering.catalog import PICTURE_EDGE_MAX_PX
from toonverse.metering.outcomes import Refused
from toonverse.providers.pictures import REFERENCES_MAX, loaded


def shelf(media: bytes) -> Callable[[str], bytes]:
    return {"a": media}.__getitem__


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (500, 2400), (1025, 1025)])
def test_a_large_reference_is_scaled_down_before_it_is_sent(width: int, height: int):
    [(media, media_type)] = loaded("p", shelf(encode_png(np.full((height, width, 3), 90, np.uint8))), ("a",))
    sent = pyvips.Image.new_from_buffer(media, "")
    assert media_type == "image/png"
    assert max(sent.width, sent.height) == PICTURE_EDGE_MAX_PX
    assert sent.width / sent.height == pytest.approx(width / height, rel=0.01)


def test_a_small_reference_is_sent_as_it_is():
    assert loaded("p", shelf(PICTURE), ("a",)) == [(PICTURE, "image/png")]


@pytest.mark.parametrize("media", [b"", b"GIF89a", bomb(), b"\x89PNG\r\n\x1a\n" + b"broken" * 9])
def test_what_is_no_picture_to_show_is_refused(media: bytes):
    with pytest.raises(Refused):
        loaded("p", shelf(media), ("a",))


def test_what_the_store_lacks_and_too_many_are_refused():
    with pytest.raises(Refused):
        loaded("p", shelf(PICTURE), ("b",))
    with pytest.raises(Refused):
        loaded("p", shelf(PICTURE), ("a",) * (REFERENCES_MAX + 1))
