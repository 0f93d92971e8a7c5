"""An alert arrives once, whoever sends it and however often it is set off; what fails is tried again."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from metered import PICTURE_NUSD, PICTURE_TOKENS, House, picture, who
from toonverse.bootstrap import load_settings, open_books
from toonverse.cli import alerting
from toonverse.clock import utc_now
from toonverse.db import writing
from toonverse.metering import alerts
from toonverse.metering.calls import EnvelopeLine
from toonverse.metering.outbox import Alert, Outbox, Undelivered, list_alerts
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.metering.refusals import BudgetExceeded, Waiting
from toonverse.metering.tables import outbox
from toonverse.metering.users import add_user, tell_user


class Sink:
    """Takes messages, or raises what it is told to."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, str]] = []
        self.trouble: list[Undelivered] = []

    async def __call__(self, address: str, title: str, body: str) -> None:
        await asyncio.sleep(0)
        if self.trouble:
            raise self.trouble.pop(0)
        self.taken.append((address, title, body))


def words(found: Sequence[Alert]) -> tuple[str, str]:
    return found[0].kind, ", ".join(alert.name for alert in found)


def sender(house: House, sink: Sink, *operator: str) -> Outbox:
    return Outbox(house.engine, house.clock, operator, sink, words)


def set_off(house: House, name: str, kind: str = "unknown", also: str = "") -> None:
    with writing(house.engine).begin() as tx:
        alerts.put(tx, house.clock(), kind, name, {}, also)


async def test_a_storm_of_ten_thousand_triggers_is_one_message(house: House):
    with writing(house.engine).begin() as tx:
        for _ in range(10_000):
            alerts.put_daily(tx, house.clock(), house.zone, "unknown", {"model": "picture"})
    sink = Sink()
    assert await sender(house, sink, "slack").deliver() == 1
    assert await sender(house, sink, "slack").deliver() == 0
    assert len(sink.taken) == 1
    assert [alert.triggers for alert in list_alerts(house.engine)] == [10_000]


async def test_many_different_alerts_of_a_kind_are_one_message(house: House):
    for number in range(30):
        set_off(house, f"spool/{number}", "spool_rejected")
    set_off(house, "other", "unknown")
    sink = Sink()
    assert await sender(house, sink, "slack").deliver() == 2
    assert [title for _, title, _ in sink.taken] == ["spool_rejected", "unknown"]


async def test_of_many_senders_one_sends(house: House):
    set_off(house, "one")
    sink = Sink()
    sent = await asyncio.gather(*(sender(house, sink, "slack").deliver() for _ in range(8)))
    assert sum(sent) == len(sink.taken) == 1


async def test_what_a_channel_does_not_take_is_tried_again_later_and_then_not_again(house: House):
    set_off(house, "one")
    sink = Sink()
    sink.trouble = [Undelivered("no such channel"), Undelivered("no such channel")]
    door = sender(house, sink, "slack")
    assert await door.deliver() == 0
    assert list_alerts(house.engine)[0].error == "no such channel"
    assert await door.deliver() == 0, "not before its time"
    assert len(sink.trouble) == 1
    for _ in range(2):
        house.clock.advance(timedelta(minutes=1))
        await door.deliver()
    assert len(sink.taken) == 1
    (alert,) = list_alerts(house.engine)
    assert (alert.error, alert.tries, alert.sent_at) == ("", 3, house.clock())


async def test_a_channel_that_fails_has_no_other_told_again_over_restarts(house: House):
    set_off(house, "one")
    sink, down = Sink(), ["secret://b"]

    async def send(address: str, title: str, body: str) -> None:
        if address in down:
            raise Undelivered("down")
        await sink(address, title, body)

    def restarted() -> Outbox:
        return Outbox(house.engine, house.clock, ["secret://a", "secret://b"], send, words)

    for minute in range(150):
        if minute == 5:
            set_off(house, "two")
        if minute == 40:
            down.clear()
        await restarted().deliver()
        house.clock.advance(timedelta(minutes=1))
    assert sorted((address, body) for address, _, body in sink.taken if address != "secret://b") == [
        ("secret://a", "one"),
        ("secret://a", "two"),
    ]
    to_b = [name for address, _, body in sink.taken if address == "secret://b" for name in body.split(", ")]
    assert sorted(to_b) == ["one", "two"]
    assert all(row["sent_at"] and not row["error"] for row in house.rows(outbox))
    assert "secret" not in str(house.rows(outbox)), "addresses hold secrets"


