"""From cuts to frames: planes under the camera, air, balloons, titles; one shot fades into the next."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.draw.draft.layers import Layer, finish
from toonverse.draw.draft.planes import Planes
from toonverse.draw.motion.air import STILL, Air
from toonverse.draw.motion.balloons import COLOURS, PREMULTIPLIED, Bubble
from toonverse.draw.motion.camera import Move, View, shaken
from toonverse.draw.motion.screen import FRAMES_PER_SECOND, HEIGHT_PX, WIDTH_PX, frames_of

Pixels = NDArray[np.uint8]

FADE_SECONDS = 0.4
BLINK_SECONDS = 0.13
BREATH_SECONDS, BREATH = 3.6, 0.0035
FRONT_DEPTH = 1.45
FRONT_SPARE = 1.08  # what is near the lens is drawn larger, so that its ends stay out of view
_OPAQUE = skia.kOpaque_AlphaType
_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)
_NEAREST = skia.SamplingOptions()
_NOTHING: Pixels = np.zeros((1, 1, 4), np.uint8)


@dataclass(frozen=True, slots=True)
class Words:
    """A heading over the film, on the screen: BGRA premultiplied, from `from_s` to `to_s` of its shot."""

    pixels: Pixels
    left: int
    top: int
    from_s: float
    to_s: float

    def draw(self, canvas: skia.Canvas, seconds: float) -> None:
        cover = min(1.0, (seconds - self.from_s) / 0.35, (self.to_s - seconds) / 0.35)
        if cover > 0:
            canvas.drawImage(_image(self.pixels), self.left, self.top, _NEAREST, skia.Paint(Alphaf=cover))


@dataclass(frozen=True, slots=True)
class Cut:
    """One shot of the film. `back_depth` is how much of the camera's way the place goes: less is farther.

    `footage` are frames of a clip (BGRA, as large as the screen) that take the picture's place; the last one
    stays until the shot is over. `blinks_s` and `shakes_s` are times in the shot.
    """

    planes: Planes | None
    move: Move
    seconds: float
    bubbles: tuple[Bubble, ...] = ()
    air: Air = STILL
    back_depth: float = 0.7
    shakes_s: tuple[float, ...] = ()
    blinks_s: tuple[float, ...] = ()
    words: tuple[Words, ...] = ()
    fade_s: float = FADE_SECONDS
    footage: Iterator[Pixels] | None = field(default=None, compare=False)

    @property
    def frames(self) -> int:
        return frames_of(self.seconds)

    def timed(self) -> "Cut":
        """The cut without its pictures: when things are seen, and therefore heard."""
        bubbles = tuple(replace(bubble, pixels=_NOTHING) for bubble in self.bubbles)
        return replace(self, planes=None, bubbles=bubbles, words=(), footage=None)


def frames(cuts: Iterable[Cut]) -> Iterator[Pixels]:
    """BGRA frames of the screen, (1920, 1080, 4). One buffer: what is given is over with the next one.

    A cut's `fade_s` is the time in which it comes in over the end of the one before.
    """
    shown, coming = _Screen(), _Screen()
    before: _Running | None = None
    film_frame = 0
    for cut in cuts:
        running = _Running(cut)
        fading = min(frames_of(cut.fade_s), cut.frames // 2) if before is not None else 0
        for frame in range(cut.frames):
            film_s = film_frame / FRAMES_PER_SECOND
            running.draw(shown, frame / FRAMES_PER_SECOND, film_s)
            if before is not None and frame < fading:
                after_s = before.cut.seconds + frame / FRAMES_PER_SECOND
                before.draw(coming, after_s, film_s)
                left = 1 - (frame + 1) / (fading + 1)
                shown.canvas.drawImage(coming.image, 0, 0, _NEAREST, skia.Paint(Alphaf=_soft(left)))
            elif before is not None:
                before = None  # its planes are not needed any more
            film_frame += 1
            yield shown.pixels
        before = running


class _Screen:
    def __init__(self) -> None:
        self.pixels: Pixels = np.zeros((HEIGHT_PX, WIDTH_PX, 4), np.uint8)
        self.pixels[..., 3] = 255
        self.canvas = skia.Canvas(self.pixels, COLOURS, PREMULTIPLIED)

    @property
    def image(self) -> skia.Image:
        return skia.Image.fromarray(self.pixels, colorType=COLOURS, alphaType=_OPAQUE, copy=False)


class _Running:
    """A cut being shown, with its planes ready to be laid on the screen."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self._clip: Pixels | None = None
        self._clip_frame = -1
        planes = cut.planes
        if planes is None:
            return
        self._back = skia.Image.fromarray(planes.back, colorType=COLOURS, alphaType=_OPAQUE, copy=False)
        self._people, self._people_at = _trimmed(planes.people)
        self._blink, self._blink_at = _trimmed(planes.blink)
        self._front, self._front_at = _trimmed(planes.front)
        self._corners = _corners(planes)

    def draw(self, screen: _Screen, seconds: float, film_s: float) -> None:
        """The frame at `seconds` of the shot, on the whole screen; a shot may run on, to fade out."""
        cut, canvas = self.cut, screen.canvas
        if cut.planes is None:
            self._draw_footage(screen, seconds)
            view = cut.move.view(0.0)
        else:
            view = self._draw_planes(canvas, cut.planes, seconds, film_s)
        canvas.save()
        canvas.concat(_matrix(cut.move.matrix(view)))
        for bubble in cut.bubbles:
            bubble.draw(canvas, seconds)
        canvas.restore()
        for words in cut.words:
            words.draw(canvas, seconds)

    def _draw_planes(self, canvas: skia.Canvas, planes: Planes, seconds: float, film_s: float) -> View:
        cut, move = self.cut, self.cut.move
        view = move.view(seconds / (cut.seconds + cut.fade_s))
        for blow in cut.shakes_s:
            view = shaken(view, seconds - blow, move)
        _lay(canvas, self._back, (0, 0), move.matrix(view, cut.back_depth))
        cut.air.draw(canvas, film_s, near=False)
        asleep = any(0 <= seconds - at < BLINK_SECONDS for at in cut.blinks_s)
        people, at = (self._blink, self._blink_at) if asleep else (self._people, self._people_at)
        if people is not None:
            _lay(canvas, people, at, _breathing(move.matrix(view), planes.back.shape[0], film_s))
        if self._front is not None:
            _lay(canvas, self._front, self._front_at, _nearer(move.matrix(view, FRONT_DEPTH)))
        cut.air.draw(canvas, film_s, near=True)
        if self._corners is not None:
            canvas.drawImage(self._corners, 0, 0, _NEAREST)
        return view

    def _draw_footage(self, screen: _Screen, seconds: float) -> None:
        assert self.cut.footage is not None
        wanted = math.floor(seconds * FRAMES_PER_SECOND + 1e-6)
        while self._clip_frame < wanted:
            following = next(self.cut.footage, None)
            if following is None:
                break
            self._clip, self._clip_frame = following, self._clip_frame + 1
        if self._clip is not None:
            screen.pixels[:] = self._clip


