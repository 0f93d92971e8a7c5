"""Raster layers: gradients, fog, glow, bloom, grain, halftone.

Per-pixel shaders are slow on large areas, so soft things are baked once to premultiplied BGRA and drawn
1:1: laying a picture over another takes 0.3 ns a pixel, with any other blend or at any other size 2 to 4.
Every cache here is bounded; what it holds depends on its arguments alone.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.draw.draft.brush import Canvas, Colour, Image, Rgb, Shape, argb, fill, rgb

Pixels: TypeAlias = NDArray[np.uint8]
Stops: TypeAlias = Sequence[tuple[float, Colour]]
Profile: TypeAlias = tuple[tuple[float, float], ...]
Direction: TypeAlias = Literal["down", "up", "left", "right", "radial"]

COLOURS, PREMULTIPLIED, _OPAQUE = skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType, skia.kOpaque_AlphaType
NEAREST = skia.SamplingOptions()
SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)
FADE_OUT: Profile = ((0, 0), (0.5, 0.5), (1, 0))
RISE: Profile = ((0, 0), (1, 0.8))
_NOISE = np.random.default_rng(7).random((4096, 16)).astype(np.float32)


class Layer:
    """A picture being painted: `pixels` is BGRA premultiplied (height, width, 4); `canvas` draws on it.

    With `scale` below 1 the layer is small but is drawn in the same units: for blurred backgrounds.
    """

    def __init__(self, width: int, height: int, scale: float = 1.0, clear: bool = False) -> None:
        self.width, self.height, self.scale = width, height, scale
        shape = (max(1, round(height * scale)), max(1, round(width * scale)), 4)
        self.pixels: Pixels = np.zeros(shape, np.uint8) if clear else np.empty(shape, np.uint8)
        self.canvas: Canvas = skia.Canvas(self.pixels, COLOURS, PREMULTIPLIED)
        if scale != 1.0:
            self.canvas.scale(scale, scale)

    def image(self, opaque: bool = False) -> Image:
        kind = _OPAQUE if opaque else PREMULTIPLIED
        return skia.Image.fromarray(self.pixels, colorType=COLOURS, alphaType=kind, copy=False)


def image_of(pixels: Pixels, opaque: bool = False) -> Image:
    kind = _OPAQUE if opaque else PREMULTIPLIED
    return skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=COLOURS, alphaType=kind)


def bgr(colour: Colour) -> NDArray[np.float32]:
    """Blue, green, red, 0 to 255: the order of a layer's bytes."""
    r, g, b = rgb(colour)
    return np.array([b, g, r], np.float32)


def _across(strip: Pixels, opaque: bool = False) -> Shape:
    """A shader that repeats a (height, 16, 4) strip from left to right."""
    image = image_of(strip, opaque)
    return image.makeShader(skia.TileMode.kRepeat, skia.TileMode.kRepeat, NEAREST)


def vertical_gradient(layer: Layer, stops: Stops) -> None:
    """Fills the layer from top to bottom, dithered so that no bands show."""
    height, width = layer.pixels.shape[:2]
    places = np.linspace(0, 1, height)
    marks = [mark for mark, _ in stops]
    colours = np.array([bgr(colour) for _, colour in stops])
    column = np.stack([np.interp(places, marks, colours[:, k]) for k in range(3)], 1)
    floor = np.floor(column)
    strip = np.empty((height, 16, 4), np.uint8)
    strip[..., :3] = floor[:, None, :] + (_NOISE[:height, :, None] < (column - floor)[:, None, :])
    strip[..., 3] = 255
    canvas = layer.canvas
    canvas.save()
    canvas.resetMatrix()
    canvas.drawRect(skia.Rect(0, 0, width, height), skia.Paint(Shader=_across(strip, opaque=True)))
    canvas.restore()


@lru_cache(maxsize=256)
def fog_strip(height: int, colour: Rgb, profile: Profile) -> Pixels:
    """A band of haze `height` px high, premultiplied BGRA (height, 16, 4). Shared: not to be written to."""
    places = np.linspace(0, 1, height)
    alpha = np.interp(places, [t for t, _ in profile], [a for _, a in profile])
    cover = np.floor(np.minimum(alpha[:, None] * 255 + _NOISE[:height] * (alpha[:, None] > 0), 255))
    strip = np.empty((height, 16, 4), np.uint8)
    strip[..., 3] = cover
    for k, share in enumerate(bgr(colour) / 255):
        strip[..., k] = cover * share
    return strip


@lru_cache(maxsize=256)
def _fog_shader(height: int, colour: Rgb, profile: Profile) -> Shape:
    return _across(fog_strip(height, colour, profile))


