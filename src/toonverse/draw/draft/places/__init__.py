"""Places: one file a family, one function a kind; `paint_place` picks."""

from collections.abc import Callable

from toonverse.domain.script import PlaceKind
from toonverse.draw.draft.places import (
    avenues,
    chambers,
    counters,
    court,
    craft,
    gates,
    grounds,
    halls,
    harbour,
    heights,
    heritage,
    interiors,
    land,
    lifts,
    market,
    meadow,
    platform,
    rooftop,
    shores,
    shrine,
    stores,
    streets,
    trade,
    wilds,
    woods,
    workrooms,
)
from toonverse.draw.draft.sites import Site
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
    "mountain": heights.mountain,
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
        "mountain",
        "other",
    }
)


SITES: dict[Site, Callable[[Stage], None]] = {
    "rooftop": rooftop.rooftop,
    "park": grounds.park,
    "downtown": avenues.street,
    "market": market.market,
    "school yard": grounds.school_yard,
    "bridge": grounds.bridge,
    "bus stop": grounds.bus_stop,
    "laundry": counters.laundry,
    "cafe": counters.cafe,
    "convenience store": stores.convenience,
    "library": stores.library,
    "corridor": chambers.corridor,
    "police station": chambers.police,
    "throne hall": court.throne_hall,
    "church": shrine.church,
    "desert": meadow.desert,
    "planet": wilds.planet,
    "cave": wilds.cave,
    "observatory": wilds.observatory,
    "spaceship": craft.spaceship,
    "control room": craft.control_room,
    "subway": craft.subway,
    "elevator": lifts.elevator,
    "stairwell": lifts.stairwell,
    "city gate": gates.city_gate,
    "palace court": gates.palace_court,
    "apiary": gates.apiary,
    "theatre": halls.theatre,
    "cell": halls.cell,
    "bathhouse": halls.bathhouse,
}


def is_round(place: PlaceKind, site: Site) -> bool:
    """Whether a place is built in space, so that the camera goes round in it."""
    return place in ROUND or site in SITES


def paint_place(stage: Stage) -> None:
    """The site that the story names, else what its kind of place looks like."""
    if stage.site == "control room" and stage.era == "future":
        craft.spaceship(stage)  # the stars are outside
        return
    SITES.get(stage.site, PAINTERS[stage.place])(stage)
