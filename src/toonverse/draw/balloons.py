"""Outlines of balloons and boxes (말풍선), as vector paths in pixels of the panel.

The grammar is Blambot's: burst for a shout, cloud and shrinking dots for a thought, dashes for a
whisper, a box for narration; a tail aims at the speaker's mouth and ends about half way there.
"""

import bisect
import itertools
import math
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import skia

from toonverse.domain.geometry import Point
from toonverse.domain.lettering import Balloon, BalloonKind
from toonverse.draw.extents import EXPONENT, root, tip_of
from toonverse.draw.fitting import BOXES, spikes

RULE_PX = 1.8
SHADOW_PX = 3.5
"""Of a letter, at a panel 1024 px wide: lines to write on, and how far its shadow falls."""
_ROOTED = 0.4  # ems that a tail begins inside its balloon, so that no line is left between the two
_SWING = 0.26  # how much of its way a tail leads straight out of the balloon before it turns to the mouth
_BOW = 0.06


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours as 0xAARRGGBB; `weight` is the line's width in pixels at a panel 1024 px wide.

    `pen` thickens thin type, in ems; `rule` colours lines to write on, `shadow` what a sheet casts.
    """

    fill: int
    line: int
    weight: float
    text: int
    dashed: bool = False
    pen: float = 0.0
    rule: int = 0
    shadow: int = 0


INK: dict[BalloonKind, Ink] = {
    "speech": Ink(0xFFFFFFFF, 0xFF15101E, 3.8, 0xFF15101E),
    "shout": Ink(0xFFFFFFFF, 0xFF15101E, 5.0, 0xFF15101E),
    "whisper": Ink(0xF4FFFFFF, 0xFF6A6478, 3.2, 0xFF57516A, dashed=True),
    "phone": Ink(0xFFFFFFFF, 0xFF15101E, 3.8, 0xFF15101E),
    "thought": Ink(0xFFFFFFFF, 0xFF15101E, 3.6, 0xFF2A2440),
    "narration": Ink(0xFF181226, 0xFFC9AE7C, 2.0, 0xFFFDF4E0),
    "letter": Ink(0xFFFCF5E3, 0xFFB79B6E, 1.6, 0xFF2B2A4A, pen=0.035, rule=0x596F8FB8, shadow=0x48120A04),
    "sign": Ink(0xFF2F3E46, 0xFF15101E, 3.8, 0xFFF6F1E4),
}


OWN_VOICE = (0xFFFBF7EE, 0xFF5A4E63, 0xFF2A2233)
"""Fill, line and words of a caption that somebody of the story says or thinks, as against its narrator."""
IN_INK = (0xFFFFFFFF, 0xFF151515, 0xFF151515)
REVERSED = (0xFF151515, 0xFF151515, 0xFFFFFFFF)
"""Captions and letters, and signs, in a picture without colour."""


def ink_of(balloon: Balloon) -> Ink:
    """The colours of its kind, unless the balloon brings its own fill, line and words."""
    usual = INK[balloon.kind]
    if len(balloon.inks) != len(IN_INK):
        return usual
    fill, line, text = balloon.inks
    rule = usual.rule and (usual.rule & 0xFF000000 | line & 0xFFFFFF)
    return replace(usual, fill=fill, line=line, text=text, rule=rule, shadow=usual.shadow & 0xFF000000)


def in_ink(balloon: Balloon) -> Balloon:
    """The balloon as it is inked: a navy caption, a cream letter would be the only colour in the picture."""
    if balloon.kind not in BOXES:
        return balloon
    return replace(balloon, inks=REVERSED if balloon.kind == "sign" else IN_INK)


def outline(balloon: Balloon) -> skia.Path:
    """The balloon's outline with its tail; the dots of a thought are apart, in `dots`."""
    reaches = balloon.kind == "shout"  # a burst's longest spike is its tail
    body = _body(balloon if reaches else replace(balloon, speaker="", tail=None, joined=-1, reason=()))
    if balloon.tail is None or balloon.kind in ("thought", "shout"):
        return body
    return _union(body, _bolt(balloon) if balloon.kind == "phone" else _tail(balloon))


