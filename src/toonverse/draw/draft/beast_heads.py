"""Heads of animals, turned a little to us, with the feelings that people have. See `beasts.py`."""

from toonverse.domain.look import Species
from toonverse.draw.draft.beast_bodies import Pen, draw_trunk
from toonverse.draw.draft.beasts import BEASTS, Beast, Posture
from toonverse.draw.draft.brush import (
    WHITE,
    XY,
    Canvas,
    curve,
    darker,
    fill,
    lighter,
    mix,
    rgb,
    ribbon,
    stroke,
)
from toonverse.draw.draft.expressions import Expression
from toonverse.draw.draft.portrait import Portrait

_OPEN = ("grin", "laugh", "shout", "gasp", "talk", "say", "utter", "wail")
_PINK, _THROAT = "#f08a94", "#7a2434"


def draw_beast(canvas: Canvas, portrait: Portrait, posture: Posture) -> None:
    """The whole animal, its nose to the side that the portrait turns to."""
    species = portrait.look.species
    pen = Pen(canvas, portrait.look, portrait.line, portrait.ink)
    canvas.save()
    canvas.scale(portrait.way, 1)
    draw_trunk(pen, species, posture)
    canvas.rotate(portrait.expression.tilt_deg)
    draw_beast_head(pen, species, portrait.expression)
    canvas.restore()


def draw_beast_head(pen: Pen, species: Species, expression: Expression) -> None:
    beast = BEASTS[species]
    if beast.face == "round":
        _round(pen, species, beast, expression)
    elif beast.face == "beak":
        _beak(pen, expression)
    elif beast.face == "dragon":
        _dragon(pen, expression)
    else:
        _long(pen, beast, expression)


def _round(pen: Pen, species: Species, beast: Beast, expression: Expression) -> None:
    _ear(pen.far(), beast, 0.30, 0.24)
    skull: list[XY] = [
        (-0.46, 0.02),
        (-0.36, -0.34),
        (0.02, -0.46),
        (0.36, -0.34),
        (0.46, 0.0),
        (0.34, 0.30),
        (-0.02, 0.42),
        (-0.36, 0.30),
    ]
    pen.piece(skull, pen.coat, 0.09)
    if species in ("cat", "fox", "tiger"):  # whiskers' fur stands out at the cheek
        for y in (0.10, 0.22):
            pen.patch([(-0.36, y - 0.06), (-0.60, y + 0.10), (-0.34, y + 0.10)], pen.coat)
    if species == "tiger":
        _stripes(pen)
    if species in ("fox", "tiger", "cat"):
        pen.patch([(-0.40, 0.12), (-0.10, 0.08), (0.10, 0.34), (-0.06, 0.40), (-0.34, 0.28)], pen.pale)
    _muzzle(pen, beast, expression)
    for x, size in ((0.28, 0.085), (-0.08, 0.10)):
        _eye(pen, (x, -0.06), size, expression)
    if expression.blush > 0.3:
        pen.canvas.drawOval(_oval(-0.24, 0.12, 0.10, 0.06), fill(_PINK, 0.5))
    _ear(pen, beast, -0.24, -0.3)
    if species in ("cat", "tiger", "rabbit"):
        for dy in (-0.03, 0.03):
            for x, way in ((0.02, -1), (0.46, 1)):
                line: list[XY] = [(x, 0.20 + dy), (x + way * 0.34, 0.16 + dy * 3)]
                pen.canvas.drawPath(
                    ribbon(line, [0.010, 0.003], 3), fill(WHITE if species == "tiger" else pen.ink, 0.8)
                )


def _oval(x: float, y: float, a: float, b: float) -> object:
    return curve([(x - a, y), (x, y - b), (x + a, y), (x, y + b)], tension=0.276).getBounds()


