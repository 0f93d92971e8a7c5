"""A throne hall."""

from toonverse.draw.draft.brush import (
    Canvas,
    PathBuilder,
    Rgb,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
)
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog, glow, vertical_gradient
from toonverse.draw.draft.places.furniture import Piece, furnish
from toonverse.draw.draft.places.hanok import paper_door
from toonverse.draw.draft.solids import (
    box,
    floor_patch,
    lamp_light,
    patch,
    post,
    seen,
    surface,
    upright,
)
from toonverse.draw.draft.stage import Stage


def throne_hall(stage: Stage) -> None:
    """Pillars in two rows, a carpet to the throne; painted peaks behind it in Korea, banners elsewhere."""
    if stage.korean and stage.era in ("period", "fantasy", "modern"):
        wall_colour, floor, pillar, carpet = "#8a4a3a", "#4a4a50", "#a8342c", "#7a2c34"
    else:
        wall_colour, floor, pillar, carpet = "#8a8494", "#5a5664", "#c4bcc4", "#a8283a"
    walls, ground = stage.inside(wall_colour), stage.inside(floor)
    vertical_gradient(stage.layer, [(0, mix(walls, stage.dim, 0.8)), (1, mix(walls, stage.dim, 0.5))])
    floor_patch(stage, (-7.0, 7.0), (-14.0, 12.0), ground)
    for k in range(-7, 7):
        floor_patch(stage, (-7.0, 7.0), (2.0 * k, 2.0 * k + 0.04), darker(ground, 0.25), y=0.002)
        floor_patch(stage, (1.0 * k, 1.0 * k + 0.03), (-14.0, 12.0), darker(ground, 0.25), y=0.002)
    red = stage.inside(carpet)
    floor_patch(
        stage, (-1.3, 1.3), (-14.0, 8.0), lighter(mix(red, stage.inside("#e0b050"), 0.7), 0.1), y=0.004
    )
    floor_patch(stage, (-1.15, 1.15), (-14.0, 8.0), red, y=0.006)
    _state_walls(stage, walls)
    pieces = [_pillar(side * 3.2, float(z), pillar) for side in (-1, 1) for z in (-11, -7, -3, 4, 8)]
    pieces += [_throne(9.2), _doors(-13.6)]
    pieces += [_stand_lamp(side * 2.3, z) for side in (-1, 1) for z in (6.2, -5.0)]
    furnish(stage, pieces)
    x, y = (
        stage.camera.point(0.0, 2.0, 9.0)
        if stage.camera.ahead(0, 9) > 1
        else (stage.width / 2, stage.height * 0.3)
    )
    glow(stage.canvas, x, y, stage.width * 0.7, (255, 190, 96), 0.4, 1.5)
    fog(stage.canvas, 0, 0, stage.width, stage.height * 0.45, stage.dim, ((0, 0.7), (1, 0)))
    fog(stage.canvas, 0, stage.height * 0.6, stage.width, stage.height * 0.4, stage.dim, ((0, 0), (1, 0.4)))


def _state_walls(stage: Stage, colour: Rgb) -> None:
    """Side walls with tall windows that throw bars of light."""
    for side in (-1, 1):
        x = side * 7.0
        if stage.camera.stands()[0] * side > 6.8:
            continue
        patch(
            stage,
            [(x, 0, -14.0), (x, 0, 12.0), (x, 7.0, 12.0), (x, 7.0, -14.0)],
            mix(colour, stage.dim, 0.2 + 0.1 * side),
        )
        for k in range(6):
            z = -12.0 + 4.0 * k
            glass = stage.palette.lamp if stage.dark else stage.palette.sky[-2][1]
            patch(
                stage, [(x, 1.4, z), (x, 1.4, z + 1.6), (x, 4.6, z + 1.6), (x, 4.6, z)], darker(colour, 0.5)
            )
            patch(
                stage,
                [
                    (x * 0.999, 1.55, z + 0.12),
                    (x * 0.999, 1.55, z + 1.48),
                    (x * 0.999, 4.5, z + 1.48),
                    (x * 0.999, 4.5, z + 0.12),
                ],
                glass,
                0.9,
            )
            if side < 0 and not stage.dark:
                beam_: list[Point3] = [
                    (x, 4.4, z + 0.2),
                    (x, 4.4, z + 1.4),
                    (-1.0, 0.01, z + 0.4),
                    (-1.0, 0.01, z - 0.8),
                ]
                patch(stage, beam_, stage.palette.rim, 0.1)
                floor_patch(stage, (-3.6, -1.0), (z - 0.6, z + 0.5), stage.palette.rim, 0.22, 0.01)


