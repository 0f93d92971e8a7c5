"""What has become of a thing: torn, broken, half of it, burning, wet, bloody. Prop units, about 1 x 1."""

from collections.abc import Callable

from toonverse.draw.draft.brush import INK, WHITE, XY, Canvas, curve, fill, polygon, rect, ribbon

STATES = ("torn", "broken", "half", "burning", "wet", "bloody")
_TEAR: tuple[XY, ...] = (
    (0.04, -0.62),
    (-0.05, -0.40),
    (0.07, -0.22),
    (-0.06, -0.04),
    (0.06, 0.16),
    (-0.04, 0.36),
    (0.05, 0.62),
)
_CRACK: tuple[XY, ...] = (
    (-0.10, -0.46),
    (0.03, -0.24),
    (-0.09, -0.10),
    (0.10, 0.10),
    (-0.02, 0.22),
    (0.08, 0.44),
)


def state_of(noun: str) -> tuple[str, str]:
    """(state, noun without it); "" for a thing that is whole."""
    first, _, rest = noun.partition(" ")
    return (first, rest) if first in STATES and rest else ("", noun)


def draw_in_state(canvas: Canvas, state: str, draw: Callable[[], None], line: float) -> None:
    """Draws a thing as it has become; `draw` paints it whole."""
    if state in ("torn", "half"):
        _half(canvas, draw, -1, line)
        if state == "torn":
            _half(canvas, draw, 1, line)
        return
    draw()
    if state == "broken":
        _cracks(canvas, line)
    elif state == "burning":
        _flames(canvas, line)
    elif state == "wet":
        _drops(canvas)
    elif state == "bloody":
        _stains(canvas)


def _half(canvas: Canvas, draw: Callable[[], None], side: int, line: float) -> None:
    """What is on one side of a jagged edge, moved and turned away from the other half."""
    canvas.save()
    canvas.translate(0.09 * side, 0.03 * side)
    canvas.rotate(7.0 * side)
    canvas.save()
    outer: list[XY] = [(0.9 * side, 0.9), (0.9 * side, -0.9)]
    canvas.clipPath(polygon([*_TEAR, *outer]), True)
    draw()
    canvas.restore()
    canvas.save()
    canvas.clipRect(rect(-0.42, -0.36, 0.42, 0.36))
    canvas.drawPath(
        ribbon([(x + 0.012 * side, y) for x, y in _TEAR], [0.016] * 7, 3, False), fill(WHITE, 0.85)
    )
    canvas.drawPath(ribbon(list(_TEAR), [line * 0.5] * 7, 3, False), fill(INK, 0.75))
    canvas.restore()
    canvas.restore()


def _cracks(canvas: Canvas, line: float) -> None:
    for points in (_CRACK, ((0.10, 0.10), (0.26, 0.16), (0.34, 0.30)), ((-0.09, -0.10), (-0.26, -0.02))):
        path = list(points)
        widths = [line * 0.3] + [0.012 + line * 0.5] * (len(path) - 2) + [line * 0.2]
        canvas.drawPath(ribbon(path, widths, 3, False), fill(INK))
        canvas.drawPath(
            ribbon([(x + 0.014, y) for x, y in path], [0.004] * len(path), 3, False), fill(WHITE, 0.8)
        )


def _flames(canvas: Canvas, line: float) -> None:
    """Tongues of fire from the right edge and the top; what they have eaten is black."""
    canvas.drawPath(
        curve([(0.10, -0.48), (0.50, -0.50), (0.52, 0.34), (0.34, 0.10), (0.22, -0.20)]),
        fill("#2a1a1c", 0.82),
    )
    for x, y, tall, wide in ((0.14, -0.30, 0.50, 0.13), (0.32, -0.12, 0.62, 0.16), (0.46, 0.16, 0.52, 0.13)):
        for colour, share in ((INK, 1.06), ("#e8482a", 1.0), ("#ffab2e", 0.72), ("#fff0a0", 0.42)):
            t, w = tall * share, wide * share
            tongue: list[XY] = [
                (x - w, y),
                (x - w * 0.8, y - t * 0.4),
                (x - w * 0.1, y - t * 0.62),
                (x + w * 0.2, y - t),
            ]
            tongue += [(x + w * 0.5, y - t * 0.6), (x + w, y - t * 0.3), (x + w * 0.8, y), (x, y + w * 0.5)]
            canvas.drawPath(curve(tongue), fill(colour))


def _drops(canvas: Canvas) -> None:
    for x, y, size in ((-0.22, 0.10, 0.055), (0.05, 0.30, 0.07), (0.24, 0.02, 0.05), (-0.06, -0.18, 0.045)):
        drop: list[XY] = [(x, y - size * 1.8), (x + size, y), (x, y + size), (x - size, y)]
        canvas.drawPath(curve(drop), fill("#6fb6e8", 0.95))
        canvas.drawCircle(x - size * 0.3, y + size * 0.1, size * 0.25, fill(WHITE, 0.9))


def _stains(canvas: Canvas) -> None:
    for x, y, size in ((0.12, 0.04, 0.13), (-0.16, 0.18, 0.08), (0.26, -0.12, 0.06), (-0.05, -0.14, 0.045)):
        blot: list[XY] = [(x - size, y), (x - size * 0.3, y - size * 0.9), (x + size, y - size * 0.3)]
        canvas.drawPath(
            curve([*blot, (x + size * 0.7, y + size * 0.8), (x - size * 0.4, y + size)]),
            fill("#a81824", 0.92),
        )
