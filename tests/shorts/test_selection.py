from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draw_draft.briefs import PLAIN
from toonverse.domain.script import Line
from toonverse.domain.storyboard import Figure
from toonverse.studio.shorts.selection import (
    PanelsUnknown,
    ShortTooLong,
    choose,
    estimate,
    hook,
    parse_panels,
)

SHOTS = [
    replace(PLAIN, number=n, lines=(Line("오늘은 비가 많이 온다고 했는데." * 2, "Mina"),))
    for n in range(1, 21)
]


def test_panels_are_taken_in_the_order_they_are_named():
    assert parse_panels("7,3-5, 3") == (7, 3, 4, 5)
    assert [shot.number for shot in choose(SHOTS, (7, 3), 60, "ko")] == [7, 3]


@pytest.mark.parametrize("text", ["x", "0", "5-3", "1-", "-2", "1-99999"])
def test_what_names_no_panels_is_refused(text: str):
    with pytest.raises(PanelsUnknown):
        parse_panels(text)


def test_panels_that_are_not_there_are_named():
    with pytest.raises(PanelsUnknown) as caught:
        choose(SHOTS, (2, 33), 60, "ko")
    assert caught.value.facts == {"panels": "33", "last": 20}


def test_more_than_three_minutes_are_no_short():
    talking = [replace(shot, lines=shot.lines * 4) for shot in SHOTS]
    with pytest.raises(ShortTooLong):
        choose(talking, range(1, 21), 60, "ko")


@given(st.integers(5, 180))
def test_the_beginning_is_shown_as_far_as_time_allows(seconds: int):
    chosen = choose(SHOTS, (), seconds, "ko")
    assert [shot.number for shot in chosen] == list(range(1, len(chosen) + 1))
    assert len(chosen) == 1 or estimate(chosen, "ko") <= seconds


def test_it_stops_at_the_moment_that_pulls_on():
    whole = len(choose(SHOTS, (), 60, "ko"))
    shots = [replace(shot, role="turn") if shot.number == whole - 2 else shot for shot in SHOTS]
    assert len(choose(shots, (), 60, "ko")) == whole - 2


def test_the_title_stands_over_a_face_that_feels_something():
    empty = replace(PLAIN, size="extreme long", figures=())
    calm = replace(PLAIN, size="close")
    crying = replace(PLAIN, size="close", figures=(Figure("Mina", emotion="crying"),))
    away = replace(PLAIN, size="close", figures=(Figure("Mina", emotion="crying", facing="back"),))
    assert hook([empty, calm, crying, away]) == 2
    assert hook([empty, empty]) == 0
