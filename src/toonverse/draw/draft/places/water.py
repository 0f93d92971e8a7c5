"""Water takes the sky's colours; boats on it and the deck of one."""

from toonverse.draw.draft.brush import (
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
from toonverse.draw.draft.sky import draw_sky, haze_band, ridge, sun_place
from toonverse.draw.draft.stage import Stage


def water(stage: Stage, top: float, bottom: float, lean: str = "#2f7fae") -> None:
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


def boat(stage: Stage, x: float, y: float, size: float, sail: bool) -> None:
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


def boat_deck(stage: Stage) -> None:
    """On board: the bow ahead, rails, planks, waves beyond; a lamp on the mast."""
    draw_sky(stage, clouds=3)
    width, height, horizon, camera = stage.width, stage.height, stage.horizon, stage.camera
    ridge(stage, horizon - height * 0.012, height * 0.02, stage.tone(0.24), "coast", height)
    haze_band(stage, horizon - height * 0.04, height * 0.07, 0.05)
    water(stage, horizon, height)
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
