"""The colours of captions: navy and gold, but ink on paper in a picture without colour."""

from toonverse.domain.geometry import Point
from toonverse.domain.lettering import Balloon
from toonverse.draw.balloons import IN_INK, INK, ink_of


def test_a_caption_with_inks_of_its_own_is_drawn_in_them() -> None:
    caption = Balloon("narration", "Night.", "", ("Night.",), 30.0, Point(50, 50), 40.0, 20.0)
    assert ink_of(caption) == INK["narration"]
    inked = ink_of(
        Balloon("narration", "Night.", "", ("Night.",), 30.0, Point(50, 50), 40.0, 20.0, inks=IN_INK)
    )
    assert (inked.fill, inked.line, inked.text) == IN_INK
