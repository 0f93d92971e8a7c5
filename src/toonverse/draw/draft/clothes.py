"""Outfits: what covers the torso, how sleeves fall, what hangs below the hips. Head units."""

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
    shade,
)
from toonverse.draw.draft.portrait import PROFILE, skin_shadow
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
    "court",
    "vee",
    "camouflage",
    "zip",
    "ringed",
    "double",
    "striped",
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
    "blouse": Garment("buttons", skirt=1.25, collar=True),
    "shirtwaist": Garment("buttons", skirt=2.75, collar=True),
    "frock": Garment("bodice", skirt=2.6),
    "tunic": Garment("cadet", hem=0.42),
    "whites": Garment("lapels", hem=1.45, flare=0.05),
    "royal": Garment("court", "wide", hem=2.75, flare=0.10),
    "official": Garment("court", "wide", hem=2.75, flare=0.10),
    "scrubs": Garment("vee", "short", hem=0.30),
    "fatigues": Garment("camouflage", hem=0.35),
    "beesuit": Garment("zip", hem=0.25),
    "spacesuit": Garment("ringed", hem=0.10),
    "chef": Garment("double", hem=0.40),
    "turnout": Garment("striped", hem=0.85, flare=0.04),
    "slicker": Garment("zip", hem=1.30, flare=0.08),
    "maid": Garment("bib", "short", skirt=1.65),
}
_LOOSE: frozenset[Outfit] = frozenset(
    {
        "hoodie",
        "sweater",
        "coat",
        "jacket",
        "workwear",
        "robe",
        "durumagi",
        "cloak",
        "apron",
        "royal",
        "official",
        "beesuit",
        "spacesuit",
        "turnout",
        "slicker",
    }
)


@dataclass(frozen=True, slots=True)
class Tailor:
    """What every piece of clothing needs to know of the figure it is on; `yaw` is its head's."""

    look: Look
    bones: Skeleton
    garment: Garment
    line: float
    lit_from: float
    wind: float
    back: bool
    ink: Rgb = INK
    yaw: float = 0.0

    @property
    def middle(self) -> float:
        """x of the chest."""
        return (self.bones.left_shoulder[0] + self.bones.right_shoulder[0]) / 2

    @property
    def hips(self) -> XY:
        return self.bones.hips

    @property
    def jacket_hem(self) -> float:
        """y where a woman's short hanbok jacket ends."""
        shoulder = (self.bones.left_shoulder[1] + self.bones.right_shoulder[1]) / 2
        return shoulder + 0.44 * (self.hips[1] - shoulder)

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
    loose = 0.06 if look.outfit in _LOOSE else 0.0
    waist = ((0.33 if female else 0.43) + loose) * width * (0.74 if look.age == "child" else 1.0)
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


def neck(canvas: Canvas, tailor: Tailor) -> None:
    look, (x, y) = tailor.look, tailor.bones.neck
    half = {"female": 0.112, "male": 0.15}[look.sex] * (0.82 if look.age == "child" else 1.0)
    if look.build == "large":
        half *= 1.15
    deep = 0.12 if tailor.garment.front in ("knit", "hood", "cadet") or tailor.back else 0.30
    top = -0.04 if abs(tailor.yaw) >= PROFILE else 0.30
    sides: list[XY] = [(x * 0.4 - half, top), (x - half, y - 0.02), (x - half * 1.3, y + 0.09)]
    sides += [(x, y + deep), (x + half * 1.3, y + 0.09), (x + half, y - 0.02), (x * 0.4 + half, top)]
    if not tailor.back:
        sides = [(px - _set_back(tailor, px, py), py) for px, py in sides]
    path = curve(sides, tension=0.12)
    inked(canvas, path, look.skin, tailor.line, tailor.ink)
    canvas.save()
    canvas.clipPath(path, True)
    under_chin = curve([(-0.3, 0.2), (0.3, 0.2), (0.28, 0.58), (0.1 * tailor.lit_from, 0.68), (-0.25, 0.56)])
    canvas.drawPath(under_chin, fill(skin_shadow(look.skin)))
    canvas.restore()


def _set_back(tailor: Tailor, x: float, y: float) -> float:
    """How far a turned head's neck joins it behind the middle: a skull is deeper than its face."""
    way = -1 if tailor.yaw < 0 else 1
    if abs(tailor.yaw) < PROFILE:
        return 0.06 * tailor.yaw * max(0.0, 1.0 - max(0.0, y - 0.3) * 3)
    behind = 0.14 if x * way < 0 else 0.04
    return way * behind * max(0.0, 1.0 - max(0.0, y - 0.3) * 2.6)
