"""`GET /health`: is this server able to do its work?"""

from collections.abc import Callable, Mapping

from fastapi import APIRouter
from starlette.responses import JSONResponse

from toonverse import __version__

Checks = Callable[[], Mapping[str, bool]]
"""What must hold (database, storage, ...), by name; built by the composition root, cheap to call."""


def routes(checks: Checks) -> APIRouter:
    router = APIRouter()

    @router.head("/health", include_in_schema=False)
    @router.get("/health")
    def health() -> JSONResponse:
        """200 and `healthy`, or 503 and `unhealthy`, with the checks by name."""
        found = dict(checks())
        well = all(found.values())
        state = {
            "status": "healthy" if well else "unhealthy",
            "service": "toonverse",
            "version": __version__,
            "checks": found,
        }
        return JSONResponse(state, 200 if well else 503, headers={"Cache-Control": "no-store"})

    return router
