"""What the trade draws round a feeling: focus lines, gloom, sparkle. Behind the figures."""

import math

from toonverse.domain.storyboard import Emotion
from toonverse.draw.draft.brush import XY, PathBuilder, Rgb, add_polygon, darker, fill, mix, polygon, rect
from toonverse.draw.draft.layers import fog, glow, halftone
from toonverse.draw.draft.stage import Stage


def focus_lines(stage: Stage, at: XY, radius: float, dark: bool, count: int = 110) -> None:
    """Wedges from the frame's edge towards `at`, stopping at an ellipse of `radius`."""
    chance = stage.chance("focus", dark)
    reach = math.hypot(stage.width, stage.height) * 1.1
    path = PathBuilder()
    for i in range(count):
        a = math.tau * (i + chance.uniform(-0.45, 0.45)) / count
        w, start = chance.uniform(0.003, 0.014), radius * chance.uniform(0.86, 1.7)
        tip = (at[0] + start * math.cos(a), at[1] + start * 1.15 * math.sin(a))
        ends = [(at[0] + reach * math.cos(a + s * w), at[1] + reach * math.sin(a + s * w)) for s in (-1, 1)]
        add_polygon(path, [tip, *ends])
    colour = stage.tone(1.0) if dark else stage.palette.rim
    stage.canvas.drawPath(path.detach(), fill(colour, 0.85 if dark else 0.7))


def speed_lines(stage: Stage) -> None:
    """Level streaks for things that move fast."""
    chance, path = stage.chance("speed"), PathBuilder()
    for _ in range(54):
        y, x = chance.random() * stage.height, chance.uniform(-0.3, 0.9) * stage.width
        long, thick = stage.width * chance.uniform(0.2, 0.7), chance.uniform(1, 5)
        add_polygon(path, [(x, y), (x + long, y - thick / 2), (x + long * 1.02, y + thick / 2)])
    stage.canvas.drawPath(path.detach(), fill(stage.palette.rim, 0.6))


_WARM: frozenset[Emotion] = frozenset({"happy", "laugh", "smile"})
_LOW: frozenset[Emotion] = frozenset({"sad", "crying", "tired", "pained"})
_HOT: frozenset[Emotion] = frozenset({"angry", "shouting", "determined"})


def mood(stage: Stage, emotion: Emotion, at: XY, unit: float) -> None:
    """The air of a close shot: what is felt colours everything behind the face."""
    if emotion in _WARM:
        _sparkle(stage, at, unit, (255, 206, 112))
    elif emotion == "embarrassed":
        _dots(stage, (255, 150, 178), 0.4, low=True)
    elif emotion in _LOW:
        _gloom(stage, at, unit, tears=emotion in ("sad", "crying"))
    elif emotion == "afraid":
        _dread(stage, at, unit)
    elif emotion in _HOT:
        _heat(stage, at, unit, emotion == "determined")
    elif emotion == "surprised":
        _burst(stage, at, unit)


def _wash_down(stage: Stage, colour: Rgb, profile: tuple[tuple[float, float], ...]) -> None:
    fog(stage.canvas, 0, 0, stage.width, stage.height, colour, profile)


def _dots(stage: Stage, colour: Rgb, alpha: float, low: bool) -> None:
    """Screen dots at one end of the picture."""
    height = stage.height * 0.4
    top = stage.height - height if low else 0.0
    halftone(stage.canvas, (0, top, stage.width, height), colour, alpha, 13, "down" if low else "up")


def _heat(stage: Stage, at: XY, unit: float, steady: bool) -> None:
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


def _sparkle(stage: Stage, at: XY, unit: float, colour: Rgb) -> None:
    """Soft light from behind, discs and four-pointed stars."""
    chance, canvas = stage.chance("sparkle"), stage.canvas
    _wash_down(stage, colour, ((0, 0.30), (0.45, 0.42), (1, 0.20)))
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


def _gloom(stage: Stage, at: XY, unit: float, tears: bool) -> None:
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
