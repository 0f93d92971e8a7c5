"""`toonverse panel`: an episode is changed from the command line, for nothing where nothing is bought."""

import json
from pathlib import Path
from typing import Any

import pytest
from test_people import refused, said


@pytest.fixture
def episode(home: Path, stories: dict[str, Path]) -> int:
    made = said(
        "make", stories["en"], "--panels", "2", "--text-model", "draft", "--image-model", "draft", "--json"
    )
    return int(json.loads(made)["episode_id"])


def panel(episode: int, number: int = 1) -> dict[str, Any]:
    return dict(json.loads(said("panel", "show", str(episode), str(number))))


def test_a_panel_is_rolled_again_written_moved_brought_and_chosen(episode: int, tmp_path: Path):
    at = (str(episode), "1")
    said("panel", "reroll", *at, "--model", "draft")
    takes = panel(episode)["takes"]
    assert [(take["number"], take["accepted"], take["cost_usd"]) for take in takes] == [
        (1, False, 0),
        (2, True, 0),
    ]
    assert takes[0]["sha256"] != takes[1]["sha256"]
    assert "take 1, draft" in said("panel", "choose", *at, "1")
    told = json.loads(
        said("panel", "write", *at, "Nora: Over here", "Night fell", "--sound", "BOOM", "--json")
    )
    assert [(line["speaker"], line["kind"]) for line in told["lines"]] == [
        ("Nora", "speech"),
        ("", "caption"),
    ]
    assert told["lettering"]["balloons"]
    said("panel", "balloon", *at, "0", "--x", "300", "--y", "300", "--tail", "none")
    said("panel", "balloon", *at, "--text", "Who is there?", "--kind", "shout")
    count = len(panel(episode)["lettering"]["balloons"])
    said("panel", "balloon", *at, "1", "--remove")
    assert len(panel(episode)["lettering"]["balloons"]) == count - 1
    said("panel", "undo", *at)
    assert len(panel(episode)["lettering"]["balloons"]) == count
    said("panel", "undo", *at, "--redo")
    assert len(panel(episode)["lettering"]["balloons"]) == count - 1
    assert refused("panel", "balloon", *at, "77", "--x", "1") == "balloon_missing"
    said("panel", "letter", *at)
    said("panel", "write", *at, "--reset")
    assert not panel(episode)["edited"]
    assert refused("panel", "choose", *at, "99") == "take_missing"
    assert refused("panel", "reroll", *at, "--model", "dall-e-3") == "model_retired"
    (tmp_path / "no.png").write_bytes(b"no picture")
    assert refused("panel", "bring", *at, tmp_path / "no.png") == "art_unfit"
    said("activate", str(episode))
    said("deactivate", str(episode))
