"""What is looked for in the books: abnormal use, low balances, models that end or change their price."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from metered import CATALOG, NOON, SEOUL, House, picture, who
from toonverse.db import writing
from toonverse.metering import watch
from toonverse.metering.catalog.models import Price
from toonverse.metering.outbox import list_alerts
from toonverse.metering.tables import accounts, rollups

HOURS = 24
USERS = 40
CENT = 10_000_000


def quarters(first: datetime, count: int) -> list[datetime]:
    return [first + timedelta(minutes=15 * number) for number in range(count)]


def rows_of(chance: random.Random, user: str, moments: list[datetime]) -> list[dict[str, object]]:
    """What a user of regular hours spends: skewed amounts, in some quarter-hours."""
    usual = chance.choice((3, 10, 40, 150)) * CENT
    return [
        row(user, moment, int(usual * chance.lognormvariate(0, 0.5)))
        for moment in moments
        if chance.random() < 0.8
    ]


def row(user: str, moment: datetime, cost: int) -> dict[str, object]:
    named = {"account": user, "source": "studio", "service": "image_generation", "provider": "paid"}
    return {**named, "quarter": moment, "model": "picture", "request_type": "", "calls": 1, "cost_nusd": cost}


def test_planted_abnormal_use_is_found_and_hardly_anything_else(make_house: Callable[..., House]):
    """Of 60 planted tenfold amounts 58 are found, and three of 1,500 others of usual use."""
    house, chance = make_house("sqlite"), random.Random(7)
    found = right = planted = 0
    for day in range(6):
        house.move_in()
        planted_at, told = _a_day(house, chance, day)
        planted += len(planted_at)
        found += len(told)
        right += len(told & planted_at)
    assert planted == 60
    assert (right, found) == (58, 61)


def _a_day(
    house: House, chance: random.Random, number: int
) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """(user, hour) of what was planted, and of what was told, in the last two hours of a day."""
    now = NOON.replace(minute=0) + timedelta(days=number)
    recent = quarters(now - timedelta(hours=2), 8)
    rows = []
    for user in range(USERS):
        past = [moment - timedelta(weeks=week) for week in range(1, 13) for moment in recent]
        rows += rows_of(chance, f"u{user}", [*past, *recent])
    planted = set()
    for user in chance.sample(range(USERS), 10):
        past = sorted(int(str(one["cost_nusd"])) for one in rows if one["account"] == f"u{user}")
        moment = chance.choice(recent)
        rows = [one for one in rows if (one["account"], one["quarter"]) != (f"u{user}", moment)]
        rows.append(row(f"u{user}", moment, past[len(past) // 2] * 10))
        planted.add((f"u{user}", moment.hour * 4 + moment.minute // 15))
    with writing(house.engine).begin() as tx:
        tx.execute(rollups.insert(), rows)
    with house.engine.connect() as tx:
        told = list(watch.abnormal(tx, SEOUL, now))
    assert all(one.facts()["samples"] for one in told)
    return planted, {(one.account, one.quarter.hour * 4 + one.quarter.minute // 15) for one in told}


def test_an_alert_says_why_and_comes_once_a_day(make_house: Callable[..., House]):
    house, now = make_house("sqlite"), NOON.replace(minute=0)
    moments = [moment - timedelta(weeks=week) for week in range(1, 8) for moment in quarters(now, 4)]
    rows = [row("ada", moment, 5 * CENT + number % 3) for number, moment in enumerate(moments)]
    rows += [row("ada", moment, 400 * CENT) for moment in quarters(now - timedelta(weeks=0), 2)]
    with writing(house.engine).begin() as tx:
        tx.execute(rollups.insert(), rows)
    for minutes in (30, 35, 45):
        watch.look(house.engine, CATALOG, SEOUL, now + timedelta(minutes=minutes))
    to_user, alert = sorted(list_alerts(house.engine), key=lambda one: one.account, reverse=True)
    assert (to_user.account, alert.account) == ("ada", ""), "the user is told too"
    assert alert.kind == to_user.kind == "abnormal_usage"
    assert to_user.facts == alert.facts
    assert alert.facts["median_nusd"] // CENT == 5
    assert (alert.facts["cost_nusd"], alert.facts["samples"]) == (400 * CENT, 28)


def test_a_burst_at_a_new_hour_is_held_against_what_the_user_spends_else(make_house: Callable[..., House]):
    house, now = make_house("sqlite"), NOON.replace(minute=0)
    for samples, told in ((19, []), (20, ["own", "own"])):
        house.move_in()
        moments = quarters(now - timedelta(days=3), samples)
        rows = [row("ada", moment, 5 * CENT + number % 3) for number, moment in enumerate(moments)]
        with writing(house.engine).begin() as tx:
            tx.execute(rollups.insert(), [*rows, row("ada", now, 400 * CENT)])
        watch.look(house.engine, CATALOG, SEOUL, now + timedelta(minutes=20))
        found = list_alerts(house.engine)
        assert [alert.facts["against"] for alert in found] == told
        assert {alert.account for alert in found} <= {"ada", ""}


def test_a_first_burst_is_told_to_the_operator_where_hardly_anybody_spends_as_much(
    make_house: Callable[..., House],
):
    """Of 200 first quarter-hours of usual use none is told, of 20 of $300 each one."""
    house, chance, now = make_house("sqlite"), random.Random(7), NOON.replace(minute=0)
    past = [moment - timedelta(weeks=week) for week in range(1, 13) for moment in quarters(now, 4)]
    rows = [one for user in range(USERS) for one in rows_of(chance, f"u{user}", past)]
    usual = [row(f"new{n}", now, chance.choice((3, 10, 40, 150)) * CENT) for n in range(200)]
    bursts = [row(f"burst{n}", now, 30_000 * CENT) for n in range(20)]
    with writing(house.engine).begin() as tx:
        tx.execute(rollups.insert(), [*rows, *usual, *bursts])
        told = list(watch.abnormal(tx, SEOUL, now + timedelta(minutes=20)))
    assert {one.against for one in told} == {"others"}
    assert {one.account for one in told} == {f"burst{n}" for n in range(20)}
    watch.look(house.engine, CATALOG, SEOUL, now + timedelta(minutes=20))
    assert {alert.account for alert in list_alerts(house.engine)} == {""}, "what others spend is theirs"


def test_against_fewer_than_twenty_samples_nothing_is_said(make_house: Callable[..., House]):
    house, now = make_house("sqlite"), NOON.replace(minute=0)
    moments = [moment - timedelta(weeks=week) for week in range(1, 6) for moment in quarters(now, 4)][:19]
    rows = [row("ada", moment, CENT) for moment in moments] + [row("ada", now, 900 * CENT)]
    with writing(house.engine).begin() as tx:
        tx.execute(rollups.insert(), rows)
    watch.look(house.engine, CATALOG, SEOUL, now + timedelta(minutes=20))
    assert list_alerts(house.engine) == []


def test_a_low_balance_is_told_to_the_user_too_once_for_each_grant(house: House):
    house.account("ada", 1000)
    house.account("bob", 1000)
    for _ in range(2):
        watch.look(house.engine, CATALOG, house.zone, NOON)
    assert list_alerts(house.engine) == []
    with writing(house.engine).begin() as tx:
        tx.execute(
            accounts.update().where(accounts.c.id == "ada"), {"balance_tokens": 199, "used_tokens": 801}
        )
    for _ in range(2):
        watch.look(house.engine, CATALOG, house.zone, NOON)
    found = list_alerts(house.engine)
    assert {(alert.kind, alert.account) for alert in found} == {("low_balance", ""), ("low_balance", "ada")}
    with writing(house.engine).begin() as tx:
        back = {"balance_tokens": 1000, "used_tokens": 0}
        tx.execute(accounts.update().where(accounts.c.id == "ada"), back)


async def test_models_in_use_that_end_or_change_their_price_are_told_in_time(house: House):
    await house.meter().buy(picture(), who(), "k")
    today = house.clock().astimezone(house.zone).date()

    def catalog(retired_on: date | None, since: date) -> object:
        model = CATALOG.models["picture"]
        dearer = Price("image", Decimal(10**9), since)
        changed = replace(model, retired_on=retired_on, successor="next", prices=(*model.prices, dearer))
        return replace(CATALOG, models={**CATALOG.models, "picture": changed})

    far = today + timedelta(days=31)
    watch.look(house.engine, catalog(far, far), house.zone, house.clock())  # type: ignore[arg-type]
    assert list_alerts(house.engine) == []
    soon = today + timedelta(days=30)
    for _ in range(2):
        watch.look(house.engine, catalog(soon, soon), house.zone, house.clock())  # type: ignore[arg-type]
    assert {alert.kind for alert in list_alerts(house.engine)} == {"model_ends", "price_changes"}
