"""`/api/jobs`: jobs and their sub-jobs, followed, stopped and asked for again; progress as it happens."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import JSONResponse, Response

from toonverse.domain.story import Language
from toonverse.jobs import orders
from toonverse.jobs.costs import booked
from toonverse.jobs.follow import plain_job, progress
from toonverse.store.records import Job
from toonverse.store.watching import mark_of
from toonverse.web.api.naming import told
from toonverse.web.api.paging import Cursor, Limit, number_of, paged
from toonverse.web.callers import Calling
from toonverse.web.office import Office
from toonverse.web.pages.live import Live, Look, Watching

LANGUAGE: Language = "en"
"""Of no matter here: a state has no words."""

JobId = Annotated[int, Path(ge=1, le=2**31 - 1)]


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    _asked(router, office)

    def look(episode_id: int) -> Look:
        state = state_of(office, episode_id)
        return Look(lambda language: state, bool(state["ended"]))

    mark = partial(mark_of, office.engine)
    watched = Live(office.engine, mark, look, "progress", whole=True)

    @router.get(
        "/episodes/{episode_id:int}/events",
        response_class=Response,
        responses={200: {"content": {"text/event-stream": {}}}},
    )
    async def events(episode_id: int) -> Watching:
        """How far the episode is, as server-sent events: the whole state first, then at every change, until
        its job ends (`event: end`). All who watch an episode share one look at it. 503 where too many watch.
        """
        return Watching(watched, episode_id, LANGUAGE, await watched.open(episode_id, LANGUAGE))

    return router


def _asked(router: APIRouter, office: Office) -> None:
    @router.get("/jobs")
    def list_jobs(caller: Calling, limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """My jobs, newest first; for an admin everybody's. Each is an episode's `pipeline.full`."""
        whose = None if caller.sees_all else caller.account
        found = booked(office.engine, office.works.jobs.listed_before(whose, number_of(cursor), limit + 1))
        return told(paged("jobs", found, limit, plain_job, lambda job: [job.id]))

    @router.get("/jobs/{job_id:int}")
    def show_job(job_id: JobId) -> JSONResponse:
        """A job with its sub-jobs, or a sub-job: status, times, cost and output."""
        return told(_whole(office, office.works.jobs.get(job_id)))

    @router.post("/jobs/{job_id:int}/cancel")
    def cancel(job_id: JobId) -> JSONResponse:
        """Stops a job that has not ended; an open sub-job stops its whole job, for nothing follows it."""
        job = office.works.jobs.get(job_id)
        if job.parent_id is None or job.status in ("QUEUED", "RUNNING"):
            orders.cancel(office.works, job.episode_id)
        return told(_whole(office, office.works.jobs.get(job_id)))

    @router.post("/jobs/{job_id:int}/retry")
    def retry(job_id: JobId) -> JSONResponse:
        """Queues a job that failed or was cancelled again. A sub-job that is done is done anew, with those
        after it. Script and storyboard by which a panel was asked for stay as they are (`kept`), and no
        picture is bought again: `reroll` does that.
        """
        job = office.works.jobs.get(job_id)
        orders.retry(office.works, job.episode_id, None if job.parent_id is None else job.kind)
        return told(_whole(office, office.works.jobs.get(job_id)))

    @router.post("/jobs/{job_id:int}/run")
    def run(job_id: JobId) -> JSONResponse:
        """Does one finished sub-job anew, alone: nothing after it. Script and storyboard are made anew until
        a panel was asked for by them, shots with their script, and the job waits for `approve`; from then
        on they stay (`kept`). One that failed is retried with its job. 422 for a whole job.
        """
        orders.run_alone(office.works, office.works.jobs.get(job_id))
        return told(_whole(office, office.works.jobs.get(job_id)))


def state_of(office: Office, episode_id: int) -> dict[str, object]:
    """How far an episode is. Raises UsageError (`episode_missing`, `job_missing`)."""
    office.works.episode(episode_id)
    seen = progress(office.works, episode_id)
    job, *steps = booked(office.engine, (seen.job, *seen.steps))
    return {
        "job": plain_job(job),
        "steps": [plain_job(step) for step in steps],
        "panels": seen.panels,
        "painted": seen.painted,
        "lettered": seen.lettered,
        "ended": seen.ended,
    }


def _whole(office: Office, job: Job) -> dict[str, object]:
    if job.parent_id is not None:
        return plain_job(*booked(office.engine, [job]))
    _, *steps = office.works.jobs.of_episode(job.episode_id)
    job, *steps = booked(office.engine, [job, *steps])
    return {**plain_job(job), "steps": [plain_job(step) for step in steps]}
