"""Beards, glasses, tears, sweat: what is on a face. Head units; see `portrait.py`."""

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    Canvas,
    Path,
    curve,
    darker,
    fill,
    inked,
    mix,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.eyes import eye_place
from toonverse.draw.draft.portrait import EYE_Y, MOUTH_Y, Portrait


def draw_beard(canvas: Canvas, portrait: Portrait, face: Path) -> None:
    look, x = portrait.look, portrait.mouth_x
    colour = mix(look.hair, INK, 0.12)
    if look.beard == "stubble":
        canvas.save()
        canvas.clipPath(face, True)
        jaw = curve(
            [(-0.36, 0.14), (-0.2, 0.22), (x, 0.25), (0.2, 0.22), (0.36, 0.14), (0.3, 0.55), (-0.3, 0.55)]
        )
        canvas.drawPath(jaw, fill(mix(look.hair, "#5a6078", 0.4), 0.26))
        canvas.restore()
    if look.beard == "full":
        edge = [
            (-0.34, 0.06),
            (-0.27, 0.20),
            (-0.14 + x, 0.27),
            (x, 0.262),
            (0.14 + x, 0.27),
            (0.27, 0.20),
            (0.34, 0.06),
        ]
        edge += [
            (0.33, 0.30),
            (0.24 + x, 0.52),
            (0.10 + x, 0.64),
            (x, 0.70),
            (-0.12 + x, 0.63),
            (-0.24 + x, 0.52),
            (-0.33, 0.30),
        ]
        inked(canvas, curve(edge), colour, portrait.line, portrait.ink)
        for k in (-0.16, -0.06, 0.06, 0.16):
            hair = [(k + x, 0.44), (k * 0.8 + x, 0.58)]
            canvas.drawPath(ribbon(hair, [0.004, 0.001], 3), fill(darker(colour, 0.4)))
        lips = curve([(x - 0.085, MOUTH_Y), (x, MOUTH_Y - 0.035), (x + 0.085, MOUTH_Y), (x, MOUTH_Y + 0.06)])
        canvas.drawPath(lips, fill(look.skin))
    if look.beard in ("moustache", "full"):
        for side in (-1, 1):
            wing = [(x, 0.262), (x + side * 0.06, 0.262), (x + side * 0.125, 0.305), (x + side * 0.15, 0.345)]
            wing += [(x + side * 0.07, 0.315), (x, 0.300)]
            canvas.drawPath(curve(wing), fill(colour))


def draw_over(canvas: Canvas, portrait: Portrait) -> None:
    """Bandages, glasses, tears, sweat and the mark of anger: over the hair."""
    if portrait.look.wounded:
        bandage(canvas, portrait, portrait.shift)
        _plaster(canvas, portrait)
    if portrait.look.wet:
        wet_face(canvas, [portrait.across(x, 0.2) for x in (-0.17, 0.05, 0.20)])
    if portrait.look.glasses or portrait.look.sunglasses:
        _glasses(canvas, portrait)
    expression = portrait.expression
    for side in (-1, 1):
        x, width, _ = eye_place(portrait, side)
        if expression.tears == 2:
            _stream(canvas, portrait, x, width, side)
    if expression.sweat:
        x = 0.33 * (1 if portrait.yaw <= 0 else -1)
        drop = curve([(x, -0.22), (x + 0.045, -0.10), (x, -0.055), (x - 0.045, -0.10)])
        canvas.drawPath(drop, fill("#d4efff"))
        canvas.drawPath(drop, stroke("#4f86b4", 0.010))
        canvas.drawOval(rect(x - 0.022, -0.13, x - 0.004, -0.085), fill(WHITE))
    if expression.vein:
        x, y = (0.30 if portrait.yaw <= 0 else -0.30), -0.33
        for sx, sy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            mark = [
                (x + sx * 0.018, y + sy * 0.075),
                (x + sx * 0.022, y + sy * 0.022),
                (x + sx * 0.075, y + sy * 0.018),
            ]
            canvas.drawPath(ribbon(mark, [0.018, 0.026, 0.018], 5), fill(WHITE, 0.9))
            canvas.drawPath(ribbon(mark, [0.007, 0.015, 0.007], 5), fill("#d8333a"))


