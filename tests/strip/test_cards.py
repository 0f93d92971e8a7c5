"""Cards and the cover: the episode's name, legible and inside the sheet, in the episode's colours."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.domain.panel import Face
from toonverse.domain.story import Language, Style
from toonverse.draw.cards import (
    COVER_SIZE_PX,
    END_HEIGHT_PX,
    TITLE_HEIGHT_PX,
    Hero,
    cover_picture,
    end_card,
    title_card,
)
from toonverse.draw.headings import set_heading
from toonverse.draw.imprint import Imprint
from toonverse.draw.palette import palette_of
from toonverse.draw.social import ART_LEFT_PX, social_card
from toonverse.store.fonts import typefaces


def imprint(title: str = "운수 좋은 날", language: Language = "ko", style: Style = "webtoon") -> Imprint:
    return Imprint(title, 1, language, style, False)


def art(colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    shade = np.linspace(0.15, 1.0, 600)[:, None, None]
    return (np.full((600, 400, 3), colour) * shade).astype(np.uint8)


def test_cards_are_as_large_as_the_strip_expects_and_the_same_each_time():
    hero = Hero(art((60, 90, 200)), Box(120, 200, 280, 400))
    with_hero = partial(title_card, hero=hero, weather="snow")
    cards = ((title_card, TITLE_HEIGHT_PX), (with_hero, TITLE_HEIGHT_PX), (end_card, END_HEIGHT_PX))
    for draw, height in cards:
        first = draw(imprint(), art((240, 120, 60)), typefaces())
        assert first.shape == (height, 800, 3)
        assert np.array_equal(first, draw(imprint(), art((240, 120, 60)), typefaces()))


def test_another_title_another_number_or_another_light_shows():
    card = title_card(imprint(), art((240, 120, 60)), typefaces())
    others = [
        title_card(imprint("다른 날"), art((240, 120, 60)), typefaces()),
        title_card(Imprint("운수 좋은 날", 2, "ko", "webtoon", False), art((240, 120, 60)), typefaces()),
        title_card(imprint(), art((60, 120, 240)), typefaces()),
        title_card(imprint(), art((240, 120, 60)), typefaces(), night=True),
        title_card(imprint(), art((240, 120, 60)), typefaces(), weather="rain"),
    ]
    assert not any(np.array_equal(card, other) for other in others)


def test_the_end_card_tells_generative_ai_from_rules():
    by_rules = end_card(Imprint("비", 1, "ko", "webtoon", False), art((90, 90, 90)), typefaces())
    by_model = end_card(Imprint("비", 1, "ko", "webtoon", True), art((90, 90, 90)), typefaces())
    assert not np.array_equal(by_rules, by_model)


def test_a_black_and_white_episode_has_grey_cards():
    card = title_card(imprint(style="manga"), art((200, 200, 200)), typefaces()).astype(int)
    assert np.ptp(card, axis=2).max() <= 2


def test_the_palette_runs_from_deep_to_pale():
    palette = palette_of(art((240, 120, 60)))
    lights = [sum(colour) for colour in (palette.deep, palette.middle, palette.glow, palette.pale)]
    assert lights == sorted(lights)
    assert lights[0] < 120
    assert lights[-1] > 690


@pytest.mark.parametrize("level", [0, 255])
def test_a_picture_of_one_colour_still_gives_a_palette(level: int):
    palette = palette_of(np.full((64, 64, 3), level, np.uint8))
    assert all(0 <= value <= 255 for value in (*palette.deep, *palette.pale))
    assert sum(palette.pale) - sum(palette.deep) > 500


@settings(max_examples=60)
@given(st.text(max_size=200), st.sampled_from(("ko", "en")))
def test_any_title_fits_its_box_or_is_set_at_the_smallest_size(title: str, language: Language):
    fitted = set_heading(title, "sign", language, typefaces(), width=640, px_max=138, px_min=44, height=300)
    assert fitted.width <= 641
    assert 1 <= fitted.font_px <= 138
    assert fitted.height <= 330


@pytest.mark.parametrize("title", ["운수좋은날" * 12, "W" * 80, "a b c d e f", "눈", "—…", " "])
def test_awkward_titles_are_set_too(title: str):
    card = title_card(imprint(title), art((200, 80, 90)), typefaces())
    assert card.shape == (TITLE_HEIGHT_PX, 800, 3)


def test_a_long_title_goes_on_balanced_lines_rather_than_shrinking():
    one = set_heading("비", "sign", "ko", typefaces(), width=640, px_max=138, px_min=44)
    many = set_heading(
        "비가 그칠 줄을 모르던 밤에 도착한 편지", "sign", "ko", typefaces(), width=640, px_max=138, px_min=44
    )
    assert many.font_px > 70
    assert many.height > 2 * many.font_px
    assert one.font_px == 138


@pytest.mark.parametrize(("head_top", "title_below"), [(60, True), (460, False)])
def test_the_cover_keeps_its_title_off_the_face(head_top: int, title_below: bool):
    head = Box(100, head_top, 300, head_top + 120)
    face = Face("소녀", head, Point(200, head_top + 90), head)
    plain = cover_picture(imprint(), np.full((600, 400, 3), 120, np.uint8), (face,), typefaces())
    width, height = COVER_SIZE_PX
    assert plain.shape == (height, width, 3)
    bright = (plain > 225).all(2)
    rows = np.flatnonzero(bright.any(1))
    assert (rows.mean() > height / 2) == title_below
    scaled = slice(round(head.top * 2.5), round(head.bottom * 2.5))
    assert not bright[scaled].any()


def test_the_hero_stands_on_the_title_card_even_where_the_head_is_at_the_pictures_edge():
    plain = title_card(imprint(), art((240, 120, 60)), typefaces())
    for head in (Box(0, 0, 160, 200), Box(240, 420, 400, 600), Box(0, 0, 400, 600)):
        card = title_card(imprint(), art((240, 120, 60)), typefaces(), hero=Hero(art((0, 60, 240)), head))
        middle = card[640:740, 360:440].reshape(-1, 3).mean(0)
        assert middle[2] > middle[0]  # the blue picture, not the glow of a sun
        assert not np.array_equal(card, plain)


@pytest.mark.parametrize(
    "title", ["비", "아주 오래된 시계가 다시 움직이기 시작한 밤에 대하여 아무도 말하지 않은 것"]
)
@pytest.mark.parametrize("faces", [0, 1])
def test_a_social_card_has_its_words_to_the_left_and_the_picture_to_the_right(title: str, faces: int):
    colour = (40, 160, 90)
    head = Box(100, 100, 300, 300)
    seen = [Face("수아", head, Point(200, 250), head)] * faces
    card = social_card(Imprint(title, 2, "ko", "webtoon", False), "편지", art(colour), seen, typefaces())
    assert card.shape == (630, 1200, 3)
    pale = (card[:, :ART_LEFT_PX].astype(int).min(2) > 200).sum()
    assert pale > 2_000
    red, green, blue = card[300, 1180].astype(float)
    np.testing.assert_allclose((red / green, blue / green), (40 / 160, 90 / 160), atol=0.06)
