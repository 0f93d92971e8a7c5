"""Trunks, legs and tails of animals, and the pen that all of an animal is drawn with. See `beasts.py`.

A coat has the look's `hair` for its colour, `skin` for muzzle and belly, `accent` for its marks.
"""

from dataclasses import dataclass, replace

from toonverse.domain.look import Look, Species
from toonverse.draw.draft.beasts import BEASTS, Beast, Posture, ground_of
from toonverse.draw.draft.brush import (
    INK,
    XY,
    Canvas,
    Rgb,
    curve,
    darker,
    fill,
    inked,
    mix,
    multiply,
    rgb,
    ribbon,
    shade,
)

_BELOW = multiply("#ffffff", "#b9aecb")


@dataclass(frozen=True, slots=True)
class Pen:
    """What every stroke of an animal needs: the canvas, its look, the ink."""

    canvas: Canvas
    look: Look
    line: float
    ink: Rgb = INK

    @property
    def coat(self) -> Rgb:
        return rgb(self.look.hair)

    @property
    def pale(self) -> Rgb:
        return rgb(self.look.skin)

    @property
    def mark(self) -> Rgb:
        """Stripes, patches and the ends of ears."""
        return rgb(self.look.accent)

    def piece(self, points: list[XY], colour: Rgb, depth: float = 0.07) -> None:
        """A closed shape with its ink and its shadow away from the light."""
        path = curve(points)
        inked(self.canvas, path, colour, self.line, self.ink)
        if depth:
            shade(self.canvas, path, -depth * 0.4, -depth, multiply(colour, _BELOW))

    def band(self, points: list[XY], widths: list[float], colour: Rgb) -> None:
        inked(self.canvas, ribbon(points, widths, 8), colour, self.line, self.ink)

    def patch(self, points: list[XY], colour: Rgb) -> None:
        self.canvas.drawPath(curve(points), fill(colour))

    def joint(self, at: XY, radius: float) -> None:
        """Coat over the ink where a leg grows out of the trunk."""
        (x, y), r = at, radius
        self.patch([(x - r, y - r * 0.2), (x, y - r), (x + r, y - r * 0.2), (x, y + r * 0.7)], self.coat)

    def far(self) -> "Pen":
        """The same on the side away from us: darker."""
        hair, skin, accent = (_hex(darker(colour, 0.22)) for colour in (self.coat, self.pale, self.mark))
        return replace(self, look=replace(self.look, hair=hair, skin=skin, accent=accent))


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def draw_trunk(pen: Pen, species: Species, posture: Posture) -> None:
    """All but the head: tail, far legs, trunk, near legs, neck."""
    beast = BEASTS[species]
    if species == "bird":
        _bird(pen, beast)
    elif species == "dragon":
        _serpent(pen, beast)
    elif posture == "sit":
        _sitting(pen, beast, species)
    else:
        _on_four(pen, beast, species, posture)


def _on_four(pen: Pen, beast: Beast, species: Species, posture: Posture) -> None:
    (x, y), back = beast.chest, beast.chest[0] - beast.length
    depth, ground = beast.depth, ground_of(species, posture)
    _tail(pen, beast, (back - 0.02, y - depth * 0.55), ground)
    if posture == "lie":
        _folded(pen.far(), beast, ground - 0.03)
    else:
        spread = 0.42 * beast.length if posture == "run" else 0.0
        _legs(
            pen.far(),
            beast,
            ground - 0.07,
            (x - 0.24 + spread * 0.6, back + 0.36 - spread * 0.5),
            (0.25, -0.2),
        )
    trunk: list[XY] = [
        (x + 0.26, y - depth * 0.10),
        (x - 0.06, y - depth * 0.98),
        (x - beast.length * 0.5, y - depth * 0.80),
        (back + 0.14, y - depth * 0.92),
        (back - 0.10, y - depth * 0.10),
        (back + 0.10, y + depth * 0.84),
        (x - beast.length * 0.5, y + depth * 0.80),
        (x + 0.04, y + depth * 0.92),
    ]
    pen.piece(trunk, pen.coat, 0.16 * depth + 0.04)
    _markings(pen, species, beast, trunk)
    if posture == "lie":
        _folded(pen, beast, ground)
    else:
        _legs(pen, beast, ground, (x - 0.02 + spread, back + 0.16 - spread), (spread * 0.5, -spread * 0.5))
    _neck(pen, beast, species)