def _stream(canvas: Canvas, portrait: Portrait, x: float, width: float, side: int) -> None:
    """Tears down one cheek: a bright run that follows the cheek's curve, and the drop it ends in."""
    start = x + side * width * 0.25
    end = start + side * 0.012 + 0.10 * portrait.shift
    run = [(start, 0.140), (start + side * 0.022, 0.22), (end + side * 0.012, 0.31), (end, 0.375)]
    canvas.drawPath(ribbon(run, [0.030, 0.026, 0.024, 0.030], 6), fill("#6fa8d8", 0.75))
    canvas.drawPath(ribbon(run, [0.022, 0.019, 0.017, 0.022], 6), fill("#d8f1ff", 0.95))
    canvas.drawPath(ribbon(run[:3], [0.004, 0.009, 0.003], 6), fill(WHITE))
    inner = x - side * width * 0.75
    drop = curve([(inner, 0.135), (inner + 0.022, 0.185), (inner, 0.21), (inner - 0.022, 0.185)])
    canvas.drawPath(drop, fill("#d8f1ff", 0.95))
    canvas.drawPath(drop, stroke("#6fa8d8", 0.007))


def _glasses(canvas: Canvas, portrait: Portrait) -> None:
    frame, places = (44, 38, 52), [eye_place(portrait, side) for side in (-1, 1)]
    for x, width, _ in places:
        lens = rect(x - width * 1.28, EYE_Y - 0.112, x + width * 1.28, EYE_Y + 0.125)
        dark = portrait.look.sunglasses
        canvas.drawOval(lens, fill(frame, 0.96) if dark else fill(WHITE, 0.16))
        canvas.drawOval(lens, stroke(frame, 0.018))
        glint = polygon(
            [
                (x - width * 0.8, EYE_Y + 0.02),
                (x - width * 0.2, EYE_Y - 0.08),
                (x, EYE_Y - 0.08),
                (x - width * 0.6, EYE_Y + 0.05),
            ]
        )
        canvas.drawPath(glint, fill(WHITE, 0.35))
    (left, left_w, _), (right, right_w, _) = places
    canvas.drawLine(left + left_w * 1.28, EYE_Y, right - right_w * 1.28, EYE_Y, stroke(frame, 0.016))
    for side, x, width in ((-1, left, left_w), (1, right, right_w)):
        if side * portrait.yaw > 0.25:  # the far side is behind the face
            continue
        ear = side * 0.35 + 0.11 * portrait.yaw
        canvas.drawLine(x + side * width * 1.28, EYE_Y - 0.01, ear, EYE_Y - 0.03, stroke(frame, 0.014))


_GAUZE = "#f4efe6"


def bandage(canvas: Canvas, portrait: Portrait, middle: float) -> None:
    """Gauze round the head; `middle` is where the brow's middle is seen."""
    for rise, tilt in ((0.0, 0.0), (-0.05, 0.045)):
        band = [(-0.42, -0.20 + rise + tilt), (middle, -0.235 + rise), (0.42, -0.20 + rise - tilt)]
        inked(canvas, ribbon(band, [0.052] * 3, 6, False), _GAUZE, portrait.line * 0.7, portrait.ink)
    spot = middle + (0.10 if middle <= 0 else -0.10)
    canvas.drawOval(rect(spot - 0.055, -0.285, spot + 0.055, -0.215), fill("#b8363a", 0.85))


def _plaster(canvas: Canvas, portrait: Portrait) -> None:
    x = portrait.across(0.20 if portrait.yaw <= 0 else -0.20, 0.2)
    strip = ribbon([(x - 0.05, 0.235), (x + 0.05, 0.205)], [0.026, 0.026], 3)
    inked(canvas, strip, "#e8c49a", portrait.line * 0.6, portrait.ink)
    canvas.drawPath(ribbon([(x - 0.018, 0.226), (x + 0.018, 0.215)], [0.018, 0.018], 3), fill(_GAUZE))


def wet_face(canvas: Canvas, places: list[float]) -> None:
    """Drops that run down."""
    for k, x in enumerate(places):
        y = 0.02 + 0.13 * ((k * 2) % 3)
        run = [(x, y - 0.10), (x + 0.004, y - 0.03), (x, y)]
        canvas.drawPath(ribbon(run, [0.002, 0.007, 0.014], 4), fill("#cfeaff", 0.9))
        canvas.drawCircle(x - 0.004, y - 0.004, 0.005, fill(WHITE))
