"""`/read/{id}`: a published episode, to be scrolled."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toonverse.store.works import EpisodeMissing
from toonverse.web.shelf import EpisodeCard, EpisodeView, Shelf, address
from toonverse.web.templating import page

EAGER_LEAVES = 1
"""The pictures a phone shows before anyone scrolls; the rest is fetched as it comes near."""
OTHERS = 4
"""Two rows of a phone's shelf, one of a desk's."""


def routes(shelf: Shelf) -> list[Route]:
    def read(request: Request) -> Response:
        return reader_page(request, shelf, published(shelf, request.path_params["episode_id"]))

    return [Route("/read/{episode_id:int}", read)]


def published(shelf: Shelf, episode_id: int) -> EpisodeView:
    """The episode, if it is in the gallery. Raises EpisodeMissing."""
    view = shelf.episode(episode_id)
    if view is None or not view.card.active:
        raise EpisodeMissing(episode_id=episode_id)
    return view


def reader_page(request: Request, shelf: Shelf, view: EpisodeView) -> Response:
    before, after = shelf.neighbours(view.card)
    return page(
        request,
        "reader.html",
        view=view,
        before=before,
        after=after,
        shown=other_cards(shelf, view.card, after),
        eager=EAGER_LEAVES,
        site=str(request.base_url).rstrip("/"),
        series=bool(before or after),
        source=lambda image: address(image, view.card.home),
    )


def other_cards(shelf: Shelf, card: EpisodeCard, after: EpisodeCard | None) -> tuple[EpisodeCard, ...]:
    """The newest stories beside this one and the one it goes on with, for who has come to its end."""
    known = {card.id, after.id if after else card.id}
    newest = shelf.page(active=True, start=0, count=OTHERS + len(known)).cards
    return tuple(other for other in newest if other.id not in known)[:OTHERS]
