"""The shelf of this installation: rows from `Works`, what packaging left from the episodes' folders."""

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from toonverse.domain.episode import Reading
from toonverse.errors import StorageError
from toonverse.store.folders import EpisodeFolder, episode_folder
from toonverse.store.records import Episode
from toonverse.store.works import EpisodeMissing, EpisodeUnfinished, Works
from toonverse.studio.reader_file import READING_FILE, SOCIAL_FILE, read_reading
from toonverse.web.shelf import EpisodeCard, EpisodeView, Series, ShelfPage

log = logging.getLogger(__name__)

MAX_ID = 2**31 - 1
"""Ids are 32-bit on PostgreSQL; a larger one names nothing."""
MAX_READING_BYTES = 4_000_000
READINGS_KEPT = 256


class WorksShelf:
    """`home` is the folder that holds `episodes/`; days are told in `zone`."""

    def __init__(self, works: Works, home: Path, zone: tzinfo = UTC) -> None:
        self._works = works
        self._home = home
        self._zone = zone

    def page(self, *, active: bool, start: int, count: int) -> ShelfPage:
        rows = self._works.episodes(status="active" if active else "draft", offset=start, limit=count + 1)
        return ShelfPage(self._cards(rows[:count]), more=len(rows) > count)

    def episode(self, episode_id: int) -> EpisodeView | None:
        try:
            row = self._works.episode(self._possible(episode_id))
        except EpisodeMissing:
            return None
        folder = self._folder(row)
        reading = reading_of(folder)
        if reading is None:
            return None
        downloads = tuple(sorted(folder.final.glob("*.cbz")))
        card = self._card(row, self._projects()[row.project_id], reading)
        social = folder.final / SOCIAL_FILE
        return EpisodeView(card, reading, folder.root, downloads, social if social.is_file() else None)

    def neighbours(self, card: EpisodeCard) -> tuple[EpisodeCard | None, EpisodeCard | None]:
        project = self._works.episode(card.id).project_id
        rows = self._numbered(project)
        before = [row for row in rows if row.number < card.number][-1:]
        after = [row for row in rows if row.number > card.number][:1]
        return next(iter(self._cards(before)), None), next(iter(self._cards(after)), None)

    def serials(self, count: int) -> tuple[Series, ...]:
        several = {one.id for one in self._works.projects() if one.active_episodes > 1}
        found: list[Series] = []
        start = 0
        while several and len(found) < count:
            rows = self._works.episodes(status="active", offset=start)
            for row in rows:
                if row.project_id in several and (series := self.series(row.project_id)):
                    several.discard(row.project_id)
                    found.append(series)
                    if len(found) == count:
                        break
            start += len(rows)
            if not rows:
                break
        return tuple(found)

    def series(self, project_id: int) -> Series | None:
        rows = self._numbered(project_id) if 1 <= project_id <= MAX_ID else []
        ends = [self._cards([row])[:1] for row in (rows[0], rows[-1])] if rows else []
        if not ends or not all(ends):
            return None
        return Series(project_id, self._projects()[project_id], len(rows), ends[0][0], ends[1][0])

    def series_page(self, project_id: int, *, newest_first: bool, start: int, count: int) -> ShelfPage:
        rows = self._numbered(project_id)
        ordered = rows[::-1] if newest_first else rows
        return ShelfPage(self._cards(ordered[start : start + count]), more=len(rows) > start + count)

    def owner(self, episode_id: int) -> str | None:
        try:
            return self._works.episode(self._possible(episode_id)).account
        except EpisodeMissing:
            return None

    def activate(self, episode_id: int) -> datetime:
        row = self._works.episode(self._possible(episode_id))
        if row.status != "active" and reading_of(self._folder(row)) is None:
            raise EpisodeUnfinished(episode_id=episode_id)  # the files of a strip that the row still names
        published_at = self._works.activate(episode_id).published_at
        if published_at is None:
            raise StorageError(episode_id=episode_id, reason="an active episode without its time")
        return published_at

    def deactivate(self, episode_id: int) -> None:
        self._works.deactivate(self._possible(episode_id))

    def _possible(self, episode_id: int) -> int:
        if not 1 <= episode_id <= MAX_ID:
            raise EpisodeMissing(episode_id=episode_id)
        return episode_id

    def _folder(self, row: Episode) -> EpisodeFolder:
        return episode_folder(self._home, row.id, row.folder)

    def _projects(self) -> dict[int, str]:
        return {project.id: project.title for project in self._works.projects()}

    def _numbered(self, project_id: int) -> list[Episode]:
        return sorted(self._published(project_id), key=lambda row: row.number)

    def _published(self, project_id: int) -> Iterator[Episode]:
        start = 0
        while rows := self._works.episodes(project_id=project_id, status="active", offset=start):
            yield from rows
            start += len(rows)

    def _cards(self, rows: Sequence[Episode]) -> tuple[EpisodeCard, ...]:
        """Those of the rows whose strip is finished; one damaged episode must not close the gallery."""
        titles, cards = self._projects(), []
        for row in rows:
            try:
                reading = reading_of(self._folder(row))
            except StorageError as failure:
                log.warning("episode %d is left off its shelf: %s", row.id, failure)
                continue
            if reading:
                cards.append(self._card(row, titles[row.project_id], reading))
        return tuple(cards)

    def _card(self, row: Episode, project: str, reading: Reading) -> EpisodeCard:
        return EpisodeCard(
            id=row.id,
            number=row.number,
            title=row.title,
            project=project,
            language=row.language,
            style=row.style,
            panels=sum(leaf.kind == "panel" for leaf in reading.leaves),
            active=row.status == "active",
            dated=(row.published_at or row.created_at).astimezone(self._zone).date(),
            cover=reading.cover,
            project_id=row.project_id,
            description=row.description,
        )


def reading_of(folder: EpisodeFolder) -> Reading | None:
    """What packaging left for the reader page; None while it has not. Raises StorageError when damaged."""
    try:
        state = (folder.final / READING_FILE).stat()
    except FileNotFoundError:
        return None
    return _reading_of(folder, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=READINGS_KEPT)
def _reading_of(folder: EpisodeFolder, _changed_ns: int, size: int) -> Reading | None:
    if size > MAX_READING_BYTES:
        raise StorageError(episode_id=folder.episode_id, size_bytes=size)
    try:
        return read_reading(folder)
    except (ValidationError, OSError) as failure:
        raise StorageError(episode_id=folder.episode_id, reason=type(failure).__name__) from failure
