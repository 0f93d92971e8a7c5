"""`/account`: one's own balance, use and receipts; one's keys, password and sessions, to be changed.

Every change is a plain form. A new key is in the answer to its form and nowhere else.
"""

from collections.abc import Mapping
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.errors import ToonverseError, UsageError
from toonverse.metering import keys, sessions
from toonverse.metering.passwords import PasswordUnfit, has_password, set_password
from toonverse.metering.reports import Column
from toonverse.metering.sign_in import SignInRefused, TriedTooOften, confirm
from toonverse.web.account_view import SPANS, WAYS, account_of, browser_name, short_tokens
from toonverse.web.callers import Caller, caller_of
from toonverse.web.doors import session_cookie
from toonverse.web.errors import STATUS_OF_CODE, NotFound
from toonverse.web.office import Office
from toonverse.web.pages.costs import WRITTEN
from toonverse.web.pages.signin import address_of, fields, keep_session, own_form
from toonverse.web.templating import page
from toonverse.web.turnstile import Turnstile

KEYS_MAX = 50
"""Keys of one user that open something, as far as this page makes them."""

Form = Mapping[str, str]


class TooManyKeys(UsageError):
    """The user has as many keys as there may be. Facts: most."""

    code = "too_many_keys"


class Change(Protocol):
    """What a form changes; the answer to it."""

    def __call__(self, office: Office, request: Request, said: Form) -> Response: ...


def routes(office: Office) -> list[Route]:
    turnstile = Turnstile(2, 32)  # a password takes 64 MiB for a moment

    def account(request: Request) -> Response:
        done = request.query_params.get("done", "")
        return shown(office, request, done="password" if done == "password" else "")

    async def changed(request: Request) -> Response:
        own_form(request)
        change = CHANGES.get(request.path_params["what"])
        if change is None:
            raise NotFound(path=request.url.path)
        said = fields(await request.body())
        async with turnstile.passed():
            return await run_in_threadpool(change, office, request, said)

    return [Route("/account", account), Route("/account/{what}", changed, methods=["POST"])]


def shown(
    office: Office, request: Request, refused: ToonverseError | None = None, new_key: str = "", done: str = ""
) -> Response:
    """The page; with a key that was just made, or why something was refused."""
    way: Column = next((one for one in WAYS if one == request.query_params.get("by")), WAYS[0])
    days = request.query_params.get("days", "30")
    span = next((one for one in SPANS if str(one) == days), 30)
    said = account_of(office, caller_of(request), span, way)
    code = refused.code if refused else ""
    answer = page(
        request,
        "account.html",
        STATUS_OF_CODE.get(code, 200),
        said=said,
        code=code,
        new_key=new_key,
        done=done,
        ways=WAYS,
        spans=SPANS,
        **WRITTEN,
        short_tokens=short_tokens,
        browser_name=browser_name,
    )
    answer.headers["Cache-Control"] = "no-store"
    if isinstance(refused, TriedTooOften):
        answer.headers["Retry-After"] = str(refused.facts["wait_seconds"])
    return answer


def _make_key(office: Office, request: Request, said: Form) -> Response:
    mine = caller_of(request).account
    if sum(one.revoked_at is None for one in keys.list_keys(office.engine, mine)) >= KEYS_MAX:
        return shown(office, request, TooManyKeys(most=KEYS_MAX))
    scopes = [scope for scope in keys.SCOPES if said.get(f"scope_{scope}")]
    try:
        _, secret = keys.add_key(office.engine, office.clock, mine, said.get("label", "").strip(), scopes)
    except keys.ScopeUnfit as refused:
        return shown(office, request, refused)
    return shown(office, request, new_key=secret)


def _revoke_key(office: Office, request: Request, said: Form) -> Response:
    mine = {one.id for one in keys.list_keys(office.engine, caller_of(request).account)}
    if said.get("key", "") not in mine:
        raise NotFound(path=request.url.path)
    keys.revoke_key(office.engine, office.clock, said["key"])
    return RedirectResponse("/account#keys", 303)


def _change_password(office: Office, request: Request, said: Form) -> Response:
    """Every session ends, this one too: the browser at hand gets another."""
    caller, engine, clock = caller_of(request), office.engine, office.clock
    try:
        _confirm(office, caller, said.get("now", ""), address_of(request))
        set_password(engine, clock, caller.account, said.get("new", ""), office.hasher)
    except (SignInRefused, TriedTooOften, PasswordUnfit) as refused:
        return shown(office, request, refused)
    sessions.end_all_sessions(engine, caller.account)
    secret = sessions.open_session(engine, clock, caller.account, request.headers.get("user-agent", ""))
    answer = RedirectResponse("/account?done=password#password", 303)
    keep_session(answer, request, session_cookie(engine), secret)
    return answer


def _confirm(office: Office, caller: Caller, password: str, address: str) -> None:
    """That whoever sits there knows the password there is. Raises SignInRefused, TriedTooOften."""
    if has_password(office.engine, caller.account):
        confirm(office.engine, office.clock, caller.name, password, address, office.hasher)


def _end_session(office: Office, request: Request, said: Form) -> Response:
    sessions.end_session(office.engine, caller_of(request).account, said.get("session", ""))
    return RedirectResponse("/account#sessions", 303)


def _end_all_sessions(office: Office, request: Request, said: Form) -> Response:
    sessions.end_all_sessions(office.engine, caller_of(request).account)
    return RedirectResponse("/signin", 303)


CHANGES: Mapping[str, Change] = {
    "key": _make_key,
    "revoke": _revoke_key,
    "password": _change_password,
    "session": _end_session,
    "sessions": _end_all_sessions,
}
