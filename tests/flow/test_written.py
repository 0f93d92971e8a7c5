"""A text model writes script and storyboard: held with the whole episode, bought once, never replaced."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from priced import CATALOG, COST_NUSD, MODEL, CountingProvider
from toonverse.bootstrap import House, open_house
from toonverse.cli.make import followed
from toonverse.cli.story import Wish
from toonverse.jobs.orders import failure, want
from toonverse.metering.calls import Call, Reply, TextCall, Usage
from toonverse.metering.catalog import load
from toonverse.metering.invariants import examine
from toonverse.metering.refusals import CapExceeded
from toonverse.metering.reports import receipt
from toonverse.settings import Settings
from toonverse.store.records import Episode, Job
from toonverse.studio.estimate import estimate
from toonverse.studio.writing import AnswerUnusable
from writing.told import good_answer

WORDS = "test-words"
PANELS = 3
READ, WROTE = 900, 400
TEXT_NUSD = READ * 1_000 + WROTE * 2_000
WORDS_MODEL = f"""
[[model]]
name = "{WORDS}"
provider = "test"
service = "text_generation"
source = "a test"
[[model.price]]
unit = "input_token"
usd = 1
per = 1_000_000
from = 2026-01-01
[[model.price]]
unit = "output_token"
usd = 2
per = 1_000_000
from = 2026-01-01
"""


class Writer(CountingProvider):
    """Paints as its parent does, and writes: what it is told to, else what a good model writes."""

    def __init__(self, log: Path) -> None:
        super().__init__(log, 0.0)
        self.answers: list[str] = []
        self.asked: list[TextCall] = []

    async def call(self, call: Call) -> Reply:
        if not isinstance(call, TextCall):
            return await super().call(call)
        self.asked.append(call)
        answer = self.answers.pop(0) if self.answers else good_answer(call.prompt)
        usage = Usage(READ, WROTE, READ + WROTE)
        return Reply(answer.encode(), "text/plain", usage, json.dumps({"finish_reason": "stop"}))


@contextmanager
def house_of(home: Path, writer: Writer) -> Iterator[House]:
    home.mkdir(parents=True, exist_ok=True)
    catalog = home / "catalog.toml"
    catalog.write_text(CATALOG + WORDS_MODEL)
    with open_house(
        Settings(home=home, workers=2), catalog=load(catalog), providers={"test": writer}
    ) as house:
        yield house


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(tmp_path / "calls.log")


def ordered(house: House, story: Path, cost_max_nusd: int | None = None) -> Episode:
    commission = Wish(story, PANELS, None, "webtoon", "auto", WORDS, MODEL).commission()
    house.require(commission)
    episode = house.studio.take_on(commission, new=False)
    want(house.works, house.settings.home, episode, cost_max_nusd)
    return episode


def ended(house: House, episode: Episode) -> Job:
    job = asyncio.run(followed(house, episode)).job
    assert [finding for finding in examine(house.books.engine, house.books.zone) if finding.broken] == []
    return job


def test_a_model_writes_and_the_books_say_what_each_step_cost(
    home: Path, stories: dict[str, Path], writer: Writer
):
    with house_of(home, writer) as house:
        episode = ordered(house, stories["en"])
        commission = Wish(stories["en"], PANELS, None, "webtoon", "auto", WORDS, MODEL).commission()
        quoted = estimate(house.meter, house.books.catalog, commission)
        job = ended(house, episode)
        assert job.status == "DONE"
        assert job.cost_nusd == 2 * TEXT_NUSD + PANELS * COST_NUSD
        assert quoted.maximum_nusd == job.approved_nusd
        assert job.cost_nusd <= quoted.maximum_nusd
        script, board = house.works.script(episode.id), house.works.storyboard(episode.id)
        assert script is not None
        assert board is not None
        assert {one.name for one in script.characters} == {"Nora", "Tom"}
        assert all("falls on wet planks" in shot.prompt for shot in board.shots)
        steps = receipt(house.books.engine, str(episode.id)).steps
        assert {(step.name, step.calls) for step in steps} == {
            ("script_generation", 1),
            ("storyboard_generation", 1),
            ("panel_generation", PANELS),
        }
        assert len(writer.asked) == 2


def test_what_does_not_fit_is_refused_before_the_first_question(
    home: Path, stories: dict[str, Path], writer: Writer
):
    with house_of(home, writer) as house:
        job = ended(house, ordered(house, stories["en"], cost_max_nusd=TEXT_NUSD))
        assert isinstance(failure(job), CapExceeded)
        assert writer.asked == []


def test_a_bad_answer_is_repaired_or_the_job_fails_and_a_retry_asks_anew(
    home: Path, stories: dict[str, Path], writer: Writer
):
    with house_of(home, writer) as house:
        episode = ordered(house, stories["en"])
        writer.answers = ["no JSON", "{}"]
        told = failure(ended(house, episode))
        assert isinstance(told, AnswerUnusable)
        assert "era" in str(told.facts["problems"])
        assert house.works.script(episode.id) is None, "no other reader takes over"
    with house_of(home, writer) as house:
        writer.answers = ["[]"]
        assert ended(house, ordered(house, stories["en"])).status == "DONE"
        assert [call.prompt.count("can't be used") for call in writer.asked] == [0, 1, 0, 1, 0]