def joined_outline(balloons: Sequence[Balloon]) -> skia.Path:
    """One outline for joined balloons: they overlap a little, and the line runs around both."""
    path = outline(balloons[0])
    for balloon in balloons[1:]:
        path = _union(path, outline(balloon))
    return path


def dots(balloon: Balloon) -> list[skia.Path]:
    """The shrinking dots from a thought to the one who thinks it; empty for other kinds."""
    if balloon.kind != "thought" or balloon.tail is None:
        return []
    start, tip = root(balloon), tip_of(balloon)
    length = math.hypot(tip.x - start.x, tip.y - start.y)
    em = min(balloon.font_px, max(length / 1.9, balloon.font_px * 0.45))
    found = []
    for way, size in ((0.2, 0.34), (0.6, 0.23), (0.93, 0.14)):
        x, y, r = start.x + (tip.x - start.x) * way, start.y + (tip.y - start.y) * way, size * em
        found.append(_oval(skia.Rect(x - 1.2 * r, y - r, x + 1.2 * r, y + r)))
    return found


def _oval(rect: skia.Rect) -> skia.Path:
    return _path(lambda b: b.addOval(rect))


def rules(balloon: Balloon) -> list[skia.Path]:
    """The lines that a letter is written on; none for other kinds."""
    if balloon.kind != "letter":
        return []
    box, em = balloon.box, balloon.font_px
    step = (box.height - 2 * 0.7 * em) / max(1, len(balloon.lines))
    first = box.top + 0.7 * em + step * 0.94
    left, right = box.left + 0.45 * em, box.right - 0.45 * em
    lines = []
    for y in (first + step * i for i in range(len(balloon.lines))):
        builder = skia.PathBuilder()
        builder.moveTo(left, y)
        builder.lineTo(right, y)
        lines.append(builder.detach())
    return lines


def trimmings(balloon: Balloon) -> list[skia.Path]:
    """Lines drawn inside a box: the fold of a letter, the inner frame of a sign."""
    box, em = balloon.box, balloon.font_px
    if balloon.kind == "letter":
        fold = 0.55 * em

        def fold_over(b: skia.PathBuilder) -> None:
            b.moveTo(box.right - fold, box.top)
            b.lineTo(box.right - fold, box.top + fold)
            b.lineTo(box.right, box.top + fold)

        return [_path(fold_over)]
    if balloon.kind == "sign":
        inner = box.grown(-0.26 * em)
        rect = skia.Rect(inner.left, inner.top, inner.right, inner.bottom)
        return [_path(lambda b: b.addRRect(skia.RRect.MakeRectXY(rect, 0.12 * em, 0.12 * em)))]
    return []


@lru_cache(64)  # preflight asks, then the renderer; nobody changes a path
def _body(balloon: Balloon) -> skia.Path:
    if balloon.kind == "shout":
        return _burst(balloon)
    if balloon.kind == "thought":
        return _cloud(balloon)
    if balloon.kind == "phone":
        return _jagged(balloon)
    if balloon.kind in ("speech", "whisper"):
        return _superellipse(balloon)
    return _box(balloon)


def _superellipse(balloon: Balloon) -> skia.Path:
    c, steps = balloon.center, 48
    points = []
    for i in range(steps):
        cos, sin = math.cos(2 * math.pi * i / steps), math.sin(2 * math.pi * i / steps)
        x = balloon.half_width * math.copysign(abs(cos) ** (2 / EXPONENT), cos)
        y = balloon.half_height * math.copysign(abs(sin) ** (2 / EXPONENT), sin)
        points.append((c.x + x, c.y + y))
    return _path(lambda b: _smooth(b, points))


