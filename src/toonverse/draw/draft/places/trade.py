"""Places of trade and travel: tavern, shop, station, the inside of a carriage or car."""

from toonverse.draw.draft.brush import (
    PathBuilder,
    add_polygon,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.places import heritage, water
from toonverse.draw.draft.places.hanok import paper_door
from toonverse.draw.draft.places.walls import Wall, air, hanging_lamp, picture, shelf, window
from toonverse.draw.draft.sky import draw_sky, haze_band, ridge
from toonverse.draw.draft.stage import Stage
from toonverse.draw.draft.towns import far_city


def _paper_lantern(wall: Wall, x: float, up: float, colour: str = "#e0483c") -> None:
    stage, metre = wall.stage, wall.metre
    px, py, wide, high = wall.x(x), wall.y(up), 0.2 * metre, 0.27 * metre
    stage.canvas.drawRect(rect(px - 1.5, 0, px + 1.5, py - high), fill((30, 20, 30)))
    glow(stage.canvas, px, py, metre * 1.0, stage.palette.lamp, 0.6)
    stage.canvas.drawOval(
        rect(px - wide, py - high, px + wide, py + high), fill(mix(colour, stage.palette.lamp, 0.2))
    )
    for k in (-0.5, 0.0, 0.5):
        stage.canvas.drawOval(
            rect(px - wide * abs(k) - 1, py - high, px + wide * abs(k) + 1, py + high),
            stroke(darker(colour, 0.35), 2),
        )
    for y in (py - high, py + high):
        stage.canvas.drawRect(rect(px - wide * 0.5, y - 5, px + wide * 0.5, y + 5), fill((40, 26, 30)))


def tavern(stage: Stage) -> None:
    """Warm boards, lanterns, rows of bottles and bowls over a counter, steam."""
    wall = Wall(stage, "#8a5c40", "#5a3c2c")
    wall.planking(0.0, 3.6, stage.inside("#7a5038"))
    if stage.korean:
        paper_door(
            stage, (wall.x(-3.0), wall.y(2.1), wall.x(-1.8), wall.y(0.14)), stage.inside("#4a3024"), True
        )
        strips = stage.inside("#f4ead0")
        for k in range(5):
            x = 1.0 + k * 0.42
            wall.board((x, 1.95, x + 0.28, 2.6), strips)
            for row in range(3):
                wall.board(
                    (x + 0.09, 2.05 + row * 0.17, x + 0.19, 2.16 + row * 0.17), stage.inside("#3a2c34"), 0.85
                )
    else:
        window(wall, (-3.1, 1.0, -1.5, 2.4), 3, "#4a3024")
        picture(wall, 2.5, 1.9, 0.6, 0.45)
    shelf(wall, (-1.2, 1.25, 0.85, 2.55), 3, "jars")
    counter, top = stage.inside("#9a6844"), stage.inside("#c89460")
    wall.board((-1.6, 0.0, 3.6, 0.95), counter)
    for plank in range(13):
        left = -1.5 + plank * 0.4
        wall.board((left, 0.1, left + 0.03, 0.86), darker(counter, 0.35))
    wall.board((-1.75, 0.93, 3.7, 1.05), top)
    wall.board((-1.75, 1.02, 3.7, 1.05), stage.palette.lamp, 0.7)
    for at in (0.2, 1.1, 1.9, 2.6):
        bowl = curve(
            [
                (wall.x(at - 0.16), wall.y(1.2)),
                (wall.x(at - 0.09), wall.y(1.05)),
                (wall.x(at + 0.09), wall.y(1.05)),
                (wall.x(at + 0.16), wall.y(1.2)),
            ]
        )
        stage.canvas.drawPath(bowl, fill(stage.inside("#e8e4dc")))
        m = wall.metre
        wisp = [
            (wall.x(at), wall.y(1.25)),
            (wall.x(at) + 0.06 * m, wall.y(1.45)),
            (wall.x(at) - 0.05 * m, wall.y(1.7)),
        ]
        stage.canvas.drawPath(ribbon(wisp, [1, 0.03 * m, 0.5], 6, False), fill((255, 255, 255), 0.35))
    for x in (-2.4, -0.7, 1.2, 2.8):
        _paper_lantern(wall, x, 2.95) if stage.korean else hanging_lamp(wall, x, 2.9, 0.4)
    air(wall)


def shop(stage: Stage) -> None:
    """Shelves of goods, a striped awning's back, a counter with a till."""
    wall = Wall(stage, "#d8c8a8", "#a87c58")
    shelf(wall, (-3.3, 0.0, -1.25, 2.5), 5, "jars")
    shelf(wall, (1.25, 0.0, 3.3, 2.5), 5, "boxes")
    window(wall, (-0.95, 0.9, 0.95, 2.4), 2, "#7a4a34")
    stripes = ("#d8545a", "#f6efe0")
    for k in range(16):
        x = -3.5 + k * 0.44
        wall.board((x, 2.66, x + 0.44, 3.05), stage.inside(stripes[k % 2]))
        wall.stage.canvas.drawOval(
            rect(wall.x(x), wall.y(2.76), wall.x(x + 0.44), wall.y(2.54)), fill(stage.inside(stripes[k % 2]))
        )
    counter = stage.inside("#8a5a3c")
    wall.board((-1.7, 0, 1.7, 0.8), counter)
    wall.board((-1.8, 0.8, 1.8, 0.9), lighter(counter, 0.25))
    wall.board((-1.8, 0.87, 1.8, 0.9), stage.palette.rim, 0.6)
    for x, colour in ((-1.3, "#e8b04a"), (-0.95, "#c84a5a"), (-0.6, "#5a9a6a")):
        wall.board((x, 0.9, x + 0.24, 1.18), stage.inside(colour))
        wall.board((x + 0.03, 1.18, x + 0.21, 1.23), stage.inside("#f4ecd8"))
    wall.framed((0.75, 0.92, 1.3, 1.25), stage.inside("#4a5468"), stage.inside("#2c3244"), 0.03)
    hanging_lamp(wall, -1.1, 2.75, 0.42)
    hanging_lamp(wall, 1.1, 2.75, 0.42)
    air(wall)


def station(stage: Stage) -> None:
    """A platform: a roof on iron posts, the train, the line that runs away."""
    draw_sky(stage, clouds=2)
    width, height, horizon, camera = stage.width, stage.height, stage.horizon, stage.camera
    canvas, metre = stage.canvas, stage.camera.metre
    if stage.era == "period":
        ridge(stage, horizon - height * 0.02, height * 0.05, stage.tone(0.26), "a", height)
    else:
        far_city(stage, horizon + 4, height * 0.16)
    haze_band(stage, horizon - height * 0.05, height * 0.10, 0.05)
    near = (height - horizon) / camera.eye_m * 1.6
    canvas.drawRect(rect(0, horizon, width, height), fill(stage.lit("#8a8078", 0.8)))
    far = metre * 0.05
    for k in (0.9, 1.7):
        canvas.drawPath(
            polygon(
                [
                    camera.at(k, 0, far),
                    camera.at(k + 0.07, 0, far),
                    camera.at(k + 0.07, 0, near),
                    camera.at(k, 0, near),
                ]
            ),
            fill(stage.lit("#c8ccd4")),
        )
    platform = polygon(
        [
            camera.at(-9, 0.0, far),
            camera.at(0.3, 0.0, far),
            camera.at(0.3, 0.0, near),
            camera.at(-9, 0.0, near),
        ]
    )
    canvas.drawPath(platform, fill(stage.lit("#b8b0a8", 0.95)))
    canvas.drawPath(
        polygon(
            [
                camera.at(-0.05, 0, far),
                camera.at(0.16, 0, far),
                camera.at(0.16, 0, near),
                camera.at(-0.05, 0, near),
            ]
        ),
        fill(stage.lit("#f0c84a")),
    )
    _train(stage, far, near)
    _platform_roof(stage, far, near)
    fog(
        canvas,
        0,
        horizon - height * 0.06,
        width,
        height * 0.16,
        stage.palette.haze,
        ((0, 0), (0.5, 0.4), (1, 0)),
    )


def _train(stage: Stage, far: float, near: float) -> None:
    camera, canvas = stage.camera, stage.canvas
    body = stage.lit("#3f6a8a" if stage.era != "period" else "#4a3a34", 0.95)
    side = 0.75

    def panel(span: tuple[float, float], low: float, high: float) -> list[tuple[float, float]]:
        return [
            camera.at(side, low, span[0]),
            camera.at(side, high, span[0]),
            camera.at(side, high, span[1]),
            camera.at(side, low, span[1]),
        ]

    canvas.drawPath(polygon(panel((far, near), 0.1, 3.3)), fill(body))
    canvas.drawPath(polygon(panel((far, near), 0.95, 1.2)), fill(stage.lit("#f0e0c0")))
    canvas.drawPath(polygon(panel((far, near), 3.2, 3.4)), fill(stage.palette.rim, 0.8))
    panes, scale = PathBuilder(), near
    while scale > far * 1.5:
        add_polygon(panes, panel((scale * 0.90, scale * 0.985), 1.45, 2.6))
        scale *= 0.87
    glow(
        canvas,
        camera.at(side, 2, camera.metre)[0],
        camera.at(side, 2, camera.metre)[1],
        stage.width * 0.35,
        stage.palette.lamp,
        0.35,
    )
    canvas.drawPath(
        panes.detach(), fill(mix(stage.palette.lamp, stage.palette.sky[-1][1], 0.3 if stage.dark else 0.75))
    )


def _platform_roof(stage: Stage, far: float, near: float) -> None:
    camera, canvas = stage.camera, stage.canvas
    dark = stage.tone(0.85)
    roof = [
        camera.at(-6, 4.2, far),
        camera.at(0.2, 3.8, far),
        camera.at(0.2, 3.8, near),
        camera.at(-6, 4.2, near),
    ]
    canvas.drawPath(polygon(roof), fill(dark))
    scale = near * 0.6
    while scale > far * 2:
        foot, head = camera.at(-2.6, 0, scale), camera.at(-2.6, 4.0, scale)
        canvas.drawPath(ribbon([foot, head], [scale * 0.09, scale * 0.07], 3, False), fill(dark))
        for lean in (-1, 1):
            canvas.drawPath(
                ribbon(
                    [camera.at(-2.6, 3.0, scale), camera.at(-2.6 + lean * 0.9, 3.95, scale)],
                    [scale * 0.04, scale * 0.04],
                    3,
                    False,
                ),
                fill(dark),
            )
        lamp = camera.at(-1.4, 3.6, scale)
        glow(canvas, lamp[0], lamp[1], scale * 1.5, stage.palette.lamp, 0.5)
        canvas.drawCircle(lamp[0], lamp[1], scale * 0.13, fill(stage.palette.lamp))
        scale *= 0.58


def vehicle(stage: Stage) -> None:
    """Inside a carriage: windows on a passing land, seats, straps. In old stories, wood and lamplight."""
    if stage.conveyance == "boat":
        water.boat_deck(stage)
        return
    if stage.conveyance == "rickshaw":
        heritage.rickshaw_street(stage)
        return
    wall = Wall(stage, "#b8a890" if not stage.period else "#7a5038", "#5a5468", planks=stage.period)
    if stage.period:
        wall.planking(0.0, 0.9, stage.inside("#6a4430"))
    for x in (-3.05, -0.95, 1.15):
        window(wall, (x, 1.05, x + 1.9, 2.15), 2, "#8a8a94" if not stage.period else "#4a3024")
    wall.board((-9, 2.3, 9, 2.42), stage.inside("#c8ccd4" if not stage.period else "#a87c48"))
    for k in range(7):
        x = wall.x(-2.7 + k * 0.9)
        y = wall.y(2.3)
        m = wall.metre
        stage.canvas.drawRect(
            rect(x - 0.02 * m, y, x + 0.02 * m, y + 0.22 * m), fill(stage.inside("#4a4450"))
        )
        stage.canvas.drawCircle(x, y + 0.30 * m, 0.085 * m, stroke(stage.inside("#e8e4dc"), 0.035 * m))
    seat = stage.inside("#a8444a" if not stage.period else "#4a6a58")
    for left in (-3.2, -1.05, 1.1):
        wall.board((left, 0.42, left + 2.0, 1.0), seat)
        wall.board((left, 0.92, left + 2.0, 1.0), lighter(seat, 0.2))
        wall.board((left, 0.30, left + 2.0, 0.52), darker(seat, 0.2))
        for seam in (0.5, 1.0, 1.5):
            wall.board((left + seam, 0.5, left + seam + 0.02, 0.92), darker(seat, 0.3))
    for at in (-1.4, 1.4):
        wall.board((at - 0.55, 2.98, at + 0.55, 3.06), stage.palette.lamp)
        glow(stage.canvas, wall.x(at), wall.y(3.0), wall.metre * 1.5, stage.palette.lamp, 0.45)
    air(wall)
