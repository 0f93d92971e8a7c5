"""The end of a run can't be written: its row stays open for a while, never for ever."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from test_money import PANELS, ended, order

from priced import COST_NUSD, CountingProvider, asked, priced_house
from toonverse.bootstrap import HomeUnusable
from toonverse.cli.make import followed
from toonverse.jobs import runner, workflows
from toonverse.metering.calls import Call, Reply
from toonverse.metering.outcomes import Refused
from toonverse.metering.tables import envelopes
from toonverse.studio.pipeline import Studio

TRIES = 1 + len(workflows.END_WAITS_SECONDS)


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflows, "END_WAITS_SECONDS", (0.0,) * (TRIES - 1))
    monkeypatch.setattr(runner, "PATIENCE_ROUNDS", 2)


@pytest.fixture
def failures(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One element for each `end` that shall still fail."""
    left: list[bool] = []
    end = Studio.end

    def failing(studio: Studio, *turn: object) -> None:
        if left:
            left.pop()
            raise sa.exc.OperationalError("COMMIT", {}, Exception("database or disk is full"))
        end(studio, *turn)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Studio, "end", failing)
    return left


@pytest.mark.parametrize("times", [1, TRIES])
def test_a_job_ends_though_its_end_could_not_be_written_at_first(
    home: Path, tmp_path: Path, stories: dict[str, Path], failures: list[bool], times: int
):
    failures += [True] * times
    log = tmp_path / "calls.log"
    with priced_house(home, log, 0.0) as house:
        job = ended(house, order(house, stories["en"]))
        assert (job.status, job.cost_nusd) == ("DONE", PANELS * COST_NUSD)
    assert len(asked(log)) == PANELS


def test_the_same_command_ends_a_job_that_lost_its_end(
    home: Path, tmp_path: Path, stories: dict[str, Path], failures: list[bool]
):
    log = tmp_path / "calls.log"
    lose_the_end(home, log, stories["en"], failures)
    with priced_house(home, log, 0.0) as house:
        job = ended(house, order(house, stories["en"]))
        assert (job.status, job.cost_nusd, job.attempt) == ("DONE", PANELS * COST_NUSD, 1)
        with house.books.engine.connect() as tx:
            held = tx.execute(sa.select(envelopes.c.is_open, envelopes.c.held_nusd)).one()
        assert tuple(held) == (False, 0)
    assert len(asked(log)) == PANELS


def test_a_failed_job_that_lost_its_end_says_what_stopped_it(
    home: Path,
    tmp_path: Path,
    stories: dict[str, Path],
    failures: list[bool],
    monkeypatch: pytest.MonkeyPatch,
):
    async def refusing(provider: CountingProvider, call: Call) -> Reply:
        raise Refused(model="any", detail="moderation")

    monkeypatch.setattr(CountingProvider, "call", refusing)
    lose_the_end(home, tmp_path / "calls.log", stories["en"], failures)
    with priced_house(home, tmp_path / "calls.log", 0.0) as house:
        job = ended(house, order(house, stories["en"]))
        assert (job.status, job.error_code) == ("FAILED", "provider_refused")


def lose_the_end(home: Path, log: Path, story: Path, failures: list[bool]) -> None:
    """A run that is over, in a home whose row says that it goes on."""
    failures += [True] * (TRIES + 1)
    with pytest.raises(HomeUnusable, match="disk is full"), priced_house(home, log, 0.0) as house:
        asyncio.run(followed(house, order(house, story)))
    assert not failures
