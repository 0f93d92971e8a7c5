"""Chests that tell a trade: court robes, scrubs, camouflage, a space suit. Head units."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
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
from toonverse.draw.draft.clothes import FOLD, Front, Tailor
from toonverse.draw.draft.old_fronts import bare_throat
from toonverse.draw.draft.portrait import skin_shadow

_GOLD = "#e8b83a"


def _court(canvas: Canvas, tailor: Tailor) -> None:
    """A court robe: a round white-edged collar, a badge on the chest, a stiff belt. A king's badge is round
    and gold with a dragon, a minister's square with cranes."""
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    canvas.drawPath(curve([(x - 0.20, y - 0.06), (x + 0.20, y - 0.06), (x, y + 0.22)]), fill(look.skin))
    canvas.drawPath(
        curve([(x - 0.18, y - 0.04), (x + 0.18, y - 0.04), (x, y + 0.12)]), fill(skin_shadow(look.skin))
    )
    ring: list[XY] = [(x - 0.25, y - 0.04), (x - 0.16, y + 0.17), (x, y + 0.25), (x + 0.16, y + 0.17)]
    ring.append((x + 0.25, y - 0.04))
    inked(canvas, ribbon(ring, [0.055] * 5, 6, False), lighter(look.top, 0.14), tailor.line * 0.7, tailor.ink)
    canvas.drawPath(ribbon([(a, b - 0.045) for a, b in ring], [0.022] * 5, 6, False), fill(WHITE))
    middle, at = (x + tailor.middle) / 2, y + 0.80
    (_dragon if look.outfit == "royal" else _cranes)(canvas, tailor, middle, at)
    belt_y = hips[1] - 0.42
    belt = [(hips[0] - 0.8, belt_y - 0.05), (hips[0], belt_y), (hips[0] + 0.8, belt_y - 0.05)]
    inked(canvas, ribbon(belt, [0.075] * 3, 5, False), "#2a1f24", tailor.line * 0.8, tailor.ink)
    for k in (-0.40, -0.14, 0.14, 0.40):
        plate = rect(hips[0] + k - 0.085, belt_y - 0.055, hips[0] + k + 0.085, belt_y + 0.05)
        canvas.drawRect(plate, fill(_GOLD if look.outfit == "royal" else "#d8d4c4"))


def _dragon(canvas: Canvas, tailor: Tailor, x: float, y: float) -> None:
    canvas.drawCircle(x, y, 0.34, fill(tailor.ink))
    canvas.drawCircle(x, y, 0.32, fill(_GOLD))
    canvas.drawCircle(x, y, 0.27, fill(darker(tailor.look.top, 0.25)))
    coil: list[XY] = []
    for k in range(9):
        angle, reach = k * 0.72, 0.06 + 0.021 * k
        coil.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    canvas.drawPath(ribbon(coil, [0.012] + [0.042] * 6 + [0.05, 0.03], 8, False), fill(_GOLD))
    canvas.drawCircle(x, y, 0.035, fill("#d8402f"))


def _cranes(canvas: Canvas, tailor: Tailor, x: float, y: float) -> None:
    inked(canvas, polygon(_square(x, y, 0.30)), _GOLD, tailor.line * 0.7, tailor.ink)
    canvas.drawRect(rect(x - 0.25, y - 0.25, x + 0.25, y + 0.25), fill("#24406a"))
    for way, rise in ((-1, -0.02), (1, 0.08)):
        bird: list[XY] = [
            (x + way * 0.20, y + rise - 0.15),
            (x + way * 0.04, y + rise),
            (x - way * 0.10, y + rise - 0.03),
        ]
        canvas.drawPath(ribbon(bird, [0.008, 0.04, 0.012], 6, False), fill(WHITE))
        wing: list[XY] = [(x + way * 0.03, y + rise), (x + way * 0.14, y + rise + 0.09)]
        canvas.drawPath(ribbon(wing, [0.035, 0.006], 4, False), fill(WHITE))
    cloud = [(x - 0.22, y + 0.20), (x - 0.08, y + 0.16), (x + 0.08, y + 0.20), (x + 0.22, y + 0.16)]
    canvas.drawPath(ribbon(cloud, [0.02, 0.03, 0.02, 0.03], 6, False), fill("#6fb0c8"))


