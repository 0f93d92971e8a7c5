"""Sea, harbour, river: water takes the sky's colours."""

from toonverse.draw.draft.brush import (
    INK,
    XY,
    PathBuilder,
    add_polygon,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places.ground import lantern_row
from toonverse.draw.draft.places.land import grass, tree
from toonverse.draw.draft.sky import birds, draw_sky, haze_band, peaks, ridge, sun_place
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city


def _water(stage: Stage, top: float, bottom: float, lean: str = "#2f7fae") -> None:
    """A sheet of water from `top` to `bottom` with the light's path on it."""
    canvas, palette, width = stage.canvas, stage.palette, stage.width
    high = bottom - top
    near = mix(palette.tone(0.62), palette.leaning(lean, 0.7).tone(0.6), 0.7)
    canvas.drawRect(rect(0, top, width, bottom + 1), fill(near))
    fog(
        canvas,
        0,
        top,
        width,
        high,
        mix(palette.sky[-1][1], palette.haze, 0.4),
        ((0, 0.95), (0.35, 0.45), (1, 0.0)),
    )
    x, _ = sun_place(stage)
    chance = stage.chance("ripples")
    bright, dim = PathBuilder(), PathBuilder()
    for i in range(90):
        t = (i / 90) ** 1.5
        y = top + high * t + chance.uniform(0, 4)
        thick = 1 + 4.5 * t
        on_path = i % 3 > 0
        middle = x + chance.gauss(0, 0.05 + 0.09 * t) * width if on_path else chance.random() * width
        long = width * chance.uniform(0.02, 0.07) * (0.5 + t)
        add_polygon(
            bright if on_path else dim,
            [(middle - long, y), (middle, y - thick / 2), (middle + long, y), (middle, y + thick / 2)],
        )
    if stage.weather not in ("rain", "storm", "fog"):
        canvas.drawPath(bright.detach(), fill(palette.rim, 0.8))
    canvas.drawPath(dim.detach(), fill(lighter(near, 0.4), 0.5))
    canvas.drawRect(rect(0, top, width, top + 2), fill(palette.rim, 0.6))


def sea(stage: Stage) -> None:
    """Open water, far islands, surf, the beach one stands on."""
    draw_sky(stage, clouds=3)
    width, height, horizon = stage.width, stage.height, stage.horizon
    for x, size in ((0.12, 0.20), (0.86, 0.14)):
        isle: list[XY] = [
            ((x - size) * width, horizon + 2),
            ((x - size * 0.3) * width, horizon - height * 0.035),
            (x * width, horizon - height * 0.05),
            ((x + size * 0.5) * width, horizon - height * 0.018),
            ((x + size) * width, horizon + 2),
        ]
        stage.canvas.drawPath(polygon(isle), fill(stage.tone(0.3)))
    low = height - horizon
    shore = min(horizon + low * 0.72, stage.camera.ground - low * 0.04)
    _water(stage, horizon, shore + low * 0.1)
    birds(stage, width * 0.3, horizon * 0.7)
    sand = stage.lit("#f0dcb4")
    edge: list[XY] = [
        (-20, shore + low * 0.07),
        (width * 0.3, shore - low * 0.01),
        (width * 0.65, shore + low * 0.05),
        (width + 20, shore - low * 0.03),
    ]
    for lift, colour, alpha in ((-0.055, lighter(stage.tone(0.1), 0.5), 0.5), (-0.02, (255, 255, 255), 0.75)):
        surf = [(px, py + low * lift) for px, py in edge]
        stage.canvas.drawPath(
            ribbon(surf, [low * 0.016, low * 0.03, low * 0.014, low * 0.026], 10, False), fill(colour, alpha)
        )
    stage.canvas.drawPath(polygon([*edge, (width + 20, height + 9), (-20, height + 9)]), fill(sand))
    wet = [(px, py + low * 0.012) for px, py in edge]
    stage.canvas.drawPath(
        ribbon(wet, [low * 0.03, low * 0.02, low * 0.03], 10, False),
        fill(mix(sand, stage.tone(0.55), 0.4), 0.8),
    )
    chance = stage.chance("sand")
    for _ in range(40):
        x, y = chance.random() * width, shore + low * chance.uniform(0.1, 0.5)
        stage.canvas.drawOval(rect(x - 9, y - 2.4, x + 9, y + 2.4), fill(darker(sand, 0.14), 0.6))


def _boat(stage: Stage, x: float, y: float, size: float, sail: bool) -> None:
    canvas = stage.canvas
    hull = [
        (x - size, y - size * 0.22),
        (x + size * 1.05, y - size * 0.30),
        (x + size * 0.78, y + size * 0.12),
        (x - size * 0.75, y + size * 0.12),
    ]
    canvas.drawPath(
        ribbon([(x, y - size * 0.2), (x, y - size * 1.75)], [size * 0.03, size * 0.015], 3),
        fill(stage.tone(0.85)),
    )
    if sail:
        canvas.drawPath(
            polygon(
                [
                    (x + size * 0.05, y - size * 1.65),
                    (x + size * 0.85, y - size * 0.40),
                    (x + size * 0.05, y - size * 0.36),
                ]
            ),
            fill(stage.lit("#f6ecd8", 0.9)),
        )
        canvas.drawPath(
            polygon(
                [
                    (x - size * 0.05, y - size * 1.45),
                    (x - size * 0.7, y - size * 0.36),
                    (x - size * 0.05, y - size * 0.34),
                ]
            ),
            fill(stage.lit("#d8c8b0", 0.85)),
        )
    else:
        canvas.drawRect(
            rect(x - size * 0.45, y - size * 0.62, x + size * 0.15, y - size * 0.22),
            fill(stage.lit("#f0e8dc", 0.9)),
        )
        canvas.drawRect(
            rect(x - size * 0.36, y - size * 0.54, x + size * 0.05, y - size * 0.38), fill(stage.tone(0.6))
        )
    canvas.drawPath(polygon(hull), fill(stage.lit("#a8403c" if not sail else "#6a4632", 0.95)))
    canvas.drawPath(
        polygon([hull[0], hull[1], (x + size, y - size * 0.2), (x - size * 0.96, y - size * 0.12)]),
        fill(stage.lit("#f4ece0", 0.95)),
    )
    shadow = [(x - size * 0.8, y + size * 0.16), (x, y + size * 0.26), (x + size * 0.8, y + size * 0.16)]
    canvas.drawPath(ribbon(shadow, [1, size * 0.10, 1], 6, False), fill(stage.tone(0.8), 0.55))


def harbour(stage: Stage) -> None:
    """Quays, moored boats, warehouses, a lighthouse."""
    draw_sky(stage, clouds=2)
    width, height, horizon = stage.width, stage.height, stage.horizon
    canvas, low = stage.canvas, height - stage.horizon
    ridge(stage, horizon - height * 0.03, height * 0.03, stage.tone(0.24), "a", height)
    if not stage.period:
        far_city(stage, horizon + 4, height * 0.12)
    haze_band(stage, horizon - height * 0.05, height * 0.09, 0.05)
    _water(stage, horizon, height)
    light_x, tall = width * 0.84, height * 0.2
    mole = [
        (light_x - width * 0.12, horizon + 6),
        (width + 10, horizon - 8),
        (width + 10, horizon + 20),
        (light_x - width * 0.1, horizon + 16),
    ]
    canvas.drawPath(polygon(mole), fill(stage.tone(0.55)))
    tower = [
        (light_x - tall * 0.10, horizon),
        (light_x - tall * 0.06, horizon - tall),
        (light_x + tall * 0.06, horizon - tall),
        (light_x + tall * 0.10, horizon),
    ]
    canvas.drawPath(polygon(tower), fill(stage.lit("#f6f0e6", 0.8)))
    for share in (0.2, 0.55):
        canvas.drawRect(
            rect(
                light_x - tall * 0.085,
                horizon - tall * (share + 0.16),
                light_x + tall * 0.085,
                horizon - tall * share,
            ),
            fill(stage.lit("#d0484a", 0.8)),
        )
    canvas.drawRect(
        rect(light_x - tall * 0.05, horizon - tall * 1.14, light_x + tall * 0.05, horizon - tall),
        fill(stage.palette.lamp),
    )
    glow(
        canvas,
        light_x,
        horizon - tall * 1.07,
        tall * (1.0 if stage.dark or stage.wet else 0.4),
        stage.palette.lamp,
        0.9,
    )
    for x, y, size, sail in (
        (0.30, 0.10, 0.07, True),
        (0.60, 0.17, 0.09, False),
        (0.14, 0.26, 0.12, stage.period),
    ):
        _boat(stage, width * x, horizon + low * y, width * size, sail)
    lantern_row(stage, horizon + low * 0.012, 9)
    _quay(stage)
    _quay_lamps(stage)


def _quay_lamps(stage: Stage) -> None:
    """Two iron lamps on the quay; in dusk and rain they light the stones."""
    metre = min(stage.camera.metre * 0.8, stage.width * 0.22)
    foot = min(stage.camera.ground - stage.height * 0.05, stage.height * 0.93) + metre * 0.1
    canvas, dark = stage.canvas, stage.tone(0.95)
    for x in (0.16 * stage.width, 0.86 * stage.width):
        top = foot - 3.4 * metre
        canvas.drawPath(ribbon([(x, foot), (x, top)], [0.06 * metre, 0.035 * metre], 3, False), fill(dark))
        if stage.dark or stage.wet:
            glow(canvas, x, top, metre * 2.6, stage.palette.lamp, 0.8)
            canvas.drawOval(
                rect(x - metre * 1.4, foot, x + metre * 1.4, foot + metre * 0.4),
                fill(stage.palette.lamp, 0.22),
            )
        canvas.drawPath(
            polygon(
                [
                    (x - 0.16 * metre, top),
                    (x + 0.16 * metre, top),
                    (x + 0.11 * metre, top - 0.4 * metre),
                    (x - 0.11 * metre, top - 0.4 * metre),
                ]
            ),
            fill(stage.palette.lamp),
        )
        canvas.drawPath(
            polygon(
                [
                    (x - 0.2 * metre, top - 0.4 * metre),
                    (x, top - 0.58 * metre),
                    (x + 0.2 * metre, top - 0.4 * metre),
                ]
            ),
            fill(dark),
        )


def _quay(stage: Stage) -> None:
    canvas, width, height = stage.canvas, stage.width, stage.height
    y = min(stage.camera.ground - (height - stage.horizon) * 0.10, height * 0.93)
    stone = stage.lit("#b4aca0")
    canvas.drawRect(rect(-5, y, width + 5, height + 5), fill(stone))
    canvas.drawRect(rect(-5, y, width + 5, y + 12), fill(lighter(stone, 0.3)))
    chance, joints = stage.chance("quay"), PathBuilder()
    row, step = y + 18, 26.0
    while row < height:
        x = chance.uniform(-60, 0)
        while x < width:
            joints.addRect(rect(x, row, x + 3, row + step))
            x += chance.uniform(70, 130)
        joints.addRect(rect(0, row + step, width, row + step + 3))
        row += step
        step *= 1.35
    canvas.drawPath(joints.detach(), fill(darker(stone, 0.25), 0.7))
    for x in (0.08, 0.92):
        size = width * 0.035
        canvas.drawPath(
            polygon(
                [
                    (x * width - size * 0.6, y + 6),
                    (x * width - size * 0.5, y - size),
                    (x * width + size * 0.5, y - size),
                    (x * width + size * 0.6, y + 6),
                ]
            ),
            fill(mix(INK, stage.tone(0.8), 0.4)),
        )
        canvas.drawOval(
            rect(x * width - size * 0.8, y - size * 1.3, x * width + size * 0.8, y - size * 0.8),
            fill(mix(INK, stage.tone(0.6), 0.4)),
        )


def river(stage: Stage) -> None:
    """A bend of water between banks, hills, reeds; a bridge in town."""
    draw_sky(stage, clouds=3)
    width, height, horizon = stage.width, stage.height, stage.horizon
    low = height - horizon
    if stage.era in ("modern", "future"):
        far_city(stage, horizon + 4, height * 0.2)
    else:
        peaks(stage, horizon, height * 0.12, stage.tone(0.3), None, "far", height)
        haze_band(stage, horizon - height * 0.04, height * 0.08, 0.05)
    _water(stage, horizon, height, "#3f8f9e")
    for side in (-1, 1):
        x0 = 0 if side < 0 else width
        bank: list[XY] = [
            (x0 - side * -0.0, horizon + 2),
            (x0 - side * width * 0.30, horizon + low * 0.10),
            (x0 - side * width * 0.14, horizon + low * 0.26),
            (x0 + side * 20, horizon + low * 0.36),
        ]
        canvas = stage.canvas
        canvas.drawPath(
            polygon([(x0 + side * 20, horizon - height * 0.012), *bank[1:]]), fill(stage.lit("#5f9a58", 0.6))
        )
        tree(stage, x0 - side * width * 0.08, horizon + low * 0.14, height * 0.17)
    lantern_row(stage, horizon + low * 0.02, 7)
    if stage.era != "fantasy":
        _bridge(stage)
    y = min(stage.camera.ground - low * 0.05, height * 0.95)
    grassy = stage.lit("#6a9a52" if stage.weather != "snow" else "#e4ecf6")
    stage.canvas.drawPath(
        polygon(
            [
                (-10, y + 14),
                (width * 0.4, y - 6),
                (width + 10, y + 20),
                (width + 10, height + 9),
                (-10, height + 9),
            ]
        ),
        fill(grassy),
    )
    grass(stage, y + 4, 150, (14, 54), darker(grassy, 0.3), lighter(grassy, 0.2))


def _bridge(stage: Stage) -> None:
    canvas, width = stage.canvas, stage.width
    y = stage.horizon + (stage.height - stage.horizon) * 0.05
    dark = stage.tone(0.55)
    high = stage.height * 0.022
    canvas.drawRect(rect(-5, y - high, width + 5, y - high * 0.3), fill(dark))
    canvas.drawRect(rect(-5, y - high, width + 5, y - high * 0.8), fill(stage.palette.rim, 0.7))
    for k in range(6):
        x = width * (k + 0.5) / 6
        canvas.drawRect(rect(x - 7, y - high * 0.4, x + 7, y + high * 1.6), fill(dark))
        arch = [(x - width / 12, y + high), (x, y - high * 0.3), (x + width / 12, y + high)]
        canvas.drawPath(ribbon(arch, [4, 3, 4], 6, False), fill(dark))


def boat_deck(stage: Stage) -> None:
    """On board: the bow ahead, rails, planks, waves beyond; a lamp on the mast."""
    draw_sky(stage, clouds=3)
    width, height, horizon, camera = stage.width, stage.height, stage.horizon, stage.camera
    ridge(stage, horizon - height * 0.012, height * 0.02, stage.tone(0.24), "coast", height)
    haze_band(stage, horizon - height * 0.04, height * 0.07, 0.05)
    _water(stage, horizon, height)
    lantern_row(stage, horizon + height * 0.004, 6)
    canvas, metre = stage.canvas, camera.metre
    edge = horizon + camera.eye_m * metre * 0.42
    bow, wood = (width * 0.5, edge - height * 0.03), stage.lit("#a8784c")
    deck: list[XY] = [
        (-width * 0.25, height + 9),
        (width * 0.14, edge + height * 0.10),
        (width * 0.36, edge),
        bow,
    ]
    deck += [(width * 0.64, edge), (width * 0.86, edge + height * 0.10), (width * 1.25, height + 9)]
    canvas.drawPath(polygon(deck), fill(wood))
    planks = PathBuilder()
    for k in range(-7, 8):
        x0, x1 = width * (0.5 + 0.035 * k), width * (0.5 + 0.16 * k)
        add_polygon(
            planks,
            [
                (x0 - 1, edge + height * 0.012 * abs(k)),
                (x0 + 1, edge + height * 0.012 * abs(k)),
                (x1 + 3, height),
                (x1 - 3, height),
            ],
        )
    canvas.save()
    canvas.clipPath(polygon(deck), True)
    canvas.drawPath(planks.detach(), fill(darker(wood, 0.3)))
    fog(canvas, 0, edge, width, height - edge, stage.palette.shade, ((0, 0.0), (1, 0.4)))
    canvas.restore()
    _rails(stage, deck, metre)
    mast = width * 0.74
    canvas.drawPath(
        ribbon([(mast, height * 0.86), (mast + 6, -20)], [metre * 0.09, metre * 0.06], 3, False),
        fill(stage.tone(0.88)),
    )
    for reach in (0.04, -0.3):
        canvas.drawPath(
            ribbon([(mast + 5, height * 0.03), (width * (0.5 + reach), edge)], [1.6, 1.6], 3, False),
            fill(stage.tone(0.8), 0.9),
        )
    lamp_y = max(height * 0.24, edge - 3.0 * metre)
    glow(
        canvas,
        mast - metre * 0.25,
        lamp_y,
        metre * (2.4 if stage.dark or stage.wet else 0.8),
        stage.palette.lamp,
        0.8,
    )
    canvas.drawCircle(mast - metre * 0.25, lamp_y, metre * 0.12, fill(stage.palette.lamp))


def _rails(stage: Stage, deck: list[XY], metre: float) -> None:
    canvas, dark = stage.canvas, stage.lit("#e8e0d4", 0.9)
    high = metre * 0.55
    for lift in (high, high * 0.5):
        bar = [
            (x, y - lift * (0.45 + 0.55 * min(1.0, max(0.0, (y - deck[3][1]) / (stage.height * 0.2)))))
            for x, y in deck
        ]
        canvas.drawPath(
            ribbon(
                bar,
                [
                    metre * 0.035,
                    metre * 0.03,
                    metre * 0.02,
                    metre * 0.018,
                    metre * 0.02,
                    metre * 0.03,
                    metre * 0.035,
                ],
                8,
                False,
            ),
            fill(dark),
        )
    for x, y in deck[1:-1]:
        share = 0.45 + 0.55 * min(1.0, max(0.0, (y - deck[3][1]) / (stage.height * 0.2)))
        canvas.drawPath(
            ribbon([(x, y), (x, y - high * share)], [metre * 0.03, metre * 0.025], 3, False), fill(dark)
        )
