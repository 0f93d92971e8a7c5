"""What the pages show of an episode, and the port through which they get it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from toonverse.domain.episode import Reading, WebImage
from toonverse.domain.story import Language, Style


@dataclass(frozen=True, slots=True)
class EpisodeCard:
    """One finished episode on a shelf. `cover` is one picture from narrow to wide.

    `dated` is the day it was published, or made where it is not published yet.
    """

    id: int
    number: int
    title: str
    project: str
    language: Language
    style: Style
    panels: int
    active: bool
    dated: date
    cover: tuple[WebImage, ...]
    project_id: int = 0
    description: str = ""

    @property
    def home(self) -> str:
        """The address under which its page and pictures are; drafts have one of their own."""
        return f"/read/{self.id}" if self.active else f"/preview/{self.id}"


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An episode with a finished strip. `folder` holds its files; `downloads` may be taken along whole;
    `social` is the card that a shared address shows, None where an earlier release packaged it."""

    card: EpisodeCard
    reading: Reading
    folder: Path
    downloads: tuple[Path, ...] = ()
    social: Path | None = None

    @property
    def description(self) -> str:
        return self.card.description

    def picture(self, mark: str, name: str) -> Path | None:
        """The file of a declared picture: nothing else of the folder is ever served."""
        images = (*self.reading.cover, *(image for leaf in self.reading.leaves for image in leaf.images))
        found = next((image for image in images if (mark_of(image), file_name(image)) == (mark, name)), None)
        return None if found is None else self.folder / found.name

    def download(self, name: str) -> Path | None:
        return next((path for path in self.downloads if path.name == name), None)


@dataclass(frozen=True, slots=True)
class Series:
    """A project with published episodes. `first` and `newest` are two of them, the same where it has one."""

    id: int
    title: str
    episodes: int
    first: EpisodeCard
    newest: EpisodeCard


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """Some episodes of a shelf, newest first; `more` where the shelf goes on behind them."""

    cards: tuple[EpisodeCard, ...]
    more: bool


class Shelf(Protocol):
    """Where episodes come from. Every method may raise StorageError."""

    def page(self, *, active: bool, start: int, count: int) -> ShelfPage:
        """Finished episodes: the published ones, or those not yet published."""
        ...

    def episode(self, episode_id: int) -> EpisodeView | None:
        """The finished episode, published or not; None when there is none or its strip is not finished."""
        ...

    def neighbours(self, card: EpisodeCard) -> tuple[EpisodeCard | None, EpisodeCard | None]:
        """The published episodes before and after this one in its project."""
        ...

    def serials(self, count: int) -> tuple[Series, ...]:
        """Projects with more than one published episode, the one that went on last first."""
        ...

    def series(self, project_id: int) -> Series | None:
        """The project as readers know it; None where nothing of it is published."""
        ...

    def series_page(self, project_id: int, *, newest_first: bool, start: int, count: int) -> ShelfPage:
        """Its published episodes by their numbers."""
        ...

    def owner(self, episode_id: int) -> str | None:
        """The account that the episode belongs to, finished or not; None when there is none."""
        ...

    def activate(self, episode_id: int) -> datetime:
        """Publishes, and says since when it is published; harmless when it already is.

        Raises UsageError (`episode_missing`, `episode_unfinished`).
        """
        ...

    def deactivate(self, episode_id: int) -> None:
        """Takes it out of the gallery; harmless when it is not there. Raises UsageError."""
        ...


def address(image: WebImage, home: str) -> str:
    """Where a picture of the episode at `home` is served; changes with its bytes, so it never expires."""
    return f"{home}/images/{mark_of(image)}/{file_name(image)}"


def srcset(images: Sequence[WebImage], home: str) -> str:
    return ", ".join(f"{address(image, home)} {image.width}w" for image in images)


def mark_of(image: WebImage) -> str:
    return image.sha256[:16]


def file_name(image: WebImage) -> str:
    return PurePosixPath(image.name).name
