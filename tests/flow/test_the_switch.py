"""`toonverse stop` pauses jobs at work, wherever they are; `resume` lets them go on, after a kill too."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from test_caps import at_work
from test_living_processes import check_books, wait_for_wheel
from test_money import PANELS, ended, order

from commands import SECONDS_MAX, run, start
from priced import COST_NUSD, CountingProvider, asked, priced_house
from toonverse.bootstrap import House
from toonverse.jobs.desk import Desk
from toonverse.metering.accounts import stop_buying
from toonverse.metering.calls import Call, Reply
from toonverse.metering.invariants import examine
from toonverse.metering.refusals import BuyingStopped
from toonverse.store.records import Job
from toonverse.studio.turns import Turn


async def served(house: House, job_id: int, reached: Callable[[Job], bool], then: Callable[[], None]) -> Job:
    """The job once it has ended in a process that goes on; `then` is done when it has come so far."""
    desk = asyncio.ensure_future(Desk(house.settings.home, house.studio, house.pool).work())
    try:
        while not reached(house.works.jobs.get(job_id)):
            await asyncio.sleep(0.02)
            assert not desk.done()
        then()
        while (job := house.works.jobs.get(job_id)).status in ("QUEUED", "RUNNING"):
            await asyncio.sleep(0.02)
            assert not desk.done()
        return job
    finally:
        desk.cancel()
        await asyncio.gather(desk, return_exceptions=True)


def waits_for_the_switch(job: Job) -> bool:
    return job.status == "QUEUED" and "buying_stopped" in job.waiting_for


@pytest.mark.parametrize("bought_before", [0, 1])
def test_a_job_at_work_waits_for_the_switch_and_goes_on(
    home: Path,
    tmp_path: Path,
    stories: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    bought_before: int,
):
    log = tmp_path / "calls.log"
    ask = CountingProvider.call
    with priced_house(home, log, 0.0) as house:
        house.studio._lane = asyncio.Semaphore(1)  # one panel after the other

        async def stopping(provider: CountingProvider, call: Call) -> Reply:
            """The switch is thrown while this call is in flight."""
            reply = await ask(provider, call)
            if len(asked(log)) == bought_before:
                stop_buying(house.books.engine, stopped=True)
            return reply

        monkeypatch.setattr(CountingProvider, "call", stopping)
        if not bought_before:
            stop_buying(house.books.engine, stopped=True)
        episode = order(house, stories["en"])
        job = house.works.jobs.find(episode.id, "pipeline.full")
        paid: list[int] = []

        def resume() -> None:
            paid.append(len(asked(log)))
            stop_buying(house.books.engine, stopped=False)

        done = asyncio.run(served(house, job.id, waits_for_the_switch, resume))
        assert paid == [bought_before], "what was in flight is booked, and nothing more is bought"
        assert (done.status, done.attempt, done.waiting_for) == ("DONE", 1, "")
        assert (done.cost_nusd, len(asked(log))) == (PANELS * COST_NUSD, PANELS)
        assert [one for one in examine(house.books.engine, house.books.zone) if one.broken] == []


def test_a_job_that_waits_for_the_switch_can_be_cancelled(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        stop_buying(house.books.engine, stopped=True)
        job = house.works.jobs.find(order(house, stories["en"]).id, "pipeline.full")

        def cancel() -> None:
            house.works.jobs.cancel(job.id)

        assert asyncio.run(served(house, job.id, waits_for_the_switch, cancel)).status == "CANCELLED"
        stop_buying(house.books.engine, stopped=False)
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        assert ended(house, order(house, stories["en"])).status == "DONE"


def test_a_job_that_was_killed_at_work_waits_for_the_switch_and_goes_on(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        episode = at_work(house, stories["en"])
        turn = Turn(house.works.jobs.find(episode.id, "pipeline.full").id, 1)
        asyncio.run(house.studio.paint(turn, 1, house.studio.open_money(turn)))
    with priced_house(home, log, 0.0) as house:
        stop_buying(house.books.engine, stopped=True)
        with pytest.raises(BuyingStopped):
            ended(house, order(house, stories["en"]))
        assert waits_for_the_switch(house.works.jobs.find(episode.id, "pipeline.full"))
        assert len(asked(log)) == 1
        stop_buying(house.books.engine, stopped=False)
    with priced_house(home, log, 0.0) as house:
        job = ended(house, order(house, stories["en"]))
    assert (job.status, job.attempt, job.cost_nusd) == ("DONE", 1, PANELS * COST_NUSD)
    assert len(asked(log)) == PANELS


def test_a_server_killed_while_its_job_waits_for_the_switch_loses_nothing(
    home: Path, stories: dict[str, Path]
):
    command = ("make", stories["en"], "--panels", "2", "--json")
    assert run(home, "stop").code == 0
    refused = run(home, *command)
    assert (refused.code, refused.error["code"]) == (3, "buying_stopped")
    server = start(home, "serve", "--port", "18548")
    wait_for_wheel(home)
    server.kill()
    server.communicate(timeout=SECONDS_MAX)
    (job,) = run(home, "jobs", "list", "--json").object["jobs"]
    assert (job["status"], json.loads(job["waiting_for"])) == ("QUEUED", {"waiting_for": "buying_stopped"})
    assert run(home, "resume").code == 0
    made = run(home, *command)
    assert made.code == 0, made.err
    assert run(home, "jobs", "show", "1", "--json").object["jobs"][0]["attempt"] == 1
    check_books(home)
