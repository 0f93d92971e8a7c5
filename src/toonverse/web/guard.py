"""Open without sign-in means: this machine, its owner, a browser tab of ours. Everything else is refused.

Four things must hold for every request, so that no other page, machine or proxy can act as the owner:
the listening address and the client's are loopback; `Host` names loopback (a page that rebinds its own
name to 127.0.0.1 still sends its own name); no proxy has forwarded the request; and no foreign page
sent it (`Origin`, and `Sec-Fetch-Site` where a browser sends it). A link that a person follows from
another site is a plain navigation and may open a page.
"""

import re
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from toonverse.web.refusal import refusal_at_door, send_refusal

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


class LocalOwner:
    """ASGI middleware that lets only the owner of this machine in. `bind` is the address served on."""

    def __init__(self, app: ASGIApp, bind: str) -> None:
        self.app = app
        self.bind_is_loopback = is_loopback(bind)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        code = self._objection(scope)
        if code is None:
            await self.app(scope, receive, send)
        else:
            await send_refusal(scope, receive, send, code, refusal_at_door)

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
