"""The camera: a place looks different from each side and stays itself; people are large; light tells."""

import itertools
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from draw_draft.briefs import brief
from toonverse.domain.script import PlaceKind
from toonverse.domain.storyboard import Angle, Figure, Light, Setup, ShotSize
from toonverse.draw.draft import paint
from toonverse.draw.draft.camera import Camera, camera_for, setup_of
from toonverse.draw.draft.places import ROUND
from toonverse.draw.draft.solids import before_camera

SIDES: tuple[Setup, ...] = ("front", "left", "right", "reverse")
TWO = (Figure("Mina", "talk", x=0.3), Figure("Jun", x=0.7))


def _apart(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.abs(one.astype(np.int16) - other).mean())


def _colours(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The share of each of 4 x 4 x 4 coarse colours."""
    coarse = (pixels >> 6).reshape(-1, 3).astype(np.int64)
    counts = np.bincount(coarse @ np.array([16, 4, 1]), minlength=64)
    return counts / counts.sum()


@pytest.mark.parametrize("place", sorted(ROUND))
def test_every_side_of_a_place_is_another_picture(place: PlaceKind) -> None:
    views = [paint(brief(place=place, setup=side, size="long", figures=())).pixels for side in SIDES]
    assert min(_apart(a, b) for a, b in itertools.combinations(views, 2)) > 4.0


@pytest.mark.parametrize("place", ["room", "shop", "street", "tavern"])
def test_a_place_keeps_its_colours_from_side_to_side(place: PlaceKind) -> None:
    """It shares more of its colours with its own other sides than with the night."""

    def view(side: Setup, light: Light) -> NDArray[np.float64]:
        return _colours(paint(brief(place=place, setup=side, size="long", figures=(), light=light)).pixels)

    front = view("front", "day")
    shared = min(float(np.minimum(front, view(side, "day")).sum()) for side in ("left", "right"))
    assert shared > float(np.minimum(front, view("front", "night")).sum())


def test_neighbouring_panels_are_never_seen_from_the_same_side() -> None:
    chosen = [setup_of(brief(number=number).shot) for number in range(1, 30)]
    assert all(one != other for one, other in itertools.pairwise(chosen))
    assert set(chosen) == set(SIDES)


def test_what_the_director_asks_for_is_what_the_camera_does() -> None:
    assert [setup_of(brief(setup=side, number=7).shot) for side in SIDES] == list(SIDES)


def test_the_reverse_of_an_over_the_shoulder_shot_looks_the_other_way() -> None:
    here = brief(angle="over shoulder", figures=(Figure("Mina", x=0.2, facing="back"), Figure("Jun", x=0.8)))
    there = brief(angle="over shoulder", figures=(Figure("Mina", x=0.2), Figure("Jun", x=0.8, facing="back")))
    assert {setup_of(here.shot), setup_of(there.shot)} == {"left", "right"}


LEAST: dict[ShotSize, float] = {"long": 0.28, "full": 0.55}


@pytest.mark.parametrize("size", LEAST)
@pytest.mark.parametrize("height", [1024, 1792])
@pytest.mark.parametrize("place", ["street", "room"])
def test_people_seen_whole_are_large(size: ShotSize, height: int, place: PlaceKind) -> None:
    wanted = brief(size=size, figures=TWO, place=place, width_px=1024, height_px=height)
    assert min(face.body.height for face in paint(wanted).faces) > LEAST[size] * height


@pytest.mark.parametrize("height", [896, 1536])
def test_a_medium_shot_is_filled_from_the_waist_up(height: int) -> None:
    faces = paint(brief(size="medium", figures=TWO, width_px=1024, height_px=height)).faces
    assert min(face.body.height for face in faces) > 0.62 * height


@given(
    st.sampled_from(get_args(ShotSize)),
    st.sampled_from(get_args(Angle)),
    st.sampled_from(SIDES),
    st.integers(1, 99),
)
@settings(max_examples=80)
def test_figures_and_place_share_one_ground(size: ShotSize, angle: Angle, side: Setup, number: int) -> None:
    shot = brief(size=size, angle=angle, setup=side, number=number, width_px=1024, height_px=1344).shot
    camera = camera_for(shot)
    x, y = camera.point(0.0, 0.0, 0.0)
    assert abs(y - camera.ground) < 0.5
    assert abs(x - camera.centre) < 0.5
    assert abs(camera.scale_at(0.0, 0.0) - camera.metre) < 1e-6 * camera.metre


@given(
    st.lists(st.tuples(st.floats(-30, 30), st.floats(0, 8), st.floats(-30, 30)), min_size=3, max_size=6),
    st.floats(-180, 180),
)
@settings(max_examples=150)
def test_what_is_behind_the_camera_is_cut_off(corners: list[tuple[float, float, float]], yaw: float) -> None:
    camera = Camera(600.0, 1.5, 300.0, 512.0, 1200.0, yaw)
    points = before_camera(corners, camera)
    assert np.isfinite(np.array(points)).all()
    if all(camera.ahead(x, z) < 0.2 for x, _, z in corners):
        assert not points
    if all(camera.ahead(x, z) > 0.3 for x, _, z in corners):
        assert len(points) == len(corners)


def test_a_slanted_surface_meets_the_points_of_space() -> None:
    camera = Camera(500.0, 1.6, 280.0, 500.0, 1100.0, 33.0)
    a, b, c, d, e, f, g, h, i = camera.plane((2.0, 0.0, 3.0), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
    for u, v in ((0.0, 0.0), (1.5, 2.0), (-2.0, 0.7)):
        w = g * u + h * v + i
        x, y = camera.point(2.0, v, 3.0 + u)
        assert abs((a * u + b * v + c) / w - x) < 1e-6
        assert abs((d * u + e * v + f) / w - y) < 1e-6


@pytest.mark.parametrize("place", ["street", "sea", "room"])
def test_each_light_has_a_palette_of_its_own(place: PlaceKind) -> None:
    shares = [
        _colours(paint(brief(place=place, light=light, size="long", setup="front", figures=())).pixels)
        for light in get_args(Light)
    ]
    overlaps = [float(np.minimum(a, b).sum()) for a, b in itertools.combinations(shares, 2)]
    assert max(overlaps) < 0.93
    assert sum(overlaps) / len(overlaps) < 0.6


@pytest.mark.parametrize("place", ["room", "street", "sea"])
def test_manga_has_ink_and_paper_and_no_colour(place: PlaceKind) -> None:
    for size in ("close", "long", "insert"):
        wanted = brief("manga", place=place, size=size, light="sunset", props=("letter",))
        pixels = paint(wanted).pixels
        assert (pixels[..., 0] == pixels[..., 1]).all()
        assert (pixels[..., 1] == pixels[..., 2]).all()
        assert (pixels > 240).mean() > 0.04
        assert (pixels < 40).mean() > 0.02
