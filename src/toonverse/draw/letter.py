"""Letters a panel: `letter` lays the vector layer out, `render` draws it on the pixels."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, Lettering, Problem
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.domain.story import Language
from toonverse.draw import pieces, sfx
from toonverse.draw.balloons import INK, dots, joined_outline, outline, root, spine, tip_of, trimmings
from toonverse.draw.fitting import BOXES
from toonverse.draw.glyphs import blob
from toonverse.draw.pieces import Breath, Plan
from toonverse.draw.place import place
from toonverse.draw.preflight import preflight
from toonverse.draw.room import Placed, Room, meets
from toonverse.draw.saliency import detail, summed
from toonverse.draw.typeset import Typefaces

Pixels = NDArray[np.uint8]

_COLUMNS = 64  # cells across the panel that placement tries
_MARGIN = 0.028
_GAP = 0.014
_REACH = 0.56
_CUT_TAIL = 4.0
_REACH_MIN = 0.15
_REACH_INTO_HEAD = 0.2
_PLANS = (
    Plan(1.0),
    Plan(1.0, joined=False),
    Plan(0.5),
    Plan(0.0),
    Plan(0.0, joined=False),
    Plan(0.0, breaths=2),
    Plan(0.0, joined=False, breaths=2),
    Plan(0.0, joined=False, cut_tails=True),
    Plan(0.0, joined=False, breaths=2, cut_tails=True),
    Plan(1.0, bare_heads=True),
    Plan(0.5, joined=False, bare_heads=True),
    Plan(0.0, joined=False, cut_tails=True, bare_heads=True),
    Plan(0.0, joined=False, breaths=2, cut_tails=True, bare_heads=True),
)
"""What is tried, in this order, until everything has a place."""


_TIGHT_PLANS = tuple(plan for plan in _PLANS if plan.cut_tails)
_CHARACTERS_MAX = 600  # of a line: more than any panel holds at the smallest size
_LINES_MAX = 12  # that one panel is asked to hold


def letter(
    size: tuple[int, int],
    lines: Sequence[Line],
    sounds: Sequence[str],
    faces: Sequence[Face],
    language: Language,
    fonts: Typefaces,
    picture: Pixels | None = None,
) -> Lettering:
    """The vector layer for a panel of `size` (width, height): every line in reading order, then the sounds.

    `picture` (RGB, HxWx3) lets placement keep off what is busy. What could not be done without breaking
    a rule is told in `problems` (`no_room`, `face_covered`, `missing_glyph` ...), never drawn over an edge.
    """
    width, height = size
    balloons, bare, dropped = _dialogue(size, lines, faces, language, fonts, picture)
    room = _room(size, faces, None, Plan(1.0, bare_heads=bare))
    taken = [b.box for b in balloons] + [_tail_box(b) for b in balloons if b.tail is not None]
    lost = [Problem("no_room", -1, lines[i].text) for i in dropped]
    for sound in sounds:
        balloon = sfx.place_sound(sound, room, taken, language, fonts)
        if balloon is not None:
            balloons.append(balloon)
            taken.append(balloon.box)
        elif sound.strip():
            lost.append(Problem("no_room", -1, sound))
    lettering = Lettering(width, height, language, tuple(balloons))
    return replace(lettering, problems=(*lost, *preflight(lettering, faces, fonts)))


def _dialogue(
    size: tuple[int, int],
    lines: Sequence[Line],
    faces: Sequence[Face],
    language: Language,
    fonts: Typefaces,
    picture: Pixels | None,
) -> tuple[list[Balloon], bool, list[int]]:
    """The balloons of the first plan that fits, whether it bared heads, and the lines that found no room.

    Where nothing fits all lines, the last ones are left out until the others have room.
    """
    busy = None
    if picture is not None:
        busy = summed(detail(picture, _COLUMNS, math.ceil(size[1] / (size[0] / _COLUMNS))))
    fitting = [i for i, line in enumerate(lines) if len(line.text) <= _CHARACTERS_MAX][:_LINES_MAX]
    for kept in range(len(fitting), 0, -1):
        wanted = [lines[i] for i in fitting[:kept]]
        tried: set[object] = set()
        for plan in _PLANS if kept == len(fitting) else _TIGHT_PLANS:
            groups = pieces.group(pieces.breaths(wanted, plan, size[0], language, fonts), plan.joined)
            if (attempt := (tuple(groups), plan.bare_heads, plan.cut_tails)) in tried:
                continue
            tried.add(attempt)
            room = _room(size, faces, busy, plan)
            placed = place(room, [pieces.piece(g, faces, size, fonts) for g in groups])
            if placed is not None:
                balloons = _balloons(groups, placed, faces, size)
                return balloons, plan.bare_heads, _others(lines, fitting[:kept])
    return [], False, _others(lines, [])


def _others(lines: Sequence[Line], kept: Sequence[int]) -> list[int]:
    return [i for i, line in enumerate(lines) if i not in kept and line.text.strip()]


def _room(size: tuple[int, int], faces: Sequence[Face], busy: NDArray[np.float32] | None, plan: Plan) -> Room:
    width, height = size
    return Room(
        width,
        height,
        margin=_MARGIN * width,
        gap=_GAP * width,
        cell=width / _COLUMNS,
        heads=pieces.heads(faces, plan.bare_heads),
        bodies=tuple(face.body for face in faces),
        detail=busy,
        cut_cost=_CUT_TAIL if plan.cut_tails else math.inf,
    )


def _balloons(
    groups: Sequence[tuple[Breath, ...]],
    placed: Sequence[Placed],
    faces: Sequence[Face],
    size: tuple[int, int],
) -> list[Balloon]:
    balloons: list[Balloon] = []
    for members, spot in zip(groups, placed, strict=True):
        first = len(balloons)
        for i, (breath, part) in enumerate(zip(members, spot.option.parts, strict=True)):
            balloons.append(
                Balloon(
                    breath.kind,
                    breath.text,
                    breath.speaker,
                    part.fitted.lines,
                    breath.font_px,
                    Point(spot.center.x + part.dx, spot.center.y + part.dy),
                    part.half_width,
                    part.half_height,
                    joined=first + i - 1 if i else -1,
                    reason=spot.reason,
                )
            )
        _give_tail(balloons, first, faces, size)
    return [_short_of(balloon, balloons, faces) for balloon in balloons]


def _short_of(balloon: Balloon, balloons: Sequence[Balloon], faces: Sequence[Face]) -> Balloon:
    """The balloon with its tail ended before it meets another balloon or another's head.

    Where that leaves a stub, without a tail.
    """
    if balloon.tail is None:
        return balloon
    others = [
        other.box.grown(0.2 * balloon.font_px) for other in balloons if not _same(balloon, other, balloons)
    ]
    others += [face.head for face in faces if face.character != balloon.speaker]
    for percent in range(round(balloon.tail_reach * 100), round(_REACH_MIN * 100), -4):
        shorter = replace(balloon, tail_reach=percent / 100)
        start, bend, tip = spine(shorter)
        if not any(meets(start, bend, box, 1.0) or meets(bend, tip, box, 1.0) for box in others):
            return shorter
    return replace(balloon, tail=None)


def _same(balloon: Balloon, other: Balloon, balloons: Sequence[Balloon]) -> bool:
    """Whether the two are one balloon, or joined to each other."""
    return other == balloon or (
        other.speaker == balloon.speaker
        and (
            (other.joined >= 0 and balloons[other.joined] == balloon)
            or (balloon.joined >= 0 and balloons[balloon.joined] == other)
        )
    )


def _give_tail(balloons: list[Balloon], first: int, faces: Sequence[Face], size: tuple[int, int]) -> None:
    """Gives the group's tail to the balloon that is nearest to the speaker."""
    group = balloons[first:]
    if group[0].kind in BOXES:
        return
    face = next((f for f in faces if f.character == group[0].speaker), None)
    if face is None:
        aim = pieces.off_panel(group[-1].center, size[0], group[0].speaker, bool(faces))
        index = len(group) - 1
    else:
        aim = face.mouth
        index = min(range(len(group)), key=lambda i: _distance(root(replace(group[i], tail=aim)), aim))
    if aim is None or (face is None and group[0].kind == "thought"):
        return
    tailed = replace(group[index], tail=aim, tail_reach=_REACH)
    if face is not None:
        tailed = replace(tailed, tail_reach=_reach(tailed, face))
    balloons[first + index] = tailed


