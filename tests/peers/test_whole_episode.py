"""`toonverse make` with bought text and pictures, as a user runs it, against a server by somebody else."""

import json
from collections import Counter
from pathlib import Path
from urllib.request import urlopen

import pytest

from commands import run
from toonverse.bootstrap import open_books
from toonverse.settings import Settings
from writing.told import STORY

MODELS = ("--text-model", "gpt-5.6-luna", "--image-model", "gpt-image-2.5-flare")


def asked(aimock: str) -> Counter[str]:
    """How often each path was asked, by the peer's own journal."""
    with urlopen(f"{aimock}/__aimock/journal", timeout=30) as answer:
        return Counter(entry["path"] for entry in json.load(answer))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(f"{STORY.title}\n\n{STORY.text}\n", encoding="utf-8")
    return path


def test_an_episode_is_written_and_painted_by_bought_models_and_bought_once(
    tmp_path: Path, aimock: str, story: Path
):
    home = tmp_path / "home"
    env = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": f"{aimock}/v1"}
    command = ("make", story, "--panels", "3", *MODELS, "--json")
    before = asked(aimock)  # the peer serves other tests, too
    made = run(home, *command, **env)
    assert made.code == 0, made.err
    assert made.object["panels"] == 3
    assert made.object["cost_usd"] > 0
    assert Path(made.object["strip"]).is_file()
    receipt = run(home, "receipt", str(made.object["episode_id"]), "--json").object
    calls = {step["request_type"]: step["calls"] for step in receipt["steps"]}
    assert calls.pop("character_sheet") == 2
    assert calls == {"script_generation": 1, "storyboard_generation": 2, "panel_generation": 3}
    counted = asked(aimock)
    new = counted - before
    assert new["/v1/chat/completions"] == 3, "script, a storyboard that met a 429, the storyboard again"
    sent = new["/v1/images/generations"], new["/v1/images/edits"]
    assert sum(sent) == 2 + 3
    assert sent[1] > 0, "panels are edits of the characters' sheets"
    with open_books(Settings(home=home)) as books:
        board = books.works.storyboard(made.object["episode_id"])
        assert board is not None
        assert all("Waves break against pier" in shot.prompt for shot in board.shots)
    again = run(home, *command, **env)
    assert again.code == 0, again.err
    assert asked(aimock) == counted, "nothing is bought twice"
    healthy = run(home, "doctor", "--json", **env).object
    assert {check["name"] for check in healthy["checks"] if check["verdict"] == "broken"} <= {"key"}
