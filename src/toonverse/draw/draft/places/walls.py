"""What is on walls: windows with the weather outside, curtains, shelves, pictures, plants.

A wall is laid out in metres: x = 0 is its middle, up = 0 the floor. It is drawn at `LOCAL_PX` px a metre in
its own plane; the room's `surface` puts that into perspective.
"""

import re
from math import cos, sin

from toonverse.draw.draft.brush import (
    XY,
    Colour,
    PathBuilder,
    Rgb,
    add_polygon,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
    round_rect,
)
from toonverse.draw.draft.layers import halo
from toonverse.draw.draft.stage import Stage

LOCAL_PX = 200.0


class Wall:
    """One wall of a room, in metres from its middle and up from the floor."""

    def __init__(self, stage: Stage, colour: Rgb, half_m: float, high_m: float) -> None:
        self.stage = stage
        self.metre = LOCAL_PX
        self.wall_colour = colour
        self.half_m, self.high_m = half_m, high_m

    def x(self, metres: float) -> float:
        return metres * self.metre

    def y(self, up: float) -> float:
        return -up * self.metre

    def board(self, box: tuple[float, float, float, float], colour: Colour, alpha: float = 1.0) -> None:
        """A rectangle (left, low, right, high) in metres."""
        left, low, right, high = box
        self.stage.canvas.drawRect(
            rect(self.x(left), self.y(high), self.x(right), self.y(low)), fill(colour, alpha)
        )

    def framed(
        self, box: tuple[float, float, float, float], colour: Colour, frame: Colour, wide: float = 0.06
    ) -> None:
        left, low, right, high = box
        self.board((left - wide, low - wide, right + wide, high + wide), frame)
        self.board(box, colour)
        self.board((left - wide, high, right + wide, high + wide), lighter(frame, 0.18))

    def planking(self, low: float, high: float, colour: Colour) -> None:
        """Panelling of upright boards."""
        half = self.half_m
        self.board((-half, low, half, high), colour)
        seams, k = PathBuilder(), -half
        while k < half:
            seams.addRect(rect(self.x(k), self.y(high), self.x(k + 0.025), self.y(low)))
            k += 0.34
        self.stage.canvas.drawPath(seams.detach(), fill(darker(colour, 0.3)))
        self.board((-half, high - 0.05, half, high + 0.04), lighter(colour, 0.15))


def window(
    wall: Wall, box: tuple[float, float, float, float], panes: int, frame: str, curtains: str = ""
) -> None:
    """Glass with the day outside: sky, far roofs, rain on the pane; light that falls in."""
    stage, canvas = wall.stage, wall.stage.canvas
    left, low, right, high = box
    x0, x1, y0, y1 = wall.x(left), wall.x(right), wall.y(high), wall.y(low)
    wood = stage.inside(frame)
    wall.board((left - 0.09, low - 0.09, right + 0.09, high + 0.09), darker(wood, 0.25))
    canvas.save()
    canvas.clipRect(rect(x0, y0, x1, y1))
    _outside(stage, (x0, y0, x1, y1))
    canvas.restore()
    for k in range(panes + 1):
        x = x0 + (x1 - x0) * k / panes
        half = 0.035 * wall.metre
        canvas.drawRect(rect(x - half, y0, x + half, y1), fill(wood))
        canvas.drawRect(rect(x + half * 0.4, y0, x + half, y1), fill(stage.palette.rim, 0.55))
    bar = y0 + (y1 - y0) * 0.3
    canvas.drawRect(rect(x0, bar - 0.03 * wall.metre, x1, bar + 0.03 * wall.metre), fill(wood))
    wall.board((left - 0.16, low - 0.12, right + 0.16, low), wood)
    wall.board((left - 0.16, low - 0.025, right + 0.16, low), stage.palette.rim, 0.75)
    if curtains:
        _curtains(wall, box, stage.inside(curtains, 0.1))