def _distance(a: Point, b: Point) -> float:
    return math.dist((a.x, a.y), (b.x, b.y))


def _reach(balloon: Balloon, face: Face) -> float:
    """Half way and a little more, but never deep into a head that is near: hair may be touched, eyes not."""
    head = face.head
    core = Box(
        head.left + _REACH_INTO_HEAD * head.width,
        head.top + _REACH_INTO_HEAD * head.height,
        head.right - _REACH_INTO_HEAD * head.width,
        head.bottom - _REACH_INTO_HEAD * head.height / 2,
    )
    for percent in range(round(_REACH * 100), 20, -2):
        tip = tip_of(replace(balloon, tail_reach=percent / 100))
        if not (core.left < tip.x < core.right and core.top < tip.y < core.bottom):
            return percent / 100
    return 0.2


def _tail_box(balloon: Balloon) -> Box:
    start, tip, half = root(balloon), tip_of(balloon), 0.4 * balloon.font_px
    return Box(
        min(start.x, tip.x) - half,
        min(start.y, tip.y) - half,
        max(start.x, tip.x) + half,
        max(start.y, tip.y) + half,
    )


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
        parts = [b.box for b in balloons] + [_tail_box(b) for b in balloons if b.tail is not None]
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


def render(pixels: Pixels, lettering: Lettering, fonts: Typefaces) -> Pixels:
    """A copy of the picture (RGB, HxWx3) with the lettering on it; only the boxes of `keep_whole` change."""
    drawn = np.ascontiguousarray(pixels).copy()
    for chain, box in zip(chains(lettering), keep_whole(lettering), strict=True):
        left, top, right, bottom = (
            math.floor(box.left),
            math.floor(box.top),
            math.ceil(box.right),
            math.ceil(box.bottom),
        )
        window = drawn[top:bottom, left:right]
        if not window.size:
            continue
        patch = np.empty((*window.shape[:2], 4), np.uint8)
        patch[..., 3] = 255
        for channel in range(3):  # channel by channel: numpy is five times slower on rows of three bytes
            patch[..., channel] = window[..., channel]
        with skia.Surface(patch) as canvas:
            canvas.translate(-left, -top)
            _draw(canvas, [lettering.balloons[i] for i in chain], lettering, fonts)
        for channel in range(3):
            window[..., channel] = patch[..., channel]
    return drawn


