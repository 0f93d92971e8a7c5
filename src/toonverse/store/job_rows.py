"""Jobs as a person sees them: one `pipeline.full` for an episode and its five sub-jobs.

The durable engine that runs them has its own records; these rows are what status pages and the API
read. Every change is one conditional update, so a replayed or late one does nothing.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.errors import UsageError
from toonverse.store.records import SUB_JOBS, Job, JobKind, SubJobKind
from toonverse.store.rows import insert_missing
from toonverse.store.tables import episodes, jobs, panels, projects, takes

ERROR_CHARACTERS_MAX = 2_000

JOBS_LISTED_MAX = 500

FACT_CHARACTERS_MAX = 500
"""Some providers send a whole page of HTML."""

AWAITS_APPROVAL = '{"waiting_for": "approval"}'
"""In `waiting_for` of a job whose storyboard somebody wants to see before anything is painted."""

RESTS = "rest"
"""In `waiting_for` of a job that is wanted again for what a person edits: it starts when nobody does."""

_OPEN = ("QUEUED", "RUNNING")
QUEUED_AGAIN = {
    "status": "QUEUED",
    "attempt": jobs.c.attempt + 1,
    "completed_at": None,
    "error_code": "",
    "error": "",
    "waiting_for": "",
    "approved_nusd": None,
}


class JobMissing(UsageError):
    code = "job_missing"


class JobRows:
    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def open(self, episode_id: int) -> Job:
        """The episode's `pipeline.full` job, made with its sub-jobs (all QUEUED) if there is none."""
        with writing(self._engine).begin() as tx:
            self._insert(tx, episode_id, "pipeline.full", None)
            parent = _row(tx, jobs.c.episode_id == episode_id, jobs.c.kind == "pipeline.full")
            for kind in SUB_JOBS:
                self._insert(tx, episode_id, kind, parent.id)
        return parent

    def of_episode(self, episode_id: int) -> tuple[Job, ...]:
        """`pipeline.full` first, then its sub-jobs in their order; empty before `open`."""
        query = sa.select(jobs).where(jobs.c.episode_id == episode_id).order_by(jobs.c.id)
        with self._engine.connect() as tx:
            return tuple(job_of(row) for row in tx.execute(query))

    def find(self, episode_id: int, kind: JobKind) -> Job:
        """Raises UsageError (`job_missing`)."""
        with self._engine.connect() as tx:
            return _row(tx, jobs.c.episode_id == episode_id, jobs.c.kind == kind)

    def get(self, job_id: int) -> Job:
        """Raises UsageError (`job_missing`)."""
        with self._engine.connect() as tx:
            return _row(tx, jobs.c.id == job_id)

    def is_over(self, tx: sa.Connection, episode_id: int) -> bool:
        """Whether the episode's `pipeline.full` has ended, as `tx` sees it."""
        mine = (jobs.c.episode_id == episode_id) & jobs.c.parent_id.is_(None)
        return tx.execute(sa.select(jobs.c.id).where(mine, jobs.c.status.not_in(_OPEN))).first() is not None

    def unfinished(self) -> tuple[Job, ...]:
        """Every `pipeline.full` that is QUEUED or RUNNING, oldest first, without those a person holds or
        edits."""
        at_work = jobs.c.status.in_(_OPEN) & (jobs.c.waiting_for != AWAITS_APPROVAL)
        query = sa.select(jobs).where(jobs.c.parent_id.is_(None), at_work).order_by(jobs.c.id)
        now = self._clock()
        with self._engine.connect() as tx:
            found = [job_of(row) for row in tx.execute(query)]
        return tuple(job for job in found if (until := rests_until(job)) is None or until <= now)

    def recent(self, limit: int = JOBS_LISTED_MAX) -> tuple[Job, ...]:
        """The newest `pipeline.full` jobs, newest first."""
        query = sa.select(jobs).where(jobs.c.parent_id.is_(None)).order_by(jobs.c.id.desc())
        with self._engine.connect() as tx:
            rows = tx.execute(query.limit(min(limit, JOBS_LISTED_MAX)))
            return tuple(job_of(row) for row in rows)

    def ordered(self, since: datetime) -> tuple[Job, ...]:
        """Every `pipeline.full` job ordered since then, oldest first."""
        whole = (jobs.c.parent_id.is_(None), jobs.c.created_at >= since)
        with self._engine.connect() as tx:
            return tuple(job_of(row) for row in tx.execute(sa.select(jobs).where(*whole).order_by(jobs.c.id)))

    def quoted(self, limit: int) -> tuple[Job, ...]:
        """The newest finished `pipeline.full` jobs that were expected to cost something."""
        paid = (jobs.c.status == "DONE", jobs.c.parent_id.is_(None), jobs.c.quoted_nusd > 0)
        query = sa.select(jobs).where(*paid).order_by(jobs.c.id.desc()).limit(limit)
        with self._engine.connect() as tx:
            return tuple(job_of(row) for row in tx.execute(query))

    def cap(self, job_id: int, cost_max_nusd: int | None) -> Job:
        """Sets the most that a job which is not done may ever cost; None takes the cap away."""
        return self._change(job_id, (*_OPEN, "FAILED", "CANCELLED"), cost_max_nusd=cost_max_nusd)

    def approve(self, job_id: int, quoted_nusd: int, approved_nusd: int) -> Job:
        """Keeps what an open job was expected to cost, and its maximum; what was kept first stays."""
        values = {"quoted_nusd": quoted_nusd, "approved_nusd": approved_nusd}
        with writing(self._engine).begin() as tx:
            fresh = (jobs.c.id == job_id) & jobs.c.approved_nusd.is_(None) & jobs.c.status.in_(_OPEN)
            tx.execute(jobs.update().where(fresh).values(values))
            return _row(tx, jobs.c.id == job_id)

    def start(self, job_id: int) -> Job:
        """QUEUED to RUNNING. The first start's time stays, so that names made from it stay."""
        now = self._clock()
        started = sa.func.coalesce(jobs.c.started_at, sa.literal(now, jobs.c.started_at.type))
        values = {"status": "RUNNING", "started_at": started, "waiting_for": "", "resumed_at": now}
        with writing(self._engine).begin() as tx:
            tx.execute(jobs.update().where(jobs.c.id == job_id, jobs.c.status == "QUEUED").values(values))
            waited = (jobs.c.parent_id == job_id, jobs.c.status == "RUNNING", jobs.c.resumed_at.is_(None))
            tx.execute(jobs.update().where(*waited).values(resumed_at=now))
            return _row(tx, jobs.c.id == job_id)

    def take_over(self, job_id: int) -> None:
        """A job that a dead process left at work is at work from now on: of what that process worked counts
        what came before the last thing that it stored."""
        now = self._clock()
        with writing(self._engine).begin() as tx:
            job = _locked(tx, job_id)
            if job.status != "RUNNING":
                return
            steps = jobs.c.parent_id == job_id
            ends = [tx.execute(sa.select(sa.func.max(jobs.c.completed_at)).where(steps)).scalar_one()]
            taken = sa.select(sa.func.max(takes.c.created_at)).join_from(takes, panels)
            ends.append(tx.execute(taken.where(panels.c.episode_id == job.episode_id)).scalar_one())
            seen = max((end for end in ends if end is not None), default=None)
            left = sa.or_(jobs.c.id == job_id, steps) & jobs.c.resumed_at.is_not(None)
            for row in tx.execute(sa.select(jobs.c.id, jobs.c.resumed_at).where(left)).all():
                _pause(tx, seen or row.resumed_at, jobs.c.id == row.id)
                tx.execute(jobs.update().where(jobs.c.id == row.id).values(resumed_at=now))

    def wait(self, job_id: int, waiting_for: str) -> Job:
        """Back to QUEUED, saying what is missing (a budget); it has not failed. Its sub-jobs wait too."""
        return self._stop(job_id, status="QUEUED", waiting_for=waiting_for)

    def note(self, job_id: int, output: str) -> Job:
        """What a job at work has so far, as JSON; what it finishes with takes its place."""
        return self._change(job_id, _OPEN, output=output)

    def note_once(self, job_id: int, output: str) -> Job:
        """The same, unless something is noted already: then that stays, and comes back."""
        with writing(self._engine).begin() as tx:
            fresh = (jobs.c.id == job_id) & (jobs.c.output == "{}") & jobs.c.status.in_(_OPEN)
            tx.execute(jobs.update().where(fresh).values(output=output))
            return _row(tx, jobs.c.id == job_id)

    def finish(self, job_id: int, output: str, cost_nusd: int) -> Job:
        """DONE with the output's JSON. A job that was cancelled meanwhile stays cancelled; one that is wanted
        `again` is QUEUED at once, with the steps that are."""
        now = self._clock()
        with writing(self._engine).begin() as tx:
            _pause(tx, now, jobs.c.id == job_id)
            tx.execute(
                jobs.update()
                .where(jobs.c.id == job_id, jobs.c.status.in_(_OPEN))
                .values(
                    status="DONE",
                    output=output,
                    cost_nusd=cost_nusd,
                    completed_at=now,
                    waiting_for="",
                )
            )
            done = _row(tx, jobs.c.id == job_id)
            if done.status == "DONE" and done.again:
                _queue(tx, job_id, json.loads(done.again))
            return _row(tx, jobs.c.id == job_id)

    def fail(self, job_id: int, error_code: str, error: str, cost_nusd: int) -> Job:
        """FAILED with the code of a ToonverseError and its facts (`error_json`)."""
        return self._stop(
            job_id,
            status="FAILED",
            error_code=error_code,
            error=error[:ERROR_CHARACTERS_MAX],
            cost_nusd=cost_nusd,
            waiting_for="",
        )

    def cancel(self, job_id: int) -> Job:
        """CANCELLED, with its open sub-jobs; a finished job stays as it is."""
        now = self._clock()
        with writing(self._engine).begin() as tx:
            _pause(tx, now, sa.or_(jobs.c.id == job_id, jobs.c.parent_id == job_id))
            tx.execute(
                jobs.update()
                .where(sa.or_(jobs.c.id == job_id, jobs.c.parent_id == job_id), jobs.c.status.in_(_OPEN))
                .values(status="CANCELLED", completed_at=now, waiting_for="")
            )
            return _row(tx, jobs.c.id == job_id)

    def retry(self, job_id: int) -> Job:
        """A FAILED or CANCELLED job to QUEUED, its like sub-jobs too; finished ones stay finished, but those
        that are wanted `again`."""
        stopped = jobs.c.status.in_(("FAILED", "CANCELLED"))
        with writing(self._engine).begin() as tx:
            again = _locked(tx, job_id).again
            tx.execute(
                jobs.update()
                .where(sa.or_(jobs.c.id == job_id, jobs.c.parent_id == job_id), stopped)
                .values(QUEUED_AGAIN)
            )
            queued = _row(tx, jobs.c.id == job_id)
            if again and queued.status == "QUEUED":
                done = jobs.c.parent_id == job_id, jobs.c.kind.in_(json.loads(again))
                tx.execute(jobs.update().where(*done, jobs.c.status == "DONE").values(QUEUED_AGAIN))
                tx.execute(jobs.update().where(jobs.c.id == job_id).values(again=""))
            return _row(tx, jobs.c.id == job_id)

    def again(self, job_id: int, kinds: Collection[SubJobKind], rest_seconds: float = 0.0) -> Job:
        """A finished job to QUEUED, with these of its sub-jobs: they are done anew, the others stay. One that
        goes on is queued so when it ends, one that was stopped when it is retried.

        With `rest_seconds` it starts when nothing more was wanted for so long.
        """
        with writing(self._engine).begin() as tx:
            before = _locked(tx, job_id)
            want_again(tx, before, kinds)
            if rest_seconds and (before.status == "DONE" or rests_until(before) is not None):
                until = self._clock() + timedelta(seconds=rest_seconds)
                said = json.dumps({"waiting_for": RESTS, "until": until.isoformat()})
                tx.execute(jobs.update().where(jobs.c.id == job_id).values(waiting_for=said))
            return _row(tx, jobs.c.id == job_id)

    def listed_before(self, account: str | None, before: int | None, limit: int) -> tuple[Job, ...]:
        """An account's `pipeline.full` jobs (None: everybody's) with ids below `before`, newest first."""
        query = sa.select(jobs).where(jobs.c.parent_id.is_(None)).order_by(jobs.c.id.desc())
        if account is not None:
            whose = sa.select(episodes.c.id).join_from(episodes, projects)
            query = query.where(jobs.c.episode_id.in_(whose.where(projects.c.account == account)))
        if before is not None:
            query = query.where(jobs.c.id < before)
        with self._engine.connect() as tx:
            rows = tx.execute(query.limit(min(limit, JOBS_LISTED_MAX)))
            return tuple(job_of(row) for row in rows)

    def _insert(self, tx: sa.Connection, episode_id: int, kind: JobKind, parent_id: int | None) -> None:
        insert_missing(
            tx,
            jobs,
            {
                "episode_id": episode_id,
                "parent_id": parent_id,
                "kind": kind,
                "status": "QUEUED",
                "attempt": 1,
                "waiting_for": "",
                "created_at": self._clock(),
                "cost_nusd": 0,
                "output": "{}",
                "error_code": "",
                "error": "",
            },
        )

    def _stop(self, job_id: int, **values: object) -> Job:
        """An open one is at work no more; one that does not wait has ended."""
        now = self._clock()
        ended = {} if values["status"] == "QUEUED" else {"completed_at": now}
        with writing(self._engine).begin() as tx:
            _pause(tx, now, sa.or_(jobs.c.id == job_id, jobs.c.parent_id == job_id))
            tx.execute(
                jobs.update().where(jobs.c.id == job_id, jobs.c.status.in_(_OPEN)).values({**values, **ended})
            )
            return _row(tx, jobs.c.id == job_id)

    def _change(self, job_id: int, from_statuses: tuple[str, ...], **values: object) -> Job:
        with writing(self._engine).begin() as tx:
            tx.execute(
                jobs.update().where(jobs.c.id == job_id, jobs.c.status.in_(from_statuses)).values(**values)
            )
            return _row(tx, jobs.c.id == job_id)


