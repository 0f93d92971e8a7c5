"""Sound effects (효과음): display type drawn into the action, leaning along it, growing, in its colours."""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon
from toonverse.domain.panel import Face
from toonverse.draw.cutout import Mask
from toonverse.draw.fitting import FLOOR_PX, STRIP_PX
from toonverse.draw.inks import ON_DARK, inks_of
from toonverse.draw.room import Room
from toonverse.draw.sounds import Noise
from toonverse.draw.typeset import Script, Typefaces, comic_text, script_of

Covered: TypeAlias = NDArray[np.float32]  # sums of a mask's cells, see `_summed`
Behind: TypeAlias = tuple[Covered, float]  # where figures are, and how much of a sound's box they shall cover

_LEAN = -0.16
_GROWS = 0.24
_GROWS_ALONG = 0.5  # of a movement: its end is nearer to the eye
_DANCE = 3.0  # degrees that letters turn, left and right by turns
_QUIETEST, _LOUDEST = 0.048, 0.16  # of the panel's width, for the height of the type
_SHRINKS = (1.0, 0.75, 0.5)
_SMALLER, _LOUD_SMALLER = 0.25, 1.8
_NEAR = 2.0
_LOUD = 0.7
_RIM, _OUTER, _SHADOW = 0.15, 0.24, 0.07  # of the type's height
_WIDEST, _HIGHEST = 0.72, 0.4  # of the panel
_LOUD_BEHIND = 0.5  # from which a sound may go behind the figures
_BEHIND = (0.08, 0.035)  # of its box, that figures had better cover: that draws it into the action
_DRAWN_IN, _TOO_MUCH = 0.5, 8.0
_CELL_PX = 4
_HIDDEN_LEAST, _HIDDEN_MOST = 0.01, 0.16  # of the type
_LETTER_HIDDEN_MOST, _FEW_HIDDEN_MOST = 0.42, 0.24  # of one letter; of one of few, each of which is needed
_FEW = 3


