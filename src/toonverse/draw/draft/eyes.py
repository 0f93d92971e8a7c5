"""Eyes and brows. Head units; see `portrait.py`."""

import numpy as np

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    Canvas,
    curve,
    fill,
    lighter,
    linear,
    mix,
    multiply,
    polygon,
    rect,
    ribbon,
    sampled,
)
from toonverse.draw.draft.expressions import Expression
from toonverse.draw.draft.portrait import EYE_Y, Portrait


def _upper_lid(expression: Expression) -> list[tuple[float, float]]:
    opening = expression.opening
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
    far = (side > 0) == (yaw > 0) and turned > 0.05
    size = portrait.large_eyes
    width = (0.104 if female else 0.098) * size * (1 - 0.30 * turned if far else 1 - 0.04 * turned)
    height = (0.098 if female else 0.078) * size
    x = side * 0.172 + 0.115 * yaw - (0.012 * side * turned if far else 0.0)
    return x, width, height


def draw_eye(canvas: Canvas, portrait: Portrait, side: int) -> None:
    """Drawn in a space where the inner corner is at x = -1 and the outer at x = 1."""
    x, width, height = eye_place(portrait, side)
    expression = portrait.expression
    canvas.save()
    canvas.translate(x, EYE_Y)
    canvas.scale(width * side, height)
    if expression.lids in ("smiling", "squeezed", "shut"):
        _closed_eye(canvas, portrait)
    else:
        _open_eye(canvas, portrait, side)
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


def _open_eye(canvas: Canvas, portrait: Portrait, side: int) -> None:
    expression = portrait.expression
    upper = _upper_lid(expression)
    lower = [(1.0, -0.05), (0.78, 0.55), (0.2, 0.88), (-0.4, 0.80), (-0.98, 0.30)]
    over, under = sampled(upper, 6), sampled(lower, 6)
    white = polygon(np.vstack([over, under]))
    canvas.drawPath(white, fill("#fdf8f4"))
    canvas.save()
    canvas.clipPath(white, True)
    _iris(canvas, portrait, side)
    lid_shadow = polygon(np.vstack([over, over[::-1] + np.array([0.0, 0.40])]))
    canvas.drawPath(lid_shadow, fill("#3a2c50", 0.40))
    if expression.tears:
        canvas.drawPath(
            curve([(-0.9, 0.55), (0, 0.45), (0.9, 0.4), (0.8, 1), (-0.8, 1)]), fill("#d8f0ff", 0.85)
        )
    canvas.restore()
    _lashes(canvas, portrait, upper)


def _iris(canvas: Canvas, portrait: Portrait, side: int) -> None:
    look = portrait.look
    size = 1.03 * portrait.expression.iris
    rx, ry = size * 0.60, size
    x, y = -0.02 + portrait.gaze * side * 0.20, -0.06
    dark = multiply(look.eyes, "#3a3048")
    canvas.drawOval(rect(x - rx, y - ry, x + rx, y + ry), fill(dark))
    ramp = linear(
        (0, y - ry), (0, y + ry), [(dark, 1), (look.eyes, 1), (lighter(look.eyes, 0.55), 1)], [0.15, 0.6, 1]
    )
    canvas.drawOval(rect(x - rx * 0.88, y - ry * 0.90, x + rx * 0.88, y + ry * 0.93), ramp)
    canvas.drawOval(rect(x - rx * 0.42, y - ry * 0.5, x + rx * 0.42, y + ry * 0.42), fill("#140f1e"))
    spark = side  # both eyes catch the light on the picture's left
    left, right = sorted((x - spark * rx * 0.70, x - spark * rx * 0.04))
    canvas.drawOval(rect(left, y - ry * 0.64, right, y - ry * 0.08), fill(WHITE))
    left, right = sorted((x + spark * rx * 0.24, x + spark * rx * 0.58))
    canvas.drawOval(rect(left, y + ry * 0.28, right, y + ry * 0.56), fill(WHITE, 0.85))


def _lashes(canvas: Canvas, portrait: Portrait, upper: list[tuple[float, float]]) -> None:
    look, opening = portrait.look, portrait.expression.opening
    female = look.sex == "female"
    ink = fill(portrait.ink)
    lid = [0.03, 0.13, 0.20, 0.20, 0.10] if female else [0.03, 0.12, 0.17, 0.17, 0.08]
    canvas.drawPath(ribbon(upper, lid, 6, caps=False), ink)
    outer = [(0.62, -0.86 * opening), (1.05, -0.12), (1.32, -0.50 if female else -0.26), (0.98, -0.44)]
    canvas.drawPath(polygon(outer), ink)
    if female:
        canvas.drawPath(polygon([(0.80, -0.62 * opening), (1.22, -0.86), (0.95, -0.42)]), ink)
        canvas.drawPath(
            polygon([(0.50, -0.93 * opening), (0.84, -1.26 * opening), (0.70, -0.80 * opening)]), ink
        )
    below = [(0.98, 0.02), (0.80, 0.54), (0.25, 0.90)]
    canvas.drawPath(ribbon(below, [0.02, 0.07, 0.02], 5, caps=False), fill(portrait.ink, 0.8))
    crease = [(-0.75, -0.86 * opening), (-0.1, -1.42 * opening), (0.72, -1.18 * opening)]
    canvas.drawPath(ribbon(crease, [0.015, 0.05, 0.015], 5, caps=False), fill(mix(look.skin, INK, 0.55)))


def draw_brows(canvas: Canvas, portrait: Portrait) -> None:
    """Over the hair, as the trade draws them: a reader must see them."""
    look, expression = portrait.look, portrait.expression
    tilt = expression.brow_tilt
    thick = (0.019 if look.sex == "male" else 0.0125) * (1.15 if look.age == "old" else 1.0)
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
        canvas.drawPath(ribbon(brow, [thick * 0.7, thick * 1.15, thick * 0.9, 0.003], 6), fill(base))
        canvas.restore()
