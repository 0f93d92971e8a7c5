"""The sockets under the wire: aiohttp in the place of httpx's own transport, for a third of the work a call.

What goes wrong is told in httpx's words, so that whoever reads an error need not know what sent it. Whether a
request was sent decides over money: only what aiohttp raises while it connects is a `Connect...`.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import httpx2
from yarl import URL

CONNECTIONS_MAX = 1000
"""The money and the lanes limit what goes on at once, not the sockets."""

IDLE_SECONDS = 5.0
READ_AHEAD_BYTES = 2**20
_NOT_OURS = ("accept", "accept-encoding", "user-agent", "content-type")
_NEVER_SENT = (
    (aiohttp.ConnectionTimeoutError, httpx2.ConnectTimeout),
    (aiohttp.ClientConnectorError, httpx2.ConnectError),
    (aiohttp.ClientSSLError, httpx2.ConnectError),
    (aiohttp.InvalidURL, httpx2.UnsupportedProtocol),
)
_BROKEN = (
    (TimeoutError, httpx2.ReadTimeout),
    (aiohttp.ServerDisconnectedError, httpx2.RemoteProtocolError),
    (aiohttp.ClientPayloadError, httpx2.RemoteProtocolError),
    (aiohttp.ClientResponseError, httpx2.RemoteProtocolError),
    (aiohttp.ClientError, httpx2.ReadError),
    (OSError, httpx2.ReadError),
)


class Line(httpx2.AsyncBaseTransport):
    """Sends a request once: no redirects, no proxies of the environment's choosing, no cookies, no retries.

    Each event loop has connections of its own, for jobs and gateway live in different ones.
    """

    def __init__(self) -> None:
        self._open: dict[asyncio.AbstractEventLoop, tuple[_Sessions, aiohttp.ClientSession]] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The head of the answer; its body comes raw. Raises httpx2's ConnectError and its kind."""
        patience: dict[str, Any] = request.extensions.get("timeout", {})
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=patience.get("connect"), sock_read=patience.get("read")
        )
        body = await request.aread()
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw]
        with _in_words_of_httpx(_NEVER_SENT + _BROKEN):
            session = await self._session()
            answer = await session.request(
                request.method,
                URL(str(request.url), encoded=True),
                data=body or None,
                headers=[(name, value) for name, value in headers if name.lower() != "transfer-encoding"],
                skip_auto_headers=_NOT_OURS,
                allow_redirects=False,
                timeout=timeout,
            )
        return httpx2.Response(
            answer.status, headers=list(answer.raw_headers), stream=_Body(answer), request=request
        )

    async def aclose(self) -> None:
        """Closes what this loop has opened; what another one has ends with it."""
        opened = self._open.pop(asyncio.get_running_loop(), None)
        if opened is not None:
            await opened[0].aclose()

    async def _session(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if loop not in self._open:
            self._open = {one: opened for one, opened in self._open.items() if not one.is_closed()}
            sessions = _sessions()
            self._open[loop] = sessions, await anext(sessions)
        return self._open[loop][1]


_Sessions = AsyncGenerator[aiohttp.ClientSession, None]
_KEPT: set[aiohttp.ClientSession] = set()
"""Those that are open: a collector that met one before its loop has closed it would complain."""


async def _sessions() -> _Sessions:
    """One session. A loop that ends closes the generators that are open in it, and so this session."""
    trusted = httpx2.create_ssl_context()
    connector = aiohttp.TCPConnector(limit=CONNECTIONS_MAX, keepalive_timeout=IDLE_SECONDS, ssl=trusted)
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        read_bufsize=READ_AHEAD_BYTES,
    )
    _KEPT.add(session)
    try:
        yield session
    finally:
        _KEPT.discard(session)
        await session.close()


class _Body(httpx2.AsyncByteStream):
    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _in_words_of_httpx(_BROKEN):
            async for part in self._answer.content.iter_any():
                yield part

    async def aclose(self) -> None:
        """A body that was not read to its end ends its connection."""
        if self._answer.content.at_eof():
            self._answer.release()
        else:
            self._answer.close()


@contextmanager
def _in_words_of_httpx(
    words: tuple[tuple[type[Exception], type[httpx2.TransportError]], ...],
) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        for kind, ours in words:
            if isinstance(error, kind):
                raise ours(str(error)) from error
        raise
