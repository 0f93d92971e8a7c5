"""From the storyboard to the strip's leaves: the ground each scene lies on, the passages between."""

import pytest

from toonverse.domain.panel import Picture
from toonverse.domain.script import Weather
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Light, Shot, Storyboard
from toonverse.studio.leaves import PanelArt, leaves

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
