"""`/studio/{episode}`: a job as it is watched; its panels come as they are lettered, each with its price.

Whole without a script (it refreshes itself); with one a stream brings what changes (`live.py`).
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toonverse.domain.story import Language
from toonverse.errors import UsageError
from toonverse.jobs.costs import booked, takes_of
from toonverse.jobs.follow import Progress, facts_of, progress
from toonverse.metering import episode_costs
from toonverse.metering.catalog import Catalog
from toonverse.money import to_usd
from toonverse.store.folders import episode_folder
from toonverse.store.job_rows import RESTS
from toonverse.store.records import SUB_JOBS, Episode, Take
from toonverse.store.watching import mark_of
from toonverse.store.works import Works
from toonverse.studio.quote import EpisodeQuote
from toonverse.studio.reader_pictures import MARK_CHARACTERS
from toonverse.web.callers import caller_of
from toonverse.web.i18n import Voice, language_of
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.draft_forms import sketch_marks
from toonverse.web.pages.live import Live, Look, Parts, Watching
from toonverse.web.templating import environment, page
from toonverse.web.troubles import letters_of_failures, waits_for, why

REFRESH_SECONDS = 4
"""Where no script runs."""
PANELS_KEPT = 2_000
"""As HTML, each half a kilobyte."""
SKETCHED_KEPT = 64
"""Episodes whose sketches' addresses are known."""


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """`picture`, `sketch` and `page` are addresses, "" where there is none (yet). `seconds` is how long its
    painter took."""

    number: int
    picture: str
    page: str
    model: str = ""
    cost_nusd: int = 0
    seconds: float | None = None
    sketch: str = ""
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A job as its page tells it. `failure` is the code of what stopped it, `waiting` of what it waits for;
    `under_way` counts calls that were sent and are not booked yet."""

    episode: Episode
    seen: Progress
    panels: tuple[ShownPanel, ...]
    failure: str
    waiting: str
    under_way: int = 0

    @property
    def percent(self) -> int:
        """Of the work, by panels painted and lettered; the strip's end is the last hundredth."""
        if self.seen.job.status == "DONE":
            return 100
        done = self.seen.painted + self.seen.lettered
        return min(99, round(100 * done / (2 * self.seen.panels))) if self.seen.panels else 0

    @property
    def spent_percent(self) -> int:
        """Of what was approved."""
        approved = self.seen.job.approved_nusd
        return min(100, round(100 * self.seen.job.cost_nusd / approved)) if approved else 0

    @property
    def quoted_percent(self) -> int:
        """What was expected, of what was approved."""
        approved = self.seen.job.approved_nusd
        return min(99, round(100 * (self.seen.job.quoted_nusd or 0) / approved)) if approved else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing of it will change by itself: what was sent is paid for when it comes, even if the
        job was cancelled meanwhile."""
        return self.seen.ended and not self.under_way

    @property
    def acts(self) -> str:
        """Which buttons are due."""
        if self.seen.asks:
            return "asks"
        return "done" if self.seen.job.status == "DONE" else "stopped" if self.seen.ended else "open"

    @property
    def is_drafted(self) -> bool:
        """Whether there is a storyboard to look at."""
        return self.seen.panels > 0


def routes(office: Office) -> list[Route]:
    def look(episode_id: int) -> Look:
        shown = shown_job(office, episode_id)
        return Look(lambda language: _parts(shown, language), shown.is_over)

    watched = Live(office.engine, lambda episode_id: _mark(office, episode_id), look)

    def job(request: Request) -> Response:
        shown = shown_job(office, request.path_params["episode_id"])
        mine = shown.is_over and caller_of(request).sees_all
        state, ways, *panels = map(Markup, _parts(shown, language_of(request), keeps_house=mine).values())
        return page(
            request,
            "job.html",
            job=shown,
            state=state,
            ways=ways,
            left=_left(office, shown),
            usd=usd,
            cap=f"{to_usd(shown.seen.job.cost_max_nusd or 0):.2f}",
            letters_of_failures=letters_of_failures(Voice(language_of(request))),
            panels=panels,
            steps=SUB_JOBS,
            refresh_seconds=REFRESH_SECONDS,
        )

    def now(request: Request) -> Response:
        shown = shown_job(office, request.path_params["episode_id"])
        parts = dict(_parts(shown, language_of(request)))
        return JSONResponse(parts, headers={"Cache-Control": "no-store"})

    async def live(request: Request) -> Response:
        episode_id, language = request.path_params["episode_id"], language_of(request)
        return Watching(watched, episode_id, language, await watched.open(episode_id, language))

    return [
        Route("/studio/{episode_id:int}", job),
        Route("/studio/{episode_id:int}/now", now),
        Route("/studio/{episode_id:int}/live", live),
    ]


def shown_job(office: Office, episode_id: int) -> Shown:
    """Raises EpisodeMissing, JobMissing."""
    episode = office.works.episode(episode_id)
    seen = progress(office.works, episode_id)
    seen = replace(seen, job=booked(office.engine, [seen.job])[0])
    folder = episode_folder(office.home, episode_id, episode.folder)
    there = {path.name for path in folder.web.glob("panel_*_640.webp")}
    printed = office.works.panels.printed(episode_id, episode.language)
    lettered = {n: f"panel_{n:03d}_{sha256[:MARK_CHARACTERS]}_640.webp" for n, sha256 in printed.items()}
    names = {n: name for n, name in lettered.items() if name in there}
    outdated = office.works.panels.outdated(episode_id)
    taken = {take.panel: take for take in takes_of(office.works, episode_id) if take.accepted}
    sketches = _sketches(office, seen) if len(names) < seen.panels else ()
    painted = (
        _panel(episode_id, number, names.get(number, ""), taken.get(number), sketches)
        for number in range(1, seen.panels + 1)
    )
    panels = tuple(replace(one, is_outdated=one.number in outdated) for one in painted)
    failure = seen.job.error_code if seen.job.status == "FAILED" else ""
    under_way = episode_costs.under_way(office.engine, str(episode_id))
    return Shown(episode, seen, panels, failure, waiting_of(seen.job.waiting_for), under_way)


def _mark(office: Office, episode_id: int) -> object:
    """Another one when anything is that its page shows; what was bought for it besides panels, too."""
    name = str(episode_id)
    booked_now = episode_costs.costs(office.engine, [name])
    return mark_of(office.engine, episode_id), booked_now, episode_costs.under_way(office.engine, name)


def _left(office: Office, shown: Shown) -> EpisodeQuote | None:
    """What the panels that a stopped job still lacks will cost; None where nobody can say."""
    draft = office.works.drafts.find(shown.episode.id) if shown.acts == "stopped" else None
    if draft is None:
        return None
    lacking = {one.number for one in shown.panels if not one.page}
    shots = tuple(shot for shot in draft.board.shots if shot.number in lacking)
    with suppress(UsageError):  # a model that nobody sells any more
        return office.drafting.quote(shown.episode.id, replace(draft.board, shots=shots)) if shots else None
    return None


def _sketches(office: Office, seen: Progress) -> tuple[str, ...]:
    """Addresses of quick drawings of what a bought painter is asked for; a free one is as quick itself."""
    if seen.asks or not seen.job.quoted_nusd or office.sketch is None:
        return ()
    board = next(step for step in seen.steps if step.kind == "director.storyboard")
    return _sketches_of(office.works, office.catalog, seen.job.episode_id, board.output)


@lru_cache(maxsize=SKETCHED_KEPT)
def _sketches_of(
    works: Works, catalog: Callable[[], Catalog], episode_id: int, _output: str
) -> tuple[str, ...]:
    """`_output` is the storyboard's, which names its calls."""
    draft = works.drafts.find(episode_id)
    marks = () if draft is None else sketch_marks(draft.board, catalog())
    return tuple(f"/studio/{episode_id}/shots/{place}/{mark}.webp" for place, mark in enumerate(marks, 1))


