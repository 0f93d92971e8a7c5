"""A server that is told to end books what is being bought first: with the answer, not as an unknown."""

import json
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commands import finish, run, start
from providers.faulty_server import PICTURE, answer
from toonverse.bootstrap import open_books
from toonverse.cli.serve import CLOSING_SECONDS
from toonverse.metering.details import Chosen, page
from toonverse.metering.invariants import examine
from toonverse.settings import Settings

ANSWER = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1,
    "model": "gpt-5.6-luna",
    "choices": [
        {"index": 0, "message": {"role": "assistant", "content": "ok"}, "finish_reason": "stop"},
    ],
    "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
}
SECONDS_MAX = 60.0


class Upstream:
    """Plays the paid API: takes a request, and answers when it is told to."""

    def __init__(self, answer: dict[str, Any] = ANSWER) -> None:
        self.asked, self.may_answer = threading.Event(), threading.Event()
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                upstream.asked.set()
                upstream.may_answer.wait(SECONDS_MAX)
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # the base class's name
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    found = Upstream()
    yield found
    found.may_answer.set()
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def painter() -> Iterator[Upstream]:
    found = Upstream(answer("openai", "good"))
    yield found
    found.may_answer.set()
    found.server.shutdown()
    found.server.server_close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, key: str) -> None:
    """One chat through the gateway; whoever asked may not live to hear the answer."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/v1/chat/completions",
        json.dumps({"model": "gpt-5.6-luna", "messages": [{"role": "user", "content": "hi"}]}).encode(),
        {"authorization": f"Bearer {key}", "content-type": "application/json"},
    )
    with suppress(OSError, urllib.error.URLError):
        urllib.request.urlopen(request, timeout=SECONDS_MAX).read()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_what_is_being_bought_is_booked_before_the_server_ends(
    tmp_path: Path, upstream: Upstream, end: signal.Signals
):
    home = tmp_path / "home"
    home.mkdir()
    key = run(home, "users", "add", "ada", "--tokens", "100000", "--json").object["api_key"]
    port = free_port()
    server = start(
        home, "serve", "--port", str(port), OPENAI_API_KEY="sk-none", OPENAI_BASE_URL=upstream.address
    )
    ends = time.monotonic() + SECONDS_MAX
    asking = threading.Thread(target=ask, args=(port, key), daemon=True)
    while not upstream.asked.is_set():
        assert time.monotonic() < ends
        if not asking.is_alive():
            asking = threading.Thread(target=ask, args=(port, key), daemon=True)
            asking.start()
        time.sleep(0.1)
    server.send_signal(end)
    time.sleep(0.5)
    assert server.poll() is None, "it waits for what was sent"
    upstream.may_answer.set()
    ended = finish(server)
    assert (ended.code, "Traceback" in ended.err) == (0, False), ended.err
    with open_books(Settings(home=home)) as books:
        (row,) = page(books.engine, Chosen(source="gateway"), 10).rows
        assert (row["success"], row["total_tokens"]) == (True, 10)
        assert examine(books.engine, books.zone) == []


def draw(port: int, key: str, answers: list[tuple[int, dict[str, Any]]]) -> None:
    """One panel of the engine, asked for without an Idempotency-Key."""
    asked = {"panel_number": 1, "visual_prompt": "a lighthouse", "model": "gpt-image-2.5-flare"}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/engine/image/generate",
        json.dumps(asked).encode(),
        {"authorization": f"Bearer {key}", "content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_MAX) as told:
            answers.append((told.status, json.load(told)))
    except urllib.error.HTTPError as refused:
        answers.append((refused.code, {"body": refused.read().decode()}))
    except (OSError, urllib.error.URLError):
        pass


@pytest.mark.parametrize("command", ["engine", "serve"])
def test_a_picture_that_is_being_bought_is_answered_and_written(
    tmp_path: Path, painter: Upstream, command: str
):
    home, pictures = tmp_path / "home", tmp_path / "pictures"
    home.mkdir()
    key = run(home, "users", "add", "ada", "--tokens", "100000", "--json").object["api_key"]
    port = free_port()
    paid = {"OPENAI_API_KEY": "sk-none", "OPENAI_BASE_URL": painter.address}
    server = start(home, command, "--port", str(port), IMAGE_STORAGE_DIR=str(pictures), **paid)
    ends = time.monotonic() + SECONDS_MAX
    answers: list[tuple[int, dict[str, Any]]] = []
    asking = threading.Thread(target=draw, args=(port, key, answers), daemon=True)
    while not painter.asked.is_set():
        assert time.monotonic() < ends
        assert answers == []
        if not asking.is_alive():
            asking = threading.Thread(target=draw, args=(port, key, answers), daemon=True)
            asking.start()
        time.sleep(0.1)
    server.send_signal(signal.SIGTERM)
    time.sleep(CLOSING_SECONDS + 1.5)
    assert (server.poll(), answers) == (None, []), "it waits for what was sent"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 1)
    painter.may_answer.set()
    asking.join(SECONDS_MAX)
    ended = finish(server)
    assert (ended.code, "Traceback" in ended.err) == (0, False), ended.err
    ((status, told),) = answers
    assert status == 200, told
    assert Path(told["result"]["image_url"]).read_bytes() == PICTURE
    with open_books(Settings(home=home)) as books:
        assert not any(one.broken for one in examine(books.engine, books.zone))
