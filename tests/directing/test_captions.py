"""Captions only where the picture can't tell, and short ones."""

from dataclasses import replace
from pathlib import Path

import pytest

from directing.told import OURS, board_of
from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.domain.story import Language
from toonverse.studio.directing import captions, deeds
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.choice import Words
from toonverse.studio.directing.drama import weigh
from toonverse.studio.directing.units import units
from toonverse.studio.directing.wording import CAPTION_LIMIT, caption, length

MINA = Character("Mina", age="young", gender="female", mentions=9)
OREN = Character("Oren", age="old", gender="male", mentions=7)
SUA = Character("수아", age="young", gender="female", mentions=9)
WORDS_PER_PANEL_MOST = 6.0  # of captions, over all our stories


def script(*beats: Beat, language: Language = "en") -> Script:
    people = (MINA, OREN) if language == "en" else (SUA,)
    return Script("t", language, "modern", people, (Scene("", "", "room", "day", "clear", beats),))


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("Mina knelt down beside the cold stove and covered her face with her hands.", True),
        ("Then she ran out to the garden door of the big house.", True),
        ("Mina knelt down because the old king had never forgiven her.", False),
        ("Mina ran to the station three days later with her coat open and no hat.", False),
        ("Mina reached the town in the last light and looked for the old bridge.", False),
        ("The wind ran round the house and the shutters began to fall apart.", False),
        ("Mina ran out with the letter, the key and the lamp in her arms.", False),
    ],
)
def test_a_pose_says_what_a_plain_deed_says(sentence: str, seen: bool) -> None:
    (unit,) = units(script(Beat(sentence)))
    assert deeds.is_pictured(unit, (MINA, OREN), "en") == seen


def test_a_korean_deed_is_seen_too() -> None:
    (unit,) = units(
        script(Beat("수아는 무릎을 꿇고 차가운 마루 위에 오래도록 엎드려 있었다."), language="ko")
    )
    assert deeds.is_pictured(unit, (SUA,), "ko")


def plans(*groups: tuple[int, ...]) -> list[Plan]:
    """Panels of these units: 0 what the picture says, 1 a line, 2 what only words tell."""
    deed = "Mina knelt down beside the cold stove and covered her face with her hands."
    beats = (
        Beat(deed, (Line("I am so very sorry for it.", "Mina"),)),
        Beat("It was three years since the war had ended."),
    )
    row = units(script(*beats))
    return [Plan("words", 0, tuple(Words(row[i], row[i].texts[0]) for i in group), row) for group in groups]


@pytest.mark.parametrize(
    ("groups", "kept"),
    [
        (((0, 1),), (1,)),
        (((0,),), (1,)),
        (((2,), (0,)), (1, 0)),
        (((2, 1),), (2,)),
        (((2,), (2,)), (1, 1)),
    ],
)
def test_what_is_drawn_is_not_told_beside_a_balloon_or_twice_running(
    groups: tuple[tuple[int, ...], ...], kept: tuple[int, ...]
) -> None:
    found = captions.without_told_twice(plans(*groups), (MINA, OREN), "en")
    assert tuple(len(plan.words) for plan in found) == kept
    assert all(plan.kind == ("words" if plan.words else "shown") for plan in found)


def test_the_turn_keeps_its_caption() -> None:
    (turn,) = plans((0, 1))
    assert captions.without_told_twice([replace(turn, role="turn")], (MINA,), "en")[0].words == turn.words


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        (
            "Their ship came to the harbour in the end, which nobody had believed in for years.",
            "en",
            "Their ship came to the harbour in the end.",
        ),
        (
            "He opened the door and saw, to his great joy, that his brother was alive.",
            "en",
            "He opened the door and saw, to his great joy, that his brother was alive.",
        ),
    ],
)
def test_a_caption_gives_up_what_hangs_on_it(text: str, language: Language, kept: str) -> None:
    assert caption(text, language) == kept


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_no_caption_of_our_stories_is_a_paragraph(path: Path) -> None:
    language = board_of(path).language
    for shot in board_of(path).shots:
        for line in shot.lines:
            if line.kind == "caption" and not line.speaker:
                assert length(line.text, language) <= CAPTION_LIMIT[language] * 3 // 2


def test_captions_are_few_over_all_our_stories() -> None:
    told = panels = 0
    for path in OURS:
        for shot in board_of(path).shots:
            panels += 1
            told += sum(len(line.text.split()) for line in shot.lines if line.kind == "caption")
    assert told <= WORDS_PER_PANEL_MOST * panels


def test_a_thing_that_comes_back_is_told_of_when_it_is_first_named() -> None:
    def weight(last: str) -> float:
        days = (Beat(f"Mina waited for him on day {n} of that long week.") for n in range(6))
        watch = Beat("The old watch lay in a corner of the cold and empty house.")
        beats = (Beat("It was winter."), watch, *days, Beat(last))
        told = script(*beats)
        return weigh(told, units(told)).weights[1]

    assert weight("Mina sold the watch.") > weight("Mina sold the house.") + 0.5


def test_a_caption_is_not_cut_in_the_middle_of_a_name_and_its_clause() -> None:
    text = (
        "Mina opened the window and threw the box out, and Oren, who had bought a dozen on his way that very "
        "morning to his work at the harbour, laughed aloud."
    )
    assert caption(text, "en") == "Mina opened the window and threw the box out."
