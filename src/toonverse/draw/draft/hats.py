"""What is worn on a head. Head units."""

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
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
    sampled,
    shade,
    stroke,
)
from toonverse.draw.draft.hats_of_trades import HATS_OF_TRADES
from toonverse.draw.draft.portrait import Portrait


def draw_hat(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    kind = portrait.look.hat
    if portrait.look.species == "goblin":
        _horn(canvas, portrait)
    if kind == "cap":
        _cap(canvas, portrait, from_behind)
    elif kind == "peaked":
        _peaked(canvas, portrait, from_behind)
    elif kind == "brimmed":
        _brimmed(canvas, portrait)
    elif kind == "gat":
        _gat(canvas, portrait)
    elif kind == "towel":
        _towel(canvas, portrait)
    elif kind == "hood":
        _hood(canvas, portrait, from_behind)
    elif kind in HATS_OF_TRADES:
        HATS_OF_TRADES[kind](canvas, portrait, from_behind)


def _peaked(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    """A service cap: a stiff crown wider than its band, a badge, a short dark peak."""
    look, line, x = portrait.look, portrait.line, 0.8 * portrait.shift
    crown = [(-0.42, -0.36), (-0.58, -0.54), (-0.36, -0.70), (0.0, -0.76), (0.36, -0.70), (0.58, -0.54)]
    path = curve([*crown, (0.42, -0.36), (0.0, -0.42)])
    inked(canvas, path, look.top, line, portrait.ink)
    shade(canvas, path, 0.10 * portrait.lit_from, -0.04, multiply(look.top, "#8a80a8"))
    band = [(-0.42, -0.36), (0.0, -0.43), (0.42, -0.36), (0.44, -0.20), (0.0, -0.27), (-0.44, -0.20)]
    inked(canvas, polygon(band), darker(look.top, 0.35), line, portrait.ink)
    if from_behind:
        return
    inked(canvas, polygon([(x + a, b) for a, b in _BADGE]), look.accent, line * 0.7, portrait.ink)
    peak = [(x - 0.34, -0.25), (x, -0.31), (x + 0.34, -0.25), (x * 2 + 0.26, -0.14), (x * 2.3, -0.10)]
    inked(canvas, curve([*peak, (x * 2 - 0.26, -0.14)]), "#1c1a22", line, portrait.ink)


_BADGE = ((0.0, -0.60), (0.085, -0.53), (0.05, -0.42), (-0.05, -0.42), (-0.085, -0.53))


def _cap(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    colour, line, x = portrait.look.bottom, portrait.line, 0.8 * portrait.shift
    dome = curve(
        [
            (-0.43, -0.20),
            (-0.41, -0.46),
            (-0.22, -0.66),
            (0.0, -0.70),
            (0.22, -0.66),
            (0.41, -0.46),
            (0.43, -0.20),
            (0.0, -0.27),
        ]
    )
    inked(canvas, dome, colour, line, portrait.ink)
    shade(canvas, dome, 0.10 * portrait.lit_from, -0.04, multiply(colour, "#8a80a8"))
    for k in (-1, 1):
        seam = [(x * 0.5, -0.69), (x + k * 0.16, -0.5), (x + k * 0.2, -0.25)]
        canvas.drawPath(ribbon(seam, [0.002, 0.006, 0.002], 5, False), fill(darker(colour, 0.45)))
    if not from_behind:
        brim = curve(
            [
                (x - 0.36, -0.25),
                (x, -0.33),
                (x + 0.36, -0.25),
                (x * 2.2 + 0.30, -0.12),
                (x * 2.6, -0.07),
                (x * 2.2 - 0.30, -0.12),
            ]
        )
        inked(canvas, brim, darker(colour, 0.25), line, portrait.ink)


def _brimmed(canvas: Canvas, portrait: Portrait) -> None:
    colour, line = darker(portrait.look.top, 0.35), portrait.line
    crown = curve(
        [
            (-0.37, -0.26),
            (-0.36, -0.62),
            (-0.18, -0.76),
            (0.0, -0.70),
            (0.18, -0.76),
            (0.36, -0.62),
            (0.37, -0.26),
        ]
    )
    inked(canvas, crown, colour, line, portrait.ink)
    shade(canvas, crown, 0.12 * portrait.lit_from, 0, multiply(colour, "#8a80a8"))
    canvas.drawPath(
        ribbon([(-0.37, -0.34), (0.0, -0.29), (0.37, -0.34)], [0.05, 0.05, 0.05], 6, False),
        fill(portrait.look.accent),
    )
    brim = curve(
        [
            (-0.66, -0.24),
            (-0.38, -0.33),
            (0.0, -0.27),
            (0.38, -0.33),
            (0.66, -0.24),
            (0.40, -0.15),
            (0.0, -0.12),
            (-0.40, -0.15),
        ]
    )
    inked(canvas, brim, colour, line, portrait.ink)


def _gat(canvas: Canvas, portrait: Portrait) -> None:
    """The scholar's horsehair hat: black, wide, and one sees a little through it."""
    ink = (22, 20, 28)
    crown = polygon([(-0.25, -0.40), (-0.21, -0.86), (0.21, -0.86), (0.25, -0.40)])
    canvas.drawPath(crown, fill(ink, 0.86))
    canvas.drawPath(crown, stroke(ink, portrait.line))
    brim = rect(-0.80, -0.50, 0.80, -0.27)
    canvas.drawOval(brim, fill(ink, 0.80))
    canvas.drawOval(brim, stroke(ink, portrait.line))
    canvas.drawOval(rect(-0.72, -0.475, 0.72, -0.33), stroke(lighter(ink, 0.25), 0.006, 0.8))
    for side in (-1, 1):
        string = [(side * 0.34, -0.30), (side * 0.33, 0.15), (side * 0.06, 0.58)]
        canvas.drawPath(ribbon(string, [0.008, 0.008, 0.008], 6, False), fill(ink))


def _towel(canvas: Canvas, portrait: Portrait) -> None:
    cloth, line, x = (238, 232, 218), portrait.line, 0.6 * portrait.shift
    band = ribbon(
        [(-0.42, -0.18), (-0.2 + x, -0.30), (0.2 + x, -0.30), (0.42, -0.18)],
        [0.085, 0.085, 0.085, 0.085],
        6,
        False,
    )
    inked(canvas, band, cloth, line, portrait.ink)
    for k in (-0.2, 0.0, 0.2):
        canvas.drawPath(
            ribbon([(x + k - 0.03, -0.37), (x + k + 0.03, -0.22)], [0.002, 0.007, 0.002], 4, False),
            fill(darker(cloth, 0.3)),
        )
    side = -1 if portrait.yaw >= 0 else 1
    for dx, dy in ((0.2, 0.06), (0.15, 0.18)):
        end = ribbon([(side * 0.41, -0.19), (side * (0.41 + dx), -0.19 + dy)], [0.04, 0.07], 4, False)
        inked(canvas, end, cloth, line, portrait.ink)


def _hood(canvas: Canvas, portrait: Portrait, from_behind: bool) -> None:
    colour, line = portrait.look.top, portrait.line
    outer: list[XY] = [
        (-0.52, 0.52),
        (-0.57, 0.0),
        (-0.50, -0.46),
        (-0.20, -0.76),
        (0.0, -0.82),
        (0.20, -0.76),
        (0.50, -0.46),
    ]
    outer += [(0.57, 0.0), (0.52, 0.52)]
    if from_behind:
        shape = curve([*outer, (0.0, 0.66)])
        inked(canvas, shape, colour, line, portrait.ink)
        shade(canvas, shape, 0.14 * portrait.lit_from, -0.05, multiply(colour, "#8a80a8"))
        return
    if portrait.profile:
        _hood_from_the_side(canvas, portrait)
        return
    inner: list[XY] = [
        (0.37, 0.50),
        (0.405, 0.10),
        (0.37, -0.28),
        (0.17, -0.52),
        (0.0, -0.55),
        (-0.17, -0.52),
        (-0.37, -0.28),
    ]
    inner += [(-0.405, 0.10), (-0.37, 0.50)]
    shape = _band(outer, inner)
    inked(canvas, shape, colour, line, portrait.ink)
    edge = [(x * 1.04, y) for x, y in inner]
    canvas.drawPath(ribbon(edge, [0.03, 0.03], 5, False), fill(multiply(colour, "#7a7098")))
    fold = [(-0.42, -0.42), (-0.30, -0.62), (-0.1, -0.72)]
    canvas.drawPath(
        ribbon(fold, [0.003, 0.014, 0.003], 5, False), fill(mix(multiply(colour, "#6a6088"), INK, 0.2))
    )
    canvas.drawPath(
        ribbon([(0.45, -0.40), (0.51, 0.0), (0.49, 0.4)], [0.002, 0.012, 0.002], 5, False),
        fill(mix(colour, WHITE, 0.3)),
    )


def _hood_from_the_side(canvas: Canvas, portrait: Portrait) -> None:
    """Its edge runs before the temple; all behind it is cloth."""
    colour, way = portrait.look.top, portrait.way
    shape: list[XY] = [(0.20, -0.60), (0.30, -0.34), (0.10, -0.10), (0.04, 0.20), (0.10, 0.52), (-0.10, 0.66)]
    shape += [(-0.44, 0.60), (-0.56, 0.20), (-0.66, -0.16), (-0.58, -0.54), (-0.30, -0.78), (0.0, -0.80)]
    path = curve([(way * x, y) for x, y in shape])
    inked(canvas, path, colour, portrait.line, portrait.ink)
    shade(canvas, path, 0.12 * portrait.lit_from, -0.05, multiply(colour, "#8a80a8"))
    edge = [(way * x, y) for x, y in shape[:5]]
    canvas.drawPath(ribbon(edge, [0.026] * 5, 6, False), fill(multiply(colour, "#7a7098")))
    fold = [(way * x, y) for x, y in ((-0.02, -0.66), (-0.26, -0.40), (-0.34, 0.0))]
    canvas.drawPath(
        ribbon(fold, [0.003, 0.014, 0.003], 5, False), fill(mix(multiply(colour, "#6a6088"), INK, 0.2))
    )


def _band(outer: list[XY], inner: list[XY]) -> Path:
    """A band between two open curves."""
    return polygon([(float(x), float(y)) for x, y in [*sampled(outer, 6), *sampled(inner, 6)]])


def _horn(canvas: Canvas, portrait: Portrait) -> None:
    """One horn grows out of a goblin's brow, ringed, bent a little back."""
    x, way = portrait.across(0.0, 0.18), portrait.way
    shape: list[XY] = [
        (x - 0.13, -0.40),
        (x - 0.11 - way * 0.02, -0.60),
        (x - way * 0.10, -0.86),
        (x + 0.06 - way * 0.02, -0.62),
        (x + 0.13, -0.40),
        (x, -0.36),
    ]
    path = curve(shape, tension=0.12)
    inked(canvas, path, "#e9d5a4", portrait.line, portrait.ink)
    shade(canvas, path, 0.05 * portrait.lit_from, -0.02, "#b8925c")
    for k in range(3):
        y, half = -0.47 - 0.10 * k, 0.105 - 0.026 * k
        bent = -way * 0.02 * k
        canvas.drawPath(
            ribbon(
                [(x - half + bent, y), (x + bent, y + 0.025), (x + half + bent, y)], [0.004, 0.013, 0.004], 4
            ),
            fill("#8a6438"),
        )
