"""Old Korea and temples: tiled and thatched roofs, paper doors, stone walls."""

from toonverse.draw.draft.brush import (
    XY,
    PathBuilder,
    Rgb,
    add_polygon,
    darker,
    fill,
    lighter,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places.ground import puddles
from toonverse.draw.draft.places.land import tree
from toonverse.draw.draft.sky import draw_sky, haze_band, peaks, ridge
from toonverse.draw.draft.stage import Stage


def roof(
    stage: Stage, left: float, right: float, eave: float, rise: float, colour: Rgb, thatch: bool = False
) -> None:
    """A roof seen from the front: eaves that sweep up at the ends, rows of tile, a ridge."""
    canvas, wide, middle = stage.canvas, right - left, (left + right) / 2
    if thatch:
        dome: list[XY] = [
            (left, eave),
            (left + wide * 0.06, eave - rise * 0.55),
            (left + wide * 0.3, eave - rise),
            (right - wide * 0.3, eave - rise),
            (right - wide * 0.06, eave - rise * 0.55),
            (right, eave),
            (middle, eave + rise * 0.10),
        ]
        canvas.drawPath(polygon(dome), fill(colour))
        for k in range(9):
            x = left + wide * (k + 0.5) / 9
            canvas.drawPath(
                ribbon([(x, eave), ((x + middle) / 2, eave - rise * 0.9)], [2, 1], 3, False),
                fill(darker(colour, 0.2), 0.6),
            )
        return
    top_left, top_right = left + wide * 0.16, right - wide * 0.16
    outline: list[XY] = [
        (left - wide * 0.04, eave - rise * 0.26),
        (left + wide * 0.10, eave - rise * 0.30),
        (top_left, eave - rise),
    ]
    outline += [
        (top_right, eave - rise),
        (right - wide * 0.10, eave - rise * 0.30),
        (right + wide * 0.04, eave - rise * 0.26),
    ]
    outline += [
        (right - wide * 0.08, eave - rise * 0.03),
        (middle, eave + rise * 0.07),
        (left + wide * 0.08, eave - rise * 0.03),
    ]
    canvas.drawPath(polygon(outline), fill(colour))
    tiles = PathBuilder()
    count = max(8, int(wide / 26))
    for k in range(count + 1):
        t = k / count
        low_x, top_x = left + wide * (0.03 + 0.94 * t), top_left + (top_right - top_left) * t
        low_y = eave + rise * (0.06 - 0.22 * abs(2 * t - 1) ** 3)
        half = max(1.5, wide / count * 0.14)
        add_polygon(
            tiles,
            [
                (top_x - half * 0.6, eave - rise),
                (top_x + half * 0.6, eave - rise),
                (low_x + half, low_y),
                (low_x - half, low_y),
            ],
        )
    canvas.drawPath(tiles.detach(), fill(darker(colour, 0.28)))
    ridge_bar: list[XY] = [
        (top_left - wide * 0.03, eave - rise * 1.12),
        (middle, eave - rise * 1.0),
        (top_right + wide * 0.03, eave - rise * 1.12),
    ]
    canvas.drawPath(
        ribbon(ridge_bar, [rise * 0.07, rise * 0.05, rise * 0.07], 8, False), fill(darker(colour, 0.35))
    )
    eave_line: list[XY] = [
        (left - wide * 0.03, eave - rise * 0.20),
        (middle, eave + rise * 0.09),
        (right + wide * 0.03, eave - rise * 0.20),
    ]
    canvas.drawPath(
        ribbon(eave_line, [rise * 0.03, rise * 0.05, rise * 0.03], 10, False), fill(lighter(colour, 0.25))
    )
    if stage.weather == "snow":
        canvas.drawPath(
            polygon(
                [
                    (top_left, eave - rise),
                    (top_right, eave - rise),
                    (right - wide * 0.10, eave - rise * 0.42),
                    (left + wide * 0.10, eave - rise * 0.42),
                ]
            ),
            fill(stage.lit("#f4f8ff"), 0.9),
        )


def house(
    stage: Stage, x: float, foot: float, metre: float, wide_m: float, name: object, thatch: bool = False
) -> None:
    """A hanok from the front, `wide_m` metres wide, standing on `foot`."""
    canvas, chance = stage.canvas, stage.chance("house", name)
    left, right = x - wide_m * metre / 2, x + wide_m * metre / 2
    depth = min(1.0, 0.45 + 0.55 * metre / max(1.0, stage.camera.metre))
    wall, wood = stage.lit("#efe2c8" if not thatch else "#c8a878", depth), stage.lit("#6a452f", depth)
    floor, eave = foot - 0.45 * metre, foot - 2.75 * metre
    canvas.drawRect(
        rect(left - 0.3 * metre, floor, right + 0.3 * metre, foot), fill(stage.lit("#9a968e", depth))
    )
    canvas.drawRect(rect(left, eave - 0.2 * metre, right, floor), fill(wall))
    bays = max(2, round(wide_m / 1.9))
    for k in range(bays):
        bay_left, bay_right = left + (right - left) * k / bays, left + (right - left) * (k + 1) / bays
        if k % 2 == 0 or chance.random() < 0.4:
            paper_door(
                stage,
                (bay_left + 0.15 * metre, eave + 0.35 * metre, bay_right - 0.15 * metre, floor),
                wood,
                chance.random() < stage.palette.lamps_lit + 0.25,
            )
        canvas.drawRect(
            rect(bay_left - 0.07 * metre, eave - 0.2 * metre, bay_left + 0.07 * metre, floor), fill(wood)
        )
    canvas.drawRect(rect(right - 0.07 * metre, eave - 0.2 * metre, right + 0.07 * metre, floor), fill(wood))
    canvas.drawRect(rect(left, floor - 0.10 * metre, right, floor + 0.04 * metre), fill(lighter(wood, 0.12)))
    canvas.drawRect(
        rect(left, eave - 0.2 * metre, right, eave + 0.45 * metre), fill(darker(wood, 0.35), 0.45)
    )
    colour = stage.lit("#c8a05a" if thatch else "#4f5866", depth)
    roof(
        stage,
        left - 0.9 * metre,
        right + 0.9 * metre,
        eave,
        (1.5 if thatch else 1.35) * metre,
        colour,
        thatch,
    )


def paper_door(stage: Stage, box: tuple[float, float, float, float], wood: Rgb, lamp: bool) -> None:
    """Mulberry paper on a lattice; light behind it in the evening."""
    left, top, right, bottom = box
    canvas = stage.canvas
    lamp = lamp and (stage.dark or stage.wet)
    paper = stage.palette.lamp if lamp else stage.lit("#fbf2dc", 0.95)
    if lamp:
        glow(canvas, (left + right) / 2, (top + bottom) / 2, (right - left) * 1.4, stage.palette.lamp, 0.5)
    canvas.drawRect(rect(left, top, right, bottom), fill(paper))
    bars = PathBuilder()
    thick = max(1.5, (right - left) * 0.022)
    for k in range(1, 6):
        x = left + (right - left) * k / 6
        bars.addRect(rect(x - thick / 2, top, x + thick / 2, bottom))
    for k in range(1, 9):
        if k not in (3, 6):
            y = top + (bottom - top) * k / 9
            bars.addRect(rect(left, y - thick / 2, right, y + thick / 2))
    middle = (left + right) / 2
    bars.addRect(rect(middle - thick * 1.4, top, middle + thick * 1.4, bottom))
    for a, b in ((left, left + thick * 2.4), (right - thick * 2.4, right)):
        bars.addRect(rect(a, top, b, bottom))
    bars.addRect(rect(left, top, right, top + thick * 2.2))
    canvas.drawPath(bars.detach(), fill(wood))


def roofs(stage: Stage, top: float, bottom: float) -> None:
    """A town of roofs from above, far to near."""
    chance = stage.chance("roofs")
    rows = 5
    for k in range(rows):
        t = k / (rows - 1)
        y, size = top + (bottom - top) * (0.03 + 0.75 * t**1.4), stage.width * (0.10 + 0.26 * t)
        x = -size * chance.random()
        while x < stage.width + size:
            wide = size * chance.uniform(0.9, 1.4)
            colour = stage.lit("#4f5866" if chance.random() < 0.7 else "#b08c50", 0.35 + 0.6 * t)
            stage.canvas.drawRect(
                rect(x + wide * 0.08, y - 4, x + wide * 0.92, y + size * 0.3),
                fill(stage.lit("#e6d6b6", 0.3 + 0.6 * t)),
            )
            if chance.random() < 0.4 + stage.palette.lamps_lit * 0.6:
                stage.canvas.drawRect(
                    rect(x + wide * 0.4, y + size * 0.03, x + wide * 0.55, y + size * 0.2),
                    fill(stage.palette.lamp, 0.9),
                )
            roof(stage, x, x + wide, y, size * 0.26, colour)
            x += wide * chance.uniform(0.95, 1.25)
        fog(
            stage.canvas,
            0,
            y - size * 0.05,
            stage.width,
            size * 0.5,
            stage.palette.haze,
            ((0, 0), (0.6, 0.45 * (1 - t)), (1, 0)),
        )


def stone_wall(stage: Stage, y: float, high: float, colour: str = "#a89a86") -> None:
    """A low wall of round stones, tiles on top, across the picture."""
    canvas, chance, width = stage.canvas, stage.chance("wall", round(y)), stage.width
    base = stage.lit(colour, 0.8)
    canvas.drawRect(rect(-5, y - high, width + 5, y), fill(base))
    light, dark = PathBuilder(), PathBuilder()
    size = max(8.0, high * 0.2)
    row = y - high + size * 0.7
    while row < y:
        x = chance.uniform(-size, 0)
        while x < width:
            s = size * chance.uniform(0.6, 1.0)
            (light if chance.random() < 0.5 else dark).addOval(
                rect(x, row - s * 0.36, x + s * 1.3, row + s * 0.36)
            )
            x += s * 1.55
        row += size * 0.85
    canvas.drawPath(light.detach(), fill(lighter(base, 0.2)))
    canvas.drawPath(dark.detach(), fill(darker(base, 0.15)))
    canvas.drawRect(
        rect(-5, y - high - size * 0.35, width + 5, y - high + size * 0.15), fill(stage.lit("#4f5866", 0.8))
    )


def _yard(stage: Stage, y: float, colour: str = "#c8ac84") -> None:
    ground = stage.lit(colour if stage.weather != "snow" else "#eef3fa", 0.9)
    stage.canvas.drawRect(rect(-5, y, stage.width + 5, stage.height + 5), fill(ground))
    chance = stage.chance("yard")
    for _ in range(46):
        x, gy = chance.random() * stage.width, y + (stage.height - y) * chance.random()
        s = chance.uniform(6, 26) * (0.4 + (gy - y) / max(1.0, stage.height - y))
        stage.canvas.drawOval(rect(x - s, gy - s * 0.2, x + s, gy + s * 0.2), fill(darker(ground, 0.14), 0.6))


def village(stage: Stage) -> None:
    """Hills, houses, a wall. Tiled and thatched in old Korea, gabled cottages elsewhere."""
    draw_sky(stage, clouds=2)
    height, horizon, width = stage.height, stage.horizon, stage.width
    ridge(stage, horizon - height * 0.05, height * 0.05, stage.tone(0.22), "a", height)
    haze_band(stage, horizon - height * 0.05, height * 0.1, 0.05)
    ridge(stage, horizon - height * 0.01, height * 0.025, stage.tone(0.40), "b", height, 60, (14, 34))
    haze_band(stage, horizon - height * 0.02, height * 0.08, 0.12, 0.5)
    camera = stage.camera
    yard = horizon + camera.eye_m * camera.metre * 0.16
    _yard(stage, yard)
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
    _yard(stage, horizon, "#b89a74")
    gate = camera.metre * 0.14
    house(stage, width * 0.5, horizon + camera.eye_m * gate, gate, 9, "gate")
    for t in (0.20, 0.30, 0.46, 0.74, 1.15):
        metre = camera.metre * t
        for side in (-1, 1):
            x = camera.centre + side * (6.6 * metre + width * 0.02)
            house(
                stage,
                x,
                horizon + camera.eye_m * metre,
                metre,
                7,
                (t, side),
                thatch=(t in (0.30, 0.74)) == (side > 0),
            )
        haze_band(stage, horizon - height * 0.04, height * 0.10, 0.05, 0.25)
    if stage.wet:
        puddles(stage)


def old_alley(stage: Stage) -> None:
    """Between two stone walls, roofs above them."""
    draw_sky(stage, clouds=1)
    width, height, horizon, camera = stage.width, stage.height, stage.horizon, stage.camera
    ridge(stage, horizon - height * 0.05, height * 0.04, stage.tone(0.26), "a", height)
    far = camera.metre * 0.16
    house(stage, width * 0.5, horizon + camera.eye_m * far, far, 7, "end")
    _yard(stage, horizon + 4, "#b09470")
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
    _yard(stage, foot, "#c0b49c")
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
