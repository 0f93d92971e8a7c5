"""Things a shot names and nobody holds: large ones stand behind the people, small ones on a stand before.

A reader who is told of a rickshaw or a bowl of soup looks for it in the panel.
"""

import math
import re
from collections.abc import Sequence

from toonverse.domain.geometry import Box
from toonverse.domain.storyboard import Shot
from toonverse.draw.draft.brush import XY, Canvas, fill, rect
from toonverse.draw.draft.placed import Placed, head_box
from toonverse.draw.draft.props import as_told, draw_prop, known_prop
from toonverse.draw.draft.sites import Site
from toonverse.draw.draft.sprite import Sprite
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.supports import support
from toonverse.draw.prompt_words import colour_of

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
    "well": 4.6,
    "tent": 6.4,
    "lighthouse": 8.4,
    "statue": 5.2,
    "pod": 5.6,
}
# widths in heads of what stands on the ground before us
_ON_THE_FLOOR: dict[str, float] = {
    "dog": 2.3,
    "hen": 1.7,
    "cat": 1.5,
    "jar": 2.2,
    "rope": 1.6,
    "bag": 1.7,
    "bucket": 1.6,
    "basket": 1.6,
    "chair": 2.6,
    "ladder": 3.4,
    "shoes": 1.3,
    "broom": 2.6,
    "shovel": 2.6,
    "lever": 1.9,
    "cane": 2.0,
    "net": 2.0,
    "gravestone": 2.2,
    "drum": 1.8,
    "suitcase": 1.9,
    "campfire": 2.6,
}
_TINY: dict[str, float] = {
    "coin": 0.72,
    "yeopjeon": 0.72,
    "ring": 0.6,
    "key": 0.75,
    "match": 0.7,
    "comb": 0.8,
    "necklace": 0.8,
}
_SMALL_HEADS = 0.98
# where no table stands, and what tells that a thing lies on the ground
_NO_TABLES: frozenset[Site] = frozenset(
    {"elevator", "stairwell", "cell", "desert", "planet", "cave", "city gate", "palace court", "rooftop"}
)
_LIES = re.compile(
    r"떨어[뜨졌지진]|바닥에|눈밭에|땅에|눈 위에|모래 위에|"
    r"\b(?:dropped|fell|lay (?:on|in)|on the (?:floor|ground|snow|sand|grass|ice)|"
    r"in the (?:snow|mud|sand))\b",
    re.IGNORECASE,
)
_SHOWN = 2  # more would crowd the people out
_LANDMARKS = frozenset({"well", "tent", "lighthouse", "statue", "campfire", "pod"})
_ROAD = frozenset({"rickshaw", "car", "bus", "train", "bicycle", "wheel"})


def stands_here(name: str, stage: Stage) -> bool:
    """Whether a thing has anything to stand on in a place: boats lie in water, which the place itself shows;
    what rolls stays out of rooms."""
    if name == "boat":
        return False
    if name in ("well", "tent", "lighthouse"):
        return not stage.indoors
    return not (name in _ROAD and stage.indoors)


def unheld(shot: Shot, cast: Sequence[Placed]) -> list[str]:
    """The drawable nouns of a medium or full shot that no hand has, at most two, as the shot orders them."""
    if shot.size not in ("medium", "full"):
        return []
    held = {placed.model.held.noun for placed in cast if placed.model.held is not None}
    held |= {"umbrella"} if held & {"furled", "closed umbrella"} else set()
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
    _landmark(stage, shot, cast)
    if not cast or (stage.place == "vehicle"):
        return
    for noun in unheld(shot, cast):
        name = known_prop(noun)
        if name not in _LARGE or not stands_here(name, stage):
            continue
        nearest = cast[-1]
        size = min(_LARGE[name] * nearest.unit * 0.8, stage.width * 0.74)
        side = _free_side(stage, cast)
        foot = min(nearest.ground - nearest.unit * 0.3, stage.height * 0.93)
        if name == "lighthouse":  # far off, and higher than anybody
            size = max(size, stage.height * 0.6)
            foot = stage.horizon + 0.10 * (stage.height - stage.horizon)
        x = stage.width * (0.5 + side * 0.5) - side * size * (0.32 if name != "lighthouse" else 0.2)
        spot = rect(x - size * 0.5, foot - size * 0.05, x + size * 0.5, foot + size * 0.05)
        stage.canvas.drawOval(spot, fill(stage.palette.shade, 0.45))
        _draw(stage, shot, noun, (x, foot - size * 0.47), size)


