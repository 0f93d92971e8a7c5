"""Old Korea, villages and temples: streets of eaves, alleys between walls, a rickshaw."""

import math

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    add_polygon,
    curve,
    darker,
    fill,
    lighter,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places.ground import puddles
from toonverse.draw.draft.places.hanok import house, paper_door, roof, yard
from toonverse.draw.draft.places.land import tree
from toonverse.draw.draft.sky import draw_sky, haze_band, peaks, ridge
from toonverse.draw.draft.stage import Stage


def village(stage: Stage) -> None:
    """Hills, houses, a wall. Tiled and thatched in old Korea, gabled cottages elsewhere."""
    draw_sky(stage, clouds=2)
    height, horizon, width = stage.height, stage.horizon, stage.width
    ridge(stage, horizon - height * 0.05, height * 0.05, stage.tone(0.22), "a", height)
    haze_band(stage, horizon - height * 0.05, height * 0.1, 0.05)
    ridge(stage, horizon - height * 0.01, height * 0.025, stage.tone(0.40), "b", height, 60, (14, 34))
    haze_band(stage, horizon - height * 0.02, height * 0.08, 0.12, 0.5)
    camera = stage.camera
    floor = horizon + camera.eye_m * camera.metre * 0.16
    yard(stage, floor)
    far, near = camera.metre * 0.20, camera.metre * 0.52
    builds = house if stage.korean and stage.era != "future" else _cottage
    for x, metre, wide, name in ((0.16, far, 7, 1), (0.52, far * 0.9, 6, 2), (0.86, far, 7, 3)):
        builds(stage, width * x, horizon + camera.eye_m * metre, metre, wide, name, name == 2)
    tree(stage, width * 0.36, horizon + camera.eye_m * far * 1.3, height * 0.2)
    builds(stage, width * 0.94, horizon + camera.eye_m * near, near, 6.5, 4, False)
    builds(stage, width * 0.02, horizon + camera.eye_m * near * 0.85, near * 0.85, 5.5, 5, True)
    fog(stage.canvas, 0, horizon, width, height * 0.12, stage.palette.haze, ((0, 0), (0.5, 0.3), (1, 0)))


def _cottage(
    stage: Stage, x: float, foot: float, metre: float, wide_m: float, name: object, thatch: bool = False
) -> None:
    canvas, chance = stage.canvas, stage.chance("cottage", name)
    depth = min(1.0, 0.45 + 0.55 * metre / max(1.0, stage.camera.metre))
    left, right, eave = x - wide_m * metre * 0.4, x + wide_m * metre * 0.4, foot - 2.6 * metre
    wall = stage.lit(chance.choice(("#e8dcc4", "#d8c0a0", "#c8b8b0")), depth)
    canvas.drawRect(rect(left, eave, right, foot), fill(wall))
    canvas.drawRect(
        rect(right - wide_m * metre * 0.1, eave - metre * 2.6, right - wide_m * metre * 0.02, eave),
        fill(stage.lit("#8a5a4a", depth)),
    )
    slate = stage.lit("#a8784a" if thatch else "#8a4a44", depth)
    gable = [
        (left - 0.5 * metre, eave + 0.2 * metre),
        (x, eave - 2.4 * metre),
        (right + 0.5 * metre, eave + 0.2 * metre),
    ]
    canvas.drawPath(polygon(gable), fill(slate))
    canvas.drawPath(ribbon(gable[:2], [2, 3], 3, False), fill(lighter(slate, 0.3)))
    lit = stage.dark or stage.wet
    for share in (0.25, 0.72):
        wx = left + (right - left) * share
        if lit:
            glow(canvas, wx, eave + metre, metre * 1.6, stage.palette.lamp, 0.5)
        canvas.drawRect(
            rect(wx - 0.5 * metre, eave + 0.5 * metre, wx + 0.5 * metre, eave + 1.5 * metre),
            fill(darker(wall, 0.5)),
        )
        canvas.drawRect(
            rect(wx - 0.42 * metre, eave + 0.58 * metre, wx + 0.42 * metre, eave + 1.42 * metre),
            fill(stage.palette.lamp if lit else stage.tone(0.3)),
        )
    canvas.drawRect(
        rect(x - 0.45 * metre, foot - 2 * metre, x + 0.45 * metre, foot), fill(stage.lit("#6a4a34", depth))
    )


def old_street(stage: Stage) -> None:
    """A market street of old Seoul: rows of eaves that run to the gate at its end."""
    draw_sky(stage, clouds=2)
    width, height, horizon, camera = stage.width, stage.height, stage.horizon, stage.camera
    ridge(stage, horizon - height * 0.06, height * 0.05, stage.tone(0.24), "a", height)
    haze_band(stage, horizon - height * 0.06, height * 0.12, 0.05)
    yard(stage, horizon, "#b89a74")
    scale = width / 1024
    gate = 22 * scale
    house(stage, width * 0.5, horizon + camera.eye_m * gate, gate, 9, "gate")
    for k, t in enumerate((30, 44, 64, 92, 132, 190)):
        metre = t * scale
        for side in (-1, 1):
            x = camera.centre + side * 5.6 * metre
            foot = horizon + camera.eye_m * metre
            house(stage, x, foot, metre, 6.2, (k, side), thatch=(k % 3 == 1) == (side > 0))
        fog(
            stage.canvas,
            0,
            horizon - height * 0.04,
            width,
            height * 0.1,
            stage.palette.haze,
            ((0, 0), (0.6, 0.2), (1, 0)),
        )
    if stage.wet:
        puddles(stage)


