"""Packaging: lettered panels become the strip, its slices, the archive, the cover and the reader's pictures.

Everything goes into `final.partial` first and is exchanged for `final` when it is whole: an interrupted
run leaves the episode as it was, and the same panels give the same bytes again.
"""

import hashlib
import shutil
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import simplejpeg

from toonverse.domain.episode import Reading, WebImage
from toonverse.domain.storyboard import Shot
from toonverse.domain.wire import to_json
from toonverse.draw.cards import COVER_SIZE_PX, cover_picture
from toonverse.draw.marks import mark_jpeg
from toonverse.draw.png import decode_png
from toonverse.draw.social import social_card
from toonverse.draw.typeset import Typefaces
from toonverse.errors import StorageError
from toonverse.store.durable import sync_file, sync_folder
from toonverse.store.images import ImageStore
from toonverse.studio.exports.cbz import About, Page, write_cbz
from toonverse.studio.press import Press, Printed
from toonverse.studio.press_order import Order
from toonverse.studio.provenance import mark
from toonverse.studio.reader_file import READING_FILE, SOCIAL_FILE
from toonverse.studio.reader_pictures import drop_others, save_cover_pictures
from toonverse.studio.upload_set import SliceFile, UploadPart

WORKERS = 2
COVER_QUALITY = 92
COVER_FILE = "cover.jpg"
SUMMARY_CHARACTERS_MAX = 600


@dataclass(frozen=True, slots=True)
class Package:
    """What packaging made; paths are absolute.

    `slices` are all slices in order, `parts` the same ones by upload. `generation_metadata` is what the
    episode carries: images {generated_at, total_panels, total_size_mb}, final_webtoon_path,
    final_webtoon_size_mb (decimal megabytes). `reading` is what the reader page shows, with the tops
    of the panels in the strip.
    """

    strip: Path
    slices: tuple[Path, ...]
    cbz: Path
    cover: Path
    parts: tuple[UploadPart, ...]
    strip_width: int
    strip_height: int
    generation_metadata: dict[str, object]
    reading: Reading


