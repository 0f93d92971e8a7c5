"""Who somebody is by trade: told by the name, or beside it; worn by the age."""

import pytest

from toonverse.domain.script import Beat, Character, Era, Scene, Script
from toonverse.domain.story import Language
from toonverse.studio.directing.looks import Look, cast


def _look(name: str, told: str, language: Language = "en", era: Era = "modern", **said: object) -> Look:
    people = (Character(name, gender="male", mentions=2, **said),)  # type: ignore[arg-type]
    scene = Scene("", "", "room", "day", "clear", (Beat(told),))
    return cast(Script("t", language, era, people, (scene,)))[0].look


@pytest.mark.parametrize(
    ("name", "told", "outfit", "hat"),
    [
        ("Pike", "Behind her came the engineer, Pike.", "workwear", "cap"),
        ("Pike", "Pike, an old beekeeper, lit his smoker.", "beesuit", "veil"),
        ("Officer Bell", "", "tunic", "peaked"),
        ("Sam", "Sam was a firefighter.", "turnout", "helmet"),
        ("Ada", "A chef named Ada came in.", "chef", "toque"),
    ],
)
def test_a_trade_beside_a_name_is_worn(name: str, told: str, outfit: str, hat: str) -> None:
    look = _look(name, told)
    assert (look.outfit, look.hat) == (outfit, hat)


@pytest.mark.parametrize(
    ("name", "told", "outfit", "hat"),
    [
        ("이현", "젊은 왕 이현은 용상에 앉아 있었다.", "royal", "ikseon"),
        ("박 상선", "", "official", "samo"),
        ("무진", "갑옷을 입은 병사 하나가 서 있었다. 그의 이름은 무진이었다.", "armor", "felt"),
        ("춘길", "춘길은 가난한 선비였다.", "durumagi", "gat"),
    ],
)
def test_ranks_of_old_korea_are_seen_by_robe_and_hat(name: str, told: str, outfit: str, hat: str) -> None:
    look = _look(name, told, "ko", "period")
    assert (look.outfit, look.hat) == (outfit, hat)


def test_what_the_text_says_of_clothes_outdoes_a_trade() -> None:
    assert _look("Sam", "Sam was a firefighter.", looks=("grey coat",)).outfit == "coat"


def test_a_trade_told_of_somebody_else_dresses_nobody() -> None:
    assert _look("Tom", "Tom spoke to the engineer, Pike.").outfit != "workwear"


def test_the_colour_of_a_beard_is_not_that_of_the_clothes() -> None:
    look = _look("Pike", "Pike sat down.", looks=("red beard",))
    assert look.hair == "#b4502c"
    assert look.top != "#b8343a"


def test_who_is_called_old_beside_the_name_is_old() -> None:
    assert _look("덕만", "늙은 양봉가 덕만은 벌통을 열었다.", "ko").age == "old"
    assert _look("Bram", "Bram, an old man, followed.").age == "old"
    assert _look("Bram", "Bram followed an old man.").age != "old"


def test_a_dog_that_has_a_name_is_a_dog() -> None:
    assert _look("Bruno", "She climbed the ridge with her dog, Bruno.").species == "dog"
    assert _look("Bruno", "Bruno fed his dog.").species == "human"
