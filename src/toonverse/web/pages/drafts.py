"""`/studio/{episode}/shots` and `/script`: what will be painted, seen and changed before it is.

Each page is one form: whatever button is pressed, everything typed comes along and is kept. Without a script
it is sent and shown anew; with one the form is exchanged in place.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.domain.storyboard import Storyboard
from toonverse.errors import UsageError
from toonverse.metering.refusals import QuoteGrown
from toonverse.studio.shot_list import (
    KINDS,
    LINE_CHARACTERS_MAX,
    LINES_MAX,
    NOBODYS,
    SIZES_KNOWN,
    Rewrite,
    merged,
    moved,
    rewritten,
    speakers_of,
    split,
)
from toonverse.studio.shot_list import removed as shot_removed
from toonverse.web.errors import NotFound
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.draft_forms import FIELDS_MAX, Shown, briefs, line_of, number_of, shown
from toonverse.web.pages.examples import mark_of
from toonverse.web.pages.forms import FormUnfit, read_fields, require_own
from toonverse.web.pages.panel import picture_of, price_again
from toonverse.web.pages.script import script_changed, script_page
from toonverse.web.static_files import FOREVER
from toonverse.web.templating import page
from toonverse.web.turnstile import Turnstile

SHOWN_PX = 320
SKETCHES_AT_ONCE, SKETCHES_WAITING_MAX = 2, 200
SKETCHES_KEPT = 128
"""About ten kilobytes each."""
DIRECTORS_AT_ONCE, DIRECTORS_WAITING_MAX = 1, 4
SHOT_CHANGES: dict[str, Callable[[Storyboard, int], Storyboard]] = {
    "up": lambda board, number: moved(board, number, number - 1),
    "down": lambda board, number: moved(board, number, number + 1),
    "merge": merged,
    "split": split,
    "cut": shot_removed,
}


def routes(office: Office) -> list[Route]:
    artists = Turnstile(SKETCHES_AT_ONCE, SKETCHES_WAITING_MAX)
    drawn_before = lru_cache(maxsize=SKETCHES_KEPT)(office.sketch or bytes)  # many may watch one job
    directors = Turnstile(DIRECTORS_AT_ONCE, DIRECTORS_WAITING_MAX)

    def shots(request: Request) -> Response:
        seen = shown(office, request.path_params["episode_id"])
        return page(
            request,
            "shots.html",
            shown=seen,
            sizes=SIZES_KNOWN,
            kinds=KINDS,
            nobodys=NOBODYS[1:],
            text_max=LINE_CHARACTERS_MAX,
            lines_max=LINES_MAX,
            usd=usd,
            painted=_painted(office, seen),
            again=_again(office, seen),
        )

    async def change_shots(request: Request) -> Response:
        require_own(request)
        said = read_fields(await request.body(), FIELDS_MAX)
        there = await run_in_threadpool(_shots_changed, office, request.path_params["episode_id"], said)
        return RedirectResponse(there, 303)

    def script(request: Request) -> Response:
        return script_page(request, office)

    async def change_script(request: Request) -> Response:
        require_own(request)
        said = read_fields(await request.body(), FIELDS_MAX)
        async with directors.passed():
            return await run_in_threadpool(script_changed, request, office, said)

    async def sketch(request: Request) -> Response:
        number, mark = request.path_params["number"], request.path_params["mark"]
        brief = await run_in_threadpool(_brief, office, request.path_params["episode_id"], number)
        if office.sketch is None or mark_of(brief) != mark:
            raise NotFound(path=request.url.path)
        async with artists.passed():
            drawn = await run_in_threadpool(drawn_before, brief)
        return Response(drawn, media_type="image/webp", headers={"Cache-Control": FOREVER})

    return [
        Route("/studio/{episode_id:int}/shots", shots),
        Route("/studio/{episode_id:int}/shots", change_shots, methods=["POST"]),
        Route("/studio/{episode_id:int}/script", script),
        Route("/studio/{episode_id:int}/script", change_script, methods=["POST"]),
        Route("/studio/{episode_id:int}/shots/{number:int}/{mark}.webp", sketch),
    ]


def _painted(office: Office, seen: Shown) -> dict[int, tuple[str, int]]:
    """Panels that have a picture already, where they are settled -> its address, and how high it is shown."""
    if seen.draft.is_open:
        return {}
    takes = office.works.panels.accepted(seen.episode.id)
    return {
        take.panel: (
            picture_of(seen.episode.id, take, SHOWN_PX),
            round(SHOWN_PX * take.picture.height / take.picture.width),
        )
        for take in takes
    }


def _again(office: Office, seen: Shown) -> dict[int, int | None]:
    """Panels whose picture is of the shot before it was changed -> what one more take costs at most; None
    where nobody sells that model any more."""
    found: dict[int, int | None] = {}
    for number in office.works.panels.outdated(seen.episode.id):
        found[number] = None
        with suppress(UsageError):
            found[number] = price_again(office, seen.episode.id, number).maximum_nusd
    return found


def _brief(office: Office, episode_id: int, number: int) -> str:
    found = briefs(office.works.drafts.get(episode_id).board, office.catalog())
    if not 1 <= number <= len(found):
        raise NotFound(path=str(number))
    return found[number - 1]


def _shots_changed(office: Office, episode_id: int, said: dict[str, str]) -> str:
    """Keeps what was typed, does what was pressed; where to go next.

    Raises ShotUnfit, FormUnfit, NotDirected, DraftSettled, DraftChanged.
    """
    draft = office.works.drafts.get(episode_id)
    if said.get("do") == "paint" and not draft.is_open and office.works.drafts.is_approved(episode_id):
        return f"/studio/{episode_id}"  # the button was pressed twice
    do, _, rest = said.get("do", "save").partition(".")
    if do == "reshoot":
        number = number_of(rest)
        office.editing.reshoot(episode_id, number, _seen(said, number))
        return f"/studio/{episode_id}/shots#shot-{number}"
    speakers = speakers_of(draft.script, draft.board)
    board = draft.board
    for shot in draft.board.shots:
        if f"size.{shot.number}" in said:
            board = rewritten(board, shot.number, _rewrite(said, shot.number), speakers)
    if change := SHOT_CHANGES.get(do):
        board = change(board, number_of(rest))
    if board != draft.board:
        draft = office.drafting.put_board(episode_id, said.get("mark", ""), draft.script, board)
    if do != "paint":
        return f"/studio/{episode_id}/shots"
    with suppress(QuoteGrown):  # what was typed made it dearer: the page shows the new price
        office.drafting.approve(episode_id, draft.mark, number_of(said.get("most", "0")))
        return f"/studio/{episode_id}"
    return f"/studio/{episode_id}/shots"


def _seen(said: dict[str, str], number: int) -> Rewrite:
    """From how near, and by which prompt. Raises FormUnfit."""
    size = next((one for one in SIZES_KNOWN if one == said.get(f"size.{number}")), None)
    if size is None:
        raise FormUnfit(field="size")
    return Rewrite(size=size, prompt=said.get(f"prompt.{number}"))


def _rewrite(said: dict[str, str], number: int) -> Rewrite:
    seen = _seen(said, number)
    lines = tuple(
        line for place in range(LINES_MAX + 1) if (line := line_of(said, f"{number}.{place}")) is not None
    )
    sounds = tuple(said.get(f"sounds.{number}", "").split(","))
    return replace(seen, lines=lines, sounds=sounds)
