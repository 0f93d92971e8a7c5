"""Headers that every answer carries, and the limits on what a request may carry."""

import asyncio
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toonverse.web.refusal import Refusal, send_refusal

MAX_BODY_BYTES = 64 * 1024
"""What a button press or a form sends; a route that takes more says so in `access`."""
MAX_ADDRESS_BYTES = 2048

BODY_SECONDS = 120.0
"""A body that takes longer is one that is meant to."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src data:",  # a page's faces lie inside its style sheet
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # not `no-referrer`: that blanks the Origin our own forms are known by
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class SecurityHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class AddressLimit:
    """414 for an address above its limit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        too_long = scope["type"] == "http" and (
            len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS_BYTES
        )
        if too_long:
            await send_refusal(scope, receive, send, Refusal("address_too_long"))
        else:
            await self.app(scope, receive, send)


Objects = Callable[[bytes], Refusal | None]
"""What there is to object to a request whose body is this."""


async def with_body(
    app: ASGIApp, bytes_max: int, objects: Objects, scope: Scope, receive: Receive, send: Send
) -> None:
    """Runs `app` with a request's whole body, or refuses one above the limit (413), as announced or as it
    really arrives, one that does not arrive in time (408), and one that is objected to.
    """
    length = Headers(scope=scope).get("content-length", "0")
    refused = Refusal("body_too_large")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = None if _exceeds(length, bytes_max) else await _whole_body(receive, bytes_max)
    except TimeoutError:
        body, refused = None, Refusal("body_too_slow")
    objection = refused if body is None else objects(body)
    if body is None or objection is not None:
        await send_refusal(scope, receive, send, objection or refused)
    else:
        await app(scope, _replay(body, receive), send)


async def _whole_body(receive: Receive, bytes_max: int) -> bytes | None:
    """The body, or None where it is too large; a client that leaves ends it."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > bytes_max:
            return None
    return bytes(body)


def _exceeds(length: str, limit: int) -> bool:
    return not length.isascii() or not length.isdigit() or int(length[:20]) > limit


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hands the body on once; afterwards the connection itself speaks (that the client has gone)."""
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay


class CompressText:
    """gzip for pages, styles and JSON. Pictures are compressed already, and ranges count their own bytes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressed = GZipMiddleware(app, minimum_size=500, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        as_is = "/images/" in scope.get("path", "") or "/files/" in scope.get("path", "")
        await (self.app if as_is else self.compressed)(scope, receive, send)
