"""Packaging: everything in its place, the same bytes again, and never half of it."""

import hashlib
import json
import multiprocessing
import random
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import defusedxml.ElementTree
import numpy as np
import pytest
import sqlalchemy as sa

from toonverse.db import metadata, open_engine
from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, Lettering
from toonverse.domain.panel import Picture
from toonverse.domain.script import Line
from toonverse.domain.story import Story
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.draw.marks import xmp_packet
from toonverse.draw.png import decode_png
from toonverse.draw.png_stream import marked_png
from toonverse.draw.slices import UploadLimits
from toonverse.draw.strip import fit
from toonverse.draw.web_images import COVER_WIDTHS, WEB_WIDTHS
from toonverse.errors import StorageError, UsageError
from toonverse.store.folders import episode_folder
from toonverse.store.fonts import typefaces
from toonverse.store.images import ImageStore
from toonverse.store.records import Episode
from toonverse.store.works import Works
from toonverse.studio import press, upload_set
from toonverse.studio.packaging import Package, package
from toonverse.studio.press import DamagedPanel
from toonverse.studio.press_order import Order, PanelArt, panels_to_package
from toonverse.studio.reader_file import read_reading

MADE_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SIZE = (200, 150)
XMP = xmp_packet("test", "algorithmicMedia")
CAPTION = "비가 <그칠> 줄을 & 몰랐다.\x07"


def painted(number: int, size: tuple[int, int] = SIZE) -> bytes:
    width, height = size
    y, x = np.mgrid[0:height, 0:width]
    pixels = np.stack([(x + 40 * number) % 256, (2 * y) % 256, (x + y) % 256], -1).astype(np.uint8)
    return marked_png(pixels, XMP)


def shot(number: int, scene: int) -> Shot:
    lines = (Line(CAPTION, "", "caption"),) if number == 1 else ()
    light = "night" if scene else "day"
    return Shot(
        number,
        scene,
        "medium",
        "eye",
        "street",
        "골목",
        "modern",
        light,
        "rain",
        (),
        "",
        lines=lines,
        alt=f"컷 {number}",
    )


@pytest.fixture
def images(tmp_path: Path) -> ImageStore:
    return ImageStore(tmp_path / "images")


@pytest.fixture
def order(tmp_path: Path, images: ImageStore) -> Order:
    return ordered(tmp_path, images)


@dataclass(frozen=True)
class Whole:
    """An episode packaged once, for tests that only look at it."""

    order: Order
    images: ImageStore
    package: Package


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    home = tmp_path_factory.mktemp("home")
    images = ImageStore(home / "images")
    order = ordered(home, images)
    return Whole(order, images, made(order, images))


