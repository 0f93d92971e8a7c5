"""Who is in a panel, where the text puts them, doing what it says of them, with what it gives them."""

from directing.told import story
from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.domain.storyboard import Figure, Shot, Storyboard
from toonverse.studio.directing import direct

MINA = Character("Mina", age="young", gender="female", mentions=9)
OREN = Character("Oren", age="old", gender="male", mentions=7)
BOTH = ("Mina", "Oren")


def script(*beats: Beat, people: tuple[Character, ...] = (MINA, OREN), kind: str = "room") -> Script:
    return Script("t", "en", "modern", people, (Scene("", "", kind, "night", "clear", beats),))


def told(*actions: str, panels: int = 1) -> Storyboard:
    talk = Beat("", (Line("Good evening.", "Oren"), Line("It is late.", "Mina")), present=BOTH)
    beats = (talk, *(Beat(action, present=BOTH) for action in actions))
    return direct(script(*beats), "webtoon", panels)


def showing(board: Storyboard, words: str) -> Shot:
    return next(s for s in board.shots if any(words in line.text for line in s.lines) or words in s.action)


def figure(shot: Shot, name: str) -> Figure:
    return next(f for f in shot.figures if f.character == name)


def test_whom_a_deed_is_done_to_is_there_too() -> None:
    shot = showing(
        told("Mina knelt beside him and put the old lantern into his hands before the fire.", panels=4),
        "knelt",
    )
    mina = figure(shot, "Mina")
    assert (mina.pose, mina.touches, mina.contact, mina.holds) == ("kneel", "Oren", "hand over", "lamp")
    assert figure(shot, "Oren").holds == ""


def test_what_was_given_is_the_others_from_then_on() -> None:
    board = told(
        "Mina knelt beside him and put the old lantern into his hands before the fire.",
        "Oren held it up against the window and looked at the rain for a long time.",
        panels=6,
    )
    after = board.shots[showing(board, "looked at the rain").number - 1 :]
    assert {f.holds for shot in after for f in shot.figures if f.character == "Mina"} <= {""}


def test_who_embraces_is_embraced() -> None:
    shot = showing(
        told("Mina threw the door open and embraced Oren with all her strength.", panels=4), "embraced"
    )
    assert {f.pose for f in shot.figures} == {"embrace"}


def test_who_sat_down_sits_in_the_next_panel_and_gets_up_again() -> None:
    board = told(
        "Oren sat down on the floor with his back against the cold stove and closed his eyes.",
        "Oren stood up and walked to the window without another word to anybody there.",
        panels=6,
    )
    poses = [f.pose for s in board.shots for f in s.figures if f.character == "Oren"]
    sitting = poses.index("sit floor")
    assert "sit floor" not in poses[sitting + 3 :]


def test_being_named_is_not_being_there() -> None:
    alone = Beat("Mina counted her money. She had only one dollar to buy a present for Oren.", present=BOTH)
    later = Beat("The door opened and Oren stepped in.", (Line("Here I am.", "Oren"),), present=BOTH)
    shots = direct(script(alone, later), "webtoon", 4).shots
    first = next(i for i, s in enumerate(shots) if any(f.character == "Oren" for f in s.figures))
    assert all("dollar" not in shot.action for shot in shots[first:])


def test_who_is_only_heard_is_not_seen() -> None:
    beat = Beat("Mina waits.", (Line("Come up.", "Oren"), Line("I am coming.", "Mina")), present=("Mina",))
    for shot in direct(script(beat), "webtoon", 2).shots:
        assert "Oren" not in {f.character for f in shot.figures}


def test_a_voice_has_no_body() -> None:
    voice = Character("thin voice", mentions=4)
    beat = Beat(
        "Mina climbed the stairs.", (Line("Come back!", "thin voice"),), present=("Mina", "thin voice")
    )
    board = direct(script(beat, people=(MINA, voice)), "webtoon", 2)
    assert {f.character for shot in board.shots for f in shot.figures} == {"Mina"}


def test_somebody_without_a_name_has_a_figure_seen_from_behind() -> None:
    beat = Beat("Mina crossed the square.", (Line("Is this yours?", "unknown"),), present=("Mina",))
    board = direct(script(beat, kind="street"), "webtoon", 1)
    stranger = figure(board.shots[0], "unknown")
    assert stranger.facing == "back"
    assert "unknown" in {member.name for member in board.cast}
    assert "Somebody" in board.shots[0].alt


