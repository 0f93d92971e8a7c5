"""Things in their states: each drawn otherwise than whole, and inside its square."""

import numpy as np
import pytest

from draw_draft.briefs import brief
from toonverse.draw.draft import paint
from toonverse.draw.draft.states import STATES, state_of


def test_a_state_is_read_from_the_first_word_alone() -> None:
    assert state_of("torn letter") == ("torn", "letter")
    assert state_of("closed umbrella") == ("", "closed umbrella")
    assert state_of("torn") == ("", "torn")


@pytest.mark.parametrize("state", STATES)
def test_a_thing_in_a_state_is_another_picture_than_whole(state: str) -> None:
    noun = "ring" if state == "half" else "letter"
    whole, now = (
        paint(brief(size="insert", figures=(), props=(name,))).pixels.astype(np.int16)
        for name in (noun, f"{state} {noun}")
    )
    assert float(np.abs(whole - now).mean()) > 0.15
