"""Upright poses, several for the commonest: how a body stands says what its owner feels. See `poses.py`."""

from dataclasses import replace

from toonverse.domain.storyboard import Emotion, Pose
from toonverse.draw.draft.brush import seeded
from toonverse.draw.draft.poses import Arm, Leg, Skeleton
from toonverse.draw.draft.stances_low import low_ways

# the weight on one leg: that hip rises, the other knee loosens, the shoulders tip the other way
_WEIGHT_LEFT = (
    Leg((-0.33, 2.69), (-0.30, 4.34), (-0.18, 6.0), (-0.34, 6.20)),
    Leg((0.15, 2.83), (0.44, 4.30), (0.52, 5.90), (0.84, 6.08)),
)
_WEIGHT_RIGHT = (
    Leg((-0.14, 2.83), (-0.40, 4.30), (-0.46, 5.92), (-0.70, 6.12)),
    Leg((0.34, 2.69), (0.32, 4.34), (0.22, 6.0), (0.46, 6.18)),
)
_APART = (
    Leg((-0.26, 2.75), (-0.42, 4.35), (-0.54, 6.0), (-0.76, 6.18)),
    Leg((0.26, 2.75), (0.42, 4.35), (0.54, 6.0), (0.78, 6.18)),
)
_TOGETHER = (
    Leg((-0.22, 2.75), (-0.20, 4.35), (-0.20, 6.0), (-0.30, 6.20)),
    Leg((0.22, 2.75), (0.20, 4.35), (0.20, 6.0), (0.32, 6.20)),
)
_WALKING = (
    Leg((-0.10, 2.75), (-0.34, 4.26), (-1.16, 5.44), (-1.02, 5.86)),
    Leg((0.14, 2.75), (0.74, 4.16), (1.14, 5.86), (1.50, 5.90)),
)
_RUNNING = (
    Leg((-0.12, 2.72), (-0.34, 4.18), (-1.36, 4.92), (-1.56, 5.24)),
    Leg((0.12, 2.70), (0.98, 3.60), (1.02, 5.10), (1.40, 5.12)),
)
_LUNGING = (
    Leg((-0.30, 2.66), (-1.05, 3.92), (-1.72, 5.36), (-1.98, 5.52)),
    Leg((0.14, 2.66), (1.02, 3.66), (0.98, 5.34), (1.36, 5.50)),
)
_BRACED = (
    Leg((-0.14, 2.75), (-0.42, 4.24), (-1.10, 5.62), (-1.36, 5.94)),
    Leg((0.14, 2.75), (0.74, 4.10), (0.62, 5.92), (0.98, 6.04)),
)
_DOWN_L = Arm((-0.82, 1.84), (-0.70, 2.60))
_DOWN_R = Arm((0.84, 1.82), (0.74, 2.56))

STAND = Skeleton((0.0, 0.62), (-0.60, 1.03), (0.60, 0.94), _DOWN_L, _DOWN_R, *_WEIGHT_LEFT)
_OTHER = replace(
    STAND,
    left_shoulder=(-0.60, 0.94),
    right_shoulder=(0.60, 1.03),
    left_leg=_WEIGHT_RIGHT[0],
    right_leg=_WEIGHT_RIGHT[1],
)
_SIDE = replace(STAND, neck=(-0.06, 0.62), left_shoulder=(-0.40, 1.0), right_shoulder=(0.28, 0.97), turn=0.8)


def _arms(left: Arm, right: Arm, base: Skeleton = STAND) -> Skeleton:
    return replace(base, left_arm=left, right_arm=right)


def _on(legs: tuple[Leg, Leg], base: Skeleton) -> Skeleton:
    return replace(base, left_leg=legs[0], right_leg=legs[1])