def test_people_who_shout_together_are_people() -> None:
    beat = Beat("Mina stood on the steps.", (Line("Long live Mina!", "crowd", "shout"),), present=("Mina",))
    (shot,) = direct(script(beat, kind="street"), "webtoon", 1).shots
    assert {f.character for f in shot.figures} == {"Mina", "crowd", "crowd 2"}


def test_a_voice_on_the_radio_is_nobody_in_the_room() -> None:
    beat = Beat("The radio crackled.", (Line("Can anybody hear me?", "unknown"),), present=("Mina",))
    (shot,) = direct(script(beat), "webtoon", 1).shots
    assert "unknown" not in {f.character for f in shot.figures}


def test_the_dead_lie_and_nobody_stands_in_their_arms() -> None:
    kim = Character("김첨지", age="middle", gender="male", mentions=9)
    wife = Character("아내", aliases=("환자",), age="young", gender="female", mentions=5)
    beats = (
        Beat(
            "김첨지는 방문을 열었다. 그는 누운 이의 다리를 찼다.",
            (Line("일어나!", "김첨지"),),
            present=("김첨지",),
        ),
        Beat("", (Line("……", "아내"), Line("왜 말이 없어.", "김첨지")), present=("김첨지", "아내")),
        Beat(
            "김첨지는 죽은 이의 얼굴에 제 얼굴을 비비댔다.",
            (Line("왜 먹지를 못하니.", "김첨지"),),
            present=("김첨지",),
        ),
    )
    room = Scene("", "방", "room", "night", "clear", beats)
    shots = direct(Script("t", "ko", "period", (kim, wife), (room,)), "webtoon", 3).shots
    poses = {f.pose for shot in shots for f in shot.figures if f.character == "아내"}
    assert poses == {"lie"}
    assert "embrace" not in {f.pose for shot in shots for f in shot.figures}


def test_a_thing_keeps_the_colour_that_the_story_gives_it() -> None:
    board = told(
        "Mina took a black umbrella from the wall, though nobody had asked her to go out.",
        "Mina held the umbrella in both hands as if it were the last thing she owned.",
        panels=6,
    )
    held = [s for s in board.shots if "umbrella" in s.props]
    assert len({shot.colour_of("umbrella") for shot in held}) == 1
    assert held[0].colour_of("umbrella") != ""


def test_a_panel_names_no_place_twice_over() -> None:
    for name in ("last-ferry.txt", "umbrella-house.txt", "platform-nine.fountain"):
        for shot in direct(story(name), "webtoon").shots:
            assert shot.alt
            assert not shot.alt.startswith("By day.")


def test_a_story_of_one_sentence_shows_different_sides_of_it() -> None:
    beat = Beat("The cat came back.", present=())
    shots = direct(script(beat, people=(), kind="street"), "webtoon", 6).shots
    assert len({(shot.size, shot.angle) for shot in shots}) >= 4
    assert "insert" in {shot.size for shot in shots}


def test_who_wrote_a_letter_is_not_there_when_it_is_read() -> None:
    beat = Beat(
        "Mina took the letter out of the drawer and unfolded it with cold and careful fingers.",
        (Line("Do not wait for me. The sea is wide.", "Oren", "letter"),),
        present=BOTH,
    )
    shots = direct(script(beat), "webtoon", 3).shots
    assert "Oren" not in {f.character for shot in shots for f in shot.figures}


def test_what_was_taken_up_unseen_is_in_the_hand_when_its_owner_is_seen_again() -> None:
    script_ = script(
        Beat("Mina took the old lantern from its hook.", present=("Mina",)),
        *(Beat(f"Oren spoke of year {n} and of all his ships.", present=BOTH) for n in range(5)),
        Beat(
            "Mina walked to the window and looked out at the rain.", (Line("Come in.", "Mina"),), present=BOTH
        ),
    )
    shots = direct(script_, "webtoon", 3).shots
    seen = [f.holds for shot in shots for f in shot.figures if f.character == "Mina"]
    assert seen[0] == "lamp"
