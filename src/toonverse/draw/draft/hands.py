"""Hands: wrist at the origin, fingers along +x, the thumb above. Head units."""

from toonverse.draw.draft.brush import (
    Canvas,
    Rgb,
    curve,
    fill,
    inked,
    lighter,
    multiply,
    rect,
    ribbon,
    shade,
)
from toonverse.draw.draft.portrait import skin_shadow
from toonverse.draw.draft.poses import Grip


def draw_hand(
    canvas: Canvas,
    at: tuple[float, float],
    angle_deg: float,
    skin: str,
    grip: Grip,
    line: float,
    flip: bool,
    size: float,
) -> None:
    """`flip` puts the thumb below."""
    if grip == "hidden":
        return
    canvas.save()
    canvas.translate(*at)
    canvas.rotate(angle_deg)
    canvas.scale(size, -size if flip else size)
    dark = skin_shadow(skin)
    if grip in ("fist", "grip", "point"):
        _fist(canvas, skin, dark, line, pointing=grip == "point")
    elif grip in ("open", "palm"):
        _open(canvas, skin, dark, line, spread=1.0 if grip == "open" else 0.45)
    else:
        _relaxed(canvas, skin, dark, line)
    canvas.restore()


def _crease(canvas: Canvas, points: list[tuple[float, float]], dark: Rgb) -> None:
    canvas.drawPath(ribbon(points, [0.003, 0.009, 0.003], 4, False), fill(multiply(dark, "#8a6068")))


def _relaxed(canvas: Canvas, skin: str, dark: Rgb, line: float) -> None:
    palm = [(-0.06, -0.085), (0.10, -0.11), (0.24, -0.09), (0.37, -0.035), (0.43, 0.045), (0.38, 0.095)]
    palm += [(0.22, 0.11), (0.06, 0.105), (-0.06, 0.085)]
    shape = curve(palm)
    inked(canvas, shape, skin, line)
    shade(canvas, shape, 0.0, -0.055, dark)
    _crease(canvas, [(0.20, -0.015), (0.31, 0.005), (0.41, 0.045)], dark)
    _crease(canvas, [(0.20, 0.045), (0.29, 0.06), (0.37, 0.08)], dark)
    thumb = ribbon([(0.05, -0.075), (0.15, -0.125), (0.255, -0.10)], [0.05, 0.046, 0.030], 5)
    inked(canvas, thumb, skin, line * 0.7)
    canvas.drawPath(ribbon([(0.02, -0.05), (0.12, -0.07)], [0.045, 0.04], 4), fill(skin))


def _fist(canvas: Canvas, skin: str, dark: Rgb, line: float, pointing: bool) -> None:
    if pointing:
        finger = ribbon([(0.15, -0.07), (0.34, -0.085), (0.50, -0.08)], [0.052, 0.046, 0.034], 5)
        inked(canvas, finger, skin, line)
    shape = curve(
        [
            (-0.06, -0.09),
            (0.06, -0.14),
            (0.19, -0.135),
            (0.265, -0.07),
            (0.27, 0.07),
            (0.20, 0.135),
            (0.05, 0.135),
            (-0.06, 0.09),
        ]
    )
    inked(canvas, shape, skin, line)
    shade(canvas, shape, -0.02, -0.06, dark)
    for y in (-0.062, 0.004, 0.068):
        _crease(canvas, [(0.13, y), (0.20, y), (0.262, y)], dark)
    for y in (-0.096, -0.029, 0.036, 0.10):
        canvas.drawOval(rect(0.19, y - 0.022, 0.24, y + 0.022), fill(lighter(skin, 0.4), 0.7))
    thumb = ribbon([(0.02, -0.10), (0.11, -0.085), (0.165, -0.01)], [0.052, 0.052, 0.036], 5)
    inked(canvas, thumb, skin, line * 0.7)
    canvas.drawPath(ribbon([(0.0, -0.07), (0.09, -0.07)], [0.045, 0.045], 4), fill(skin))


def _open(canvas: Canvas, skin: str, dark: Rgb, line: float, spread: float) -> None:
    fingers = ((-20, -0.062, 0.40), (-7, -0.022, 0.455), (6, 0.022, 0.44), (19, 0.062, 0.375))
    for angle, y, length in fingers:
        canvas.save()
        canvas.translate(0.16, y)
        canvas.rotate(angle * spread)
        finger = ribbon([(0.0, 0), (0.12, 0), (length - 0.16, 0)], [0.041, 0.040, 0.028], 4)
        inked(canvas, finger, skin, line * 0.8)
        canvas.restore()
    thumb = ribbon([(0.03, -0.06), (0.12, -0.145), (0.20, -0.20)], [0.055, 0.046, 0.030], 5)
    inked(canvas, thumb, skin, line * 0.8)
    palm = curve(
        [
            (-0.06, -0.08),
            (0.06, -0.10),
            (0.17, -0.095),
            (0.215, -0.05),
            (0.215, 0.06),
            (0.16, 0.105),
            (0.05, 0.10),
            (-0.06, 0.08),
        ]
    )
    canvas.drawPath(palm, fill(skin))
    shade(canvas, palm, 0.0, -0.05, dark, 0.8)
    _crease(canvas, [(0.04, -0.06), (0.10, 0.0), (0.08, 0.07)], dark)
