"""Where, when and in what weather a scene plays, and where one scene ends and another begins."""

from pathlib import Path

import pytest

from toonverse.domain.script import Scene, Script
from toonverse.domain.story import Language
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read, setting
from toonverse.studio.reading.era import era_of
from toonverse.studio.reading.sounds import sounds_in

EXAMPLES = Path(__file__).parents[2] / "examples"


def example(name: str) -> Script:
    return read(take_in((EXAMPLES / name).read_bytes(), name, None, "auto"))


def scenes(text: str) -> tuple[Scene, ...]:
    return read(take_in(text.encode(), "a.txt", None, "auto")).scenes


@pytest.mark.parametrize(
    "text",
    [
        "비가 그쳤다.",
        "눈은 어느새 멎어 있었고",
        "안개가 천천히 걷혔다.",
        "빗줄기가 잦아들었다.",
        "비 갠 하늘 아래",
    ],
)
def test_korean_weather_that_ended_is_heard(text: str):
    assert setting.ceases(text, "ko")


@pytest.mark.parametrize(
    "text", ["The rain had stopped.", "The fog lifted at last.", "It stopped snowing.", "The sky cleared."]
)
def test_english_weather_that_ended_is_heard(text: str):
    assert setting.ceases(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("비가 그치면 가겠다고 했다.", "ko"),
        ("비는 그치지 않았다.", "ko"),
        ("시계가 멎었다.", "ko"),
        ("눈물이 멎었다.", "ko"),
        ("They waited until the rain stopped.", "en"),
        ("The rain never stopped.", "en"),
        ("The bus stopped in the rain.", "en"),
    ],
)
def test_weather_that_goes_on_has_not_ended(text: str, language: str):
    assert not setting.ceases(text, "ko" if language == "ko" else "en")


def test_after_the_rain_stopped_the_next_scenes_are_dry():
    assert [s.weather for s in example("last-ferry.txt").scenes] == ["rain", "rain", "clear", "clear"]
    assert [s.weather for s in example("umbrella-house.txt").scenes] == ["rain", "rain", "clear"]


def test_rain_that_begins_again_is_told():
    told = scenes(
        "Rain fell on the street. Ann ran. Ben ran after her. The rain stopped.\n\n"
        "The next day Ann stood on the bridge. Rain fell on the river. Ben did not come."
    )
    assert [s.weather for s in told] == ["rain", "rain"]


def test_pushing_a_door_open_leads_from_the_street_into_the_shop():
    told = [(s.place, s.place_kind) for s in example("umbrella-house.txt").scenes]
    assert told == [("골목", "rainy street"), ("가게", "shop"), ("골목", "alley")]


def test_a_floor_that_turns_out_to_be_the_roof_is_arrived_at():
    told = scenes(
        "민지는 사무실에서 일어났다. 시계는 아홉 시를 가리켰다. 민지는 승강기 단추를 눌렀다. "
        "13층은 옥상이었다. 바람이 머리를 헝클었다."
    )
    assert [(s.starts, s.place_kind) for s in told[1:]] == [("13층은 옥상이었다.", "city")]


def test_a_boat_that_puts_to_sea_takes_the_story_with_it_past_bridges():
    assert [(s.place, s.place_kind) for s in example("last-ferry.txt").scenes] == [
        ("harbour", "harbour"),
        ("deck", "vehicle"),
        ("deck", "vehicle"),
        ("deck", "vehicle"),
    ]


def test_what_is_only_seen_from_afar_is_no_scene_of_its_own():
    told = scenes(
        "연우는 부두에 섰다. 배는 떠났다. 연우는 바다를 바라보았다. 언덕 위에는 하얀 학교가 서 있었다."
    )
    assert len(told) == 1


def test_a_heading_is_the_place_of_its_head_noun():
    assert setting.heading_kind("MOUNTAIN RAILWAY STATION", "en") == "station"
    assert setting.heading_kind("SCHOOL LIBRARY, SECOND FLOOR", "en") == "school"
    assert setting.heading_kind("BASEMENT OF THE CHURCH", "en") == "room"


def test_a_numbered_station_is_no_railway_station():
    assert setting.place_kind("The lights of Station Six went out in the airlock.", "en")[1] == "room"


def test_a_text_without_signs_of_another_age_is_modern():
    assert era_of("She hung a lantern on the nail.", "en") == "modern"
    assert era_of("A carriage stood under the gaslight.", "en") == "period"


