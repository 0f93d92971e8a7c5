"""What the press is told. Light on purpose: the process that orders the work loads no drawing library."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toonverse.domain.geometry import Box
from toonverse.domain.panel import Picture
from toonverse.domain.storyboard import Storyboard
from toonverse.draw.extents import keep_whole
from toonverse.draw.imprint import Imprint
from toonverse.errors import StorageError
from toonverse.store.folders import EpisodeFolder, episode_folder
from toonverse.store.records import Episode
from toonverse.studio.provenance import generative, mark
from toonverse.studio.turns import StepOutOfOrder

if TYPE_CHECKING:  # the press runs without a database: not loading one spares 25 MB
    from toonverse.store.works import Works
    from toonverse.studio.packaging import Package


@dataclass(frozen=True, slots=True)
class PanelArt:
    """A panel ready to be packaged.

    `lettered` is the SHA-256 of its lettered PNG, as large as `picture`, the take beneath it;
    `keep_whole` are boxes in its pixels that no slice may cut; `model` made the picture.
    """

    number: int
    lettered: str
    picture: Picture
    keep_whole: tuple[Box, ...]
    model: str


@dataclass(frozen=True, slots=True)
class Order:
    """What to package. `series` is the project's title; `made_at` a stored time (the job's first start),
    so that a replay gives the same bytes."""

    folder: EpisodeFolder
    episode: Episode
    series: str
    storyboard: Storyboard
    panels: Sequence[PanelArt]
    made_at: datetime

    @property
    def imprint(self) -> Imprint:

        episode = self.episode
        models = (panel.model for panel in self.panels)
        return Imprint(episode.title, episode.number, episode.language, episode.style, generative(models))

    @property
    def mark(self) -> bytes:
        """The mark of what is assembled from all panels."""
        return mark(self.episode.title, (panel.model for panel in self.panels))


def panels_to_package(works: "Works", episode: Episode) -> tuple[PanelArt, ...]:
    """The episode's lettered panels in its own language, each with the take it was lettered on.

    Raises StorageError when such a take is not recorded.
    """
    takes = {(take.panel, take.number): take for take in works.panels.takes(episode.id)}
    found = []
    for lettered in works.panels.lettered(episode.id, episode.language):
        take = takes.get((lettered.panel, lettered.take))
        if take is None:
            raise StorageError(episode_id=episode.id, panel=lettered.panel, missing_take=lettered.take)
        boxes = keep_whole(lettered.lettering)
        found.append(PanelArt(lettered.panel, lettered.sha256, take.picture, boxes, take.model))
    return tuple(found)


def press_order(works: "Works", home: Path, episode_id: int, made_at: datetime) -> Order:
    """What the press is told of an episode. Raises StepOutOfOrder, and as `panels_to_package` does."""
    episode, storyboard = works.episode(episode_id), works.storyboard(episode_id)
    if storyboard is None:
        raise StepOutOfOrder(episode=episode_id, missing="director.storyboard")
    series = next(one.title for one in works.projects() if one.id == episode.project_id)
    folder, panels = episode_folder(home, episode.id, episode.folder), panels_to_package(works, episode)
    return Order(folder, episode, series, storyboard, panels, made_at)


def told_of(made: "Package", home: Path) -> dict[str, object]:
    """What packaging says of itself, paths as they are stored: seen from the home, which may move. The
    episode's metadata alone has the strip's whole path (`final_webtoon_path`)."""
    told = {name: fact for name, fact in made.generation_metadata.items() if name != "final_webtoon_path"}
    named = {"strip": made.strip, "cbz": made.cbz, "cover": made.cover}
    paths: dict[str, object] = {name: str(path.relative_to(home)) for name, path in named.items()}
    return {**told, **paths, "slices": [str(path.relative_to(home)) for path in made.slices]}
