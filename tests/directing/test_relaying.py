"""Another script for a storyboard: what says the same stays as it was left, the rest is laid out anew."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directing.generated import scripts
from directing.scripts import lighthouse
from toonverse.domain.script import Line, Script
from toonverse.domain.storyboard import Storyboard
from toonverse.studio.directing import direct
from toonverse.studio.relaying import relaid
from toonverse.studio.script_sheet import Place, checked, line_added, line_moved, removed
from toonverse.studio.shot_list import Rewrite, rewritten

PANELS = 6
few = settings(max_examples=15)


@pytest.fixture(scope="module")
def board() -> Storyboard:
    """Each shot as a person left it, with a prompt of its own."""
    made = direct(lighthouse(), "webtoon", PANELS)
    for shot in made.shots:
        made = rewritten(made, shot.number, Rewrite(prompt=f"by hand {shot.number}"), ("수아", "할아버지"))
    return made


def said(board: Storyboard) -> list[str]:
    return [line.text for shot in board.shots for line in shot.lines]


def with_line(script: Script, place: Place, change: Callable[[Line], Line]) -> Script:
    scene = script.scenes[place.scene]
    beat = scene.beats[place.beat]
    lines = tuple(change(line) if at == place.line else line for at, line in enumerate(beat.lines))
    beats = tuple(
        replace(beat, lines=lines) if at == place.beat else one for at, one in enumerate(scene.beats)
    )
    scenes = tuple(
        replace(scene, beats=beats) if at == place.scene else one for at, one in enumerate(script.scenes)
    )
    return replace(script, scenes=scenes)


@few
@given(scripts(), st.integers(1, 12))
def test_the_same_script_leaves_every_shot_as_it_is(script: Script, panels: int):
    board = direct(script, "webtoon", panels)
    made = relaid(script, script, board, panels)
    assert (made.board, made.changes) == (board, False)


def test_a_line_that_is_another_one_lays_out_its_own_shot_and_no_other(board: Storyboard):
    other = with_line(lighthouse(), Place(0, 1, 1), lambda line: replace(line, text="여기서 기다릴게요."))
    made = relaid(lighthouse(), other, board, PANELS)
    (number,) = made.anew
    assert "제가 내려갈게요." in [line.text for line in board.shots[number - 1].lines]
    assert "여기서 기다릴게요." in [line.text for line in made.board.shots[number - 1].lines]
    assert made.board.shots[number - 1].prompt != board.shots[number - 1].prompt
    for before, after in zip(board.shots, made.board.shots, strict=True):
        if before.number != number:
            assert after == before, "as it was left, to the prompt"
    assert relaid(lighthouse(), other, board, PANELS) == made


def test_a_shot_that_is_laid_out_anew_is_as_the_director_would_have_it(board: Storyboard):
    other = with_line(lighthouse(), Place(0, 1, 2), lambda line: replace(line, speaker="수아"))
    made = relaid(lighthouse(), other, board, PANELS)
    (number,) = made.anew
    shot, directed = made.board.shots[number - 1], direct(other, "webtoon", PANELS).shots[number - 1]
    assert [one.character for one in shot.figures] == [one.character for one in directed.figures]
    assert (shot.lines, shot.place, shot.light) == (directed.lines, directed.place, directed.light)


def test_a_new_line_is_read_somewhere_and_nothing_else_is_lost(board: Storyboard):
    more = line_added(lighthouse(), Place(0, 0), Line("서둘러라!", "할아버지", "shout"))
    made = relaid(lighthouse(), more, board, PANELS)
    assert sorted(said(made.board)) == sorted([*said(board), "서둘러라!"])
    assert len(made.anew) + made.come == 1


def test_what_is_left_out_of_the_script_is_left_out_of_the_shots(board: Storyboard):
    less = checked(removed(lighthouse(), Place(1, 0, 0)))
    made = relaid(lighthouse(), less, board, PANELS)
    assert "우리가 해냈어요." not in said(made.board)
    assert len(made.anew) + len(made.gone) == 1


def test_a_line_that_somebody_wrote_into_a_shot_stays_though_the_shot_is_laid_anew(board: Storyboard):
    where = next(shot for shot in board.shots if "제가 내려갈게요." in [line.text for line in shot.lines])
    lines = (*where.lines, Line("조심해.", "할아버지"))
    written = rewritten(board, where.number, Rewrite(lines=lines), ("수아", "할아버지"))
    other = with_line(lighthouse(), Place(0, 1, 1), lambda line: replace(line, text="여기서 기다릴게요."))
    made = relaid(lighthouse(), other, written, PANELS)
    assert made.anew == (where.number,)
    assert "조심해." in [line.text for line in made.board.shots[where.number - 1].lines]


def test_another_story_is_directed_as_one(board: Storyboard):
    scene = lighthouse().scenes[0]
    beats = tuple(
        replace(beat, action="", lines=(Line(f"전혀 다른 말 {n}", "수아"),))
        for n, beat in enumerate(scene.beats)
    )
    other = replace(lighthouse(), scenes=(replace(scene, beats=beats),))
    made = relaid(lighthouse(), other, board, PANELS)
    assert made.whole
    assert made.board == direct(other, "webtoon", PANELS)


@few
@given(scripts(), st.integers(2, 10), st.data())
def test_lines_moved_and_left_out_never_lose_another_ones_words(
    script: Script, panels: int, data: st.DataObject
):
    board = direct(script, "webtoon", panels)
    places = [
        Place(at, number, line)
        for at, scene in enumerate(script.scenes)
        for number, beat in enumerate(scene.beats)
        for line in range(len(beat.lines))
    ]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    other = checked(line_moved(script, place, 1))
    made = relaid(script, other, board, panels)
    numbers = [shot.number for shot in made.board.shots]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(shot.prompt and shot.scene < len(other.scenes) for shot in made.board.shots)
    assert {one.character for shot in made.board.shots for one in shot.figures} <= {
        member.name for member in made.board.cast
    }
