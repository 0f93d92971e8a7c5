"""From a panel to a cut: its planes, how the camera moves over them, its words and when they come."""

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.domain.panel import Face
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Shot, ShotSize
from toonverse.draw.draft.layers import Layer, draw_blurred, image_of
from toonverse.draw.draft.planes import Planes
from toonverse.draw.draft.sites import under_roof
from toonverse.draw.motion.air import STILL, Air, air_of
from toonverse.draw.motion.balloons import COLOURS, PREMULTIPLIED, bubbles, lay_out
from toonverse.draw.motion.camera import Move, View, choose_move, cover
from toonverse.draw.motion.film import Cut, Words
from toonverse.draw.motion.pace import END_SECONDS, LEAD_SECONDS, TITLE_SECONDS
from toonverse.draw.motion.screen import HEIGHT_PX, WIDTH_PX
from toonverse.draw.typeset import Typefaces

Pixels = NDArray[np.uint8]

PICTURE_PX = (1216, 2160)
"""What is drawn for a short: an eighth more than the screen, so that the nearest view is still sharp."""

FADE_SECONDS, SCENE_FADE_SECONDS = 0.3, 0.6
_BLUR_SCALE, _BLUR_PX = 0.05, 34.0
WIDE = 0.8  # width by height: from here on a picture is shown whole, its own blurred copy behind it
_BACK_DEPTH: dict[ShotSize, float] = {
    "extreme close": 0.5,
    "close": 0.55,
    "medium": 0.68,
    "full": 0.84,
    "long": 0.9,
    "extreme long": 0.92,
}
_SMOOTH = skia.SamplingOptions(skia.CubicResampler.Mitchell())


@dataclass(frozen=True, slots=True)
class Manner:
    """What all shots of a film share."""

    language: Language
    fonts: Typefaces
    told_by_one: bool = False


def cut_of(shot: Shot, planes: Planes, manner: Manner, before: Shot | None, opening: Words | None) -> Cut:
    """The moving shot. `before` is the shot it follows; over an `opening` title its first balloon waits."""
    height, width = planes.back.shape[:2]
    move = choose_move(shot, planes.faces, width, height)
    lead_s = LEAD_SECONDS if opening is None else TITLE_SECONDS
    laid = lay_out(shot, planes.faces, move, seen(planes), manner.language, manner.fonts, manner.told_by_one)
    found, paced = bubbles(laid, move, manner.fonts, lead_s)
    return Cut(
        planes,
        move,
        paced.seconds,
        found,
        air_of(shot, under_roof(shot), shot.place_words) if planes.people is not None else _dust(shot),
        _BACK_DEPTH.get(shot.size, 1.0),
        _blows(shot, [bubble.at_s for bubble in found if bubble.entrance == "slam"]),
        _blinks(shot, paced.seconds),
        () if opening is None else (opening,),
        fade_before(before, shot),
    )


def clip_cut(
    shot: Shot,
    picture: Pixels,
    faces: Sequence[Face],
    footage: tuple[Iterator[Pixels], float],
    manner: Manner,
    before: Shot | None,
    opening: Words | None,
) -> Cut:
    """A shot whose picture is a clip: frames of the screen and how many seconds they last.

    `picture` (RGB, as large as the screen) is its first frame, with the faces in it: words are laid over it.
    """
    move = still(WIDTH_PX, HEIGHT_PX)
    lead_s = LEAD_SECONDS if opening is None else TITLE_SECONDS
    laid = lay_out(shot, faces, move, picture, manner.language, manner.fonts, manner.told_by_one)
    found, paced = bubbles(laid, move, manner.fonts, lead_s)
    frames, clip_s = footage
    words = () if opening is None else (opening,)
    seconds = max(paced.seconds, clip_s)
    fade_s = fade_before(before, shot)
    return Cut(None, move, seconds, found, words=words, fade_s=fade_s, footage=frames)


def on_screen(picture: Pixels, faces: Sequence[Face]) -> tuple[Pixels, tuple[Face, ...]]:
    """The picture (RGB) filling the screen, its middle kept, and where its faces are there."""
    height, width = picture.shape[:2]
    scale = cover(width, height)
    left, top = (WIDTH_PX - width * scale) / 2, (HEIGHT_PX - height * scale) / 2
    screen = np.full((HEIGHT_PX, WIDTH_PX, 4), 255, np.uint8)
    frame = skia.Rect(left, top, left + width * scale, top + height * scale)
    skia.Canvas(screen, COLOURS, PREMULTIPLIED).drawImageRect(_image(picture), frame, _SMOOTH)
    placed = tuple(_placed(face, scale, left, top) for face in faces)
    return np.ascontiguousarray(screen[..., 2::-1]), placed


def title_cut(shot: Shot, planes: Planes, words: Words) -> Cut:
    """The film's first moment: a strong picture without its words, the name over it."""
    height, width = planes.back.shape[:2]
    move = choose_move(replace(shot, role="action", lines=()), planes.faces, width, height)
    air = air_of(shot, under_roof(shot), shot.place_words) if planes.people is not None else _dust(shot)
    depth = _BACK_DEPTH.get(shot.size, 1.0)
    return Cut(planes, move, TITLE_SECONDS, (), air, depth, (0.0,), words=(words,), fade_s=0.0)