def test_a_sound_drawn_out_is_a_sound():
    assert sounds_in("The engine thunders in. WHOOOSH! Nobody said OHHH.", "en") == ("WHOOOSH",)


@pytest.mark.parametrize(
    ("text", "sky"),
    [
        ("눈이 펑펑 내렸다.", "snow"),
        ("하늘에서 눈이 내렸다.", "snow"),
        ("눈 내리는 거리", "snow"),
        ("눈이 왔다.", "snow"),
        ("비 오는 옥상", "rain"),
        ("비 내리는 밤", "rain"),
        ("맑은 하늘 아래", "clear"),
        ("잿빛 하늘", "cloudy"),
        ("눈을 내리깔았다.", "unknown"),
        ("그의 눈이 바닥으로 내려갔다.", "unknown"),
        ("눈은 아니 오고", "unknown"),
        ("나비 오는 길", "unknown"),
    ],
)
def test_korean_weather_is_told_in_words_set_apart(text: str, sky: str):
    assert setting.weather(text, "ko") == sky


@pytest.mark.parametrize("text", ["해가 졌다.", "해가 저물었다.", "해가 떨어졌다.", "해는 벌써 졌다."])
def test_korean_sunset_is_evening(text: str):
    assert setting.time_of_day(text, "ko") == "evening"


def test_english_sunset_is_evening():
    assert setting.time_of_day("The sun had set.", "en") == "evening"
    assert setting.time_of_day("The sun was high.", "en") == "unknown"


def test_a_storm_that_breaks_over_the_sea_is_not_over():
    assert setting.weather("The storm broke over the sea.", "en") == "storm"
    assert setting.ceases("The storm was over.", "en")


def test_a_word_may_end_in_an_accent():
    assert setting.place_kind("They sat in the café.", "en") == ("café", "shop")


def test_the_corner_of_a_table_is_no_street():
    told = scenes(
        "Ann was in the kitchen. Bob came in. The kettle sang. "
        "He sat on the corner of the table. Ann laughed."
    )
    assert [s.place_kind for s in told] == ["kitchen"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("비가 그친 골목에 우산이 하나 놓여 있었다.", "ko"),
        ("비 갠 골목이었다.", "ko"),
        ("The rain had stopped. Puddles shone in the street.", "en"),
        ("After the rain, the alley smelled of iron.", "en"),
        ("It was no longer raining.", "en"),
    ],
)
def test_rain_that_is_over_is_no_rain_whatever_it_left_behind(text: str, language: Language):
    assert setting.weather(text, language) == "clear"


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("She carried the sheets to the laundry.", "en", "shop"),
        ("A radio telescope on a plateau, under the stars.", "en", "mountain"),
        ("세탁소 문은 닫혀 있었다.", "ko", "shop"),
        ("전파망원경이 고원 위에 서 있다.", "ko", "mountain"),
    ],
)
def test_laundries_and_plateaus_are_places(text: str, language: Language, kind: str):
    assert setting.place_kind(text, language)[1] == kind


FILLING_EN = "I sat on the wall. I counted the gulls. I waited for the bell.\n\n"
FILLING_KO = "나는 담에 앉았다. 나는 까치를 세었다. 나는 종소리를 기다렸다.\n\n"


@pytest.mark.parametrize(
    "opening",
    [
        "Three weeks earlier, I had never seen the sea.",
        "The next morning I went to find him.",
        "Last winter my uncle sold the boat.",
        "When I woke, the boat was gone.",
        "After supper, my uncle took down the map.",
        "On the morning of the wedding I hid.",
    ],
)
def test_a_teller_who_names_another_time_opens_a_scene(opening: str):
    assert [s.starts for s in scenes(FILLING_EN + opening + " I said nothing.")][1:] == [opening[:40]]


@pytest.mark.parametrize(
    "opening",
    [
        "나흘 전 감자 일만 해도 그랬다.",
        "며칠 전 나는 그를 만났다.",
        "하루는 그가 닭을 안고 왔다.",
        "울고 간 다음날 저녁이었다.",
        "지난 겨울 삼촌은 배를 팔았다.",
    ],
)
def test_a_korean_teller_who_names_another_time_opens_a_scene(opening: str):
    assert [s.starts for s in scenes(FILLING_KO + opening + " 나는 말이 없었다.")][1:] == [opening[:40]]


