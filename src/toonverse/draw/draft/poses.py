"""Where the joints are in each pose. Units are heads, the origin is the head's centre, y downwards.

Poses are written for a figure that faces the picture's right; `skeleton` mirrors and turns them.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

from toonverse.domain.look import Look
from toonverse.domain.storyboard import Facing, Pose
from toonverse.draw.draft.brush import XY

Grip = Literal["relaxed", "fist", "open", "point", "grip", "palm", "hidden"]


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
    """`left` and `right` are the picture's. `lean_deg` turns the whole figure about its hips."""

    neck: XY
    left_shoulder: XY
    right_shoulder: XY
    left_arm: Arm
    right_arm: Arm
    left_leg: Leg
    right_leg: Leg
    head_tilt_deg: float = 0.0
    lean_deg: float = 0.0
    looks_back: bool = False

    @property
    def ground(self) -> float:
        """How far below the head's centre the soles are."""
        return max(self.left_leg.ankle[1], self.right_leg.ankle[1]) + 0.27


def _leg(hip: XY, knee: XY, ankle: XY, toe: XY) -> Leg:
    return Leg(hip, knee, ankle, toe)


_STAND_LEGS = (
    _leg((-0.25, 2.75), (-0.29, 4.35), (-0.32, 6.0), (-0.48, 6.22)),
    _leg((0.25, 2.75), (0.30, 4.35), (0.33, 6.0), (0.52, 6.22)),
)
_WALK_LEGS = (
    _leg((-0.22, 2.75), (-0.42, 4.28), (-0.95, 5.75), (-0.78, 6.05)),
    _leg((0.22, 2.75), (0.62, 4.25), (0.72, 5.95), (1.02, 6.12)),
)
_RUN_LEGS = (
    _leg((-0.30, 2.72), (-0.55, 4.10), (-1.75, 4.75), (-1.92, 5.05)),
    _leg((0.12, 2.70), (1.10, 3.55), (1.00, 5.15), (1.35, 5.30)),
)
_SIT_LEGS = (
    _leg((-0.26, 2.70), (-0.46, 3.40), (-0.40, 4.85), (-0.52, 5.08)),
    _leg((0.26, 2.70), (0.52, 3.40), (0.50, 4.85), (0.70, 5.08)),
)
_KNEEL_LEGS = (
    _leg((-0.26, 2.65), (-0.55, 3.52), (-0.86, 3.66), (-1.05, 3.66)),
    _leg((0.26, 2.65), (0.55, 3.52), (0.86, 3.66), (1.05, 3.66)),
)
_CROUCH_LEGS = (
    _leg((-0.28, 2.35), (-0.72, 2.15), (-0.52, 3.35), (-0.72, 3.56)),
    _leg((0.28, 2.35), (0.74, 2.15), (0.56, 3.35), (0.78, 3.56)),
)
_STRIKE_LEGS = (
    _leg((-0.40, 2.62), (-1.15, 3.85), (-1.72, 5.30), (-1.98, 5.48)),
    _leg((0.05, 2.66), (0.86, 3.80), (0.72, 5.35), (1.06, 5.52)),
)

_DOWN_L = Arm((-0.77, 1.86), (-0.70, 2.62))
_DOWN_R = Arm((0.77, 1.86), (0.70, 2.62))
_STAND = Skeleton((0, 0.62), (-0.60, 0.98), (0.60, 0.98), _DOWN_L, _DOWN_R, *_STAND_LEGS)


def _arms(left: Arm, right: Arm, base: Skeleton = _STAND) -> Skeleton:
    return replace(base, left_arm=left, right_arm=right)


def _legs(legs: tuple[Leg, Leg], base: Skeleton = _STAND) -> Skeleton:
    return replace(base, left_leg=legs[0], right_leg=legs[1])


_SIT = _legs(_SIT_LEGS, _arms(Arm((-0.80, 1.84), (-0.42, 2.62)), Arm((0.80, 1.84), (0.44, 2.62))))
_FORWARD = replace(_STAND, neck=(-0.06, 0.58), left_shoulder=(-0.66, 0.92), right_shoulder=(0.48, 1.02))

