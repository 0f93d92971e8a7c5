"""Amounts that stand under one another are written alike, and none reads as nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toonverse.web.charts import stacked
from toonverse.web.dollars import alike, levels, usd

CENT = 10_000_000


@pytest.mark.parametrize(
    ("amount_nusd", "words"),
    [
        (0, "$0.00"),
        (23 * CENT, "$0.23"),
        (-23 * CENT, "−$0.23"),
        (5 * CENT, "$0.0500"),
        (123_456 * CENT, "$1,234.56"),
        (30_000, "$0.00003"),
        (1, "$0.000000001"),
    ],
)
def test_an_amount_is_told_in_cents_or_in_what_there_is_to_see(amount_nusd: int, words: str):
    assert usd(amount_nusd) == words


@given(st.lists(st.integers(-(10**15), 10**15), min_size=1))
def test_the_digits_of_a_column_line_up_and_no_amount_reads_as_nothing(amounts_nusd: list[int]):
    money = alike(amounts_nusd)
    written = [money(one) for one in amounts_nusd]
    assert len({len(one.partition(".")[2]) for one in written}) == 1
    assert all(
        set(one) & set("123456789") for one, amount in zip(written, amounts_nusd, strict=True) if amount
    )


@given(st.integers(0, 10**15))
def test_the_levels_of_a_scale_are_exact_and_line_up(highest_nusd: int):
    day = date(2026, 11, 22)
    amounts_nusd = [one.amount for one in stacked({(day, "a"): highest_nusd}, day, day).lines]
    money = levels(amounts_nusd)
    written = [money(one) for one in amounts_nusd]
    assert len({len(one.partition(".")[2]) for one in written}) == 1
    assert [round(float(one.replace("$", "").replace(",", "")) * 10**9) for one in written] == amounts_nusd


def test_ten_cents_and_five_are_levels_in_cents():
    money = levels([0, 5 * CENT, 10 * CENT])
    assert [money(one) for one in (0, 5 * CENT, 10 * CENT)] == ["$0.00", "$0.05", "$0.10"]
