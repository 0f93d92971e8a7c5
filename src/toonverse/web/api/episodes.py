"""`POST /api/episodes/{id}/activate`: an episode goes to the gallery; `deactivate`: it leaves it."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from toonverse.web.i18n import Voice, accepted_language
from toonverse.web.shelf import Shelf


def routes(shelf: Shelf) -> APIRouter:
    router = APIRouter(prefix="/api/episodes")

    @router.post("/{episode_id:int}/activate")
    def activate(episode_id: int, request: Request) -> JSONResponse:
        """Publishes; harmless when published already. 404 unknown, 409 without a finished strip."""
        published_at = shelf.activate(episode_id)
        voice = Voice(accepted_language(request))
        answer = {
            "success": True,
            "message": voice("episode.activated"),
            "data": {"status": "active", "published_at": published_at.isoformat()},
        }
        return JSONResponse(answer, headers={"Cache-Control": "no-store", "Vary": "Accept-Language"})

    @router.post("/{episode_id:int}/deactivate")
    def deactivate(episode_id: int, request: Request) -> JSONResponse:
        """Takes it out of the gallery; harmless when it is not there. 404 unknown."""
        shelf.deactivate(episode_id)
        voice = Voice(accepted_language(request))
        answer = {
            "success": True,
            "message": voice("episode.deactivated"),
            "data": {"status": "draft", "published_at": None},
        }
        return JSONResponse(answer, headers={"Cache-Control": "no-store", "Vary": "Accept-Language"})

    return router
