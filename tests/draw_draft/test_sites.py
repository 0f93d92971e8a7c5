"""Places within a kind: what the story calls them decides what is drawn."""

import itertools
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from draw_draft.briefs import brief
from toonverse.domain.script import PlaceKind
from toonverse.domain.storyboard import Setup
from toonverse.draw.draft import paint
from toonverse.draw.draft.places import SITES
from toonverse.draw.draft.sites import Site, has_roof, site_of, under_roof

NAMED: dict[Site, tuple[PlaceKind, str, str]] = {
    "rooftop": ("city", "옥상", "the rooftop"),
    "park": ("city", "공원", "a park"),
    "downtown": ("city", "시내", "downtown"),
    "market": ("shop", "시장", "the market"),
    "laundry": ("shop", "세탁소", "a laundromat"),
    "cafe": ("shop", "카페", "the coffee shop"),
    "convenience store": ("shop", "편의점", "a convenience store"),
    "library": ("school", "도서관", "library"),
    "school yard": ("school", "운동장", "the schoolyard"),
    "corridor": ("school", "복도", "a corridor"),
    "police station": ("office", "경찰서", "police station"),
    "throne hall": ("room", "궁궐", "the throne room"),
    "church": ("temple", "성당", "a church"),
    "desert": ("other", "사막", "the desert"),
    "planet": ("other", "화성", "a strange planet"),
    "cave": ("mountain", "동굴", "the cave"),
    "observatory": ("mountain", "천문대", "the observatory"),
    "spaceship": ("vehicle", "우주선", "a spaceship"),
    "control room": ("room", "관제실", "the control room"),
    "subway": ("vehicle", "지하철", "subway"),
    "bus stop": ("station", "버스정류장", "bus stop"),
    "bridge": ("river", "다리 위", "the bridge"),
    "elevator": ("room", "엘리베이터", "the elevator"),
    "stairwell": ("room", "비상계단", "a stairwell"),
    "city gate": ("city", "성문", "the castle gate"),
    "palace court": ("village", "궁궐 마당", "the palace courtyard"),
    "apiary": ("field", "양봉장", "the apiary"),
    "theatre": ("school", "강당", "the auditorium"),
    "cell": ("room", "감옥", "a dungeon"),
    "bathhouse": ("room", "목욕탕", "the bathhouse"),
}
SIDES: tuple[Setup, ...] = ("front", "left", "right", "reverse")


def _view(site: Site, side: Setup, **changes: object) -> NDArray[np.int16]:
    place, _, words = NAMED[site]
    shot = brief(place=place, place_words=words, setup=side, size="long", figures=(), **changes)
    return paint(shot).pixels.astype(np.int16)


def test_every_site_is_painted_and_known_by_its_words_in_both_languages() -> None:
    assert set(NAMED) == set(SITES) == set(get_args(Site)) - {""}
    for site, (place, korean, english) in NAMED.items():
        assert site_of(place, korean) == site_of(place, english.upper()) == site


def test_a_name_that_says_nothing_leaves_the_kind_as_it_is() -> None:
    for place in get_args(PlaceKind):
        assert site_of(place, "") == site_of(place, "그곳") == site_of(place, "there") == ""


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("river", "the park ranger's boat"),
        ("street", "Park Avenue"),
        ("station", "대전역"),
        ("city", "the castle wall"),
        ("vehicle", "the corridor of the train"),
    ],
)
def test_a_word_that_means_something_else_there_changes_nothing(place: PlaceKind, words: str) -> None:
    assert site_of(place, words) == ""


@pytest.mark.parametrize("site", sorted(NAMED))
def test_a_site_is_another_picture_from_each_side_and_than_its_kind(site: Site) -> None:
    views = [_view(site, side) for side in SIDES]
    plain = paint(brief(place=NAMED[site][0], setup="front", size="long", figures=())).pixels
    pairs = [*itertools.combinations(views, 2)]
    assert min(float(np.abs(a - b).mean()) for a, b in pairs) > 3.0
    if site != "downtown":  # a street, as other streets are
        assert float(np.abs(views[0] - plain).mean()) > 4.0


def test_the_camera_and_the_weather_know_who_has_a_roof() -> None:
    assert has_roof("school", "")
    assert not has_roof("school", "school yard")
    assert has_roof("mountain", "cave")
    assert not has_roof("mountain", "")
    assert under_roof(brief(place="shop", place_words="").shot)
    assert not under_roof(brief(place="shop", place_words="시장").shot)
    clear, rain = (_view("market", "front", weather=weather) for weather in ("clear", "rain"))
    assert float(np.abs(clear - rain).mean()) > 4.0


def test_a_shop_with_electric_light_is_bright_at_night() -> None:
    store, parlour = (
        paint(brief(place="shop", place_words=words, light="night", size="long", figures=())).pixels.mean()
        for words in ("편의점", "")
    )
    assert store > 1.2 * parlour
