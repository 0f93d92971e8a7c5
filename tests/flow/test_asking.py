"""On a terminal what will be bought is shown and asked about; the keys that are set say who makes it."""

import asyncio
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from commands import SECONDS_MAX, environment
from priced import MODEL, priced_house
from toonverse.bootstrap import open_books
from toonverse.cli.make import confirm, followed
from toonverse.cli.story import Wish
from toonverse.metering.catalog import load
from toonverse.settings import Settings
from toonverse.studio.defaults import default_models

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("keys", "models"),
    [
        ({}, ("draft", "draft")),
        ({"OPENAI_API_KEY": " "}, ("draft", "draft")),
        ({"OPENAI_API_KEY": "sk-x"}, ("gpt-5.6-luna", "gpt-image-2.5-flare")),
        ({"GEMINI_API_KEY": "x"}, ("gemini-3.8-flash", "gemini-3.1-flash-image")),
        ({"OPENAI_API_KEY": "sk-x", "GEMINI_API_KEY": "x"}, ("gemini-3.8-flash", "gpt-image-2.5-flare")),
    ],
)
def test_the_keys_that_are_set_say_who_writes_and_draws(
    home: Path, keys: dict[str, str], models: tuple[str, str]
):
    assert default_models(Settings(home=home, **keys), load(), NOW) == models


def answered(home: Path, answer: bytes, *words: str | Path) -> tuple[int, str]:
    """A command on a terminal of its own, where somebody types the answer: its code and what it showed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "toonverse", *map(str, words)],
        env=environment(
            home, OPENAI_API_KEY="sk-test", OPENAI_BASE_URL="http://127.0.0.1:9/v1", COLUMNS="120"
        ),
        cwd=home.parent,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, answer)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # how a terminal says that nobody has it open any more
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(SECONDS_MAX), shown.decode("utf-8", "replace")


def test_on_a_terminal_the_quote_is_shown_and_a_no_leaves_nothing_behind(
    home: Path, stories: dict[str, Path]
):
    code, shown = answered(home, b"n\n", "make", stories["en"], "--panels", "2")
    assert code == 130, shown
    assert "gpt-image-2.5-flare" in shown
    assert "gpt-5.6-luna" in shown
    assert "Buy it?" in shown
    with open_books(Settings(home=home)) as books:
        assert books.works.jobs.recent() == ()


def test_a_free_episode_is_not_asked_about(home: Path, stories: dict[str, Path]):
    free = ("--text-model", "draft", "--image-model", "draft")
    code, shown = answered(home, b"", "make", stories["en"], "--panels", "2", *free)
    assert code == 0, shown
    assert "Buy it?" not in shown


def test_what_is_made_already_is_not_asked_about_again(
    tmp_path: Path, stories: dict[str, Path], monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []
    monkeypatch.setattr(typer, "confirm", lambda words, **more: asked.append(words))
    commission = Wish(stories["en"], 2, None, "webtoon", "en", "draft", MODEL).commission()
    with priced_house(tmp_path / "home", tmp_path / "calls.log") as house:
        confirm(house, commission, new=False)
        assert len(asked) == 1
        asyncio.run(followed(house, house.studio.take_on(commission, new=False)))
        confirm(house, commission, new=False)
        assert len(asked) == 1
        confirm(house, commission, new=True)
        assert len(asked) == 2