def _muzzle(pen: Pen, beast: Beast, expression: Expression) -> None:
    reach = beast.muzzle
    shape: list[XY] = [
        (0.02, 0.14),
        (0.22, 0.02),
        (reach - 0.05, 0.06),
        (reach, 0.17),
        (reach - 0.10, 0.31),
        (0.16, 0.36),
        (0.02, 0.28),
    ]
    if expression.mouth in _OPEN:
        wide = 0.13 if expression.mouth in ("shout", "laugh", "wail", "grin") else 0.08
        jaw: list[XY] = [(0.08, 0.26), (reach - 0.10, 0.26), (reach - 0.14, 0.30 + wide), (0.20, 0.36 + wide)]
        pen.piece(jaw, rgb(_THROAT), 0)
        pen.patch(
            [(0.16, 0.34 + wide * 0.6), (reach - 0.16, 0.31 + wide * 0.6), (0.24, 0.35 + wide)], rgb(_PINK)
        )
    pen.piece(shape, pen.pale, 0.03)
    nose: list[XY] = [
        (reach - 0.13, 0.04),
        (reach + 0.02, 0.05),
        (reach + 0.01, 0.12),
        (reach - 0.06, 0.155),
        (reach - 0.13, 0.11),
    ]
    pen.patch(nose, mix(pen.ink, rgb("#3a2430"), 0.4))
    pen.canvas.drawCircle(reach - 0.06, 0.072, 0.018, fill(WHITE, 0.75))
    turn = -0.05 if expression.mouth in ("frown", "wobble", "mourn", "grit") else 0.05
    mouth: list[XY] = [
        (reach - 0.055, 0.15),
        (reach - 0.08, 0.24),
        (reach * 0.5, 0.25 + turn * 0.4),
        (0.10, 0.24 - turn),
    ]
    pen.canvas.drawPath(ribbon(mouth, [0.008, 0.012, 0.012, 0.004], 6), fill(pen.ink))


def _eye(pen: Pen, at: XY, size: float, expression: Expression) -> None:
    """As people's eyes read: arcs when they laugh, large when afraid, a slanted lid in anger."""
    (x, y), canvas = at, pen.canvas
    if expression.lids in ("smiling", "squeezed", "shut"):
        up = -size if expression.lids == "smiling" else size * 0.5
        lid: list[XY] = [(x - size, y), (x, y + up), (x + size, y)]
        canvas.drawPath(ribbon(lid, [0.006, 0.024, 0.006], 8), fill(pen.ink))
        return
    high = size * (0.75 + 0.5 * expression.opening)
    canvas.drawOval(_oval(x, y, size, high), fill(pen.ink))
    canvas.drawOval(_oval(x + 0.008, y + high * 0.12, size * 0.74, high * 0.76), fill(pen.look.eyes))
    canvas.drawOval(
        _oval(x + 0.012, y + high * 0.05, size * 0.42, high * 0.56), fill(darker(pen.look.eyes, 0.75))
    )
    canvas.drawCircle(x + size * 0.30, y - high * 0.35, size * 0.28, fill(WHITE))
    tilt = expression.brow_tilt
    if abs(tilt) > 0.25:
        inner = 1 if x < 0.1 else -1
        brow: list[XY] = [
            (x - inner * size * 1.2, y - high - 0.03 - tilt * 0.04),
            (x + inner * size, y - high - 0.03 + tilt * 0.10),
        ]
        canvas.drawPath(ribbon(brow, [0.012, 0.034], 4), fill(pen.ink))
    if expression.tears:
        canvas.drawOval(_oval(x - size * 0.4, y + high + 0.06, 0.03, 0.06), fill("#bfe6ff", 0.9))


