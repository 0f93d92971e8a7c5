"""The head of a request comes whole, soon and short, or its connection ends."""

import socket
from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse

from gateway.served import running
from toonverse.web import heads

WHOLE = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"


def told(address: str, *parts: bytes) -> bytes:
    """All that comes until the connection ends."""
    at = urlsplit(address)
    with socket.create_connection((at.hostname, at.port), timeout=60) as line:
        said = b""
        for part in parts:
            line.sendall(part)
        while got := line.recv(65536):
            said += got
        return said


@pytest.mark.parametrize("parts", [(), (b"GET / HTTP/1.1\r\nhost: h",), (WHOLE, WHOLE[:9])])
def test_a_head_that_does_not_come_ends_the_connection(
    monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]
):
    monkeypatch.setattr(heads, "HEAD_SECONDS", 0.2)
    with running(PlainTextResponse("here")) as address:
        said = told(address, *parts)
    assert said.count(b"200 OK") == (WHOLE in parts)


def test_a_head_without_end_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(heads, "HEAD_BYTES_MAX", 1000)
    with running(PlainTextResponse("here")) as address:
        said = told(address, b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 300)
        assert said.startswith(b"HTTP/1.1 400")
        assert told(address, WHOLE.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")).endswith(b"here")