def fog(
    canvas: Canvas,
    left: float,
    top: float,
    width: float,
    height: float,
    colour: Colour,
    profile: Profile = FADE_OUT,
) -> None:
    """A band of haze; `profile` gives (place from top to bottom, alpha) pairs.

    It is baked at the height it has on the layer and laid on 1:1, which is ten times quicker than scaling.
    """
    box = canvas.getTotalMatrix().mapRect(skia.Rect(left, top, left + width, top + height))
    wide, high = round(box.width()), min(4096, round(box.height()))
    if wide < 1 or high < 1:
        return
    paint = skia.Paint(Shader=_fog_shader(high, rgb(colour), profile))
    canvas.save()
    canvas.resetMatrix()
    canvas.translate(round(box.left()), round(box.top()))
    canvas.drawRect(skia.Rect(0, 0, wide, high), paint)
    canvas.restore()


@lru_cache(maxsize=24)
def _glow_image(radius: int, colour: Rgb, strength: float, falloff: float) -> Image:
    y, x = np.ogrid[-radius : radius + 1, -radius : radius + 1]
    distance = np.sqrt((x * x + y * y).astype(np.float32)) / radius
    light = np.clip(1 - distance, 0, 1) ** falloff
    noise = np.random.default_rng(5).random(light.shape, dtype=np.float32)
    cover = np.floor(np.minimum(light * (strength * 255) + noise * (light > 0), 255))
    pixels = np.empty((2 * radius + 1, 2 * radius + 1, 4), np.uint8)
    pixels[..., 3] = cover
    inner, outer = bgr(colour) / 255, bgr(_ember(colour)) / 255
    for k in range(3):
        pixels[..., k] = cover * (outer[k] + (inner[k] - outer[k]) * light)
    return image_of(pixels)


def _ember(colour: Rgb) -> Rgb:
    """What a lamp's light falls off to: redder. Pale yellow laid thinly over a blue dusk turns to mud."""
    r, g, b = colour
    return (r, round(g * 0.66), round(b * 0.44)) if r - b > 40 else colour


_GLOW_BAKED_PX = 160


def glow(
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    colour: Colour,
    strength: float = 0.8,
    falloff: float = 2.2,
) -> None:
    """A round light. One size is baked and stretched: a glow has no detail to lose.

    Laid over, not screened: the rasteriser has a fast way for that only, and none on a slanted surface
    (there `halo` is quicker).
    """
    image = _glow_image(_GLOW_BAKED_PX, rgb(colour), round(strength, 2), falloff)
    frame = skia.Rect(x - radius, y - radius, x + radius, y + radius)
    canvas.drawImageRect(image, frame, SMOOTH, skia.Paint())


def halo(canvas: Canvas, x: float, y: float, radius: float, colour: Colour, strength: float = 0.8) -> None:
    """A round light in steps, for surfaces seen at a slant."""
    for k in range(9):
        canvas.drawCircle(float(x), float(y), float(radius) * (1 - 0.104 * k), fill(colour, strength * 0.13))


