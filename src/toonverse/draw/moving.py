"""Balloons that a person moves: they stay in the picture and together, and their tails find the mouth."""

from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.geometry import Point
from toonverse.domain.lettering import Lettering
from toonverse.domain.panel import Face
from toonverse.draw.extents import chains
from toonverse.draw.preflight import preflight
from toonverse.draw.tails import give_tail
from toonverse.draw.typeset import Typefaces


def moved(
    lettering: Lettering,
    moves: Sequence[tuple[int, float, float]],
    faces: Sequence[Face],
    fonts: Typefaces,
) -> Lettering:
    """The layer with the centres of some balloons elsewhere: (index, x, y), the later ones last.

    What is joined goes along. Nothing leaves the picture; what a place breaks is told in `problems`, as it is
    for places that were chosen here. An index that there is none of moves nothing.
    """
    balloons = list(lettering.balloons)
    size = (lettering.width, lettering.height)
    of = {index: chain for chain in chains(lettering) for index in chain}
    for index, x, y in moves:
        if index not in of:
            continue
        group = [balloons[i] for i in of[index]]
        dx = _within(x - balloons[index].center.x, [(b.box.left, b.box.right) for b in group], size[0])
        dy = _within(y - balloons[index].center.y, [(b.box.top, b.box.bottom) for b in group], size[1])
        shifted = [
            replace(b, center=Point(b.center.x + dx, b.center.y + dy), tail=None, reason=()) for b in group
        ]
        if any(b.tail is not None for b in group):
            shifted = give_tail(shifted, faces, size)
        for i, balloon in zip(of[index], shifted, strict=True):
            balloons[i] = balloon
    lost = [problem for problem in lettering.problems if problem.balloon < 0]
    laid = replace(lettering, balloons=tuple(balloons))
    return replace(laid, problems=(*lost, *preflight(laid, faces, fonts)))


def _within(by: float, spans: Sequence[tuple[float, float]], length: int) -> float:
    """How far the spans can go that way and stay between 0 and `length`."""
    least, most = -min(low for low, _ in spans), length - max(high for _, high in spans)
    return min(max(by, least), max(most, least))
