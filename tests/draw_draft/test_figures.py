"""How figures are posed: joints that hold together, things in hands, nothing over a face, hands that meet."""

import itertools
import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from draw_draft.briefs import HANA, JUN, MINA, brief
from toonverse.domain.geometry import Box
from toonverse.domain.script import Age, Era
from toonverse.domain.storyboard import (
    Brief,
    CastMember,
    Contact,
    Emotion,
    Facing,
    Figure,
    Gaze,
    Pose,
    ShotSize,
)
from toonverse.draw.draft import paint
from toonverse.draw.draft.casting import place_cast
from toonverse.draw.draft.placed import Placed, body_point, extent, face_of, head_box, held_box
from toonverse.draw.draft.poses import body_scale
from toonverse.draw.draft.styles import MANNERS

NOUNS = (
    "umbrella",
    "lantern",
    "lamp",
    "letter",
    "book",
    "cup",
    "bowl",
    "bottle",
    "bag",
    "box",
    "sword",
    "coin",
)
AGED = tuple(
    CastMember(f"{look.sex} {age}", replace(look, age=age, hat="none"))
    for look in (MINA, JUN)
    for age in get_args(Age)
)
WIDTH, HEIGHT = 1024, 1536


def placed_in(wanted: Brief) -> list[Placed]:
    return place_cast(wanted, MANNERS["webtoon"])


def reach(placed: Placed) -> list[tuple[float, float]]:
    """Lengths of upper arm and forearm against the body's own measure, left and right."""
    bones, down = placed.model.bones, body_scale(placed.model.look)
    arms = ((bones.left_shoulder, bones.left_arm), (bones.right_shoulder, bones.right_arm))
    return [
        (math.dist(shoulder, arm.elbow) / down, math.dist(arm.elbow, arm.hand) / down)
        for shoulder, arm in arms
    ]


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("size", get_args(ShotSize))
@pytest.mark.parametrize("member", AGED, ids=lambda member: member.name)
def test_each_pose_at_each_age_keeps_head_mouth_and_arms_together(member: CastMember, size: ShotSize) -> None:
    for pose, facing in itertools.product(get_args(Pose), ("front", "left")):
        wanted = brief(
            cast=(member,),
            figures=(Figure(member.name, pose, facing=facing),),
            size=size,
            width_px=WIDTH,
            height_px=HEIGHT,
        )
        (placed,) = placed_in(wanted)
        face = face_of(placed, Box(0, 0, WIDTH, HEIGHT), WIDTH, HEIGHT)
        assert 0 <= face.head.left < face.mouth.x < face.head.right <= WIDTH
        assert 0 <= face.head.top < face.mouth.y < face.head.bottom <= HEIGHT
        for upper, fore in reach(placed):
            assert 0.15 < upper < 1.7, pose
            assert 0.05 < fore < 1.7, pose


Couple = tuple[Pose, Pose, Emotion, Facing, str, str, CastMember, Contact, bool]
couples = st.tuples(
    st.sampled_from(get_args(Pose)),
    st.sampled_from(get_args(Pose)),
    st.sampled_from(get_args(Emotion)),
    st.sampled_from(get_args(Facing)),
    st.sampled_from(("", *NOUNS)),
    st.sampled_from(NOUNS),
    st.sampled_from(AGED),
    st.sampled_from(get_args(Contact)),
    st.booleans(),
)


# who takes it kneels, farther down than the giver's arm reaches
HANDED_DOWN: Couple = ("stand", "plead", "calm", "front", "lantern", "umbrella", AGED[3], "", True)


