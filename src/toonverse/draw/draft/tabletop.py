"""What a thing in an insert lies on: boards, stones or earth seen from above, and the light across them."""

from toonverse.draw.draft.brush import (
    BlendMode,
    PathBuilder,
    Rgb,
    add_polygon,
    curve,
    darker,
    fill,
    lighter,
    mix,
    rect,
    ribbon,
)
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.stage import Stage


def top_tone(stage: Stage) -> Rgb:
    """What things are laid on, by the place, in its light."""
    if stage.indoors:
        woods = {"hospital": "#dfe8ea", "office": "#c8b090", "school": "#c89458", "kitchen": "#b88a60"}
        return stage.inside(woods.get(stage.place, "#7a4630" if stage.period else "#94603e"))
    grounds = {
        "harbour": "#8f8a86",
        "sea": "#e8d2a4",
        "forest": "#5a6a44",
        "field": "#7f9a4c",
        "river": "#7a8a58",
        "mountain": "#857a70",
        "village": "#b8966a",
    }
    tone = "#eef3fa" if stage.weather == "snow" else grounds.get(stage.place, "#8f8a92")
    return stage.lit(tone, 0.9)


def lay_surface(stage: Stage) -> None:
    """Boards, stones or earth from above, fading into the dark at the far edge."""
    tone, width, height = top_tone(stage), stage.width, stage.height
    shade = stage.palette.shade
    stops = [(0.0, mix(tone, shade, 0.62)), (0.45, mix(tone, shade, 0.15)), (0.75, tone)]
    vertical_gradient(stage.layer, [*stops, (1.0, mix(tone, shade, 0.35))])
    if stage.indoors and stage.place != "hospital":
        _grain(stage, tone)
    elif not stage.indoors:
        _pebbles(stage, tone)
    chance = stage.chance("insert light")
    x = width * chance.choice((0.18, 0.82))
    dark = stage.dark or stage.wet
    light = stage.palette.lamp if dark else stage.palette.rim
    glow(stage.canvas, x, height * 0.2, width * 0.95, light, 0.62 if dark else 0.5, 1.5)
    glow(stage.canvas, width * 0.5, height * 0.6, width * 0.62, light, 0.34, 1.4)


def _grain(stage: Stage, tone: Rgb) -> None:
    """Boards with their grain."""
    chance, canvas, width, height = stage.chance("grain"), stage.canvas, stage.width, stage.height
    seams, light = PathBuilder(), PathBuilder()
    boards = 4
    for k in range(boards + 1):
        y = height * (k / boards) ** 1.25
        lean = height * 0.05
        add_polygon(
            seams, [(-10, y + lean), (width + 10, y - lean), (width + 10, y - lean + 4), (-10, y + lean + 5)]
        )
        add_polygon(
            light,
            [
                (-10, y + lean + 6),
                (width + 10, y - lean + 5),
                (width + 10, y - lean + 7),
                (-10, y + lean + 9),
            ],
        )
    canvas.drawPath(seams.detach(), fill(darker(tone, 0.5)))
    canvas.drawPath(light.detach(), fill(lighter(tone, 0.22), 0.8))
    for _ in range(30):
        y, x, long = (
            chance.random() * height,
            chance.uniform(-0.2, 0.8) * width,
            chance.uniform(0.2, 0.7) * width,
        )
        bend = chance.uniform(-10, 10)
        line = [(x, y), (x + long * 0.5, y + bend - long * 0.05), (x + long, y - long * 0.1)]
        canvas.drawPath(
            ribbon(line, [0.4, chance.uniform(1.0, 3.0), 0.4], 5, False), fill(darker(tone, 0.32), 0.5)
        )
    for _ in range(2):
        x, y = chance.random() * width, chance.uniform(0.1, 0.9) * height
        for r in (26, 17, 8):
            canvas.drawOval(
                rect(x - r * 1.8, y - r * 0.6, x + r * 1.8, y + r * 0.6), fill(darker(tone, 0.3), 0.4)
            )