def ordered(home: Path, images: ImageStore) -> Order:
    episode = Episode(
        26, 1, 3, "비의 편지", "ko", "webtoon", 4, "draft", "f", 1, "026-비의-편지", "{}", MADE_AT, None, ""
    )
    shots = tuple(shot(number, number // 3) for number in range(1, 5))
    panels = []
    for number in range(1, 5):
        sha256 = images.put(painted(number))
        picture = Picture(sha256, "image/png", *SIZE)
        panels.append(PanelArt(number, sha256, picture, (Box(20, 10, 180, 60),), "draft"))
    storyboard = Storyboard("비의 편지", "ko", "webtoon", (), shots)
    return Order(episode_folder(home, 26, episode.folder), episode, "단편선", storyboard, panels, MADE_AT)


def made(order: Order, images: ImageStore) -> Package:
    return package(order, images, typefaces())


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_everything_is_where_the_contract_says(whole: Whole):
    found = whole.package
    final = whole.order.folder.root / "final"
    assert found.strip == final / "episode_026_final.png"
    assert found.cbz == final / "episode_026.cbz"
    assert found.cover == final / "cover.jpg"
    assert all(path.is_file() and path.parent == final / "slices" for path in found.slices)
    assert sorted(path.name for path in whole.order.folder.root.iterdir()) == ["final", "web"]


def test_the_strip_is_the_cards_and_panels_and_the_slices_are_the_strip(whole: Whole):
    found = whole.package
    strip = decode_png(found.strip.read_bytes())
    assert strip.shape == (found.strip_height, 800, 3)
    kinds = [leaf.kind for leaf in found.reading.leaves]
    assert kinds == ["title", "panel", "panel", "panel", "panel", "end"]
    for leaf, panel in zip(found.reading.leaves[1:-1], whole.order.panels, strict=True):
        pixels = fit(whole.images.get(panel.lettered))
        assert np.array_equal(strip[leaf.top : leaf.top + leaf.height], pixels)
    assert {path.suffix for path in found.slices} == {".png"}
    assert np.array_equal(np.concatenate([decode_png(path.read_bytes()) for path in found.slices]), strip)


def test_every_slice_is_within_the_platforms_limits_and_cuts_no_balloon(whole: Whole):
    found = whole.package
    boxes = [(leaf.top + 10 * 4, leaf.top + 60 * 4) for leaf in found.reading.leaves if leaf.kind == "panel"]
    for part in found.parts:
        for file in part.slices:
            pixels = decode_png(file.path.read_bytes())
            assert pixels.shape == (file.height, 800, 3)
            assert file.height <= 1280
            assert file.path.stat().st_size <= 2_000_000
            assert not any(top < file.top < bottom for top, bottom in boxes)


def test_packaging_again_gives_the_same_bytes(order: Order, images: ImageStore):
    made(order, images)
    first = digests(order.folder.root)
    made(order, images)
    assert digests(order.folder.root) == first
    for path in (order.folder.root / "web").iterdir():
        path.unlink()
    made(order, images)
    assert digests(order.folder.root) == first


def test_an_interrupted_packaging_leaves_the_episode_as_it_was_and_can_be_repeated(
    order: Order, images: ImageStore, monkeypatch: pytest.MonkeyPatch
):
    made(order, images)
    before = digests(order.folder.final)
    lettered = images.put(painted(9))
    changed = replace(order, panels=[*order.panels[:3], replace(order.panels[3], lettered=lettered)])
    real = upload_set.UploadSet.add
    calls: list[int] = []

    def fails_late(self: upload_set.UploadSet, encoded: object) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        real(self, encoded)

    monkeypatch.setattr(upload_set.UploadSet, "add", fails_late)
    with pytest.raises(StorageError):
        made(changed, images)
    assert digests(order.folder.final) == before
    assert read_reading(order.folder) is not None
    assert not (order.folder.root / "final.partial").exists()
    monkeypatch.undo()
    made(changed, images)
    assert digests(order.folder.final) != before
    assert not (order.folder.root / "final.partial").exists()
    assert not (order.folder.root / "final.before").exists()


def test_a_crash_between_the_two_renames_is_mended_by_the_replay(order: Order, images: ImageStore):
    made(order, images)
    first = digests(order.folder.final)
    order.folder.final.rename(order.folder.root / "final.before")
    assert read_reading(order.folder) is None
    made(order, images)
    assert digests(order.folder.final) == first
    assert not (order.folder.root / "final.before").exists()


def package_in_child(home: str) -> None:
    images = ImageStore(Path(home) / "images")
    made(ordered(Path(home), images), images)


def test_killed_at_any_moment_it_never_leaves_half_and_the_replay_gives_the_same_bytes(
    order: Order, images: ImageStore, tmp_path: Path
):
    made(order, images)
    whole = digests(order.folder.final)
    context = multiprocessing.get_context("spawn")
    chance = random.Random(11)
    for _ in range(4):
        child = context.Process(target=package_in_child, args=(str(tmp_path),))
        child.start()
        partial = order.folder.root / "final.partial"
        while child.is_alive() and not partial.exists():
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.3))
        child.kill()
        child.join()
        assert digests(order.folder.final) in (whole, {})
    made(order, images)
    assert digests(order.folder.final) == whole
    assert sorted(path.name for path in order.folder.root.iterdir()) == ["final", "web"]


def test_no_white_lies_between_the_cards_and_dark_pictures(order: Order, images: ImageStore):
    night = images.put(marked_png(np.full((SIZE[1], SIZE[0], 3), 20, np.uint8), XMP))
    dark = [replace(panel, lettered=night) for panel in order.panels]
    leaves = made(replace(order, panels=dark), images).reading.leaves
    for leaf in (leaves[1], leaves[-1]):
        assert max(int(colour[1:3], 16) for colour in leaf.gap_colours) < 128


def test_a_panel_lettered_anew_gets_new_reader_pictures_and_the_old_ones_go(order: Order, images: ImageStore):
    old = {image.name for leaf in made(order, images).reading.leaves for image in leaf.images}
    lettered = images.put(painted(9))
    changed = replace(order, panels=[*order.panels[:3], replace(order.panels[3], lettered=lettered)])
    reading = made(changed, images).reading
    new = {image.name for leaf in reading.leaves for image in leaf.images}
    on_disc = {f"web/{path.name}" for path in order.folder.web.iterdir()}
    assert old != new
    assert on_disc == new | {image.name for image in reading.cover}


def test_reader_pictures_are_as_large_as_they_say(whole: Whole):
    reading = whole.package.reading
    assert read_reading(whole.order.folder) == reading
    assert tuple(image.width for image in reading.cover) == COVER_WIDTHS
    assert all(tuple(image.width for image in leaf.images) == WEB_WIDTHS for leaf in reading.leaves)
    for shown in [reading.cover, *(leaf.images for leaf in reading.leaves)]:
        for image in shown:
            data = (whole.order.folder.root / image.name).read_bytes()
            assert decode_png(data).shape == (image.height, image.width, 3)
            assert len(data) == image.size_bytes
            assert hashlib.sha256(data).hexdigest() == image.sha256
            assert b"digitalsourcetype/algorithmicMedia" in data
    assert [leaf.alt for leaf in reading.leaves][1:3] == ["컷 1", "컷 2"]


