"""Collars, capes, hoods and scarves: what stands around a neck; and the seams of a back. Head units."""

import math

from toonverse.draw.draft.brush import (
    Canvas,
    curve,
    fill,
    ink,
    inked,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.clothes import Tailor


def collar(canvas: Canvas, tailor: Tailor) -> None:
    """What stands around the neck, over the torso's edge."""
    x, y = tailor.bones.neck
    look, kind = tailor.look, tailor.garment.front
    for side in (-1, 1):
        if kind == "tie" or look.outfit == "shirt" or kind == "lapels":
            flap = polygon(
                [
                    (x + side * 0.12, y - 0.03),
                    (x + side * 0.25, y + 0.07),
                    (x + side * 0.22, y + 0.32),
                    (x + side * 0.015, y + 0.25),
                ]
            )
            tailor.cel(canvas, flap, look.inner if look.outfit != "shirt" else lighter(look.top, 0.15), 0.03)
        elif tailor.garment.collar:
            flap = polygon(
                [
                    (x + side * 0.13, y - 0.04),
                    (x + side * 0.27, y + 0.06),
                    (x + side * 0.34, y + 0.40),
                    (x + side * 0.13, y + 0.54),
                    (x + side * 0.05, y + 0.34),
                ]
            )
            tailor.cel(canvas, flap, lighter(look.top, 0.12), 0.03)
        elif kind == "cape":
            drape = curve(
                [
                    (x + side * 0.10, y + 0.02),
                    (x + side * 0.40, y + 0.10),
                    (x + side * 0.86, y + 0.34),
                    (x + side * 0.98, y + 1.2),
                    (x + side * 0.92, y + 2.3),
                    (x + side * 0.52, y + 2.25),
                    (x + side * 0.40, y + 1.0),
                    (x + side * 0.16, y + 0.42),
                ],
                tension=0.14,
            )
            tailor.cel(canvas, drape, look.top, 0.14)
        elif kind == "plates":
            pad = curve(
                [
                    (x + side * 0.36, y + 0.22),
                    (x + side * 0.66, y + 0.12),
                    (x + side * 0.92, y + 0.34),
                    (x + side * 0.88, y + 0.62),
                    (x + side * 0.55, y + 0.56),
                ]
            )
            tailor.cel(canvas, pad, mix("#aab4c8", look.top, 0.22), 0.08)
        elif kind == "hood":
            string = [(x + side * 0.09, y + 0.42), (x + side * 0.11, y + 0.75), (x + side * 0.09, y + 0.98)]
            ink(canvas, string, 0.035, "#f4f0ea", 1, (1, 1, 1))
    for worn, draw in (
        (kind == "cape", _clasp),
        (kind == "hood", _hood),
        (kind == "cadet", _standing),
        (look.outfit == "tunic", _insignia),
        (look.scarf, _scarf),
    ):
        if worn:
            draw(canvas, tailor)


def _clasp(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    canvas.drawCircle(x, y + 0.40, 0.07, fill(tailor.look.accent))
    canvas.drawCircle(x, y + 0.40, 0.07, stroke(tailor.ink, tailor.line * 0.7))


def _hood(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.bones.neck
    hood = curve(
        [
            (x - 0.44, y + 0.22),
            (x - 0.26, y - 0.02),
            (x, y + 0.14),
            (x + 0.26, y - 0.02),
            (x + 0.44, y + 0.22),
            (x + 0.2, y + 0.42),
            (x, y + 0.46),
            (x - 0.2, y + 0.42),
        ]
    )
    tailor.cel(canvas, hood, lighter(tailor.look.top, 0.08), 0.06)


def _standing(canvas: Canvas, tailor: Tailor) -> None:
    """The stiff collar of a school uniform, its white lining showing."""
    x, y = tailor.bones.neck
    stand = [(x - 0.19, y + 0.10), (x - 0.10, y - 0.02), (x, y + 0.06), (x + 0.10, y - 0.02)]
    stand.append((x + 0.19, y + 0.10))
    cloth = ribbon(stand, [0.085] * 5, 6, False)
    inked(canvas, cloth, lighter(tailor.look.top, 0.06), tailor.line, tailor.ink)
    canvas.drawPath(ribbon(stand[1:4], [0.014] * 3, 6, False), fill("#fbf8f2"))


def _insignia(canvas: Canvas, tailor: Tailor) -> None:
    """A star of office on the breast, tabs on the shoulders, a belt with its buckle."""
    (x, y), (hip_x, hip_y), look = tailor.bones.neck, tailor.hips, tailor.look
    for side in (-1, 1):
        tab = [(x + side * 0.34, y + 0.13), (x + side * 0.60, y + 0.22)]
        canvas.drawPath(ribbon(tab, [0.045, 0.05], 4, False), fill(look.accent))
    points = []
    for k in range(10):
        a, r = math.pi * k / 5 - math.pi / 2, 0.105 if k % 2 == 0 else 0.05
        points.append((x + 0.34 + r * math.cos(a), y + 0.62 + r * math.sin(a)))
    inked(canvas, polygon(points), look.accent, tailor.line * 0.7, tailor.ink)
    belt = [(hip_x - 0.46, hip_y - 0.22), (hip_x, hip_y - 0.18), (hip_x + 0.46, hip_y - 0.22)]
    inked(canvas, ribbon(belt, [0.055] * 3, 5, False), "#2a2026", tailor.line * 0.6, tailor.ink)
    canvas.drawRect(rect(hip_x - 0.07, hip_y - 0.245, hip_x + 0.07, hip_y - 0.115), fill(look.accent))


def _scarf(canvas: Canvas, tailor: Tailor) -> None:
    (x, y), wind, look = tailor.bones.neck, tailor.wind, tailor.look
    if abs(wind) > 0.3:
        tail = [
            (x - 0.2, y + 0.12),
            (x + 0.6 * wind, y + 0.02),
            (x + 1.5 * wind, y + 0.20),
            (x + 2.3 * wind, y - 0.05),
            (x + 3.0 * wind, y + 0.15),
        ]
    else:
        tail = [(x - 0.18, y + 0.16), (x - 0.26, y + 0.6), (x - 0.22, y + 1.15)]
    tailor.cel(canvas, ribbon(tail, [0.12, 0.17, 0.19], 8, False), look.accent, 0.05)
    wrap = curve(
        [
            (x - 0.36, y + 0.16),
            (x - 0.30, y - 0.12),
            (x, y - 0.04),
            (x + 0.30, y - 0.12),
            (x + 0.36, y + 0.16),
            (x, y + 0.32),
        ]
    )
    tailor.cel(canvas, wrap, look.accent, 0.07)
    tailor.fold(canvas, [(x - 0.28, y + 0.02), (x, y + 0.14), (x + 0.28, y + 0.02)], look.accent)


def back_of_clothes(canvas: Canvas, tailor: Tailor) -> None:
    """Seams seen from behind."""
    x, y = tailor.bones.neck
    top, hips = tailor.look.top, tailor.hips
    tailor.fold(canvas, [(x, y + 0.3), ((x + hips[0]) / 2, y + 1.2), (hips[0], hips[1])], top)
    for side in (-1, 1):
        tailor.fold(
            canvas, [(x + side * 0.2, y + 0.7), (x + side * 0.34, y + 1.1), (x + side * 0.30, y + 1.5)], top
        )
    if tailor.garment.front == "bib" or tailor.look.outfit in ("robe", "durumagi"):
        tie = ribbon(
            [(hips[0] - 0.6, hips[1] - 0.55), (hips[0], hips[1] - 0.5), (hips[0] + 0.6, hips[1] - 0.55)],
            [0.05, 0.05],
            4,
            False,
        )
        canvas.drawPath(tie, fill(tailor.look.accent))
    if tailor.garment.front == "crossed":
        band = [
            (x - 0.26, y + 0.20),
            (x - 0.15, y + 0.02),
            (x, y - 0.03),
            (x + 0.15, y + 0.02),
            (x + 0.26, y + 0.20),
        ]
        inked(
            canvas,
            ribbon(band, [0.075, 0.085, 0.085, 0.085, 0.075], 6, False),
            tailor.look.accent,
            tailor.line,
        )
        canvas.drawPath(ribbon(band, [0.03, 0.035, 0.035, 0.035, 0.03], 6, False), fill("#fbf8f2"))
    else:
        deep = 0.62 if tailor.garment.front == "hood" else 0.36
        wide = 0.40 if deep > 0.5 else 0.28
        shape = curve(
            [
                (x - wide, y + deep * 0.78),
                (x - wide * 0.88, y - 0.02),
                (x, y - 0.08),
                (x + wide * 0.88, y - 0.02),
                (x + wide, y + deep * 0.78),
                (x, y + deep),
            ]
        )
        tailor.cel(canvas, shape, lighter(top, 0.10), 0.06)
    if tailor.look.scarf:
        _scarf(canvas, tailor)
