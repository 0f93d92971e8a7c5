"""Letters a panel: `letter` lays the vector layer out, `render` draws it on the pixels."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, BalloonKind, Lettering, Problem
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.domain.story import Language
from toonverse.draw import pieces, sfx
from toonverse.draw.balloons import (
    along,
    dots,
    ink_of,
    joined_outline,
    outline,
    root,
    tip_of,
    trimmings,
    within,
)
from toonverse.draw.fitting import BOXES
from toonverse.draw.glyphs import blob
from toonverse.draw.pieces import Breath, Plan
from toonverse.draw.place import place
from toonverse.draw.preflight import preflight
from toonverse.draw.room import Placed, Room, meets
from toonverse.draw.saliency import detail, summed
from toonverse.draw.sounds import heard
from toonverse.draw.typeset import Typefaces
from toonverse.draw.voices import as_written, from_beyond, kind_of

Pixels = NDArray[np.uint8]

_COLUMNS = 64  # cells across the panel that placement tries
_MARGIN = 0.028
_GAP = 0.014
_REACH = 0.8  # of the way to the mouth, where the head leaves that much
_REACH_OUT = 0.55  # of the way to the panel's edge, for somebody beyond it
_LONGEST = 0.34  # of the panel's width
_SHARES, _TURNS = (1.0, 0.8, 0.6), (0.0, 20.0, -20.0, 40.0, -40.0)  # tried where something is in the way
_APART_EMS = 0.6  # of a tail's middle from other balloons
_INTO_HAIR = 0.86  # of the head's radius
_CUT_TAIL = 4.0
_REACH_MIN = 0.15
_PLANS = (
    Plan(1.0),
    Plan(1.0, joined=3),
    Plan(1.0, joined=1),
    Plan(0.5),
    Plan(0.0),
    Plan(0.0, joined=1),
    Plan(0.0, breaths=2),
    Plan(0.0, joined=1, breaths=2),
    Plan(0.0, joined=1, cut_tails=True),
    Plan(0.0, joined=1, breaths=2, cut_tails=True),
    Plan(1.0, bare_heads=True),
    Plan(0.5, joined=1, bare_heads=True),
    Plan(0.0, joined=1, cut_tails=True, bare_heads=True),
    Plan(0.0, joined=1, breaths=2, cut_tails=True, bare_heads=True),
)
"""What is tried, in this order, until everything has a good place."""

_GOOD, _FAIR = 0.4, 0.8
"""Mean costs of a piece: what is as good is taken at once, what is fair before anything smaller is."""
_TIGHT_PLANS = tuple(plan for plan in _PLANS if plan.cut_tails)
_CHARACTERS_MAX = 600  # of a line: more than any panel holds at the smallest size
_CHANGE = 0.1  # how much better a plan must be than one that was tried before it
_LINES_MAX = 12  # that one panel is asked to hold


def letter(
    size: tuple[int, int],
    lines: Sequence[Line],
    sounds: Sequence[str],
    faces: Sequence[Face],
    language: Language,
    fonts: Typefaces,
    picture: Pixels | None = None,
    action: str = "",
) -> Lettering:
    """The vector layer for a panel of `size` (width, height): every line in reading order, then the sounds.

    `picture` (RGB, HxWx3) lets placement keep off what is busy, and colours the sounds; `action` is what the
    story says of the panel: it tells whose a sound is. What could not be done without breaking
    a rule is told in `problems` (`no_room`, `face_covered`, `missing_glyph` ...), never drawn over an edge.
    """
    width, height = size
    balloons, bare, dropped = _dialogue(size, lines, faces, language, fonts, picture, action)
    room = _room(size, faces, None, Plan(1.0, bare_heads=bare))
    taken = [b.box for b in balloons] + [_tail_box(b) for b in balloons if b.tail is not None]
    lost = [Problem("no_room", -1, lines[i].text) for i in dropped]
    for sound in sounds:
        noise = heard(sound, action, [face.character for face in faces])
        balloon = sfx.place_sound(noise, room, faces, taken, language, fonts, picture)
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
    action: str,
) -> tuple[list[Balloon], bool, list[int]]:
    """The balloons of the first plan that fits, whether it bared heads, and the lines that found no room.

    Where nothing fits all lines, the last ones are left out until the others have room.
    """
    busy = None
    if picture is not None:
        busy = summed(detail(picture, _COLUMNS, math.ceil(size[1] / (size[0] / _COLUMNS))))
    seen = [face.character for face in faces]
    fitting = [i for i, line in enumerate(lines) if len(line.text) <= _CHARACTERS_MAX][:_LINES_MAX]
    for kept in range(len(fitting), 0, -1):
        wanted = [as_written(lines[i], seen) for i in fitting[:kept]]
        kinds = [kind_of(line, seen, action) for line in wanted]
        plans = _PLANS if kept == len(fitting) else _TIGHT_PLANS
        found = _best_plan(plans, size, wanted, kinds, faces, language, fonts, busy)
        if found is not None:
            plan, groups, placed = found
            balloons = _balloons(groups, placed, faces, size)
            return balloons, plan.bare_heads, _others(lines, fitting[:kept])
    return [], False, _others(lines, [])


def _best_plan(
    plans: Sequence[Plan],
    size: tuple[int, int],
    lines: Sequence[Line],
    kinds: Sequence[BalloonKind],
    faces: Sequence[Face],
    language: Language,
    fonts: Typefaces,
    busy: NDArray[np.float32] | None,
) -> tuple[Plan, list[tuple[Breath, ...]], tuple[Placed, ...]] | None:
    """The first good plan, else the best of those tried before smaller ones had to be; None if none fits."""
    tried: set[object] = set()
    best, cost = None, math.inf
    for plan in plans:
        if best is not None and (plan.is_last_resort or (plan.size < best[0].size and cost < _FAIR)):
            break
        groups = pieces.group(pieces.breaths(lines, kinds, plan, size[0], language, fonts), plan.joined)
        if (attempt := (tuple(groups), plan.bare_heads, plan.cut_tails)) in tried:
            continue
        tried.add(attempt)
        layout = place(_room(size, faces, busy, plan), [pieces.piece(g, faces, size, fonts) for g in groups])
        if layout is None:
            continue
        if layout.discomfort < cost - _CHANGE * (best is not None):
            best, cost = (plan, groups, layout.placed), layout.discomfort
        if cost < _GOOD:
            break
    return best


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
    others = [other for other in balloons if not _same(balloon, other, balloons)]
    heads = [face.head for face in faces if face.character != balloon.speaker]
    for share, turn in product(_SHARES, _TURNS):
        tried = replace(balloon, tail_reach=balloon.tail_reach * share, tail_turn_deg=turn)
        way = along(tried)
        if not any(meets(*step, head, 1.0) for step in pairwise(way) for head in heads) and not any(
            within(other, point, _APART_EMS * balloon.font_px) for point in way for other in others
        ):
            return tried
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
        aim = from_beyond(group[0].kind, group[-1].center, size[0], group[0].speaker, faces)
        index = len(group) - 1
    else:
        aim = face.mouth
        index = min(range(len(group)), key=lambda i: _distance(root(replace(group[i], tail=aim)), aim))
    if aim is None or (face is None and group[0].kind == "thought"):
        return
    tailed = replace(group[index], tail=aim, tail_reach=_REACH_OUT)
    if face is not None:
        tailed = replace(tailed, tail_reach=_reach(tailed, face, size[0]))
    balloons[first + index] = tailed


def _distance(a: Point, b: Point) -> float:
    return math.dist((a.x, a.y), (b.x, b.y))


def _reach(balloon: Balloon, face: Face, width: int) -> float:
    """How far the tail goes: to the speaker's hair or cheek, never on the face, and no longer than eyes
    follow at once."""
    start, aim = root(balloon), balloon.tail or balloon.center
    way = _distance(start, aim) or 1.0
    reach = min(_REACH, _LONGEST * width / way)
    least = min(_REACH_MIN, 0.5 * balloon.font_px / way)
    off_limits = pieces.features(face).grown(0.3 * balloon.font_px)
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
    ink = ink_of(balloons[0])
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
