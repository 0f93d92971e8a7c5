"""What sets off carries its people: they are aboard until they land or get out."""

import pytest

from toonverse.domain.script import Beat, Character, Line, PlaceKind, Scene, Script
from toonverse.studio.directing import direct
from toonverse.studio.directing.moving import moved
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


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("윤서는 버스에 올랐다. 승객이 졸고 있었다. 윤서는 버스에서 내렸다.", ["bus", "bus", ""]),
        ("민수는 기차를 탔다. 들판이 지나갔다. 민수는 역에서 내렸다.", ["train", "train", ""]),
        ("Mina got on the bus. She sat down. At the gate she stepped off the bus.", ["bus", "bus", ""]),
        ("Mina climbed into the old carriage. It rattled. Mina got out.", ["carriage", "carriage", ""]),
        ("Mina stepped onto the platform. The bus was late. A train passed.", ["", "", ""]),
        ("비가 내렸다. 버스가 왔다. 윤서는 손을 들었다.", ["", "", ""]),
    ],
)
def test_who_gets_in_is_inside_until_they_get_off(text: str, there: list[str]) -> None:
    assert vehicles(("station", text)) == there


def test_who_speaks_of_a_hospital_stays_in_the_bus() -> None:
    told = "윤서는 버스에 올랐다. 휴대폰이 깨져서 병원에서 온 전화를 받지 못했다."
    assert vehicles(("station", told)) == ["bus", "bus"]


def test_who_gets_off_what_the_scene_is_set_in_stands_beside_it() -> None:
    assert vehicles(("vehicle", "기사가 웃었다. 기사는 버스에서 내렸다.")) == ["", "road"]
    assert vehicles(("vehicle", "Mina slept. Mina stepped off the train.")) == ["", "platform"]


def test_in_front_of_a_hospital_is_out_of_doors() -> None:
    def kinds(place: str, text: str) -> PlaceKind:
        scene = Scene("", place, "hospital", "night", "clear", (Beat(text),))
        return seen_from_within([scene])[0].place_kind

    assert kinds("병원", "병원 앞에 닿았을 때 비가 그쳤다.") == "street"
    assert kinds("hospital", "They stood outside the old hospital.") == "street"
    assert kinds("병원", "병원 침대 앞에 의사가 서 있었다.") == "hospital"


def test_out_on_the_road_is_not_in_the_room() -> None:
    def places(text: str) -> list[str]:
        told = script(("room", text))
        return [place[0] if place else "" for place in moved(units(told), told.scenes)]

    assert places("Mina played. Out on the flooded road Oren heard it. He smiled.") == ["", "field", "field"]
    assert places("Mina played. Outside, Oren listened.") == ["", "street"]
    assert places("Mina played. Outside, the rain fell.") == ["", ""]


def test_a_while_later_they_are_still_in_the_bus() -> None:
    first = "윤서는 버스에 올랐다."
    assert vehicles(("station", first), ("station", "잠시 뒤 윤서가 울었다.")) == ["bus", "bus"]
    assert vehicles(("station", first), ("room", "윤서가 울었다.")) == ["bus", ""]
