"""Finished episodes as packaging leaves them, with pictures made on the spot: what the pages are shown."""

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toonverse.db import metadata, open_engine
from toonverse.domain.episode import LeafKind, Reading, ReadingLeaf, WebImage
from toonverse.domain.story import Language, Story, Style
from toonverse.domain.wire import to_json
from toonverse.draw.cards import END_HEIGHT_PX, TITLE_HEIGHT_PX
from toonverse.draw.web_images import COVER_WIDTHS, WEB_WIDTHS, web_height, web_image
from toonverse.store.folders import EpisodeFolder, episode_folder
from toonverse.store.records import Episode
from toonverse.store.works import Works
from toonverse.studio.leaves import GAP_AFTER_TITLE_PX

Pixels = NDArray[np.uint8]
Encoded = tuple[tuple[int, int, bytes], ...]
CARD_HEIGHTS = {"title": TITLE_HEIGHT_PX, "end": END_HEIGHT_PX}
HEIGHTS = (1200, 900, 1100, 1400)
GAPS = (("#ffffff",), ("#ffffff", "#241a3a", "#101018"), ("#101018",))


class Ticking:
    """A clock that moves on by a minute each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@contextmanager
def opened_works(home: Path) -> Iterator[Works]:
    engine = open_engine(f"sqlite:///{home / 'works.sqlite3'}")
    metadata.create_all(engine)
    yield Works(engine, Ticking())
    engine.dispose()


def dusk(name: str, height: int) -> Pixels:
    """A sky, a sun and hills, other for every name."""
    seed = np.random.default_rng(zlib.crc32(name.encode()))
    top, low, ground = seed.integers(20, 235, (3, 3))
    y, x = np.mgrid[0:height, 0:800].astype(np.float32)
    sky = top + (low - top) * (y / height)[..., None]
    sun_x, sun_y = seed.uniform(150, 650), seed.uniform(0.25, 0.6) * height
    sky[np.hypot(x - sun_x, y - sun_y) < 110] = (255, 226, 170)
    hills = height * 0.72 + 60 * np.sin(x / seed.uniform(60, 180) + seed.uniform(0, 6))
    sky[y > hills] = ground * 0.4
    return np.clip(sky, 0, 255).astype(np.uint8)


def grainy(name: str, height: int) -> Pixels:
    """The same with a grain that makes it as heavy as a drawn panel."""
    grain = np.random.default_rng(zlib.crc32(name.encode())).normal(0, 9, (height, 800, 1))
    return np.clip(dusk(name, height) + grain, 0, 255).astype(np.uint8)


def make_episode(
    works: Works,
    home: Path,
    title: str = "비의 편지",
    *,
    project: str = "단편",
    language: Language = "ko",
    style: Style = "webtoon",
    panels: int = 4,
    alts: Sequence[str] = (),
    paint: Callable[[str, int], Pixels] = dusk,
    active: bool = True,
    account: str = "local",
) -> Episode:
    row = made = unfinished_episode(
        works, title, project=project, language=language, style=style, account=account
    )
    folder = episode_folder(home, made.id, made.folder)
    leaves, top = [], 0
    kinds: list[tuple[LeafKind, int]] = [("title", 0), *(("panel", n + 1) for n in range(panels)), ("end", 0)]
    for place, (kind, number) in enumerate(kinds):
        height = HEIGHTS[place % len(HEIGHTS)] if kind == "panel" else CARD_HEIGHTS[kind]
        gap = GAP_AFTER_TITLE_PX if place == 1 else 250 * (place > 1)
        alt = alts[number - 1] if kind == "panel" and alts else f"{title} {kind} {number}"
        pictures = encoded(paint if kind == "panel" else dusk, f"{kind}{number}", height)
        images = write_pictures(folder, f"{kind}_{number:03d}", pictures)
        top += gap
        colours = GAPS[place % len(GAPS)] if gap else ()
        leaves.append(ReadingLeaf(kind, number, top, height, gap, colours, alt, images))
        top += height
    cover = write_pictures(folder, "cover", encoded(paint, f"cover{made.id % 8}", 1200))
    folder.write(folder.final / "reading.json", to_json(Reading(800, top, tuple(leaves), cover)).encode())
    folder.write(folder.strip, b"a strip")
    folder.write(folder.final / f"episode_{made.id:03d}.cbz", b"PK a comic book")
    works.save_generation_metadata(made.id, {"final_webtoon_path": str(folder.strip)})
    if active:
        row = works.activate(made.id)
    return row


def unfinished_episode(
    works: Works,
    title: str = "끝나지 않은 이야기",
    *,
    project: str = "단편",
    language: Language = "ko",
    style: Style = "webtoon",
    account: str = "local",
) -> Episode:
    owner = works.find_or_create_project(account, project)
    story = Story(title, "비가 왔다.", language, "prose")
    return works.find_or_create_episode(f"{account}/{project}/{title}", story, style, project_id=owner.id)


def write_pictures(folder: EpisodeFolder, name: str, pictures: Encoded) -> tuple[WebImage, ...]:
    made = []
    for width, height, data in pictures:
        path = folder.write(folder.root / "web" / f"{name}_{width}.webp", data)
        made.append(WebImage(f"web/{path.name}", width, height, len(data), hashlib.sha256(data).hexdigest()))
    return tuple(made)


@cache  # many tests show the same picture
def encoded(paint: Callable[[str, int], Pixels], name: str, height: int) -> Encoded:
    """Width, height and WebP bytes of the painted picture, narrow to wide."""
    pixels = paint(name, height)
    wide = COVER_WIDTHS if name.startswith("cover") else WEB_WIDTHS
    return tuple(
        (width, web_height(800, height, width), web_image(pixels, width, b"<made/>")) for width in wide
    )
