"""What sets off carries its people: they are aboard until they land or get out."""

from toonverse.domain.script import Beat, Character, Line, PlaceKind, Scene, Script
from toonverse.studio.directing import direct
from toonverse.studio.directing.units import units
from toonverse.studio.directing.whereabouts import aboard, seen_from_within

MINA = Character("Mina", age="young", gender="female", mentions=9)
OREN = Character("Oren", age="old", gender="male", mentions=7)


def script(*scenes: tuple[PlaceKind, str]) -> Script:
    found = tuple(Scene("", "", kind, "day", "clear", (Beat(text),)) for kind, text in scenes)
    return Script("t", "en", "modern", (MINA, OREN), found)


def vehicles(*scenes: tuple[PlaceKind, str]) -> list[str]:
    told = script(*scenes)
    return list(aboard(units(told), told.scenes))


def test_who_casts_off_is_on_deck_until_they_land_whatever_water_they_cross() -> None:
    assert vehicles(
        ("harbour", "The old ferry lay at the quay. Oren cast off the rope. Mina clung to the rail."),
        ("river", "They crossed under the bridge. Then Mina jumped ashore. She ran."),
        ("room", "Oren sat down."),
    ) == ["", "deck", "deck", "deck", "", "", ""]


def test_a_harbour_with_boats_is_no_deck() -> None:
    assert set(vehicles(("harbour", "A ferry pulled at its ropes. Mina ran down to the quay."))) == {""}


def test_who_drives_is_in_the_car_until_they_get_out() -> None:
    told = "Mina got into the car. She drove through the snow. She got out at the gate. She knocked."
    assert vehicles(("office", told)) == ["car", "car", "", ""]


def test_korean_cars_and_decks_are_known() -> None:
    assert vehicles(("office", "지우는 차에 올라탔다. 눈이 내렸다. 두 사람은 차에서 내렸다.")) == [
        "car",
        "car",
        "",
    ]
    assert vehicles(("sea", "어선이 흔들렸다. 수아는 갑판을 기었다. 수아는 바다로 뛰어들었다.")) == [
        "",
        "deck",
        "",
    ]


def test_the_panels_show_it() -> None:
    lines = (Line("Hold on!", "Oren"), Line("I do!", "Mina"))
    beats = (
        Beat("The old ferry lay at the quay and Mina ran to it.", (Line("Wait!", "Mina"),)),
        Beat("Oren cast off the rope. The ferry climbed the first wave. Mina clung to the rail.", lines),
    )
    scene = Scene("", "the harbour", "harbour", "day", "clear", beats)
    shots = direct(Script("t", "en", "modern", (MINA, OREN), (scene,)), "webtoon").shots
    places = [(shot.place, shot.place_words) for shot in shots]
    assert places[0] == ("harbour", "the harbour")
    assert places[-1] == ("vehicle", "deck")


def test_the_street_that_somebody_looks_down_into_is_not_where_they_are() -> None:
    told = script(
        ("room", "Mina locked the door."),
        ("street", "She ran to the window and looked down into the street."),
        ("street", "Mina ran along the street."),
    )
    assert [scene.place_kind for scene in seen_from_within(told.scenes)] == ["room", "room", "street"]
