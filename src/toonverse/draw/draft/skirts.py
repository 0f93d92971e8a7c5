"""What hangs below the waist: skirts, coat tails, robes, on those who stand and those who sit. Head units."""

import math

from toonverse.draw.draft.brush import XY, Canvas, Colour, curve, fill, ink, multiply, polygon
from toonverse.draw.draft.clothes import SHADE, Tailor


def join_hem(canvas: Canvas, tailor: Tailor) -> None:
    """Hides the ink between a torso and the tails of its coat."""
    if not tailor.garment.hem or folded(tailor):
        return
    left, right, y = tailor.bones.left_leg.hip[0], tailor.bones.right_leg.hip[0], tailor.hips[1]
    patch = polygon(
        [(left - 0.12, y - 0.02), (right + 0.12, y - 0.02), (right + 0.12, y + 0.42), (left - 0.12, y + 0.42)]
    )
    if tailor.garment.hem > 0.5:
        canvas.drawPath(patch, fill(tailor.look.top))
        middle = (left + right) / 2
        _open_skirts(canvas, tailor, middle + tailor.bones.turn * (0.22 - 0.1 * abs(middle)), y)


def _open_skirts(canvas: Canvas, tailor: Tailor, x: float, y: float) -> None:
    """A coat falls open and shows the trousers in its shadow; a robe only overlaps."""
    down = (tailor.bones.left_leg.knee[1] - tailor.bones.left_leg.hip[1]) / 1.6
    low = y + tailor.garment.hem * min(1.0, max(0.35, down)) - 0.02
    if tailor.garment.front != "open" or tailor.back:
        tailor.fold(canvas, [(x, y - 0.1), (x + 0.03, y + 0.4), (x + 0.02, low)], tailor.look.top, 0.04)
        return
    gap = polygon([(x - 0.15, y - 0.02), (x + 0.15, y - 0.02), (x + 0.30, low), (x - 0.30, low)])
    canvas.drawPath(gap, fill(multiply(tailor.look.bottom, SHADE)))
    shirt = polygon([(x - 0.15, y - 0.06), (x + 0.15, y - 0.06), (x + 0.16, y + 0.10), (x - 0.16, y + 0.10)])
    canvas.drawPath(shirt, fill(tailor.look.inner))
    for side in (-1, 1):
        edge = [(x + side * 0.15, y - 0.04), (x + side * 0.21, y + 0.6), (x + side * 0.30, low)]
        ink(canvas, edge, tailor.line, tailor.ink, 1.0, (1, 1, 1))


def below_the_hips(canvas: Canvas, tailor: Tailor) -> None:
    """Coat tails, robes and skirts, drawn over the legs."""
    look, garment = tailor.look, tailor.garment
    if folded(tailor):
        _over_folded_legs(canvas, tailor)
        return
    if look.outfit == "hanbok":
        if look.sex == "female":
            _hanging(canvas, tailor, -1.15, 3.3, 0.20, look.bottom, pleats=7)
        return
    if garment.skirt:
        cloth = look.bottom if garment.front == "buttons" else look.top
        _hanging(canvas, tailor, -0.5, garment.skirt, 0.22 if garment.skirt < 2 else 0.34, cloth, pleats=4)
    elif look.outfit == "uniform" and look.sex == "female":
        _hanging(canvas, tailor, -0.1, 1.05, 0.22, look.bottom, pleats=6)
    if garment.hem:
        _hanging(
            canvas, tailor, -0.25, garment.hem, garment.flare, look.top, pleats=2 if garment.hem > 1 else 0
        )


def folded(tailor: Tailor) -> bool:
    """Whether the figure sits, kneels or squats: its knees are about as high as its hips."""
    legs = (tailor.bones.left_leg, tailor.bones.right_leg)
    thigh = sum(leg.knee[1] - leg.hip[1] for leg in legs) / 2
    return thigh < 0.5 * sum(math.dist(leg.hip, leg.knee) for leg in legs) / 2 + 0.12


def _over_folded_legs(canvas: Canvas, tailor: Tailor) -> None:
    """Cloth of one who sits: over the thighs and down from the knees, or a dome on the floor."""
    look, garment, bones = tailor.look, tailor.garment, tailor.bones
    long_skirt = look.sex == "female" and look.outfit == "hanbok"
    length = 3.3 if long_skirt else garment.skirt or garment.hem
    if look.outfit == "uniform" and look.sex == "female":
        length = 1.05
    if length < 0.5:
        return
    below = look.outfit == "uniform" or long_skirt
    colour = look.bottom if below else look.top
    start = tailor.jacket_hem - tailor.hips[1] if long_skirt else -0.35
    (x, y), legs = tailor.hips, (bones.left_leg, bones.right_leg)
    knees = [leg.knee[0] for leg in legs]
    knee_y = sum(leg.knee[1] for leg in legs) / 2
    if min(leg.ankle[1] for leg in legs) - knee_y > 0.7:  # on a chair
        way = 1.0 if sum(knees) / 2 >= x else -1.0
        far = max(way * k for k in knees) * way
        down = knee_y + min(1.5, max(0.10, length - 1.15)) * 0.85
        outline: list[XY] = [
            (x - way * 0.26, y + start),
            (x - way * 0.44, y - 0.05),
            (x - way * 0.40, y + 0.36),
            (far - way * 0.62, knee_y + 0.34),
            (far - way * 0.58, down),
            (far + way * 0.30, down),
            (far + way * 0.26, knee_y - 0.10),
            (far - way * 0.10, knee_y - 0.28),
            (x + way * 0.34, y - 0.20),
            (x + way * 0.26, y + start),
            (x, y + start + 0.06),
        ]
    else:
        low, left = bones.ground - 0.02, min(*knees, *(leg.ankle[0] for leg in legs)) - 0.26
        right = max(*knees, *(leg.ankle[0] for leg in legs)) + 0.26
        if not long_skirt and length < 2:
            left, right, low = left + 0.14, right - 0.10, low - 0.10
        outline = [
            (x - 0.27, y + start),
            (x - 0.44, y - 0.05),
            (left + 0.10, y + 0.36),
            (left - 0.02, low - 0.12),
            (left + 0.14, low),
            (right - 0.14, low),
            (right + 0.02, low - 0.12),
            (right - 0.10, y + 0.30),
            (x + 0.44, y - 0.05),
            (x + 0.27, y + start),
            (x, y + start + 0.06),
        ]
    tailor.cel(canvas, curve(outline, tension=0.13), colour, 0.14)
    for k in range(5):
        t = (k + 0.8) / 5.6
        top = (x - 0.26 + 0.52 * t, y + start + 0.12)
        bottom = (outline[3][0] + (outline[5][0] - outline[3][0]) * t, outline[4][1] - 0.06)
        tailor.fold(canvas, [top, ((top[0] + bottom[0]) / 2, y + 0.05), bottom], colour, 0.034)