def _pillar(x: float, z: float, colour: str) -> Piece:
    def draw(stage: Stage) -> None:
        if stage.camera.ahead(x, z) < 1.2:
            return
        tone, base = stage.inside(colour), stage.inside("#8a8684")
        with upright(stage, x, z) as canvas:
            canvas.drawRect(rect(-0.45, 0.0, 0.45, 0.3), fill(base))
            canvas.drawRect(rect(-0.34, 0.3, 0.34, 7.0), fill(tone))
            canvas.drawRect(rect(0.08, 0.3, 0.34, 7.0), fill(darker(tone, 0.4)))
            canvas.drawRect(rect(-0.26, 0.3, -0.16, 7.0), fill(lighter(tone, 0.35), 0.7))
            canvas.drawRect(
                rect(-0.4, 4.9, 0.4, 5.2), fill(stage.inside("#d8a84a" if stage.korean else "#e0d4c0"))
            )

    return Piece(x, z, 0.3, draw)


def _throne(z: float) -> Piece:
    """The seat on its steps, before a screen of sun, moon and five peaks, or between banners."""

    def draw(stage: Stage) -> None:
        stone, gold, red = stage.inside("#a49a90"), stage.inside("#e0b050"), stage.inside("#9a2c34")
        for k in range(3):
            box(
                stage,
                (-3.0 + 0.4 * k, 3.0 - 0.4 * k),
                (0.25 * k, 0.25 * k + 0.25),
                (z - 1.6 + 0.4 * k, z + 2.6),
                lighter(stone, 0.05 * k),
            )
        if not seen(stage, 0.0, z, 1.0):
            return
        with upright(stage, 0.0, z + 1.4) as canvas:
            (_screen if stage.korean else _banners)(stage, canvas)
        with upright(stage, 0.0, z + 0.6) as canvas:
            back = [
                (-0.75, 0.75),
                (-0.75, 2.5),
                (-0.45, 2.95),
                (0.0, 3.15),
                (0.45, 2.95),
                (0.75, 2.5),
                (0.75, 0.75),
            ]
            canvas.drawPath(polygon(back), fill(darker(gold, 0.25)))
            canvas.drawPath(polygon([(x * 0.82, 0.8 + (y - 0.75) * 0.93) for x, y in back]), fill(red))
            for x, y in ((-0.75, 2.55), (0.75, 2.55), (0.0, 3.2)):
                canvas.drawCircle(x, y, 0.13, fill(gold))
            canvas.drawRect(rect(-0.85, 0.75, 0.85, 1.35), fill(gold))
            canvas.drawRect(rect(-0.7, 1.2, 0.7, 1.45), fill(lighter(red, 0.12)))
            for x in (-0.9, 0.78):
                canvas.drawRect(rect(x, 0.75, x + 0.16, 1.75), fill(darker(gold, 0.15)))

    return Piece(0.0, z, -0.7, draw)


