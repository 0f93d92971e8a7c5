"""Poses near the ground: on chairs and floors, kneeling, crouching. See `poses.py`."""

from dataclasses import replace

from toonverse.domain.storyboard import Emotion, Pose
from toonverse.draw.draft.poses import Arm, Leg, Skeleton

_UPPER = Skeleton(
    (-0.04, 0.62),
    (-0.50, 1.0),
    (0.42, 0.97),
    Arm((-0.72, 1.82), (-0.10, 2.56), "flat"),
    Arm((0.62, 1.84), (0.70, 2.54), "flat"),
    Leg((-0.20, 2.70), (0.40, 3.10), (0.36, 4.78), (0.66, 4.98)),
    Leg((0.16, 2.68), (0.86, 2.98), (0.84, 4.62), (1.16, 4.82)),
    turn=0.5,
)
_CROSSED = (  # the Korean way on a floor: knees wide, shins crossed
    Leg((-0.26, 2.68), (-1.10, 3.02), (0.14, 3.30), (0.40, 3.36)),
    Leg((0.26, 2.68), (1.10, 3.02), (-0.14, 3.34), (-0.40, 3.38)),
)
_ON_HEELS = (
    Leg((-0.20, 2.72), (0.72, 3.30), (-0.56, 3.40), (-0.86, 3.42)),
    Leg((0.12, 2.70), (1.00, 3.24), (-0.26, 3.36), (-0.56, 3.40)),
)
_SQUATTING = (
    Leg((-0.24, 2.62), (0.52, 2.12), (0.16, 3.38), (0.50, 3.56)),
    Leg((0.10, 2.60), (0.86, 2.16), (0.56, 3.36), (0.92, 3.52)),
)


def _on(legs: tuple[Leg, Leg], left: Arm, right: Arm, base: Skeleton = _UPPER) -> Skeleton:
    return replace(base, left_arm=left, right_arm=right, left_leg=legs[0], right_leg=legs[1])


_FRONTAL = replace(
    _UPPER, neck=(0.0, 0.62), left_shoulder=(-0.60, 0.98), right_shoulder=(0.60, 0.98), turn=0.0
)

_HUNCHED = replace(
    _on(
        (_UPPER.left_leg, _UPPER.right_leg),
        Arm((-0.30, 2.10), (0.44, 1.62), "flat"),
        Arm((0.62, 2.30), (0.70, 1.56), "fist"),
    ),
    bend_deg=13,
    head_tilt_deg=2,
)
_GESTURING = _on(
    (_UPPER.left_leg, _UPPER.right_leg),
    Arm((-0.72, 1.82), (-0.10, 2.56), "flat"),
    Arm((0.74, 1.80), (1.02, 1.52), "palm"),
)
_HANDS_FOLDED = _on(
    (_UPPER.left_leg, _UPPER.right_leg),
    Arm((-0.70, 1.86), (0.18, 2.40), "flat"),
    Arm((0.58, 1.88), (0.30, 2.36), "flat"),
)
_FOREHEAD_DOWN = replace(  # the deep bow (큰절): hands before the knees, the brow almost on them
    _on(_ON_HEELS, Arm((0.10, 1.80), (0.30, 2.56), "flat"), Arm((0.44, 1.74), (0.48, 2.52), "flat")),
    bend_deg=46,
    head_tilt_deg=14,
)

LOW: dict[Pose, Skeleton] = {
    "sit": _UPPER,
    "sit floor": _on(
        _CROSSED, Arm((-0.94, 1.76), (-0.72, 2.66), "flat"), Arm((0.94, 1.76), (0.72, 2.66), "flat"), _FRONTAL
    ),
    "kneel": _on(
        _ON_HEELS, Arm((-0.64, 1.84), (0.30, 2.72), "flat"), Arm((0.56, 1.84), (0.66, 2.70), "flat")
    ),
    "plead": replace(
        _on(_ON_HEELS, Arm((-0.50, 1.74), (0.44, 1.48), "grip"), Arm((0.56, 1.76), (0.54, 1.46), "grip")),
        bend_deg=8,
        head_tilt_deg=-8,
    ),
    "crouch": replace(
        _on(_SQUATTING, Arm((-0.58, 1.70), (0.46, 2.30)), Arm((0.60, 1.78), (0.80, 2.36))), bend_deg=10
    ),
}

_SEATED: dict[Emotion, tuple[Skeleton, ...]] = {
    "sad": (_HUNCHED, _HANDS_FOLDED),
    "crying": (_HUNCHED,),
    "tired": (_HUNCHED,),
    "pained": (_HUNCHED,),
    "ashamed": (_HANDS_FOLDED,),
    "embarrassed": (_HANDS_FOLDED,),
    "afraid": (_HANDS_FOLDED,),
}


def low_ways(pose: Pose, emotion: Emotion) -> tuple[Skeleton, ...]:
    """The ways to be in a low pose with that feeling; none for upright poses."""
    if pose == "sit":
        return _SEATED.get(emotion, (_UPPER, _GESTURING, _HANDS_FOLDED))
    if pose == "bow" and emotion in ("ashamed", "crying", "pained"):
        return (_FOREHEAD_DOWN,)
    return (LOW[pose],) if pose in LOW else ()