def _landmark(stage: Stage, shot: Shot, cast: Sequence[Placed]) -> None:
    """In a wide view what the text names stands in the middle distance, in every take of it."""
    if shot.size not in ("long", "extreme long") or stage.place == "vehicle":
        return
    for noun in shot.props:
        name = known_prop(noun)
        if name not in _LANDMARKS or not stands_here(name, stage):
            continue
        side = _free_side(stage, cast) if cast else 1
        size = stage.width * (0.46 if name in ("lighthouse", "tent") else 0.34)
        foot = stage.horizon + 0.42 * (stage.height - stage.horizon)
        x = stage.width * (0.5 + 0.22 * side)
        spot = rect(x - size * 0.45, foot - size * 0.04, x + size * 0.5, foot + size * 0.05)
        stage.canvas.drawOval(spot, fill(stage.palette.shade, 0.4))
        _draw(stage, shot, noun, (x, foot - size * 0.46), size)
        return


def set_before(stage: Stage, shot: Shot, cast: Sequence[Placed]) -> list[Box]:
    """The small things, on a low table or a crate at the foot of the picture; animals on the ground.

    Returns the boxes that nothing in the foreground should hide.
    """
    shown: list[Box] = []
    nouns = [noun for noun in unheld(shot, cast) if known_prop(noun) not in _LARGE]
    if not nouns or not cast:
        return shown
    width, height = stage.width, stage.height
    unit = min(cast[-1].unit if not cast[-1].foreground else cast[0].unit, width * 0.24)
    side = _free_side(stage, cast)
    lies = stage.site in _NO_TABLES or bool(_LIES.search(shot.action))
    on_stand = [] if lies else [noun for noun in nouns if known_prop(noun) not in _ON_THE_FLOOR]
    reach = unit * (0.75 + 0.5 * max(0, len(on_stand) - 1))
    x = width * (0.5 + side * 0.5) - side * (reach + 0.02 * width)
    top = height * 0.93 - unit * (0.25 if shot.size == "full" else 0.05)
    if on_stand:
        support(stage, x, top, reach, shot.size == "full")
        shown.append(Box(round(x - reach), round(top - unit), round(x + reach), height))
    for k, noun in enumerate(on_stand):
        size = _TINY.get(known_prop(noun), _SMALL_HEADS) * unit
        at = x + (k - (len(on_stand) - 1) / 2) * unit * 1.0
        spot = rect(at - size * 0.42, top - size * 0.05, at + size * 0.5, top + size * 0.07)
        stage.canvas.drawOval(spot, fill(stage.palette.shade, 0.4))
        _draw(stage, shot, noun, (at, top - size * 0.42), size)
    for noun in nouns:
        if noun not in on_stand:
            name = known_prop(noun)
            size = min(_ON_THE_FLOOR.get(name, 1.15 * _TINY.get(name, _SMALL_HEADS)) * unit, width * 0.4)
            at = width * (0.5 - side * 0.5) + side * size * 0.6 if on_stand or noun is not nouns[0] else x
            foot = height * 0.975
            spot = rect(at - size * 0.5, foot - size * 0.08, at + size * 0.55, foot + size * 0.06)
            stage.canvas.drawOval(spot, fill(stage.palette.shade, 0.4))
            _draw(stage, shot, noun, (at, foot - size * 0.5), size)
            shown.append(Box(round(at - size / 2), round(foot - size), round(at + size / 2), height))
    return shown


def _free_side(stage: Stage, cast: Sequence[Placed]) -> int:
    """1 where the right edge is farther from the nearest head than the left one, else -1."""
    boxes = [head_box(placed) for placed in cast]
    left, right = min(box[0] for box in boxes), stage.width - max(box[2] for box in boxes)
    return 1 if right >= left else -1


def _draw(stage: Stage, shot: Shot, noun: str, at: XY, size: float) -> None:
    """The thing in the place's light, its middle at `at`; `size` is px."""
    name = "furled" if known_prop(noun) == "umbrella" else as_told(noun, shot.action)
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
