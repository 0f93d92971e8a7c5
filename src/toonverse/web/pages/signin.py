"""`/signin` and `/signout`: a name and a password, or a link that works once, become a session's cookie.

The session is always a new one, whatever cookie came along, so nobody can be made to use a session that
somebody else knows. The address that the link had is left at once, and stays in no history worth having.
"""

from functools import partial
from typing import Literal
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.errors import ToonverseError
from toonverse.metering.sessions import LONGEST, end_session
from toonverse.metering.sign_in import LinkUsed, SignInRefused, TriedTooOften, follow_link, sign_in
from toonverse.web.callers import caller_of
from toonverse.web.doors import session_cookie
from toonverse.web.errors import STATUS_OF_CODE, ForeignOrigin
from toonverse.web.form_tokens import IS_SECURE, VISIT_COOKIE
from toonverse.web.guard import is_loopback
from toonverse.web.office import Office
from toonverse.web.templating import page
from toonverse.web.turnstile import Turnstile

FIELDS_MAX = 8
NAME_MAX, NEXT_MAX = 100, 1000
AT_ONCE, WAITING_MAX = 2, 32
"""Passwords compared at once: each takes 64 MiB for a moment."""


def routes(office: Office) -> list[Route]:
    cookie = session_cookie(office.engine)
    turnstile = Turnstile(AT_ONCE, WAITING_MAX)

    async def form(request: Request) -> Response:
        token, then = request.query_params.get("token", ""), next_of(request.query_params.get("next", ""))
        if token and request.method == "GET":
            take = partial(follow_link, office.engine, office.clock, token, _browser(request))
            try:
                secret = await run_in_threadpool(take)
            except LinkUsed as refused:
                if caller_of(request).session_id:  # who is in already wants to go on, not in
                    return RedirectResponse(then, 303)
                return _shown(request, then, refused)
            return _signed_in(request, cookie, secret, then)
        if caller_of(request).session_id:
            return RedirectResponse(then, 303)
        return _shown(request, then)

    async def enter(request: Request) -> Response:
        own_form(request)
        said = fields(await request.body())
        name, then = said.get("name", "").strip()[:NAME_MAX], next_of(said.get("next", ""))
        try:
            async with turnstile.passed():
                secret = await run_in_threadpool(
                    sign_in,
                    office.engine,
                    office.clock,
                    name,
                    said.get("password", ""),
                    address_of(request),
                    _browser(request),
                    office.hasher,
                )
        except (SignInRefused, TriedTooOften) as refused:
            return _shown(request, then, refused, name)
        return _signed_in(request, cookie, secret, then)

    async def leave(request: Request) -> Response:
        own_form(request)
        caller = caller_of(request)
        await run_in_threadpool(end_session, office.engine, caller.account, caller.session_id)
        answer = RedirectResponse("/signin", 303)
        answer.delete_cookie(cookie, httponly=True, samesite="lax", secure=request.scope[IS_SECURE])
        return answer

    return [
        Route("/signin", form),
        Route("/signin", enter, methods=["POST"]),
        Route("/signout", leave, methods=["POST"]),
    ]


def own_form(request: Request) -> None:
    """A plain form must come from a page of ours: browsers say where it came from. Raises ForeignOrigin."""
    if "origin" not in request.headers:  # a foreign one never gets past the guard
        raise ForeignOrigin(path=request.url.path)


def fields(body: bytes) -> dict[str, str]:
    """What a plain form says, each name once; nothing of what is none."""
    try:
        return dict(parse_qsl(body.decode("ascii"), True, max_num_fields=FIELDS_MAX, errors="replace"))
    except ValueError:
        return {}


def next_of(said: str) -> str:
    """The address of ours to go on to: a path, never another host, however it is written."""
    plain = said.isprintable() and said.isascii() and "\\" not in said and len(said) <= NEXT_MAX
    return said if plain and said.startswith("/") and not said.startswith("//") else "/"


def address_of(connection: HTTPConnection) -> str:
    """Whence a request comes: the last that forwarded it to a proxy on this machine, else who asks.

    What stands before the last comes from the client, who may write anything there.
    """
    peer = connection.client.host if connection.client else ""
    forwarded = connection.headers.getlist("x-forwarded-for")
    if forwarded and is_loopback(peer):
        return forwarded[-1].rsplit(",", 1)[-1].strip()[:100] or peer
    return peer


def keep_session(answer: Response, request: Request, cookie: str, secret: str) -> None:
    """Leaves a session with the browser: no script reads it, no foreign form sends it."""
    seconds, is_secure = int(LONGEST.total_seconds()), request.scope[IS_SECURE]
    same_site: Literal["lax"] = "lax"  # `strict` would show the sign-in page to who follows a link
    answer.set_cookie(cookie, secret, seconds, httponly=True, samesite=same_site, secure=is_secure)


def _signed_in(request: Request, cookie: str, secret: str, then: str) -> Response:
    answer = RedirectResponse(then, 303)
    answer.headers["Cache-Control"] = "no-store"
    keep_session(answer, request, cookie, secret)
    answer.delete_cookie(VISIT_COOKIE, httponly=True, samesite="lax", secure=request.scope[IS_SECURE])
    return answer


def _shown(request: Request, then: str, refused: ToonverseError | None = None, name: str = "") -> Response:
    code = refused.code if refused else ""
    at = f"{'https' if request.scope[IS_SECURE] else 'http'}://{request.url.netloc}"
    status = STATUS_OF_CODE.get(code, 200)
    answer = page(request, "signin.html", status, code=code, then=then, name=name, at=at)
    answer.headers["Cache-Control"] = "no-store"
    if isinstance(refused, TriedTooOften):
        answer.headers["Retry-After"] = str(refused.facts["wait_seconds"])
    return answer


def _browser(request: Request) -> str:
    return request.headers.get("user-agent", "")
