"""Hair: sixteen shapes made of a mass behind, a crown, a fringe and what hangs or is tied. Head units."""

from toonverse.draw.draft.brush import (
    WHITE,
    XY,
    Canvas,
    Path,
    Rgb,
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
from toonverse.draw.draft.hair_shapes import BACK_SHAPES, front_shape
from toonverse.draw.draft.hair_tied import dark_of, draw_braid, draw_knot, draw_tail, strand_colour
from toonverse.draw.draft.portrait import Portrait


def _dark(portrait: Portrait) -> Rgb:
    pale = luminance(portrait.look.hair) > 130
    return multiply(portrait.look.hair, "#b4aebc" if pale else "#8a80a8")


# where the ring of light is: above where the fringe lets the forehead through
_RING_Y = {"high": -0.465, "parted": -0.49, "swept": -0.415, "teeth": -0.43, "wild": -0.375}
SMALL = 0.022  # ink as wide as this (in heads) is of figures too small for gradients


def draw_hair_behind(canvas: Canvas, portrait: Portrait) -> None:
    """What hangs behind neck and shoulders: drawn before the body."""
    cut = CUTS[portrait.look.hair_style]
    wind, colour = portrait.wind, dark_of(portrait)
    if cut.extra == "ponytail":
        draw_tail(
            canvas, portrait, (-0.18 if portrait.yaw >= 0 else 0.18), -0.46, -1 if portrait.yaw >= 0 else 1
        )
    if cut.extra == "pigtails":
        for side in (-1, 1):
            draw_tail(canvas, portrait, side * 0.36, -0.18, side)
    outline = BACK_SHAPES.get(cut.back)
    if outline is None:
        return
    shape = curve(outline(wind))
    inked(canvas, shape, colour, portrait.line, portrait.ink)
    if cut.back in ("long", "wavy"):
        for x in (-0.32, -0.16, 0.02, 0.2, 0.34):
            hang = [(x, 0.2), (x * 1.1 + 0.1 * wind, 1.0), (x * 0.9 + 0.42 * wind, 1.7)]
            canvas.drawPath(ribbon(hang, [0.004, 0.014, 0.002], 6, False), fill(multiply(colour, "#b0a8c8")))


def draw_hair_front(canvas: Canvas, portrait: Portrait) -> None:
    cut = CUTS[portrait.look.hair_style]
    if cut.fringe == "none":
        _bald(canvas, portrait)
        return
    if cut.extra in ("bun", "topknot"):
        draw_knot(canvas, portrait, cut.extra)
    if cut.locks > 0.25:
        _flying_locks(canvas, portrait)
    shape = front_shape(portrait, cut)
    colour = mix(portrait.look.hair, portrait.look.skin, 0.25) if cut.crown == "tight" else portrait.look.hair
    inked(canvas, shape, colour, portrait.line, portrait.ink)
    _gloss(canvas, portrait, shape, cut)
    if cut.extra == "braid":
        draw_braid(canvas, portrait)


def draw_back_of_skull(canvas: Canvas, portrait: Portrait) -> None:
    """A turned head is deeper than it is wide: hair shows behind the ear, down to the nape."""
    turned, cut = abs(portrait.yaw), CUTS[portrait.look.hair_style]
    if turned < 0.12 or cut.fringe == "none":
        return
    side = -1 if portrait.yaw > 0 else 1
    far = 0.40 + 0.10 * turned - (0.05 if cut.crown == "tight" else 0.0)
    outline: list[XY] = [
        (0.0, -0.50),
        (side * 0.30, -0.44),
        (side * far, -0.20),
        (side * far, 0.02),
        (side * (far - 0.06), 0.17),
        (side * (far - 0.16), 0.27),
        (side * 0.16, 0.24),
        (0.0, -0.1),
    ]
    colour = mix(portrait.look.hair, portrait.look.skin, 0.25) if cut.crown == "tight" else portrait.look.hair
    shape = curve(outline)
    inked(canvas, shape, colour, portrait.line, portrait.ink)
    if portrait.line < SMALL:
        dark = linear((0, -0.1), (0, 0.3), [(dark_of(portrait), 0.0), (dark_of(portrait), 0.9)])
        canvas.drawPath(shape, dark)
    for k in (0.0, 0.06, 0.12):
        strand = [
            (side * (far - 0.03 - k), -0.12),
            (side * (far - 0.06 - k), 0.06),
            (side * (far - 0.14 - k), 0.22),
        ]
        canvas.drawPath(ribbon(strand, [0.001, 0.008, 0.001], 5, False), fill(strand_colour(portrait), 0.7))


def _bald(canvas: Canvas, portrait: Portrait) -> None:
    """A shining head; in old age a wreath of hair above the ears."""
    shine = curve([(-0.16, -0.46), (0.0, -0.49), (0.08, -0.44), (-0.06, -0.41), (-0.18, -0.38)])
    canvas.drawPath(shine, fill(WHITE, 0.5))
    if portrait.look.age != "old":
        return
    for side in (-1, 1):
        tuft = [
            (side * 0.335, -0.16),
            (side * 0.42, -0.14),
            (side * 0.45, 0.02),
            (side * 0.40, 0.14),
            (side * 0.345, 0.02),
        ]
        inked(canvas, curve(tuft), portrait.look.hair, portrait.line, portrait.ink)


def _flying_locks(canvas: Canvas, portrait: Portrait) -> None:
    sets = ((0.40, -0.12, 0.50, 0.10, 0.44, 0.34), (0.33, -0.38, 0.50, -0.20, 0.52, 0.02))
    for side in (-1, 1):
        for x0, y0, x1, y1, x2, y2 in sets:
            lock = ribbon(
                [(side * x0, y0), (side * x1, y1), (side * x2, y2)], [0.016, 0.018, 0.001], 5, False
            )
            inked(canvas, lock, portrait.look.hair, portrait.line * 0.7, portrait.ink)


def _gloss(canvas: Canvas, portrait: Portrait, shape: Path, cut: Cut) -> None:
    """Soft volume, the ring of light round the crown, and a few strands."""
    hair, turn = portrait.look.hair, 0.8 * portrait.shift
    if portrait.line < SMALL:
        volume = linear(
            (0, -0.65),
            (0, 0.15),
            [(lighter_hair(hair), 0.30), (lighter_hair(hair), 0), (multiply(hair, "#8f86ac"), 0.65)],
            [0, 0.45, 1],
        )
        canvas.drawPath(shape, volume)
    if cut.crown not in ("tight", "curly"):
        _ring(canvas, portrait, _RING_Y.get(cut.fringe, -0.345))
    strands = (
        (-0.05, -0.22, -0.02),
        (0.03, 0.06, 0.0),
        (0.10, 0.27, -0.02),
        (-0.14, -0.36, 0.06),
        (0.18, 0.38, 0.05),
    )
    if cut.fringe in ("high", "parted"):
        strands = (
            (-0.05, -0.12, -0.3),
            (0.05, 0.1, -0.3),
            (0.16, 0.26, -0.24),
            (-0.16, -0.26, -0.24),
            (0.0, 0.0, -0.33),
        )
    for x0, x1, y1 in strands:
        points = [
            (x0 + turn * 0.5, -0.58),
            ((x0 + x1) / 2 * 1.15 + turn * 0.8, (y1 - 0.58) * 0.55),
            (x1 + turn, y1),
        ]
        canvas.drawPath(ribbon(points, [0.001, 0.0075, 0.001], 6, False), fill(strand_colour(portrait), 0.75))
    if portrait.line < 0.016 and cut.fringe not in ("high", "parted"):  # near enough to see single hairs
        bright = fill(lighter_hair(hair), 0.5)
        for k in range(-4, 5):
            x = 0.075 * k + 0.02
            points = [(x * 0.35 + turn * 0.5, -0.57), (x * 1.05 + turn * 0.8, -0.34), (x * 1.2 + turn, -0.13)]
            canvas.drawPath(ribbon(points, [0.001, 0.0035, 0.001], 4, False), bright)


def lighter_hair(hair: str) -> Rgb:
    return mix(hair, WHITE, 0.30)


def _ring(canvas: Canvas, portrait: Portrait, y: float) -> None:
    """The crown's ring of light: jagged where strands break it; in pure ink, white strokes."""
    hair, light = portrait.look.hair, luminance(portrait.look.hair)
    if light < 20:
        for k in range(-4, 4):
            x, long = 0.07 * k, 0.05 + 0.035 * (k % 2)
            lick = [(x, y - long + 0.9 * x * x), (x * 1.1, y + long + 0.9 * x * x)]
            canvas.drawPath(ribbon(lick, [0.002, 0.02, 0.002], 4, False), fill(WHITE))
        return
    upper: list[XY] = []
    lower: list[XY] = []
    for i in range(15):
        t = -1 + 2 * i / 14
        bend = y + 0.13 * t * t
        jag = (0.05 if i % 2 else 0.0) * (1 - abs(t))
        upper.append((t * 0.36 + 0.02, bend - 0.028 * (1 - t * t) - jag * 0.45))
        lower.append((t * 0.36 + 0.02, bend + 0.030 * (1 - t * t) + jag))
    share, cover = (0.55, 0.62) if light > 110 else (0.30, 0.62)
    if portrait.crisp and y > -0.4:
        share, cover = share + 0.28, 0.92
        shadow = [(px, py + 0.045) for px, py in lower]
        canvas.drawPath(polygon(lower + shadow[::-1]), fill(strand_colour(portrait), 0.55))
    elif portrait.soft:
        cover = 0.34
    canvas.drawPath(polygon(upper + lower[::-1]), fill(mix(hair, WHITE, share), cover))
