"""Colours, paints and hand-drawn paths. The one place where skia's untyped names enter the renderer."""

import math
import random
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import skia
from numpy.typing import NDArray

Canvas: TypeAlias = Any
Path: TypeAlias = Any
Paint: TypeAlias = Any
Image: TypeAlias = Any
Shape: TypeAlias = Any  # a skia.PathBuilder, a rectangle, a blend mode, a filter
Rgb: TypeAlias = tuple[int, int, int]
Colour: TypeAlias = str | Rgb
XY: TypeAlias = tuple[float, float]
Points: TypeAlias = Sequence[XY]

PathBuilder: Any = skia.PathBuilder
BlendMode: Any = skia.BlendMode
INK: Rgb = (27, 20, 38)
PAINTED: Rgb = (66, 46, 50)  # instead of ink: outlines take a darker tone of what they surround
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)


def rgb(colour: Colour) -> Rgb:
    """`#rrggbb` as three bytes; three bytes as they are."""
    return _parsed(colour) if isinstance(colour, str) else colour


@lru_cache(maxsize=2048)
def _parsed(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(a: Colour, b: Colour, share: float) -> Rgb:
    """`share` of b in a."""
    (r, g, u), (s, h, v) = rgb(a), rgb(b)
    return round(r + (s - r) * share), round(g + (h - g) * share), round(u + (v - u) * share)


def multiply(a: Colour, b: Colour) -> Rgb:
    """What a surface of colour a shows in light of colour b."""
    (r, g, u), (s, h, v) = rgb(a), rgb(b)
    return r * s // 255, g * h // 255, u * v // 255


def lighter(colour: Colour, share: float) -> Rgb:
    return mix(colour, WHITE, share)


def darker(colour: Colour, share: float) -> Rgb:
    return mix(colour, BLACK, share)


def luminance(colour: Colour) -> float:
    """0 black to 255 white (Rec. 601 weights)."""
    r, g, b = rgb(colour)
    return 0.299 * r + 0.587 * g + 0.114 * b


def gradient(share: float, colours: Sequence[Colour]) -> Rgb:
    """The colour at `share` (0 to 1) along evenly spaced stops."""
    place = max(0.0, min(0.9999, share)) * (len(colours) - 1)
    first = int(place)
    return mix(colours[first], colours[first + 1], place - first)


def argb(colour: Colour, alpha: float = 1.0) -> int:
    r, g, b = rgb(colour)
    return (round(alpha * 255) << 24) | (r << 16) | (g << 8) | b


def seeded(*key: object) -> random.Random:
    """A generator that depends on the key alone, in every process."""
    return random.Random(zlib.crc32(repr(key).encode()))


@lru_cache(maxsize=2048)
def _paint(colour: int, style: int, width: float, blend: Shape) -> Paint:
    paint = skia.Paint(AntiAlias=True, Color=colour)
    if colour >> 24 < 255 and blend is None:  # as a shader it takes under half the time over large areas
        paint = skia.Paint(AntiAlias=True, Shader=skia.Shaders.Color(colour))
    if style:
        paint.setStyle(skia.Paint.kStroke_Style if style == 1 else skia.Paint.kStrokeAndFill_Style)
        paint.setStrokeWidth(width)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
    if blend is not None:
        paint.setBlendMode(blend)
    return paint


@lru_cache(maxsize=8192)
def fill(colour: Colour, alpha: float = 1.0, blend: Shape = None) -> Paint:
    return _paint(argb(colour, alpha), 0, 0.0, blend)


@lru_cache(maxsize=2048)
def stroke(colour: Colour, width: float, alpha: float = 1.0) -> Paint:
    return _paint(argb(colour, alpha), 1, float(width), None)


@lru_cache(maxsize=2048)
def swollen(colour: Colour, width: float) -> Paint:
    """Fill and stroke: laid under a filled path it becomes the ink line around it."""
    return _paint(argb(colour), 2, float(width), None)


def linear(
    start: XY,
    end: XY,
    stops: Sequence[tuple[Colour, float]],
    places: Sequence[float] | None = None,
) -> Paint:
    """A paint that runs through (colour, alpha) stops. Slow over large areas: bake those instead."""
    colours = [argb(colour, alpha) for colour, alpha in stops]
    shader = skia.GradientShader.MakeLinear([start, end], colours, list(places or []))
    return skia.Paint(AntiAlias=True, Shader=shader)


def radial(centre: XY, radius: float, inner: tuple[Colour, float], outer: tuple[Colour, float]) -> Paint:
    shader = skia.GradientShader.MakeRadial(centre, radius, [argb(*inner), argb(*outer)])
    return skia.Paint(AntiAlias=True, Shader=shader)


def tinting(colour: Colour) -> Paint:
    """A layer paint that keeps light and shade but takes its hue from `colour` (Rec. 601 weights)."""
    rows: list[float] = []
    for share in (channel / 255 for channel in rgb(colour)):
        gain = 0.35 + 1.5 * share
        rows += [0.299 * gain, 0.587 * gain, 0.114 * gain, 0.0, 0.0]
    return skia.Paint(ColorFilter=skia.ColorFilters.Matrix([*rows, 0.0, 0.0, 0.0, 1.0, 0.0]))


def rect(left: float, top: float, right: float, bottom: float) -> Shape:
    return skia.Rect(left, top, right, bottom)


def round_rect(left: float, top: float, right: float, bottom: float, radius: float) -> Shape:
    return skia.RRect.MakeRectXY(skia.Rect(left, top, right, bottom), radius, radius)


def matrix(rows: Sequence[float]) -> Shape:
    """A 3 x 3 matrix from its nine numbers, row by row."""
    return skia.Matrix.MakeAll(*(float(value) for value in rows))


def polygon(points: Points | NDArray[np.float64], closed: bool = True) -> Path:
    if isinstance(points, np.ndarray):
        corners = list(map(skia.Point, points[:, 0].tolist(), points[:, 1].tolist()))
    else:
        corners = [skia.Point(float(x), float(y)) for x, y in points]
    return skia.Path.Polygon(corners, closed)


def add_polygon(builder: Shape, points: Points) -> None:
    """Many shapes of one colour go into one builder and are drawn at once."""
    builder.addPolygon([skia.Point(float(x), float(y)) for x, y in points], True)


def curve(points: Points, closed: bool = True, tension: float = 1 / 6) -> Path:
    """A smooth path through the points (Catmull-Rom as cubic Beziers)."""
    count = len(points)
    path = PathBuilder()
    path.moveTo(float(points[0][0]), float(points[0][1]))
    for i in range(count if closed else count - 1):
        before = points[(i - 1) % count] if closed or i > 0 else points[i]
        here, there = points[i], points[(i + 1) % count]
        after = points[(i + 2) % count] if closed or i + 2 < count else there
        path.cubicTo(
            here[0] + (there[0] - before[0]) * tension,
            here[1] + (there[1] - before[1]) * tension,
            there[0] - (after[0] - here[0]) * tension,
            there[1] - (after[1] - here[1]) * tension,
            float(there[0]),
            float(there[1]),
        )
    if closed:
        path.close()
    return path.detach()


_SPLINE = 0.5 * np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]], float)


