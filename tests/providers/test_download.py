"""An address comes from a stranger: nothing inside is asked whatever name or redirect leads there."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from providers.faulty_server import PICTURE
from toonverse.metering.outcomes import Failed, Refused
from toonverse.providers import download as download_module
from toonverse.providers.download import downloads


class Host:
    def __init__(self) -> None:
        self.port = 0
        self.asked = 0
        self.head = b""
        self.answer: Callable[[], bytes] = lambda: _answer(PICTURE)

    def url(self, name: str = "127.0.0.1") -> str:
        return f"http://{name}:{self.port}/picture.png"


def _answer(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *headers))
    return head.encode() + b"\r\n\r\n" + body


@asynccontextmanager
async def host() -> AsyncIterator[Host]:
    mine = Host()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            mine.head = await reader.readuntil(b"\r\n\r\n")
            mine.asked += 1
            writer.write(mine.answer())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the guard looks where a name leads before it sends anything, or stops reading
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    mine.port = server.sockets[0].getsockname()[1]
    try:
        yield mine
    finally:
        server.close()


async def test_a_host_the_operator_named_is_asked():
    async with host() as inside:
        assert await downloads([f"127.0.0.1:{inside.port}"])(inside.url()) == PICTURE
        assert await downloads(["localhost"])(inside.url("localhost")) == PICTURE


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0.0.0.0", "0x7f.1"]
)
async def test_nothing_inside_is_asked_by_whatever_name(name: str):
    async with host() as inside:
        with pytest.raises((Refused, Failed)):
            await downloads()(inside.url(name))
        assert inside.asked == 0


async def test_a_redirect_does_not_lead_inside():
    async with host() as outside, host() as inside:
        outside.answer = lambda: _answer(b"", "302 Found", f"location: {inside.url('localhost')}")
        with pytest.raises(Refused):
            await downloads([f"127.0.0.1:{outside.port}"])(outside.url())
        assert (outside.asked, inside.asked) == (1, 0)


async def test_redirects_come_to_an_end():
    async with host() as round_and_round:
        url = round_and_round.url()
        round_and_round.answer = lambda: _answer(b"", "302 Found", f"location: {url}")
        with pytest.raises(Refused):
            await downloads(["127.0.0.1"])(url)
        assert round_and_round.asked == download_module.REDIRECTS_MAX + 1


@pytest.mark.parametrize(
    "url",
    ["file:///etc/hostname", "ftp://127.0.0.1/x.png", "gopher://x", "", "//x/y", "http://" + "a" * 5000],
)
async def test_what_is_no_address_on_the_web_is_refused(url: str):
    with pytest.raises(Refused):
        await downloads(["127.0.0.1"])(url)


async def test_only_pictures_come_back():
    async with host() as inside:
        inside.answer = lambda: _answer(b"<html>not a picture at all</html>")
        with pytest.raises(Refused):
            await downloads(["127.0.0.1"])(inside.url())
        inside.answer = lambda: _answer(b"gone", "404 Not Found")
        with pytest.raises(Failed):
            await downloads(["127.0.0.1"])(inside.url())


async def test_a_picture_without_end_is_left_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(download_module, "PICTURE_BYTES_MAX", 10_000)
    async with host() as inside:
        inside.answer = lambda: _answer(PICTURE[:16] + b"\0" * 50_000)
        with pytest.raises(Refused):
            await downloads(["127.0.0.1"])(inside.url())


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "identity, GZIP"])
@pytest.mark.parametrize("redirects", [False, True])
async def test_nothing_is_inflated(encoding: str, redirects: bool):
    async with host() as inside:
        status = ("302 Found", f"location: {inside.url()}") if redirects else ("200 OK",)
        bomb = gzip.compress(PICTURE + bytes(10**6))
        inside.answer = lambda: _answer(bomb, *status, f"content-encoding: {encoding}")
        with pytest.raises(Failed, match="encodes"):
            await downloads(["127.0.0.1"])(inside.url())
        assert inside.asked == 1
        assert b"\r\naccept-encoding: identity\r\n" in inside.head.lower()


async def test_an_encoding_that_is_none_is_taken():
    async with host() as inside:
        inside.answer = lambda: _answer(PICTURE, "200 OK", "content-encoding: identity")
        assert await downloads(["127.0.0.1"])(inside.url()) == PICTURE


async def test_what_a_redirect_says_besides_is_not_read():
    async with host() as outside, host() as inside:
        head = f"HTTP/1.1 302 Found\r\nlocation: {inside.url()}\r\ncontent-length: 99999999\r\n\r\n"
        outside.answer = lambda: head.encode() + b"cut off"
        inside.answer = lambda: _answer(PICTURE)
        assert await downloads(["127.0.0.1"])(outside.url()) == PICTURE
