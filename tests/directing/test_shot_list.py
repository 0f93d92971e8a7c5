"""The shot list under a person's hands: whatever is moved, merged, split, it stays a storyboard."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directing.generated import scripts
from directing.scripts import lighthouse
from toonverse.domain.script import Line, Script
from toonverse.domain.storyboard import Storyboard
from toonverse.studio.directing import direct
from toonverse.studio.shot_list import (
    LINES_MAX,
    Rewrite,
    ShotUnfit,
    arranged,
    merged,
    moved,
    removed,
    rewritten,
    split,
)

NAMES = ("수아", "할아버지")
few = settings(max_examples=15)


@pytest.fixture(scope="module")
def board() -> Storyboard:
    return direct(lighthouse(), "webtoon", 6)


def words(board: Storyboard) -> list[str]:
    return [line.text for shot in board.shots for line in shot.lines]


def is_whole(board: Storyboard) -> bool:
    """Numbered through, begun and ended, each panel of a height that can be drawn, each with its prompt."""
    roles = [shot.role for shot in board.shots]
    return (
        [shot.number for shot in board.shots] == list(range(1, len(board.shots) + 1))
        and roles[0] in ("opening", "turn")
        and set(roles[1:-1]).isdisjoint({"opening", "ending"})
        and all(640 <= shot.height_px <= 1920 and shot.height_px % 16 == 0 for shot in board.shots)
        and all(shot.prompt for shot in board.shots)
        and board.shots[0].gutter_px == 200
    )


@few
@given(scripts(), st.integers(2, 12), st.data())
def test_no_order_of_the_same_shots_loses_a_word(script: Script, panels: int, data: st.DataObject):
    board = direct(script, "webtoon", panels)
    number, to = data.draw(st.integers(1, panels)), data.draw(st.integers(-3, panels + 3))
    other = moved(board, number, to)
    assert is_whole(other)
    assert sorted(words(other)) == sorted(words(board))
    place = max(1, min(to, panels))
    assert other.shots[place - 1].lines == board.shots[number - 1].lines


@few
@given(scripts(), st.integers(1, 12), st.data())
def test_a_shot_split_and_merged_again_says_the_same(script: Script, panels: int, data: st.DataObject):
    board = direct(script, "webtoon", panels)
    number = data.draw(st.integers(1, panels))
    two = split(board, number)
    assert is_whole(two)
    assert len(two.shots) == panels + 1
    one = merged(two, number)
    assert is_whole(one)
    assert words(one) == words(two) == words(board)
    assert one.shots[number - 1].figures == board.shots[number - 1].figures


def test_a_merged_shot_shows_the_people_of_both_apart_from_each_other(board: Storyboard):
    one = merged(board, 2).shots[1]
    both = [figure.character for shot in board.shots[1:3] for figure in shot.figures]
    assert {figure.character for figure in one.figures} == set(both)
    places = [figure.x for figure in one.figures]
    assert len(set(places)) == len(places)


def test_what_is_left_out_is_gone_and_the_last_shot_stays(board: Storyboard):
    for _ in range(5):
        board = removed(board, 1)
    assert is_whole(board)
    with pytest.raises(ShotUnfit):
        removed(board, 1)


def test_another_size_is_asked_of_the_painter_too(board: Storyboard):
    number = next(shot.number for shot in board.shots if shot.size != "close")
    before = board.shots[number - 1]
    after = rewritten(board, number, Rewrite(size="close"), NAMES).shots[number - 1]
    assert after.size == "close"
    assert {one.character for one in after.figures} == {one.character for one in before.figures}
    assert after.prompt.startswith("Close-up")
    assert after.prompt != before.prompt


def test_whoever_is_seen_from_afar_is_placed_as_the_director_places_them(board: Storyboard):
    number = next(shot.number for shot in board.shots if len(shot.figures) == 2)
    near = rewritten(board, number, Rewrite(size="close"), NAMES)
    far = rewritten(near, number, Rewrite(size="extreme long"), NAMES).shots[number - 1]
    seen = near.shots[number - 1]
    assert all(after.depth > before.depth for after, before in zip(far.figures, seen.figures, strict=True))
    assert [one.x for one in far.figures] == [0.33, 0.67], "nearer to each other than in a near shot"
    assert [one.character for one in far.figures] == [one.character for one in seen.figures], "on their sides"


def test_an_insert_that_becomes_a_wide_shot_has_its_people_again(board: Storyboard):
    number = next(shot.number for shot in board.shots if len(shot.figures) == 2 and shot.lines)
    shot = board.shots[number - 1]
    closed = rewritten(board, number, Rewrite(size="insert"), NAMES)
    assert closed.shots[number - 1].figures == ()
    opened = rewritten(closed, number, Rewrite(size="full"), NAMES).shots[number - 1]
    speaking = {line.speaker for line in shot.lines if line.speaker}
    assert speaking <= {one.character for one in opened.figures}
    assert opened.figures
    assert opened.holder is None
    assert rewritten(closed, number, Rewrite(size="full"), NAMES).shots[number - 1] == opened


def test_a_prompt_written_by_hand_stays_when_the_words_change(board: Storyboard):
    byhand = rewritten(board, 2, Rewrite(prompt="  a lamp, nothing else "), NAMES)
    again = rewritten(byhand, 2, Rewrite(lines=(Line("불이야!", "수아", "shout"),)), NAMES)
    assert again.shots[1].prompt == "a lamp, nothing else"
    assert "불이야!" in again.shots[1].alt
    emptied = rewritten(again, 2, Rewrite(prompt=""), NAMES)
    assert "in Korean webtoon style" in emptied.shots[1].prompt


def test_lines_without_a_text_go_and_a_caption_is_nobodys(board: Storyboard):
    wished = (Line("  ", "수아"), Line("이튿날", "수아", "caption"))
    assert rewritten(board, 1, Rewrite(lines=wished), NAMES).shots[0].lines == (
        Line("이튿날", "", "caption"),
    )


def test_a_shot_that_was_not_changed_stays_as_the_director_left_it(board: Storyboard):
    same = Rewrite(board.shots[1].lines, board.shots[1].size, board.shots[1].sounds, board.shots[1].prompt)
    assert rewritten(board, 2, same, NAMES) == board


@pytest.mark.parametrize(
    "wished",
    [
        Rewrite(lines=(Line("누구?", "아무개"),)),
        Rewrite(lines=(Line("가" * 601, "수아"),)),
        Rewrite(lines=tuple(Line(str(n), "수아") for n in range(LINES_MAX + 1))),
        Rewrite(sounds=("쾅",) * 5),
        Rewrite(prompt="x" * 2_001),
    ],
)
def test_what_makes_no_panel_is_refused(board: Storyboard, wished: Rewrite):
    with pytest.raises(ShotUnfit):
        rewritten(board, 2, wished, NAMES)


def test_too_many_words_are_not_merged_into_one_panel(board: Storyboard):
    full = replace(board.shots[1], lines=tuple(Line(str(n), "수아") for n in range(LINES_MAX)))
    with pytest.raises(ShotUnfit):
        merged(replace(board, shots=(board.shots[0], full, *board.shots[2:])), 1)


@pytest.mark.parametrize("number", [0, 7, 99])
def test_a_number_that_no_shot_has_is_refused(board: Storyboard, number: int):
    for change in (removed, split, merged):
        with pytest.raises(ShotUnfit):
            change(board, number)
    with pytest.raises(ShotUnfit):
        merged(board, 6)


def test_a_list_is_arranged_of_the_shots_there_are(board: Storyboard):
    close = Rewrite(size="close")
    made = arranged(board, [((3,), Rewrite()), ((1, 2), Rewrite()), ((3,), close)], NAMES)
    assert is_whole(made)
    assert [shot.lines for shot in made.shots] == [
        board.shots[2].lines,
        (*board.shots[0].lines, *board.shots[1].lines),
        board.shots[2].lines,
    ]
    assert made.shots[2].size == "close"
    for wrong in ([], [((), Rewrite())], [((9,), Rewrite())], [((1,), Rewrite())] * 201):
        with pytest.raises(ShotUnfit):
            arranged(board, wrong, NAMES)
