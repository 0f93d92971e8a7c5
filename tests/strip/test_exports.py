"""Files to take along, and what preflight finds: over strips made on the spot."""

import asyncio
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from made_episodes import make_episode, opened_works
from toonverse.domain.episode import Strip, StripPanel
from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, Lettering, Problem
from toonverse.draw.png_stream import marked_png
from toonverse.studio.exports.desk import Exports
from toonverse.studio.exports.making import ABOUT_FILE, Job, StripChanged, make
from toonverse.studio.exports.packaged import Packaged, PictureFile, packaged, picture_file
from toonverse.studio.exports.platforms import Platform, PlatformsUnfit, platforms
from toonverse.studio.exports.preflight import PlatformCheck, Preflight, check, scaled
from toonverse.studio.provenance import UPLOADED, mark

SMALL = Platform("small", "Small", 400, 300, 60_000, 5, 200_000, 11.0, "", True)
BALLOON = Box(100, 560, 700, 700)
STRIP = Strip(800, 2600, (StripPanel(1, 0, 1200, (BALLOON,)), StripPanel(2, 1400, 1200, ())))
XMP = mark("비의 편지", ["draft"])


def picture(height: int = 2600) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    grain = np.random.default_rng(3).integers(0, 60, (height, 800, 3), dtype=np.uint8)
    return grain + np.linspace(0, 180, height, dtype=np.uint8)[:, None, None]


@pytest.fixture(scope="module")
def strip_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("strip") / "strip.png"
    path.write_bytes(marked_png(picture(), XMP))
    return path


def job(strip: Path, target: Path, platform: Platform | None) -> Job:
    placed = scaled(STRIP, platform.width_px) if platform else STRIP
    return Job(strip, placed, target, "episode_001", "비의 편지", "ko", "비의 편지\n", XMP, platform)


def pictures(archive: zipfile.ZipFile) -> list[PictureFile]:
    names = [name for name in archive.namelist() if name != ABOUT_FILE]
    return [picture_file(name, archive.read(name), archive.getinfo(name).file_size) for name in names]


def test_a_platforms_slices_keep_to_its_limits_and_carry_the_mark(strip_file: Path, tmp_path: Path):
    made = make(job(strip_file, tmp_path / "small.zip", SMALL))
    with zipfile.ZipFile(made) as archive:
        files = pictures(archive)
        assert archive.read(ABOUT_FILE).decode() == "비의 편지\n"
    assert sum(file.height for file in files) == 1300
    assert {file.width for file in files} == {400}
    assert all(file.marked and file.size_bytes <= 60_000 and file.height <= 300 for file in files)
    assert {Path(file.name).parent.name for file in files} == {"part_1_of_2", "part_2_of_2"}


def test_the_same_strip_gives_the_same_files(strip_file: Path, tmp_path: Path):
    for platform, name in ((SMALL, "a.zip"), (None, "a.pdf")):
        first = make(job(strip_file, tmp_path / "one" / name, platform)).read_bytes()
        assert make(job(strip_file, tmp_path / "two" / name, platform)).read_bytes() == first


def test_a_strip_that_was_made_anew_meanwhile_is_not_cut_as_the_old_one(strip_file: Path, tmp_path: Path):
    for platform in (SMALL, None):
        asked = job(strip_file, tmp_path / "a.zip", platform)
        with pytest.raises(StripChanged):
            make(replace(asked, placed=replace(asked.placed, height=asked.placed.height + 40)))
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_finds_all_its_objects_and_shows_the_strip(strip_file: Path, tmp_path: Path):
    made = make(job(strip_file, tmp_path / "comic.pdf", None)).read_bytes()
    start = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n$", made)[0])
    rows = re.findall(rb"(\d{10}) 00000 n \n", made[start:])
    for number, row in enumerate(rows, 1):
        assert made[int(row) :].startswith(b"%d 0 obj\n" % number)
    for length, at in ((int(m[1]), m.end()) for m in re.finditer(rb"/Length (\d+) >>\nstream\n", made)):
        assert made[at + length :].startswith(b"\nendstream")
    heights = [int(height) for height in re.findall(rb"/Subtype /Image /Width 800 /Height (\d+)", made)]
    assert sum(heights) == 2600
    assert b"algorithmicMedia" in made
    assert "비의 편지".encode("utf-16-be").hex().upper().encode() in made


def balloon(font_px: float) -> Balloon:
    return Balloon("speech", "비가 온다", "수아", ("비가 온다",), font_px, Point(400, 630), 300, 70)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Packaged]:
    with opened_works(tmp_path) as works:
        made = make_episode(works, tmp_path, panels=2)
        found = packaged(works, tmp_path, made.id)
        yield replace(found, strip=STRIP, models=("draft",))


def codes(found: Preflight | PlatformCheck) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_seam_through_a_balloon_is_a_problem_of_its_panel(work: Packaged):
    files = [PictureFile(f"{n}.jpg", 800, height, 9, True) for n, height in enumerate((600, 900, 1100))]
    webtoon = platforms(Path("/nowhere"))["webtoon"]
    (checked,) = check(work, [webtoon], {"webtoon": files}).platforms
    (seam,) = [finding for finding in checked.findings if finding.code == "seam"]
    assert (seam.panel, seam.facts, checked.ready) == (1, {"slice": 1}, False)
    clear = [replace(files[0], height=500), replace(files[1], height=1000), files[2]]
    assert check(work, [webtoon], {"webtoon": clear}).platforms[0].findings == ()


