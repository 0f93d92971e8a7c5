"""Headgear that tells at a glance who somebody is: a helmet, a chef's hat, a king's cap. Head units."""

from collections.abc import Callable

from toonverse.domain.look import Hat
from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    Colour,
    Path,
    curve,
    darker,
    fill,
    inked,
    lighter,
    mix,
    multiply,
    polygon,
    rect,
    ribbon,
    shade,
    stroke,
)
from toonverse.draw.draft.portrait import Portrait

_SHADOW = "#8a80a8"
_STRAW = "#dcb765"
_GOLD = "#e8b83a"
_HORSEHAIR = (26, 23, 32)


def _piece(canvas: Canvas, portrait: Portrait, path: Path, colour: Colour) -> None:
    """One part of a hat: colour, ink line, cel shadow."""
    inked(canvas, path, colour, portrait.line, portrait.ink)
    shade(canvas, path, 0.10 * portrait.lit_from, -0.04, multiply(colour, _SHADOW))


def _dome(low: float, top: float, half: float) -> Path:
    """A cap's round crown that sits on the brow at `low`."""
    return curve(
        [
            (-half, low),
            (-half * 0.96, (low + top) / 2 - 0.04),
            (-half * 0.55, top + 0.04),
            (0.0, top),
            (half * 0.55, top + 0.04),
            (half * 0.96, (low + top) / 2 - 0.04),
            (half, low),
            (0.0, low - 0.08),
        ]
    )


