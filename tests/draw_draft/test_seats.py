"""People sit on what such a place has, and telephones are at the ear."""

import numpy as np
import pytest

from toonverse.domain.look import Look
from toonverse.domain.script import Era, PlaceKind
from toonverse.domain.storyboard import Brief, CastMember, Figure, Pose, Shot
from toonverse.draw.draft import paint
from toonverse.draw.draft.casting import place_cast
from toonverse.draw.draft.placed import extent, head_box, held_box
from toonverse.draw.draft.seats import Seat, seat_of
from toonverse.draw.draft.styles import MANNERS

CAST = (CastMember("Mina", Look("female", "young")),)


def shot(place: PlaceKind, pose: Pose, holds: str = "", era: Era = "modern") -> Shot:
    figure = (Figure("Mina", pose, facing="right", holds=holds),)
    return Shot(1, 0, "full", "eye", place, "", era, "day", "clear", figure, "")


@pytest.mark.parametrize(
    ("place", "era", "seat"),
    [
        ("vehicle", "modern", "carriage"),
        ("station", "modern", "bench"),
        ("field", "period", "bench"),
        ("room", "modern", "chair"),
        ("room", "period", "stool"),
        ("tavern", "modern", "stool"),
    ],
)
def test_a_place_has_seats_of_its_own(place: PlaceKind, era: Era, seat: Seat) -> None:
    assert seat_of(shot(place, "sit", era=era)) == seat


@pytest.mark.parametrize("place", ["vehicle", "station", "room", "tavern"])
def test_a_seat_is_seen_and_stays_within_what_the_figure_covers(place: PlaceKind) -> None:
    brief = Brief(shot(place, "sit"), CAST, "webtoon")
    (placed,) = place_cast(brief, MANNERS["webtoon"])
    empty = paint(
        Brief(Shot(1, 0, "full", "eye", place, "", "modern", "day", "clear", (), ""), CAST, "webtoon")
    )
    changed = np.abs(paint(brief).pixels.astype(int) - empty.pixels).max(2) > 40
    left, top, right, bottom = (int(v) for v in extent(placed))
    seated = changed[top:bottom, max(0, left) : right]
    hips = int((placed.at[1] + placed.model.bones.hips[1] * placed.unit) - top)
    assert seated[hips : hips + int(placed.unit)].any(0).sum() > 1.2 * placed.unit


def test_a_telephone_is_at_the_ear_unless_it_is_looked_at() -> None:
    def held(pose: Pose) -> tuple[float, float]:
        (placed,) = place_cast(Brief(shot("room", pose, "phone"), CAST, "webtoon"), MANNERS["webtoon"])
        box, head = held_box(placed), head_box(placed)
        assert box is not None
        return (box[1] + box[3]) / 2, head[3]

    middle, chin = held("stand")
    assert middle < chin
    middle, chin = held("read")
    assert middle > chin