_ON_HIP_L = Arm((-1.12, 1.74), (-0.54, 2.24), "hidden")
_ON_HIP_R = Arm((1.12, 1.72), (0.54, 2.22), "hidden")
_POCKET = Arm((1.00, 1.78), (0.62, 2.52), "hidden")
_POCKET_L = Arm((-1.00, 1.80), (-0.62, 2.54), "hidden")
_HOLDS_ARM = _arms(Arm((-0.80, 1.86), (-0.70, 2.58)), Arm((0.74, 1.84), (-0.36, 1.86), "flat"))
_CLASPED = _on(_TOGETHER, _arms(Arm((-0.86, 1.78), (-0.10, 2.36)), Arm((0.86, 1.78), (0.06, 2.42))))
_BEHIND = _arms(Arm((-0.92, 1.84), (-0.34, 2.44), "behind"), Arm((0.92, 1.84), (0.34, 2.44), "behind"))
_DEFIANT = _on(_APART, _arms(_ON_HIP_L, _ON_HIP_R))
_FISTS = _on(
    _APART, _arms(Arm((-0.96, 1.82), (-0.92, 2.54), "fist"), Arm((0.96, 1.82), (0.92, 2.54), "fist"))
)
_SHRINKING = replace(
    _on(_TOGETHER, _arms(Arm((-0.78, 1.74), (-0.16, 1.30), "fist"), Arm((0.78, 1.74), (0.18, 1.26), "fist"))),
    left_shoulder=(-0.56, 0.92),
    right_shoulder=(0.56, 0.90),
    lean_deg=-3,
)
_SLUMPED = replace(
    _arms(Arm((-0.72, 1.90), (-0.52, 2.66)), Arm((0.72, 1.90), (0.56, 2.66))),
    left_shoulder=(-0.56, 1.06),
    right_shoulder=(0.56, 1.06),
    head_tilt_deg=6,
)
_ON_BELLY = _arms(Arm((-0.96, 1.70), (-0.20, 1.98), "flat"), _DOWN_R)
_OFFERING = _arms(_DOWN_L, Arm((0.90, 1.84), (1.22, 2.06), "palm"))
_AT_CHEST = _arms(_DOWN_L, Arm((0.94, 1.72), (0.16, 1.42), "flat"))
_BOTH_OPEN = _arms(Arm((-0.92, 1.82), (-1.22, 2.10), "palm"), Arm((0.92, 1.82), (1.24, 2.04), "palm"))
_LIFTED = _arms(_DOWN_L, Arm((0.88, 1.84), (1.14, 1.40), "palm"))
_FINGER_UP = _arms(_ON_HIP_L, Arm((0.98, 1.76), (1.02, 1.06), "point"))
_BOTH_PLEADING = _arms(Arm((-0.82, 1.74), (-0.34, 1.36), "palm"), Arm((0.86, 1.74), (0.50, 1.32), "palm"))
_SCRATCHING = _arms(_ON_HIP_L, Arm((1.16, 0.86), (0.50, -0.10), "flat"), _OTHER)
_OVER_MOUTH = _arms(_DOWN_L, Arm((0.86, 1.30), (0.20, 0.56), "flat"))
_HAND_ON_NECK = _arms(_DOWN_L, Arm((0.98, 1.20), (0.36, 0.52), "flat"), _OTHER)
_FIST_UP = _arms(_DOWN_L, Arm((0.96, 1.72), (0.66, 1.18), "fist"), _OTHER)
_AT_YOU = _arms(_ON_HIP_L, Arm((1.06, 1.52), (1.68, 1.58), "point"))
_SHRUG = _arms(Arm((-0.92, 1.74), (-1.20, 1.56), "palm"), Arm((0.92, 1.74), (1.20, 1.52), "palm"))
_EXPLAINING = _arms(
    Arm((-0.90, 1.80), (-0.62, 1.62), "palm"), Arm((0.92, 1.78), (0.82, 1.50), "palm"), _OTHER
)
_CROSSED = _on(
    _APART, _arms(Arm((-0.82, 1.78), (0.40, 1.54), "hidden"), Arm((0.82, 1.80), (-0.44, 1.64), "flat"))
)
_CHIN = _arms(Arm((-0.82, 1.82), (0.44, 1.70), "flat"), Arm((0.84, 1.72), (0.20, 0.74), "fist"), _OTHER)
_SLASHING = _arms(Arm((-0.96, 1.82), (-0.92, 2.54), "fist"), Arm((1.10, 1.66), (1.58, 1.96), "open"))

