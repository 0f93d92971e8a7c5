"""The air of a close shot: what is felt colours everything behind the face."""

import math
from collections.abc import Callable
from functools import partial

from toonverse.domain.storyboard import Emotion
from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    Rgb,
    add_polygon,
    darker,
    fill,
    mix,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.effects import focus_lines
from toonverse.draw.draft.layers import fog, glow, halftone
from toonverse.draw.draft.places.land import leaf
from toonverse.draw.draft.stage import Stage


def _wash_down(stage: Stage, colour: Rgb, profile: tuple[tuple[float, float], ...]) -> None:
    fog(stage.canvas, 0, 0, stage.width, stage.height, colour, profile)


def _dots(stage: Stage, colour: Rgb, alpha: float, low: bool) -> None:
    """Screen dots at one end of the picture."""
    height = stage.height * 0.4
    top = stage.height - height if low else 0.0
    halftone(stage.canvas, (0, top, stage.width, height), colour, alpha, 13, "down" if low else "up")


def _heat(stage: Stage, at: XY, unit: float, steady: bool = False) -> None:
    """Red dark closing in, a glow behind the head, ink lines that point at it."""
    dark, hot = ((24, 22, 62), (255, 150, 60)) if steady else ((58, 6, 26), (255, 84, 44))
    _wash_down(stage, dark, ((0, 0.78), (0.5, 0.42), (1, 0.82)))
    glow(stage.canvas, *at, unit * 2.3, hot, 0.82, 1.5)
    glow(stage.canvas, *at, unit * 1.3, (255, 226, 150), 0.5, 1.4)
    focus_lines(stage, at, unit * 0.86, dark=True, count=120)
    focus_lines(stage, at, unit * 1.0, dark=False, count=40)
    _dots(stage, dark, 0.5, low=True)


def _burst(stage: Stage, at: XY, unit: float) -> None:
    """A white flash with rays."""
    _wash_down(stage, mix(stage.palette.glow, (255, 255, 255), 0.5), ((0, 0.35), (0.5, 0.75), (1, 0.35)))
    glow(stage.canvas, *at, unit * 2.2, (255, 252, 240), 0.9, 1.2)
    focus_lines(stage, at, unit * 0.9, dark=True, count=100)
    _dots(stage, stage.palette.shade, 0.35, low=False)


def _sparkle(stage: Stage, at: XY, unit: float) -> None:
    """Soft light from behind, discs and four-pointed stars."""
    chance, canvas = stage.chance("sparkle"), stage.canvas
    _wash_down(stage, (255, 206, 112), ((0, 0.30), (0.45, 0.42), (1, 0.20)))
    glow(canvas, *at, unit * 2.6, (255, 246, 214), 0.6, 1.5)
    rays = PathBuilder()
    for k in range(14):
        a = math.tau * (k + chance.uniform(-0.2, 0.2)) / 14
        reach, w = math.hypot(stage.width, stage.height), chance.uniform(0.02, 0.06)
        ends = [(at[0] + reach * math.cos(a + s * w), at[1] + reach * math.sin(a + s * w)) for s in (-1, 1)]
        add_polygon(rays, [at, *ends])
    canvas.drawPath(rays.detach(), fill((255, 255, 240), 0.16))
    for _ in range(26):
        size = unit * chance.uniform(0.03, 0.2)
        spot = (chance.random() * stage.width, chance.random() * stage.height)
        canvas.drawCircle(*spot, size, fill((255, 252, 236), chance.uniform(0.14, 0.42)))
    for _ in range(11):
        x, y = chance.random() * stage.width, chance.random() * stage.height * 0.8
        s = unit * chance.uniform(0.06, 0.17)
        star: list[XY] = []
        for i in range(8):
            r = s if i % 2 == 0 else s * 0.2
            star.append((x + r * math.sin(math.pi * i / 4), y - r * math.cos(math.pi * i / 4)))
        canvas.drawPath(polygon(star), fill((255, 255, 255), 0.95))


