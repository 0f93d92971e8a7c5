"""What a drawing process makes of a finished strip: a platform's slices as a zip, and the PDF."""

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from toonverse.domain.episode import Strip
from toonverse.domain.story import Language
from toonverse.errors import StorageError
from toonverse.studio.exports.platforms import Platform

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BAND_ROWS = 512
PDF_QUALITY = 90
STRIP_ROWS_MAX = 600_000
ABOUT_FILE = "about.txt"


class StripChanged(StorageError):
    """The strip was made anew while a file was cut from it: ask again. Facts: path, rows."""

    code = "strip_changed"


@dataclass(frozen=True, slots=True)
class Job:
    """`strip` is the strip's file, `placed` where its panels and balloons lie at the width wanted; `xmp` the
    mark of origin, `about` what a person reads beside the files. `platform` None stands for the PDF."""

    strip: Path
    placed: Strip
    target: Path
    stem: str
    title: str
    language: Language
    about: str
    xmp: bytes
    platform: Platform | None = None


def make(job: Job) -> Path:
    """Writes the target whole, beside its place first. Equal strips give equal bytes. Raises
    StripChanged, StorageError."""
    job.target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=job.target.parent) as folder:
            made = Path(folder) / job.target.name
            if job.platform is None:
                _pdf(job, made)
            else:
                _zip(job, job.platform, Path(folder), made)
            made.replace(job.target)
    except OSError as failure:
        raise StorageError(path=str(job.target), reason=str(failure)) from failure
    return job.target


def _zip(job: Job, platform: Platform, folder: Path, target: Path) -> None:
    from toonverse.draw.slices import Slicer, cut_rows, encode_slice
    from toonverse.studio.upload_set import UploadSet

    files = UploadSet(folder / "slices", job.stem, platform.limits)
    slicer = Slicer(cut_rows(job.placed, platform.slice_height_px))
    keep = [box for panel in job.placed.panels for box in panel.keep_whole]
    for rows in _rows(job.strip, job.placed):
        for top, pixels in slicer.push(rows):
            near = [box for box in keep if box.bottom > top and box.top < top + len(pixels)]
            limits = platform.limits
            for encoded in encode_slice(top, pixels, near, job.xmp, png=files.wants_png, limits=limits):
                files.add(encoded)
    parts = files.close()
    named = [
        (f"{part.name}/{file.path.name}" if part.name else file.path.name, file.path)
        for part in parts
        for file in part.slices
    ]
    write_zip(target, job.about, named)
    shutil.rmtree(folder / "slices")


def write_zip(target: Path, about: str, named: list[tuple[str, Path]]) -> None:
    """Pictures as they are (they are packed already), one at a time."""
    from toonverse.studio.exports.cbz import stored_entry

    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(stored_entry(ABOUT_FILE), about.encode())
        for name, path in named:
            archive.writestr(stored_entry(name), path.read_bytes())


def _pdf(job: Job, target: Path) -> None:
    import simplejpeg

    from toonverse.draw.marks import mark_jpeg
    from toonverse.draw.slices import Slicer, cut_rows
    from toonverse.studio.exports.pdf import JpegPage, write_pdf

    slicer = Slicer(cut_rows(job.placed))

    def pages() -> Iterator[JpegPage]:
        for rows in _rows(job.strip, job.placed):
            for _, pixels in slicer.push(rows):
                jpeg = mark_jpeg(simplejpeg.encode_jpeg(pixels, PDF_QUALITY, "RGB", "444"), job.xmp)
                yield JpegPage(jpeg, pixels.shape[1], len(pixels))

    with target.open("wb") as out:
        write_pdf(out, job.title, job.language, job.xmp, pages())


def _rows(path: Path, placed: Strip) -> "Iterator[NDArray[np.uint8]]":
    """The strip's rows at the width wanted, in bands; a long strip lies in a file meanwhile."""
    import pyvips

    from toonverse.draw.png import pixels_of

    try:
        image = pyvips.Image.new_from_file(str(path), unlimited=True)
        if image.height > STRIP_ROWS_MAX:
            raise StorageError(path=str(path), rows=image.height)
        if abs(image.height * placed.width / image.width - placed.height) > 1:
            raise StripChanged(path=str(path), rows=image.height)
        if (image.width, image.height) != (placed.width, placed.height):
            scale = placed.width / image.width
            image = image.resize(scale, vscale=placed.height / image.height, kernel="lanczos3")
        for top in range(0, placed.height, BAND_ROWS):
            yield pixels_of(image.crop(0, top, placed.width, min(BAND_ROWS, placed.height - top)))
    except pyvips.Error as failure:
        raise StorageError(path=str(path), reason=str(failure)[:200]) from failure
