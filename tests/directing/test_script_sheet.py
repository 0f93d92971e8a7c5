"""The script under a person's hands: lines and beats moved, added, left out, spoken by somebody else."""

from dataclasses import replace

import pytest

from directing.scripts import lighthouse
from toonverse.domain.script import Line, Script
from toonverse.studio.directing import direct
from toonverse.studio.script_sheet import (
    Place,
    ScriptUnfit,
    beat_moved,
    checked,
    line_added,
    line_moved,
    removed,
)


def said(script: Script) -> list[list[list[str]]]:
    return [[[line.text for line in beat.lines] for beat in scene.beats] for scene in script.scenes]


def test_a_line_moves_in_its_beat_and_past_its_end_into_the_next():
    script = lighthouse()
    first, second = said(script)[0]
    down = line_moved(script, Place(0, 0, 0), 1)
    assert said(down)[0] == [[first[1], first[0]], second]
    over = line_moved(down, Place(0, 0, 1), 1)
    assert said(over)[0] == [[first[1]], [first[0], *second]]
    back = line_moved(over, Place(0, 1, 0), -1)
    assert back == down
    assert line_moved(script, Place(0, 0, 0), -1) == script, "there is nothing above"
    assert line_moved(script, Place(1, 0, 0), 1) == script, "nor below: a scene is not left"


def test_a_beat_moves_in_its_scene():
    script = lighthouse()
    assert beat_moved(script, Place(0, 0), 1).scenes[0].beats == script.scenes[0].beats[::-1]
    assert beat_moved(script, Place(0, 0), -1) == script


def test_what_is_left_out_is_gone():
    script = lighthouse()
    assert said(removed(script, Place(0, 0, 0)))[0][0] == said(script)[0][0][1:]
    without = checked(removed(script, Place(0, 0)))
    assert said(without)[0] == said(script)[0][1:]
    assert len(checked(removed(script, Place(1, 0))).scenes) == 1


def test_somebody_new_who_speaks_is_a_character_and_can_be_directed():
    script = checked(line_added(lighthouse(), Place(0, 1), Line("배다!", " 선장 ", "shout")))
    assert script.characters[-1].name == "선장"
    board = direct(script, "webtoon", 5)
    assert "배다!" in [line.text for shot in board.shots for line in shot.lines]


def test_nobody_becomes_a_character_for_a_voice_without_a_name():
    script = line_added(lighthouse(), Place(0, 0), Line("와!", "crowd"))
    script = line_added(script, Place(0, 0), Line("그날 밤.", "수아", "caption"))
    checked_script = checked(script)
    assert checked_script.characters == script.characters
    assert checked_script.scenes[0].beats[0].lines[-1] == Line("그날 밤.", "", "caption")


def test_a_script_as_it_was_read_is_left_as_it_is():
    assert checked(lighthouse()) == lighthouse()


@pytest.mark.parametrize(
    "line", [Line("가" * 4_001, "수아"), Line("네.", "이" * 61)], ids=["a long text", "a long name"]
)
def test_what_is_too_long_is_refused(line: Line):
    with pytest.raises(ScriptUnfit):
        checked(line_added(lighthouse(), Place(0, 0), line))


def test_a_script_with_nothing_in_it_is_refused():
    with pytest.raises(ScriptUnfit):
        checked(replace(lighthouse(), scenes=()))


@pytest.mark.parametrize("place", [Place(2, 0, 0), Place(0, 9, 0), Place(0, 0, 9), Place(-1, 0, 0)])
def test_a_place_that_there_is_not_is_refused(place: Place):
    with pytest.raises(ScriptUnfit):
        line_moved(lighthouse(), place, 1)
