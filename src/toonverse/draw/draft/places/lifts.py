"""Narrow ways up: the cage of a lift behind its doors, a stairwell between two floors."""

from toonverse.draw.draft.brush import Rgb, darker, fill, lighter, mix, polygon, rect
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog, halo, vertical_gradient
from toonverse.draw.draft.places.rooms import Room
from toonverse.draw.draft.places.walls import LOCAL_PX, Wall
from toonverse.draw.draft.solids import floor_patch, surface
from toonverse.draw.draft.stage import Stage

_HALF_M, _BACK_M, _FRONT_M, _HIGH_M = 1.45, 1.25, 1.7, 2.55
_RED: Rgb = (255, 84, 60)
_GREEN: Rgb = (60, 214, 140)
# the lit bars of a digit: top, upper left, upper right, middle, lower left, lower right, bottom
_DIGITS = (
    "1110111",
    "0010010",
    "1011101",
    "1011011",
    "0111010",
    "1101011",
    "1101111",
    "1010010",
    "1111111",
    "1111011",
)


def elevator(stage: Stage) -> None:
    """Steel walls and a rail, doors that meet in the middle, the floor in red over them, rows of buttons."""
    steel = stage.inside("#b4bcc6")
    vertical_gradient(stage.layer, [(0, mix(steel, stage.dim, 0.72)), (1, mix(steel, stage.dim, 0.8))])
    half = (-_HALF_M, _HALF_M)
    deep = (-_FRONT_M, _BACK_M)
    floor_patch(stage, half, deep, mix(stage.inside("#5a5148"), stage.dim, 0.1))
    for inset, tone in ((0.16, "#7a6c58"), (0.22, "#5f5548")):
        edge = ((half[0] + inset, half[1] - inset), (deep[0] + inset, deep[1] - inset))
        floor_patch(stage, *edge, stage.inside(tone), y=0.003)
    floor_patch(stage, half, deep, mix(steel, stage.dim, 0.3), y=_HIGH_M)
    for x in (-0.7, 0.7):
        floor_patch(stage, (x - 0.36, x + 0.36), (-0.9, 0.7), (252, 250, 236), y=_HIGH_M - 0.01)
    eye_x, eye_z = stage.camera.stands()
    walls: list[tuple[bool, Point3, Point3, float, str]] = [
        (eye_z < _BACK_M, (0.0, 0.0, _BACK_M), (1.0, 0.0, 0.0), _HALF_M, "doors"),
        (eye_z > -_FRONT_M, (0.0, 0.0, -_FRONT_M), (-1.0, 0.0, 0.0), _HALF_M, "mirror"),
        (eye_x > -_HALF_M, (-_HALF_M, 0.0, -0.22), (0.0, 0.0, 1.0), 1.475, "panel"),
        (eye_x < _HALF_M, (_HALF_M, 0.0, -0.22), (0.0, 0.0, -1.0), 1.475, "buttons"),
    ]
    for seen, origin, across, wide, kind in walls:
        if seen:
            step: Point3 = (across[0] / LOCAL_PX, 0.0, across[2] / LOCAL_PX)
            with surface(stage, origin, step, (0.0, -1 / LOCAL_PX, 0.0)):
                _side(Wall(stage, steel, wide, _HIGH_M), kind)
    fog(stage.canvas, 0, 0, stage.width, stage.height, stage.dim, ((0, 0.22), (0.4, 0.0), (1, 0.26)))


