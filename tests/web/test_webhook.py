"""`POST /api/webhook`: who signs is let in from anywhere, nobody else is, and each delivery counts once."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from people import WEBHOOK_SECRET, People, people
from standardwebhooks import Webhook

NOTICE = {"title": "비 오는 골목의 작은 서점", "summary": "문을 열었다.", "relevance_score": 0.9}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


def send(
    home: People, delivery: str, notice: object, secret: str = WEBHOOK_SECRET, age: int = 0, **headers: str
) -> httpx2.Response:
    body = json.dumps(notice, ensure_ascii=False)
    at = datetime.now(UTC) - timedelta(seconds=age)
    signed = {
        "webhook-id": delivery,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(delivery, at, body),
    }
    return home.client().post("/api/webhook", content=body.encode(), headers=signed | headers)


def test_a_signed_post_is_taken_in_from_anywhere(home: People):
    proxied = {"host": "toons.example", "x-forwarded-for": "203.0.113.7", "origin": "https://sender.example"}
    answer = send(home, "from afar", NOTICE, **proxied)
    assert answer.status_code == 202
    assert answer.json() == {
        "success": True, "id": answer.json()["id"], "status": "approved", "duplicate": False,
    }  # fmt: skip


def test_a_delivery_that_comes_twice_is_one_post_and_one_picture(home: People):
    first, second = (send(home, "twice", NOTICE) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["duplicate"]
    assert len(home.office.posts.rows.pictures(first.json()["id"])) == 1


@pytest.mark.parametrize("age", [-3600, -360, 301, 3600])
def test_what_was_signed_at_another_time_is_refused(home: People, age: int):
    assert send(home, "late", NOTICE, age=age).json()["code"] == "signature_unfit"


@pytest.mark.parametrize(
    "headers",
    [
        {"webhook-signature": ""},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,!!!"},
        {"webhook-signature": "v1a,AAAA v1,AAAA"},
        {"webhook-signature": "v1," + "A" * 3000},
        {"webhook-timestamp": "yesterday"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-timestamp": "nan"},
        {"webhook-id": ""},
        {"webhook-id": "another delivery"},
        {"webhook-id": "x" * 201},
    ],
)
def test_a_signature_that_is_not_right_in_every_part_opens_nothing(home: People, headers: dict[str, str]):
    before = len(home.office.posts.rows.newest(None, None, 200))
    answer = send(home, "forged", NOTICE, **headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "signature_unfit")
    assert len(home.office.posts.rows.newest(None, None, 200)) == before


def test_neither_another_secret_nor_a_key_stands_for_the_signature(home: People):
    other = "whsec_" + "b3RoZXIgc2VjcmV0"
    assert send(home, "other", NOTICE, secret=other).status_code == 401
    assert home.client("root").post("/api/webhook", json=NOTICE).status_code == 401
    assert home.client().post("/api/webhook", json=NOTICE).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        [],
        "text",
        {**NOTICE, "title": ""},
        {**NOTICE, "title": " \u0000 "},
        {**NOTICE, "title": "x" * 301},
        {**NOTICE, "summary": "x" * 8001},
        {**NOTICE, "relevance_score": "high"},
        {**NOTICE, "relevance_score": -1},
        {**NOTICE, "relevance_score": True},
        {**NOTICE, "relevance_score": "0.9"},
        {**NOTICE, "image_url": "javascript:alert(1)"},
        {**NOTICE, "image_url": "https://a.example/\u0000.png"},
        {**NOTICE, "source_url": "https://a.example/a\nb"},
        {**NOTICE, "source_url": "https://a.example/ \u202e"},
        {**NOTICE, "image_url": "https://[::1"},
        {**NOTICE, "source_url": "file:///etc/passwd"},
    ],
)
def test_a_signed_post_that_is_none_is_refused(home: People, wrong: object):
    answer = send(home, "unfit", wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "notice_unfit")


def test_a_relevance_that_json_does_not_know_is_refused(home: People):
    for word in ("NaN", "Infinity", "1e999"):
        body = json.dumps(NOTICE).replace("0.9", word)
        at = datetime.now(UTC)
        signed = {
            "webhook-id": word,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(WEBHOOK_SECRET).sign(word, at, body),
        }
        answer = home.client().post("/api/webhook", content=body, headers=signed)
        assert (answer.status_code, answer.json()["code"]) == (422, "notice_unfit"), word


def test_a_body_above_the_limit_is_refused_before_its_signature_is_looked_at(home: People):
    assert send(home, "large", {**NOTICE, "more": "x" * 70_000}).status_code == 413


def test_without_a_secret_nothing_is_taken_in(tmp_path: Path):
    with people(tmp_path) as closed:
        object.__setattr__(closed.office, "webhook_secrets", ())
        answer = send(closed, "early", NOTICE)
        assert (answer.status_code, answer.json()["code"]) == (503, "webhook_off")


def test_a_post_is_read_in_both_languages_and_says_where_its_picture_is_from(home: People):
    post_id = send(home, "read", {**NOTICE, "source_url": "https://sender.example/a?b=<i>"}).json()["id"]
    for language, words in (("ko", "원문 보기"), ("en", "Read the original")):
        page = home.client("", **{"accept-language": language}).get(f"/posts/{post_id}").text
        assert NOTICE["title"] in page
        assert words in page
        assert "&lt;i&gt;" in page
        assert "<i>" not in page.split("</header>")[1]
    assert str(NOTICE["title"]) in home.client().get("/posts").text
    assert home.client().get("/posts?page=2").status_code == 404


def test_a_post_that_was_not_approved_is_found_by_nobody_but_an_admin(home: People):
    post_id = send(home, "pending", {**NOTICE, "relevance_score": 0.1}).json()["id"]
    for path in (f"/posts/{post_id}", f"/api/posts/{post_id}", f"/posts/{post_id}/images/a.webp"):
        assert home.client().get(path).status_code == 404
    assert home.client("root").get(f"/api/admin/posts/{post_id}").json()["status"] == "pending"
    decided = home.client("root").patch(f"/api/admin/posts/{post_id}", json={"status": "approved"}).json()
    assert [one["source"] for one in decided["pictures"]] == ["admin_approve"]
    assert home.client().get(f"/api/posts/{post_id}").status_code == 200
    listed = home.client("root").get("/api/admin/posts?status=approved&limit=1").json()
    assert listed["posts"][0]["id"] == post_id
    assert listed["next_cursor"]
