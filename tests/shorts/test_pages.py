"""Shorts on their pages: chosen, priced, ordered once, followed, played, stopped and asked for again."""

import io
import re

import pytest
from PIL import Image

from shorts.asked import body, make, rich
from shorts.filmed import SHOTS
from shorts.studio import clip
from toonverse.draw.motion.balloons import Bubble
from toonverse.draw.motion.camera import Move
from toonverse.draw.motion.film import Cut
from toonverse.studio.shorts.captions import web_vtt
from toonverse.web.pages import short_forms
from web.people import People
from web_client import OWN

ENGLISH = {"accept-language": "en", "origin": OWN}


def chosen(home: People, **more: str) -> dict[str, str]:
    return {"episode": str(body(home)["episode_id"]), "panel": "2", "clip_seconds": "8", **more}


def token(page: str) -> str:
    return re.findall(r'name="token" value="([0-9a-f]+)"', page)[0]


def ordered(home: People, way: str = "film 720p") -> str:
    ada = home.client("ada", **ENGLISH)
    said = chosen(home)
    page = ada.post("/shorts/price", data=said).text
    return ada.post("/shorts", data={**said, "way": way, "token": token(page)}).headers["location"]


def test_every_panel_can_be_chosen(home: People):
    page = home.client("ada", **ENGLISH).get(f"/shorts/new?episode={body(home)['episode_id']}").text
    assert re.findall(r'name="panel" value="(\d+)"', page) == [str(shot.number) for shot in SHOTS]


@pytest.mark.parametrize("episode", ["", "0", "x", "99999999999999999999"])
def test_an_episode_that_is_not_there_makes_no_short(home: People, episode: str):
    assert home.client("ada").get(f"/shorts/new?episode={episode}").status_code == 404


def test_the_price_table_has_every_way_side_by_side_and_buys_nothing(home: People):
    page = home.client("ada", **ENGLISH).post("/shorts/price", data=chosen(home)).text
    ways = re.findall(r'name="way" value="([^"]+)"( checked)?( disabled)?', page)
    assert ways[0] == ("draft", " checked", "")
    assert ("film 720p", "", "") in ways
    assert "$1.20" in page
    assert home.client("ada").get("/api/shorts").json()["shorts"] == []


def test_a_form_sent_twice_is_one_short(home: People):
    rich(home)
    ada, said = home.client("ada", **ENGLISH), chosen(home, way="film 720p")
    said["token"] = token(ada.post("/shorts/price", data=said).text)
    first, again = (ada.post("/shorts", data=said).headers["location"] for _ in range(2))
    assert first == again


def test_it_is_followed_played_and_taken_along(home: People):
    rich(home)
    address = ordered(home)
    ada = home.client("ada", **ENGLISH)
    assert (ada.get(f"{address}/now").status_code, ada.get(f"{address}/video.mp4").status_code) == (200, 409)
    make(home, int(address.rsplit("/", 1)[1]))
    told = ada.get(f"{address}/now")
    assert told.status_code == 286
    assert f'<source src="{address}/video.mp4"' in told.text
    assert "$1.20" in told.text
    assert ada.get(f"{address}/video.mp4").content == clip()
    assert "attachment" in ada.get(f"{address}/video.mp4?take=1").headers["content-disposition"]
    assert address in ada.get("/shorts").text
    assert address not in home.client("bob").get("/shorts").text


def test_money_that_is_not_there_starts_nothing_and_says_so(home: People):
    ada, said = home.client("ada", **ENGLISH), chosen(home, way="film 720p", max_cost_usd="0.5")
    said["token"] = token(ada.post("/shorts/price", data=said).text)
    refused = ada.post("/shorts", data=said)
    assert refused.status_code == 403
    page = re.sub("<!--.*?-->", "", refused.text)
    assert "It can&#39;t be begun with that" in page
    assert 'value="0.5" aria-invalid="true" aria-describedby="cap-wrong"' in page
    assert re.findall(r'name="way" value="([^"]+)" checked', page) == ["film 720p"]
    typed = ada.post("/shorts", data={**said, "max_cost_usd": "little"})
    assert (typed.status_code, "Write an amount of dollars" in typed.text) == (422, True)
    assert home.client("ada").get("/api/shorts").json()["shorts"] == []


def test_a_short_is_stopped_and_asked_for_again(home: People):
    rich(home)
    address, ada = ordered(home), home.client("ada", **ENGLISH)
    assert ada.post(f"{address}/cancel").headers["location"] == address
    assert f'action="{address}/retry"' in ada.get(address).text
    assert ada.post(f"{address}/retry").status_code == 303
    assert f'action="{address}/cancel"' in ada.get(address).text
    assert ada.post(f"{address}/explode").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"panel": "0"}, {"panel": "x"}, {"seconds": "3"}, {"clip_seconds": "5"},
     {"way": "film 8k"}],
)  # fmt: skip
def test_a_form_that_makes_no_sense_is_refused(home: People, wrong: dict[str, str]):
    answer = home.client("ada", **ENGLISH).post("/shorts/price", data={**chosen(home), **wrong})
    assert answer.status_code == 422
    assert answer.text.count('<p class="wrong" role="alert">') == 1
    assert 'action="/shorts/price"' in answer.text
    nobody = home.client("ada", **ENGLISH).post("/shorts/price", data={**chosen(home), "episode": ""})
    assert (nobody.status_code, 'action="/shorts/price"' in nobody.text) == (422, False)