def _side(wall: Wall, kind: str) -> None:
    """One wall of the cage."""
    tone, half, high = wall.wall_colour, wall.half_m, wall.high_m
    tone = tone if kind in ("doors", "mirror") else darker(tone, 0.14)
    wall.board((-half, 0.0, half, high), tone)
    for k in range(5):
        x = -half + (k + 0.5) * 2 * half / 5
        wall.board((x - 0.20, 0.0, x - 0.03, high), lighter(tone, 0.10), 0.55)
    if kind == "doors":
        _doors(wall)
    elif kind == "mirror":
        glass = mix(wall.stage.inside("#cfe0ea"), wall.stage.palette.lamp, 0.12)
        wall.framed((-half + 0.2, 1.0, half - 0.2, 2.3), glass, darker(tone, 0.3), 0.04)
        for x in (-0.7, 0.25):
            wall.board((x, 1.05, x + 0.12, 2.25), (255, 255, 255), 0.3)
    if kind != "doors":
        wall.board((-half + 0.1, 0.86, half - 0.1, 0.93), lighter(tone, 0.35))
        wall.board((-half + 0.1, 0.84, half - 0.1, 0.86), darker(tone, 0.4))
    if kind == "buttons":
        _buttons(wall, -0.75)
    wall.board((-half, 0.0, half, 0.12), darker(tone, 0.4))


def _doors(wall: Wall) -> None:
    """Two leaves and the gap between them, a lit display above, the buttons at their side."""
    tone = wall.wall_colour
    wall.board((-0.86, 0.0, 0.86, 2.14), darker(tone, 0.45))
    for side in (-1, 1):
        left, right = sorted((side * 0.02, side * 0.80))
        wall.board((left, 0.0, right, 2.08), lighter(tone, 0.16))
        for k in range(3):
            x = side * (0.16 + 0.2 * k)
            wall.board((x - 0.03, 0.0, x + 0.03, 2.08), lighter(tone, 0.42), 0.5)
    wall.board((-0.02, 0.0, 0.02, 2.08), darker(tone, 0.75))
    wall.board((-0.42, 2.18, 0.42, 2.48), (22, 20, 28))
    halo(wall.stage.canvas, 0.0, wall.y(2.33), 0.6 * wall.metre, _RED, 0.4)
    number = 3 + wall.stage.chance("floor").randrange(16)
    for k, digit in enumerate(f"{number:>2}"):
        if digit != " ":
            _digit(wall, -0.02 + 0.20 * k, 2.22, int(digit))
    arrow = [(wall.x(-0.30), wall.y(2.25)), (wall.x(-0.10), wall.y(2.25)), (wall.x(-0.20), wall.y(2.43))]
    wall.stage.canvas.drawPath(polygon(arrow), fill(_RED))
    _buttons(wall, 1.16)


def _digit(wall: Wall, x: float, low: float, digit: int) -> None:
    wide, tall, bar = 0.12, 0.22, 0.026
    middle, top = low + tall / 2, low + tall
    bars = (
        (x, top - bar, x + wide, top),
        (x, middle, x + bar, top),
        (x + wide - bar, middle, x + wide, top),
        (x, middle - bar / 2, x + wide, middle + bar / 2),
        (x, low, x + bar, middle),
        (x + wide - bar, low, x + wide, middle),
        (x, low, x + wide, low + bar),
    )
    for lit, box in zip(_DIGITS[digit], bars, strict=True):
        if lit == "1":
            wall.board(box, _RED)


def _buttons(wall: Wall, x: float) -> None:
    """A plate of round buttons, one of them lit."""
    canvas, m = wall.stage.canvas, wall.metre
    wall.framed(
        (x - 0.15, 0.8, x + 0.15, 1.72), darker(wall.wall_colour, 0.3), darker(wall.wall_colour, 0.5), 0.02
    )
    for row in range(7):
        for column in (-1, 1):
            lit = (row, column) == (4, 1)
            at = (wall.x(x + 0.065 * column), wall.y(0.88 + 0.125 * row))
            canvas.drawCircle(*at, 0.045 * m, fill(wall.stage.inside("#3c424c")))
            canvas.drawCircle(*at, 0.034 * m, fill(_RED if lit else wall.stage.inside("#eef0ee")))


def stairwell(stage: Stage) -> None:
    """Concrete flights up and down along the wall, a rail, the sign of the way out in green, cold light."""
    room = Room(stage, "#c2c4c0", "#8f918e", planks=False, ceiling="#a8aaa8", high_m=3.4)
    room.walls({"back": _flights, "front": _flights, "left": _exit, "right": _exit})
    floor_patch(stage, (-1.2, 1.2), (-0.4, -0.1), (240, 248, 246), y=3.36)
    fog(stage.canvas, 0, 0, stage.width, stage.height, stage.dim, ((0, 0.40), (0.45, 0.0), (1, 0.34)))
    fog(stage.canvas, 0, 0, stage.width, stage.height, (150, 190, 190), ((0, 0.10), (1, 0.06)))


