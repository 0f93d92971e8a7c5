"""Bare prompts in Korean and English become briefs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toonverse.draw.draft import brief_from_prompt, paint


@pytest.mark.parametrize(
    ("prompt", "place", "light", "weather"),
    [
        ("A girl with an umbrella on a rainy street at night", "rainy street", "night", "rain"),
        ("비 오는 거리에서 우산을 든 소녀, 밤", "rainy street", "night", "rain"),
        ("an old man in the mountains at dawn, fog", "mountain", "dawn", "fog"),
        ("노을 지는 바다를 바라보는 남자", "sea", "sunset", "clear"),
        ("교실에서 웃는 여학생, 아침", "school", "day", "clear"),
        ("knight in the snow by a castle village", "village", "day", "snow"),
    ],
)
def test_place_light_and_weather_are_read(prompt: str, place: str, light: str, weather: str) -> None:
    shot = brief_from_prompt(prompt, 512, 768).shot
    assert (shot.place, shot.light, shot.weather) == (place, light, weather)


def test_people_looks_and_feelings_are_read_in_both_languages() -> None:
    english = brief_from_prompt("close-up of a girl with silver hair crying, anime style", 512, 768)
    assert english.style == "anime"
    assert english.shot.size == "close"
    assert english.shot.figures[0].emotion == "crying"
    assert english.cast[0].look.sex == "female"
    assert english.cast[0].look.hair == "#b8bfd4"
    korean = brief_from_prompt("한복을 입은 할머니가 미소 짓는 클로즈업", 512, 768)
    assert korean.shot.size == "close"
    assert korean.shot.figures[0].emotion == "smile"
    assert (korean.cast[0].look.age, korean.cast[0].look.outfit) == ("old", "hanbok")
    assert korean.shot.era == "period"


def test_a_thing_alone_is_an_insert_and_a_landscape_is_wide() -> None:
    letter = brief_from_prompt("편지 한 통", 512, 768).shot
    assert (letter.size, letter.props) == ("insert", ("letter",))
    assert brief_from_prompt("panorama of a harbour", 512, 768).shot.size == "extreme long"


def test_two_people_stand_apart() -> None:
    shot = brief_from_prompt("a couple talking in a cafe", 512, 768).shot
    assert len(shot.figures) == 2
    assert shot.figures[1].x - shot.figures[0].x > 0.3


def test_different_prompts_give_different_pictures_and_equal_ones_equal() -> None:
    one = paint(brief_from_prompt("a boy in a field", 256, 384)).pixels
    assert (one == paint(brief_from_prompt("a boy in a field", 256, 384)).pixels).all()
    assert (one != paint(brief_from_prompt("a boy in a big field", 256, 384)).pixels).any()


@settings(max_examples=25)
@given(st.text(max_size=300))
def test_any_text_can_be_painted(prompt: str) -> None:
    assert paint(brief_from_prompt(prompt, 128, 192)).pixels.shape == (192, 128, 3)
