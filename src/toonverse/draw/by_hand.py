"""What a person changes in a panel's layer, balloon by balloon: the layer that comes of it, exactly so.

Nothing leaves the picture, and words always fit their balloon; what a place or a size breaks besides is told
in `problems`. What is joined stays together. A tail goes with its balloon and finds the mouth again, unless a
person put it where it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, BalloonEdit, Lettering
from toonverse.domain.panel import Face
from toonverse.draw.balloons import OWN_VOICE, in_ink
from toonverse.draw.extents import chains
from toonverse.draw.fitting import font_scale
from toonverse.draw.hand_set import BALLOONS_MAX, BalloonUnfit, usual_px, worded
from toonverse.draw.hand_tails import tailed
from toonverse.draw.inks import inks_of
from toonverse.draw.letter import Pixels
from toonverse.draw.pieces import APART
from toonverse.draw.preflight import EDGE, preflight, read_before
from toonverse.draw.typeset import Typefaces, script_of
from toonverse.draw.voices import NOBODY

_FREE_COLUMNS, _FREE_ROWS = 5, 7
_COVERS_FACE = 6.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What the layer lies on: the picture (RGB, HxWx3), who is where in it; `told_by_one` as in `letter`."""

    faces: Sequence[Face]
    fonts: Typefaces
    picture: Pixels
    told_by_one: bool = False

    @property
    def is_ink(self) -> bool:
        """Whether the picture has no colour."""
        sample = self.picture[::32, ::32]
        return not bool((sample.max(2) != sample.min(2)).any())


def changed(layer: Lettering, index: int, edit: BalloonEdit, ground: Ground) -> Lettering:
    """The layer with that balloon changed. Another kind, speaker or type size is all the joined ones'.

    Raises WordsMissing where no word would be left, BalloonUnfit where they need more than the picture.
    """
    balloons, group = list(layer.balloons), _group(layer, index)
    before = [balloons[i] for i in group]
    for i in group:
        own = edit if i == index else replace(edit, text=None, width=None, height=None, rotation_deg=None)
        balloons[i] = _inked(worded(balloons[i], own, layer, ground.fonts), balloons[i], layer, ground)
    if balloons[index].kind in APART | {"sfx"}:
        for i in group[1:]:
            balloons[i] = replace(balloons[i], joined=-1)
    _restack(balloons, group, before)
    laid = replace(layer, balloons=tuple(balloons))
    alone = [i for i in group if _group(laid, i) == [i] and i != index]
    for i in alone:  # it was joined to this one until now
        own = BalloonEdit(kind=edit.kind, speaker=edit.speaker)
        laid = _settled(_shifted(laid, [i], 0.0, 0.0), [i], i, own, ground)
    group = _group(laid, index)
    anchor = balloons[index].center
    to = Point(anchor.x if edit.x is None else edit.x, anchor.y if edit.y is None else edit.y)
    moved = _shifted(laid, group, to.x - anchor.x, to.y - anchor.y)
    if edit.x is None and edit.y is None:
        moved = _off_the_edge(moved, group, before)
    return _settled(moved, group, index, edit, ground)


def added(layer: Lettering, edit: BalloonEdit, ground: Ground) -> tuple[Lettering, int]:
    """The layer with one balloon more, and its index: where it comes in the order of reading.

    Raises WordsMissing, BalloonUnfit (also where there are `BALLOONS_MAX` already).
    """
    if len(layer.balloons) >= BALLOONS_MAX:
        raise BalloonUnfit(reason="too_many", most=BALLOONS_MAX)
    kind = edit.kind or "speech"
    script = script_of(edit.text or "", layer.language)
    px = usual_px(layer) * font_scale(kind, script)
    middle = Point(layer.width / 2, layer.height / 2)
    new = Balloon(kind, "", edit.speaker or "", (), px, middle, 1.0, 1.0)
    new = worded(new, replace(edit, text=edit.text or "", kind=kind), layer, ground.fonts)
    if edit.x is None or edit.y is None:
        new = replace(new, center=_free(new, layer, ground.faces))
    else:
        new = replace(new, center=Point(edit.x, edit.y))
    new = _inked(new, None, layer, ground)
    at = _place_in_order(new, layer)
    moved = [replace(b, joined=b.joined + (b.joined >= at)) for b in layer.balloons]
    laid = replace(layer, balloons=(*moved[:at], new, *moved[at:]))
    laid = _shifted(laid, [at], 0.0, 0.0)
    tail = edit if edit.tail is not None else replace(edit, tail="auto")
    return _settled(laid, [at], at, tail, ground), at


