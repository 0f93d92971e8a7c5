"""The features of a face: eyes, brows, nose, mouth, tears, wrinkles, beard, glasses.

Units are heads: 1.0 from chin to crown, the origin between the eyes' height and the nose, y downwards.
`yaw` runs from -1 (facing left) to 1 (facing right).
"""

from dataclasses import dataclass

import numpy as np

from toonverse.domain.look import Look
from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    Canvas,
    Path,
    Rgb,
    curve,
    darker,
    fill,
    inked,
    lighter,
    linear,
    mix,
    multiply,
    polygon,
    radial,
    rect,
    ribbon,
    sampled,
    stroke,
)
from toonverse.draw.draft.expressions import Expression

MOUTH_Y = 0.335
EYE_Y = 0.065


@dataclass(frozen=True, slots=True)
class Portrait:
    """A head to draw. `line` is the ink's width in heads; `lit_from` 1 right, -1 left; `wind` blows +x."""

    look: Look
    expression: Expression
    yaw: float
    line: float
    lit_from: float = -1.0
    wind: float = 0.0
    gaze: float = 0.0
    soft: bool = False

    @property
    def ink(self) -> Rgb:
        """Softer styles draw with the dark of the hair instead of ink."""
        return mix(INK, self.look.hair, 0.35) if self.soft else INK

    @property
    def large_eyes(self) -> float:
        sizes = {"child": 1.16, "young": 1.0, "middle": 0.9, "old": 0.78}
        return sizes[self.look.age] * (0.88 if self.soft else 1.0)


def skin_shadow(skin: str) -> Rgb:
    return multiply(mix(skin, "#ff7a5a", 0.18), "#f0c8c8")


def draw_features(canvas: Canvas, portrait: Portrait, face: Path) -> None:
    """Everything under the hair."""
    _shadows(canvas, portrait, face)
    _nose(canvas, portrait)
    _age_lines(canvas, portrait)
    if portrait.look.beard != "none":
        _beard(canvas, portrait, face)
    _mouth(canvas, portrait)
    for side in (-1, 1):
        _eye(canvas, portrait, side)


def _shadows(canvas: Canvas, portrait: Portrait, face: Path) -> None:
    yaw, look, expression = portrait.yaw, portrait.look, portrait.expression
    dark = skin_shadow(look.skin)
    away = -portrait.lit_from
    canvas.save()
    canvas.clipPath(face, True)
    cheek = [
        (away * 0.40, -0.4),
        (away * 0.27, -0.1),
        (away * 0.275, 0.08),
        (away * 0.22 + 0.05 * yaw, 0.22),
        (away * 0.15 + 0.07 * yaw, 0.40),
        (away * 0.05 + 0.1 * yaw, 0.52),
        (away * 0.6, 0.55),
        (away * 0.6, -0.3),
    ]
    canvas.drawPath(curve(cheek), fill(dark, 0.85))
    under_hair = [(-0.45, -0.5), (0.45, -0.5), (0.40, -0.02), (0.28 + 0.1 * yaw, -0.10)]
    under_hair += [(0.12 + 0.1 * yaw, -0.06), (0.1 * yaw, -0.13), (-0.14 + 0.1 * yaw, -0.07), (-0.40, 0.0)]
    canvas.drawPath(curve(under_hair), fill(dark, 0.7))
    if expression.gloom:
        shade = linear((0, -0.4), (0, 0.2), [((40, 40, 90), 0.62 * expression.gloom), ((40, 40, 90), 0)])
        canvas.drawRect(rect(-0.5, -0.6, 0.5, 0.25), shade)
    warmth = max(expression.blush, 0.3 if look.sex == "female" or look.age == "child" else 0.0)
    if warmth:
        for x in (-0.215 + 0.1 * yaw, 0.215 + 0.1 * yaw):
            blush = radial((x, 0.18), 0.105, ((255, 90, 80), 0.5 * warmth), ((255, 90, 80), 0))
            canvas.drawOval(rect(x - 0.105, 0.12, x + 0.105, 0.24), blush)
            if expression.blush >= 0.6:
                for k in (-1, 0, 1):
                    mark = [(x + k * 0.045 - 0.012, 0.205), (x + k * 0.045 + 0.014, 0.16)]
                    canvas.drawPath(ribbon(mark, [0.004, 0.004], 3), fill((214, 70, 70), 0.75))
    canvas.restore()


