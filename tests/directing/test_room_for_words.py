"""What a panel can hold, and what the shortest telling must keep."""

from pathlib import Path

import pytest

from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.domain.storyboard import Brief, Storyboard
from toonverse.draw.draft import paint
from toonverse.draw.letter import letter
from toonverse.store.fonts import typefaces
from toonverse.studio.directing import default_panels, direct
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LONG = "I sold my hair to buy the gift for you this morning. Now put the chops on the stove, will you?"


def script_of(*scenes: tuple[str, ...]) -> Script:
    """A talk of Mina's in as many scenes as there are tuples."""
    made = tuple(
        Scene(
            "",
            "",
            "room",
            "day",
            "clear",
            tuple(Beat("", (Line(t, "Mina"),), present=("Mina",)) for t in said),
        )
        for said in scenes
    )
    return Script("Talk", "en", "modern", (Character("Mina", mentions=3),), made)


def six_scenes() -> Script:
    return script_of(*((f"We are at stop {n} now.", f"I go on from stop {n}.") for n in "ABCDEF"))


@pytest.mark.parametrize("panels", [2, 3, 4, 5])
def test_few_panels_hold_the_beginning_and_the_end(panels: int) -> None:
    shots = direct(six_scenes(), "webtoon", panels).shots
    assert "We are at stop A now." in [line.text for line in shots[0].lines]
    assert "I go on from stop F." in [line.text for line in shots[-1].lines]
    assert (shots[0].scene, shots[-1].scene) == (0, 5)


@pytest.mark.parametrize("name", ["last-ferry.txt", "umbrella-house.txt", "platform-nine.fountain"])
@pytest.mark.parametrize("panels", [2, 3, 4])
def test_examples_in_few_panels_go_from_their_first_scene_to_their_last(name: str, panels: int) -> None:
    path = EXAMPLES / name
    script = read(take_in(path.read_bytes(), path.name, None, "auto"))
    shots = direct(script, "webtoon", panels).shots
    assert (shots[0].scene, shots[-1].scene) == (0, len(script.scenes) - 1)


def spoken_balloons(board: Storyboard) -> tuple[list[int], int]:
    """Balloons of each panel once it is lettered, sounds apart, and how many panels cover a face."""
    counts, covered = [], 0
    for shot in board.shots:
        drawing = paint(Brief(shot, board.cast, board.style))
        size = (shot.width_px, shot.height_px)
        layer = letter(size, shot.lines, (), drawing.faces, board.language, typefaces(), drawing.pixels)
        counts.append(sum(1 for balloon in layer.balloons if balloon.kind != "sfx"))
        covered += any(problem.code == "face_covered" for problem in layer.problems)
    return counts, covered


@pytest.mark.parametrize("name", ["last-ferry.txt", "umbrella-house.txt", "platform-nine.fountain"])
@pytest.mark.parametrize("panels", [12, None])
def test_lettered_examples_have_three_balloons_at_most_and_bare_faces(name: str, panels: int | None) -> None:
    path = EXAMPLES / name
    script = read(take_in(path.read_bytes(), path.name, None, "auto"))
    counts, covered = spoken_balloons(direct(script, "webtoon", panels))
    assert max(counts) <= 3
    assert covered == 0


def test_long_lines_are_counted_as_the_balloons_they_become() -> None:
    counts, _ = spoken_balloons(direct(script_of((LONG,) * 6), "webtoon", 4))
    assert max(counts) <= 3


@pytest.mark.parametrize("panels", [4, 8, 12])
def test_near_shots_hold_few_words(panels: int) -> None:
    for shot in direct(six_scenes(), "webtoon", panels).shots:
        assert shot.size != "extreme close" or len(shot.lines) <= 1
        assert shot.size != "close" or len(shot.lines) <= 2


def test_alt_texts_tell_what_is_said_and_by_whom() -> None:
    for shot in direct(six_scenes(), "webtoon", 6).shots:
        for line in shot.lines:
            assert f"Mina: “{line.text}”" in shot.alt


def test_a_story_of_four_lines_has_four_panels_at_most() -> None:
    assert default_panels(script_of(("One is here.", "Two is here.", "Three is here.", "Four is here."))) <= 4


NOTE = (
    "_Bob: I came to the corner at the hour. When you lit the match I knew the face of the man whom the "
    "police of the whole country look for. All night I walked up and down the street before your door and "
    "asked myself what I owed to you. In the end I could not do it myself, so I sent another man. JIMMY._"
)


@pytest.mark.parametrize("panels", [6, 12, 24])
def test_a_letter_that_closes_a_story_keeps_its_last_sentence_and_its_signature(panels: int) -> None:
    talk = tuple(
        Line(f"This is the answer number {n}, and there are many of them.", ("Bob", "Jim")[n % 2])
        for n in range(30)
    )
    beats = (
        Beat("Bob waited at the corner.", talk, (), ("Bob", "Jim")),
        Beat("He read the note.", (Line(NOTE, "Bob"),)),
    )
    people = (Character("Bob", gender="male", mentions=5), Character("Jim", gender="male", mentions=3))
    script = Script("t", "en", "modern", people, (Scene("", "corner", "street", "night", "clear", beats),))
    lines = [line for shot in direct(script, "webtoon", panels).shots for line in shot.lines]
    assert "I could not do it myself, so I sent another man. JIMMY." in lines[-1].text
    assert lines[-1].kind == "letter"
    assert any(line.text.startswith("Bob: I came") for line in lines)
