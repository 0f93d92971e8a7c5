"""What a reader would find wrong with a lettered panel, measured on what was painted.

Placement and preflight are not asked: every balloon is drawn alone on plain grey with the renderer that
draws the episode, and what changed there is where it is. Lengths in pixels of the panel.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from toonverse.domain.geometry import Box
from toonverse.domain.lettering import Balloon, Lettering
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.draw.breaking import words
from toonverse.draw.glyphs import SetLine, set_lines
from toonverse.draw.letter import render
from toonverse.draw.typeset import Typefaces

Mask = NDArray[np.bool_]

GREY = 127
BALLOONS_MAX = 3
FLOOR_PX = 22.0  # of type, in an 800 px wide strip
INK_FLOOR_PX = 14.0  # of its tallest line as painted there: capitals and syllables fill two thirds of an em
EDGE_PX = 5.0  # in an 800 px wide strip
TAIL_MAX = 0.8  # of the panel's width
TAIL_AWAY_HEADS, TAIL_AWAY = (
    0.3,
    0.03,
)  # of the head's height, of the panel's width: a tail ends no further
_TOUCHED = 0.02  # of a head: hair that a balloon's line grazes
_STEP = 0.4  # of the lower neighbour: less is neither a step nor a row
_LEVEL_PX = 14.0  # spikes and bumps are uneven
_LINE_PX = 4.0  # of a balloon's line, whose dashes and spikes may fall otherwise where a tail joins it
_BOXES = ("narration", "letter", "sign", "sfx")


@dataclass(frozen=True, slots=True)
class Defect:
    """`kind` is one of `KINDS`; `detail` says where."""

    kind: str
    detail: str


KINDS = (
    "face",  # a balloon on eyes, nose or mouth
    "head",  # a balloon on hair
    "overflow",  # painted words out of their balloon
    "edge",
    "seam",  # cut by a slice
    "order",
    "glyph",
    "small",
    "lonely",  # a line of one syllable that could have been avoided
    "overlap",
    "crowd",  # more than three balloons
    "lost",  # words of the panel that are nowhere
    "tail",  # over a balloon, a face or a head, missing, too long, ended in the air, or at somebody else
    "ragged",  # neighbours in a row neither aligned nor stepped
)


@dataclass(frozen=True)
class Judged:
    """One lettered panel. `lines` and `faces` are what it was lettered from."""

    lettering: Lettering
    lines: Sequence[Line]
    faces: Sequence[Face]
    fonts: Typefaces

    @cached_property
    def groups(self) -> list[list[int]]:
        """Balloons that share an outline, by their places."""
        found: list[list[int]] = []
        for index, balloon in enumerate(self.lettering.balloons):
            if balloon.joined >= 0:
                next(g for g in found if balloon.joined in g).append(index)
            else:
                found.append([index])
        return found

    @cached_property
    def painted(self) -> list[Mask]:
        """Where each group is painted."""
        return [self._mask(group, tails=True) for group in self.groups]

    @cached_property
    def bodies(self) -> list[Mask]:
        """Where each group is painted without its tails."""
        return [self._mask(group, tails=False) for group in self.groups]

    @cached_property
    def words(self) -> list[Mask]:
        """Where the words of each balloon are painted."""
        found = []
        for balloon in self.lettering.balloons:
            alone = replace(balloon, joined=-1, tail=None)
            if balloon.kind == "sfx":
                found.append(_drawn(self.lettering, [alone], self.fonts) != GREY)
            else:
                mute = replace(alone, lines=())
                with_words = _drawn(self.lettering, [alone], self.fonts)
                found.append(with_words != _drawn(self.lettering, [mute], self.fonts))
        return found

    def alone(self, group: Sequence[int]) -> list[Box]:
        """The box of each balloon of a group, as it is painted by itself."""
        if len(group) == 1:
            masks = [self.bodies[self.groups.index(list(group))]]
        else:
            masks = [self._mask([index], tails=False) for index in group]
        return [box for mask in masks if (box := bounds(mask)) is not None]

    @property
    def scale(self) -> float:
        """Pixels of the panel for one of an 800 px wide strip."""
        return self.lettering.width / 800

    def _mask(self, group: Sequence[int], *, tails: bool) -> Mask:
        drawn = []
        for place, index in enumerate(group):
            balloon = self.lettering.balloons[index]
            mute = (
                balloon if balloon.kind == "sfx" else replace(balloon, lines=())
            )  # words may be grey at edges
            joined = group.index(balloon.joined) if place else -1
            drawn.append(replace(mute, joined=joined, tail=balloon.tail if tails else None))
        return _drawn(self.lettering, drawn, self.fonts) != GREY


def _drawn(like: Lettering, balloons: Sequence[Balloon], fonts: Typefaces) -> NDArray[np.uint8]:
    """Green of the balloons drawn on grey: one channel tells what changed."""
    ground = np.full((like.height, like.width, 3), GREY, np.uint8)
    return render(ground, replace(like, balloons=tuple(balloons)), fonts)[..., 1]


def judge(panel: Judged) -> list[Defect]:
    """Every defect of the panel but `seam`, which only the whole strip shows."""
    checks = (_faces, _words, _places, _order, _breaks, _counts, _tails, _rows)
    return [defect for check in checks for defect in check(panel)]


def features(face: Face) -> Box:
    """Eyes to chin, as far as the head goes."""
    head, mouth = face.head, face.mouth
    return Box(
        max(head.left, mouth.x - 0.36 * head.width),
        max(head.top, mouth.y - 0.44 * head.height),
        min(head.right, mouth.x + 0.36 * head.width),
        min(head.bottom, mouth.y + 0.14 * head.height),
    )


def share_of(mask: Mask, box: Box) -> float:
    """How much of the ellipse in the box is painted."""
    left, top = max(0, math.floor(box.left)), max(0, math.floor(box.top))
    window = mask[top : max(top, math.ceil(box.bottom)), left : max(left, math.ceil(box.right))]
    if not window.size:
        return 0.0
    y, x = np.ogrid[: window.shape[0], : window.shape[1]]
    across = (x + left + 0.5 - box.center.x) / (box.width / 2)
    down = (y + top + 0.5 - box.center.y) / (box.height / 2)
    inside = across**2 + down**2 <= 1
    return float((window & inside).sum() / (math.pi / 4 * box.width * box.height))


def bounds(mask: Mask) -> Box | None:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return None
    return Box(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))


def _faces(panel: Judged) -> Iterator[Defect]:
    for number, body in enumerate(panel.bodies):
        for face in panel.faces:
            if not face.back and share_of(body, features(face)) > 0:
                yield Defect("face", f"group {number} on {face.character}")
            elif share_of(body, face.head) > _TOUCHED:
                yield Defect("head", f"group {number} on {face.character}")


def _words(panel: Judged) -> Iterator[Defect]:
    for index, (balloon, ink) in enumerate(zip(panel.lettering.balloons, panel.words, strict=True)):
        group = next(n for n, g in enumerate(panel.groups) if index in g)
        if balloon.kind != "sfx":
            if (ink & ~_eroded(panel.bodies[group], round(0.12 * balloon.font_px))).any():
                yield Defect("overflow", f"balloon {index}")
            if any(0 in run.glyphs for line in _set(panel, balloon) for run in line.shaped.runs):
                yield Defect("glyph", f"balloon {index}: {balloon.text}")
        low = _line_height(ink) / panel.scale < INK_FLOOR_PX and any(c.isalnum() for c in balloon.text)
        if low or balloon.font_px / panel.scale < FLOOR_PX - 0.01:
            yield Defect("small", f"balloon {index}: {balloon.font_px / panel.scale:.1f} px")


def _set(panel: Judged, balloon: Balloon) -> list[SetLine]:
    return set_lines(balloon, panel.lettering.language, panel.fonts)


def _eroded(mask: Mask, by: int) -> Mask:
    kept = mask.copy()
    for axis in (0, 1):
        for step in (-by, by):
            kept &= np.roll(mask, step, axis)
    return kept


def _dilated(mask: Mask, by: int) -> Mask:
    grown = mask.copy()
    for axis in (0, 1):
        grown |= np.roll(grown, by, axis) | np.roll(grown, -by, axis)
    return grown


def _line_height(ink: Mask) -> float:
    """Rows of the highest line of ink."""
    rows = np.concatenate(([0], ink.any(1).astype(np.int8), [0]))
    starts, ends = np.flatnonzero(np.diff(rows) == 1), np.flatnonzero(np.diff(rows) == -1)
    return float(max(ends - starts, default=0))


def _places(panel: Judged) -> Iterator[Defect]:
    away = EDGE_PX * panel.scale
    wide, high = panel.lettering.width, panel.lettering.height
    for number, mask in enumerate(panel.bodies):
        box = bounds(mask)
        if box is None:
            yield Defect("lost", f"group {number} paints nothing")
        elif box.left < away or box.top < away or box.right > wide - away or box.bottom > high - away:
            yield Defect("edge", f"group {number}")
    for (i, first), (j, second) in combinations(enumerate(panel.bodies), 2):
        if (first & second).any():
            yield Defect("overlap", f"groups {i} and {j}")


def _order(panel: Judged) -> Iterator[Defect]:
    """A reader takes the highest balloon left, but first what stands left of it in the same row."""
    boxes = {
        n: box
        for n, mask in enumerate(panel.bodies)
        if _stands(panel, n) and (box := bounds(mask)) is not None
    }
    read: list[int] = []
    left = list(boxes)
    while left:
        top = min(left, key=lambda n: (boxes[n].top, boxes[n].left))
        row = [n for n in left if _same_row(boxes[n], boxes[top])]
        read.append(min(row, key=lambda n: boxes[n].left))
        left.remove(read[-1])
    if read != list(boxes):
        yield Defect("order", f"groups are read as {read}")
    for group in panel.groups:
        tops = [box.top for i in group if (box := bounds(panel.words[i])) is not None]
        if tops != sorted(tops):
            yield Defect("order", f"joined balloons {group}")


def _same_row(a: Box, b: Box) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.height, b.height)


def _breaks(panel: Judged) -> Iterator[Defect]:
    for index, balloon in enumerate(panel.lettering.balloons):
        if balloon.kind == "sfx" or not _lonely(balloon.lines):
            continue
        comic = " ".join(balloon.lines)
        if any(_splits(comic, n) for n in range(2, len(balloon.lines) + 1)) or len(comic) < 8:
            yield Defect("lonely", f"balloon {index}: {' / '.join(balloon.lines)}")


def _lonely(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and any(sum(c.isalnum() for c in line) < 2 for line in lines)


def _splits(text: str, count: int) -> bool:
    """Whether the text breaks into so many lines, none lonely."""
    parts = [w.text + (" " if w.spaced else "") for w in words(text)]
    for cuts in combinations(range(1, len(parts)), count - 1):
        edges = (0, *cuts, len(parts))
        if not _lonely(["".join(parts[a:b]) for a, b in pairwise(edges)]):
            return True
    return False


def _counts(panel: Judged) -> Iterator[Defect]:
    spoken = [b for b in panel.lettering.balloons if b.kind != "sfx"]
    if len(spoken) > BALLOONS_MAX:
        yield Defect("crowd", f"{len(spoken)} balloons")
    wanted = [c for line in panel.lines for c in line.text.lower() if c.isalnum()]
    found = [c for b in spoken for c in " ".join(b.lines).lower() if c.isalnum()]
    if len(found) < len(wanted):
        yield Defect("lost", f"{len(wanted) - len(found)} letters")


def _tails(panel: Judged) -> Iterator[Defect]:
    heads = {face.character: face for face in panel.faces}
    for number, group in enumerate(panel.groups):
        balloons = [panel.lettering.balloons[i] for i in group]
        own = heads.get(balloons[0].speaker)
        tail = panel.painted[number] & ~_dilated(panel.bodies[number], round(_LINE_PX * panel.scale))
        box = bounds(tail)
        if own is not None and box is None and balloons[0].kind not in _BOXES:
            yield Defect("tail", f"group {number} has none")
        if box is None:
            continue
        if any((tail & other).any() for n, other in enumerate(panel.bodies) if n != number):
            yield Defect("tail", f"group {number} over a balloon")
        for face in panel.faces:
            if face is own and not face.back and share_of(tail, features(face)) > 0:
                yield Defect("tail", f"group {number} over its speaker's face")
            elif face is not own and share_of(tail, face.head) > 0:
                yield Defect("tail", f"group {number} over {face.character}")
        if own is not None:
            yield from _reach(panel, number, tail, own)
        elif balloons[0].kind != "phone" and box.left > 0 and box.right < panel.lettering.width:
            yield Defect("tail", f"group {number} of somebody unseen ends in the picture")


def _reach(panel: Judged, number: int, tail: Mask, own: Face) -> Iterator[Defect]:
    """The tail's end lies near its speaker, and nearer than to anybody else."""
    ys, xs = np.nonzero(tail)
    away = np.hypot(xs - own.mouth.x, ys - own.mouth.y)
    tip = int(np.argmin(away))
    length = float(np.max(np.hypot(xs - xs[tip], ys - ys[tip])))
    x, y = float(xs[tip]), float(ys[tip])
    if length > TAIL_MAX * panel.lettering.width:
        yield Defect("tail", f"group {number} is {length / panel.lettering.width:.2f} of the width long")
    gap = _gap(own.head, x, y)
    if gap > max(TAIL_AWAY_HEADS * own.head.height, TAIL_AWAY * panel.lettering.width):
        yield Defect("tail", f"group {number} ends {gap:.0f} px from its speaker's head")
    if any(_gap(f.head, x, y) < gap for f in panel.faces if f is not own):
        yield Defect("tail", f"group {number} ends nearer to somebody else")


def _gap(box: Box, x: float, y: float) -> float:
    return math.hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom))


def _rows(panel: Judged) -> Iterator[Defect]:
    members = [(n, box) for n, g in enumerate(panel.groups) if _stands(panel, n) for box in panel.alone(g)]
    for (m, a), (n, b) in combinations(members, 2):
        if m == n or not _same_row(a, b):
            continue
        step = abs(a.top - b.top)
        level = min(step, abs(a.center.y - b.center.y), abs(a.bottom - b.bottom)) <= _LEVEL_PX * panel.scale
        if not level and step < _STEP * min(a.height, b.height):
            yield Defect("ragged", f"{step:.0f} px")


def _stands(panel: Judged, group: int) -> bool:
    """Whether the group is read in its turn, as balloons and boxes are; sounds are heard at any time."""
    return panel.lettering.balloons[panel.groups[group][0]].kind != "sfx"
