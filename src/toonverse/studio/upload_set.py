"""The upload set: the strip's slices as files within a platform's limits, in named parts where it must be.

All slices have one format where they can: PNG when the whole set fits one upload so (a slice too large
for PNG is JPEG even then), JPEG from quality 92 down to 80 otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toonverse.draw.slices import WEBTOON, EncodedSlice, UploadLimits, parts


@dataclass(frozen=True, slots=True)
class SliceFile:
    path: Path
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class UploadPart:
    """One upload; `name` is "" where one part holds everything, else `part_1_of_3`."""

    name: str
    slices: tuple[SliceFile, ...]


class UploadSet:
    """Slices come in by `add`, from the top; `close` names them."""

    def __init__(self, folder: Path, stem: str, limits: UploadLimits = WEBTOON) -> None:
        """`folder` is empty and the set's own; `stem` begins every file's name."""
        self._folder = folder
        self._stem = stem
        self._limits = limits
        self._jpegs: list[SliceFile] = []
        self._pngs: list[SliceFile] = []
        self._bytes_as_png = 0
        folder.mkdir(parents=True)

    @property
    def wants_png(self) -> bool:
        """Whether PNG can still be the set's format; once it can't, encoding it is a waste."""
        return self._fits_one_upload and len(self._jpegs) < self._limits.part_images_max

    @property
    def _fits_one_upload(self) -> bool:
        """As PNG, with the slices added so far."""
        within = self._bytes_as_png <= self._limits.part_bytes_max
        return within and len(self._jpegs) <= self._limits.part_images_max

    def add(self, encoded: EncodedSlice) -> None:
        number = len(self._jpegs) + 1
        jpeg = self._write(number, encoded, ".jpg", encoded.jpeg)
        best = encoded.png or encoded.jpeg
        self._bytes_as_png += len(best)
        self._jpegs.append(jpeg)
        if self._fits_one_upload:
            self._pngs.append(self._write(number, encoded, ".png", encoded.png) if encoded.png else jpeg)

    def close(self) -> tuple[UploadPart, ...]:
        """Removes the format that was not chosen and gathers the files into their parts."""
        chosen = self._pngs if len(self._pngs) == len(self._jpegs) else self._jpegs
        for file in {*self._pngs, *self._jpegs} - set(chosen):
            file.path.unlink()
        found = parts([file.path.stat().st_size for file in chosen], self._limits)
        if len(found) == 1:
            return (UploadPart("", tuple(chosen)),)
        named = []
        for index, part in enumerate(found, 1):
            name = f"part_{index}_of_{len(found)}"
            named.append(UploadPart(name, self._moved(name, chosen[part.first : part.end])))
        return tuple(named)

    def _moved(self, name: str, files: Sequence[SliceFile]) -> tuple[SliceFile, ...]:
        (self._folder / name).mkdir()
        return tuple(
            SliceFile(file.path.rename(self._folder / name / file.path.name), file.top, file.height)
            for file in files
        )

    def _write(self, number: int, encoded: EncodedSlice, suffix: str, data: bytes) -> SliceFile:
        path = self._folder / f"{self._stem}_{number:04d}{suffix}"
        path.write_bytes(data)
        return SliceFile(path, encoded.top, encoded.height)
