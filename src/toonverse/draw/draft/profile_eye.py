"""Eye and brow in profile, drawn facing right. Head units; see `profile.py`."""

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
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
)
from toonverse.draw.draft.eyes import brow_half, opening_of, vivid
from toonverse.draw.draft.portrait import EYE_Y, Portrait


def draw_profile_eye(canvas: Canvas, portrait: Portrait) -> None:
    """Seen from the side: a wedge, the iris a narrow oval near the front, lashes beyond."""
    female = portrait.look.sex == "female" or portrait.look.age == "child"
    size = portrait.large_eyes
    canvas.save()
    canvas.translate(0.226, EYE_Y)
    canvas.scale(0.068 * size, (0.116 if female else 0.094) * size)
    if portrait.expression.lids in ("smiling", "squeezed", "shut"):
        up = portrait.expression.lids == "smiling"
        arc = [(-1.0, 0.3), (-0.2, -0.45), (0.95, 0.1)] if up else [(-1.0, 0.0), (-0.1, 0.46), (0.95, 0.25)]
        canvas.drawPath(ribbon(arc, [0.05, 0.17, 0.14]), fill(portrait.ink))
        if female:
            canvas.drawPath(
                ribbon([(0.7, 0.2), (1.5, 0.1 if up else 0.45)], [0.08, 0.01], 3), fill(portrait.ink)
            )
    else:
        _open_eye(canvas, portrait, female)
    canvas.restore()


def _open_eye(canvas: Canvas, portrait: Portrait, female: bool) -> None:
    expression, opening = portrait.expression, opening_of(portrait)
    high = {"stern": 0.62, "drooping": 0.80}.get(expression.lids, 1.0) * opening
    back_y = 0.28 if expression.lids == "drooping" else 0.10
    upper: list[XY] = [(-1.1, back_y), (-0.5, -0.62 * opening), (0.15, -0.98 * high), (0.72, -0.86 * high)]
    if expression.lids == "stern":
        upper = [(-1.1, -0.05), (-0.5, -0.78 * opening), (0.2, -0.62 * opening), (0.78, -0.34 * opening)]
    white: list[XY] = [*upper, (0.90, -0.1), (0.78, 0.48), (0.35, 0.80), (-0.5, 0.62)]
    path = curve(white, tension=0.14)
    canvas.drawPath(path, fill("#fdf8f4"))
    canvas.save()
    canvas.clipPath(path, True)
    colour, down = vivid(portrait.look.eyes), 0.26 * portrait.gaze_down
    x, y, rx, ry = (
        0.40 - 0.25 * max(0.0, -portrait.gaze * portrait.way),
        -0.04 + down,
        0.56 * expression.iris,
        expression.iris,
    )
    dark = multiply(colour, "#4a3c58")
    canvas.drawOval(rect(x - rx, y - ry, x + rx, y + ry), fill(mix(dark, INK, 0.45)))
    ramp = linear(
        (0, y - ry), (0, y + ry), [(dark, 1), (colour, 1), (lighter(colour, 0.6), 1)], [0.18, 0.55, 1]
    )
    canvas.drawOval(rect(x - rx * 0.82, y - ry * 0.90, x + rx * 0.82, y + ry * 0.90), ramp)
    canvas.drawOval(rect(x - rx * 0.30, y - ry * 0.46, x + rx * 0.50, y + ry * 0.40), fill("#140f1e"))
    lid = [*upper, (0.8, -0.86 * high + 0.36), (-0.4, -0.3 * opening), (-1.1, back_y + 0.1)]
    canvas.drawPath(polygon(lid), fill("#3a2c50", 0.35))
    if expression.tears:
        canvas.drawPath(
            curve([(-0.9, 0.5), (0, 0.42), (0.9, 0.35), (0.8, 1), (-0.8, 1)]), fill("#d8f0ff", 0.85)
        )
    canvas.drawOval(rect(x - rx * 0.7, y - ry * 0.60, x + rx * 0.05, y - ry * 0.10), fill(WHITE))
    canvas.drawOval(rect(x + rx * 0.1, y + ry * 0.30, x + rx * 0.5, y + ry * 0.56), fill(WHITE, 0.85))
    canvas.restore()
    ink = fill(portrait.ink)
    canvas.drawPath(ribbon(upper, [0.09, 0.17, 0.21, 0.19] if female else [0.08, 0.14, 0.17, 0.15], 6), ink)
    if female:
        tip = upper[-1]
        canvas.drawPath(
            polygon(
                [(tip[0] - 0.5, tip[1] - 0.12), (tip[0] + 0.62, tip[1] - 0.40), (tip[0] + 0.05, tip[1] + 0.2)]
            ),
            ink,
        )
        canvas.drawPath(
            polygon([(tip[0] - 0.9, tip[1] - 0.05), (tip[0] - 0.1, tip[1] - 0.62), (tip[0] - 0.25, tip[1])]),
            ink,
        )
    canvas.drawPath(polygon([(-0.85, back_y - 0.2), (-1.55, back_y - 0.15), (-0.9, back_y + 0.2)]), ink)
    canvas.drawPath(
        ribbon([(0.78, 0.50), (0.35, 0.82), (-0.5, 0.64)], [0.02, 0.075, 0.03], 5, caps=False),
        fill(portrait.ink, 0.85),
    )
    crease = [(-0.9, -0.55 * opening), (-0.2, -1.25 * high), (0.6, -1.28 * high)]
    canvas.drawPath(
        ribbon(crease, [0.015, 0.05, 0.015], 5, caps=False), fill(mix(portrait.look.skin, INK, 0.55))
    )


def draw_profile_brow(canvas: Canvas, portrait: Portrait) -> None:
    """One brow, over the hair."""
    expression, size, thick = portrait.expression, portrait.large_eyes, brow_half(portrait)
    y = EYE_Y - 0.066 - 0.09 * size + expression.brow_lift
    tilt = expression.brow_tilt * 0.075
    brow = [(0.312, y + 0.012 + tilt), (0.262, y - 0.014 + tilt * 0.3), (0.165, y + 0.012 - tilt * 0.4)]
    canvas.drawPath(
        ribbon(brow, [thick * 0.8 + 0.007, thick * 1.15 + 0.007, 0.008], 6), fill(portrait.look.skin, 0.4)
    )
    canvas.drawPath(
        ribbon(brow, [thick * 0.8, thick * 1.15, 0.003], 6), fill(mix(portrait.look.hair, INK, 0.45))
    )
