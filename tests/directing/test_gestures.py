"""Nobody only stands and talks: words, feelings and habits move people where no deed is told."""

import pytest

from directing.told import OURS, board_of
from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.domain.storyboard import Pose, Shot
from toonverse.studio.directing import direct, doings, gestures
from toonverse.studio.directing.framing import felt_angle

STIFF_PANELS_MOST = 0.25
BOTH = ("Mina", "Oren")


@pytest.mark.parametrize(
    ("text", "pose"),
    [
        ("제발 살려 줘!", "plead"),
        ("Please, don't kill him.", "plead"),
        ("만세! 우리가 이겼다!", "raise fist"),
        ("저기 좀 봐!", "point"),
        ("Get out of my house!", "point"),
        ("안녕, 또 만나!", "wave"),
        ("Wait! Come back!", "wave"),
        ("이거 받아.", "reach"),
        ("Take this.", "reach"),
        ("감사합니다, 어르신.", "bow"),
        ("싫어. 절대 안 해.", "arms crossed"),
        ("Never.", "arms crossed"),
        ("글쎄, 모르겠네.", "hand on chin"),
        ("이제 다 망했어.", "head in hands"),
        ("Cheers!", "drink"),
    ],
)
def test_a_lines_own_words_move_its_speaker(text: str, pose: Pose) -> None:
    assert gestures.said([Line(text, "A")]) == pose


@pytest.mark.parametrize("text", ["오늘은 날씨가 좋네요.", "It is nine o'clock.", "The bread is good today."])
def test_plain_words_move_nobody(text: str) -> None:
    assert gestures.said([Line(text, "A")]) is None


@pytest.mark.parametrize(
    ("clause", "pose"),
    [
        ("Poole fell on his knees", "kneel"),
        ("Nora slammed the door", "reach"),
        ("she crept to the door", "crouch"),
        ("he poured the tea", "reach"),
        ("she ate the soup", "drink"),
        ("노인은 밥을 먹었다", "drink"),
        ("수첩을 가슴에 꼭 안고 기차를 바라보았다", "hold"),
        ("그는 엉덩방아를 찧었다", "fall"),
        ("아이는 머리를 긁적였다", "hand on chin"),
    ],
)
def test_small_deeds_are_seen(clause: str, pose: Pose) -> None:
    assert doings.pose_in(clause) == pose


def test_nobody_keeps_one_bearing_for_three_panels() -> None:
    for feeling in ("calm", "smile", "determined", "angry"):
        poses = [gestures.speaking("Mina", feeling, [Line("It is late.", "Mina")], n) for n in range(6)]
        assert all(len(set(poses[i : i + 3])) > 1 for i in range(4)), feeling


def test_a_child_looks_up_at_who_talks() -> None:
    assert "look up" in {gestures.silent("Tilly", "calm", False, True, n) for n in range(3)}


def test_few_panels_of_our_stories_show_only_people_who_stand_and_talk() -> None:
    peopled = stiff = 0
    for path in OURS:
        for shot in board_of(path).shots:
            peopled += bool(shot.figures)
            stiff += bool(shot.figures) and all(
                f.pose in ("stand", "talk") and not f.contact for f in shot.figures
            )
    assert stiff <= STIFF_PANELS_MOST * peopled


TALK = Beat(
    "Mina met Oren in the hall.", (Line("It is late, Oren.", "Mina"), Line("It is.", "Oren")), present=BOTH
)


def hall(*beats: Beat) -> tuple[Shot, ...]:
    people = (
        Character("Mina", age="young", gender="female", mentions=9),
        Character("Oren", age="old", gender="male", mentions=7),
    )
    scene = Scene("", "", "room", "day", "clear", beats)
    return direct(Script("t", "en", "modern", people, (scene,)), "webtoon", 4).shots


def test_who_comforts_lays_a_hand_on_whom_they_talk_to() -> None:
    shots = hall(TALK, Beat("", (Line("There, there, don't cry any more.", "Mina"),), present=BOTH), TALK)
    shot = next(s for s in shots if any("There, there" in line.text for line in s.lines))
    mina = next(f for f in shot.figures if f.character == "Mina")
    assert (mina.contact, mina.touches) == ("hand on shoulder", "Oren")


def test_empty_hands_hand_over_nothing() -> None:
    shots = hall(TALK, Beat("", (Line("This is for you, my friend.", "Mina"),), present=BOTH), TALK)
    assert all(f.contact != "hand over" for shot in shots for f in shot.figures)


def test_who_is_brought_low_is_seen_from_above_and_who_threatens_from_below() -> None:
    assert felt_angle(["calm"], ["plead"], 0) == "high"
    assert felt_angle(["calm"], ["raise fist"], 0) == "low"
    assert felt_angle(["calm"], ["talk"], 0) == "eye"


def test_what_is_only_thought_of_is_not_in_the_picture() -> None:
    shots = hall(TALK, Beat("If Mina had the old sword, she would go there alone.", present=("Mina",)), TALK)
    assert all("sword" not in shot.props for shot in shots)


def test_whom_the_first_caption_brings_in_is_seen_in_the_first_panel() -> None:
    life = Beat("Mina lived in this old house with nobody but a cat.", present=("Mina",))
    shots = hall(life, Beat("It was the month of May."), TALK)
    assert "Mina" in {f.character for f in shots[0].figures}
