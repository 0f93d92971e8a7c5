"""Screenplays by others, from the test cases of the Fountain format."""

from pathlib import Path

import pytest

from reading.test_scripts_with_cues import lines_of
from shared_data import shared
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read

SCREENPLAYS = [p for p in sorted(shared("data/fountain").iterdir()) if p.suffix]


@pytest.mark.parametrize("path", SCREENPLAYS, ids=lambda p: p.name)
def test_every_shared_screenplay_is_read(path: Path):
    script = read(take_in(path.read_bytes(), path.name, None, "auto"))
    assert script.scenes
    assert all(s.beats for s in script.scenes)


def test_a_whole_screenplay_keeps_its_speakers():
    path = shared("data/fountain/Brick And Steel.txt")
    script = read(take_in(path.read_bytes(), path.name, None, "auto"))
    said = [x for x in lines_of(script) if x[1] != "caption"]
    assert said[0] == ("Steel", "speech", "Beer's ready!")
    assert said[-1] == ("Handsome Man", "speech", "I want them dead. DEAD!")
    assert [s.place_kind for s in script.scenes if s.place == "Garage"] == ["room"]
