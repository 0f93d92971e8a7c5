"""What a pose is made of: joints, and how they fit bodies. Units are heads, the origin is the head's centre.

y grows downwards. Poses are written for a figure that faces the picture's right (`stances.py`);
`skeleton` scales, turns and mirrors them.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

from toonverse.domain.look import Look
from toonverse.domain.storyboard import Facing
from toonverse.draw.draft.brush import XY

Grip = Literal["relaxed", "fist", "open", "point", "grip", "palm", "flat", "hidden", "behind"]
NECK_Y, RAISED = 0.60, 0.10  # necks are short: bodies sit that much higher than they are written
STOOP_DEG = 6.0  # how far the old bend forward


@dataclass(frozen=True, slots=True)
class Arm:
    elbow: XY
    hand: XY
    grip: Grip = "relaxed"


@dataclass(frozen=True, slots=True)
class Leg:
    hip: XY
    knee: XY
    ankle: XY
    toe: XY


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`left` and `right` are the picture's. `lean_deg` turns the whole figure about its hips, `bend_deg` what
    is above them. `turn` runs from -1 (the body in profile to the left) over 0 (frontal) to 1.
    """

    neck: XY
    left_shoulder: XY
    right_shoulder: XY
    left_arm: Arm
    right_arm: Arm
    left_leg: Leg
    right_leg: Leg
    head_tilt_deg: float = 0.0
    lean_deg: float = 0.0
    bend_deg: float = 0.0
    turn: float = 0.0
    looks_back: bool = False

    @property
    def hips(self) -> XY:
        (a, b), (c, d) = self.left_leg.hip, self.right_leg.hip
        return (a + c) / 2, (b + d) / 2

    @property
    def ground(self) -> float:
        """How far below the head's centre the soles are."""
        return max(max(leg.ankle[1] + 0.20, leg.toe[1] + 0.10) for leg in (self.left_leg, self.right_leg))


def body_scale(look: Look) -> float:
    """The length of the body below the neck against a tall adult's."""
    if look.teen:
        return 0.80
    return {"child": 0.58, "young": 0.87, "middle": 0.88, "old": 0.80}[look.age]


def shoulder_scale(look: Look) -> float:
    width = 0.86 if look.sex == "female" else 1.0
    width *= {"child": 0.68, "young": 0.97, "middle": 1.0, "old": 0.92}[look.age]
    if look.teen:
        width *= 0.92
    return width * {"slim": 0.93, "average": 1.0, "large": 1.20}[look.build]


def _about_neck(point: XY, across: float, down: float) -> XY:
    return point[0] * across, NECK_Y - RAISED + (point[1] - NECK_Y) * down


def _arm(arm: Arm, shoulder: XY, look: Look, across: float, down: float, side: int) -> Arm:
    """The arm on a body of that size; a hand near the face stays there, and the elbow is solved."""
    if arm.hand[1] < 0.80 and arm.grip != "open":
        return reaching(shoulder, arm.hand, look, side, arm.grip)
    return Arm(_about_neck(arm.elbow, across, down), _about_neck(arm.hand, across, down), arm.grip)


def _scaled_leg(leg: Leg, across: float, down: float) -> Leg:
    joints = (leg.hip, leg.knee, leg.ankle, leg.toe)
    return Leg(*(_about_neck(joint, across, down) for joint in joints))


def mirrored(bones: Skeleton) -> Skeleton:
    """The same pose to the other side."""

    def flip(point: XY) -> XY:
        return -point[0], point[1]

    def flip_leg(leg: Leg) -> Leg:
        return Leg(flip(leg.hip), flip(leg.knee), flip(leg.ankle), flip(leg.toe))

    def flip_arm(arm: Arm) -> Arm:
        return Arm(flip(arm.elbow), flip(arm.hand), arm.grip)

    return replace(
        bones,
        neck=flip(bones.neck),
        left_shoulder=flip(bones.right_shoulder),
        right_shoulder=flip(bones.left_shoulder),
        left_arm=flip_arm(bones.right_arm),
        right_arm=flip_arm(bones.left_arm),
        left_leg=flip_leg(bones.right_leg),
        right_leg=flip_leg(bones.left_leg),
        head_tilt_deg=-bones.head_tilt_deg,
        lean_deg=-bones.lean_deg,
        bend_deg=-bones.bend_deg,
        turn=-bones.turn,
    )


