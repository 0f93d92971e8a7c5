"""`/api/jobs`: jobs and their sub-jobs, followed, stopped and asked for again; progress as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, StreamingResponse

from toonverse.jobs import orders
from toonverse.jobs.costs import booked
from toonverse.jobs.follow import plain_job, progress
from toonverse.store.records import Job
from toonverse.web.api.naming import told
from toonverse.web.api.paging import Cursor, Limit, number_of, paged
from toonverse.web.callers import Calling
from toonverse.web.office import Office
from toonverse.web.turnstile import RETRY_AFTER_SECONDS, Busy

STREAMS_MAX = 64
"""Streams of progress that this process sends at the same time."""

LOOK_SECONDS = 0.5
BEAT_ROUNDS = 30
"""After so many looks without news a comment is sent, so that no proxy takes the line for dead."""

STREAM_ROUNDS_MAX = 7_200
"""An hour; who still wants to know then asks again, and gets the whole state first."""

JobId = Annotated[int, Path(ge=1, le=2**31 - 1)]


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    _asked(router, office)
    streams: set[object] = set()

    @router.get(
        "/episodes/{episode_id:int}/events",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/event-stream": {}}}},
    )
    async def events(episode_id: int) -> StreamingResponse:
        """How far the episode is, as server-sent events: the whole state first, then at every change, until
        its job ends (`event: end`). 503 where too many are sent already.
        """
        await run_in_threadpool(state_of, office, episode_id)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        if len(streams) >= STREAMS_MAX:
            raise Busy(retry_after_seconds=RETRY_AFTER_SECONDS)
        return StreamingResponse(
            _events(office, episode_id, streams), media_type="text/event-stream", headers=headers
        )

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


async def _events(office: Office, episode_id: int, streams: set[object]) -> AsyncIterator[str]:
    last, silent, me = "", 0, object()
    streams.add(me)
    try:
        for _ in range(STREAM_ROUNDS_MAX):
            state = await run_in_threadpool(state_of, office, episode_id)
            now = json.dumps(state, ensure_ascii=False)
            if now != last:
                yield f"event: progress\ndata: {now}\n\n"
            elif silent >= BEAT_ROUNDS:
                yield ": still at work\n\n"
            silent = 0 if now != last or silent >= BEAT_ROUNDS else silent + 1
            last = now
            if state["ended"]:
                yield "event: end\ndata: {}\n\n"
                return
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        streams.discard(me)


def _whole(office: Office, job: Job) -> dict[str, object]:
    if job.parent_id is not None:
        return plain_job(*booked(office.engine, [job]))
    _, *steps = office.works.jobs.of_episode(job.episode_id)
    job, *steps = booked(office.engine, [job, *steps])
    return {**plain_job(job), "steps": [plain_job(step) for step in steps]}
