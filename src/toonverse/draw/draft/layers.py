"""Raster layers: gradients, fog, glow, grain, halftone, sprites and their rim light.

Per-pixel shaders are slow on large areas, so soft things are baked once to premultiplied BGRA and drawn
1:1. Every cache here is bounded; what it holds depends on its arguments alone.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.draw.draft.brush import XY, BlendMode, Canvas, Colour, Image, Rgb, Shape, argb, rgb

Pixels: TypeAlias = NDArray[np.uint8]
Stops: TypeAlias = Sequence[tuple[float, Colour]]
Profile: TypeAlias = tuple[tuple[float, float], ...]
Direction: TypeAlias = Literal["down", "up", "left", "right", "radial"]

_COLOURS, _PREMULTIPLIED, _OPAQUE = skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType, skia.kOpaque_AlphaType
_NEAREST = skia.SamplingOptions()
_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)
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
        self.canvas: Canvas = skia.Canvas(self.pixels, _COLOURS, _PREMULTIPLIED)
        if scale != 1.0:
            self.canvas.scale(scale, scale)

    def image(self, opaque: bool = False) -> Image:
        kind = _OPAQUE if opaque else _PREMULTIPLIED
        return skia.Image.fromarray(self.pixels, colorType=_COLOURS, alphaType=kind, copy=False)


def image_of(pixels: Pixels, opaque: bool = False) -> Image:
    kind = _OPAQUE if opaque else _PREMULTIPLIED
    return skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=_COLOURS, alphaType=kind)


def _bgr(colour: Colour) -> NDArray[np.float32]:
    r, g, b = rgb(colour)
    return np.array([b, g, r], np.float32)


def _across(strip: Pixels, width: int) -> Pixels:
    """A (height, 16, 4) strip repeated to `width`."""
    height = strip.shape[0]
    wide = np.empty((height, width, 4), np.uint8)
    whole = width // 16
    wide[:, : whole * 16].reshape(height, whole, 64)[:] = strip.reshape(height, 1, 64)
    wide[:, whole * 16 :] = strip[:, : width % 16]
    return wide


def vertical_gradient(layer: Layer, stops: Stops) -> None:
    """Fills the layer from top to bottom, dithered so that no bands show (about 1 ms for 1.6 megapixels)."""
    height, width = layer.pixels.shape[:2]
    places = np.linspace(0, 1, height)
    marks = [mark for mark, _ in stops]
    colours = np.array([_bgr(colour) for _, colour in stops])
    column = np.stack([np.interp(places, marks, colours[:, k]) for k in range(3)], 1)
    floor = np.floor(column)
    strip = np.empty((height, 16, 4), np.uint8)
    strip[..., :3] = floor[:, None, :] + (_NOISE[:height, :, None] < (column - floor)[:, None, :])
    strip[..., 3] = 255
    layer.pixels[:] = _across(strip, width)


@lru_cache(maxsize=24)
def _fog_image(width: int, height: int, colour: Rgb, profile: Profile) -> Image:
    places = np.linspace(0, 1, height)
    alpha = np.interp(places, [t for t, _ in profile], [a for _, a in profile])
    cover = np.floor(np.minimum(alpha[:, None] * 255 + _NOISE[:height] * (alpha[:, None] > 0), 255))
    strip = np.empty((height, 16, 4), np.uint8)
    strip[..., 3] = cover
    for k, share in enumerate(_bgr(colour) / 255):
        strip[..., k] = cover * share
    return image_of(_across(strip, width))


def fog(
    canvas: Canvas,
    left: float,
    top: float,
    width: float,
    height: float,
    colour: Colour,
    profile: Profile = FADE_OUT,
    blend: Shape = None,
) -> None:
    """A band of haze; `profile` gives (place from top to bottom, alpha) pairs.

    It is baked at the size it has on the layer and laid on 1:1, which is ten times quicker than scaling.
    """
    box = canvas.getTotalMatrix().mapRect(skia.Rect(left, top, left + width, top + height))
    wide, high = round(box.width()), min(4096, round(box.height()))
    if wide < 1 or high < 1:
        return
    image = _fog_image(wide, high, rgb(colour), profile)
    paint = skia.Paint(BlendMode=blend) if blend is not None else None
    canvas.save()
    canvas.resetMatrix()
    canvas.drawImage(image, round(box.left()), round(box.top()), _NEAREST, paint)
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
    for k, share in enumerate(_bgr(colour) / 255):
        pixels[..., k] = cover * share
    return image_of(pixels)


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
    canvas.drawImageRect(image, frame, _SMOOTH, skia.Paint())


def halo(canvas: Canvas, x: float, y: float, radius: float, colour: Colour, strength: float = 0.8) -> None:
    """A round light in steps, for surfaces seen at a slant."""
    for k in range(6):
        paint = skia.Paint(AntiAlias=True, Color=argb(colour, strength * 0.19))
        canvas.drawCircle(float(x), float(y), float(radius) * (1 - 0.155 * k), paint)


@lru_cache(maxsize=4)
def _grain_tile(strength: float, strokes: bool) -> NDArray[np.float32]:
    """Paper grain; or, for paint, the marks of a wide brush: noise drawn out along slanting lines."""
    noise = np.random.default_rng(3).normal(0, 1, (256, 256)).astype(np.float32)
    if strokes:
        noise = sum(np.roll(noise, (k // 3, k), (0, 1)) for k in range(26)) / 5.1 + noise * 0.25
        return 1 - strength * 0.05 + noise * (strength * 0.055)
    noise = (noise + np.roll(noise, 1, 0) + np.roll(noise, 1, 1)) / 1.7
    return 1 - strength * 0.10 + noise * (strength * 0.10)


@lru_cache(maxsize=8)
def _finish_image(width: int, height: int, grain: float, vignette: float, corner: Rgb, paint: bool) -> Image:
    tile = _grain_tile(grain, paint)
    rows, columns = -(-height // 256), -(-width // 256)
    texture = np.tile(tile, (rows, columns))[:height, :width]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    edge = np.clip((np.sqrt((x * x + y * y) / 2) - 0.55) / 0.45, 0, 1)
    dark = edge * np.sqrt(edge) * vignette
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[..., 3] = 255
    for k, share in enumerate(_bgr(corner) / 255):
        pixels[..., k] = np.clip(255 * (1 - dark * (1 - share)) * texture, 0, 255)
    return image_of(pixels, opaque=True)


def finish(layer: Layer, grain: float, vignette: float, corner: Colour, painted: bool = False) -> None:
    """Paper grain (or brush marks) and darker corners, in one multiplication."""
    image = _finish_image(layer.width, layer.height, grain, vignette, rgb(corner), painted)
    layer.canvas.drawImage(image, 0, 0, _NEAREST, skia.Paint(BlendMode=BlendMode.kMultiply))


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
    for k, share in enumerate(_bgr(colour) / 255):
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
    canvas.drawImage(image, round(left), round(top), _NEAREST)


@lru_cache(maxsize=4)
def _blur_filter(sigma: float, edge: Literal["clamp", "decal"] = "clamp") -> Shape:
    mode = skia.TileMode.kClamp if edge == "clamp" else skia.TileMode.kDecal
    return skia.ImageFilters.Blur(sigma, sigma, mode)


def draw_blurred(target: Layer, source: Layer, sigma_px: float) -> None:
    """Draws a small opaque layer over the whole target, out of focus by `sigma_px` of the target.

    With 0 it is only enlarged, which softens it by about a pixel of its own.
    """
    frame = skia.Rect(0, 0, target.width, target.height)
    soft = source
    if sigma_px:
        small = skia.Paint(ImageFilter=_blur_filter(round(sigma_px * source.scale, 1)))
        soft = Layer(target.width, target.height, source.scale)
        soft.canvas.resetMatrix()
        soft.canvas.drawImage(source.image(opaque=True), 0, 0, _NEAREST, small)
    target.canvas.drawImageRect(soft.image(opaque=True), frame, _SMOOTH, skia.Paint())


def draw_soft(target: Layer, source: Layer, sigma_px: float) -> None:
    """Draws a small clear layer over the target, out of focus by `sigma_px` of the target."""
    blur = skia.Paint(ImageFilter=_blur_filter(round(sigma_px * source.scale, 1), "decal"))
    soft = Layer(target.width, target.height, source.scale, clear=True)
    soft.canvas.resetMatrix()
    soft.canvas.drawImage(source.image(), 0, 0, _NEAREST, blur)
    _enlarge(target, soft.pixels)


def _enlarge(target: Layer, soft: Pixels) -> None:
    """Lays a small picture over the whole target; only the part of it that is not clear."""
    covered = soft[..., 3] > 2
    columns, rows = np.flatnonzero(covered.any(0)), np.flatnonzero(covered.any(1))
    if not len(columns):
        return
    left, right, top, low = (int(v) for v in (columns[0], columns[-1] + 1, rows[0], rows[-1] + 1))
    x, y = target.width / covered.shape[1], target.height / covered.shape[0]
    frame = skia.Rect(left * x, top * y, right * x, low * y)
    target.canvas.drawImageRect(image_of(soft[top:low, left:right]), frame, _SMOOTH, skia.Paint())


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
    paint = skia.Paint(ImageFilter=_blur_filter(round(sigma_px / _BLOOM_STEP, 1)))
    skia.Canvas(soft, _COLOURS, _PREMULTIPLIED).drawImage(image_of(light), 0, 0, _NEAREST, paint)
    _enlarge(layer, soft)


class Sprite:
    """A figure on its own clear layer, so that its edge is known when it is lit."""

    def __init__(self, left: int, top: int, width: int, height: int, draw: Callable[[Canvas], None]) -> None:
        self.left, self.top = left, top
        self.layer = Layer(width, height, clear=True)
        canvas = self.layer.canvas
        canvas.save()
        canvas.translate(-left, -top)
        draw(canvas)
        canvas.restoreToCount(1)

    def grade(self, colour: Colour, profile: Profile) -> None:
        """Ambient colour over the figure alone."""
        width, height = -(-self.layer.width // 256) * 256, -(-self.layer.height // 128) * 128  # few sizes
        fog(self.layer.canvas, 0, 0, width, height, colour, profile, BlendMode.kSrcATop)

    def soften(self, strength: float, sigma_px: float) -> None:
        """Lays a blurred copy over the figure, inside its outline: edges of shadows melt as in paint."""
        layer, scale = self.layer, 0.25
        small = Layer(layer.width, layer.height, scale, clear=True)
        frame = skia.Rect(0, 0, layer.width, layer.height)
        small.canvas.drawImageRect(layer.image(), frame, _SMOOTH, skia.Paint())
        soft = Layer(layer.width, layer.height, scale, clear=True)
        soft.canvas.resetMatrix()
        blur = skia.Paint(ImageFilter=_blur_filter(round(sigma_px * scale, 1)))
        soft.canvas.drawImage(small.image(), 0, 0, _NEAREST, blur)
        paint = skia.Paint(BlendMode=BlendMode.kSrcATop, Alphaf=strength)
        layer.canvas.drawImageRect(soft.image(), frame, _SMOOTH, paint)

    def rim(self, colour: Colour, dx: float, dy: float, strength: float) -> None:
        """Lights the sliver that the figure's own copy, moved by (dx, dy), does not cover."""
        alpha = self.layer.pixels[..., 3].copy()
        _rim(self.layer.pixels, alpha, _bgr(colour), round(dx), round(dy), strength)

    def cast(self, canvas: Canvas, colour: Colour, offset: XY, sigma_px: float, alpha: float) -> None:
        """The sprite's shadow, softened, on what lies under it; made at a quarter of the size."""
        small = self.layer.pixels[::4, ::4, 3]
        pad = 3 * max(1, round(sigma_px / 4))
        shadow = np.zeros((small.shape[0] + 2 * pad, small.shape[1] + 2 * pad, 4), np.uint8)
        cover = small * np.float32(alpha)
        shadow[pad:-pad, pad:-pad, 3] = cover
        for k, share in enumerate(_bgr(colour) / 255):
            shadow[pad:-pad, pad:-pad, k] = cover * share
        soft = np.zeros_like(shadow)
        paint = skia.Paint(ImageFilter=_blur_filter(round(max(0.5, sigma_px / 4), 1), "decal"))
        skia.Canvas(soft, _COLOURS, _PREMULTIPLIED).drawImage(image_of(shadow), 0, 0, _NEAREST, paint)
        left, top = self.left + offset[0] - 4 * pad, self.top + offset[1] - 4 * pad
        frame = skia.Rect(left, top, left + 4 * soft.shape[1], top + 4 * soft.shape[0])
        canvas.drawImageRect(image_of(soft), frame, _SMOOTH, skia.Paint())

    def paste(self, canvas: Canvas) -> None:
        canvas.drawImage(self.layer.image(), self.left, self.top, _NEAREST)

    def bounds(self) -> tuple[int, int, int, int]:
        """What is covered, as (left, top, right, bottom) in picture pixels; all zero when nothing is."""
        sampled_alpha = self.layer.pixels[::4, ::4, 3] > 40
        rows, columns = np.flatnonzero(sampled_alpha.any(1)), np.flatnonzero(sampled_alpha.any(0))
        if not len(rows):
            return 0, 0, 0, 0
        return (
            self.left + int(columns[0]) * 4,
            self.top + int(rows[0]) * 4,
            self.left + int(columns[-1]) * 4 + 4,
            self.top + int(rows[-1]) * 4 + 4,
        )