def _legs(
    pen: Pen, beast: Beast, ground: float, tops: tuple[float, float], swing: tuple[float, float]
) -> None:
    """A fore and a hind leg; `swing` is how far each foot is before its top."""
    y, (wide, thin) = beast.chest[1], beast.legs
    foot = min(0.24, thin * (1.25 if beast.hoofs else 1.45))
    for hind, (x, way) in enumerate(zip(tops, swing, strict=True)):
        knee = y + (ground - y) * 0.56
        bend = -0.10 if hind else 0.03
        top = y + beast.depth * (0.05 if hind else 0.2)
        path: list[XY] = [(x, top), (x + way * 0.5 + bend, knee), (x + way, ground - foot * 0.9)]
        pen.band(path, [wide * (1.5 if hind else 1.1), thin * 1.15, thin], pen.coat)
        pen.joint((x + bend * 0.3, top), wide * (1.75 if hind else 1.4))
        at = x + way
        end: list[XY] = [
            (at - foot * 0.8, ground),
            (at - foot * 0.7, ground - foot * 1.3),
            (at + foot * 0.8, ground - foot * 1.2),
        ]
        colour = darker(pen.mark, 0.1) if beast.hoofs else mix(pen.coat, pen.pale, 0.5)
        pen.piece([*end, (at + foot * 1.3, ground)], colour, 0)


def _folded(pen: Pen, beast: Beast, ground: float) -> None:
    """Legs of one that lies: the forelegs stretched out on the ground, the haunch beside the belly."""
    (x, _), thin = beast.chest, beast.legs[1]
    back = x - beast.length
    haunch: list[XY] = [(back - 0.02, ground), (back + 0.06, ground - 0.5), (back + 0.52, ground - 0.42)]
    pen.piece([*haunch, (back + 0.66, ground)], pen.coat, 0.06)
    pen.band([(x - 0.1, ground - thin * 1.2), (x + 0.75, ground - thin)], [thin * 1.4, thin], pen.coat)


def _sitting(pen: Pen, beast: Beast, species: Species) -> None:
    (x, y), ground = beast.chest, ground_of(species, "sit")
    back, thin = x - beast.length * 0.52, beast.legs[1]
    _tail(pen, beast, (back - 0.05, ground - 0.2), ground)
    pen.far().band([(x + 0.12, y + 0.1), (x + 0.20, ground - thin)], [thin * 1.6, thin * 1.2], pen.far().coat)
    trunk: list[XY] = [
        (x + 0.30, y - 0.14),
        (x - 0.10, y - beast.depth * 0.9),
        (back + 0.06, (y + ground) / 2),
        (back - 0.06, ground - 0.02),
        (x - 0.10, ground),
        (x + 0.20, (y + ground) / 2 + 0.1),
    ]
    pen.piece(trunk, pen.coat, 0.10)
    if species == "tiger":
        pen.canvas.save()
        pen.canvas.clipPath(curve(trunk), True)
        _back_stripes(pen, (x - 0.16, y - beast.depth * 0.6), (back - 0.02, ground - 0.5))
        pen.canvas.restore()
    else:
        _markings(pen, species, beast, trunk)
    pen.patch(
        [
            (x + 0.24, y - 0.05),
            (x + 0.02, y + 0.02),
            (x + 0.06, (y + ground) / 2),
            (x + 0.20, (y + ground) / 2),
        ],
        pen.pale,
    )
    pen.piece(
        [(back - 0.12, ground), (back, ground - 0.52), (x - 0.22, ground - 0.46), (x - 0.04, ground)],
        pen.coat,
        0.06,
    )
    pen.band(
        [(x + 0.02, y + beast.depth * 0.3), (x + 0.08, ground - thin)], [thin * 1.9, thin * 1.3], pen.coat
    )
    for at in (x + 0.14, x - 0.05):
        pen.piece(
            [
                (at - 0.15, ground),
                (at - 0.13, ground - 0.14),
                (at + 0.10, ground - 0.13),
                (at + 0.16, ground),
            ],
            mix(pen.coat, pen.pale, 0.5),
            0,
        )
    _neck(pen, beast, species)


