"""Places: one file a family, one function a kind; `paint_place` picks."""

from collections.abc import Callable

from toonverse.domain.script import PlaceKind
from toonverse.draw.draft.places import (
    avenues,
    harbour,
    heritage,
    interiors,
    land,
    platform,
    shores,
    streets,
    trade,
    workrooms,
)
from toonverse.draw.draft.stage import Stage

PAINTERS: dict[PlaceKind, Callable[[Stage], None]] = {
    "city": streets.city,
    "street": avenues.street,
    "rainy street": avenues.street,
    "alley": avenues.alley,
    "room": interiors.room,
    "kitchen": interiors.kitchen,
    "tavern": trade.tavern,
    "shop": trade.shop,
    "school": workrooms.classroom,
    "office": workrooms.office,
    "hospital": workrooms.hospital,
    "station": platform.station,
    "vehicle": trade.vehicle,
    "forest": land.forest,
    "mountain": land.mountain,
    "sea": shores.sea,
    "harbour": harbour.harbour,
    "river": shores.river,
    "field": land.field,
    "village": heritage.village,
    "temple": heritage.temple,
    "other": land.nowhere,
}

# places built in space: the camera goes round in them
ROUND: frozenset[PlaceKind] = frozenset(
    {
        "room",
        "kitchen",
        "tavern",
        "shop",
        "school",
        "office",
        "hospital",
        "vehicle",
        "station",
        "street",
        "rainy street",
        "alley",
        "harbour",
        "village",
        "sea",
        "river",
    }
)


def paint_place(stage: Stage) -> None:
    PAINTERS[stage.place](stage)