def _helmet(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """Hard shell with a brim: a fire brigade's, a building site's, a soldier's by its colour."""
    look, x = portrait.look, 0.8 * portrait.shift
    steel = look.outfit == "armor"
    colour = "#9aa6ba" if steel else look.accent
    _piece(canvas, portrait, _dome(-0.16, -0.76, 0.49), colour)
    ridge = [(x * 0.6, -0.76), (x, -0.56), (x * 1.2, -0.30)]
    canvas.drawPath(ribbon(ridge, [0.03, 0.045, 0.03], 6, False), fill(lighter(colour, 0.25)))
    brim = [(-0.52, -0.16), (-0.2 + x, -0.25), (0.2 + x, -0.25), (0.52, -0.16)]
    inked(canvas, ribbon(brim, [0.05] * 4, 6, False), darker(colour, 0.25), portrait.line, portrait.ink)
    if from_behind:
        return
    if steel:
        plume = [(x * 0.4, -0.74), (x * 0.4 - 0.05, -0.95), (x * 0.4 + 0.10, -1.08), (x * 0.4 + 0.08, -0.8)]
        _piece(canvas, portrait, curve(plume), look.accent)
    elif look.outfit == "turnout":
        shield = [(x - 0.1, -0.52), (x + 0.1, -0.52), (x + 0.08, -0.36), (x, -0.29), (x - 0.08, -0.36)]
        inked(canvas, polygon(shield), _GOLD, portrait.line * 0.7, portrait.ink)
    for side in (-1, 1):
        strap = [(side * 0.40, -0.14), (side * 0.345, 0.22), (side * 0.16, 0.50)]
        canvas.drawPath(ribbon(strap, [0.014] * 3, 6, False), fill(mix(colour, INK, 0.7)))


def _toque(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A cook's tall white hat: a band, and a puff of cloth on it."""
    puff: list[XY] = [(-0.36, -0.44), (-0.54, -0.66), (-0.44, -0.90), (-0.18, -0.96), (0.0, -1.02)]
    puff += [(0.20, -0.96), (0.45, -0.90), (0.54, -0.66), (0.36, -0.44)]
    _piece(canvas, portrait, curve(puff), "#fbfaf6")
    for k in (-0.2, 0.0, 0.2):
        pleat = [(k * 0.9, -0.50), (k * 1.1, -0.66), (k * 1.25, -0.80)]
        canvas.drawPath(ribbon(pleat, [0.012, 0.01, 0.002], 6, False), fill("#b9b4c8"))
    band = polygon([(-0.40, -0.50), (0.40, -0.50), (0.42, -0.22), (0.0, -0.28), (-0.42, -0.22)])
    _piece(canvas, portrait, band, "#f2f0ea")


def _nurse(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A small white cap with a red cross."""
    x = 0.7 * portrait.shift
    cap = [(-0.25 + x, -0.47), (-0.34 + x, -0.74), (x, -0.80), (0.34 + x, -0.74), (0.25 + x, -0.47)]
    _piece(canvas, portrait, curve([*cap, (x, -0.52)], tension=0.1), "#fbfaf7")
    if from_behind:
        return
    for wide, tall in ((0.105, 0.036), (0.036, 0.105)):
        canvas.drawRect(rect(x - wide, -0.635 - tall, x + wide, -0.635 + tall), fill("#d8303a"))


def _samo(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A minister's cap of black gauze, two wings at its sides."""
    for side in (-1, 1):
        if side * portrait.yaw > 0.75:
            continue
        wing: list[XY] = [
            (side * 0.36, -0.36),
            (side * 0.60, -0.44),
            (side * 0.98, -0.38),
            (side * 0.62, -0.29),
        ]
        _piece(canvas, portrait, curve(wing), _HORSEHAIR)
    _piece(canvas, portrait, _stepped(), _HORSEHAIR)
    step = [(-0.40, -0.50), (0.0, -0.56), (0.40, -0.50)]
    canvas.drawPath(ribbon(step, [0.004, 0.014, 0.004], 6, False), fill((96, 90, 112)))


def _stepped() -> Path:
    """The low front and the higher back of a court cap."""
    low: list[XY] = [(-0.44, -0.16), (-0.44, -0.48), (-0.33, -0.56), (-0.30, -0.76), (0.0, -0.84)]
    return curve(
        [*low, (0.30, -0.76), (0.33, -0.56), (0.44, -0.48), (0.44, -0.16), (0.0, -0.25)], tension=0.13
    )


def _ikseon(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A king's everyday cap: the wings stand up behind it, its edge is gold."""
    for side in (-1, 1):
        wing: list[XY] = [
            (side * 0.02, -0.78),
            (side * 0.01, -0.94),
            (side * 0.12, -1.02),
            (side * 0.24, -0.97),
        ]
        wing += [(side * 0.27, -0.84), (side * 0.22, -0.72)]
        _piece(canvas, portrait, curve(wing), mix(_HORSEHAIR, "#7a1f2c", 0.2))
        vein = [(side * 0.13, -0.76), (side * 0.14, -0.97)]
        canvas.drawPath(ribbon(vein, [0.01, 0.006], 3, False), fill(_GOLD))
    _piece(canvas, portrait, _stepped(), _HORSEHAIR)
    x = 0.6 * portrait.shift
    edge = [(-0.44, -0.20), (-0.2 + x, -0.28), (0.2 + x, -0.28), (0.44, -0.20)]
    canvas.drawPath(ribbon(edge, [0.028] * 4, 6, False), fill(_GOLD))
    step = [(-0.40, -0.50), (0.0, -0.56), (0.40, -0.50)]
    canvas.drawPath(ribbon(step, [0.006, 0.02, 0.006], 6, False), fill(_GOLD))


def _felt(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A constable's or soldier's black felt hat of old, its red tassel hanging."""
    ink, x = (34, 30, 38), 0.6 * portrait.shift
    _piece(canvas, portrait, _dome(-0.28, -0.80, 0.36), ink)
    brim = rect(-0.72, -0.44, 0.72, -0.17)
    canvas.drawOval(brim, fill(ink))
    canvas.drawOval(brim, stroke(portrait.ink, portrait.line))
    band = [(-0.36, -0.40), (x, -0.34), (0.36, -0.40)]
    canvas.drawPath(ribbon(band, [0.035] * 3, 6, False), fill("#b8343a"))
    tassel: list[XY] = [
        (x * 0.4, -0.80),
        (x * 0.4 + 0.16, -0.78),
        (x * 0.4 + 0.30, -0.56),
        (x * 0.4 + 0.34, -0.36),
    ]
    inked(
        canvas,
        ribbon(tassel, [0.03, 0.04, 0.05, 0.06], 8, False),
        "#c8303a",
        portrait.line * 0.7,
        portrait.ink,
    )


def _crown(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A ring of gold with points, a jewel on each."""
    x = 0.5 * portrait.shift
    points: list[XY] = [(-0.42, -0.34), (-0.46, -0.74), (-0.28, -0.55), (-0.17, -0.82), (x, -0.56)]
    points += [(0.17, -0.82), (0.28, -0.55), (0.46, -0.74), (0.42, -0.34), (0.0, -0.41)]
    _piece(canvas, portrait, polygon(points), _GOLD)
    band = [(-0.42, -0.35), (x, -0.42), (0.42, -0.35)]
    canvas.drawPath(ribbon(band, [0.03] * 3, 6, False), fill(darker(_GOLD, 0.25)))
    for jewel, at in (("#c8303a", (-0.17, -0.84)), ("#c8303a", (0.17, -0.84)), ("#3f78c8", (x, -0.47))):
        canvas.drawCircle(*at, 0.045, fill(jewel))
        canvas.drawCircle(at[0] - 0.012, at[1] - 0.014, 0.014, fill(WHITE, 0.8))


def _pointed(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A wizard's hat: a bent cone over a wide brim."""
    colour, way = darker(portrait.look.top, 0.3), portrait.way
    brim = rect(-0.76, -0.44, 0.76, -0.16)
    canvas.drawOval(brim, fill(colour))
    canvas.drawOval(brim, stroke(portrait.ink, portrait.line))
    cone: list[XY] = [(-0.40, -0.32), (-0.26, -0.66), (-0.06, -0.98), (-way * 0.22, -1.16), (0.10, -0.94)]
    _piece(canvas, portrait, curve([*cone, (0.27, -0.66), (0.40, -0.32), (0.0, -0.25)], tension=0.13), colour)
    band = [(-0.39, -0.38), (0.0, -0.31), (0.39, -0.38)]
    canvas.drawPath(ribbon(band, [0.05] * 3, 6, False), fill(portrait.look.accent))


def _straw(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A farmer's hat, its weave showing."""
    _piece(canvas, portrait, _dome(-0.28, -0.72, 0.37), _STRAW)
    for rise in (-0.42, -0.52, -0.61):
        weave = [(-0.33, rise), (0.0, rise - 0.05), (0.33, rise)]
        canvas.drawPath(ribbon(weave, [0.003, 0.009, 0.003], 6, False), fill(darker(_STRAW, 0.28)))
    brim: list[XY] = [(-0.84, -0.16), (-0.48, -0.34), (0.0, -0.38), (0.48, -0.34), (0.84, -0.16)]
    _piece(canvas, portrait, curve([*brim, (0.44, -0.17), (0.0, -0.15), (-0.44, -0.17)]), _STRAW)
    band = [(-0.37, -0.37), (0.0, -0.32), (0.37, -0.37)]
    canvas.drawPath(ribbon(band, [0.04] * 3, 6, False), fill("#8a4a34"))


def _veil(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A beekeeper's hat: net hangs from its brim before the face, which is seen through it."""
    net: list[XY] = [(-0.66, -0.26), (-0.62, 0.30), (-0.52, 0.74), (0.0, 0.86), (0.52, 0.74), (0.62, 0.30)]
    outline = curve([*net, (0.66, -0.26), (0.0, -0.20)])
    canvas.drawPath(outline, fill((30, 28, 36), 0.16 if not from_behind else 0.3))
    canvas.drawPath(outline, stroke((40, 36, 46), portrait.line * 0.8, 0.8))
    canvas.save()
    canvas.clipPath(outline, True)
    thin = stroke((34, 30, 40), 0.006, 0.34)
    for k in range(-6, 7):
        canvas.drawLine(k * 0.115, -0.3, k * 0.105, 0.9, thin)
        canvas.drawLine(-0.7, 0.28 + k * 0.105, 0.7, 0.28 + k * 0.105, thin)
    canvas.restore()
    _straw(canvas, portrait, from_behind)


def _beanie(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A knitted cap with a turned-up edge and a bobble."""
    colour, x = portrait.look.accent, 0.6 * portrait.shift
    canvas.drawCircle(0.0, -0.79, 0.12, fill(portrait.ink))
    canvas.drawCircle(0.0, -0.79, 0.10, fill(lighter(colour, 0.35)))
    _piece(canvas, portrait, _dome(-0.24, -0.74, 0.45), colour)
    cuff = [(-0.46, -0.22), (-0.2 + x, -0.31), (0.2 + x, -0.31), (0.46, -0.22)]
    inked(canvas, ribbon(cuff, [0.085] * 4, 6, False), lighter(colour, 0.22), portrait.line, portrait.ink)
    for k in range(-4, 5):
        rib = [(k * 0.10 + x * 0.5, -0.36 + 0.004 * k * k), (k * 0.10 + x * 0.5, -0.23 + 0.004 * k * k)]
        canvas.drawPath(ribbon(rib, [0.006, 0.006], 3, False), fill(darker(colour, 0.2), 0.7))


def _maid(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A band of white frills over the hair."""
    x = 0.4 * portrait.shift
    frill: list[XY] = [(-0.43 + x, -0.36)]
    for k in range(9):
        t = k / 8
        bend = -0.36 - 0.34 * (1 - (2 * t - 1) ** 2)
        frill.append((-0.43 + 0.86 * t + x, bend - (0.12 if k % 2 else 0.05)))
    frill += [(0.43 + x, -0.30), (0.24 + x, -0.50), (x, -0.57), (-0.24 + x, -0.50), (-0.43 + x, -0.30)]
    _piece(canvas, portrait, curve(frill, tension=0.12), "#fbfaf7")


HATS_OF_TRADES: dict[Hat, Callable[[Canvas, Portrait, bool], None]] = {
    "helmet": _helmet,
    "toque": _toque,
    "nurse": _nurse,
    "samo": _samo,
    "ikseon": _ikseon,
    "felt": _felt,
    "crown": _crown,
    "pointed": _pointed,
    "straw": _straw,
    "veil": _veil,
    "beanie": _beanie,
    "maid": _maid,
}
