"""What is remembered or dreamt looks otherwise than what happens now."""

from dataclasses import replace

import numpy as np
import pytest

from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Brief, Shot, Tone
from toonverse.draw.draft import paint
from toonverse.studio.directing import direct
from toonverse.studio.directing.blocking import block
from toonverse.studio.directing.tones import other_times
from toonverse.studio.directing.units import units

MINA = Character("Mina", age="young", gender="female", mentions=9)
OREN = Character("Oren", age="old", gender="male", mentions=7)
SUA = Character("수아", age="young", gender="female", mentions=9)
DAD = Character("아버지", age="middle", gender="male", mentions=5)


def script(*beats: Beat, language: Language = "en") -> Script:
    people = (MINA, OREN) if language == "en" else (SUA, DAD)
    return Script("t", language, "modern", people, (Scene("", "", "alley", "day", "clear", beats),))


def tones(text: str, language: Language = "en") -> list[Tone]:
    """Of the sentences of a paragraph that follows another."""
    row = units(script(Beat("It was noon."), Beat(text), language=language))
    found = other_times(row)
    return [found.get(unit.index, "") for unit in row[1:]]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ten years ago, Oren ran to the gate. He carried Mina home.", "en", ["memory", "memory"]),
        ("Oren had once carried her home. She shut the door.", "en", ["memory", ""]),
        ("That night Mina dreamed of the sea. Oren stood in it.", "en", ["dream", "dream"]),
        ("십 년 전, 아버지는 이 길로 왔다. 수아를 업고 노래를 불렀다.", "ko", ["memory", "memory"]),
        ("수아는 꿈에서 아버지를 보았다.", "ko", ["dream"]),
        ("Now Mina used to the dark shut the door.", "en", [""]),
        ("Mina ran to the gate.", "en", [""]),
    ],
)
def test_other_times_are_known_by_their_words(text: str, language: Language, expected: list[Tone]) -> None:
    assert tones(text, language) == expected


def test_a_story_opens_in_its_own_time() -> None:
    row = units(script(Beat("Long ago, a king lived by the sea.")))
    assert not other_times(row)


def test_who_is_remembered_is_not_there_afterwards() -> None:
    told = script(
        Beat("수아는 라디오를 닦았다."),
        Beat("십 년 전, 아버지는 수아를 업고 걸었다."),
        Beat("수아는 창을 열었다.", (Line("엄마?", "수아"),)),
        language="ko",
    )
    found = block(told, units(told))
    assert "아버지" in found.there[1]
    assert found.there[-1] == {"수아"}


def memory() -> tuple[Shot, Brief]:
    days = [Beat("", (Line(f"It is {n}.", "Mina"), Line("So late.", "Oren"))) for n in range(3)]
    then = Beat("Ten years ago, Oren carried Mina home on his back.")
    board = direct(script(*days, then, Beat("Mina shut the old green door."), *days), "webtoon", 18)
    shot = next(s for s in board.shots if "carried" in s.action)
    small = replace(shot, width_px=256, height_px=384)
    return shot, Brief(small, small.looks(board.cast), "webtoon")


def test_a_memory_is_drawn_faded_and_runs_out_into_white() -> None:
    shot, brief = memory()
    assert shot.tone == "memory"
    assert "A memory." in shot.alt
    assert "a memory" in shot.prompt
    then = paint(brief).pixels.astype(int)
    now = paint(replace(brief, shot=replace(brief.shot, tone=""))).pixels.astype(int)

    def colourful(pixels: np.ndarray) -> float:
        return float((pixels.max(axis=2) - pixels.min(axis=2)).mean())

    assert colourful(then) < 0.6 * colourful(now)
    assert then[:2].mean() > 200
    assert then[190:194, 120:136].mean() < 250