async def test_what_one_address_took_stays_told_when_the_sender_dies_at_the_next(house: House):
    set_off(house, "one")
    sink = Sink()

    async def dies_at_b(address: str, title: str, body: str) -> None:
        if address == "b":
            raise asyncio.CancelledError
        await sink(address, title, body)

    with pytest.raises(asyncio.CancelledError):
        await Outbox(house.engine, house.clock, ["a", "b"], dies_at_b, words).deliver()
    house.clock.advance(timedelta(minutes=1))
    assert await sender(house, sink, "a", "b").deliver() == 1
    assert [address for address, _, _ in sink.taken] == ["a", "b"]


async def test_a_sender_that_dies_leaves_the_alert_to_the_next_try(house: House):
    set_off(house, "one")
    sink = Sink()

    async def dies(address: str, title: str, body: str) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await Outbox(house.engine, house.clock, ["slack"], dies, words).deliver()
    house.clock.advance(timedelta(minutes=1))
    assert await sender(house, sink, "slack").deliver() == 1


async def test_without_an_address_nothing_is_sent_and_the_past_is_not_sent_later(house: House):
    set_off(house, "old")
    sink = Sink()
    assert await sender(house, sink).deliver() == 0
    house.clock.advance(timedelta(days=2))
    set_off(house, "new")
    await sender(house, sink, "slack").deliver()
    assert [body for _, _, body in sink.taken] == ["new"]


async def test_a_budget_tells_at_a_half_at_four_fifths_and_when_spent_and_the_user_too(house: House):
    house.account("ada", None)
    tell_user(house.engine, "ada", "mailto:ada")
    house.budget("account", "ada", "day", PICTURE_NUSD * 10)
    sink, door = Sink(), house.meter()
    for number in range(10):
        await door.buy(picture(str(number)), who("ada"), f"k{number}")
        house.clock.advance(timedelta(seconds=1))
        await sender(house, sink, "slack").deliver()
    assert [(address, body.rsplit("/", 1)[1].partition("@")[0]) for address, _, body in sink.taken] == [
        ("slack", "50"), ("mailto:ada", "50"),
        ("slack", "80"), ("mailto:ada", "80"),
        ("slack", "100"), ("mailto:ada", "100"),
    ]  # fmt: skip


def percents(house: House) -> list[str]:
    return [alert.name.rsplit("/", 1)[1] for alert in reversed(list_alerts(house.engine))]


@pytest.mark.parametrize("counted", [True, False])
async def test_a_budget_set_below_what_is_spent_tells_so_at_once(house: House, counted: bool):
    if counted:
        house.budget("global", "", "day", PICTURE_NUSD * 100, stops=False)
    door = house.meter()
    for number in range(9):
        await door.buy(picture(str(number)), who(), f"k{number}")
    assert percents(house) == []
    house.budget("global", "", "day", PICTURE_NUSD * 10, stops=False)
    assert percents(house) == ["50", "80"]
    await door.buy(picture("last"), who(), "last")
    assert percents(house) == ["50", "80", "100"]
    house.budget("global", "", "day", PICTURE_NUSD * 10, stops=False)
    assert percents(house) == ["50", "80", "100"], "once in a window"
    house.clock.advance(timedelta(days=1))
    house.budget("global", "", "day", PICTURE_NUSD * 10, stops=False)
    assert percents(house) == ["50", "80", "100"], "nothing is spent in the new window"


async def test_a_raised_budget_tells_of_its_own_thresholds(house: House):
    door = house.meter()
    house.budget("global", "", "day", PICTURE_NUSD * 2)
    for number in range(2):
        await door.buy(picture(str(number)), who(), f"k{number}")
    assert percents(house) == ["50", "80", "100"]
    house.budget("global", "", "day", PICTURE_NUSD * 5)
    assert percents(house) == ["50", "80", "100"]
    for number in range(2, 5):
        await door.buy(picture(str(number)), who(), f"k{number}")
    assert percents(house) == ["50", "80", "100"] * 2


