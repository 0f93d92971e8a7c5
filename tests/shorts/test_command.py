"""`toonverse short` as a user runs it, in a process of its own."""

from pathlib import Path

import pytest

from commands import run
from shorts.studio import drawn_episode
from toonverse.bootstrap import open_books
from toonverse.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """With one drawn episode, and no key."""
    with open_books(Settings(home=tmp_path / "home")) as books:
        drawn_episode(books.works, "local")
    return tmp_path / "home"


def test_a_short_is_made_for_nothing_and_copied_where_it_is_wanted(home: Path):
    wanted = home.parent / "given" / "rain.mp4"
    ran = run(home, "short", "1", "--panels", "1", "--silent", "--out", wanted, "--json")
    assert ran.code == 0, ran.err
    assert (ran.object["video"], ran.object["cost_usd"], ran.object["panels"]) == (str(wanted), 0, [1])
    assert wanted.stat().st_size == ran.object["size_bytes"]


def test_prices_of_clips_are_told_side_by_side_without_a_key(home: Path):
    ran = run(home, "short", "1", "--quote", "--json")
    assert ran.code == 0, ran.err
    told = {(one["model"], one["resolution"]): one for one in ran.object["models"]}
    assert told["veo-3.1-fast-generate-001", "720p"]["maximum_usd"] == 1.6, "two clips of 8 s at $0.10"
    assert told["gemini-omni-1.2-flash", "720p"]["refusal"] == "model_unconfirmed"
    assert ("veo-3.0-fast-generate-001", "720p") not in told, "retired"


def test_what_can_not_be_done_is_said_in_a_sentence(home: Path):
    for words, code in (
        (("--panels", "7"), "short_panels_unknown"),
        (("--video-model", "veo-3.1-lite-generate-001"), "provider_missing"),
        (("--clip-seconds", "5"), "clip_seconds_unsold"),
    ):
        ran = run(home, "short", "1", *words, "--json")
        assert (ran.code, ran.error["code"]) == (2, code)
        assert ran.error["message"].endswith(".")
