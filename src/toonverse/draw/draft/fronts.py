"""What is seen on a chest, one function a kind of front. Head units."""

from toonverse.draw.draft.brush import (
    INK,
    Canvas,
    curve,
    darker,
    fill,
    ink,
    lighter,
    mix,
    multiply,
    polygon,
    rect,
    ribbon,
    shade,
    stroke,
)
from toonverse.draw.draft.clothes import FOLD, SHADE, Tailor
from toonverse.draw.draft.old_fronts import bare_throat, cape_front, crossed_front, plate_front
from toonverse.draw.draft.trade_fronts import TRADE_FRONTS


def front(canvas: Canvas, tailor: Tailor) -> None:
    """What is seen on the chest; the caller clips it to the torso's outline."""
    _FRONTS[tailor.garment.front](canvas, tailor)
    _chest_folds(canvas, tailor)


def _chest_folds(canvas: Canvas, tailor: Tailor) -> None:
    if tailor.garment.front in ("plates", "crossed", "court", "camouflage"):
        return
    top, x, hips = tailor.look.top, tailor.middle, tailor.hips
    y = tailor.bones.left_shoulder[1]
    reach = tailor.bones.right_shoulder[0] - x
    for side in (-1, 1):
        tailor.fold(
            canvas,
            [
                (x + side * reach * 0.86, y + 0.38),
                (x + side * reach * 0.62, y + 0.62),
                (x + side * reach * 0.52, y + 0.95),
            ],
            top,
        )
        waist = y + (hips[1] - y) * 0.62
        for rise, long in ((-0.10, 0.30), (0.03, 0.22)):  # cloth that bunches at the waist
            start = (hips[0] + side * 0.46, waist + rise)
            end = (start[0] - side * long, start[1] + 0.07)
            tailor.fold(canvas, [start, ((start[0] + end[0]) / 2, start[1] + 0.06), end], top, 0.022)
        tailor.fold(
            canvas,
            [
                (hips[0] + side * 0.42, hips[1] - 0.42),
                (hips[0] + side * 0.26, hips[1] - 0.30),
                (hips[0] + side * 0.16, hips[1] - 0.33),
            ],
            top,
            0.026,
        )


def _open_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    hips, inner = tailor.hips, tailor.look.inner
    panel = polygon(
        [
            (x - 0.16, y + 0.02),
            (x + 0.16, y + 0.02),
            (tailor.middle + 0.20, y + 0.9),
            (hips[0] + 0.15, hips[1] + 0.5),
            (hips[0] - 0.15, hips[1] + 0.5),
            (tailor.middle - 0.20, y + 0.9),
        ]
    )
    canvas.drawPath(panel, fill(inner))
    shade(canvas, panel, 0.12 * tailor.lit_from, 0, multiply(inner, "#b4aac8"))
    canvas.drawPath(panel, stroke(tailor.ink, tailor.line * 0.8))
    bare_throat(canvas, tailor, 0.16, 0.40)


def _tie_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    canvas.drawPath(polygon([(x - 0.22, y), (x + 0.22, y), (x, y + 0.74)]), fill(tailor.look.inner))
    canvas.drawPath(
        polygon([(x - 0.22, y), (x, y + 0.74), (x + 0.22, y)], closed=False),
        stroke(tailor.ink, tailor.line * 0.7),
    )
    bare_throat(canvas, tailor, 0.14, 0.26)
    if tailor.look.sex == "female":
        for side in (-1, 1):
            bow = curve(
                [
                    (x, y + 0.34),
                    (x + side * 0.14, y + 0.25),
                    (x + side * 0.20, y + 0.36),
                    (x + side * 0.13, y + 0.44),
                ]
            )
            tailor.cel(canvas, bow, tailor.look.accent, 0.02)
            tailor.cel(
                canvas,
                ribbon([(x, y + 0.36), (x + side * 0.08, y + 0.64)], [0.03, 0.045], 4, False),
                tailor.look.accent,
                0.02,
            )
        canvas.drawCircle(x, y + 0.35, 0.045, fill(tailor.look.accent))
    else:
        tie = [
            (x - 0.055, y + 0.27),
            (x + 0.055, y + 0.27),
            (x + 0.045, y + 0.36),
            (x + 0.085, y + 0.68),
            (x, y + 0.80),
            (x - 0.085, y + 0.68),
            (x - 0.045, y + 0.36),
        ]
        tailor.cel(canvas, polygon(tie), tailor.look.accent, 0.03)
    hips = tailor.hips
    ink(canvas, [(x, y + 0.74), (hips[0], y + 1.4), (hips[0], hips[1])], 0.03, tailor.ink, 0.9, (0.5, 1, 0.6))
    for k in (0.95, 1.35):
        canvas.drawCircle(x + 0.05, y + k, 0.03, fill(tailor.look.accent))


