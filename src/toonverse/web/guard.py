"""Who gets in: the user whose API key is good, and without a key the owner of this machine alone.

Four things must hold for every request without a key, so that no other page, machine or proxy acts as the
owner: the listening address and the client's are loopback; `Host` names loopback (a page that rebinds its own
name to 127.0.0.1 still sends its own name); no proxy has forwarded the request; and no foreign page
sent it (`Origin`, and `Sec-Fetch-Site` where a browser sends it). A link that a person follows from
another site is a plain navigation and may open a page.

A key is proof enough wherever it comes from: no browser sends one by itself, so none of the four ways helps
anybody, and it may come through a proxy, under any name. Who presents a key that opens nothing is refused,
and is never taken for the owner.
"""

import math
import re
import time
from collections.abc import Callable
from ipaddress import ip_address

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from toonverse.metering.keys import PREFIX, Principal
from toonverse.web.bad_keys import BadKeys
from toonverse.web.callers import CALLER, LOCAL_CALLER, NOBODY, Caller, caller_with
from toonverse.web.refusal import KEY_HEADERS, Refusal, refusal_at_door, send_refusal

Opens = Callable[[str], Principal | None]
"""Whose key this is; None for one that opens nothing. May raise what the database raises."""

KEY_CHARACTERS_MAX = 200

OWNER_SECONDS = 1.0
"""So long it is believed that the local owner is still enabled, or disabled: a page is many requests."""

FORWARDING = frozenset(
    (
        "cdn-loop",
        "cf-connecting-ip",
        "client-ip",
        "fastly-client-ip",
        "forwarded",
        "true-client-ip",
        "via",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-host",
        "x-original-host",
        "x-original-url",
        "x-originating-ip",
        "x-proxyuser-ip",
        "x-real-ip",
        "x-rewrite-url",
    )
)
HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[0-9A-Za-z.-]+)(?::(?P<port>\d{1,5}))?")
SIGNED = frozenset({"/api/webhook"})
"""Addresses whose requests prove themselves by a signature over the body; the room behind checks it."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def _tells_of_a_proxy(header: str) -> bool:
    """Some servers read an underscore as the hyphen, so it is one here."""
    name = header.replace("_", "-")
    return name in FORWARDING or name.startswith("x-forwarded")


def is_loopback(host: str | None) -> bool:
    """True for `localhost` and loopback addresses (127.0.0.0/8, ::1), brackets allowed."""
    if host is None:
        return False
    bare = host.removeprefix("[").removesuffix("]")
    if bare.lower() == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


class Guard:
    """ASGI middleware: leaves the `Caller` in the scope, or refuses. `bind` is the address served on."""

    def __init__(
        self, app: ASGIApp, bind: str, opens: Opens, bad_keys: BadKeys, is_owned: Callable[[], bool]
    ) -> None:
        self.app = app
        self.bind_is_loopback = is_loopback(bind)
        self.opens = opens
        self.bad_keys = bad_keys
        self.is_owned = is_owned
        self._owned, self._asked_at = True, -math.inf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope.get("path") in SIGNED:
            scope[CALLER] = NOBODY
            await self.app(scope, receive, send)
            return
        secrets = presented_keys(Headers(scope=scope))
        found = await self._of_key(scope, secrets) if secrets else await self._owner(scope)
        if isinstance(found, Caller):
            scope[CALLER] = found
            await self.app(scope, receive, send)
        else:
            await send_refusal(scope, receive, send, found, refusal_at_door)

    async def _of_key(self, scope: Scope, secrets: set[str]) -> Caller | Refusal:
        address = scope["client"][0] if scope.get("client") else ""
        secret = next(iter(secrets))
        if wait := self.bad_keys.wait_seconds(address, secret):
            return Refusal("too_many_bad_keys", headers={"Retry-After": str(wait)})
        principal = None
        if len(secrets) == 1 and secret.startswith(PREFIX) and len(secret) <= KEY_CHARACTERS_MAX:
            try:
                principal = await run_in_threadpool(self.opens, secret)
            except DBAPIError:
                return Refusal("storage")
        if principal is None:
            self.bad_keys.note_bad(address, secret)
            return Refusal("key_unknown", headers={"WWW-Authenticate": "Bearer"})
        self.bad_keys.note_good(secret)
        return caller_with(principal)

    async def _owner(self, scope: Scope) -> Caller | Refusal:
        code = self._objection(scope)
        if code is not None:
            return Refusal(code)
        now = time.monotonic()
        if now >= self._asked_at + OWNER_SECONDS:
            try:
                self._owned, self._asked_at = await run_in_threadpool(self.is_owned), now
            except DBAPIError:
                if self._asked_at < 0:
                    return Refusal("storage")  # else as it was: `/health` tells of a database that is gone
        return LOCAL_CALLER if self._owned else NOBODY

    def _objection(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        if not (self.bind_is_loopback and _peer_is_loopback(scope)):
            return "not_local"
        if any(_tells_of_a_proxy(name) for name in headers):
            return "forwarded"
        if not _host_is_loopback(headers):
            return "foreign_host"
        if _is_foreign(scope, headers):
            return "foreign_origin"
        return None


def presented_keys(headers: Headers) -> set[str]:
    """The different keys that came along; an `Authorization` that is no bearer's opens nothing."""
    bearing, *plain = KEY_HEADERS
    found = {value.strip() for name in plain for value in headers.getlist(name)}
    for value in headers.getlist(bearing):
        scheme, _, secret = value.strip().partition(" ")
        found.add(secret.strip() if scheme.lower() == "bearer" else "")
    return found


def _peer_is_loopback(scope: Scope) -> bool:
    ends = (scope.get("server"), scope.get("client"))
    return all(end is not None and is_loopback(end[0]) for end in ends)


def _host_is_loopback(headers: Headers) -> bool:
    hosts = headers.getlist("host")
    match = HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    return match is not None and is_loopback(match["name"])


def _is_foreign(scope: Scope, headers: Headers) -> bool:
    own = f"{scope['scheme']}://{headers['host']}".lower()
    if any(origin.lower() != own for origin in headers.getlist("origin")):
        return True
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return False
    is_followed_link = (
        scope.get("method") in SAFE_METHODS
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )
    return not is_followed_link