def test_a_form_without_its_token_orders_nothing(home: People):
    answer = home.client("ada", **ENGLISH).post("/shorts", data=chosen(home, token="../x"))
    assert answer.status_code == 422


def test_what_cannot_be_bought_here_says_what_is_missing(home: People, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(short_forms, "films", lambda _: [])
    page = home.client("ada", **ENGLISH).post("/shorts/price", data=chosen(home)).text
    assert re.findall('value="film 720p"( checked)?( disabled)?', page) == [("", " disabled")]
    assert "no key is set" in page


def bubble(at_s: float, said: str, speaker: str = "") -> Bubble:
    from toonverse.domain.geometry import Point

    return Bubble(None, 0, 0, 1, Point(0, 0), "pop", at_s, said=said, speaker=speaker)  # type: ignore[arg-type]


def test_captions_come_with_their_balloons_and_end_no_cue_early():
    move: Move = None  # type: ignore[assignment]  # nothing moves here
    cuts = [
        Cut(None, move, 2.0),
        Cut(None, move, 5.5, (bubble(0.5, "비가 <온다>\n\n--> 다", "수아"), bubble(3.0, "쾅"))),
        Cut(None, move, 3_600.0, (bubble(0.0, "끝"),)),
    ]
    assert web_vtt(cuts).split("\n") == [
        "WEBVTT",
        "",
        "00:00:02.500 --> 00:00:05.000",
        "수아: 비가 &lt;온다&gt; --&gt; 다",
        "",
        "00:00:05.000 --> 00:00:07.500",
        "쾅",
        "",
        "00:00:07.500 --> 01:00:07.500",
        "끝",
        "",
    ]


def painted(size: tuple[int, int] = (300, 500)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 60, 40)).save(out, "PNG")
    return out.getvalue()


def test_a_picture_of_ones_own_becomes_an_episode_of_which_a_short_is_made(home: People):
    ada = home.client("ada", **ENGLISH)
    brought = ada.post("/api/shorts/picture?title=My%20lamp", content=painted())
    assert brought.status_code == 201
    again = ada.post("/api/shorts/picture?title=My%20lamp", content=painted())
    assert again.json() == brought.json()
    order = ada.post("/api/shorts/generate", json={**brought.json(), "video_model": "draft"})
    assert order.status_code == 202
    make(home, order.json()["id"])
    assert ada.get(order.headers["location"]).json()["panels"] == [1]
    other = home.client("bob").post("/api/shorts/generate", json={**brought.json(), "video_model": "draft"})
    assert other.json()["code"] == "episode_missing"


def test_a_picture_is_brought_by_form_and_marked_as_what_its_owner_says(home: People):
    ada = home.client("ada", **ENGLISH)
    for said, model in (({}, "upload"), ({"by_hand": "1"}, "by hand")):
        answer = ada.post(
            "/shorts/picture",
            data={"title": f"Lamp {model}", **said},
            files={"picture": ("a.png", painted())},
        )
        where = answer.headers["location"]
        assert where.startswith("/shorts/new?episode=")
        assert 'name="panel" value="1"' in ada.get(where).text
        (take,) = home.works.panels.takes(int(where.rpartition("=")[2]))
        assert (take.model, take.accepted) == (model, True)


@pytest.mark.parametrize("media", [b"", b"no picture", painted((20, 20)), painted((64, 640))])
def test_what_is_no_picture_to_show_is_refused_and_leaves_no_episode(home: People, media: bytes):
    ada, before = home.client("ada"), len(home.works.episodes())
    refused = ada.post("/api/shorts/picture?title=x", content=media)
    assert (refused.status_code, refused.json()["code"]) == (422, "art_unfit")
    assert len(home.works.episodes()) == before


@pytest.mark.parametrize("title", ["", "%20", "x" * 201])
def test_a_picture_without_a_title_is_refused(home: People, title: str):
    assert home.client("ada").post(f"/api/shorts/picture?title={title}", content=painted()).status_code == 400


@pytest.mark.parametrize(
    ("language", "words"), [("en", "no such length|choices is none"), ("ko", "길이|고른 것")]
)
def test_a_length_that_is_none_shows_the_form_again_with_what_was_chosen(
    home: People, language: str, words: str
):
    ada = home.client("ada", **{**ENGLISH, "accept-language": language})
    answer = ada.post("/shorts/price", data=chosen(home, seconds="9999", silent="1"))
    assert answer.status_code == 422
    (told,) = re.findall(r'<p class="wrong" role="alert">(.*?)</p>', answer.text)
    assert re.search(words, told)
    assert 'value="9999"' in answer.text
    assert re.findall(r'name="panel" value="(\d+)" checked', answer.text) == ["2"]
    assert 'name="silent" value="1" checked' in answer.text


def test_a_file_that_is_no_picture_is_told_beside_its_field_and_its_title_stays(home: People):
    files = {"picture": ("odd.png", b"no picture", "image/png")}
    answer = home.client("ada", **ENGLISH).post("/shorts/picture", data={"title": "A cat"}, files=files)
    assert answer.status_code == 422
    assert '<details class="own-picture" open>' in answer.text
    assert "That picture does not fit a panel. Choose a PNG" in answer.text
    assert 'value="A cat"' in answer.text
