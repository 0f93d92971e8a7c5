"""How far a job is, read from its rows: the same whether this process runs it or another one."""

import json
from dataclasses import dataclass
from typing import Any

from toonverse.money import usd_number
from toonverse.store.job_rows import AWAITS_APPROVAL
from toonverse.store.records import Job, JobKind, JobStatus
from toonverse.store.works import Works

ENDED: tuple[JobStatus, ...] = ("DONE", "FAILED", "CANCELLED")


@dataclass(frozen=True, slots=True)
class Progress:
    """`panels` is 0 until the storyboard stands. `steps` are the sub-jobs in order."""

    job: Job
    steps: tuple[Job, ...]
    panels: int
    painted: int
    lettered: int

    @property
    def ended(self) -> bool:
        return self.job.status in ENDED

    @property
    def asks(self) -> bool:
        """Whether it waits for somebody to look at its storyboard and say yes (`drafting`)."""
        return self.job.status == "QUEUED" and self.job.waiting_for == AWAITS_APPROVAL

    @property
    def now(self) -> JobKind:
        """The sub-job that is at work, or the last one."""
        return next((step.kind for step in self.steps if step.status != "DONE"), self.steps[-1].kind)


def progress(works: Works, episode_id: int) -> Progress:
    """Raises UsageError (`job_missing`)."""
    job, *steps = works.jobs.of_episode(episode_id) or (works.jobs.find(episode_id, "pipeline.full"),)
    counts = works.panels.counts(episode_id)
    return Progress(job, tuple(steps), counts.panels, counts.painted, counts.lettered)


def plain_job(job: Job) -> dict[str, object]:
    """A job or sub-job as plain values: what `--json` and the API say of it."""
    return {
        "id": job.id,
        "episode_id": job.episode_id,
        "kind": job.kind,
        "status": job.status,
        "attempt": job.attempt,
        "waiting_for": job.waiting_for,
        "created_at": job.created_at.isoformat(),
        "started_at": job.started_at.isoformat() if job.started_at else None,
        "completed_at": job.completed_at.isoformat() if job.completed_at else None,
        "processing_seconds": job.processing_seconds,
        "cost_usd": usd_number(job.cost_nusd),
        "output": json.loads(job.output),
        "error_code": job.error_code,
        "error": facts_of(job.error) if job.error_code else {},
    }


def facts_of(stored: str) -> dict[str, Any]:
    """An error's facts as they were stored; what can't be read is shown as it is."""
    try:
        facts = json.loads(stored)
    except ValueError:
        return {"reason": stored}
    return facts if isinstance(facts, dict) else {"reason": stored}
