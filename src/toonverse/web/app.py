"""Composes the web application: what is served, and what stands before it."""

from functools import partial

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from toonverse import __version__
from toonverse.errors import MoneyRefused, StorageError, ToonverseError, UsageError
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.keys import Principal, opened_by
from toonverse.metering.users import is_enabled
from toonverse.web import page_fonts, static_files
from toonverse.web.access import guarded
from toonverse.web.api import books, episodes, health, metrics, mine, orders, spending, users
from toonverse.web.bad_keys import BadKeys
from toonverse.web.errors import code_of_status, known_code
from toonverse.web.guard import Guard
from toonverse.web.office import Office
from toonverse.web.pages import files, gallery, preview, reader, still
from toonverse.web.protection import SECURITY_HEADERS, AddressLimit, CompressText, SecurityHeaders
from toonverse.web.refusal import Refusal, refusal
from toonverse.web.shelf import Shelf

WRONG_MAX = 200
"""Characters told of one mistake in a request, and mistakes told."""


def _no_key(secret: str) -> Principal | None:
    """Where there are no accounts no key opens anything."""
    return None


def _always() -> bool:
    """Where there are no accounts nobody is disabled."""
    return True


def create_app(
    shelf: Shelf, checks: health.Checks, bind: str = "127.0.0.1", office: Office | None = None
) -> FastAPI:
    """The gallery, the reader and their API.

    `shelf` is where episodes come from, `checks` what `/health` reports, `bind` the address that the
    server listens on: without a key anything but loopback is refused. `office` is what the API of accounts
    and orders works with; without one there is none, and no key opens anything. Serve with
    `proxy_headers=False`.
    """
    app = FastAPI(title="Toonverse", version=__version__, docs_url=None, redoc_url=None)
    apis = [health.routes(checks), episodes.routes(shelf)]
    if office is not None:
        apis += [room.routes(office) for room in (users, books, mine, orders, spending, metrics)]
    for api in apis:
        app.router.routes.extend(api.routes)
    for room in (gallery, reader, preview, files, still):
        app.router.routes.extend(room.routes(shelf))
    app.router.routes.extend([*static_files.ROUTES, *page_fonts.ROUTES])
    guarded(app, lambda episode_id: shelf.owner(episode_id))
    _answer_errors(app)
    for layer in (CompressText, AddressLimit):  # the last one added stands outermost
        app.add_middleware(layer)
    opens = _no_key if office is None else partial(opened_by, office.engine)
    is_owned = _always if office is None else partial(is_enabled, office.engine, LOCAL_OWNER)
    app.add_middleware(Guard, bind=bind, opens=opens, bad_keys=BadKeys(), is_owned=is_owned)
    app.add_middleware(SecurityHeaders)
    return app


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(ToonverseError)
    def known(request: Request, error: ToonverseError) -> Response:
        facts = error.facts if isinstance(error, UsageError | MoneyRefused) else {}
        told = {name: fact for name, fact in facts.items() if isinstance(fact, str | int | bool)}
        return refusal(request, Refusal(known_code(error), error.code, told))

    @app.exception_handler(DBAPIError)
    def database(request: Request, error: DBAPIError) -> Response:
        return refusal(request, Refusal(StorageError.code))

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}"[:WRONG_MAX] for one in error.errors()]
        return refusal(request, Refusal("bad_request", facts={"wrong": wrong[:WRONG_MAX]}))

    @app.exception_handler(HTTPException)
    def unknown_path(request: Request, error: HTTPException) -> Response:
        headers = error.headers or {}
        return refusal(request, Refusal(code_of_status(error.status_code), headers=headers))

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        # this one is answered outside our middleware
        return refusal(request, Refusal(ToonverseError.code, headers=SECURITY_HEADERS))
