"""Inside craft: a ship's bridge among the stars, a subway train."""

from toonverse.draw.draft.brush import (
    PathBuilder,
    Rgb,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    stroke,
)
from toonverse.draw.draft.layers import fog, halo
from toonverse.draw.draft.places.furniture import Piece, crate, furnish
from toonverse.draw.draft.places.rooms import Room, door
from toonverse.draw.draft.places.walls import Wall, window
from toonverse.draw.draft.solids import box, floor_patch, post, seen, shadow_under, upright
from toonverse.draw.draft.stage import Stage

_CYAN: Rgb = (90, 224, 255)
_AMBER: Rgb = (255, 178, 80)


def control_room(stage: Stage) -> None:
    """Desks of screens before a wide window, more screens on the walls, cables of light."""
    _bridge(stage, aloft=False)


def spaceship(stage: Stage) -> None:
    """A wide pane of stars with a planet's edge, consoles that glow, ribs, a round door."""
    _bridge(stage, aloft=True)


def _bridge(stage: Stage, aloft: bool) -> None:
    walls, floor = ("#4a5670", "#39435a") if aloft else ("#a8b4c0", "#6a7484")
    room = Room(stage, walls, floor, planks=False, ceiling="#2c3448" if aloft else "#c4ccd4", high_m=3.0)

    def back(wall: Wall) -> None:
        _ribs(wall)
        if aloft:
            _stars(wall, (-2.7, 0.95, 2.7, 2.65))
        else:
            window(wall, (-2.6, 0.95, 2.6, 2.6), 4, "#5a6674")

    def side(wall: Wall) -> None:
        _ribs(wall)
        for k in range(3):
            _screen(wall, -2.0 + 1.45 * k, 1.15, k)
        wall.board((-wall.half_m, 0.75, wall.half_m, 0.8), _CYAN, 0.8)

    def front(wall: Wall) -> None:
        _ribs(wall)
        if aloft:
            _hatch(wall, 0.0)
        else:
            door(wall, 0.0, "#5a6a7c", 1.1)
        _screen(wall, -2.7, 1.15, 4)
        _screen(wall, 1.6, 1.15, 5)

    room.walls({"back": back, "left": side, "right": side, "front": front})
    for x in (-1.5, 1.5):
        floor_patch(stage, (x - 0.04, x + 0.04), (-3.0, 1.9), _CYAN, 0.7, 0.004)
        floor_patch(stage, (x - 0.25, x + 0.25), (-3.0, 1.9), _CYAN, 0.12, 0.003)
        floor_patch(stage, (x - 0.3, x + 0.3), (-2.4, 1.4), (226, 244, 255), y=2.98)
    pieces = [
        _console(-1.8, 1.35),
        _console(0.0, 1.45),
        _console(1.8, 1.35),
        _seat(-1.1, 0.75),
        _seat(1.3, 0.7),
    ]
    pieces += [
        _console(-2.6, -1.8),
        _seat(2.4, -1.6),
        crate((2.5, 3.1), (0.0, 1.0), (-0.5, 0.4), "#5a6680", "#8a96b0"),
    ]
    furnish(stage, pieces)
    width, height = stage.width, stage.height
    deep = 0.5 if aloft or stage.dark else 0.22
    fog(stage.canvas, 0, 0, width, height, (10, 14, 44), ((0, deep), (0.45, 0.06), (0.75, 0.08), (1, deep)))
    fog(stage.canvas, 0, height * 0.3, width, height * 0.4, _CYAN, ((0, 0), (0.5, 0.07), (1, 0)))


def _ribs(wall: Wall) -> None:
    """Panels between ribs, rivets, a band of light at the ceiling."""
    tone, x = wall.wall_colour, -wall.half_m
    seams = PathBuilder()
    while x < wall.half_m:
        wall.board((x, 0.0, x + 0.14, wall.high_m), darker(tone, 0.35))
        wall.board((x + 0.02, 0.0, x + 0.05, wall.high_m), lighter(tone, 0.2))
        for up in (0.4, 0.9, 2.75):
            seams.addRect(rect(wall.x(x + 0.14), wall.y(up + 0.02), wall.x(x + 1.1), wall.y(up)))
        x += 1.1
    wall.stage.canvas.drawPath(seams.detach(), fill(darker(tone, 0.4)))
    wall.board((-wall.half_m, 2.84, wall.half_m, 2.9), _CYAN, 0.9)


