"""What is painted: every word of the vocabularies, always alike, each unlike its neighbours."""

import hashlib
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from draw_draft.briefs import CAST, MINA, brief
from toonverse.domain.geometry import Box
from toonverse.domain.look import Beard, HairStyle, Hat, Outfit
from toonverse.domain.script import Age, Era, PlaceKind, Weather
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Angle, CastMember, Emotion, Facing, Figure, Light, Pose, ShotSize
from toonverse.domain.wire import to_json
from toonverse.draw.draft import BadPictureSize, paint
from toonverse.draw.draft.brush import Canvas, fill, rect
from toonverse.draw.draft.camera import camera_for
from toonverse.draw.draft.layers import Layer, mirror_below
from toonverse.draw.draft.palette import palette_for
from toonverse.draw.draft.sprite import Sprite
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.weather import draw_weather_before
from toonverse.draw.prompt_words import PROPS
from toonverse.providers.draft import draw_png


def _digest(pixels: NDArray[np.uint8]) -> str:
    return hashlib.sha256(pixels.tobytes()).hexdigest()


def _apart(pictures: Sequence[NDArray[np.uint8]]) -> float:
    """The least mean difference (0 to 255) between any two of equal size."""
    least = 255.0
    for i, one in enumerate(pictures):
        for other in pictures[i + 1 :]:
            least = min(least, float(np.abs(one.astype(np.int16) - other).mean()))
    return least


def test_a_picture_has_the_size_that_was_asked_for() -> None:
    for width, height in ((1024, 1536), (1024, 640), (300, 517)):
        pixels = paint(brief(width_px=width, height_px=height)).pixels
        assert pixels.shape == (height, width, 3)
        assert pixels.dtype == np.uint8


def test_equal_briefs_give_equal_bytes_in_other_processes() -> None:
    wanted = [to_json(brief(style=style, weather="rain", light="night")) for style in get_args(Style)]
    here = [draw_png(text) for text in wanted]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        there = list(pool.map(draw_png, reversed(wanted)))
    assert here == there[::-1]


def test_what_was_painted_before_leaves_no_trace() -> None:
    first = _digest(paint(brief()).pixels)
    for place in ("forest", "room", "sea"):
        paint(brief(place=place, light="night", weather="snow"))
    assert _digest(paint(brief()).pixels) == first


@pytest.mark.parametrize("era", get_args(Era))
def test_every_place_is_a_picture_of_its_own(era: Era) -> None:
    pictures = [
        paint(brief(place=place, era=era, figures=(), size="long", light="sunset")).pixels
        for place in get_args(PlaceKind)
        if place not in ("rainy street", "office") and not (place == "alley" and era == "future")
    ]
    assert _apart(pictures) > 3.0


def test_every_light_changes_a_place() -> None:
    for place in ("room", "street", "forest"):
        pictures = [paint(brief(place=place, light=light)).pixels for light in get_args(Light)]
        assert _apart(pictures) > 3.0


def test_weather_is_seen_outdoors_and_through_windows() -> None:
    kinds: list[Weather] = ["clear", "cloudy", "rain", "snow", "fog", "storm"]
    assert _apart([paint(brief(weather=weather, place="field")).pixels for weather in kinds]) > 1.5
    assert _apart([paint(brief(weather=weather, place="room", figures=())).pixels for weather in kinds]) > 0.5


@pytest.mark.parametrize(
    ("field", "values", "size"),
    [
        ("emotion", get_args(Emotion), "close"),
        ("pose", get_args(Pose), "full"),
        ("facing", get_args(Facing), "medium"),
    ],
)
def test_each_emotion_pose_and_facing_differs(field: str, values: tuple[str, ...], size: ShotSize) -> None:
    def drawn(value: str) -> NDArray[np.uint8]:
        figure: Any = replace(Figure("Jun"), **{field: value})
        return paint(brief(figures=(figure,), size=size, place="other")).pixels

    assert _apart([drawn(value) for value in values]) > 0.02


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("hair_style", get_args(HairStyle)),
        ("outfit", get_args(Outfit)),
        ("hat", get_args(Hat)),
        ("beard", get_args(Beard)),
        ("age", get_args(Age)),
    ],
)
def test_each_look_differs_from_the_front_and_paints_from_behind(field: str, values: tuple[str, ...]) -> None:
    pictures = []
    for value in values:
        change: Any = {field: value}
        cast = (CastMember("Mina", replace(MINA, **change)),)
        pictures.append(paint(brief(cast=cast, size="full")).pixels)
        assert paint(brief(cast=cast, angle="back")).faces[0].back
    assert _apart(pictures) > 0.01


def test_every_size_and_angle_paints_with_and_without_people() -> None:
    for size in get_args(ShotSize):
        for angle in get_args(Angle):
            for figures in ((), (Figure("Mina", x=0.3), Figure("Jun", x=0.7))):
                drawing = paint(brief(size=size, angle=angle, figures=figures, height_px=300))
                assert len(drawing.faces) == len(figures)


