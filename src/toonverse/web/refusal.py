"""How a refusal looks: a page for a person's browser, problem+json (RFC 9457) for a program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from toonverse.web.callers import CALLER
from toonverse.web.errors import STATUS_OF_CODE
from toonverse.web.i18n import Voice, accepted_language
from toonverse.web.templating import page


@dataclass(frozen=True, slots=True)
class Refusal:
    """`kind` is a key of the status table (as is `code` where that is left out), `code` says it exactly.

    `facts` are what a program may want to know of it, and nothing of the inside.
    """

    kind: str
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return STATUS_OF_CODE[self.kind]


KEY_HEADERS = ("authorization", "x-api-key", "x-goog-api-key")
"""Where a key comes along: as a bearer's, or where clients of other APIs put theirs."""

SIGN_IN_PAGE = "/signin"
SIGN_IN = frozenset({"key_missing", "session_missing"})
"""What a person mends by signing in."""

Answer = Callable[[HTTPConnection, Refusal], Response]


def refusal(connection: HTTPConnection, refused: Refusal) -> Response:
    """A page, or problem+json with the sentence, the exact code and the facts."""
    if refused.kind in SIGN_IN and connection.headers.get("hx-request"):
        answer: Response = Response(status_code=refused.status, headers={"HX-Redirect": SIGN_IN_PAGE})
    elif _wants_page(connection) and refused.kind in SIGN_IN and connection.scope["method"] == "GET":
        here = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
        answer = RedirectResponse(f"{SIGN_IN_PAGE}?next={quote(here)}", 303)
    elif _wants_page(connection):
        said = {"code": refused.kind, "code_status": refused.status}
        told = {"sentence": _sentence(connection, refused.kind), "back": _came_from(connection)}
        answer = page(connection, "refusal.html", refused.status, **said, **told)
    else:
        voice = Voice(accepted_language(connection))
        problem = {
            "type": "about:blank",
            "title": voice(_sentence(connection, refused.kind)),
            "status": refused.status,
            "code": refused.code or refused.kind,
        }
        problem |= {"facts": dict(refused.facts)} if refused.facts else {}
        answer = JSONResponse(problem, refused.status, media_type="application/problem+json")
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Vary"] = "Accept-Language"
    answer.headers.update(refused.headers)
    return answer


def _sentence(connection: HTTPConnection, kind: str) -> str:
    """The message that says it: who signed in has rights, and no key."""
    caller = connection.scope.get(CALLER)
    is_right = kind == "scope_missing" and caller is not None and caller.session_id
    return "error.right_missing" if is_right else f"error.{kind}"


def _came_from(connection: HTTPConnection) -> str:
    """The page of ours that led here; "" where none did, or it is this very one."""
    try:
        referrer = urlsplit(connection.headers.get("referer", ""))
    except ValueError:
        return ""
    is_ours = referrer.scheme in ("http", "https") and referrer.netloc == connection.headers.get("host")
    if not is_ours or referrer.path.startswith(("//", "/\\")):
        return ""
    here = connection.url.path, connection.url.query
    if connection.scope["method"] == "GET" and here == (referrer.path, referrer.query):
        return ""
    return referrer.path + (f"?{referrer.query}" if referrer.query else "")


async def send_refusal(
    scope: Scope, receive: Receive, send: Send, refused: Refusal, answer: Answer = refusal
) -> None:
    """The same, from middleware. A WebSocket is closed: there is none here."""
    if scope["type"] == "http":
        await answer(HTTPConnection(scope), refused)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})


def refusal_at_door(connection: HTTPConnection, refused: Refusal) -> Response:
    """The same for one who is not let in: a page that needs nothing else from here, as nothing is given."""
    if not _wants_page(connection):
        return refusal(connection, refused)
    port = (connection.scope.get("server") or ("", 80))[1]
    return page(connection, "door.html", refused.status, code=refused.kind, own=f"http://localhost:{port}/")


def _wants_page(connection: HTTPConnection) -> bool:
    is_program = connection.url.path.startswith(("/api/", "/engine/", "/health")) or any(
        name in connection.headers for name in KEY_HEADERS
    )
    return not is_program and "text/html" in connection.headers.get("accept", "")