UPRIGHT: dict[Pose, tuple[Skeleton, ...]] = {
    "stand": (
        STAND,
        _OTHER,
        _arms(_DOWN_L, _POCKET),
        _HOLDS_ARM,
        _CLASPED,
        _BEHIND,
        _arms(_ON_HIP_L, _DOWN_R),
        _arms(_POCKET_L, _DOWN_R, _OTHER),
    ),
    "talk": (
        _AT_CHEST,
        _EXPLAINING,
        _OFFERING,
        _arms(_DOWN_L, _POCKET),
        replace(_CHIN, left_leg=STAND.left_leg, right_leg=STAND.right_leg),
        _arms(_ON_HIP_L, _OFFERING.right_arm),
        _LIFTED,
        _SHRUG,
        _arms(_ON_HIP_L, _LIFTED.right_arm, _OTHER),
        _on(_WEIGHT_RIGHT, _CROSSED),
    ),
    "walk": (
        replace(
            _on(_WALKING, _arms(Arm((-0.86, 1.74), (-1.20, 2.30)), Arm((0.56, 1.78), (1.08, 2.14)), _SIDE)),
            lean_deg=4,
        ),
    ),
    "run": (
        replace(
            _on(
                _RUNNING,
                _arms(
                    Arm((-1.12, 1.42), (-1.06, 2.10), "fist"), Arm((0.58, 1.74), (1.16, 1.36), "fist"), _SIDE
                ),
            ),
            lean_deg=17,
        ),
    ),
    "bow": (
        replace(
            _on(_TOGETHER, _arms(Arm((-0.40, 1.84), (-0.04, 2.60)), Arm((0.40, 1.84), (0.20, 2.62)), _SIDE)),
            bend_deg=17,
            head_tilt_deg=13,
        ),
    ),
    "point": (_on(_APART, _arms(_ON_HIP_L, Arm((1.20, 1.32), (1.92, 1.08), "point"))),),
    "reach": (
        replace(
            _on(
                _BRACED,
                _arms(Arm((-0.78, 1.82), (-0.86, 2.50)), Arm((0.98, 1.46), (1.74, 1.26), "open"), _SIDE),
            ),
            lean_deg=6,
        ),
    ),
    "hold": (_arms(Arm((-0.86, 1.78), (-0.20, 1.86), "grip"), Arm((0.86, 1.76), (0.24, 1.80), "grip")),),
    "arms crossed": (_CROSSED,),
    "head in hands": (
        replace(
            _arms(Arm((-0.86, 1.40), (-0.46, 0.16), "flat"), Arm((0.86, 1.40), (0.48, 0.16), "flat")),
            head_tilt_deg=6,
        ),
    ),
    "lie": (STAND,),
    "look up": (replace(_arms(_DOWN_L, _DOWN_R), head_tilt_deg=-13),),
    "look down": (replace(_SLUMPED, head_tilt_deg=11),),
    "look back": (
        replace(
            _on(_WALKING, _arms(Arm((-0.74, 1.82), (-0.86, 2.50)), Arm((0.50, 1.84), (0.72, 2.44)), _SIDE)),
            looks_back=True,
        ),
    ),
    "wave": (_arms(_DOWN_L, Arm((1.12, 1.42), (1.16, 0.66), "open")),),
    "raise fist": (
        _on(
            _APART, _arms(Arm((-0.96, 1.80), (-0.70, 2.44), "fist"), Arm((1.14, 1.14), (1.02, 0.22), "fist"))
        ),
    ),
    "strike": (
        replace(
            _on(
                _LUNGING,
                _arms(
                    Arm((-1.20, 1.12), (-1.02, 1.84), "fist"), Arm((1.02, 1.06), (1.86, 0.98), "fist"), _SIDE
                ),
            ),
            lean_deg=9,
        ),
    ),
    "fall": (
        replace(
            _on(
                _RUNNING,
                _arms(Arm((-1.14, 0.80), (-1.46, 0.16), "open"), Arm((1.16, 0.72), (1.56, 0.20), "open")),
            ),
            lean_deg=-32,
        ),
    ),
    "embrace": (
        _arms(Arm((-0.74, 1.72), (0.44, 1.60), "flat"), Arm((0.76, 1.66), (0.66, 1.20), "flat"), _SIDE),
    ),
    "carry": (_arms(Arm((-0.90, 1.80), (-0.48, 2.10), "grip"), Arm((0.90, 1.80), (0.48, 2.10), "grip")),),
    "drink": (_arms(Arm((-0.90, 1.80), (-0.34, 2.16), "flat"), Arm((0.92, 1.56), (0.34, 0.86), "grip")),),
    "write": (_arms(Arm((-0.86, 1.80), (-0.30, 2.20), "flat"), Arm((0.88, 1.80), (0.34, 2.06), "grip")),),
    "pull": (
        replace(
            _on(
                _BRACED,
                _arms(
                    Arm((-0.86, 1.74), (-0.80, 2.34), "fist"), Arm((0.34, 1.86), (0.60, 2.38), "fist"), _SIDE
                ),
            ),
            lean_deg=15,
        ),
    ),
    "lean": (
        replace(_arms(Arm((-0.98, 1.74), (-0.56, 2.36), "hidden"), _POCKET), lean_deg=-8, head_tilt_deg=4),
    ),
    "hand on chin": (_CHIN,),
    "hands on hips": (_DEFIANT,),
    "read": (_arms(Arm((-0.84, 1.74), (-0.26, 1.50), "grip"), Arm((0.84, 1.72), (0.30, 1.46), "grip")),),
    "cover face": (
        replace(
            _on(
                _TOGETHER,
                _arms(Arm((-0.74, 1.50), (-0.19, 0.44), "flat"), Arm((0.74, 1.50), (0.19, 0.44), "flat")),
            ),
            head_tilt_deg=8,
        ),
    ),
    "carry on back": (
        replace(
            _on(
                _WALKING,
                _arms(
                    Arm((-0.66, 1.86), (-0.74, 2.44), "hidden"),
                    Arm((0.30, 1.9), (0.10, 2.5), "hidden"),
                    _SIDE,
                ),
            ),
            bend_deg=16,
        ),
    ),
}

