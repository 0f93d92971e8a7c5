"""`toonverse make` with Gemini alone, as a user runs it: written, painted, killed in the middle, resumed."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from commands import run, start
from peers.gemini_fake import KEY, GeminiFake, gemini_fake
from toonverse.bootstrap import open_books
from toonverse.metering.invariants import examine
from toonverse.metering.tables import attempts
from toonverse.settings import Settings
from writing.told import STORY

PANELS, SHEETS = 4, 2
HOLD_FROM = 3
"""The picture at which the peer falls silent, and the process is killed."""


@pytest.fixture
def gemini() -> Iterator[GeminiFake]:
    with gemini_fake() as fake:
        yield fake
    assert fake.unfit == []


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(f"{STORY.title}\n\n{STORY.text}\n", encoding="utf-8")
    return path


def keys(gemini: GeminiFake) -> dict[str, str]:
    return {"GEMINI_API_KEY": KEY, "GOOGLE_GEMINI_BASE_URL": gemini.address}


def by_status(home: Path) -> Counter[str]:
    with open_books(Settings(home=home)) as books, books.engine.connect() as tx:
        assert [finding for finding in examine(books.engine, books.zone) if finding.broken] == []
        return Counter(tx.execute(sa.select(attempts.c.status)).scalars())


def test_an_episode_killed_in_mid_run_goes_on_and_nothing_answered_is_bought_twice(
    tmp_path: Path, gemini: GeminiFake, story: Path
):
    home = tmp_path / "home"
    command = ("make", story, "--panels", str(PANELS), "--json")
    gemini.hold_from = HOLD_FROM
    process = start(home, *command, **keys(gemini))
    assert gemini.holding.wait(90), "the peer was asked for its pictures"
    process.kill()
    process.communicate()
    asked_before = dict(gemini.pictures)
    settled = by_status(home)["settled"]
    gemini.hold_from = None
    gemini.release.set()
    made = run(home, *command, **keys(gemini))
    assert made.code == 0, made.err
    assert made.object["panels"] == PANELS
    assert gemini.texts == 2, "one script, one storyboard"
    assert set(asked_before) <= set(gemini.pictures), "the prompts are those of the first run"
    assert len(gemini.pictures) == SHEETS + PANELS
    told = {prompt: prompt.count("Picture 1 is") + prompt.count("Picture 2 is") for prompt in gemini.pictures}
    assert max(told.values()) >= 1
    assert {prompt: gemini.shown[prompt] for prompt in told} == told, "who is named comes with the prompt"
    ended = by_status(home)
    assert ended["settled"] == 2 + SHEETS + PANELS
    again = sum(gemini.pictures.values()) - SHEETS - PANELS
    assert 0 < again <= ended["unknown"] + ended["failed"]  # one may have died before it was sent
    assert again <= sum(asked_before.values()) - (settled - 2), "only what was in flight is asked for again"
    with open_books(Settings(home=home)) as books:
        takes = books.works.panels.accepted(made.object["episode_id"])
        assert {take.model for take in takes} == {model for model, _ in gemini.asked if "image" in model}
        receipt = books.receipt(made.object["episode_id"])
    assert made.object["cost_usd"] == receipt.cost_nusd / 1e9 > 0
    asked = gemini.asked.copy()
    assert run(home, *command, **keys(gemini)).code == 0
    assert gemini.asked == asked, "a finished episode asks for nothing"


def test_what_gemini_refuses_is_not_drawn_by_somebody_else(tmp_path: Path, gemini: GeminiFake, story: Path):
    home = tmp_path / "home"
    gemini.refusing = True
    refused = run(home, "make", story, "--panels", "2", "--json", **keys(gemini))
    assert (refused.code, refused.error["code"]) == (4, "provider_refused"), refused.err
    assert set(by_status(home)) == {"settled", "refused"}
    with open_books(Settings(home=home)) as books:
        assert books.works.panels.takes(1) == ()
        assert books.works.jobs.find(1, "pipeline.full").status == "FAILED"
