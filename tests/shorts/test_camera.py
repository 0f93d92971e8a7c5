from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draw_draft.briefs import PLAIN
from toonverse.domain.geometry import Box, Point
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.domain.storyboard import BeatRole, Shot
from toonverse.draw.motion.camera import choose_move, shaken
from toonverse.draw.motion.screen import HEIGHT_PX, WIDTH_PX

Places = list[tuple[float, float]]
SIZES = st.tuples(st.integers(300, 2400), st.integers(300, 3000))
PLACES = st.tuples(st.floats(0, 1), st.floats(0, 1))
SHOTS = st.builds(
    lambda role, size, kind, number: replace(
        PLAIN, role=role, size=size, number=number, lines=(Line("가", "Mina", kind),)
    ),
    st.sampled_from(["opening", "build", "quiet", "action", "turn", "ending"]),
    st.sampled_from(["extreme long", "long", "full", "medium", "close", "extreme close", "insert"]),
    st.sampled_from(["speech", "shout"]),
    st.integers(1, 9),
)


def faces_at(places: Places, width: int, height: int) -> list[Face]:
    found = []
    for x, y in places:
        head = Box(x * width - 20, y * height - 20, x * width + 20, y * height + 20)
        found.append(Face("Mina", head, Point(x * width, y * height), head))
    return found


@given(SHOTS, SIZES, st.lists(PLACES, max_size=3), st.floats(0, 1), st.floats(0, 0.5))
def test_the_camera_never_sees_beyond_the_picture(
    shot: Shot, size: tuple[int, int], places: Places, share: float, since: float
):
    width, height = size
    move = choose_move(shot, faces_at(places, width, height), width, height)
    view = shaken(move.view(share), since, move)
    for depth in (0.5, 0.8, 1.0):
        scale_x, scale_y, x, y = move.matrix(view, depth)
        assert x <= 0.01
        assert y <= 0.01
        assert x + width * scale_x >= WIDTH_PX - 0.01
        assert y + height * scale_y >= HEIGHT_PX - 0.01


@given(SHOTS, SIZES, st.lists(PLACES, max_size=3), st.floats(0, 1))
def test_what_is_free_is_on_the_screen_all_the_time(
    shot: Shot, size: tuple[int, int], places: Places, share: float
):
    width, height = size
    move = choose_move(shot, faces_at(places, width, height), width, height)
    free, view = move.free(), move.view(share)
    scale, _, x, y = move.matrix(view)
    assert free.left * scale + x >= -1
    assert free.top * scale + y >= -1
    assert free.right * scale + x <= WIDTH_PX + 1
    assert free.bottom * scale + y <= HEIGHT_PX + 1


def test_far_planes_go_less_of_the_way_than_near_ones():
    move = choose_move(replace(PLAIN, role="action"), [], 1216, 2160)
    scales = [move.matrix(move.view(1.0), depth)[0] for depth in (0.5, 1.0, 1.4)]
    assert scales == sorted(scales)
    assert scales[0] < scales[1] < scales[2]


def test_a_blow_is_over_within_half_a_second():
    move = choose_move(replace(PLAIN, role="action"), [], 1216, 2160)
    view = move.view(0.5)
    assert shaken(view, 0.03, move) != view
    assert shaken(view, 0.5, move) == view


@pytest.mark.parametrize("role", ["quiet", "ending"])
def test_quiet_shots_draw_back(role: BeatRole):
    move = choose_move(replace(PLAIN, role=role), [], 1216, 2160)
    assert move.start.scale > move.end.scale
