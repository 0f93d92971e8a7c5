"""What a panel's layer is made of: picture and words, or a layer by hand; and the task of making it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
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

    def task(self, panel: Panel, take: Take, brief: str) -> LetteringTask:
        """`brief` is what the take was drawn from, "" where it was not. A layer by hand is drawn as it is."""
        episode, by_hand = self.episode, panel.by_hand_over(take)
        return LetteringTask(
            self.store_root,
            episode_folder(self.home, episode.id, episode.folder),
            panel.number,
            to_json(take.picture),
            to_json(panel.shot),
            episode.language,
            self.started_at if take.number == 1 else take.created_at,
            mark(episode.title, [take.model]),
            brief,
            "" if by_hand is None else to_json(by_hand),
            told_by_one(self.names),
        )


def made_of(task: LetteringTask) -> str:
    """A name for picture, words, layer by hand and take: a layer made of the same need not be made again."""
    shot = json.loads(task.shot)
    words = [shot["lines"], shot["sounds"], shot["action"], task.language, task.told_by_one]
    said = [task.picture, words, task.layer, task.started_at.isoformat(), task.xmp.decode()]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
