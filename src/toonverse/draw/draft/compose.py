"""From a brief to a picture: camera, place, weather, figures, foreground, finish. The order is `paint`."""

import math
import re
from dataclasses import dataclass, replace

import numpy as np

from toonverse.domain.geometry import Box
from toonverse.domain.look import UPRIGHT, Look
from toonverse.domain.panel import Face
from toonverse.domain.script import PlaceKind, Weather
from toonverse.domain.storyboard import Brief, Light, Shot
from toonverse.draw.cutout import CHUNK, Mask, pack
from toonverse.draw.draft.acting import in_tones
from toonverse.draw.draft.backdrop import paint_background, scenery
from toonverse.draw.draft.body import draw_figure
from toonverse.draw.draft.brush import WHITE, Canvas, Rgb, curve, darker, fill, lighter, mix, polygon
from toonverse.draw.draft.camera import Camera, camera_for, setup_of
from toonverse.draw.draft.casting import place_cast
from toonverse.draw.draft.effects import focus_lines, speed_lines
from toonverse.draw.draft.foreground import draw_foreground
from toonverse.draw.draft.inserts import draw_insert
from toonverse.draw.draft.layers import Layer, Pixels, to_rgb
from toonverse.draw.draft.lying import draw_lying
from toonverse.draw.draft.moods import mood
from toonverse.draw.draft.palette import Palette, palette_for
from toonverse.draw.draft.placed import Placed, extent, face_of
from toonverse.draw.draft.places import is_round
from toonverse.draw.draft.props import as_told, draw_prop
from toonverse.draw.draft.set_by import set_before, stand_behind
from toonverse.draw.draft.sites import LIT, site_of
from toonverse.draw.draft.sky import light_x
from toonverse.draw.draft.sprite import Sprite
from toonverse.draw.draft.stage import Conveyance, Stage
from toonverse.draw.draft.styles import MANNERS, Manner, finished
from toonverse.draw.draft.tones import toned
from toonverse.draw.draft.weather import draw_weather_before
from toonverse.draw.png import encode_png
from toonverse.draw.prompt_words import colour_of
from toonverse.errors import UsageError

SIDE_MIN_PX, SIDE_MAX_PX = 64, 4096


class BadPictureSize(UsageError):
    """A side of the wanted picture is outside what the renderer draws."""

    code = "bad_picture_size"


@dataclass(frozen=True, slots=True)
class Drawing:
    """`pixels` is RGB uint8 (height, width, 3); `faces` are those of the figures drawn, far to near.

    `figures` (height, width) is true where a figure is; None where no sound could go behind one.
    """

    pixels: Pixels
    faces: tuple[Face, ...]
    figures: Mask | None = None

    def png(self) -> bytes:
        """The picture as it is kept: with the figures' mask where there is one."""
        return encode_png(self.pixels, chunks=() if self.figures is None else ((CHUNK, pack(self.figures)),))


def paint(brief: Brief) -> Drawing:
    """The picture of one panel. Equal briefs give equal bytes in every process.

    Raises `BadPictureSize` when a side is not between 64 and 4096 px.
    """
    layer = blank(brief.shot)
    loud = brief.shot.sounds and brief.shot.figures
    figures = np.zeros((layer.height, layer.width), np.bool_) if loud else None
    stage, faces = paint_on(brief, layer, layer, layer, figures=figures)
    pixels = toned(finished(layer, brief.style, stage.palette), brief.shot.tone)
    return Drawing(pixels, faces, figures)


def figures_on(brief: Brief, upper: Rgb, lower: Rgb) -> Pixels:
    """The people of a shot alone, before a plain ground that runs from one colour to the other.

    RGB uint8 (height, width, 3). Raises `BadPictureSize`.
    """
    shot, manner, layer = brief.shot, MANNERS[brief.style], blank(brief.shot)
    share = np.linspace(0, 1, layer.height, dtype=np.float32)[:, None]
    for channel, (above, below) in enumerate(zip(reversed(upper), reversed(lower), strict=True)):
        layer.pixels[..., channel] = above + share * (below - above)
    stage = _stage(brief, layer, camera_for(shot))
    for placed in place_cast(brief, manner):
        _figure(stage, placed, manner, None)
    return finished(layer, brief.style, stage.palette) if manner.mono else to_rgb(layer)


