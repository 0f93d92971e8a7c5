"""Composes the web application: what is served, and what stands before it."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from toonverse import __version__
from toonverse.errors import StorageError, ToonverseError
from toonverse.web import static_files
from toonverse.web.api import episodes, health
from toonverse.web.errors import code_of_status, known_code
from toonverse.web.guard import LocalOwner
from toonverse.web.pages import files, gallery, preview, reader, still
from toonverse.web.protection import SECURITY_HEADERS, CompressText, RequestLimits, SecurityHeaders
from toonverse.web.refusal import refusal
from toonverse.web.shelf import Shelf


def create_app(shelf: Shelf, checks: health.Checks, bind: str = "127.0.0.1") -> FastAPI:
    """The gallery, the reader and their API.

    `shelf` is where episodes come from, `checks` what `/health` reports, `bind` the address that the
    server listens on: without sign-in anything but loopback is refused. Serve with `proxy_headers=False`.
    """
    app = FastAPI(title="Toonverse", version=__version__, docs_url=None, redoc_url=None)
    app.include_router(health.routes(checks))
    app.include_router(episodes.routes(shelf))
    for room in (gallery, reader, preview, files, still):
        app.router.routes.extend(room.routes(shelf))
    app.router.routes.extend(static_files.ROUTES)
    _answer_errors(app)
    for layer in (CompressText, RequestLimits):  # the last one added stands outermost
        app.add_middleware(layer)
    app.add_middleware(LocalOwner, bind=bind)
    app.add_middleware(SecurityHeaders)
    return app


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(ToonverseError)
    def known(request: Request, error: ToonverseError) -> Response:
        return refusal(request, known_code(error))

    @app.exception_handler(DBAPIError)
    def database(request: Request, error: DBAPIError) -> Response:
        return refusal(request, StorageError.code)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        return refusal(request, "bad_request")

    @app.exception_handler(HTTPException)
    def unknown_path(request: Request, error: HTTPException) -> Response:
        answer = refusal(request, code_of_status(error.status_code))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        answer = refusal(request, ToonverseError.code)
        answer.headers.update(SECURITY_HEADERS)  # this one is answered outside our middleware
        return answer