def _lapel_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    canvas.drawPath(polygon([(x - 0.24, y), (x + 0.24, y), (x + 0.02, y + 1.05)]), fill(tailor.look.inner))
    bare_throat(canvas, tailor, 0.12, 0.20)
    tie = [
        (x - 0.055, y + 0.20),
        (x + 0.055, y + 0.20),
        (x + 0.04, y + 0.30),
        (x + 0.08, y + 0.85),
        (x, y + 1.0),
        (x - 0.08, y + 0.85),
        (x - 0.04, y + 0.30),
    ]
    tailor.cel(canvas, polygon(tie), tailor.look.accent, 0.03)
    for side in (-1, 1):
        lapel = polygon(
            [
                (x + side * 0.16, y - 0.02),
                (x + side * 0.36, y + 0.16),
                (x + side * 0.40, y + 0.48),
                (x + side * 0.30, y + 0.46),
                (x + side * 0.34, y + 0.56),
                (x + side * 0.01, y + 1.08),
            ]
        )
        tailor.cel(canvas, lapel, lighter(tailor.look.top, 0.08), 0.03)
    hips = tailor.hips
    ink(canvas, [(x + 0.01, y + 1.06), (hips[0], hips[1] + 0.3)], 0.028, tailor.ink, 0.9, (1, 1))
    canvas.drawCircle(x + 0.05, y + 1.22, 0.032, fill(darker(tailor.look.top, 0.55)))


def _button_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    hips = tailor.hips
    bare_throat(canvas, tailor, 0.14, 0.30)
    ink(
        canvas,
        [(x + 0.02, y + 0.30), (tailor.middle, y + 1.1), (hips[0], hips[1] + 0.2)],
        0.026,
        multiply(tailor.look.top, FOLD),
        1,
        (1, 1, 1),
    )
    for k in range(4):
        canvas.drawCircle(x + 0.055, y + 0.52 + k * 0.36, 0.026, fill(mix(tailor.look.top, INK, 0.55)))


def _cadet_front(canvas: Canvas, tailor: Tailor) -> None:
    """A school uniform of the old kind: closed to the throat, a row of brass buttons."""
    x, y = tailor.bones.neck
    hips, top = tailor.hips, tailor.look.top
    ink(
        canvas,
        [(x, y + 0.10), (tailor.middle, y + 1.1), (hips[0], hips[1] + 0.3)],
        0.03,
        multiply(top, FOLD),
        1,
    )
    for k in range(5):
        t = k / 4
        bx, by = x + (hips[0] - x) * t, y + 0.26 + (hips[1] - y - 0.30) * t
        canvas.drawCircle(bx, by, 0.048, fill("#8a6420"))
        canvas.drawCircle(bx - 0.006, by - 0.006, 0.036, fill("#f0c860"))
    pocket = [(tailor.middle + 0.18, y + 0.74), (tailor.middle + 0.42, y + 0.71)]
    ink(canvas, pocket, 0.03, multiply(top, FOLD), 1, (1, 1))


def _knit_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    hips, top = tailor.hips, tailor.look.top
    collar = ribbon(
        [(x - 0.22, y + 0.05), (x, y + 0.24), (x + 0.22, y + 0.05)], [0.055, 0.06, 0.055], 6, False
    )
    canvas.drawPath(curve([(x - 0.2, y), (x + 0.2, y), (x, y + 0.22)]), fill(tailor.look.skin))
    tailor.cel(canvas, collar, lighter(top, 0.10), 0.02)
    for k in range(3):
        yy = y + 0.62 + k * 0.09
        zigzag = [(x - 0.7 + i * 0.14, yy + (0.035 if i % 2 else -0.035)) for i in range(11)]
        canvas.drawPath(
            polygon(zigzag, closed=False),
            stroke(tailor.look.accent if k == 1 else lighter(top, 0.25), 0.022, 0.85),
        )
    for i in range(-6, 7):
        canvas.drawLine(
            hips[0] + i * 0.11,
            hips[1] - 0.16,
            hips[0] + i * 0.11,
            hips[1] + 0.2,
            stroke(multiply(top, FOLD), 0.016, 0.6),
        )


