"""A run's turn at a job, and how it can be told that it is not its turn."""

from dataclasses import dataclass

from toonverse.errors import ToonverseError


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
