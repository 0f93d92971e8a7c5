"""A run's turn at a job, and how it can be told that it is not its turn."""

import json
from dataclasses import dataclass
from datetime import datetime

from toonverse.errors import ToonverseError
from toonverse.store.records import Job


class RunStopped(ToonverseError):
    """The job was cancelled, or a later run took over: this run does no more. Facts: `episode`, `run`."""

    code = "job_cancelled"


class StepOutOfOrder(ToonverseError):
    """A step came before what it builds on was stored. Facts: `episode`, `missing`."""

    code = "step_out_of_order"


@dataclass(frozen=True, slots=True)
class Turn:
    """One run at a job: the row's id, and its attempt when the run began."""

    job_id: int
    run: int


def is_window_over(job: Job, now: datetime) -> bool:
    """Whether the job waited for a budget whose next window has come."""
    until = json.loads(job.waiting_for or "{}").get("resets_at")
    return bool(until) and datetime.fromisoformat(until) <= now


def envelope_name(episode_id: int) -> str:
    """What the door calls the money that is held for an episode."""
    return f"episode/{episode_id}"


def episode_of(envelope: str) -> int | None:
    """The episode whose money an envelope of that name holds; None for another's."""
    kind, _, number = envelope.partition("/")
    return int(number) if kind == "episode" and number.isdecimal() else None
