"""Tails: where each ends, and which way it takes there.

A tail points at its speaker's mouth and ends close to the head, over nobody else's head and no other balloon,
and nearer to its speaker than to anybody. Who is not in the picture speaks from beyond its edge: there the
tail is cut by the frame. What can be done in neither way has no tail, and preflight tells it.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon
from toonverse.domain.panel import Face
from toonverse.draw.balloons import along, within
from toonverse.draw.extents import root, tip_of
from toonverse.draw.fitting import BOXES
from toonverse.draw.pieces import features
from toonverse.draw.room import meets
from toonverse.draw.voices import NOBODY

NEAR_HEADS, NEAR_WIDTHS = 0.3, 0.03
"""A tail ends no further from the head than that much of the head's height, or of the panel's width."""
LONGEST_WIDTHS = 0.8
"""The longest tail, in widths of the panel: placement keeps them short, but a long one beats none."""
_REACH = 0.8  # of the way to the mouth, where the head leaves that much
_BEYOND = 0.05  # of the panel's width that a tail leads out of it: the frame cuts it before it is thin
_SHARES, _TURNS = (
    (1.0, 0.8, 0.6),
    (0.0, 20.0, -20.0, 40.0, -40.0, 65.0, -65.0),
)  # where something is in the way
_APART_EMS = 0.6  # of a tail's middle from other balloons
_INTO_HAIR = 0.86  # of the head's radius
_REACH_MIN = 0.15


def near_px(head: Box, width: int) -> float:
    """How far from the head a tail may end, in a panel of that width."""
    return max(NEAR_HEADS * head.height, NEAR_WIDTHS * width)


def target(speaker: str, faces: Sequence[Face]) -> Face | None:
    """To whose head the tail leads: the speaker's. A voice over the air comes from beyond the frame: a tail
    to the ear of whoever hears it reads as if they spoke."""
    return next((face for face in faces if face.character == speaker), None)


def give_tail(group: Sequence[Balloon], faces: Sequence[Face], size: tuple[int, int]) -> list[Balloon]:
    """The joined balloons with a tail on the one that is nearest to its speaker; boxes have none."""
    kind, speaker = group[0].kind, group[0].speaker
    given = list(group)
    face = target(speaker, faces)
    if kind in BOXES or (face is None and (kind == "thought" or speaker in NOBODY or not faces)):
        return given
    if face is None:
        given[-1] = replace(given[-1], tail=_edge(given[-1], size[0]), tail_reach=1.0)
        return given
    aims = [face.mouth for _ in group]
    index = min(range(len(group)), key=lambda i: _distance(root(replace(group[i], tail=aims[i])), aims[i]))
    tailed = replace(group[index], tail=aims[index])
    given[index] = replace(tailed, tail_reach=_reach(tailed, face, size[0]))
    return given


def _edge(balloon: Balloon, width: int) -> Point:
    """Where the tail of somebody beyond the picture points: out of its nearer side."""
    out = -_BEYOND * width if balloon.center.x < width / 2 else (1 + _BEYOND) * width
    return Point(out, balloon.center.y + 0.04 * width)


def _distance(a: Point, b: Point) -> float:
    return math.dist((a.x, a.y), (b.x, b.y))


def _reach(balloon: Balloon, face: Face, width: int) -> float:
    """How much of its way the tail goes: to the speaker's hair or cheek, never on the face."""
    start, aim = root(balloon), balloon.tail or balloon.center
    way = _distance(start, aim) or 1.0
    reach = min(_REACH, LONGEST_WIDTHS * width / way)
    least = min(_REACH_MIN, 0.5 * balloon.font_px / way)
    off_limits = features(face).grown(0.3 * balloon.font_px)
    while reach > least:
        tip = Point(start.x + (aim.x - start.x) * reach, start.y + (aim.y - start.y) * reach)
        if _outside(tip, face.head, off_limits):
            break
        reach -= 0.02
    return max(reach, least)


def _outside(tip: Point, head: Box, off_limits: Box) -> bool:
    """Whether the point is off the face, and not deep in the hair."""
    if off_limits.left < tip.x < off_limits.right and off_limits.top < tip.y < off_limits.bottom:
        return False
    across = (tip.x - head.center.x) / (head.width / 2)
    down = (tip.y - head.center.y) / (head.height / 2)
    return math.hypot(across, down) >= _INTO_HAIR


def freed(balloon: Balloon, balloons: Sequence[Balloon], faces: Sequence[Face], width: int) -> Balloon:
    """The balloon with its tail led past other balloons and others' heads, to an end that finds its speaker.

    Where no way leads there, without a tail.
    """
    if balloon.tail is None:
        return balloon
    face = target(balloon.speaker, faces)
    others = [other for other in balloons if not _same(balloon, other, balloons)]
    heads = [other.head for other in faces if other is not face]
    for share, turn in product(_SHARES if face else _SHARES[:1], _TURNS):
        tried = replace(balloon, tail_reach=balloon.tail_reach * share, tail_turn_deg=turn)
        if (face is None or finds(tried, face, faces, width)) and _clear(tried, heads, others):
            return tried
    return replace(balloon, tail=None)


def _clear(balloon: Balloon, heads: Sequence[Box], others: Sequence[Balloon]) -> bool:
    """Whether the tail leads over none of the heads and near none of the balloons."""
    way = along(balloon)
    return not any(meets(*step, head, 1.0) for step in pairwise(way) for head in heads) and not any(
        within(other, point, _APART_EMS * balloon.font_px) for point in way for other in others
    )


def finds(balloon: Balloon, face: Face, faces: Sequence[Face], width: int) -> bool:
    """Whether the balloon's tail ends close to that head, and nearer to it than to any other."""
    if balloon.tail is None:
        return False
    tip = tip_of(balloon)
    gap = gap_px(face.head, tip)
    return gap <= near_px(face.head, width) and all(
        gap_px(other.head, tip) >= gap for other in faces if other is not face
    )


def gap_px(box: Box, point: Point) -> float:
    """From the point to the box; 0 inside it."""
    return math.hypot(
        max(box.left - point.x, 0, point.x - box.right), max(box.top - point.y, 0, point.y - box.bottom)
    )


def _same(balloon: Balloon, other: Balloon, balloons: Sequence[Balloon]) -> bool:
    """Whether the two are one balloon, or joined to each other."""
    return other == balloon or (
        other.speaker == balloon.speaker
        and (
            (other.joined >= 0 and balloons[other.joined] == balloon)
            or (balloon.joined >= 0 and balloons[balloon.joined] == other)
        )
    )


def astray(balloons: Sequence[Balloon], faces: Sequence[Face], width: int) -> list[int]:
    """The first balloons of those groups that are somebody's in the picture, and no tail says whose."""
    lost, group = [], list[int]()
    for index, balloon in enumerate((*balloons, None)):
        if balloon is not None and balloon.joined >= 0 and balloon.joined in group:
            group.append(index)
            continue
        if group and _unclaimed([balloons[i] for i in group], faces, width):
            lost.append(group[0])
        group = [index]
    return lost


def _unclaimed(group: Sequence[Balloon], faces: Sequence[Face], width: int) -> bool:
    kind = group[0].kind
    face = target(group[0].speaker, faces)
    if face is None or kind in BOXES or kind == "sfx":
        return False
    return not any(finds(balloon, face, faces, width) for balloon in group)