async def test_a_budget_of_nothing_tells_of_the_first_amount(house: House):
    house.budget("global", "", "day", 0, stops=False)
    assert percents(house) == []
    await house.meter().buy(picture(), who(), "k")
    assert percents(house) == ["50", "80", "100"]


def stops(house: House) -> list[tuple[str, int]]:
    return [
        (alert.account, alert.triggers) for alert in list_alerts(house.engine) if alert.kind == "budget_stops"
    ]


async def test_a_budget_that_refuses_before_it_is_spent_tells_once_in_a_window(house: House):
    house.account("ada", None)
    house.budget("account", "ada", "day", PICTURE_NUSD * 7 // 2)
    door = house.meter()

    async def refused(name: str) -> None:
        with pytest.raises(BudgetExceeded):
            await door.buy(picture(name), who("ada"), name)

    for number in range(3):
        await door.buy(picture(str(number)), who("ada"), f"k{number}")
    assert stops(house) == []
    for name in ("a", "b", "c"):
        await refused(name)
    assert stops(house) == [("ada", 1), ("", 1)]
    assert list_alerts(house.engine)[0].facts["available_nusd"] == PICTURE_NUSD // 2
    house.clock.advance(timedelta(days=1))
    for number in range(3, 6):
        await door.buy(picture(str(number)), who("ada"), f"k{number}")
    await refused("d")
    assert len(stops(house)) == 4
    assert house.broken() == []


async def test_a_job_that_a_budget_does_not_let_begin_is_told_too(house: House):
    house.budget("global", "", "day", PICTURE_NUSD)
    door, lines = house.meter(), [EnvelopeLine("image_generation", "picture", PICTURE_NUSD, PICTURE_TOKENS)]
    door.open_envelope("first", who(), lines, None)
    with pytest.raises(Waiting):
        door.open_envelope("second", who(), lines, None)
    assert stops(house) == [], "it waits for what the first holds"
    await door.buy(picture(), who(envelope=door.find_envelope("local", "first")), "k")
    with pytest.raises(Waiting):
        door.open_envelope("second", who(), lines, None)
    assert stops(house) == [("", 1)]


async def test_a_dead_key_and_unknown_outcomes_are_told_once_a_day(house: House):
    door = house.meter()
    for number in range(4):
        error = (
            Unknown(model="picture", reason="the line broke")
            if number % 2
            else Refused(provider="paid", status=401, reason="no such key")
        )
        house.paid.orders = [error]
        with pytest.raises(type(error)):
            await door.buy(picture(str(number)), who(), f"k{number}")
    kinds = [(row["kind"], row["triggers"]) for row in house.rows(outbox)]
    assert sorted(kinds) == [("key_dead", 2), ("unknown", 2)]
    house.clock.advance(timedelta(days=1))
    house.paid.orders = [Refused(provider="paid", error="API_KEY_INVALID", status=400)]
    with pytest.raises(Refused):
        await door.buy(picture("again"), who(), "again")
    assert [row["kind"] for row in house.rows(outbox)].count("key_dead") == 2


async def test_a_refusal_of_what_was_asked_is_nobodys_dead_key(make_house: Callable[..., House]):
    house = make_house("sqlite")
    house.paid.orders = [Refused(provider="paid", status=400, error="moderation_blocked")]
    with pytest.raises(Refused):
        await house.meter().buy(picture(), who(), "k")
    assert house.rows(outbox) == []


def test_the_list_names_users_and_not_their_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("TOONVERSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with open_books(load_settings()) as books:
        ada = add_user(books.engine, utc_now, "ada lovelace", "creator", 0).id
        budget = {"id": 1, "scope": "account", "value": ada, "window": "day", "limit_nusd": PICTURE_NUSD}
        budget |= {"window_start": utc_now(), "settled_nusd": 0}
        with writing(books.engine).begin() as tx:
            alerts.thresholds(tx, utc_now(), [budget], PICTURE_NUSD)
    alerting.list_all(as_json=False)
    told = capsys.readouterr().out
    assert "account ada lovelace: $0.04 of the day budget" in told
    assert ada not in told
    alerting.list_all(as_json=True)
    listed = json.loads(capsys.readouterr().out)["alerts"]
    assert {one["about"] for one in listed} == {"ada lovelace"}
    assert {one["user"] for one in listed} == {"ada lovelace", None}, "the user, and the operator"
