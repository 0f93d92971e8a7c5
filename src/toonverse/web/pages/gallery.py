"""`/`: the published episodes, newest first; and `/preview`: the owner's drafts."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toonverse.web.callers import caller_of
from toonverse.web.errors import NotFound
from toonverse.web.shelf import EpisodeCard, Shelf
from toonverse.web.templating import page

PER_PAGE = 48
SERIALS_MAX = 6


def routes(shelf: Shelf) -> list[Route]:
    def gallery(request: Request) -> Response:
        return _shelf_page(request, shelf, active=True)

    def drafts(request: Request) -> Response:
        return _shelf_page(request, shelf, active=False)

    return [Route("/", gallery), Route("/preview", drafts)]


def shown_cards(request: Request, shelf: Shelf, *, active: bool) -> tuple[EpisodeCard, ...]:
    """What stands on the shelf of this page, below the one that leads the first. Raises NotFound."""
    number = page_number(request)
    cards = shelf.page(active=active, start=(number - 1) * PER_PAGE, count=PER_PAGE).cards
    return cards[1:] if active and number == 1 else cards


def _shelf_page(request: Request, shelf: Shelf, *, active: bool) -> Response:
    number = page_number(request)
    shown = shelf.page(active=active, start=(number - 1) * PER_PAGE, count=PER_PAGE)
    if number > 1 and not (shown.cards or shown.more):
        raise NotFound(path=request.url.path)
    sees_drafts = active and caller_of(request).sees_all
    drafts = sees_drafts and bool(shelf.page(active=False, start=0, count=PER_PAGE).cards)
    template = "gallery.html" if active else "drafts.html"
    serials = shelf.serials(SERIALS_MAX) if active and number == 1 else ()
    facts = {"more": shown.more, "number": number, "drafts": drafts}
    site = str(request.base_url).rstrip("/")
    return page(request, template, cards=shown.cards, serials=serials, site=site, **facts)


def page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) >= 1):
        raise NotFound(path=request.url.path)
    return int(text)
