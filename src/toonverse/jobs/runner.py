"""Starts the jobs whose rows say that they are wanted, and takes up what a dead process left."""

import asyncio
from dataclasses import dataclass, field

from toonverse.db import is_away
from toonverse.jobs import durable
from toonverse.jobs.durable import Run
from toonverse.studio.pipeline import Studio
from toonverse.studio.turns import Turn

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
        """Until cancelled. While the database is away nothing is started; what was goes on afterwards."""
        while True:
            try:
                await self.look()
            except Exception as error:
                if not is_away(error):
                    raise
            await asyncio.sleep(POLL_SECONDS)

    async def look(self) -> None:
        """One round: what is open and not yet started is started."""
        unfinished = await asyncio.to_thread(self.studio.works.jobs.unfinished)
        wanted = {Run(job.id, job.episode_id, job.attempt) for job in unfinished}
        self._started &= wanted
        fresh = wanted - self._started
        for run in fresh:
            await asyncio.to_thread(self.studio.works.jobs.take_over, run.job_id)
            await durable.start(run)
            self._started.add(run)
        self._rounds += 1
        for run in wanted if self._rounds % PATIENCE_ROUNDS == 0 else fresh:
            await self._end_lost(run)

    async def _end_lost(self, run: Run) -> None:
        """A run that is over while its row is open must not hang for ever: its end is written here.

        It could not write it itself, kept killing the process, or fell to a fault of ours. For a run that
        ends at this moment it does nothing: what was written first stays.
        """
        outcome = await durable.ended(run)
        if outcome is not None:
            failure = None if "ok" in outcome else outcome
            await asyncio.to_thread(self.studio.end, Turn(run.job_id, run.run), "", failure)