@lru_cache(maxsize=4)
def _grain_tile(strength: float, strokes: bool) -> NDArray[np.float32]:
    """Paper grain; or, for paint, the marks of a wide brush: noise drawn out along slanting lines."""
    noise = np.random.default_rng(3).normal(0, 1, (256, 256)).astype(np.float32)
    if strokes:
        noise = sum(np.roll(noise, (k // 3, k), (0, 1)) for k in range(26)) / 5.1 + noise * 0.25
        return 1 - strength * 0.05 + noise * (strength * 0.055)
    noise = (noise + np.roll(noise, 1, 0) + np.roll(noise, 1, 1)) / 1.7
    return 1 - strength * 0.10 + noise * (strength * 0.10)


_MIDDLE_TONE = 110


@lru_cache(maxsize=8)
def _finish_image(width: int, height: int, grain: float, vignette: float, corner: Rgb, paint: bool) -> Image:
    tile = _grain_tile(grain, paint)
    rows, columns = -(-height // 256), -(-width // 256)
    texture = np.tile(tile, (rows, columns))[:height, :width]
    half_height, half_width = (height + 1) // 2, (width + 1) // 2
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :half_width]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:half_height, None]
    edge = np.clip((np.sqrt((x * x + y * y) / 2) - 0.55) / 0.45, 0, 1)
    dark = edge * np.sqrt(edge) * vignette  # one corner: the others are its mirror pictures
    shares = bgr(corner) / 255
    kept = _mirrored(1 - dark * (1 - shares.min()), height, width) * texture
    np.subtract(1, kept, out=kept)
    np.clip(kept, 0, 1, out=kept)
    kept *= 255
    pixels = np.empty((height, width, 4), np.uint8)
    cover = np.rint(kept, out=kept).astype(np.uint8)
    pixels[..., 3] = cover
    for k, share in enumerate(shares):
        tint = (dark * (share - shares.min()) * _MIDDLE_TONE).astype(np.uint8)
        pixels[..., k] = np.minimum(_mirrored(tint, height, width), cover) if tint.any() else 0
    return image_of(pixels)


def _mirrored(corner: NDArray[Any], height: int, width: int) -> NDArray[Any]:
    """A whole picture from its upper left quarter, which holds the middle row and column too."""
    upper = np.concatenate((corner, corner[:, : width // 2][:, ::-1]), 1)
    return np.concatenate((upper, upper[: height // 2][::-1]), 0)


def finish(layer: Layer, grain: float, vignette: float, corner: Colour, painted: bool = False) -> None:
    """Paper grain (or brush marks) and corners darkened towards a colour, laid over in one go.

    A middle tone comes out as if multiplied by the corner's colour; a multiplication takes six times as long.
    """
    image = _finish_image(layer.width, layer.height, grain, vignette, rgb(corner), painted)
    layer.canvas.drawImage(image, 0, 0, NEAREST)


@lru_cache(maxsize=12)
def _halftone_image(
    width: int, height: int, cell: float, angle: float, direction: Direction, colour: Rgb, alpha: float
) -> Image:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    cos, sin = math.cos(angle), math.sin(angle)
    u, v = (cos * x + sin * y) / cell, (-sin * x + cos * y) / cell
    distance = np.hypot(u - np.floor(u) - 0.5, v - np.floor(v) - 0.5)
    strengths: dict[Direction, NDArray[np.float32]] = {
        "down": y / height,
        "up": 1 - y / height,
        "right": x / width,
        "left": 1 - x / width,
        "radial": np.hypot(x / width - 0.5, y / height - 0.5) * 1.5,
    }
    dot = 0.62 * np.clip(strengths[direction], 0, 1) ** 0.8
    cover = np.clip((dot - distance) * cell + 0.5, 0, 1) * (alpha * 255)
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[..., 3] = cover
    for k, share in enumerate(bgr(colour) / 255):
        pixels[..., k] = cover * share
    return image_of(pixels)


def halftone(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    colour: Colour,
    alpha: float = 0.35,
    cell: float = 11,
    direction: Direction = "down",
) -> None:
    """Dots in (left, top, width, height) that grow towards `direction`."""
    left, top, width, height = box
    image = _halftone_image(round(width), round(height), cell, 0.6, direction, rgb(colour), alpha)
    canvas.drawImage(image, round(left), round(top), NEAREST)


@lru_cache(maxsize=4)
def blur_filter(sigma: float, edge: Literal["clamp", "decal"] = "clamp") -> Shape:
    """`sigma` in px; beyond the edge there is more of the edge, or nothing (`decal`)."""
    mode = skia.TileMode.kClamp if edge == "clamp" else skia.TileMode.kDecal
    return skia.ImageFilters.Blur(sigma, sigma, mode)


def draw_blurred(target: Layer, source: Layer, sigma_px: float) -> None:
    """Draws a small opaque layer over the whole target, out of focus by `sigma_px` of the target.

    With 0 it is only enlarged, which softens it by about a pixel of its own.
    """
    if sigma_px:
        small = skia.Paint(ImageFilter=blur_filter(round(sigma_px * source.scale, 1)))
        soft = Layer(target.width, target.height, source.scale)
        soft.canvas.resetMatrix()
        soft.canvas.drawImage(source.image(opaque=True), 0, 0, NEAREST, small)
        _enlarge(target, soft.pixels)
    elif (2 * source.pixels.shape[0], 2 * source.pixels.shape[1]) == target.pixels.shape[:2]:
        _double(source.pixels, target.pixels)
    else:
        frame = skia.Rect(0, 0, target.width, target.height)
        target.canvas.drawImageRect(source.image(opaque=True), frame, SMOOTH, skia.Paint())


def _double(small: Pixels, large: Pixels) -> None:
    """Fills `large` with `small` at twice the size; a pixel between two others is their mean."""
    rows, given = large.view(np.uint32)[..., 0], small.view(np.uint32)[..., 0]
    even = rows[::2]
    even[:, ::2] = given
    even[:, 1:-1:2] = _mean(given[:, :-1], given[:, 1:])
    even[:, -1] = given[:, -1]
    rows[1:-1:2] = _mean(even[:-1], even[1:])
    rows[-1] = even[-1]


def _mean(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The means of four bytes at once, rounded down: what both have, and half of what one has."""
    half = one ^ other
    half >>= 1
    half &= 0x7F7F7F7F
    half += one & other
    return half


_MIRROR_STEP = 8


def mirror_below(layer: Layer, y: float, alpha: float) -> None:
    """What is above `y` lies upside down in the wet ground below it, drawn out and fading towards us."""
    line = min(layer.height, max(0, round(y)))
    high = min(line, layer.height - line)
    if high < 4 * _MIRROR_STEP:
        return
    above = layer.pixels[line - high : line][::-1][::_MIRROR_STEP, ::_MIRROR_STEP].astype(np.float32)
    drawn = np.cumsum(above, 0)
    reach = max(2, len(above) // 7)
    soft = (drawn[reach:] - drawn[:-reach]) / reach  # smeared downwards, as rough water does
    cover = np.linspace(alpha, 0.0, len(soft), dtype=np.float32)[:, None, None]
    image = image_of((soft * cover).astype(np.uint8))
    frame = skia.Rect(0, line, layer.width, line + _MIRROR_STEP * len(soft))
    layer.canvas.drawImageRect(image, frame, SMOOTH, skia.Paint())


def draw_soft(target: Layer, source: Layer, sigma_px: float) -> None:
    """Draws a small clear layer over the target, out of focus by `sigma_px` of the target."""
    blur = skia.Paint(ImageFilter=blur_filter(round(sigma_px * source.scale, 1), "decal"))
    soft = Layer(target.width, target.height, source.scale, clear=True)
    soft.canvas.resetMatrix()
    soft.canvas.drawImage(source.image(), 0, 0, NEAREST, blur)
    _enlarge(target, soft.pixels)


def _enlarge(target: Layer, soft: Pixels) -> None:
    """Lays a small soft picture over the whole target; only the part of it that is not clear.

    It is smoothed to half the size and doubled from there, in under half the time: what is soft hides that.
    """
    covered = soft[..., 3] > 2
    columns, rows = np.flatnonzero(covered.any(0)), np.flatnonzero(covered.any(1))
    if not len(columns):
        return
    left, right, top, low = (int(v) for v in (columns[0], columns[-1] + 1, rows[0], rows[-1] + 1))
    x, y = target.width / covered.shape[1] / 2, target.height / covered.shape[0] / 2
    frame = skia.Rect(left * x, top * y, right * x, low * y)
    whole = frame.roundOut()
    half = Layer(whole.width(), whole.height(), clear=True)
    half.canvas.translate(-whole.left(), -whole.top())
    half.canvas.drawImageRect(image_of(soft[top:low, left:right]), frame, SMOOTH, skia.Paint())
    twice = skia.Rect(2 * whole.left(), 2 * whole.top(), 2 * whole.right(), 2 * whole.bottom())
    target.canvas.drawImageRect(half.image(), twice, NEAREST, skia.Paint())


_BLOOM_STEP = 16


def bloom(layer: Layer, strength: float, sigma_px: float = 22, floor: int = 168) -> None:
    """Light that spills over its edges: what is brighter than `floor`, softened, laid over the picture."""
    small = layer.pixels[::_BLOOM_STEP, ::_BLOOM_STEP].astype(np.float32)
    bright = small[..., :3].max(-1)
    cover = np.clip((bright - floor) / (255 - floor), 0, 1) * strength
    light = np.empty((*cover.shape, 4), np.uint8)
    light[..., 3] = cover * 255
    light[..., :3] = small[..., :3] * cover[..., None]
    soft = np.zeros_like(light)
    paint = skia.Paint(ImageFilter=blur_filter(round(sigma_px / _BLOOM_STEP, 1)))
    skia.Canvas(soft, COLOURS, PREMULTIPLIED).drawImage(image_of(light), 0, 0, NEAREST, paint)
    _enlarge(layer, soft)


def to_rgb(layer: Layer) -> Pixels:
    """The finished picture as (height, width, 3) RGB."""
    result = np.empty((*layer.pixels.shape[:2], 3), np.uint8)
    for k in range(3):
        result[..., k] = layer.pixels[..., 2 - k]
    return result


def wash(canvas: Canvas, colour: Colour, alpha: float, blend: Shape = None) -> None:
    """One flat colour over everything."""
    paint = skia.Paint(Shader=skia.Shaders.Color(argb(colour, alpha)))
    if blend is not None:
        paint.setBlendMode(blend)
    canvas.drawPaint(paint)
