"""Small things a hand holds: letters, coins, keys, watches, blades."""

import math
from collections.abc import Callable

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    curve,
    darker,
    fill,
    mix,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.hands import draw_hand
from toonverse.draw.draft.things import BRASS, NAVY, PAPER, RED, STEEL, WOOD, Thing


def _ring_points(x: float, y: float, radius: float, count: int = 12) -> list[XY]:
    return [
        (x + radius * math.cos(math.tau * i / count), y + radius * math.sin(math.tau * i / count))
        for i in range(count)
    ]


def letter(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.46, -0.26), (0.36, -0.40), (0.46, 0.22), (-0.36, 0.36)], "#e4d4b4", 0.03)
    thing.plate([(-0.38, -0.40), (0.28, -0.46), (0.40, 0.18), (-0.27, 0.26)], PAPER, 0.03)
    for k in range(6):
        y = -0.31 + k * 0.085
        end = 0.24 + k * 0.018 - (0.22 if k == 5 else 0)
        _handwriting(thing, (-0.31 + k * 0.018, y), (end, y - 0.055), k)
    canvas.drawCircle(0.26, 0.16, 0.055, fill(RED))


def _handwriting(thing: Thing, start: XY, end: XY, row: int) -> None:
    """Words as a pen leaves them: loops and strokes with gaps between."""
    long, x = end[0] - start[0], 0.0
    for k in range(9):
        wide = 0.045 + 0.032 * ((k * 5 + row * 3) % 4)
        if x + wide > long:
            break
        count = 2 + (k * 3 + row) % 4
        word: list[XY] = []
        for j in range(count * 2 + 1):
            t = x + wide * j / (count * 2)
            rise = 0.018 + 0.012 * ((k + j + row) % 3 == 0)
            lift = (end[1] - start[1]) * t / long
            word.append((start[0] + t, start[1] + lift - (rise if j % 2 else -0.004)))
        thing.mark(word, 0.0105, "#3f4a7a", 0.9)
        x += wide + 0.026


_COINS = ((0.20, 0.18, 0.23), (-0.22, 0.20, 0.23), (-0.02, -0.12, 0.31))


def _disc(thing: Thing, x: float, y: float, r: float, colour: str) -> None:
    """A round of metal that lies on its edge's shadow."""
    thing.solid(curve(_ring_points(x, y + 0.04, r)), darker(colour, 0.32), 0)
    thing.solid(curve(_ring_points(x, y, r)), colour, 0.05)


def coin(canvas: Canvas, line: float) -> None:
    """Struck coins: a milled rim and a head in profile."""
    thing = Thing(canvas, line)
    for (x, y, r), metal in zip(_COINS, ("#c88a4e", "#c4c8d0", BRASS), strict=True):
        _disc(thing, x, y, r, metal)
        relief = darker(metal, 0.3)
        for k in range(28):
            turn = math.tau * k / 28
            rim = [(x + r * t * math.cos(turn), y + r * t * math.sin(turn)) for t in (0.86, 0.97)]
            thing.mark(rim, 0.012, relief, 0.8)
        canvas.drawCircle(x, y, r * 0.82, stroke(relief, 0.014))
        head: list[XY] = [(-0.20, -0.44), (0.14, -0.46), (0.28, -0.22), (0.40, 0.0), (0.26, 0.08)]
        head += [(0.24, 0.26), (0.06, 0.30), (0.16, 0.58), (-0.34, 0.58), (-0.26, 0.24), (-0.40, -0.10)]
        canvas.drawPath(curve([(x + r * u, y + r * v) for u, v in head]), fill(relief, 0.85))
        thing.glint(
            [(x - r * 0.66, y - r * 0.1), (x - r * 0.5, y - r * 0.5), (x - r * 0.1, y - r * 0.7)], 0.045
        )


