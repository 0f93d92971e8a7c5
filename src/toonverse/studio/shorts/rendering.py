"""One short, drawn and put together in a drawing process: panels in, MP4 out."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toonverse.domain.panel import Face
from toonverse.domain.storyboard import Brief, Shot
from toonverse.draw.draft import paint
from toonverse.draw.draft.planes import Planes, paint_planes
from toonverse.draw.motion import sound
from toonverse.draw.motion.film import Cut, frames
from toonverse.draw.motion.loudness import SAMPLES_PER_SECOND, Sound, levelled
from toonverse.draw.motion.screen import HEIGHT_PX, WIDTH_PX, frames_of
from toonverse.draw.motion.shots import (
    PICTURE_PX,
    Manner,
    Pixels,
    clip_cut,
    cut_of,
    end_cut,
    flat_planes,
    on_screen,
    seen,
    title_cut,
)
from toonverse.draw.motion.titles import end, title
from toonverse.draw.png import decode_png, encode_png
from toonverse.draw.voices import told_by_one
from toonverse.errors import StorageError
from toonverse.store.durable import sync_file, sync_folder, write_file
from toonverse.store.fonts import typefaces
from toonverse.store.images import ImageStore
from toonverse.studio.shorts.captions import web_vtt
from toonverse.studio.shorts.encoding import Film, clip_frames, clip_seconds, clip_sound
from toonverse.studio.shorts.scoring import events_of, passages_of
from toonverse.studio.shorts.selection import hook
from toonverse.studio.shorts.task import MadeShort, ShortPanel, ShortTask

SCORE_UNDER_CLIPS = 0.3


def film_short(task: ShortTask) -> MadeShort:
    """Writes the file whole, or not at all, and its captions beside it. Equal tasks give equal bytes.

    Raises StorageError: a picture or clip is missing or damaged, the disc refuses.
    """
    partial = task.target.with_name(f".{task.target.name}.{os.getpid()}.partial")
    try:
        partial.parent.mkdir(parents=True, exist_ok=True)
        seconds, captions = _filmed(task, partial)
        sync_file(partial)
        partial.replace(task.target)
        sync_folder(task.target.parent)
        write_file(task.target.with_suffix(".vtt"), captions.encode())
        return MadeShort(task.target, seconds, task.target.stat().st_size)
    except OSError as failure:
        raise StorageError(path=str(task.target), reason=str(failure)) from failure
    finally:
        partial.unlink(missing_ok=True)


def keep_still(task: ShortTask, number: int) -> str:
    """Keeps the panel's picture as it fills the screen; its SHA-256. Equal tasks, equal bytes."""
    store = ImageStore(task.store_root)
    panel = next(panel for panel in task.panels if panel.shot.number == number)
    return store.put(encode_png(_still(task, panel, store)[0]))


def _filmed(task: ShortTask, path: Path) -> tuple[float, str]:
    """How long it lasts, and its captions."""
    film, cuts, store = Film(path), list[Cut](), ImageStore(task.store_root)
    for pixels in frames(_noted(_cuts(task, store), cuts)):
        film.show(pixels)
    shown = _shown(task)
    shots = [panel.shot for panel, _ in shown]
    track = sound.score(
        task.imprint.title,
        film.seconds,
        [] if task.silent else passages_of(cuts, shots),
        [] if task.silent else events_of(cuts),
    )
    if not task.silent:
        track = _with_clips(track, ["" if title else panel.clip for panel, title in shown], cuts, store)
    film.finish(track, task.imprint.title, task.imprint.made_words, task.xmp)
    return film.seconds, web_vtt(cuts)


def _with_clips(track: Sound, clips: Sequence[str], cuts: Sequence[Cut], store: ImageStore) -> Sound:
    """The score steps back where a clip has a sound of its own."""
    at_s, mixed = 0.0, track.copy()
    for clip, cut in zip(clips, cuts, strict=False):
        heard = clip_sound(store.get(clip)) if clip else track[:, :0]
        start = round(at_s * SAMPLES_PER_SECOND)
        heard = heard[:, : min(round(cut.seconds * SAMPLES_PER_SECOND), track.shape[1] - start)]
        if heard.any():
            stop = start + heard.shape[1]
            mixed[:, start:stop] = SCORE_UNDER_CLIPS * track[:, start:stop] + levelled(heard)
        at_s += cut.seconds
    return levelled(mixed)


def _noted(cuts: Iterator[Cut], noted: list[Cut]) -> Iterator[Cut]:
    """Each cut as it comes; of those that are over only the times are kept, not the pictures."""
    for cut in cuts:
        noted.append(cut.timed())
        yield cut


def _cuts(task: ShortTask, store: ImageStore) -> Iterator[Cut]:
    fonts = typefaces()
    names = [member.name for member in task.storyboard.cast]
    manner = Manner(task.language, fonts, told_by_one(names))
    opening = title(task.imprint.title, task.imprint.heading_words, task.language, fonts)
    before: Shot | None = None
    last: Pixels | None = None
    for panel, is_title in _shown(task):
        over = opening if before is None else None
        if is_title:
            yield title_cut(panel.shot, _planes(task, panel, store), opening)
        elif panel.clip:
            last, faces = _still(task, panel, store)
            footage = _footage(store.get(panel.clip))
            yield clip_cut(panel.shot, last, faces, footage, manner, before, over)
        else:
            planes = _planes(task, panel, store)
            last = seen(planes)
            yield cut_of(panel.shot, planes, manner, before, over)
        before = panel.shot
    if last is not None:
        name = f"{task.imprint.title} · {task.imprint.episode_words}"
        imprint = task.imprint
        yield end_cut(
            last, end(task.ended, imprint.end_words, name, imprint.made_words, task.language, fonts)
        )


def _shown(task: ShortTask) -> list[tuple[ShortPanel, bool]]:
    """What is seen, in order; true is for the moment under the title, where that is another panel's."""
    panels = [(panel, False) for panel in task.panels]
    best = hook([panel.shot for panel in task.panels])
    return [(task.panels[best], True), *panels] if best else panels


def _footage(video: bytes) -> tuple[Iterator[Pixels], float]:
    seconds = clip_seconds(video)
    return clip_frames(video, frames_of(seconds)), seconds


def _still(task: ShortTask, panel: ShortPanel, store: ImageStore) -> tuple[Pixels, tuple[Face, ...]]:
    if panel.drawn:
        drawing = paint(_brief(task, panel.shot, (WIDTH_PX, HEIGHT_PX)))
        return drawing.pixels, drawing.faces
    return on_screen(decode_png(store.get(panel.picture.sha256)), panel.picture.faces)


def _planes(task: ShortTask, panel: ShortPanel, store: ImageStore) -> Planes:
    if panel.drawn:
        return paint_planes(_brief(task, panel.shot, PICTURE_PX))
    return flat_planes(decode_png(store.get(panel.picture.sha256)), panel.picture.faces)


def _brief(task: ShortTask, shot: Shot, size: tuple[int, int]) -> Brief:
    shot = replace(shot, width_px=size[0], height_px=size[1])
    return Brief(shot, shot.looks(task.storyboard.cast), task.storyboard.style)
