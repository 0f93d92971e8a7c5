"""Where the faces are: inside the frame, really there, apart from each other, room above."""

import itertools
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draw_draft.briefs import brief
from toonverse.domain.geometry import Box
from toonverse.domain.script import Line
from toonverse.domain.storyboard import Angle, Emotion, Facing, Figure, Pose, ShotSize
from toonverse.draw.draft import paint
from toonverse.draw.draft.casting import place_cast
from toonverse.draw.draft.placed import face_of
from toonverse.draw.draft.styles import MANNERS

NAMES = ("Mina", "Jun", "Hana")
NEAR: tuple[ShotSize, ...] = ("medium", "close")

figures = st.lists(
    st.builds(
        Figure,
        character=st.sampled_from(NAMES),
        pose=st.sampled_from(get_args(Pose)),
        emotion=st.sampled_from(get_args(Emotion)),
        facing=st.sampled_from(get_args(Facing)),
        x=st.floats(-0.2, 1.2),
        depth=st.floats(0, 1),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda figure: figure.character,
)


@settings(max_examples=150)
@given(
    figures,
    st.sampled_from(get_args(ShotSize)),
    st.sampled_from(get_args(Angle)),
    st.sampled_from([(1024, 640), (1024, 1024), (1024, 1536), (1024, 1920)]),
)
def test_heads_and_mouths_are_inside_the_frame(
    cast: list[Figure], size: ShotSize, angle: Angle, sides: tuple[int, int]
) -> None:
    width, height = sides
    wanted = brief(figures=tuple(cast), size=size, angle=angle, width_px=width, height_px=height)
    for placed in place_cast(wanted, MANNERS["webtoon"]):
        face = face_of(placed, Box(0, 0, width, height), width, height)
        assert 0 <= face.head.left < face.head.right <= width
        assert 0 <= face.head.top < face.head.bottom <= height
        assert face.head.left < face.mouth.x < face.head.right
        assert face.head.top < face.mouth.y < face.head.bottom


@pytest.mark.parametrize("size", NEAR)
@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("places", [(0.5, 0.5, 0.5), (0.1, 0.5, 0.9), (0.9, 0.95, 1.0), (0.0, 0.05, 0.1)])
def test_faces_do_not_cover_each_other(size: ShotSize, count: int, places: tuple[float, ...]) -> None:
    cast = tuple(Figure(NAMES[k], x=places[k]) for k in range(count))
    for angle in ("eye", "over shoulder"):
        drawing = paint(brief(figures=cast, size=size, angle=angle, width_px=512, height_px=768))
        for one, other in itertools.combinations(drawing.faces, 2):
            assert not one.head.overlaps(other.head)


@pytest.mark.parametrize("height", [640, 1024, 1536, 1920])
def test_dialogue_leaves_room_above_the_heads(height: int) -> None:
    cast = (Figure("Mina", "talk", x=0.3), Figure("Jun", x=0.7))
    words = (Line("We could wait for the morning boat, if you like.", "Mina"), Line("No.", "Jun"))
    drawing = paint(brief(figures=cast, lines=words, width_px=1024, height_px=height))
    assert min(face.head.top for face in drawing.faces) >= 0.2 * height


def test_the_order_across_the_panel_is_kept() -> None:
    cast = (Figure("Jun", x=0.8), Figure("Mina", x=0.2), Figure("Hana", x=0.5))
    faces = sorted(paint(brief(figures=cast)).faces, key=lambda face: face.head.center.x)
    assert [face.character for face in faces] == ["Mina", "Hana", "Jun"]


def test_a_head_box_holds_skin_and_hair() -> None:
    drawing = paint(brief(figures=(Figure("Mina"),), size="close", width_px=512, height_px=768))
    face = drawing.faces[0]
    x, y = int(face.mouth.x), int(face.mouth.y)
    chin = drawing.pixels[y + 14 : y + 20, x - 4 : x + 4].reshape(-1, 3).mean(0)
    red, green, blue = chin
    assert red > green > blue
    assert red > 150
    crown = drawing.pixels[int(face.head.top) + 14, int(face.head.center.x)].astype(int)
    assert crown.sum() < chin.sum() - 90


def test_a_body_box_bounds_the_figure() -> None:
    with_figure = paint(
        brief(figures=(Figure("Jun"),), size="full", place="other", width_px=512, height_px=768)
    )
    without = paint(brief(figures=(), size="full", place="other", width_px=512, height_px=768))
    body, head = with_figure.faces[0].body, with_figure.faces[0].head
    changed = np.abs(with_figure.pixels.astype(np.int16) - without.pixels).sum(2) > 60
    rows = np.flatnonzero(changed.any(1))
    assert abs(rows[0] - body.top) < 16
    assert body.top <= head.top + 8
    assert body.height > 3 * head.height


def test_a_turned_back_is_said() -> None:
    assert paint(brief(figures=(Figure("Mina", facing="back"),))).faces[0].back
    assert not paint(brief(figures=(Figure("Mina", "look back"),))).faces[0].back
    two = (Figure("Mina", x=0.2), Figure("Jun", x=0.8, facing="back"))
    over = {face.character: face.back for face in paint(brief(figures=two, angle="over shoulder")).faces}
    assert over == {"Mina": False, "Jun": True}


def test_who_is_seen_over_the_shoulder_takes_little_of_the_panel() -> None:
    for x in (0.1, 0.9):
        pair = (Figure("Jun", x=x, facing="back"), Figure("Mina", x=1 - x))
        back = next(face for face in paint(brief(angle="over shoulder", figures=pair)).faces if face.back)
        assert back.body.width <= 0.36 * 320
        assert back.head.right - back.head.left <= 0.28 * 320
