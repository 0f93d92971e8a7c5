"""What the pages show of an episode, and the port through which they get it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from toonverse.domain.story import Language, Style
from toonverse.errors import ToonverseError


class EpisodeNotFound(ToonverseError):
    """No such episode, or none that this reader may see. Facts: `episode`."""

    code = "episode_not_found"


class EpisodeUnfinished(ToonverseError):
    """The episode has no finished strip yet, so it cannot be activated. Facts: `episode`."""

    code = "episode_unfinished"


@dataclass(frozen=True, slots=True)
class ImageFile:
    """One encoded picture of the episode's folder. `path` is absolute; `mark` changes with its bytes."""

    path: Path
    width: int
    height: int
    mark: str

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class PanelView:
    """One panel as the reader scrolls past it.

    `sources` are the same picture at several widths, narrow to wide, never empty. `gap_px` is the
    space before it in an 800 px wide strip. `alt` is in the episode's language.
    """

    number: int
    alt: str
    gap_px: int
    sources: tuple[ImageFile, ...]


@dataclass(frozen=True, slots=True)
class EpisodeCard:
    """One episode on a gallery shelf. `cover` are widths of one picture, narrow to wide; may be empty."""

    id: int
    number: int
    title: str
    project: str
    language: Language
    style: Style
    panels: int
    active: bool
    made_at: datetime
    published_at: datetime | None
    cover: tuple[ImageFile, ...]

    @property
    def home(self) -> str:
        """The address under which the episode's page and pictures are; drafts have their owner's own."""
        return f"/read/{self.id}" if self.active else f"/preview/{self.id}"


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An episode with a finished strip. `downloads` are whole-episode files a reader may take along."""

    card: EpisodeCard
    panels: tuple[PanelView, ...]
    downloads: tuple[Path, ...] = ()

    def image(self, name: str) -> ImageFile | None:
        """The declared picture of that name: nothing else of the folder is ever served."""
        files = (*self.card.cover, *(file for panel in self.panels for file in panel.sources))
        return next((file for file in files if file.name == name), None)

    def download(self, name: str) -> Path | None:
        return next((path for path in self.downloads if path.name == name), None)


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """Some episodes of a shelf, newest first; `total` counts all that are on it."""

    cards: tuple[EpisodeCard, ...]
    total: int


class Shelf(Protocol):
    """Where episodes come from. Every method may raise `StorageError`."""

    def page(self, *, active: bool, start: int, count: int) -> ShelfPage:
        """Finished episodes: the published ones, or those not yet published."""
        ...

    def episode(self, episode_id: int) -> EpisodeView | None:
        """The finished episode, published or not; None when there is none or its strip is not finished."""
        ...

    def neighbours(self, card: EpisodeCard) -> tuple[EpisodeCard | None, EpisodeCard | None]:
        """The published episodes before and after this one in its project."""
        ...

    def activate(self, episode_id: int) -> datetime:
        """Publishes and says since when it is published; harmless when it already is.

        Raises EpisodeNotFound, or EpisodeUnfinished where no strip is finished.
        """
        ...


def srcset(files: Sequence[ImageFile], home: str) -> str:
    return ", ".join(f"{address(file, home)} {file.width}w" for file in files)


def address(file: ImageFile, home: str) -> str:
    """Where a picture of the episode at `home` is served; changes with its bytes, so it never expires."""
    return f"{home}/images/{file.mark}/{file.name}"
