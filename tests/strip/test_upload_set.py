"""One upload as PNG where it fits, JPEG where that spares an upload, parts where it must be."""

from pathlib import Path

import pytest

from toonverse.draw.slices import EncodedSlice, UploadLimits
from toonverse.studio.upload_set import UploadPart, UploadSet

LIMITS = UploadLimits(part_images_max=3, part_bytes_max=100)


def closed(folder: Path, slices: list[tuple[int | None, int]]) -> tuple[UploadPart, ...]:
    """A set of slices given by their sizes as PNG (None: it did not fit the slice's limit) and as JPEG."""
    collected = UploadSet(folder / "slices", "e", LIMITS)
    for number, (png, jpeg) in enumerate(slices):
        wanted = png is not None and collected.wants_png
        collected.add(EncodedSlice(number, 1, b"p" * (png or 0) if wanted else None, b"j" * jpeg))
    return collected.close()


@pytest.mark.parametrize(
    ("slices", "names"),
    [
        ([(30, 9)], ["e_0001.png"]),
        ([(33, 9)] * 3, ["e_0001.png", "e_0002.png", "e_0003.png"]),
        ([(33, 9), (None, 20), (33, 9)], ["e_0001.png", "e_0002.jpg", "e_0003.png"]),
        ([(34, 9)] * 3, ["e_0001.jpg", "e_0002.jpg", "e_0003.jpg"]),
        (
            [(1, 9)] * 4,
            [
                "part_1_of_2/e_0001.jpg",
                "part_1_of_2/e_0002.jpg",
                "part_2_of_2/e_0003.jpg",
                "part_2_of_2/e_0004.jpg",
            ],
        ),
        ([(90, 60)] * 2, ["part_1_of_2/e_0001.jpg", "part_2_of_2/e_0002.jpg"]),
    ],
)
def test_the_files_left_are_the_set_and_nothing_else(
    tmp_path: Path, slices: list[tuple[int | None, int]], names: list[str]
):
    found = closed(tmp_path, slices)
    folder = tmp_path / "slices"
    listed = [file.path.relative_to(folder).as_posix() for part in found for file in part.slices]
    on_disc = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert listed == names == on_disc
    assert [file.top for part in found for file in part.slices] == list(range(len(slices)))
    for part in found:
        assert sum(file.path.stat().st_size for file in part.slices) <= LIMITS.part_bytes_max
        assert all(file.path.parent.name == (part.name or "slices") for file in part.slices)
