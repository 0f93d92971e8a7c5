"""The scene a place is painted on: the layer, the light, the camera, and chance bound to the place."""

import random
from dataclasses import dataclass
from typing import Literal

from toonverse.domain.look import Look
from toonverse.domain.script import Era, PlaceKind, Weather
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Light
from toonverse.draw.draft.brush import Canvas, Colour, Rgb, mix, seeded
from toonverse.draw.draft.camera import Camera
from toonverse.draw.draft.layers import Layer
from toonverse.draw.draft.palette import Palette
from toonverse.draw.draft.sites import Site, has_roof, site_of

Conveyance = Literal["carriage", "boat", "rickshaw"]


@dataclass(frozen=True, slots=True)
class Stage:
    """`key` names the place: the same key gives the same furniture in every panel of a scene. `falling` is
    whether rain, snow and leaves are drawn in the air: where they shall move, they are left out.
    `hand` is the look of whoever's hand an insert shows."""

    layer: Layer
    palette: Palette
    camera: Camera
    place: PlaceKind
    era: Era
    korean: bool
    light: Light
    weather: Weather
    key: str
    conveyance: Conveyance = "carriage"
    mirrored: bool = False
    style: Style = "webtoon"
    falling: bool = True
    hand: Look | None = None

    @property
    def canvas(self) -> Canvas:
        return self.layer.canvas

    @property
    def width(self) -> int:
        return self.layer.width

    @property
    def height(self) -> int:
        return self.layer.height

    @property
    def horizon(self) -> float:
        return self.camera.horizon

    @property
    def period(self) -> bool:
        return self.era == "period"

    @property
    def hanok(self) -> bool:
        """Whether houses have tiled or thatched roofs and paper doors."""
        return self.era == "period" and self.korean

    @property
    def indoors(self) -> bool:
        """Whether there is a roof; boats and rickshaws have none."""
        if self.place == "vehicle" and self.conveyance != "carriage":
            return False
        return has_roof(self.place, self.site)

    @property
    def dark(self) -> bool:
        return self.light in ("night", "evening")

    @property
    def wet(self) -> bool:
        return self.weather in ("rain", "storm") or self.place == "rainy street"

    @property
    def words(self) -> str:
        """What the story calls the place."""
        return self.key.split("|")[1].lower()

    @property
    def site(self) -> Site:
        """Which place of its kind it is, by its words."""
        return site_of(self.place, self.words)

    @property
    def snowy(self) -> bool:
        return self.weather == "snow"

    @property
    def dim(self) -> Rgb:
        """What shadows in a room lean to: warmer than out of doors."""
        return mix(self.palette.shade, "#5c3a34", 0.0 if self.light == "night" else 0.5)

    def chance(self, *name: object) -> random.Random:
        return seeded(self.key, *name)

    def tone(self, depth: float) -> Rgb:
        return self.palette.tone(depth)

    def lit(self, colour: Colour, depth: float = 1.0) -> Rgb:
        return self.palette.lit(colour, depth)

    def inside(self, colour: Colour, shadow: float = 0.0) -> Rgb:
        return self.palette.inside(colour, shadow)
