"""From a picture to a lettered panel (식자): the vector layer, and the picture with it drawn on."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from toonverse.domain.lettering import Lettering
from toonverse.domain.panel import Picture
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Brief, Shot
from toonverse.domain.wire import from_json, to_json
from toonverse.store.folders import EpisodeFolder
from toonverse.store.images import DamagedImage, ImageMissing, ImageStore

if TYPE_CHECKING:  # the process that only orders the work never draws
    from toonverse.draw.cutout import Mask
    from toonverse.draw.letter import Pixels
    from toonverse.draw.typeset import Typefaces

WRITERS = 5


@dataclass(frozen=True, slots=True)
class LetteringTask:
    """All that a drawing process needs for one panel; small, because it crosses to another process.

    `picture` and `shot` are JSON of `Picture` and `Shot`, `store_root` is where the image store keeps,
    `started_at` the job's first start (it is part of a file's name), `xmp` the panel's mark of origin.
    `brief` is the JSON from which a free picture can be drawn again; "" for one that was paid for. `layer` is
    the JSON of a `Lettering` to draw as it is; "" lays the lines anew. `told_by_one`: one of the story's
    people tells it.
    """

    store_root: str
    folder: EpisodeFolder
    panel: int
    picture: str
    shot: str
    language: Language
    started_at: datetime
    xmp: bytes
    brief: str = ""
    layer: str = ""
    told_by_one: bool = False


def letter_picture(task: LetteringTask) -> tuple[str, str]:
    """Lays the shot's lines over the kept picture, keeps the result, and writes the panel's files.

    Those are its four, and the reader's pictures of it: made here they cost no waiting (other panels are
    still being drawn), and packaging finds them. Runs in a drawing process. Returns the JSON of the
    `Lettering` and the SHA-256 of the lettered PNG; equal tasks give equal bytes. Raises StorageError.
    """
    from toonverse.draw.cutout import cutout_of
    from toonverse.draw.letter import render  # the process that only orders the work never draws
    from toonverse.draw.png import decode_png
    from toonverse.draw.png_stream import marked_png
    from toonverse.draw.strip import fit_pixels
    from toonverse.draw.svg import to_svg
    from toonverse.store.fonts import typefaces
    from toonverse.studio.reader_pictures import save_panel_pictures

    store = ImageStore(task.store_root)
    media = _kept(store, from_json(Picture, task.picture).sha256, task.brief)
    pixels = decode_png(media)
    fonts = typefaces()
    figures = cutout_of(media, pixels.shape[1], len(pixels))
    layer = laid_over(task, pixels, fonts, figures)
    drawn = render(pixels, layer, fonts, figures)
    lettered = marked_png(drawn, task.xmp)
    folder, panel, laid = task.folder, task.panel, to_json(layer)
    files = {
        folder.picture(panel, task.started_at): media,
        folder.lettered(panel): lettered,
        folder.svg(panel): to_svg(layer, fonts, figures).encode(),
        folder.layer(panel): laid.encode(),
    }
    with ThreadPoolExecutor(WRITERS) as pool:  # the disc is waited for while the reader's pictures are made
        written = [pool.submit(folder.write, path, data) for path, data in files.items()]
        kept = pool.submit(store.put, lettered)
        sha256 = hashlib.sha256(lettered).hexdigest()
        save_panel_pictures(folder, panel, sha256, fit_pixels(drawn), task.xmp)
        kept.result()
        for one in written:
            one.result()
    return laid, sha256


def laid_over(task: LetteringTask, pixels: "Pixels", fonts: "Typefaces", figures: "Mask | None") -> Lettering:
    """The layer that was given, else the shot's lines laid over the picture."""
    from toonverse.draw.balloons import in_ink
    from toonverse.draw.letter import letter

    if task.layer:
        return from_json(Lettering, task.layer)
    seen, shot = from_json(Picture, task.picture), from_json(Shot, task.shot)
    size = (seen.width, seen.height)
    laid = letter(
        size,
        shot.lines,
        shot.sounds,
        seen.faces,
        task.language,
        fonts,
        pixels,
        shot.action,
        told_by_one=task.told_by_one,
        figures=figures,
    )
    sample = pixels[::32, ::32]
    if (sample.max(2) != sample.min(2)).any():
        return laid
    return replace(laid, balloons=tuple(map(in_ink, laid.balloons)))


def _kept(store: ImageStore, sha256: str, brief: str) -> bytes:
    """The kept picture; a free one that was damaged or lost is drawn again, if that gives the same bytes."""
    try:
        return store.get(sha256)
    except (DamagedImage, ImageMissing):
        if not brief:
            raise
        from toonverse.draw.draft import paint

        media = paint(from_json(Brief, brief)).png()
        if hashlib.sha256(media).hexdigest() != sha256:
            raise
        store.put(media)
        return media
