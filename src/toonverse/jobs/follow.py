"""How far a job is, read from its rows: the same whether this process runs it or another one."""

from dataclasses import dataclass

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
    def now(self) -> JobKind:
        """The sub-job that is at work, or the last one."""
        return next((step.kind for step in self.steps if step.status != "DONE"), self.steps[-1].kind)


def progress(works: Works, episode_id: int) -> Progress:
    """Raises UsageError (`job_missing`)."""
    job, *steps = works.jobs.of_episode(episode_id)
    counts = works.panels.counts(episode_id)
    return Progress(job, tuple(steps), counts.panels, counts.painted, counts.lettered)
