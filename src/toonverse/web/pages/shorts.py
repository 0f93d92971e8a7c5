"""`/shorts`: an episode, or some of its panels, as an upright video.

    panels and wishes -> price table -> order -> the short's page, which follows it until it can be played

Without a script everything works; with one (htmx) the short's page asks for what is new each second.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from toonverse.domain.wire import from_json
from toonverse.errors import MoneyRefused, ToonverseError, UsageError
from toonverse.jobs.own_picture import bring_picture
from toonverse.store.folders import episode_folder
from toonverse.store.records import Episode
from toonverse.store.short_rows import Short
from toonverse.store.works import EpisodeMissing
from toonverse.studio.art import ArtUnfit
from toonverse.studio.shorts.orders import Wish
from toonverse.studio.shorts.pricing import CLIP_SECONDS
from toonverse.studio.shorts.selection import SECONDS_MAX, SECONDS_MIN, SECONDS_USUAL
from toonverse.web.api.naming import NO_STORE
from toonverse.web.api.shorts import captions_of, known_short, video_of
from toonverse.web.callers import Caller, caller_of
from toonverse.web.errors import STATUS_OF_CODE, NotFound, known_code
from toonverse.web.i18n import Voice, language_of
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.gallery import page_number
from toonverse.web.pages.short_forms import brought_in, films, form_of, ordered, own, price_page
from toonverse.web.templating import page
from toonverse.web.troubles import letters_of_failures

UNFIT = (
    "short_panels_unknown", "short_too_long", "short_seconds_wrong", "short_too_many_clips", "wish_unfit",
    "episode_unpainted", "provider_missing", "model_unpriced", "model_retired", "model_unconfirmed",
)  # fmt: skip
"""What is said beside the form that asked for it."""
PER_PAGE = 24
EPISODES_OFFERED = 12
POLL_SECONDS = 1
FINISHED = 286
"""What tells htmx to ask no more (its documentation, "polling")."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A short as pages tell it. `poster` is the address of its first panel's picture, "" where there is
    none; `panels` and `seconds` are known once it is made. An earlier release made no captions."""

    short: Short
    episode: Episode
    poster: str
    seconds: float
    size_bytes: int
    panels: tuple[int, ...]
    waiting: str
    has_captions: bool

    @property
    def status(self) -> str:
        """One whose money is just being held waits, too."""
        return "QUEUED" if self.short.status == "ORDERED" else self.short.status

    @property
    def ended(self) -> bool:
        return self.short.status in ("DONE", "FAILED", "CANCELLED")


def routes(office: Office) -> list[Route]:
    return [*_ordering(office), *_following(office)]


def _ordering(office: Office) -> list[Route]:
    def listed(request: Request) -> Response:
        return _listed(office, request)

    def fresh(request: Request) -> Response:
        return _fresh(office, request)

    async def picture(request: Request) -> Response:
        own(request)
        brought = brought_in(request, await request.body())
        account = caller_of(request).account
        bring = partial(bring_picture, office.editing, account, brought.title, brought.media)
        try:
            episode = await run_in_threadpool(bring, by_hand=brought.by_hand)
        except ArtUnfit as unfit:
            return await run_in_threadpool(_listed, office, request, brought.title, unfit)
        return RedirectResponse(f"/shorts/new?episode={episode.id}", 303)

    async def price(request: Request) -> Response:
        said = await form_of(request)
        return await run_in_threadpool(_priced, office, request, said)

    async def order(request: Request) -> Response:
        said = await form_of(request)
        return await run_in_threadpool(_taken, office, request, said)

    return [
        Route("/shorts", listed),
        Route("/shorts/new", fresh),
        Route("/shorts/picture", picture, methods=["POST"]),
        Route("/shorts/price", price, methods=["POST"]),
        Route("/shorts", order, methods=["POST"]),
    ]


def _listed(office: Office, request: Request, title: str = "", refused: UsageError | None = None) -> Response:
    """All of them; with why a picture of the title could not be taken."""
    caller, number = caller_of(request), page_number(request)
    whose = None if caller.sees_all else caller.account
    found = office.shorts.rows.newest(whose, None, PER_PAGE + 1, (number - 1) * PER_PAGE)
    if number > 1 and not found:
        raise NotFound(path=request.url.path)
    episodes = office.works.made_before(whose, None, EPISODES_OFFERED)
    return page(
        request,
        "shorts.html",
        STATUS_OF_CODE[known_code(refused)] if refused else 200,
        title=title,
        refused=refused,
        shown=[_shown(office, short) for short in found[:PER_PAGE]],
        episodes=[(one, _poster(office, one, 1)) for one in episodes if one.generation_metadata],
        number=number,
        more=len(found) > PER_PAGE,
        may="write" in caller.scopes,
        usd=usd,
    )


def _fresh(
    office: Office,
    request: Request,
    said: Sequence[tuple[str, str]] = (),
    refused: UsageError | None = None,
) -> Response:
    """The form; once more with what was chosen, and why no price can be told of it."""
    wished = dict(said)
    named = wished.get("episode") or request.query_params.get("episode", "")
    episode = _own_episode(office, caller_of(request), named)
    board = office.works.storyboard(episode.id)
    shots = board.shots if board else ()
    return page(
        request,
        "short_new.html",
        STATUS_OF_CODE[known_code(refused)] if refused else 200,
        episode=episode,
        picked={value for name, value in said if name == "panel"},
        said=wished,
        refused=refused,
        panels=[(shot.number, shot.alt, _poster(office, episode, shot.number)) for shot in shots],
        seconds=(SECONDS_MIN, SECONDS_USUAL, SECONDS_MAX),
        films=bool(films(office)),
        clip_seconds=CLIP_SECONDS,
    )


def _priced(
    office: Office,
    request: Request,
    said: Sequence[tuple[str, str]],
    refused: ToonverseError | None = None,
) -> Response:
    """The price table, and why an order of it was `refused`; the form again where there can be none."""
    try:
        return price_page(office, request, said, refused)
    except UsageError as unfit:
        if unfit.code not in UNFIT or not dict(said).get("episode"):
            raise
        return _fresh(office, request, said, unfit)


def _taken(office: Office, request: Request, said: Sequence[tuple[str, str]]) -> Response:
    """The short's page; what was chosen once more where it is not taken, with why."""
    try:
        short = ordered(office, caller_of(request), said)
    except (UsageError, MoneyRefused) as refused:
        if isinstance(refused, UsageError) and refused.code not in UNFIT:
            raise
        return _priced(office, request, said, refused)
    return RedirectResponse(f"/shorts/{short.id}", 303)


