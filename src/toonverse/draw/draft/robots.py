"""A robot's head: a shell, a dark visor with eyes of light that feel, an aerial. Head units."""

from toonverse.draw.draft.brush import (
    WHITE,
    XY,
    Canvas,
    curve,
    darker,
    fill,
    inked,
    lighter,
    multiply,
    rect,
    ribbon,
    shade,
)
from toonverse.draw.draft.expressions import Mouth
from toonverse.draw.draft.portrait import Portrait

_OPEN: frozenset[Mouth] = frozenset(
    {"talk", "say", "utter", "shout", "gasp", "laugh", "grin", "wail", "mourn"}
)
_VISOR = "#1d2634"


def draw_robot_head(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """The whole head; from behind the shell with a grille."""
    look, line, x = portrait.look, portrait.line, 0.9 * portrait.shift
    _aerial(canvas, portrait, x)
    for side in (-1, 1):
        ear = rect(side * 0.44 - 0.07, -0.12, side * 0.44 + 0.07, 0.18)
        canvas.drawRoundRect(ear.makeOutset(line, line), 0.05, 0.05, fill(portrait.ink))
        canvas.drawRoundRect(ear, 0.05, 0.05, fill(look.accent))
    shell: list[XY] = [
        (-0.44, -0.06),
        (-0.40, -0.40),
        (-0.20, -0.53),
        (0.20, -0.53),
        (0.40, -0.40),
        (0.44, -0.06),
    ]
    shell += [(0.40, 0.34), (0.20, 0.47), (-0.20, 0.47), (-0.40, 0.34)]
    path = curve(shell, tension=0.15)
    inked(canvas, path, look.skin, line, portrait.ink)
    shade(canvas, path, 0.14 * portrait.lit_from, -0.05, multiply(look.skin, "#8a80a8"))
    seam = [(-0.40, -0.36), (0.0, -0.42), (0.40, -0.36)]
    canvas.drawPath(ribbon(seam, [0.004, 0.01, 0.004], 6, False), fill(darker(look.skin, 0.45)))
    if from_behind:
        for k in range(4):
            canvas.drawRect(rect(-0.2, -0.1 + 0.1 * k, 0.2, -0.05 + 0.1 * k), fill(darker(look.skin, 0.5)))
        return
    visor = rect(x - 0.34, -0.24, x + 0.34, 0.24)
    canvas.drawRoundRect(visor.makeOutset(line, line), 0.16, 0.16, fill(portrait.ink))
    canvas.drawRoundRect(visor, 0.16, 0.16, fill(_VISOR))
    for side in (-1, 1):
        _eye(canvas, portrait, x * 1.25 + side * 0.155, side)
    glint = [(x - 0.26, -0.12), (x - 0.20, -0.19), (x - 0.06, -0.205)]
    canvas.drawPath(ribbon(glint, [0.004, 0.014, 0.004], 6, False), fill(WHITE, 0.7))
    _mouth(canvas, portrait, x * 1.1)


def _aerial(canvas: Canvas, portrait: Portrait, x: float) -> None:
    look = portrait.look
    mast = [(x * 0.3, -0.50), (x * 0.3 + 0.02, -0.66)]
    canvas.drawPath(ribbon(mast, [0.03, 0.022], 3, False), fill(portrait.ink))
    canvas.drawCircle(x * 0.3 + 0.02, -0.70, 0.065 + portrait.line, fill(portrait.ink))
    canvas.drawCircle(x * 0.3 + 0.02, -0.70, 0.065, fill(lighter(look.accent, 0.25)))


def _eye(canvas: Canvas, portrait: Portrait, x: float, side: int) -> None:
    """Light in the shape of the feeling: round, an arch that smiles, slanted in anger, a tear."""
    feeling, light = portrait.expression, lighter(portrait.look.accent, 0.35)
    y, half = 0.0, 0.105
    if feeling.lids in ("smiling", "squeezed") or feeling.mouth in ("grin", "smile"):
        arch = [(x - half, 0.05), (x, -0.08), (x + half, 0.05)]
        canvas.drawPath(ribbon(arch, [0.02, 0.042, 0.02], 8), fill(light))
        return
    tall = half * min(1.25, max(0.55, feeling.opening + 0.15))
    canvas.drawOval(
        rect(x - half * 1.35, y - tall * 1.35, x + half * 1.35, y + tall * 1.35), fill(light, 0.28)
    )
    canvas.drawOval(rect(x - half, y - tall, x + half, y + tall), fill(light))
    canvas.drawOval(rect(x - half * 0.45, y - tall * 0.5, x + half * 0.45, y + tall * 0.5), fill(WHITE, 0.9))
    tilt = feeling.brow_tilt
    if abs(tilt) > 0.3:  # a lid of shadow cuts the round: inwards and down in anger, outwards in grief
        lid = [(x - 0.16, -0.16 - side * tilt * -0.09), (x + 0.16, -0.16 - side * tilt * 0.09)]
        lid = [(a, b + 0.055) for a, b in lid]
        canvas.drawPath(ribbon(lid, [0.05, 0.05], 3, False), fill(_VISOR))
    if feeling.tears:
        canvas.drawOval(rect(x - 0.03, 0.13, x + 0.03, 0.23), fill("#8ad8ff"))


def _mouth(canvas: Canvas, portrait: Portrait, x: float) -> None:
    """A row of slits that lights up as it speaks."""
    tone = (
        lighter(portrait.look.accent, 0.3)
        if portrait.expression.mouth in _OPEN
        else darker(portrait.look.skin, 0.55)
    )
    for k in range(-2, 3):
        tall = 0.035 if portrait.expression.mouth not in _OPEN else 0.03 + 0.02 * (2 - abs(k))
        canvas.drawRect(
            rect(x + 0.06 * k - 0.018, 0.355 - tall, x + 0.06 * k + 0.018, 0.355 + tall), fill(tone)
        )
