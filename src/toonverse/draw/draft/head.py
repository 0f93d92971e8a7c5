"""A whole head: hair behind, ears, face, features, hair, hat. Head units; see `face.py`."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    Path,
    curve,
    inked,
    shade,
)
from toonverse.draw.draft.cuts import cut_of
from toonverse.draw.draft.eyes import draw_brows
from toonverse.draw.draft.face import draw_features, ear
from toonverse.draw.draft.hair import draw_hair_front
from toonverse.draw.draft.hats import draw_hat
from toonverse.draw.draft.portrait import Portrait, skin_shadow
from toonverse.draw.draft.profile import draw_profile, profile_ear
from toonverse.draw.draft.profile_eye import draw_profile_brow
from toonverse.draw.draft.profile_worn import draw_over_profile
from toonverse.draw.draft.robots import draw_robot_head
from toonverse.draw.draft.worn import draw_over


def face_shape(portrait: Portrait) -> Path:
    """The outline of the face, turned by yaw; round for children, square for large men."""
    yaw, look = portrait.yaw, portrait.look
    turned = abs(yaw)
    side = 1 if yaw >= 0 else -1
    jaw = {"child": 0.95, "young": 1.0, "middle": 1.06, "old": 1.04}[look.age]
    if look.sex == "male":
        jaw *= 1.06
    if look.build == "large":
        jaw *= 1.08
    jaw *= portrait.features.jaw
    chin = 0.455 if look.age == "child" else 0.492 if look.teen else 0.516 if look.age == "young" else 0.530
    chin += portrait.features.chin
    far = min(1.06, jaw)
    outline: list[XY] = [
        (-0.355 + 0.04 * turned, -0.22),
        (-0.350 + 0.05 * turned, 0.02),
        (-(0.325 - 0.08 * turned) * far, 0.17),
        (-(0.245 - 0.11 * turned) * jaw, 0.325),
        (-(0.10 - 0.17 * turned) * jaw, chin - 0.030),
        (0.165 * turned, chin),
        (0.085 * jaw + 0.160 * turned, chin - 0.027),
        (0.215 * jaw + 0.100 * turned, 0.335),
        (0.305 * far + 0.045 * turned, 0.20),
        (0.338 + 0.012 * turned, 0.10),
        (0.345 - 0.035 * turned, -0.01),
        (0.352 - 0.015 * turned, -0.12),
        (0.34, -0.25),
    ]
    top = [(side * 0.26, -0.46), (0.0, -0.52), (-side * 0.26, -0.46)]
    return curve([(side * x, y) for x, y in outline] + top)


def draw_head(canvas: Canvas, portrait: Portrait) -> None:
    """The head seen from the front, turned or in profile; `draw_hair_behind` went before the body."""
    if portrait.look.species == "robot":
        draw_robot_head(canvas, portrait, from_behind=False)
        return
    if portrait.profile:
        _in_profile(canvas, portrait)
        return
    near, bare = -portrait.way, cut_of(portrait.look.hair_style).ears
    if abs(portrait.yaw) < 0.2:
        ear(canvas, portrait, -near)
    if not bare:
        ear(canvas, portrait, near)
    face = face_shape(portrait)
    inked(canvas, face, portrait.look.skin, portrait.line, portrait.ink)
    draw_features(canvas, portrait, face)
    draw_hair_front(canvas, portrait)
    if bare:
        ear(canvas, portrait, near)
    draw_brows(canvas, portrait)
    draw_over(canvas, portrait)
    draw_hat(canvas, portrait, from_behind=False)


def _in_profile(canvas: Canvas, portrait: Portrait) -> None:
    """One side of the head; the face is drawn to the right and mirrored, the hair has its own two sides."""
    bare = cut_of(portrait.look.hair_style).ears

    def mirrored(*steps: Callable[[Canvas, Portrait], object]) -> None:
        canvas.save()
        canvas.scale(portrait.way, 1)
        for step in steps:
            step(canvas, portrait)
        canvas.restore()

    mirrored(draw_profile) if bare else mirrored(draw_profile, profile_ear)
    draw_hair_front(canvas, portrait)
    mirrored(*((profile_ear,) if bare else ()), draw_profile_brow, draw_over_profile)
    draw_hat(canvas, portrait, from_behind=False)


def draw_head_from_behind(canvas: Canvas, portrait: Portrait) -> None:
    """The back of a head; turned a little, an edge of the cheek and one ear are seen past the hair."""
    look, way = portrait.look, -1 if portrait.yaw < 0 else 1
    if look.species == "robot":
        draw_robot_head(canvas, portrait, from_behind=True)
        return
    turned = abs(portrait.yaw)
    if turned > 0.2:
        cheek: list[XY] = [
            (way * 0.20, -0.25),
            (way * 0.37, -0.10),
            (way * 0.375, 0.06),
            (way * 0.41, 0.12),
            (way * 0.35, 0.30),
            (way * 0.20, 0.43),
            (0.0, 0.36),
        ]
        path = curve(cheek)
        inked(canvas, path, look.skin, portrait.line, portrait.ink)
        shade(canvas, path, way * 0.05, -0.05, skin_shadow(look.skin))
    else:
        for side in (-1, 1):
            ear(canvas, portrait, side)
    skull = curve(
        [
            (-0.36, -0.2),
            (-0.34, 0.15),
            (-0.2, 0.36),
            (0.2, 0.36),
            (0.34, 0.15),
            (0.36, -0.2),
            (0.2, -0.5),
            (-0.2, -0.5),
        ]
    )
    if turned <= 0.2 or look.hair_style == "bald":
        canvas.save()
        canvas.translate(-way * 0.12 * turned, 0)
        inked(canvas, skull, look.skin, portrait.line, portrait.ink)
        canvas.restore()
    draw_hair_front(canvas, portrait, way * (math.pi - (0.95 * turned if turned > 0.2 else 0.0)))
    if turned > 0.2 and cut_of(look.hair_style).ears:
        _ear_from_behind(canvas, portrait, way)
    draw_hat(canvas, portrait, from_behind=True)


def _ear_from_behind(canvas: Canvas, portrait: Portrait, way: int) -> None:
    shape: list[XY] = [
        (way * 0.235, -0.07),
        (way * 0.315, -0.10),
        (way * 0.335, 0.0),
        (way * 0.285, 0.12),
        (way * 0.24, 0.10),
    ]
    path = curve(shape)
    inked(canvas, path, portrait.look.skin, portrait.line, portrait.ink)
    shade(canvas, path, way * 0.03, -0.02, skin_shadow(portrait.look.skin))
