"""Things as they are by then: sealed, torn, half; where people have gone; what is seen close."""

from toonverse.domain.script import Beat, Character, Era, Line, Scene, Script
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Shot
from toonverse.studio.directing import direct

PEOPLE = (
    Character("Mina", gender="female", mentions=9),
    Character("Leo", gender="male", mentions=6),
)


def _shots(*told: str, era: Era = "modern", language: Language = "en") -> tuple[Shot, ...]:
    beats = tuple(
        Beat(text, (Line("I know that now.", PEOPLE[k % 2].name),), (), ("Mina", "Leo"))
        for k, text in enumerate(told)
    )
    scene = Scene("", "school", "school", "day", "clear", beats)
    return direct(Script("t", language, era, PEOPLE, (scene,)), "webtoon").shots


def _seen(shots: tuple[Shot, ...], noun: str) -> list[str]:
    named = [name for shot in shots for name in (*shot.props, *(f.holds for f in shot.figures))]
    return [name for name in named if name.endswith(noun)]


def test_a_letter_is_sealed_until_it_is_opened() -> None:
    shots = _shots(
        "Leo held out a sealed letter.",
        "Mina took the letter.",
        "Mina opened the letter and read the letter.",
    )
    seen = _seen(shots, "letter")
    assert "sealed letter" in seen
    assert seen[-1] == "letter"


def test_what_is_torn_stays_torn() -> None:
    shots = _shots("Mina found a torn photograph.", "Leo took the photograph.", "Mina held the photograph.")
    assert set(_seen(shots, "photograph")) == {"torn photograph"}


def test_a_blade_is_a_sword_in_old_times_and_a_knife_today() -> None:
    told = ("Mina는 칼을 뽑았다.", "Leo는 칼을 보았다.", "Mina는 칼을 떨어뜨렸다.")
    assert not _seen(_shots(*told, era="period", language="ko"), "knife")
    assert not _seen(_shots(*told, language="ko"), "sword")


def test_a_thing_that_weighs_is_seen_close_in_the_hand_of_who_takes_it() -> None:
    told = ["Mina and Leo sat down at the table.", "Leo looked at the door for a long time."]
    told += ["Mina pulled out a torn photograph.", "Leo shook his head at the photograph."]
    inserts = [shot for shot in _shots(*told) if shot.size == "insert"]
    assert any(shot.props[0] == "torn photograph" for shot in inserts)


def test_who_runs_up_to_the_roof_is_on_the_roof() -> None:
    told = ["Mina sat at her desk.", "Leo read a book.", "Mina closed her eyes.", "Leo stood up."]
    shots = _shots(*told, "Mina ran up the stairs to the rooftop.", "Leo ran after Mina.")
    assert shots[0].place == "school"
    assert shots[-1].place_words.endswith("rooftop")


def test_a_place_that_is_only_spoken_of_moves_nobody() -> None:
    shots = _shots("Mina thought of the smell of the forest.", "A letter came from the hospital.")
    assert {shot.place for shot in shots} == {"school"}