def old_alley(stage: Stage) -> None:
    """Between two stone walls, roofs above them."""
    draw_sky(stage, clouds=1)
    width, height, horizon, camera = stage.width, stage.height, stage.horizon, stage.camera
    ridge(stage, horizon - height * 0.05, height * 0.04, stage.tone(0.26), "a", height)
    far = camera.metre * 0.16
    house(stage, width * 0.5, horizon + camera.eye_m * far, far, 7, "end")
    yard(stage, horizon + 4, "#b09470")
    near = (height - horizon) / camera.eye_m * 1.5
    for side in (-1, 1):
        wall = [
            camera.at(side * 1.9, 0, far),
            camera.at(side * 1.9, 2.0, far),
            camera.at(side * 1.9, 2.0, near),
            camera.at(side * 1.9, 0, near),
        ]
        base = stage.lit("#a8977c" if side < 0 else "#8f8070", 0.9)
        stage.canvas.drawPath(polygon(wall), fill(base))
        chance = stage.chance("stones", side)
        stones = PathBuilder()
        for _ in range(110):
            t = far / (far / near + (1 - far / near) * chance.random())
            x, y = camera.at(side * 1.9, chance.uniform(0.05, 1.8), t)
            stones.addOval(rect(x - t * 0.16, y - t * 0.09, x + t * 0.16, y + t * 0.09))
        stage.canvas.drawPath(stones.detach(), fill(lighter(base, 0.16)))
        cap = [
            camera.at(side * 1.6, 2.0, far),
            camera.at(side * 1.9, 2.35, far),
            camera.at(side * 1.9, 2.35, near),
            camera.at(side * 1.6, 2.0, near),
        ]
        stage.canvas.drawPath(polygon(cap), fill(stage.lit("#4f5866", 0.95)))
        stage.canvas.drawPath(polygon([cap[0], cap[3]], False), fill(stage.palette.rim))
    x, y = camera.at(-1.75, 2.4, camera.metre * 0.34)
    if stage.dark or stage.wet:
        glow(stage.canvas, x, y, width * 0.3, stage.palette.lamp, 0.7)


def temple(stage: Stage) -> None:
    """A hall with painted beams on its terrace, stairs, lanterns, pines."""
    draw_sky(stage, clouds=2)
    width, height, horizon, camera = stage.width, stage.height, stage.horizon, stage.camera
    peaks(stage, horizon, height * 0.22, stage.tone(0.26), None, "far", height)
    haze_band(stage, horizon - height * 0.1, height * 0.14, 0.05)
    ridge(stage, horizon - height * 0.02, height * 0.03, stage.tone(0.46), "b", height, 70, (30, 74))
    haze_band(stage, horizon - height * 0.03, height * 0.09, 0.15, 0.5)
    metre = max(camera.metre * 0.34, width / 16)
    foot = horizon + camera.eye_m * camera.metre * 0.22
    yard(stage, foot, "#c0b49c")
    canvas = stage.canvas
    left, right, eave = width * 0.5 - 5.2 * metre, width * 0.5 + 5.2 * metre, foot - 4.2 * metre
    canvas.drawRect(rect(left - metre, foot - metre, right + metre, foot), fill(stage.lit("#b0a898", 0.8)))
    canvas.drawRect(rect(left, eave, right, foot - metre), fill(stage.lit("#e8d0a0", 0.8)))
    red, green = stage.lit("#a8403a", 0.85), stage.lit("#3f8a72", 0.85)
    for k in range(6):
        x = left + (right - left) * k / 5
        if k < 5:
            paper_door(
                stage,
                (x + 0.3 * metre, eave + 0.8 * metre, x + (right - left) / 5 - 0.3 * metre, foot - metre),
                green,
                True,
            )
        canvas.drawRect(rect(x - 0.16 * metre, eave, x + 0.16 * metre, foot - metre), fill(red))
    canvas.drawRect(rect(left - 0.3 * metre, eave, right + 0.3 * metre, eave + 0.55 * metre), fill(green))
    for k in range(16):
        x = left + (right - left) * (k + 0.5) / 16
        canvas.drawCircle(x, eave + 0.28 * metre, 0.13 * metre, fill(stage.lit("#f0b860", 0.9)))
    roof(stage, left - 1.9 * metre, right + 1.9 * metre, eave, 2.7 * metre, stage.lit("#47505c", 0.85))
    for k in range(4):
        half = metre * (1.4 + 0.14 * k)
        y = foot - metre + metre * 0.25 * k
        canvas.drawRect(
            rect(width * 0.5 - half, y, width * 0.5 + half, y + metre * 0.26),
            fill(lighter(stage.lit("#b0a898", 0.85), 0.06 * k)),
        )
    for side in (-1, 1):
        _stone_lantern(stage, width * 0.5 + side * 3.4 * metre, foot + 0.5 * metre, metre)
    fog(canvas, 0, foot - metre * 0.6, width, metre * 2.2, stage.palette.haze, ((0, 0), (0.5, 0.28), (1, 0)))