def _outside(stage: Stage, box: tuple[float, float, float, float]) -> None:
    canvas, palette, chance = stage.canvas, stage.palette, stage.chance("outside")
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    last = len(palette.sky) - 1
    bands = 30
    for k in range(bands):
        place = k / bands * last
        colour = mix(palette.sky[int(place)][1], palette.sky[min(last, int(place) + 1)][1], place % 1)
        canvas.drawRect(rect(x0, y0 + high * k / bands, x1, y0 + high * (k + 1) / bands + 1), fill(colour))
    if stage.weather not in ("rain", "storm", "fog", "snow"):
        sun_x, sun_y = x0 + wide * 0.68, y0 + high * (0.28 if stage.light in ("day", "night") else 0.62)
        halo(canvas, sun_x, sun_y, min(wide * 0.3, high * 0.4), palette.glow, 0.6)
        canvas.drawCircle(sun_x, sun_y, wide * 0.055, fill(palette.sun))
    _beyond(stage, box)
    if stage.weather in ("rain", "storm"):
        drops = PathBuilder()
        for _ in range(36):
            x, y = x0 + wide * chance.random(), y0 + high * chance.random()
            add_polygon(drops, [(x, y), (x + 2, y), (x - 5, y + high * 0.07), (x - 7, y + high * 0.07)])
        canvas.drawPath(drops.detach(), fill((235, 242, 255), 0.5))
    if stage.weather == "snow":
        for _ in range(40):
            canvas.drawCircle(
                x0 + wide * chance.random(),
                y0 + high * chance.random(),
                chance.uniform(2, 5),
                fill((255, 255, 255), 0.85),
            )


_SEA = re.compile(r"sea|ocean|harbou?r|beach|ship|island|lighthouse|바다|항구|해변|섬|등대|배 ")
_WOODS = re.compile(
    r"forest|wood|mountain|cabin|village|farm|country|garden|school|숲|산|시골|마을|농|학교|정원"
)


def _beyond(stage: Stage, box: tuple[float, float, float, float]) -> None:
    """What lies outside: what the place's name says, else a town of its time, or trees."""
    if _SEA.search(stage.words):
        _strait(stage, box)
    elif stage.period:
        _roofs(stage, box)
    elif _WOODS.search(stage.words) or (stage.place != "office" and stage.chance("view").random() < 0.45):
        _trees(stage, box)
    else:
        _towers(stage, box)


def _strait(stage: Stage, box: tuple[float, float, float, float]) -> None:
    """Water to the sky's edge, an island, a sail."""
    canvas, (x0, y0, x1, y1) = stage.canvas, box
    wide, high = x1 - x0, y1 - y0
    line = y1 - high * 0.34
    isle = [(x0 + wide * 0.1, line), (x0 + wide * 0.24, line - high * 0.09), (x0 + wide * 0.42, line)]
    canvas.drawPath(polygon(isle), fill(stage.tone(0.35)))
    canvas.drawRect(rect(x0, line, x1, y1), fill(mix(stage.tone(0.5), "#2f7fae", 0.4)))
    glints = PathBuilder()
    chance = stage.chance("glints")
    for _ in range(16):
        x, y = x0 + wide * chance.random(), line + high * 0.34 * chance.random()
        glints.addRect(rect(x, y, x + wide * 0.06, y + high * 0.008))
    canvas.drawPath(glints.detach(), fill(stage.palette.rim, 0.7))
    sail = [(x0 + wide * 0.7, line - high * 0.16), (x0 + wide * 0.78, line), (x0 + wide * 0.68, line)]
    canvas.drawPath(polygon(sail), fill(stage.lit("#f6ecd8", 0.8)))


def _trees(stage: Stage, box: tuple[float, float, float, float]) -> None:
    """A hill and the crowns of trees."""
    canvas, chance, (x0, y0, x1, y1) = stage.canvas, stage.chance("crowns"), box
    wide, high = x1 - x0, y1 - y0
    hill = [
        (x0, y1 - high * 0.34),
        (x0 + wide * 0.55, y1 - high * 0.46),
        (x1, y1 - high * 0.3),
        (x1, y1),
        (x0, y1),
    ]
    canvas.drawPath(polygon(hill), fill(stage.tone(0.3)))
    leaf = "#dfe9f6" if stage.snowy else "#d87a4a" if stage.light == "sunset" else "#3f8f5f"
    for depth, low in ((0.55, 0.2), (0.85, 0.06)):
        crowns = PathBuilder()
        for k in range(9):
            x = x0 + wide * (k + chance.uniform(-0.3, 0.3)) / 8
            r = wide * chance.uniform(0.06, 0.11)
            crowns.addCircle(x, y1 - high * low - r * chance.uniform(0.2, 0.9), r)
        crowns.addRect(rect(x0, y1 - high * low, x1, y1))
        canvas.drawPath(crowns.detach(), fill(stage.lit(leaf, depth)))