def _nose(canvas: Canvas, portrait: Portrait) -> None:
    yaw = portrait.yaw
    x, turn = 0.155 * yaw, 1 if yaw >= 0 else -1
    dark = skin_shadow(portrait.look.skin)
    strong = 1.25 if portrait.look.age in ("middle", "old") and portrait.look.sex == "male" else 1.0
    line = [(x + 0.012 * turn, 0.15), (x + 0.032 * turn * strong, 0.205), (x - 0.004, 0.224)]
    canvas.drawPath(ribbon(line, [0.001, 0.0065 * strong, 0.002], 5, False), fill(multiply(dark, "#b88880")))
    if abs(yaw) > 0.2 or strong > 1:
        side = [(x - 0.005, 0.09), (x + 0.032 * turn * strong, 0.2), (x - 0.014, 0.217)]
        canvas.drawPath(polygon(side), fill(dark, 0.6))


def _age_lines(canvas: Canvas, portrait: Portrait) -> None:
    age = portrait.look.age
    if age not in ("middle", "old"):
        return
    yaw = portrait.yaw
    colour = fill(multiply(skin_shadow(portrait.look.skin), "#b88a84"), 0.9 if age == "old" else 0.55)
    width = 0.007 if age == "old" else 0.005
    for side in (-1, 1):
        fold = [(0.1 * yaw + side * 0.085, 0.22), (0.1 * yaw + side * 0.125, 0.29), (0.1 * yaw + side * 0.115, 0.35)]
        canvas.drawPath(ribbon(fold, [0.001, width, 0.001], 5, False), colour)
        if age == "old":
            bag = [(0.115 * yaw + side * 0.10, 0.145), (0.115 * yaw + side * 0.175, 0.175)]
            bag.append((0.115 * yaw + side * 0.25, 0.145))
            canvas.drawPath(ribbon(bag, [0.001, 0.006, 0.001], 5, False), colour)
            for k in (-1, 0, 1):
                foot = [(0.08 * yaw + side * 0.285, 0.06 + k * 0.012), (0.08 * yaw + side * 0.33, 0.06 + k * 0.04)]
                canvas.drawPath(ribbon(foot, [0.004, 0.001], 3, False), colour)
    if age == "old":
        for y in (-0.19, -0.235, -0.28):
            brow = [(-0.15 + 0.1 * yaw, y), (0.1 * yaw, y - 0.012), (0.15 + 0.1 * yaw, y)]
            canvas.drawPath(ribbon(brow, [0.001, 0.0055, 0.001], 5, False), colour)


def _upper_lid(expression: Expression) -> list[tuple[float, float]]:
    opening = expression.opening
    if expression.lids == "stern":
        return [(-0.98, 0.28), (-0.58, -0.20 * opening), (0.0, -0.74 * opening), (0.60, -0.88 * opening), (1.0, -0.12)]
    if expression.lids == "drooping":
        return [(-0.98, 0.12), (-0.6, -0.62 * opening), (-0.02, -0.80 * opening), (0.6, -0.52 * opening), (1.0, 0.18)]
    return [(-0.98, 0.30), (-0.62, -0.52 * opening - 0.08), (-0.02, -opening), (0.62, -0.84 * opening), (1.0, -0.05)]


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


def _eye(canvas: Canvas, portrait: Portrait, side: int) -> None:
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
    expression, look = portrait.expression, portrait.look
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
        canvas.drawPath(curve([(-0.9, 0.55), (0, 0.45), (0.9, 0.4), (0.8, 1), (-0.8, 1)]), fill("#d8f0ff", 0.85))
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
        canvas.drawPath(polygon([(0.50, -0.93 * opening), (0.84, -1.26 * opening), (0.70, -0.80 * opening)]), ink)
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


_LIP, _DEEP, _TONGUE, _TEETH = "#7a2f30", "#5a1a22", "#e0736e", "#fffaf5"


def _mouth(canvas: Canvas, portrait: Portrait) -> None:
    canvas.save()
    canvas.translate(0.008 + 0.135 * portrait.yaw, MOUTH_Y)
    canvas.scale(1 - 0.18 * abs(portrait.yaw), 1)
    kind = portrait.expression.mouth
    if kind in _OPEN_MOUTHS:
        _open_mouth(canvas, portrait, *_OPEN_MOUTHS[kind])
    elif kind == "grit":
        _clenched_mouth(canvas, portrait)
    else:
        points, widths = _CLOSED_MOUTHS[kind]
        canvas.drawPath(ribbon(points, widths, 5, caps=False), fill(_LIP))
        below = [(-0.025, 0.062), (0.025, 0.062)]
        canvas.drawPath(ribbon(below, [0.002, 0.004, 0.002], 4, caps=False), fill(skin_shadow(portrait.look.skin)))
    canvas.restore()


