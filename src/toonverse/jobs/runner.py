"""Starts the jobs whose rows say that they are wanted, and takes up what a dead process left."""

import asyncio
from dataclasses import dataclass, field

from toonverse.errors import ToonverseError
from toonverse.jobs import durable
from toonverse.jobs.durable import Run
from toonverse.store.records import Job
from toonverse.studio.pipeline import Studio, Turn

POLL_SECONDS = 0.25
"""How long a job handed over by another process may lie before it is noticed."""

PATIENCE_ROUNDS = 20
"""After so many looks at a running job the engine is asked whether it still knows it."""


@dataclass
class Runner:
    """Watches the rows of jobs: they are what any process can write to.

    A row is open without a workflow when it was just ordered, handed over, retried, or when its process died
    between the two. All are started alike, under the run's fixed id, which starts it once. Cancelling needs
    nothing here: each step looks at the row first.
    """

    studio: Studio
    _started: set[Run] = field(default_factory=set)
    _rounds: int = 0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(POLL_SECONDS)

    async def look(self) -> None:
        """One round: what is open and not yet started is started."""
        unfinished = await asyncio.to_thread(self.studio.works.jobs.unfinished)
        wanted = {Run(job.id, job.episode_id, job.attempt): job for job in unfinished}
        self._started &= wanted.keys()
        for run in wanted.keys() - self._started:
            await durable.start(run)
            self._started.add(run)
        self._rounds += 1
        if self._rounds % PATIENCE_ROUNDS == 0:
            for run, job in wanted.items():
                await self._give_up_lost(run, job)

    async def _give_up_lost(self, run: Run, job: Job) -> None:
        """A run that kept killing the process, or fell to a fault of ours, must not hang for ever."""
        if await durable.given_up(run):
            failure = {"error": ToonverseError.code, "facts": {"run": run.id}}
            await asyncio.to_thread(self.studio.end, Turn(job.id, run.run), "", failure)