POSES: dict[Pose, Skeleton] = {
    "stand": _STAND,
    "talk": _arms(_DOWN_L, Arm((0.84, 1.86), (1.24, 1.50), "palm")),
    "walk": _legs(_WALK_LEGS, _arms(Arm((-0.92, 1.78), (-1.02, 2.46)), Arm((0.78, 1.86), (1.02, 2.44)))),
    "run": _legs(
        _RUN_LEGS,
        replace(
            _FORWARD,
            left_arm=Arm((-1.28, 1.48), (-1.10, 2.18), "fist"),
            right_arm=Arm((0.72, 1.86), (1.30, 1.40), "fist"),
            lean_deg=7,
        ),
    ),
    "sit": _SIT,
    "kneel": _legs(_KNEEL_LEGS, _arms(Arm((-0.80, 1.82), (-0.40, 2.70)), Arm((0.80, 1.82), (0.42, 2.70)))),
    "lie": _STAND,
    "crouch": _legs(_CROUCH_LEGS, _arms(Arm((-0.95, 1.72), (-0.32, 2.12)), Arm((0.95, 1.72), (0.30, 2.16)))),
    "bow": replace(
        _arms(Arm((-0.70, 1.66), (-0.12, 2.36)), Arm((0.70, 1.66), (0.16, 2.40))),
        neck=(-0.10, 0.46),
        left_shoulder=(-0.66, 0.74),
        right_shoulder=(0.50, 0.80),
        head_tilt_deg=9,
    ),
    "point": _arms(_DOWN_L, Arm((1.18, 1.30), (1.86, 0.96), "point")),
    "reach": _arms(_DOWN_L, Arm((1.14, 1.42), (1.84, 1.22), "open"), _FORWARD),
    "hold": _arms(Arm((-0.80, 1.84), (-0.16, 1.92), "grip"), Arm((0.80, 1.82), (0.24, 1.72), "grip")),
    "arms crossed": _arms(
        Arm((-0.76, 1.80), (0.34, 1.58), "hidden"), Arm((0.76, 1.84), (-0.36, 1.74), "relaxed")
    ),
    "head in hands": replace(
        _arms(Arm((-0.74, 1.52), (-0.43, 0.42)), Arm((0.74, 1.52), (0.45, 0.42))), head_tilt_deg=5
    ),
    "look up": replace(_STAND, head_tilt_deg=-13),
    "look back": replace(_STAND, looks_back=True),
    "wave": _arms(_DOWN_L, Arm((1.04, 1.46), (1.12, 0.62), "open")),
    "raise fist": _arms(Arm((-0.82, 1.80), (-0.58, 2.42), "fist"), Arm((1.04, 1.16), (0.96, 0.34), "fist")),
    "strike": _legs(
        _STRIKE_LEGS,
        replace(
            _FORWARD,
            left_arm=Arm((-1.34, 0.96), (-1.06, 1.66), "fist"),
            right_arm=Arm((1.10, 0.86), (1.86, 0.62), "fist"),
            lean_deg=9,
        ),
    ),
    "fall": replace(
        _legs(
            _RUN_LEGS,
            _arms(Arm((-1.20, 0.74), (-1.50, 0.10), "open"), Arm((1.16, 0.66), (1.52, 0.08), "open")),
        ),
        lean_deg=-34,
    ),
    "embrace": _arms(
        Arm((-0.50, 1.84), (0.66, 1.72), "relaxed"), Arm((0.92, 1.66), (1.20, 1.28), "hidden"), _FORWARD
    ),
    "carry": _arms(Arm((-0.84, 1.84), (-0.44, 2.12), "grip"), Arm((0.84, 1.84), (0.46, 2.12), "grip")),
    "drink": _arms(_DOWN_L, Arm((0.92, 1.52), (0.30, 0.66), "grip")),
    "write": _arms(Arm((-0.80, 1.80), (-0.34, 2.22)), Arm((0.84, 1.80), (0.36, 2.12), "grip")),
    "pull": _legs(
        _WALK_LEGS,
        replace(
            _FORWARD,
            left_arm=Arm((-1.02, 1.72), (-0.92, 2.36), "fist"),
            right_arm=Arm((0.62, 1.88), (0.72, 2.40), "fist"),
            lean_deg=11,
        ),
    ),
    "sit floor": _legs(
        _KNEEL_LEGS, _arms(Arm((-0.86, 1.80), (-0.56, 2.74)), Arm((0.86, 1.80), (0.56, 2.74)))
    ),
    "lean": replace(_arms(Arm((-0.90, 1.80), (-0.62, 2.50)), _DOWN_R), lean_deg=-6),
    "hand on chin": _arms(
        Arm((-0.74, 1.84), (0.30, 1.74), "hidden"), Arm((0.80, 1.70), (0.22, 0.62), "relaxed")
    ),
    "hands on hips": _arms(
        Arm((-1.12, 1.78), (-0.56, 2.30), "fist"), Arm((1.12, 1.78), (0.56, 2.30), "fist")
    ),
    "read": _arms(Arm((-0.80, 1.80), (-0.24, 1.44), "grip"), Arm((0.80, 1.78), (0.26, 1.40), "grip")),
    "cover face": _arms(Arm((-0.70, 1.60), (-0.20, 0.36)), Arm((0.70, 1.60), (0.20, 0.36))),
    "look down": replace(_STAND, head_tilt_deg=11),
    "plead": _legs(
        _KNEEL_LEGS, _arms(Arm((-0.74, 1.66), (-0.10, 1.36), "grip"), Arm((0.74, 1.66), (0.10, 1.36), "grip"))
    ),
    "carry on back": replace(
        _arms(
            Arm((-0.92, 1.76), (-0.50, 2.34), "hidden"), Arm((0.92, 1.76), (0.50, 2.34), "hidden"), _FORWARD
        ),
        lean_deg=8,
    ),
}


