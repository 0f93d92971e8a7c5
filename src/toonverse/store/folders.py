"""An episode's folder: `<home>/episodes/026-<title>/`, so that no episode overwrites another's files.

- `panel_001_<unixtime>.png`: the picture as bought (unixtime: the job's first start)
- `panel_001_lettered.png`: with its balloons; `.svg` and `.json` are the layer
- `final/`: what packaging makes, exchanged whole (see studio.packaging)
- `shorts/`: videos, each under a name of its choice of panels
- `web/`: pictures for the reader, `panel_001_<mark>_800.webp` and `_480.webp`
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toonverse.errors import StorageError, UsageError
from toonverse.store.durable import write_file

TITLE_CHARACTERS_MAX = 40
"""In a folder's name: Korean takes 3 bytes a character, and file systems allow 255 bytes."""


def folder_name(episode_id: int, title: str) -> str:
    """`026-rain-letter`: the id (unique) and what a file system can hold of the title."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title).lower())
    slug = "-".join(words)[:TITLE_CHARACTERS_MAX].strip("-_")
    return f"{episode_id:03d}-{slug}" if slug else f"{episode_id:03d}"


@dataclass(frozen=True, slots=True)
class EpisodeFolder:
    """Names of files in one episode's folder; `write` is atomic and durable."""

    root: Path
    episode_id: int

    def picture(self, panel: int, started_at: datetime) -> Path:
        """`started_at` is the job's first start, which is stored: a replay gives the same name."""
        return self.root / f"panel_{panel:03d}_{int(started_at.timestamp())}.png"

    def lettered(self, panel: int) -> Path:
        return self.root / f"panel_{panel:03d}_lettered.png"

    def svg(self, panel: int) -> Path:
        return self.root / f"panel_{panel:03d}_lettered.svg"

    def layer(self, panel: int) -> Path:
        return self.root / f"panel_{panel:03d}_lettered.json"

    @property
    def final(self) -> Path:
        return self.root / "final"

    @property
    def web(self) -> Path:
        return self.root / "web"

    @property
    def shorts(self) -> Path:
        return self.root / "shorts"

    @property
    def strip(self) -> Path:
        return self.final / f"episode_{self.episode_id:03d}_final.png"

    def write(self, path: Path, data: bytes) -> Path:
        """Writes a file of this folder whole. Raises StorageError (`storage`) when the disc refuses."""
        if not path.is_relative_to(self.root):
            raise UsageError(path=str(path), folder=str(self.root))
        try:
            write_file(path, data)
        except OSError as failure:
            raise StorageError(path=str(path), reason=str(failure)) from failure
        return path


def episode_folder(home: Path, episode_id: int, name: str) -> EpisodeFolder:
    """`name` is `Episode.folder`."""
    return EpisodeFolder(home / "episodes" / name, episode_id)