def package(order: Order, images: ImageStore, fonts: Typefaces) -> Package:
    """Assembles `final/` and `web/` of the episode's folder, replacing what was there as a whole.

    Blocks, on two threads of its own; 100 panels take about 4 s and the memory of a handful of panels.

    Raises UsageError (the panels are not the storyboard's), StorageError (a picture is missing or
    damaged, the disc refuses); `final/` is then as it was.
    """
    final = order.folder.final
    partial = final.with_name("final.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        with ThreadPoolExecutor(max_workers=WORKERS) as pool:
            printed = Press(order, images, fonts, pool).run(partial)
            cover = _write_cover(order, partial, images, fonts)
            _write_cbz(order, partial, printed)
            reading = Reading(printed.strip.width, printed.strip.height, printed.leaves, cover)
            (partial / READING_FILE).write_text(to_json(reading), encoding="utf-8")
            _sync(partial, pool)
        _exchange(partial, final)
    except OSError as failure:
        raise StorageError(path=str(final), reason=str(failure)) from failure
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    drop_others(order.folder, {image.name for shown in _shown(reading) for image in shown})
    return _package(order, partial, printed, reading)


def _write_cover(order: Order, partial: Path, images: ImageStore, fonts: Typefaces) -> tuple[WebImage, ...]:
    """The cover, made from a picture beneath the lettering, its pictures for the shelves, and the card that a
    shared address shows."""
    chosen = order.panels[_cover_index(order.storyboard.shots)]
    art = decode_png(images.get(chosen.picture.sha256))
    pixels = cover_picture(order.imprint, art, chosen.picture.faces, fonts)
    own = mark(order.episode.title, [chosen.model])
    jpeg = mark_jpeg(simplejpeg.encode_jpeg(pixels, COVER_QUALITY, "RGB", "444"), own)
    (partial / COVER_FILE).write_bytes(jpeg)
    card = social_card(order.imprint, order.series, art, chosen.picture.faces, fonts)
    (partial / SOCIAL_FILE).write_bytes(
        mark_jpeg(simplejpeg.encode_jpeg(card, COVER_QUALITY, "RGB", "444"), own)
    )
    return save_cover_pictures(order.folder, hashlib.sha256(jpeg).hexdigest(), pixels, own)


def _cover_index(shots: Sequence[Shot]) -> int:
    """The panel that sells the episode: one or two people, not too near, at a strong moment."""

    def appeal(shot: Shot) -> float:
        people = 2.0 if 1 <= len(shot.figures) <= 2 else 0.0
        size = {"medium": 1.5, "full": 1.5, "long": 1.0, "close": 0.8}.get(shot.size, 0.0)
        role = {"turn": 1.5, "action": 1.0, "ending": 0.3, "opening": 0.8}.get(shot.role, 0.0)
        away = sum(0.5 for figure in shot.figures if figure.facing == "back")
        return people + size + role - away

    return max(range(len(shots)), key=lambda index: (appeal(shots[index]), -index))


def _write_cbz(order: Order, partial: Path, printed: Printed) -> None:
    cover_width, cover_height = COVER_SIZE_PX
    pages = [Page(partial / COVER_FILE, cover_width, cover_height, cover=True)]
    for part in printed.parts:
        pages += [Page(file.path, printed.strip.width, file.height) for file in part.slices]
    episode = order.episode
    about = About(
        order.series,
        episode.title,
        episode.number,
        episode.language,
        episode.description or _summary(order.storyboard.shots),
        order.imprint.made_words,
        order.made_at.astimezone(UTC),
        tuple(member.name for member in order.storyboard.cast),
    )
    write_cbz(partial / f"episode_{episode.id:03d}.cbz", about, pages)


def _summary(shots: Sequence[Shot]) -> str:
    """The opening of the episode: what its first captions say."""
    captions = [line.text for shot in shots for line in shot.lines if line.kind == "caption"]
    text = " ".join(captions)
    return text if len(text) <= SUMMARY_CHARACTERS_MAX else text[: SUMMARY_CHARACTERS_MAX - 1] + "…"


def _sync(folder: Path, pool: Executor) -> None:
    """All files on the disc before the exchange gives them their names."""
    paths = sorted(folder.rglob("*"))
    list(pool.map(sync_file, [path for path in paths if path.is_file()]))
    for path in paths:
        if path.is_dir():
            sync_folder(path)
    sync_folder(folder)


def _exchange(partial: Path, final: Path) -> None:
    """A crash between the two renames leaves no `final/` for a moment; the replay makes it again."""
    before = final.with_name("final.before")
    shutil.rmtree(before, ignore_errors=True)
    if final.exists():
        final.rename(before)
    partial.rename(final)
    sync_folder(final.parent)
    shutil.rmtree(before, ignore_errors=True)


def _shown(reading: Reading) -> list[tuple[WebImage, ...]]:
    return [reading.cover, *(leaf.images for leaf in reading.leaves)]


def _package(order: Order, partial: Path, printed: Printed, reading: Reading) -> Package:
    final = order.folder.final.resolve()

    def moved(file: SliceFile) -> SliceFile:
        return SliceFile(final / file.path.relative_to(partial), file.top, file.height)

    parts = tuple(UploadPart(part.name, tuple(moved(file) for file in part.slices)) for part in printed.parts)
    strip = final / order.folder.strip.name
    return Package(
        strip,
        tuple(file.path for part in parts for file in part.slices),
        final / f"episode_{order.episode.id:03d}.cbz",
        final / COVER_FILE,
        parts,
        printed.strip.width,
        printed.strip.height,
        {
            "images": {
                "generated_at": order.made_at.astimezone(UTC).isoformat(),
                "total_panels": len(order.panels),
                "total_size_mb": _megabytes(printed.panel_bytes),
            },
            "final_webtoon_path": str(strip),
            "final_webtoon_size_mb": _megabytes(strip.stat().st_size),
        },
        reading,
    )


def _megabytes(size_bytes: int) -> float:
    return round(size_bytes / 1_000_000, 2)
