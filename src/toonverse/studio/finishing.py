"""The steps that cost nothing: panels are lettered, and what they make is packaged.

The drawing itself is done by other processes (`lettering`, `assembly`); these open the store themselves.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from toonverse.domain.lettering import Lettering
from toonverse.domain.wire import from_json, to_json
from toonverse.store.images import DamagedImage, ImageMissing, ImageStore
from toonverse.store.records import Episode
from toonverse.store.works import Works
from toonverse.studio.assembly import assemble
from toonverse.studio.layers import Lettered, made_of
from toonverse.studio.lettering import letter_picture
from toonverse.studio.panels import Plan
from toonverse.studio.press_order import Order, press_order
from toonverse.studio.retakes import FIRST_TAKE
from toonverse.studio.turns import StepOutOfOrder

if TYPE_CHECKING:  # the process that only orders the work never draws
    from toonverse.studio.packaging import Package

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finishing:
    """`store_root` is where `images` keeps, `home` holds the episodes' folders; `plan_of` tells an episode's
    calls and cast.
    """

    works: Works
    images: ImageStore
    store_root: str
    pool: Executor
    home: Path
    plan_of: Callable[[int], Plan]

    async def letter(self, episode: Episode, panel: int, layer: str = "") -> None:
        """Unless the panel has a layer of the very same; with `layer` that one is drawn."""
        take = next(take for take in self.works.panels.takes(episode.id, panel) if take.accepted)
        plan = self.plan_of(episode.id)
        common = Lettered(self.store_root, self.home, episode, plan.names, self._first_start(episode.id))
        brief = plan.calls[panel - 1].brief if take.number == FIRST_TAKE else ""
        task = common.task(self.works.panels.panel(episode.id, panel), take, brief)
        wanted = made_of(task)
        stored = self.works.panels.lettering_made_of(episode.id, panel, episode.language)
        if stored == wanted and not layer:
            return
        laid, sha256 = await self._drawn(letter_picture, replace(task, layer=layer) if layer else task)
        lettering = from_json(Lettering, laid)
        self.works.panels.save_lettering(episode.id, panel, take.number, lettering, sha256, wanted)

    async def package(self, episode_id: int) -> "Package":
        """Packaging; where a stored picture can't be read, once more after those were made again.

        Raises DamagedImage, ImageMissing for a picture that was bought: only whoever sold it can make it.
        """
        try:
            return await self._drawn(assemble, self.store_root, self._order(episode_id))
        except (DamagedImage, ImageMissing):
            await self._mend(self.works.episode(episode_id))
            return await self._drawn(assemble, self.store_root, self._order(episode_id))

    async def _mend(self, episode: Episode) -> None:
        """Draws the layer over the picture again wherever one of the two pictures can't be read."""
        pictures = {take.panel: take.picture.sha256 for take in self.works.panels.accepted(episode.id)}
        for lettered in self.works.panels.lettered(episode.id, episode.language):
            both = (pictures[lettered.panel], lettered.sha256)
            if not all([await asyncio.to_thread(self.images.has, sha256) for sha256 in both]):
                await self.letter(episode, lettered.panel, to_json(lettered.lettering))

    def _order(self, episode_id: int) -> Order:
        return press_order(self.works, self.home, episode_id, self._first_start(episode_id))

    def _first_start(self, episode_id: int) -> datetime:
        """When the job first started: stored, so that a replay writes the same bytes."""
        started = self.works.jobs.find(episode_id, "pipeline.full").started_at
        if started is None:
            raise StepOutOfOrder(episode=episode_id, missing="pipeline.full")
        return started

    async def _drawn(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.wrap_future(self.pool.submit(work, *args, **kwargs))