def _ear(pen: Pen, beast: Beast, x: float, lean: float) -> None:
    y = -0.34
    if beast.ears == "flap":
        shape: list[XY] = [
            (x - 0.10, y - 0.04),
            (x + 0.10, y - 0.06),
            (x + lean * 0.5 + 0.10, y + 0.30),
            (x + lean * 0.6, y + 0.50),
            (x + lean * 0.5 - 0.14, y + 0.24),
        ]
        pen.piece(shape, mix(pen.coat, pen.mark, 0.6), 0.04)
        return
    tip = {"point": -0.42, "long": -0.66, "round": -0.20, "side": -0.1, "none": 0.0}[beast.ears]
    wide = {"long": 0.11, "round": 0.19}.get(beast.ears, 0.17)
    shape = [
        (x - wide, y + 0.06),
        (x - wide * 0.7 + lean * 0.3, y + tip * 0.7),
        (x + lean * 0.4, y + tip),
        (x + wide * 0.8 + lean * 0.3, y + tip * 0.6),
        (x + wide, y + 0.02),
    ]
    pen.piece(shape, pen.coat, 0.03)
    inner: list[XY] = [
        ((px - x - lean * 0.2) * 0.55 + x + lean * 0.2, y + (py - y) * 0.74) for px, py in shape
    ]
    pen.patch(inner, mix(rgb(_PINK), pen.coat, 0.35))


def _stripes(pen: Pen) -> None:
    """Three bars on the brow, and those of the cheek."""
    for y, half in ((-0.36, 0.10), (-0.29, 0.14), (-0.22, 0.09)):
        bar: list[XY] = [(0.10 - half, y), (0.10, y - 0.015), (0.10 + half, y)]
        pen.canvas.drawPath(ribbon(bar, [0.0, 0.028, 0.0], 5), fill(pen.mark))
    pen.canvas.drawPath(ribbon([(0.10, -0.40), (0.10, -0.18)], [0.02, 0.012], 4), fill(pen.mark))
    for y in (-0.06, 0.06, 0.18):
        pen.canvas.drawPath(ribbon([(-0.45, y), (-0.24, y + 0.03)], [0.035, 0.0], 4), fill(pen.mark))


def _long(pen: Pen, beast: Beast, expression: Expression) -> None:
    """A horse's or a cow's head."""
    cow = beast.face == "cow"
    if cow:
        for x in (0.04, -0.20):
            pen.band([(x, -0.34), (x + 0.02, -0.62), (x + 0.20, -0.78)], [0.08, 0.06, 0.01], rgb("#efe2c4"))
    else:
        for x, ear in ((0.06, pen.far()), (-0.12, pen)):
            ear.piece([(x - 0.09, -0.34), (x - 0.02, -0.70), (x + 0.11, -0.34)], ear.coat, 0.02)
    if expression.mouth in _OPEN:
        pen.piece([(0.30, 0.34), (0.72, 0.46), (0.66, 0.64), (0.36, 0.54)], rgb(_THROAT), 0)
    wide = 0.10 if cow else 0.0
    head: list[XY] = [
        (-0.36, -0.06),
        (-0.20, -0.40),
        (0.10, -0.42),
        (0.40, -0.12),
        (0.80, 0.18 - wide),
        (0.86, 0.40),
        (0.64, 0.52 + wide * 0.5),
        (0.34, 0.36 + wide),
        (0.0, 0.34),
        (-0.28, 0.26),
    ]
    pen.piece(head, pen.coat, 0.08)
    nose: list[XY] = [
        (0.56, 0.06 - wide),
        (0.82, 0.17 - wide),
        (0.87, 0.40),
        (0.64, 0.52 + wide * 0.5),
        (0.50, 0.40),
    ]
    pen.patch(nose, rgb("#e8a8a4") if cow else mix(pen.coat, pen.mark, 0.45))
    if not cow:  # a blaze down the face, the forelock over it
        pen.patch([(0.06, -0.36), (0.18, -0.34), (0.50, 0.0), (0.44, 0.04)], pen.pale)
        pen.piece([(-0.10, -0.52), (0.14, -0.50), (0.24, -0.14), (0.06, -0.28)], pen.mark, 0)
    pen.canvas.drawOval(_oval(0.74, 0.28, 0.035, 0.05), fill(pen.ink))
    smile: list[XY] = [(0.80, 0.42), (0.62, 0.42), (0.46, 0.34)]
    pen.canvas.drawPath(ribbon(smile, [0.004, 0.014, 0.004], 5), fill(pen.ink))
    _eye(pen, (0.10, -0.10), 0.10, expression)
    if cow:
        pen.piece([(-0.26, -0.26), (-0.62, -0.30), (-0.56, -0.10), (-0.28, -0.08)], pen.mark, 0.04)


