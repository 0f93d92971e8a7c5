"""Headers, limits and sizes that hold for every answer."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from toonverse.errors import MoneyRefused, ProviderError, StorageError, ToonverseError, UsageError
from toonverse.store.records import Episode
from toonverse.web import protection
from toonverse.web.errors import STATUS_OF_CODE, known_code
from toonverse.web.protection import MAX_BODY_BYTES, SECURITY_HEADERS
from toonverse.web.shelf import Shelf, ShelfPage
from toonverse.web.static_files import address_of
from toonverse.web.works_shelf import WorksShelf
from web_client import OWN, owner


class NewMoneyError(MoneyRefused):
    code = "a_code_the_table_does_not_know"


class BrokenShelf:
    """A shelf on which everything fails in a way nobody foresaw."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError("secret detail of the inside")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError(), 422),
        (MoneyRefused(), 403),
        (NewMoneyError(), 403),
        (ProviderError(), 502),
        (StorageError(), 503),
        (ToonverseError(), 500),
    ],
)
def test_each_kind_of_error_has_its_status(error: ToonverseError, status: int):
    assert STATUS_OF_CODE[known_code(error)] == status


@pytest.mark.parametrize("path", ["/", "/health", "/nowhere", "/read/1", "/openapi.json"])
def test_every_answer_carries_the_protecting_headers(client: TestClient, path: str):
    answer = client.get(path)
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_a_refusal_at_the_door_carries_them_too(client: TestClient):
    answer = client.get("/", headers={"host": "evil.example"})
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_scripts_and_styles_come_from_here_alone(client: TestClient):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_an_errors_facts_are_not_mixed_up_with_our_own_names():
    class Failing:
        def page(self, **_: object) -> ShelfPage:
            raise StorageError(key="k", code="c", connection="x", status=1)

    for accept in ("text/html", "application/json"):
        assert owner(Failing()).get("/", headers={"accept": accept}).status_code == 503  # type: ignore[arg-type]


def test_an_unforeseen_failure_tells_nothing_of_the_inside():
    shelf: Shelf = BrokenShelf()  # type: ignore[assignment]
    for accept in ("text/html", "application/json"):
        answer = owner(shelf).get("/", headers={"accept": accept})
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["content-security-policy"] == SECURITY_HEADERS["Content-Security-Policy"]


def test_a_large_body_is_refused_as_announced_and_as_it_arrives(client: TestClient, draft: Episode):
    path = f"/preview/{draft.id}/activate"

    def trickle() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 1000 + 1):
            yield b"x" * 1000

    headers = {"origin": OWN}
    assert client.post(path, content=b"x" * (MAX_BODY_BYTES + 1), headers=headers).status_code == 413
    assert client.post(path, content=trickle(), headers=headers).status_code == 413
    assert client.get(f"/read/{draft.id}").status_code == 404
    assert client.post(path, content=b"x" * MAX_BODY_BYTES, headers=headers).status_code == 303


async def test_a_body_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(protection, "BODY_SECONDS", 0)
    scope = {"type": "http", "path": "/api/quotes", "headers": [], "query_string": b"", "method": "POST"}
    told: list[Message] = []

    async def nothing_more() -> Message:
        return await asyncio.Event().wait()

    async def send(message: Message) -> None:
        told.append(message)

    async def never(*asked: object) -> None:
        raise AssertionError("it was let through")

    await protection.with_body(never, MAX_BODY_BYTES, lambda body: None, scope, nothing_more, send)
    assert told[0]["status"] == 408


def test_a_length_that_is_no_number_is_refused(client: TestClient):
    assert client.post("/api/episodes/1/activate", headers={"content-length": "-1"}).status_code == 413


def test_a_long_address_is_refused(client: TestClient):
    assert client.get("/read/" + "9" * 5000).status_code == 414
    assert client.get("/?lang=" + "e" * 5000).status_code == 414


def test_pages_and_styles_are_compressed(client: TestClient, published: Episode):
    for path in ("/", f"/read/{published.id}", address_of("app.css")):
        assert client.get(path, headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in client.get(path, headers={"accept-encoding": "identity"}).headers


def test_our_own_files_are_kept_for_good_and_change_their_address_with_their_content(client: TestClient):
    for name, kind in (
        ("app.css", "text/css"),
        ("place.js", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
    ):
        answer = client.get(address_of(name))
        assert answer.headers["content-type"].startswith(kind)
        assert "immutable" in answer.headers["cache-control"]
        assert client.get(f"/static/000000000000/{name}").status_code == 404


def test_a_shelf_can_be_anything_that_keeps_the_promise(shelf: WorksShelf):
    promised: Shelf = shelf
    assert promised.page(active=True, start=0, count=1) == ShelfPage((), more=False)
