"""From a text to the shapes it could take: its line breaks, and a balloon or a box fitted around each."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toonverse.domain.lettering import BalloonKind
from toonverse.draw.breaking import Broken, block, break_text, lens
from toonverse.draw.extents import EXPONENT
from toonverse.draw.typeset import Script, Typefaces

BODY_PX = 28.0
"""Size of dialogue in an 800 px wide strip: 13.7 px on a phone 390 px wide. What is wider scales with it."""
FLOOR_PX = 22.0
"""No text is smaller than this in an 800 px wide strip."""
STRIP_PX = 800

BOXES: frozenset[BalloonKind] = frozenset(("narration", "letter", "sign"))

# A hand face looks smaller than a printed one of the same size, a display face larger.
_SCALE: dict[tuple[BalloonKind, Script], float] = {
    ("letter", "ko"): 1.66,
    ("shout", "ko"): 1.18,
    ("shout", "en"): 1.3,
    ("shout", "ja"): 1.12,
    ("speech", "en"): 1.06,
    ("thought", "en"): 1.06,
    ("phone", "en"): 1.06,
    ("letter", "en"): 1.3,
    ("sign", "en"): 1.15,
}
_LINE_HEIGHT: dict[tuple[BalloonKind, Script], float] = {
    ("letter", "ko"): 1.02,
    ("whisper", "en"): 1.12,
    ("speech", "en"): 1.12,
    ("thought", "en"): 1.12,
    ("phone", "en"): 1.12,
    ("narration", "en"): 1.18,
    ("shout", "en"): 1.04,
    ("sign", "en"): 1.1,
    ("shout", "ko"): 1.2,
}
_LINE_HEIGHT_USUAL = 1.28
_LINES_MAX = 9
AIR_EMS = 0.66
"""Between the words and the outline of a balloon."""
_AIR_OF_BOX_EMS = (0.85, 0.52)
_AIR_OF_PAPER_EMS = (0.95, 0.7)
_ASPECT_OF: dict[BalloonKind, float] = {"narration": 3.0, "sign": 3.0, "letter": 2.1}  # balloons: 1.6
_ASPECTS = np.arange(0.8, 3.3, 0.1)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines and the half axes of what holds them, in ems; `cost` is lower for a lovelier shape."""

    lines: tuple[str, ...]
    half_width: float
    half_height: float
    cost: float


def font_scale(kind: BalloonKind, script: Script) -> float:
    return _SCALE.get((kind, script), 1.0)


def line_height(kind: BalloonKind, script: Script) -> float:
    """Distance of baselines, in ems."""
    return _LINE_HEIGHT.get((kind, script), _LINE_HEIGHT_USUAL)


def spikes(kind: BalloonKind) -> float:
    """How far, in ems, spikes or bumps stand out from the shape that holds the text."""
    return {"shout": 0.85, "thought": 0.5, "phone": 0.36}.get(kind, 0.0)


@lru_cache(4096)
def fit(text: str, kind: BalloonKind, script: Script, fonts: Typefaces) -> tuple[Fitted, ...]:
    """The shapes the text could take, loveliest first, at most five. `text` is comic text, not empty."""
    chain = fonts.chain(kind, script)
    height = line_height(kind, script)

    def width_of(piece: str) -> float:
        return fonts.shape(piece, chain).advance

    in_box = kind in BOXES
    aspect = _ASPECT_OF.get(kind, 1.6)
    apart = text.split(" ")  # word by word: most words are measured already, few whole texts are
    length = sum(map(width_of, apart)) + (len(apart) - 1) * width_of(" ")
    natural = math.sqrt(max(length, 0.1) / (aspect * height))
    counts = range(max(1, math.floor(natural) - 1), min(_LINES_MAX, math.ceil(natural) + 2) + 1)
    shapes = []
    for broken in break_text(text, width_of, block if in_box else lens, counts):
        half_width, half_height = half_sizes(broken.widths, kind, script)
        spike = spikes(kind)
        lean = (half_width - spike) / (half_height - spike)
        shapes.append(Fitted(broken.lines, half_width, half_height, _ugliness(broken, lean, aspect, in_box)))
    return tuple(sorted(shapes, key=lambda shape: shape.cost)[:5])


def half_sizes(widths: tuple[float, ...], kind: BalloonKind, script: Script) -> tuple[float, float]:
    """Half the width and height, in ems, of the smallest outline around lines of these widths."""
    height, spike = line_height(kind, script), spikes(kind)
    wide, high = _box(widths, height, kind) if kind in BOXES else _lens(widths, height)
    return wide + spike, high + spike


def _ugliness(broken: Broken, aspect: float, wanted: float, in_box: bool) -> float:
    return broken.raggedness * 1.2 + abs(math.log(aspect / wanted)) * (0.45 if in_box else 1.2)


def _box(widths: tuple[float, ...], height: float, kind: BalloonKind) -> tuple[float, float]:
    beside, above = _AIR_OF_PAPER_EMS if kind == "letter" else _AIR_OF_BOX_EMS
    return max(widths) / 2 + beside, len(widths) * height / 2 + above


def _lens(widths: tuple[float, ...], height: float) -> tuple[float, float]:
    """Half axes of the smallest superellipse, of any aspect, that holds all the lines with air around."""
    tops = (np.arange(len(widths)) - len(widths) / 2) * height
    ys = np.concatenate((tops + 0.1 * height, tops + 0.9 * height))
    xs = np.concatenate((widths, widths)) / 2
    radii = (xs[None, :] / _ASPECTS[:, None]) ** EXPONENT + np.abs(ys[None, :]) ** EXPONENT
    half_heights = np.max(radii, axis=1) ** (1 / EXPONENT) + AIR_EMS
    half_widths = half_heights * _ASPECTS + 0.2 * AIR_EMS
    size = half_widths * half_heights * (1 + 0.14 * np.abs(np.log(_ASPECTS / 1.45)))
    best = int(np.argmin(size))
    return float(half_widths[best]), float(half_heights[best])
