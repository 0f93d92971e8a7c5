"""Hair in any view: a mass, the locks on it with their shadows, the ring of light, and ties."""

from toonverse.draw.draft.brush import (
    WHITE,
    Canvas,
    Paint,
    Path,
    Rgb,
    curve,
    fill,
    inked,
    linear,
    luminance,
    mix,
    multiply,
)
from toonverse.draw.draft.cuts import cut_of
from toonverse.draw.draft.hair_shapes import Hair, Strand, hair_seen
from toonverse.draw.draft.hair_tied import dark_of, draw_tied, strand_colour
from toonverse.draw.draft.locks import Cut
from toonverse.draw.draft.portrait import Portrait

SMALL = 0.022  # ink as wide as this (in heads) is of figures too small for gradients


def _seen(portrait: Portrait, angle: float) -> Hair:
    return hair_seen(portrait.look.hair_style, round(angle * 20) / 20, round(portrait.wind * 10) / 10)


def _colour(portrait: Portrait, cut: Cut) -> Rgb:
    """Cropped hair lets the skin through."""
    return mix(portrait.hair, portrait.look.skin, 0.22) if cut.flat else portrait.hair


def draw_hair_behind(canvas: Canvas, portrait: Portrait) -> None:
    """What hangs behind neck and shoulders: drawn before the body."""
    look = portrait.look
    if look.species == "robot" or (look.hair_style == "bald" and look.age != "old"):
        return
    hair, dark = _seen(portrait, portrait.angle), dark_of(portrait)
    draw_tied(canvas, portrait, portrait.angle, behind=True)
    inked(canvas, hair.behind, dark, portrait.line, portrait.ink)
    edges = fill(multiply(dark, "#a69fbc"))
    for path in hair.edges_behind:
        canvas.drawPath(path, edges)


def draw_hair_front(canvas: Canvas, portrait: Portrait, angle: float | None = None) -> None:
    """What lies before the head; `angle` where the head is seen from behind."""
    look = portrait.look
    if look.hair_style == "bald":
        _bald(canvas, portrait, portrait.angle if angle is None else angle)
        return
    view = portrait.angle if angle is None else angle
    cut, hair = cut_of(look.hair_style), _seen(portrait, view)
    colour = _colour(portrait, cut)
    if cut.extra == "bun":
        draw_tied(canvas, portrait, view, behind=False)
    inked(canvas, hair.front, colour, portrait.line, portrait.ink)
    if not cut.flat:
        _strands(canvas, portrait, hair.strands, colour)
    if portrait.line < SMALL:
        canvas.drawPath(hair.front, _volume(cut, colour))
    if not cut.flat:
        _shine(canvas, portrait, hair.shine)
    if cut.extra != "bun":
        draw_tied(canvas, portrait, view, behind=False)


def _volume(cut: Cut, colour: Rgb) -> Paint:
    """Light on the crown and dark towards the tips, over all locks at once: they are one head of hair."""
    long = any(place[1] > 0.9 for lock in cut.locks for place in lock.places)
    tip = multiply(colour, "#77698f")
    light = mix(colour, WHITE, 0.5)
    return linear(
        (0, -0.68), (0, 1.5 if long else 0.35), [(light, 0.26), (colour, 0.0), (tip, 0.6)], [0, 0.3, 1]
    )


def _strands(canvas: Canvas, portrait: Portrait, strands: tuple[Strand, ...], colour: Rgb) -> None:
    small = portrait.line >= SMALL * 1.6
    cover = 0.34 if portrait.soft else 0.75 if portrait.crisp else 0.55
    paint, dark = fill(colour), fill(mix(colour, dark_of(portrait), cover))
    edges = fill(mix(colour, strand_colour(portrait), 0.55) if portrait.soft else strand_colour(portrait))
    pure = luminance(colour) < 20
    for strand in strands:
        canvas.drawPath(strand.shape, paint)
        if not small and not pure:
            canvas.drawPath(strand.shaded, dark)
        canvas.drawPath(strand.edges, fill(WHITE, 0.8) if pure else edges)


def _shine(canvas: Canvas, portrait: Portrait, shine: Path) -> None:
    """The ring of light; in pure ink it is white."""
    hair, light = portrait.hair, luminance(portrait.hair)
    if light < 20:
        canvas.drawPath(shine, fill(WHITE))
        return
    share, cover = (0.60, 0.75) if light > 110 else (0.34, 0.70)
    if portrait.crisp:
        share, cover = share + 0.22, 0.9
    elif portrait.soft:
        cover = 0.38
    if portrait.look.wet:
        share, cover = min(0.8, share + 0.2), 0.9
    canvas.drawPath(shine, fill(mix(hair, WHITE, share), cover))


def _bald(canvas: Canvas, portrait: Portrait, angle: float) -> None:
    """A shining head; in old age a wreath of hair above the ears."""
    if abs(angle) < 1.6:
        x = 0.16 * portrait.angle
        shine = curve(
            [(x - 0.16, -0.46), (x, -0.49), (x + 0.08, -0.44), (x - 0.06, -0.41), (x - 0.18, -0.38)]
        )
        canvas.drawPath(shine, fill(WHITE, 0.5))
    if portrait.look.age == "old":
        wreath = hair_seen("bald", round(angle * 20) / 20, 0.0).front
        inked(canvas, wreath, portrait.hair, portrait.line, portrait.ink)
