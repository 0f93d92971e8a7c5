"""The back of a head: hair over everything. Head units."""

import math

from toonverse.draw.draft.brush import (
    WHITE,
    XY,
    Canvas,
    PathBuilder,
    curve,
    fill,
    inked,
    linear,
    luminance,
    mix,
    multiply,
    polygon,
    ribbon,
)
from toonverse.draw.draft.cuts import CUTS, Cut
from toonverse.draw.draft.hair import lighter_hair
from toonverse.draw.draft.hair_shapes import BACK_SHAPES, add_crown
from toonverse.draw.draft.hair_tied import draw_knot, strand_colour
from toonverse.draw.draft.portrait import Portrait


def draw_hair_from_behind(canvas: Canvas, portrait: Portrait) -> None:
    """The back of a head: hair over everything."""
    cut = CUTS[portrait.look.hair_style]
    hair = portrait.look.hair
    if cut.fringe == "none":
        return
    path = PathBuilder()
    add_crown(path, cut.crown, portrait.wind, cut.locks)
    for x, y in _nape_teeth(cut, portrait.wind):
        path.lineTo(x, y)
    path.close()
    shape = path.detach()
    colour = mix(hair, portrait.look.skin, 0.25) if cut.crown == "tight" else hair
    inked(canvas, shape, colour, portrait.line, portrait.ink)
    low = 1.9 if cut.back in ("long", "wavy") else 0.5
    volume = linear(
        (0, -0.6),
        (0, low),
        [(lighter_hair(hair), 0.55), (hair, 0), (multiply(hair, "#8070a0"), 0.8)],
        [0, 0.45 if low < 1 else 0.25, 1],
    )
    canvas.drawPath(shape, volume)
    if cut.crown not in ("tight", "curly"):
        _shine(canvas, hair)
    dark = fill(strand_colour(portrait), 0.8)
    for k in range(-4, 5):
        end = k * 0.085 * (1.15 if low > 1 else 1.0)
        strand = [(0.02 + k * 0.018, -0.56), (end * 0.72, -0.16), (end, 0.30)]
        if low > 1:
            strand.append((end * 1.05 + 0.3 * portrait.wind * abs(k) * 0.1, 1.15 + 0.12 * (k % 3)))
        canvas.drawPath(ribbon(strand, [0.001, 0.011, 0.002], 6, False), dark)
    _tied_behind(canvas, portrait, cut)


def _shine(canvas: Canvas, hair: str) -> None:
    """Light across the back of the crown, broken by the strands."""
    colour = fill(mix(hair, WHITE, 0.5 if luminance(hair) > 110 else 0.28), 0.6)
    for k in range(-3, 4):
        x, y = k * 0.088 + 0.01, -0.27 + 0.012 * k * k
        wedge = [
            (x - 0.045, y - 0.012),
            (x, y - 0.035),
            (x + 0.045, y - 0.012),
            (x + 0.015, y + 0.075 - 0.01 * abs(k)),
        ]
        canvas.drawPath(polygon(wedge), colour)


def _nape_teeth(cut: Cut, wind: float) -> list[XY]:
    if cut.back in ("long", "wavy"):
        outline = BACK_SHAPES[cut.back](wind)
        return [(x, y) for x, y in reversed(outline) if y > 0.05]
    if cut.back == "bob":
        return [
            (0.48, 0.2),
            (0.49, 0.5),
            (0.34, 0.56),
            (0.1, 0.52),
            (-0.1, 0.56),
            (-0.34, 0.54),
            (-0.49, 0.5),
            (-0.48, 0.2),
        ]
    if cut.extra != "none":
        return [(0.36, 0.22), (0.2, 0.36), (0.0, 0.40), (-0.2, 0.36), (-0.36, 0.22)]
    return [
        (0.36, 0.15),
        (0.28, 0.36),
        (0.2, 0.31),
        (0.1, 0.41),
        (0.0, 0.34),
        (-0.12, 0.41),
        (-0.2, 0.31),
        (-0.29, 0.36),
        (-0.36, 0.15),
    ]


def _tied_behind(canvas: Canvas, portrait: Portrait, cut: Cut) -> None:
    hair, line = portrait.look.hair, portrait.line
    if cut.extra in ("ponytail", "braid"):
        tail = ribbon([(0, -0.15), (0.02, 0.5), (-0.02 + 0.4 * portrait.wind, 1.4)], [0.12, 0.17, 0.02], 8)
        inked(canvas, tail, hair, line, portrait.ink)
        inked(canvas, ribbon([(-0.1, -0.14), (0.1, -0.14)], [0.05, 0.05], 3), portrait.look.accent, line)
    elif cut.extra == "pigtails":
        for side in (-1, 1):
            inked(
                canvas,
                ribbon([(side * 0.36, -0.1), (side * 0.55, 0.4), (side * 0.5, 1.0)], [0.1, 0.15, 0.02], 8),
                hair,
                line,
            )
    elif cut.extra == "bun":
        ball = curve(
            [(0.19 * math.cos(a), 0.02 + 0.17 * math.sin(a)) for a in (0, 0.9, 1.8, 2.7, 3.6, 4.5, 5.4)]
        )
        inked(canvas, ball, hair, line, portrait.ink)
        inked(
            canvas, ribbon([(-0.3, 0.06), (0.3, -0.04)], [0.016, 0.02], 3), portrait.look.accent, line * 0.6
        )
    elif cut.extra == "topknot":
        draw_knot(canvas, portrait, "topknot")
