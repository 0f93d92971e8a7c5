"""What a person may want of a job. All of it is written to the job's row: no engine, no lock is needed."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from toonverse.errors import MoneyRefused, ToonverseError, UsageError
from toonverse.jobs.follow import facts_of
from toonverse.metering.refusals import BuyingStopped, Paused
from toonverse.store.records import SUB_JOBS, Episode, Job, SubJobKind
from toonverse.store.works import Works
from toonverse.studio.retakes import give_up
from toonverse.studio.sheets import give_up_sheets
from toonverse.studio.turns import RunStopped

ANEW_FROM: tuple[SubJobKind, ...] = ("lettering.apply", "packaging.assemble")
"""What is made anew where only files are gone. What was stored before the first buy, and bought, stays."""

TEXTS: tuple[SubJobKind, ...] = ("text.script", "director.storyboard")
"""Made anew until a panel is asked for by them; from then on done anew they stay as they are."""


class StepNotRepeatable(UsageError):
    """No sub-job of an episode's job. Facts: `step`, `repeatable`."""

    code = "step_not_repeatable"


def want(works: Works, home: Path, episode: Episode, cost_max_nusd: int | None) -> Job:
    """Asks for the episode again: a stopped job is queued, a finished one only if files of it are gone.

    A cap replaces an earlier one, and a job at work keeps to it from its next call on. None leaves the
    earlier one: what was promised to cost no more may not do so because an option was left out.
    """
    job = works.jobs.find(episode.id, "pipeline.full")
    if cost_max_nusd is not None:
        works.jobs.cap(job.id, cost_max_nusd)
    if job.status in ("FAILED", "CANCELLED"):
        return works.jobs.retry(job.id)
    if job.status == "DONE" and not _whole(works, home, episode):
        works.panels.forget_letterings(episode.id)
        return works.jobs.again(job.id, ANEW_FROM)
    return job


def retry(works: Works, episode_id: int, step: str | None) -> Job:
    """Queues a failed or cancelled job; with a finished `step`, for that step and those after it. Pictures
    that are there stay: no step buys one again.

    Raises UsageError (`job_missing`, `step_not_repeatable`).
    """
    job = works.jobs.find(episode_id, "pipeline.full")
    if step is None:
        return works.jobs.retry(job.id)
    kind = _sub_job(step)
    if works.jobs.find(episode_id, kind).status != "DONE":
        return works.jobs.retry(job.id)
    anew = SUB_JOBS[SUB_JOBS.index(kind) :]
    if kind in TEXTS:
        drafted = works.drafts.anew(episode_id, _texts_from(kind), alone=False)
        if drafted is not None:
            return drafted
        anew = (*_texts_from(kind), *ANEW_FROM)
    if "lettering.apply" in anew:
        works.panels.forget_letterings(episode_id)
    works.jobs.again(job.id, anew)
    return works.jobs.retry(job.id)


def run_alone(works: Works, job: Job) -> Job:
    """A finished step anew, and nothing after it: `image.generate` makes what more was ordered. A script's
    shots are laid out with it, and the job then waits for somebody's yes (`drafting`). One that failed or was
    cancelled is retried with its job; one that is yet to come is left to it.

    Raises StepNotRepeatable for a whole job.
    """
    kind = _sub_job(job.kind)
    assert job.parent_id is not None
    if job.status != "DONE":
        return works.jobs.retry(job.parent_id)
    if kind in TEXTS:
        drafted = works.drafts.anew(job.episode_id, _texts_from(kind), alone=True)
        if drafted is not None:
            return drafted
    if kind == "lettering.apply":
        works.panels.forget_letterings(job.episode_id)
    return works.jobs.again(job.parent_id, [kind])


def cancel(works: Works, episode_id: int) -> Job:
    """Stops its job; what was bought stays bought, further takes and sheets are wanted no more.

    Harmless when it has ended. Raises UsageError (`job_missing`).
    """
    job = works.jobs.cancel(works.jobs.find(episode_id, "pipeline.full").id)
    if job.status == "CANCELLED":
        stopped = RunStopped(episode=episode_id, run=job.attempt)
        give_up(works, episode_id, stopped)
        give_up_sheets(works, works.episode(episode_id), stopped)
    return job


def failure(job: Job) -> ToonverseError:
    """What stopped a job, as the error it was; a cancelled job was stopped by somebody."""
    if job.status == "CANCELLED":
        return RunStopped(episode=job.episode_id, run=job.attempt)
    return error_of(job.error_code, job.error)


def error_of(code: str, stored: str) -> ToonverseError:
    """The error of that code, with the facts that were stored of it (JSON)."""
    facts, kind = facts_of(stored), kind_of(code)
    return kind(**facts) if kind.code == code else ToonverseError(**{**facts, "code": code})


def kind_of(code: str) -> type[ToonverseError]:
    """The class of that code; the root of all where none here has it."""
    return next((kind for kind in _kinds(ToonverseError) if kind.code == code), ToonverseError)


def paused(job: Job, now: datetime, is_stopped: Callable[[], bool]) -> MoneyRefused | None:
    """That a job waits for what may take days: the operator's switch, or the next window of a budget which is
    used up. None if it does not."""
    facts = facts_of(job.waiting_for or "{}")
    if facts.get("waiting_for") == BuyingStopped.code:
        return BuyingStopped() if is_stopped() else None
    until = facts.get("resets_at")
    if not until or facts.get("only_unsettled") or datetime.fromisoformat(until) <= now:
        return None
    return Paused(**facts)


def output_paths(works: Works, home: Path, episode_id: int) -> tuple[Path, tuple[Path, ...], Path]:
    """Strip, slices and CBZ of a finished episode, absolute."""
    made = json.loads(works.jobs.find(episode_id, "packaging.assemble").output)
    root = home.resolve()
    return root / made["strip"], tuple(root / name for name in made["slices"]), root / made["cbz"]


def _whole(works: Works, home: Path, episode: Episode) -> bool:
    strip, slices, cbz = output_paths(works, home, episode.id)
    return all(path.is_file() for path in (strip, cbz, *slices))


def _sub_job(step: str) -> SubJobKind:
    """Raises StepNotRepeatable."""
    kind = next((one for one in SUB_JOBS if one == step), None)
    if kind is None:
        raise StepNotRepeatable(step=step[:80], repeatable=", ".join(SUB_JOBS))
    return kind


def _texts_from(kind: SubJobKind) -> tuple[SubJobKind, ...]:
    """Shots are of one script: what is made of another one is made with it."""
    return TEXTS[TEXTS.index(kind) :]


def _kinds(kind: type[ToonverseError]) -> Iterator[type[ToonverseError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)