def _gloom(stage: Stage, at: XY, unit: float, tears: bool = False) -> None:
    """Cold light from above, lines that hang, drops out of focus."""
    canvas, chance = stage.canvas, stage.chance("gloom")
    cold = mix(stage.palette.shade, (34, 58, 120), 0.6)
    _wash_down(stage, cold, ((0, 0.82), (0.5, 0.46), (1, 0.72)))
    glow(canvas, at[0], at[1] - unit * 0.9, unit * 1.9, (168, 200, 255), 0.42, 1.6)
    path = PathBuilder()
    for _ in range(34):
        x, long = chance.random() * stage.width, stage.height * chance.uniform(0.10, 0.42)
        path.addRect(rect(x, 0, x + chance.uniform(1, 3.6), long))
    canvas.drawPath(path.detach(), fill(darker(cold, 0.5), 0.6))
    if tears:
        for _ in range(22):
            x, y = chance.random() * stage.width, chance.random() * stage.height
            size = unit * chance.uniform(0.02, 0.11)
            canvas.drawCircle(x, y, size, fill((196, 220, 255), chance.uniform(0.12, 0.34)))
    _dots(stage, darker(cold, 0.45), 0.5, low=False)


def _dread(stage: Stage, at: XY, unit: float) -> None:
    """Nearly black, a sick light on the face, cracks that run in from the edges."""
    canvas, chance = stage.canvas, stage.chance("dread")
    dark = (16, 12, 34)
    _wash_down(stage, dark, ((0, 0.9), (0.5, 0.66), (1, 0.9)))
    glow(canvas, *at, unit * 1.9, (132, 110, 200), 0.55, 1.5)
    cracks = PathBuilder()
    for k in range(13):
        a = math.tau * (k + chance.uniform(-0.3, 0.3)) / 13
        reach = math.hypot(stage.width, stage.height) * 0.62
        line: list[XY] = []
        for step in range(6):
            d = reach - (reach - unit * 0.82) * step / 5
            bend = a + chance.uniform(-0.09, 0.09)
            line.append((stage.width / 2 + d * math.cos(bend), stage.height / 2 + d * math.sin(bend)))
        wide = [unit * 0.035 * (1 - step / 5.2) for step in range(6)]
        left = [(x - w, y + w) for (x, y), w in zip(line, wide, strict=True)]
        right = [(x + w, y - w) for (x, y), w in zip(line, wide, strict=True)]
        add_polygon(cracks, [*left, *reversed(right)])
    canvas.drawPath(cracks.detach(), fill((6, 4, 16), 0.95))
    _dots(stage, (6, 4, 18), 0.7, low=True)
    _dots(stage, (6, 4, 18), 0.6, low=False)


def _blush(stage: Stage, at: XY, unit: float) -> None:
    """A rose field, rings and bubbles that rise."""
    canvas, chance = stage.canvas, stage.chance("blush")
    _wash_down(stage, (255, 168, 190), ((0, 0.5), (0.5, 0.36), (1, 0.72)))
    glow(canvas, *at, unit * 2.2, (255, 240, 236), 0.6, 1.5)
    for k in range(20):
        x, y = chance.random() * stage.width, chance.random() * stage.height
        size = unit * chance.uniform(0.05, 0.2)
        canvas.drawCircle(x, y, size, fill((255, 255, 255), chance.uniform(0.12, 0.3)))
        if k % 2:
            canvas.drawCircle(x, y, size, stroke((255, 255, 255), 2.5, 0.7))
            canvas.drawCircle(x - size * 0.3, y - size * 0.3, size * 0.16, fill((255, 255, 255), 0.8))
    _dots(stage, (244, 110, 150), 0.5, low=True)


def _petals(stage: Stage, at: XY, unit: float) -> None:
    """Warm light through blossom: petals near and far, discs out of focus."""
    canvas, chance = stage.canvas, stage.chance("tender petals")
    _wash_down(stage, (255, 196, 170), ((0, 0.52), (0.5, 0.3), (1, 0.46)))
    glow(canvas, at[0] - unit * 0.8, at[1] - unit * 0.9, unit * 2.6, (255, 244, 214), 0.75, 1.5)
    for _ in range(16):
        x, y = chance.random() * stage.width, chance.random() * stage.height
        canvas.drawCircle(
            x, y, unit * chance.uniform(0.06, 0.24), fill((255, 250, 236), chance.uniform(0.1, 0.28))
        )
    for tone, alpha, count, size in (((255, 226, 232), 0.75, 14, 0.06), ((255, 160, 184), 0.95, 13, 0.1)):
        path = PathBuilder()
        for _ in range(count):
            x, y = chance.random() * stage.width, chance.random() * stage.height
            leaf(path, x, y, unit * size * chance.uniform(0.7, 1.3), chance.uniform(0, math.pi))
        canvas.drawPath(path.detach(), fill(tone, alpha))


