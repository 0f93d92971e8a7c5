"""What stands between us and the people, out of focus: a post, leaves, a curtain, a table's edge."""

import math
from collections.abc import Callable, Sequence

from toonverse.domain.geometry import Box
from toonverse.domain.storyboard import Shot
from toonverse.draw.draft.brush import (
    Canvas,
    PathBuilder,
    Rgb,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.layers import Layer, draw_soft
from toonverse.draw.draft.places.land import leaf
from toonverse.draw.draft.stage import Stage

Drawer = Callable[[Stage, Canvas, int], None]
_GREEN = frozenset({"forest", "field", "river", "mountain", "temple", "village", "sea", "other"})
_PAVED = frozenset({"rooftop", "market", "downtown", "bridge", "bus stop", "school yard"})
_BARE = frozenset({"desert", "planet", "observatory", "cave", "spaceship"}) | {
    *("elevator", "stairwell", "cell", "bathhouse"),
}
_SCALE = 0.125
_REACH = 0.17  # of the width: what a foreground may cover at its side


def draw_foreground(stage: Stage, shot: Shot, heads: Sequence[Box]) -> None:
    """In some of the wider shots something near frames the picture, at the side where nobody's head is."""
    wide = shot.size in ("extreme long", "long", "full", "medium")
    if not wide or shot.angle == "over shoulder" or stage.style == "manga" or stage.site in _BARE:
        return
    chance = stage.chance("foreground", shot.number)
    often = 0.75 if shot.size in ("extreme long", "long") else 0.45
    if chance.random() > often * (0.6 if stage.indoors else 1.0):
        return
    free = [side for side in (-1, 1) if _clear(stage, heads, side)]
    if not free:
        return
    side = chance.choice(free)
    kinds = _kinds(stage)
    layer = Layer(stage.width, stage.height, _SCALE, clear=True)
    kinds[chance.randrange(len(kinds))](stage, layer.canvas, side)
    draw_soft(stage.layer, layer, 12.0 if shot.size == "medium" else 8.0)


def _clear(stage: Stage, heads: Sequence[Box], side: int) -> bool:
    reach = _REACH * stage.width
    if side < 0:
        return all(head.left > reach for head in heads)
    return all(head.right < stage.width - reach for head in heads)


def _kinds(stage: Stage) -> tuple[Drawer, ...]:
    if stage.indoors:
        homely = stage.place in ("room", "hospital", "school") and stage.site in ("", "library")
        if stage.place in ("station", "vehicle"):
            return (_jamb, _hanging)
        return (_jamb, _hanging, _curtain, _potted, _potted) if homely else (_jamb, _hanging, _potted)
    if stage.site in _PAVED:
        return (_pole,)
    if stage.place in _GREEN:
        return (_branch, _tufts)
    return (_pole, _branch) if not stage.hanok else (_eave, _branch)


def _edge(stage: Stage, side: int, share: float) -> float:
    """x at `share` of the width in from the side's edge."""
    return share * stage.width if side < 0 else (1 - share) * stage.width


def _dark(stage: Stage, share: float = 0.55) -> Rgb:
    return mix(stage.tone(0.95), darker(stage.palette.shade, 0.35), share)


def _jamb(stage: Stage, canvas: Canvas, side: int) -> None:
    """The frame of the door we look through: its wood in three steps, the last one lit."""
    wood, light = stage.inside("#6a4630"), stage.palette.lamp if stage.dark else stage.palette.rim
    for start, end, tone in (
        (-0.05, 0.055, darker(wood, 0.5)),
        (0.055, 0.075, darker(wood, 0.2)),
        (0.075, 0.1, darker(wood, 0.4)),
        (0.1, 0.112, mix(wood, light, 0.6)),
    ):
        a, b = _edge(stage, side, start), _edge(stage, side, end)
        canvas.drawRect(rect(min(a, b), -20, max(a, b), stage.height + 20), fill(tone))


def _potted(stage: Stage, canvas: Canvas, side: int) -> None:
    """The leaves of a plant that stands near the lens, from a lower corner."""
    chance, base = stage.chance("potted", side), stage.inside("#3f7a52")
    root = (_edge(stage, side, -0.02), stage.height * 1.02)
    for tone in (darker(base, 0.4), base, mix(base, stage.palette.rim, 0.25)):
        fronds = PathBuilder()
        for _ in range(6):
            a = math.radians(chance.uniform(18, 88))
            reach = stage.width * chance.uniform(0.16, 0.36)
            tip = (root[0] - side * reach * math.cos(a), root[1] - reach * 1.5 * math.sin(a))
            wide = reach * 0.16
            middle = ((root[0] + tip[0]) / 2, (root[1] + tip[1]) / 2)
            fronds.moveTo(*root)
            fronds.quadTo(middle[0] - wide, middle[1] - wide, *tip)
            fronds.quadTo(middle[0] + wide, middle[1] + wide, *root)
            fronds.close()
        canvas.drawPath(fronds.detach(), fill(tone))


def _hanging(stage: Stage, canvas: Canvas, side: int) -> None:
    """A lamp's shade near the lens, in an upper corner."""
    x, y, r = _edge(stage, side, 0.07), stage.height * 0.06, stage.width * 0.17
    shade = [
        (x - r, y + r * 0.42),
        (x - r * 0.55, y - r * 0.3),
        (x + r * 0.55, y - r * 0.3),
        (x + r, y + r * 0.42),
    ]
    canvas.drawRect(rect(x - 5, -20, x + 5, y), fill(_dark(stage)))
    canvas.drawPath(polygon(shade), fill(_dark(stage, 0.4)))
    canvas.drawOval(rect(x - r * 0.9, y + r * 0.28, x + r * 0.9, y + r * 0.52), fill(stage.palette.lamp, 0.9))


def _curtain(stage: Stage, canvas: Canvas, side: int) -> None:
    tone = darker(stage.inside("#8a4a4c" if not stage.period else "#5a5a48"), 0.3)
    points = [(_edge(stage, side, -0.05), -20.0), (_edge(stage, side, 0.15), -20.0)]
    points += [
        (_edge(stage, side, 0.12), stage.height * 0.4),
        (_edge(stage, side, 0.06), stage.height * 0.75),
    ]
    points += [
        (_edge(stage, side, 0.10), stage.height + 20.0),
        (_edge(stage, side, -0.05), stage.height + 20.0),
    ]
    canvas.drawPath(curve(points, tension=0.12), fill(tone))
    for share in (0.03, 0.075):
        fold = [(_edge(stage, side, share + 0.03), 0.0), (_edge(stage, side, share), stage.height * 0.7)]
        canvas.drawPath(ribbon(fold, [14, 8], 3, False), fill(darker(tone, 0.3)))


def _pole(stage: Stage, canvas: Canvas, side: int) -> None:
    """A lamp post or the corner of a wall."""
    x, half = _edge(stage, side, 0.055), stage.width * 0.03
    canvas.drawRect(rect(x - half, -20, x + half, stage.height + 20), fill(_dark(stage)))
    light = stage.palette.lamp if stage.dark or stage.wet else stage.palette.rim
    edge = x + half * (0.7 if side < 0 else -0.9)
    canvas.drawRect(rect(edge, -20, edge + half * 0.25, stage.height + 20), fill(light, 0.7))
    band = stage.height * 0.72
    canvas.drawRect(rect(x - half * 1.4, band, x + half * 1.4, band + half * 1.2), fill(_dark(stage, 0.8)))


def _eave(stage: Stage, canvas: Canvas, side: int) -> None:
    """The end of a roof over our heads, a post under it."""
    tone = _dark(stage, 0.35)
    x0, x1 = _edge(stage, side, -0.05), _edge(stage, side, 0.5)
    y = stage.height * 0.05
    canvas.drawPath(polygon([(x0, -20), (x1, -20), (x1, y * 0.3), (x0, y * 1.7)]), fill(tone))
    tiles = PathBuilder()
    for k in range(7):
        x = x0 + (x1 - x0) * (k + 0.5) / 7
        tiles.addCircle(x, y * (1.6 - 0.19 * k), stage.width * 0.02)
    canvas.drawPath(tiles.detach(), fill(darker(tone, 0.3)))
    post = _edge(stage, side, 0.05)
    canvas.drawRect(rect(post - stage.width * 0.028, 0, post + stage.width * 0.028, stage.height), fill(tone))


def _branch(stage: Stage, canvas: Canvas, side: int) -> None:
    """Leaves from above, in a corner."""
    chance, tone = stage.chance("branch", side), _dark(stage, 0.3)
    tone = mix(tone, stage.lit("#2f5a44" if stage.weather != "snow" else "#c8d4e4"), 0.72)
    tip, root = (
        (_edge(stage, side, 0.46), stage.height * 0.03),
        (_edge(stage, side, -0.06), stage.height * 0.05),
    )
    canvas.drawPath(ribbon([root, tip], [16, 4], 4, False), fill(darker(tone, 0.4)))
    for share, colour in ((0.0, darker(tone, 0.25)), (0.4, tone), (1.0, lighter(tone, 0.18))):
        leaves = PathBuilder()
        for _ in range(40):  # thick at the corner: a few blurred leaves are a smudge
            t = chance.random() ** 1.7
            hangs = (1 - t) * stage.height * 0.13
            x = root[0] + (tip[0] - root[0]) * t + chance.uniform(-30, 30)
            y = root[1] + (tip[1] - root[1]) * t - stage.height * 0.03 + chance.uniform(0, hangs) - 18 * share
            leaf(leaves, x, y, chance.uniform(48, 96) * (1 - 0.4 * t), chance.uniform(0.15, 1.0) * math.pi)
        canvas.drawPath(leaves.detach(), fill(colour))


def _tufts(stage: Stage, canvas: Canvas, side: int) -> None:
    """High grass before the lens, at the foot of the picture."""
    chance = stage.chance("tufts", side)
    base = stage.lit("#3f6a3c" if stage.weather != "snow" else "#d8e2ee")
    for tone in (mix(base, _dark(stage), 0.5), mix(base, stage.palette.rim, 0.12)):
        blades = PathBuilder()
        for _ in range(26):
            x = _edge(stage, side, 0.5 * chance.random() ** 1.4)
            tall, lean = stage.height * chance.uniform(0.04, 0.13), chance.uniform(-60, 60)
            blades.moveTo(x - 9, stage.height + 20)
            blades.quadTo(x, stage.height - tall * 0.6, x + lean, stage.height - tall)
            blades.quadTo(x + 8, stage.height - tall * 0.5, x + 12, stage.height + 20)
            blades.close()
        canvas.drawPath(blades.detach(), fill(tone))
