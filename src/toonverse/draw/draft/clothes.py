"""Outfits: what covers the torso, how sleeves fall, what hangs below the hips. Head units."""

import math
from dataclasses import dataclass
from typing import Literal

from toonverse.domain.look import Look, Outfit
from toonverse.draw.draft.brush import (
    INK,
    XY,
    Canvas,
    Colour,
    Path,
    Rgb,
    curve,
    fill,
    ink,
    inked,
    multiply,
    polygon,
    shade,
)
from toonverse.draw.draft.portrait import skin_shadow
from toonverse.draw.draft.poses import Skeleton

Sleeve = Literal["plain", "rolled", "wide", "short", "plate"]
Front = Literal[
    "open",
    "tie",
    "lapels",
    "buttons",
    "cadet",
    "knit",
    "hood",
    "bib",
    "crossed",
    "bodice",
    "cape",
    "plates",
    "vest",
]
FOLD = "#4d4468"
SHADE = "#9a8fb8"


@dataclass(frozen=True, slots=True)
class Garment:
    """`hem` is how far below the hips it hangs and `flare` how wide; `skirt` what is worn below."""

    front: Front
    sleeve: Sleeve = "plain"
    hem: float = 0.0
    flare: float = 0.0
    skirt: float = 0.0
    collar: bool = False


GARMENTS: dict[Outfit, Garment] = {
    "jacket": Garment("open", collar=True),
    "coat": Garment("open", hem=1.75, flare=0.06, collar=True),
    "hoodie": Garment("hood", hem=0.18),
    "uniform": Garment("tie"),
    "suit": Garment("lapels", hem=0.25),
    "shirt": Garment("buttons", collar=True),
    "sweater": Garment("knit", hem=0.12),
    "dress": Garment("bodice", "short", skirt=1.65),
    "apron": Garment("bib", "rolled"),
    "hanbok": Garment("crossed", "wide"),
    "robe": Garment("crossed", "wide", hem=2.75, flare=0.10),
    "workwear": Garment("vest", "rolled"),
    "cloak": Garment("cape", hem=0.3),
    "armor": Garment("plates", "plate", hem=0.35),
    "gown": Garment("bodice", "short", skirt=3.2),
    "durumagi": Garment("crossed", "wide", hem=2.35, flare=0.06),
    "gakuran": Garment("cadet", hem=0.12),
    "waistcoat": Garment("vest"),
    "blouse": Garment("buttons", skirt=1.25),
    "frock": Garment("bodice", skirt=2.6),
}


@dataclass(frozen=True, slots=True)
class Tailor:
    """What every piece of clothing needs to know of the figure it is on."""

    look: Look
    bones: Skeleton
    garment: Garment
    line: float
    lit_from: float
    wind: float
    back: bool
    ink: Rgb = INK

    @property
    def middle(self) -> float:
        """x of the chest."""
        return (self.bones.left_shoulder[0] + self.bones.right_shoulder[0]) / 2

    @property
    def hips(self) -> XY:
        return self.bones.hips

    def cel(self, canvas: Canvas, path: Path, colour: Colour, depth: float = 0.09) -> None:
        """Colour, ink line and cel shadow of one piece."""
        inked(canvas, path, colour, self.line, self.ink)
        shade(canvas, path, depth * self.lit_from, -0.03, multiply(colour, SHADE))

    def fold(self, canvas: Canvas, points: list[XY], colour: Colour, width: float = 0.03) -> None:
        ink(canvas, points, width, multiply(colour, FOLD), 0.85)


