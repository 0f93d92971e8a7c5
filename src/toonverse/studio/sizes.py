"""The size that a model draws when a certain one is wanted: of the listed ones, or within its bounds."""

import math
from collections.abc import Mapping
from itertools import product
from typing import Any

from toonverse.metering.catalog import Model

Size = tuple[int, int]
"""Width and height in pixels."""

ASKED_MAX_PX = 65_535
"""No side that is wanted counts as longer."""

RATIO_MAX = 16
"""No panel is longer than this many times its breadth, whatever a model would draw."""

STEPS = range(-4, 5)
"""How far beside the exact size an allowed one is looked for, in the model's own steps."""


def nearest_size(model: Model, width_px: int, height_px: int) -> Size:
    """What the model allows, nearest in shape, then in area; the wanted size where it knows no bounds."""
    width_px, height_px = (min(max(side, 1), ASKED_MAX_PX) for side in (width_px, height_px))
    sizes = _listed(model) or _within(model, width_px, height_px)

    def distance(size: Size) -> tuple[float, int, Size]:
        width, height = size
        shape = abs(math.log(width * height_px / (height * width_px)))
        return shape, abs(width * height - width_px * height_px), size

    return min(sizes, key=distance)


def _listed(model: Model) -> list[Size]:
    said: set[str] = set(model.pictures.get("sizes", ())) | {
        price.size for price in model.prices if price.size
    }
    return [(int(width), int(height)) for width, _, height in (size.partition("x") for size in sorted(said))]


def _within(model: Model, width_px: int, height_px: int) -> list[Size]:
    """The wanted size where it is allowed, else the sizes round about the nearest that is."""
    said = model.pictures
    if _allowed(said, width_px, height_px):
        return [(width_px, height_px)]
    step = int(said.get("multiple", 1))
    wide, high = (
        [max(1, round(side / step) + more) * step for more in STEPS]
        for side in _scaled(said, width_px, height_px)
    )
    around = [(width, height) for width, height in product(wide, high) if _allowed(said, width, height)]
    return around or [(width_px, height_px)]


def _scaled(said: Mapping[str, Any], width_px: int, height_px: int) -> tuple[float, float]:
    """The wanted shape as far as it is allowed, at the nearest area that is: not yet in whole steps."""
    most = float(said.get("ratio_max", RATIO_MAX))
    ratio = min(max(width_px / height_px, 1 / most), most)
    area = min(max(width_px * height_px, said.get("pixels_min", 1)), said.get("pixels_max", math.inf))
    width, height = math.sqrt(area * ratio), math.sqrt(area / ratio)
    down = min(1.0, _edge_max(said) / max(width, height))
    up = max(1.0, said.get("edge_min", 1) / (min(width, height) * down))
    return width * down * up, height * down * up


def _allowed(said: Mapping[str, Any], width: int, height: int) -> bool:
    short, long = sorted((width, height))
    step = said.get("multiple", 1)
    return (
        said.get("edge_min", 1) <= short
        and long <= _edge_max(said)
        and said.get("pixels_min", 1) <= short * long <= said.get("pixels_max", math.inf)
        and long <= said.get("ratio_max", RATIO_MAX) * short
        and width % step == 0 == height % step
    )


def _edge_max(said: Mapping[str, Any]) -> float:
    tiers = [tier["edge_max"] for tier in said.get("tiers", ())]
    return float(said.get("edge_max", max(tiers, default=math.inf)))
