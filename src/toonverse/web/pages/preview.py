"""`/preview/{id}`: how a draft will read, for its owner, with the button that publishes it."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.store.works import EpisodeMissing
from toonverse.web.errors import ForeignOrigin
from toonverse.web.pages.reader import reader_page
from toonverse.web.shelf import EpisodeView, Shelf


def routes(shelf: Shelf) -> list[Route]:
    def preview(request: Request) -> Response:
        view = finished(shelf, request.path_params["episode_id"])
        if view.card.active:
            return RedirectResponse(view.card.home, 303)
        return reader_page(request, shelf, view)

    def activate(request: Request) -> Response:
        """A plain form, so it must come from a page of ours: browsers always say where a form came from."""
        if "origin" not in request.headers:  # a foreign one never gets past the guard
            raise ForeignOrigin(path=request.url.path)
        episode_id = request.path_params["episode_id"]
        shelf.activate(episode_id)
        return RedirectResponse(f"/read/{episode_id}", 303)

    return [
        Route("/preview/{episode_id:int}", preview),
        Route("/preview/{episode_id:int}/activate", activate, methods=["POST"]),
    ]


def finished(shelf: Shelf, episode_id: int) -> EpisodeView:
    """The episode, published or not. Raises EpisodeMissing."""
    view = shelf.episode(episode_id)
    if view is None:
        raise EpisodeMissing(episode_id=episode_id)
    return view
