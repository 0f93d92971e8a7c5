"""The features of a face under its hair: shadows, nose, mouth, lines of age, ears. Head units."""

from toonverse.draw.draft.brush import (
    Canvas,
    Path,
    curve,
    fill,
    inked,
    linear,
    multiply,
    polygon,
    radial,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.eyes import draw_eye
from toonverse.draw.draft.portrait import MOUTH_Y, Portrait, skin_shadow
from toonverse.draw.draft.worn import draw_beard


def draw_features(canvas: Canvas, portrait: Portrait, face: Path) -> None:
    """Everything under the hair."""
    _shadows(canvas, portrait, face)
    _nose(canvas, portrait)
    _age_lines(canvas, portrait)
    if portrait.look.beard != "none":
        draw_beard(canvas, portrait, face)
    _mouth(canvas, portrait)
    for side in (-1, 1):
        draw_eye(canvas, portrait, side)


def _shadows(canvas: Canvas, portrait: Portrait, face: Path) -> None:
    look, expression, shift = portrait.look, portrait.expression, portrait.shift
    dark = skin_shadow(look.skin)
    away = -portrait.lit_from
    canvas.save()
    canvas.clipPath(face, True)
    cheek = [
        (away * 0.42, -0.4),
        (away * 0.28, -0.1),
        (away * 0.285, 0.08),
        (away * 0.23 + 0.3 * shift, 0.22),
        (away * 0.15 + 0.6 * shift, 0.40),
        (away * 0.05 + 0.9 * shift, 0.52),
        (away * 0.6, 0.55),
        (away * 0.6, -0.3),
    ]
    canvas.drawPath(curve(cheek), fill(dark, 0.85))
    under_hair = [(-0.45, -0.5), (0.45, -0.5), (0.42, 0.0), (0.30 + shift, -0.09), (0.20 + shift, -0.01)]
    under_hair += [(0.10 + shift, -0.10), (shift, -0.04), (-0.10 + shift, -0.11), (-0.20 + shift, -0.03)]
    under_hair += [(-0.29, -0.08), (-0.42, 0.02)]
    canvas.drawPath(curve(under_hair), fill(dark, 0.75))
    if expression.gloom:
        shade = linear((0, -0.4), (0, 0.2), [((40, 40, 90), 0.62 * expression.gloom), ((40, 40, 90), 0)])
        canvas.drawRect(rect(-0.5, -0.6, 0.5, 0.25), shade)
        if expression.gloom > 0.5:
            for k in range(9):
                x = -0.24 + 0.06 * k + shift
                stripe = ribbon([(x, -0.30), (x - 0.01, -0.06 + 0.02 * (k % 3))], [0.006, 0.003], 3, False)
                canvas.drawPath(stripe, fill((50, 44, 96), 0.5))
    warmth = max(expression.blush, 0.35 if look.sex == "female" or look.age == "child" else 0.0)
    if warmth:
        _blush(canvas, portrait, warmth)
    light = radial((shift * 1.1, 0.16), 0.15, ((255, 250, 240), 0.28), ((255, 250, 240), 0))
    canvas.drawOval(rect(shift * 1.1 - 0.15, 0.04, shift * 1.1 + 0.15, 0.30), light)
    canvas.restore()


def _blush(canvas: Canvas, portrait: Portrait, warmth: float) -> None:
    for side in (-1, 1):
        x = portrait.across(side * 0.21, 0.19)
        blush = radial((x, 0.185), 0.115, ((255, 84, 78), 0.55 * warmth), ((255, 84, 78), 0))
        canvas.drawOval(rect(x - 0.115, 0.115, x + 0.115, 0.255), blush)
        if portrait.expression.blush >= 0.6:
            for k in (-1, 0, 1):
                mark = [(x + k * 0.048 - 0.016, 0.215), (x + k * 0.048 + 0.016, 0.160)]
                canvas.drawPath(ribbon(mark, [0.005, 0.005], 3), fill((214, 70, 70), 0.8))


def _nose(canvas: Canvas, portrait: Portrait) -> None:
    x, turn = portrait.nose_x, 1 if portrait.yaw >= 0 else -1
    dark = skin_shadow(portrait.look.skin)
    male = portrait.look.sex == "male" and portrait.look.age != "child"
    strong = 1.3 if portrait.look.age in ("middle", "old") and male else 1.1 if male else 0.9
    strong *= portrait.features.nose
    turned = abs(portrait.yaw)
    side = [(x - turn * 0.022, 0.05), (x + 0.026 * turn * strong, 0.195), (x - turn * 0.020, 0.218)]
    if turned > 0.15 or strong > 1.2:
        canvas.drawPath(polygon(side), fill(dark, 0.6))
    tip = (x + 0.036 * turn * strong, 0.200)
    line = [(x + turn * 0.008, 0.128 if male else 0.158), tip, (x - turn * 0.006, 0.222)]
    canvas.drawPath(ribbon(line, [0.001, 0.0075 * strong, 0.002], 5, False), fill(multiply(dark, "#a87c78")))
    glint = [(x - turn * 0.004, 0.165), (x + turn * 0.006, 0.182)]
    canvas.drawPath(ribbon(glint, [0.006, 0.009], 3), fill((255, 252, 246), 0.7))


def _age_lines(canvas: Canvas, portrait: Portrait) -> None:
    age = portrait.look.age
    if age not in ("middle", "old"):
        return
    shift = portrait.shift
    colour = fill(multiply(skin_shadow(portrait.look.skin), "#b88a84"), 0.9 if age == "old" else 0.5)
    width = 0.007 if age == "old" else 0.005
    if age == "middle" and portrait.look.sex == "female":
        width = 0.003
    for side in (-1, 1):
        fold = [
            (portrait.across(side * 0.085, 0.24), 0.22),
            (portrait.across(side * 0.125, 0.24), 0.29),
            (portrait.across(side * 0.115, 0.24), 0.35),
        ]
        canvas.drawPath(ribbon(fold, [0.001, width, 0.001], 5, False), colour)
        if age == "old":
            bag = [(portrait.across(side * 0.10, 0.22), 0.145), (portrait.across(side * 0.175, 0.22), 0.175)]
            bag.append((portrait.across(side * 0.25, 0.18), 0.145))
            canvas.drawPath(ribbon(bag, [0.001, 0.006, 0.001], 5, False), colour)
            for k in (-1, 0, 1):
                foot = [
                    (portrait.across(side * 0.285, 0.14), 0.06 + k * 0.012),
                    (portrait.across(side * 0.33, 0.10), 0.06 + k * 0.04),
                ]
                canvas.drawPath(ribbon(foot, [0.004, 0.001], 3, False), colour)
    if age == "old":
        for side in (-1, 1):  # hollow cheeks, and the jaw that hangs a little
            hollow = [
                (portrait.across(side * 0.255, 0.16), 0.20),
                (portrait.across(side * 0.215, 0.19), 0.30),
                (portrait.across(side * 0.150, 0.22), 0.385),
            ]
            canvas.drawPath(ribbon(hollow, [0.002, 0.010, 0.001], 5, False), colour)
        for y in (-0.19, -0.235, -0.28):
            brow = [(-0.15 + shift, y), (shift, y - 0.012), (0.15 + shift, y)]
            canvas.drawPath(ribbon(brow, [0.001, 0.0055, 0.001], 5, False), colour)


_LIP, _DEEP, _TONGUE, _TEETH = "#7a2f30", "#5a1a22", "#e0736e", "#fffaf5"


def _mouth(canvas: Canvas, portrait: Portrait) -> None:
    canvas.save()
    size = (
        (1.26 if portrait.look.sex == "male" else 1.18)
        * portrait.features.mouth
        * (0.88 if portrait.soft else 1.0)
    )
    canvas.translate(portrait.mouth_x, MOUTH_Y)
    canvas.scale(size * (1 - 0.24 * abs(portrait.yaw)), size)
    kind = portrait.expression.mouth
    if kind in _OPEN_MOUTHS:
        _open_mouth(canvas, portrait, *_OPEN_MOUTHS[kind])
    elif kind == "grit":
        _clenched_mouth(canvas, portrait)
    else:
        points, widths = _CLOSED_MOUTHS[kind]
        thick = max(1.0, portrait.line * 0.34 / 0.008)
        widths = [width * thick for width in widths]
        canvas.drawPath(ribbon(points, widths, 5, caps=False), fill(_LIP))
        painted = portrait.look.sex == "female" and portrait.look.age == "middle"
        if portrait.soft or painted:
            lower = [(-0.05, 0.012), (0.0, 0.030), (0.05, 0.012)]
            canvas.drawPath(ribbon(lower, [0.004, 0.016, 0.004], 6, False), fill("#c86a64", 0.55))
        below = [(-0.025, 0.062), (0.025, 0.062)]
        canvas.drawPath(
            ribbon(below, [0.002, 0.004, 0.002], 4, caps=False), fill(skin_shadow(portrait.look.skin))
        )
    canvas.restore()


_CLOSED_MOUTHS: dict[str, tuple[list[tuple[float, float]], list[float]]] = {
    "line": ([(-0.055, 0.0), (0, 0.006), (0.055, -0.002)], [0.002, 0.0078, 0.002]),
    "smile": ([(-0.088, -0.014), (-0.03, 0.02), (0.03, 0.02), (0.088, -0.016)], [0.003, 0.008, 0.008, 0.003]),
    "frown": ([(-0.06, 0.024), (0, -0.010), (0.06, 0.024)], [0.002, 0.0085, 0.002]),
    "wobble": (
        [(-0.075, 0.012), (-0.04, -0.012), (0, 0.014), (0.04, -0.012), (0.075, 0.012)],
        [0.003, 0.008, 0.008, 0.003],
    ),
    "firm": (
        [(-0.075, 0.014), (-0.02, -0.006), (0.03, -0.006), (0.08, 0.012)],
        [0.003, 0.0095, 0.0095, 0.003],
    ),
}
# half width, top, bottom, roundness of the corners' height, shows teeth
_OPEN_MOUTHS: dict[str, tuple[float, float, float, float, bool]] = {
    "talk": (0.062, -0.022, 0.052, 0.5, False),
    "say": (0.080, -0.016, 0.044, 0.12, True),
    "utter": (0.056, -0.014, 0.026, 0.5, False),
    "mourn": (0.064, -0.016, 0.036, 1.25, False),
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
        [
            (-half, corner_y),
            (0, top),
            (half, corner_y),
            (half * 0.72, bottom * 0.72),
            (0, bottom),
            (-half * 0.72, bottom * 0.72),
        ]
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
    shape = curve(
        [(-0.082, 0.022), (-0.03, -0.022), (0.03, -0.022), (0.082, 0.022), (0.05, 0.044), (-0.05, 0.044)]
    )
    canvas.drawPath(shape, fill(_TEETH))
    canvas.save()
    canvas.clipPath(shape, True)
    canvas.drawPath(ribbon([(-0.09, 0.014), (0.09, 0.014)], [0.003, 0.003], 3), fill(_LIP, 0.8))
    for x in (-0.05, -0.02, 0.012, 0.044):
        canvas.drawPath(ribbon([(x, -0.03), (x, 0.05)], [0.002, 0.002], 3), fill(_LIP, 0.5))
    canvas.restore()
    canvas.drawPath(shape, stroke(portrait.ink, max(0.009, portrait.line * 0.6)))


def ear(canvas: Canvas, portrait: Portrait, side: int) -> None:
    yaw = portrait.yaw
    if side * yaw > 0.3:
        return
    x = side * 0.350 + (0.11 * yaw if side * yaw < 0 else 0.06 * yaw)
    shape = [
        (x - side * 0.03, -0.07),
        (x + side * 0.055, -0.085),
        (x + side * 0.062, 0.02),
        (x + side * 0.025, 0.14),
    ]
    shape.append((x - side * 0.03, 0.13))
    path = curve(shape)
    inked(canvas, path, portrait.look.skin, portrait.line, portrait.ink)
    inner = [(x + side * 0.03, -0.05), (x + side * 0.012, 0.0), (x + side * 0.022, 0.07)]
    canvas.drawPath(ribbon(inner, [0.003, 0.012, 0.003], 5, False), fill(skin_shadow(portrait.look.skin)))
