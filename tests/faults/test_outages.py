"""The database is taken away while a job is at work, and given back: it waits, and nothing is lost."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from postgres import Server, running
from priced import COST_NUSD, MODEL, CountingProvider, asked, priced_house
from toonverse.bootstrap import House
from toonverse.cli.make import followed
from toonverse.cli.story import Wish
from toonverse.db import is_away
from toonverse.jobs import workflows
from toonverse.jobs.orders import want
from toonverse.metering.calls import Call, Reply
from toonverse.metering.invariants import examine
from toonverse.metering.refusals import LedgerDown
from toonverse.metering.tables import attempts, usage_rows
from toonverse.store.records import Episode, Job

PANELS = 3
STORY = "Nora carried the lamp to the pier.\n\n“Nobody is coming,” said Tom.\n\nA boat came in slowly.\n"
REAL_SECONDS = 10.0
SECONDS_MAX = 240
"""A bound that only a defect meets."""

LOOKS = 3
"""So often a step is seen to find the database away before it is given back."""


@dataclass
class Outage:
    """`take` takes the database away, `give` gives it back."""

    take: Callable[[], None]
    give: Callable[[], None]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"The Lamp\n\n{STORY}", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One of this module's own, for it is stopped."""
    with running() as server:
        yield server


@contextmanager
def locked(home: Path, engine: sa.Engine) -> Iterator[Outage]:
    """Another process's writer holds the file, and from then on nobody has half a minute to wait for it."""
    other = sqlite3.connect(home / "toonverse.sqlite3", 60, isolation_level=None, check_same_thread=False)
    with told_at_checkout(engine, "PRAGMA busy_timeout=20", "PRAGMA busy_timeout=30000") as turn:

        def take() -> None:
            other.execute("BEGIN IMMEDIATE")
            turn(True)

        def give() -> None:
            turn(False)
            other.execute("COMMIT")

        yield Outage(take, give)
    other.close()


@contextmanager
def read_only(engine: sa.Engine) -> Iterator[Outage]:
    """SQLite takes no write, as of a file that is mounted read-only."""
    with told_at_checkout(engine, "PRAGMA query_only=ON", "PRAGMA query_only=OFF") as turn:
        yield Outage(partial(turn, True), partial(turn, False))


@contextmanager
def told_at_checkout(engine: sa.Engine, taken: str, given: str) -> Iterator[Callable[[bool], None]]:
    """Tells each connection that is taken from the pool one or the other, as it was turned last."""
    statement = given

    def tell(raw: sqlite3.Connection, *_: object) -> None:
        raw.execute(statement)

    def turn(off: bool) -> None:
        nonlocal statement
        statement = taken if off else given

    sa.event.listen(engine, "checkout", tell)
    yield turn
    sa.event.remove(engine, "checkout", tell)


@contextmanager
def home_of(kind: str, home: Path, log: Path, server: Server) -> Iterator[tuple[House, Outage]]:
    url = server.create_database() if kind == "stopped" else None
    with priced_house(home, log, 0.0, database_url=url) as house:
        if kind == "stopped":
            yield house, Outage(server.stop, server.start)
        elif kind == "locked":
            with locked(home, house.books.engine) as outage:
                yield house, outage
        else:
            with read_only(house.books.engine) as outage:
                yield house, outage


def order(house: House, story: Path) -> Episode:
    commission = Wish(story, PANELS, None, "webtoon", "en", "draft", MODEL).commission()
    episode = house.studio.take_on(commission, new=False)
    want(house.works, house.settings.home, episode, None)
    return episode


async def through(
    house: House, episode: Episode, outage: Outage, away: "list[BaseException]", least_seconds: float
) -> Job:
    """The job's end; the database is given back once steps have found it away and what was answered meanwhile
    waits in the spool, and so long after.
    """
    spool = house.settings.home / "spool"

    async def give_back() -> None:
        while len(away) < LOOKS or not spool.exists():
            await asyncio.sleep(0.01)
        await asyncio.sleep(least_seconds)
        await asyncio.to_thread(outage.give)

    async with asyncio.timeout(SECONDS_MAX):
        giving = asyncio.ensure_future(give_back())
        progress = await followed(house, episode)
        await giving
    return progress.job


@pytest.mark.parametrize(
    ("kind", "least_seconds", "answered"),
    [
        ("locked", 0.0, False),
        ("read-only", 0.0, True),
        ("stopped", 0.0, True),
        ("stopped", REAL_SECONDS, False),
    ],
)
def test_a_job_waits_for_a_database_that_is_away_and_goes_on(
    tmp_path: Path,
    story: Path,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    least_seconds: float,
    answered: bool,
):
    """Taken away in the first call: before its answer, which must be spooled, or after it was kept."""
    log, away, ask = tmp_path / "calls.log", list[BaseException](), CountingProvider.call
    monkeypatch.setattr(workflows, "AWAY_POLL_SECONDS", 0.02)
    monkeypatch.setattr("toonverse.cli.make.AWAY_LOOK_SECONDS", 0.2)

    def noting(error: BaseException | None) -> bool:
        found = is_away(error)
        if found and error is not None:
            away.append(error)
        return found

    monkeypatch.setattr(workflows, "is_away", noting)
    with home_of(kind, tmp_path / "home", log, server) as (house, outage):
        first = iter([True])

        async def interrupted(provider: CountingProvider, call: Call) -> Reply:
            goes = next(first, False)
            if goes and not answered:
                await asyncio.to_thread(outage.take)
            reply = await ask(provider, call)
            if goes and answered:
                await asyncio.to_thread(outage.take)
            return reply

        monkeypatch.setattr(CountingProvider, "call", interrupted)
        began = time.monotonic()
        job = asyncio.run(through(house, order(house, story), outage, away, least_seconds))
        assert time.monotonic() - began >= least_seconds
        assert all(isinstance(error, LedgerDown | sa.exc.DBAPIError) for error in away)
        assert (job.status, job.attempt, job.cost_nusd) == ("DONE", 1, PANELS * COST_NUSD)
        assert len(asked(log)) == PANELS, "nothing is bought twice"
        with house.books.engine.connect() as reading:
            ends = reading.scalars(sa.select(attempts.c.status)).all()
            costs = reading.scalars(sa.select(usage_rows.c.cost_nusd)).all()
        assert ends == ["settled"] * PANELS, "nothing is lost"
        assert costs == [COST_NUSD] * PANELS, "nothing is booked twice"
        assert [one for one in examine(house.books.engine, house.books.zone) if one.broken] == []
        assert (house.settings.home / "spool").read_bytes() == b""


@pytest.mark.parametrize(
    "error",
    [
        sa.exc.OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")),
        sa.exc.IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed")),
        sa.exc.DataError("INSERT", {}, psycopg.DataError("a NUL in a text")),
        sa.exc.ProgrammingError("INSERT", {}, psycopg.ProgrammingError("no such type")),
        sa.exc.OperationalError("INSERT", {}, psycopg.errors.DiskFull("no space")),
        LedgerDown(detail="the spool does not take it"),
        OSError(28, "No space left on device"),
        None,
    ],
)
def test_what_waiting_does_not_mend_is_not_waited_for(error: BaseException | None):
    assert not is_away(error)