_CLOSED_MOUTHS: dict[str, tuple[list[tuple[float, float]], list[float]]] = {
    "line": ([(-0.055, 0.0), (0, 0.006), (0.055, -0.002)], [0.002, 0.0078, 0.002]),
    "smile": ([(-0.088, -0.014), (-0.03, 0.02), (0.03, 0.02), (0.088, -0.016)], [0.003, 0.008, 0.008, 0.003]),
    "frown": ([(-0.06, 0.024), (0, -0.010), (0.06, 0.024)], [0.002, 0.0085, 0.002]),
    "wobble": (
        [(-0.075, 0.012), (-0.04, -0.012), (0, 0.014), (0.04, -0.012), (0.075, 0.012)],
        [0.003, 0.008, 0.008, 0.003],
    ),
    "firm": ([(-0.075, 0.014), (-0.02, -0.006), (0.03, -0.006), (0.08, 0.012)], [0.003, 0.0095, 0.0095, 0.003]),
}
# half width, top, bottom, roundness of the corners' height, shows teeth
_OPEN_MOUTHS: dict[str, tuple[float, float, float, float, bool]] = {
    "talk": (0.062, -0.022, 0.052, 0.5, False),
    "grin": (0.098, -0.028, 0.066, 0.05, True),
    "laugh": (0.115, -0.045, 0.10, 0.05, True),
    "shout": (0.112, -0.052, 0.132, 0.45, True),
    "gasp": (0.044, -0.038, 0.062, 0.5, False),
    "wail": (0.098, -0.03, 0.086, 0.85, True),
}


def _open_mouth(
    canvas: Canvas, portrait: Portrait, half: float, top: float, bottom: float, corner: float, teeth: bool
) -> None:
    corner_y = top + (bottom - top) * corner * 0.5 + 0.008
    shape = curve(
        [(-half, corner_y), (0, top), (half, corner_y), (half * 0.72, bottom * 0.72), (0, bottom), (-half * 0.72, bottom * 0.72)]
    )
    canvas.drawPath(shape, fill(_DEEP))
    canvas.save()
    canvas.clipPath(shape, True)
    if teeth:
        canvas.drawRect(rect(-half, top - 0.01, half, top + 0.03), fill(_TEETH))
    canvas.drawOval(rect(-half * 0.66, bottom * 0.42, half * 0.66, bottom * 1.6), fill(_TONGUE))
    canvas.restore()
    canvas.drawPath(shape, stroke(portrait.ink, max(0.008, portrait.line * 0.55)))


def _clenched_mouth(canvas: Canvas, portrait: Portrait) -> None:
    shape = curve([(-0.082, 0.022), (-0.03, -0.022), (0.03, -0.022), (0.082, 0.022), (0.05, 0.044), (-0.05, 0.044)])
    canvas.drawPath(shape, fill(_TEETH))
    canvas.save()
    canvas.clipPath(shape, True)
    canvas.drawPath(ribbon([(-0.09, 0.014), (0.09, 0.014)], [0.003, 0.003], 3), fill(_LIP, 0.8))
    for x in (-0.05, -0.02, 0.012, 0.044):
        canvas.drawPath(ribbon([(x, -0.03), (x, 0.05)], [0.002, 0.002], 3), fill(_LIP, 0.5))
    canvas.restore()
    canvas.drawPath(shape, stroke(portrait.ink, max(0.009, portrait.line * 0.6)))


def _beard(canvas: Canvas, portrait: Portrait, face: Path) -> None:
    look, x = portrait.look, 0.12 * portrait.yaw
    colour = mix(look.hair, INK, 0.12)
    if look.beard == "stubble":
        canvas.save()
        canvas.clipPath(face, True)
        jaw = curve([(-0.36, 0.14), (-0.2, 0.22), (x, 0.25), (0.2, 0.22), (0.36, 0.14), (0.3, 0.55), (-0.3, 0.55)])
        canvas.drawPath(jaw, fill(mix(look.hair, "#5a6078", 0.4), 0.26))
        canvas.restore()
    if look.beard == "full":
        edge = [(-0.34, 0.06), (-0.27, 0.20), (-0.14 + x, 0.27), (x, 0.262), (0.14 + x, 0.27), (0.27, 0.20), (0.34, 0.06)]
        edge += [(0.33, 0.30), (0.24 + x, 0.52), (0.10 + x, 0.64), (x, 0.70), (-0.12 + x, 0.63), (-0.24 + x, 0.52), (-0.33, 0.30)]
        inked(canvas, curve(edge), colour, portrait.line, portrait.ink)
        for k in (-0.16, -0.06, 0.06, 0.16):
            hair = [(k + x, 0.44), (k * 0.8 + x, 0.58)]
            canvas.drawPath(ribbon(hair, [0.004, 0.001], 3), fill(darker(colour, 0.4)))
        lips = curve([(x - 0.085, MOUTH_Y), (x, MOUTH_Y - 0.035), (x + 0.085, MOUTH_Y), (x, MOUTH_Y + 0.06)])
        canvas.drawPath(lips, fill(look.skin))
    if look.beard in ("moustache", "full"):
        for side in (-1, 1):
            wing = [(x, 0.262), (x + side * 0.06, 0.262), (x + side * 0.125, 0.305), (x + side * 0.15, 0.345)]
            wing += [(x + side * 0.07, 0.315), (x, 0.300)]
            canvas.drawPath(curve(wing), fill(colour))