def _hood_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    hips, top = tailor.hips, tailor.look.top
    pocket = curve(
        [
            (hips[0] - 0.36, hips[1] - 0.05),
            (hips[0] - 0.24, hips[1] - 0.52),
            (hips[0] + 0.24, hips[1] - 0.52),
            (hips[0] + 0.36, hips[1] - 0.05),
        ]
    )
    canvas.drawPath(pocket, stroke(multiply(top, FOLD), 0.024))
    canvas.drawPath(curve([(x - 0.2, y), (x + 0.2, y), (x, y + 0.24)]), fill(tailor.look.inner))


def _bib_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    hips = tailor.hips
    bare_throat(canvas, tailor, 0.14, 0.26)
    bib = polygon(
        [
            (x - 0.34, y + 0.52),
            (x + 0.34, y + 0.52),
            (hips[0] + 0.48, y + 1.3),
            (hips[0] + 0.5, hips[1] + 0.5),
            (hips[0] - 0.5, hips[1] + 0.5),
            (hips[0] - 0.48, y + 1.3),
        ]
    )
    for side in (-1, 1):
        canvas.drawPath(
            ribbon([(x + side * 0.16, y), (x + side * 0.31, y + 0.56)], [0.045, 0.045], 3, False),
            fill(tailor.look.accent),
        )
    tailor.cel(canvas, bib, tailor.look.accent, 0.06)
    canvas.drawRect(
        rect(x - 0.17, y + 0.95, x + 0.17, y + 1.22), stroke(multiply(tailor.look.accent, FOLD), 0.02)
    )


def _bodice_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    gown = look.outfit == "gown"
    depth = 0.42 if gown else 0.26
    wide = 0.42 if gown else 0.24
    neckline = curve(
        [
            (x - wide, y - 0.1),
            (x - wide * 0.7, y + depth * 0.8),
            (x, y + depth + 0.06),
            (x + wide * 0.7, y + depth * 0.8),
            (x + wide, y - 0.1),
        ],
        closed=False,
    )
    canvas.drawPath(neckline, fill(look.skin))
    canvas.drawPath(neckline, stroke(look.inner if gown else multiply(look.top, FOLD), 0.03))
    waist_y = tailor.bones.left_shoulder[1] + (hips[1] - tailor.bones.left_shoulder[1]) * 0.62
    band = [(hips[0] - 0.6, waist_y - 0.05), (hips[0], waist_y + 0.045), (hips[0] + 0.6, waist_y - 0.05)]
    sash = ribbon(band, [0.05, 0.05, 0.05], 6, False)
    canvas.drawPath(sash, fill(look.accent))
    shade(canvas, sash, 0, -0.035, multiply(look.accent, SHADE))
    canvas.drawCircle(hips[0] + 0.10, waist_y + 0.04, 0.055, fill(lighter(look.accent, 0.2)))
    for side in (-1, 1):
        fold = [(hips[0] + side * 0.22, waist_y - 0.42), (hips[0] + side * 0.16, waist_y - 0.10)]
        tailor.fold(canvas, fold, look.top, 0.024)
    if gown:
        canvas.drawCircle(x, y + 0.30, 0.045, fill(look.accent))
        canvas.drawPath(
            ribbon([(x - 0.2, y + 0.1), (x, y + 0.28), (x + 0.2, y + 0.1)], [0.012, 0.012], 6, False),
            fill(look.accent),
        )


def _vest_front(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    bare_throat(canvas, tailor, 0.18, 0.44)
    for side in (-1, 1):
        vest = polygon(
            [
                (x + side * 0.24, y),
                (x + side * 0.9, y + 0.2),
                (x + side * 0.9, hips[1] + 0.5),
                (hips[0] + side * 0.16, hips[1] + 0.5),
                (x + side * 0.20, y + 0.8),
            ]
        )
        canvas.drawPath(vest, fill(mix(look.bottom, look.top, 0.25)))
        canvas.drawPath(vest, stroke(tailor.ink, tailor.line * 0.7))
    canvas.drawPath(
        ribbon([(hips[0] - 0.7, hips[1] - 0.2), (hips[0] + 0.7, hips[1] - 0.2)], [0.06, 0.06], 4, False),
        fill(darker(look.accent, 0.25)),
    )


_FRONTS = {
    "open": _open_front,
    "tie": _tie_front,
    "lapels": _lapel_front,
    "buttons": _button_front,
    "cadet": _cadet_front,
    "knit": _knit_front,
    "hood": _hood_front,
    "bib": _bib_front,
    "crossed": crossed_front,
    "bodice": _bodice_front,
    "vest": _vest_front,
    "cape": cape_front,
    "plates": plate_front,
    **TRADE_FRONTS,
}