def torso(tailor: Tailor) -> Path:
    bones, look = tailor.bones, tailor.look
    left, right, neck = bones.left_shoulder, bones.right_shoulder, bones.neck
    hip_left, hip_right = bones.left_leg.hip, bones.right_leg.hip
    female = look.sex == "female" and look.age != "child"
    width = {"slim": 0.92, "average": 1.0, "large": 1.28}[look.build]
    waist = (0.33 if female else 0.42) * width * (0.74 if look.age == "child" else 1.0)
    middle = (tailor.middle + tailor.hips[0]) / 2
    length = hip_left[1] - left[1]
    waist_y = left[1] + length * 0.60
    hip = (0.22 if female else 0.17) * width * (0.7 if look.age == "child" else 1.0)
    bust = 0.03 if female else 0.0
    # a body in profile is as deep as its chest; its front curves out, its back in
    forward = 0.09 * bones.turn * (1.3 if female else 0.8)
    narrow = 1 - 0.22 * abs(bones.turn)
    waist *= narrow
    outline = [
        (neck[0] - 0.13, neck[1] + 0.10),
        (left[0] * 0.60 + neck[0] * 0.40, left[1] - 0.15),
        (left[0] - 0.03, left[1] - 0.07),
        (left[0] - 0.07, left[1] + 0.20),
        (left[0] + 0.09 * narrow - bust + min(0.0, forward), left[1] + 0.60),
        (middle - waist - 0.3 * forward, waist_y),
        (hip_left[0] - hip, hip_left[1] - 0.14),
        (hip_left[0] - hip - 0.02, hip_left[1] + 0.16),
        (tailor.hips[0], hip_left[1] + 0.24),
        (hip_right[0] + hip + 0.02, hip_right[1] + 0.16),
        (hip_right[0] + hip, hip_right[1] - 0.14),
        (middle + waist - 0.3 * forward, waist_y),
        (right[0] - 0.09 * narrow + bust + max(0.0, forward), right[1] + 0.60),
        (right[0] + 0.07, right[1] + 0.20),
        (right[0] + 0.03, right[1] - 0.07),
        (right[0] * 0.60 + neck[0] * 0.40, right[1] - 0.15),
        (neck[0] + 0.13, neck[1] + 0.10),
    ]
    return curve(outline, tension=0.15)


def wears_skirt(tailor: Tailor) -> bool:
    """Skirts begin at the waist and hide the torso's lower edge; coats continue it."""
    woman = tailor.look.sex == "female" and tailor.look.outfit in ("hanbok", "uniform")
    return tailor.garment.skirt > 0 or woman


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
        _hanging(canvas, tailor, -0.5, garment.skirt, 0.22 if garment.skirt < 2 else 0.34, look.top, pleats=4)
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
    start = -1.0 if long_skirt else -0.35
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
    middle_y = hip_y + length * scale * 0.45
    outline = [
        (top_left + 0.10, hip_y + start * max(0.7, scale)),
        (top_left - 0.02, hip_y),
        ((top_left + low_left) / 2 - flare * 0.2, middle_y),
        (low_left, low_y - 0.06),
        ((low_left + low_right) / 2, low_y + 0.05),
        (low_right, low_y - 0.06),
        ((top_right + low_right) / 2 + flare * 0.2, middle_y),
        (top_right + 0.02, hip_y),
        (top_right - 0.10, hip_y + start * max(0.7, scale)),
    ]
    path = curve(outline, tension=0.13)
    tailor.cel(canvas, path, colour, 0.16)
    for k in range(pleats):
        t = (k + 0.7) / (pleats + 0.4)
        top_x = top_left + (top_right - top_left) * t
        low_x = low_left + (low_right - low_left) * t
        tailor.fold(
            canvas,
            [(top_x, hip_y + start * 0.5 + 0.1), ((top_x + low_x) / 2, middle_y), (low_x, low_y - 0.05)],
            colour,
            0.035,
        )


def neck(canvas: Canvas, tailor: Tailor) -> None:
    look, (x, y) = tailor.look, tailor.bones.neck
    half = {"female": 0.112, "male": 0.15}[look.sex] * (0.82 if look.age == "child" else 1.0)
    if look.build == "large":
        half *= 1.15
    deep = 0.12 if tailor.garment.front in ("knit", "hood", "cadet") or tailor.back else 0.30
    sides: list[XY] = [(x * 0.4 - half, 0.30), (x - half, y - 0.02), (x - half * 1.3, y + 0.09)]
    sides += [(x, y + deep), (x + half * 1.3, y + 0.09), (x + half, y - 0.02), (x * 0.4 + half, 0.30)]
    path = curve(sides, tension=0.12)
    inked(canvas, path, look.skin, tailor.line, tailor.ink)
    canvas.save()
    canvas.clipPath(path, True)
    under_chin = curve([(-0.3, 0.2), (0.3, 0.2), (0.28, 0.58), (0.1 * tailor.lit_from, 0.68), (-0.25, 0.56)])
    canvas.drawPath(under_chin, fill(skin_shadow(look.skin)))
    canvas.restore()
