"""Whole stories lettered over their drawn panels, and every kind of defect counted on what was painted."""

from dataclasses import replace
from pathlib import Path

import pytest
from bench.defects import Telling, count
from bench.judging import Judged, judge

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, Lettering
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.draw.typeset import Typefaces

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1024, 1536)
HEAD = Face("민수", Box(180, 560, 400, 840), Point(290, 780), Box(100, 560, 480, 1536))
OTHER = Face("지은", Box(640, 600, 830, 850), Point(735, 800), Box(560, 600, 910, 1536))
SAID = "너도 같이 갈래?"
GOOD = Balloon("speech", SAID, "민수", ("너도 같이", "갈래?"), 36, Point(290, 350), 150, 95, HEAD.mouth, 0.45)


@pytest.mark.parametrize(
    ("story", "style"),
    [
        ("examples/last-ferry.txt", "webtoon"),
        ("tests/reading/stories/옥상의_비둘기.txt", "manga"),
    ],
)
def test_a_lettered_story_has_no_defect_that_a_reader_would_find(story: str, style: str):
    found = count(Telling(ROOT / story, 12, style))
    assert found.balloons > 20
    assert [(f.panel, f.defect) for f in found.findings] == []


def judged(fonts: Typefaces, *balloons: Balloon, said: tuple[str, ...] = (SAID,)) -> set[str]:
    lines = [Line(text, "민수") for text in said]
    return {d.kind for d in judge(Judged(Lettering(*SIZE, "ko", balloons), lines, (HEAD, OTHER), fonts))}


def moved(x: float, y: float, **changes: object) -> Balloon:
    return replace(GOOD, center=Point(x, y), **changes)


def test_a_good_panel_is_without_defects(fonts: Typefaces):
    assert judged(fonts, GOOD) == set()


@pytest.mark.parametrize(
    ("kind", "balloon"),
    [
        ("face", moved(300, 700)),
        ("head", moved(300, 520)),
        ("overflow", moved(290, 350, half_width=64.0)),
        ("edge", moved(152, 350)),
        ("glyph", moved(290, 350, text="갈\U00012345", lines=("갈\U00012345",))),
        ("small", moved(290, 350, font_px=26.0)),
        ("lonely", moved(290, 350, text="나 너 우리 모두", lines=("나", "너 우리", "모두"))),
        ("tail", moved(840, 350)),
        ("tail", moved(290, 350, tail=None)),
        ("tail", moved(290, 350, tail_reach=1.0)),
        ("tail", moved(290, 230, tail_reach=0.25)),
        ("tail", moved(290, 350, speaker="행인", tail=Point(0, 350), tail_reach=0.5)),
    ],
)
def test_the_judge_finds_what_is_wrong_with_a_balloon(fonts: Typefaces, kind: str, balloon: Balloon):
    assert kind in judged(fonts, balloon)


@pytest.mark.parametrize(
    ("kind", "second"),
    [
        ("overlap", moved(420, 380)),
        ("order", moved(700, 150)),
        ("ragged", moved(700, 375)),
    ],
)
def test_the_judge_finds_what_is_wrong_between_balloons(fonts: Typefaces, kind: str, second: Balloon):
    assert kind in judged(fonts, GOOD, second, said=(SAID, SAID))


def test_the_judge_finds_a_fourth_balloon_and_words_that_are_gone(fonts: Typefaces):
    four = [moved(700, 120 + 200 * n) for n in range(4)]
    assert {"crowd", "lost"} <= judged(fonts, *four, said=(SAID,) * 5)
