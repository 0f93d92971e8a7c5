"""Colour: one ramp from far to near for each light, bent by the weather. Depth is a place on the ramp."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from toonverse.domain.script import Weather
from toonverse.domain.storyboard import Light
from toonverse.draw.draft.brush import (
    WHITE,
    Colour,
    Rgb,
    darker,
    gradient,
    lighter,
    luminance,
    mix,
    multiply,
    rgb,
)


@dataclass(frozen=True, slots=True)
class Palette:
    """`ramp` runs from far to near; `lamp` is the light in windows; `rim` and `rim_cool` edge figures.

    `light` is the colour that falls on things outdoors, `indoor` on things in a room; `shade` is what
    shadows lean to and `grade` (with `grade_strength`) what the air lays over figures.
    """

    sky: tuple[tuple[float, Rgb], ...]
    sun: Rgb
    glow: Rgb
    ramp: tuple[Rgb, ...]
    cloud_lit: Rgb
    cloud_shade: Rgb
    rim: Rgb
    rim_cool: Rgb
    haze: Rgb
    lamp: Rgb
    light: Rgb
    indoor: Rgb
    shade: Rgb
    grade: Rgb
    grade_strength: float
    stars: int
    lamps_lit: float

    def tone(self, depth: float) -> Rgb:
        """0 is the farthest, 1 the nearest."""
        return gradient(depth, self.ramp)

    def lit(self, colour: Colour, depth: float = 1.0) -> Rgb:
        """A thing of that colour outdoors, in the haze of its distance."""
        return mix(multiply(colour, self.light), self.tone(0.1), 0.75 * (1 - depth))

    def inside(self, colour: Colour, shadow: float = 0.0) -> Rgb:
        """A thing of that colour in a room; `shadow` leans it into the dark."""
        return mix(multiply(colour, self.indoor), self.shade, shadow)

    def leaning(self, colour: Colour, share: float) -> "Palette":
        """The same light in a place whose own colour is everywhere (a wood, the sea)."""
        ramp = tuple(mix(tone, lean(tone, colour), share) for tone in self.ramp)
        return replace(self, ramp=ramp, haze=mix(self.haze, lean(self.haze, colour), share * 0.6))


def lean(tone: Colour, colour: Colour) -> Rgb:
    """`colour` made as light or dark as `tone`."""
    light = luminance(tone) / 255
    own = max(1.0, luminance(colour)) / 255
    if light <= own:
        return mix((0, 0, 0), colour, light / own)
    return mix(colour, WHITE, (light - own) / max(0.01, 1 - own))


def _stops(*stops: tuple[float, str]) -> tuple[tuple[float, Rgb], ...]:
    return tuple((place, rgb(colour)) for place, colour in stops)


def _colours(*colours: str) -> tuple[Rgb, ...]:
    return tuple(rgb(colour) for colour in colours)


_BY_LIGHT: dict[Light, Palette] = {
    "sunset": Palette(
        sky=_stops(
            (0, "#1b1650"),
            (0.18, "#43226f"),
            (0.36, "#8d2f7c"),
            (0.52, "#d94e6c"),
            (0.66, "#ff8a55"),
            (0.82, "#ffc069"),
            (0.93, "#ffe9a6"),
            (1, "#fff3cf"),
        ),
        sun=rgb("#fff6cf"),
        glow=rgb("#ffb45e"),
        ramp=_colours("#ffc27a", "#f0706a", "#8e3a78", "#3a1c58", "#180c30"),
        cloud_lit=rgb("#ff9a80"),
        cloud_shade=rgb("#a83f80"),
        rim=rgb("#ffdc96"),
        rim_cool=rgb("#9a86ff"),
        haze=rgb("#ff9a62"),
        lamp=rgb("#fff0b8"),
        light=rgb("#ffc4a4"),
        indoor=rgb("#f2bfa4"),
        shade=rgb("#3a1c4e"),
        grade=rgb("#5a1a58"),
        grade_strength=0.32,
        stars=40,
        lamps_lit=0.2,
    ),
    "night": Palette(
        sky=_stops((0, "#040722"), (0.35, "#0b1a56"), (0.7, "#1b4796"), (0.9, "#3f7cc4"), (1, "#86b6e6")),
        sun=rgb("#f6f4e4"),
        glow=rgb("#86b0ff"),
        ramp=_colours("#5f92d0", "#2f62a8", "#1a3a7e", "#0e2050", "#060c24"),
        cloud_lit=rgb("#4a66a8"),
        cloud_shade=rgb("#1c2e64"),
        rim=rgb("#b4d4ff"),
        rim_cool=rgb("#ffb27a"),
        haze=rgb("#4a78b8"),
        lamp=rgb("#ffdf94"),
        light=rgb("#7288d4"),
        indoor=rgb("#cf9a86"),
        shade=rgb("#10153c"),
        grade=rgb("#0e1a5c"),
        grade_strength=0.5,
        stars=120,
        lamps_lit=0.68,
    ),
    "day": Palette(
        sky=_stops((0, "#1d74dc"), (0.4, "#57b2f6"), (0.78, "#b4e6fc"), (1, "#fdf6e4")),
        sun=rgb("#ffffff"),
        glow=rgb("#fff6cc"),
        ramp=_colours("#cfe8ee", "#9cc9de", "#6a9dbe", "#3f6c92", "#21405f"),
        cloud_lit=rgb("#ffffff"),
        cloud_shade=rgb("#b4d0ec"),
        rim=rgb("#fffbe4"),
        rim_cool=rgb("#9fd4ff"),
        haze=rgb("#e2f2f0"),
        lamp=rgb("#fdf3d0"),
        light=rgb("#fffaf0"),
        indoor=rgb("#fdf0e2"),
        shade=rgb("#4a5a86"),
        grade=rgb("#4a6aa0"),
        grade_strength=0.14,
        stars=0,
        lamps_lit=0.05,
    ),
    "dawn": Palette(
        sky=_stops(
            (0, "#4a7cc8"),
            (0.3, "#8fb4e6"),
            (0.55, "#d8c8ea"),
            (0.75, "#ffd0cc"),
            (0.9, "#ffe4b8"),
            (1, "#fff8e0"),
        ),
        sun=rgb("#fffbe8"),
        glow=rgb("#ffdca8"),
        ramp=_colours("#ffdfd0", "#e6b4c8", "#a294cc", "#5f6cae", "#2c3668"),
        cloud_lit=rgb("#ffe2d4"),
        cloud_shade=rgb("#b0a4d8"),
        rim=rgb("#ffeccc"),
        rim_cool=rgb("#a8b4ff"),
        haze=rgb("#ffdcc8"),
        lamp=rgb("#fff0c8"),
        light=rgb("#f6dce4"),
        indoor=rgb("#ecd6d8"),
        shade=rgb("#41376e"),
        grade=rgb("#5a4a8a"),
        grade_strength=0.2,
        stars=16,
        lamps_lit=0.2,
    ),
    "evening": Palette(
        sky=_stops(
            (0, "#0c1050"),
            (0.3, "#1f2f94"),
            (0.56, "#4a4cc0"),
            (0.76, "#a85cc0"),
            (0.9, "#f4808a"),
            (1, "#ffc07a"),
        ),
        sun=rgb("#ffe9c4"),
        glow=rgb("#ff9e7a"),
        ramp=_colours("#e0909c", "#8a66b8", "#4a459c", "#26266a", "#100f38"),
        cloud_lit=rgb("#c878b8"),
        cloud_shade=rgb("#4a4296"),
        rim=rgb("#ffcf9e"),
        rim_cool=rgb("#86a0ff"),
        haze=rgb("#9a6cb8"),
        lamp=rgb("#ffdc92"),
        light=rgb("#a498dc"),
        indoor=rgb("#e4ac90"),
        shade=rgb("#1c1650"),
        grade=rgb("#241c6c"),
        grade_strength=0.38,
        stars=60,
        lamps_lit=0.62,
    ),
}

# (colour the sky and the ramp lean to, how far, how grey the light gets, how much of sun and stars is left)
_BY_WEATHER: dict[Weather, tuple[str, float, float]] = {
    "cloudy": ("#86a0be", 0.38, 0.5),
    "rain": ("#44699c", 0.54, 0.0),
    "storm": ("#2a3a6c", 0.74, 0.0),
    "snow": ("#b9c8dc", 0.5, 0.3),
    "fog": ("#c4cbd2", 0.6, 0.25),
}


@lru_cache(maxsize=64)
def palette_for(light: Light, weather: Weather) -> Palette:
    """The palette of a shot. Clear weather and wind leave the light as it is."""
    palette = _BY_LIGHT[light]
    if weather not in _BY_WEATHER:
        return palette
    colour, share, sun_left = _BY_WEATHER[weather]
    brightness = sum(luminance(tone) for tone in palette.ramp[:3]) / 3
    veil = mix((14, 16, 34), colour, min(1.0, brightness / 150))
    wet = weather in ("rain", "storm")
    ramp = [mix(tone, lean(tone, colour), share * 0.7) for tone in palette.ramp]
    if wet:  # the near goes dark and the far stays pale: rain parts the planes
        ramp = [lighter(ramp[0], 0.12), *(darker(tone, 0.06 + 0.08 * k) for k, tone in enumerate(ramp[1:]))]
    return replace(
        palette,
        sky=_veiled_sky(palette.sky, veil, share, weather),
        sun=mix(palette.sun, veil, 1 - sun_left),
        glow=mix(palette.glow, veil, 1 - sun_left),
        ramp=tuple(ramp),
        cloud_lit=mix(palette.cloud_lit, veil, share * 0.7),
        cloud_shade=mix(palette.cloud_shade, veil, share * 0.7),
        rim=mix(palette.rim, mix(colour, WHITE, 0.6), share),
        haze=mix(palette.haze, veil, share),
        light=mix(palette.light, lean(palette.light, colour), share * 0.42),
        grade=mix(palette.grade, lean(palette.grade, colour), share),
        stars=round(palette.stars * sun_left),
        lamps_lit=min(0.75, palette.lamps_lit + share * (0.6 if wet else 0.3)),
    )


def _veiled_sky(
    sky: Sequence[tuple[float, Rgb]], veil: Rgb, share: float, weather: Weather
) -> tuple[tuple[float, Rgb], ...]:
    """Heavy clouds are darkest overhead, fog hides the sky, snow's is pale."""
    if weather == "fog":
        share = min(1.0, share * 1.5)
    top = mix(veil, (14, 22, 66), {"fog": 0.16, "snow": 0.34}.get(weather, 0.66))
    return tuple((place, mix(colour, mix(top, lighter(veil, 0.08), place), share)) for place, colour in sky)