def _panel(episode_id: int, number: int, name: str, take: Take | None, sketches: Sequence[str]) -> ShownPanel:
    address = f"/studio/{episode_id}/panels/{number}"
    sketch = "" if name or number > len(sketches) else sketches[number - 1]
    shown = ShownPanel(number, f"{address}/{name}" if name else "", "", sketch=sketch)
    if take is None:
        return shown
    cost, took = int(take.cost_nusd), take.asked_seconds
    return replace(shown, page=address, model=take.model, cost_nusd=cost, seconds=took)


def _parts(shown: Shown, language: Language, *, keeps_house: bool = False) -> Parts:
    """The state, where to go, and each panel, by the ids of their elements. Those who watch share what they
    see, so a budget's amounts are told only to who loads the page of what is over and keeps the house."""
    voice = Voice(language)
    stored = shown.seen.job.error
    reason = why(voice, shown.failure, stored, keeps_house=keeps_house) if shown.failure else ""
    waits = waits_for(voice, shown.waiting)
    told = {"t": voice, "job": shown, "usd": usd, "reason": reason, "waits": waits}
    state, ways = (environment().get_template(name).render(told) for name in ("_state.html", "_ways.html"))
    panels = () if shown.seen.asks else shown.panels  # there will be others, perhaps
    return {
        "state": state,
        "ways": ways,
        **{f"panel-{one.number}": _panel_part(one, language) for one in panels},
    }


@lru_cache(maxsize=PANELS_KEPT)
def _panel_part(one: ShownPanel, language: Language) -> str:
    """Most are the same at each change of a job."""
    return environment().get_template("_panel.html").render(t=Voice(language), one=one, usd=usd)


def waiting_of(job_waiting_for: str) -> str:
    """The code of what a queued job waits for; "" where it waits for nothing but its turn, or until nobody
    edits."""
    said = facts_of(job_waiting_for or "{}")
    code = str(said.get("waiting_for", said.get("code", "")))
    return "" if code == RESTS else code
