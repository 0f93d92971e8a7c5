"""A storyboard has exactly the panels asked for."""

import pytest

from directing.scripts import lighthouse
from toonverse.studio.directing import direct
from toonverse.studio.directing.director import PanelsOutOfRange


@pytest.mark.parametrize("panels", [1, 2, 3, 7, 12, 60, 200])
def test_any_number_of_panels_is_met_exactly(panels: int) -> None:
    board = direct(lighthouse(), "webtoon", panels)
    assert [shot.number for shot in board.shots] == list(range(1, panels + 1))


@pytest.mark.parametrize("panels", [0, -1, 201])
def test_a_number_out_of_range_is_refused(panels: int) -> None:
    with pytest.raises(PanelsOutOfRange):
        direct(lighthouse(), "webtoon", panels)
