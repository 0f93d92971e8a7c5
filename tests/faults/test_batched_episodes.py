"""`toonverse make --when-cheap` as a user runs it, over a server of batches: half the price, whoever dies."""

import json
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest

from commands import finish, run, start
from priced import MODEL, priced_house
from providers.batch_fakes import READ, USED, OpenAIFake
from toonverse.cli.story import Wish
from toonverse.metering.refusals import NotSoldByBatch

STORY = 'The Lamp\n\nNora carried the lamp down to the pier.\n\n"Nobody is coming," said Tom.\n'
PANELS = 3
COMMAND = ("--panels", str(PANELS), "--text-model", "draft", "--image-model", "gpt-image-2.5-flare")
COST_NUSD = (READ * 5_000 + USED * 30_000) // 2


@pytest.fixture
def fake() -> OpenAIFake:
    return OpenAIFake()


@pytest.fixture
def env(fake: OpenAIFake) -> Iterator[dict[str, str]]:
    """What a command needs to buy from the fake, over a real line."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            said = fake(httpx2.Request(self.command, f"http://fake{self.path}", content=body))
            self.send_response(said.status_code)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(said.content)))
            self.end_headers()
            self.wfile.write(said.content)

        do_GET = do_POST = answer

        def log_message(self, format: str, *words: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": f"http://127.0.0.1:{server.server_port}/v1"}
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_an_episode_that_can_wait_costs_half_and_is_bought_once(
    tmp_path: Path, fake: OpenAIFake, env: dict[str, str], story: Path
):
    home = tmp_path / "home"
    waiting = run(home, "quote", story, *COMMAND, "--when-cheap", "--json", **env).object
    assert waiting["wait_hours_max"] == 24
    made = run(home, "make", story, *COMMAND, "--when-cheap", "--yes", "--json", **env)
    assert made.code == 0, made.err
    assert made.object["cost_usd"] == PANELS * COST_NUSD / 1e9 <= waiting["maximum_usd"]
    assert len(fake.prompts) == PANELS
    again = run(home, "make", story, *COMMAND, "--json", **env)
    assert again.code == 0, again.err
    assert again.object["episode_id"] == made.object["episode_id"], "the same episode, however it was bought"
    assert len(fake.prompts) == PANELS


def test_a_batch_outlives_the_process_that_sent_it(
    tmp_path: Path, fake: OpenAIFake, env: dict[str, str], story: Path
):
    home = tmp_path / "home"
    fake.polls = 1_000_000
    making = start(home, "make", story, *COMMAND, "--when-cheap", "--yes", "--json", **env)
    while not fake.asked:  # it was sent, its id stored, and it was asked for
        assert making.poll() is None, making.communicate()
        time.sleep(0.05)
    making.kill()
    making.communicate()
    polite = start(home, "make", story, *COMMAND, "--when-cheap", "--yes", "--json", **env)
    seen = sum(fake.asked.values())
    while sum(fake.asked.values()) == seen:  # picked up
        assert polite.poll() is None, polite.communicate()
        time.sleep(0.05)
    polite.send_signal(signal.SIGTERM)
    assert finish(polite).code != 0
    fake.polls = 0
    made = run(home, "make", story, *COMMAND, "--when-cheap", "--yes", "--json", **env)
    assert made.code == 0, made.err
    assert len(fake.prompts) == PANELS, "one batch, sent once"
    assert made.object["cost_usd"] == PANELS * COST_NUSD / 1e9
    assert run(home, "doctor", "--json", **env).object["healthy"]


def test_what_a_batch_left_undone_is_told_and_goes_into_the_next(
    tmp_path: Path, fake: OpenAIFake, env: dict[str, str], story: Path
):
    home = tmp_path / "home"
    fake.ends, fake.leaves = "expired", 1
    failed = run(home, "make", story, *COMMAND, "--when-cheap", "--yes", "--json", **env)
    assert failed.error["code"] == "batch_undone"
    fake.ends, fake.leaves = "completed", 0
    made = run(home, "make", story, *COMMAND, "--when-cheap", "--yes", "--json", **env)
    assert made.code == 0, made.err
    assert sorted(len(items) for items in fake.batches.values()) == [1, PANELS]
    assert made.object["cost_usd"] == PANELS * COST_NUSD / 1e9, "what was not done cost nothing"


def test_what_is_not_sold_by_batch_is_refused_before_anything_is_written(tmp_path: Path, story: Path):
    commission = Wish(story, 1, None, "webtoon", "en", "draft", MODEL, when_cheap=True).commission()
    with priced_house(tmp_path / "home", tmp_path / "log") as house:
        with pytest.raises(NotSoldByBatch):
            house.require(commission)
        assert list(house.works.projects()) == []
    assert json.loads(json.dumps(commission.stored_options))["when_cheap"]
