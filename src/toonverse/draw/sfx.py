"""Sound effects (효과음): display type drawn into the action, outlined, leaning, growing."""

import math
import random
import zlib
from dataclasses import dataclass

import numpy as np
import skia

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon
from toonverse.draw.fitting import FLOOR_PX, STRIP_PX
from toonverse.draw.room import Room
from toonverse.draw.typeset import Script, Typefaces, comic_text, script_of

_LEAN = -0.16
_GROWS = 0.24
_DANCE = 3.0  # degrees that letters turn, left and right by turns
_SIZES = (0.112, 0.095, 0.08, 0.066, 0.055, 0.046, 0.038, 0.032)  # of the panel's width
_PALETTES = (
    (0xFFFFF3B0, 0xFFFFA020, 0xFFE8321E),
    (0xFFFDFBFF, 0xFFB9E3FF, 0xFF3C7BE0),
    (0xFFFFFDE8, 0xFFFFE25A, 0xFFF29A1F),
)
_DARK = 0xFF120818
_PALE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Layer:
    """One coat of a sound: the path, filled with `color` (or `gradient` from top to bottom) and
    stroked `grown` pixels wide."""

    path: skia.Path
    color: int
    grown: float = 0.0
    gradient: tuple[int, ...] = ()


def is_loud(text: str) -> bool:
    return "!" in text or "！" in text


def layers(balloon: Balloon, language: str, fonts: Typefaces) -> list[Layer]:
    """The coats of a sound from the lowest to the highest, turned and in place."""
    script = script_of(balloon.text, language)
    path, _ = _turned_type(balloon.lines[0], script, balloon.font_px, balloon.rotation_deg, fonts)
    path.offset(balloon.center.x, balloon.center.y)
    px = balloon.font_px
    if not is_loud(balloon.text):
        return [Layer(path, _DARK, 0.17 * px), Layer(path, _PALE)]
    shadow = skia.Path(path)
    shadow.offset(0.07 * px, 0.08 * px)
    palette = _PALETTES[zlib.crc32(balloon.text.encode()) % len(_PALETTES)]
    return [
        Layer(shadow, _DARK, 0.2 * px),
        Layer(path, _DARK, 0.2 * px),
        Layer(path, _PALE, 0.11 * px),
        Layer(path, _DARK, 0.045 * px),
        Layer(path, palette[1], 0.0, palette),
    ]


def place_sound(text: str, room: Room, taken: list[Box], language: str, fonts: Typefaces) -> Balloon | None:
    """The sound where the action is, on no head and no balloon; None where it fits nowhere."""
    script = script_of(text, language)
    comic = comic_text(text, "sfx", script, fonts)
    if not comic:
        return None
    chance = random.Random(zlib.crc32(text.encode()))
    turn = chance.choice((-1, 1)) * chance.uniform(5, 13) if len(comic) < 9 else chance.uniform(-5, -3)
    for share in _SIZES:
        px = share * room.width * (1.0 if is_loud(text) else 0.72)
        if px < FLOOR_PX * room.width / STRIP_PX:
            break
        _, bounds = _turned_type(comic, script, px, turn, fonts)
        a, b = bounds.width / 2 + 0.14 * px, bounds.height / 2 + 0.14 * px
        if 2 * a > 0.62 * room.width or 2 * b > 0.5 * room.height:
            continue
        found = _spot(room, taken, a, b)
        if found is not None:
            center, reason = found
            return Balloon("sfx", text, "", (comic,), px, center, a, b, rotation_deg=turn, reason=reason)
    return None


def _spot(
    room: Room, taken: list[Box], a: float, b: float
) -> tuple[Point, tuple[tuple[str, float], ...]] | None:
    """Near the action (the middle of the figures, else of the panel), beside it rather than over it."""
    xs = np.arange(room.margin + a, room.width - room.margin - a, room.cell * 1.5, dtype=np.float32)
    ys = np.arange(room.margin + b, room.height - room.margin - b, room.cell * 1.5, dtype=np.float32)
    if not len(xs) or not len(ys):
        return None
    middle = _action(room)
    near = np.hypot((xs - middle.x)[None, :], (ys - middle.y)[:, None]) / room.width
    over = np.zeros_like(near)
    for body in room.bodies:
        across = np.clip(np.minimum(xs + a, body.right) - np.maximum(xs - a, body.left), 0, None)
        down = np.clip(np.minimum(ys + b, body.bottom) - np.maximum(ys - b, body.top), 0, None)
        over += down[:, None] * across[None, :] / (4 * a * b)
    cost = near + 0.7 * over
    for box in (*taken, *(head.grown(room.gap) for head in room.heads)):
        inside_x = (xs + a > box.left - room.gap / 2) & (xs - a < box.right + room.gap / 2)
        inside_y = (ys + b > box.top - room.gap / 2) & (ys - b < box.bottom + room.gap / 2)
        cost[inside_y[:, None] & inside_x[None, :]] = np.inf
    row, column = divmod(int(np.argmin(cost)), cost.shape[1])
    if not math.isfinite(cost[row, column]):
        return None
    reason = (("action", round(float(near[row, column]), 3)), ("figures", round(float(over[row, column]), 3)))
    return Point(float(xs[column]), float(ys[row])), reason


def _action(room: Room) -> Point:
    if not room.bodies:
        return Point(room.width * 0.5, room.height * 0.6)
    left, right = min(b.left for b in room.bodies), max(b.right for b in room.bodies)
    top, bottom = min(b.top for b in room.bodies), max(b.bottom for b in room.bodies)
    return Point((left + right) / 2, min((top + 2 * bottom) / 3, room.height * 0.75))


def _turned_type(
    text: str, script: Script, px: float, turn: float, fonts: Typefaces
) -> tuple[skia.Path, Box]:
    """The letters as one path around the origin, and its bounds."""
    whole, x, count = skia.Path(), 0.0, len(text)
    for i, character in enumerate(text):
        size = px * (1 + _GROWS * (i / max(1, count - 1) - 0.5)) if count > 1 else px
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
    matrix.postRotate(turn)
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
