"""Alerts really leave the house: by e-mail to an SMTP server and over HTTP, both on this machine."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from toonverse.clock import utc_now
from toonverse.domain.story import Language
from toonverse.metering.outbox import Alert, Undelivered
from toonverse.providers import heralds
from toonverse.web.alert_words import AlertWords, apart

BUDGET = Alert(
    1,
    "budget",
    "budget/1/2026/80",
    "",
    {
        "scope": "global",
        "value": "",
        "window": "day",
        "limit_nusd": 10**10,
        "settled_nusd": 8 * 10**9,
        "percent": 80,
    },
    1,
    utc_now(),
    0,
    "",
    None,
)
STRANGE_WORDS = "secret-token-of-the-channel"


class Letters:
    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return "250 taken"


@pytest.fixture
def letters() -> Iterator[tuple[Letters, int]]:
    box = Letters()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()

    yield box, port
    controller.stop()


@pytest.fixture
def sink() -> Iterator[tuple[list[dict[str, Any]], int, list[int]]]:
    taken: list[dict[str, Any]] = []
    statuses: list[int] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield taken, server.server_port, statuses
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("language", "told"), [("ko", "예산 80%를 썼습니다"), ("en", "80% of a budget is spent")]
)
async def test_an_alert_comes_by_mail(letters: tuple[Letters, int], language: Language, told: str):
    box, port = letters
    address = f"mailto://127.0.0.1:{port}?from=toonverse@example.org&to=owner@example.org&mode=insecure"
    title, body = AlertWords(language)([BUDGET])
    await heralds.send(address, title, body)
    (envelope,) = box.taken
    assert envelope.rcpt_tos == ["owner@example.org"]
    letter = message_from_bytes(envelope.content)
    assert told in str(make_header(decode_header(letter["Subject"])))
    text = next(part for part in letter.walk() if part.get_content_type() == "text/plain")
    payload = text.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert "$8.00" in payload.decode()


async def test_an_alert_comes_over_http(sink: tuple[list[dict[str, Any]], int, list[int]]):
    taken, port, _ = sink
    await heralds.send(f"json://127.0.0.1:{port}/hook", *AlertWords("en")([BUDGET]))
    (message,) = taken
    assert "80% of a budget is spent" in message["title"]
    assert "$8.00 of the day budget of $10.00" in message["message"]


async def test_a_channel_that_takes_nothing_is_told_without_its_address(
    sink: tuple[list[dict[str, Any]], int, list[int]],
):
    _, port, statuses = sink
    statuses.append(500)
    for address in (f"json://127.0.0.1:{port}/{STRANGE_WORDS}", f"nonsense://{STRANGE_WORDS}", STRANGE_WORDS):
        with pytest.raises(Undelivered) as failure:
            await heralds.send(address, "title", "body")
        assert STRANGE_WORDS not in str(failure.value)
    with pytest.raises(Undelivered):
        await heralds.send("json://127.0.0.1:9/closed", "title", "body")


def test_amounts_that_are_compared_read_differently():
    assert apart([13_975_000, 11_045_000, 500_000_000]) == ["0.014", "0.011", "0.50"]
    assert apart([5, 4]) == ["0.000000005", "0.000000004"]
    assert apart([8 * 10**9, 10**10, 0]) == ["8.00", "10.00", "0.00"]
    assert apart([7, 7]) == ["0.00000001", "0.00000001"]
    assert apart([]) == []


def test_the_title_of_several_thresholds_is_the_highest():
    half = replace(BUDGET, facts={**BUDGET.facts, "percent": 50})
    title, body = AlertWords("en")([half, BUDGET])
    assert "80% of a budget is spent" in title
    assert len(body.splitlines()) == 3


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_kind_of_alert_has_words(language: Language):
    facts = {
        "budget": dict(BUDGET.facts),
        "budget_stops": dict(BUDGET.facts) | {"needed_nusd": 5, "available_nusd": 4},
        "unknown": {"model": "m", "held_nusd": 5},
        "overrun": {"model": "m", "held_nusd": 5},
        "unreported": {"model": "m", "held_nusd": 5},
        "implausible": {"model": "m", "held_nusd": 5},
        "spooled": {"key": "k"},
        "spool_rejected": {"reason": "r", "line": "l", "kept": True},
        "key_dead": {"provider": "p"},
        "abnormal_usage": {"account": "a", "model": "m", "at": "t", "cost_nusd": 5, "median_nusd": 1,
                           "samples": 20, "score": 4.0},
        "low_balance": {"account": "a", "name": "Ada", "balance_tokens": 5},
        "model_ends": {"model": "m", "retired_on": "d", "successor": "s"},
        "price_changes": {"model": "m", "on": "d"},
        "test": {},
    }  # fmt: skip
    for kind, said in facts.items():
        alike = [Alert(1, kind, "n", "", said, 3, utc_now(), 0, "", None)] * 7
        title, body = AlertWords(language)(alike)
        assert title.startswith("Toonverse: ")
        assert len(body.splitlines()) == 7
        assert "{" not in title + body
