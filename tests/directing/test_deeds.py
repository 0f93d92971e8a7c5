"""The largest panel shows the deed of the turn, the last one what the last sentences tell."""

from pathlib import Path

import pytest

from directing.told import OURS, board_of, script_of
from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.domain.storyboard import Figure, Shot
from toonverse.studio.directing import deeds, direct
from toonverse.studio.directing.drama import weigh
from toonverse.studio.directing.units import units

MINA = Character("Mina", age="young", gender="female", mentions=9)
OREN = Character("Oren", age="old", gender="male", mentions=7)
SUA = Character("수아", age="young", gender="female", mentions=9)
BOTH = ("Mina", "Oren")


def story(*beats: Beat, place: str = "street") -> Script:
    return Script("t", "en", "modern", (MINA, OREN), (Scene("", "", place, "day", "clear", beats),))


def figure(shot: Shot, name: str) -> Figure:
    return next(f for f in shot.figures if f.character == name)


def talk(number: int) -> Beat:
    lines = (Line(f"It is day number {number}.", "Mina"), Line("I am still waiting here.", "Oren"))
    return Beat(f"Mina met Oren at the corner on day number {number}.", lines, present=BOTH)


def test_an_outcry_is_pictured_by_the_sentence_beside_it() -> None:
    beat = Beat("What a sight it was! Oren knelt on the floor with the letter in his hands.", present=BOTH)
    row = units(story(talk(1), talk(2), beat))
    outcry = next(u.index for u in row if u.line.text.startswith("What a sight"))
    assert deeds.deed_of_turn(row, outcry, (MINA, OREN)) == outcry + 1


def test_a_turn_among_words_only_has_no_deed() -> None:
    row = units(story(Beat("", (Line("So it was you.", "Mina"), Line("It was.", "Oren")), present=BOTH)))
    assert deeds.deed_of_turn(row, 1, (MINA, OREN)) == -1


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_the_turn_is_seen_in_the_largest_panel(path: Path) -> None:
    script = script_of(path)
    row = units(script)
    deed = deeds.deed_of_turn(row, weigh(script, row).turn, script.characters)
    (turn,) = [s for s in board_of(path).shots if s.role == "turn"]
    assert turn.figures
    if deed >= 0 and not row[deed].panel:
        assert row[deed].line.text[:40] in turn.action
    assert max(s.height_px for s in board_of(path).shots) == turn.height_px


def test_the_last_panel_shows_what_is_told_after_the_last_line() -> None:
    end = Beat("", (Line("Shall we go home now?", "Oren"),), present=BOTH)
    last = Beat("Mina sat down on the steps and laughed until the tears came.", present=BOTH)
    board = direct(story(talk(1), talk(2), talk(3), end, last), "webtoon", 12)
    assert figure(board.shots[-1], "Mina").pose in ("sit", "sit floor")
    assert figure(board.shots[-1], "Mina").emotion in ("crying", "laugh")


def test_a_story_that_ends_on_narration_has_no_second_empty_ending() -> None:
    last = Beat("Mina held the old lantern in both hands and watched the train go.", present=BOTH)
    board = direct(story(*(talk(n) for n in range(6)), last, place="station"), "webtoon", 14)
    end = board.shots[-1]
    assert figure(end, "Mina").holds == "lamp"
    assert (end.angle, end.lines[-1].kind) == ("back", "caption")


def test_who_goes_for_good_is_seen_from_behind_and_looked_after() -> None:
    text = "At last Oren vanished into the fog before her eyes."
    script = story(talk(1), talk(2), Beat(text, present=BOTH), Beat("It was very quiet.", present=("Mina",)))
    shot = next(s for s in direct(script, "webtoon", 8).shots if s.role == "turn")
    assert (figure(shot, "Oren").facing, figure(shot, "Oren").pose) == ("back", "walk")
    assert figure(shot, "Mina").facing != "back"