@dataclass(frozen=True, slots=True)
class Layer:
    """One coat of a sound: the path, filled with `color` (or `gradient` from top to bottom) and
    stroked `grown` pixels wide."""

    path: skia.Path
    color: int
    grown: float = 0.0
    gradient: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a sound comes from, how far from there and how reluctantly over figures it is drawn. Its type
    is turned by `turn` degrees, to the side it lies on unless a movement has `led` it."""

    at: Point
    away: float
    over_figures: float
    turn: float
    growth: float = _GROWS
    led: bool = False


def layers(balloon: Balloon, language: str, fonts: Typefaces) -> list[Layer]:
    """The coats of a sound from the lowest to the highest, turned and in place. A loud one casts a shadow."""
    script = script_of(balloon.text, language)
    path, _ = _turned_type(balloon.lines[0], script, balloon.font_px, balloon, fonts)
    path.offset(balloon.center.x, balloon.center.y)
    px = balloon.font_px
    top, bottom, rim, *outer = balloon.inks or ON_DARK[:3]
    coats = [Layer(path, rim, _RIM * px), Layer(path, bottom, 0.0, (top, bottom))]
    if not outer:
        return coats
    shadow = skia.Path(path)
    shadow.offset(_SHADOW * px, _SHADOW * px)
    return [Layer(shadow, rim, _OUTER * px), Layer(path, outer[0], _OUTER * px), *coats]


def place_sound(
    noise: Noise,
    room: Room,
    faces: Sequence[Face],
    taken: Sequence[Box],
    language: str,
    fonts: Typefaces,
    picture: NDArray[np.uint8] | None = None,
    figures: Mask | None = None,
) -> Balloon | None:
    """The sound at what makes it, as large as it is loud, on no head and no balloon; None where it fits
    nowhere. A loud one goes behind the figures where enough of each letter is seen."""
    script = script_of(noise.text, language)
    comic = comic_text(noise.text, "sfx", script, fonts)
    if not comic:
        return None
    spot = _spot(noise, room, faces)
    spot = replace(spot, over_figures=spot.over_figures * (1.7 - 0.7 * noise.force))  # what is loud may cover
    loud = noise.force >= _LOUD
    if figures is not None and noise.force >= _LOUD_BEHIND:
        covered = _summed(figures)
        for share in _BEHIND:
            found = _drawn_at(noise, comic, script, spot, room, taken, fonts, (covered, share))
            if found is not None and _readable_behind(found, language, fonts, figures):
                inks = inks_of(picture, found.box)
                return replace(found, inks=inks if loud else inks[:3], behind=True)
    found = _drawn_at(noise, comic, script, spot, room, taken, fonts)
    if found is None:
        return None
    inks = inks_of(picture, found.box)
    return replace(found, inks=inks if loud else inks[:3])


def _drawn_at(
    noise: Noise,
    comic: str,
    script: Script,
    spot: _Spot,
    room: Room,
    taken: Sequence[Box],
    fonts: Typefaces,
    behind: Behind | None = None,
) -> Balloon | None:
    """The sound in the size and the place that cost least; one that goes `behind` the figures lies partly
    over them."""
    wanted = (_QUIETEST + (_LOUDEST - _QUIETEST) * noise.force) * room.width
    form = Balloon(
        "sfx", noise.text, "", (comic,), wanted, spot.at, 0, 0, rotation_deg=spot.turn, growth=spot.growth
    )
    form = _bounded(form, script, (spot.turn,) if spot.led else (spot.turn, -spot.turn), fonts)
    least = FLOOR_PX * room.width / STRIP_PX / wanted
    smaller = _SMALLER + _LOUD_SMALLER * noise.force**2
    found, best = None, math.inf
    for share in dict.fromkeys(max(share, least) for share in _SHRINKS):
        if smaller * (1 - share) >= best:  # what is smaller still is dearer, however good its place
            break
        tried = _placed(form, share, spot, room, taken, behind)
        if tried is not None and (cost := _cost(tried) + smaller * (1 - share)) < best:
            found, best = tried, cost
    return found


def _readable_behind(balloon: Balloon, language: str, fonts: Typefaces, figures: Mask) -> bool:
    """Whether figures hide some of the type, but little of it and of no letter too much."""
    box = balloon.box
    left, top = max(0, int(box.left)), max(0, int(box.top))
    hidden = figures[top : int(box.bottom) + 1, left : int(box.right) + 1]
    cover = np.zeros((*hidden.shape, 4), np.uint8)
    with skia.Surface(cover) as canvas:
        canvas.translate(-left, -top)
        canvas.drawPath(layers(balloon, language, fonts)[-1].path, skia.Paint(Color=skia.ColorBLACK))
    type_ = cover[..., 3] > 127
    columns = np.flatnonzero(type_.any(0))
    if not len(columns):
        return False
    letters = np.array_split(np.arange(columns[0], columns[-1] + 1), len(balloon.lines[0]))
    shares = [(type_ & hidden)[:, at].sum() / max(1, type_[:, at].sum()) for at in letters]
    whole = float((type_ & hidden).sum() / type_.sum())
    most = _FEW_HIDDEN_MOST if len(letters) <= _FEW else _LETTER_HIDDEN_MOST
    return _HIDDEN_LEAST <= whole <= _HIDDEN_MOST and max(shares) <= most


def _cost(balloon: Balloon) -> float:
    return sum(score for _, score in balloon.reason)


def bounded(sound: Balloon, language: str, fonts: Typefaces) -> Balloon:
    """The sound with the half sizes that its type and its coats take, turned as it is."""
    return _bounded(sound, script_of(sound.text, language), (sound.rotation_deg,), fonts)


def _bounded(form: Balloon, script: Script, turns: Sequence[float], fonts: Typefaces) -> Balloon:
    """The form with room for its type and its coats, turned to whichever of the sides it will be."""
    boxes = [
        _turned_type(form.lines[0], script, form.font_px, replace(form, rotation_deg=turn), fonts)[1]
        for turn in turns
    ]
    pad = (_OUTER / 2 + _SHADOW) * form.font_px
    half_width = max(box.width for box in boxes) / 2 + pad
    return replace(form, half_width=half_width, half_height=max(box.height for box in boxes) / 2 + pad)


def _placed(
    form: Balloon,
    share: float,
    spot: _Spot,
    room: Room,
    taken: Sequence[Box],
    behind: Behind | None,
) -> Balloon | None:
    """The form at that share of its size in its best place, in line with the way from what makes it; None
    if it fits nowhere."""
    a, b = form.half_width * share, form.half_height * share
    if 2 * a > _WIDEST * room.width or 2 * b > _HIGHEST * room.height:
        return None
    found = _best_place(spot, room, taken, a, b, behind)
    if found is None:
        return None
    center, reason = found
    turn = spot.turn
    if not spot.led:
        turn = math.copysign(turn, (center.x - spot.at.x) * (center.y - spot.at.y))
    return replace(
        form,
        font_px=form.font_px * share,
        center=center,
        half_width=a,
        half_height=b,
        rotation_deg=turn,
        reason=reason,
    )


def _best_place(
    spot: _Spot, room: Room, taken: Sequence[Box], a: float, b: float, behind: Behind | None
) -> tuple[Point, tuple[tuple[str, float], ...]] | None:
    """Beside what sounds rather than over it."""
    xs = np.arange(room.margin + a, room.width - room.margin - a, room.cell * 2, dtype=np.float32)
    ys = np.arange(room.margin + b, room.height - room.margin - b, room.cell * 2, dtype=np.float32)
    if not len(xs) or not len(ys):
        return None
    across = np.maximum(np.abs(xs - spot.at.x) - a, 0)
    down = np.maximum(np.abs(ys - spot.at.y) - b, 0)
    near = _NEAR * np.abs(np.hypot(across[None, :], down[:, None]) / room.width - spot.away)
    over = np.zeros_like(near)
    for body in room.bodies:
        wide = np.clip(np.minimum(xs + a, body.right) - np.maximum(xs - a, body.left), 0, None)
        high = np.clip(np.minimum(ys + b, body.bottom) - np.maximum(ys - b, body.top), 0, None)
        over += spot.over_figures * high[:, None] * wide[None, :] / (4 * a * b)
    if behind is not None:
        covered, wanted = behind
        share = _shares(covered, xs, ys, a, b)
        over = _TOO_MUCH * np.maximum(share - 2 * wanted, 0) - _DRAWN_IN * np.minimum(share / wanted, 1)
    cost = near + over
    for box in (*taken, *(head.grown(room.gap) for head in room.heads)):
        inside_x = (xs + a > box.left - room.gap / 2) & (xs - a < box.right + room.gap / 2)
        inside_y = (ys + b > box.top - room.gap / 2) & (ys - b < box.bottom + room.gap / 2)
        cost[inside_y[:, None] & inside_x[None, :]] = np.inf
    row, column = divmod(int(np.argmin(cost)), cost.shape[1])
    if not math.isfinite(cost[row, column]):
        return None
    reason = (("action", round(float(near[row, column]), 3)), ("figures", round(float(over[row, column]), 3)))
    return Point(float(xs[column]), float(ys[row])), reason


def _summed(figures: Mask) -> Covered:
    """The mask in cells of 4 px, summed from the upper left corner."""
    small = figures[::_CELL_PX, ::_CELL_PX]
    total = np.zeros((small.shape[0] + 1, small.shape[1] + 1), np.float32)
    total[1:, 1:] = small.cumsum(0, np.float32).cumsum(1)
    return total


def _shares(
    figures: Covered, xs: NDArray[np.float32], ys: NDArray[np.float32], a: float, b: float
) -> NDArray[np.float32]:
    """How much of a box of half sizes `a`, `b` around each (y, x) figures cover, from 0 to 1."""

    def ends(middles: NDArray[np.float32], half: float, cells: int) -> tuple[NDArray[Any], NDArray[Any]]:
        low, high = (middles - half) / _CELL_PX, (middles + half) / _CELL_PX
        return np.clip(low.astype(int), 0, cells), np.clip(high.astype(int), 0, cells)

    (left, right), (top, low) = (
        ends(xs, a, figures.shape[1] - 1),
        ends(ys, b, figures.shape[0] - 1),
    )
    corners = (np.ix_(low, right), np.ix_(top, right), np.ix_(low, left), np.ix_(top, left))
    one, two, three, four = (figures[corner] for corner in corners)
    size = np.maximum(1, (low - top)[:, None] * (right - left)[None, :])
    shares: NDArray[np.float32] = (one - two - three + four) / size
    return shares


def _spot(noise: Noise, room: Room, faces: Sequence[Face]) -> _Spot:
    """Where the sound is and how its type lies: along a movement, level with a floor, else away from its
    source."""
    maker = next((f for f in faces if f.character == noise.maker), None)
    maker = maker or (faces[zlib.crc32(noise.text.encode()) % len(faces)] if faces else None)
    width, height = float(room.width), float(room.height)
    if noise.source == "sky" or maker is None:
        level = 0.16 if noise.source == "sky" else 0.8 if noise.source in ("low", "feet") else 0.55
        return _Spot(Point(width / 2, level * height), 0.0, 0.9, 7.0)
    body, head = maker.body, maker.head
    ahead = 1.0 if maker.mouth.x >= head.center.x else -1.0
    if noise.source == "air":
        behind = Point(body.center.x - ahead * body.width / 2, body.center.y)
        return _Spot(behind, 0.0, 0.9, -12.0 * ahead, _GROWS_ALONG * ahead, led=True)
    if noise.source in ("feet", "low"):
        return _Spot(Point(body.center.x, body.bottom - 0.04 * height), 0.02, 1.2, 4.0)
    if noise.source == "mouth":
        return _Spot(maker.mouth, 0.02, 1.2, 12.0)
    if noise.source == "chest":
        return _Spot(Point(head.center.x, head.bottom + 0.7 * head.height), 0.02, 0.6, 9.0)
    if noise.source == "hands":
        return _Spot(Point(body.center.x + ahead * body.width / 2, body.center.y), 0.0, 1.5, 10.0)
    return _Spot(_between(faces), 0.03, 1.5, 11.0)


def _between(faces: Sequence[Face]) -> Point:
    """The middle of the figures, at the height of their hands."""
    left, right = min(f.body.left for f in faces), max(f.body.right for f in faces)
    top, bottom = min(f.body.top for f in faces), max(f.body.bottom for f in faces)
    return Point((left + right) / 2, top + 0.6 * (bottom - top))


def _turned_type(
    text: str, script: Script, px: float, balloon: Balloon, fonts: Typefaces
) -> tuple[skia.Path, Box]:
    """Letters of growing size, each turned a little, around the origin; `px` is their middle size."""
    whole, x, count = skia.Path(), 0.0, len(text)
    for i, character in enumerate(text):
        size = px * (1 + balloon.growth * (i / max(1, count - 1) - 0.5)) if count > 1 else px
        letter, advance = _letter(character, script, size, fonts)
        bounds = letter.getBounds()
        dance = skia.Matrix()
        dance.setRotate(_DANCE if i % 2 else -_DANCE, bounds.centerX(), bounds.centerY())
        letter.transform(dance)
        whole.addPath(letter, x, px * (0.05 if i % 2 else -0.02) - (i - (count - 1) / 2) * px * 0.02)
        x += advance * 0.95
    bounds = whole.computeTightBounds()
    matrix = skia.Matrix()
    matrix.setTranslate(-bounds.centerX(), -bounds.centerY())
    matrix.postSkew(_LEAN, 0)
    matrix.postRotate(balloon.rotation_deg)
    whole.transform(matrix)
    bounds = whole.computeTightBounds()
    whole.offset(-bounds.centerX(), -bounds.centerY())
    return whole, Box(-bounds.width() / 2, -bounds.height() / 2, bounds.width() / 2, bounds.height() / 2)


def _letter(character: str, script: Script, size: float, fonts: Typefaces) -> tuple[skia.Path, float]:
    shaped, path = fonts.shape(character, fonts.chain("sfx", script)), skia.Path()
    for run in shaped.runs:
        font = run.face.at(size)
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
            drawn = font.getPath(glyph)
            if drawn is not None:
                path.addPath(drawn, x * size, y * size)
    return path, shaped.advance * size