def _towers(stage: Stage, box: tuple[float, float, float, float]) -> None:
    """A modern town beyond the glass: two depths of houses, some of their windows lit."""
    canvas, palette, chance = stage.canvas, stage.palette, stage.chance("towers")
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    for depth, tall in ((0.28, 0.42), (0.5, 0.3)):
        x, town = x0, PathBuilder()
        panes = PathBuilder()
        while x < x1:
            w, h = wide * chance.uniform(0.05, 0.12), high * tall * chance.uniform(0.5, 1.0)
            town.addRect(rect(x, y1 - h, x + w, y1))
            if chance.random() < palette.lamps_lit + 0.15:
                panes.addRect(rect(x + w * 0.3, y1 - h * 0.8, x + w * 0.5, y1 - h * 0.7))
                panes.addRect(rect(x + w * 0.6, y1 - h * 0.5, x + w * 0.8, y1 - h * 0.4))
            x += w * chance.uniform(0.8, 1.3)
        canvas.drawPath(town.detach(), fill(stage.tone(depth)))
        canvas.drawPath(panes.detach(), fill(palette.lamp, 0.85))


def _roofs(stage: Stage, box: tuple[float, float, float, float]) -> None:
    """An old town beyond the glass: gables and chimneys that smoke, or hills behind a tree in old Korea."""
    canvas, chance = stage.canvas, stage.chance("gables")
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if stage.korean:
        for depth, top in ((0.3, 0.5), (0.5, 0.3)):
            hill = [
                (x0, y1 - high * top * 0.6),
                (x0 + wide * 0.4, y1 - high * top),
                (x1, y1 - high * top * 0.5),
            ]
            canvas.drawPath(polygon([*hill, (x1, y1), (x0, y1)]), fill(stage.tone(depth)))
        return
    for depth, tall in ((0.32, 0.46), (0.55, 0.30)):
        town, panes, x = PathBuilder(), PathBuilder(), x0 - wide * 0.1
        while x < x1:
            w, h = wide * chance.uniform(0.16, 0.26), high * tall * chance.uniform(0.7, 1.0)
            eave = y1 - h * 0.62
            add_polygon(town, [(x, y1), (x, eave), (x + w / 2, y1 - h), (x + w, eave), (x + w, y1)])
            town.addRect(rect(x + w * 0.68, y1 - h * 1.05, x + w * 0.8, eave))
            if chance.random() < stage.palette.lamps_lit + 0.25:
                panes.addRect(rect(x + w * 0.38, eave + h * 0.1, x + w * 0.6, eave + h * 0.34))
            x += w * chance.uniform(0.8, 1.0)
        canvas.drawPath(town.detach(), fill(stage.tone(depth)))
        canvas.drawPath(panes.detach(), fill(stage.palette.lamp, 0.9))


def _curtains(wall: Wall, box: tuple[float, float, float, float], colour: Rgb) -> None:
    canvas, metre = wall.stage.canvas, wall.metre
    left, low, right, high = box
    for side, edge in ((-1, left), (1, right)):
        x, top, bottom = wall.x(edge), wall.y(high + 0.22), wall.y(low - 0.45)
        wide = side * 0.42 * metre
        middle = (top + bottom) / 2
        drape = curve(
            [
                (x - wide * 0.3, top),
                (x + wide, top),
                (x + wide * 0.9, middle),
                (x + wide * 1.1, bottom),
                (x - wide * 0.05, bottom),
                (x + wide * 0.15, middle),
            ],
            tension=0.14,
        )
        canvas.drawPath(drape, fill(colour))
        for t in (0.15, 0.45, 0.75):
            fold: list[XY] = [
                (x + wide * t, top),
                (x + wide * (t * 0.8 + 0.15), middle),
                (x + wide * t, bottom),
            ]
            canvas.drawPath(ribbon(fold, [2, 0.03 * metre, 2], 6, False), fill(darker(colour, 0.3), 0.75))
        canvas.drawPath(
            ribbon([(x - wide * 0.26, top), (x + wide * 0.16, middle), (x, bottom)], [1, 4, 2], 6, False),
            fill(wall.stage.palette.rim, 0.6),
        )
    canvas.drawRect(
        rect(wall.x(left - 0.6), wall.y(high + 0.27), wall.x(right + 0.6), wall.y(high + 0.21)),
        fill(darker(colour, 0.6)),
    )


_SPINES = ("#b0584e", "#44688a", "#c89a5a", "#4a7a6a", "#8a5a8a", "#d8c0a0")