def _blow(stage: Stage, at: XY, unit: float) -> None:
    """The ground falls away: black edges, a cold flash, jagged rays in white."""
    canvas, chance = stage.canvas, stage.chance("blow")
    _wash_down(stage, (18, 16, 48), ((0, 0.92), (0.5, 0.72), (1, 0.94)))
    glow(canvas, *at, unit * 2.0, (190, 214, 255), 0.85, 1.3)
    focus_lines(stage, at, unit * 0.92, dark=True, count=90)
    bolts = PathBuilder()
    for k in range(9):
        a = math.tau * (k + chance.uniform(-0.3, 0.3)) / 9
        line: list[XY] = []
        for step in range(6):
            d = unit * (0.8 + 0.36 * step)
            bend = a + (0.1 if step % 2 else -0.1) * chance.uniform(0.5, 1.2)
            line.append((at[0] + d * math.cos(bend), at[1] + d * 1.1 * math.sin(bend)))
        wide = [unit * 0.075 * (step / 5) for step in range(6)]
        left = [(x - w, y + w) for (x, y), w in zip(line, wide, strict=True)]
        right = [(x + w, y - w) for (x, y), w in zip(line, wide, strict=True)]
        add_polygon(bolts, [*left, *reversed(right)])
    canvas.drawPath(bolts.detach(), fill((240, 246, 255), 0.95))
    _dots(stage, (8, 6, 26), 0.7, low=True)


def _murk(stage: Stage, at: XY, unit: float) -> None:
    """A sour field with lines that wind."""
    canvas, chance = stage.canvas, stage.chance("murk")
    _wash_down(stage, (62, 74, 40), ((0, 0.8), (0.5, 0.5), (1, 0.8)))
    glow(canvas, *at, unit * 2.0, (190, 206, 110), 0.5, 1.5)
    for k in range(9):
        y = stage.height * (k + chance.uniform(0.2, 0.8)) / 9
        line = [
            (stage.width * j / 8, y + unit * 0.1 * (1 if j % 2 else -1) * chance.uniform(0.4, 1.1))
            for j in range(9)
        ]
        widths = [unit * 0.004, unit * chance.uniform(0.01, 0.024), unit * 0.004]
        canvas.drawPath(ribbon(line, widths, 5, False), fill((30, 36, 20), 0.5))
    _dots(stage, (34, 40, 20), 0.55, low=True)


def _hatched(stage: Stage, at: XY, unit: float) -> None:
    """Shame: the light goes, fine strokes come down over the brow, a little warmth low."""
    canvas, chance = stage.canvas, stage.chance("hatched")
    _wash_down(stage, (58, 44, 84), ((0, 0.86), (0.45, 0.5), (1, 0.62)))
    glow(canvas, at[0], at[1] + unit * 0.9, unit * 2.0, (255, 150, 150), 0.42, 1.5)
    strokes = PathBuilder()
    for k in range(70):
        x = stage.width * (k + chance.uniform(-0.3, 0.3)) / 70
        long = stage.height * chance.uniform(0.12, 0.3) * (0.6 + 0.8 * abs(k / 35 - 1))
        strokes.addRect(rect(x, -2, x + chance.uniform(1.2, 3.0), long))
    canvas.drawPath(strokes.detach(), fill((26, 18, 46), 0.7))
    _dots(stage, (30, 20, 52), 0.5, low=False)


_AIRS: dict[Emotion, Callable[[Stage, XY, float], None]] = {
    "happy": _sparkle,
    "laugh": _sparkle,
    "smile": _sparkle,
    "tender": _petals,
    "embarrassed": _blush,
    "sad": partial(_gloom, tears=True),
    "crying": partial(_gloom, tears=True),
    "tired": _gloom,
    "pained": _gloom,
    "ashamed": _hatched,
    "afraid": _dread,
    "shocked": _blow,
    "disgusted": _murk,
    "angry": _heat,
    "shouting": _heat,
    "determined": partial(_heat, steady=True),
    "surprised": _burst,
}


def mood(stage: Stage, emotion: Emotion, at: XY, unit: float) -> None:
    """Paints what the feeling of the face at `at` (a head is `unit` px) does to what is round it."""
    if emotion in _AIRS:
        _AIRS[emotion](stage, at, unit)
