"""Light and weather of the scenes: what one does not say it has from the one before."""

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
