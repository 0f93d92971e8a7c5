"""A short telling keeps the turn. Where each story turns was decided by reading it, before any was directed;
`turns.json` holds the openings of the sentences that a fair reader may name."""

import json
from pathlib import Path

import pytest

from directing.told import story, tells
from toonverse.studio.directing import direct

HERE = Path(__file__).parent
TURNS: dict[str, list[str]] = json.loads((HERE / "turns.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TURNS)
def test_a_story_keeps_its_turn_in_few_panels_and_in_many(name: str) -> None:
    for panels in (8, 12, 24, None):
        assert tells(direct(story(name), "webtoon", panels).shots, TURNS[name]), panels


def test_the_largest_panel_is_the_turn_in_two_stories_of_three() -> None:
    hit = []
    for name, openings in TURNS.items():
        shots = direct(story(name), "webtoon", 12).shots
        hit.append(tells([shot for shot in shots if shot.role == "turn"], openings))
    assert sum(hit) >= len(hit) * 2 / 3