def _neck(pen: Pen, beast: Beast, species: Species) -> None:
    (x, y), (thin, wide) = beast.chest, beast.neck
    path: list[XY] = [(-0.10, 0.05), (x * 0.62, y * 0.5), (x - 0.04, y)]
    pen.canvas.drawPath(
        ribbon(path, [thin + pen.line, (thin + wide) / 2 + pen.line, wide * 0.8], 8), fill(pen.ink)
    )
    pen.canvas.drawPath(ribbon(path, [thin, (thin + wide) / 2, wide * 0.95], 8), fill(pen.coat))
    if species in ("dog", "cat", "fox", "tiger"):
        bib: list[XY] = [
            (0.10, 0.34),
            (x * 0.3, y * 0.55),
            (x + 0.22, y + 0.16),
            (x + 0.10, y + 0.30),
            (x * 0.75, y * 0.7),
        ]
        pen.patch(bib, pen.pale)
    if species == "horse":
        mane: list[XY] = [
            (-0.02, -0.56),
            (-0.34, -0.40),
            (x * 0.95, y * 0.35),
            (x - 0.34, y - 0.20),
            (x - 0.06, y - 0.06),
        ]
        pen.piece([*mane, (x * 0.62, y * 0.45), (-0.16, -0.06)], pen.mark, 0.05)


def _tail(pen: Pen, beast: Beast, at: XY, ground: float) -> None:
    x, y = at
    low = min(ground - 0.12, y + 1.2)
    if beast.tail == "brush":
        pen.band(
            [(x + 0.1, y + 0.05), (x - 0.34, y - 0.05), (x - 0.62, y - 0.46)], [0.10, 0.20, 0.03], pen.coat
        )
        pen.patch([(x - 0.55, y - 0.28), (x - 0.63, y - 0.47), (x - 0.46, y - 0.26)], pen.pale)
    elif beast.tail == "thin":
        pen.band(
            [(x + 0.1, y), (x - 0.36, y + 0.12), (x - 0.62, y - 0.14), (x - 0.56, y - 0.56)],
            [0.09, 0.08, 0.08, 0.06],
            pen.coat,
        )
    elif beast.tail == "puff":
        pen.piece(
            [(x + 0.05, y - 0.12), (x - 0.20, y - 0.14), (x - 0.22, y + 0.10), (x + 0.04, y + 0.14)],
            pen.pale,
            0.03,
        )
    elif beast.tail == "hair":
        pen.band(
            [(x + 0.1, y), (x - 0.24, y + 0.10), (x - 0.36, (y + low) / 2), (x - 0.26, low)],
            [0.08, 0.13, 0.19, 0.01],
            pen.mark,
        )
    elif beast.tail == "tuft":
        pen.band([(x + 0.08, y), (x - 0.14, y + 0.2), (x - 0.16, low - 0.25)], [0.05, 0.04, 0.03], pen.coat)
        pen.piece(
            [(x - 0.10, low - 0.30), (x - 0.06, low), (x - 0.20, low + 0.06), (x - 0.24, low - 0.12)],
            pen.mark,
            0,
        )


def _markings(pen: Pen, species: Species, beast: Beast, trunk: list[XY]) -> None:
    """Stripes of a tiger, patches of a cow: on the trunk alone."""
    if species not in ("tiger", "cow"):
        return
    (x, y), depth = beast.chest, beast.depth
    pen.canvas.save()
    pen.canvas.clipPath(curve(trunk), True)
    if species == "tiger":
        for k in range(7):
            at = x - 0.05 - k * beast.length / 6.6
            for up in (-1, 1):
                stripe: list[XY] = [
                    (at, y + up * depth),
                    (at + 0.05, y + up * depth * 0.45),
                    (at - 0.02, y + up * depth * 0.12),
                ]
                pen.canvas.drawPath(ribbon(stripe, [0.075, 0.05, 0.0], 6), fill(pen.mark))
    else:
        for share, size in ((0.16, 0.34), (0.62, 0.5), (0.98, 0.3)):
            at = x - beast.length * share
            pen.patch(
                [
                    (at + size, y - 0.5 * depth),
                    (at, y - 1.1 * depth),
                    (at - size, y - 0.3 * depth),
                    (at - 0.2, y + 0.35 * depth),
                    (at + size * 0.6, y + 0.2 * depth),
                ],
                pen.mark,
            )
    pen.canvas.restore()


