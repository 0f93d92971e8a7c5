"""`/api/episodes` and `/api/quotes`: a story is priced, ordered, followed, stopped and asked for again.

An order is bought by the account whose key came with it, from its balance and within its budgets. Whoever
runs the home's jobs (this server, unless another process was first) finds it by its row.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from toonverse.domain.story import Style
from toonverse.errors import MoneyRefused, ProviderError, UsageError
from toonverse.jobs import orders
from toonverse.jobs.costs import booked
from toonverse.jobs.follow import plain_job, progress
from toonverse.metering.calls import Quality
from toonverse.metering.idempotency import once
from toonverse.money import from_usd, usd_number
from toonverse.store.records import Episode, Job
from toonverse.store.works import ProjectMissing
from toonverse.studio.commission import Commission
from toonverse.studio.estimate import estimate
from toonverse.studio.intake import take_in
from toonverse.studio.panels import DEFAULT_QUALITY
from toonverse.studio.quote import EpisodeQuote
from toonverse.studio.tiers import wait_hours_max
from toonverse.web.access import ID_MAX
from toonverse.web.api.naming import Name, named, told
from toonverse.web.api.paging import Cursor, Limit, number_of, paged
from toonverse.web.api.words import LINE
from toonverse.web.callers import Caller, Calling
from toonverse.web.office import Office
from toonverse.web.turnstile import Turnstile

WORD_MAX = 200

READERS_AT_ONCE = 2
"""Reading a story keeps a core busy, a long one for a minute: the pages and the gateway need one, too."""

READERS_WAITING_MAX = 16


class EditionUnnamed(UsageError):
    """`new` makes another episode each time, so it wants an `Idempotency-Key` that says which time it is."""

    code = "edition_unnamed"


EXAMPLE: JsonDict = {
    "story": "INT. LIGHTHOUSE - NIGHT\n\nRain. MARA lights the lamp.\n\nMARA\nSomebody is out there.\n",
    "filename": "lighthouse.fountain",
    "style": "webtoon",
    "panels": 8,
    "max_cost_usd": "1.50",
}


class Order(BaseModel):
    """A story and how its episode is wished; the same order again is the same episode."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})
    story: Annotated[str, Field(min_length=1)]
    filename: Annotated[
        str, Field(max_length=WORD_MAX, description="A hint: `.fountain`, a title."), LINE
    ] = "story.txt"
    title: Annotated[Annotated[str, LINE] | None, Field(max_length=WORD_MAX)] = None
    project_id: Annotated[
        int | None, Field(ge=1, le=ID_MAX, description="Mine; left out, that of the story's title.")
    ] = None
    language: Literal["auto", "ko", "en"] = "auto"
    style: Style = "webtoon"
    panels: int | None = None
    text_model: Annotated[str | None, Field(max_length=WORD_MAX)] = None
    image_model: Annotated[str | None, Field(max_length=WORD_MAX)] = None
    quality: Quality = DEFAULT_QUALITY
    max_cost_usd: Annotated[Decimal | None, Field(ge=0, le=1_000_000)] = None
    new: bool = False
    review: Annotated[bool, Field(description="Stop at the storyboard, until it is approved.")] = False
    when_cheap: Annotated[bool, Field(description="Buy by batch, for less: it may take a day or more.")] = (
        False
    )
    sheets: Annotated[bool, Field(description="Show a bought painter sheets of the characters.")] = True