def removed(layer: Lettering, index: int, ground: Ground) -> Lettering:
    """The layer without that balloon; what was joined to it stands alone, and its tail goes over."""
    gone, group = layer.balloons[index], _group(layer, index)
    left = []
    for i, balloon in enumerate(layer.balloons):
        if i != index:
            after = balloon.joined - (balloon.joined > index)
            left.append(replace(balloon, joined=-1 if balloon.joined == index else after))
    laid = replace(layer, balloons=tuple(left))
    others = [i - (i > index) for i in group if i != index]
    if not others:
        return _checked(laid, ground)
    heir = _group(laid, min(others, key=lambda i: abs(i - index)))
    edit = BalloonEdit(tail="auto" if gone.tail is not None else None)
    return _settled(laid, heir, heir[0], edit, ground)


def _group(layer: Lettering, index: int) -> list[int]:
    return next(chain for chain in chains(layer) if index in chain)


def _inked(balloon: Balloon, before: Balloon | None, layer: Lettering, ground: Ground) -> Balloon:
    """Colours as its kind has them on this picture; those of a balloon that keeps its kind stay."""
    if before is not None and (balloon.kind, balloon.speaker) == (before.kind, before.speaker):
        return balloon
    if balloon.kind == "sfx":
        keeps = before is not None and before.kind == "sfx"
        return (
            balloon if keeps else replace(balloon, inks=inks_of(ground.picture, _within(balloon.box, layer)))
        )
    plain = replace(balloon, inks=(), behind=False)
    if ground.is_ink:
        return in_ink(plain)
    somebody = plain.speaker not in NOBODY and all(f.character != plain.speaker for f in ground.faces)
    own = plain.kind == "narration" and (ground.told_by_one or somebody)
    return replace(plain, inks=OWN_VOICE) if own else plain


def _within(box: Box, layer: Lettering) -> Box:
    left, top = min(max(box.left, 0.0), layer.width - 1.0), min(max(box.top, 0.0), layer.height - 1.0)
    right, bottom = min(box.right, float(layer.width)), min(box.bottom, float(layer.height))
    return Box(left, top, max(right, left + 1), max(bottom, top + 1))


def _restack(balloons: list[Balloon], group: Sequence[int], before: Sequence[Balloon]) -> None:
    """Joined balloons go on overlapping as they did when one of them grows or shrinks."""
    for place in range(1, len(group)):
        above, below = balloons[group[place - 1]], balloons[group[place]]
        grown = above.half_height - before[place - 1].half_height
        grown += below.half_height - before[place].half_height
        if grown and below.joined == group[place - 1]:
            down = grown if below.center.y > above.center.y else -grown
            for i in group[place:]:
                c = balloons[i].center
                balloons[i] = replace(balloons[i], center=Point(c.x, c.y + down))


def _shifted(layer: Lettering, group: Sequence[int], dx: float, dy: float) -> Lettering:
    """The group moved so far, or as far as the picture goes. A group larger than the picture is parted."""
    balloons = list(layer.balloons)
    boxes = [balloons[i].box for i in group]
    right = _short_of(dx, [(box.left, box.right) for box in boxes], layer.width)
    down = _short_of(dy, [(box.top, box.bottom) for box in boxes], layer.height)
    for i in group:
        c, box = balloons[i].center, balloons[i].box
        x = right + _short_of(0.0, [(box.left + right, box.right + right)], layer.width)
        y = down + _short_of(0.0, [(box.top + down, box.bottom + down)], layer.height)
        if x or y:
            balloons[i] = replace(balloons[i], center=Point(c.x + x, c.y + y), reason=())
    return replace(layer, balloons=tuple(balloons))


