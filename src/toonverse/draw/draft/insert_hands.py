"""Hands in inserts: an open palm with a small thing, two hands that hold a sheet up."""

from toonverse.draw.draft.brush import (
    BLACK,
    XY,
    Canvas,
    Rgb,
    curve,
    darker,
    fill,
    lighter,
    mix,
    multiply,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.inlay import bokeh, place_thing
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.props import known_prop
from toonverse.draw.draft.sprite import Sprite
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.styles import Manner
from toonverse.draw.draft.tabletop import top_tone

READ = frozenset({"letter", "photo", "ticket", "map", "newspaper", "envelope", "sketchbook", "phone"})
_CLOTH = "#3f4a6a"
SKIN = "#f4cbb0"  # between the skins that casts are given


def skin_tone(stage: Stage) -> Rgb:
    """A hand in the place's light: the holder's, where the panel says whose it is."""
    light = stage.palette.indoor if stage.indoors else stage.palette.light
    light = mix(light, (255, 244, 232), 0.68)  # as faces are lit: lamplight on skin alone looks like wood
    return multiply(stage.hand.skin if stage.hand else SKIN, light)


def _sleeve_tone(stage: Stage) -> Rgb:
    cloth = stage.hand.top if stage.hand else _CLOTH
    return stage.inside(cloth) if stage.indoors else stage.lit(cloth)


def held_up(stage: Stage, noun: str, colour: str, manner: Manner) -> None:
    """A sheet that somebody reads: held up before the place by both hands, thumbs on the paper."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    fog(canvas, 0, 0, width, height, stage.palette.shade, ((0, 0.4), (0.5, 0.16), (1, 0.5)))
    bokeh(stage, 18, 0.9)
    size = min(width * 0.74, height * 0.98)
    x, y = width * 0.5, height * 0.5
    light = stage.palette.lamp if stage.dark or stage.wet else stage.palette.rim
    glow(canvas, x, y, size * 0.95, light, 0.5, 1.5)
    if known_prop(noun) == "phone":
        size *= 1.15
    reach = size * (0.27 if known_prop(noun) == "phone" else 0.47)
    for side in (-1, 1):
        _grip(stage, (x + side * reach, y + size * 0.2), side * size * 0.82, manner, thumb=False)
    place_thing(
        stage, noun, colour, manner, (x, y), size, stage.chance("tilt", noun).uniform(-4, 4), 1.0, (0.0, 0.03)
    )
    for side in (-1, 1):
        _grip(stage, (x + side * reach, y + size * 0.2), side * size * 0.82, manner, thumb=True)


def _grip(stage: Stage, at: XY, size: float, manner: Manner, thumb: bool) -> None:
    """A hand at a sheet's edge, the sleeve towards the lower corner; `size` is negative for the left one."""
    skin, canvas = skin_tone(stage), stage.canvas
    ink, dark = darker(skin, 0.72), mix(darker(skin, 0.18), (200, 90, 80), 0.2)
    sleeve = _sleeve_tone(stage)
    line = 0.010 * manner.line
    canvas.save()
    canvas.translate(*at)
    canvas.scale(size, abs(size))
    if thumb:
        pad: list[XY] = [(0.1, 0.16), (0.0, 0.06), (-0.13, -0.03)]
        canvas.drawPath(ribbon(pad, [0.07 + line, 0.062 + line, 0.042 + line], 8), fill(ink))
        canvas.drawPath(ribbon(pad, [0.07, 0.062, 0.042], 8), fill(skin))
        canvas.drawPath(
            ribbon([(0.06, 0.1), (-0.02, 0.03), (-0.11, -0.03)], [0.0, 0.02, 0.012], 6),
            fill(lighter(skin, 0.25), 0.6),
        )
        nail = [(-0.115, -0.06), (-0.17, -0.055), (-0.165, -0.01), (-0.12, -0.015)]
        canvas.drawPath(curve(nail), fill(lighter(skin, 0.5), 0.9))
        canvas.drawPath(ribbon([(0.0, 0.09), (0.03, 0.045)], [0.004, 0.004], 2), fill(dark))
        canvas.restore()
        return
    arm: list[XY] = [(0.1, 0.12), (0.26, 0.42), (0.44, 0.9)]
    canvas.drawPath(ribbon(arm, [0.1 + line, 0.105 + line, 0.15 + line], 6), fill(ink))
    canvas.drawPath(ribbon(arm, [0.1, 0.105, 0.15], 6), fill(skin))
    cloth: list[XY] = [(0.27, 0.44), (0.36, 0.66), (0.5, 1.1)]
    canvas.drawPath(
        ribbon(cloth, [0.15 + line, 0.17 + line, 0.24 + line], 6, False), fill(darker(sleeve, 0.6))
    )
    canvas.drawPath(ribbon(cloth, [0.15, 0.17, 0.24], 6, False), fill(sleeve))
    canvas.drawPath(
        ribbon([(0.25, 0.42), (0.285, 0.49)], [0.155, 0.16], 2, False), fill(lighter(sleeve, 0.35))
    )
    back = [(-0.02, -0.12), (0.1, -0.1), (0.18, 0.04), (0.2, 0.2), (0.1, 0.26), (-0.02, 0.18)]
    canvas.drawPath(ribbon([*back, back[0]], [line] * 7, 6), fill(ink))
    canvas.drawPath(curve(back), fill(skin))
    for k in range(3):
        y = -0.12 + 0.075 * k
        knuckle: list[XY] = [(-0.03, y), (0.06 + 0.02 * k, y - 0.015), (0.11 + 0.025 * k, y + 0.03)]
        canvas.drawPath(ribbon(knuckle, [0.038 + line, 0.042 + line, 0.036 + line], 6), fill(ink))
        canvas.drawPath(ribbon(knuckle, [0.038, 0.042, 0.036], 6), fill(skin))
    canvas.drawPath(curve([(0.08, 0.1), (0.19, 0.08), (0.19, 0.2), (0.1, 0.25)]), fill(dark, 0.4))
    canvas.restore()


# how a thing is turned in a fist, and where its handle then is, in the thing's size
GRIPPED: dict[str, tuple[float, XY]] = {
    "sword": (-38.0, (0.23, 0.29)),
    "knife": (90.0, (0.22, 0.22)),
    "gun": (4.0, (0.28, 0.22)),
    "axe": (-70.0, (0.22, 0.30)),
    "torch": (196.0, (0.22, 0.06)),
    "lantern": (0.0, (0.0, -0.36)),
    "candle": (0.0, (0.02, 0.26)),
    "match": (0.0, (-0.14, 0.30)),
    "flower": (0.0, (0.0, 0.30)),
    "microphone": (-20.0, (0.12, 0.26)),
    "closed umbrella": (30.0, (-0.16, 0.38)),
    "bottle": (8.0, (0.02, 0.16)),
    "flag": (0.0, (-0.24, 0.34)),
}


def gripped(stage: Stage, noun: str, colour: str, manner: Manner, name: str) -> None:
    """A thing that a fist holds up before the place."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    fog(canvas, 0, 0, width, height, stage.palette.shade, ((0, 0.36), (0.5, 0.12), (1, 0.46)))
    bokeh(stage, 18, 0.9)
    turn, (dx, dy) = GRIPPED[name]
    size = min(width * 0.82, height * 1.02)
    x, y = width * 0.46, height * 0.47
    light = stage.palette.lamp if stage.dark or stage.wet else stage.palette.rim
    glow(canvas, x, y, size * 0.8, light, 0.5, 1.5)
    place_thing(stage, noun, colour, manner, (x, y), size, turn, 1.0, (0.02, 0.03))
    _grip(stage, (x + dx * size, y + dy * size), size * 0.62, manner, thumb=False)


def in_a_palm(stage: Stage, noun: str, colour: str, manner: Manner) -> None:
    """An open hand that holds a small thing out to us, its sleeve at the lower edge."""
    width, height, canvas = stage.width, stage.height, stage.canvas
    shade = stage.palette.shade
    tone = mix(top_tone(stage), shade, 0.5)
    vertical_gradient(stage.layer, [(0, mix(tone, shade, 0.6)), (0.6, tone), (1, mix(tone, BLACK, 0.35))])
    light = stage.palette.lamp if stage.dark or stage.wet else stage.palette.rim
    glow(canvas, width * 0.5, height * 0.5, width * 0.9, light, 0.5, 1.5)
    bokeh(stage, 14)
    size = min(width * 0.95, height * 1.15)
    x, y = width * 0.5, height * 0.66
    skin = skin_tone(stage)

    def draw(target: Canvas) -> None:
        target.translate(x, y)
        target.scale(size, size)
        _palm(target, skin, 0.011 * manner.line, stage)

    sprite = Sprite(0, 0, width, height, draw)
    if manner.rim > 0:
        sprite.rim(stage.palette.rim, -size * 0.008, size * 0.005, 0.9)
    sprite.paste(canvas)
    place_thing(
        stage, noun, colour, manner, (x - size * 0.01, y - size * 0.07), size * 0.30, -12, 0.9, (0.06, 0.10)
    )
    glow(canvas, x, y - size * 0.07, size * 0.3, light, 0.35)


def _palm(canvas: Canvas, skin: Rgb, line: float, stage: Stage) -> None:
    """A cupped hand, the fingers away from us; the unit is its own span."""
    dark, ink = mix(darker(skin, 0.18), (200, 90, 80), 0.2), darker(skin, 0.72)
    sleeve = _sleeve_tone(stage)
    fingers: list[list[XY]] = [
        [(-0.20, -0.08), (-0.27, -0.24), (-0.25, -0.36)],
        [(-0.08, -0.14), (-0.10, -0.32), (-0.08, -0.45)],
        [(0.05, -0.14), (0.06, -0.32), (0.09, -0.44)],
        [(0.17, -0.10), (0.21, -0.24), (0.24, -0.34)],
    ]
    for finger, wide in zip(fingers, (0.052, 0.060, 0.060, 0.050), strict=True):
        widths = [wide * 1.1, wide, wide * 0.82]
        canvas.drawPath(ribbon(finger, [w + line for w in widths], 8), fill(ink))
        canvas.drawPath(ribbon(finger, widths, 8), fill(skin))
        tip = finger[-1]
        canvas.drawOval(
            rect(tip[0] - wide * 0.6, tip[1] - wide * 0.6, tip[0] + wide * 0.6, tip[1] + wide),
            fill(lighter(skin, 0.25), 0.7),
        )
        fold = [(finger[1][0] - wide * 0.8, finger[1][1]), (finger[1][0] + wide * 0.8, finger[1][1] + 0.01)]
        canvas.drawPath(ribbon(fold, [0.005, 0.005], 2), fill(dark))
    palm: list[XY] = [(-0.27, -0.08), (-0.1, -0.17), (0.12, -0.17), (0.26, -0.08), (0.25, 0.14), (0.15, 0.34)]
    palm += [(-0.15, 0.34), (-0.27, 0.12)]
    thumb: list[XY] = [(0.22, 0.16), (0.36, 0.0), (0.40, -0.14)]
    canvas.drawPath(ribbon(thumb, [0.085 + line, 0.07 + line, 0.045 + line], 8), fill(ink))
    canvas.drawPath(ribbon(thumb, [0.085, 0.07, 0.045], 8), fill(skin))
    outline = curve(palm)
    canvas.drawPath(ribbon([*palm, palm[0]], [line] * (len(palm) + 1), 8), fill(ink))
    canvas.drawPath(outline, fill(skin))
    canvas.drawPath(
        curve([(-0.18, -0.06), (0.02, -0.10), (0.18, -0.04), (0.14, 0.14), (-0.06, 0.20), (-0.2, 0.1)]),
        fill(dark, 0.55),
    )
    canvas.drawPath(
        curve([(0.06, 0.12), (0.18, 0.0), (0.25, 0.08), (0.2, 0.24), (0.1, 0.28)]),
        fill(lighter(skin, 0.22), 0.6),
    )
    for crease in ([(-0.2, 0.0), (-0.02, 0.05), (0.14, -0.04)], [(0.08, 0.28), (0.02, 0.14), (0.14, 0.0)]):
        canvas.drawPath(ribbon(crease, [0.002, 0.006, 0.002], 6, False), fill(ink, 0.6))
    cuff = [(-0.21, 0.30), (0.21, 0.30), (0.30, 0.62), (-0.30, 0.62)]
    canvas.drawPath(
        polygon([(-0.225, 0.29), (0.225, 0.29), (0.32, 0.63), (-0.32, 0.63)]), fill(darker(sleeve, 0.6))
    )
    canvas.drawPath(polygon(cuff), fill(sleeve))
    canvas.drawPath(polygon([cuff[0], cuff[1], (0.225, 0.36), (-0.225, 0.36)]), fill(lighter(sleeve, 0.4)))