def _slices(length: int, step: int) -> tuple[slice, slice]:
    """Source and target ranges of a copy moved by `step`."""
    if step >= 0:
        return slice(0, length - step), slice(step, length)
    return slice(-step, length), slice(0, length + step)


def _rim(
    pixels: Pixels, alpha: Pixels, colour: NDArray[np.float32], dx: int, dy: int, strength: float
) -> None:
    height, width = alpha.shape
    if abs(dx) >= width or abs(dy) >= height:
        return
    from_y, to_y = _slices(height, dy)
    from_x, to_x = _slices(width, dx)
    own, other = alpha[to_y, to_x], alpha[from_y, from_x]
    bare = np.maximum(own, other)
    bare -= other
    rows, columns = np.divmod(np.flatnonzero(bare > 8), bare.shape[1])
    cover = own[rows, columns].astype(np.float32)[:, None] / 255
    share = bare[rows, columns].astype(np.float32)[:, None] * (strength / 255)
    touched = (rows + to_y.start) * width + columns + to_x.start
    flat = pixels.reshape(-1, 4)
    flat[touched, :3] = flat[touched, :3] * (1 - share) + colour * cover * share


def to_rgb(layer: Layer) -> Pixels:
    """The finished picture as (height, width, 3) RGB."""
    result = np.empty((*layer.pixels.shape[:2], 3), np.uint8)
    for k in range(3):
        result[..., k] = layer.pixels[..., 2 - k]
    return result


def wash(canvas: Canvas, colour: Colour, alpha: float, blend: Shape = None) -> None:
    """One flat colour over everything."""
    canvas.drawColor(argb(colour, alpha), blend if blend is not None else BlendMode.kSrcOver)
