"""What old stories carry and keep: a hen, a baby in its wrap, a furled umbrella, a lit match, a car."""

from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    curve,
    darker,
    fill,
    lighter,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.things import NAVY, PAPER, RED, STEEL, WOOD, Thing


def hen(canvas: Canvas, line: float) -> None:
    """A cock: red comb and wattle, a dark sickle tail."""
    thing, plume = Thing(canvas, line), "#b8642c"
    for tip in ((0.50, -0.34), (0.46, -0.12), (0.36, -0.46)):
        feather: list[XY] = [(0.14, 0.10), ((0.14 + tip[0]) / 2 + 0.02, tip[1] - 0.04), tip]
        thing.band(feather, [0.08, 0.07, 0.02], "#2f4a44")
    for x in (-0.06, 0.08):
        thing.mark([(x, 0.28), (x, 0.47)], 0.035, "#d8a040")
        thing.mark([(x - 0.09, 0.48), (x, 0.45), (x + 0.06, 0.48)], 0.03, "#d8a040")
    body: list[XY] = [(-0.26, -0.34), (-0.14, -0.38), (-0.04, -0.12), (0.22, -0.02), (0.26, 0.16)]
    thing.shape([*body, (0.08, 0.32), (-0.16, 0.28), (-0.32, 0.08), (-0.28, -0.16)], plume, 0.06)
    wing: list[XY] = [(-0.10, 0.02), (0.10, -0.02), (0.28, 0.10), (0.10, 0.20), (-0.06, 0.14)]
    thing.shape(wing, darker(plume, 0.35), 0.03)
    thing.shape([(-0.28, -0.36), (-0.30, -0.50), (-0.22, -0.43), (-0.16, -0.50), (-0.12, -0.36)], RED, 0)
    thing.plate([(-0.29, -0.31), (-0.42, -0.25), (-0.29, -0.22)], "#e8b850", 0)
    thing.shape([(-0.28, -0.22), (-0.24, -0.10), (-0.32, -0.10)], RED, 0)
    canvas.drawCircle(-0.22, -0.29, 0.028, fill(INK))


def baby(canvas: Canvas, line: float) -> None:
    """A face in a quilted wrap tied with a band."""
    thing = Thing(canvas, line)
    wrap: list[XY] = [(-0.46, -0.02), (-0.36, -0.30), (-0.08, -0.34), (0.34, -0.10), (0.50, 0.18)]
    thing.shape([*wrap, (0.40, 0.32), (0.0, 0.30), (-0.34, 0.22)], "#e8b8b4", 0.07)
    for x in (0.0, 0.16, 0.32):
        thing.mark([(x, -0.24 + x * 0.5), (x - 0.08, 0.26)], 0.014, "#b87878")
    thing.band([(0.10, -0.24), (0.06, 0.04), (0.10, 0.31)], [0.035, 0.035, 0.035], PAPER)
    canvas.drawCircle(-0.22, -0.06, 0.21 + line, fill(INK))
    canvas.drawCircle(-0.22, -0.06, 0.21, fill("#f8d8c0"))
    tuft: list[XY] = [(-0.42, -0.10), (-0.36, -0.26), (-0.20, -0.28), (-0.04, -0.18), (-0.20, -0.20)]
    canvas.drawPath(curve(tuft), fill("#3a2c2c"))
    for x in (-0.30, -0.15):
        thing.mark([(x - 0.04, -0.05), (x, -0.03), (x + 0.04, -0.05)], 0.016)
        canvas.drawCircle(x, 0.02, 0.035, fill("#f0a0a0", 0.7))
    canvas.drawOval(rect(-0.25, 0.03, -0.19, 0.07), fill("#c85a60"))