def _screen(stage: Stage, paint: Canvas) -> None:
    """Irworobongdo: the sun, the moon and five peaks over waves."""
    paint.drawRect(rect(-2.6, 0.75, 2.6, 4.4), fill(stage.inside("#e0b050")))
    paint.drawRect(rect(-2.45, 0.85, 2.45, 4.28), fill(stage.inside("#2f5f8a")))
    paint.drawCircle(1.5, 3.6, 0.3, fill(stage.inside("#e0483c")))
    paint.drawCircle(-1.5, 3.6, 0.3, fill(stage.inside("#f4f0e0")))
    for x, tall in ((-1.8, 1.5), (1.8, 1.5), (-0.95, 2.0), (0.95, 2.0), (0.0, 2.6)):
        peak = [
            (x - 0.85, 1.2),
            (x - 0.4, 1.2 + tall * 0.7),
            (x, 1.2 + tall),
            (x + 0.4, 1.2 + tall * 0.7),
            (x + 0.85, 1.2),
        ]
        paint.drawPath(curve(peak, tension=0.1), fill(stage.inside("#3f8a6a")))
        paint.drawPath(
            curve([(a * 0.5 + x * 0.5, b * 0.94) for a, b in peak], tension=0.1),
            fill(stage.inside("#5aa882")),
        )
    waves = PathBuilder()
    for k in range(12):
        waves.addCircle(-2.3 + 0.42 * k, 1.02, 0.22)
    paint.save()
    paint.clipRect(rect(-2.45, 0.85, 2.45, 1.3))
    paint.drawPath(waves.detach(), fill(stage.inside("#e4f0f0")))
    paint.restore()


def _banners(stage: Stage, paint: Canvas) -> None:
    red = stage.inside("#a8283a")
    for x in (-2.2, 2.2):
        flag = [(x - 0.6, 5.6), (x + 0.6, 5.6), (x + 0.6, 2.4), (x, 1.9), (x - 0.6, 2.4)]
        paint.drawPath(polygon(flag), fill(red))
        paint.drawPath(polygon([(x, 5.6), (x + 0.6, 5.6), (x + 0.6, 2.4), (x, 1.9)]), fill(darker(red, 0.25)))
        paint.drawCircle(x, 4.0, 0.34, fill(stage.inside("#e0b050")))
        paint.drawCircle(x, 4.0, 0.2, fill(red))


def _doors(z: float) -> Piece:
    """The great doors at the other end."""

    def draw(stage: Stage) -> None:
        wall = stage.inside("#6a4438" if stage.korean else "#7a7484")
        patch(stage, [(-7.0, 0, z), (7.0, 0, z), (7.0, 7.0, z), (-7.0, 7.0, z)], mix(wall, stage.dim, 0.3))
        if not seen(stage, 0.0, z, 1.0):
            return
        with surface(stage, (0.0, 0.0, z + 0.02), (-1, 0, 0), (0, 1, 0)) as canvas:
            if stage.korean:
                canvas.scale(1, -1)
                for k in range(4):
                    paper_door(
                        stage, (-3.6 + 1.85 * k, -3.6, -2.0 + 1.85 * k, -0.2), stage.inside("#5a3024"), True
                    )
                return
            wood = stage.inside("#5a3a2a")
            canvas.drawRect(rect(-2.0, 0.0, 2.0, 4.4), fill(darker(wood, 0.5)))
            for left, right in ((-1.85, -0.05), (0.05, 1.85)):
                canvas.drawRect(rect(left, 0.0, right, 4.2), fill(wood))
                for up in (0.5, 2.2, 3.8):
                    canvas.drawRect(rect(left, up, right, up + 0.14), fill(stage.inside("#3a3438")))

    return Piece(0.0, z, -0.7, draw)


def _stand_lamp(x: float, z: float) -> Piece:
    """A brazier on a tall foot."""

    def draw(stage: Stage) -> None:
        post(stage, (x, z), (0.0, 1.5), 0.05, stage.inside("#b88a3c"), 1.0)
        if not seen(stage, x, z, 1.0):
            return
        lamp_light(stage, (x, 1.75, z), 2.2, 0.7)
        with upright(stage, x, z) as canvas:
            canvas.drawPath(
                polygon([(-0.28, 1.62), (0.28, 1.62), (0.14, 1.42), (-0.14, 1.42)]),
                fill(stage.inside("#b88a3c")),
            )
            canvas.drawPath(
                curve([(-0.16, 1.64), (-0.1, 1.85), (0.02, 2.1), (0.12, 1.84), (0.16, 1.64)]),
                fill((255, 168, 70)),
            )
            canvas.drawPath(curve([(-0.07, 1.66), (0.0, 1.9), (0.07, 1.66)]), fill((255, 240, 190)))

    return Piece(x, z, 0.2, draw)
