"""Things a shot names and nobody holds: large ones stand behind the people, small ones on a stand before.

A reader who is told of a rickshaw or a bowl of soup looks for it in the panel.
"""

import math
from collections.abc import Sequence

from toonverse.domain.storyboard import Shot
from toonverse.draw.draft.brush import XY, Canvas, darker, fill, lighter, mix, polygon, rect
from toonverse.draw.draft.placed import Placed, head_box
from toonverse.draw.draft.prompt_words import colour_of
from toonverse.draw.draft.props import draw_prop, known_prop
from toonverse.draw.draft.sprite import Sprite
from toonverse.draw.draft.stage import Stage

# parts of the place, of the sky or of a body; the place and the figures show these
_ELSEWHERE = frozenset({"", "door", "window", "moon", "star", "hand", "tear"})
# widths in heads beside a person: these stand on the ground behind
_LARGE: dict[str, float] = {
    "rickshaw": 8.2,
    "car": 11.0,
    "bus": 15.0,
    "train": 16.0,
    "boat": 8.0,
    "bicycle": 5.6,
    "keyboard": 4.6,
    "wheel": 3.0,
}
_ON_THE_FLOOR: dict[str, float] = {"dog": 2.3, "hen": 1.7, "cat": 1.5, "jar": 2.2, "rope": 1.6}
_SMALL_HEADS = 1.05
_SHOWN = 2  # more would crowd the people out


def unheld(shot: Shot, cast: Sequence[Placed]) -> list[str]:
    """The drawable nouns of a medium or full shot that no hand has, at most two, as the shot orders them."""
    if shot.size not in ("medium", "full"):
        return []
    held = {placed.model.held.noun for placed in cast if placed.model.held is not None}
    held |= {"umbrella"} if "furled" in held else set()
    held |= {"lamp"} if "lantern" in held else set()
    nouns: list[str] = []
    for noun in shot.props:
        name = known_prop(noun)
        if name not in _ELSEWHERE and name not in held:
            held.add(name)
            nouns.append(noun)
    return nouns[:_SHOWN]


def stand_behind(stage: Stage, shot: Shot, cast: Sequence[Placed]) -> None:
    """The large things, on the ground behind the figures, at the side with most room."""
    if not cast or (stage.place == "vehicle"):
        return
    for noun in unheld(shot, cast):
        name = known_prop(noun)
        if name not in _LARGE:
            continue
        nearest = cast[-1]
        size = min(_LARGE[name] * nearest.unit * 0.8, stage.width * 0.74)
        side = _free_side(stage, cast)
        x = stage.width * (0.5 + side * 0.5) - side * size * 0.32
        foot = min(nearest.ground - nearest.unit * 0.3, stage.height * 0.93)
        spot = rect(x - size * 0.5, foot - size * 0.05, x + size * 0.5, foot + size * 0.05)
        stage.canvas.drawOval(spot, fill(stage.palette.shade, 0.45))
        _draw(stage, shot, noun, (x, foot - size * 0.47), size)


def set_before(stage: Stage, shot: Shot, cast: Sequence[Placed]) -> None:
    """The small things, on a low table or a crate at the foot of the picture; animals on the ground."""
    nouns = [noun for noun in unheld(shot, cast) if known_prop(noun) not in _LARGE]
    if not nouns or not cast:
        return
    width, height = stage.width, stage.height
    unit = min(cast[-1].unit if not cast[-1].foreground else cast[0].unit, width * 0.24)
    side = _free_side(stage, cast)
    on_stand = [noun for noun in nouns if known_prop(noun) not in _ON_THE_FLOOR]
    reach = unit * (0.75 + 0.55 * max(0, len(on_stand) - 1))
    x = width * (0.5 + side * 0.5) - side * (reach + 0.03 * width)
    top = height * 0.93 - unit * (0.25 if shot.size == "full" else 0.05)
    if on_stand:
        _stand(stage, x, top, reach)
    for k, noun in enumerate(on_stand):
        size = _SMALL_HEADS * unit
        at = x + (k - (len(on_stand) - 1) / 2) * unit * 1.1
        _draw(stage, shot, noun, (at, top - size * 0.42), size)
    for noun in nouns:
        if noun not in on_stand:
            size = min(_ON_THE_FLOOR[known_prop(noun)] * unit, width * 0.4)
            at = width * (0.5 - side * 0.5) + side * size * 0.6 if on_stand else x
            _draw(stage, shot, noun, (at, height * 0.975 - size * 0.5), size)


def _free_side(stage: Stage, cast: Sequence[Placed]) -> int:
    """1 where the right edge is farther from the nearest head than the left one, else -1."""
    boxes = [head_box(placed) for placed in cast]
    left, right = min(box[0] for box in boxes), stage.width - max(box[2] for box in boxes)
    return 1 if right >= left else -1


def _stand(stage: Stage, x: float, top: float, reach: float) -> None:
    wood = stage.inside("#8a5640") if stage.indoors else stage.lit("#8a6244")
    canvas, low = stage.canvas, stage.height + 10
    front = [(x - reach, top + reach * 0.16), (x + reach, top + reach * 0.16)]
    canvas.drawPath(polygon([*front, (x + reach, low), (x - reach, low)]), fill(darker(wood, 0.45)))
    lid = [(x - reach * 0.9, top - reach * 0.12), (x + reach * 0.9, top - reach * 0.12), *front[::-1]]
    canvas.drawPath(polygon(lid), fill(mix(wood, stage.palette.rim, 0.12)))
    canvas.drawRect(rect(x - reach, top + reach * 0.16, x + reach, top + reach * 0.26), fill(wood))
    canvas.drawRect(
        rect(x - reach, top + reach * 0.16, x + reach, top + reach * 0.18), fill(lighter(wood, 0.45))
    )


def _draw(stage: Stage, shot: Shot, noun: str, at: XY, size: float) -> None:
    """The thing in the place's light, its middle at `at`; `size` is px."""
    name = "furled" if known_prop(noun) == "umbrella" else noun
    colour = shot.colour_of(noun) or colour_of(noun, shot.action)
    half, palette = math.ceil(size * 0.6), stage.palette
    left, top = max(0, int(at[0]) - half), max(0, int(at[1]) - half)
    right, low = min(stage.width, int(at[0]) + half), min(stage.height, int(at[1]) + half)
    if right - left < 2 or low - top < 2:
        return

    def draw(canvas: Canvas) -> None:
        canvas.translate(*at)
        canvas.scale(size, size)
        draw_prop(canvas, name, max(2.2, size * 0.010) / size, colour)

    sprite = Sprite(left, top, right - left, low - top, draw)
    strength = 0.0 if stage.style == "manga" else palette.grade_strength
    sprite.grade(palette.grade, ((0, strength * 0.3), (1, strength * 0.9)))
    sprite.paste(stage.canvas)