def furled(canvas: Canvas, line: float) -> None:
    """An umbrella that is closed, its handle up."""
    thing = Thing(canvas, line)
    canvas.drawArc(rect(-0.16, -0.52, 0.0, -0.36), 180, 180, False, stroke(INK, 0.035 + line))
    canvas.drawArc(rect(-0.16, -0.52, 0.0, -0.36), 180, 180, False, stroke(WOOD, 0.035))
    thing.band([(0, -0.44), (0, -0.22)], [0.017, 0.017], WOOD)
    cover: list[XY] = [(-0.03, -0.26), (0.03, -0.26), (0.10, -0.02), (0.02, 0.44), (-0.02, 0.44)]
    thing.shape([*cover, (-0.10, -0.02)], "#b83a48", 0.03)
    thing.mark([(-0.03, -0.2), (0.0, 0.40)], 0.012, "#7a2430")
    thing.mark([(-0.085, 0.0), (0.085, -0.02)], 0.03, "#7a2430")
    thing.mark([(0, 0.43), (0, 0.50)], 0.02, STEEL)


def match(canvas: Canvas, line: float) -> None:
    """A match alight, and the ember it is for."""
    thing = Thing(canvas, line)
    for radius, alpha in ((0.46, 0.16), (0.32, 0.24)):
        canvas.drawCircle(0.10, -0.20, radius, fill("#ffb84a", alpha))
    thing.band([(-0.26, 0.46), (0.08, -0.04)], [0.022, 0.022], "#d8b888")
    flame: list[XY] = [
        (0.08, 0.0),
        (-0.02, -0.16),
        (0.06, -0.34),
        (0.14, -0.48),
        (0.20, -0.26),
        (0.20, -0.08),
    ]
    thing.shape(flame, "#ff9d3a", 0)
    canvas.drawPath(curve([(0.09, -0.04), (0.06, -0.16), (0.13, -0.30), (0.16, -0.12)]), fill("#fff2b0"))


def cigar(canvas: Canvas, line: float) -> None:
    """Lit, with a thread of smoke."""
    thing = Thing(canvas, line)
    thing.band([(-0.44, 0.24), (0.30, 0.04)], [0.04, 0.052], "#7a4a2c", 0.02)
    thing.band([(-0.22, 0.18), (-0.12, 0.155)], [0.05, 0.05], "#d8a848")
    thing.band([(0.30, 0.04), (0.38, 0.018)], [0.052, 0.048], "#ff7a30")
    smoke: list[XY] = [(0.38, 0.0), (0.30, -0.16), (0.44, -0.30), (0.34, -0.48)]
    canvas.drawPath(ribbon(smoke, [0.008, 0.024, 0.03, 0.006], 8, False), fill(WHITE, 0.75))


def car(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    cabin: list[XY] = [(-0.28, -0.06), (-0.16, -0.28), (0.16, -0.28), (0.30, -0.06)]
    thing.plate(cabin, NAVY, 0.03)
    for glass in (
        [(-0.22, -0.06), (-0.13, -0.24), (-0.01, -0.24), (-0.01, -0.06)],
        [(0.03, -0.06), (0.03, -0.24), (0.14, -0.24), (0.24, -0.06)],
    ):
        canvas.drawPath(polygon(glass), fill("#bfe0f0"))
    body: list[XY] = [(-0.50, 0.16), (-0.48, -0.02), (-0.30, -0.08), (0.30, -0.08), (0.49, 0.0), (0.50, 0.16)]
    thing.plate(body, NAVY, 0.05)
    thing.mark([(-0.46, 0.03), (0.46, 0.03)], 0.016, lighter(NAVY, 0.5))
    canvas.drawCircle(-0.455, 0.05, 0.035, fill("#fff0b0"))
    for x in (-0.28, 0.28):
        canvas.drawCircle(x, 0.17, 0.105, fill(INK))
        canvas.drawCircle(x, 0.17, 0.055, fill(STEEL))


def handset(canvas: Canvas, line: float) -> None:
    """A telephone as it is seen at an ear: its back."""
    thing = Thing(canvas, line)
    thing.shape([(-0.15, -0.48), (0.15, -0.48), (0.16, 0.48), (-0.16, 0.48)], "#2c3148", 0.05)
    canvas.drawRoundRect(rect(-0.11, -0.40, 0.0, -0.24), 0.05, 0.05, fill("#12141f"))
    canvas.drawCircle(-0.055, -0.34, 0.025, fill("#7fc0f4"))
    thing.glint([(0.09, -0.40), (0.10, 0.0), (0.09, 0.40)], 0.03, 0.4)


DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    drawer.__name__: drawer for drawer in (hen, baby, furled, match, cigar, car, handset)
}
