"""What a thing that nobody holds is set on: a table in a room, a barrel on a quay, a rock in the woods."""

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    Rgb,
    curve,
    darker,
    fill,
    lighter,
    linear,
    mix,
    polygon,
    rect,
)
from toonverse.draw.draft.stage import Stage

_WILD = frozenset({"forest", "mountain", "river", "sea", "field", "other"})
_STONE = frozenset({"street", "rainy street", "alley", "city", "station", "temple"})


def support(stage: Stage, x: float, top: float, reach: float, whole: bool) -> None:
    """Something of `2 * reach` px across whose top is at y `top`; `whole` shows its foot too."""
    low = min(stage.height + 10.0, top + reach * (1.35 if whole else 9.0))
    if stage.indoors and stage.place != "station":
        _table(stage, x, top, reach, low, whole)
    elif stage.place == "harbour" or stage.place == "vehicle":
        _barrel(stage, x, top, reach, low)
    elif stage.place in _WILD:
        _rock(stage, x, top, reach, low)
    elif stage.place in _STONE:
        _ledge(stage, x, top, reach, low)
    else:
        _bench(stage, x, top, reach, low)


def _disc(stage: Stage, x: float, y: float, reach: float, tone: Rgb, thick: float) -> None:
    """A round top seen from a little above, its rim towards us."""
    canvas, tall = stage.canvas, reach * 0.2
    canvas.drawOval(rect(x - reach, y - tall + thick, x + reach, y + tall + thick), fill(darker(tone, 0.5)))
    canvas.drawRect(rect(x - reach, y, x + reach, y + thick), fill(darker(tone, 0.5)))
    canvas.drawOval(rect(x - reach, y - tall, x + reach, y + tall), fill(tone))
    shine = rect(x - reach * 0.86, y - tall * 0.84, x + reach * 0.5, y + tall * 0.5)
    canvas.drawOval(shine, fill(lighter(tone, 0.3), 0.5))


def _table(stage: Stage, x: float, top: float, reach: float, low: float, whole: bool) -> None:
    """A round one on a turned leg; under a cloth in old houses' parlours."""
    canvas = stage.canvas
    wood = stage.inside("#9a6642" if not stage.hanok else "#7a3a2c")
    if stage.hanok:  # a soban: low, on bent legs
        for side in (-1, 1):
            leg: list[XY] = [
                (x + side * reach * 0.78, top),
                (x + side * reach * 0.92, top + reach * 0.4),
                (x + side * reach * 0.7, top + reach * 0.95),
                (x + side * reach * 0.56, top + reach * 0.9),
                (x + side * reach * 0.7, top + reach * 0.4),
                (x + side * reach * 0.56, top),
            ]
            canvas.drawPath(polygon(leg), fill(darker(wood, 0.35)))
        _disc(stage, x, top, reach, wood, reach * 0.12)
        return
    half = reach * 0.13
    canvas.drawRect(rect(x - half, top, x + half, low), fill(darker(wood, 0.5)))
    canvas.drawRect(rect(x - half, top, x - half * 0.3, low), fill(darker(wood, 0.25)))
    if whole:
        foot = rect(x - reach * 0.5, low - reach * 0.12, x + reach * 0.5, low + reach * 0.06)
        canvas.drawOval(foot, fill(darker(wood, 0.45)))
    _disc(stage, x, top, reach, wood, reach * 0.1)


def _barrel(stage: Stage, x: float, top: float, reach: float, low: float) -> None:
    canvas, wood = stage.canvas, stage.lit("#8a6244")
    low = min(low, top + reach * 2.3)
    side = [
        (x - reach * 0.86, top),
        (x - reach * 1.02, (top + low) / 2),
        (x - reach * 0.86, low),
        (x + reach * 0.86, low),
        (x + reach * 1.02, (top + low) / 2),
        (x + reach * 0.86, top),
    ]
    canvas.save()
    body = curve(side, tension=0.1)
    canvas.drawPath(body, fill(wood))
    canvas.clipPath(body, True)
    for k in range(-3, 4):
        seam = x + k * reach * 0.29
        canvas.drawRect(rect(seam - 1.5, top, seam + 1.5, low), fill(darker(wood, 0.4)))
    canvas.drawRect(rect(x + reach * 0.35, top, x + reach * 1.1, low), fill(darker(wood, 0.5), 0.5))
    for share in (0.14, 0.72):
        y = top + (low - top) * share
        canvas.drawRect(rect(x - reach * 1.1, y, x + reach * 1.1, y + reach * 0.12), fill(darker(wood, 0.62)))
    canvas.restore()
    _disc(stage, x, top, reach * 0.88, mix(wood, stage.palette.rim, 0.1), reach * 0.06)