def test_the_archive_is_a_zip_of_the_cover_and_slices_with_well_formed_comic_info(whole: Whole):
    found = whole.package
    with zipfile.ZipFile(found.cbz) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        info = defusedxml.ElementTree.fromstring(archive.read("ComicInfo.xml"))
        assert archive.read("0000.jpg") == found.cover.read_bytes()
        assert [archive.read(name) for name in names[2:]] == [path.read_bytes() for path in found.slices]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[1:] == sorted(names[1:])
    assert (info.findtext("Series"), info.findtext("Number")) == ("단편선", "3")
    assert info.findtext("LanguageISO") == "ko"
    assert info.findtext("Summary") == CAPTION.replace("\x07", "")
    pages = info.findall("Pages/Page")
    assert len(pages) == len(found.slices) + 1 == int(info.findtext("PageCount") or 0)
    assert pages[0].get("Type") == "FrontCover"


def test_the_episodes_metadata_has_the_fields_of_the_contract(whole: Whole):
    found = whole.package
    assert found.generation_metadata["final_webtoon_path"] == str(found.strip)
    size_mb = round(found.strip.stat().st_size / 1_000_000, 2)
    assert found.generation_metadata["final_webtoon_size_mb"] == size_mb
    facts = found.generation_metadata["images"]
    assert isinstance(facts, dict)
    assert facts["generated_at"] == "2026-11-21T09:30:00+00:00"
    assert facts["total_panels"] == 4
    json.dumps(found.generation_metadata)


def test_pictures_of_a_trained_model_are_marked_as_such_in_every_export(order: Order, images: ImageStore):
    changed = replace(order, panels=[*order.panels[:3], replace(order.panels[3], model="gpt-image-2")])
    found = made(changed, images)
    for path in (found.strip, *found.slices):
        assert b"digitalsourcetype/compositeWithTrainedAlgorithmicMedia" in path.read_bytes()
    last = found.reading.leaves[-2].images[0]
    assert b"compositeWithTrainedAlgorithmicMedia" in (order.folder.root / last.name).read_bytes()


def test_too_many_slices_for_one_upload_are_parted_by_name(
    order: Order, images: ImageStore, monkeypatch: pytest.MonkeyPatch
):
    class Small(upload_set.UploadSet):
        def __init__(self, folder: Path, stem: str) -> None:
            super().__init__(folder, stem, UploadLimits(part_images_max=2))

    monkeypatch.setattr(press, "UploadSet", Small)
    found = made(order, images)
    count = len(found.parts)
    assert count == -(-len(found.slices) // 2)
    assert [part.name for part in found.parts] == [f"part_{i}_of_{count}" for i in range(1, count + 1)]
    assert all(
        path.parent.name == part.name for part in found.parts for path in (f.path for f in part.slices)
    )
    assert {path.suffix for path in found.slices} == {".jpg"}
    assert [path.name[:-4] for path in found.slices] == [
        f"episode_026_{number:04d}" for number in range(1, len(found.slices) + 1)
    ]
    assert [path for path in (order.folder.final / "slices").rglob("*.png")] == []


def test_a_damaged_or_missing_panel_stops_packaging_before_anything_is_exchanged(
    order: Order, images: ImageStore
):
    text = images.put(b"not a picture at all")
    for wrong in (text, images.put(painted(1, (200, 151)))):
        with pytest.raises(DamagedPanel):
            made(replace(order, panels=[replace(order.panels[0], lettered=wrong), *order.panels[1:]]), images)
    with pytest.raises(StorageError):
        made(replace(order, panels=[replace(order.panels[0], lettered="0" * 64), *order.panels[1:]]), images)
    assert not order.folder.final.exists()


def test_panels_that_are_not_the_storyboards_are_refused(order: Order, images: ImageStore):
    for panels in (order.panels[:3], [], [*reversed(order.panels)]):
        with pytest.raises(UsageError):
            made(replace(order, panels=panels), images)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'works.sqlite3'}")
    metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_panels_are_gathered_from_the_rows_with_the_take_they_were_lettered_on(engine: sa.Engine):
    works = Works(engine, lambda: MADE_AT)
    project = works.find_or_create_project("local", "단편선")
    story = Story("비의 편지", "비가 왔다.", "ko", "prose")
    episode = works.find_or_create_episode("f", story, "webtoon", project_id=project.id)
    works.save_storyboard(episode.id, Storyboard("비의 편지", "ko", "webtoon", (), (shot(1, 0),)))
    for number, sha256 in ((1, "a" * 64), (2, "b" * 64)):
        picture = Picture(sha256, "image/png", 1024, 1536)
        works.panels.add_take(
            episode.id, 1, number, picture, prompt="", model=f"m{number}", cost_nusd=0, tokens=0
        )
    balloon = Balloon("speech", "안녕", "", ("안녕",), 40.0, Point(500, 300), 120, 80)
    lettering = Lettering(1024, 1536, "ko", (balloon,))
    works.panels.save_lettering(episode.id, 1, 2, lettering, "c" * 64)
    (found,) = panels_to_package(works, episode)
    assert (found.number, found.lettered, found.picture.sha256, found.model) == (1, "c" * 64, "b" * 64, "m2")
    (box,) = found.keep_whole
    assert box.top <= 220
    assert box.bottom >= 380