def _smooth(builder: skia.PathBuilder, points: Sequence[tuple[float, float]]) -> None:
    """A closed Catmull-Rom spline through the points, as cubics."""
    n = len(points)
    builder.moveTo(*points[0])
    for i in range(n):
        (ax, ay), (bx, by) = points[i - 1], points[i]
        (cx, cy), (dx, dy) = points[(i + 1) % n], points[(i + 2) % n]
        builder.cubicTo(
            bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy
        )
    builder.close()


def _box(balloon: Balloon) -> skia.Path:
    box, em = balloon.box, balloon.font_px
    if balloon.kind == "letter":
        fold = 0.55 * em
        corners = [
            (box.left, box.top),
            (box.right - fold, box.top),
            (box.right, box.top + fold),
            (box.right, box.bottom),
            (box.left, box.bottom),
        ]
        torn = [skia.Point(*point) for point in _torn(corners, 0.05 * em, _chance(balloon))]
        return _path(lambda b: b.addPolygon(torn, True))
    rect = skia.Rect(box.left, box.top, box.right, box.bottom)
    return _path(lambda b: b.addRRect(skia.RRect.MakeRectXY(rect, 0.18 * em, 0.18 * em)))


def _torn(
    corners: Sequence[tuple[float, float]], depth: float, chance: random.Random
) -> list[tuple[float, float]]:
    """The polygon's sides as paper has them: not quite straight, and nowhere outside (it runs clockwise)."""
    found: list[tuple[float, float]] = []
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        length = math.dist((ax, ay), (bx, by))
        count = max(1, round(length / (12 * depth)))
        found.append((ax, ay))
        for i in range(1, count):
            t, inward = (i + chance.uniform(-0.3, 0.3)) / count, chance.uniform(0.0, depth)
            x, y = ax + (bx - ax) * t, ay + (by - ay) * t
            found.append((x - (by - ay) / length * inward, y + (bx - ax) / length * inward))
    return found


def _burst(balloon: Balloon) -> skia.Path:
    """Spikes around the superellipse that holds the text, their sides drawn inwards; one reaches out."""
    chance = _chance(balloon)
    c, spike = balloon.center, spikes("shout") * balloon.font_px
    a, b = balloon.half_width - spike, balloon.half_height - spike
    count = int(13 + (a + b) / (1.6 * balloon.font_px))
    valleys, tips = [], []
    for i in range(count):
        turn = 2 * math.pi * i / count
        middle = turn + math.pi / count
        # The longest spikes end exactly on the box that placement reserved; corners have room to spare.
        wild = chance.uniform(0.62, 1.0) if i % 2 else chance.uniform(0.42, 0.8)
        valleys.append(_on(c, a, b, turn, 0.0))
        tips.append(_on(c, a, b, middle + chance.uniform(-0.05, 0.05), spike * wild))
    if balloon.tail is not None:
        leaves = root(balloon)
        aim = math.atan2((leaves.y - c.y) / b, (leaves.x - c.x) / a)
        nearest = min(range(count), key=lambda i: abs(_turned(2 * math.pi * (i + 0.5) / count - aim)))
        end = tip_of(balloon)
        tips[nearest] = (end.x, end.y)

    def draw(builder: skia.PathBuilder) -> None:
        builder.moveTo(*valleys[0])
        for i in range(count):
            tip, after = tips[i], valleys[(i + 1) % count]
            builder.quadTo(*_drawn_in(valleys[i], tip, c), *tip)
            builder.quadTo(*_drawn_in(after, tip, c), *after)
        builder.close()

    return _path(draw)


def _jagged(balloon: Balloon) -> skia.Path:
    """Small even teeth around the superellipse that holds the text, as a loudspeaker's voice has."""
    em, c = balloon.font_px, balloon.center
    tooth = spikes("phone") * em
    a, b = balloon.half_width - tooth, balloon.half_height - tooth
    turns = [2 * math.pi * i / 240 for i in range(241)]
    around = [_on(c, a, b, turn, 0.0) for turn in turns]
    walked = list(itertools.accumulate(map(math.dist, around, around[1:]), initial=0.0))
    count = 2 * round(walked[-1] / (1.15 * em))
    corners = []
    for i in range(count):
        turn = turns[bisect.bisect_left(walked, walked[-1] * i / count)]
        corners.append(skia.Point(*_on(c, a, b, turn, tooth * (i % 2))))
    return _path(lambda p: p.addPolygon(corners, True))


