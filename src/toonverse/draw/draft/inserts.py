"""An insert: one thing, large, where it would be: lying before us, on a table, in a palm, in its place.

The light is the place's: window bars by day, a pool of lamplight in the dark.
"""

from collections.abc import Callable

from toonverse.draw.draft.brush import (
    XY,
    BlendMode,
    darker,
    fill,
    lighter,
    mix,
    multiply,
    polygon,
    rect,
)
from toonverse.draw.draft.inlay import behind, bokeh, place_thing
from toonverse.draw.draft.insert_hands import GRIPPED, READ, gripped, held_up, in_a_palm
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.props import known_prop
from toonverse.draw.draft.sky import cumulus, ridge
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.styles import Manner
from toonverse.draw.draft.tabletop import lay_surface, light_beams, planks_ahead, top_tone

_FLAT = frozenset({"letter", "photo", "ticket", "bill", "map", "comb", "key", "knife", "watch", "pen"}) | {
    "glasses",
    "sword",
    "necklace",
    "pipe",
    "phone",
    "book",
    "cloth",
    "mirror",
    "gun",
    "newspaper",
    "scissors",
    "axe",
    "fish",
    "kite",
    "envelope",
    "sketchbook",
    "handcuffs",
    "badge",
    "chopsticks",
    "cane",
    "net",
    "glove",
}
_SMALL = frozenset({"coin", "yeopjeon", "ring", "key", "necklace", "watch", "compass", "badge", "medicine"})
_LARGE = frozenset({"rickshaw", "boat", "bus", "car", "train", "bicycle", "wheel", "keyboard"}) | {
    *("well", "tent", "lighthouse", "statue", "pod", "campfire"),
}
_SKY = frozenset({"moon", "star"})
_WALL = frozenset({"door", "window"})


def draw_insert(
    stage: Stage, noun: str, colour: str, manner: Manner, scenery: Callable[[Stage], None]
) -> None:
    """Paints the whole panel. `scenery` paints the place on the stage it is given."""
    name, often = known_prop(noun), 0.75 if stage.hand is None else 0.9
    if name in _SKY:
        _in_the_sky(stage, noun, manner)
    elif name in _WALL:
        _in_a_wall(stage, noun, colour, manner)
    elif name in _LARGE:
        _in_its_place(stage, noun, colour, manner, scenery)
    elif name in _SMALL and stage.chance("palm", noun).random() < often:
        in_a_palm(stage, noun, colour, manner)
    elif name in READ and stage.chance("held up", noun).random() < often:
        behind(stage, scenery, 15)
        held_up(stage, noun, colour, manner)
    elif name in GRIPPED and stage.hand is not None:
        behind(stage, scenery, 15)
        gripped(stage, noun, colour, manner, name)
    elif name in _FLAT or name in _SMALL:
        _lying(stage, noun, colour, manner)
    else:
        _standing(stage, noun, colour, manner, scenery)


# ---- lying before us


def _lying(stage: Stage, noun: str, colour: str, manner: Manner) -> None:
    """Seen from above on a table or on the ground, in slanting light."""
    lay_surface(stage)
    chance = stage.chance("lying", noun)
    width, height = stage.width, stage.height
    name = known_prop(noun)
    size = min(width * 0.86, height * (0.98 if name in ("letter", "photo", "map", "book") else 0.86))
    turn = chance.uniform(-14, 10) if name != "book" else chance.uniform(-5, 5)
    at = (width * chance.uniform(0.46, 0.54), height * 0.585)
    if name == "letter":
        _envelope(stage, (at[0] - size * 0.22, at[1] - size * 0.06), size * 0.8)
    if name in _SMALL:
        size *= 0.72
    place_thing(stage, noun, colour, manner, at, size, turn, 0.94)
    light_beams(stage)


def _envelope(stage: Stage, at: XY, size: float) -> None:
    """What the letter came in, under it."""
    canvas, (x, y) = stage.canvas, at
    paper = multiply("#e8d4ac", stage.palette.indoor if stage.indoors else stage.palette.light)
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-24)
    half, tall = size * 0.42, size * 0.26
    canvas.drawRect(rect(-half + 10, -tall + 14, half + 10, tall + 14), fill(stage.palette.shade, 0.4))
    canvas.drawRect(rect(-half, -tall, half, tall), fill(paper))
    flap = [(-half, -tall), (0, tall * 0.25), (half, -tall)]
    canvas.drawPath(polygon(flap), fill(darker(paper, 0.10)))
    canvas.drawPath(polygon([(-half, -tall), (0, -tall * 1.5), (half, -tall)]), fill(lighter(paper, 0.18)))
    canvas.restore()


# ---- on a table, with the place behind