def _stone_lantern(stage: Stage, x: float, y: float, metre: float) -> None:
    canvas, stone = stage.canvas, stage.lit("#a8a498", 0.9)
    for half, low, high in ((0.45, 0.0, 0.2), (0.16, 0.2, 1.1), (0.4, 1.1, 1.25), (0.28, 1.25, 1.7)):
        canvas.drawRect(
            rect(x - half * metre, y - high * metre, x + half * metre, y - low * metre), fill(stone)
        )
    canvas.drawPath(
        polygon(
            [(x - 0.6 * metre, y - 1.65 * metre), (x, y - 2.15 * metre), (x + 0.6 * metre, y - 1.65 * metre)]
        ),
        fill(darker(stone, 0.2)),
    )
    glow(canvas, x, y - 1.47 * metre, metre * (2.2 if stage.dark else 0.9), stage.palette.lamp, 0.7)
    canvas.drawRect(
        rect(x - 0.15 * metre, y - 1.62 * metre, x + 0.15 * metre, y - 1.33 * metre), fill(stage.palette.lamp)
    )


def rickshaw_street(stage: Stage) -> None:
    """The old street with a rickshaw that waits at its side."""
    old_street(stage)
    camera = stage.camera
    metre = min(camera.metre * 0.62, stage.width * 0.26)
    x = stage.width * (0.80 if stage.chance("rickshaw").random() < 0.5 else 0.22)
    _rickshaw(stage, x, camera.horizon + camera.eye_m * metre, metre)


def _rickshaw(stage: Stage, x: float, foot: float, metre: float) -> None:
    canvas = stage.canvas
    dark, wood, seat = stage.lit("#2c2630", 0.95), stage.lit("#6a4028", 0.95), stage.lit("#8a3038", 0.95)
    hub = (x, foot - 0.62 * metre)
    shafts = [
        (x + 0.3 * metre, foot - 0.8 * metre),
        (x - 0.9 * metre, foot - 0.55 * metre),
        (x - 1.75 * metre, foot - 0.25 * metre),
    ]
    canvas.drawPath(ribbon(shafts, [0.05 * metre, 0.04 * metre, 0.035 * metre], 6), fill(wood))
    body: list[XY] = [
        (x - 0.55 * metre, foot - 0.75 * metre),
        (x - 0.35 * metre, foot - 1.0 * metre),
        (x + 0.1 * metre, foot - 1.05 * metre),
    ]
    body += [
        (x + 0.5 * metre, foot - 1.75 * metre),
        (x + 0.68 * metre, foot - 1.7 * metre),
        (x + 0.5 * metre, foot - 0.7 * metre),
    ]
    canvas.drawPath(polygon(body), fill(seat))
    hood: list[XY] = [
        (x + 0.62 * metre, foot - 1.2 * metre),
        (x + 0.75 * metre, foot - 2.1 * metre),
        (x + 0.2 * metre, foot - 2.5 * metre),
        (x - 0.5 * metre, foot - 2.25 * metre),
    ]
    hood += [(x + 0.1 * metre, foot - 2.1 * metre), (x + 0.35 * metre, foot - 1.5 * metre)]
    canvas.drawPath(curve(hood), fill(dark))
    for share in (0.25, 0.55, 0.8):
        rib = [
            (x + 0.6 * metre, foot - 1.35 * metre),
            (x + (0.72 - share) * metre, foot - (2.2 + 0.25 * share) * metre),
        ]
        canvas.drawPath(ribbon(rib, [0.02 * metre, 0.02 * metre], 4, False), fill(lighter(dark, 0.25)))
    ring = stroke(dark, 0.07 * metre)
    canvas.drawCircle(*hub, 0.6 * metre, ring)
    spokes = PathBuilder()
    for k in range(8):
        a = math.pi * k / 8
        dx, dy = 0.58 * metre * math.cos(a), 0.58 * metre * math.sin(a)
        nx, ny = 0.014 * metre * math.sin(a), -0.014 * metre * math.cos(a)
        add_polygon(
            spokes,
            [
                (hub[0] - dx - nx, hub[1] - dy - ny),
                (hub[0] + dx - nx, hub[1] + dy - ny),
                (hub[0] + dx + nx, hub[1] + dy + ny),
                (hub[0] - dx + nx, hub[1] - dy + ny),
            ],
        )
    canvas.drawPath(spokes.detach(), fill(wood))
    canvas.drawCircle(*hub, 0.09 * metre, fill(stage.lit("#c89a4a")))
