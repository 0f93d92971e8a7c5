"""What stands before the routes of every application of ours: guard, limits, headers, answers to errors."""

from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from toonverse.errors import MoneyRefused, StorageError, ToonverseError, UsageError
from toonverse.metering.archive import ArchiveDamaged
from toonverse.web.access import OwnerOf, guarded
from toonverse.web.bad_keys import BadKeys
from toonverse.web.description import described
from toonverse.web.doors import Doors
from toonverse.web.errors import code_of_status, known_code
from toonverse.web.guard import Guard
from toonverse.web.protection import SECURITY_HEADERS, AddressLimit, CompressText, SecurityHeaders
from toonverse.web.refusal import Refusal, refusal
from toonverse.web.turnstile import RETRY_AFTER_SECONDS, Busy

WRONG_MAX = 200
"""Characters told of one mistake in a request, and mistakes told."""


def layered(app: FastAPI, owners: Mapping[str, OwnerOf], bind: str, doors: Doors) -> FastAPI:
    """The application with each route's rule before it, and all layers. `bind` is the address that it listens
    on. Raises RuleMissing.
    """
    guarded(described(app), owners)
    _answer_errors(app)
    for layer in (CompressText, AddressLimit):  # the last one added stands outermost
        app.add_middleware(layer)
    app.add_middleware(Guard, bind=bind, doors=doors, bad_keys=BadKeys())
    app.add_middleware(SecurityHeaders)
    return app


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(ToonverseError)
    def known(request: Request, error: ToonverseError) -> Response:
        facts = error.facts if isinstance(error, UsageError | MoneyRefused | ArchiveDamaged) else {}
        told = {name: fact for name, fact in facts.items() if isinstance(fact, str | int | bool)}
        headers = {"Retry-After": str(RETRY_AFTER_SECONDS)} if isinstance(error, Busy) else {}
        return refusal(request, Refusal(known_code(error), error.code, told, headers))

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
