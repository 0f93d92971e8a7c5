"""Charts say what the sums say: every bar in the frame, heights in proportion, levels round."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toonverse.web.charts import BOTTOM, HEIGHT, LEFT, SERIES_MAX, TOP, WIDTH, share, stacked

FIRST = date(2026, 10, 23)

sums = st.dictionaries(
    st.tuples(st.integers(0, 29).map(lambda n: FIRST + timedelta(n)), st.sampled_from("abcdefghijk")),
    st.integers(0, 10**15),
)


@given(sums)
def test_bars_stay_in_the_frame_and_are_as_high_as_their_sums(said: dict[tuple[date, str], int]):
    chart = stacked(said, FIRST, FIRST + timedelta(29))
    top_level = chart.lines[-1].amount
    assert top_level >= max(
        (sum(amount for (day, _), amount in said.items() if day == one) for one, _ in said), default=0
    )
    for bar in chart.bars:
        assert bar.x >= LEFT
        assert bar.x + bar.width <= WIDTH
        assert bar.y >= TOP - 1e-6
        assert bar.y + bar.height <= HEIGHT - BOTTOM + 1e-6
    drawn = sum(bar.height for bar in chart.bars)
    assert drawn == pytest.approx(
        sum(said.values()) * (HEIGHT - BOTTOM - TOP) / top_level, rel=1e-6, abs=1e-6
    )


@given(sums)
def test_the_legend_adds_up_to_everything(said: dict[tuple[date, str], int]):
    chart = stacked(said, FIRST, FIRST + timedelta(29))
    assert sum(one.total for one in chart.series) == sum(said.values())
    assert len(chart.series) <= SERIES_MAX
    assert {bar.place for bar in chart.bars} <= {one.place for one in chart.series}


@given(st.integers(0, 10**18))
def test_levels_are_round_and_few(highest: int):
    levels = [line.amount for line in stacked({(FIRST, "a"): highest}, FIRST, FIRST).lines]
    assert levels[0] == 0
    assert levels[-1] >= highest
    assert 2 <= len(levels) <= 6
    digits = str(levels[1]).rstrip("0")
    assert digits in {"1", "2", "25", "5", ""}


def test_days_are_named_so_that_no_two_words_meet():
    for days in (1, 7, 30, 90):
        words = stacked({}, FIRST, FIRST + timedelta(days - 1)).words
        assert words[-1].day == FIRST + timedelta(days - 1)
        assert all(after.x - before.x >= 60 for before, after in itertools.pairwise(words))


def test_of_a_budget_of_nothing_everything_is_taken():
    assert [share(1, 4), share(9, 4), share(0, 0)] == [25.0, 100.0, 100.0]