def test_cuts_that_are_not_made_yet_are_judged_too(work: Packaged):
    (checked,) = check(work, [SMALL], {}).platforms
    assert codes(checked) == ["not_measured"]
    low = replace(SMALL, slice_height_px=60)  # lower than the balloon: it must be cut
    assert "seam" in codes(check(work, [low], {}).platforms[0])


def test_files_over_the_limits_are_named(work: Packaged):
    webtoon = platforms(Path("/nowhere"))["webtoon"]
    files = [
        PictureFile("1.jpg", 900, 2000, 2_500_000, False, "part_1_of_2"),
        PictureFile("2.jpg", 800, 600, 100, True, "part_2_of_2"),
    ]
    (checked,) = check(
        replace(work, strip=replace(STRIP, panels=())), [webtoon], {"webtoon": files}
    ).platforms
    assert codes(checked) == [
        "file_too_large", "slice_too_high", "slice_too_wide", "mark_missing", "several_uploads",
    ]  # fmt: skip
    assert (checked.uploads, checked.size_bytes) == (2, 2_500_100)


def test_text_too_small_for_a_platforms_width_is_found_there_alone(work: Packaged):
    layer = Lettering(1024, 1536, "ko", (balloon(29.0), balloon(40.0)))
    webtoon = platforms(Path("/nowhere"))["webtoon"]
    large = replace(webtoon, name="large", text_px_min=24.0)
    found = check(replace(work, layers=((1, layer),)), [webtoon, large], {})
    assert [one.code for one in found.platforms[0].findings if one.panel] == []
    (small,) = [one for one in found.platforms[1].findings if one.code == "small_text"]
    assert (small.panel, small.facts["px"], small.facts["least"]) == (1, "22.7", "24")


def test_what_lettering_could_not_do_is_told_with_its_words(work: Packaged):
    problems = (Problem("missing_glyph", 0, "𒀀"), Problem("no_room", -1, "쾅"), Problem("small_text", 0, ""))
    layer = Lettering(1024, 1536, "ko", (balloon(40.0),), problems)
    found = check(replace(work, layers=((2, layer),)), [], {})
    assert [(one.code, one.panel, one.facts["text"]) for one in found.findings] == [
        ("missing_glyph", 2, "비가 온다"), ("no_room", 2, "쾅"),
    ]  # fmt: skip
    assert not found.ready


def test_pictures_by_a_trained_model_or_of_unknown_origin_want_a_label(work: Packaged):
    assert codes(check(work, [], {})) == []
    found = check(replace(work, models=("draft", "gpt-image-2", UPLOADED)), [], {})
    assert codes(found) == ["ai_label", "origin_unknown"]
    assert found.ready


def test_a_panel_changed_after_the_strip_was_made_is_a_problem(work: Packaged):
    found = check(replace(work, changed=(2,), working=True), [], {})
    assert codes(found) == ["being_made", "strip_outdated"]
    assert not found.ready


def test_a_file_is_made_when_asked_for_and_once(tmp_path: Path, strip_file: Path):
    with opened_works(tmp_path) as works:
        made = make_episode(works, tmp_path, panels=2)
        folder = packaged(works, tmp_path, made.id).folder
        height = packaged(works, tmp_path, made.id).strip.height
        folder.strip.write_bytes(marked_png(picture(height), XMP))
        exports = Exports(works, tmp_path, ThreadPoolExecutor(2), lambda: {"small": SMALL})
        sizes = {one.name: one.size_bytes for one in exports.listed(made.id)}
        assert sizes["small.zip"] is None
        assert sizes["comic.cbz"]

        async def together() -> set[Path]:
            return {
                path for _, path in await asyncio.gather(*(exports.file(made.id, "small.zip") for _ in "abc"))
            }

        (path,) = asyncio.run(together())
        stamp = path.stat().st_mtime_ns
        assert asyncio.run(exports.file(made.id, "small.zip"))[1].stat().st_mtime_ns == stamp
        assert exports.preflight(made.id).platforms[0].size_bytes


def test_what_an_older_strip_left_goes_with_the_next_file(tmp_path: Path):
    with opened_works(tmp_path) as works:
        made = make_episode(works, tmp_path, panels=1)
        work = packaged(works, tmp_path, made.id)
        work.folder.strip.write_bytes(marked_png(picture(work.strip.height), XMP))
        exports = Exports(works, tmp_path, ThreadPoolExecutor(1), lambda: {"small": SMALL})
        _, before = asyncio.run(exports.file(made.id, "comic.pdf"))
        reading = work.folder.final / "reading.json"
        reading.write_text(reading.read_text() + "\n")
        _, after = asyncio.run(exports.file(made.id, "comic.pdf"))
        assert before != after
        assert (before.is_file(), after.is_file()) == (False, True)


@pytest.mark.parametrize(
    "text",
    ["no toml", "[[platform]]\nname = 'x'\n", "[[platform]]\nname = '../x'\ntitle = 'x'\nwidth_px = 800\n"
     "slice_height_px = 1280\nfile_bytes = 2000000\ntext_px_min = 22.0\n", "x = 1\n" * 100_000],
)  # fmt: skip
def test_a_file_of_platforms_that_makes_no_sense_is_refused(tmp_path: Path, text: str):
    (tmp_path / "platforms.toml").write_text(text)
    with pytest.raises(PlatformsUnfit):
        platforms(tmp_path)
