"""Budgets bind by scope and window; windows are days of one zone, also where clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metered import PICTURE_NUSD, House, picture, who
from toonverse.metering.outcomes import Unknown
from toonverse.metering.refusals import BudgetExceeded
from toonverse.metering.tables import budget_counters, outbox
from toonverse.metering.unknowns import settle_unknown
from toonverse.metering.windows import quarter_hour, window_end, window_start

# midnight is skipped in Santiago, comes twice in Havana; Lord Howe shifts by half an hour, Apia lost a day
ZONES = ["Asia/Seoul", "Europe/Berlin", "America/Santiago", "America/Havana", "Australia/Lord_Howe",
         "Pacific/Apia", "America/New_York", "Asia/Kathmandu", "UTC"]  # fmt: skip
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.sampled_from(["day", "week", "month", "total"]), MOMENTS, st.sampled_from(ZONES))
def test_every_moment_lies_in_its_window_and_in_no_other(window: str, at: datetime, zone_name: str):
    zone = ZoneInfo(zone_name)
    start = window_start(window, at, zone)
    end = window_end(window, start, zone)
    assert start <= at < end
    assert window_start(window, start, zone) == start
    assert window_start(window, end - timedelta(microseconds=1), zone) == start
    if window != "total":
        assert window_start(window, end, zone) == end


@given(MOMENTS)
def test_a_quarter_hour_starts_at_most_fifteen_minutes_ago(at: datetime):
    quarter = quarter_hour(at)
    assert timedelta(0) <= at - quarter < timedelta(minutes=15)
    assert quarter.timestamp() % 900 == 0


def test_a_day_in_seoul_begins_at_fifteen_hours_utc():
    at = datetime(2026, 11, 21, 15, tzinfo=UTC)
    assert window_start("day", at, ZoneInfo("Asia/Seoul")) == at
    before = at - timedelta(seconds=1)
    assert window_start("day", before, ZoneInfo("Asia/Seoul")) == at - timedelta(days=1)


def test_a_day_on_which_clocks_change_has_23_or_25_hours():
    berlin = ZoneInfo("Europe/Berlin")
    for on, hours in (
        (datetime(2026, 3, 29, 12, tzinfo=UTC), 23),
        (datetime(2026, 10, 25, 12, tzinfo=UTC), 25),
    ):
        start = window_start("day", on, berlin)
        assert window_end("day", start, berlin) - start == timedelta(hours=hours)


async def test_a_new_day_brings_a_new_day_budget(house: House):
    house.budget("global", "", "day", PICTURE_NUSD)
    house.clock.now = datetime(2026, 11, 21, 14, 59, 59, tzinfo=UTC)  # a second before midnight in Seoul
    await house.meter().buy(picture(), who(), "k1")
    with pytest.raises(BudgetExceeded):
        await house.meter().buy(picture(), who(), "k2")
    house.clock.advance(timedelta(seconds=1))
    await house.meter().buy(picture(), who(), "k2")


async def test_an_old_unknown_does_not_block_today(house: House):
    house.budget("global", "", "day", PICTURE_NUSD)
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await house.meter().buy(picture(), who(), "k")
    with pytest.raises(BudgetExceeded):
        await house.meter().buy(picture(), who(), "k")
    house.clock.advance(timedelta(days=1))
    await house.meter().buy(picture(), who(), "k")


async def test_setting_a_budget_replaces_the_one_of_its_scope_and_window(house: House):
    house.budget("global", "", "month", 5 * PICTURE_NUSD)
    await house.meter().buy(picture(), who(), "k1")
    house.budget("global", "", "month", PICTURE_NUSD)
    with pytest.raises(BudgetExceeded) as refused:
        await house.meter().buy(picture(), who(), "k2")
    assert refused.value.facts["available_nusd"] == 0


async def test_a_budget_made_in_mid_window_counts_what_was_spent_before_it(house: House):
    meter = house.meter()
    await meter.buy(picture(), who(), "k1")
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await meter.buy(picture("b"), who(), "k2")
    house.budget("project", "7", "week", 3 * PICTURE_NUSD)
    await meter.buy(picture("c"), who(), "k3")
    with pytest.raises(BudgetExceeded):
        await meter.buy(picture("d"), who(), "k4")


async def test_a_budget_binds_only_what_it_is_about(house: House):
    house.account("ada", None)
    house.budget("account", "ada", "day", 0)
    with pytest.raises(BudgetExceeded):
        await house.meter().buy(picture(), who("ada"), "k")
    await house.meter().buy(picture(), who("local"), "k")


async def test_a_budget_that_only_alerts_lets_everything_pass(house: House):
    house.budget("global", "", "day", PICTURE_NUSD, stops=False)
    for number in range(3):
        await house.meter().buy(picture(str(number)), who(), f"k{number}")
    (counter,) = house.rows(budget_counters)
    assert counter["settled_nusd"] == 3 * PICTURE_NUSD


async def test_each_threshold_is_alerted_once_in_a_window(house: House):
    house.budget("global", "", "day", 10 * PICTURE_NUSD)
    meter = house.meter()
    for number in range(10):
        await meter.buy(picture(str(number)), who(), f"k{number}")
    names = [str(row["name"]).rsplit("/", 1)[1] for row in house.rows(outbox)]
    assert names == ["50", "80", "100"]


SEOUL_MORNING = datetime(2026, 11, 21, 20, tzinfo=UTC)  # the 21st in UTC, the 22nd in Seoul


@pytest.mark.parametrize(("one", "other"), [("UTC", "Asia/Seoul"), ("Asia/Seoul", "UTC")])
async def test_a_change_of_the_time_zone_breaks_no_books(house: House, one: str, other: str):
    house.zone = ZoneInfo(one)
    house.clock.now = SEOUL_MORNING
    await house.meter().buy(picture(), who(), "k1")
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await house.meter().buy(picture(), who(), "k2")
    house.zone = ZoneInfo(other)
    assert house.broken() == []
    settle_unknown(house.ledger, 2)
    assert house.broken() == []


async def test_a_time_zone_taken_back_forgets_nothing_that_was_spent_meanwhile(house: House):
    house.budget("global", "", "day", 2 * PICTURE_NUSD)
    house.clock.now = SEOUL_MORNING
    for number, zone in enumerate(("UTC", "Asia/Seoul")):
        house.zone = ZoneInfo(zone)
        await house.meter().buy(picture(), who(), f"k{number}")
    house.zone = ZoneInfo("UTC")
    with pytest.raises(BudgetExceeded):
        await house.meter().buy(picture(), who(), "k3")