def test_what_is_only_compared_is_not_there() -> None:
    script = Script(
        "t",
        "ko",
        "modern",
        (SUA,),
        (Scene("", "", "sea", "day", "clear", (Beat("바다는 거울처럼 잔잔했다. 수아는 편지를 읽었다."),)),),
    )
    props = {thing for shot in direct(script, "webtoon", 2).shots for thing in shot.props}
    assert "letter" in props
    assert "mirror" not in props


def test_who_answers_at_a_telephone_is_not_in_the_room() -> None:
    call = Beat("Mina lifted the phone.", (Line("Are you there?", "Mina"),), present=("Mina",))
    answer = Beat("said Oren.", (Line("Yes, I am at the bridge.", "Oren"),), present=BOTH)
    for shot in direct(story(call, answer, place="room"), "webtoon", 3).shots:
        assert "Oren" not in {f.character for f in shot.figures}


def test_tears_at_the_turn_are_of_whom_they_are_told() -> None:
    old = Character("할머니", age="old", gender="female", mentions=5)
    boy = Character("정우", age="young", gender="male", mentions=6)
    both = ("할머니", "정우")
    days = [
        Beat(f"정우는 {n}번째 골목을 걸었다.", (Line("오늘도 맑네요.", "정우"),), present=both)
        for n in range(3)
    ]
    read = Beat(
        "글씨를 읽는 할머니의 눈에서 눈물이 흘렀다.",
        (Line("뭐라고 쓰여 있어요?", "정우"), Line("밥 잘 먹으라네.", "할머니")),
        present=both,
    )
    scene = Scene("", "", "village", "day", "clear", (*days, read))
    shots = direct(Script("t", "ko", "modern", (boy, old), (scene,)), "webtoon", 6).shots
    shot = next(s for s in shots if any("챙겨" in line.text or "먹으라" in line.text for line in s.lines))
    assert (figure(shot, "할머니").pose, figure(shot, "할머니").emotion) == ("read", "crying")


def test_two_who_embrace_are_two() -> None:
    ann = Character("Ann", age="child", gender="female", mentions=5)
    people = (MINA, OREN, ann)
    all_three = ("Mina", "Oren", "Ann")
    greeting = Beat("Ann ran to the gate.", (Line("They are here!", "Ann"),), present=all_three)
    meeting = Beat("", (Line("So it is you.", "Mina"), Line("It is.", "Oren")), present=all_three)
    scene = Scene("", "", "street", "day", "clear", (greeting, meeting, Beat("The two embraced and wept.")))
    shots = direct(Script("t", "en", "modern", people, (scene,)), "webtoon", 4).shots
    shot = next(s for s in shots if "embraced" in s.action)
    assert sorted(f.character for f in shot.figures) == ["Mina", "Oren"]


def test_a_story_that_ends_on_a_thing_ends_on_its_picture() -> None:
    last = Scene("", "", "field", "day", "clear", (Beat("In that place there stood a single sunflower."),))
    turn = Beat("Suddenly Oren fell on his knees and wept, for the letter was gone at last!", present=BOTH)
    first = Scene("", "", "street", "day", "clear", (*(talk(n) for n in range(4)), turn, talk(5)))
    shot = direct(Script("t", "en", "modern", (MINA, OREN), (first, last)), "webtoon", 8).shots[-1]
    assert (shot.size, shot.props[0]) == ("insert", "flower")


def test_a_name_is_no_thing() -> None:
    bell = Character("Mr. Bell", age="old", gender="male", mentions=9)
    beats = (Beat("Mr. Bell took the lamp and Mr. Bell opened the door.", present=("Mr. Bell",)),)
    scene = Scene("", "", "room", "day", "clear", beats)
    for shot in direct(Script("t", "en", "modern", (bell,), (scene,)), "webtoon", 2).shots:
        assert "bell" not in (*shot.props, *(f.holds for f in shot.figures))
