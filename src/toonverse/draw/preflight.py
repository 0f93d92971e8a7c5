"""What a letterer checks before a page goes out; each finding is a `Problem` with a stable code."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import skia

from toonverse.domain.lettering import Balloon, Lettering, Problem
from toonverse.domain.panel import Face
from toonverse.draw.balloons import outline
from toonverse.draw.fitting import spikes
from toonverse.draw.glyphs import set_lines
from toonverse.draw.pieces import floor_px
from toonverse.draw.tails import astray
from toonverse.draw.typeset import Typefaces, comic_text, script_of

EDGE = 0.01
"""Of the panel's width: nothing comes nearer to an edge."""
_ROUNDING = 0.01
_SURE_EMS = 0.2


def preflight(lettering: Lettering, faces: Sequence[Face], fonts: Typefaces) -> tuple[Problem, ...]:
    """Every breach: `overflow`, `missing_glyph`, `face_covered`, `edge`, `order`, `small_text`, `overlap`,
    `tail`."""
    found: list[Problem] = []
    for index, balloon in enumerate(lettering.balloons):
        found.extend(_alone(index, balloon, lettering, fonts))
        for face in faces:
            if balloon.box.overlaps(face.head):
                found.append(Problem("face_covered", index, face.character))
    for index in astray(lettering.balloons, faces, lettering.width):
        found.append(Problem("tail", index, f"does not find {lettering.balloons[index].speaker}"))
    for (i, first), (j, second) in combinations(enumerate(lettering.balloons), 2):
        if second.joined == i and first.center.y < second.center.y:
            continue  # two breaths in one outline
        if first.box.grown(-_ROUNDING).overlaps(second.box):
            found.append(Problem("overlap", j, f"balloon {i}"))
        elif "sfx" not in (first.kind, second.kind) and not read_before(first, second):
            found.append(Problem("order", j, f"is read before balloon {i}"))
    return tuple(found)


def read_before(first: Balloon, second: Balloon) -> bool:
    """Whether the eye meets `first` before `second`: it stands above, or to the left and no lower."""
    a, b = first.box, second.box
    return b.top >= a.bottom - _ROUNDING or (b.left >= a.right - _ROUNDING and a.top <= b.top + _ROUNDING)


def _alone(index: int, balloon: Balloon, lettering: Lettering, fonts: Typefaces) -> Iterator[Problem]:
    script = script_of(balloon.text, lettering.language)
    chain = fonts.chain(balloon.kind, script)
    text = comic_text(balloon.text, balloon.kind, script, fonts)
    if lost := fonts.missing(text, chain):
        yield Problem("missing_glyph", index, lost)
    if balloon.font_px < floor_px(lettering.width) - _ROUNDING:
        yield Problem("small_text", index, f"{balloon.font_px:.1f} px")
    box, edge = balloon.box, EDGE * lettering.width
    within = box.left >= edge and box.top >= edge
    if not (within and box.right <= lettering.width - edge and box.bottom <= lettering.height - edge):
        yield Problem("edge", index, "too near to the panel's edge")
    if balloon.kind != "sfx" and _overflows(balloon, lettering.language, fonts):
        yield Problem("overflow", index, "text leaves its balloon")


def _overflows(balloon: Balloon, language: str, fonts: Typefaces) -> bool:
    """Whether a corner of any line's ink lies outside the balloon's outline, its tail left off."""
    body: skia.Path = outline(replace(balloon, tail=None))
    for line in set_lines(balloon, language, fonts):
        ink = line.ink
        corners = ((x, y) for x in (ink.left, ink.right) for y in (ink.top, ink.bottom))
        if not all(_surely_inside(balloon, x, y) or body.contains(x, y) for x, y in corners):
            return True
    return False


def _surely_inside(balloon: Balloon, x: float, y: float) -> bool:
    """Whether the point is well inside what any outline of the kind holds: most are, and asking the path is
    slow."""
    air = (spikes(balloon.kind) + _SURE_EMS) * balloon.font_px
    a, b = balloon.half_width - air, balloon.half_height - air
    if a <= 0 or b <= 0:
        return False
    return ((x - balloon.center.x) / a) ** 2 + ((y - balloon.center.y) / b) ** 2 < 1
