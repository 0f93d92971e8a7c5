"""A face in profile: outline, features, what is on it. Drawn facing right; the caller mirrors. Head units."""

from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    Path,
    curve,
    fill,
    inked,
    linear,
    multiply,
    radial,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.portrait import Portrait, skin_shadow
from toonverse.draw.draft.profile_eye import draw_profile_eye
from toonverse.draw.draft.profile_worn import draw_profile_beard

_DROP = {
    "shout": 0.075,
    "laugh": 0.055,
    "wail": 0.06,
    "gasp": 0.05,
    "grin": 0.025,
    "talk": 0.03,
    "say": 0.022,
}
_DROP |= {"utter": 0.014, "mourn": 0.018}
LIPS_X = 0.325  # where the lips meet on the contour


def jaw_drop(portrait: Portrait) -> float:
    """How far the chin goes down for the mouth that is made, in heads."""
    return _DROP.get(portrait.expression.mouth, 0.0)


def profile_shape(portrait: Portrait) -> Path:
    """Brow, nose, lips, chin, jaw and the skull behind, as one outline."""
    look, features, drop = portrait.look, portrait.features, jaw_drop(portrait)
    child = look.age == "child"
    male = look.sex == "male" and not child
    nose = (0.036 if child else 0.066 if male else 0.050) * features.nose + (
        0.014 if look.age == "old" else 0.0
    )
    brow = 0.010 if male else 0.0
    chin = (
        (0.46 if child else 0.502 if look.teen else 0.512 if look.age == "young" else 0.522)
        + features.chin
        + drop
    )
    jaw = 0.030 if male else 0.0
    lips = 0.020 if child else 0.014 if male else 0.022
    outline: list[XY] = [
        (0.06, -0.53),
        (0.20, -0.47),
        (0.296, -0.34),
        (0.328, -0.20),
        (0.330 + brow, -0.075),
        (0.316 + brow * 0.6, -0.02),
        (0.304, 0.040),
        (0.315 + nose * 0.30, 0.100),
        (0.323 + nose * 0.84, 0.152),
        (0.325 + nose * 1.08, 0.180),
        (0.321 + nose * 0.94, 0.203),
        (0.324 + nose * 0.20, 0.224),
        (0.317, 0.256),
        (0.322 + lips * 0.9, 0.292),
        (0.320 + lips, 0.312),
        (LIPS_X - 0.008, 0.332),
        (LIPS_X - 0.012, 0.338 + drop * 0.9),
        (0.314 + lips * 0.8, 0.362 + drop),
        (0.290, 0.398 + drop),
        (0.296 + jaw * 0.5, 0.440 + drop),
        (0.272 + jaw * 0.4, chin - 0.018),
        (0.215, chin),
        (0.110, 0.455 + drop * 0.8),
        (-0.010 - jaw * 0.3, 0.375 + jaw + drop * 0.4),
        (-0.085 - jaw * 0.4, 0.270 + jaw),
        (-0.115, 0.10),
        (-0.20, 0.02),
        (-0.33, -0.15),
        (-0.28, -0.42),
        (-0.10, -0.53),
    ]
    return curve(outline)


def draw_profile(canvas: Canvas, portrait: Portrait) -> Path:
    """The face and everything on it, under the hair; returns its outline."""
    face = profile_shape(portrait)
    inked(canvas, face, portrait.look.skin, portrait.line, portrait.ink)
    _shadows(canvas, portrait, face)
    _nostril(canvas, portrait)
    if portrait.look.beard != "none":
        draw_profile_beard(canvas, portrait, face, jaw_drop(portrait))
    _mouth(canvas, portrait)
    draw_profile_eye(canvas, portrait)
    return face


