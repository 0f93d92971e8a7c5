"""A figure on a layer of its own: ambient colour, softened edges, rim light, shadow."""

from collections.abc import Callable

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.draw.draft.brush import XY, BlendMode, Canvas, Colour, matrix, rgb
from toonverse.draw.draft.layers import (
    COLOURS,
    NEAREST,
    PREMULTIPLIED,
    SMOOTH,
    Layer,
    Pixels,
    Profile,
    bgr,
    blur_filter,
    fog,
    fog_strip,
    image_of,
)

_MARGIN_PX = 32  # round what is covered, for thin ends that are missed and for the rim's step


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
        sampled = self.layer.pixels[::4, ::4, 3] > 0
        rows, columns = np.flatnonzero(sampled.any(1)), np.flatnonzero(sampled.any(0))
        self._box = (0, 0, 0, 0)
        if len(rows):
            self._box = (
                max(0, int(columns[0]) * 4 - _MARGIN_PX),
                max(0, int(rows[0]) * 4 - _MARGIN_PX),
                min(width, int(columns[-1]) * 4 + _MARGIN_PX),
                min(height, int(rows[-1]) * 4 + _MARGIN_PX),
            )
        left, top, right, low = self._box
        self._alpha = self.layer.pixels[top:low, left:right, 3].copy()

    def grade(self, colour: Colour, profile: Profile) -> None:
        """Ambient colour over the figure alone.

        It is laid over everything, then taken off where nothing is and set right at the edges: in half the
        time of a blend that heeds what is covered.
        """
        height = -(-self.layer.height // 128) * 128  # few sizes
        left, top, right, low = self._box
        part, alpha = self.layer.pixels[top:low, left:right], self._alpha
        rows, columns = np.divmod(np.flatnonzero(alpha - np.uint8(1) < 254), alpha.shape[1])  # not 0, not 255
        edge, share = part[rows, columns].astype(np.uint16), alpha[rows, columns, None]
        over = fog_strip(height, rgb(colour), profile)[rows + top, 0].astype(np.uint16)
        canvas = self.layer.canvas
        canvas.save()
        canvas.clipRect(skia.Rect(*self._box))
        fog(canvas, 0, 0, self.layer.width, height, colour, profile)
        canvas.restore()
        np.copyto(part.view(np.uint32)[..., 0], 0, where=alpha == 0)
        part[rows, columns] = (edge * (255 - over[:, 3:]) + over * share) // 255

    def soften(self, strength: float, sigma_px: float) -> None:
        """Lays a blurred copy over the figure, inside its outline: edges of shadows melt as in paint."""
        layer, scale = self.layer, 0.25
        small = Layer(layer.width, layer.height, scale, clear=True)
        frame = skia.Rect(0, 0, layer.width, layer.height)
        small.canvas.drawImageRect(layer.image(), frame, SMOOTH, skia.Paint())
        soft = Layer(layer.width, layer.height, scale, clear=True)
        soft.canvas.resetMatrix()
        blur = skia.Paint(ImageFilter=blur_filter(round(sigma_px * scale, 1)))
        soft.canvas.drawImage(small.image(), 0, 0, NEAREST, blur)
        paint = skia.Paint(BlendMode=BlendMode.kSrcATop, Alphaf=strength)
        layer.canvas.drawImageRect(soft.image(), frame, SMOOTH, paint)

    def rounded(self, side: int, reach_px: float, strength: float) -> None:
        """Models the figure as in paint: lighter towards the light (`side` 1 is the right) and from above,
        darker away from it, melting over `reach_px` from its outline; made at an eighth of the size."""
        small = self.layer.pixels[::8, ::8, 3]
        step = max(1, round(reach_px / 8))
        given = np.zeros((small.shape[0] + 2 * step, small.shape[1] + 2 * step, 4), np.uint8)
        given[step:-step, step:-step] = small[..., None]
        soft = np.zeros_like(given)
        paint = skia.Paint(ImageFilter=blur_filter(round(max(0.5, reach_px / 8), 1), "decal"))
        skia.Canvas(soft, COLOURS, PREMULTIPLIED).drawImage(image_of(given), 0, 0, NEAREST, paint)
        level = soft[..., 3].astype(np.float32)
        across = level[step:-step, : -2 * step] - level[step:-step, 2 * step :]
        down = level[2 * step :, step:-step] - level[: -2 * step, step:-step]
        relief = np.clip((across * side * 0.9 + down * 0.45) * strength, -170, 150)
        tint = np.zeros((*relief.shape, 4), np.uint8)
        for sign, colour in ((1.0, "#fff0d8"), (-1.0, "#35203f")):
            cover = np.clip(relief * sign, 0, 255)
            tint[..., 3] += cover.astype(np.uint8)
            for k, share in enumerate(bgr(colour) / 255):
                tint[..., k] += (cover * share).astype(np.uint8)
        frame = skia.Rect(0, 0, relief.shape[1] * 8, relief.shape[0] * 8)
        paint = skia.Paint(BlendMode=BlendMode.kSrcATop)
        self.layer.canvas.drawImageRect(image_of(tint), frame, SMOOTH, paint)

    def rim(self, colour: Colour, dx: float, dy: float, strength: float) -> None:
        """Lights the sliver that the figure's own copy, moved by (dx, dy), does not cover."""
        corner = self._box[1] * self.layer.width + self._box[0]
        _rim(self.layer.pixels, self._alpha, corner, bgr(colour), (round(dx), round(dy)), strength)

    def cast(self, canvas: Canvas, colour: Colour, offset: XY, sigma_px: float, alpha: float) -> None:
        """The sprite's shadow, softened, on what lies under it; made at a quarter of the size."""
        small = self.layer.pixels[::4, ::4, 3]
        pad = 3 * max(1, round(sigma_px / 4))
        shadow = np.zeros((small.shape[0] + 2 * pad, small.shape[1] + 2 * pad, 4), np.uint8)
        cover = small * np.float32(alpha)
        shadow[pad:-pad, pad:-pad, 3] = cover
        for k, share in enumerate(bgr(colour) / 255):
            shadow[pad:-pad, pad:-pad, k] = cover * share
        soft = np.zeros_like(shadow)
        paint = skia.Paint(ImageFilter=blur_filter(round(max(0.5, sigma_px / 4), 1), "decal"))
        skia.Canvas(soft, COLOURS, PREMULTIPLIED).drawImage(image_of(shadow), 0, 0, NEAREST, paint)
        left, top = self.left + offset[0] - 4 * pad, self.top + offset[1] - 4 * pad
        frame = skia.Rect(left, top, left + 4 * soft.shape[1], top + 4 * soft.shape[0])
        canvas.drawImageRect(image_of(soft), frame, SMOOTH, skia.Paint())

    def lay(
        self, canvas: Canvas, colour: Colour, foot: float, skew: float, flat: float, alpha: float
    ) -> None:
        """The outline as a ground shadow: what is h above `foot` falls `skew` h aside, `flat` h near."""
        left, top, right, _ = self._box
        small = self._alpha[::4, ::4]
        if not small.size:
            return
        cover = small * np.float32(alpha)
        shadow = np.empty((*small.shape, 4), np.uint8)
        shadow[..., 3] = cover
        for k, share in enumerate(bgr(colour) / 255):
            shadow[..., k] = cover * share
        canvas.save()
        canvas.concat(matrix((1, -skew, skew * foot, 0, -flat, (1 + flat) * foot, 0, 0, 1)))
        x, y = self.left + left, self.top + top
        frame = skia.Rect(x, y, x + 4 * small.shape[1], y + 4 * small.shape[0])
        canvas.clipRect(skia.Rect(x, y, x + right - left, foot))
        canvas.drawImageRect(image_of(shadow), frame, SMOOTH, skia.Paint())
        canvas.restore()

    def mark(self, mask: NDArray[np.bool_]) -> None:
        """Notes in a mask of the whole picture where the figure is."""
        left, top, right, low = self._box
        part = mask[self.top + top : self.top + low, self.left + left : self.left + right]
        part |= self._alpha[: part.shape[0], : part.shape[1]] > 127

    def paste(self, canvas: Canvas) -> None:
        canvas.drawImage(self.layer.image(), self.left, self.top, NEAREST)

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
    pixels: Pixels,
    alpha: Pixels,
    corner: int,
    colour: NDArray[np.float32],
    step: tuple[int, int],
    strength: float,
) -> None:
    """`alpha` is that of a part of the picture, whose first pixel is the picture's number `corner`."""
    (height, width), (dx, dy) = alpha.shape, step
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
    touched = (rows + to_y.start) * pixels.shape[1] + columns + (to_x.start + corner)
    flat = pixels.reshape(-1, 4)
    flat[touched, :3] = flat[touched, :3] * (1 - share) + colour * cover * share
