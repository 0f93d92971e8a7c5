"""What is done is seen: sentences that make a picture get a panel, and words only where it says less."""

from itertools import pairwise

import pytest

from directing.told import OURS, board_of, script_of
from toonverse.domain.script import Beat, Character, Line, PlaceKind, Scene, Script
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Figure, Pose, Shot
from toonverse.studio.directing import direct, doings
from toonverse.studio.directing.blocking import Blocking, block
from toonverse.studio.directing.contacts import contact_in
from toonverse.studio.directing.drama import weigh
from toonverse.studio.directing.pictures import pictures
from toonverse.studio.directing.units import Unit, units

MINA = Character("Mina", age="young", gender="female", mentions=9)
OREN = Character("Oren", age="old", gender="male", mentions=7)
SUA = Character("수아", age="young", gender="female", mentions=9)
JUN = Character("준", ("준호",), age="young", gender="male", mentions=6)
BOTH = ("Mina", "Oren")


def script(*beats: Beat, language: Language = "en", place: PlaceKind = "room") -> Script:
    people = (MINA, OREN) if language == "en" else (SUA, JUN)
    return Script("t", language, "modern", people, (Scene("", "", place, "day", "clear", beats),))


def row_of(story: Script) -> tuple[tuple[Unit, ...], Blocking]:
    row = units(story)
    return row, block(story, row)


def figure(shot: Shot, name: str) -> Figure:
    return next(f for f in shot.figures if f.character == name)


def talk(number: int) -> Beat:
    return Beat("", (Line(f"It is {number} now.", "Mina"), Line("So late already!", "Oren")), present=BOTH)


def test_every_deed_between_two_talks_is_seen_in_a_panel_of_its_own() -> None:
    deeds = Beat(
        "Oren jumped up and grabbed Mina by the collar. Mina struck him with the umbrella. "
        "Oren fell on the carpet.",
        present=BOTH,
    )
    shots = direct(script(talk(1), talk(2), deeds, talk(3), talk(4)), "webtoon").shots
    seen = [next(s for s in shots if text in s.action) for text in ("grabbed", "struck", "fell")]
    assert len({shot.number for shot in seen}) == 3
    assert (figure(seen[0], "Oren").contact, figure(seen[0], "Oren").touches) == ("shake", "Mina")
    assert figure(seen[1], "Mina").pose == "strike"
    assert figure(seen[2], "Oren").pose == "fall"


def test_nothing_is_shown_twice_of_what_has_a_panel() -> None:
    deeds = Beat("Mina knelt beside the old stove. Oren ran out of the garden door.", present=BOTH)
    shots = direct(script(talk(1), talk(2), deeds, talk(3), talk(4)), "webtoon").shots
    loud = [s for s in shots if s.role != "quiet" and s.action]
    assert all("ran out" not in b.action for a, b in pairwise(loud) if "ran out" in a.action)


@pytest.mark.parametrize(
    ("sentence", "lettered"),
    [
        ("Mina knelt down beside the cold old stove and covered her face.", False),
        ("Mina took the letter out of the drawer of the old green desk.", True),
    ],
)
def test_a_deed_keeps_its_words_where_the_picture_says_less(sentence: str, lettered: bool) -> None:
    story = script(talk(1), Beat(sentence, present=BOTH), talk(2))
    row, blocking = row_of(story)
    seen = pictures(story, row, weigh(story, row), blocking)
    unit = next(u for u in row if u.line.text == sentence)
    assert seen.is_one(unit)
    assert bool(seen.words_for(unit)) == lettered


def test_what_is_habit_or_thought_is_no_picture() -> None:
    story = script(talk(1), Beat("Every evening Mina would run along the river with Oren.", present=BOTH))
    row, blocking = row_of(story)
    assert not any(pictures(story, row, weigh(story, row), blocking).worths)


@pytest.mark.parametrize(
    ("clause", "pose"),
    [
        ("수아는 약병을 품에 안고 눈길을 걸었다", "hold"),
        ("수아는 준호를 끌어안았다", "embrace"),
        ("she hugged the bottle", "hold"),
        ("she hugged him", "embrace"),
    ],
)
def test_who_hugs_a_thing_embraces_nobody(clause: str, pose: Pose) -> None:
    assert doings.pose_in(clause) == pose
    assert (contact_in(clause) == "embrace") == (pose == "embrace")


def test_nobody_leans_on_somebody_who_leans_on_a_wall() -> None:
    assert contact_in("Edmund leaned against the fireplace") == ""
    assert contact_in("he leaned against her shoulder") == "support"


def test_a_korean_sentence_without_a_subject_goes_on_with_the_last_one() -> None:
    told = "준호는 봉투를 바라보았다. 그러더니 봉투를 반으로 찢었다. 바람이 불었다."
    story = script(Beat("", (Line("왜요?", "수아"), Line("글쎄요.", "준"))), Beat(told), language="ko")
    row, blocking = row_of(story)
    torn = next(u for u in row if "찢었다" in u.line.text)
    wind = next(u for u in row if "바람" in u.line.text)
    assert [name for name, _ in blocking.acts[torn.index]] == ["준"]
    assert [name for name, _ in blocking.acts[wind.index]] == [""]


def test_the_story_goes_with_whom_it_tells_of_after_they_have_left() -> None:
    told = "Mina went out into the rain. She opened her coat. The cat sat there."
    _, blocking = row_of(script(talk(1), Beat(told, present=("Mina",))))
    assert blocking.there[-1] == {"Mina"}


def test_what_is_put_down_is_in_no_hand() -> None:
    told = "Mina picked up the phone. Mina hung up the phone. Mina ran to the door."
    shots = direct(script(talk(1), talk(2), Beat(told, present=BOTH), talk(3)), "webtoon").shots
    ran = next(s for s in shots if "ran to" in s.action)
    assert all(f.holds != "phone" for f in ran.figures)


def test_two_pictures_of_three_that_our_stories_tell_are_in_a_panel() -> None:
    made = shown = 0
    for path in OURS:
        story = script_of(path)
        row, blocking = row_of(story)
        seen = pictures(story, row, weigh(story, row), blocking)
        actions = " ".join(shot.action for shot in board_of(path).shots)
        texts = [unit.line.text for unit in row if seen.is_one(unit)]
        made += len(texts)
        shown += sum(text[:40] in actions for text in texts)
    assert shown >= 0.66 * made


def test_two_who_act_in_one_korean_clause_do_each_their_own() -> None:
    told = "수아가 문을 열자 마루에 준호가 쓰러져 있었다."
    row, blocking = row_of(script(Beat("", (Line("왜요?", "수아"),)), Beat(told), language="ko"))
    unit = next(u for u in row if u.told)
    acts = dict(blocking.acts[unit.index])
    assert doings.pose_in(acts["수아"]) == "reach"
    assert doings.pose_in(acts["준"]) == "lie"


def test_a_groan_that_is_heard_is_somebody_elses() -> None:
    told = "바위 아래에서 신음 소리가 들렸다."
    story = script(Beat("수아는 초롱을 들었다.", (Line("누구세요?", "수아"),)), Beat(told), language="ko")
    shot = next(s for s in direct(story, "webtoon").shots if "신음" in s.action)
    assert all(f.emotion != "pained" for f in shot.figures)
