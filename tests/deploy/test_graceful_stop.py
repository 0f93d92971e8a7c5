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

import pytest

from commands import finish, run, start
from toonverse.bootstrap import open_books
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

    def __init__(self) -> None:
        self.asked, self.may_answer = threading.Event(), threading.Event()
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                upstream.asked.set()
                upstream.may_answer.wait(SECONDS_MAX)
                body = json.dumps(ANSWER).encode()
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