def body_scale(look: Look) -> float:
    """The length of the body below the neck against an adult's."""
    return {"child": 0.56, "young": 0.93, "middle": 0.92, "old": 0.86}[look.age]


def shoulder_scale(look: Look) -> float:
    width = 0.84 if look.sex == "female" else 1.0
    width *= {"child": 0.70, "young": 0.97, "middle": 1.0, "old": 0.92}[look.age]
    return width * {"slim": 0.94, "average": 1.0, "large": 1.16}[look.build]


def _about_neck(point: XY, across: float, down: float) -> XY:
    return point[0] * across, 0.60 + (point[1] - 0.60) * down


def _arm(arm: Arm, across: float, down: float) -> Arm:
    near_face = arm.hand[1] < 0.75
    hand = _about_neck(arm.hand, 1.0 if near_face else across, 1.0 if near_face else down)
    return Arm(_about_neck(arm.elbow, across, down), hand, arm.grip)


def _scaled_leg(leg: Leg, across: float, down: float) -> Leg:
    joints = (leg.hip, leg.knee, leg.ankle, leg.toe)
    return Leg(*(_about_neck(joint, across, down) for joint in joints))


def _mirrored(bones: Skeleton) -> Skeleton:
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
    )


def skeleton(pose: Pose, facing: Facing, look: Look, mirror: bool) -> Skeleton:
    """The joints of a pose for a body of that age, sex and build.

    `mirror` turns the gesture of a figure seen from the front to the picture's left.
    """
    bones = POSES[pose]
    across, down = shoulder_scale(look), body_scale(look)
    turned = 0.9 if facing in ("left", "right") else 1.0
    hips = math.sqrt(across) * turned if down > 0.8 else 0.78
    bones = replace(
        bones,
        neck=(bones.neck[0], bones.neck[1]),
        left_shoulder=_about_neck(bones.left_shoulder, across * turned, down),
        right_shoulder=_about_neck(bones.right_shoulder, across * turned, down),
        left_arm=_arm(bones.left_arm, across, down),
        right_arm=_arm(bones.right_arm, across, down),
        left_leg=_scaled_leg(bones.left_leg, hips, down),
        right_leg=_scaled_leg(bones.right_leg, hips, down),
    )
    left = facing == "left" or (facing in ("front", "back") and mirror)
    return _mirrored(bones) if left else bones


def with_small_gesture(bones: Skeleton) -> Skeleton:
    """The open hand kept before one's own chest, for want of room."""

    def closer(arm: Arm, shoulder: XY) -> Arm:
        if arm.grip != "palm":
            return arm
        side = 1 if arm.hand[0] > 0 else -1
        down = arm.elbow[1] / 1.86
        return Arm((shoulder[0] + side * 0.14, arm.elbow[1]), (side * 0.40, 1.06 * down), "palm")

    return replace(
        bones,
        left_arm=closer(bones.left_arm, bones.left_shoulder),
        right_arm=closer(bones.right_arm, bones.right_shoulder),
    )