def _beak(pen: Pen, expression: Expression) -> None:
    pen.piece(
        [
            (-0.38, 0.02),
            (-0.26, -0.34),
            (0.06, -0.42),
            (0.34, -0.24),
            (0.36, 0.08),
            (0.10, 0.32),
            (-0.22, 0.28),
        ],
        pen.coat,
        0.07,
    )
    open_by = 0.10 if expression.mouth in _OPEN else 0.02
    amber = rgb("#f0a838")
    pen.piece(
        [(0.28, 0.02 + open_by), (0.56, 0.08 + open_by), (0.28, 0.16 + open_by * 0.6)], darker(amber, 0.2), 0
    )
    pen.piece([(0.30, -0.14), (0.52, -0.06), (0.70, 0.07), (0.30, 0.08)], amber, 0.03)
    _eye(pen, (0.12, -0.10), 0.095, expression)
    if expression.blush > 0.3:
        pen.canvas.drawCircle(-0.04, 0.10, 0.08, fill(_PINK, 0.5))


def _dragon(pen: Pen, expression: Expression) -> None:
    for x, ear in ((0.12, pen.far()), (-0.14, pen)):
        ear.band([(x, -0.34), (x - 0.20, -0.62), (x - 0.16, -0.86)], [0.09, 0.06, 0.012], rgb("#f2e2b0"))
        ear.band([(x - 0.14, -0.54), (x - 0.38, -0.66)], [0.05, 0.01], rgb("#f2e2b0"))
    for k in range(4):  # the mane
        y = -0.30 + 0.19 * k
        pen.piece([(-0.22, y - 0.12), (-0.72, y + 0.02), (-0.22, y + 0.12)], pen.mark, 0)
    if expression.mouth in _OPEN:
        pen.piece([(0.16, 0.28), (0.80, 0.34), (0.70, 0.56), (0.24, 0.48)], rgb(_THROAT), 0)
        pen.piece([(0.10, 0.36), (0.70, 0.52), (0.62, 0.62), (0.14, 0.54)], pen.coat, 0)
    head: list[XY] = [
        (-0.38, 0.02),
        (-0.24, -0.36),
        (0.14, -0.42),
        (0.34, -0.18),
        (0.70, -0.12),
        (0.90, 0.04),
        (0.86, 0.28),
        (0.44, 0.36),
        (0.04, 0.42),
        (-0.30, 0.30),
    ]
    pen.piece(head, pen.coat, 0.09)
    pen.patch([(0.02, 0.30), (0.44, 0.22), (0.86, 0.24), (0.46, 0.36), (0.06, 0.41)], pen.pale)
    for x in (0.50, 0.66, 0.80):
        pen.piece([(x - 0.04, 0.27), (x + 0.04, 0.27), (x, 0.38)], WHITE, 0)
    pen.canvas.drawOval(_oval(0.80, 0.02, 0.05, 0.035), fill(pen.ink))
    for bend in (0.0, 0.22):
        whisker: list[XY] = [(0.80, 0.16), (1.0, 0.40 + bend), (0.74, 0.66 + bend), (0.86, 0.90 + bend)]
        pen.canvas.drawPath(ribbon(whisker, [0.03, 0.02, 0.014, 0.002], 8), fill(lighter(pen.mark, 0.3)))
    pen.canvas.drawPath(curve([(0.0, -0.28), (0.3, -0.22), (0.34, -0.14), (0.02, -0.18)]), fill(pen.mark))
    _eye(pen, (0.16, -0.08), 0.11, expression)
    pen.canvas.drawPath(ribbon([(0.04, -0.20), (0.28, -0.13)], [0.02, 0.035], 3), stroke(pen.ink, 0.001))
