"""An address comes from a stranger: nothing inside is asked whatever name or redirect leads there."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_address

import pytest

from providers.faulty_server import PICTURE
from toonverse.metering.outcomes import Failed, Refused
from toonverse.providers import download as download_module
from toonverse.providers.download import downloads, is_public


class Host:
    def __init__(self) -> None:
        self.port = 0
        self.asked = 0
        self.connected = 0
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
        mine.connected += 1
        try:
            mine.head = await reader.readuntil(b"\r\n\r\n")
            mine.asked += 1
            writer.write(mine.answer())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # whoever asked stopped reading
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
async def test_nothing_inside_is_asked_or_even_connected_to_by_whatever_name(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    async with host() as inside:
        monkeypatch.setattr(download_module, "PORTS", (80, 443, inside.port))
        with pytest.raises(Refused, match="not public"):
            await downloads()(inside.url(name))
        await downloads([f"127.0.0.1:{inside.port}"])(inside.url())
        assert (inside.asked, inside.connected) == (1, 1), "by this one alone"


async def test_a_name_with_one_address_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch):
    async def both(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (address, port)) for address in ("93.184.215.14", "10.0.0.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", both)
    with pytest.raises(Refused, match="not public"):
        await downloads()("http://two.example/picture.png")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff0e::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
    ],
)
def test_an_inner_address_is_known_in_any_clothes(address: str, public: bool):
    assert is_public(ip_address(address)) is public


async def test_a_redirect_does_not_lead_inside():
    async with host() as outside, host() as inside:
        outside.answer = lambda: _answer(b"", "302 Found", f"location: {inside.url('localhost')}")
        with pytest.raises(Refused):
            await downloads([f"127.0.0.1:{outside.port}"])(outside.url())
        assert (outside.asked, inside.asked, inside.connected) == (1, 0, 0)


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
