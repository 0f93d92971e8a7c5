"""Someone who lies: a mat, a pillow, a quilt, the face turned up to us. Head units."""

from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    Colour,
    curve,
    fill,
    ink,
    inked,
    lighter,
    mix,
    multiply,
    ribbon,
    shade,
)
from toonverse.draw.draft.clothes import FOLD, SHADE
from toonverse.draw.draft.hair import draw_hair_behind
from toonverse.draw.draft.head import draw_head
from toonverse.draw.draft.portrait import Portrait

BODY_DEG, HEAD_DEG = -90.0, -24.0


def draw_lying(canvas: Canvas, portrait: Portrait, length: float) -> None:
    """The head at the origin, the body along +x under the quilt, `length` heads long."""
    line = portrait.line
    mat: list[XY] = [(-1.25, 0.34), (length, 0.34), (length + 0.35, 0.96), (-1.45, 0.96)]
    path = curve(mat, tension=0.05)
    inked(canvas, path, "#e9dfca", line, portrait.ink)
    shade(canvas, path, 0, -0.14, "#b4a8c0")
    pillow: list[XY] = [
        (-1.0, -0.10),
        (-0.5, -0.34),
        (0.35, -0.30),
        (0.66, 0.10),
        (0.60, 0.52),
        (-0.95, 0.56),
    ]
    path = curve(pillow)
    inked(canvas, path, "#f6f2ea", line, portrait.ink)
    shade(canvas, path, 0.06, -0.16, "#c4bcd2")
    for side in (-1, 1):
        band = [(-0.74 if side < 0 else 0.40, -0.22), (-0.80 if side < 0 else 0.48, 0.50)]
        canvas.drawPath(ribbon(band, [0.03, 0.03], 3, False), fill(portrait.look.accent, 0.8))
    canvas.save()
    canvas.rotate(HEAD_DEG)
    draw_hair_behind(canvas, portrait)
    canvas.restore()
    shoulder: list[XY] = [
        (0.18, 0.06),
        (0.52, -0.22),
        (1.1, -0.34),
        (1.5, -0.2),
        (1.5, 0.6),
        (0.4, 0.6),
        (0.2, 0.36),
    ]
    path = curve(shoulder)
    inked(canvas, path, portrait.look.top, line, portrait.ink)
    shade(canvas, path, 0, -0.12, multiply(portrait.look.top, SHADE))
    canvas.save()
    canvas.rotate(HEAD_DEG)
    draw_head(canvas, portrait)
    canvas.restore()
    canvas.save()
    canvas.translate(0.98, 0.06)
    _quilt(canvas, portrait, length - 1.0)
    canvas.restore()


def _quilt(canvas: Canvas, portrait: Portrait, length: float) -> None:
    colour: Colour = mix(portrait.look.accent, "#6a5a8a", 0.35)
    line = portrait.line
    top: list[XY] = [
        (0.0, -0.52),
        (length * 0.22, -0.78),
        (length * 0.42, -0.66),
        (length * 0.62, -0.70),
        (length * 0.86, -0.52),
        (length * 0.95, -0.70),
        (length + 0.06, -0.40),
        (length + 0.22, 0.74),
        (length * 0.5, 0.80),
        (-0.18, 0.76),
        (0.02, 0.1),
    ]
    quilt = curve(top)
    inked(canvas, quilt, colour, line, portrait.ink)
    shade(canvas, quilt, -0.02, -0.2, multiply(colour, SHADE))
    fold: list[XY] = [(0.06, -0.54), (0.28, -0.62), (0.34, 0.05), (0.10, 0.72), (-0.12, 0.72), (0.06, 0.05)]
    band = curve(fold)
    inked(canvas, band, "#f4f0e8", line * 0.8, portrait.ink)
    for t in (0.30, 0.52, 0.74, 0.9):
        crease: list[XY] = [(length * t, -0.58), (length * t + 0.16, -0.1), (length * t + 0.02, 0.5)]
        ink(canvas, crease, 0.045, multiply(colour, FOLD), 0.75)
    canvas.drawPath(
        ribbon([(0.5, -0.52), (length * 0.3, -0.62), (length * 0.42, -0.5)], [0.01, 0.05, 0.01], 6, False),
        fill(lighter(colour, 0.35), 0.8),
    )
