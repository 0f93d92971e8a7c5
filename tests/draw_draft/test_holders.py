"""The hand of an insert is the hand of whoever holds the thing."""

from dataclasses import replace

from toonverse.domain.look import Look
from toonverse.domain.script import PlaceKind
from toonverse.domain.storyboard import Brief, CastMember, Figure, Shot
from toonverse.draw.draft import paint
from toonverse.studio.directing.holders import with_holders

RED = Look("female", "young", skin="#8a5a3c", top="#d02020")
INSERT = Shot(2, 0, "insert", "eye", "room", "", "modern", "day", "clear", (), "", ("letter",), height_px=900)
BEFORE = replace(INSERT, number=1, size="medium", props=(), figures=(Figure("Mina", holds="letter"),))
PLACES: tuple[PlaceKind, ...] = ("room", "office", "kitchen", "school", "hospital", "shop")


def _held_by(*shots: Shot) -> str:
    holder = with_holders(shots)[1].holder
    return holder.character if holder else ""


def test_an_insert_is_held_by_whoever_holds_the_thing_beside_it() -> None:
    after = replace(BEFORE, number=3, figures=(Figure("Jun"), Figure("Ara", holds="letter")))
    two = replace(BEFORE, figures=(Figure("Jun"), Figure("Bo")))
    assert _held_by(BEFORE, INSERT) == "Mina"
    assert _held_by(two, INSERT, after) == "Ara"
    assert _held_by(replace(BEFORE, figures=(Figure("Jun"),)), INSERT) == "Jun"
    assert _held_by(two, INSERT) == ""


def test_nobody_of_another_scene_holds_it_and_other_shots_have_no_holder() -> None:
    before, insert = with_holders((replace(BEFORE, scene=7), INSERT))
    assert insert.holder is None
    assert before.holder is None


def test_the_holders_look_goes_with_the_brief() -> None:
    cast = (CastMember("Mina", RED), CastMember("Jun", RED))
    assert replace(INSERT, holder=Figure("Mina")).looks(cast) == (cast[0],)
    assert INSERT.looks(cast) == ()
    wet = replace(RED, wet=True)
    assert replace(INSERT, holder=Figure("Mina", look=wet)).looks(cast) == (CastMember("Mina", wet),)


def test_the_hand_has_the_holders_skin() -> None:
    """In most places a key lies in a hand; in some it lies on a table, and nobody is seen."""

    def light(place: PlaceKind, look: Look) -> float:
        shot = replace(INSERT, place=place, holder=Figure("Mina"), props=("key",))
        return float(paint(Brief(shot, (CastMember("Mina", look),), "webtoon")).pixels.mean())

    pale = replace(RED, skin="#f8dcc8")
    assert sum(light(place, pale) > light(place, RED) + 4 for place in PLACES) >= 4
