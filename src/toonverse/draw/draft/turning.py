"""Which way heads turn: to each other, in three-quarter view or in profile."""

import math

from toonverse.domain.storyboard import Emotion, Figure, Pose, Shot, ShotSize
from toonverse.draw.draft.brush import seeded

SIDEWAYS, PAIRED, IN_PROFILE = 0.76, 0.72, 1.0

_FACE_HIDDEN: frozenset[Pose] = frozenset({"cover face", "head in hands", "lie", "look back", "hand on chin"})
_HEATED: frozenset[Emotion] = frozenset({"angry", "shouting", "determined", "disgusted"})
_ON_THE_WAY: frozenset[Pose] = frozenset({"walk", "run", "pull", "carry", "look up", "carry on back"})
_TOLD_FROM_THE_FRONT: frozenset[Emotion] = frozenset({"crying", "embarrassed", "shocked"})
_WIDE: frozenset[ShotSize] = frozenset({"long", "extreme long"})


def toward(shot: Shot, figure: Figure, x: float, lanes: list[float], over: Figure | None) -> float:
    """The yaw of a head at `x`: as told, else to the others (at `lanes`), else a little to the middle."""
    width = shot.width_px
    if figure.facing in ("left", "right"):
        side = -1 if figure.facing == "left" else 1
        return side * (IN_PROFILE if _in_profile(shot, figure, x, side, lanes, over) else SIDEWAYS)
    if over is not None:
        return 0.5 if over.x > 0.5 else -0.5
    if len(lanes) > 1:
        middle = sum(lanes) / len(lanes)
        if abs(x - middle) < width * 0.04:
            return 0.0
        side = 1 if middle > x else -1
        profile = figure.facing == "front" and _in_profile(shot, figure, x, side, lanes, over)
        return side * IN_PROFILE if profile else math.copysign(PAIRED, side)
    lean = (width / 2 - x) / width
    return 0.34 if lean > 0.02 else -0.34 if lean < -0.02 else 0.24


def _in_profile(
    shot: Shot, figure: Figure, x: float, side: int, lanes: list[float], over: Figure | None
) -> bool:
    """Who listens is often seen in profile, and both who quarrel; a feeling that only a face from the front
    tells is not. Alone: some of those on their way. Always the same for the same shot."""
    if over is not None or figure.pose in _FACE_HIDDEN or figure.emotion in _TOLD_FROM_THE_FRONT:
        return False
    chance = seeded("profile", shot.scene, shot.number, figure.character).random()
    if len(lanes) == 1:
        return figure.pose in _ON_THE_WAY and chance < 0.45
    others = [lane for lane in lanes if (lane - x) * side > 1]
    if not others:  # nobody there to look at
        return False
    if len(lanes) == 2 and all(other.emotion in _HEATED for other in shot.figures):
        return seeded("quarrel", shot.scene, shot.number).random() < 0.6
    speaks = any(line.speaker == figure.character for line in shot.lines)
    share = 0.30 if speaks else 0.62
    return chance < (share * 0.6 if shot.size in _WIDE else share)
