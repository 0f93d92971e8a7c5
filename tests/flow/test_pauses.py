"""A budget that is used up pauses a job; it goes on in the next window, at the price that was approved."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from test_money import PANELS, ended, order
from test_people import refused, said

from metered import HandClock
from priced import COST_NUSD, MODEL, asked, priced_house
from toonverse.bootstrap import House, open_books
from toonverse.cli.make import followed
from toonverse.cli.story import Wish
from toonverse.jobs.desk import Desk
from toonverse.jobs.orders import failure
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import ImageCall, Who
from toonverse.metering.limits import standings
from toonverse.metering.refusals import Paused, QuoteGrown
from toonverse.metering.users import add_user
from toonverse.settings import Settings
from toonverse.store.records import Job

SCOPES = ("global", "account:ada", "source:gateway", "project:1", "service:text_generation", "model:draft")
TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
TOMORROW = TODAY + timedelta(days=1)


def spend(house: House) -> None:
    """One picture today, and from now on a budget that fits one job a day and not one picture more."""
    call = ImageCall(MODEL, "something else", 400, 600)
    asyncio.run(house.meter.buy(call, Who(LOCAL_OWNER, "cli"), "something else"))
    limit = house.meter.quote(call).maximum_nusd + PANELS * COST_NUSD
    budget = Budget("global", "", "day", limit)
    set_budget(house.books.engine, house.books.ledger.clock, house.books.zone, budget)


def pause(home: Path, log: Path, story: Path) -> Job:
    """Orders a job that today has no money for."""
    with priced_house(home, log, 0.0, clock=HandClock(TODAY)) as house:
        spend(house)
        episode = order(house, story)
        with pytest.raises(Paused) as paused:
            asyncio.run(followed(house, episode))
        assert paused.value.facts["resets_at"] == "2026-11-22T00:00:00+00:00"
        return house.works.jobs.find(episode.id, "pipeline.full")


def test_a_job_pauses_for_the_night_and_goes_on_the_next_day(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    paused = pause(home, log, stories["en"])
    assert paused.status == "QUEUED"
    assert json.loads(paused.waiting_for)["waiting_for"] == "budget_exceeded"
    assert len(asked(log)) == 1
    assert "2026-11-22" in said("jobs", "list")
    with priced_house(home, log, 0.0, clock=HandClock(TOMORROW)) as house:
        job = ended(house, order(house, stories["en"]))
    assert (job.status, job.attempt, job.waiting_for) == ("DONE", 1, "")
    assert len(asked(log)) == 1 + PANELS


def test_it_does_not_go_on_at_a_price_that_nobody_approved(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    pause(home, log, stories["en"])
    with priced_house(home, log, 0.0, clock=HandClock(TOMORROW), dearer=Decimal("1.01")) as house:
        job = ended(house, order(house, stories["en"]))
        assert isinstance(failure(job), QuoteGrown)
        assert len(asked(log)) == 1
    with priced_house(home, log, 0.0, clock=HandClock(TOMORROW), dearer=Decimal("1.01")) as house:
        job = ended(house, order(house, stories["en"]))
        assert (job.status, job.attempt) == ("DONE", 2)


async def served(house: House, job_id: int, then: Callable[[], None]) -> Job:
    """The job once it has ended in a process that goes on; `then` is done when it waits."""
    desk = asyncio.ensure_future(Desk(house.settings.home, house.studio, house.pool).work())
    try:
        while not house.works.jobs.get(job_id).waiting_for:
            await asyncio.sleep(0.05)
        then()
        while (job := house.works.jobs.get(job_id)).status in ("QUEUED", "RUNNING"):
            await asyncio.sleep(0.05)
            assert not desk.done()
        return job
    finally:
        desk.cancel()
        await asyncio.gather(desk, return_exceptions=True)


def test_a_server_that_goes_on_over_midnight_goes_on_with_the_job(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    """Midnight is that of the installation's zone, and a user's own budget pauses like everybody's."""
    log, clock = tmp_path / "calls.log", HandClock(TODAY)
    with priced_house(home, log, 0.0, clock=clock, time_zone="Asia/Seoul") as house:
        zone = house.books.zone
        ada = add_user(house.books.engine, clock, "ada", "creator", 10**6)
        call = ImageCall(MODEL, "something else", 400, 600)
        asyncio.run(house.meter.buy(call, Who(ada.id, "cli"), "something else"))
        limit = house.meter.quote(call).maximum_nusd + PANELS * COST_NUSD
        set_budget(house.books.engine, clock, zone, Budget("account", ada.id, "day", limit))
        wish = Wish(stories["en"], PANELS, None, "webtoon", "auto", "draft", MODEL)
        episode = house.studio.take_on(replace(wish.commission(), account=ada.id), new=False)
        job = house.works.jobs.find(episode.id, "pipeline.full")
        seen: list[Job] = []

        def midnight() -> None:
            seen.append(house.works.jobs.get(job.id))
            clock.advance(timedelta(hours=3))

        ended_job = asyncio.run(served(house, job.id, midnight))
        waited = json.loads(seen[0].waiting_for)
        assert (seen[0].status, waited["scope"], waited["value"]) == ("QUEUED", "account", ada.id)
        assert waited["resets_at"] == "2026-11-21T15:00:00+00:00"
        assert (ended_job.status, ended_job.attempt, ended_job.waiting_for) == ("DONE", 1, "")
        standing = next(
            one for one in standings(house.books.engine, zone, clock()) if one.budget.scope == "account"
        )
        assert standing.settled_nusd == PANELS * COST_NUSD, "it counts in the new window"


