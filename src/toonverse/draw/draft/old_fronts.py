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
    for side, reach in ((1, 0.20), (-1, 0.30)):
        band = [
            (x + side * 0.17, y - 0.04),
            (x + side * 0.10, y + 0.22),
            (x - side * reach * 0.5, y + 0.52),
            (x - side * reach, end),
        ]
        path = ribbon(band, [0.075, 0.08, 0.075, 0.06], 6, False)
        inked(canvas, path, look.accent if short else lighter(look.top, 0.12), tailor.line * 0.8, tailor.ink)
        canvas.drawPath(ribbon(band[:3], [0.03, 0.034, 0.02], 6, False), fill(WHITE))
    if short and look.sex == "female":
        low = tailor.jacket_hem
        hem = ribbon([(x - 0.9, low - 0.02), (x, low + 0.06), (x + 0.9, low - 0.02)], [0.03, 0.03], 6, False)
        canvas.drawPath(
            polygon(
                [(x - 1, low), (x, low + 0.08), (x + 1, low), (x + 1, hips[1] + 1), (x - 1, hips[1] + 1)]
            ),
            fill(look.bottom),
        )
        canvas.drawPath(hem, fill(multiply(look.top, SHADE)))
    elif short:
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
    knot = (x - 0.12, y + 0.82)
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
