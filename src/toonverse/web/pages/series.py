"""`/series/{id}`: a project as readers know it, with its published episodes."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toonverse.store.works import ProjectMissing
from toonverse.web.errors import NotFound
from toonverse.web.pages.gallery import page_number
from toonverse.web.shelf import Shelf
from toonverse.web.templating import page

PER_PAGE = 50
NEWEST, FIRST = "newest", "first"


def routes(shelf: Shelf) -> list[Route]:
    def series(request: Request) -> Response:
        project_id, number = request.path_params["project_id"], page_number(request)
        found = shelf.series(project_id)
        if found is None:
            raise ProjectMissing(project_id=project_id)
        order = request.query_params.get("order", NEWEST)
        if order not in (NEWEST, FIRST):
            raise NotFound(path=request.url.path)
        start = (number - 1) * PER_PAGE
        shown = shelf.series_page(project_id, newest_first=order == NEWEST, start=start, count=PER_PAGE)
        if number > 1 and not shown.cards:
            raise NotFound(path=request.url.path)
        return page(
            request,
            "series.html",
            series=found,
            cards=shown.cards,
            more=shown.more,
            number=number,
            order=order,
            site=str(request.base_url).rstrip("/"),
        )

    return [Route("/series/{project_id:int}", series)]