def draw_over(canvas: Canvas, portrait: Portrait) -> None:
    """Glasses, tears, sweat and the mark of anger: over the hair."""
    if portrait.look.glasses:
        _glasses(canvas, portrait)
    expression = portrait.expression
    for side in (-1, 1):
        x, width, _ = eye_place(portrait, side)
        if expression.tears == 2:
            stream = [(x - width * 0.5, 0.125), (x + width * 0.5, 0.125), (x + width * 0.75, 0.30), (x + side * 0.03, 0.44)]
            stream.append((x - width * 0.45, 0.30))
            path = curve(stream)
            canvas.drawPath(path, fill("#bfe4ff", 0.72))
            canvas.drawPath(path, stroke("#5f9ac8", 0.008, 0.8))
            canvas.drawOval(rect(x - 0.02, 0.2, x + 0.005, 0.29), fill(WHITE, 0.9))
    if expression.sweat:
        x = 0.33 * (1 if portrait.yaw <= 0 else -1)
        drop = curve([(x, -0.22), (x + 0.045, -0.10), (x, -0.055), (x - 0.045, -0.10)])
        canvas.drawPath(drop, fill("#d4efff"))
        canvas.drawPath(drop, stroke("#4f86b4", 0.010))
        canvas.drawOval(rect(x - 0.022, -0.13, x - 0.004, -0.085), fill(WHITE))
    if expression.vein:
        x, y = (0.30 if portrait.yaw <= 0 else -0.30), -0.33
        for sx, sy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            mark = [(x + sx * 0.018, y + sy * 0.075), (x + sx * 0.022, y + sy * 0.022), (x + sx * 0.075, y + sy * 0.018)]
            canvas.drawPath(ribbon(mark, [0.006, 0.013, 0.006], 5), fill("#d8333a"))


def _glasses(canvas: Canvas, portrait: Portrait) -> None:
    frame, places = (44, 38, 52), [eye_place(portrait, side) for side in (-1, 1)]
    for x, width, _ in places:
        lens = rect(x - width * 1.28, EYE_Y - 0.112, x + width * 1.28, EYE_Y + 0.125)
        canvas.drawOval(lens, fill(WHITE, 0.16))
        canvas.drawOval(lens, stroke(frame, 0.018))
        glint = polygon([(x - width * 0.8, EYE_Y + 0.02), (x - width * 0.2, EYE_Y - 0.08), (x, EYE_Y - 0.08), (x - width * 0.6, EYE_Y + 0.05)])
        canvas.drawPath(glint, fill(WHITE, 0.35))
    (left, left_w, _), (right, right_w, _) = places
    canvas.drawLine(left + left_w * 1.28, EYE_Y, right - right_w * 1.28, EYE_Y, stroke(frame, 0.016))
    for side, x, width in ((-1, left, left_w), (1, right, right_w)):
        canvas.drawLine(x + side * width * 1.28, EYE_Y - 0.01, side * 0.37, EYE_Y - 0.03, stroke(frame, 0.014))


def ear(canvas: Canvas, portrait: Portrait, side: int) -> None:
    yaw = portrait.yaw
    if side * yaw > 0.35:
        return
    x = side * 0.352 + (0.05 * yaw if (side < 0) == (yaw > 0) else 0.0)
    shape = [(x - side * 0.03, -0.07), (x + side * 0.055, -0.085), (x + side * 0.06, 0.02), (x + side * 0.025, 0.13)]
    shape.append((x - side * 0.03, 0.12))
    path = curve(shape)
    inked(canvas, path, portrait.look.skin, portrait.line, portrait.ink)
    inner = [(x + side * 0.03, -0.05), (x + side * 0.012, 0.0), (x + side * 0.022, 0.07)]
    canvas.drawPath(ribbon(inner, [0.003, 0.012, 0.003], 5, False), fill(skin_shadow(portrait.look.skin)))
