"""From a brief to a picture: camera, place, weather, figures, foreground, finish. The order is `paint`."""

import math
import re
from dataclasses import dataclass, replace

from toonverse.domain.geometry import Box
from toonverse.domain.panel import Face
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Brief, Shot
from toonverse.draw.draft.body import draw_figure
from toonverse.draw.draft.brush import Canvas, curve, darker, fill, lighter, polygon
from toonverse.draw.draft.camera import Camera, camera_for, setup_of
from toonverse.draw.draft.casting import place_cast
from toonverse.draw.draft.effects import focus_lines, mood, speed_lines
from toonverse.draw.draft.layers import Layer, Pixels, Sprite, draw_blurred, glow, vertical_gradient, wash
from toonverse.draw.draft.lying import draw_lying
from toonverse.draw.draft.palette import palette_for
from toonverse.draw.draft.placed import Placed, extent, face_of
from toonverse.draw.draft.places import ROUND, paint_place
from toonverse.draw.draft.prompt_words import colour_of
from toonverse.draw.draft.props import draw_prop
from toonverse.draw.draft.sky import light_x
from toonverse.draw.draft.stage import Conveyance, Stage
from toonverse.draw.draft.styles import MANNERS, Manner, finished
from toonverse.draw.draft.weather import draw_splashes, draw_weather_before, draw_weather_behind
from toonverse.errors import UsageError

SIDE_MIN_PX, SIDE_MAX_PX = 64, 4096


class BadPictureSize(UsageError):
    """A side of the wanted picture is outside what the renderer draws."""

    code = "bad_picture_size"


@dataclass(frozen=True, slots=True)
class Drawing:
    """`pixels` is RGB uint8 (height, width, 3); `faces` are those of the figures drawn, far to near."""

    pixels: Pixels
    faces: tuple[Face, ...]


def paint(brief: Brief) -> Drawing:
    """The picture of one panel. Equal briefs give equal bytes in every process.

    Raises `BadPictureSize` when a side is not between 64 and 4096 px.
    """
    shot = brief.shot
    for side in (shot.width_px, shot.height_px):
        if not SIDE_MIN_PX <= side <= SIDE_MAX_PX:
            raise BadPictureSize(side_px=side, smallest_px=SIDE_MIN_PX, largest_px=SIDE_MAX_PX)
    manner = MANNERS[brief.style]
    insert = shot.size == "insert" and bool(shot.props)
    cast = [] if insert else place_cast(brief, manner)
    layer = Layer(shot.width_px, shot.height_px)
    stage = _stage(brief, layer, camera_for(shot))
    _background(stage, shot, insert, brief.style)
    if not insert:
        _feelings(stage, shot, cast)
    boxes = [_figure(stage, placed, manner) for placed in cast]
    if insert:
        thing = shot.props[0]
        _insert(stage, thing, shot.colour_of(thing) or colour_of(thing, shot.action), manner)
    _table(stage, shot, cast)
    draw_weather_before(stage)
    faces = [face_of(placed, box, layer.width, layer.height) for placed, box in zip(cast, boxes, strict=True)]
    return Drawing(finished(layer, brief.style, stage.palette), tuple(faces))


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
        palette=palette_for(shot.light, weather),
        camera=camera,
        place=shot.place,
        era=shot.era,
        korean=korean,
        light=shot.light,
        weather=weather,
        key=f"{shot.place}|{shot.place_words}|{shot.scene}" + _behind(shot),
        conveyance=_conveyance(shot, korean),
        mirrored=setup_of(shot) in ("left", "reverse"),
    )


def _behind(shot: Shot) -> str:
    """A place not built in space has other trees and hills behind the camera than before it."""
    turned = shot.place not in ROUND and setup_of(shot) == "reverse"
    return "|behind" if turned else ""


_BOAT = re.compile(r"\b(?:boat|ferry|ship|deck|sail|raft)\b|배|나룻|선박|갑판|여객선")
_CARRIAGE = re.compile(
    r"\b(?:train|tram|bus|car|taxi|carriage|subway)\b|기차|전차|버스|자동차|택시|열차|지하철"
)


def _conveyance(shot: Shot, korean: bool) -> Conveyance:
    """What kind of vehicle, by the place's words, the props and the action; rickshaws in old Korea."""
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


