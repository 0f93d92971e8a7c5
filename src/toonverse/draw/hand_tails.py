"""Tails of balloons that a person changes: led to the speaker anew, or kept where somebody put them."""

import math
from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.geometry import Point
from toonverse.domain.lettering import Balloon, BalloonEdit, Lettering
from toonverse.domain.panel import Face
from toonverse.draw.extents import EXPONENT
from toonverse.draw.fitting import BOXES
from toonverse.draw.tails import freed, give_tail

_NO_TAIL = BOXES | {"sfx"}
_OUTSIDE = 1.12
"""How far from the middle a tip must be, in radii of the balloon: nearer there is no tail to see."""
_DOWN_EMS = 2.2


def tailed(
    layer: Lettering, group: Sequence[int], index: int, edit: BalloonEdit, faces: Sequence[Face]
) -> list[Balloon]:
    """The joined balloons of `group` with their tails, after `edit` was done to the one at `index`.

    A tip inside its balloon takes the tail away. A tail by hand stays until somebody else shall speak.
    """
    found = [layer.balloons[i] for i in group]
    place = group.index(index)
    if found[place].kind in _NO_TAIL or edit.tail == "none":
        return [_bare(one) for one in found]
    if isinstance(edit.tail, Point):
        bare = [_bare(one) for one in found]
        bare[place] = _led(bare[place], edit.tail, layer)
        return bare
    by_hand = [one.tail_by_hand for one in found]
    if edit.tail is None and edit.speaker is None and any(by_hand):
        return [_led(one, one.tail, layer) if one.tail_by_hand and one.tail else _bare(one) for one in found]
    had = any(one.tail is not None for one in found)
    if edit.tail == "auto" or had or edit.kind is not None or edit.speaker is not None:
        given = _automatic(layer, group, faces)
        if edit.tail == "auto" and edit.text is None and all(one.tail is None for one in given):
            given[place] = _led(given[place], _below(given[place]), layer)  # nobody to lead to: as one asked
        return given
    return found


def _automatic(layer: Lettering, group: Sequence[int], faces: Sequence[Face]) -> list[Balloon]:
    """As lettering leads them; past others' heads where there is such a way, straight where not."""
    size = (layer.width, layer.height)
    given = give_tail([_bare(layer.balloons[i]) for i in group], faces, size)
    balloons = list(layer.balloons)
    for i, balloon in zip(group, given, strict=True):
        balloons[i] = balloon
    clear = [freed(one, balloons, faces, layer.width) for one in given]
    return clear if any(one.tail is not None for one in clear) else given


def _bare(balloon: Balloon) -> Balloon:
    return replace(balloon, tail=None, tail_reach=0.55, tail_turn_deg=0.0, tail_by_hand=False)


def _led(balloon: Balloon, tip: Point, layer: Lettering) -> Balloon:
    """The balloon with its tail's tip there, or where the picture ends."""
    to = Point(min(max(tip.x, 0.0), float(layer.width)), min(max(tip.y, 0.0), float(layer.height)))
    across = abs(to.x - balloon.center.x) / balloon.half_width
    down = abs(to.y - balloon.center.y) / balloon.half_height
    if math.pow(across**EXPONENT + down**EXPONENT, 1 / EXPONENT) < _OUTSIDE:
        return _bare(balloon)
    return replace(balloon, tail=to, tail_reach=1.0, tail_turn_deg=0.0, tail_by_hand=True)


def _below(balloon: Balloon) -> Point:
    return Point(balloon.center.x, balloon.box.bottom + _DOWN_EMS * balloon.font_px)