def _standing(stage: Stage, noun: str, colour: str, manner: Manner, scenery: Callable[[Stage], None]) -> None:
    """On the near edge of a table, or on the ground."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    behind(stage, scenery, 15)
    fog(canvas, 0, 0, width, height, stage.palette.shade, ((0, 0.42), (0.5, 0.12), (1, 0.3)))
    bokeh(stage, 16, 0.62)
    edge, tone = height * 0.66, top_tone(stage)
    for top, share in ((0.0, 0.10), (0.25, 0.0)):
        y = edge + (height - edge) * top
        canvas.drawRect(rect(-5, y, width + 5, height + 5), fill(mix(tone, stage.palette.shade, share)))
    planks_ahead(stage, edge, tone)
    light = stage.palette.lamp if stage.dark or stage.wet else stage.palette.rim
    canvas.drawRect(rect(0, edge, width, edge + max(3, height * 0.006)), fill(light, 0.75))
    size = min(width * 0.66, height * 0.80)
    foot = height * 0.83
    chance = stage.chance("standing", noun)
    x = width * chance.choice((0.44, 0.5, 0.57))
    glow(canvas, x, foot - size * 0.4, size * 1.05, light, 0.55, 1.8)
    base = stage.palette.shade
    for wide, alpha in ((0.50, 0.22), (0.40, 0.30), (0.30, 0.35)):
        pool = rect(x - size * wide, foot - size * 0.05, x + size * (wide + 0.16), foot + size * 0.075)
        canvas.drawOval(pool, fill(base, alpha))
    place_thing(stage, noun, colour, manner, (x, foot - size * 0.46), size, 0.0, 1.0, (0.09, 0.03), foot)
    fog(canvas, 0, edge, width, height - edge, base, ((0, 0.0), (0.5, 0.05), (1, 0.42)))


# ---- in a palm


# ---- where large things are


def _in_its_place(
    stage: Stage, noun: str, colour: str, manner: Manner, scenery: Callable[[Stage], None]
) -> None:
    """A rickshaw, a boat, a train: in the place itself, a little out of focus."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    behind(stage, scenery, 5)
    light = stage.palette.lamp if stage.dark or stage.wet else stage.palette.rim
    size = min(width * 0.84, height * 0.92)
    x, foot = width * 0.5, height * 0.90
    glow(canvas, x, height * 0.5, size * 0.9, light, 0.42)
    for wide, alpha in ((0.55, 0.25), (0.42, 0.35)):
        pool = rect(x - size * wide, foot - size * 0.045, x + size * (wide + 0.1), foot + size * 0.05)
        canvas.drawOval(pool, fill(stage.palette.shade, alpha))
    place_thing(stage, noun, colour, manner, (x, foot - size * 0.46), size, 0.0, 1.0, (0.05, 0.02), foot)


def _in_a_wall(stage: Stage, noun: str, colour: str, manner: Manner) -> None:
    """A door or a window that fills the panel, with the light that comes through it."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    wall = stage.inside("#b89878") if stage.indoors else stage.lit("#a88a76")
    shade = stage.palette.shade
    vertical_gradient(stage.layer, [(0, mix(wall, shade, 0.5)), (0.6, wall), (1, mix(wall, shade, 0.55))])
    for k in range(9):
        x = width * k / 8
        canvas.drawRect(rect(x - 1.5, 0, x + 1.5, height), fill(darker(wall, 0.2), 0.6))
    floor = height * 0.90
    canvas.drawRect(rect(0, floor, width, height), fill(mix(darker(wall, 0.4), shade, 0.3)))
    canvas.drawRect(rect(0, floor - 10, width, floor), fill(darker(wall, 0.5)))
    light = stage.palette.lamp if stage.dark or known_prop(noun) == "door" else stage.palette.rim
    size = min(width * 0.9, height * 0.84)
    glow(canvas, width * 0.5, height * 0.5, size * 0.95, light, 0.6)
    place_thing(stage, noun, colour, manner, (width * 0.5, floor - size * 0.5), size)
    beam = [
        (width * 0.42, floor),
        (width * 0.60, floor),
        (width * 0.9, height + 5),
        (width * 0.2, height + 5),
    ]
    canvas.drawPath(polygon(beam), fill(light, 0.4, BlendMode.kScreen))


def _in_the_sky(stage: Stage, noun: str, manner: Manner) -> None:
    """The moon or a star over a dark edge of land."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    stops = [(place, colour) for place, colour in stage.palette.sky]
    vertical_gradient(stage.layer, [(0, stops[0][1]), (0.55, stops[len(stops) // 2][1]), (1, stops[-2][1])])
    chance = stage.chance("sky insert")
    for _ in range(70):
        x, y, size = chance.random() * width, chance.random() * height * 0.8, chance.uniform(0.8, 2.6)
        canvas.drawCircle(x, y, size, fill((255, 255, 255), chance.uniform(0.3, 0.9)))
    size = min(width, height) * (0.62 if known_prop(noun) == "moon" else 0.4)
    glow(canvas, width * 0.56, height * 0.5, size * 1.3, stage.palette.glow, 0.85)
    place_thing(stage, noun, "", manner, (width * 0.56, height * 0.5), size, 0, 1.0, (0.0, 0.0))
    cumulus(canvas, (width * 0.16, height * 0.72), (width * 0.7, height * 0.2), stage.palette, chance, width)
    cumulus(canvas, (width * 0.95, height * 0.62), (width * 0.5, height * 0.14), stage.palette, chance, 0)
    ridge(stage, height * 0.93, height * 0.03, stage.tone(0.95), "insert", height, 30, (30, 70))
