"""Sixteen haircuts as data: what crown, fringe, back and ties each is made of. Head units."""

from dataclasses import dataclass
from typing import Literal

from toonverse.domain.look import HairStyle

Crown = Literal["smooth", "tight", "messy", "spiky", "curly"]
Fringe = Literal["teeth", "wild", "soft", "straight", "swept", "high", "parted", "curls", "none"]
Back = Literal["nape", "bob", "long", "wavy", "none"]
Extra = Literal["none", "ponytail", "pigtails", "braid", "bun", "topknot"]


@dataclass(frozen=True, slots=True)
class Cut:
    """`locks` is how far the side locks hang (head units), 0 for none."""

    crown: Crown
    fringe: Fringe
    back: Back = "nape"
    locks: float = 0.0
    extra: Extra = "none"


CUTS: dict[HairStyle, Cut] = {
    "short": Cut("smooth", "swept"),
    "messy": Cut("messy", "wild"),
    "spiky": Cut("spiky", "teeth"),
    "bowl": Cut("smooth", "straight"),
    "slick": Cut("smooth", "high"),
    "buzz": Cut("tight", "high"),
    "curly": Cut("curly", "curls", "bob"),
    "bob": Cut("smooth", "straight", "bob", 0.42),
    "long": Cut("smooth", "soft", "long", 0.62),
    "wavy": Cut("smooth", "parted", "wavy", 0.66),
    "ponytail": Cut("smooth", "soft", "nape", 0.36, "ponytail"),
    "pigtails": Cut("smooth", "soft", "nape", 0.30, "pigtails"),
    "braid": Cut("smooth", "parted", "nape", 0.22, "braid"),
    "bun": Cut("smooth", "parted", "nape", 0.0, "bun"),
    "topknot": Cut("smooth", "high", "nape", 0.0, "topknot"),
    "bald": Cut("tight", "none", "none"),
}

MESSY = [
    (-0.47, 0.10), (-0.415, 0.0), (-0.525, -0.10), (-0.44, -0.17), (-0.545, -0.33), (-0.41, -0.36),
    (-0.44, -0.56), (-0.29, -0.53), (-0.20, -0.70), (-0.10, -0.605), (0.10, -0.735), (0.13, -0.60),
    (0.37, -0.66), (0.315, -0.50), (0.52, -0.43), (0.41, -0.31), (0.55, -0.15), (0.43, -0.10),
    (0.50, 0.06), (0.40, 0.12),
]  # fmt: skip
SPIKY = [
    (-0.50, 0.02), (-0.41, -0.04), (-0.60, -0.22), (-0.42, -0.25), (-0.60, -0.50), (-0.36, -0.46),
    (-0.42, -0.78), (-0.20, -0.60), (-0.12, -0.90), (0.02, -0.64), (0.20, -0.88), (0.22, -0.60),
    (0.50, -0.72), (0.36, -0.45), (0.62, -0.42), (0.42, -0.22), (0.56, -0.10), (0.41, -0.02),
]  # fmt: skip

# (tip x, tip y, valley x, valley y, how much both follow the turn of the head), from right to left
FRINGES: dict[Fringe, tuple[tuple[float, float, float, float, float], ...]] = {
    "wild": (
        (0.345, 0.19, 0.33, -0.06, 0.0),
        (0.30, 0.045, 0.23, -0.16, 0.5),
        (0.15, 0.085, 0.09, -0.22, 1.0),
        (0.0, -0.02, -0.05, -0.23, 1.0),
        (-0.09, 0.06, -0.17, -0.20, 1.0),
        (-0.235, 0.0, -0.30, -0.10, 0.5),
        (-0.345, 0.20, -0.395, 0.06, 0.0),
    ),
    "teeth": (
        (0.36, 0.15, 0.34, -0.14, 0.0),
        (0.25, -0.08, 0.16, -0.27, 0.8),
        (0.07, -0.06, 0.0, -0.30, 1.0),
        (-0.10, -0.09, -0.16, -0.28, 1.0),
        (-0.27, -0.06, -0.335, -0.14, 0.6),
        (-0.36, 0.15, -0.39, 0.06, 0.0),
    ),
    "soft": (
        (0.235, 0.035, 0.17, -0.17, 0.8),
        (0.115, 0.015, 0.055, -0.25, 1.0),
        (-0.02, -0.035, -0.06, -0.22, 1.0),
        (-0.135, 0.0, -0.18, -0.20, 1.0),
        (-0.26, 0.045, -0.305, -0.12, 0.5),
    ),
    "straight": (
        (0.27, 0.0, 0.21, -0.045, 0.5),
        (0.17, 0.005, 0.11, -0.045, 0.8),
        (0.06, 0.0, 0.01, -0.05, 1.0),
        (-0.05, 0.005, -0.10, -0.045, 1.0),
        (-0.16, 0.0, -0.20, -0.04, 0.8),
        (-0.27, 0.005, -0.315, -0.04, 0.5),
    ),
    "swept": (
        (0.345, 0.08, 0.325, -0.13, 0.0),
        (0.27, -0.10, 0.17, -0.27, 0.6),
        (-0.06, -0.15, -0.12, -0.24, 1.0),
        (-0.24, -0.085, -0.32, -0.15, 0.6),
        (-0.345, 0.08, -0.372, -0.02, 0.0),
    ),
    "high": (
        (0.35, 0.05, 0.325, -0.16, 0.0),
        (0.26, -0.30, 0.10, -0.36, 0.5),
        (0.0, -0.33, -0.10, -0.36, 0.6),
        (-0.26, -0.30, -0.325, -0.16, 0.5),
        (-0.35, 0.05, -0.37, -0.02, 0.0),
    ),
    "parted": (
        (0.325, 0.10, 0.30, -0.08, 0.3),
        (0.235, -0.13, 0.02, -0.385, 0.9),
        (-0.20, -0.16, -0.285, -0.09, 0.7),
        (-0.325, 0.10, -0.34, 0.0, 0.3),
    ),
    "curls": (
        (0.36, 0.10, 0.30, -0.06, 0.0),
        (0.24, 0.02, 0.15, -0.12, 0.6),
        (0.09, -0.01, 0.01, -0.14, 1.0),
        (-0.06, -0.02, -0.13, -0.12, 1.0),
        (-0.22, 0.02, -0.29, -0.06, 0.6),
        (-0.36, 0.10, -0.43, 0.0, 0.0),
    ),
}
