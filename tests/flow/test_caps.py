"""`--max-cost` of a job that was killed at work; and errors too long for a row."""

import asyncio
from pathlib import Path

import pytest
from test_money import PANELS, ended, order

from priced import COST_NUSD, MODEL, CountingProvider, asked, priced_house
from toonverse.bootstrap import House
from toonverse.errors import StorageError, ToonverseError
from toonverse.jobs.orders import failure, want
from toonverse.metering.calls import Call, Reply, Usage
from toonverse.metering.outcomes import Failed
from toonverse.metering.refusals import CapExceeded
from toonverse.store.job_rows import ERROR_CHARACTERS_MAX, error_json
from toonverse.store.records import Episode
from toonverse.studio.turns import Turn


def at_work(house: House, story: Path, cost_max_nusd: int | None = None) -> Episode:
    """An order that was read and directed and holds its money, as a killed process leaves it: RUNNING."""
    episode = order(house, story, cost_max_nusd)
    turn = Turn(house.works.jobs.find(episode.id, "pipeline.full").id, 1)
    asyncio.run(house.studio.script(turn))
    asyncio.run(house.studio.storyboard(turn))
    house.studio.open_money(turn)
    assert house.works.jobs.find(episode.id, "pipeline.full").status == "RUNNING"
    return episode


def test_a_killed_job_keeps_to_the_cap_it_is_given_when_it_goes_on(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        at_work(house, stories["en"])
    with priced_house(home, log, 0.0) as house:
        job = ended(house, order(house, stories["en"], cost_max_nusd=COST_NUSD))
        assert isinstance(failure(job), CapExceeded)
        assert asked(log) == []
    with priced_house(home, log, 0.0) as house:
        job = ended(house, order(house, stories["en"], cost_max_nusd=10 * PANELS * COST_NUSD))
        assert (job.status, job.cost_nusd) == ("DONE", PANELS * COST_NUSD)


def test_the_next_call_of_a_job_at_work_keeps_to_a_lower_cap(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        episode = at_work(house, stories["en"])
        turn = Turn(house.works.jobs.find(episode.id, "pipeline.full").id, 1)
        envelope = house.studio.open_money(turn)
        asyncio.run(house.studio.paint(turn, 1, envelope))
        want(house.works, home, episode, COST_NUSD)
        with pytest.raises(CapExceeded) as refused:
            asyncio.run(house.studio.paint(turn, 2, envelope))
        assert refused.value.facts["needed_nusd"] > refused.value.facts["available_nusd"] == 0
    assert len(asked(log)) == 1


def test_the_same_command_without_a_cap_keeps_the_earlier_one(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        ended(house, order(house, stories["en"], cost_max_nusd=COST_NUSD))
        job = ended(house, order(house, stories["en"]))
        assert (job.cost_max_nusd, job.error_code) == (COST_NUSD, "cap_exceeded")
    assert asked(log) == []


def test_a_very_long_error_of_a_provider_is_reported(
    home: Path, tmp_path: Path, stories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
):
    async def talking(provider: CountingProvider, call: Call) -> Reply:
        raise Failed(detail='<html lang="en">' + '"\\' * 5_000, model=MODEL, usage=Usage(1, 1, 2))

    monkeypatch.setattr(CountingProvider, "call", talking)
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        job = ended(house, order(house, stories["en"]))
        told = failure(job)
    assert isinstance(told, Failed)
    assert str(told.facts["detail"]).startswith('<html lang="en">')
    assert told.facts["model"] == MODEL
    assert len(job.error) <= ERROR_CHARACTERS_MAX


@pytest.mark.parametrize("facts", [{str(n): "x" * 900 for n in range(40)}, {str(n): n for n in range(900)}])
def test_facts_always_fit_into_a_row(facts: dict[str, object]):
    assert len(error_json(facts)) <= ERROR_CHARACTERS_MAX


@pytest.mark.parametrize("stored", ['{"detail": "cut sho', "[1]", "", "words"])
def test_an_error_that_cannot_be_read_is_shown_as_it_is(
    home: Path, tmp_path: Path, stories: dict[str, Path], stored: str
):
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        episode = order(house, stories["en"])
        jobs = house.works.jobs
        job = jobs.fail(jobs.find(episode.id, "pipeline.full").id, StorageError.code, stored, 0)
    told: ToonverseError = failure(job)
    assert isinstance(told, StorageError)
    assert told.facts == {"reason": stored}
