"""The same picture in planes, for a moving camera: the place, those in it, what is near the lens.

Nothing falls in them (rain and snow move by themselves, see `draw.motion.air`), the darker corners are
left to the screen, and people have a second plane with their eyes closed, so that they can blink.
"""

from dataclasses import dataclass, replace

import numpy as np

from toonverse.domain.panel import Face
from toonverse.domain.storyboard import Brief
from toonverse.draw.draft.compose import blank, paint_on
from toonverse.draw.draft.layers import Layer, Pixels, bloom, finish
from toonverse.draw.draft.palette import Palette
from toonverse.draw.draft.styles import MANNERS, Manner, finished


@dataclass(frozen=True, slots=True)
class Planes:
    """Pixels are BGRA premultiplied (height, width, 4); `back` is opaque, None stands for an empty plane.

    `blink` is `people` with closed eyes. `faces` are far to near, in pixels of the picture; `shade` (RGB) and
    `vignette` (0 to 1) darken the screen's corners.
    """

    back: Pixels
    people: Pixels | None
    blink: Pixels | None
    front: Pixels | None
    faces: tuple[Face, ...]
    shade: tuple[int, int, int]
    vignette: float


def paint_planes(brief: Brief) -> Planes:
    """The planes of one panel; equal briefs give equal bytes.

    Manga is one plane: its screentone is laid over the finished picture. So are inserts.
    Raises `BadPictureSize`.
    """
    manner = MANNERS[brief.style]
    if manner.mono:
        return _flat(brief)
    back, people, front = (blank(brief.shot, clear) for clear in (False, True, True))
    stage, faces = paint_on(brief, back, people, front, falling=False)
    _finish(back, manner, stage.palette)
    blink = _with_closed_eyes(brief) if any(not face.back for face in faces) else None
    return Planes(
        back.pixels,
        _seen(people),
        blink,
        _seen(front),
        faces,
        stage.palette.shade,
        manner.vignette,
    )


def _flat(brief: Brief) -> Planes:
    layer = blank(brief.shot)
    stage, faces = paint_on(brief, layer, layer, layer)
    pixels = np.full((*layer.pixels.shape[:2], 4), 255, np.uint8)
    pixels[..., :3] = finished(layer, brief.style, stage.palette)[..., ::-1]
    return Planes(pixels, None, None, None, faces, stage.palette.shade, 0.0)


def _finish(back: Layer, manner: Manner, palette: Palette) -> None:
    if manner.bloom:
        bloom(back, manner.bloom)
    if manner.grain:
        finish(back, manner.grain, 0.0, palette.shade, manner.painted)


def _with_closed_eyes(brief: Brief) -> Pixels | None:
    asleep = tuple(replace(figure, gaze="closed") for figure in brief.shot.figures)
    shot = replace(brief.shot, figures=asleep)
    unseen, people = blank(shot), blank(shot, clear=True)
    paint_on(replace(brief, shot=shot), unseen, people, unseen, falling=False)
    return _seen(people)


def _seen(layer: Layer) -> Pixels | None:
    return layer.pixels if layer.pixels[::4, ::4, 3].any() else None
