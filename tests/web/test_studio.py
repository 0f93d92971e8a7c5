"""`/studio`: from a story to its price, to an order, to the page of its job; everything without a script."""

import base64
import json
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import docx
import pytest
from people import People, people

from toonverse.metering.tables import attempts
from toonverse.web.page_fonts import letters_of
from web_client import OWN

STORY = "우산 고치는 집\n\n비가 온다. 노인이 말했다. “어서 오너라.”\n“네.” 소녀가 답했다.\n"
FROM_HERE = {"origin": OWN}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the first form, each first choice chosen."""
    inputs = re.findall(r'<input (?!type="checkbox")[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    return {unescape(name): unescape(value) for name, value in reversed(inputs)}


def order(home: People, **said: str) -> str:
    """The job's address."""
    client = home.client("ada", **FROM_HERE)
    priced = client.post("/studio/price", data={"story": STORY, **said})
    assert priced.status_code == 200
    ordered = client.post("/studio", data=fields(priced.text))
    assert ordered.status_code == 303
    return str(ordered.headers["location"])


def test_the_form_offers_every_style_and_what_can_write_here(home: People):
    page = home.client("ada", **{"accept-language": "ko"}).get("/studio").text
    for words in ("웹툰", "흑백 만화", "실사풍", "애니메이션", "값 보기"):
        assert words in page
    assert re.findall(r'<option value="([^"]+)"', page) == ["draft", "words", "cached words"]


def test_a_price_is_shown_and_nothing_is_stored_for_it(home: People):
    before = home.client("ada").get("/api/episodes").json()["episodes"]
    page = home.client("ada", **FROM_HERE).post("/studio/price", data={"story": STORY, "panels": "4"}).text
    assert re.findall(r'name="picture" value="([^"]+)"', page) == ["draft medium", "picture medium"]
    assert "우산 고치는 집" in page
    assert home.client("ada").get("/api/episodes").json()["episodes"] == before


def test_what_was_priced_is_what_is_ordered(home: People):
    address = order(home, panels="5", style="manga", title="다른 제목")
    made = home.works.episode(int(address.rpartition("/")[2]))
    assert (made.title, made.style, json.loads(made.options)["panels"]) == ("다른 제목", "manga", 5)
    assert order(home, panels="5", style="manga", title="다른 제목") == address, "the same wish, one episode"


def test_a_word_file_may_be_dropped(home: People):
    document = docx.Document()
    for line in STORY.split("\n"):
        document.add_paragraph(line)
    held = BytesIO()
    document.save(held)
    client = home.client("ada", **FROM_HERE)
    files = {"file": ("이야기.docx", held.getvalue(), "application/octet-stream")}
    priced = client.post("/studio/price", data={"story": ""}, files=files)
    assert priced.status_code == 200
    assert base64.b64decode(fields(priced.text)["data"]) == held.getvalue()
    assert "우산 고치는 집" in priced.text


@pytest.mark.parametrize(
    "said",
    [
        {"story": "  "},
        {"story": STORY, "panels": "many"},
        {"story": STORY, "panels": "99999"},
        {"story": STORY, "style": "oil"},
        {"story": STORY, "text_model": "nobody"},
        {"story": STORY, "picture": "nobody medium"},
        {"story": STORY, "picture": "picture max"},
        {"data": "no base64"},
        {"data": base64.b64encode(b"\x00\x01\x02\xff" * 50).decode()},
    ],
)
def test_a_wish_that_is_none_is_refused(home: People, said: dict[str, str]):
    for address in ("/studio/price", "/studio"):
        assert home.client("ada", **FROM_HERE).post(address, data=said).status_code == 422


def test_a_story_that_cannot_be_read_is_told_of_on_the_desk_and_what_was_chosen_stays(home: People):
    client = home.client("ada", **FROM_HERE, **{"accept-language": "ko"})
    files = {"file": ("이야기.docx", b"PK\x03\x04 and no more", "application/octet-stream")}
    chosen = {"story": "", "title": "내 제목", "style": "manga"}
    answer = client.post("/studio/price", data=chosen, files=files)
    assert answer.status_code == 422
    assert "워드 파일이 손상되어" in answer.text
    assert 'value="내 제목"' in answer.text
    assert re.search(r'value="manga" checked', answer.text)
    many = client.post("/studio/price", data={"story": STORY, "panels": "999"})
    assert "1에서 200까지" in many.text
    assert "노" in fields_of_desk(many.text)