def _square(x: float, y: float, half: float) -> list[XY]:
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def _vee(canvas: Canvas, tailor: Tailor) -> None:
    """Hospital scrubs: a deep collar, a breast pocket with pens, a name tag."""
    x, y = tailor.bones.neck
    look = tailor.look
    bare_throat(canvas, tailor, 0.20, 0.50)
    edge = [(x - 0.21, y - 0.02), (x, y + 0.52), (x + 0.21, y - 0.02)]
    canvas.drawPath(polygon(edge, closed=False), stroke(lighter(look.top, 0.45), 0.05))
    canvas.drawPath(polygon(edge, closed=False), stroke(multiply(look.top, FOLD), 0.014))
    canvas.drawRect(rect(x + 0.16, y + 0.66, x + 0.46, y + 0.98), stroke(multiply(look.top, FOLD), 0.022))
    for k, pen in enumerate(("#2f5fa8", "#c8303a")):
        canvas.drawRect(rect(x + 0.22 + k * 0.09, y + 0.56, x + 0.25 + k * 0.09, y + 0.70), fill(pen))
    canvas.drawRect(rect(x - 0.46, y + 0.66, x - 0.16, y + 0.84), fill(WHITE))
    canvas.drawRect(rect(x - 0.46, y + 0.66, x - 0.16, y + 0.71), fill("#c8303a"))


def _camouflage(canvas: Canvas, tailor: Tailor) -> None:
    """A field uniform: blots of three greens, pockets with flaps, a webbing belt."""
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    tones = (darker(look.top, 0.38), mix(look.top, "#7a6a42", 0.6), lighter(look.top, 0.22))
    for k in range(26):
        px = x - 0.72 + (k * 37 % 29) / 20
        py = y + 0.06 + (k * 53 % 31) / 30 * (hips[1] - y + 0.4)
        wide, tall = 0.12 + (k * 7 % 5) * 0.018, 0.06 + (k * 11 % 4) * 0.014
        blot: list[XY] = [(px - wide, py), (px - wide * 0.2, py - tall), (px + wide, py - tall * 0.3)]
        canvas.drawPath(
            curve([*blot, (px + wide * 0.4, py + tall), (px - wide * 0.5, py + tall * 0.7)]),
            fill(tones[k % 3]),
        )
    bare_throat(canvas, tailor, 0.14, 0.26)
    line = multiply(look.top, FOLD)
    ink(canvas, [(x, y + 0.26), (tailor.middle, y + 1.1), (hips[0], hips[1] + 0.3)], 0.026, line, 1)
    for side in (-1, 1):
        pocket = rect(x + side * 0.30 - 0.16, y + 0.60, x + side * 0.30 + 0.16, y + 0.92)
        canvas.drawRect(pocket, stroke(line, 0.022))
        canvas.drawLine(
            x + side * 0.30 - 0.16, y + 0.70, x + side * 0.30 + 0.16, y + 0.70, stroke(line, 0.022)
        )
    belt = [(hips[0] - 0.7, hips[1] - 0.20), (hips[0] + 0.7, hips[1] - 0.20)]
    canvas.drawPath(ribbon(belt, [0.06, 0.06], 4, False), fill("#4a4a34"))
    canvas.drawRect(rect(hips[0] - 0.08, hips[1] - 0.26, hips[0] + 0.08, hips[1] - 0.14), fill("#26241c"))


def _zip(canvas: Canvas, tailor: Tailor) -> None:
    """Closed to the chin by a zip, with a flap pocket: oilskins, a beekeeper's suit."""
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    collar = [(x - 0.24, y + 0.06), (x, y + 0.20), (x + 0.24, y + 0.06)]
    inked(
        canvas, ribbon(collar, [0.10] * 3, 6, False), lighter(look.top, 0.12), tailor.line * 0.8, tailor.ink
    )
    line = [(x, y + 0.16), (tailor.middle, y + 1.1), (hips[0], hips[1] + 0.4)]
    ink(canvas, line, 0.06, multiply(look.top, FOLD), 1, (1, 1, 1))
    ink(canvas, line, 0.022, lighter(look.top, 0.5), 1, (1, 1, 1))
    for side in (-1, 1):
        pocket = [(hips[0] + side * 0.16, hips[1] - 0.30), (hips[0] + side * 0.42, hips[1] - 0.34)]
        canvas.drawPath(ribbon(pocket, [0.05, 0.05], 3, False), fill(multiply(look.top, "#b4a8c0")))


