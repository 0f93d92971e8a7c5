"""Animals of the cast are drawn as animals, on the ground, their heads and mouths where lettering looks."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from toonverse.domain.look import Look, Species
from toonverse.domain.script import Character
from toonverse.domain.storyboard import Brief, CastMember, Figure, Pose, Shot, ShotSize
from toonverse.draw.draft import paint
from toonverse.draw.draft.beasts import BEASTS, ground_of, posture_of
from toonverse.studio.directing.animals import as_kind, species_of

LOOK = Look("male", "young", hair="#c98a4b", skin="#f6e6cc", accent="#7a4a2c")


def brief(species: Species, size: ShotSize = "full", pose: Pose = "stand", *others: Figure) -> Brief:
    figures = (Figure("Bori", pose, "smile", "right", 0.35), *others)
    shot = Shot(1, 0, size, "eye", "field", "", "modern", "day", "clear", figures, "", height_px=1200)
    return Brief(
        shot, (CastMember("Bori", replace(LOOK, species=species)), CastMember("Mina", LOOK)), "webtoon"
    )


@pytest.mark.parametrize("species", BEASTS)
def test_an_animal_is_drawn_with_its_head_where_the_face_is_said_to_be(species: Species) -> None:
    drawing = paint(brief(species))
    (face,) = drawing.faces
    empty = paint(replace(brief(species), shot=replace(brief(species).shot, figures=())))
    changed = np.abs(drawing.pixels.astype(int) - empty.pixels).max(2) > 24
    head = face.head
    assert changed[int(head.top) : int(head.bottom), int(head.left) : int(head.right)].mean() > 0.3
    assert head.left <= face.mouth.x <= head.right
    assert head.top <= face.mouth.y <= head.bottom
    assert face.body.bottom > head.bottom


@pytest.mark.parametrize("size", ["extreme long", "long", "full", "medium", "close"])
def test_a_dogs_head_is_in_the_frame_in_every_size_of_shot(size: ShotSize) -> None:
    (face,) = paint(brief("dog", size)).faces
    assert face.head.width > 20
    assert 0 <= face.head.left < face.head.right <= 1024
    assert 0 <= face.head.top < face.head.bottom <= 1200


def test_beside_a_person_a_dog_is_lower_than_the_person() -> None:
    for size in ("full", "medium"):
        shot = brief("dog", size, "stand", Figure("Mina", "talk", x=0.75))
        tops = {face.character: face.head.top for face in paint(shot).faces}
        assert tops["Bori"] > tops["Mina"]


def test_equal_briefs_of_animals_give_equal_pictures() -> None:
    assert np.array_equal(paint(brief("tiger")).pixels, paint(brief("tiger")).pixels)


def test_animals_sit_lie_and_run_in_their_own_way() -> None:
    assert posture_of("dog", "sit") == "sit"
    assert posture_of("horse", "sit") == "stand"
    assert posture_of("cat", "run") == "run"
    assert ground_of("dog", "lie") < ground_of("dog", "stand")
    pictures = [paint(brief("dog", "full", pose)).pixels for pose in ("stand", "sit", "lie", "run")]
    assert all(not np.array_equal(a, b) for a, b in pairwise(pictures))


@pytest.mark.parametrize(
    ("name", "species"),
    [
        ("호랑이", "tiger"),
        ("늙은 호랑이", "tiger"),
        ("토끼님", "rabbit"),
        ("도깨비", "goblin"),
        ("까치", "bird"),
        ("the old dog", "dog"),
        ("grey cat", "cat"),
        ("Fox", "fox"),
        ("Mr. Fox", "human"),
        ("Robin", "human"),
        ("소희", "human"),
        ("용식", "human"),
        ("말순", "human"),
        ("dispatcher", "human"),
    ],
)
def test_who_is_an_animal_is_known_by_the_last_word_of_the_name(name: str, species: Species) -> None:
    assert species_of(Character(name)) == species


def test_the_told_colour_is_the_coats_and_people_stay_as_they_are() -> None:
    assert as_kind(LOOK, Character("black cat")).hair == "#37323c"
    assert as_kind(LOOK, Character("Mina")) == LOOK


def test_a_goblin_has_a_horn_above_the_head_that_it_had() -> None:
    goblin, man = paint(brief("goblin")).faces[0], paint(brief("human")).faces[0]
    assert goblin.head.top < man.head.top
