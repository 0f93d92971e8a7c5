"""Looks of one cast told apart at the size of a phone: by hair or by years, and by the colour of clothes."""

import colorsys
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from toonverse.domain.look import HairStyle, Look, Outfit
from toonverse.studio.directing.wardrobe import Colours

HAIR_APART = 11.0
"""Distance in CIELAB (CIE76) from which two hair colours are told apart at a glance."""
TOP_APART = 20.0
"""The same for clothes, which change with light and shade more than hair does."""
COMPARED_MAX = 32  # the most mentioned of a cast: of a hundred, no eye keeps more apart
OF_AN_OFFICE: frozenset[Outfit] = frozenset(
    {"uniform", "gakuran", "tunic", "whites", "scrubs", "fatigues", "turnout", "chef"}
)
"""Clothes that many wear alike because they belong together: a school, a police, a hospital."""

_OUTLINE: dict[HairStyle, str] = {"slick": "short", "spiky": "messy", "wavy": "long", "buzz": "bald"}
_BAND = {"child": "child", "old": "old"}
_SPARE_STYLES: dict[str, tuple[HairStyle, ...]] = {
    "female": ("long", "bob", "bun", "ponytail", "curly", "braid", "short", "pigtails"),
    "male": ("short", "messy", "curly", "buzz", "bowl"),
}
_SPARE_SHADES = ("#1d1a24", "#6b4328", "#7d3f2a", "#8a6a3f", "#6f6a72", "#2a3550", "#a8855a", "#45303f")
_SPARE_GREYS = ("#8e8a90", "#efedeb", "#6f6b72", "#a39c94")
_SPARE_TOPS = tuple(
    "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue / 12, light, strength))
    for light, strength in ((0.42, 0.34), (0.64, 0.36), (0.26, 0.3), (0.8, 0.4), (0.5, 0.6), (0.5, 0.08))
    for hue in range(0, 60, 5)
)


@lru_cache(maxsize=4096)
def lab(colour: str) -> tuple[float, float, float]:
    """`#rrggbb` (sRGB, D65) in CIELAB."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    x = _cube_root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = _cube_root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _cube_root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _cube_root(part: float) -> float:
    return float(part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116)


def distance(one: str, other: str) -> float:
    """How far two colours are apart (CIE76)."""
    return math.dist(lab(one), lab(other))


def same_band(one: Look, other: Look) -> bool:
    """Children, grown people and the old are told apart; the young and the middle-aged are not."""
    return _BAND.get(one.age, "grown") == _BAND.get(other.age, "grown")


def same_outline(one: Look, other: Look) -> bool:
    return _OUTLINE.get(one.hair_style, one.hair_style) == _OUTLINE.get(other.hair_style, other.hair_style)


def heads_alike(one: Look, other: Look) -> bool:
    """Whether neither outline nor colour of the hair nor the years tell the two apart."""
    shown = "bald" not in (one.hair_style, other.hair_style)
    return (
        same_band(one, other)
        and same_outline(one, other)
        and not (shown and distance(one.hair, other.hair) >= HAIR_APART)
    )


def _likeness(one: Look, other: Look) -> int:
    """0 where outline and colour of the hair both differ; two of one sex are the sooner mistaken."""
    if heads_alike(one, other):
        return 100
    shared = same_outline(one, other) + (distance(one.hair, other.hair) < HAIR_APART)
    return shared * same_band(one, other) * (3 if one.sex == other.sex else 1)


def set_apart(
    look: Look,
    others: Sequence[Look],
    styles: Sequence[HairStyle],
    shades: Sequence[str],
    sets: Sequence[Colours],
) -> Look:
    """The look least like any of `others`, nearest to itself where several are.

    `styles`, `shades` and `sets` are what it may change to; empty where the text says how it is.
    """
    others = others[:COMPARED_MAX]
    look = _own_head(look, others, styles, shades)
    return _own_colours(look, others, sets)


def _own_head(look: Look, others: Sequence[Look], styles: Sequence[HairStyle], shades: Sequence[str]) -> Look:
    def likeness(head: Look) -> int:
        return sum(_likeness(head, other) for other in others)

    heads = [
        replace(look, hair=h, hair_style=s) for h in (look.hair, *shades) for s in (look.hair_style, *styles)
    ]
    best = min(heads, key=likeness)
    if not any(heads_alike(best, other) for other in others):
        return best
    spare = (*shades, *(_SPARE_GREYS if look.age == "old" else _SPARE_SHADES)) if shades else ()
    more = _SPARE_STYLES[look.sex] if styles else ()
    heads += [
        replace(look, hair=h, hair_style=s) for h in (look.hair, *spare) for s in (look.hair_style, *more)
    ]
    return min(heads, key=likeness)


def _own_colours(look: Look, others: Sequence[Look], sets: Sequence[Colours]) -> Look:
    if not sets:
        return look
    first = Colours(look.top, look.bottom, look.accent)
    spare = (Colours(top, look.bottom, look.accent) for top in _SPARE_TOPS)
    choice = (first, *sets, *spare)
    worn = [lab(other.top) for other in others]

    def room(colours: Colours) -> float:
        here = lab(colours.top)
        return min((math.dist(here, there) for there in worn), default=math.inf)

    best = next((c for c in choice if room(c) >= TOP_APART), None) or max(choice, key=room)
    return replace(look, top=best.top, bottom=best.bottom, accent=best.accent)
