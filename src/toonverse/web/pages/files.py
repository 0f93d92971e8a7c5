"""The pictures of an episode and the files to take along, straight from its folder.

Only what the episode declares is served, looked up by its name, so no path is ever built from a request.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from toonverse.web.errors import NotFound
from toonverse.web.pages.preview import finished
from toonverse.web.pages.reader import published
from toonverse.web.shelf import EpisodeView, Shelf
from toonverse.web.static_files import FOREVER

MEDIA_TYPES = {
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".cbz": "application/vnd.comicbook+zip",
}
Find = Callable[[Shelf, int], EpisodeView]


def routes(shelf: Shelf) -> list[Route]:
    def card(request: Request) -> Response:
        path = published(shelf, request.path_params["episode_id"]).social
        if path is None or not path.is_file():
            raise NotFound(path=request.url.path)
        return FileResponse(path, media_type="image/jpeg", headers={"Cache-Control": "public, max-age=3600"})

    return [
        Route("/read/{episode_id:int}/card.jpg", card),
        *_routes_under("/read/{episode_id:int}", shelf, published),
        *_routes_under("/preview/{episode_id:int}", shelf, finished),
    ]


def _routes_under(prefix: str, shelf: Shelf, find: Find) -> list[Route]:
    def picture(request: Request) -> Response:
        return _picture(request, find(shelf, request.path_params["episode_id"]))

    def take_along(request: Request) -> Response:
        return _download(request, find(shelf, request.path_params["episode_id"]))

    return [
        Route(f"{prefix}/images/{{mark}}/{{name}}", picture),
        Route(f"{prefix}/files/{{name}}", take_along),
    ]


def _picture(request: Request, view: EpisodeView) -> Response:
    mark = request.path_params["mark"]
    path = view.picture(mark, request.path_params["name"])
    if path is None or not path.is_file():
        raise NotFound(path=request.url.path)
    headers = {"Cache-Control": FOREVER, "ETag": f'"{mark}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers=headers)


def _download(request: Request, view: EpisodeView) -> Response:
    path = view.download(request.path_params["name"])
    if path is None or not path.is_file():
        raise NotFound(path=request.url.path)
    headers = {"Cache-Control": "private, no-cache"}
    return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], filename=path.name, headers=headers)
