"""The rate lane: a rolling minute, counted by every process together, that a crash does not forget."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from metered import House, picture, who
from toonverse.db import open_engine, upgrade
from toonverse.metering import lanes as rate_lanes
from toonverse.metering.door import CLOSED_SECONDS_MAX
from toonverse.metering.lanes import WINDOW_SECONDS, Lanes
from toonverse.metering.outcomes import Failed, Limited
from toonverse.metering.tables import attempts, lane_passes


@pytest.fixture
def engine(empty_database: str) -> Iterator[sa.Engine]:
    engine = open_engine(empty_database)
    upgrade(engine)
    yield engine
    engine.dispose()


def at(monkeypatch: pytest.MonkeyPatch, second: float) -> None:
    monkeypatch.setattr(rate_lanes, "_now", lambda dialect: sa.literal(second, sa.Float))


def test_no_limit_counts_nothing(engine: sa.Engine):
    assert {Lanes(engine, 0).enter("openai") for _ in range(50)} == {0.0}
    with engine.connect() as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(lane_passes)) == 0


def test_a_rolling_minute_holds_so_many_and_no_more(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch):
    lanes = Lanes(engine, 2)
    at(monkeypatch, 1000.0)
    assert lanes.enter("openai") == 0.0
    at(monkeypatch, 1030.0)
    assert lanes.enter("openai") == 0.0
    assert lanes.enter("openai") == pytest.approx(30.0)  # until the first is a minute old
    at(monkeypatch, 1000.0 + WINDOW_SECONDS + 0.1)
    assert lanes.enter("openai") == 0.0
    assert lanes.enter("openai") == pytest.approx(29.9)


def test_providers_have_lanes_of_their_own(engine: sa.Engine):
    lanes = Lanes(engine, 1)
    assert lanes.enter("openai") == 0.0
    assert lanes.enter("google") == 0.0
    assert lanes.enter("openai") > 0.0


def test_another_process_finds_the_minute_as_it_was_left(engine: sa.Engine, empty_database: str):
    assert Lanes(engine, 1).enter("openai") == 0.0
    engine.dispose()
    again = open_engine(empty_database)
    assert 0.0 < Lanes(again, 1).enter("openai") <= WINDOW_SECONDS
    again.dispose()


def test_forty_at_once_get_exactly_the_passes_there_are(engine: sa.Engine):
    lanes = Lanes(engine, 7)
    with ThreadPoolExecutor(40) as threads:
        waits = list(threads.map(lanes.enter, ["openai"] * 40))
    assert waits.count(0.0) == 7


async def test_a_paid_call_waits_for_its_lane_before_anything_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    house = House(tmp_path)
    meter = house.meter(calls_per_minute=1)
    minutes = iter((1.0, 1.0, 100.0))  # the second call asks twice: it waits once
    open_while_waiting: list[int] = []

    def now(dialect: str) -> sa.ColumnElement[float]:
        with house.engine.connect() as tx:
            still_open = sa.select(sa.func.count()).where(attempts.c.status == "open")
            open_while_waiting.append(tx.scalar(still_open) or 0)
        return sa.literal(next(minutes), sa.Float)

    monkeypatch.setattr(rate_lanes, "_now", now)
    monkeypatch.setattr(rate_lanes, "WINDOW_SECONDS", 0.05)
    await meter.buy(picture("first"), who(), "one")
    await meter.buy(picture("second"), who(), "two")
    assert open_while_waiting == [0, 0, 0]
    assert house.paid.answered == ["first", "second"]


async def test_a_free_call_has_no_lane(tmp_path: Path):
    house = House(tmp_path)
    meter = house.meter(calls_per_minute=1)
    for number in range(3):
        await meter.buy(picture(model="draft"), who(), f"free/{number}")
    assert len(house.draft.answered) == 3


def limited(seconds: float = 0.0) -> Limited:
    return Limited(retry_after_seconds=seconds, reason="slow down")


def test_a_closed_lane_opens_by_itself_and_never_sooner_than_anybody_said(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
):
    lanes = Lanes(engine, 0)
    at(monkeypatch, 1000.0)
    assert lanes.closed_seconds("openai") == 0.0
    lanes.close("openai", 30.0)
    lanes.close("openai", 5.0)
    assert lanes.closed_seconds("openai") == pytest.approx(30.0)
    assert lanes.closed_seconds("google") == 0.0
    at(monkeypatch, 1030.0)
    assert lanes.closed_seconds("openai") == 0.0


def test_another_process_finds_the_lane_closed(engine: sa.Engine, empty_database: str):
    Lanes(engine, 0).close("openai", 60.0)
    again = open_engine(empty_database)
    assert 0.0 < Lanes(again, 0).closed_seconds("openai") <= 60.0
    again.dispose()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What is slept at the door: nobody sleeps, the database's clock is set on by it instead."""
    slept: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await real(0)

    monkeypatch.setattr("toonverse.metering.door.asyncio.sleep", sleep)
    monkeypatch.setattr(rate_lanes, "_now", lambda dialect: sa.literal(1000.0 + sum(slept), sa.Float))
    return slept