def yeopjeon(canvas: Canvas, line: float) -> None:
    """Cast coins of old Korea: brass, a square hole to string them by."""
    thing = Thing(canvas, line)
    for x, y, r in _COINS:
        _disc(thing, x, y, r, BRASS)
        canvas.drawCircle(x, y, r * 0.76, stroke("#9a6c20", 0.016))
        h = r * 0.2
        thing.plate([(x - h, y - h), (x + h, y - h), (x + h, y + h), (x - h, y + h)], "#6a4818", 0)
        thing.glint(
            [(x - r * 0.6, y - r * 0.1), (x - r * 0.45, y - r * 0.5), (x - r * 0.05, y - r * 0.68)], 0.05
        )


def key(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(-0.16, 0.16), (0.40, -0.40)], [0.045, 0.045], BRASS)
    for t in (0.30, 0.40):
        thing.band([(t, -t), (t + 0.10, -t + 0.10)], [0.04, 0.04], BRASS)
    thing.solid(curve(_ring_points(-0.26, 0.26, 0.21)), BRASS, 0.04)
    canvas.drawCircle(-0.26, 0.26, 0.10, fill("#3a2c30"))
    thing.glint([(-0.40, 0.18), (-0.32, 0.09)], 0.04)


def ring(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawCircle(0, 0.12, 0.28, stroke(INK, 0.12 + line))
    canvas.drawCircle(0, 0.12, 0.28, stroke(BRASS, 0.11))
    canvas.drawArc(rect(-0.28, -0.16, 0.28, 0.40), 190, 60, False, stroke("#fff2c4", 0.045))
    thing.plate([(-0.14, -0.30), (0.14, -0.30), (0.21, -0.20), (0, -0.02), (-0.21, -0.20)], "#bfe6ff", 0.04)
    for x in (-0.08, 0.08):
        thing.mark([(x, -0.30), (x * 0.5, -0.20), (0, -0.04)], 0.012, "#5f8fc0")


def watch(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    chain = [(0.02, -0.34), (0.14, -0.48), (0.34, -0.42), (0.44, -0.18), (0.38, 0.10), (0.47, 0.34)]
    for i, (x, y) in enumerate(chain[1:]):
        thing.mark([chain[i], (x, y)], 0.045, INK)
        thing.mark([chain[i], (x, y)], 0.025, BRASS)
    thing.solid(curve(_ring_points(0.0, -0.37, 0.065)), BRASS, 0)
    thing.solid(curve(_ring_points(0, 0.03, 0.36)), BRASS, 0.05)
    canvas.drawCircle(0, 0.03, 0.285, fill("#fbf6e6"))
    for i in range(12):
        a = math.tau * i / 12
        thing.mark(
            [
                (0.22 * math.cos(a), 0.03 + 0.22 * math.sin(a)),
                (0.26 * math.cos(a), 0.03 + 0.26 * math.sin(a)),
            ],
            0.018,
        )
    thing.mark([(0, 0.03), (0.10, -0.08)], 0.03)
    thing.mark([(0, 0.03), (-0.05, 0.22)], 0.02)
    thing.glint([(-0.24, 0.0), (-0.18, -0.13), (-0.06, -0.22)], 0.035)


def comb(canvas: Canvas, line: float) -> None:
    """A dress comb: long teeth that run together a little, a pierced arch of shell, a row of stones."""
    thing = Thing(canvas, line)
    for k in range(9):
        t = k / 4 - 1
        root: XY = (0.38 * t, -0.06 - 0.03 * t * t)
        tip: XY = (0.30 * t, 0.47 - 0.06 * t * t)
        thing.band([root, tip], [0.023, 0.009], "#7a3d22")
    outer: list[XY] = [(0.46 * math.sin(a), 0.02 - 0.46 * math.cos(a)) for a in _fan(1.45, 13)]
    inner: list[XY] = [(0.38 * t, -0.02 - 0.05 * (1 - t * t)) for t in (1, 0.5, 0, -0.5, -1)]
    thing.solid(curve([*outer, *inner]), "#9c5428", 0.05)
    for a in _fan(1.0, 5):  # the piercings that keep the back from being a loaf
        x, y = 0.25 * math.sin(a), -0.01 - 0.25 * math.cos(a)
        canvas.drawCircle(x, y, 0.042, fill("#4a2216"))
    thing.mark([(0.335 * math.sin(a), 0.01 - 0.335 * math.cos(a)) for a in _fan(1.3, 11)], 0.014, BRASS)
    for k, a in enumerate(_fan(1.25, 9)):
        x, y = 0.405 * math.sin(a), 0.01 - 0.405 * math.cos(a)
        stone = ("#bfe6ff", "#e0506a")[k % 2]
        canvas.drawCircle(x, y, 0.044, fill(BRASS))
        canvas.drawCircle(x, y, 0.032, fill(stone))
        canvas.drawCircle(x - 0.01, y - 0.011, 0.011, fill(WHITE, 0.95))


def _fan(spread: float, count: int) -> list[float]:
    """Angles from `-spread` to `spread`, in radians."""
    return [spread * (2 * k / (count - 1) - 1) for k in range(count)]


def pen(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(-0.36, 0.36), (0.38, -0.38)], [0.03, 0.055], NAVY)
    thing.plate([(-0.42, 0.42), (-0.35, 0.29), (-0.29, 0.35)], BRASS, 0)
    thing.glint([(-0.1, 0.06), (0.3, -0.34)], 0.022)


def ticket(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.save()
    canvas.rotate(-10)
    thing.plate([(-0.48, -0.22), (0.48, -0.22), (0.48, 0.22), (-0.48, 0.22)], "#f2d9a0", 0.03)
    canvas.drawRect(rect(-0.42, -0.16, 0.24, 0.16), stroke("#a8543a", 0.014))
    for k in range(8):
        canvas.drawCircle(0.31, -0.18 + k * 0.052, 0.012, fill("#8a6a40"))
    for y, end in ((-0.07, 0.14), (0.02, 0.02), (0.09, 0.1)):
        thing.mark([(-0.34, y), (end, y)], 0.026, "#a8543a")
    canvas.restore()


def photo(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.save()
    canvas.rotate(-6)
    thing.plate([(-0.40, -0.46), (0.40, -0.46), (0.40, 0.46), (-0.40, 0.46)], "#fbf6ea", 0.03)
    canvas.drawRect(rect(-0.33, -0.39, 0.33, 0.24), fill("#d8c09a"))
    canvas.drawCircle(0.1, -0.2, 0.24, fill("#e8d6b4"))
    canvas.drawPath(
        curve([(-0.33, 0.06), (-0.1, -0.08), (0.12, 0.02), (0.33, -0.06), (0.33, 0.24), (-0.33, 0.24)]),
        fill("#b49a74"),
    )
    canvas.save()
    canvas.clipRect(rect(-0.33, -0.39, 0.33, 0.24))
    for x, y, coat, hair, long in (
        (-0.12, -0.07, "#5a5468", "#3a2c2c", False),
        (0.13, -0.03, "#8a5a54", "#4a3028", True),
    ):
        if long:
            canvas.drawPath(
                curve(
                    [
                        (x - 0.1, y - 0.04),
                        (x, y - 0.14),
                        (x + 0.1, y - 0.04),
                        (x + 0.11, y + 0.13),
                        (x - 0.11, y + 0.13),
                    ]
                ),
                fill(hair),
            )
        shoulders = [
            (x - 0.17, 0.26),
            (x - 0.13, y + 0.15),
            (x, y + 0.1),
            (x + 0.13, y + 0.15),
            (x + 0.17, 0.26),
        ]
        canvas.drawPath(curve(shoulders), fill(coat))
        canvas.drawPath(polygon([(x - 0.04, y + 0.1), (x + 0.04, y + 0.1), (x, y + 0.2)]), fill("#f4ead6"))
        canvas.drawRect(rect(x - 0.03, y + 0.04, x + 0.03, y + 0.12), fill("#d8b490"))
        canvas.drawOval(rect(x - 0.075, y - 0.09, x + 0.075, y + 0.085), fill("#f0d4b4"))
        fringe = [
            (x - 0.085, y + 0.0),
            (x - 0.08, y - 0.09),
            (x, y - 0.135),
            (x + 0.08, y - 0.09),
            (x + 0.085, y),
            (x + 0.03, y - 0.055),
            (x - 0.04, y - 0.05),
        ]
        canvas.drawPath(curve(fringe, tension=0.1), fill(hair))
        for dx in (-0.03, 0.03):
            canvas.drawCircle(x + dx, y, 0.009, fill("#3a2c2c"))
        canvas.drawPath(
            ribbon([(x - 0.025, y + 0.04), (x, y + 0.052), (x + 0.025, y + 0.04)], [0.004, 0.006, 0.004], 5),
            fill("#a8584c"),
        )
    canvas.restore()
    canvas.restore()


def sword(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.plate([(-0.035, 0.20), (0.035, 0.20), (0.03, -0.42), (0, -0.50), (-0.03, -0.42)], STEEL, 0.02)
    thing.glint([(-0.012, 0.16), (-0.012, -0.36)], 0.014)
    thing.band([(-0.13, 0.21), (0.13, 0.21)], [0.024, 0.024], BRASS)
    thing.band([(0, 0.24), (0, 0.40)], [0.026, 0.026], "#5a2f2c")
    thing.solid(curve(_ring_points(0, 0.43, 0.04)), BRASS, 0)


def phone(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.save()
    canvas.rotate(8)
    thing.plate([(-0.24, -0.47), (0.24, -0.47), (0.24, 0.47), (-0.24, 0.47)], "#22263a", 0)
    canvas.drawRect(rect(-0.205, -0.42, 0.205, 0.42), fill("#5aa8e8"))
    canvas.drawPath(polygon([(-0.205, 0.42), (-0.205, -0.1), (0.205, -0.34), (0.205, 0.42)]), fill("#7fc0f4"))
    for y, side in ((-0.24, -1), (-0.06, 1), (0.12, -1)):
        x = 0.03 * side
        canvas.drawRoundRect(
            rect(x - 0.14, y - 0.055, x + 0.14, y + 0.055), 0.05, 0.05, fill(WHITE if side < 0 else "#ffe680")
        )
    canvas.restore()


def flower(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for x in (-0.14, 0.0, 0.15):
        thing.band([(0.0, 0.48), (x * 0.5, 0.2), (x, -0.1)], [0.018, 0.018], "#4a8a54")
    for x, y, side in ((-0.08, 0.24, -1), (0.08, 0.14, 1)):
        thing.shape(
            [(x, y), (x + side * 0.12, y - 0.12), (x + side * 0.26, y - 0.10), (x + side * 0.14, y + 0.02)],
            "#5aa060",
            0.02,
        )
    for x, y, size, colour in (
        (-0.17, -0.12, 0.15, "#f4a0b4"),
        (0.18, -0.10, 0.15, "#f8c8d4"),
        (0.0, -0.28, 0.19, "#e8607c"),
    ):
        for i in range(6):
            a = math.tau * i / 6
            px, py = x + size * 0.58 * math.cos(a), y + size * 0.58 * math.sin(a)
            thing.solid(curve(_ring_points(px, py, size * 0.48, 7)), colour, 0.02)
        canvas.drawCircle(x, y, size * 0.36, fill("#ffd86a"))


def necklace(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    canvas.drawArc(rect(-0.38, -0.66, 0.38, 0.26), 20, 140, False, stroke(INK, 0.04 + line))
    canvas.drawArc(rect(-0.38, -0.66, 0.38, 0.26), 20, 140, False, stroke(BRASS, 0.035))
    thing.shape(
        [(0, 0.20), (0.13, 0.32), (0.08, 0.46), (0, 0.50), (-0.08, 0.46), (-0.13, 0.32)], "#d8486a", 0.03
    )
    thing.glint([(-0.06, 0.38), (-0.02, 0.30)], 0.03)


def glasses(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    for x in (-0.24, 0.24):
        canvas.drawCircle(x, 0.02, 0.19, fill("#d8f0ff", 0.6))
        canvas.drawCircle(x, 0.02, 0.19, stroke(INK, 0.045))
        thing.glint([(x - 0.10, 0.06), (x - 0.02, -0.08)], 0.03)
    canvas.drawArc(rect(-0.08, -0.06, 0.08, 0.10), 190, 160, False, stroke(INK, 0.04))
    for side in (-1, 1):
        thing.mark([(side * 0.42, -0.02), (side * 0.50, -0.14)], 0.04)


def pipe(canvas: Canvas, line: float) -> None:
    thing = Thing(canvas, line)
    thing.band([(-0.44, 0.20), (0.26, -0.02)], [0.02, 0.022], WOOD)
    thing.plate([(0.22, -0.10), (0.42, -0.12), (0.38, 0.08), (0.26, 0.10)], BRASS, 0.03)
    for k in (0, 1):
        thing.glint([(0.32 + k * 0.05, -0.16), (0.26 + k * 0.06, -0.30), (0.38, -0.46)], 0.05, 0.5)


def hand(canvas: Canvas, line: float) -> None:
    """A hand that reaches up out of a sleeve."""
    thing = Thing(canvas, line)
    draw_hand(canvas, (0.02, 0.16), -84, "#f4cdb2", "open", line / 1.35, False, 1.35)
    thing.plate([(-0.20, 0.16), (0.21, 0.13), (0.26, 0.6), (-0.24, 0.6)], NAVY, 0.06)
    thing.band([(-0.22, 0.19), (0.23, 0.16)], [0.05, 0.05], PAPER)


def bundle(canvas: Canvas, line: float) -> None:
    """For nouns without a drawing: a knotted cloth bundle, which may hold anything."""
    thing = Thing(canvas, line)
    cloth = mix(NAVY, "#7a5a9a", 0.4)
    thing.shape(
        [
            (-0.42, 0.10),
            (-0.36, -0.12),
            (-0.1, -0.20),
            (0.1, -0.20),
            (0.36, -0.12),
            (0.42, 0.10),
            (0.34, 0.38),
            (-0.34, 0.38),
        ],
        cloth,
        0.07,
    )
    for side in (-1, 1):
        thing.shape(
            [(0, -0.20), (side * 0.12, -0.40), (side * 0.30, -0.44), (side * 0.22, -0.28)], cloth, 0.03
        )
    thing.shape([(-0.09, -0.24), (0.09, -0.24), (0.10, -0.12), (-0.10, -0.12)], BRASS, 0.02)
    for x, y in ((-0.22, 0.06), (0.18, 0.02), (-0.04, 0.20), (0.26, 0.24), (-0.26, 0.27)):
        canvas.drawPath(curve(_ring_points(x, y, 0.04, 5)), fill("#e8d0a0", 0.9))
    canvas.drawPath(
        ribbon([(-0.06, -0.1), (-0.2, 0.1), (-0.25, 0.32)], [0.002, 0.012, 0.002], 6, False), fill(INK, 0.7)
    )


DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    drawer.__name__: drawer
    for drawer in (
        letter,
        coin,
        yeopjeon,
        key,
        ring,
        watch,
        comb,
        pen,
        ticket,
        photo,
        sword,
        phone,
        flower,
        necklace,
        glasses,
        pipe,
        hand,
        bundle,
    )
}
