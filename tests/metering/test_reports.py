"""Totals come from days, and days of any zone are the sums of the usage rows, whoever asked first."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metered import NOON, PICTURE_NUSD, House, picture, who, words
from toonverse.metering.invariants import examine
from toonverse.metering.outcomes import Refused
from toonverse.metering.reports import Period, sum_of, totals
from toonverse.metering.rollups import open_zone
from toonverse.metering.tables import usage_rows

ZONES = ("UTC", "Asia/Seoul", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Europe/London")


async def test_totals_are_of_the_days_asked_for(house: House):
    meter = house.meter()
    await meter.buy(picture(), who(), "k1")
    house.clock.advance(timedelta(days=1))
    await meter.buy(picture("b"), who(), "k2")
    today = house.clock().astimezone(house.zone).date()
    yesterday = Period(house.zone, today - timedelta(1), today - timedelta(1))
    (day,) = totals(house.engine, yesterday, ("model",))
    assert (day.name, day.calls, day.cost_nusd) == ("picture", 1, PICTURE_NUSD)
    (both,) = totals(house.engine, Period.of_days(house.zone, 2, house.clock()), ("source",))
    assert (both.name, both.cost_nusd) == ("studio", 2 * PICTURE_NUSD)
    by_day = totals(house.engine, Period.of_days(house.zone, 30, house.clock()), ("day", "service"))
    assert [one.names for one in by_day] == [
        (str(today), "image_generation"),
        (str(today - timedelta(1)), "image_generation"),
    ]


async def test_what_was_never_bought_is_a_total_of_zeros(house: House):
    (nothing,) = totals(house.engine, Period.always(house.zone), ())
    assert (nothing.names, nothing.calls, nothing.cost_nusd) == ((), 0, 0)
    assert totals(house.engine, Period.always(house.zone), ("model",)) == []


async def test_an_accounts_totals_are_its_own_and_all_accounts_sum_to_everybodys(house: House):
    house.account("ada", None)
    meter = house.meter()
    await meter.buy(picture(), who(), "k")
    await meter.buy(words(), who("ada"), "k")
    house.paid.orders = [Refused(model="picture", reason="no")]
    with pytest.raises(Refused):
        await meter.buy(picture("no"), who("ada"), "k2")
    always = Period.always(house.zone)
    (adas,) = totals(house.engine, always, (), {"account": "ada"})
    assert (adas.calls, adas.successes, adas.failures, adas.total_tokens) == (2, 1, 1, 30)
    (everybody,) = totals(house.engine, always, ())
    each = totals(house.engine, always, ("account",))
    assert {one.name for one in each} == {"ada", "local"}
    assert sum_of(each) == everybody


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 60 * 24 * 400), st.sampled_from(("local", "ada")), st.booleans()),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(ZONES),
    st.integers(0, 12),
)
def test_days_of_any_zone_are_the_sums_of_its_rows_whenever_the_zone_was_opened(
    make_house: Callable[..., House], bought: list[tuple[int, str, bool]], zone_name: str, opened_after: int
):
    house = make_house("sqlite")
    house.move_in()
    house.account("ada", None)
    zone, meter = ZoneInfo(zone_name), house.meter()

    async def buy() -> None:
        for number, (minutes, account, refunded) in enumerate(bought):
            if number == opened_after:
                open_zone(house.engine, zone)
            house.clock.now = NOON + timedelta(minutes=minutes)
            await meter.buy(picture(str(number)), who(account), f"k{number}")
            if refunded:
                assert house.ledger.refund(number + 1, "taken back")

    asyncio.run(buy())
    told: Counter[tuple[str, str]] = Counter()
    for row in house.rows(usage_rows):
        moment = row["created_at"]
        assert isinstance(moment, datetime)
        told[(str(moment.astimezone(zone).date()), str(row["account"]))] += int(str(row["cost_nusd"]))
    found = totals(house.engine, Period.always(zone), ("day", "account"))
    assert {one.names: one.cost_nusd for one in found} == dict(told)
    assert examine(house.engine, house.zone) == []
    house.close()


async def test_the_days_of_a_zone_opened_amid_purchases_lose_none(house: House):
    meter = house.meter()
    zones = [ZoneInfo(name) for name in ZONES[1:]]

    async def buy(number: int) -> None:
        await meter.buy(picture(str(number)), who(), f"k{number}")

    opening = [asyncio.to_thread(open_zone, house.engine, zone) for zone in zones]
    await asyncio.gather(*(buy(number) for number in range(20)), *opening)
    for zone in zones:
        (all_of_them,) = totals(house.engine, Period.always(zone), ())
        assert (all_of_them.calls, all_of_them.cost_nusd) == (20, 20 * PICTURE_NUSD)


QUERIES = {
    "the use of each model": """
        SELECT service_type, model_name, SUM(total_tokens), COUNT(*), AVG(total_tokens)
        FROM token_usage WHERE userId = 'ada' GROUP BY service_type, model_name
        ORDER BY SUM(total_tokens) DESC""",
    "each day of a month": """
        SELECT DATE(created_at) AS day, service_type, SUM(total_tokens), COUNT(*) FROM token_usage
        WHERE created_at > TIMESTAMPTZ '2026-11-30' - INTERVAL '30 days'
        GROUP BY DATE(created_at), service_type
        ORDER BY day DESC""",
    "the price of each model": """
        SELECT model_name, SUM(prompt_tokens), SUM(completion_tokens), SUM(api_cost), AVG(api_cost)
        FROM token_usage GROUP BY model_name ORDER BY SUM(api_cost) DESC""",
    "what scripts took": """
        SELECT COUNT(*), AVG(total_tokens) FROM token_usage
        WHERE metadata->>'requestType' = 'panel_generation'""",
    "the running sum of a user": "SELECT SUM(total_tokens) FROM token_usage WHERE \"userId\" = 'ada'",
    "the last twenty failures": """
        SELECT id, type, model, "errorMsg", source, "createdAt" FROM "AIUsage"
        WHERE success = false ORDER BY "createdAt" DESC LIMIT 20""",
    "the cost of each day of a week": """
        SELECT DATE("createdAt") AS date, SUM(cost), COUNT(*) FROM "AIUsage"
        WHERE success = true AND "createdAt" >= TIMESTAMPTZ '2026-11-30' - INTERVAL '30 days'
        GROUP BY DATE("createdAt") ORDER BY date DESC""",
    "the cost of each source": """
        SELECT source, SUM(cost), COUNT(*) FROM "AIUsage" WHERE success = true GROUP BY source""",
    "posts with their pictures": """
        SELECT "postId", size, cost FROM "AIUsage" WHERE "postId" IS NOT NULL""",
}


async def test_the_queries_of_earlier_systems_are_answered_by_two_views(make_house: Callable[..., House]):
    house = make_house("postgresql")
    house.account("ada", None)
    meter = house.meter()
    await meter.buy(picture(), who("ada"), "k1")
    await meter.buy(words(), who("ada"), "k2")
    await meter.buy(picture("back"), who("ada"), "k3")
    assert house.ledger.refund(3, "not what was asked for")
    house.paid.orders = [Refused(model="picture", reason="not this")]
    with pytest.raises(Refused):
        await meter.buy(picture("no"), who(), "k4")
    with house.engine.connect() as reading:
        found = {name: reading.execute(sa.text(text)).all() for name, text in QUERIES.items()}
    day, cost = NOON.astimezone(UTC).date(), Decimal(PICTURE_NUSD) / 10**9
    words_cost = Decimal("0.00005")
    (drawn, written) = found["the use of each model"]
    assert (drawn[1], drawn[3], written[:4]) == ("picture", 2, ("text_generation", "words", 30, 1))
    days = found["each day of a month"]  # of one day, so in either order
    assert {tuple(row[:2]) for row in days} == {(day, drawn[0]), (day, written[0])}
    assert len(days) == 2
    assert [(row[0], row[3]) for row in found["the price of each model"]] == [
        ("picture", cost),
        ("words", words_cost),
    ]
    assert found["what scripts took"][0][0] == 3
    assert found["the running sum of a user"][0][0] == 30 + drawn[2]
    (failure,) = found["the last twenty failures"]
    assert (failure[1], failure[2], failure[4]) == ("image_generation", "picture", "studio")
    assert "not this" in failure[3]
    assert found["the cost of each day of a week"] == [(day, cost + words_cost, 3)]
    assert found["the cost of each source"] == [("studio", cost + words_cost, 3)]
    assert found["posts with their pictures"] == []
    assert isinstance(day, date)
