"""Sounds are drawn where they sound, as large as they are loud, in the picture's colours."""

from dataclasses import replace

import numpy as np
import pytest

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon
from toonverse.domain.panel import Face
from toonverse.draw.inks import ON_BRIGHT, ON_DARK, inks_of
from toonverse.draw.letter import letter
from toonverse.draw.sounds import heard
from toonverse.draw.typeset import Typefaces

SIZE = (1024, 1536)
LEFT = Face("민수", Box(180, 560, 400, 840), Point(290, 780), Box(100, 560, 480, 1500))
RIGHT = Face("지은", Box(640, 600, 830, 850), Point(735, 800), Box(560, 600, 910, 1500))


def sound(fonts: Typefaces, text: str, action: str = "", *faces: Face) -> Balloon:
    (found,) = letter(SIZE, (), [text], faces or (LEFT, RIGHT), "ko", fonts, action=action).balloons
    return found


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("뚜벅뚜벅", "feet"),
        ("두근두근", "chest"),
        ("훌쩍", "mouth"),
        ("똑똑", "hands"),
        ("WHOOOSH", "air"),
        ("우르릉!", "sky"),
        ("SPLASH!", "low"),
        ("딸랑", "thing"),
        ("얍", "thing"),
    ],
)
def test_the_word_says_where_it_sounds(text: str, source: str):
    assert heard(text, "", ()).source == source


def test_the_sentence_says_who_makes_the_sound():
    action = "민수는 문을 열었다. 지은이 훌쩍 울었다."
    assert heard("훌쩍", action, ("민수", "지은")).maker == "지은"


def test_a_tear_does_not_splash_loudly():
    loud = heard("SPLASH!", "He fell into the river. Splash!", ())
    assert heard("SPLASH!", "A single tear made a splash on the cloth.", ()).force < 0.6 * loud.force


def test_a_crash_is_drawn_far_larger_than_a_sniff(fonts: Typefaces):
    assert sound(fonts, "쾅!!").font_px > 1.8 * sound(fonts, "훌쩍").font_px


def test_steps_sound_at_the_feet_of_the_one_who_walks(fonts: Typefaces):
    found = sound(fonts, "뚜벅뚜벅", "지은이 뚜벅뚜벅 걸어왔다.")
    assert found.center.y > 1200
    assert found.center.x > 512


def test_a_movement_is_drawn_along_its_way(fonts: Typefaces):
    going_left = replace(LEFT, mouth=Point(220, 780))
    assert sound(fonts, "휙", "민수가 휙 지나갔다.", LEFT).rotation_deg < 0
    assert sound(fonts, "휙", "민수가 휙 지나갔다.", going_left).rotation_deg > 0


def test_colours_come_from_the_picture_and_stand_out_from_their_ground():
    night, day = (
        np.full((200, 200, 3), (10, 20, 90), np.uint8),
        np.full((200, 200, 3), (250, 220, 120), np.uint8),
    )
    box = Box(0, 0, 200, 200)
    for picture, bright_type in ((night, True), (day, False)):
        inks = inks_of(picture, box)
        brightness = sum(inks[0] >> shift & 255 for shift in (0, 8, 16)) / 3
        assert (brightness > 128) == bright_type
    assert inks_of(night, box) != inks_of(day, box)


def test_a_picture_without_colour_has_sounds_without_colour():
    assert inks_of(np.full((200, 200, 3), 30, np.uint8), Box(0, 0, 200, 200)) == ON_DARK
    assert inks_of(np.full((200, 200, 3), 230, np.uint8), Box(0, 0, 200, 200)) == ON_BRIGHT
