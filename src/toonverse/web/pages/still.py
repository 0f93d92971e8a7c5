"""`still.css`: pictures that wait until they come near, for browsers whose scripts are switched off.

There `loading="lazy"` does nothing: the HTML standard has it so, lest a page could watch how far one scrolls.
So `<source media="(scripting: none)">` gives such a browser an empty picture, and this sheet, linked
inside `<noscript>`, lays the real one behind it. Its box is left unstyled while it is far away
(`content-visibility`), so nothing is fetched for it, and has its height from the sheet, so nothing moves.
"""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toonverse.domain.episode import WebImage
from toonverse.web.pages.gallery import shown_cards
from toonverse.web.pages.preview import finished
from toonverse.web.pages.reader import EAGER_LEAVES, other_cards, published
from toonverse.web.shelf import EpisodeCard, EpisodeView, Shelf, address

PHONE_WIDTH_MAX = 500
COVER_RULES = ".frame{content-visibility:auto;aspect-ratio:2/3}.frame img{height:100%;background-size:cover}"
STRIP_RULES = (
    ".strip figure{content-visibility:auto}.strip picture img{height:100%;background-size:100% 100%}"
)


def routes(shelf: Shelf) -> list[Route]:
    def gallery(request: Request) -> Response:
        return _sheet(_covers(shown_cards(request, shelf, active=True)))

    def drafts(request: Request) -> Response:
        return _sheet(_covers(shown_cards(request, shelf, active=False)))

    def read(request: Request) -> Response:
        return _sheet(_strip(shelf, published(shelf, request.path_params["episode_id"])))

    def preview(request: Request) -> Response:
        return _sheet(_strip(shelf, finished(shelf, request.path_params["episode_id"])))

    return [
        Route("/still.css", gallery),
        Route("/preview/still.css", drafts),
        Route("/read/{episode_id:int}/still.css", read),
        Route("/preview/{episode_id:int}/still.css", preview),
    ]


def _sheet(rules: str) -> Response:
    return Response(rules, media_type="text/css", headers={"Cache-Control": "private, no-cache"})


def _covers(cards: Sequence[EpisodeCard]) -> str:
    behind = [
        _behind(f".shelf li:nth-child({place}) img", card.cover, card.home)
        for place, card in enumerate(cards, 1)
        if card.cover
    ]
    return COVER_RULES + "".join(behind)


def _strip(shelf: Shelf, view: EpisodeView) -> str:
    _, after = shelf.neighbours(view.card)
    rules = [STRIP_RULES, _covers(other_cards(shelf, view.card, after))]
    if after and after.cover:
        rules.append(_behind(".next img", after.cover, after.home))
    for leaf in view.reading.leaves[EAGER_LEAVES:]:
        name = f"#panel-{leaf.number}" if leaf.number else f"#{leaf.kind}"
        widest = leaf.images[-1]
        rules.append(f"{name}{{aspect-ratio:{widest.width}/{widest.height}}}")
        rules.append(_behind(f"{name} img", leaf.images, view.card.home))
    return "".join(rules)


def _behind(selector: str, images: Sequence[WebImage], home: str) -> str:
    """The narrowest picture on a phone, the widest elsewhere."""
    narrow, wide = (
        f"{selector}{{background-image:url({address(one, home)})}}" for one in (images[0], images[-1])
    )
    return f"{narrow}@media(min-width:{PHONE_WIDTH_MAX + 1}px){{{wide}}}"
