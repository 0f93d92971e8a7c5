"""Beard, glasses, tears and sweat in profile, drawn facing right. Head units; see `profile.py`."""

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    Path,
    curve,
    fill,
    inked,
    mix,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.portrait import EYE_Y, Portrait
from toonverse.draw.draft.worn import bandage, wet_face


def draw_profile_beard(canvas: Canvas, portrait: Portrait, face: Path, drop: float) -> None:
    """`drop` is how far the chin is lowered."""
    look = portrait.look
    colour = mix(look.hair, INK, 0.12)
    if look.beard == "stubble":
        canvas.save()
        canvas.clipPath(face, True)
        jaw = [
            (-0.12, 0.10),
            (0.05, 0.22),
            (0.20, 0.27),
            (0.29, 0.245),
            (0.4, 0.27),
            (0.4, 0.62),
            (-0.2, 0.6),
        ]
        canvas.drawPath(curve(jaw), fill(mix(look.hair, "#5a6078", 0.4), 0.26))
        canvas.restore()
    if look.beard == "full":
        edge: list[XY] = [
            (-0.06, 0.04),
            (0.02, 0.20),
            (0.13, 0.275),
            (0.235, 0.30),
            (0.262, 0.37 + drop * 0.5),
            (0.315, 0.372 + drop),
        ]
        edge += [
            (0.375, 0.44 + drop),
            (0.385, 0.56 + drop),
            (0.30, 0.67 + drop),
            (0.19, 0.62),
            (0.02, 0.48),
            (-0.10, 0.32),
            (-0.12, 0.12),
        ]
        inked(canvas, curve(edge), colour, portrait.line, portrait.ink)
        for k in range(4):
            hair = [(0.10 + 0.06 * k, 0.40), (0.15 + 0.055 * k, 0.56)]
            canvas.drawPath(ribbon(hair, [0.004, 0.001], 3), fill(mix(colour, INK, 0.4)))
    if look.beard in ("moustache", "full"):
        wing: list[XY] = [
            (0.345, 0.250),
            (0.352, 0.300),
            (0.29, 0.318),
            (0.225, 0.352),
            (0.245, 0.305),
            (0.295, 0.258),
        ]
        canvas.drawPath(curve(wing), fill(colour))


def draw_over_profile(canvas: Canvas, portrait: Portrait) -> None:
    """Glasses, tears, sweat and the mark of anger, over the hair."""
    expression = portrait.expression
    if portrait.look.wounded:
        bandage(canvas, portrait, 0.20)
    if portrait.look.wet:
        wet_face(canvas, [0.08, 0.20, 0.28])
    if portrait.look.glasses or portrait.look.sunglasses:
        frame = (44, 38, 52)
        lens = rect(0.205, EYE_Y - 0.105, 0.325, EYE_Y + 0.115)
        canvas.drawOval(lens, fill(frame, 0.96) if portrait.look.sunglasses else fill(WHITE, 0.16))
        canvas.drawOval(lens, stroke(frame, 0.017))
        canvas.drawPath(
            ribbon([(0.205, EYE_Y - 0.02), (-0.02, EYE_Y - 0.05)], [0.009, 0.009], 3), fill(frame)
        )
    if expression.tears == 2:
        run: list[XY] = [(0.225, 0.140), (0.205, 0.22), (0.200, 0.31), (0.225, 0.40)]
        canvas.drawPath(ribbon(run, [0.028, 0.024, 0.022, 0.028], 6), fill("#6fa8d8", 0.75))
        canvas.drawPath(ribbon(run, [0.020, 0.017, 0.015, 0.020], 6), fill("#d8f1ff", 0.95))
    if expression.sweat:
        drop = curve([(0.10, -0.20), (0.145, -0.08), (0.10, -0.035), (0.055, -0.08)])
        canvas.drawPath(drop, fill("#d4efff"))
        canvas.drawPath(drop, stroke("#4f86b4", 0.010))
    if expression.vein:
        for sx, sy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            mark = [
                (0.05 + sx * 0.018, -0.30 + sy * 0.075),
                (0.05 + sx * 0.022, -0.30 + sy * 0.022),
                (0.05 + sx * 0.075, -0.30 + sy * 0.018),
            ]
            canvas.drawPath(ribbon(mark, [0.018, 0.026, 0.018], 5), fill(WHITE, 0.9))
            canvas.drawPath(ribbon(mark, [0.006, 0.013, 0.006], 5), fill("#d8333a"))