def fields_of_desk(page: str) -> str:
    (text,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    return unescape(text)


def test_a_story_without_a_title_is_called_by_its_first_words(home: People):
    address = order(home, story="비가 온다. 끝.")
    assert home.works.episode(int(address.rpartition("/")[2])).title == "비가 온다 끝"


@pytest.mark.parametrize("cap", ["much", "-1", "NaN"])
def test_a_cap_that_is_none_is_refused(home: People, cap: str):
    said = {"story": STORY, "max_cost_usd": cap}
    assert home.client("ada", **FROM_HERE).post("/studio", data=said).status_code == 422


def test_a_form_that_no_page_of_ours_sent_orders_nothing(home: People):
    assert home.client("ada").post("/studio", data={"story": STORY}).status_code == 403
    evil = home.client("", origin="https://evil.example")
    assert evil.post("/studio", data={"story": STORY}).status_code == 403


def test_a_job_is_watched_cancelled_and_taken_up_again(home: People):
    address = order(home, title="지켜볼 이야기")
    client = home.client("ada", **FROM_HERE, **{"accept-language": "en"})
    page = client.get(address).text
    assert f'data-live="{address}/live"' in page
    assert "waiting for its turn" in page
    assert set(client.get(f"{address}/now").json()) == {"state", "ways"}
    assert client.post(f"{address}/cancel").status_code == 303
    assert "cancelled" in client.get(f"{address}/now").json()["state"]
    assert "data-live" not in client.get(address).text
    assert client.post(f"{address}/retry").status_code == 303
    assert "waiting for its turn" in client.get(f"{address}/now").json()["state"]
    assert client.post(f"{address}/explode").status_code == 404
    assert home.client("bob").get(address).status_code == 404


def test_a_job_that_its_limit_stopped_says_so_in_dollars_and_takes_another_limit(home: People):
    address = order(home, title="한도가 있는 이야기")
    client = home.client("ada", **FROM_HERE, **{"accept-language": "en"})
    job = home.works.jobs.find(int(address.rpartition("/")[2]), "pipeline.full")
    home.works.jobs.cap(job.id, 70_000_000)
    facts = {"needed_nusd": 340_000_000, "available_nusd": 70_000_000, "limit_nusd": 70_000_000}
    home.works.jobs.fail(job.id, "cap_exceeded", json.dumps(facts), 0)
    page = client.get(address).text
    assert "The limit of $0.07 does not allow it: it may cost $0.34" in unescape(page)
    assert re.search(r'name="max_cost_usd"[^>]*value="0.07"', page)
    assert client.post(f"{address}/retry", data={"max_cost_usd": "a lot"}).status_code == 422
    assert home.works.jobs.get(job.id).status == "FAILED"
    assert client.post(f"{address}/retry", data={"max_cost_usd": "0.40"}).status_code == 303
    again = home.works.jobs.get(job.id)
    assert (again.status, again.cost_max_nusd) == ("QUEUED", 400_000_000)


def test_a_stream_of_a_job_that_ended_brings_all_of_it_and_ends(home: People):
    address = order(home, title="끝난 이야기")
    client = home.client("ada", **FROM_HERE, **{"accept-language": "ko"})
    client.post(f"{address}/cancel")
    stream = client.get(f"{address}/live")
    assert stream.headers["content-type"].startswith("text/event-stream")
    whole, end, rest = stream.text.split("\n\n")
    assert json.loads(whole.removeprefix("event: parts\ndata: ")) == client.get(f"{address}/now").json()
    assert end.startswith("event: end")
    assert rest == ""


def test_a_review_is_asked_for_with_a_box(home: People):
    client = home.client("ada", **FROM_HERE)
    priced = client.post("/studio/price", data={"story": STORY, "title": "먼저 볼 이야기"})
    made = client.post("/studio", data={**fields(priced.text), "review": "1"}).headers["location"]
    assert json.loads(home.works.episode(int(made.rpartition("/")[2])).options)["review"] is True
    assert "review" not in json.loads(home.works.episode(int(order(home).rpartition("/")[2])).options)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_letter_that_a_job_may_say_later_comes_with_its_page(home: People, language: str):
    address = order(home, title="Letters")
    client = home.client("ada", **FROM_HERE, **{"accept-language": language})
    page = letters_of(client.get(address).text)
    for verb in ("cancel", "retry"):
        client.post(f"{address}/{verb}")
        said = letters_of(f"<head></head>{client.get(f'{address}/now').json()['state']}")
        assert set(said.text) <= set(page.text)
        assert set(said.loud) <= set(page.loud)


def test_a_cancelled_job_is_watched_until_what_was_sent_is_booked(home: People):
    address = order(home, title="그만둔 이야기")
    client = home.client("ada", **FROM_HERE, **{"accept-language": "en"})
    assert client.post(f"{address}/cancel").status_code == 303
    assert "data-live" not in client.get(address).text
    engine, at = home.house.engine, home.house.clock()
    row = {
        **dict.fromkeys(("account",), "local"),
        **dict.fromkeys(("key", "fingerprint", "owner", "provider", "service", "model", "source"), "x"),
        **dict.fromkeys(("booked_at", "created_at"), at),
        **{"attempt": 1, "status": "open", "free": False, "episode": address.rpartition("/")[2]},
    }
    with engine.begin() as tx:
        tx.execute(attempts.insert().values(row))
    page = client.get(address).text
    assert "data-live" in page
    assert "1 order that was sent already is still on its way" in page
    with engine.begin() as tx:
        tx.execute(attempts.delete().where(attempts.c.key == "x"))
    assert "data-live" not in client.get(address).text
