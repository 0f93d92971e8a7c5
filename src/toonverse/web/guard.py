"""Who gets in: the user whose API key is good, who signed in, and without either the owner of this machine.

A key is proof enough wherever it comes from: no browser sends one by itself, so no foreign page, re-pointed
name or proxy gains anything by it. Who presents a key that opens nothing is refused, and is never taken for
anybody else.

A session's cookie is sent by the browser itself, so the request must not be a foreign page's (`Origin`, and
`Sec-Fetch-Site` where a browser sends it); what changes something must carry the form's token besides
(`access.py`). A link that a person follows from another site is a plain navigation and may open a page.

Without either, four things must hold for every request: the listening address and the client's are loopback;
`Host` names loopback (a page that rebinds its own name to 127.0.0.1 still sends its own name); no proxy has
forwarded the request; and no foreign page sent it. Who comes from elsewhere is nobody until signed in.
"""

import math
import re
import time
from ipaddress import ip_address

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from toonverse.errors import StorageError
from toonverse.metering.keys import PREFIX
from toonverse.metering.sessions import SignedIn
from toonverse.web.access import SAFE_METHODS, SIGNED
from toonverse.web.bad_keys import BadKeys
from toonverse.web.callers import CALLER, LOCAL_CALLER, NOBODY, VISITOR, Caller, caller_signed_in, caller_with
from toonverse.web.doors import Doors
from toonverse.web.form_tokens import IS_SECURE, SECRET, visit_of
from toonverse.web.refusal import KEY_HEADERS, Refusal, refusal_at_door, send_refusal

KEY_CHARACTERS_MAX = 200

OWNER_SECONDS = 1.0
"""So long it is believed that the local owner is still enabled, or disabled: a page is many requests."""

FORWARDING = frozenset(
    (
        "ali-cdn-real-ip",
        "cdn-loop",
        "cdn-real-ip",
        "client-ip",
        "eagleeye-traceid",
        "forwarded",
        "front-end-https",
        "incap-client-ip",
        "true-client-ip",
        "via",
        "wl-proxy-client-ip",
        "x-arr-log-id",
        "x-arr-ssl",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-coming-from",
        "x-host",
        "x-http-host-override",
        "x-nf-client-connection-ip",
        "x-originating-ip",
        "x-proxyuser-ip",
        "x-real-ip",
        "x-remote-addr",
        "x-remote-ip",
        "x-rewrite-url",
        "x-true-client-ip",
        "x-url-scheme",
        "x-varnish",
    )
)
"""What proxies, balancers and delivery networks add, besides those known by a beginning."""
FORWARDING_BEGINNINGS = (
    "akamai-",
    "cf-",
    "cloudfront-",
    "fastly-",
    "fly-",
    "proxy-",
    "x-akamai-",
    "x-amz-cf-",
    "x-amzn-",
    "x-appengine-",
    "x-appgw-",
    "x-azure-",
    "x-cloud-trace-",
    "x-envoy-",
    "x-forward",
    "x-gfe-",
    "x-original-",
    "x-proxy-",
    "x-sucuri-",
    "x-vercel-",
)
HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[0-9A-Za-z.-]+)(?::(?P<port>\d{1,5}))?")
FROM_ELSEWHERE = frozenset({"not_local", "forwarded"})
"""Who can't be this machine's owner, but may sign in."""
SESSION_CHARACTERS_MAX = 100


def _tells_of_a_proxy(header: str) -> bool:
    """Some servers read an underscore as the hyphen, so it is one here."""
    name = header.replace("_", "-")
    return name in FORWARDING or name.startswith(FORWARDING_BEGINNINGS)


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

    def __init__(self, app: ASGIApp, bind: str, doors: Doors, bad_keys: BadKeys) -> None:
        self.app = app
        self.bind_is_loopback = is_loopback(bind)
        self.doors = doors
        self.bad_keys = bad_keys
        self._owned, self._asked_at = True, -math.inf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope.get("path") in SIGNED:
            scope[CALLER] = NOBODY
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        scope[IS_SECURE] = own_scheme(connection) == "https"
        scope[SECRET] = visit_of(connection)
        secrets = presented_keys(connection.headers)
        found = await self._of_key(scope, secrets) if secrets else await self._without_key(connection)
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
                principal = await run_in_threadpool(self.doors.opens, secret)
            except DBAPIError:
                return Refusal("storage")
        if principal is None:
            self.bad_keys.note_bad(address, secret)
            return Refusal("key_unknown", headers={"WWW-Authenticate": "Bearer"})
        self.bad_keys.note_good(secret)
        return caller_with(principal)

    async def _without_key(self, connection: HTTPConnection) -> Caller | Refusal:
        try:
            signed_in = await self._signed_in(connection)
        except (DBAPIError, StorageError):
            return Refusal("storage")
        objection = self._objection(connection)
        if signed_in is None and objection is None:
            return await self._owner()
        if signed_in is None and not (objection in FROM_ELSEWHERE and self.doors.cookie):
            return Refusal(objection or "foreign_origin")
        if _is_foreign(connection, own_scheme(connection)):
            return Refusal("foreign_origin")
        return NOBODY if signed_in is None else caller_signed_in(signed_in)

    async def _signed_in(self, connection: HTTPConnection) -> SignedIn | None:
        secret = connection.cookies.get(self.doors.cookie, "") if self.doors.cookie else ""
        if not 0 < len(secret) <= SESSION_CHARACTERS_MAX:
            return None
        found = await run_in_threadpool(self.doors.knows, secret)
        if found is not None:
            connection.scope[SECRET] = secret
        return found

    async def _owner(self) -> Caller | Refusal:
        now = time.monotonic()
        if now >= self._asked_at + OWNER_SECONDS:
            try:
                self._owned, self._asked_at = await run_in_threadpool(self.doors.is_owned), now
            except DBAPIError:
                if self._asked_at < 0:
                    return Refusal("storage")  # else as it was: `/health` tells of a database that is gone
        if not self._owned:
            return NOBODY
        return VISITOR if self.doors.cookie else LOCAL_CALLER

    def _objection(self, connection: HTTPConnection) -> str | None:
        """What keeps a request from being the owner's."""
        if not (self.bind_is_loopback and _peer_is_loopback(connection.scope)):
            return "not_local"
        if any(_tells_of_a_proxy(name) for name in connection.headers):
            return "forwarded"
        if not _host_is_loopback(connection.headers):
            return "foreign_host"
        if _is_foreign(connection, connection.scope["scheme"]):
            return "foreign_origin"
        return None


def own_scheme(connection: HTTPConnection) -> str:
    """https also where a proxy before us ends it, and says so. No foreign page can make a browser say it."""
    said = connection.headers.get("x-forwarded-proto", "").split(",")[0].strip().lower()
    return "https" if said == "https" else str(connection.scope["scheme"])


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


def _is_foreign(connection: HTTPConnection, scheme: str) -> bool:
    headers = connection.headers
    own = f"{scheme}://{headers.get('host', '')}".lower()
    if any(origin.lower() != own for origin in headers.getlist("origin")):
        return True
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return False
    is_followed_link = (
        connection.scope.get("method") in SAFE_METHODS
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )
    return not is_followed_link