def _shadows(canvas: Canvas, portrait: Portrait, face: Path) -> None:
    look, expression = portrait.look, portrait.expression
    dark, before = skin_shadow(look.skin), portrait.lit_from * portrait.way > 0
    canvas.save()
    canvas.clipPath(face, True)
    if before:  # lit from where the face looks: jaw and neck side lie in shadow
        side: list[XY] = [
            (-0.4, -0.3),
            (0.02, -0.2),
            (-0.03, 0.12),
            (0.03, 0.30),
            (0.16, 0.43),
            (0.30, 0.60),
            (-0.4, 0.6),
        ]
        canvas.drawPath(curve(side), fill(dark, 0.85))
    else:
        front: list[XY] = [
            (0.31, -0.25),
            (0.275, -0.02),
            (0.262, 0.06),
            (0.298, 0.16),
            (0.262, 0.235),
            (0.285, 0.29),
        ]
        front += [(0.262, 0.36), (0.245, 0.42), (0.17, 0.50), (0.3, 0.62), (0.6, 0.4), (0.6, -0.2)]
        canvas.drawPath(curve(front), fill(dark, 0.80))
    under_hair: list[XY] = [
        (-0.4, -0.6),
        (0.45, -0.5),
        (0.42, -0.17),
        (0.30, -0.13),
        (0.24, -0.06),
        (0.16, -0.12),
        (0.08, -0.02),
    ]
    canvas.drawPath(curve([*under_hair, (-0.02, 0.06), (-0.3, 0.05)]), fill(dark, 0.75))
    if expression.gloom:
        shade = linear((0, -0.4), (0, 0.2), [((40, 40, 90), 0.62 * expression.gloom), ((40, 40, 90), 0)])
        canvas.drawRect(rect(-0.5, -0.6, 0.5, 0.25), shade)
        if expression.gloom > 0.5:
            for k in range(6):
                stripe = ribbon(
                    [(0.08 + 0.045 * k, -0.28), (0.075 + 0.045 * k, -0.05 + 0.02 * (k % 3))],
                    [0.006, 0.003],
                    3,
                    False,
                )
                canvas.drawPath(stripe, fill((50, 44, 96), 0.5))
    warmth = max(expression.blush, 0.35 if look.sex == "female" or look.age == "child" else 0.0)
    if warmth:
        blush = radial((0.165, 0.190), 0.11, ((255, 84, 78), 0.55 * warmth), ((255, 84, 78), 0))
        canvas.drawOval(rect(0.055, 0.115, 0.275, 0.265), blush)
        if expression.blush >= 0.6:
            for k in (-1, 0, 1):
                mark = [(0.165 + k * 0.045 - 0.014, 0.215), (0.165 + k * 0.045 + 0.014, 0.165)]
                canvas.drawPath(ribbon(mark, [0.005, 0.005], 3), fill((214, 70, 70), 0.8))
    _age_lines(canvas, portrait)
    canvas.restore()


def _age_lines(canvas: Canvas, portrait: Portrait) -> None:
    if portrait.look.age not in ("middle", "old"):
        return
    old = portrait.look.age == "old"
    colour = fill(multiply(skin_shadow(portrait.look.skin), "#b88a84"), 0.9 if old else 0.5)
    width = 0.007 if old else 0.004
    lines: list[list[XY]] = [[(0.275, 0.225), (0.245, 0.27), (0.240, 0.33)]]
    if old:
        lines += [
            [(0.19, 0.150), (0.23, 0.165), (0.265, 0.150)],
            [(0.13, 0.07), (0.09, 0.05)],
            [(0.13, 0.085), (0.085, 0.09)],
        ]
        lines += [
            [(0.20, -0.20), (0.26, -0.215), (0.315, -0.20)],
            [(0.20, -0.26), (0.26, -0.275), (0.305, -0.26)],
        ]
        lines += [[(0.14, 0.23), (0.165, 0.31), (0.21, 0.38)]]
    for line in lines:
        canvas.drawPath(ribbon(line, [0.001, width, 0.001], 5, False), colour)


def _nostril(canvas: Canvas, portrait: Portrait) -> None:
    dark = multiply(skin_shadow(portrait.look.skin), "#a87c78")
    canvas.drawPath(
        ribbon([(0.318, 0.206), (0.332, 0.198), (0.345, 0.206)], [0.001, 0.0065, 0.001], 5, False), fill(dark)
    )
    wing = [(0.312, 0.172), (0.301, 0.194), (0.312, 0.214)]
    canvas.drawPath(ribbon(wing, [0.001, 0.0055, 0.001], 5, False), fill(dark, 0.9))


