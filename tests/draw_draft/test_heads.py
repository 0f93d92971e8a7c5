"""Heads from every side: whole haircuts, profiles that face each other, mouths where they are said to be."""

import itertools
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draw_draft.briefs import JUN, MINA, brief
from toonverse.domain.look import HairStyle, Look
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Emotion, Figure, Pose, ShotSize
from toonverse.draw.draft import paint
from toonverse.draw.draft.casting import place_cast
from toonverse.draw.draft.expressions import EXPRESSIONS, expression_of
from toonverse.draw.draft.hair import draw_hair_behind
from toonverse.draw.draft.hair_shapes import hair_seen
from toonverse.draw.draft.head import draw_head, draw_head_from_behind
from toonverse.draw.draft.layers import Layer, Pixels
from toonverse.draw.draft.portrait import MOUTH_Y, PROFILE, Portrait, features_of
from toonverse.draw.draft.styles import MANNERS

UNIT, SIDE = 60, 96
SEEN_RAD = (0.0, 0.55, -0.55, 1.5, -1.5, 2.6, 3.14)


def head(look: Look, yaw: float, emotion: Emotion = "calm", behind: bool = False) -> Pixels:
    """A head alone as BGRA, `UNIT` px high."""
    layer = Layer(SIDE, SIDE, clear=True)
    layer.canvas.translate(SIDE / 2, SIDE / 2)
    layer.canvas.scale(UNIT, UNIT)
    portrait = Portrait(look, expression_of(emotion, False), yaw, 0.02)
    (draw_head_from_behind if behind else draw_head)(layer.canvas, portrait)
    return layer.pixels.copy()


@pytest.mark.parametrize("angle", SEEN_RAD)
@pytest.mark.parametrize("style", get_args(HairStyle))
def test_hair_covers_the_crown_from_every_side(style: HairStyle, angle: float) -> None:
    box = hair_seen(style, angle, 0.0).front.computeTightBounds()
    if style == "bald":
        return
    assert -0.95 < box.top() < -0.52
    assert box.left() < -0.15
    assert box.right() > 0.15


@pytest.mark.parametrize(("yaw", "behind"), [(0.3, False), (1.0, False), (0.0, True)])
def test_haircuts_differ_at_the_size_of_a_phone(yaw: float, behind: bool) -> None:
    styles = [style for style in get_args(HairStyle) if style != "bald"]
    drawn = {style: head(replace(JUN, hair_style=style), yaw, behind=behind) for style in styles}
    for one, other in itertools.combinations(styles, 2):
        assert np.abs(drawn[one].astype(int) - drawn[other]).mean() > 0.8, (one, other)