@settings(max_examples=300)
@given(couples, st.sampled_from(get_args(ShotSize)), st.sampled_from((640, 1024, 1536)))
@example(HANDED_DOWN, "extreme long", 1536)
def test_what_is_held_is_at_the_hand_and_over_nobodys_face(
    couple: tuple[Pose, Pose, Emotion, Facing, str, str, CastMember, Contact, bool],
    size: ShotSize,
    height: int,
) -> None:
    one, other, emotion, facing, thing, second, member, contact, touches = couple
    figures = (
        Figure(member.name, one, emotion, facing, 0.3, 0.0, thing, "Hana" if touches else "", contact),
        Figure("Hana", other, "calm", "left", 0.7, 0.0, second),
    )
    wanted = brief(
        cast=(member, CastMember("Hana", HANA)), figures=figures, size=size, width_px=WIDTH, height_px=height
    )
    cast = placed_in(wanted)
    heads = [head_box(placed) for placed in cast]
    for placed in cast:
        held, box = placed.model.held, held_box(placed)
        if held is None or box is None:
            continue
        assert not any(overlap(box, head) for head in heads)
        bones = placed.model.bones
        hands = {-1: bones.left_arm.hand, 1: bones.right_arm.hand}
        nearest = min(math.dist(hands[side], held.hand) for side in held.sides)
        assert nearest < 0.55
        if held.noun != "umbrella":
            assert math.dist(held.at, held.hand) <= 0.55 * held.size + 0.45


@pytest.mark.parametrize("contact", [c for c in get_args(Contact) if c])
def test_a_hand_that_touches_is_on_the_other(contact: Contact) -> None:
    figures = (
        Figure("Mina", "stand", facing="right", x=0.3, touches="Jun", contact=contact, holds="letter"),
        Figure("Jun", "stand", facing="left", x=0.7),
    )
    cast = {placed.name: placed for placed in placed_in(brief(figures=figures, size="full", height_px=640))}
    one, other = cast["Mina"], cast["Jun"]
    if contact == "carry on back":
        one, other = other, one
    hands = [body_point(one, arm.hand) for arm in (one.model.bones.left_arm, one.model.bones.right_arm)]
    bones = other.model.bones
    joints = [bones.left_shoulder, bones.right_shoulder, bones.left_arm.hand, bones.right_arm.hand]
    joints += [bones.left_arm.elbow, bones.right_arm.elbow, bones.hips]
    points = [body_point(other, joint) for joint in joints]
    assert min(math.dist(hand, point) for hand in hands for point in points) < 0.9 * other.unit
    heads = [head_box(placed) for placed in (one, other)]
    assert not overlap(*heads)


def test_ways_to_touch_look_and_stand_apart_from_each_other() -> None:
    def drawn(contact: Contact) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        figures = (
            Figure("Mina", "stand", facing="right", x=0.3, touches="Jun", contact=contact),
            Figure("Jun", "stand", facing="left", x=0.7),
        )
        return paint(brief(figures=figures, size="full", place="other")).pixels

    pictures = [drawn(contact).astype(np.int16) for contact in get_args(Contact) if contact]
    for one, other in itertools.combinations(pictures, 2):
        assert np.abs(one - other).mean() > 0.05


def test_eyes_go_where_they_are_told() -> None:
    def drawn(gaze: Gaze) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        return paint(brief(figures=(Figure("Mina", facing="right", gaze=gaze),), size="close")).pixels

    pictures = [drawn(gaze).astype(np.int16) for gaze in get_args(Gaze) if gaze]
    for one, other in itertools.combinations(pictures, 2):
        assert np.abs(one - other).mean() > 0.02


def test_a_feeling_shows_in_how_one_stands() -> None:
    def hands(emotion: Emotion) -> tuple[object, object]:
        (placed,) = placed_in(brief(figures=(Figure("Jun", "stand", emotion),), size="full"))
        return placed.model.bones.left_arm, placed.model.bones.right_arm

    shown = {hands(emotion) for emotion in ("angry", "afraid", "laugh", "ashamed", "tired")}
    assert len(shown) >= 4


@settings(max_examples=40)
@given(
    st.sampled_from(get_args(Pose)),
    st.sampled_from(("Mina", "Jun", "Hana")),
    st.sampled_from(NOUNS),
    st.booleans(),
)
def test_no_part_of_a_figure_is_cut_by_its_own_layer(pose: Pose, name: str, thing: str, left: bool) -> None:
    """Whatever is drawn of a figure lies inside the extent it says it has."""
    figure = Figure(name, pose, facing="left" if left else "right", x=0.5, holds=thing)
    wanted = brief(figures=(figure,), size="full", place="other", width_px=640, height_px=640)
    (placed,) = placed_in(wanted)
    left_px, top_px, right_px, bottom_px = extent(placed)
    body = paint(wanted).faces[0].body
    assert body.left >= left_px - 4 or left_px <= 0
    assert body.right <= max(right_px - 2, 8) or right_px >= 636
    assert body.top >= top_px + 2 or top_px <= 4
    assert body.bottom <= bottom_px - 2 or bottom_px >= 636