_LIP, _DEEP, _TONGUE, _TEETH = "#7a2f30", "#5a1a22", "#e0736e", "#fffaf5"
_CORNER = {"smile": (0.208, 0.292), "grin": (0.222, 0.302), "laugh": (0.215, 0.312), "frown": (0.258, 0.356)}
_CORNER |= {"firm": (0.250, 0.350), "wobble": (0.258, 0.346), "mourn": (0.265, 0.352), "grit": (0.240, 0.348)}


def _mouth(canvas: Canvas, portrait: Portrait) -> None:
    kind, drop = portrait.expression.mouth, jaw_drop(portrait)
    corner = _CORNER.get(kind, (0.262, 0.336))
    thick = max(0.0055, portrait.line * 0.40) * (1.35 if kind == "smile" else 1.0)
    if drop or kind == "grit":
        _open_mouth(canvas, portrait, corner, max(drop, 0.022), kind)
        return
    middle = ((LIPS_X + corner[0]) / 2, 0.334 if kind != "wobble" else 0.322)
    canvas.drawPath(
        ribbon([(LIPS_X + 0.004, 0.331), middle, corner], [thick, thick * 0.8, 0.002], 5), fill(_LIP)
    )
    if portrait.look.sex == "female" and portrait.look.age != "child":
        lip: list[XY] = [(0.330, 0.336), (0.336, 0.352), (0.318, 0.366), (0.292, 0.350), (0.300, 0.338)]
        canvas.drawPath(curve(lip), fill("#c86a64", 0.55))


def _open_mouth(canvas: Canvas, portrait: Portrait, corner: XY, drop: float, kind: str) -> None:
    """A wedge cut into the contour: the teeth above, the tongue below."""
    deep = 0.05 if kind in ("shout", "wail", "laugh") else 0.0
    back = (corner[0] - deep * 0.5, corner[1] + drop * 0.35)
    shape = curve(
        [
            (LIPS_X + 0.022, 0.316),
            (0.290, 0.322),
            back,
            (0.282, 0.352 + drop),
            (LIPS_X + 0.008, 0.350 + drop),
            (LIPS_X - 0.010, 0.336 + drop * 0.5),
        ],
        tension=0.13,
    )
    canvas.drawPath(shape, fill(_TEETH if kind == "grit" else _DEEP))
    canvas.save()
    canvas.clipPath(shape, True)
    if kind in ("shout", "laugh", "grin", "say", "wail"):
        canvas.drawRect(rect(0.2, 0.29, 0.4, 0.338), fill(_TEETH))
    if kind == "grit":
        canvas.drawPath(ribbon([(0.22, 0.345), (0.36, 0.340)], [0.003, 0.003], 3), fill(_LIP, 0.8))
    else:
        canvas.drawOval(rect(0.235, 0.335 + drop * 0.6, 0.335, 0.36 + drop * 1.5), fill(_TONGUE))
    canvas.restore()
    canvas.drawPath(shape, stroke(portrait.ink, max(0.007, portrait.line * 0.5)))


def profile_ear(canvas: Canvas, portrait: Portrait) -> None:
    shape = curve(
        [
            (-0.085, -0.075),
            (-0.020, -0.105),
            (0.022, -0.06),
            (0.010, 0.03),
            (-0.020, 0.125),
            (-0.062, 0.135),
            (-0.088, 0.05),
        ]
    )
    inked(canvas, shape, portrait.look.skin, portrait.line, portrait.ink)
    inner = [(-0.060, -0.05), (-0.020, -0.07), (-0.010, -0.02), (-0.040, 0.03), (-0.040, 0.08)]
    canvas.drawPath(
        ribbon(inner, [0.003, 0.011, 0.010, 0.008, 0.002], 5, False), fill(skin_shadow(portrait.look.skin))
    )
