"""`/studio/{episode}`: a job as it is watched; its panels come as they are lettered, each with its price.

Whole without a script (it refreshes itself); with one a stream brings what changes (`live.py`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from toonverse.domain.story import Language
from toonverse.errors import MoneyRefused, ProviderError, UsageError
from toonverse.jobs import orders
from toonverse.jobs.costs import booked, takes_of
from toonverse.jobs.follow import Progress, facts_of, progress
from toonverse.store.folders import episode_folder
from toonverse.store.job_rows import RESTS
from toonverse.store.records import SUB_JOBS, Episode, Take
from toonverse.web.i18n import Voice, language_of
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.live import Live, Look, Parts, Watching
from toonverse.web.templating import environment, page

REFRESH_SECONDS = 4
"""Where no script runs."""
PANELS_KEPT = 2_000
"""As HTML, each half a kilobyte."""


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """`picture` and `page` are addresses, "" where there is none yet. `seconds` is when it was painted, since
    the job began."""

    number: int
    picture: str
    page: str
    model: str = ""
    cost_nusd: int = 0
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A job as its page tells it."""

    episode: Episode
    seen: Progress
    panels: tuple[ShownPanel, ...]
    failure: str
    facts: Mapping[str, object]
    waiting: str

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
        return Look(lambda language: _parts(shown, language), shown.seen.ended)

    watched = Live(office.engine, look)

    def job(request: Request) -> Response:
        shown = shown_job(office, request.path_params["episode_id"])
        state, *panels = map(Markup, _parts(shown, language_of(request)).values())
        return page(
            request,
            "job.html",
            job=shown,
            state=state,
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
    names = {path.name[6:9]: path.name for path in sorted(folder.web.glob("panel_*_640.webp"))}
    taken = {take.panel: take for take in takes_of(office.works, episode_id) if take.accepted}
    panels = tuple(
        _panel(episode_id, number, names.get(f"{number:03d}", ""), taken.get(number), seen.job.started_at)
        for number in range(1, seen.panels + 1)
    )
    failure, facts = "", {}
    if seen.job.status == "FAILED":
        error = orders.failure(seen.job)
        told = isinstance(error, UsageError | MoneyRefused | ProviderError)
        failure, facts = seen.job.error_code, facts_of(seen.job.error) if told else {}
    return Shown(episode, seen, panels, failure, facts, waiting_words(seen.job.waiting_for))


def _panel(
    episode_id: int, number: int, name: str, take: Take | None, started_at: datetime | None
) -> ShownPanel:
    address = f"/studio/{episode_id}/panels/{number}"
    shown = ShownPanel(number, f"{address}/{name}" if name else "", "")
    if take is None:
        return shown
    since = None if started_at is None else max(0, round((take.created_at - started_at).total_seconds()))
    return replace(
        shown,
        page=address,
        model=take.model,
        cost_nusd=int(take.cost_nusd),
        seconds=since,
    )


def _parts(shown: Shown, language: Language) -> Parts:
    """The state and each panel, by the ids of their elements."""
    state = environment().get_template("_state.html").render(t=Voice(language), job=shown, usd=usd)
    panels = () if shown.seen.asks else shown.panels  # there will be others, perhaps
    return {"state": state, **{f"panel-{one.number}": _panel_part(one, language) for one in panels}}


@lru_cache(maxsize=PANELS_KEPT)
def _panel_part(one: ShownPanel, language: Language) -> str:
    """Most are the same at each change of a job."""
    return environment().get_template("_panel.html").render(t=Voice(language), one=one, usd=usd)


def waiting_words(job_waiting_for: str) -> str:
    """The code of what a queued job waits for; "" where it waits for nothing but its turn, or until nobody
    edits."""
    try:
        said = json.loads(job_waiting_for or "{}")
    except ValueError:
        return ""
    code = str(said.get("waiting_for", said.get("code", ""))) if isinstance(said, dict) else ""
    return "" if code == RESTS else code