def shelf(wall: Wall, box: tuple[float, float, float, float], rows: int, goods: str = "books") -> None:
    """A case of shelves with books, jars or boxes."""
    stage, chance = wall.stage, wall.stage.chance("shelf", box)
    left, low, right, high = box
    wood = stage.inside("#6a4632", 0.15)
    wall.board((left - 0.06, low, right + 0.06, high + 0.06), darker(wood, 0.35))
    wall.board((left, low, right, high), darker(wood, 0.55))
    step = (high - low) / rows
    for row in range(rows):
        floor = low + row * step
        x = left + 0.02
        while x < right - 0.08:
            wide = chance.uniform(0.05, 0.10) if goods == "books" else chance.uniform(0.14, 0.24)
            tall = step * chance.uniform(0.6, 0.86)
            colour = stage.inside(chance.choice(_SPINES))
            edge = min(right, x + wide)
            if goods == "jars":
                _jar(wall, (x + 0.01, floor + 0.03, edge - 0.02, floor + tall), colour)
            else:
                wall.board((x, floor + 0.03, edge - 0.01, floor + tall), colour)
                wall.board(
                    (x + 0.01, floor + tall * 0.72, edge - 0.02, floor + tall * 0.8),
                    lighter(colour, 0.45),
                    0.7,
                )
            x += wide
        wall.board((left - 0.06, floor - 0.015, right + 0.06, floor + 0.03), wood)
        wall.board((left - 0.06, floor + 0.02, right + 0.06, floor + 0.03), stage.palette.rim, 0.35)


def _jar(wall: Wall, box: tuple[float, float, float, float], colour: Rgb) -> None:
    """A round-shouldered jar with a cloth lid and a paper label."""
    left, low, right, high = (wall.x(box[0]), wall.y(box[1]), wall.x(box[2]), wall.y(box[3]))
    wide, tall, canvas = right - left, low - high, wall.stage.canvas
    canvas.drawRRect(round_rect(left, high + tall * 0.16, right, low, min(wide, tall) * 0.3), fill(colour))
    canvas.drawRRect(
        round_rect(
            left + wide * 0.08, high + tall * 0.24, left + wide * 0.22, low - tall * 0.16, wide * 0.06
        ),
        fill(lighter(colour, 0.4), 0.7),
    )
    canvas.drawRect(
        rect(left + wide * 0.3, high + tall * 0.5, right - wide * 0.18, low - tall * 0.2),
        fill(wall.stage.inside("#f0e4c8")),
    )
    canvas.drawRRect(
        round_rect(left + wide * 0.16, high, right - wide * 0.16, high + tall * 0.2, wide * 0.08),
        fill(darker(colour, 0.35)),
    )


def picture(wall: Wall, x: float, up: float, wide: float, high: float) -> None:
    stage = wall.stage
    wall.framed((x, up, x + wide, up + high), stage.inside("#d8c8a8"), stage.inside("#4a3228"), 0.04)
    hill = [
        (wall.x(x), wall.y(up)),
        (wall.x(x + wide * 0.4), wall.y(up + high * 0.6)),
        (wall.x(x + wide * 0.8), wall.y(up)),
    ]
    stage.canvas.drawPath(polygon(hill), fill(stage.inside("#6a8a9a")))
    stage.canvas.drawCircle(
        wall.x(x + wide * 0.72),
        wall.y(up + high * 0.7),
        wide * 0.1 * wall.metre,
        fill(stage.inside("#e88a6a")),
    )


def plant(wall: Wall, x_m: float, up: float, size: float) -> None:
    stage, chance = wall.stage, wall.stage.chance("plant", x_m)
    x, y, reach = wall.x(x_m), wall.y(up), size * wall.metre
    for tone in ("#2f5f52", "#3f7a62", "#5a9a70"):
        blades = PathBuilder()
        for _ in range(9):
            a = chance.uniform(0.2, 2.94)
            long = reach * chance.uniform(0.45, 1)
            tip = (x + long * cos(a), y - long * sin(a))
            side = (-(tip[1] - y) * 0.16, (tip[0] - x) * 0.16)
            blades.moveTo(x, y)
            blades.quadTo(
                (x + tip[0]) / 2 + side[0], (y + tip[1]) / 2 + side[1], tip[0], tip[1] + reach * 0.1
            )
            blades.quadTo((x + tip[0]) / 2 - side[0], (y + tip[1]) / 2 - side[1], x, y)
            blades.close()
        stage.canvas.drawPath(blades.detach(), fill(stage.inside(tone)))
    pot = [
        (x - reach * 0.22, y - reach * 0.04),
        (x + reach * 0.22, y - reach * 0.04),
        (x + reach * 0.16, y + reach * 0.32),
        (x - reach * 0.16, y + reach * 0.32),
    ]
    stage.canvas.drawPath(polygon(pot), fill(stage.inside("#b8683c")))
    stage.canvas.drawRect(
        rect(x - reach * 0.25, y - reach * 0.07, x + reach * 0.25, y + reach * 0.02),
        fill(stage.inside("#d08a58")),
    )