async def test_one_meter_closes_the_lane_and_another_waits_before_it_holds_anything(
    tmp_path: Path, pauses: list[float]
):
    house = House(tmp_path)
    first, second = house.meter(lambda owner: True), house.meter(lambda owner: True)
    house.paid.orders = [limited(40.0)]
    asked: list[float] = []
    house.paid.meanwhile = lambda: asked.append(sum(pauses))
    await first.buy(picture("one"), who(), "one")
    assert house.statuses("one") == ["failed", "settled"]
    assert asked == [0.0, pytest.approx(40.0)]

    rate_lanes.Lanes(house.engine, 0).close("paid", 25.0)
    await second.buy(picture("two"), who(), "two")
    assert house.statuses("two") == ["settled"]
    assert asked[-1] == pytest.approx(65.0)
    assert house.broken() == []
    house.close()


async def test_limits_take_none_of_the_tries_that_failures_have(tmp_path: Path, pauses: list[float]):
    house = House(tmp_path)
    house.paid.orders = [limited(), Failed(reason="500"), limited(), Failed(reason="500"), limited()]
    await house.meter().buy(picture(), who(), "one")
    assert house.statuses("one") == [*["failed"] * 5, "settled"]
    house.close()


async def test_a_purchase_gives_up_after_so_many_limits(tmp_path: Path, pauses: list[float]):
    house = House(tmp_path)
    house.paid.orders = [limited() for _ in range(50)]
    with pytest.raises(Limited):
        await house.meter().buy(picture(), who(), "one")
    assert house.statuses("one") == ["failed"] * 4  # this house's meters wait three times
    assert house.broken() == []
    house.close()


async def test_a_purchase_gives_up_where_others_keep_the_lane_closed(tmp_path: Path, pauses: list[float]):
    house = House(tmp_path)
    lanes = Lanes(house.engine, 0)
    lanes.close("paid", 100.0)
    closed = Lanes.closed_seconds

    def closing_again(self: Lanes, provider: str) -> float:
        lanes.close(provider, 100.0)
        return closed(self, provider)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lanes, "closed_seconds", closing_again)
        with pytest.raises(Limited):
            await house.meter().buy(picture(), who(), "one")
    assert sum(pauses) <= CLOSED_SECONDS_MAX
    assert house.statuses("one") == []
    house.close()


async def test_a_lane_closed_for_longer_than_anyone_waits_is_said_at_once(
    tmp_path: Path, pauses: list[float]
):
    house = House(tmp_path)
    house.paid.orders = [limited(CLOSED_SECONDS_MAX + 1)]
    with pytest.raises(Limited):
        await house.meter().buy(picture(), who(), "one")
    assert sum(pauses) == 0
    house.close()