@pytest.mark.parametrize("style", get_args(HairStyle))
def test_a_profile_mirrors_to_the_other_side(style: HairStyle) -> None:
    look = replace(MINA, hair_style=style)
    for yaw in (1.0, -1.0):
        pixels = head(look, yaw).astype(int)
        red, green, blue = pixels[..., 2], pixels[..., 1], pixels[..., 0]
        skin = (red > 200) & (red > green) & (green > blue) & (pixels[..., 3] > 200)
        rows = slice(SIDE // 2 + round(0.1 * UNIT), SIDE // 2 + round(0.3 * UNIT))
        across = np.flatnonzero(skin[rows].any(0))
        assert len(across)
        assert (across.mean() - SIDE / 2) * yaw > 2, "the face is on the side it looks to"


@pytest.mark.parametrize("yaw", [0.0, 0.5, 0.76, 1.0, -1.0])
@pytest.mark.parametrize("emotion", ["shouting", "laugh", "crying"])
def test_an_open_mouth_is_where_it_is_said_to_be(emotion: Emotion, yaw: float) -> None:
    portrait = Portrait(JUN, EXPRESSIONS[emotion], yaw, 0.02)
    pixels = head(JUN, yaw, emotion).astype(int)
    x, y = SIDE / 2 + portrait.mouth_x * UNIT, SIDE / 2 + (MOUTH_Y + 0.02) * UNIT
    near = pixels[round(y) - 4 : round(y) + 5, round(x) - 4 : round(x) + 5]
    deep = (near[..., 2] < 130) & (near[..., 1] < 80) & (near[..., 3] > 0)
    assert deep.any()


@pytest.mark.parametrize("emotion", get_args(Emotion))
def test_a_feeling_changes_the_profile_as_it_does_the_face(emotion: Emotion) -> None:
    if emotion == "calm":
        return
    for yaw in (0.4, 1.0):
        changed = np.abs(head(MINA, yaw, emotion).astype(int) - head(MINA, yaw)).max(2) > 25
        assert changed.sum() > 12, yaw


pairs = st.tuples(
    st.sampled_from(("stand", "talk", "point", "arms crossed", "sit", "hold")),
    st.sampled_from(get_args(Emotion)),
    st.sampled_from(get_args(Emotion)),
    st.floats(0.05, 0.95),
    st.floats(0.05, 0.95),
    st.integers(1, 40),
)


@settings(max_examples=60)
@given(pairs, st.sampled_from(("medium", "close", "full", "long")))
def test_a_profile_looks_at_the_other_and_never_out_of_the_picture(
    pair: tuple[Pose, Emotion, Emotion, float, float, int], size: ShotSize
) -> None:
    pose, one, other, x, y, number = pair
    figures = (Figure("Mina", pose, one, x=x), Figure("Jun", pose, other, x=y))
    wanted = brief(figures=figures, size=size, number=number, width_px=1024, height_px=1536)
    first, second = sorted(place_cast(wanted, MANNERS["webtoon"]), key=lambda placed: placed.at[0])
    for placed, way in ((first, 1), (second, -1)):
        yaw = placed.model.portrait.yaw
        assert abs(yaw) < PROFILE or yaw * way > 0


def test_of_those_who_talk_some_are_seen_in_profile_and_some_are_not() -> None:
    figures = (Figure("Mina", "talk", x=0.3), Figure("Jun", x=0.7))
    seen = [
        placed.model.portrait.profile
        for number in range(1, 21)
        for placed in place_cast(brief(figures=figures, number=number), MANNERS["webtoon"])
    ]
    assert 0.2 < sum(seen) / len(seen) < 0.8


def test_a_face_stays_when_hair_and_clothes_change() -> None:
    later = replace(MINA, hair_style="bob", outfit="coat", top="#204060", hat="cap", wet=True, wounded=True)
    assert features_of(later) == features_of(MINA)
    assert features_of(replace(MINA, face="Mina")) != features_of(replace(MINA, face="Hana"))


@pytest.mark.parametrize("yaw", [0.3, 1.0])
def test_wet_and_wounded_people_look_it(yaw: float) -> None:
    dry = head(MINA, yaw).astype(int)
    for state in (replace(MINA, wet=True), replace(MINA, wounded=True)):
        assert (np.abs(head(state, yaw) - dry).max(2) > 25).sum() > 60


def test_hair_cut_in_the_story_is_cut_in_the_picture() -> None:
    shorn = Figure("Mina", facing="back", look=replace(MINA, hair_style="bob"))
    before = paint(brief(figures=(Figure("Mina", facing="back"),), place="other"))
    after = paint(brief(figures=(shorn,), place="other"))
    assert before.faces[0].head == after.faces[0].head
    assert np.abs(before.pixels.astype(int) - after.pixels).mean() > 0.5


def test_painted_figures_have_no_ink_round_them() -> None:
    def dark(style: Style) -> int:
        figure = (Figure("Mina", facing="right"),)
        pixels = paint(brief(style, figures=figure, size="close", width_px=512, height_px=512)).pixels
        return int((pixels.max(2) < 48).sum())

    assert dark("realistic") < 0.5 * dark("webtoon")


@pytest.mark.parametrize("style", sorted({*get_args(HairStyle)} - {"ponytail", "pigtails"}))
def test_nothing_is_seen_through_a_head(style: HairStyle) -> None:
    top, low = SIDE // 2 - round(0.25 * UNIT), SIDE // 2 + round(0.02 * UNIT)
    for yaw in (0.0, 0.3, -0.72, 0.76):
        layer = Layer(SIDE, SIDE, clear=True)
        layer.canvas.translate(SIDE / 2, SIDE / 2)
        layer.canvas.scale(UNIT, UNIT)
        look = replace(JUN, hair_style=style)
        portrait = Portrait(look, EXPRESSIONS["calm"], yaw, 0.02)
        draw_hair_behind(layer.canvas, portrait)
        draw_head(layer.canvas, portrait)
        for row in layer.pixels[top:low, :, 3] > 128:
            covered = np.flatnonzero(row)
            assert covered.size >= covered[-1] - covered[0], yaw
