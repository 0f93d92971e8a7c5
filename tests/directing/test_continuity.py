"""The same look in every panel, until the text changes it; from then on the new one."""

import pytest

from toonverse.domain.look import Look
from toonverse.domain.script import Age, Beat, Character, Line, Scene, Script
from toonverse.domain.storyboard import Storyboard
from toonverse.studio.directing import direct

MINA = Character("Mina", age="young", gender="female", mentions=9)
OREN = Character("Oren", age="young", gender="male", mentions=7)
BOTH = ("Mina", "Oren")


def board(
    *beats: Beat, more: tuple[Beat, ...] = (), people: tuple[Character, ...] = (MINA, OREN)
) -> Storyboard:
    scenes = [Scene("", "", "room", "day", "clear", part) for part in (beats, more) if part]
    return direct(Script("t", "en", "modern", people, tuple(scenes)), "webtoon", 10)


def talk(n: int) -> Beat:
    return Beat(
        f"Mina met Oren for the {n}th time.",
        (Line(f"This is number {n}.", "Mina"), Line("So it is.", "Oren")),
        present=BOTH,
    )


def looks(story: Storyboard, name: str) -> list[Look]:
    """How one looks in each panel they are in."""
    found = []
    for shot in story.shots:
        found += [member.look for member in shot.looks(story.cast) if member.name == name]
    return found


def test_cut_hair_is_long_before_and_short_from_then_on() -> None:
    cut = Beat("Mina took the scissors and cut off her hair before the mirror.", present=("Mina",))
    worn = [look.hair_style for look in looks(board(talk(1), talk(2), cut, talk(3), talk(4)), "Mina")]
    assert worn[0] in ("long", "wavy", "braid", "pigtails")
    assert worn[-1] in ("bob", "short")
    assert worn == sorted(worn, key=worn.index), "it never grows back"


def test_hair_that_is_sold_is_gone_in_the_next_scene() -> None:
    sale = Beat("", (Line("Will you buy my hair?", "Mina"), Line("Twenty dollars.", "Oren")), present=BOTH)
    story = board(talk(1), sale, more=(talk(3), talk(4)))
    worn = {
        shot.scene: m.look.hair_style
        for shot in story.shots
        for m in shot.looks(story.cast)
        if m.name == "Mina"
    }
    assert worn[0] != worn[1]
    assert worn[1] in ("bob", "short")


@pytest.mark.parametrize(
    "text",
    ["Mina would never cut her hair.", "If Mina cut her hair, he would go.", "Mina did not cut her hair."],
)
def test_what_is_not_done_changes_nobody(text: str) -> None:
    assert len(set(looks(board(talk(1), Beat(text, present=BOTH), talk(2)), "Mina"))) == 1


def test_who_dresses_wears_it_from_then_on_and_the_other_does_not() -> None:
    change = Beat("Mina changed into a red dress behind the curtain.", present=BOTH)
    story = board(talk(1), talk(2), change, talk(3), talk(4))
    assert (looks(story, "Mina")[-1].outfit, looks(story, "Mina")[-1].top) == ("dress", "#b8343a")
    assert len(set(looks(story, "Oren"))) == 1


def test_a_hat_that_is_taken_off_is_off() -> None:
    hatted = Character("Oren", age="young", gender="male", looks=("in a brimmed hat",), mentions=7)
    off = Beat("Oren took off his old hat and bowed to her.", present=BOTH)
    worn = [look.hat for look in looks(board(talk(1), talk(2), off, talk(3), people=(MINA, hatted)), "Oren")]
    assert (worn[0], worn[-1]) == ("brimmed", "none")


@pytest.mark.parametrize(
    ("years", "age", "then"),
    [("Ten", "child", "young"), ("Thirty", "young", "middle"), ("Five", "child", "child")],
)
def test_years_that_pass_are_seen(years: str, age: Age, then: Age) -> None:
    girl = Character("Mina", age=age, gender="female", mentions=9)
    story = board(talk(1), talk(2), more=(Beat(f"{years} years later."), talk(3)), people=(girl, OREN))
    assert [looks(story, "Mina")[0].age, looks(story, "Mina")[-1].age] == [age, then]


def test_who_is_soaked_is_wet_until_the_next_scene() -> None:
    soaked = Beat("Mina was soaked to the skin by the rain.", present=("Mina",))
    story = board(talk(1), soaked, talk(2), more=(talk(3), talk(4)))
    wet = [
        (shot.scene, m.look.wet) for shot in story.shots for m in shot.looks(story.cast) if m.name == "Mina"
    ]
    assert (0, True) in wet
    assert (1, True) not in wet
    assert not wet[0][1]


def test_a_wound_lasts_into_the_next_scene_and_no_longer() -> None:
    hurt = Beat("Blood ran down Oren's face from a deep wound.", present=("Oren",))
    story = board(talk(1), hurt, talk(2), more=(talk(3), talk(4)))
    assert looks(story, "Oren")[-1].wounded
    assert not looks(story, "Mina")[-1].wounded


def test_an_image_model_is_told_of_the_new_look() -> None:
    cut = Beat("Mina took the scissors and cut off her hair before the mirror.", present=("Mina",))
    story = board(talk(1), talk(2), cut, talk(3))
    alone = [shot for shot in story.shots if [f.character for f in shot.figures] == ["Mina"]]
    style = next(m.look.hair_style for m in alone[-1].looks(story.cast))
    assert style in alone[-1].prompt
