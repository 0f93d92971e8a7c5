"""Chests of other times: crossed collars, capes, armour; and the bare throat all fronts share. Head units."""

from toonverse.draw.draft.brush import (
    WHITE,
    Canvas,
    curve,
    darker,
    fill,
    ink,
    inked,
    lighter,
    mix,
    multiply,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.clothes import FOLD, SHADE, Tailor
from toonverse.draw.draft.portrait import skin_shadow


def bare_throat(canvas: Canvas, tailor: Tailor, half: float, depth: float) -> None:
    x, y = tailor.bones.neck
    canvas.drawPath(polygon([(x - half, y), (x, y + depth), (x + half, y)]), fill(tailor.look.skin))
    canvas.drawPath(
        polygon(
            [
                (x - half, y),
                (x + half, y),
                (x + half * 0.3, y + depth * 0.55),
                (x - half * 0.5, y + depth * 0.5),
            ]
        ),
        fill(skin_shadow(tailor.look.skin)),
    )


def crossed_front(canvas: Canvas, tailor: Tailor) -> None:
    """The collar of a hanbok: left over right, a white band on it, and the long ribbon."""
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    canvas.drawPath(
        polygon([(x - 0.20, y - 0.05), (x + 0.20, y - 0.05), (x + 0.02, y + 0.42)]), fill(look.skin)
    )
    canvas.drawPath(polygon([(x - 0.18, y), (x + 0.18, y), (x, y + 0.2)]), fill(skin_shadow(look.skin)))
    short = look.outfit == "hanbok"
    end = min(y + 0.86, tailor.jacket_hem) if short else y + 1.05
    under = [(x - 0.17, y - 0.04), (x - 0.10, y + 0.22), (x + 0.02, y + 0.44)]
    over = [(x + 0.17, y - 0.04), (x + 0.10, y + 0.22), (x - 0.14, y + 0.52), (x - 0.28, end)]
    colour = look.accent if short else lighter(look.top, 0.12)
    for band in (under, over):  # the wearer's left lies over the right
        inked(canvas, ribbon(band, [0.075, 0.08, 0.072], 6, False), colour, tailor.line * 0.8, tailor.ink)
        canvas.drawPath(ribbon(band[:3], [0.03, 0.034, 0.02], 6, False), fill(WHITE))
    if short and look.sex == "female":
        return  # its hem and its ribbon lie over the skirt
    if short:
        for side in (-1, 1):
            edge = [
                (x + side * 0.20, y + 0.15),
                (x + side * 0.34, y + 0.9),
                (hips[0] + side * 0.40, hips[1] + 0.4),
            ]
            canvas.drawPath(
                ribbon(edge, [0.022, 0.022, 0.022], 6, False), fill(multiply(look.top, FOLD), 0.6)
            )
    else:
        sash = ribbon(
            [(hips[0] - 0.7, hips[1] - 0.62), (hips[0], hips[1] - 0.56), (hips[0] + 0.7, hips[1] - 0.62)],
            [0.10, 0.10, 0.10],
            5,
            False,
        )
        inked(canvas, sash, look.accent, tailor.line * 0.8, tailor.ink)
    _ribbon_bow(canvas, tailor, y + 0.82)


def _ribbon_bow(canvas: Canvas, tailor: Tailor, at_y: float) -> None:
    """The long ribbon, tied in half a bow."""
    x, look = tailor.bones.neck[0], tailor.look
    knot = (x - 0.12, at_y)
    for dx, length in ((-0.06, 0.75), (0.10, 0.60)):
        tail = ribbon(
            [knot, (knot[0] + dx, knot[1] + length * 0.5), (knot[0] + dx * 1.6, knot[1] + length)],
            [0.045, 0.06, 0.065],
            5,
            False,
        )
        inked(canvas, tail, look.accent, tailor.line * 0.7, tailor.ink)
    loop = curve(
        [
            knot,
            (knot[0] + 0.16, knot[1] - 0.10),
            (knot[0] + 0.26, knot[1] - 0.02),
            (knot[0] + 0.14, knot[1] + 0.06),
        ]
    )
    inked(canvas, loop, look.accent, tailor.line * 0.7, tailor.ink)


def jacket_over_skirt(canvas: Canvas, tailor: Tailor) -> None:
    """The lower edge of a short jacket, and its ribbon, over a skirt that begins under it."""
    bones, look, low = tailor.bones, tailor.look, tailor.jacket_hem
    half = 0.36 * (bones.right_shoulder[0] - bones.left_shoulder[0]) + 0.03
    x = (tailor.middle + tailor.hips[0]) / 2
    cloth = [(x - half, low - 0.24), (x + half, low - 0.24), (x + half + 0.03, low + 0.01), (x, low + 0.09)]
    cloth.append((x - half - 0.03, low + 0.01))
    edge = [(x + half + 0.03, low + 0.0), (x, low + 0.09), (x - half - 0.03, low + 0.0)]
    inked(canvas, ribbon(edge, [0.03, 0.03, 0.03], 6), look.top, tailor.line, tailor.ink)
    canvas.drawPath(curve(cloth, tension=0.12), fill(look.top))
    canvas.drawPath(ribbon(edge, [0.024, 0.024, 0.024], 6), fill(multiply(look.top, SHADE), 0.8))
    if not tailor.back:
        _ribbon_bow(canvas, tailor, min(bones.neck[1] + 0.82, low - 0.06))


def cape_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    hips = tailor.hips
    canvas.drawPath(
        polygon(
            [(x - 0.36, y), (x + 0.36, y), (hips[0] + 0.40, hips[1] + 0.5), (hips[0] - 0.40, hips[1] + 0.5)]
        ),
        fill(tailor.look.inner),
    )
    bare_throat(canvas, tailor, 0.15, 0.34)
    belt = ribbon(
        [(hips[0] - 0.7, hips[1] - 0.36), (hips[0], hips[1] - 0.30), (hips[0] + 0.7, hips[1] - 0.36)],
        [0.08, 0.08],
        5,
        False,
    )
    inked(canvas, belt, "#6a4630", tailor.line * 0.8, tailor.ink)
    canvas.drawRect(
        rect(hips[0] - 0.09, hips[1] - 0.40, hips[0] + 0.09, hips[1] - 0.22),
        stroke(tailor.look.accent, 0.035),
    )


def plate_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    steel = mix("#aab4c8", look.top, 0.22)
    plate = curve(
        [
            (x - 0.55, y + 0.20),
            (x, y + 0.30),
            (x + 0.55, y + 0.20),
            (x + 0.52, y + 0.95),
            (hips[0], y + 1.28),
            (x - 0.52, y + 0.95),
        ]
    )
    tailor.cel(canvas, plate, steel, 0.14)
    ink(
        canvas,
        [(x, y + 0.32), (x + 0.02, y + 0.8), (hips[0], y + 1.26)],
        0.03,
        tailor.ink,
        0.8,
        (0.6, 1, 0.6),
    )
    canvas.drawPath(ribbon([(x - 0.36, y + 0.42), (x - 0.38, y + 0.85)], [0.035, 0.01], 4), fill(WHITE, 0.6))
    for k in range(3):
        yy = y + 1.30 + k * 0.2
        band = ribbon(
            [(hips[0] - 0.6, yy), (hips[0], yy + 0.08), (hips[0] + 0.6, yy)], [0.10, 0.10], 5, False
        )
        tailor.cel(canvas, band, darker(steel, 0.08 * k), 0.05)
    canvas.drawCircle(x, y + 0.52, 0.09, fill(look.accent))
    canvas.drawCircle(x, y + 0.52, 0.09, stroke(tailor.ink, tailor.line * 0.7))
