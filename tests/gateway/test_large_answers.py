"""A large answer is sent while it is being noted; its end comes when it is, and it is settled after."""

import base64
import errno
import hashlib
import json
import os
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from gateway.served import Served
from gateway.upstream import IMAGE_USAGE, told
from providers.faulty_server import PICTURE
from toonverse.metering.journal import Closing
from toonverse.metering.ledger import Ledger
from toonverse.metering.refusals import LedgerDown, LedgerRefused
from toonverse.metering.tables import usage_rows

PATH = "/v1/images/generations"
ORDER = {"model": "gpt-image-2.5-flare", "prompt": "a lamp"}
PADDED = base64.b64encode(PICTURE + b"\0" * 600_000).decode()
ANSWER = told({"created": 1, "data": [{"b64_json": PADDED}], "usage": IMAGE_USAGE})
SHA256 = hashlib.sha256(ANSWER.body).hexdigest()
LAST_BYTES = 1024


class Step:
    """One of the ledger's, which waits until it may."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.may, self.begun = threading.Event(), threading.Event()
        ordinary = getattr(Ledger, name)

        def waiting(ledger: Ledger, closing: Closing) -> Any:  # noqa: ANN401
            self.begun.set()
            assert self.may.wait(30)
            return ordinary(ledger, closing)

        monkeypatch.setattr(Ledger, name, waiting)


@pytest.fixture
def settle(monkeypatch: pytest.MonkeyPatch) -> Iterator[Step]:
    step = Step(monkeypatch, "close")
    yield step
    step.may.set()


@pytest.fixture
def note(monkeypatch: pytest.MonkeyPatch) -> Iterator[Step]:
    step = Step(monkeypatch, "note_answer")
    yield step
    step.may.set()


class Reading:
    """One request by hand, so that each byte of the answer is seen when it is there."""

    def __init__(self, served: Served, line: socket.socket) -> None:
        self._served, self._line = served, line
        body = json.dumps(ORDER).encode()
        head = f"POST {PATH} HTTP/1.1\r\nhost: here\r\nauthorization: Bearer {served.key}\r\n"
        line.sendall(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        said = b""
        while not said.endswith(b"\r\n\r\n"):
            said += line.recv(1)
        self.head = said.decode().lower()

    def read(self, size: int) -> bytes:
        parts = []
        while size:
            parts.append(self._line.recv(size))
            assert parts[-1], "the line was closed"
            size -= len(parts[-1])
        return b"".join(parts)

    def more_is_there(self) -> bool:
        """Once the server has done whatever it had to do."""
        with self._served.client() as client:
            assert client.get("/v1/models").status_code == 200
        self._line.setblocking(False)
        try:
            return self._line.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            return False
        finally:
            self._line.settimeout(30)


@contextmanager
def reading(served: Served) -> Iterator[Reading]:
    served.upstream.orders.append(ANSWER)
    at = urlsplit(served.address)
    with socket.create_connection((at.hostname, at.port), 30) as line:
        yield Reading(served, line)


def test_all_but_the_end_comes_before_it_is_noted_and_the_end_before_it_is_settled(
    served: Served, note: Step, settle: Step
):
    with reading(served) as answer:
        got = answer.read(len(ANSWER.body) - LAST_BYTES)
        assert not answer.more_is_there()
        assert served.rows()[-1]["answer"] == ""
        note.may.set()
        assert got + answer.read(LAST_BYTES) == ANSWER.body
        booked = served.rows()[-1]
        assert (booked["status"], json.loads(booked["answer"])["sha256"]) == ("open", SHA256)
        settle.may.set()
        served.wait_for(lambda: served.rows()[-1]["status"] == "settled")
        assert f"x-toonverse-cost-nusd: {served.last_usage()['cost_nusd']}\r\n" in answer.head
        assert served.house.books.images.get(SHA256) == ANSWER.body


@pytest.mark.parametrize("error", [LedgerDown(detail="gone"), LedgerRefused(detail="refused")])
def test_the_end_of_what_could_not_be_noted_comes_when_it_is_settled(
    served: Served, settle: Step, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    def refuse(ledger: Ledger, closing: Closing) -> None:
        raise error

    monkeypatch.setattr(Ledger, "note_answer", refuse)
    with reading(served) as answer:
        got = answer.read(len(ANSWER.body) - LAST_BYTES)
        assert settle.begun.wait(30)
        assert served.house.books.images.get(SHA256) == ANSWER.body
        assert not answer.more_is_there()
        settle.may.set()
        assert got + answer.read(LAST_BYTES) == ANSWER.body
        assert served.rows()[-1]["status"] == "settled"


def test_who_asks_again_before_it_is_settled_is_told_to_come_later_and_gets_the_same(
    served: Served, settle: Step
):
    key = {"idempotency-key": "large and again"}
    served.upstream.orders.append(ANSWER)
    assert served.post(PATH, ORDER, headers=key).content == ANSWER.body
    early = served.post(PATH, ORDER, headers=key)
    assert (early.status_code, early.json()["error"]["code"]) == (409, "key_in_flight")
    assert "x-should-retry" not in early.headers
    settle.may.set()
    assert until_it_is_over(served, key).content == ANSWER.body
    assert len(served.upstream.asked) == 1


def until_it_is_over(served: Served, key: dict[str, str]) -> httpx2.Response:
    """What the key's purchase came to."""
    said: list[httpx2.Response] = []

    def is_over() -> bool:
        said.append(served.post(PATH, ORDER, headers=key))
        return said[-1].status_code != 409

    served.wait_for(is_over)
    return said[-1]