def test_styles_differ_and_manga_has_no_colour() -> None:
    pictures = [paint(brief(style=style)).pixels for style in get_args(Style)]
    assert _apart(pictures) > 2.0
    manga = paint(brief(style="manga", light="sunset")).pixels
    assert (manga[..., 0] == manga[..., 1]).all()
    assert (manga[..., 1] == manga[..., 2]).all()


def test_a_vehicle_is_what_its_words_say() -> None:
    words = ("나룻배", "전차 안", "인력거")
    pictures = [
        paint(brief(place="vehicle", place_words=word, era="period", figures=())).pixels for word in words
    ]
    assert _apart(pictures) > 5


def test_an_insert_shows_the_thing_and_nobody() -> None:
    nouns = ("letter", "lamp", "coin", "comb", "watch", "umbrella", "cup", "bottle", "bowl", "phone", "book")
    nouns += ("flower", "bag", "key", "ring", "photo", "sword", "box", "ticket", "lantern", "hand", "zither")
    drawings = [paint(brief(size="insert", props=(noun,))) for noun in nouns]
    assert all(drawing.faces == () for drawing in drawings)
    assert _apart([drawing.pixels for drawing in drawings]) > 0.5


def test_what_is_held_is_seen() -> None:
    empty = paint(brief(figures=(Figure("Mina", "hold"),))).pixels
    for noun in ("letter", "umbrella", "bowl"):
        held = paint(brief(figures=(Figure("Mina", "hold", holds=noun),))).pixels
        assert np.abs(held.astype(np.int16) - empty).mean() > 0.2


@pytest.mark.parametrize("size", ["medium", "full"])
def test_every_thing_a_shot_names_is_in_the_panel_though_nobody_holds_it(size: str) -> None:
    def painted(*props: str) -> NDArray[np.int16]:
        shot = brief(size=size, props=props, place="street", width_px=200, height_px=300)
        return paint(shot).pixels.astype(np.int16)

    without = painted()
    changed = {noun: int((np.abs(painted(noun) - without).max(2) > 40).sum()) for noun in PROPS}
    del changed["moon"], changed["boat"]  # the sky's, the water's
    assert min(changed.values()) > 60, min(changed, key=lambda noun: changed[noun])


def test_an_umbrella_is_closed_under_a_roof() -> None:
    def canopy(place: str) -> float:
        held, empty = (
            paint(brief(place=place, figures=(Figure("Mina", "hold", holds=noun),))).pixels[:110]
            for noun in ("umbrella", "key")
        )
        return float(np.abs(held.astype(np.int16) - empty).mean())

    assert canopy("room") < 0.1 < 2 < canopy("street")


@pytest.mark.parametrize("action", ["She opens a blue umbrella.", "그녀는 파란 우산을 폈다."])
def test_a_thing_takes_the_colour_the_story_gives_it(action: str) -> None:
    def warmth(words: str) -> float:
        pixels = paint(brief(size="insert", props=("umbrella",), action=words)).pixels[150:260, 100:220]
        means = pixels.reshape(-1, 3).mean(0)
        return float(means[0] - means[2])

    assert warmth(action) < warmth("She opens an umbrella.") - 25


def test_someone_nobody_described_is_drawn_and_always_alike() -> None:
    strangers = (Figure("A stranger"),)
    assert _digest(paint(brief(figures=strangers)).pixels) == _digest(paint(brief(figures=strangers)).pixels)
    assert paint(brief(figures=strangers)).faces[0].character == "A stranger"


def test_a_crowd_is_cut_to_what_a_panel_holds() -> None:
    crowd = tuple(Figure(f"Guest {k}", x=k / 19) for k in range(20))
    assert 1 <= len(paint(brief(figures=crowd)).faces) <= 6


@pytest.mark.parametrize("side", [0, -5, 63, 4097, 100_000])
def test_sizes_out_of_bounds_are_refused(side: int) -> None:
    with pytest.raises(BadPictureSize):
        paint(brief(width_px=side))
    with pytest.raises(BadPictureSize):
        paint(brief(height_px=side))


def test_the_cast_keeps_its_colours_from_shot_to_shot() -> None:
    """The commonest strong red-brown of Mina's hair stays close over sizes and places."""
    means = []
    for size, place in (("medium", "street"), ("close", "field"), ("medium", "school"), ("close", "sea")):
        drawing = paint(
            brief(size=size, place=place, figures=(Figure("Mina", x=0.5),), width_px=512, height_px=768)
        )
        head = drawing.faces[0].head
        rows = slice(int(head.top + head.height * 0.12), int(head.top + head.height * 0.25))
        columns = slice(int(head.center.x - head.width * 0.12), int(head.center.x + head.width * 0.12))
        means.append(drawing.pixels[rows, columns].reshape(-1, 3).mean(0))
    spread = np.ptp(np.array(means), axis=0)
    assert spread.max() < 45
    red, green, blue = np.mean(means, axis=0)
    assert red > green > 20
    assert red > blue


