"""How a refusal looks: a page for a person's browser, problem+json (RFC 9457) for a program."""

from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from toonverse.web.errors import STATUS_OF_CODE
from toonverse.web.i18n import Voice, accepted_language
from toonverse.web.templating import page

Answer = Callable[[HTTPConnection, str], Response]


def refusal(connection: HTTPConnection, code: str) -> Response:
    """`code` is a key of the status table; its sentence is in the catalogue."""
    status = STATUS_OF_CODE[code]
    if _wants_page(connection):
        return page(connection, "refusal.html", status, code=code, code_status=status)
    voice = Voice(accepted_language(connection))
    problem = {
        "type": "about:blank",
        "title": voice(f"error.{code}"),
        "status": status,
        "code": code,
    }
    answer = JSONResponse(problem, status, media_type="application/problem+json")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Vary"] = "Accept-Language"
    return answer


async def send_refusal(
    scope: Scope, receive: Receive, send: Send, code: str, answer: Answer = refusal
) -> None:
    """The same, from middleware. A WebSocket is closed: there is none here."""
    if scope["type"] == "http":
        await answer(HTTPConnection(scope), code)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})


def refusal_at_door(connection: HTTPConnection, code: str) -> Response:
    """The same for one who is not let in: a page that needs nothing else from here, as nothing is given."""
    if not _wants_page(connection):
        return refusal(connection, code)
    port = (connection.scope.get("server") or ("", 80))[1]
    return page(connection, "door.html", STATUS_OF_CODE[code], code=code, own=f"http://localhost:{port}/")


def _wants_page(connection: HTTPConnection) -> bool:
    is_program = connection.url.path.startswith(("/api/", "/health"))
    return not is_program and "text/html" in connection.headers.get("accept", "")
