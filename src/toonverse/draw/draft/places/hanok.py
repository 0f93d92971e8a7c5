"""What old Korean houses are made of: tiled and thatched roofs, paper doors, swept yards."""

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
from toonverse.draw.draft.layers import fog, halo
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
        canvas.drawPath(polygon(dome), fill(colour if not stage.snowy else stage.lit("#f0f4fb")))
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
    depth = min(1.0, 0.45 + 0.55 * metre / max(1.0, stage.width * 0.16))
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
        halo(canvas, (left + right) / 2, (top + bottom) / 2, (right - left) * 1.0, stage.palette.lamp, 0.2)
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


def yard(stage: Stage, y: float, colour: str = "#c8ac84") -> None:
    ground = stage.lit(colour if stage.weather != "snow" else "#eef3fa", 0.9)
    stage.canvas.drawRect(rect(-5, y, stage.width + 5, stage.height + 5), fill(ground))
    chance = stage.chance("yard")
    for _ in range(46):
        x, gy = chance.random() * stage.width, y + (stage.height - y) * chance.random()
        s = chance.uniform(6, 26) * (0.4 + (gy - y) / max(1.0, stage.height - y))
        stage.canvas.drawOval(rect(x - s, gy - s * 0.2, x + s, gy + s * 0.2), fill(darker(ground, 0.14), 0.6))