def _back_stripes(pen: Pen, top: XY, low: XY) -> None:
    """Stripes down the back of a tiger that sits."""
    for k in range(5):
        x, y = top[0] + (low[0] - top[0]) * k / 4, top[1] + (low[1] - top[1]) * k / 4
        stripe: list[XY] = [(x - 0.06, y), (x + 0.16, y + 0.06), (x + 0.34, y + 0.02)]
        pen.canvas.drawPath(ribbon(stripe, [0.05, 0.04, 0.0], 6), fill(pen.mark))


def _bird(pen: Pen, beast: Beast) -> None:
    ground = beast.ground
    for x in (-0.30, -0.16):
        pen.band([(x, 0.62), (x + 0.03, ground - 0.03)], [0.03, 0.025], rgb("#d89038"))
        pen.band(
            [(x - 0.12, ground), (x + 0.03, ground - 0.04), (x + 0.20, ground)],
            [0.015, 0.03, 0.015],
            rgb("#d89038"),
        )
    for k in range(3):
        pen.band([(-0.62, 0.42 + 0.05 * k), (-1.15 + 0.06 * k, 0.50 + 0.12 * k)], [0.10, 0.05], pen.mark)
    body: list[XY] = [(0.20, 0.20), (-0.12, -0.10), (-0.52, 0.16), (-0.80, 0.46), (-0.36, 0.78), (0.06, 0.66)]
    pen.piece(body, pen.coat, 0.08)
    pen.patch([(0.16, 0.30), (-0.06, 0.36), (-0.20, 0.68), (0.02, 0.62)], pen.pale)
    wing: list[XY] = [(-0.14, 0.20), (-0.46, 0.20), (-0.92, 0.54), (-0.52, 0.62), (-0.22, 0.50)]
    pen.piece(wing, mix(pen.coat, pen.mark, 0.5), 0.05)


def _serpent(pen: Pen, beast: Beast) -> None:
    """A long body in coils, scaled, with plates below and a row of spines."""
    ground = beast.ground
    body: list[XY] = [
        (-0.12, 0.10),
        (-0.62, 0.62),
        (-0.40, 1.35),
        (-1.10, 1.95),
        (-2.05, 1.70),
        (-2.30, 2.35),
        (-3.10, 2.30),
    ]
    widths = [0.30, 0.42, 0.50, 0.50, 0.40, 0.24, 0.03]
    for x in (-1.30, -0.30):
        pen.far().band([(x, 1.7), (x + 0.2, ground - 0.16)], [0.2, 0.12], pen.far().coat)
    for at, (x, y) in enumerate([(-0.62, 0.08), (-1.06, 0.50), (-0.98, 1.10), (-1.25, 1.36), (-1.75, 1.24)]):
        pen.piece([(x - 0.14, y + 0.20), (x - 0.24, y - 0.12 + 0.02 * at), (x + 0.20, y + 0.16)], pen.mark, 0)
    pen.band(body, widths, pen.coat)
    under: list[XY] = [(p[0] + 0.16, p[1] + 0.14) for p in body[:5]]
    pen.canvas.drawPath(ribbon(under, [w * 0.46 for w in widths[:5]], 8), fill(pen.pale))
    for k in range(9):
        y = 0.52 + 0.16 * k
        pen.canvas.drawPath(
            ribbon([(-0.62, y), (-0.22, y + 0.06)], [0.012, 0.012], 3), fill(darker(pen.pale, 0.35))
        )
    for x in (-1.05, -0.12):
        pen.band([(x - 0.1, 1.75), (x + 0.12, ground - 0.14)], [0.24, 0.14], pen.coat)
        for claw in (-0.08, 0.1, 0.26):
            pen.band([(x + claw, ground - 0.12), (x + claw + 0.14, ground)], [0.06, 0.01], rgb("#f4ead2"))
