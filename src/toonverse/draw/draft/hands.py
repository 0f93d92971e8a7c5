"""Hands: wrist at the origin, fingers along +x, the thumb above. Head units."""

from toonverse.draw.draft.brush import (
    XY,
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
    at: XY,
    angle_deg: float,
    skin: str,
    grip: Grip,
    line: float,
    flip: bool,
    size: float,
) -> None:
    """`flip` puts the thumb below."""
    if grip in ("hidden", "behind"):
        return
    canvas.save()
    canvas.translate(*at)
    canvas.rotate(angle_deg)
    canvas.scale(size, -size if flip else size)
    dark = skin_shadow(skin)
    if grip in ("fist", "grip", "point"):
        _fist(canvas, skin, dark, line, pointing=grip == "point")
    elif grip in ("open", "palm"):
        _open(canvas, skin, dark, line, spread=1.0 if grip == "open" else 0.5)
    elif grip == "flat":
        _flat(canvas, skin, dark, line)
    else:
        _relaxed(canvas, skin, dark, line)
    canvas.restore()


def _crease(canvas: Canvas, points: list[XY], dark: Rgb) -> None:
    canvas.drawPath(ribbon(points, [0.003, 0.009, 0.003], 4, False), fill(multiply(dark, "#8a6068")))


_PALM: list[XY] = [
    (-0.06, -0.080),
    (0.06, -0.112),
    (0.17, -0.108),
    (0.235, -0.06),
    (0.235, 0.06),
    (0.17, 0.108),
    (0.05, 0.100),
    (-0.06, 0.080),
]


def _fingers(
    canvas: Canvas, skin: str, dark: Rgb, line: float, fingers: list[list[XY]], width: float = 0.041
) -> None:
    """Each finger through three joints, the little one first, so that each next lies over it."""
    for k, joints in enumerate(fingers):
        thick = width * (0.86 if k == 0 else 1.0)
        inked(canvas, ribbon(joints, [thick, thick * 1.02, thick * 0.66], 4), skin, line * 0.75)
        below = [(x, y + thick * 0.5) for x, y in joints]
        canvas.drawPath(ribbon(below, [thick * 0.4, thick * 0.4, thick * 0.2], 4, False), fill(dark, 0.9))


def _relaxed(canvas: Canvas, skin: str, dark: Rgb, line: float) -> None:
    """Half curled, as a hand hangs."""
    fingers: list[list[XY]] = [
        [(0.17, 0.075), (0.27, 0.10), (0.33, 0.155)],
        [(0.19, 0.035), (0.32, 0.055), (0.40, 0.125)],
        [(0.19, -0.012), (0.34, -0.002), (0.435, 0.070)],
        [(0.18, -0.060), (0.32, -0.062), (0.42, -0.005)],
    ]
    _fingers(canvas, skin, dark, line, fingers)
    palm = curve(_PALM)
    inked(canvas, palm, skin, line * 0.5)
    canvas.drawPath(palm, fill(skin))
    shade(canvas, palm, 0.0, -0.05, dark)
    thumb = ribbon([(0.03, -0.075), (0.15, -0.125), (0.265, -0.095)], [0.055, 0.048, 0.030], 5)
    inked(canvas, thumb, skin, line * 0.75)
    canvas.drawPath(ribbon([(0.0, -0.045), (0.12, -0.07)], [0.05, 0.04], 4), fill(skin))


def _flat(canvas: Canvas, skin: str, dark: Rgb, line: float) -> None:
    """Laid on something: fingers side by side."""
    fingers: list[list[XY]] = [
        [(0.17, 0.080), (0.29, 0.092), (0.375, 0.098)],
        [(0.19, 0.034), (0.33, 0.040), (0.445, 0.044)],
        [(0.19, -0.014), (0.34, -0.014), (0.465, -0.010)],
        [(0.18, -0.062), (0.32, -0.068), (0.425, -0.062)],
    ]
    _fingers(canvas, skin, dark, line, fingers, 0.038)
    palm = curve(_PALM)
    inked(canvas, palm, skin, line * 0.5)
    canvas.drawPath(palm, fill(skin))
    shade(canvas, palm, 0.0, -0.05, dark, 0.8)
    for y in (-0.06, -0.014, 0.034, 0.078):
        canvas.drawOval(rect(0.185, y - 0.018, 0.222, y + 0.018), fill(lighter(skin, 0.4), 0.7))
    thumb = ribbon([(0.03, -0.075), (0.13, -0.150), (0.225, -0.165)], [0.055, 0.047, 0.030], 5)
    inked(canvas, thumb, skin, line * 0.75)
    canvas.drawPath(ribbon([(0.0, -0.045), (0.11, -0.075)], [0.05, 0.04], 4), fill(skin))


def _fist(canvas: Canvas, skin: str, dark: Rgb, line: float, pointing: bool) -> None:
    if pointing:
        finger = ribbon([(0.15, -0.075), (0.36, -0.092), (0.53, -0.085)], [0.054, 0.047, 0.032], 5)
        inked(canvas, finger, skin, line)
    shape = curve(
        [
            (-0.06, -0.09),
            (0.06, -0.14),
            (0.19, -0.140),
            (0.27, -0.075),
            (0.275, 0.07),
            (0.21, 0.140),
            (0.05, 0.138),
            (-0.06, 0.09),
        ]
    )
    inked(canvas, shape, skin, line)
    shade(canvas, shape, -0.02, -0.06, dark)
    for y in (-0.066, 0.002, 0.070):
        _crease(canvas, [(0.12, y), (0.20, y), (0.268, y)], dark)
    for y in (-0.100, -0.032, 0.036, 0.102):
        canvas.drawOval(rect(0.195, y - 0.023, 0.245, y + 0.023), fill(lighter(skin, 0.4), 0.7))
    thumb = ribbon([(0.02, -0.10), (0.11, -0.085), (0.175, -0.005)], [0.054, 0.053, 0.036], 5)
    inked(canvas, thumb, skin, line * 0.75)
    canvas.drawPath(ribbon([(0.0, -0.07), (0.09, -0.07)], [0.045, 0.045], 4), fill(skin))


def _open(canvas: Canvas, skin: str, dark: Rgb, line: float, spread: float) -> None:
    """The palm to the viewer, fingers apart."""
    fingers = []
    for angle, y, length in (
        (0.40, 0.078, 0.20),
        (0.12, 0.028, 0.275),
        (-0.10, -0.024, 0.285),
        (-0.34, -0.072, 0.245),
    ):
        rise = angle * spread
        fingers.append(
            [
                (0.17, y),
                (0.17 + length * 0.55, y + rise * length * 0.5),
                (0.17 + length, y + rise * length * 1.1),
            ]
        )
    _fingers(canvas, skin, dark, line, fingers)
    thumb = ribbon([(0.03, -0.06), (0.12, -0.150), (0.205, -0.215)], [0.057, 0.048, 0.031], 5)
    inked(canvas, thumb, skin, line * 0.75)
    palm = curve(_PALM)
    inked(canvas, palm, skin, line * 0.4)
    canvas.drawPath(palm, fill(skin))
    canvas.drawPath(ribbon([(0.02, -0.04), (0.11, -0.10)], [0.05, 0.045], 4), fill(skin))
    shade(canvas, palm, 0.0, -0.045, dark, 0.8)
    _crease(canvas, [(0.04, -0.07), (0.11, -0.015), (0.09, 0.075)], dark)
    _crease(canvas, [(0.10, -0.055), (0.16, -0.02), (0.20, 0.045)], dark)
