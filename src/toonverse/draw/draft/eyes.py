"""Eyes and brows. Head units; see `portrait.py`."""

import colorsys

import numpy as np

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    Canvas,
    Rgb,
    curve,
    fill,
    lighter,
    linear,
    mix,
    multiply,
    polygon,
    rect,
    rgb,
    ribbon,
    sampled,
)
from toonverse.draw.draft.expressions import Expression
from toonverse.draw.draft.portrait import EYE_Y, Portrait


def _upper_lid(expression: Expression, opening: float) -> list[tuple[float, float]]:
    if expression.lids == "stern":
        return [
            (-0.98, 0.28),
            (-0.58, -0.20 * opening),
            (0.0, -0.74 * opening),
            (0.60, -0.88 * opening),
            (1.0, -0.12),
        ]
    if expression.lids == "drooping":
        return [
            (-0.98, 0.12),
            (-0.6, -0.62 * opening),
            (-0.02, -0.80 * opening),
            (0.6, -0.52 * opening),
            (1.0, 0.18),
        ]
    return [
        (-0.98, 0.30),
        (-0.62, -0.52 * opening - 0.08),
        (-0.02, -opening),
        (0.62, -0.84 * opening),
        (1.0, -0.05),
    ]


def eye_place(portrait: Portrait, side: int) -> tuple[float, float, float]:
    """(centre x, half width, half height) of the eye on that side; the far eye narrows."""
    yaw, female = portrait.yaw, portrait.look.sex == "female" or portrait.look.age == "child"
    turned = abs(yaw)
    far = side * yaw > 0.05
    size = portrait.large_eyes
    width = (0.112 if female else 0.104) * size * (1 - 0.44 * turned if far else 1 - 0.06 * turned)
    height = (0.116 if female else 0.090) * size
    return portrait.across(side * 0.168 * portrait.features.apart, 0.22), width, height


def _bags(canvas: Canvas, portrait: Portrait) -> None:
    """Under tired eyes, in the eye's own space."""
    dark = mix(portrait.look.skin, "#5a3c70", 0.45)
    for y, cover in ((1.06, 0.75), (1.34, 0.45)):
        bag = [(-0.8, y - 0.22), (0.1, y + 0.12), (0.85, y - 0.28)]
        canvas.drawPath(ribbon(bag, [0.01, 0.075, 0.01], 5, caps=False), fill(dark, cover))


def draw_eye(canvas: Canvas, portrait: Portrait, side: int) -> None:
    """Drawn in a space where the inner corner is at x = -1 and the outer at x = 1."""
    x, width, height = eye_place(portrait, side)
    expression = portrait.expression
    canvas.save()
    canvas.translate(x, EYE_Y)
    canvas.scale(width * side, height)
    canvas.skew(0, -portrait.features.slant)
    if expression.lids in ("smiling", "squeezed", "shut"):
        _closed_eye(canvas, portrait)
    else:
        _open_eye(canvas, portrait, side)
    if expression.bags:
        _bags(canvas, portrait)
    canvas.restore()


def _closed_eye(canvas: Canvas, portrait: Portrait) -> None:
    lids = portrait.expression.lids
    if lids == "smiling":
        arc = [(-1.0, 0.35), (-0.5, -0.35), (0.1, -0.55), (0.65, -0.25), (1.05, 0.4)]
    else:
        arc = [(-1.0, 0.15), (-0.4, 0.42), (0.1, 0.5), (0.6, 0.38), (1.08, 0.0)]
    canvas.drawPath(ribbon(arc, [0.03, 0.15, 0.19, 0.15, 0.03]), fill(portrait.ink))
    if lids == "squeezed":
        crease = [(-0.9, -0.3), (-0.1, 0.0), (0.7, -0.2)]
        canvas.drawPath(ribbon(crease, [0.01, 0.06, 0.01], 5, False), fill(portrait.ink, 0.7))
    if portrait.look.sex == "female":
        for dx, dy in ((0.55, 0.75), (0.9, 0.45)):
            lash = [(dx, 0.2), (dx + 0.3, dy)]
            canvas.drawPath(ribbon(lash, [0.07, 0.01], 3, False), fill(portrait.ink))


def opening_of(portrait: Portrait) -> float:
    """Who looks down lowers the lids; those of the old are heavy."""
    heavy = 0.86 if portrait.look.age == "old" else 1.0
    return portrait.expression.opening * heavy * (1 - 0.42 * max(0.0, portrait.gaze_down))


def _open_eye(canvas: Canvas, portrait: Portrait, side: int) -> None:
    expression = portrait.expression
    upper = _upper_lid(expression, opening_of(portrait))
    lower = [(1.0, -0.05), (0.80, 0.56), (0.2, 0.90), (-0.4, 0.82), (-0.98, 0.30)]
    over, under = sampled(upper, 6), sampled(lower, 6)
    white = polygon(np.vstack([over, under]))
    canvas.drawPath(white, fill("#fdf8f4"))
    canvas.save()
    canvas.clipPath(white, True)
    _iris(canvas, portrait, side)
    lid_shadow = polygon(np.vstack([over, over[::-1] + np.array([0.0, 0.36])]))
    canvas.drawPath(lid_shadow, fill("#3a2c50", 0.38))
    if expression.tears:
        canvas.drawPath(
            curve([(-0.9, 0.55), (0, 0.45), (0.9, 0.4), (0.8, 1), (-0.8, 1)]), fill("#d8f0ff", 0.85)
        )
    canvas.restore()
    _sparks(canvas, portrait, side)
    _lashes(canvas, portrait, upper)


