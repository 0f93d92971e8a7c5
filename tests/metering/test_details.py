"""Calls one by one: newest first by their moments, page by page, whatever is asked for."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metered import NOON, House, picture, who, words
from toonverse.metering.calls import Call
from toonverse.metering.details import Chosen, Position, page, position
from toonverse.metering.outcomes import Refused
from toonverse.metering.tables import usage_rows

ACCOUNTS, SOURCES, MODELS = ("local", "ada"), ("studio", "cli"), (picture, words)


def listed(house: House, chosen: Chosen, limit: int) -> list[dict[str, object]]:
    """All of them, page by page."""
    found: list[dict[str, object]] = []
    after: Position | None = None
    while True:
        one = page(house.engine, chosen, limit, after)
        found += one.rows
        assert len(one.rows) <= limit
        if one.after is None:
            return found
        assert one.after == position(one.rows[-1])
        after = one.after


async def test_what_is_booked_late_stands_where_it_belongs(house: House):
    meter = house.meter()
    await meter.buy(picture("today"), who(), "k1")
    house.clock.now = NOON - timedelta(days=400)
    await meter.buy(picture("long ago, as an import is"), who(), "k2")
    for chosen in (Chosen(), Chosen(source="studio"), Chosen(account="local"), Chosen(success=True)):
        rows = page(house.engine, chosen, 10).rows
        assert [row["attempt_id"] for row in rows] == [1, 2]


async def test_a_kind_that_was_never_bought_is_an_empty_page(house: House):
    assert page(house.engine, Chosen(model="picture"), 10).rows == ()
    await house.meter().buy(picture(), who(), "k1")
    for chosen in (Chosen(model="none"), Chosen(source="*"), Chosen(source="cli", model="picture")):
        found = page(house.engine, chosen, 10)
        assert (found.rows, found.after) == ((), None)


async def test_an_accounts_newest_calls_are_read_in_the_order_of_an_index(make_house: Callable[..., House]):
    """However many days and kinds it has: one question, of which the answer lies in a row."""
    house = make_house("sqlite")
    house.account("ada", None)
    meter = house.meter()
    for number, call in enumerate((picture(), words(), picture("another"))):
        await meter.buy(call, who("ada"), f"k{number}")
    asked: list[tuple[str, tuple[object, ...]]] = []
    sa.event.listen(
        house.engine,
        "before_cursor_execute",
        lambda _tx, _cursor, said, given, *_: said == "BEGIN" or asked.append((said, given)),
    )
    chosen = Chosen(account="ada")
    first = page(house.engine, chosen, 2)
    page(house.engine, chosen, 2, first.after)
    assert len(asked) == 2
    with house.engine.connect() as reading:
        for said, given in asked.copy():
            plan = str(reading.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", given).all())
            assert "ix_usage_rows_account_newest" in plan
            assert "B-TREE" not in plan, "nothing is sorted"


bought = st.tuples(
    st.sampled_from(ACCOUNTS),
    st.sampled_from(SOURCES),
    st.sampled_from(MODELS),
    st.integers(0, 6),
    st.sampled_from(("good", "refused", "refunded")),
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(bought, min_size=1, max_size=14),
    st.sampled_from([*product((None, *ACCOUNTS), (None, *SOURCES), (None, "words"), (None, True, False))]),
    st.one_of(st.none(), st.integers(0, 6)),
    st.one_of(st.none(), st.integers(0, 7)),
    st.integers(1, 5),
)
def test_pages_hold_each_chosen_call_once_newest_first(
    make_house: Callable[..., House],
    calls: list[tuple[str, str, Callable[..., Call], int, str]],
    said: tuple[str | None, str | None, str | None, bool | None],
    since: int | None,
    until: int | None,
    limit: int,
):
    house = make_house("sqlite")
    house.move_in()
    house.account("ada", None)

    async def buy() -> None:
        meter = house.meter()
        for number, (account, source, call, half_days, end) in enumerate(calls, 1):
            house.clock.now = NOON + timedelta(hours=12 * half_days)
            house.paid.orders = [Refused(reason="no")] if end == "refused" else []
            wanted = meter.buy(call(str(number)), replace(who(account), source=source), f"k{number}")
            await asyncio.gather(wanted, return_exceptions=True)
            if end == "refunded":
                assert house.ledger.refund(number, "taken back")

    asyncio.run(buy())
    account, source, model, success = said
    first = None if since is None else NOON + timedelta(hours=12 * since)
    last = None if until is None else NOON + timedelta(hours=12 * until)
    chosen = Chosen(account, source, model=model, success=success, since=first, until=last)
    expected = [row for row in house.rows(usage_rows) if chosen.takes(row)]
    assert listed(house, chosen, limit) == sorted(expected, key=position, reverse=True)
    house.close()
