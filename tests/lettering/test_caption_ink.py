"""The colours of what is written: navy, gold and cream, but ink on paper in a picture without colour."""

import pytest

from toonverse.domain.geometry import Point
from toonverse.domain.lettering import Balloon, BalloonKind
from toonverse.draw.balloons import IN_INK, INK, in_ink, ink_of


def written(kind: BalloonKind) -> Balloon:
    return Balloon(kind, "Night.", "", ("Night.",), 30.0, Point(50, 50), 40.0, 20.0)


@pytest.mark.parametrize("kind", ["narration", "letter", "sign"])
def test_what_is_written_is_inked_without_any_colour(kind: BalloonKind):
    assert ink_of(written(kind)) == INK[kind]
    inked = ink_of(in_ink(written(kind)))
    for color in (inked.fill, inked.line, inked.text, inked.rule, inked.shadow):
        red, green, blue = color >> 16 & 255, color >> 8 & 255, color & 255
        assert red == green == blue


def test_a_sign_is_dark_and_paper_is_white_and_what_is_said_stays_as_it_is():
    assert in_ink(written("narration")).inks == in_ink(written("letter")).inks == IN_INK
    assert ink_of(in_ink(written("sign"))).fill == 0xFF151515
    assert in_ink(written("speech")) == written("speech")
