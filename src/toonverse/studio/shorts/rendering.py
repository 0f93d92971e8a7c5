"""One short, drawn and put together in a drawing process: panels in, MP4 out."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toonverse.domain.panel import Picture
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Brief, Shot, Storyboard
from toonverse.draw.cards import Imprint
from toonverse.draw.draft.planes import Planes, paint_planes
from toonverse.draw.motion import sound
from toonverse.draw.motion.film import Cut, frames
from toonverse.draw.motion.shots import PICTURE_PX, Manner, cut_of, end_cut, flat_planes
from toonverse.draw.motion.titles import end, title
from toonverse.draw.png import decode_png
from toonverse.draw.voices import told_by_one
from toonverse.errors import StorageError
from toonverse.store.durable import sync_file, sync_folder
from toonverse.store.fonts import typefaces
from toonverse.store.images import ImageStore
from toonverse.studio.shorts.encoding import Film
from toonverse.studio.shorts.scoring import events_of, passages_of


@dataclass(frozen=True, slots=True)
class ShortPanel:
    """`shot` with the words to letter. A `drawn` panel is drawn again, upright and in planes; of another the
    `picture` is shown. `clip` is the SHA-256 of a bought video that takes the picture's place, "" for none.
    """

    shot: Shot
    picture: Picture
    drawn: bool
    clip: str = ""


@dataclass(frozen=True, slots=True)
class ShortTask:
    """`ended` says whether the last panel is the story's last; `silent` leaves the sound track empty."""

    store_root: str
    target: Path
    storyboard: Storyboard
    imprint: Imprint
    panels: tuple[ShortPanel, ...]
    ended: bool
    xmp: bytes
    silent: bool = False

    @property
    def language(self) -> Language:
        return self.storyboard.language


@dataclass(frozen=True, slots=True)
class MadeShort:
    path: Path
    seconds: float
    size_bytes: int


def make_short(task: ShortTask) -> MadeShort:
    """Writes the file whole, or not at all. Equal tasks give equal bytes.

    Raises StorageError: a picture or clip is missing or damaged, the disc refuses.
    """
    partial = task.target.with_name(f".{task.target.name}.{os.getpid()}.partial")
    try:
        partial.parent.mkdir(parents=True, exist_ok=True)
        seconds = _filmed(task, partial)
        sync_file(partial)
        partial.replace(task.target)
        sync_folder(task.target.parent)
        return MadeShort(task.target, seconds, task.target.stat().st_size)
    except OSError as failure:
        raise StorageError(path=str(task.target), reason=str(failure)) from failure
    finally:
        partial.unlink(missing_ok=True)


def _filmed(task: ShortTask, path: Path) -> float:
    film, cuts = Film(path), list[Cut]()
    for pixels in frames(_kept(_cuts(task), cuts)):
        film.show(pixels)
    shots = [panel.shot for panel in task.panels]
    track = sound.score(
        task.imprint.title,
        film.seconds,
        [] if task.silent else passages_of(cuts, shots),
        [] if task.silent else events_of(cuts),
    )
    film.finish(track, task.imprint.title, task.imprint.made_words, task.xmp)
    return film.seconds


def _kept(cuts: Iterator[Cut], noted: list[Cut]) -> Iterator[Cut]:
    """Each cut as it comes; of those that are over only the times are kept, not the pictures."""
    for cut in cuts:
        noted.append(cut.timed())
        yield cut


def _cuts(task: ShortTask) -> Iterator[Cut]:
    store, fonts = ImageStore(task.store_root), typefaces()
    names = [member.name for member in task.storyboard.cast]
    manner = Manner(task.language, fonts, told_by_one(names))
    opening = title(task.imprint.title, task.imprint.heading_words, task.language, fonts)
    before: Shot | None = None
    planes: Planes | None = None
    for panel in task.panels:
        planes = _planes(task, panel, store)
        yield cut_of(panel.shot, planes, manner, before, opening if before is None else None)
        before = panel.shot
    if planes is not None:
        name = f"{task.imprint.title} · {task.imprint.episode_words}"
        words = end(task.ended, task.imprint.end_words, name, task.imprint.made_words, task.language, fonts)
        yield end_cut(planes, words)


def _planes(task: ShortTask, panel: ShortPanel, store: ImageStore) -> Planes:
    if panel.drawn:
        width, height = PICTURE_PX
        shot = replace(panel.shot, width_px=width, height_px=height)
        return paint_planes(Brief(shot, shot.looks(task.storyboard.cast), task.storyboard.style))
    return flat_planes(decode_png(store.get(panel.picture.sha256)), panel.picture.faces)
