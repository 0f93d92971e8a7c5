"""Things: each drawn round its own middle, each unlike the others, and found by the names stories use."""

import numpy as np
import pytest
from numpy.typing import NDArray

from toonverse.draw.draft.layers import Layer
from toonverse.draw.draft.props import draw_prop, known_prop
from toonverse.draw.draft.props_land import DRAWERS as LAND
from toonverse.draw.draft.props_small import DRAWERS as SMALL
from toonverse.draw.draft.props_tools import DRAWERS as TOOLS

PX = 96


def _drawn(noun: str) -> NDArray[np.uint8]:
    layer = Layer(2 * PX, 2 * PX, clear=True)
    layer.canvas.translate(PX, PX)
    layer.canvas.scale(PX, PX)
    draw_prop(layer.canvas, noun, 0.012)
    return layer.pixels.copy()


@pytest.mark.parametrize("noun", sorted({**TOOLS, **SMALL, **LAND}))
def test_a_thing_fills_its_square_and_stays_in_it(noun: str) -> None:
    rows, columns = np.nonzero(_drawn(noun)[..., 3] > 40)
    reach = max(np.abs(rows - PX).max(), np.abs(columns - PX).max()) / PX
    assert 0.4 < reach < 0.72  # what the sprite of an insert holds
    assert len(rows) > 0.02 * PX * PX


def test_no_two_things_look_alike() -> None:
    pictures = {noun: _drawn(noun).astype(np.int16) for noun in {**TOOLS, **SMALL, **LAND, "bundle": None}}
    names = sorted(pictures)
    for k, one in enumerate(names):
        for other in names[k + 1 :]:
            assert np.abs(pictures[one] - pictures[other]).mean() > 1.5, (one, other)


@pytest.mark.parametrize(
    ("noun", "drawing"),
    [
        ("pail", "bucket"),
        ("walking stick", "cane"),
        ("luggage", "suitcase"),
        ("ladders", "ladder"),
        ("xyz", ""),
    ],
)
def test_other_names_find_the_drawing(noun: str, drawing: str) -> None:
    assert known_prop(noun) == drawing
