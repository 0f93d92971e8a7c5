"""The press: prints the strip, its slices and the reader's pictures in one pass over the panels."""

import hashlib
from collections import deque
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvips
from numpy.typing import NDArray

from toonverse.domain.episode import LeafKind, ReadingLeaf, Strip, WebImage
from toonverse.domain.geometry import Box
from toonverse.draw import strip as strips
from toonverse.draw.cards import Hero, end_card, title_card
from toonverse.draw.png import decode_png
from toonverse.draw.png_stream import PngStream
from toonverse.draw.slices import EncodedSlice, Slicer, cut_rows, encode_slice
from toonverse.draw.typeset import Typefaces
from toonverse.errors import StorageError
from toonverse.store.images import ImageStore
from toonverse.studio.leaves import hero_face, leaves
from toonverse.studio.press_order import Order, PanelArt
from toonverse.studio.provenance import mark
from toonverse.studio.reader_pictures import save_panel_pictures, save_pictures
from toonverse.studio.upload_set import UploadPart, UploadSet

Pixels = NDArray[np.uint8]

PANELS_AHEAD = 1
SLICES_AHEAD = 2
"""Decoded, and encoded, ahead of need: enough for two cores, few enough for flat memory."""


@dataclass(frozen=True, slots=True)
class Printed:
    """`panel_bytes` are the lettered panels' together."""

    strip: Strip
    parts: tuple[UploadPart, ...]
    leaves: tuple[ReadingLeaf, ...]
    panel_bytes: int


class DamagedPanel(StorageError):
    """A lettered panel is no picture, or not as large as its take."""

    code = "damaged_panel"


class Press:
    def __init__(self, order: Order, images: ImageStore, fonts: Typefaces, pool: Executor) -> None:
        self._order = order
        self._images = images
        self._fonts = fonts
        self._pool = pool
        self._leaves = leaves(order.storyboard, order.panels)
        self._alts = _alts(order)
        self._coming: deque[Future[tuple[Pixels, int, tuple[WebImage, ...]]]] = deque()
        self._fetched = 0
        self._panel_bytes = 0
        self._pictures: list[tuple[WebImage, ...]] = []

    def run(self, target: Path) -> Printed:
        """Writes the strip and `slices/` into the folder `target`."""
        order, strip = self._order, strips.place(self._leaves)
        slices = UploadSet(target / "slices", f"episode_{order.episode.id:03d}")
        slicer = _SliceLine(strip, slices, order.mark, self._pool)
        colours: dict[int, tuple[str, ...]] = {}
        with (target / order.folder.strip.name).open("wb") as out:
            png = PngStream(strip.width, strip.height, order.mark, out.write)
            for piece in strips.rows(self._leaves, self._picture):
                if isinstance(piece, strips.Gap):
                    colours[piece.leaf] = piece.colours
                slicer.push(piece.rows)
                png.append(piece.rows)
            png.close()
        parts = slicer.close()
        return Printed(strip, parts, self._reading(strip, colours), self._panel_bytes)

    def _picture(self, index: int) -> Pixels:
        """The rows of a leaf; starts fetching the ones after it. Called for each leaf in order."""
        while self._fetched < min(len(self._leaves), index + 1 + PANELS_AHEAD):
            self._coming.append(self._pool.submit(self._fetch, self._fetched))
            self._fetched += 1
        pixels, size, pictures = self._coming.popleft().result()
        self._panel_bytes += size
        self._pictures.append(pictures)
        return pixels

    def _fetch(self, index: int) -> tuple[Pixels, int, tuple[WebImage, ...]]:
        order, leaf = self._order, self._leaves[index]
        if leaf.kind == "panel":
            panel = order.panels[index - 1]
            lettered = self._images.get(panel.lettered)
            pixels = _fitted(panel, lettered)
            own = mark(order.episode.title, [panel.model])
            pictures = save_panel_pictures(order.folder, panel.number, panel.lettered, pixels, own)
            return pixels, len(lettered), pictures
        pixels = self._card(leaf.kind)
        pictures = save_pictures(order.folder, f"card_{leaf.kind}", _name_of(pixels), pixels, order.mark)
        return pixels, 0, pictures

    def _card(self, kind: LeafKind) -> Pixels:
        order = self._order
        near = order.panels[0 if kind == "title" else -1]
        art = _fitted(near, self._images.get(near.picture.sha256))  # balloons would pale its colours
        if kind == "end":
            return end_card(order.imprint, art, self._fonts)
        first, seen = order.storyboard.shots[0], hero_face(order.storyboard, order.panels)
        hero = None
        if seen:
            panel, face = seen
            hero = Hero(_decoded(panel, self._images.get(panel.picture.sha256)), face.head)
        night = first.light == "night"
        return title_card(order.imprint, art, self._fonts, night=night, weather=first.weather, hero=hero)

    def _reading(self, strip: Strip, colours: dict[int, tuple[str, ...]]) -> tuple[ReadingLeaf, ...]:
        return tuple(
            ReadingLeaf(
                panel.kind,
                panel.number,
                panel.top,
                panel.height,
                panel.gap_px,
                colours.get(index, ()),
                self._alts[index],
                self._pictures[index],
                self._leaves[index].ground,
                self._leaves[index].insets_px,
            )
            for index, panel in enumerate(strip.panels)
        )


class _SliceLine:
    """Rows in, slice files out, encoded in the pool and written in order."""

    def __init__(self, strip: Strip, slices: UploadSet, xmp: bytes, pool: Executor) -> None:
        self._slices = slices
        self._xmp = xmp
        self._pool = pool
        self._keep = [box for panel in strip.panels for box in panel.keep_whole]
        self._slicer = Slicer(cut_rows(strip))
        self._pending: deque[Future[tuple[EncodedSlice, ...]]] = deque()

    def push(self, rows: Pixels) -> None:
        for top, pixels in self._slicer.push(rows):
            near: list[Box] = [b for b in self._keep if b.bottom > top and b.top < top + len(pixels)]
            png = self._slices.wants_png
            self._pending.append(self._pool.submit(encode_slice, top, pixels, near, self._xmp, png=png))
            self._write(SLICES_AHEAD)

    def close(self) -> tuple[UploadPart, ...]:
        self._write(0)
        return self._slices.close()

    def _write(self, left: int) -> None:
        while len(self._pending) > left:
            for encoded in self._pending.popleft().result():
                self._slices.add(encoded)


def _fitted(panel: PanelArt, lettered: bytes) -> Pixels:
    try:
        pixels = strips.fit(lettered)
    except pyvips.Error as failure:
        raise DamagedPanel(panel=panel.number, sha256=panel.lettered) from failure
    if len(pixels) != strips.fitted_height(panel.picture.width, panel.picture.height):
        raise DamagedPanel(panel=panel.number, sha256=panel.lettered, height=len(pixels))
    return pixels


def _decoded(panel: PanelArt, encoded: bytes) -> Pixels:
    try:
        return decode_png(encoded)
    except pyvips.Error as failure:
        raise DamagedPanel(panel=panel.number, sha256=panel.picture.sha256) from failure


def _name_of(pixels: Pixels) -> str:
    return hashlib.sha256(np.ascontiguousarray(pixels).data).hexdigest()


def _alts(order: Order) -> list[str]:
    title = f"{order.episode.title}, {order.imprint.episode_words}"
    return [title, *(shot.alt for shot in order.storyboard.shots), order.imprint.end_words]
