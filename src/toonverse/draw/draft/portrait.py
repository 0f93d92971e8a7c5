"""A head to draw, in head units: 1.0 from chin to crown, the origin between the eyes' height and the nose.

y grows downwards; `yaw` runs from -1 (in profile to the left) to 1 (to the right).
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from toonverse.domain.look import Look
from toonverse.draw.draft.brush import INK, PAINTED, Rgb, mix, multiply, rgb, seeded
from toonverse.draw.draft.expressions import Expression

MOUTH_Y = 0.335
EYE_Y = 0.065
PROFILE, PROFILE_RAD = 0.95, 1.5  # a yaw from which heads are drawn in profile, and the angle that is


@dataclass(frozen=True, slots=True)
class Features:
    """What makes one face unlike another; each about 1, but `slant` (outer corners up, in eye heights) and
    `chin` (lower, in heads) about 0."""

    jaw: float
    chin: float
    eyes: float
    apart: float
    slant: float
    brows: float
    nose: float
    mouth: float


@lru_cache(maxsize=256)
def features_of(look: Look) -> Features:
    """The face that goes with a look: the same whatever its owner wears, and however the hair is cut."""
    name = look.face or f"{look.sex} {look.skin} {look.hair} {look.eyes}"
    chance = seeded("face", name)
    aged = {"child": 0.0, "young": 0.0, "middle": 0.6, "old": 1.0}[look.age]
    return Features(
        jaw=chance.uniform(0.93, 1.06) + 0.02 * aged,
        chin=chance.uniform(-0.018, 0.016) + 0.012 * aged,
        eyes=chance.uniform(0.93, 1.08) - 0.03 * aged,
        apart=chance.uniform(0.97, 1.05),
        slant=chance.uniform(-0.16, 0.22),
        brows=chance.uniform(0.85, 1.25),
        nose=chance.uniform(0.85, 1.15) + 0.12 * aged,
        mouth=chance.uniform(0.92, 1.10),
    )


@dataclass(frozen=True, slots=True)
class Portrait:
    """A head to draw. `line` is the ink's width in heads; `lit_from` 1 right, -1 left; `wind` blows +x.

    `gaze` and `gaze_down` (-1 to 1) are where the eyes go against where the face points.
    """

    look: Look
    expression: Expression
    yaw: float
    line: float
    lit_from: float = -1.0
    wind: float = 0.0
    gaze: float = 0.0
    gaze_down: float = 0.0
    soft: bool = False
    crisp: bool = False

    @property
    def ink(self) -> Rgb:
        """Painted figures have no ink: their outlines go with what they surround."""
        return PAINTED if self.soft else INK

    @property
    def hair(self) -> Rgb:
        """The hair's colour as it is now: wet hair is darker."""
        return multiply(self.look.hair, "#a8a8b8") if self.look.wet else rgb(self.look.hair)

    @property
    def features(self) -> Features:
        return features_of(self.look)

    @property
    def large_eyes(self) -> float:
        sizes = {"child": 1.20, "young": 0.93, "middle": 0.79, "old": 0.72}
        teen = 1.18 if self.look.teen else 1.0
        return (
            sizes[self.look.age]
            * teen
            * self.features.eyes
            * (0.60 if self.soft else 1.07 if self.crisp else 1.0)
        )

    @property
    def profile(self) -> bool:
        """Whether one side of the face alone is seen."""
        return abs(self.yaw) >= PROFILE

    @property
    def way(self) -> int:
        """The side the face turns to: 1 right, -1 left."""
        return -1 if self.yaw < 0 else 1

    @property
    def angle(self) -> float:
        """How far the head turns about its axis, in radians: by 43 degrees at most, or the whole way."""
        return math.copysign(PROFILE_RAD, self.yaw) if self.profile else 0.75 * self.yaw

    def across(self, x: float, depth: float) -> float:
        """Where a point of the face, `x` from its middle and `depth` before the head's axis, is seen."""
        return x * math.cos(self.angle) + depth * math.sin(self.angle)

    @property
    def mouth_x(self) -> float:
        if self.profile:
            return 0.30 * self.way
        return self.across(0.006, 0.24)

    @property
    def nose_x(self) -> float:
        return self.across(0.0, 0.30)

    @property
    def shift(self) -> float:
        """How far the turn carries the middle of the brow."""
        return self.across(0.0, 0.22)


def skin_shadow(skin: str) -> Rgb:
    return multiply(mix(skin, "#ff7a5a", 0.18), "#f0c8c8")
