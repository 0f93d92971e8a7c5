"""Places: one file a family, one function a kind; `paint_place` picks."""

from collections.abc import Callable

from toonverse.domain.script import PlaceKind
from toonverse.draw.draft.places import heritage, interiors, land, streets, trade, water
from toonverse.draw.draft.stage import Stage

PAINTERS: dict[PlaceKind, Callable[[Stage], None]] = {
    "city": streets.city,
    "street": streets.street,
    "rainy street": streets.street,
    "alley": streets.alley,
    "room": interiors.room,
    "kitchen": interiors.kitchen,
    "tavern": trade.tavern,
    "shop": trade.shop,
    "school": interiors.classroom,
    "office": interiors.office,
    "hospital": interiors.hospital,
    "station": trade.station,
    "vehicle": trade.vehicle,
    "forest": land.forest,
    "mountain": land.mountain,
    "sea": water.sea,
    "harbour": water.harbour,
    "river": water.river,
    "field": land.field,
    "village": heritage.village,
    "temple": heritage.temple,
    "other": land.nowhere,
}


def paint_place(stage: Stage) -> None:
    PAINTERS[stage.place](stage)