def test_a_day_that_only_will_come_opens_no_scene():
    assert len(scenes(FILLING_EN + "And the next day would be Christmas. I had a coin.")) == 1


def test_the_doorway_of_a_store_is_not_in_the_store():
    text = "He walked down the avenue. In the doorway of a darkened hardware store a man leaned."
    assert setting.place_kind(text, "en")[1] == "street"


@pytest.mark.parametrize(
    "text",
    [
        "She hurried along the streets. Now and then one saw the lights of a cigar store.",
        "He moved up the avenue. At the corner stood a drug store, bright with lamps.",
        "편의점 앞 골목에서 수호가 손을 흔들었다.",
        "거리에서 두 사람은 빵집 앞을 지났다.",
    ],
)
def test_a_shop_seen_from_the_street_does_not_take_the_story_inside(text: str):
    assert scenes(text)[0].place_kind in ("street", "alley")


@pytest.mark.parametrize(
    "text",
    [
        "Ann waited outside the bakery. Nobody came. She looked at her watch.",
        "수호는 편의점 앞에 앉아 있었다. 아무도 오지 않았다. 수호는 시계를 보았다.",
    ],
)
def test_before_a_shop_is_the_street_where_nothing_else_is_told(text: str):
    assert [s.place_kind for s in scenes(text)] == ["street"]


def test_a_passer_by_under_a_shops_lights_stays_in_the_street_until_somebody_goes_in():
    told = scenes(
        "The policeman moved up the avenue. Few were about in the streets. Now and then you might see the "
        "lights of a cigar store. In the doorway of a darkened hardware store a man leaned.\n\n"
        '"I am waiting for a friend," he said. "There was a restaurant where this store stands."\n\n'
        "The two men started up the street. At the corner stood a drug store. The man stopped."
    )
    assert {s.place_kind for s in told} == {"street"}


@pytest.mark.parametrize(
    ("words", "language", "kind"),
    [
        ("세탁소", "ko", "shop"),
        ("빨래방", "ko", "shop"),
        ("병원 복도", "ko", "hospital"),
        ("회사 복도", "ko", "office"),
        ("복덕방", "ko", "office"),
        ("부동산", "ko", "office"),
        ("은행", "ko", "office"),
        ("우체국", "ko", "office"),
        ("미용실", "ko", "shop"),
        ("약국", "ko", "shop"),
        ("서점", "ko", "shop"),
        ("목욕탕", "ko", "room"),
        ("공장", "ko", "shop"),
        ("창고", "ko", "room"),
        ("치과", "ko", "hospital"),
        ("hospital corridor", "en", "hospital"),
        ("launderette", "en", "shop"),
        ("estate agent's", "en", "office"),
        ("bank", "en", "office"),
        ("post office", "en", "office"),
        ("bathhouse", "en", "room"),
        ("factory", "en", "shop"),
        ("warehouse", "en", "room"),
        ("gas station", "en", "street"),
        ("fire station", "en", "office"),
    ],
)
def test_a_house_of_some_use_is_of_the_nearest_kind(words: str, language: Language, kind: str):
    text = f"민지는 {words}에서 기다렸다." if language == "ko" else f"Ann waited in the {words}."
    assert setting.place_kind(text, language) == (words, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("민지는 병원에 도착했다. 민지는 복도에서 기다렸다. 아무도 없었다.", "hospital"),
        ("민지는 복도에서 기다렸다. 간호사가 지나갔다. 아무 말도 없었다.", "hospital"),
        ("Ann waited in the corridor. A nurse went by. Nobody spoke.", "hospital"),
        ("Ann waited in the corridor. The pupils were in the classroom. Nobody spoke.", "school"),
    ],
)
def test_a_corridor_is_that_of_the_house_it_is_in(text: str, kind: str):
    assert [s.place_kind for s in scenes(text)] == [kind]


def test_the_shop_is_called_by_its_trade_in_every_scene():
    told = scenes(
        "세탁소에 불이 켜졌다. 순자는 다리미를 들었다. 김이 올랐다.\n\n"
        "다음 날, 가게 안에서 순자는 셔츠를 개었다. 민호가 들어왔다. 순자는 웃었다."
    )
    assert [(s.place, s.place_kind) for s in told] == [("세탁소", "shop"), ("세탁소", "shop")]