def _rock(stage: Stage, x: float, top: float, reach: float, low: float) -> None:
    canvas = stage.canvas
    stone = stage.lit("#8d8a86" if not stage.snowy else "#e4ecf6", 0.95)
    low = min(low, top + reach * 1.6)
    outline: list[XY] = [
        (x - reach, top + reach * 0.12),
        (x - reach * 0.6, top - reach * 0.12),
        (x + reach * 0.3, top - reach * 0.16),
        (x + reach * 0.95, top + reach * 0.05),
        (x + reach * 1.15, low),
        (x - reach * 1.25, low),
    ]
    canvas.drawPath(polygon(outline), fill(darker(stone, 0.34)))
    face = [*outline[:4], (x + reach * 0.35, top + reach * 0.3), (x - reach * 0.5, top + reach * 0.34)]
    canvas.drawPath(polygon(face), fill(mix(stone, stage.palette.rim, 0.16)))
    left = [outline[0], face[-1], (x - reach * 0.6, low), outline[-1]]
    canvas.drawPath(polygon(left), fill(darker(stone, 0.14)))
    if not stage.snowy:
        moss = PathBuilder()
        for k in range(9):
            cx, cy = x - reach + reach * 0.26 * k, low - reach * (0.1 + 0.06 * (k % 3))
            moss.addCircle(cx, cy, reach * (0.13 + 0.03 * (k % 2)))
        canvas.drawPath(moss.detach(), fill(stage.lit("#4f7a48", 0.95)))


def _ledge(stage: Stage, x: float, top: float, reach: float, low: float) -> None:
    """A block of a stone wall with its coping."""
    canvas, stone = stage.canvas, stage.lit("#a8a09a")
    front = rect(x - reach, top + reach * 0.14, x + reach, low)
    canvas.drawRect(
        front, linear((x - reach, 0), (x + reach, 0), [(darker(stone, 0.25), 1), (darker(stone, 0.5), 1)])
    )
    rows = PathBuilder()
    for k in range(1, 5):
        y = top + reach * (0.26 + 0.34 * k)
        rows.addRect(rect(x - reach, y, x + reach, y + 3))
        seam = x + reach * (0.35 if k % 2 else -0.3)
        rows.addRect(rect(seam, y - reach * 0.34, seam + 3, y))
    canvas.drawPath(rows.detach(), fill(darker(stone, 0.6), 0.8))
    lid = [
        (x - reach * 0.92, top - reach * 0.14),
        (x + reach * 0.92, top - reach * 0.14),
        (x + reach * 1.08, top + reach * 0.14),
        (x - reach * 1.08, top + reach * 0.14),
    ]
    canvas.drawPath(polygon(lid), fill(mix(stone, stage.palette.rim, 0.2)))
    edge = rect(x - reach * 1.08, top + reach * 0.14, x + reach * 1.08, top + reach * 0.28)
    canvas.drawRect(edge, fill(darker(stone, 0.12)))


def _bench(stage: Stage, x: float, top: float, reach: float, low: float) -> None:
    """Two boards on legs."""
    canvas, wood = stage.canvas, stage.lit("#8a6244")
    for side in (-1, 1):
        leg = rect(x + side * reach * 0.8 - 9, top, x + side * reach * 0.8 + 9, low)
        canvas.drawRect(leg, fill(darker(wood, 0.5)))
    for k, y in enumerate((top - reach * 0.14, top + reach * 0.02)):
        tall = reach * (0.13 + 0.04 * k)
        canvas.drawRect(
            rect(x - reach * 1.1, y, x + reach * 1.1, y + tall), fill(lighter(wood, 0.14 - 0.1 * k))
        )
    canvas.drawRect(
        rect(x - reach * 1.1, top + reach * 0.19, x + reach * 1.1, top + reach * 0.28),
        fill(darker(wood, 0.3)),
    )
