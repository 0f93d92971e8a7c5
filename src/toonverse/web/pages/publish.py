"""`/studio/{id}/publish`: how it reads on a phone, what stands in its way, files to take along, the button.

What platforms refuse is told in words, each with the panel it is about. Publishing goes to this
installation's own gallery, so nothing that a platform would refuse stops it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.errors import UsageError
from toonverse.jobs.describing import Facts, describe
from toonverse.store.works import NumberTaken
from toonverse.studio.exports.desk import Export
from toonverse.studio.exports.preflight import Preflight
from toonverse.web.api.projects import TITLE_MAX
from toonverse.web.api.publishing import (
    DESCRIPTION_MAX,
    MAKERS_AT_ONCE,
    MAKERS_WAITING_MAX,
    NUMBER_MAX,
    taken_along,
)
from toonverse.web.errors import STATUS_OF_CODE, ForeignOrigin, NotFound, known_code
from toonverse.web.i18n import Voice, language_of
from toonverse.web.office import Office
from toonverse.web.pages.forms import read_fields
from toonverse.web.pages.reader import EAGER_LEAVES
from toonverse.web.preflight_words import words
from toonverse.web.shelf import EpisodeView, Shelf, address
from toonverse.web.templating import page
from toonverse.web.turnstile import Turnstile

FIELDS_MAX = 8
NOTHING_SAID: Mapping[str, str] = MappingProxyType({})


class FactsUnfit(UsageError):
    """A form's field that says nothing a title or number can be. Facts: `field`."""

    code = "wish_unfit"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page tells: the episode, its series' title, what was found, and the files."""

    view: EpisodeView
    series: str
    number: int
    preflight: Preflight
    files: tuple[Export, ...]


def routes(shelf: Shelf, office: Office) -> list[Route]:
    makers = Turnstile(MAKERS_AT_ONCE, MAKERS_WAITING_MAX)

    def publish(
        request: Request, said: Mapping[str, str] = NOTHING_SAID, refused: UsageError | None = None
    ) -> Response:
        """The page; with what was typed where its facts could not be taken, and why."""
        episode_id = request.path_params["episode_id"]
        view = shelf.episode(episode_id)
        if view is None:
            return RedirectResponse(f"/studio/{episode_id}", 303)  # it is still being made
        found = office.exports.preflight(episode_id)
        shown = Shown(view, view.card.project, view.card.number, found, office.exports.listed(episode_id))
        voice = Voice(language_of(request))
        return page(
            request,
            "publish.html",
            STATUS_OF_CODE[known_code(refused)] if refused else 200,
            named=said,
            refused=refused,
            view=view,
            shown=shown,
            eager=EAGER_LEAVES,
            source=lambda image: address(image, view.card.home),
            said=lambda finding: words(voice, finding),
            limits={"title": TITLE_MAX, "number": NUMBER_MAX, "description": DESCRIPTION_MAX},
        )

    async def changed(request: Request) -> Response:
        if "origin" not in request.headers:  # a foreign one never gets past the guard
            raise ForeignOrigin(path=request.url.path)
        episode_id, what = request.path_params["episode_id"], request.path_params["what"]
        if what == "activate":
            await run_in_threadpool(shelf.activate, episode_id)
        elif what == "deactivate":
            await run_in_threadpool(shelf.deactivate, episode_id)
        elif what == "facts":
            typed = read_fields(await request.body(), FIELDS_MAX)
            try:
                await run_in_threadpool(describe, office.editing, episode_id, _facts(typed))
            except (FactsUnfit, NumberTaken) as unfit:
                return await run_in_threadpool(publish, request, typed, unfit)
        else:
            raise NotFound(path=request.url.path)
        return RedirectResponse(f"/studio/{episode_id}/publish", 303)

    async def export(request: Request) -> Response:
        async with makers.passed():
            return await taken_along(office, request.path_params["episode_id"], request.path_params["name"])

    return [
        Route("/studio/{episode_id:int}/publish", publish),
        Route("/studio/{episode_id:int}/publish/{what}", changed, methods=["POST"]),
        Route("/studio/{episode_id:int}/exports/{name}", export),
    ]


def _facts(said: Mapping[str, str]) -> Facts:
    """Raises FactsUnfit."""
    title, series = said.get("title", "").strip(), said.get("series", "").strip()
    description = said.get("description", "")
    if len(title) > TITLE_MAX or len(series) > TITLE_MAX or len(description) > 2 * DESCRIPTION_MAX:
        raise FactsUnfit(field="title")
    return Facts(title, series, _number(said.get("number", "").strip()), description[:DESCRIPTION_MAX])


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= NUMBER_MAX):
        raise FactsUnfit(field="number")
    return int(text)
