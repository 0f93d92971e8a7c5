"""The paths of a haircut seen from one side: what lies before the head and behind it, lock by lock."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toonverse.domain.look import HairStyle
from toonverse.draw.draft.brush import Path, PathBuilder, merged, polygon, ribbon_sides, sampled
from toonverse.draw.draft.cuts import cut_of
from toonverse.draw.draft.locks import Cut, Lock
from toonverse.draw.draft.skull import TOP_Y, Floats, seen

_NECK_Y = 0.33  # locks behind that end above it are hidden by head and neck
_RING_Y = -0.36  # where the crown catches the light
_WIDTHS = {
    "soft": (0.06, 0.66, 1.0, 0.76, 0.0),
    "blunt": (0.45, 0.9, 1.05, 0.95, 0.30),
    "sharp": (1.0, 0.86, 0.62, 0.34, 0.0),
}


@dataclass(frozen=True, slots=True)
class Strand:
    """One lock: its outline, the line at its edges, its shaded side, where it shines."""

    shape: Path
    edges: Path
    shaded: Path


@dataclass(frozen=True, slots=True)
class Hair:
    """`front` and `behind` are whole outlines (the hair before and behind the head), to be inked and filled;
    the strands lie on the front in that order, the edges on what hangs behind."""

    front: Path
    behind: Path
    strands: tuple[Strand, ...]
    edges_behind: tuple[Path, ...]
    shine: Path


def _facing(points: Floats) -> Floats:
    """The points so ordered that they run clockwise: outlines that overlap then add up."""
    x, y = points[:, 0], points[:, 1]
    area = float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))
    return points if area >= 0 else points[::-1]


def _add(builder: Path, points: Floats) -> None:
    """Adds an outline, its corners rounded; points given twice stay sharp."""
    ordered = _facing(points)
    middles = (ordered + np.roll(ordered, -1, 0)) / 2
    builder.moveTo(float(middles[-1, 0]), float(middles[-1, 1]))
    for (cx, cy), (x, y) in zip(ordered.tolist(), middles.tolist(), strict=True):
        builder.quadTo(cx, cy, x, y)
    builder.close()


def _path(points: Floats) -> Path:
    builder = PathBuilder()
    _add(builder, points)
    return builder.detach()


def _scalp(cut: Cut, angle: float, middle_deg: float) -> Floats:
    """The outline of the covered scalp on the half of the head whose middle is `middle_deg` round from us:
    down one side from the crown, along the hairline, up the other."""
    round_us = np.linspace(middle_deg - 97.0, middle_deg + 97.0, 31)
    azimuths = (round_us - np.degrees(angle) + 180.0) % 360.0 - 180.0
    line = np.array(cut.hairline)
    low = np.interp(np.abs(azimuths), line[:, 0], line[:, 1])
    heights = TOP_Y + (1 - np.cos(np.linspace(0, np.pi / 2, 12)))[:, None] * (low.max() - TOP_Y)
    places = np.stack(
        [np.tile(azimuths, (12, 1)), np.repeat(heights, 31, 1), np.full((12, 31), cut.reach)], -1
    )
    points = seen(places, angle)
    covered = heights <= low[None, :] + 1e-9
    sides = []
    for sign, end in ((1.0, low[-1]), (-1.0, low[0])):
        across = np.where(covered, sign * points[..., 0], -9.0).max(1) * sign
        rows = (heights[:, 0] <= end) & covered.any(1)
        sides.append(np.stack([across[rows], points[rows, 0, 1]], 1))
    hairline = seen(np.stack([azimuths, low, np.full(31, cut.reach)], 1), angle)[:, :2]
    if hairline[0, 0] < hairline[-1, 0]:
        hairline = hairline[::-1]
    return np.concatenate([sides[0], hairline, sides[1][::-1]])


def _projected(lock: Lock, angle: float, wind: float) -> Floats:
    points = seen(sampled(np.array(lock.places), 3), angle)
    if lock.free and wind:
        fall = np.clip(points[:, 1] + 0.1, 0.0, None)
        points[:, 0] += wind * lock.free * 0.42 * fall
        points[:, 1] -= abs(wind) * lock.free * 0.06 * fall
    return points


def _strand(points: Floats, lock: Lock) -> tuple[Floats, Strand]:
    """The outline of a lock, and its paths."""
    spine = [(float(x), float(y)) for x, y in points[:, :2]]
    left, right = ribbon_sides(spine, [lock.width * share for share in _WIDTHS[lock.form]], 2)
    if left[len(left) // 2, 0] > right[len(right) // 2, 0]:
        left, right = right, left
    outline = np.concatenate([left, right[::-1]])
    along = np.linspace(0.0, 1.0, len(left))[:, None]
    line = 0.13 * np.sin(np.pi * np.clip(along * 1.25 - 0.25, 0.0, 1.0)) ** 0.7
    dark = 0.42 * np.clip(along * 2.2 - 0.45, 0.0, 1.0)
    edges = PathBuilder()
    for edge, other in ((left, right), (right, left)):
        _add(edges, np.concatenate([edge, (edge + (other - edge) * line)[::-1]]))
    shaded = np.concatenate([right, (right + (left - right) * dark)[::-1]])
    return outline, Strand(_path(outline), edges.detach(), _path(shaded))


def _ring(cut: Cut, angle: float) -> Path:
    """The ring of light round the crown, jagged where locks break it, in three pieces."""
    builder = PathBuilder()
    high = _RING_Y - (0.07 if cut.hairline[0][1] < -0.3 else 0.0)
    for first, last in ((-68.0, -24.0), (-17.0, 31.0), (38.0, 70.0)):
        across = np.arange(first, last + 0.1, 4.0)
        middle = high + 0.10 * (across / 70) ** 2
        thick = 0.040 * np.sin(np.linspace(0.0, np.pi, len(across))) ** 0.6
        jag = np.where(np.arange(len(across)) % 2, 0.034, -0.006) * (thick > 0.01)
        edges = []
        for y in (middle - thick, middle + thick * 0.6 + jag):
            places = np.stack([across - np.degrees(angle), y, np.full_like(y, cut.reach * 1.05)], -1)
            edges.append(seen(places, angle)[:, :2])
        outline = np.concatenate([edges[0], np.repeat(edges[1][::-1], 2, 0)])
        _add(builder, outline)
    return builder.detach()


@lru_cache(maxsize=160)
def hair_seen(style: HairStyle, angle: float, wind: float) -> Hair:
    """The haircut on a head turned by `angle` rad; round both to few values, for the paths are kept."""
    cut = cut_of(style)
    front, behind = [polygon(_scalp(cut, angle, 0.0))], [polygon(_scalp(cut, angle, 180.0))]
    shine = PathBuilder().detach() if cut.flat or cut.curly else _ring(cut, angle)
    strands: list[Strand] = []
    edges_behind: list[Path] = []
    for lock in cut.locks:
        points = _projected(lock, angle, wind)
        outline, strand = _strand(points, lock)
        if float(points[1:, 2].mean()) > -0.04:
            front.append(polygon(outline))
            strands.append(strand)
        else:
            behind.append(polygon(outline))
            if outline[:, 1].max() > _NECK_Y:
                edges_behind.append(strand.edges)
    return Hair(merged(front), merged(behind), tuple(strands), tuple(edges_behind), shine)