def end_cut(last: Pixels, words: Words) -> Cut:
    """The last picture (RGB), dark and out of focus, under the closing words."""
    back = _blurred(last, WIDTH_PX, HEIGHT_PX, 0.42)
    planes = Planes(back, None, None, None, (), (0, 0, 0), 0.0)
    return Cut(planes, still(WIDTH_PX, HEIGHT_PX), END_SECONDS, words=(words,), fade_s=SCENE_FADE_SECONDS)


def still(width: int, height: int) -> Move:
    """A camera that does not move."""
    rest = Move(width, height, View(0, 0, 1), View(0, 0, 1)).rest
    return Move(width, height, rest, rest)


def flat_planes(picture: Pixels, faces: Sequence[Face]) -> Planes:
    """A finished picture (RGB) as planes: whole; one that is not upright is a card before its blur."""
    height, width = picture.shape[:2]
    if width / height < WIDE:
        back = np.full((height, width, 4), 255, np.uint8)
        back[..., :3] = picture[..., ::-1]
        return Planes(back, None, None, None, tuple(faces), (0, 0, 0), 0.0)
    return _card(picture, faces)


def _card(picture: Pixels, faces: Sequence[Face]) -> Planes:
    (wide, high), (height, width) = PICTURE_PX, picture.shape[:2]
    back = _blurred(picture, wide, high, 0.55)
    scale = (wide - 96) / width
    left, top = 48.0, high * 0.46 - height * scale / 2
    card = np.zeros((high, wide, 4), np.uint8)
    frame = skia.Rect(left, top, left + width * scale, top + height * scale)
    skia.Canvas(card, COLOURS, PREMULTIPLIED).drawImageRect(_image(picture), frame, _SMOOTH)
    placed = tuple(_placed(face, scale, left, top) for face in faces)
    return Planes(back, card, None, None, placed, (0, 0, 0), 0.0)


def _blurred(picture: Pixels, width: int, height: int, light: float) -> Pixels:
    """The picture (RGB) out of focus and darker, filling `width` x `height`; BGRA."""
    target, small = Layer(width, height), Layer(width, height, _BLUR_SCALE)
    grown = max(width / picture.shape[1], height / picture.shape[0])
    half = picture.shape[1] * grown / 2, picture.shape[0] * grown / 2
    frame = skia.Rect(width / 2 - half[0], height / 2 - half[1], width / 2 + half[0], height / 2 + half[1])
    step = max(1, round(1 / grown / _BLUR_SCALE / 4))
    dim = (picture[::step, ::step] * np.float32(light)).astype(np.uint8)
    small.canvas.drawImageRect(_image(dim), frame, skia.SamplingOptions(skia.FilterMode.kLinear))
    draw_blurred(target, small, _BLUR_PX)
    return target.pixels


def _placed(face: Face, scale: float, left: float, top: float) -> Face:
    def box(one: Box) -> Box:
        return Box(
            one.left * scale + left, one.top * scale + top, one.right * scale + left, one.bottom * scale + top
        )

    mouth = Point(face.mouth.x * scale + left, face.mouth.y * scale + top)
    return replace(face, head=box(face.head), mouth=mouth, body=box(face.body))


def _image(picture: Pixels) -> skia.Image:
    """Of RGB pixels."""
    bgra = np.full((*picture.shape[:2], 4), 255, np.uint8)
    bgra[..., :3] = picture[..., ::-1]
    return image_of(bgra, opaque=True)


def seen(planes: Planes) -> Pixels:
    """The planes over one another, as RGB."""
    pixels = planes.back.copy()
    canvas = skia.Canvas(pixels, COLOURS, PREMULTIPLIED)
    for plane in (planes.people, planes.front):
        if plane is not None:
            image = skia.Image.fromarray(plane, colorType=COLOURS, alphaType=PREMULTIPLIED, copy=False)
            canvas.drawImage(image, 0, 0)
    return np.ascontiguousarray(pixels[..., 2::-1])


def _dust(shot: Shot) -> Air:
    """A finished picture has its own weather: nothing falls before it, but there may be dust."""
    return STILL if shot.size == "insert" else air_of(shot, True, shot.place_words)


def fade_before(before: Shot | None, shot: Shot) -> float:
    """A blow is cut to; within a scene one picture soon follows, between scenes it takes its time."""
    if before is None or shot.role == "action":
        return 0.0
    return FADE_SECONDS if before.scene == shot.scene else SCENE_FADE_SECONDS


def _blows(shot: Shot, slams: Sequence[float]) -> tuple[float, ...]:
    return (0.0, *slams) if shot.role == "action" else tuple(slams)


def _blinks(shot: Shot, seconds: float) -> tuple[float, ...]:
    chance, at, found = random.Random(zlib.crc32(f"blink|{shot.number}".encode())), 0.0, []
    while (at := at + chance.uniform(1.1, 3.4)) < seconds - 0.3:
        found.append(at)
    return tuple(found)
