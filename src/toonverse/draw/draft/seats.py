"""What people sit on, behind them: a stool, a chair, a bench in the open, a carriage's seat. Head units."""

from typing import Literal

from toonverse.domain.script import PlaceKind
from toonverse.domain.storyboard import Shot
from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    Colour,
    curve,
    darker,
    fill,
    inked,
    lighter,
    multiply,
    ribbon,
    shade,
)
from toonverse.draw.draft.clothes import Tailor
from toonverse.draw.draft.sites import Site, site_of

Seat = Literal["stool", "chair", "bench", "carriage", "rock"]

_CHAIRS: frozenset[PlaceKind] = frozenset({"room", "office", "school", "hospital", "kitchen"})
_BENCHES: frozenset[PlaceKind] = frozenset(
    {"station", "field", "river", "harbour", "street", "rainy street", "city"}
)
_WILDS: frozenset[PlaceKind] = frozenset({"forest", "mountain", "sea"})
_WILD_SITES: frozenset[Site] = frozenset({"desert", "planet", "cave"})
REACH: dict[Seat, float] = {"stool": 0.75, "chair": 0.9, "bench": 1.75, "carriage": 1.45, "rock": 1.15}
"""How far a seat goes to either side of the hips."""
_BELOW = "#b0a4c4"


def seat_of(shot: Shot) -> Seat:
    """What there is to sit on in such a place."""
    if shot.place == "vehicle":
        return "carriage"
    if shot.place in _WILDS or site_of(shot.place, shot.place_words) in _WILD_SITES:
        return "rock"
    if shot.place in _BENCHES:
        return "bench"
    return "chair" if shot.place in _CHAIRS and shot.era != "period" else "stool"


def draw_seat(canvas: Canvas, tailor: Tailor, seat: Seat) -> None:
    """Drawn before its owner; a back is behind the side that the body turns away from."""
    if seat == "stool":
        _stool(canvas, tailor)
    elif seat == "chair":
        _chair(canvas, tailor)
    elif seat == "bench":
        _bench(canvas, tailor)
    elif seat == "rock":
        _rock(canvas, tailor)
    else:
        _carriage_seat(canvas, tailor)


def _slab(canvas: Canvas, tailor: Tailor, box: tuple[float, float, float, float], colour: Colour) -> None:
    left, top, right, low = box
    path = curve([(left, top), (right, top), (right, low), (left, low)], tension=0.05)
    inked(canvas, path, colour, tailor.line, tailor.ink)
    shade(canvas, path, 0.0, -0.06, multiply(colour, _BELOW))


def _leg(canvas: Canvas, tailor: Tailor, path: list[XY], colour: Colour, half: float = 0.07) -> None:
    inked(canvas, ribbon(path, [half, half * 0.85], 3, False), colour, tailor.line, tailor.ink)


def _stool(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.hips
    for side in (-1, 1):
        _leg(canvas, tailor, [(x + side * 0.46, y + 0.42), (x + side * 0.56, tailor.bones.ground)], "#8a5a3c")
    _slab(canvas, tailor, (x - 0.70, y + 0.30, x + 0.70, y + 0.50), "#a8744c")


def _chair(canvas: Canvas, tailor: Tailor) -> None:
    (x, y), low, wood = tailor.hips, tailor.bones.ground, "#96683f"
    back = x - 0.46 * tailor.bones.turn
    wide = 0.66 - 0.30 * abs(tailor.bones.turn)
    for side in (-1, 1):
        post: list[XY] = [(back + side * wide, y - 1.30), (back + side * wide, y + 0.40)]
        _leg(canvas, tailor, post, darker(wood, 0.2))
    for rise in (-1.30, -0.86):
        _slab(canvas, tailor, (back - wide - 0.06, y + rise, back + wide + 0.06, y + rise + 0.26), wood)
    for side in (-1, 1):
        _leg(canvas, tailor, [(x + side * 0.56, y + 0.42), (x + side * 0.62, low)], darker(wood, 0.2))
    _slab(canvas, tailor, (x - 0.74, y + 0.30, x + 0.74, y + 0.48), lighter(wood, 0.12))


def _bench(canvas: Canvas, tailor: Tailor) -> None:
    """Slats on iron feet."""
    (x, y), low, wood, iron = tailor.hips, tailor.bones.ground, "#a4704a", "#4a4650"
    for side in (-1, 1):
        _leg(canvas, tailor, [(x + side * 1.40, y - 0.95), (x + side * 1.36, y + 0.40)], iron, 0.06)
        _leg(canvas, tailor, [(x + side * 1.36, y + 0.40), (x + side * 1.46, low)], iron, 0.07)
    for rise in (-0.98, -0.62, -0.26):
        _slab(canvas, tailor, (x - 1.62, y + rise, x + 1.62, y + rise + 0.24), darker(wood, 0.08))
    _slab(canvas, tailor, (x - 1.68, y + 0.30, x + 1.68, y + 0.50), wood)


def _rock(canvas: Canvas, tailor: Tailor) -> None:
    """A boulder as high as a knee."""
    (x, y), low, stone = tailor.hips, tailor.bones.ground, "#8f8a94"
    shape: list[XY] = [
        (x - 1.10, low + 0.05),
        (x - 0.98, y + 0.72),
        (x - 0.56, y + 0.34),
        (x + 0.10, y + 0.28),
    ]
    shape += [(x + 0.66, y + 0.38), (x + 1.02, y + 0.80), (x + 1.12, low + 0.05)]
    path = curve(shape, tension=0.10)
    inked(canvas, path, stone, tailor.line, tailor.ink)
    shade(canvas, path, 0.16 * tailor.lit_from, -0.14, multiply(stone, _BELOW))
    face = curve([(x - 0.50, y + 0.44), (x + 0.12, y + 0.38), (x + 0.50, y + 0.50), (x - 0.10, y + 0.62)])
    canvas.drawPath(face, fill(lighter(stone, 0.25)))


def _carriage_seat(canvas: Canvas, tailor: Tailor) -> None:
    """Red cloth, its back as high as the shoulders."""
    (x, y), low, cloth = tailor.hips, tailor.bones.ground, "#a63a3c"
    _slab(canvas, tailor, (x - 1.25, y - 1.45, x + 1.25, y + 0.40), darker(cloth, 0.12))
    for at in (-0.42, 0.42):
        seam = ribbon([(x + at, y - 1.35), (x + at, y + 0.3)], [0.012, 0.012], 3, False)
        inked(canvas, seam, darker(cloth, 0.4), 0.0, tailor.ink)
    _slab(canvas, tailor, (x - 1.30, y + 0.55, x + 1.30, low - 0.1), "#4c3a40")
    _slab(canvas, tailor, (x - 1.36, y + 0.26, x + 1.36, y + 0.62), cloth)