def _bolt(balloon: Balloon) -> skia.Path:
    """A tail bent twice, like lightning."""
    start, _, tip = spine(balloon)
    length = math.dist((start.x, start.y), (tip.x, tip.y)) or 1.0
    half = min(0.42 * balloon.font_px, 0.3 * length)
    along_x, along_y = (tip.x - start.x) / length, (tip.y - start.y) / length
    corners = []
    for way, side in ((0, 1), (0.52, 0.9), (0.46, 0.1), (1, 0), (0.54, -0.75), (0.6, -0.05), (0, -1)):
        x = start.x + along_x * way * length - along_y * side * half
        y = start.y + along_y * way * length + along_x * side * half
        corners.append(skia.Point(x, y))
    return _path(lambda p: p.addPolygon(corners, True))


def _drawn_in(valley: tuple[float, float], tip: tuple[float, float], center: Point) -> tuple[float, float]:
    x, y = valley[0] * 0.6 + tip[0] * 0.4, valley[1] * 0.6 + tip[1] * 0.4
    return x + (center.x - tip[0]) * 0.012, y + (center.y - tip[1]) * 0.02


def _on(c: Point, a: float, b: float, turn: float, out: float) -> tuple[float, float]:
    """A point of the superellipse at an angle, moved outwards by `out` pixels."""
    cos, sin = math.cos(turn), math.sin(turn)
    x = a * math.copysign(abs(cos) ** (2 / EXPONENT), cos)
    y = b * math.copysign(abs(sin) ** (2 / EXPONENT), sin)
    length = math.hypot(x / a, y / b) or 1.0
    nx, ny = x / a / length, y / b / length
    return c.x + x + nx * out, c.y + y + ny * out


def _turned(angle: float) -> float:
    return (angle + math.pi) % (2 * math.pi) - math.pi


def _cloud(balloon: Balloon) -> skia.Path:
    """Bumps of nearly equal chord around the superellipse that holds the text."""
    chance = _chance(balloon)
    bump = spikes("thought") * balloon.font_px
    a, b = balloon.half_width - bump, balloon.half_height - bump
    c = balloon.center
    around = [_on(c, a, b, 2 * math.pi * i / 120, 0.0) for i in range(120)]
    steps = [math.dist(around[i], around[(i + 1) % 120]) for i in range(120)]
    length = sum(steps)
    count = max(9, round(length / (1.7 * balloon.font_px)))
    shares = [chance.uniform(0.84, 1.16) for _ in range(count)]
    unit, marks, walked, at = length / sum(shares), [], 0.0, 0
    goal = 0.0
    for share in shares:
        while walked < goal and at < 119:
            walked += steps[at]
            at += 1
        marks.append(around[at])
        goal += share * unit

    def draw(builder: skia.PathBuilder) -> None:
        builder.moveTo(*marks[0])
        for here, there in zip(marks, marks[1:] + marks[:1], strict=True):
            chord = math.dist(here, there)
            depth = min(bump, chord * 0.5) * 4 / 3
            nx, ny = (there[1] - here[1]) / chord, -(there[0] - here[0]) / chord
            x1, y1 = here[0] + nx * depth, here[1] + ny * depth
            x2, y2 = there[0] + nx * depth, there[1] + ny * depth
            builder.cubicTo(x1, y1, x2, y2, *there)
        builder.close()

    return _path(draw)


