"""A figure in the picture, and what lettering must know of it: the head's box, the mouth, the body."""

import math
from dataclasses import dataclass

from toonverse.domain.geometry import Box, Point
from toonverse.domain.panel import Face
from toonverse.draw.draft.beasts import BEASTS, reach_of
from toonverse.draw.draft.body import Model
from toonverse.draw.draft.brush import XY
from toonverse.draw.draft.lying import HEAD_DEG
from toonverse.draw.draft.portrait import MOUTH_Y
from toonverse.draw.draft.seats import REACH


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure in the picture: `unit` px a head, `at` the head's centre in px."""

    name: str
    model: Model
    unit: float
    at: XY
    lying: bool = False
    foreground: bool = False

    @property
    def ground(self) -> float:
        return self.at[1] + self.model.bones.ground * self.unit


def _turned(point: XY, degrees: float, about: XY) -> XY:
    a = math.radians(degrees)
    dx, dy = point[0] - about[0], point[1] - about[1]
    return about[0] + dx * math.cos(a) - dy * math.sin(a), about[1] + dx * math.sin(a) + dy * math.cos(a)


def body_point(placed: Placed, point: XY) -> XY:
    """A point of the trunk or an arm, given in heads, in pixels of the picture."""
    bones = placed.model.bones
    turned = _turned(point, bones.lean_deg + bones.bend_deg, bones.hips)
    return placed.at[0] + turned[0] * placed.unit, placed.at[1] + turned[1] * placed.unit


def head_point(placed: Placed, point: XY) -> XY:
    """A point of the head, given in heads, in pixels of the picture."""
    if placed.lying:
        x, y = _turned(point, HEAD_DEG, (0, 0))
        return placed.at[0] + x * placed.unit, placed.at[1] + y * placed.unit
    return body_point(placed, _turned(point, placed.model.head_tilt_deg, (0, 0.45)))


def head_box(placed: Placed) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of the head in pixels, not cut at the frame."""
    if placed.model.posture is not None:
        return _beast_box(placed)
    left, right = (-0.44, 0.44)
    if (
        placed.model.portrait.profile and not placed.model.back
    ):  # longer behind the ear, and to the nose's tip
        left, right = (-0.46, 0.42) if placed.model.portrait.way > 0 else (-0.42, 0.46)
    near, crown = (left * 0.91, right * 0.91), -0.86 if placed.model.look.species == "goblin" else -0.58
    corners = [
        head_point(placed, corner)
        for corner in ((left, crown), (right, crown), (near[0], 0.48), (near[1], 0.48))
    ]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


def extent(placed: Placed) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) in pixels that nothing of the figure passes: joints, hair, cloth, things."""
    bones, unit, (x, y) = placed.model.bones, placed.unit, placed.at
    if placed.model.posture is not None:
        before, behind = reach_of(placed.model.look.species, placed.model.posture)[::-1]
        left, right = (behind, before) if placed.model.portrait.way > 0 else (before, behind)
        return x - left * unit, y - 1.2 * unit, x + right * unit, y + (bones.ground + 0.3) * unit
    if placed.lying:
        return x - 1.8 * unit, y - 1.3 * unit, x + (bones.ground + 0.6) * unit, y + 2.2 * unit
    look, wind = placed.model.look, abs(placed.model.portrait.wind)
    arms = [
        body_point(placed, joint)
        for arm, shoulder in ((bones.left_arm, bones.left_shoulder), (bones.right_arm, bones.right_shoulder))
        for joint in (shoulder, arm.elbow, arm.hand)
    ]
    hips = [body_point(placed, leg.hip) for leg in (bones.left_leg, bones.right_leg)]
    legs = [
        _turned(joint, bones.lean_deg, bones.hips)
        for leg in (bones.left_leg, bones.right_leg)
        for joint in (leg.knee, leg.ankle, leg.toe)
    ]
    skirted = look.sex == "female" and look.outfit in ("hanbok", "gown", "frock", "shirtwaist")
    head = head_box(placed)
    spans = [(head[0], head[2], 0.85), *((px, px, 0.72) for px, _ in (*arms, *hips))]
    if placed.model.legs:
        spans += [(x + lx * unit, x + lx * unit, 1.6 if skirted else 1.0) for lx, _ in legs]
    if placed.model.seat is not None:
        spans += [(px, px, REACH[placed.model.seat] + 0.2) for px, _ in hips]
    if wind > 0.3:
        spans.append((x, x, 3.4))
    ends = (min(a - r * unit for a, _, r in spans), max(b + r * unit for _, b, r in spans))
    top = min(head[1] - 0.75 * unit, *(py - 0.6 * unit for _, py in arms))
    bottom = max(*(py for _, py in arms), *(y + ly * unit for _, ly in legs)) + 0.6 * unit
    held = held_box(placed)
    if held is None:
        return ends[0], top, ends[1], bottom
    reach = 0.4 * unit
    return (
        min(ends[0], held[0] - reach),
        min(top, held[1] - reach),
        max(ends[1], held[2] + reach),
        max(bottom, held[3] + reach),
    )


def held_box(placed: Placed) -> tuple[float, float, float, float] | None:
    """(left, top, right, bottom) of what the figure holds, in pixels; `None` with empty hands."""
    held = placed.model.held
    if held is None or placed.lying or placed.model.back:
        return None
    left, top, right, bottom = held.box
    corners = [body_point(placed, (x, y)) for x in (left, right) for y in (top, bottom)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


def face_of(placed: Placed, body: Box, width: int, height: int) -> Face:
    """What lettering must know: the head's box and the mouth, inside the frame."""
    left, top, right, bottom = head_box(placed)
    head = Box(max(0.0, left), max(0.0, top), min(float(width), right), min(float(height), bottom))
    x, y = head_point(placed, _mouth(placed.model))
    mouth = Point(min(max(x, head.left + 1), head.right - 1), min(max(y, head.top + 1), head.bottom - 1))
    return Face(placed.name, head, mouth, body, placed.model.back)


def _mouth(model: Model) -> XY:
    if model.posture is None:
        return model.portrait.mouth_x, MOUTH_Y
    x, y = BEASTS[model.look.species].mouth
    return x * model.portrait.way, y


def _beast_box(placed: Placed) -> tuple[float, float, float, float]:
    left, top, right, bottom = BEASTS[placed.model.look.species].box
    if placed.model.portrait.way < 0:
        left, right = -right, -left
    (x, y), unit = placed.at, placed.unit
    return x + left * unit, y + top * unit, x + right * unit, y + bottom * unit
