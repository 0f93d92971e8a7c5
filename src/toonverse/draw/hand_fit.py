"""Words in a balloon whose width a person chose: broken for that width, as low as they allow."""

import math
from collections.abc import Sequence

from toonverse.domain.lettering import BalloonKind
from toonverse.draw.breaking import Broken, block, break_text, lens
from toonverse.draw.extents import EXPONENT
from toonverse.draw.fitting import (
    AIR_EMS,
    BOXES,
    Fitted,
    fit,
    half_sizes,
    line_height,
    spikes,
)
from toonverse.draw.typeset import Script, Typefaces

LINES_MAX = 16
_AIR_BESIDE_EMS = 1.2 * AIR_EMS
_NEARLY_FULL = 0.985
"""A line may take so much of the width there is: beyond that a balloon would have to be endlessly high."""


def fit_width(text: str, kind: BalloonKind, script: Script, fonts: Typefaces, half_width: float) -> Fitted:
    """The shape of that half width (ems) that holds the text with the usual air, as low as can be.

    `text` is comic text, not empty; its line breaks are kept, and where it has none it is broken anew. A
    width that its longest word leaves is made wider.
    """
    choices = _choices(text, kind, script, fonts)
    found = [(height, one) for one in choices if (height := _half_height(one, kind, script, half_width))]
    if found:
        height, broken = min(found, key=lambda pair: (round(pair[0], 3), pair[1].raggedness))
        return Fitted(broken.lines, half_width, height, broken.raggedness)
    shapes = [(half_sizes(one.widths, kind, script), one) for one in choices]
    (half, height), broken = min(shapes, key=lambda pair: pair[0][0])
    return Fitted(broken.lines, half, height, broken.raggedness)


def natural_shapes(text: str, kind: BalloonKind, script: Script, fonts: Typefaces) -> Sequence[Fitted]:
    """What the text would be given without a wish, loveliest first; lines that were broken by hand stay."""
    if "\n" not in text:
        return fit(text, kind, script, fonts)
    return [
        Fitted(one.lines, *half_sizes(one.widths, kind, script), one.raggedness)
        for one in _choices(text, kind, script, fonts)
    ]


def _choices(text: str, kind: BalloonKind, script: Script, fonts: Typefaces) -> list[Broken]:
    chain = fonts.chain(kind, script)

    def width_of(piece: str) -> float:
        return fonts.shape(piece, chain).advance

    if "\n" in text:
        lines = tuple(filter(None, (line.strip() for line in text.split("\n"))))
        return [Broken(lines, 0.0, tuple(map(width_of, lines)))]
    return break_text(text, width_of, block if kind in BOXES else lens, range(1, LINES_MAX + 1))


def _half_height(broken: Broken, kind: BalloonKind, script: Script, half_width: float) -> float | None:
    """The least half height that holds the lines at that half width; None where none does."""
    height, count, longest = line_height(kind, script), len(broken.widths), max(broken.widths)
    if kind in BOXES:
        wide, high = half_sizes(broken.widths, kind, script)
        return high if wide <= half_width else None
    inner = half_width - spikes(kind) - _AIR_BESIDE_EMS
    if inner <= 0 or longest / 2 > _NEARLY_FULL * inner:
        return None
    least = 0.0
    for i, width in enumerate(broken.widths):
        share = (1 - (width / 2 / inner) ** EXPONENT) ** (1 / EXPONENT)
        top, low = ((i + edge - count / 2) * height for edge in (0.1, 0.9))
        least = max(least, max(abs(top), abs(low)) / share)
    return least + AIR_EMS + spikes(kind) if math.isfinite(least) else None
