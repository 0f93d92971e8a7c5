"""The turns of stories by others, as their labels give them, are told in 8 panels and in 12."""

import json
from pathlib import Path

import pytest

from directing.told import script_of, tells
from shared_data import shared
from toonverse.studio.directing import direct

GOLD = sorted(shared("data/gold").glob("*.json"))


@pytest.mark.parametrize("label", GOLD, ids=lambda path: path.stem)
@pytest.mark.parametrize("panels", [8, 12, 24, None])
def test_the_labelled_turn_is_told(label: Path, panels: int | None) -> None:
    gold = json.loads(label.read_text(encoding="utf-8"))
    (text,) = shared("data").glob(f"*/{label.stem}.txt")
    board = direct(script_of(text), "webtoon", panels)
    assert tells(board.shots, [gold["turn"], *gold.get("turn_also", [])])