def _background(stage: Stage, shot: Shot, insert: bool, style: Style) -> None:
    """The place; out of focus behind close-ups and inserts."""
    near = insert or shot.size in ("close", "extreme close")
    if near and style == "manga":
        pale, deep = ((120, 122, 130), (20, 20, 26)) if stage.dark else ((255, 255, 255), (205, 206, 212))
        vertical_gradient(stage.layer, [(0, deep), (0.45, pale), (1, pale)])
        return
    if not near:
        _scenery(stage)
        if shot.angle == "tilted":
            _tilted(stage)
        draw_weather_behind(stage)
        draw_splashes(stage)
        if style == "manga":
            wash(stage.canvas, (255, 255, 255), 0.05 if stage.dark else 0.2)
        return
    small = Layer(stage.width, stage.height, 0.25)
    camera = stage.camera
    wide = replace(
        camera, metre=min(camera.metre, stage.height * 0.5), horizon=min(camera.horizon, stage.height * 0.72)
    )
    _scenery(replace(stage, layer=small, camera=wide))
    draw_weather_behind(replace(stage, layer=small, camera=wide))
    draw_blurred(stage.layer, small, 16 if shot.size != "extreme close" else 24)
    chance = stage.chance("bokeh")
    for _ in range(14):
        size = stage.width * chance.uniform(0.015, 0.06)
        stage.canvas.drawCircle(
            chance.random() * stage.width,
            chance.random() * stage.height * 0.8,
            size,
            fill(stage.palette.lamp, chance.uniform(0.05, 0.2)),
        )


def _scenery(stage: Stage) -> None:
    """The place. Those that are not built in space are mirrored and come nearer instead of turning."""
    canvas = stage.canvas
    canvas.save()
    if stage.place not in ROUND:
        if stage.mirrored:
            canvas.translate(stage.width, 0)
            canvas.scale(-1, 1)
        nearer = 1.0 + abs(math.sin(math.radians(stage.camera.yaw_deg))) * 0.35
        low = min(stage.camera.ground, stage.height * 0.95)
        canvas.translate(stage.width * 0.4 * (1 - nearer), low * (1 - nearer))
        canvas.scale(nearer, nearer)
    paint_place(stage)
    canvas.restore()


def _tilted(stage: Stage) -> None:
    """The picture so far, leaning."""
    canvas = stage.canvas
    copy = Layer(stage.width, stage.height)
    copy.pixels[:] = stage.layer.pixels
    canvas.save()
    canvas.translate(stage.width / 2, stage.height / 2)
    canvas.rotate(-6)
    grow = 1.0 + 0.12 * max(stage.width / stage.height, stage.height / stage.width)
    canvas.scale(grow, grow)
    canvas.drawImage(copy.image(opaque=True), -stage.width / 2, -stage.height / 2)
    canvas.restore()


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
        focus_lines(stage, nearest.at, min(stage.width, stage.height) * 0.42, dark=True)
        focus_lines(stage, nearest.at, min(stage.width, stage.height) * 0.36, dark=False, count=60)
    elif pose == "run" and shot.role == "action":
        speed_lines(stage)
    elif feeling in ("shouting", "surprised") and shot.size == "medium":
        focus_lines(stage, nearest.at, nearest.unit * 1.9, dark=feeling == "shouting", count=80)


def _figure(stage: Stage, placed: Placed, manner: Manner) -> Box:
    """Draws one figure with its shadow and its light; returns the box it covers."""
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

    if placed.model.legs and not placed.lying:
        _ground_shadow(stage, placed)
    sprite = Sprite(left, top, right - left, bottom - top, draw)
    _light(stage, placed, sprite, manner)
    sprite.paste(stage.canvas)
    a, b, c, d = sprite.bounds()
    return Box(a, b, min(c, width), min(d, height))


def _ground_shadow(stage: Stage, placed: Placed) -> None:
    unit, x, y = placed.unit, placed.at[0], placed.ground
    side = 1 if light_x(stage) < x else -1
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
        sprite.grade(palette.shade, ((0, 0.16), (1, 0.5)))
    elif strength > 0.01:
        sprite.grade(palette.grade, ((0, strength * 0.18), (0.4, strength * 0.4), (1, strength * 1.25)))
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


def _insert(stage: Stage, noun: str, colour: str, manner: Manner) -> None:
    """One thing, large, in its own light."""
    canvas, width, height = stage.canvas, stage.width, stage.height
    size = min(width * 0.66, height * 0.52)
    x, y = width * 0.5, height * 0.56
    glow(canvas, x, y, size * 1.25, stage.palette.rim, 0.62)
    focus_lines(stage, (x, y), size * 0.85, dark=False, count=46)
    shadow = curve(
        [
            (x - size * 0.5, y + size * 0.52),
            (x, y + size * 0.44),
            (x + size * 0.5, y + size * 0.52),
            (x, y + size * 0.6),
        ]
    )
    canvas.drawPath(shadow, fill(stage.palette.shade, 0.5))

    def draw(target: Canvas) -> None:
        target.translate(x, y)
        target.scale(size, size)
        draw_prop(target, noun, max(3.0, size * 0.009) * manner.line / size, colour)

    half = math.ceil(size * 0.62)
    left, top = max(0, int(x) - half), max(0, int(y) - half)
    sprite = Sprite(left, top, min(width, int(x) + half) - left, min(height, int(y) + half) - top, draw)
    if manner.rim > 0:
        sprite.grade(stage.palette.grade, ((0, 0.0), (1, stage.palette.grade_strength * 0.7)))
        sprite.rim(stage.palette.rim, -size * 0.012, size * 0.006, 0.9)
    sprite.paste(canvas)