def _following(office: Office) -> list[Route]:
    def one(request: Request) -> Response:
        shown = _shown(office, _known(office, request))
        letters = letters_of_failures(Voice(language_of(request)))
        told: dict[str, Any] = {"letters_of_failures": letters, "poll_seconds": POLL_SECONDS}
        return page(request, "short.html", one=shown, usd=usd, **told)

    def now(request: Request) -> Response:
        shown = _shown(office, _known(office, request))
        answer = page(request, "_short.html", FINISHED if shown.ended else 200, one=shown, usd=usd)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def video(request: Request) -> Response:
        path = video_of(office, _known(office, request))
        name = path.name if "take" in request.query_params else None
        return FileResponse(path, media_type="video/mp4", filename=name, headers=NO_STORE)

    def captions(request: Request) -> Response:
        return captions_of(office, _known(office, request))

    async def changed(request: Request) -> Response:
        own(request)
        short = await run_in_threadpool(_known, office, request)
        what = request.path_params["what"]
        if what == "cancel":
            await run_in_threadpool(office.shorts.cancel, short)
        elif what == "retry":
            await run_in_threadpool(office.shorts.again, short)
        else:
            raise NotFound(path=request.url.path)
        return RedirectResponse(f"/shorts/{short.id}", 303)

    return [
        Route("/shorts/{short_id:int}", one),
        Route("/shorts/{short_id:int}/now", now),
        Route("/shorts/{short_id:int}/video.mp4", video),
        Route("/shorts/{short_id:int}/captions.vtt", captions),
        Route("/shorts/{short_id:int}/{what}", changed, methods=["POST"]),
    ]


def _known(office: Office, request: Request) -> Short:
    return known_short(office, caller_of(request), request.path_params["short_id"])


def _own_episode(office: Office, caller: Caller, text: str) -> Episode:
    """Raises EpisodeMissing, for another's too."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise EpisodeMissing(episode_id=text[:20])
    episode = office.works.episode(int(text))
    if not caller.may_see(episode.account):
        raise EpisodeMissing(episode_id=episode.id)
    return episode


def _shown(office: Office, short: Short) -> Shown:
    made = json.loads(short.output)
    episode = office.works.episode(short.episode_id)
    panels = made.get("panels") or from_json(Wish, short.wish).panels
    waiting = json.loads(short.waiting_for) if short.waiting_for else {}
    return Shown(
        short,
        episode,
        _poster(office, episode, panels[0] if panels else 1),
        float(made.get("seconds", 0)),
        int(made.get("size_bytes", 0)),
        tuple(panels),
        str(waiting.get("code", "")),
        bool(made) and (office.home / str(made["video"])).with_suffix(".vtt").is_file(),
    )


def _poster(office: Office, episode: Episode, number: int) -> str:
    """The address of a lettered panel's picture; "" where there is none yet."""
    folder = episode_folder(office.home, episode.id, episode.folder)
    names = sorted(Path(folder.web).glob(f"panel_{number:03d}_*_640.webp"))
    return f"/studio/{episode.id}/panels/{number}/{names[-1].name}" if names else ""
