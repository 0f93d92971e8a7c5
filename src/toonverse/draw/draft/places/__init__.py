"""Places: one file a family, one function a kind; `paint_place` picks."""

from collections.abc import Callable

from toonverse.domain.script import PlaceKind
from toonverse.draw.draft.places import (
    avenues,
    harbour,
    heritage,
    interiors,
    land,
    meadow,
    platform,
    shores,
    shrine,
    streets,
    trade,
    woods,
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
    "forest": woods.forest,
    "mountain": land.mountain,
    "sea": shores.sea,
    "harbour": harbour.harbour,
    "river": shores.river,
    "field": meadow.field,
    "village": heritage.village,
    "temple": shrine.temple,
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
        "forest",
        "field",
        "temple",
    }
)


def paint_place(stage: Stage) -> None:
    PAINTERS[stage.place](stage)
