"""Balloons that a person edits: exactly as wished, inside the picture, with words that fit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import BalloonEdit, BalloonKind, Lettering, Problem
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.draw.by_hand import Ground, added, changed, removed
from toonverse.draw.extents import chains, tip_of
from toonverse.draw.hand_set import BALLOONS_MAX, BalloonUnfit, WordsMissing
from toonverse.draw.letter import letter, render
from toonverse.draw.svg import to_svg
from toonverse.draw.typeset import Typefaces

SIZE = (800, 1200)
FACES = (
    Face("Nora", Box(180, 560, 330, 760), Point(255, 715), Box(120, 540, 400, 1200)),
    Face("Tom", Box(520, 500, 660, 690), Point(590, 645), Box(470, 480, 720, 1200)),
)
LINES = (
    Line("I told you that he would not come, and that nobody would.", "Nora"),
    Line("Never once.", "Nora"),
    Line("He promised.", "Tom"),
    Line("그날 밤, 아무도 오지 않았다.", "", "caption"),
)
KINDS: tuple[BalloonKind, ...] = (
    "speech", "shout", "whisper", "thought", "phone", "narration", "letter", "sign", "sfx",
)  # fmt: skip
TEXTS = (
    "응",
    "Yes.",
    "여기서 기다리라고 했잖아! 왜 왔어?",
    "It was me.\nAll along.",
    "A" * 60,
    "쾅",
    "日本語だよ",
    "…!",
)


@pytest.fixture(scope="module")
def ground(fonts: Typefaces) -> Ground:
    return Ground(FACES, fonts, np.full((*SIZE[::-1], 3), (120, 160, 200), np.uint8))


@pytest.fixture(scope="module")
def layer(ground: Ground) -> Lettering:
    return letter(SIZE, LINES, ("BOOM",), FACES, "en", ground.fonts, ground.picture, "Nora waits.")


def whole(layer: Lettering) -> None:
    """Inside the picture, words inside their balloons, and joined only to what there is."""
    for index, balloon in enumerate(layer.balloons):
        assert balloon.box.left >= -0.01
        assert balloon.box.top >= -0.01
        assert balloon.box.right <= layer.width + 0.01
        assert balloon.box.bottom <= layer.height + 0.01
        assert -1 <= balloon.joined < index
        assert balloon.lines
    assert sorted(i for chain in chains(layer) for i in chain) == list(range(len(layer.balloons)))
    assert not [one for one in layer.problems if one.code == "overflow"]


def test_a_moved_balloon_is_where_it_was_put_and_its_tail_finds_the_mouth_again(
    layer: Lettering, ground: Ground
):
    moved = changed(layer, 0, BalloonEdit(x=300.0, y=280.0), ground)
    centre = moved.balloons[0].center
    assert (centre.x, centre.y) == (300.0, 280.0)
    pair = chains(layer)[0]
    assert len(pair) == 2, "what is joined goes along"
    was, now = ([one.balloons[i].center for i in pair] for one in (layer, moved))
    assert now[1].x - now[0].x == pytest.approx(was[1].x - was[0].x)
    assert FACES[0].mouth in [moved.balloons[i].tail for i in pair]


def test_a_width_is_a_wish_and_words_are_broken_for_it(layer: Lettering, ground: Ground):
    wide = changed(layer, 0, BalloonEdit(width=700.0), ground).balloons[0]
    narrow = changed(layer, 0, BalloonEdit(width=240.0), ground).balloons[0]
    assert (2 * wide.half_width, 2 * narrow.half_width) == pytest.approx((700.0, 240.0))
    assert len(narrow.lines) > len(wide.lines)
    assert narrow.half_height > wide.half_height
    tall = changed(layer, 0, BalloonEdit(width=700.0, height=500.0), ground)
    assert tall.balloons[0].half_height == pytest.approx(250.0)
    again = changed(tall, 0, BalloonEdit(text="Yes."), ground).balloons[0]
    assert (2 * again.half_width, 2 * again.half_height) == pytest.approx((700.0, 500.0)), "sized by hand"
    least = changed(layer, 0, BalloonEdit(width=1.0, height=1.0), ground)
    assert least.balloons[0].half_width > 20
    whole(least)


def test_new_words_are_given_the_shape_they_want(layer: Lettering, ground: Ground):
    short = changed(layer, 0, BalloonEdit(text="No."), ground).balloons[0]
    assert short.lines == ("NO.",)
    assert short.half_width < layer.balloons[0].half_width / 2
    parted = changed(layer, 0, BalloonEdit(text="It was\nme, all along, and never you."), ground).balloons[0]
    assert parted.lines == ("IT WAS", "ME, ALL ALONG, AND NEVER YOU.")


def test_a_tail_is_put_somewhere_taken_away_and_led_to_the_speaker_again(layer: Lettering, ground: Ground):
    at = Point(400.0, 900.0)
    led = changed(layer, 0, BalloonEdit(tail=at), ground)
    tailed = next(one for one in led.balloons if one.tail_by_hand)
    assert (tip_of(tailed).x, tip_of(tailed).y) == pytest.approx((at.x, at.y))
    shoved = changed(led, 0, BalloonEdit(x=380.0), ground)
    assert [one.tail for one in shoved.balloons if one.tail_by_hand] == [at], "it stays where it was put"
    bare = changed(shoved, 0, BalloonEdit(tail="none"), ground)
    assert bare.balloons[0].tail is None
    assert changed(bare, 0, BalloonEdit(y=300.0), ground).balloons[0].tail is None
    auto = changed(bare, 0, BalloonEdit(tail="auto"), ground)
    assert FACES[0].mouth in [one.tail for one in auto.balloons]
    inside = changed(layer, 0, BalloonEdit(tail=layer.balloons[0].center), ground)
    assert inside.balloons[0].tail is None, "a tip inside its balloon is no tail"


def test_another_speaker_turns_the_tail_and_another_kind_the_shape(layer: Lettering, ground: Ground):
    toms = changed(layer, 0, BalloonEdit(speaker="Tom"), ground)
    assert FACES[1].mouth in [one.tail for one in toms.balloons[: len(chains(layer)[0])]]
    boxed = changed(layer, 0, BalloonEdit(kind="narration"), ground)
    assert {boxed.balloons[i].tail for i in chains(layer)[0]} == {None}
    spoken = changed(boxed, 0, BalloonEdit(kind="speech"), ground)
    assert spoken.balloons[0].tail is not None
    loud = changed(layer, 0, BalloonEdit(kind="sfx", text="BANG"), ground).balloons[0]
    assert len(loud.inks) >= 3
    whole(changed(layer, 0, BalloonEdit(kind="sfx", text="BANG"), ground))


def test_a_balloon_is_added_where_nothing_is_covered_and_comes_in_reading_order(
    layer: Lettering, ground: Ground
):
    more, index = added(layer, BalloonEdit(text="Wait!", speaker="Tom"), ground)
    new = more.balloons[index]
    assert not any(new.box.overlaps(face.head) for face in FACES)
    assert more.balloons[:index] + more.balloons[index + 1 :] == layer.balloons
    first, top = added(layer, BalloonEdit(text="Hm", x=60.0, y=20.0), ground)
    assert top == 0
    assert first.balloons[0].tail is None, "nobody says it"
    led = changed(first, 0, BalloonEdit(tail="auto"), ground).balloons[0]
    assert (led.tail_by_hand, tip_of(led).y > led.box.bottom) == (True, True), "asked for, it hangs down"
    whole(first)


def test_what_was_joined_to_a_balloon_that_is_gone_stands_alone(layer: Lettering, ground: Ground):
    pair = next(chain for chain in chains(layer) if len(chain) > 1)
    left = removed(layer, pair[0], ground)
    whole(left)
    assert left.balloons[pair[0]].joined == -1
    assert left.balloons[pair[0]].tail == FACES[0].mouth


def test_problems_are_told_and_not_refused(layer: Lettering, ground: Ground):
    mouth = FACES[0].mouth
    over = changed(layer, 0, BalloonEdit(x=mouth.x, y=mouth.y, font_px=15.0, text="No ꙮ"), ground)
    assert {"face_covered", "small_text", "missing_glyph"} <= {one.code for one in over.problems}


def test_a_line_that_had_no_room_is_told_of_until_somebody_writes_it_in(layer: Lettering, ground: Ground):
    lost = replace(layer, problems=(Problem("no_room", -1, "Nobody at all"),))
    moved = changed(lost, 0, BalloonEdit(y=400.0), ground)
    assert ("no_room", "Nobody at all") in [(one.code, one.detail) for one in moved.problems]
    written, _ = added(moved, BalloonEdit(text="Nobody at all"), ground)
    assert "no_room" not in [one.code for one in written.problems]


def test_what_no_picture_can_hold_is_refused(layer: Lettering, ground: Ground):
    for nothing in ("", " \n ", "\x07"):
        with pytest.raises(WordsMissing):
            changed(layer, 0, BalloonEdit(text=nothing), ground)
    with pytest.raises(BalloonUnfit):
        changed(layer, 0, BalloonEdit(text="endless " * 300), ground)
    full = layer
    for _ in range(BALLOONS_MAX - len(layer.balloons)):
        full, _ = added(full, BalloonEdit(text="o", tail="none"), ground)
    with pytest.raises(BalloonUnfit):
        added(full, BalloonEdit(text="o"), ground)


edits = st.builds(
    BalloonEdit,
    text=st.none() | st.sampled_from(TEXTS),
    kind=st.none() | st.sampled_from(KINDS),
    speaker=st.none() | st.sampled_from(("Nora", "Tom", "Zoe", "")),
    x=st.none() | st.floats(-500, 1_500),
    y=st.none() | st.floats(-500, 2_000),
    width=st.none() | st.floats(1, 1_500),
    height=st.none() | st.floats(1, 1_500),
    font_px=st.none() | st.floats(1, 300),
    rotation_deg=st.none() | st.floats(-180, 180),
    tail=st.none()
    | st.sampled_from(("auto", "none"))
    | st.builds(Point, st.floats(-500, 1_500), st.floats(-500, 2_000)),
)
steps = st.lists(
    st.tuples(st.sampled_from(("change", "change", "change", "add", "remove")), st.integers(0, 99), edits),
    max_size=6,
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(steps)
def test_whatever_is_edited_letters_without_error_and_inside_the_picture(
    layer: Lettering, ground: Ground, done: list[tuple[str, int, BalloonEdit]]
):
    for what, number, edit in done:
        index = number % len(layer.balloons) if layer.balloons else -1
        try:
            if what == "add":
                layer, index = added(layer, replace(edit, text=edit.text or "여기"), ground)
            elif index >= 0 and what == "remove":
                layer = removed(layer, index, ground)
            elif index >= 0:
                layer = changed(layer, index, edit, ground)
        except BalloonUnfit:
            continue
        whole(layer)
    assert render(ground.picture, layer, ground.fonts).shape == ground.picture.shape
    assert to_svg(layer, ground.fonts).endswith("</svg>")