def _pause(tx: sa.Connection, now: datetime, of: sa.ColumnElement[bool]) -> None:
    """Those of them that are at work are no more: how long they were is added up."""
    at_work = sa.select(jobs.c.id, jobs.c.worked_ms, jobs.c.resumed_at).where(of)
    query = at_work.where(jobs.c.resumed_at.is_not(None)).order_by(jobs.c.id)
    for row in tx.execute(query.with_for_update()).all():
        more_ms = max(0, round((now - row.resumed_at).total_seconds() * 1000))
        values = {"worked_ms": (row.worked_ms or 0) + more_ms, "resumed_at": None}
        tx.execute(jobs.update().where(jobs.c.id == row.id).values(values))


def plain_fact(value: object) -> object:
    """A fact as JSON has it."""
    return value if isinstance(value, str | int | float | bool) else str(value)


def error_json(facts: Mapping[str, object]) -> str:
    """An error's facts as JSON that fits into a job's row: long values are cut, never the JSON itself."""
    longest = FACT_CHARACTERS_MAX
    told = json.dumps(facts, ensure_ascii=False)
    while len(told) > ERROR_CHARACTERS_MAX and longest:
        cut = {name: fact[:longest] if isinstance(fact, str) else fact for name, fact in facts.items()}
        told = json.dumps(cut, ensure_ascii=False)
        longest //= 2
    return told if len(told) <= ERROR_CHARACTERS_MAX else "{}"