def spine(balloon: Balloon) -> tuple[Point, Point, Point]:
    """The tail's middle line from inside the body to the tip, a quadratic Bezier curve.

    It leaves the body straight outwards and swings round to the mouth; one that leads straight there is
    bowed a little.
    """
    edge, tip, c = root(balloon), tip_of(balloon), balloon.center
    length = math.dist((edge.x, edge.y), (tip.x, tip.y)) or 1.0
    out_x, out_y = _outwards(balloon, edge)
    start = Point(edge.x - out_x * _ROOTED * balloon.font_px, edge.y - out_y * _ROOTED * balloon.font_px)
    bow = _BOW * (1 if (balloon.tail or c).x < c.x else -1)
    across, along = (tip.x - edge.x) / length, (tip.y - edge.y) / length
    bend_x = edge.x + length * (_SWING * out_x + (0.5 - _SWING) * across - bow * along)
    bend_y = edge.y + length * (_SWING * out_y + (0.5 - _SWING) * along + bow * across)
    return start, Point(bend_x, bend_y), tip


def along(balloon: Balloon) -> list[Point]:
    """Points of the tail's middle line, from inside the body to the tip."""
    (a, b, c), steps = spine(balloon), [i / 12 for i in range(13)]
    return [
        Point(
            (1 - t) ** 2 * a.x + 2 * t * (1 - t) * b.x + t * t * c.x,
            (1 - t) ** 2 * a.y + 2 * t * (1 - t) * b.y + t * t * c.y,
        )
        for t in steps
    ]


def within(balloon: Balloon, point: Point, margin: float) -> bool:
    """Whether the point lies in the balloon's body or nearer than `margin` to it."""
    x = abs(point.x - balloon.center.x) / (balloon.half_width + margin)
    y = abs(point.y - balloon.center.y) / (balloon.half_height + margin)
    return max(x, y) < 1 and (balloon.kind in (*BOXES, "sfx") or x**EXPONENT + y**EXPONENT < 1)


def _outwards(balloon: Balloon, edge: Point) -> tuple[float, float]:
    """The outline's normal at a point of it, of length 1."""
    x, y = (edge.x - balloon.center.x) / balloon.half_width, (edge.y - balloon.center.y) / balloon.half_height
    nx = math.copysign(abs(x) ** (EXPONENT - 1), x) / balloon.half_width
    ny = math.copysign(abs(y) ** (EXPONENT - 1), y) / balloon.half_height
    size = math.hypot(nx, ny)
    return (nx / size, ny / size) if size else (0.0, 1.0)


def _tail(balloon: Balloon) -> skia.Path:
    start, bend, tip = spine(balloon)
    length = math.dist((start.x, start.y), (tip.x, tip.y)) or 1.0
    widest = min(0.62 * balloon.font_px, 0.3 * min(balloon.half_width, balloon.half_height))
    half = min(widest, 0.34 * balloon.font_px + 0.05 * length)

    def beside(a: Point, b: Point, at: Point, out: float) -> tuple[float, float]:
        size = math.dist((a.x, a.y), (b.x, b.y)) or 1.0
        return at.x - (b.y - a.y) / size * out, at.y + (b.x - a.x) / size * out

    left, right = (beside(start, bend, start, side * half) for side in (1, -1))
    bent_left, bent_right = (beside(start, tip, bend, side * half * 0.46) for side in (1, -1))

    def draw(b: skia.PathBuilder) -> None:
        b.moveTo(*left)
        b.quadTo(*bent_left, tip.x, tip.y)
        b.quadTo(*bent_right, *right)
        b.close()

    return _path(draw)


def _chance(balloon: Balloon) -> random.Random:
    """The hand's unevenness, always the same for the same words."""
    return random.Random(zlib.crc32(f"{balloon.kind}:{balloon.text}".encode()))


def _union(first: skia.Path, second: skia.Path) -> skia.Path:
    return skia.Op(first, second, skia.PathOp.kUnion_PathOp) or first


def _path(draw: Callable[[skia.PathBuilder], object]) -> skia.Path:
    builder = skia.PathBuilder()
    draw(builder)
    return builder.detach()