def blank(shot: Shot, clear: bool = False) -> Layer:
    """A layer as large as the shot's picture. Raises `BadPictureSize`."""
    for side in (shot.width_px, shot.height_px):
        if not SIDE_MIN_PX <= side <= SIDE_MAX_PX:
            raise BadPictureSize(side_px=side, smallest_px=SIDE_MIN_PX, largest_px=SIDE_MAX_PX)
    return Layer(shot.width_px, shot.height_px, clear=clear)


def paint_on(
    brief: Brief,
    back: Layer,
    people: Layer,
    front: Layer,
    falling: bool = True,
    figures: Mask | None = None,
) -> tuple[Stage, tuple[Face, ...]]:
    """The picture before its finish: the place, those in it, and what is before them, each on its layer.

    The three may be one. Without `falling` no rain, snow or leaves are in the air. Where people are is noted
    in `figures`.
    """
    shot, manner = brief.shot, MANNERS[brief.style]
    insert = shot.size == "insert" and bool(shot.props)
    cast = [] if insert else place_cast(brief, manner)
    far = replace(_stage(brief, back, camera_for(shot)), falling=falling)
    stage, near = replace(far, layer=people), replace(far, layer=front)
    if insert:
        noun = shot.props[0]
        colour = shot.colour_of(noun) or colour_of(noun, shot.action)
        draw_insert(
            replace(far, hand=_hand(brief, manner)), as_told(noun, shot.action), colour, manner, scenery
        )
    else:
        paint_background(far, shot, brief.style)
        _feelings(far, shot, cast)
        stand_behind(far, shot, cast)
    boxes = [_figure(stage, placed, manner, figures) for placed in cast]
    _table(stage, shot, cast)
    things = set_before(stage, shot, cast)
    faces = [face_of(placed, box, back.width, back.height) for placed, box in zip(cast, boxes, strict=True)]
    if not insert:
        draw_foreground(near, shot, [*(face.head for face in faces), *things])
    draw_weather_before(near, [face.head for face in faces])
    return far, tuple(faces)


def _hand(brief: Brief, manner: Manner) -> Look | None:
    """The look of whoever's hand an insert shows; an animal has none."""
    holder = brief.shot.holder
    if holder is None:
        return None
    cast = {member.name: member.look for member in brief.cast}
    look = holder.look or cast.get(holder.character)
    if look is None or look.species not in UPRIGHT:
        return None
    return in_tones(look) if manner.mono else look


