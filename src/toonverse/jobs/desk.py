"""One process's share in a home's work: take the wheel when it is free, run jobs, leave in good order."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from toonverse.jobs.filmer import Filmer
from toonverse.jobs.illustrator import Illustrator
from toonverse.jobs.pool import DrawingPool
from toonverse.jobs.presence import Steering
from toonverse.studio.pipeline import Studio

TAKE_OVER_SECONDS = 0.5
"""How often a process that follows another one's work asks whether the wheel is free."""


@dataclass
class Desk:
    """`work` runs for as long as the process serves or makes; cancelling it closes in good order.

    `illustrator` makes the pictures of posts beside the jobs, `filmer` the shorts; None leaves them to
    another process.
    """

    home: Path
    studio: Studio
    pool: DrawingPool
    illustrator: Illustrator | None = None
    filmer: Filmer | None = None
    steering: Steering = field(init=False)

    def __post_init__(self) -> None:
        self.steering = Steering(self.home)

    async def work(self) -> None:
        """Waits for the wheel, then runs the home's jobs until cancelled.

        When cancelled, no further call starts; those in flight are waited for and booked. What is unfinished
        is taken up by whoever works next.
        """
        while not self.steering.take():
            await asyncio.sleep(TAKE_OVER_SECONDS)
        try:
            if self.studio.works.jobs.unfinished():
                self.pool.warm()  # processes start while the engine does
            await self._run()
        finally:
            self.steering.give_up()

    def book_left(self) -> None:
        """Books what waits in the spool and what dead processes left; whoever is at work has done so.

        Raises StorageError.
        """
        if not self.steering.take():
            return
        try:
            self._clear_up()
        finally:
            self.steering.give_up()

    def _clear_up(self) -> None:
        """After whoever had the wheel before."""
        self.studio.meter.revive()
        self.studio.let_go_ended()

    async def _run(self) -> None:
        from toonverse.jobs import durable  # the engine costs half a second, so only those pay who run it
        from toonverse.jobs.runner import Runner

        await asyncio.to_thread(self._clear_up)
        engine = durable.open_engine(self.home, self.studio)
        workers = (self.illustrator, self.filmer)
        beside = [asyncio.ensure_future(worker.run()) for worker in workers if worker is not None]
        try:
            await Runner(self.studio).run()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await self.studio.drain()
            await durable.close_engine(engine)