def _lay(
    canvas: skia.Canvas,
    image: skia.Image,
    at: tuple[int, int],
    matrix: tuple[float, float, float, float],
) -> None:
    canvas.save()
    canvas.concat(_matrix(matrix))
    canvas.drawImage(image, at[0], at[1], _SMOOTH)
    canvas.restore()


def _matrix(values: tuple[float, float, float, float]) -> skia.Matrix:
    scale_x, scale_y, x, y = values
    return skia.Matrix.MakeAll(scale_x, 0, x, 0, scale_y, y, 0, 0, 1)


def _breathing(
    matrix: tuple[float, float, float, float], height: int, film_s: float
) -> tuple[float, float, float, float]:
    """People rise and sink by a hair, from the picture's lower edge up."""
    scale_x, scale_y, x, y = matrix
    grown = 1 + BREATH * math.sin(2 * math.pi * film_s / BREATH_SECONDS)
    return scale_x, scale_y * grown, x, y + height * scale_y * (1 - grown)


def _nearer(matrix: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    scale_x, scale_y, x, y = matrix
    s = FRONT_SPARE
    return scale_x * s, scale_y * s, x * s + WIDTH_PX / 2 * (1 - s), y * s + HEIGHT_PX / 2 * (1 - s)


def _trimmed(pixels: Pixels | None) -> tuple[skia.Image | None, tuple[int, int]]:
    """The part of a clear plane that is not empty, and where it lies."""
    if pixels is None:
        return None, (0, 0)
    seen = pixels[::4, ::4, 3] > 0
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    top, left = max(0, int(rows[0]) * 4 - 8), max(0, int(columns[0]) * 4 - 8)
    part = np.ascontiguousarray(pixels[top : int(rows[-1]) * 4 + 12, left : int(columns[-1]) * 4 + 12])
    return _image(part), (left, top)


def _image(pixels: Pixels) -> skia.Image:
    return skia.Image.fromarray(pixels, colorType=COLOURS, alphaType=PREMULTIPLIED)


def _corners(planes: Planes) -> skia.Image | None:
    """Darker corners, for the whole screen."""
    if planes.vignette <= 0:
        return None
    layer = Layer(WIDTH_PX, HEIGHT_PX, clear=True)
    finish(layer, 0.0, planes.vignette, planes.shade)
    return _image(layer.pixels)


def _soft(share: float) -> float:
    return share * share * (3 - 2 * share)