def _stars(wall: Wall, pane: tuple[float, float, float, float]) -> None:
    """Space through the front pane: stars, a nebula, the lit limb of a world."""
    stage, canvas, chance, m = wall.stage, wall.stage.canvas, wall.stage.chance("space"), wall.metre
    left, low, right, high = pane
    wall.board((left - 0.14, low - 0.14, right + 0.14, high + 0.14), darker(wall.wall_colour, 0.55))
    canvas.save()
    canvas.clipRect(rect(wall.x(left), wall.y(high), wall.x(right), wall.y(low)))
    wall.board(pane, (8, 10, 36))
    for x, up, r, tone in (
        (-1.2, 2.2, 1.1, (120, 60, 170)),
        (0.4, 2.4, 0.9, (50, 90, 190)),
        (-0.4, 1.8, 0.8, (190, 70, 140)),
    ):
        halo(canvas, wall.x(x), wall.y(up), r * m, tone, 0.5)
    dots = PathBuilder()
    for _ in range(120):
        dots.addCircle(
            wall.x(chance.uniform(left, right)), wall.y(chance.uniform(low, high)), chance.uniform(0.8, 2.6)
        )
    canvas.drawPath(dots.detach(), fill((255, 255, 255), 0.9))
    cx, cy, r = wall.x(1.6), wall.y(0.2), 1.7 * m
    halo(canvas, cx, cy, r * 1.2, (110, 190, 255), 0.7)
    canvas.drawCircle(cx, cy, r, fill((70, 140, 210)))
    canvas.drawCircle(cx - 0.1 * m, cy + 0.1 * m, r * 0.97, fill((36, 84, 160)))
    for dx, dy, size in ((-0.7, -1.2, 0.4), (0.1, -1.35, 0.3), (0.6, -1.0, 0.5)):
        land = rect(
            cx + (dx - size) * m, cy + (dy - size * 0.3) * m, cx + (dx + size) * m, cy + (dy + size * 0.3) * m
        )
        canvas.drawOval(land, fill((90, 170, 130), 0.9))
    canvas.restore()
    for k in range(1, 4):
        x = left + (right - left) * k / 4
        wall.board((x - 0.045, low, x + 0.045, high), darker(wall.wall_colour, 0.45))
    wall.board((left, low, right, low + 0.03), stage.palette.rim, 0.6)


def _screen(wall: Wall, x: float, up: float, k: int) -> None:
    """A display: a chart, a curve or bars, in cold or warm light."""
    canvas, tone = wall.stage.canvas, _AMBER if k % 3 == 1 else _CYAN
    wall.framed((x, up, x + 1.0, up + 0.75), (12, 24, 44), darker(wall.wall_colour, 0.5), 0.05)
    halo(canvas, wall.x(x + 0.5), wall.y(up + 0.37), 0.7 * wall.metre, tone, 0.25)
    if k % 3 == 0:
        for r in (0.1, 0.2, 0.3):
            canvas.drawCircle(wall.x(x + 0.5), wall.y(up + 0.37), r * wall.metre, stroke(tone, 2.5, 0.9))
        canvas.drawCircle(wall.x(x + 0.62), wall.y(up + 0.47), 6, fill(_AMBER))
    elif k % 3 == 1:
        for j in range(6):
            tall = 0.12 + 0.08 * ((j * 5 + k) % 6)
            wall.board((x + 0.1 + 0.14 * j, up + 0.1, x + 0.19 + 0.14 * j, up + 0.1 + tall), tone, 0.9)
    else:
        for j in range(6):
            wall.board(
                (x + 0.1, up + 0.6 - 0.1 * j, x + 0.35 + 0.12 * ((j * 3 + k) % 5), up + 0.64 - 0.1 * j),
                tone,
                0.85,
            )


def _hatch(wall: Wall, x: float) -> None:
    canvas, m, tone = wall.stage.canvas, wall.metre, wall.wall_colour
    for r, colour in ((1.12, darker(tone, 0.5)), (1.0, lighter(tone, 0.12)), (0.9, darker(tone, 0.2))):
        canvas.drawCircle(wall.x(x), wall.y(1.12), r * m, fill(colour))
    wall.board((x - 0.03, 0.2, x + 0.03, 2.05), darker(tone, 0.55))
    canvas.drawCircle(wall.x(x), wall.y(1.12), 0.22 * m, fill(darker(tone, 0.45)))
    canvas.drawCircle(wall.x(x), wall.y(1.12), 0.12 * m, fill(_AMBER))
    for k in range(6):
        wall.board((x - 1.0 + 0.36 * k, 0.03, x - 0.82 + 0.36 * k, 0.13), _AMBER, 0.8)


def _console(x: float, z: float) -> Piece:
    """A desk of lights with a slanted board."""

    def draw(stage: Stage) -> None:
        shell = stage.inside("#5a6884")
        shadow_under(stage, (x - 0.7, x + 0.7), (z - 0.3, z + 0.3))
        box(stage, (x - 0.7, x + 0.7), (0.0, 0.8), (z - 0.3, z + 0.3), shell, lighter(shell, 0.15))
        if not seen(stage, x, z, 0.8):
            return
        with upright(stage, x, z) as canvas:
            canvas.drawPath(
                polygon([(-0.68, 0.78), (0.68, 0.78), (0.6, 1.05), (-0.6, 1.05)]), fill((20, 34, 60))
            )
            for k in range(9):
                tone = (_CYAN, _AMBER, (120, 255, 170))[k % 3]
                canvas.drawRect(
                    rect(-0.55 + 0.125 * k, 0.84, -0.48 + 0.125 * k, 0.89 + 0.04 * (k % 3)), fill(tone)
                )
            halo(canvas, 0.0, 0.95, 0.7, _CYAN, 0.3)

    return Piece(x, z, 0.7, draw)


