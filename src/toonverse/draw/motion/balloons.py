"""Balloons for the moving crop: laid out anew inside what stays in view, each a sprite that comes in time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, BalloonKind, Lettering
from toonverse.domain.panel import Face
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Shot
from toonverse.draw.balloons import in_ink
from toonverse.draw.extents import chains, keep_whole
from toonverse.draw.letter import draw_chain, letter
from toonverse.draw.motion.camera import Move
from toonverse.draw.motion.pace import Pace, pace
from toonverse.draw.pieces import body_px
from toonverse.draw.typeset import Typefaces

Pixels = NDArray[np.uint8]
Entrance = Literal["pop", "rise", "slam"]

TYPE_PX = (54, 47, 40, 34)
"""Dialogue on the screen, tried in this order: a short is watched from further away than a strip is read."""

POP_SECONDS, RISE_SECONDS, SLAM_SECONDS = 0.24, 0.3, 0.2
COLOURS, PREMULTIPLIED = skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType
_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)


@dataclass(frozen=True, slots=True)
class Bubble:
    """A balloon, or those joined together, `at_s` after the shot began.

    `pixels` are BGRA premultiplied, `resolution` of them to a pixel of the picture; `left`, `top` and `root`
    (what it grows from) are in pixels of the picture, or of the screen where it is `fixed`. `said` are its
    words, `speaker` who says them.
    """

    pixels: Pixels
    left: float
    top: float
    resolution: float
    root: Point
    entrance: Entrance
    at_s: float
    fixed: bool = False
    said: str = ""
    speaker: str = ""

    def draw(self, canvas: skia.Canvas, seconds: float) -> None:
        """On a canvas that has the picture's coordinates (the screen's, where it is fixed)."""
        since = seconds - self.at_s
        if since < 0:
            return
        size, cover, down = _entering(self.entrance, since)
        image = skia.Image.fromarray(self.pixels, colorType=COLOURS, alphaType=PREMULTIPLIED, copy=False)
        canvas.save()
        canvas.translate(self.root.x, self.root.y + down)
        canvas.scale(size, size)
        canvas.translate(self.left - self.root.x, self.top - self.root.y)
        canvas.scale(1 / self.resolution, 1 / self.resolution)
        canvas.drawImage(image, 0, 0, _SMOOTH, skia.Paint(Alphaf=cover))
        canvas.restore()


def lay_out(
    shot: Shot,
    faces: Sequence[Face],
    move: Move,
    picture: Pixels | None,
    language: Language,
    fonts: Typefaces,
    told_by_one: bool = False,
) -> Lettering:
    """The shot's words inside what the move always shows, in the picture's coordinates.

    As large as they find room; `problems` tells what found none. `picture` is RGB.
    """
    free = move.free()
    left, top = math.ceil(free.left), math.ceil(free.top)
    right, bottom = math.floor(free.right), math.floor(free.bottom)
    seen = [moved_face(face, -left, -top) for face in faces]
    crop = None if picture is None else np.ascontiguousarray(picture[top:bottom, left:right])
    size = (right - left, bottom - top)
    for px in TYPE_PX:
        laid = letter(
            size,
            shot.lines,
            shot.sounds,
            seen,
            language,
            fonts,
            crop,
            shot.action,
            told_by_one,
            type_scale=px / move.start.scale / body_px(size[0]),
        )
        if not any(problem.code == "no_room" for problem in laid.problems):
            break
    if picture is not None and _is_grey(picture):
        laid = replace(laid, balloons=tuple(map(in_ink, laid.balloons)))
    balloons = tuple(_moved(balloon, left, top) for balloon in laid.balloons)
    return replace(laid, width=move.width, height=move.height, balloons=balloons)


def bubbles(
    lettering: Lettering, move: Move, fonts: Typefaces, lead_s: float
) -> tuple[tuple[Bubble, ...], Pace]:
    """The balloons as sprites with their times, and how long the shot has to be."""
    found = chains(lettering)
    boxes = keep_whole(lettering)
    texts = [_text(lettering, chain) for chain in found]
    paced = pace(texts, lettering.language, lead_s)
    sprites = tuple(
        _bubble(lettering, chain, box, move, fonts, at_s)
        for chain, box, at_s in zip(found, boxes, paced.appear_s, strict=True)
    )
    return sprites, paced


def _text(lettering: Lettering, chain: Sequence[int]) -> tuple[BalloonKind, str]:
    balloons = [lettering.balloons[i] for i in chain]
    return balloons[0].kind, " ".join(balloon.text for balloon in balloons)


def _bubble(
    lettering: Lettering, chain: Sequence[int], box: Box, move: Move, fonts: Typefaces, at_s: float
) -> Bubble:
    resolution = max(move.start.scale, move.end.scale)
    balloons = [lettering.balloons[i] for i in chain]
    box = box.grown(8)
    shape = (math.ceil(box.height * resolution), math.ceil(box.width * resolution), 4)
    pixels = np.zeros(shape, np.uint8)
    canvas = skia.Canvas(pixels, COLOURS, PREMULTIPLIED)
    canvas.scale(resolution, resolution)
    canvas.translate(-box.left, -box.top)
    draw_chain(canvas, balloons, lettering, fonts)
    kind, root = balloons[0].kind, box.center
    tails = [balloon.tail for balloon in balloons if balloon.tail is not None]
    if tails:
        root = Point((root.x + tails[0].x) / 2, (root.y + tails[0].y) / 2)
    entrance: Entrance = "slam" if kind in ("sfx", "shout") else "pop"
    if kind in ("narration", "letter", "sign"):
        entrance = "rise"
    said, speaker = _text(lettering, chain)[1], "" if kind == "sfx" else balloons[0].speaker
    return Bubble(pixels, box.left, box.top, resolution, root, entrance, at_s, said=said, speaker=speaker)


def _entering(entrance: Entrance, since: float) -> tuple[float, float, float]:
    """Size, cover and how far down, `since` seconds after it came."""
    if entrance == "rise":
        done = min(1.0, since / RISE_SECONDS)
        return 1.0, done, 26 * (1 - done) ** 2
    if entrance == "slam":
        done = min(1.0, since / SLAM_SECONDS)
        return 1.0 + 0.7 * (1 - done) ** 3, min(1.0, done * 2.5), 0.0
    done = min(1.0, since / POP_SECONDS)
    springs = 1 + 2.2 * (done - 1) ** 3 + 1.2 * (done - 1) ** 2  # beyond its size, and back
    return 0.55 + 0.45 * springs, min(1.0, done * 3), 0.0


def moved_face(face: Face, x: float, y: float) -> Face:
    mouth = Point(face.mouth.x + x, face.mouth.y + y)
    return replace(face, head=_shifted(face.head, x, y), mouth=mouth, body=_shifted(face.body, x, y))


def _moved(balloon: Balloon, x: float, y: float) -> Balloon:
    tail = None if balloon.tail is None else Point(balloon.tail.x + x, balloon.tail.y + y)
    return replace(balloon, center=Point(balloon.center.x + x, balloon.center.y + y), tail=tail)


def _shifted(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _is_grey(picture: Pixels) -> bool:
    sample = picture[::32, ::32]
    return bool((sample.max(2) == sample.min(2)).all())