def _iris_at(portrait: Portrait, side: int) -> tuple[float, float, float, float]:
    """(centre x, centre y, half width, half height) in the eye's own space."""
    size = 1.04 * portrait.expression.iris
    return -0.02 + portrait.gaze * side * 0.24, -0.05 + 0.26 * portrait.gaze_down, size * 0.64, size


def vivid(colour: str) -> Rgb:
    """An eye's colour as drawn eyes have it: twice as strong and a good deal lighter, its hue kept."""
    hue, light, strength = colorsys.rgb_to_hls(*(channel / 255 for channel in rgb(colour)))
    red, green, blue = colorsys.hls_to_rgb(hue, min(0.55, light * 1.45), min(0.8, strength * 2.0))
    return round(red * 255), round(green * 255), round(blue * 255)


def _iris(canvas: Canvas, portrait: Portrait, side: int) -> None:
    """A dark ring, the colour growing lighter downwards, rays round the pupil, light pooled below."""
    colour = vivid(portrait.look.eyes)
    x, y, rx, ry = _iris_at(portrait, side)
    dark = multiply(colour, "#4a3c58")
    canvas.drawOval(rect(x - rx, y - ry, x + rx, y + ry), fill(mix(dark, INK, 0.45)))
    light = lighter(colour, 0.6)
    ramp = linear((0, y - ry), (0, y + ry), [(dark, 1), (colour, 1), (light, 1)], [0.18, 0.55, 1])
    canvas.drawOval(rect(x - rx * 0.88, y - ry * 0.91, x + rx * 0.88, y + ry * 0.91), ramp)
    pool = [(x - rx * 0.62, y + ry * 0.40), (x, y + ry * 0.80), (x + rx * 0.62, y + ry * 0.40)]
    canvas.drawPath(ribbon(pool, [0.02, 0.10 * ry, 0.02], 6), fill(lighter(colour, 0.82), 0.75))
    canvas.drawOval(rect(x - rx * 0.44, y - ry * 0.46, x + rx * 0.44, y + ry * 0.40), fill("#140f1e"))


def _sparks(canvas: Canvas, portrait: Portrait, side: int) -> None:
    """Both eyes catch the light on the picture's left; the spark lies over lid and iris."""
    x, y, rx, ry = _iris_at(portrait, side)
    high = y - ry * 0.66 * min(1.0, opening_of(portrait) + 0.1)
    left, right = sorted((x - side * rx * 0.74, x - side * rx * 0.02))
    canvas.drawOval(rect(left, high, right, high + ry * 0.56), fill(WHITE))
    left, right = sorted((x + side * rx * 0.26, x + side * rx * 0.62))
    canvas.drawOval(rect(left, y + ry * 0.26, right, y + ry * 0.54), fill(WHITE, 0.88))


def _lashes(canvas: Canvas, portrait: Portrait, upper: list[tuple[float, float]]) -> None:
    look, opening = portrait.look, opening_of(portrait)
    female = look.sex == "female" or look.age == "child"
    ink = fill(portrait.ink)
    lid = [0.04, 0.15, 0.22, 0.23, 0.13] if female else [0.03, 0.12, 0.165, 0.155, 0.07]
    canvas.drawPath(ribbon(upper, lid, 6, caps=False), ink)
    outer = [
        (0.62, -0.86 * opening),
        (1.05, -0.12),
        (1.34, -0.52) if female else (1.18, -0.24),
        (0.98, -0.44),
    ]
    canvas.drawPath(polygon(outer), ink)
    if female:
        canvas.drawPath(polygon([(0.80, -0.62 * opening), (1.24, -0.90), (0.95, -0.42)]), ink)
        canvas.drawPath(
            polygon([(0.50, -0.93 * opening), (0.84, -1.28 * opening), (0.70, -0.80 * opening)]), ink
        )
    below = [(0.98, 0.02), (0.82, 0.55), (0.25, 0.92)]
    canvas.drawPath(ribbon(below, [0.03, 0.09, 0.02], 5, caps=False), fill(portrait.ink, 0.85))
    crease = [(-0.75, -0.86 * opening), (-0.1, -1.40 * opening), (0.72, -1.16 * opening)]
    canvas.drawPath(ribbon(crease, [0.015, 0.055, 0.015], 5, caps=False), fill(mix(look.skin, INK, 0.55)))


def brow_half(portrait: Portrait) -> float:
    """Half the width of a brow, in heads."""
    look = portrait.look
    thick = (0.024 if look.sex == "male" else 0.0165) * (1.15 if look.age == "old" else 1.0)
    if look.age == "old" and look.sex == "male":
        thick *= 1.25
    return max(thick * portrait.features.brows, portrait.line * 0.7)


def draw_brows(canvas: Canvas, portrait: Portrait) -> None:
    """Over the hair, as the trade draws them: a reader must see them."""
    look, expression = portrait.look, portrait.expression
    tilt, thick = expression.brow_tilt, brow_half(portrait)
    base = mix(look.hair, INK, 0.15 if look.age == "old" else 0.45)
    for side in (-1, 1):
        x, width, height = eye_place(portrait, side)
        width = max(width, 0.085) * 0.94
        y = EYE_Y - 0.062 - height * 0.9 + expression.brow_lift
        canvas.save()
        canvas.translate(x + 0.005 * side, y)
        canvas.scale(side, 1)
        brow = [(-width, tilt * width * 0.62), (-width * 0.2, -width * 0.16 + tilt * width * 0.05)]
        brow.append((width * 1.05, -tilt * width * 0.20 + width * 0.06))
        halo = [thick * share + 0.007 for share in (0.7, 1.15, 0.9, 0.2)]
        canvas.drawPath(ribbon(brow, halo, 6), fill(look.skin, 0.4))
        canvas.drawPath(ribbon(brow, [thick * 0.7, thick * 1.15, thick * 0.9, 0.003], 6), fill(base))
        canvas.restore()