def _has_hangul(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def _stage(brief: Brief, layer: Layer, camera: Camera) -> Stage:
    shot = brief.shot
    words = [shot.place_words, shot.action, *(member.name for member in brief.cast)]
    weather = (
        "rain"
        if shot.place == "rainy street" and shot.weather in ("clear", "cloudy", "unknown")
        else shot.weather
    )
    korean = any(_has_hangul(text) for text in words) or any(m.look.outfit == "hanbok" for m in brief.cast)
    return Stage(
        layer=layer,
        palette=_palette(shot, weather),
        camera=camera,
        place=shot.place,
        era=shot.era,
        korean=korean,
        light=shot.light,
        weather=weather,
        key=f"{shot.place}|{shot.place_words}|{shot.scene}" + _behind(shot),
        conveyance=_conveyance(shot, korean),
        mirrored=setup_of(shot) in ("left", "reverse"),
        style=brief.style,
    )


_UNLIT: frozenset[PlaceKind] = frozenset({"room", "school", "hospital", "office", "kitchen"})
_BY_NIGHT: Rgb = (142, 136, 196)


def _palette(shot: Shot, weather: Weather) -> Palette:
    """The light of the shot; rooms that nobody lights up brightly are blue in the dark, their lamps warm."""
    palette = palette_for(shot.light, weather)
    if site_of(shot.place, shot.place_words) in LIT and shot.light in ("night", "evening"):
        return replace(palette, indoor=mix(palette.indoor, (240, 246, 255), 0.8))
    if shot.place in _UNLIT and shot.light in ("night", "evening"):
        share = 0.75 if shot.light == "night" else 0.4
        return replace(palette, indoor=mix(palette.indoor, _BY_NIGHT, share))
    return palette


def _behind(shot: Shot) -> str:
    """A place not built in space has other trees and hills behind the camera than before it."""
    round_ = is_round(shot.place, site_of(shot.place, shot.place_words))
    turned = not round_ and setup_of(shot) == "reverse"
    return "|behind" if turned else ""


_BOAT = re.compile(r"\b(?:boat|ferry|ship|deck|sail|raft)\b|배|나룻|선박|갑판|여객선")
_CARRIAGE = re.compile(
    r"\b(?:train|tram|bus|car|taxi|carriage|subway)\b|기차|전차|버스|자동차|택시|열차|지하철"
)


def _conveyance(shot: Shot, korean: bool) -> Conveyance:
    """What kind of vehicle, by the place's words, the props and the action; rickshaws in old Korea."""
    if shot.place in ("street", "rainy street") and "rickshaw" in shot.props:
        return "rickshaw"
    if shot.place != "vehicle":
        return "carriage"
    for text in (shot.place_words, " ".join(shot.props), shot.action):
        if "rickshaw" in text or "인력거" in text:
            return "rickshaw"
        if _BOAT.search(text.lower()):
            return "boat"
        if _CARRIAGE.search(text.lower()):
            return "carriage"
    return "rickshaw" if korean and shot.era == "period" else "carriage"


def _feelings(stage: Stage, shot: Shot, cast: list[Placed]) -> None:
    """Lines and light that say how the moment feels."""
    if not cast:
        return
    nearest = cast[-1] if not cast[-1].foreground else cast[0]
    figure = next(figure for figure in shot.figures if figure.character == nearest.name)
    feeling, pose = figure.emotion, figure.pose
    if shot.size in ("close", "extreme close"):
        mood(stage, feeling, nearest.at, nearest.unit)
    elif pose in ("strike", "fall") or (shot.role == "action" and feeling == "shouting"):
        focus_lines(stage, nearest.at, max(stage.width, stage.height) * 0.40, dark=True)
        focus_lines(stage, nearest.at, max(stage.width, stage.height) * 0.36, dark=False, count=60)
    elif pose == "run" and shot.role == "action":
        speed_lines(stage)
    elif feeling in ("shouting", "surprised") and shot.size == "medium":
        reach = max(nearest.unit * 1.9, 0.62 * stage.width)
        focus_lines(stage, nearest.at, reach, dark=feeling == "shouting", count=64)


def _figure(stage: Stage, placed: Placed, manner: Manner, mask: Mask | None) -> Box:
    """Draws one figure with its shadow and its light, and notes it in the mask; returns the box it covers."""
    unit, (x, y) = placed.unit, placed.at
    width, height = stage.width, stage.height
    far_left, far_top, far_right, far_bottom = extent(placed)
    left, right = max(0, int(far_left)), min(width, math.ceil(far_right))
    top, bottom = max(0, int(far_top)), min(height, math.ceil(far_bottom))
    if right - left < 2 or bottom - top < 2:
        return Box(0, 0, 0, 0)

    def draw(canvas: Canvas) -> None:
        canvas.translate(x, y)
        canvas.scale(unit, unit)
        if placed.lying:
            draw_lying(canvas, placed.model.portrait, placed.model.bones.ground * 0.92)
        else:
            draw_figure(canvas, placed.model)

    sprite = Sprite(left, top, right - left, bottom - top, draw)
    if placed.model.legs and not placed.lying:
        _ground_shadow(stage, placed, sprite)
    if manner.soft:
        sprite.soften(0.42, max(3.0, placed.unit * 0.020))
        source = stage.width / 2 if stage.indoors else light_x(stage)
        sprite.rounded(1 if source >= x else -1, max(10.0, unit * 0.20), 0.62)
    _light(stage, placed, sprite, manner)
    if manner.mono:  # paper round the ink parts the figure from the ground's tone
        sprite.cast(stage.canvas, WHITE, (0.0, 0.0), max(2.0, unit * 0.035), 1.0)
    sprite.paste(stage.canvas)
    if mask is not None:
        sprite.mark(mask)
    a, b, c, d = sprite.bounds()
    return Box(a, b, min(c, width), min(d, height))


_LENGTH: dict[Light, float] = {"dawn": 0.62, "sunset": 0.7, "day": 0.3, "evening": 0.0, "night": 0.34}
_SUNNY: frozenset[Weather] = frozenset({"clear", "wind", "unknown"})


def _ground_shadow(stage: Stage, placed: Placed, sprite: Sprite) -> None:
    """A soft spot under the feet; out in the sun or the moon the figure's own outline laid on the ground."""
    unit, x, y = placed.unit, placed.at[0], placed.ground
    side = 1 if light_x(stage) < x else -1
    length = 0.0 if stage.indoors or stage.weather not in _SUNNY else _LENGTH[stage.light]
    if length:
        sprite.lay(
            stage.canvas, stage.palette.shade, y - unit * 0.05, side * length * 1.6, length * 0.36, 0.42
        )
        return
    spot = curve(
        [
            (x - unit * 0.9, y - unit * 0.05),
            (x, y - unit * 0.22),
            (x + unit * 0.9, y - unit * 0.05),
            (x + side * unit * 1.8, y + unit * 0.12),
            (x, y + unit * 0.14),
        ]
    )
    stage.canvas.drawPath(spot, fill(stage.palette.shade, 0.42))


def _light(stage: Stage, placed: Placed, sprite: Sprite, manner: Manner) -> None:
    """Ambient colour over the figure, then a warm rim towards the light and a cool one away from it."""
    palette, unit = stage.palette, placed.unit
    indoors = stage.indoors
    strength = palette.grade_strength * manner.grade * (0.8 if indoors else 1.0)
    if placed.foreground:
        sprite.grade(palette.shade, ((0, 0.06), (1, 0.26)))
    elif strength > 0.01:
        faces = 0.34 if stage.light in ("night", "evening") and not indoors else 0.18
        sprite.grade(palette.grade, ((0, strength * faces), (0.4, strength * 0.5), (1, strength * 1.1)))
    if manner.rim <= 0:
        return
    source = stage.width / 2 if indoors else light_x(stage)
    side = -1 if source >= placed.at[0] else 1
    step = max(2.0, unit * 0.03)
    sprite.rim(palette.rim_cool, -side * step * 0.62, -step * 0.15, 0.5 * manner.rim)
    sprite.rim(palette.rim, side * step, step * 0.2, 0.95 * manner.rim)


def _table(stage: Stage, shot: Shot, cast: list[Placed]) -> None:
    """A table before those who drink or write in a near shot."""
    seated = {"drink", "write"}
    if shot.size != "medium" or not stage.indoors or not cast:
        return
    if not any(figure.pose in seated for figure in shot.figures):
        return
    canvas, width, height = stage.canvas, stage.width, stage.height
    y = height * 0.925
    wood = stage.inside("#8a5640")
    canvas.drawPath(
        polygon([(-10, y + 12), (width + 10, y - 2), (width + 10, height + 10), (-10, height + 10)]),
        fill(darker(wood, 0.35)),
    )
    canvas.drawPath(
        polygon([(-10, y + 12), (width + 10, y - 2), (width + 10, y + 26), (-10, y + 42)]), fill(wood)
    )
    canvas.drawPath(
        polygon([(-10, y + 12), (width + 10, y - 2), (width + 10, y + 3), (-10, y + 17)]),
        fill(lighter(wood, 0.45)),
    )
    size = min(width, height) * 0.13
    for noun, x in zip(
        ("bottle", "bowl") if stage.place == "tavern" else ("cup", "cup"), (0.42, 0.60), strict=True
    ):
        canvas.save()
        canvas.translate(width * x, y + 8 - size * 0.36)
        canvas.scale(size, size)
        draw_prop(canvas, noun, 3.2 / size)
        canvas.restore()
