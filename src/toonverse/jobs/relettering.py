"""A panel that a person edits is lettered at once, by itself; the strip around it is packaged once, after.

What is not lettered here (the process ends, the picture is away) is lettered by the job: it looks what each
layer is made of.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from toonverse.domain.lettering import Lettering
from toonverse.domain.wire import from_json
from toonverse.errors import ToonverseError
from toonverse.store.drafts import NotDirected
from toonverse.store.records import Take
from toonverse.store.works import Works
from toonverse.studio.layers import Lettered, made_of
from toonverse.studio.lettering import LetteringTask, letter_picture

REST_SECONDS = 2.0
"""How long nobody edits an episode before its strip is packaged anew."""

log = logging.getLogger(__name__)

Key = tuple[int, int]


def task_of(works: Works, home: Path, episode_id: int, panel: int) -> tuple[LetteringTask, Take]:
    """How the panel is to be lettered now, and the take beneath. Raises PanelMissing, NotDirected."""
    episode = works.episode(episode_id)
    found = works.panels.panel(episode_id, panel)
    board = works.storyboard(episode_id)
    started = works.jobs.find(episode_id, "pipeline.full").started_at
    take = next((one for one in works.panels.takes(episode_id, panel) if one.accepted), None)
    if board is None or started is None or take is None:
        raise NotDirected(episode=episode_id)
    names = [member.name for member in board.cast]
    return Lettered("", home, episode, names, started).task(found, take, ""), take


@dataclass
class Relettering:
    """Letters single panels in the drawing processes. While a panel is drawn, all that is changed in it
    meanwhile is one more drawing."""

    works: Works
    home: Path
    store_root: str
    pool: Executor
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _drawn: dict[Key, bool] = field(default_factory=dict)  # whether it changed since it was begun

    def soon(self, episode_id: int, panel: int) -> None:
        """Returns at once. A panel whose picture is not there yet is the job's."""
        key = (episode_id, panel)
        with self._lock:
            if key in self._drawn:
                self._drawn[key] = True
                return
            self._drawn[key] = False
        self._begin(key)

    def _begin(self, key: Key) -> None:
        try:
            task, take = task_of(self.works, self.home, *key)
            wanted = made_of(task)
            episode, panel = self.works.episode(key[0]), key[1]
            if wanted == self.works.panels.lettering_made_of(episode.id, panel, episode.language):
                self._over(key)
                return
            drawing = self.pool.submit(letter_picture, replace(task, store_root=self.store_root))
        except (ToonverseError, RuntimeError) as missed:  # the pool is closed: the next process letters it
            log.info("a panel is left to its job: %s", missed)
            self._over(key)
            return

        def keep(done: Future[tuple[str, str]]) -> None:
            layer, sha256 = done.result()
            lettering = from_json(Lettering, layer)
            self.works.panels.save_lettering(episode.id, panel, take.number, lettering, sha256, wanted)

        drawing.add_done_callback(lambda done: self._ended(key, done, keep))

    def _ended(
        self, key: Key, done: Future[tuple[str, str]], keep: Callable[[Future[tuple[str, str]]], None]
    ) -> None:
        try:
            keep(done)
        except (ToonverseError, SQLAlchemyError, OSError, RuntimeError) as failure:
            log.warning("a panel is left to its job: %s", failure)
        self._over(key)

    def _over(self, key: Key) -> None:
        with self._lock:
            changed = self._drawn.pop(key)
            if changed:
                self._drawn[key] = False
        if changed:
            self._begin(key)
