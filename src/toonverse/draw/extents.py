"""How far balloons and their tails reach: plain geometry, for those that letter nothing themselves.

The process that orders the work needs these boxes and should not load a drawing library for them.
"""

import math

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, Lettering

EXPONENT = 2.4  # of the superellipse: a little squarer than an ellipse, as balloons drawn by hand are


def chains(lettering: Lettering) -> list[list[int]]:
    """Indices of balloons, those joined together in one list."""
    found: list[list[int]] = []
    for index, balloon in enumerate(lettering.balloons):
        if balloon.joined >= 0 and found and balloon.joined in found[-1]:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def keep_whole(lettering: Lettering) -> tuple[Box, ...]:
    """Boxes that no slice may cut: each balloon (or joined group) with its tail, line and dots."""
    boxes = []
    for chain in chains(lettering):
        balloons = [lettering.balloons[i] for i in chain]
        parts = [b.box for b in balloons] + [tail_box(b) for b in balloons if b.tail is not None]
        line = 6 * lettering.width / 1024
        boxes.append(
            Box(
                max(0.0, min(p.left for p in parts) - line),
                max(0.0, min(p.top for p in parts) - line),
                min(float(lettering.width), max(p.right for p in parts) + line),
                min(float(lettering.height), max(p.bottom for p in parts) + line),
            )
        )
    return tuple(boxes)


def tail_box(balloon: Balloon) -> Box:
    """What the tail may cover, its line included."""
    start, tip, half = root(balloon), tip_of(balloon), 0.4 * balloon.font_px
    return Box(
        min(start.x, tip.x) - half,
        min(start.y, tip.y) - half,
        max(start.x, tip.x) + half,
        max(start.y, tip.y) + half,
    )


def root(balloon: Balloon) -> Point:
    """Where the tail leaves the outline; the centre of a balloon without a tail."""
    if balloon.tail is None:
        return balloon.center
    c, turn = balloon.center, math.radians(balloon.tail_turn_deg)
    way_x, way_y = balloon.tail.x - c.x, balloon.tail.y - c.y
    x = way_x * math.cos(turn) - way_y * math.sin(turn)
    y = way_x * math.sin(turn) + way_y * math.cos(turn)
    dx, dy = x / balloon.half_width, y / balloon.half_height
    radius = (abs(dx) ** EXPONENT + abs(dy) ** EXPONENT) ** (1 / EXPONENT) or 1.0
    reach = min(1.0, 1 / radius)
    return Point(c.x + x * reach, c.y + y * reach)


def tip_of(balloon: Balloon) -> Point:
    """Where the tail ends: `tail_reach` of the way from the outline to the mouth."""
    start, aim = root(balloon), balloon.tail or balloon.center
    reach = balloon.tail_reach
    return Point(start.x + (aim.x - start.x) * reach, start.y + (aim.y - start.y) * reach)
