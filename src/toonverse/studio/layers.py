"""What a panel's layer is made of: picture, words, moves; and the task of making it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from toonverse.domain.wire import to_json
from toonverse.draw.voices import told_by_one
from toonverse.store.folders import episode_folder
from toonverse.store.records import Episode, Panel, Take
from toonverse.studio.lettering import LetteringTask
from toonverse.studio.provenance import mark


@dataclass(frozen=True, slots=True)
class Lettered:
    """What an episode's panels share when they are lettered. `started_at` is the job's first start."""

    store_root: str
    home: Path
    episode: Episode
    names: Sequence[str]
    started_at: datetime

    def task(self, panel: Panel, take: Take, brief: str, layer: str = "") -> LetteringTask:
        """`brief` is what the take was drawn from, "" where it was not; `layer` is drawn as it is."""
        episode = self.episode
        task = LetteringTask(
            self.store_root,
            episode_folder(self.home, episode.id, episode.folder),
            panel.number,
            to_json(take.picture),
            to_json(panel.shot),
            episode.language,
            self.started_at if take.number == 1 else take.created_at,
            mark(episode.title, [take.model]),
            brief,
            layer,
            told_by_one(self.names),
        )
        moves = panel.moves
        if moves is None or moves.made_of != base_of(task):
            return task
        return replace(task, moves=tuple((move.balloon, move.x, move.y) for move in moves.moved))


def base_of(task: LetteringTask) -> str:
    """A name for picture and words together: moves were made over one such layer, and hold for no other."""
    shot = json.loads(task.shot)
    said = [task.picture, shot["lines"], shot["sounds"], shot["action"], task.language, task.told_by_one]
    return _digest(said)


def made_of(task: LetteringTask) -> str:
    """The same, with what was moved and which take it is: a layer made of the same need not be made again."""
    return _digest([base_of(task), task.moves, task.started_at.isoformat(), task.xmp.decode()])


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
