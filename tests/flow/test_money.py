"""What money and providers refuse: said before the first cent, retried by hand, booked to the last call."""

import asyncio
from pathlib import Path

import pytest

from priced import COST_NUSD, MODEL, CountingProvider, asked, priced_house
from toonverse.bootstrap import House
from toonverse.cli.make import followed
from toonverse.cli.story import Wish
from toonverse.jobs.orders import failure, want
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import Call, EnvelopeLine, Reply, Who
from toonverse.metering.invariants import examine
from toonverse.metering.outcomes import Refused
from toonverse.metering.refusals import BudgetExceeded, CapExceeded
from toonverse.money import Nusd
from toonverse.store.records import Episode, Job

PANELS = 3


def order(house: House, story: Path, cost_max_nusd: int | None = None) -> Episode:
    commission = Wish(story, PANELS, None, "webtoon", "auto", "draft", MODEL).commission()
    house.require(commission)
    episode = house.studio.take_on(commission, new=False)
    want(house.works, house.settings.home, episode, cost_max_nusd)
    return episode


def ended(house: House, episode: Episode) -> Job:
    """The job after it ran here."""
    job = asyncio.run(followed(house, episode)).job
    assert [finding for finding in examine(house.books.engine, house.books.zone) if finding.broken] == []
    return job


def test_a_cap_below_the_quote_refuses_before_the_first_call_and_a_higher_one_goes_on(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["en"], cost_max_nusd=COST_NUSD)
        assert isinstance(failure(ended(house, episode)), CapExceeded)
        assert asked(log) == []
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["en"], cost_max_nusd=10 * PANELS * COST_NUSD)
        job = ended(house, episode)
        assert (job.status, job.cost_nusd) == ("DONE", PANELS * COST_NUSD)
        assert len(asked(log)) == PANELS


def test_a_budget_that_is_too_small_refuses_before_the_first_call(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        budget = Budget("global", "", "day", COST_NUSD)
        set_budget(house.books.engine, house.books.ledger.clock, house.books.zone, budget)
        job = ended(house, order(house, stories["en"]))
        assert isinstance(failure(job), BudgetExceeded)
        assert asked(log) == []


def test_one_refused_panel_fails_the_job_and_a_retry_buys_only_that_one(
    home: Path, tmp_path: Path, stories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
):
    log = tmp_path / "calls.log"
    call = CountingProvider.call
    refusals = iter([True])

    async def once_refusing(self: CountingProvider, asked_for: Call) -> Reply:
        if next(refusals, False):
            raise Refused(model=MODEL, detail="moderation")
        return await call(self, asked_for)

    monkeypatch.setattr(CountingProvider, "call", once_refusing)
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["en"])
        job = ended(house, episode)
        assert (job.status, job.error_code) == ("FAILED", "provider_refused")
        statuses = {row.kind: row.status for row in house.works.jobs.of_episode(episode.id)}
        assert statuses["image.generate"] == "FAILED"
        assert statuses["packaging.assemble"] == "QUEUED"
        assert len(asked(log)) == PANELS - 1
    with priced_house(home, log, 0.0) as house:
        job = ended(house, order(house, stories["en"]))
        assert (job.status, job.cost_nusd, job.attempt) == ("DONE", PANELS * COST_NUSD, 2)
        assert len(asked(log)) == PANELS


def test_a_finished_episode_is_found_again_without_a_call(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        first = order(house, stories["ko"])
        assert ended(house, first).status == "DONE"
        again = order(house, stories["ko"])
        assert again.id == first.id
        assert house.works.jobs.find(again.id, "pipeline.full").status == "DONE"
        assert len(asked(log)) == PANELS


def test_a_job_that_others_block_waits_and_goes_on_when_they_let_go(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        books = house.books
        limit = Budget("global", "", "day", 5 * PANELS * COST_NUSD // 4)
        set_budget(books.engine, books.ledger.clock, books.zone, limit)
        line = EnvelopeLine("image_generation", MODEL, Nusd(PANELS * COST_NUSD), 0)
        other = house.meter.open_envelope("another job", Who(LOCAL_OWNER, "studio"), [line], None)
        episode = order(house, stories["en"])
        assert asyncio.run(_let_go_when_it_waits(house, episode, other)).status == "DONE"


async def _let_go_when_it_waits(house: House, episode: Episode, other: str) -> Job:
    async def let_go() -> None:
        while not house.works.jobs.find(episode.id, "pipeline.full").waiting_for:
            await asyncio.sleep(0.05)
        assert house.works.jobs.find(episode.id, "pipeline.full").status == "QUEUED"
        house.meter.close_envelope(other)

    letting = asyncio.ensure_future(let_go())
    progress = await followed(house, episode)
    await letting
    return progress.job