@lru_cache(maxsize=128)
def _spline(controls: int, samples: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Matrices that take control points to sampled positions and to tangents (Catmull-Rom)."""
    if controls == 2:
        t = np.linspace(0, 1, samples + 1)
        return np.c_[1 - t, t], np.tile(np.array([[-1.0, 1.0]]), (samples + 1, 1))
    extended = np.zeros((controls + 2, controls))
    extended[1:-1] = np.eye(controls)
    extended[0, 0], extended[0, 1] = 2, -1
    extended[-1, -1], extended[-1, -2] = 2, -1
    t = np.linspace(0, 1, samples, endpoint=False)
    powers = np.stack([t**0, t, t * t, t**3], 1)
    slopes = np.stack([t * 0, t**0, 2 * t, 3 * t * t], 1)
    places = [powers @ _SPLINE @ extended[i : i + 4] for i in range(controls - 1)]
    tangents = [slopes @ _SPLINE @ extended[i : i + 4] for i in range(controls - 1)]
    last = extended[controls - 2 : controls + 2]
    places.append(np.array([[1.0, 1, 1, 1]]) @ _SPLINE @ last)
    tangents.append(np.array([[0.0, 1, 2, 3]]) @ _SPLINE @ last)
    return np.vstack(places), np.vstack(tangents)


@lru_cache(maxsize=128)
def _widening(given: int, wanted: int) -> NDArray[np.float64]:
    x = np.linspace(0, 1, wanted)
    return np.stack([np.interp(x, np.linspace(0, 1, given), np.eye(given)[j]) for j in range(given)], 1)


_CAP = np.linspace(0, math.pi, 7)[1:-1]


def sampled(points: Points | NDArray[np.float64], samples: int = 7) -> NDArray[np.float64]:
    """Points along the spline through `points`, as many numbers each as those have."""
    given = np.asarray(points, float)
    result: NDArray[np.float64] = _spline(len(given), samples)[0] @ given
    return result


def ribbon_sides(
    points: Points, half_widths: Sequence[float], samples: int = 5
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The left and right edge of a tapered band along the spline through `points`, each (n, 2)."""
    given = np.asarray(points, float)
    places, tangents = _spline(len(given), samples)
    middle, slope = places @ given, tangents @ given
    widths = _widening(len(half_widths), len(middle)) @ np.asarray(half_widths, float)
    scale = widths / (np.hypot(slope[:, 0], slope[:, 1]) + 1e-9)
    normal = np.empty_like(middle)
    normal[:, 0], normal[:, 1] = -slope[:, 1] * scale, slope[:, 0] * scale
    return middle + normal, middle - normal


def _cap(side: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half a circle from the point `side` round to the point `other`."""
    middle = (side + other) / 2
    arm = side - middle
    radius = float(np.hypot(arm[0], arm[1]))
    angles = math.atan2(arm[1], arm[0]) - _CAP
    result: NDArray[np.float64] = middle + radius * np.stack([np.cos(angles), np.sin(angles)], 1)
    return result


def ribbon(points: Points, half_widths: Sequence[float], samples: int = 5, caps: bool = True) -> Path:
    """A tapered stroke with round ends (where the width is not zero). Not to be changed: it may be shared."""
    return _ribbon(tuple(points), tuple(half_widths), samples, caps)


@lru_cache(maxsize=4096)
def _ribbon(points: tuple[XY, ...], half_widths: tuple[float, ...], samples: int, caps: bool) -> Path:
    """Figures are drawn in their own units, so their fingers, lashes and strands come again and again."""
    left, right = ribbon_sides(points, half_widths, samples)
    parts = [left]
    if caps and half_widths[-1] > 1e-3:
        parts.append(_cap(left[-1], right[-1]))
    parts.append(right[::-1])
    if caps and half_widths[0] > 1e-3:
        parts.append(_cap(right[0], left[0]))
    return polygon(np.concatenate(parts))


def ink(
    canvas: Canvas,
    points: Points,
    width: float,
    colour: Colour = INK,
    alpha: float = 1.0,
    taper: Sequence[float] = (0, 1, 0),
) -> None:
    """A brush line; `taper` scales the width along it."""
    canvas.drawPath(ribbon(points, [width / 2 * t for t in taper], 6, caps=False), fill(colour, alpha))


def moved(path: Path, dx: float, dy: float) -> Path:
    copy = skia.Path(path)
    copy.offset(float(dx), float(dy))
    return copy


def merged(paths: Sequence[Path]) -> Path:
    """The outline of all that these paths cover: slow, but what is kept is drawn faster than its parts.

    Straight edges are merged exactly; curved ones may leave holes.
    """
    builder = skia.OpBuilder()
    for path in paths:
        builder.add(path, skia.PathOp.kUnion_PathOp)
    try:
        return builder.resolve()
    except RuntimeError:  # too tangled for it: drawn as they are
        whole = PathBuilder()
        for path in paths:
            whole.addPolygon([path.getPoint(k) for k in range(path.countPoints())], True)
        return whole.detach()


def shade(canvas: Canvas, path: Path, dx: float, dy: float, colour: Colour, alpha: float = 1.0) -> None:
    """A cel shadow: the part of the path that its copy, moved by (dx, dy), leaves uncovered."""
    shadow = skia.Op(path, moved(path, dx, dy), skia.PathOp.kDifference_PathOp)
    if shadow is not None:
        canvas.drawPath(shadow, fill(colour, alpha))


def contour(ink_colour: Colour, colour: Colour) -> Colour:
    """What a shape of that colour is outlined with."""
    return multiply(colour, "#7a6268") if ink_colour == PAINTED else ink_colour


def inked(canvas: Canvas, path: Path, colour: Colour, line: float, ink_colour: Colour = INK) -> None:
    """A filled shape with an ink line of width `line` around it."""
    if line > 0:
        canvas.drawPath(path, swollen(contour(ink_colour, colour), line))
    canvas.drawPath(path, fill(colour))