# how a feeling stands, where the story gives no other pose
_FELT: dict[Emotion, tuple[Skeleton, ...]] = {
    "sad": (_HOLDS_ARM, _SLUMPED, _CLASPED),
    "crying": (_CLASPED, _SLUMPED),
    "angry": (_FISTS, _DEFIANT, _CROSSED),
    "shouting": (_FISTS, _DEFIANT),
    "afraid": (_SHRINKING, _OVER_MOUTH),
    "shocked": (_OVER_MOUTH, _SHRINKING),
    "surprised": (_OVER_MOUTH, STAND),
    "tired": (_SLUMPED, _HAND_ON_NECK),
    "pained": (_ON_BELLY, _SLUMPED),
    "laugh": (_ON_BELLY,),
    "determined": (_FISTS, _FIST_UP, STAND),
    "ashamed": (_CLASPED, _HOLDS_ARM),
    "embarrassed": (_SCRATCHING, _CLASPED, _HOLDS_ARM),
    "disgusted": (_arms(_ON_HIP_L, _DOWN_R),),
}
_SAID: dict[Emotion, tuple[Skeleton, ...]] = {
    "angry": (_AT_YOU, _FINGER_UP, _SLASHING, _arms(_ON_HIP_L, _SLASHING.right_arm)),
    "shouting": (_SLASHING, _AT_YOU, _FISTS, _FINGER_UP),
    "sad": (_AT_CHEST, _HOLDS_ARM, _OFFERING),
    "crying": (_AT_CHEST, _BOTH_PLEADING),
    "afraid": (_SHRINKING, _BOTH_PLEADING),
    "shocked": (_SHRINKING, _BOTH_PLEADING),
    "surprised": (_BOTH_PLEADING, _LIFTED, _SHRINKING),
    "laugh": (_ON_BELLY, _BOTH_OPEN),
    "happy": (_BOTH_OPEN, _LIFTED, _AT_CHEST),
    "determined": (_FIST_UP, _AT_CHEST, _FISTS, _FINGER_UP),
    "ashamed": (_CLASPED, _AT_CHEST),
    "embarrassed": (_SCRATCHING, _HOLDS_ARM, _BOTH_PLEADING),
    "disgusted": (_CROSSED, _SHRUG),
    "tired": (_SLUMPED, _HAND_ON_NECK, _OFFERING),
    "pained": (_ON_BELLY, _AT_CHEST),
    "tender": (_AT_CHEST, _OFFERING),
}


def stance(pose: Pose, emotion: Emotion, *key: object) -> Skeleton:
    """The joints of a pose; where it may be held in several ways, the feeling and then the key choose."""
    ways = low_ways(pose, emotion) or UPRIGHT[pose]
    if pose == "stand":
        ways = _FELT.get(emotion, ways)
    elif pose == "talk":
        ways = _SAID.get(emotion, ways)
    return ways[0] if len(ways) == 1 else seeded("stance", *key).choice(ways)
