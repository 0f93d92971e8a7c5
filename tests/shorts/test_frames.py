"""What is seen: words inside the part that stays free, in reading order; fades; blinks; the same bytes."""

from dataclasses import replace

import numpy as np
import pytest

from draw_draft.briefs import CAST
from shorts.filmed import SHOTS
from toonverse.domain.storyboard import Brief
from toonverse.draw.draft import paint
from toonverse.draw.draft.planes import Planes, paint_planes
from toonverse.draw.extents import keep_whole
from toonverse.draw.motion.balloons import lay_out
from toonverse.draw.motion.camera import choose_move
from toonverse.draw.motion.film import Cut, frames
from toonverse.draw.motion.shots import PICTURE_PX, Manner, cut_of, flat_planes, still
from toonverse.store.fonts import typefaces


def planes_of(number: int, style: str = "webtoon") -> Planes:
    width, height = PICTURE_PX
    return paint_planes(Brief(replace(SHOTS[number], width_px=width, height_px=height), CAST, style))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def two() -> Planes:
    return planes_of(1)


@pytest.fixture(scope="module")
def cut(two: Planes) -> Cut:
    return cut_of(SHOTS[1], two, Manner("ko", typefaces()), SHOTS[0], None)


def test_words_are_laid_out_inside_what_stays_in_view(two: Planes):
    move = choose_move(SHOTS[1], two.faces, *PICTURE_PX)
    laid = lay_out(SHOTS[1], two.faces, move, None, "ko", typefaces())
    free = move.free()
    assert not laid.problems
    assert len(laid.balloons) == 3
    for box in keep_whole(laid):
        assert free.left - 1 <= box.left
        assert box.right <= free.right + 1
        assert free.top - 1 <= box.top
        assert box.bottom <= free.bottom + 1


def test_words_are_larger_than_on_a_strip_as_wide_as_the_screen(two: Planes):
    move = choose_move(SHOTS[1], two.faces, *PICTURE_PX)
    laid = lay_out(SHOTS[1], two.faces, move, None, "ko", typefaces())
    spoken = next(balloon for balloon in laid.balloons if balloon.kind == "speech")
    assert spoken.font_px * move.start.scale >= 47


def test_balloons_come_one_after_another_and_a_shout_shakes_the_camera(cut: Cut):
    shout, answer, sound = cut.bubbles
    assert sound.at_s < shout.at_s < answer.at_s < cut.seconds
    assert {0.0, shout.at_s, sound.at_s} == set(cut.shakes_s)


def test_a_balloon_is_not_seen_before_its_time(cut: Cut):
    def seen(at_s: float, bubbles: bool) -> np.ndarray:
        one = replace(cut, bubbles=cut.bubbles if bubbles else (), seconds=at_s)
        return [frame.copy() for frame in frames([one])][-1]

    first = min(bubble.at_s for bubble in cut.bubbles)
    assert np.array_equal(seen(first - 0.05, True), seen(first - 0.05, False))
    assert not np.array_equal(seen(first + 0.3, True), seen(first + 0.3, False))


def test_people_blink(two: Planes):
    assert two.people is not None
    assert two.blink is not None
    changed = np.flatnonzero((two.people != two.blink).any((1, 2)))
    heads = [face.head for face in two.faces]
    assert len(changed)
    assert min(head.top for head in heads) <= changed[0]
    assert changed[-1] <= max(head.bottom for head in heads)


def test_the_same_cut_gives_the_same_frames(cut: Cut):
    brief = replace(cut, seconds=0.1)
    once, again = ([frame.tobytes() for frame in frames([brief])] for _ in range(2))
    assert once == again
    assert len(set(once)) == len(once)


def test_a_shot_fades_in_over_the_end_of_the_one_before():
    def plain(colour: int) -> Cut:
        back = np.full((1920, 1080, 4), colour, np.uint8)
        back[..., 3] = 255
        planes = Planes(back, None, None, None, (), (0, 0, 0), 0.0)
        return Cut(planes, still(1080, 1920), 1.0, fade_s=0.2)

    shown = [int(frame[900, 500, 0]) for frame in frames([plain(20), plain(220)])]
    assert len(shown) == 60
    assert shown[:30] == [20] * 30
    assert shown[30:36] == sorted(shown[30:36])
    assert 20 < shown[30] < shown[35] < 220
    assert shown[36:] == [220] * 24


def test_manga_is_one_plane_as_its_screen_lies_over_the_whole_picture():
    shot = replace(SHOTS[1], width_px=320, height_px=568)
    planes = paint_planes(Brief(shot, CAST, "manga"))
    assert planes.people is None
    assert np.array_equal(planes.back[..., 2::-1], paint(Brief(shot, CAST, "manga")).pixels)


def test_an_upright_picture_is_shown_as_it_is_and_a_wide_one_as_a_card_with_its_faces():
    face = planes_of(1).faces[0]
    upright = np.full((1536, 1024, 3), 90, np.uint8)
    assert flat_planes(upright, [face]).people is None
    wide = flat_planes(np.full((640, 1024, 3), 200, np.uint8), [face])
    assert wide.people is not None
    rows = np.flatnonzero(wide.people[..., 3].any(1))
    assert 600 < len(rows) < 800
    assert wide.faces[0].mouth.y - wide.faces[0].head.top == pytest.approx(
        (face.mouth.y - face.head.top) * 1120 / 1024
    )
    assert wide.back.max() > 0