def _seat(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        if stage.camera.ahead(x, z) < 1.2:
            return
        tone = stage.inside("#8a96b0")
        with upright(stage, x, z) as canvas:
            canvas.drawRect(rect(-0.06, 0.0, 0.06, 0.45), fill(darker(tone, 0.5)))
            shell = [(-0.3, 0.42), (-0.32, 1.0), (-0.2, 1.45), (0.2, 1.45), (0.32, 1.0), (0.3, 0.42)]
            canvas.drawPath(curve(shell, tension=0.12), fill(darker(tone, 0.25)))
            canvas.drawPath(
                curve([(a * 0.78, 0.5 + (b - 0.42) * 0.86) for a, b in shell], tension=0.12), fill(tone)
            )
            canvas.drawRect(rect(-0.2, 1.12, 0.2, 1.18), fill(_CYAN, 0.8))

    return Piece(x, z, 0.4, draw)


def subway(stage: Stage) -> None:
    """A long bench under dark windows on both sides, steel poles, straps, advertisements, cold light."""
    car = Room(stage, "#dfe4e8", "#8a929c", planks=False, ceiling="#eef2f4", high_m=2.5)

    def side(wall: Wall) -> None:
        half = wall.half_m
        x = -half + 0.15
        while x + 1.5 < half:
            glass = mix((24, 28, 48), stage.palette.sky[0][1], 0.3)
            wall.framed((x, 1.0, x + 1.4, 1.85), glass, stage.inside("#a4aeb8"), 0.05)
            wall.board((x + 0.15, 1.05, x + 0.3, 1.8), (255, 255, 255), 0.14)
            wall.board((x + 0.45, 1.05, x + 0.52, 1.8), (255, 255, 255), 0.12)
            advert = stage.inside(("#e8a04a", "#5aa0c8", "#d86a7a", "#7ab87a")[int((x + half) * 2) % 4])
            wall.board((x, 1.98, x + 1.4, 2.28), advert)
            wall.board((x + 0.1, 2.06, x + 0.7, 2.12), lighter(advert, 0.7))
            wall.board((x + 0.1, 2.16, x + 1.0, 2.2), lighter(advert, 0.5))
            x += 1.62
        wall.board((-half, 0.88, half, 0.93), stage.inside("#3fa07a"))

    def end(wall: Wall) -> None:
        wall.framed((-0.55, 0.05, 0.55, 2.1), stage.inside("#aab4be"), stage.inside("#7a848e"), 0.06)
        wall.board((-0.35, 1.0, 0.35, 1.85), (30, 34, 54))
        wall.board((-1.6, 1.3, -0.8, 2.0), stage.inside("#f0f0e8"))
        lines = ((1.8, "#3fa07a"), (1.65, "#d8484a"), (1.5, "#4a80c0"))
        for up, colour in lines:
            wall.board((-1.5, up, -0.9, up + 0.04), stage.inside(colour))

    car.walls({"back": side, "left": end, "right": end, "front": side})
    pieces = [
        crate((-3.2, 3.2), (0.16, 0.46), (1.3, 1.86), "#3f78a8"),
        crate((-3.2, 3.2), (0.46, 0.86), (1.74, 1.88), "#3f78a8"),
    ]
    pieces += [
        crate((-3.2, 3.2), (0.16, 0.46), (-2.95, -2.4), "#3f78a8"),
        crate((-3.2, 3.2), (0.46, 0.86), (-2.98, -2.84), "#3f78a8"),
    ]
    pieces += [_pole(x, z) for x in (-2.6, 2.6) for z in (1.15, -2.2)]
    furnish(stage, pieces)
    for x in (-1.7, 1.7):
        floor_patch(stage, (x - 1.2, x + 1.2), (-0.6, -0.35), (252, 255, 255), y=2.48)
        floor_patch(stage, (x - 1.2, x + 1.2), (0.35, 0.6), (252, 255, 255), y=2.48)
    _straps(stage)
    car.air()


def _pole(x: float, z: float) -> Piece:
    def draw(stage: Stage) -> None:
        post(stage, (x, z), (0.0, 2.5), 0.025, stage.inside("#e4eaee"), 1.0)

    return Piece(x, z, -0.6, draw)


def _straps(stage: Stage) -> None:
    """Loops that hang in two rows."""
    camera, canvas = stage.camera, stage.canvas
    for z in (1.0, -1.9):
        for k in range(12):
            x = -3.1 + 0.56 * k
            if camera.ahead(x, z) < camera.distance_m + 0.2:
                continue
            px, py = camera.point(x, 1.86, z)
            m = camera.scale_at(x, z)
            canvas.drawRect(
                rect(px - 0.015 * m, py - 0.34 * m, px + 0.015 * m, py - 0.07 * m),
                fill(stage.inside("#5a646e")),
            )
            canvas.drawCircle(px, py, 0.07 * m, stroke(stage.inside("#f4f4ee"), 0.03 * m))