def _locked(tx: sa.Connection, job_id: int) -> Job:
    """The row, which nobody else changes until this transaction ends. Raises UsageError (`job_missing`)."""
    row = tx.execute(sa.select(jobs).where(jobs.c.id == job_id).with_for_update()).first()
    if row is None:
        raise JobMissing()
    return job_of(row)


def full_job(tx: sa.Connection, episode_id: int) -> Job:
    """The episode's `pipeline.full`, which nobody else changes until this transaction ends.

    Raises UsageError (`job_missing`).
    """
    return _locked(tx, _row(tx, jobs.c.episode_id == episode_id, jobs.c.kind == "pipeline.full").id)


def rests_until(job: Job) -> datetime | None:
    """Until when a queued job waits for whoever edits its episode; None where it does not."""
    if job.status != "QUEUED" or f'"{RESTS}"' not in job.waiting_for:
        return None
    return datetime.fromisoformat(json.loads(job.waiting_for)["until"])


def want_again(tx: sa.Connection, job: Job, kinds: Collection[SubJobKind]) -> None:
    """`JobRows.again`, in a transaction that is going on."""
    if job.status == "DONE" or rests_until(job) is not None:
        _queue(tx, job.id, kinds)
    else:
        wanted = {*kinds, *json.loads(job.again or "[]")}
        tx.execute(jobs.update().where(jobs.c.id == job.id).values(again=json.dumps(sorted(wanted))))


def _queue(tx: sa.Connection, job_id: int, kinds: Collection[str]) -> None:
    anew = sa.or_(jobs.c.id == job_id, sa.and_(jobs.c.parent_id == job_id, jobs.c.kind.in_(kinds)))
    tx.execute(jobs.update().where(anew).values({**QUEUED_AGAIN, "again": ""}))


def _row(tx: sa.Connection, *where: sa.ColumnElement[bool]) -> Job:
    row = tx.execute(sa.select(jobs).where(*where)).first()
    if row is None:
        raise JobMissing()
    return job_of(row)


def job_of(row: sa.Row[Any]) -> Job:
    """The row as a value."""
    return Job(**row._asdict())
