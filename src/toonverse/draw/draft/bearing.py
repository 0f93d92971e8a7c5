"""How a feeling carries the body: leaning in, shrinking back, shoulders up or down. See `poses.py`."""

from dataclasses import dataclass, replace

from toonverse.domain.storyboard import Emotion, Pose
from toonverse.draw.draft.brush import XY, seeded
from toonverse.draw.draft.poses import Skeleton


@dataclass(frozen=True, slots=True)
class Bearing:
    """`bend_deg` forward (sideways for who faces us), `shoulders` down, `out` in heads, `nod_deg` a head."""

    bend_deg: float = 0.0
    shoulders: float = 0.0
    out: float = 0.0
    nod_deg: float = 0.0


_BEARINGS: dict[Emotion, Bearing] = {
    "calm": Bearing(1.0),
    "smile": Bearing(2.0, nod_deg=-2),
    "happy": Bearing(-3.0, -0.02, nod_deg=-4),
    "laugh": Bearing(-6.0, -0.05, nod_deg=-7),
    "sad": Bearing(5.0, 0.06, -0.03, 6),
    "crying": Bearing(7.0, 0.0, -0.05, 7),
    "angry": Bearing(7.0, -0.05, 0.04, -1),
    "shouting": Bearing(9.0, -0.06, 0.05, -5),
    "afraid": Bearing(-6.0, -0.09, -0.07, 3),
    "surprised": Bearing(-7.0, -0.07, 0.0, -2),
    "determined": Bearing(3.0, -0.02, 0.05, -1),
    "embarrassed": Bearing(-3.0, -0.05, -0.04, 5),
    "tired": Bearing(6.0, 0.09, -0.03, 7),
    "pained": Bearing(10.0, -0.02, -0.03, 5),
    "shocked": Bearing(-9.0, -0.09, -0.03, -2),
    "disgusted": Bearing(-6.0, -0.02, 0.0, -3),
    "tender": Bearing(4.0, 0.0, 0.0, 4),
    "ashamed": Bearing(6.0, 0.07, -0.05, 9),
}
_SPEAKING_DEG = 2.5
_FREE: frozenset[Pose] = frozenset(
    (
        *("stand", "talk", "hold", "point", "arms crossed", "hands on hips", "walk", "sit", "sit floor"),
        *(
            "kneel",
            "reach",
            "wave",
            "look down",
            "drink",
            "read",
            "write",
            "hand on chin",
            "carry",
            "look up",
        ),
    )
)


def carried(
    bones: Skeleton, pose: Pose, emotion: Emotion, sideways: bool, speaking: bool, *key: object
) -> Skeleton:
    """The stance as the feeling carries it; poses of effort keep their own line. Who faces us (is not
    `sideways`) sways to one side, always the same for the same key."""
    if pose not in _FREE:
        return bones
    bearing = _BEARINGS[emotion]
    bend = bearing.bend_deg + (_SPEAKING_DEG if speaking else 0.0)
    if pose == "walk":
        bend = max(0.0, bend) * 0.6

    def lifted(shoulder: XY) -> XY:
        side = 1 if shoulder[0] > 0 else -1
        return shoulder[0] + side * bearing.out, shoulder[1] + bearing.shoulders

    if not sideways:
        bend *= 0.45 * seeded("sway", *key).choice((-1, 1))
    return replace(
        bones,
        left_shoulder=lifted(bones.left_shoulder),
        right_shoulder=lifted(bones.right_shoulder),
        bend_deg=bones.bend_deg + bend,
        head_tilt_deg=bones.head_tilt_deg - bend * 0.55 + bearing.nod_deg * (0.8 if sideways else 0.5),
    )