def _draw(canvas: skia.Canvas, balloons: Sequence[Balloon], lettering: Lettering, fonts: Typefaces) -> None:
    if balloons[0].kind == "sfx":
        _draw_sound(canvas, balloons[0], lettering.language, fonts)
        return
    ink = INK[balloons[0].kind]
    fill = skia.Paint(AntiAlias=True, Color=ink.fill)
    line = skia.Paint(AntiAlias=True, Color=ink.line, Style=skia.Paint.kStroke_Style)
    line.setStrokeWidth(ink.weight * lettering.width / 1024)
    sharp = balloons[0].kind == "shout"
    line.setStrokeJoin(skia.Paint.kMiter_Join if sharp else skia.Paint.kRound_Join)
    if ink.dashed:
        em = balloons[0].font_px
        line.setPathEffect(skia.DashPathEffect.Make([0.34 * em, 0.26 * em], 0))
        line.setStrokeCap(skia.Paint.kRound_Cap)
    body = joined_outline(balloons) if len(balloons) > 1 else outline(balloons[0])
    for path in (body, *(d for b in balloons for d in dots(b))):
        canvas.drawPath(path, fill)
        canvas.drawPath(path, line)
    for path in (t for b in balloons for t in trimmings(b)):
        canvas.drawPath(path, line)
    for balloon in balloons:
        text = blob(balloon, lettering.language, fonts)
        if text is not None:
            canvas.drawTextBlob(text, 0, 0, skia.Paint(AntiAlias=True, Color=ink.text))


def _draw_sound(canvas: skia.Canvas, balloon: Balloon, language: str, fonts: Typefaces) -> None:
    for layer in sfx.layers(balloon, language, fonts):
        paint = skia.Paint(AntiAlias=True, Color=layer.color)
        if layer.grown:
            paint.setStyle(skia.Paint.kStrokeAndFill_Style)
            paint.setStrokeWidth(layer.grown)
            paint.setStrokeJoin(skia.Paint.kRound_Join)
        if layer.gradient:
            bounds = layer.path.getBounds()
            ends = [skia.Point(0, bounds.top()), skia.Point(0, bounds.bottom())]
            paint.setShader(skia.GradientShader.MakeLinear(ends, list(layer.gradient)))
        canvas.drawPath(layer.path, paint)
