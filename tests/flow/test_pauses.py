"""A budget that is used up pauses a job; it goes on in the next window, at the price that was approved."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from test_money import PANELS, ended, order
from test_people import refused, said

from metered import HandClock
from priced import COST_NUSD, MODEL, asked, priced_house
from toonverse.bootstrap import House
from toonverse.cli.make import followed
from toonverse.jobs.orders import failure
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import ImageCall, Who
from toonverse.metering.refusals import Paused, QuoteGrown
from toonverse.store.records import Job

SCOPES = ("global", "account:ada", "source:gateway", "project:7", "service:text_generation", "model:m")
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


def test_a_job_keeps_what_it_was_expected_to_cost(home: Path, tmp_path: Path, stories: dict[str, Path]):
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        job = ended(house, order(house, stories["en"]))
    assert job.quoted_nusd is not None
    assert job.approved_nusd is not None
    assert job.cost_nusd <= job.quoted_nusd <= job.approved_nusd


def test_budgets_are_set_shown_and_removed_as_the_command_line_words_them(home: Path):
    said("users", "add", "ada")
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
        ("--scope", "source:nobody"),
        ("--window", "ever"),
        ("--action", "shout"),
    ],
)
def test_a_budget_that_makes_no_sense_is_refused(home: Path, words: tuple[str, str]):
    assert refused("budgets", "set", "--limit", "1", *words) == "budget_unfit"


def test_a_budget_of_nobody_is_refused(home: Path):
    assert refused("budgets", "set", "--limit", "1", "--scope", "account:nobody") == "not_found"
