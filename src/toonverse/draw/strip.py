"""The vertical strip: leaves placed under one another, and its rows drawn from top to bottom.

Nothing here ever holds more than one leaf: a strip of 100 panels is 145,000 rows high, 350 MB as pixels.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyvips
from numpy.typing import NDArray

from toonverse.domain.episode import STRIP_WIDTH_PX, Ground, Leaf, Strip, StripPanel
from toonverse.domain.geometry import Box
from toonverse.draw.png import open_picture, pixels_of

Pixels = NDArray[np.uint8]
Colours = NDArray[np.floating[Any]]

pyvips.cache_set_max(0)  # the cache would keep every panel of the episode alive
pyvips.concurrency_set(1)  # panels are worked on side by side; threads within one only cost memory

GROUND_RGB: dict[Ground, tuple[int, int, int]] = {
    "white": (255, 255, 255),
    "dusk": (26, 20, 34),
    "dark": (14, 12, 20),
}
RUN_OUT_PX = 220
"""How far a picture's edge colours run out into the ground."""
GAP_BAND_PX = 64
EDGE_BLUR_PX = 201
CSS_STOPS = 9


def place(leaves: Sequence[Leaf]) -> Strip:
    """Each leaf under the one before, after its gap; boxes in strip pixels."""
    top, placed = 0, []
    for leaf in leaves:
        top += leaf.gap_px
        placed.append(
            StripPanel(
                leaf.number,
                top,
                leaf.height,
                _moved(leaf.keep_whole, top),
                _moved(leaf.spare, top),
                leaf.kind,
                leaf.gap_px,
            )
        )
        top += leaf.height
    return Strip(STRIP_WIDTH_PX, top, tuple(placed))


def fitted_height(width: int, height: int) -> int:
    """The height of a picture made 800 px wide."""
    return max(1, round(height * STRIP_WIDTH_PX / width))


def fit(encoded: bytes) -> Pixels:
    """An encoded picture (PNG, JPEG, WebP) as RGB rows 800 px wide, Lanczos.

    Raises pyvips.Error when the bytes are no picture.
    """
    return _fitted(open_picture(encoded))


def fit_pixels(pixels: Pixels) -> Pixels:
    """RGB rows of any width made 800 px wide: the same rows as `fit` gives for them as PNG."""
    source = np.ascontiguousarray(pixels)
    image = pyvips.Image.new_from_memory(source.data, source.shape[1], len(source), 3, "uchar")
    return _fitted(image.copy(interpretation="srgb"))


def _fitted(image: pyvips.Image) -> Pixels:
    height = fitted_height(image.width, image.height)
    if image.width != STRIP_WIDTH_PX:
        scale = STRIP_WIDTH_PX / image.width
        image = image.resize(scale, vscale=height / image.height, kernel="lanczos3")
    return pixels_of(image)


@dataclass(frozen=True, slots=True)
class Gap:
    """The rows before a leaf. `colours` are its evenly spaced stops for the reader page, `#rrggbb`."""

    leaf: int
    rows: Pixels
    colours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The rows of a leaf."""

    leaf: int
    rows: Pixels


def rows(leaves: Sequence[Leaf], picture: Callable[[int], Pixels]) -> Iterator[Gap | Picture]:
    """The strip's rows in order, as gaps and pictures; `picture(i)` gives leaf i's rows, once each.

    Raises ValueError when a picture is not as high as its leaf says.
    """
    edge: Colours | None = None
    for index, leaf in enumerate(leaves):
        before = leaves[max(0, index - 1)]
        pixels = picture(index)
        if pixels.shape != (leaf.height, STRIP_WIDTH_PX, 3):
            raise ValueError(f"leaf {index} is {pixels.shape}, not {leaf.height} rows of {STRIP_WIDTH_PX}")
        if leaf.gap_px:
            yield _gap(index, before, leaf, edge, _edge(pixels[:8]))
        shown = _narrowed(pixels, leaf)
        yield Picture(index, shown)
        edge = _edge(shown[-8:])


def _narrowed(pixels: Pixels, leaf: Leaf) -> Pixels:
    """The leaf with the ground over its sides."""
    left, right = leaf.insets_px
    if not (left or right):
        return pixels
    shown = pixels.copy()
    shown[:, :left] = shown[:, STRIP_WIDTH_PX - right :] = GROUND_RGB[leaf.ground]
    return shown


def _moved(boxes: tuple[Box, ...], down: int) -> tuple[Box, ...]:
    return tuple(Box(box.left, box.top + down, box.right, box.bottom + down) for box in boxes)


def _edge(band: Pixels) -> Colours:
    """Colours along an edge, blurred sideways: what runs out into the gap, without the picture's lines."""
    line: Colours = band.astype(np.float32).mean(0)
    for _ in range(2):  # a box blurred again is a tent: no streaks
        half = EDGE_BLUR_PX // 2
        padded = np.pad(line, ((half + 1, half), (0, 0)), mode="edge")
        sums = padded.cumsum(0, dtype=np.float64)
        line = ((sums[EDGE_BLUR_PX:] - sums[:-EDGE_BLUR_PX]) / EDGE_BLUR_PX).astype(np.float32)
    return line


