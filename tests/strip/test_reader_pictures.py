"""Reader pictures are made with the lettering; packaging finds them, and would have made the same."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from toonverse.domain.panel import Picture
from toonverse.domain.script import Line
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.domain.wire import to_json
from toonverse.draw.png_stream import marked_png
from toonverse.store.folders import episode_folder
from toonverse.store.fonts import typefaces
from toonverse.store.images import ImageStore
from toonverse.store.records import Episode
from toonverse.studio.lettering import LetteringTask, letter_picture
from toonverse.studio.packaging import package
from toonverse.studio.press_order import Order, PanelArt
from toonverse.studio.provenance import mark

STARTED_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SIZE = (1024, 640)
TITLE = "비의 편지"


@pytest.fixture
def lettered(tmp_path: Path) -> Order:
    """An episode of one panel, just lettered."""
    store = ImageStore(tmp_path / "images")
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    pixels = np.stack([x % 256, (2 * y) % 256, (x + y) % 256], -1).astype(np.uint8)
    xmp = mark(TITLE, ["draft"])
    picture = Picture(store.put(marked_png(pixels, xmp)), "image/png", *SIZE)
    line = Line("비가 그쳤다.", "", "caption")
    shot = Shot(
        1, 0, "medium", "eye", "street", "골목", "modern", "day", "rain", (), "", lines=(line,), alt="골목"
    )
    folder = episode_folder(tmp_path, 26, "026-비의-편지")
    task = LetteringTask(
        str(tmp_path / "images"), folder, 1, to_json(picture), to_json(shot), "ko", STARTED_AT, xmp
    )
    _, sha256 = letter_picture(task)
    episode = Episode(
        26, 1, 3, TITLE, "ko", "webtoon", 1, "draft", "f", 1, "026-비의-편지", "{}", STARTED_AT, None, ""
    )
    panel = PanelArt(1, sha256, picture, (), "draft")
    return Order(
        folder, episode, "단편선", Storyboard(TITLE, "ko", "webtoon", (), (shot,)), [panel], STARTED_AT
    )


def test_packaging_finds_the_panels_pictures_and_leaves_them_as_they_are(lettered: Order, tmp_path: Path):
    before = {path: path.stat().st_ino for path in lettered.folder.web.iterdir()}
    assert len(before) == 2
    made = package(lettered, ImageStore(tmp_path / "images"), typefaces())
    shown = {lettered.folder.root / image.name for image in made.reading.leaves[1].images}
    assert shown == set(before)
    assert {path: path.stat().st_ino for path in shown} == before


def test_packaging_alone_gives_the_same_bytes(lettered: Order, tmp_path: Path):
    store = ImageStore(tmp_path / "images")
    found = package(lettered, store, typefaces())
    elsewhere = replace(lettered, folder=episode_folder(tmp_path / "elsewhere", 26, lettered.episode.folder))
    assert package(elsewhere, store, typefaces()).reading == found.reading


def test_a_crash_between_a_panels_two_pictures_is_mended_by_packaging(lettered: Order, tmp_path: Path):
    store = ImageStore(tmp_path / "images")
    whole = package(lettered, store, typefaces()).reading
    lost = lettered.folder.root / whole.leaves[1].images[1].name
    lost.unlink()
    assert package(lettered, store, typefaces()).reading == whole
    assert lost.is_file()
