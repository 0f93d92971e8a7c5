"""What is behind the figures: the place as sharp as the shot is wide, leaning in a shock, and its weather."""

import math
from dataclasses import replace

from toonverse.domain.story import Style
from toonverse.domain.storyboard import Shot, ShotSize
from toonverse.draw.draft.inlay import bokeh
from toonverse.draw.draft.layers import Layer, draw_blurred, fog, glow, mirror_below, wash
from toonverse.draw.draft.places import is_round, paint_place
from toonverse.draw.draft.sky import light_x
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.weather import draw_splashes, draw_weather_behind

# how small the place is painted and how far it is out of focus (px of the panel); 1 is sharp
_FOCUS: dict[ShotSize, tuple[float, float]] = {
    "medium": (0.5, 0.0),
    "close": (0.125, 13.0),
    "extreme close": (0.125, 24.0),
}
_LEAN_DEG = -7.0


def paint_background(stage: Stage, shot: Shot, style: Style) -> None:
    """Fills the layer. Near shots keep the place's colours and lights but lose its lines."""
    near = shot.size in ("close", "extreme close")
    scale, sigma_px = _FOCUS.get(shot.size, (1.0, 0.0))
    if style == "manga" and not near:
        scale = 1.0
    elif style == "realistic":  # paint has no edges as sharp as ink
        scale = min(scale, 0.5)
    if scale == 1.0:
        scenery(stage)
    else:
        small = Layer(stage.width, stage.height, scale)
        far = replace(stage, layer=small)
        scenery(far)
        if near:
            _depth(far)
        draw_blurred(stage.layer, small, sigma_px)
    if stage.wet and not near and not stage.indoors:
        mirror_below(stage.layer, min(stage.horizon, stage.camera.ground), 0.34)
    if shot.angle == "tilted":
        _lean(stage)
    if near:
        bokeh(stage, 20)
    draw_weather_behind(stage)
    if not near:
        draw_splashes(stage)
    if style == "manga":
        wash(stage.canvas, (255, 255, 255), 0.0 if stage.dark else 0.1)


def scenery(stage: Stage) -> None:
    """The place. Those that are not built in space are mirrored and come nearer instead of turning."""
    canvas = stage.canvas
    canvas.save()
    if not is_round(stage.place, stage.site):
        if stage.mirrored:
            canvas.translate(stage.width, 0)
            canvas.scale(-1, 1)
        nearer = 1.0 + abs(math.sin(math.radians(stage.camera.yaw_deg))) * 0.35
        low = min(stage.camera.ground, stage.height * 0.95)
        canvas.translate(stage.width * 0.4 * (1 - nearer), low * (1 - nearer))
        canvas.scale(nearer, nearer)
    paint_place(stage)
    canvas.restore()


def _depth(stage: Stage) -> None:
    """Behind a close face: darker at the edges, light from the scene's side."""
    width, height, palette = stage.width, stage.height, stage.palette
    fog(stage.canvas, 0, 0, width, height, palette.shade, ((0, 0.42), (0.4, 0.08), (0.75, 0.05), (1, 0.45)))
    light = palette.lamp if stage.dark or stage.wet else palette.rim
    glow(stage.canvas, light_x(stage), height * 0.22, width * 0.7, light, 0.42)


def _lean(stage: Stage) -> None:
    """The picture so far, askew."""
    canvas = stage.canvas
    copy = Layer(stage.width, stage.height)
    copy.pixels[:] = stage.layer.pixels
    canvas.save()
    canvas.translate(stage.width / 2, stage.height / 2)
    canvas.rotate(_LEAN_DEG)
    grow = 1.0 + 0.14 * max(stage.width / stage.height, stage.height / stage.width)
    canvas.scale(grow, grow)
    canvas.drawImage(copy.image(opaque=True), -stage.width / 2, -stage.height / 2)
    canvas.restore()