def _gap(index: int, before: Leaf, leaf: Leaf, above: Colours | None, below: Colours) -> Gap:
    stops = _stops(before, leaf, above, below)
    return Gap(index, _gradient(leaf.gap_px, stops), _css(stops))


Stops = tuple[tuple[float, Colours], ...]


def _stops(before: Leaf, leaf: Leaf, above: Colours | None, below: Colours) -> Stops:
    """Colours of the gap at heights from 0 to 1; between them they blend smoothly."""
    reach = min(0.42, RUN_OUT_PX / leaf.gap_px)
    if leaf.passage == "jump" and above is not None:
        # Each edge first loses its shapes: blended into each other they would leave stains.
        near = min(0.25, reach)
        return ((0.0, above), (near, _even(above)), (1 - near, _even(below)), (1.0, below))
    start, end = _ground(before.ground), _ground(leaf.ground)
    stops = [(0.25, start), (0.75, end)]
    if above is not None and (leaf.passage == "scene" or before.bleed):
        stops = [(0.0, above), (reach, start), *stops[1:]]
    if leaf.passage == "scene" or leaf.bleed:
        stops = [*stops[:-1], (1 - reach, end), (1.0, below)]
    return tuple(stops)


def _even(edge: Colours) -> Colours:
    """The edge's colour, without its shapes."""
    return np.broadcast_to(edge.mean(0), edge.shape)


def _ground(ground: Ground) -> Colours:
    return np.full((STRIP_WIDTH_PX, 3), GROUND_RGB[ground], np.float32)


def _gradient(height: int, stops: Stops) -> Pixels:
    """Rows blended between the stops, dithered where colours change (8 bits would show steps)."""
    out = np.empty((height, STRIP_WIDTH_PX, 3), np.uint8)
    if all(np.array_equal(colour, stops[0][1]) for _, colour in stops):
        out[:] = np.rint(stops[0][1]).astype(np.uint8)
        return out
    for first in range(0, height, GAP_BAND_PX):
        t = (np.arange(first, min(first + GAP_BAND_PX, height), dtype=np.float32) + 0.5) / height
        band = _blend(t, stops) + _DITHER[: len(t), :, None]
        out[first : first + len(t)] = np.clip(np.rint(band), 0, 255).astype(np.uint8)
    return out


def _blend(t: Colours, stops: Stops) -> Colours:
    band = np.broadcast_to(stops[0][1], (len(t), *stops[0][1].shape)).astype(np.float32)
    for (here, _), (there, colour) in pairwise(stops):
        share = np.clip((t - here) / max(there - here, 1e-6), 0, 1)
        share = share * share * (3 - 2 * share)  # smoothstep: no visible kink where a stop lies
        band += (colour - band) * share[:, None, None]
    return band


def _css(stops: Stops) -> tuple[str, ...]:
    """The gap's colours in the middle of their width, at evenly spaced heights; one where it is plain."""
    means: Stops = tuple((at, colour.mean(0, keepdims=True)) for at, colour in stops)
    colours = _blend(np.linspace(0, 1, CSS_STOPS, dtype=np.float32), means)[:, 0]
    written = [
        f"#{r:02x}{g:02x}{b:02x}" for r, g, b in np.rint(np.clip(colours, 0, 255)).astype(int).tolist()
    ]
    return tuple(written) if len(set(written)) > 1 else (written[0],)


# An ordered pattern rather than noise: it repeats, so PNG packs it well. 4 x 4 Bayer, centred on zero.
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.46875
_DITHER = np.tile(_BAYER, (GAP_BAND_PX // 4, STRIP_WIDTH_PX // 4))