def _ringed(canvas: Canvas, tailor: Tailor) -> None:
    """A space suit: a ring round the neck, a panel with lamps, stripes on the shoulders, a patch."""
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    for side in (-1, 1):
        stripe = [(x + side * 0.44, y + 0.10), (x + side * 0.62, y + 0.66), (x + side * 0.56, y + 1.2)]
        canvas.drawPath(ribbon(stripe, [0.06, 0.07, 0.05], 6, False), fill(look.accent))
        seam = [(x + side * 0.30, y + 1.05), (hips[0] + side * 0.26, hips[1] + 0.2)]
        canvas.drawPath(ribbon(seam, [0.012, 0.012], 3, False), fill(multiply(look.top, FOLD)))
    ring = [
        (x - 0.34, y + 0.02),
        (x - 0.18, y + 0.19),
        (x, y + 0.24),
        (x + 0.18, y + 0.19),
        (x + 0.34, y + 0.02),
    ]
    inked(canvas, ribbon(ring, [0.075] * 5, 6, False), "#c4ccd8", tailor.line, tailor.ink)
    panel = polygon(_square(x, y + 0.74, 0.24))
    inked(canvas, panel, "#39424f", tailor.line * 0.8, tailor.ink)
    for k, lamp in enumerate(("#58e0c8", "#f0c84a", "#e85a4a")):
        canvas.drawCircle(x - 0.13 + 0.13 * k, y + 0.66, 0.038, fill(lamp))
    canvas.drawRect(rect(x - 0.17, y + 0.78, x + 0.17, y + 0.88), fill("#8adcf0"))
    canvas.drawCircle(x + 0.42, y + 0.46, 0.10, fill(WHITE))
    canvas.drawCircle(x + 0.42, y + 0.46, 0.075, fill("#2f5fa8"))


def _double(canvas: Canvas, tailor: Tailor) -> None:
    """A cook's jacket: two rows of buttons, a neckerchief."""
    x, y = tailor.bones.neck
    look, hips = tailor.look, tailor.hips
    bare_throat(canvas, tailor, 0.14, 0.20)
    edge = [(x + 0.24, y + 0.12), (tailor.middle + 0.30, y + 0.8), (hips[0] + 0.26, hips[1] + 0.3)]
    ink(canvas, edge, 0.026, multiply(look.top, FOLD), 1, (1, 1, 1))
    for k in range(4):
        for side in (-1, 1):
            canvas.drawCircle(
                tailor.middle + side * 0.19, y + 0.48 + k * 0.30, 0.042, fill(mix(look.bottom, INK, 0.4))
            )
    scarf = [(x - 0.26, y + 0.06), (x, y + 0.24), (x + 0.26, y + 0.06)]
    inked(canvas, ribbon(scarf, [0.07] * 3, 6, False), look.accent, tailor.line * 0.8, tailor.ink)
    for dx in (-0.09, 0.08):
        tail = [(x, y + 0.26), (x + dx, y + 0.50)]
        inked(canvas, ribbon(tail, [0.03, 0.06], 4, False), look.accent, tailor.line * 0.7, tailor.ink)


def _striped(canvas: Canvas, tailor: Tailor) -> None:
    """A turnout coat: two bands that shine in any light, buckles down the front."""
    x, y = tailor.bones.neck
    hips, top = tailor.hips, tailor.look.top
    collar = [(x - 0.24, y + 0.06), (x, y + 0.20), (x + 0.24, y + 0.06)]
    inked(canvas, ribbon(collar, [0.10] * 3, 6, False), darker(top, 0.3), tailor.line * 0.8, tailor.ink)
    for rise in (0.62, 1.14):
        band = [(x - 0.9, y + rise - 0.03), (x, y + rise), (x + 0.9, y + rise - 0.03)]
        canvas.drawPath(ribbon(band, [0.11] * 3, 4, False), fill("#f0d83a"))
        canvas.drawPath(ribbon(band, [0.042] * 3, 4, False), fill("#eef0ea"))
    ink(canvas, [(x, y + 0.2), (hips[0], hips[1] + 0.4)], 0.03, multiply(top, FOLD), 1, (1, 1))
    for k in range(3):
        at = y + 0.42 + 0.36 * k
        canvas.drawRect(rect(x - 0.10, at - 0.03, x + 0.10, at + 0.03), fill("#c4c8cc"))


TRADE_FRONTS: dict[Front, Callable[[Canvas, Tailor], None]] = {
    "court": _court,
    "vee": _vee,
    "camouflage": _camouflage,
    "zip": _zip,
    "ringed": _ringed,
    "double": _double,
    "striped": _striped,
}