def test_who_has_the_whole_answer_is_not_refused_the_next_for_what_the_last_still_holds(
    served: Served, settle: Step, monkeypatch: pytest.MonkeyPatch
):
    """A balance for two, but not for two holds at once."""
    first = served.rows()
    settle.may.set()
    served.upstream.orders.append(ANSWER)
    served.post(PATH, ORDER)
    served.wait_for(lambda: len(served.rows()) > len(first) and served.rows()[-1]["status"] == "settled")
    cost = served.rows()[-1]
    settle.may.clear()
    key = served.user("twice", tokens=cost["held_tokens"] + cost["tokens"])
    noted = Ledger.noted

    def settled_meanwhile(ledger: Ledger) -> set[int]:
        found = noted(ledger)
        settle.may.set()
        return found

    monkeypatch.setattr(Ledger, "noted", settled_meanwhile)
    served.upstream.orders.append(ANSWER)
    statuses = [served.post(PATH, ORDER, key=key).status_code for _ in range(3)]
    assert statuses == [200, 200, 403]


def test_what_can_not_be_kept_is_delivered_to_who_paid_for_it(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    served.upstream.orders.append(ANSWER)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        broken.setattr(os, "fdatasync", full)
        said = served.post(PATH, ORDER, headers={"idempotency-key": "large and lost"})
        served.wait_for(lambda: served.rows()[-1]["status"] != "open")
    assert (said.status_code, said.content) == (200, ANSWER.body)
    booked = served.rows()[-1]
    assert (booked["status"], booked["error_message"] != "") == ("failed", True)
    assert booked["cost_nusd"] == int(said.headers["x-toonverse-cost-nusd"])


def test_what_was_kept_and_can_not_be_settled_now_is_delivered_whole(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    refused: list[str] = []

    def refuse(ledger: Ledger, closing: Closing) -> None:
        refused.append(closing.status)
        raise LedgerRefused(detail="a value that no database takes")

    before = len(served.rows(usage_rows))
    served.upstream.orders.append(ANSWER)
    key = {"idempotency-key": "large and late"}
    with monkeypatch.context() as broken:
        broken.setattr(Ledger, "close", refuse)
        said = served.post(PATH, ORDER, headers=key)
        served.wait_for(lambda: refused == ["settled", "unknown"])
    assert (said.status_code, said.content) == (200, ANSWER.body)
    assert len(served.rows(usage_rows)) == before
    again = until_it_is_over(served, key)
    assert (again.status_code, again.content) == (200, ANSWER.body)
    assert len(served.rows(usage_rows)) == before + 1


def test_sixteen_large_answers_at_once_are_all_settled_and_kept(served: Served):
    before = len(served.rows())
    served.upstream.orders += [ANSWER] * 16
    with ThreadPoolExecutor(16) as callers:
        said = list(callers.map(lambda _: served.post(PATH, ORDER), range(16)))
    assert {(one.status_code, one.content) for one in said} == {(200, ANSWER.body)}
    served.wait_for(lambda: {row["status"] for row in served.rows()[before:]} == {"settled"})
    assert len(served.rows()) == before + 16