def test_all_of_the_cast_can_stand_in_one_panel() -> None:
    figures = tuple(Figure(member.name, x=0.2 + 0.3 * k) for k, member in enumerate(CAST))
    assert {face.character for face in paint(brief(figures=figures)).faces} == {"Mina", "Jun", "Hana"}


@pytest.mark.parametrize("side", [-1, 1])
def test_a_figures_shadow_lies_on_the_ground_away_from_the_light(side: int) -> None:
    def stand(canvas: Canvas) -> None:
        canvas.drawRect(rect(90, 40, 110, 100), fill((200, 60, 60)))

    layer = Layer(200, 160)
    layer.pixels[:] = 255
    Sprite(60, 20, 80, 100, stand).lay(layer.canvas, (0, 0, 0), 100, side * 1.0, 0.4, 0.5)
    dark = layer.pixels[..., 0] < 200
    assert not dark[:98].any()
    columns = np.flatnonzero(dark[112:].any(0)) - 100
    assert len(columns)
    assert (np.sign(columns) == side).mean() > 0.9


def test_wet_ground_gives_the_place_back() -> None:
    layer = Layer(32, 256)
    layer.pixels[:128] = (40, 90, 250, 255)
    layer.pixels[128:] = (20, 20, 20, 255)
    mirror_below(layer, 128, 0.5)
    red = layer.pixels[128:, 16, 2].astype(int)
    assert red[4] > 100
    assert red[4] > red[40] > red[-1] == 20
    assert (layer.pixels[:128] == (40, 90, 250, 255)).all()


@pytest.mark.parametrize(("noun", "place"), [("boat", "street"), ("boat", "harbour"), ("car", "room")])
def test_nothing_stands_where_it_has_nothing_to_stand_on(noun: str, place: PlaceKind) -> None:
    """Boats are the water's, which the place paints; what rolls stays out of rooms."""
    assert _apart([paint(brief(place=place, props=props)).pixels for props in ((), (noun,))]) == 0.0


def test_a_sheet_is_held_up_by_hands_or_lies_before_us() -> None:
    """Among the rooms of a story a letter is seen both ways: with skin at its edges and without."""

    def skin(scene: int) -> float:
        shot = brief(size="insert", props=("letter",), place="room", place_words="study", scene=scene)
        pixels = paint(shot).pixels.astype(int)
        red, green, blue = (pixels[..., k] for k in range(3))
        return float(((red > 200) & (red - blue > 45) & (red - blue < 110) & (green > 140)).mean())

    shares = [skin(scene) for scene in range(8)]
    assert max(shares) > 2 * min(shares)


@pytest.mark.parametrize("style", ["webtoon", "manga"])
def test_every_feeling_but_calm_has_an_air_of_its_own(style: Style) -> None:
    """Behind the face, where no part of the figure is."""
    kinds = (
        "calm",
        "happy",
        "tender",
        "embarrassed",
        "sad",
        "ashamed",
        "afraid",
        "shocked",
        "disgusted",
        "angry",
    )
    corners = []
    for emotion in (*kinds, "surprised"):
        shot = brief(style, size="close", figures=(Figure("Mina", "stand", emotion),), place="room")
        corners.append(paint(shot).pixels[:60])
    assert _apart(corners) > (4.0 if style == "webtoon" else 1.0)


@pytest.mark.parametrize("seed", range(3))
def test_no_flake_of_snow_lies_on_a_face(seed: int) -> None:
    layer = Layer(640, 960)
    layer.pixels[:] = 0
    shot = brief(weather="snow", width_px=640, height_px=960).shot
    stage = Stage(
        layer=layer,
        palette=palette_for("night", "snow"),
        camera=camera_for(shot),
        place="street",
        era="modern",
        korean=False,
        light="night",
        weather="snow",
        key=f"street||{seed}",
    )
    draw_weather_before(stage, [Box(100, 100, 540, 800)])
    fallen = layer.pixels[..., 0] > 0
    assert fallen.any()
    assert not fallen[120:780, 120:520].any()


def test_a_box_that_is_a_present_has_its_ribbon() -> None:
    def red(action: str) -> float:
        pixels = paint(brief(size="insert", props=("box",), place="room", action=action)).pixels.astype(int)
        return float(((pixels[..., 0] > 150) & (pixels[..., 1] < 100) & (pixels[..., 2] < 110)).mean())

    assert red("생일 선물 상자를 내밀었다.") > 0.02 > red("낡은 상자를 열었다.")