def _hanging(
    canvas: Canvas, tailor: Tailor, start: float, length: float, flare: float, colour: Colour, pleats: int
) -> None:
    """Cloth from `start` (against the hips) to `length` below them, wide enough for the legs' stride."""
    bones = tailor.bones
    share = min(1.0, max(0.0, length) / 1.7)
    down = (bones.left_leg.knee[1] - bones.left_leg.hip[1]) / 1.6
    scale = min(1.0, max(0.35, down))
    hip_y = tailor.hips[1]
    knees = (bones.left_leg.knee[0], bones.right_leg.knee[0])
    ankles = (bones.left_leg.ankle[0], bones.right_leg.ankle[0])
    far_left = min(min(knees), min(ankles) if length > 2 else 0.0)
    far_right = max(max(knees), max(ankles) if length > 2 else 0.0)
    wide = {"slim": 0.26, "average": 0.30, "large": 0.42}[tailor.look.build]
    top_left = bones.left_leg.hip[0] - wide + 0.06
    top_right = bones.right_leg.hip[0] + wide - 0.06
    if start < -0.8:
        top_left, top_right = top_left * 0.9, top_right * 0.9
    sway = tailor.wind * 0.35 * length
    low_y = hip_y + length * scale
    low_left = (far_left - wide - flare * length) * share + top_left * (1 - share) - max(0.0, -sway)
    low_right = (far_right + wide + flare * length) * share + top_right * (1 - share) + max(0.0, sway)
    waist_y = hip_y + start * max(0.7, scale)
    if start < -0.8:  # a hanbok's skirt begins under the short jacket, as wide as the chest there
        waist_y = tailor.jacket_hem - 0.02
        half = 0.34 * (bones.right_shoulder[0] - bones.left_shoulder[0]) + 0.02
        middle_x = (tailor.middle + tailor.hips[0]) / 2
        top_left, top_right = middle_x - half - 0.10, middle_x + half + 0.10
    full = 0.10 if start < -0.8 else 0.04  # gathered cloth stands out before it falls
    third = waist_y + (low_y - waist_y) * 0.34
    two_thirds = waist_y + (low_y - waist_y) * 0.70
    outline: list[XY] = [
        (top_left + 0.10, waist_y),
        (_along(top_left, low_left, 0.34) - full, third),
        (_along(top_left, low_left, 0.70) - full * 0.3, two_thirds),
        *_hem(low_left, low_right, low_y, 7 if pleats > 4 else 5),
        (_along(top_right, low_right, 0.70) + full * 0.3, two_thirds),
        (_along(top_right, low_right, 0.34) + full, third),
        (top_right - 0.10, waist_y),
        ((top_left + top_right) / 2, waist_y + 0.035),
    ]
    path = curve(outline, tension=0.15)
    tailor.cel(canvas, path, colour, 0.16)
    _pleats(canvas, tailor, (top_left, top_right, waist_y), (low_left, low_right, low_y), colour, pleats)


def _along(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _hem(left: float, right: float, y: float, waves: int) -> list[XY]:
    """The lower edge, in waves that hang lower in the middle."""
    points: list[XY] = []
    for k in range(waves * 2 + 1):
        t = k / (waves * 2)
        dip = 0.07 * (1 - (2 * t - 1) ** 2)
        points.append((_along(left, right, t), y - 0.06 + dip + (0.028 if k % 2 else -0.022)))
    return points


def _pleats(
    canvas: Canvas,
    tailor: Tailor,
    top: tuple[float, float, float],
    low: tuple[float, float, float],
    colour: Colour,
    count: int,
) -> None:
    """Folds from the waist that open towards the hem, every second with its shadow."""
    dark = multiply(colour, SHADE)
    for k in range(count):
        t = (k + 0.7) / (count + 0.4)
        top_x, low_x = _along(top[0], top[1], 0.12 + 0.76 * t), _along(low[0], low[1], t)
        begin = _along(top[2], low[2], 0.05 + 0.13 * (k % 3))
        middle = (_along(top_x, low_x, 0.52) + 0.02 * (k % 2), _along(top[2], low[2], 0.5))
        end = low[2] - 0.07
        if k % 2 == 0:
            width = 0.40 * (low[1] - low[0]) / (count + 1)
            wedge = [(top_x, begin), middle, (low_x, end), (low_x - width * tailor.lit_from, end)]
            canvas.drawPath(polygon(wedge), fill(dark, 0.75))
        tailor.fold(canvas, [(top_x, begin), middle, (low_x, end)], colour, 0.034)
