"""Animals of the cast: how each kind is built. Head units; the origin is the head's centre, the nose to +x.

Trunk and legs are drawn in `beast_bodies`, heads in `beast_heads`.
"""

from dataclasses import dataclass
from typing import Literal

from toonverse.domain.look import Species
from toonverse.domain.storyboard import Pose
from toonverse.draw.draft.brush import XY

Posture = Literal["stand", "run", "sit", "lie"]
Ears = Literal["flap", "point", "long", "round", "side", "none"]
Tail = Literal["brush", "thin", "puff", "hair", "tuft", "feathers", "none"]
Face = Literal["round", "horse", "cow", "dragon", "beak"]


@dataclass(frozen=True, slots=True)
class Beast:
    """`ground` is how far the feet are below the head's centre, `chest` where the trunk begins, `length` and
    `depth` its length and half height; `scale` is a head against a person's; `legs` the half widths of a
    leg at its top and above its foot; `box` and `mouth` are the places of head and mouth."""

    ground: float
    chest: XY
    length: float
    depth: float
    neck: tuple[float, float]
    legs: tuple[float, float]
    ears: Ears
    tail: Tail
    face: Face = "round"
    hoofs: bool = False
    scale: float = 1.0
    box: tuple[float, float, float, float] = (-0.52, -0.74, 0.58, 0.46)
    mouth: XY = (0.36, 0.26)
    muzzle: float = 0.5


_LONG_HEAD = (-0.38, -0.66, 0.94, 0.62)
BEASTS: dict[Species, Beast] = {
    "dog": Beast(2.15, (-0.34, 0.72), 1.55, 0.44, (0.30, 0.36), (0.17, 0.11), "flap", "brush", muzzle=0.62),
    "cat": Beast(
        1.75, (-0.34, 0.62), 1.35, 0.36, (0.24, 0.30), (0.14, 0.09), "point", "thin", muzzle=0.40, scale=0.86
    ),
    "fox": Beast(
        1.95, (-0.36, 0.68), 1.55, 0.36, (0.25, 0.32), (0.13, 0.08), "point", "brush", muzzle=0.66, scale=0.92
    ),
    "rabbit": Beast(
        1.30,
        (-0.30, 0.50),
        0.95,
        0.42,
        (0.28, 0.34),
        (0.13, 0.10),
        "long",
        "puff",
        muzzle=0.38,
        box=(-0.52, -1.0, 0.56, 0.46),
        scale=0.84,
    ),
    "tiger": Beast(
        2.35, (-0.46, 0.66), 2.30, 0.56, (0.42, 0.50), (0.25, 0.18), "round", "thin", muzzle=0.48, scale=1.35
    ),
    "bear": Beast(
        2.40, (-0.46, 0.66), 2.00, 0.74, (0.46, 0.62), (0.32, 0.24), "round", "puff", muzzle=0.54, scale=1.45
    ),
    "horse": Beast(
        3.05,
        (-0.74, 1.05),
        2.15,
        0.52,
        (0.26, 0.46),
        (0.20, 0.10),
        "point",
        "hair",
        "horse",
        True,
        1.30,
        _LONG_HEAD,
        (0.70, 0.46),
    ),
    "cow": Beast(
        2.45,
        (-0.62, 0.52),
        2.30,
        0.64,
        (0.36, 0.50),
        (0.20, 0.13),
        "side",
        "tuft",
        "cow",
        True,
        1.30,
        _LONG_HEAD,
        (0.66, 0.50),
    ),
    "bird": Beast(
        1.05,
        (-0.20, 0.34),
        0.70,
        0.38,
        (0.24, 0.30),
        (0.035, 0.03),
        "none",
        "feathers",
        "beak",
        False,
        0.62,
        (-0.42, -0.46, 0.72, 0.40),
        (0.52, 0.10),
    ),
    "dragon": Beast(
        2.70,
        (-0.60, 0.86),
        2.60,
        0.50,
        (0.34, 0.48),
        (0.22, 0.15),
        "none",
        "none",
        "dragon",
        False,
        1.55,
        (-0.5, -0.80, 0.98, 0.62),
        (0.72, 0.40),
    ),
}
_SITTING: frozenset[Pose] = frozenset(
    {"sit", "sit floor", "kneel", "crouch", "plead", "bow", "write", "read", "drink"}
)
_RUNNING: frozenset[Pose] = frozenset({"run", "strike", "fall", "pull"})


def posture_of(species: Species, pose: Pose) -> Posture:
    """What an animal does where a person would do that."""
    if pose == "lie":
        return "lie"
    if pose in _SITTING and not BEASTS[species].hoofs and BEASTS[species].face == "round":
        return "sit"
    return "run" if pose in _RUNNING else "stand"


def ground_of(species: Species, posture: Posture) -> float:
    """How far the ground is below the head's centre."""
    beast = BEASTS[species]
    if posture == "lie":
        return beast.chest[1] + beast.depth + 0.12
    return beast.ground * (0.96 if posture == "sit" else 1.0)


def reach_of(species: Species, posture: Posture) -> tuple[float, float]:
    """How far the animal goes behind and before its head's centre."""
    beast = BEASTS[species]
    behind = -beast.chest[0] + beast.length * (0.62 if posture == "sit" else 1.0) + 0.95
    return behind, beast.box[2] + (0.7 if posture in ("run", "lie") else 0.2)