def test_a_feeling_bends_the_body_of_who_stands_sideways() -> None:
    def bend(emotion: Emotion) -> float:
        figures = (Figure("Jun", "talk", emotion, facing="right", x=0.3), Figure("Mina", x=0.7))
        cast = {placed.name: placed for placed in placed_in(brief(figures=figures, size="full"))}
        return cast["Jun"].model.bones.bend_deg

    assert bend("shouting") > bend("calm") > bend("shocked")


def test_who_bows_in_shame_goes_down_to_the_floor() -> None:
    (upright,) = placed_in(brief(figures=(Figure("Jun", "bow", facing="right"),), size="full"))
    (low,) = placed_in(brief(figures=(Figure("Jun", "bow", "ashamed", facing="right"),), size="full"))
    assert low.model.bones.ground < 0.75 * upright.model.bones.ground
    assert low.model.bones.bend_deg > 30


def test_the_seated_do_not_all_sit_alike() -> None:
    def arms(number: int) -> object:
        (placed,) = placed_in(brief(figures=(Figure("Jun", "sit"),), size="full", number=number))
        return placed.model.bones.right_arm

    assert len({arms(number) for number in range(1, 13)}) >= 3


def test_long_ago_grown_women_wear_skirts_to_the_ground() -> None:
    wearing = CastMember("Della", replace(MINA, outfit="blouse"))
    girl = CastMember("Nell", replace(MINA, outfit="blouse", age="child"))

    def worn(member: CastMember, era: Era) -> str:
        figures = (Figure(member.name),)
        (placed,) = placed_in(brief(cast=(member,), figures=figures, size="full", era=era))
        return placed.model.look.outfit

    assert worn(wearing, "period") == "shirtwaist"
    assert worn(wearing, "modern") == "blouse"
    assert worn(girl, "period") == "blouse"


@pytest.mark.parametrize("noun", ["letter", "box", "book", "bowl"])
def test_elbows_hang_when_a_thing_is_held_before_the_chest(noun: str) -> None:
    (placed,) = placed_in(brief(figures=(Figure("Jun", "hold", holds=noun),), size="full"))
    bones = placed.model.bones
    for shoulder, arm, side in (
        (bones.left_shoulder, bones.left_arm, -1),
        (bones.right_shoulder, bones.right_arm, 1),
    ):
        assert side * (arm.elbow[0] - shoulder[0]) < 0.35
        assert arm.elbow[1] > shoulder[1] + 0.5


@pytest.mark.parametrize("contact", ["hand on shoulder", "support", "shake", "embrace"])
@pytest.mark.parametrize("x", [0.3, 0.7])
def test_who_touches_is_drawn_over_whom_they_touch(contact: Contact, x: float) -> None:
    figures = (
        Figure("Mina", "stand", x=x, touches="Jun", contact=contact),
        Figure("Jun", "stand", x=1 - x),
    )
    assert [placed.name for placed in placed_in(brief(figures=figures))] == ["Jun", "Mina"]


@settings(max_examples=120)
@given(
    st.sampled_from(("talk", "point", "reach", "wave", "stand", "raise fist", "hold")),
    st.sampled_from(get_args(Emotion)),
    st.floats(0.1, 0.9),
    st.floats(0.1, 0.9),
    st.sampled_from(("full", "medium", "long")),
    st.integers(1, 30),
)
def test_no_gesture_goes_across_the_others_face(
    pose: Pose, emotion: Emotion, x: float, y: float, size: ShotSize, number: int
) -> None:
    figures = (Figure("Jun", pose, emotion, x=x), Figure("Mina", x=y))
    wanted = brief(figures=figures, size=size, number=number, width_px=WIDTH, height_px=HEIGHT)
    cast = {placed.name: placed for placed in placed_in(wanted)}
    left, top, right, bottom = head_box(cast["Mina"])
    bones = cast["Jun"].model.bones
    for arm in (bones.left_arm, bones.right_arm):
        hand_x, hand_y = body_point(cast["Jun"], arm.hand)
        assert not (left < hand_x < right and top < hand_y < bottom)
