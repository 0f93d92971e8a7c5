"""The process dies at any statement, any commit, any call; its successor makes the books whole.

A crash is an exception that nothing catches (a BaseException), raised before or after the n-th thing the
process does; what an open transaction had written is rolled back, as by the file's own recovery.
"""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from metered import House, draft, film, picture, who, words
from toonverse.metering.calls import Call, EnvelopeLine
from toonverse.metering.door import Meter
from toonverse.metering.refusals import KeepFailed, MoneyRefused
from toonverse.metering.tables import accounts, attempts, budget_counters, envelopes, rollups, usage_rows
from toonverse.money import Nusd


class Crash(BaseException):
    """The power is gone."""


class Dying:
    """Lets a process do `left` more things, then kills it, and everything it still tries."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self, *_: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise Crash


@contextmanager
def dying(house: House, left: int) -> Iterator[Dying]:
    """Every statement, commit (before and after), call and keep is one thing that a process does."""
    life = Dying(left)
    dialect = house.engine.dialect
    ordinary_commit, ordinary_put = dialect.do_commit, house.shelf.put

    def commit(connection: object) -> None:
        life()
        ordinary_commit(connection)  # type: ignore[arg-type]
        life()

    def put(media: bytes, sha256: str = "") -> str:
        life()
        name = ordinary_put(media, sha256)
        life()
        return name

    house.before_sql = life
    house.paid.meanwhile = house.draft.meanwhile = life
    dialect.do_commit = commit  # type: ignore[method-assign, assignment]
    house.shelf.put = put  # type: ignore[method-assign]
    try:
        yield life
    finally:
        house.before_sql = house.paid.meanwhile = house.draft.meanwhile = lambda *_: None
        dialect.do_commit = ordinary_commit  # type: ignore[method-assign]
        house.shelf.put = ordinary_put  # type: ignore[method-assign]


CALLS: list[tuple[str, Call]] = [
    ("script", words()),
    ("panel/1", draft("first")),
    ("panel/2", picture("second")),
]


ALL_CALLS = [*CALLS, ("cover", picture("cover"))]


async def job(meter: Meter) -> None:
    """What a job does: hold its quote, buy its calls, let go of the rest. The same every time."""
    lines = [
        EnvelopeLine(call.service, call.model, quote.maximum_nusd, quote.maximum_tokens)
        for call, quote in ((call, meter.quote(call)) for _, call in CALLS)
    ]
    envelope = meter.open_envelope("episode/26", who("ada"), lines, None)
    for key, call in CALLS:
        await meter.buy(call, who("ada", envelope), key)
    await meter.buy(picture("cover"), who("ada"), "cover")
    meter.close_envelope(envelope)


@pytest.fixture
def home(house: House) -> House:
    house.account("ada", 10_000)
    return house


def furnish(house: House) -> None:
    house.move_in()
    house.account("ada", 10_000)


def lost_answers(house: House) -> list[dict[str, object]]:
    """Attempts that were answered and charged for, and whose process died before the bytes were kept."""
    return [row for row in house.rows(attempts) if row["error_code"] == KeepFailed.code]


def cost_of(rows: Sequence[Mapping[str, object]], **where: object) -> int:
    """What those of the rows cost that have these values."""
    return sum(int(str(row["cost_nusd"])) for row in rows if where.items() <= row.items())


def sums(house: House) -> dict[str, object]:
    """What must come out the same, however often the process died on the way.

    What was charged for an answer that was lost comes on top, and is taken off here.
    """
    lost = lost_answers(house)
    assert all(row["status"] == "failed" for row in lost)
    ada = next(row for row in house.rows(accounts) if row["id"] == "ada")
    bought = [row for row in house.rows(attempts) if row["status"] == "settled"]
    return {
        "balance": ada["balance_tokens"],
        "held": ada["held_tokens"],
        "used": ada["used_tokens"],
        "settled": [row["settled_nusd"] - cost_of(lost) for row in house.rows(budget_counters)],
        "held_nusd": [row["held_nusd"] for row in house.rows(budget_counters)],
        "envelope": [
            (e["is_open"], e["held_nusd"], e["settled_nusd"] - cost_of(lost, envelope_id=e["id"]))
            for e in house.rows(envelopes)
        ],
        "rows": sorted(
            (str(row["model"]), row["cost_nusd"]) for row in house.rows(usage_rows) if row["success"]
        ),
        "rollups": sorted(
            (str(row["model"]), row["successes"], row["cost_nusd"] - cost_of(lost, model=row["model"]))
            for row in house.rows(rollups)
        ),
        "bought": sorted(str(row["key"]) for row in bought),
        "kept": sorted(house.shelf.kept),
    }


def live(house: House, left: int) -> tuple[bool, int]:
    """One process: whether it got to the end, and how many things it did."""
    with dying(house, left) as life:
        try:
            meter = house.meter()
            meter.revive()
            asyncio.run(job(meter))
        except Crash:
            return False, left
    return True, left - life.left


def undisturbed(house: House) -> tuple[dict[str, object], int]:
    finished, things = live(house, 10**9)
    assert finished
    return sums(house), things


def unknown_keys(house: House) -> list[object]:
    return [row["key"] for row in house.rows(attempts) if row["status"] == "unknown"]


def answers(house: House, call: Call) -> int:
    return (*house.paid.answered, *house.draft.answered).count(call.prompt)


def kept(house: House, call: Call) -> bool:
    return hashlib.sha256(call.prompt.encode()).hexdigest() in house.shelf.kept


def test_a_crash_after_any_statement_and_a_new_start_gives_the_same_sums(home: House):
    expected, things = undisturbed(home)
    assert things > 50
    at_risk = lost = 0
    for left in range(0, things, 1 if home.engine.dialect.name == "sqlite" else 3):
        furnish(home)
        assert live(home, left)[0] is False
        assert home.broken() == [], left
        safe = [call for _, call in ALL_CALLS if kept(home, call) and call.model != "draft"]
        assert live(home, 10**9)[0] is True
        assert sums(home) == expected, left
        assert home.broken() == [], left
        assert all(answers(home, call) == 1 for call in safe), f"{left}: kept, and bought again"
        unknown = unknown_keys(home)
        lost_keys = [row["key"] for row in lost_answers(home)]
        at_risk += len(unknown)
        lost += len(lost_keys)
        assert len(unknown) + len(lost_keys) <= 1, left
        for key, call in ALL_CALLS:
            tries = 1 + unknown.count(key) + lost_keys.count(key) + (call.model == "draft")
            assert 1 <= answers(home, call) <= tries, (left, key)
    assert 0 < at_risk < things
    assert 0 < lost <= at_risk


def test_dying_again_and_again_still_gives_the_same_sums(home: House):
    expected, things = undisturbed(home)
    for stride in (7, 13, 23):
        furnish(home)
        crashes = 0
        while not live(home, stride + crashes)[0]:
            crashes += 1
            assert home.broken() == [], (stride, crashes)
            assert crashes <= things
        assert sums(home) == expected, stride
        assert len(unknown_keys(home)) + len(lost_answers(home)) <= crashes


async def test_a_free_call_whose_owner_died_is_called_again_and_never_unknown(house: House):
    with dying(house, 10**9) as life:
        house.draft.meanwhile = lambda: life.__init__(0) or life()  # type: ignore[misc, func-returns-value]
        with pytest.raises(Crash):
            await house.meter().buy(draft(), who(), "k")
    assert house.statuses("k") == ["open"]
    assert house.meter().revive() == 0
    assert (await house.meter().buy(draft(), who(), "k")).attempt == 1
    assert house.statuses("k") == ["settled"]
    assert len(house.rows(usage_rows)) == 1


async def test_an_operation_in_flight_is_picked_up_by_its_id(house: House):
    house.films.orders = [Crash()]  # type: ignore[list-item]
    with pytest.raises(Crash):
        await house.meter().buy(film(), who(), "k")
    assert house.meter().revive() == 0
    got = await house.meter().buy(film(), who(), "k")
    assert (house.films.submitted, house.films.collected) == (["waves"], ["operations/1"] * 2)
    assert (got.attempt, got.cost_nusd) == (1, 1_200_000_000)


async def test_an_operation_that_was_lost_from_sight_is_asked_for_again(house: House):
    house.films.orders = [OSError("reset")]
    with pytest.raises(Exception, match="provider_unknown"):
        await house.meter().buy(film(), who(), "k")
    assert house.statuses("k") == ["unknown"]
    assert (await house.meter().buy(film(), who(), "k")).attempt == 1
    assert house.films.submitted == ["waves"]
    assert house.statuses("k") == ["settled"]


async def test_a_dead_owners_call_stays_at_risk_and_the_next_one_fits_only_beside_it(house: House):
    price = Nusd(40_000_000)
    house.budget("global", "", "day", price)
    with dying(house, 10**9) as life:
        house.paid.meanwhile = lambda: life.__init__(0) or life()  # type: ignore[misc, func-returns-value]
        with pytest.raises(Crash):
            await house.meter().buy(picture(), who(), "k")
    assert house.meter().revive() == 1
    with pytest.raises(MoneyRefused):
        await house.meter().buy(picture(), who(), "k")
    house.budget("global", "", "day", 2 * price)
    assert (await house.meter().buy(picture(), who(), "k")).attempt == 2
    with house.engine.connect() as reading:
        assert reading.scalar(sa.select(sa.func.sum(budget_counters.c.at_risk_nusd))) == price