def _pebbles(stage: Stage, tone: Rgb) -> None:
    """Stones or tufts; wet ground gives the light back."""
    chance, canvas, width, height = stage.chance("pebbles"), stage.canvas, stage.width, stage.height
    dark, light = PathBuilder(), PathBuilder()
    stones = stage.place in ("harbour", "street", "rainy street", "alley", "city", "temple", "station")
    if stones:
        rows = 6
        for k in range(rows):
            y = height * (k / rows) ** 1.2
            tall = height * (0.10 + 0.045 * k)
            x = -chance.random() * 120
            while x < width:
                wide = chance.uniform(1.3, 2.1) * tall
                stone = curve(
                    [
                        (x + 8, y + 6),
                        (x + wide - 8, y + 4),
                        (x + wide - 4, y + tall - 8),
                        (x + 6, y + tall - 5),
                    ],
                    tension=0.09,
                )
                canvas.drawPath(stone, fill(lighter(tone, chance.uniform(0.02, 0.14)), 0.6))
                x += wide
    for _ in range(90):
        size = chance.uniform(2, 9)
        x, y = chance.random() * width, chance.random() * height
        path = dark if chance.random() < 0.6 else light
        path.addOval(rect(x - size, y - size * 0.5, x + size, y + size * 0.5))
    canvas.drawPath(dark.detach(), fill(darker(tone, 0.25), 0.6))
    canvas.drawPath(light.detach(), fill(lighter(tone, 0.3), 0.5))
    if stage.wet:
        for x, y, size in ((0.22, 0.3, 0.2), (0.78, 0.82, 0.26), (0.1, 0.9, 0.16)):
            pool = rect(
                (x - size) * width, (y - size * 0.35) * height, (x + size) * width, (y + size * 0.35) * height
            )
            canvas.drawOval(pool, fill(stage.palette.sky[-2][1], 0.5))


def light_beams(stage: Stage) -> None:
    """Bars of window light by day, over thing and surface; drops in the rain; motes."""
    canvas, width, height = stage.canvas, stage.width, stage.height
    if stage.indoors and not stage.dark and not stage.wet:
        bars = PathBuilder()
        for k in range(3):
            x = width * (0.05 + 0.34 * k)
            for y0, y1 in ((-0.1, 0.44), (0.5, 1.1)):
                skew = 0.22 * width
                corners = [
                    (x + skew * (1 - y0), y0 * height),
                    (x + skew * (1 - y0) + width * 0.27, y0 * height),
                ]
                corners += [
                    (x + skew * (1 - y1) + width * 0.27, y1 * height),
                    (x + skew * (1 - y1), y1 * height),
                ]
                add_polygon(bars, corners)
        canvas.drawPath(bars.detach(), fill(stage.palette.rim, 0.20, BlendMode.kScreen))
    chance = stage.chance("motes")
    for _ in range(26):
        x, y = chance.random() * width, chance.random() * height
        canvas.drawCircle(x, y, chance.uniform(1.2, 4.5), fill(stage.palette.lamp, chance.uniform(0.15, 0.6)))
    fog(canvas, 0, 0, width, height * 0.32, stage.palette.shade, ((0, 0.5), (1, 0)))


def planks_ahead(stage: Stage, edge: float, tone: Rgb) -> None:
    canvas, width, height = stage.canvas, stage.width, stage.height
    seams = PathBuilder()
    middle = stage.camera.centre
    for k in range(-7, 8):
        x0, x1 = middle + k * width * 0.13, middle + k * width * 0.34
        add_polygon(seams, [(x0 - 1, edge), (x0 + 1, edge), (x1 + 3, height + 4), (x1 - 3, height + 4)])
    canvas.drawPath(seams.detach(), fill(darker(tone, 0.35), 0.7))
    for k in range(3):
        y = edge + (height - edge) * (0.16 + 0.28 * k)
        shine = [(width * 0.1, y), (width * 0.5, y - 3), (width * 0.9, y + 2)]
        canvas.drawPath(ribbon(shine, [1, 4 + 3 * k, 1], 5, False), fill(lighter(tone, 0.4), 0.35))