def _off_the_edge(layer: Lettering, group: Sequence[int], before: Sequence[Balloon]) -> Lettering:
    """What grew where it stands keeps its distance from the edges, if it kept it before."""
    edge = EDGE * layer.width + 1
    if len(group) != 1 or not _keeps_off(before[0].box, layer, edge):
        return layer
    balloon = layer.balloons[group[0]]
    box, across, down = balloon.box.grown(edge), 0.0, 0.0
    if box.width <= layer.width:
        across = _short_of(0.0, [(box.left, box.right)], layer.width)
    if box.height <= layer.height:
        down = _short_of(0.0, [(box.top, box.bottom)], layer.height)
    return _shifted(layer, group, across, down) if across or down else layer


def _keeps_off(box: Box, layer: Lettering, edge: float) -> bool:
    return (
        min(box.left, box.top) >= edge - 1
        and box.right <= layer.width - edge + 1
        and box.bottom <= layer.height - edge + 1
    )


def _short_of(by: float, spans: Sequence[tuple[float, float]], length: int) -> float:
    """How far the spans can go that way and stay between 0 and `length`."""
    least, most = -min(low for low, _ in spans), length - max(high for _, high in spans)
    return min(max(by, least), max(most, least))


def _settled(
    layer: Lettering, group: Sequence[int], index: int, edit: BalloonEdit, ground: Ground
) -> Lettering:
    """With the group's tails where they now belong, and all problems told."""
    balloons = list(layer.balloons)
    for i, balloon in zip(group, tailed(layer, group, index, edit, ground.faces), strict=True):
        balloons[i] = balloon
    return _checked(replace(layer, balloons=tuple(balloons)), ground)


def _checked(layer: Lettering, ground: Ground) -> Lettering:
    """A line that had no room is told of until somebody wrote it in."""
    said = {" ".join(balloon.text.split()) for balloon in layer.balloons}
    lost = [p for p in layer.problems if p.balloon < 0 and " ".join(p.detail.split()) not in said]
    return replace(layer, problems=(*lost, *preflight(layer, ground.faces, ground.fonts)))


def _free(new: Balloon, layer: Lettering, faces: Sequence[Face]) -> Point:
    """A place for it where little is covered; the upper ones first."""
    a, b = new.half_width, new.half_height
    taken = [(face.head, _COVERS_FACE) for face in faces] + [(one.box, 3.0) for one in layer.balloons]
    taken += [(face.body, 1.0) for face in faces]
    best, least = Point(layer.width / 2, layer.height / 2), float("inf")
    for row in range(_FREE_ROWS):
        for column in range(_FREE_COLUMNS):
            x = a + (layer.width - 2 * a) * (column + 0.5) / _FREE_COLUMNS
            y = b + (layer.height - 2 * b) * (row + 0.5) / _FREE_ROWS
            box = Box(x - a, y - b, x + a, y + b)
            cost = sum(weight * _shared(box, other) for other, weight in taken) / (4 * a * b) + 0.02 * row
            if cost < least:
                best, least = Point(x, y), cost
    return best


def _shared(box: Box, other: Box) -> float:
    wide = min(box.right, other.right) - max(box.left, other.left)
    high = min(box.bottom, other.bottom) - max(box.top, other.top)
    return max(0.0, wide) * max(0.0, high)


def _place_in_order(new: Balloon, layer: Lettering) -> int:
    """Its index: before the first group that is read after it; sounds come last."""
    if new.kind == "sfx":
        return len(layer.balloons)
    for chain in chains(layer):
        first = layer.balloons[chain[0]]
        if first.kind == "sfx" or (read_before(new, first) and not read_before(first, new)):
            return chain[0]
    return len(layer.balloons)
