"""From the storyboard to the strip's leaves: the ground each scene lies on, the passages between."""

from dataclasses import replace

import pytest

from toonverse.domain.geometry import Box, Point
from toonverse.domain.panel import Face, Picture
from toonverse.domain.script import Weather
from toonverse.domain.story import Style
from toonverse.domain.storyboard import BeatRole, Figure, Light, Shot, ShotSize, Storyboard
from toonverse.studio.leaves import hero_face, leaves
from toonverse.studio.press_order import PanelArt

PICTURE = Picture("0" * 64, "image/png", 1024, 1536)


def shot(number: int, scene: int, light: Light, weather: Weather = "clear") -> Shot:
    return Shot(number, scene, "medium", "eye", "street", "", "modern", light, weather, (), "", gutter_px=250)


def grounds(shots: list[Shot], style: Style = "webtoon") -> list[str]:
    panels = [PanelArt(one.number, PICTURE.sha256, PICTURE, (), "draft") for one in shots]
    return [leaf.ground for leaf in leaves(Storyboard("Rain", "en", style, (), tuple(shots)), panels)][1:-1]


@pytest.mark.parametrize(
    ("light", "weather", "webtoon", "manga"),
    [
        ("day", "clear", "white", "white"),
        ("dawn", "rain", "white", "white"),
        ("sunset", "clear", "white", "white"),
        ("evening", "clear", "dusk", "white"),
        ("day", "storm", "dusk", "white"),
        ("night", "storm", "dark", "dark"),
    ],
)
def test_the_light_of_a_scene_chooses_its_ground(light: Light, weather: Weather, webtoon: str, manga: str):
    assert grounds([shot(1, 0, light, weather)]) == [webtoon]
    assert grounds([shot(1, 0, light, weather)], "manga") == [manga]


def test_a_scene_keeps_one_ground_and_its_neighbour_has_its_own():
    shots = [shot(1, 0, "day"), shot(2, 0, "night"), shot(3, 0, "night"), shot(4, 1, "day")]
    assert grounds(shots) == ["dark", "dark", "dark", "white"]


def test_passages_tell_beats_scenes_and_jumps_apart_and_cards_stand_a_jump_away():
    shots = [shot(1, 0, "day"), shot(2, 0, "day"), shot(3, 1, "day"), shot(4, 2, "night")]
    panels = [PanelArt(one.number, PICTURE.sha256, PICTURE, (), "draft") for one in shots]
    made = leaves(Storyboard("Rain", "en", "webtoon", (), tuple(shots)), panels)
    assert [leaf.passage for leaf in made[1:]] == ["jump", "beat", "scene", "jump", "jump"]


def insets(size: ShotSize, role: BeatRole, boxes: tuple[Box, ...] = (), bleed: bool = False) -> list[tuple]:
    """Of five like panels of one scene."""
    like = [replace(shot(n, 0, "day"), size=size, role=role, bleed=bleed) for n in range(1, 6)]
    panels = [PanelArt(one.number, PICTURE.sha256, PICTURE, boxes, "draft") for one in like]
    made = leaves(Storyboard("Rain", "en", "webtoon", (), tuple(like)), panels)
    return [leaf.insets_px for leaf in made][1:-1]


def test_small_and_quiet_panels_are_narrower_and_talk_leans_to_one_side_in_turn():
    assert insets("insert", "build")[1:4] == [(80, 80)] * 3
    assert insets("medium", "quiet")[1:4] == [(56, 56)] * 3
    assert insets("medium", "build")[1:4] == [(0, 80), (80, 0), (0, 80)]


def test_a_panel_that_bleeds_or_stands_at_a_passage_keeps_its_width():
    assert insets("insert", "build", bleed=True) == [(0, 0)] * 5
    ends = insets("insert", "build")
    assert (ends[0], ends[-1]) == ((0, 0), (0, 0))  # there colours run out over the whole width


@pytest.mark.parametrize(("left", "inset"), [(10, 0), (50, 0), (60, 32), (80, 56), (100, 80)])
def test_no_side_comes_near_a_balloon(left: int, inset: int):
    box = Box(left * 1024 / 800, 40, 600, 200)
    assert insets("insert", "build", (box,))[1][0] == inset


def test_the_hero_is_who_is_seen_most_in_a_whole_head_from_the_front():
    def face(name: str, head: Box, back: bool = False) -> Face:
        return Face(name, head, Point(0, 0), head, back)

    good, cut, tiny = Box(300, 200, 560, 520), Box(-20, 200, 240, 520), Box(300, 200, 330, 240)
    faces = [
        (face("Bo", good),),
        (face("Ann", cut), face("Bo", tiny)),
        (face("Ann", good, back=True), face("Bo", good)),
        (face("Ann", good),),
    ]
    shots = [
        replace(shot(n, 0, "day"), figures=tuple(Figure(one.character) for one in seen))
        for n, seen in enumerate(faces, 1)
    ]
    shots.append(replace(shot(5, 0, "day"), figures=(Figure("Ann"),)))
    board = Storyboard("Rain", "en", "webtoon", (), tuple(shots))
    pictures = [replace(PICTURE, faces=seen) for seen in (*faces, ())]
    panels = [PanelArt(n, p.sha256, p, (), "draft") for n, p in enumerate(pictures, 1)]
    found = hero_face(board, panels)
    assert found is not None
    assert (found[0].number, found[1].character) == (4, "Ann")
    assert hero_face(board, [replace(one, picture=PICTURE) for one in panels]) is None
