"""What an episode's packaged files and its rows say, as preflight and the exports need it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from toonverse.domain.episode import STRIP_WIDTH_PX, Reading, ReadingLeaf, Strip, StripPanel
from toonverse.domain.geometry import Box
from toonverse.domain.lettering import Lettering
from toonverse.draw.extents import keep_whole
from toonverse.errors import StorageError
from toonverse.store.folders import EpisodeFolder, episode_folder
from toonverse.store.records import Episode, LetteredPanel
from toonverse.store.works import EpisodeUnfinished, Works
from toonverse.studio.provenance import generative, mark
from toonverse.studio.reader_file import READING_FILE, read_reading

HEAD_BYTES = 65_536
"""As much of a picture as tells its size and its mark."""
MARK_WORDS = b"cv.iptc.org/newscodes/digitalsourcetype/"
_SIZE_MARKERS = {0xC0, 0xC1, 0xC2, 0xC3}


@dataclass(frozen=True, slots=True)
class Packaged:
    """An episode whose strip is made. `mark` changes with the strip. `strip` is 800 px wide, with the boxes
    no cut may cross; `layers` are the words by panel, `models` who made the pictures. `changed` are panels
    lettered since the strip was made, `working` whether it is being made anew.
    """

    episode: Episode
    folder: EpisodeFolder
    mark: str
    strip: Strip
    layers: tuple[tuple[int, Lettering], ...]
    models: tuple[str, ...]
    changed: tuple[int, ...]
    working: bool

    @property
    def generative(self) -> bool:
        return generative(self.models)

    @property
    def xmp(self) -> bytes:
        return mark(self.episode.title, self.models)

    def slices(self) -> tuple["PictureFile", ...]:
        """The files that packaging cut, in order, as WEBTOON takes them."""
        found = (self.folder.final / "slices").rglob("*")
        files = [path for path in found if path.suffix in (".png", ".jpg")]
        files.sort(key=lambda path: path.name)
        return tuple(_measured(path) for path in files)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it is uploaded; `upload` names the part it is of, "" where there is one alone."""

    name: str
    width: int
    height: int
    size_bytes: int
    marked: bool
    upload: str = ""


def packaged(works: Works, home: Path, episode_id: int) -> Packaged:
    """Raises EpisodeMissing, EpisodeUnfinished, StorageError (its files are damaged)."""
    episode = works.episode(episode_id)
    folder = episode_folder(home, episode.id, episode.folder)
    try:
        said = (folder.final / READING_FILE).read_bytes()
        reading = read_reading(folder)
    except FileNotFoundError:
        raise EpisodeUnfinished(episode_id=episode_id) from None
    except (ValidationError, OSError) as failure:
        raise StorageError(episode_id=episode_id, reason=type(failure).__name__) from failure
    if reading is None:
        raise EpisodeUnfinished(episode_id=episode_id)
    layers = works.panels.lettered(episode.id, episode.language)
    takes = works.panels.accepted(episode.id)
    heads = {take.panel: tuple(face.head for face in take.picture.faces if not face.back) for take in takes}
    jobs = [job for job in works.jobs.of_episode(episode.id) if job.kind == "pipeline.full"]
    return Packaged(
        episode,
        folder,
        hashlib.sha256(said).hexdigest()[:12],
        _strip(reading, layers, heads),
        tuple((one.panel, one.lettering) for one in layers),
        tuple(take.model for take in takes),
        _changed(reading, layers),
        any(job.status in ("QUEUED", "RUNNING") for job in jobs),
    )


def _strip(reading: Reading, layers: Iterable[LetteredPanel], heads: dict[int, tuple[Box, ...]]) -> Strip:
    lettered = {one.panel: one.lettering for one in layers}
    placed = []
    for leaf in reading.leaves:
        layer = lettered.get(leaf.number) if leaf.kind == "panel" else None
        scale = STRIP_WIDTH_PX / layer.width if layer else 1.0
        words = keep_whole(layer) if layer else ()
        faces = heads.get(leaf.number, ()) if layer else ()
        placed.append(
            StripPanel(
                leaf.number,
                leaf.top,
                leaf.height,
                tuple(_placed(box, scale, leaf) for box in words),
                tuple(_placed(box, scale, leaf) for box in faces),
                leaf.kind,
                leaf.gap_px,
            )
        )
    return Strip(reading.width, reading.height, tuple(placed))


def _placed(box: Box, scale: float, leaf: ReadingLeaf) -> Box:
    top, bottom = (leaf.top + min(float(leaf.height), max(0.0, y * scale)) for y in (box.top, box.bottom))
    return Box(box.left * scale, top, box.right * scale, bottom)


def _changed(reading: Reading, layers: Iterable[LetteredPanel]) -> tuple[int, ...]:
    """Panels whose picture in the strip is not the one lettered last: names tell what they are made of."""
    shown = {leaf.number: leaf.images[0].name for leaf in reading.leaves if leaf.kind == "panel"}
    return tuple(one.panel for one in layers if one.sha256[:12] not in shown.get(one.panel, one.sha256))


def _measured(path: Path) -> PictureFile:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    upload = path.parent.name if path.parent.name.startswith("part_") else ""
    return picture_file(path.name, head, path.stat().st_size, upload)


def picture_file(name: str, head: bytes, size_bytes: int, upload: str = "") -> PictureFile:
    """From the beginning of a PNG or JPEG. Raises StorageError for what is neither."""
    size = _png_size(head) if head.startswith(b"\x89PNG") else _jpeg_size(head)
    if size is None:
        raise StorageError(file=name, reason="no picture")
    return PictureFile(name, *size, size_bytes, MARK_WORDS in head, upload)


def _png_size(head: bytes) -> tuple[int, int] | None:
    if len(head) < 24:
        return None
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    """From the frame header (ITU-T T.81, B.2.2); segments before it are passed over."""
    at = 2
    while head[:2] == b"\xff\xd8" and at + 9 <= len(head) and head[at] == 0xFF:
        if head[at + 1] in _SIZE_MARKERS:
            return int.from_bytes(head[at + 7 : at + 9], "big"), int.from_bytes(head[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(head[at + 2 : at + 4], "big")
    return None
