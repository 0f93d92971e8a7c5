"""Exports on demand: each file is made when somebody asks for it, and kept until the strip is another one.

They lie in the episode's folder under `exports/<mark>/`; what an older strip left there goes when a newer
one's first file is made.
"""

import asyncio
import shutil
import zipfile
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from toonverse.draw.imprint import Imprint
from toonverse.errors import StorageError, UsageError
from toonverse.store.works import Works
from toonverse.studio.exports import making
from toonverse.studio.exports.making import ABOUT_FILE, Job
from toonverse.studio.exports.packaged import HEAD_BYTES, Packaged, PictureFile, packaged, picture_file
from toonverse.studio.exports.platforms import Platform
from toonverse.studio.exports.preflight import Preflight, check, scaled

PACKAGED_FOR = "webtoon"
"""Whose slices packaging has already cut."""
COMIC, PDF, STRIP, ZIP = "comic.cbz", "comic.pdf", "strip.png", ".zip"
MEDIA_TYPES = {
    ".cbz": "application/vnd.comicbook+zip",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".zip": "application/zip",
}


class ExportMissing(UsageError):
    """Facts: `name`."""

    code = "export_missing"


@dataclass(frozen=True, slots=True)
class Export:
    """A file to take along. `size_bytes` is None until it is made; `filename` is what it is saved under."""

    name: str
    filename: str
    size_bytes: int | None
    platform: str = ""

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[Path(self.name).suffix]


@dataclass
class Exports:
    """`pool` draws; `platforms` are read each time, so an edited file holds at once."""

    works: Works
    home: Path
    pool: Executor
    platforms: Callable[[], Mapping[str, Platform]]
    _making: dict[Path, "asyncio.Future[Path]"] = field(default_factory=dict)

    def preflight(self, episode_id: int) -> Preflight:
        """Raises EpisodeMissing, EpisodeUnfinished, PlatformsUnfit, StorageError."""
        work = packaged(self.works, self.home, episode_id)
        sold = self.platforms()
        made = {name: files for name, one in sold.items() if (files := self._files(work, one)) is not None}
        return check(work, sold.values(), made)

    def listed(self, episode_id: int) -> tuple[Export, ...]:
        """Raises as `preflight` does."""
        work = packaged(self.works, self.home, episode_id)
        names = [f"{name}{ZIP}" for name in self.platforms()]
        return tuple(self._export(work, name) for name in (*names, COMIC, PDF, STRIP))

    async def file(self, episode_id: int, name: str) -> tuple[Export, Path]:
        """The file, made now where it is not there. Asked for twice at once it is made once.

        Raises ExportMissing, and as `preflight` does.
        """
        work = await asyncio.to_thread(packaged, self.works, self.home, episode_id)
        job = await asyncio.to_thread(self._job, work, name)
        path = self._path(work, name)
        if job is not None and not path.is_file():
            await asyncio.to_thread(self._drop_older, work)
            await self._made(job)
        return self._export(work, name), path

    async def _made(self, job: Job) -> None:
        """Whoever comes while it is made waits for the same; who goes away takes nobody's file along."""
        found = self._making.get(job.target)
        if found is None:
            found = asyncio.wrap_future(self.pool.submit(making.make, job))
            self._making[job.target] = found
            found.add_done_callback(lambda _: self._making.pop(job.target, None))
        await asyncio.shield(found)

    def _job(self, work: Packaged, name: str) -> Job | None:
        """What is to be made; None for what packaging has made. Raises ExportMissing."""
        if name in (COMIC, STRIP):
            return None
        platform = self.platforms().get(name.removesuffix(ZIP)) if name.endswith(ZIP) else None
        if platform is None and name != PDF:
            raise ExportMissing(name=name)
        episode = work.episode
        return Job(
            work.folder.strip,
            scaled(work.strip, platform.width_px) if platform else work.strip,
            self._path(work, name),
            f"episode_{episode.id:03d}",
            episode.title,
            episode.language,
            _about(work),
            work.xmp,
            platform,
        )

    def _export(self, work: Packaged, name: str) -> Export:
        path = self._path(work, name)
        size = path.stat().st_size if path.is_file() else None
        stem = f"episode_{work.episode.id:03d}"
        platform = name.removesuffix(ZIP) if name.endswith(ZIP) else ""
        filename = f"{stem}_{name}" if platform else f"{stem}{Path(name).suffix}"
        return Export(name, filename, size, platform)

    def _path(self, work: Packaged, name: str) -> Path:
        """`name` is one of the known ones: no path is built from a request."""
        if name == COMIC:
            return work.folder.final / f"episode_{work.episode.id:03d}.cbz"
        if name == STRIP:
            return work.folder.strip
        return self._folder(work) / (f"{self._as(name)}_{name}" if name.endswith(ZIP) else name)

    def _as(self, name: str) -> str:
        """Changes with the platform's limits: another limit, another file."""
        return f"{crc32(repr(self.platforms().get(name.removesuffix(ZIP))).encode()):08x}"

    def _folder(self, work: Packaged) -> Path:
        about = f"{crc32(_about(work).encode()):08x}"
        return work.folder.root / "exports" / f"{work.mark}_{about}"

    def _drop_older(self, work: Packaged) -> None:
        folder = self._folder(work)
        for other in folder.parent.glob("*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)

    def _files(self, work: Packaged, platform: Platform) -> tuple[PictureFile, ...] | None:
        """The upload as it is on the disc; None where it is not made yet."""
        path = self._path(work, platform.name + ZIP)
        if path.is_file():
            return _in_zip(path)
        return work.slices() or None if platform.name == PACKAGED_FOR else None


def _in_zip(path: Path) -> tuple[PictureFile, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            found = []
            for entry in archive.infolist():
                if entry.filename == ABOUT_FILE:
                    continue
                with archive.open(entry) as file:
                    head = file.read(HEAD_BYTES)
                upload, _, name = entry.filename.rpartition("/")
                found.append(picture_file(name, head, entry.file_size, upload))
            return tuple(found)
    except (OSError, zipfile.BadZipFile) as failure:
        raise StorageError(path=str(path), reason=str(failure)[:200]) from failure


def _about(work: Packaged) -> str:
    """What to type into a platform's form, and how the pictures came to be."""
    episode = work.episode
    imprint = Imprint(episode.title, episode.number, episode.language, episode.style, work.generative)
    said = [episode.title, imprint.episode_words, episode.description, imprint.made_words]
    return "\n\n".join(line for line in said if line) + "\n"