class StepAgain(BaseModel):
    """`step` of a finished job is done anew, with those after it."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [{"step": "lettering.apply"}]}
    )
    step: Annotated[str | None, Field(max_length=80)] = None


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    _taken(router, office)
    _followed(router, office)
    return router


def _taken(router: APIRouter, office: Office) -> None:
    readers = Turnstile(READERS_AT_ONCE, READERS_WAITING_MAX)

    def estimated(body: Order, caller: Caller) -> EpisodeQuote:
        commission = _commission(office, caller, body)
        office.require(commission)
        return estimate(office.pricing, office.catalog(), commission)

    @router.post("/quotes")
    async def quote(body: Order, caller: Calling) -> JSONResponse:
        """What an order will likely cost, and at most: what its job would hold. 503 where many ask."""
        async with readers.passed():
            found = await run_in_threadpool(estimated, body, caller)
        steps = [
            {
                "step": step.step,
                "model": step.model,
                "calls": step.calls,
                "expected_usd": usd_number(step.expected_nusd),
                "maximum_usd": usd_number(step.maximum_nusd),
                "maximum_tokens": step.maximum_tokens,
            }
            for step in found.steps
        ]
        return told(
            {
                "panels": found.panels,
                "expected_usd": usd_number(found.expected_nusd),
                "maximum_usd": usd_number(found.maximum_nusd),
                "maximum_tokens": found.maximum_tokens,
                "wait_hours_max": wait_hours_max(office.catalog(), found, body.when_cheap),
                "steps": steps,
            }
        )

    @router.post("/episodes", status_code=202)
    def order(body: Order, request: Request, caller: Calling, name: Name = None) -> JSONResponse:
        """Takes the order on: 202 with the episode and its job. Sent again under its `Idempotency-Key` it
        only tells how far it is; without one a failed job is queued again.
        """
        if body.new and name is None:
            raise EditionUnnamed()
        commission = _commission(office, caller, body)
        office.require(commission)
        if body.new:
            commission = replace(commission, edition=name or "")
        _, again = once(office.engine, office.clock, named(name, caller, request, body), lambda tx: {})
        episode = office.works.find_episode(commission.identity) if again else None
        if episode is None:
            episode = office.take_on(commission)
            cap = None if body.max_cost_usd is None else from_usd(body.max_cost_usd)
            orders.want(office.works, office.home, episode, cap)
        answer = told(_described(office, episode), 202, again=again)
        answer.headers["Location"] = f"/api/episodes/{episode.id}"
        return answer


def _followed(router: APIRouter, office: Office) -> None:
    @router.get("/episodes")
    def list_episodes(caller: Calling, limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """My episodes, newest first; for an admin everybody's."""
        whose = None if caller.sees_all else caller.account
        found = office.works.made_before(whose, number_of(cursor), limit + 1)
        return told(paged("episodes", found, limit, plain_episode, lambda episode: [episode.id]))

    @router.get("/episodes/{episode_id:int}")
    def show_episode(episode_id: int) -> JSONResponse:
        """An episode with its job, step by step."""
        return told(_described(office, office.works.episode(episode_id)))

    @router.post("/episodes/{episode_id:int}/cancel")
    def cancel(episode_id: int) -> JSONResponse:
        """Stops its job; what was bought stays bought. Harmless when it has ended."""
        orders.cancel(office.works, episode_id)
        return told(_described(office, office.works.episode(episode_id)))

    @router.post("/episodes/{episode_id:int}/retry")
    def retry(episode_id: int, body: StepAgain) -> JSONResponse:
        """Queues a failed or cancelled job again, or a finished one for a step."""
        orders.retry(office.works, episode_id, body.step)
        return told(_described(office, office.works.episode(episode_id)))


def _commission(office: Office, caller: Caller, body: Order) -> Commission:
    """Raises UsageError. A project not said is named after the story's own title, whatever the episode is
    called."""
    data = body.story.replace("\0", "").encode()  # in a file they mean that it is no text; here it is one
    own = take_in(data, body.filename, None, body.language)
    story = own if body.title is None else take_in(data, body.filename, body.title, body.language)
    project = own.title if body.project_id is None else _project_of(office, caller, body.project_id)
    writer, painter = office.models()
    return Commission(
        story,
        project,
        body.style,
        body.panels,
        body.text_model or writer,
        body.image_model or painter,
        body.quality,
        caller.account,
        when_cheap=body.when_cheap,
        review=body.review,
        sheets=body.sheets,
        placed=project != own.title,
    )


def _project_of(office: Office, caller: Caller, project_id: int) -> str:
    """The title, by which it is found, of a project of the caller's. Raises ProjectMissing."""
    project = office.works.project(project_id)
    if project.account != caller.account:
        raise ProjectMissing(project_id=project_id)
    return project.title


def _described(office: Office, episode: Episode) -> dict[str, object]:
    seen = progress(office.works, episode.id)
    job, *steps = booked(office.engine, (seen.job, *seen.steps))
    return {
        **plain_episode(episode),
        "panels": seen.panels,
        "painted": seen.painted,
        "lettered": seen.lettered,
        "job": _plain_job(job),
        "steps": [_plain_job(step) for step in steps],
    }


def _plain_job(job: Job) -> dict[str, object]:
    """A job as it is told to a caller: what the storage says of a failure names places on this machine."""
    said = plain_job(job)
    is_told = not job.error_code or isinstance(orders.failure(job), UsageError | MoneyRefused | ProviderError)
    return said if is_told else {**said, "error": {}}


def plain_episode(episode: Episode) -> dict[str, object]:
    """An episode without its texts."""
    return {
        "id": episode.id,
        "account": episode.account,
        "project_id": episode.project_id,
        "number": episode.number,
        "title": episode.title,
        "description": episode.description,
        "language": episode.language,
        "style": episode.style,
        "target_panels": episode.target_panels,
        "status": episode.status,
        "created_at": episode.created_at.isoformat(),
        "published_at": None if episode.published_at is None else episode.published_at.isoformat(),
    }
