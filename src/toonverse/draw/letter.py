"""Letters a panel: `letter` lays the vector layer out, `render` draws it on the pixels."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import skia
from numpy.typing import NDArray

from toonverse.domain.geometry import Point
from toonverse.domain.lettering import Balloon, BalloonKind, Lettering, Problem
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.domain.story import Language
from toonverse.draw import pieces, sfx
from toonverse.draw.balloons import (
    OWN_VOICE,
    RULE_PX,
    SHADOW_PX,
    dots,
    ink_of,
    joined_outline,
    outline,
    rules,
    trimmings,
)
from toonverse.draw.cutout import Mask
from toonverse.draw.extents import chains, keep_whole, tail_box
from toonverse.draw.glyphs import blob
from toonverse.draw.pieces import Breath, Plan
from toonverse.draw.place import place
from toonverse.draw.preflight import preflight
from toonverse.draw.room import Placed, Room
from toonverse.draw.saliency import detail, summed
from toonverse.draw.sounds import heard
from toonverse.draw.tails import astray, freed, give_tail
from toonverse.draw.typeset import Typefaces
from toonverse.draw.voices import NOBODY, as_written, kind_of

Pixels = NDArray[np.uint8]

_COLUMNS = 64  # cells across the panel that placement tries
_MARGIN = 0.028
_GAP = 0.014
_CUT_TAIL = 4.0
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
_ASTRAY = 2.0  # for each tail that does not find its speaker
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
    told_by_one: bool = False,
    type_scale: float = 1.0,
    figures: Mask | None = None,
) -> Lettering:
    """The vector layer for a panel of `size` (width, height): every line in reading order, then the sounds.

    `picture` (RGB, HxWx3) lets placement keep off what is busy, and colours the sounds; `action` is what the
    story says of the panel: it tells whose a sound is. A story `told_by_one` of its people has no narrator:
    its captions are theirs. `type_scale` sets dialogue larger than the width asks for. Loud sounds may go
    behind the `figures` (height, width). What could not be done without breaking a rule is told in
    `problems` (`no_room`, `face_covered`, `missing_glyph` ...), never drawn over an edge.
    """
    width, height = size
    balloons, bare, dropped = _dialogue(size, lines, faces, language, fonts, picture, action, type_scale)
    balloons = [_voiced(balloon, faces, told_by_one) for balloon in balloons]
    room = _room(size, faces, None, Plan(1.0, bare_heads=bare))
    taken = [b.box for b in balloons] + [tail_box(b) for b in balloons if b.tail is not None]
    lost = [Problem("no_room", -1, lines[i].text) for i in dropped]
    for sound in sounds:
        noise = heard(sound, action, [face.character for face in faces])
        balloon = sfx.place_sound(noise, room, faces, taken, language, fonts, picture, figures)
        if balloon is not None:
            balloons.append(balloon)
            taken.append(balloon.box)
        elif sound.strip():
            lost.append(Problem("no_room", -1, sound))
    lettering = Lettering(width, height, language, tuple(balloons))
    return replace(lettering, problems=(*lost, *preflight(lettering, faces, fonts)))


def _voiced(balloon: Balloon, faces: Sequence[Face], told_by_one: bool) -> Balloon:
    """A caption that one of the story's people says or thinks looks it; the narrator's stays as it is."""
    somebody = balloon.speaker not in NOBODY and all(f.character != balloon.speaker for f in faces)
    if balloon.kind == "narration" and (told_by_one or somebody):
        return replace(balloon, inks=OWN_VOICE)
    return balloon


def _dialogue(
    size: tuple[int, int],
    lines: Sequence[Line],
    faces: Sequence[Face],
    language: Language,
    fonts: Typefaces,
    picture: Pixels | None,
    action: str,
    type_scale: float,
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
        found = _best_plan(plans, size, wanted, kinds, faces, language, fonts, busy, type_scale)
        if found is not None:
            plan, balloons = found
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
    type_scale: float,
) -> tuple[Plan, list[Balloon]] | None:
    """The first good plan, else the best of those tried before smaller ones had to be; None if none fits."""
    tried: set[object] = set()
    best, cost = None, math.inf
    for plan in plans:
        if best is not None and (plan.is_last_resort or (plan.size < best[0].size and cost < _FAIR)):
            break
        width = round(size[0] * type_scale)
        groups = pieces.group(pieces.breaths(lines, kinds, plan, width, language, fonts), plan.joined)
        if (attempt := (tuple(groups), plan.bare_heads, plan.cut_tails)) in tried:
            continue
        tried.add(attempt)
        layout = place(_room(size, faces, busy, plan), [pieces.piece(g, faces, size, fonts) for g in groups])
        if layout is None:
            continue
        balloons = _balloons(groups, layout.placed, faces, size)
        found = layout.discomfort + _ASTRAY * len(astray(balloons, faces, size[0]))
        if found < cost - _CHANGE * (best is not None):
            best, cost = (plan, balloons), found
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
        hair=pieces.heads(faces, bare=False) if plan.bare_heads else (),
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
        balloons[first:] = give_tail(balloons[first:], faces, size)
    return [freed(balloon, balloons, faces, size[0]) for balloon in balloons]


def render(pixels: Pixels, lettering: Lettering, fonts: Typefaces, figures: Mask | None = None) -> Pixels:
    """A copy of the picture (RGB, HxWx3) with the lettering on it; only the boxes of `keep_whole` change.

    `figures` is true where sounds that are behind leave the picture as it is.
    """
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
            draw_chain(canvas, [lettering.balloons[i] for i in chain], lettering, fonts)
        hidden = _hidden(lettering.balloons[chain[0]], figures, (left, top, right, bottom))
        for channel in range(3):
            if hidden is not None:
                np.copyto(patch[..., channel], window[..., channel], where=hidden)
            window[..., channel] = patch[..., channel]
    return drawn


def _hidden(balloon: Balloon, figures: Mask | None, box: tuple[int, int, int, int]) -> Mask | None:
    if figures is None or not balloon.behind:
        return None
    left, top, right, bottom = box
    return figures[top:bottom, left:right]


def draw_chain(
    canvas: skia.Canvas, balloons: Sequence[Balloon], lettering: Lettering, fonts: Typefaces
) -> None:
    """One balloon, or those joined together, in the lettering's coordinates."""
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
    if ink.shadow:
        cast = skia.Path(body)
        cast.offset(*(SHADOW_PX * lettering.width / 1024,) * 2)
        canvas.drawPath(cast, skia.Paint(AntiAlias=True, Color=ink.shadow))
    for path in (body, *(d for b in balloons for d in dots(b))):
        canvas.drawPath(path, fill)
        canvas.drawPath(path, line)
    for path in (t for b in balloons for t in trimmings(b)):
        canvas.drawPath(path, line)
    ruled = skia.Paint(AntiAlias=True, Color=ink.rule, Style=skia.Paint.kStroke_Style, StrokeWidth=RULE_PX)
    for path in (r for b in balloons for r in rules(b)):
        canvas.drawPath(path, ruled)
    type_ = skia.Paint(AntiAlias=True, Color=ink.text)
    if ink.pen:
        type_.setStyle(skia.Paint.kStrokeAndFill_Style)
        type_.setStrokeWidth(ink.pen * balloons[0].font_px)
    for balloon in balloons:
        text = blob(balloon, lettering.language, fonts)
        if text is not None:
            canvas.drawTextBlob(text, 0, 0, type_)


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