def test_a_job_keeps_what_it_was_expected_to_cost(home: Path, tmp_path: Path, stories: dict[str, Path]):
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        job = ended(house, order(house, stories["en"]))
    assert job.quoted_nusd is not None
    assert job.approved_nusd is not None
    assert job.cost_nusd <= job.quoted_nusd <= job.approved_nusd


def test_budgets_are_set_shown_and_removed_as_the_command_line_words_them(home: Path):
    said("users", "add", "ada")
    with open_books(Settings(home=home)) as books:
        assert books.works.find_or_create_project("local", "ours").id == 1
    for scope in SCOPES:
        for window in ("day", "month", "total"):
            words = ("--scope", scope, "--window", window, "--limit", "0.50", "--action", "notify")
            told = json.loads(said("budgets", "set", *words, "--json"))
            (one,) = told["budgets"]
            assert (one["scope"], one["window"], one["limit_usd"]) == (scope, window, 0.5)
            assert (one["action"], one["left_usd"]) == ("notify", 0.5)
            assert (one["resets_at"] is None) == (window == "total")
    assert len(json.loads(said("budgets", "list", "--json"))["budgets"]) == 18
    assert "account:ada" in said("budgets", "show", "account:ada")
    said("budgets", "remove", "--scope", "account:ada", "--window", "month")
    assert len(json.loads(said("budgets", "show", "account:ada", "--json"))["budgets"]) == 2
    assert refused("budgets", "remove", "--scope", "account:ada", "--window", "month") == "not_found"


@pytest.mark.parametrize(
    "words",
    [
        ("--scope", "everything"),
        ("--scope", "model:"),
        ("--scope", "model:gpt-immage-2"),
        ("--scope", "provider:opneai"),
        ("--scope", "project:seven"),
        ("--scope", "project:007"),
        ("--scope", "source:nobody"),
        ("--window", "ever"),
        ("--action", "shout"),
    ],
)
def test_a_budget_that_makes_no_sense_is_refused(home: Path, words: tuple[str, str]):
    assert refused("budgets", "set", "--limit", "1", *words) == "budget_unfit"


def test_a_budget_of_nobody_is_refused(home: Path):
    assert refused("budgets", "set", "--limit", "1", "--scope", "account:nobody") == "not_found"


def test_a_budget_of_a_project_that_is_not_there_is_refused(home: Path):
    assert refused("budgets", "set", "--limit", "1", "--scope", "project:99") == "project_missing"