def _turned(bones: Skeleton, profile: bool) -> Skeleton:
    """A frontal pose in three-quarter view or nearly from the side: the far shoulder comes in, the near one
    goes out less."""
    near, far = (0.17, 0.30) if profile else (0.09, 0.20)
    slim = 0.72 if profile else 1.0

    def shifted(arm: Arm, by: float) -> Arm:
        hand = arm.hand[0] * (slim if abs(arm.hand[0]) < 0.6 else 1.0)  # near the body, that is narrower now
        return Arm((arm.elbow[0] + by, arm.elbow[1]), (hand + by * 0.8, arm.hand[1]), arm.grip)

    def leg(one: Leg, by: float) -> Leg:
        return Leg(
            (one.hip[0] * 0.85, one.hip[1]),
            (one.knee[0] * 0.9 + by * 0.3, one.knee[1]),
            (one.ankle[0] * 0.92, one.ankle[1]),
            (one.ankle[0] * 0.92 + 0.24 + by * 0.2, one.toe[1]),
        )

    return replace(
        bones,
        neck=(bones.neck[0] - 0.04, bones.neck[1]),
        left_shoulder=(bones.left_shoulder[0] + near, bones.left_shoulder[1]),
        right_shoulder=(bones.right_shoulder[0] - far, bones.right_shoulder[1]),
        left_arm=shifted(bones.left_arm, near),
        right_arm=shifted(bones.right_arm, -far),
        left_leg=leg(bones.left_leg, 0.1),
        right_leg=leg(bones.right_leg, 0.0),
        turn=0.75 if profile else 0.5,
    )


def fitted(
    stance: Skeleton, facing: Facing, look: Look, mirror: bool, stature: float = 1.0, profile: bool = False
) -> Skeleton:
    """A stance for a body of that age, sex and build.

    `mirror` turns the gesture of a figure seen from the front or from behind to the picture's left; `profile`
    turns a body that faces left or right as far as its head.
    """
    if facing in ("left", "right") and stance.turn == 0:
        stance = _turned(stance, profile)
    across, down = shoulder_scale(look), body_scale(look) * stature
    hips = math.sqrt(across) if down > 0.7 else 0.80
    left_shoulder = _about_neck(stance.left_shoulder, across, down / stature)
    right_shoulder = _about_neck(stance.right_shoulder, across, down / stature)
    bones = replace(
        stance,
        neck=(stance.neck[0], stance.neck[1] - RAISED),
        left_shoulder=left_shoulder,
        right_shoulder=right_shoulder,
        left_arm=_arm(stance.left_arm, left_shoulder, look, across, down, -1),
        right_arm=_arm(stance.right_arm, right_shoulder, look, across, down, 1),
        left_leg=_scaled_leg(stance.left_leg, hips, down),
        right_leg=_scaled_leg(stance.right_leg, hips, down),
    )
    if look.age == "old" and bones.turn and abs(bones.bend_deg) < 10 and not bones.lean_deg:
        bones = replace(bones, bend_deg=bones.bend_deg + STOOP_DEG, head_tilt_deg=bones.head_tilt_deg - 4)
    left = facing == "left" or (facing in ("front", "back") and mirror)
    return mirrored(bones) if left else bones


def reaching(shoulder: XY, target: XY, look: Look, side: int, grip: Grip) -> Arm:
    """An arm whose hand is at `target`, or as near as it reaches. `side` -1 is the picture's left arm, 1 the
    right: elbows hang down and outwards. Two bones of fixed length by the law of cosines.
    """
    down = body_scale(look)
    upper, fore = 0.94 * down, 0.86 * down
    dx, dy = target[0] - shoulder[0], target[1] - shoulder[1]
    far = max(1e-6, math.hypot(dx, dy))
    span = min(max(far, abs(upper - fore) + 0.12), (upper + fore) * 0.985)
    ux, uy = dx / far, dy / far
    hanging = shoulder[0] + side * (0.10 + 0.14 * max(0.0, 1.0 - far)), shoulder[1] + 0.92 * upper
    inside = side * (target[0] - shoulder[0]) < 0.45
    if (
        inside
        and dy > -0.5
        and math.dist(hanging, target) < 0.98 * fore
        and math.dist(hanging, target) > 0.10
    ):
        return Arm(hanging, target, grip)  # before the body: the elbow hangs, the forearm is seen shortened
    along = (upper * upper - fore * fore + span * span) / (2 * span)
    aside = math.sqrt(max(0.0, upper * upper - along * along))
    elbows = [
        (shoulder[0] + ux * along - uy * aside * way, shoulder[1] + uy * along + ux * aside * way)
        for way in (-1, 1)
    ]
    elbow = max(elbows, key=lambda joint: joint[1] + 0.3 * side * joint[0])
    return Arm(elbow, (shoulder[0] + ux * span, shoulder[1] + uy * span), grip)
