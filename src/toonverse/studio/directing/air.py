"""Light and weather of the scenes: what one does not say it has from the one before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.script import PlaceKind, Scene, TimeOfDay, Weather
from toonverse.domain.storyboard import Light

OUTDOORS: frozenset[PlaceKind] = frozenset(
    (
        *("city", "street", "rainy street", "alley", "station", "forest", "mountain", "sea", "harbour"),
        *("river", "field", "village", "temple", "other"),
    )
)
_SEEN_FROM_INDOORS = frozenset({"rain", "snow", "storm"})


@dataclass(frozen=True, slots=True)
class Air:
    """`time` is what the light was made from; a change of it is a jump in time."""

    light: Light
    weather: Weather
    time: TimeOfDay

    def weather_at(self, place: PlaceKind) -> Weather:
        """What of the weather is seen there: fog and wind stay outside."""
        return self.weather if place in OUTDOORS or self.weather in _SEEN_FROM_INDOORS else "clear"


def airs(scenes: Sequence[Scene]) -> list[Air]:
    """One for each scene, at least one."""
    found: list[Air] = []
    time: TimeOfDay = next((s.time for s in scenes if s.time != "unknown"), "day")
    weather: Weather = "clear"
    for scene in scenes:
        time = scene.time if scene.time != "unknown" else time
        if scene.weather != "unknown":
            weather = scene.weather
        elif scene.place_kind == "rainy street":
            weather = "rain"
        light: Light = "day" if time == "unknown" else time
        if time == "evening" and scene.place_kind in OUTDOORS and weather in ("clear", "unknown", "wind"):
            light = "sunset"
        found.append(Air(light, weather, time))
    return found or [Air("day", "clear", "day")]


_INSIDE: tuple[tuple[PlaceKind, re.Pattern[str]], ...] = (
    (
        "office",
        re.compile(
            r"\b(?:elevator|lift|corridor|lobby|\w+th floor)\b|엘리베이터|승강기|복도|"
            r"로비",
            re.IGNORECASE,
        ),
    ),
    (
        "vehicle",
        re.compile(
            r"\b(?:space ?ship|starship|cockpit|airlock|hull|cabin|capsule|rocket)\b|우주선|조종석|"
            r"선실",
            re.IGNORECASE,
        ),
    ),
    (
        "room",
        re.compile(
            r"\b(?:ceiling|carpet|sofa|couch|fireplace|stove|bed|wardrobe|attic|cellar|staircase|"
            r"doorbell|floorboards?)\b"
            r"|천장|침대|소파|벽난로|다락|거실|안방|마루|이불|방 ?안|방문",
            re.IGNORECASE,
        ),
    ),
)


def place_shown(scene: Scene) -> PlaceKind:
    """The place to draw: where none was read, the kind of inside that the narration speaks of, if it does."""
    if scene.place_kind != "other":
        return scene.place_kind
    told = " ".join(beat.action for beat in scene.beats)
    return next((kind for kind, words in _INSIDE if words.search(told)), "other")