def _flights(wall: Wall) -> None:
    """Steps that rise to the right and go down at the left, seen from the side."""
    canvas, tone, half = wall.stage.canvas, wall.wall_colour, wall.half_m
    steps, wide, tall = 11, (half + 0.9) / 11, 0.21
    shape = [(wall.x(-0.9), wall.y(0.0))]
    for k in range(steps):
        x = -0.9 + wide * k
        shape += [(wall.x(x), wall.y(tall * (k + 1))), (wall.x(x + wide), wall.y(tall * (k + 1)))]
    under = [(wall.x(half), wall.y(tall * steps - 0.75)), (wall.x(-0.35), wall.y(0.0))]
    canvas.drawPath(polygon([*shape, *under]), fill(darker(tone, 0.22)))
    for k in range(steps):
        x = -0.9 + wide * k
        wall.board((x, tall * (k + 1) - 0.045, x + wide, tall * (k + 1)), lighter(tone, 0.28))
        wall.board((x, tall * (k + 1) - 0.07, x + wide, tall * (k + 1) - 0.045), wall.stage.inside("#d8a83a"))
    rail = wall.stage.inside("#3a4a58")
    for k in range(0, steps + 1, 2):
        x, y = -0.9 + wide * k, tall * k
        wall.board((x - 0.02, y, x + 0.02, y + 1.0), rail)
    line = [(-0.95, 0.95), (half, tall * steps + 0.95), (half, tall * steps + 1.03), (-0.95, 1.03)]
    canvas.drawPath(polygon([(wall.x(x), wall.y(y)) for x, y in line]), fill(lighter(rail, 0.15)))
    number = 2 + wall.stage.chance("floor").randrange(7)
    wall.framed((-2.35, 1.35, -1.75, 2.15), wall.stage.inside("#2f5f8a"), darker(tone, 0.35), 0.03)
    canvas.save()
    canvas.translate(wall.x(-2.05), wall.y(1.75))
    canvas.scale(wall.metre * 2.4, wall.metre * 2.4)
    for lit, box in zip(_DIGITS[number], _BARS, strict=True):
        if lit == "1":
            canvas.drawRect(rect(*box), fill((240, 244, 246)))
    canvas.restore()


_BARS = (
    (-0.06, -0.11, 0.06, -0.084),
    (-0.06, -0.11, -0.034, 0.0),
    (0.034, -0.11, 0.06, 0.0),
    (-0.06, -0.013, 0.06, 0.013),
    (-0.06, 0.0, -0.034, 0.11),
    (0.034, 0.0, 0.06, 0.11),
    (-0.06, 0.084, 0.06, 0.11),
)


def _exit(wall: Wall) -> None:
    """A fire door under the green sign of the way out."""
    tone = wall.stage.inside("#8a4038")
    wall.framed((-0.55, 0.0, 0.55, 2.2), tone, darker(tone, 0.4), 0.08)
    wall.board((-0.42, 1.0, 0.42, 1.08), lighter(tone, 0.4))
    wall.framed(
        (-0.2, 1.35, 0.2, 1.9), mix(wall.stage.palette.lamp, (200, 220, 230), 0.5), darker(tone, 0.4), 0.03
    )
    wall.framed((-0.36, 2.44, 0.36, 2.74), _GREEN, (18, 60, 44), 0.04)
    halo(wall.stage.canvas, 0.0, wall.y(2.6), 0.9 * wall.metre, _GREEN, 0.5)
    wall.board((-0.26, 2.52, -0.02, 2.66), (250, 255, 252))
    arrow = [(wall.x(0.06), wall.y(2.50)), (wall.x(0.06), wall.y(2.68)), (wall.x(0.26), wall.y(2.59))]
    wall.stage.canvas.drawPath(polygon(arrow), fill((250, 255, 252)))
