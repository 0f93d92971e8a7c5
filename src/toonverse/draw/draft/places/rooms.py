"""Rooms in space: four walls, floor and ceiling round the figures, seen from whichever side the camera is.

The figures stand round (0, 0, 0). The back wall is before the camera of the front view; "front" is behind it.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from toonverse.draw.draft.brush import (
    Colour,
    PathBuilder,
    Rgb,
    curve,
    darker,
    fill,
    lighter,
    mix,
    rect,
)
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog, glow, halftone, vertical_gradient
from toonverse.draw.draft.places.walls import LOCAL_PX, Wall
from toonverse.draw.draft.sites import LIT
from toonverse.draw.draft.solids import Span, floor_patch, patch, seen, square, surface
from toonverse.draw.draft.stage import Stage

Side = Literal["back", "left", "right", "front"]
MOONLIGHT: Rgb = (150, 186, 255)
HALF_WIDTH_M, BACK_M, FRONT_M, HIGH_M = 3.3, 1.9, 3.0, 3.2
_DEEP_HALF_M = (BACK_M + FRONT_M) / 2
_MIDDLE_Z = (BACK_M - FRONT_M) / 2


class Room:
    """The shell of a room. Painting one fills the whole layer."""

    def __init__(
        self,
        stage: Stage,
        wall: str,
        floor: str,
        planks: bool = True,
        ceiling: str = "",
        high_m: float = HIGH_M,
    ) -> None:
        low = stage.camera.eye_m < 0.9  # seen from below a room is its walls, not its ceiling
        self.stage, self.high_m = stage, high_m * (1.3 if low else 1.0)
        self.wall_colour, self.floor_colour = stage.inside(wall), stage.inside(floor)
        self.ceiling_colour = mix(stage.inside(ceiling or wall), stage.dim, 0.42)
        self._shell(planks)

    def _shell(self, planks: bool) -> None:
        stage, canvas = self.stage, self.stage.canvas
        horizon, height = stage.horizon, stage.height
        shade = stage.dim
        vertical_gradient(
            stage.layer,
            [
                (0, mix(self.ceiling_colour, shade, 0.45)),
                (min(0.96, max(0.02, horizon / height)), self.ceiling_colour),
                (1, self.ceiling_colour),
            ],
        )
        self._beams()
        wide, back, front = HALF_WIDTH_M, BACK_M, FRONT_M
        floor_patch(stage, (-wide, wide), (-front, back), self.floor_colour)
        if planks:
            self._planks()
        fog(
            canvas,
            0,
            horizon,
            stage.width,
            max(30, height - horizon),
            shade,
            ((0, 0.22), (0.45, 0.0), (1, 0.18)),
        )

    def _beams(self) -> None:
        stage = self.stage
        dark, high = darker(self.ceiling_colour, 0.3), self.high_m
        z = -FRONT_M + 0.4
        while z < BACK_M:
            corners: list[Point3] = [
                (-HALF_WIDTH_M, high, z),
                (HALF_WIDTH_M, high, z),
                (HALF_WIDTH_M, high, z + 0.18),
                (-HALF_WIDTH_M, high, z + 0.18),
            ]
            patch(stage, corners, dark)
            z += 0.95

    def _planks(self) -> None:
        with surface(self.stage, (0, 0.001, 0), (1, 0, 0), (0, 0, 1)) as canvas:
            seams, ends = PathBuilder(), self.stage.chance("planks")
            k = -HALF_WIDTH_M
            while k < HALF_WIDTH_M:
                seams.addRect(rect(k, -FRONT_M, k + 0.018, BACK_M))
                at = -FRONT_M + ends.random()
                while at < BACK_M:
                    seams.addRect(rect(k, at, k + 0.3, at + 0.02))
                    at += 1.6
                k += 0.3
            canvas.drawPath(seams.detach(), fill(darker(self.floor_colour, 0.22)))

    def rug(self, x: Span, z: Span, colour: str) -> None:
        tone = self.stage.inside(colour)
        floor_patch(self.stage, x, z, tone, y=0.004)
        inner = ((x[0] + 0.12, x[1] - 0.12), (z[0] + 0.12, z[1] - 0.12))
        floor_patch(self.stage, *inner, lighter(tone, 0.22), y=0.006)
        floor_patch(
            self.stage,
            (x[0] + 0.2, x[1] - 0.2),
            (z[0] + 0.2, z[1] - 0.2),
            tone,
            y=0.008,
        )

    def walls(self, painters: Mapping[Side, Callable[[Wall], None]], skirting: bool = True) -> None:
        """Paints the walls that the camera sees, each with what hangs on it."""
        for side, origin, across, half in self._seen_walls():
            scaled: Point3 = (across[0] / LOCAL_PX, 0.0, across[2] / LOCAL_PX)
            with surface(self.stage, origin, scaled, (0.0, -1 / LOCAL_PX, 0.0)):
                turn = {"back": 0.0, "front": 0.06, "left": 0.10, "right": 0.20}[side]
                colour = mix(darker(self.wall_colour, turn * 0.6), self.stage.dim, turn)
                wall = Wall(self.stage, colour, half, self.high_m)
                wall.board((-half, 0.0, half, self.high_m), colour)
                self._wall_shadow(wall)
                if side in painters:
                    painters[side](wall)
                if skirting:
                    wall.board((-half, 0.0, half, 0.1), darker(colour, 0.35))
                    wall.board((-half, self.high_m - 0.1, half, self.high_m), darker(colour, 0.42))
                    wall.board((-half, self.high_m - 0.13, half, self.high_m - 0.1), lighter(colour, 0.25))

    def _wall_shadow(self, wall: Wall) -> None:
        """Corners keep the dark: a few bands along the edges."""
        half, high, shade = wall.half_m, wall.high_m, self.stage.dim
        for k in (1, 2, 3):
            w = 0.17 * k
            wall.board((-half, 0, -half + w, high), shade, 0.07)
            wall.board((half - w, 0, half, high), shade, 0.07)
            wall.board((-half, high - 0.26 * k, half, high), shade, 0.09)
            wall.board((-half, 0, half, 0.12 * k), shade, 0.05)

    def _seen_walls(self) -> list[tuple[Side, Point3, Point3, float]]:
        eye_x, eye_z = self.stage.camera.stands()
        walls: list[tuple[Side, Point3, Point3, float]] = []
        if eye_z < BACK_M:
            walls.append(("back", (0.0, 0.0, BACK_M), (1.0, 0.0, 0.0), HALF_WIDTH_M))
        if eye_z > -FRONT_M:
            walls.append(("front", (0.0, 0.0, -FRONT_M), (-1.0, 0.0, 0.0), HALF_WIDTH_M))
        if eye_x > -HALF_WIDTH_M:
            walls.append(("left", (-HALF_WIDTH_M, 0.0, _MIDDLE_Z), (0.0, 0.0, 1.0), _DEEP_HALF_M))
        if eye_x < HALF_WIDTH_M:
            walls.append(("right", (HALF_WIDTH_M, 0.0, _MIDDLE_Z), (0.0, 0.0, -1.0), _DEEP_HALF_M))
        return walls

    def daylight(self, x: Span, z_wall: float = BACK_M, reach_m: float = 2.2) -> None:
        """What falls through a window in the back wall on to the floor."""
        stage = self.stage
        if stage.weather in ("rain", "storm", "fog"):
            return
        colour = stage.palette.rim if stage.light != "night" else MOONLIGHT
        near = z_wall - reach_m
        for k in range(3):
            left = x[0] + (x[1] - x[0]) * k / 3 + 0.04
            right = x[0] + (x[1] - x[0]) * (k + 1) / 3 - 0.04
            corners: list[Point3] = [
                (left - 0.35, 0.01, z_wall - 0.5),
                (right - 0.35, 0.01, z_wall - 0.5),
                (right - 1.2, 0.01, near),
                (left - 1.2, 0.01, near),
            ]
            patch(stage, corners, colour, 0.42)
            shaft: list[Point3] = [
                (left, 2.3, z_wall),
                (right, 2.3, z_wall),
                (right - 1.2, 0.01, near),
                (left - 1.2, 0.01, near),
            ]
            if abs(stage.camera.yaw_deg) < 90:  # from the window's side a beam is not seen
                patch(stage, shaft, colour, 0.11)

    def lamp(self, place: Point3, wide_m: float = 0.45, shade: str = "#3a2c44") -> None:
        """A lamp that hangs from the ceiling."""
        stage, camera = self.stage, self.stage.camera
        if not seen(stage, place[0], place[2], 0.6):
            return
        x, y = camera.point(*place)
        top = camera.point(place[0], self.high_m, place[2])[1]
        scale = camera.scale_at(place[0], place[2])
        half, canvas = wide_m * scale / 2, stage.canvas
        canvas.drawRect(rect(x - 0.012 * scale, min(top, y), x + 0.012 * scale, y), fill((28, 18, 40)))
        glow(
            canvas, x, y + half * 0.6, half * (7.5 if stage.dark or stage.wet else 4), stage.palette.lamp, 0.6
        )
        dome = [
            (x - half, y + half * 0.7),
            (x - half * 0.6, y),
            (x, y - half * 0.25),
            (x + half * 0.6, y),
            (x + half, y + half * 0.7),
        ]
        canvas.drawPath(curve(dome), fill(stage.inside(shade, 0.2)))
        canvas.drawOval(
            rect(x - half * 0.85, y + half * 0.5, x + half * 0.85, y + half * 0.9), fill(stage.palette.lamp)
        )

    def air(self) -> None:
        """What lies in a room's air: lamplight against the dark, dust, dots in the upper dark."""
        stage, chance = self.stage, self.stage.chance("dust")
        canvas, width, height = stage.canvas, stage.width, stage.height
        haze = stage.palette.haze
        if (stage.dark or stage.wet) and stage.site not in LIT:
            self._lamplight()
        else:
            fog(canvas, 0, height * 0.5, width, height * 0.5, haze, ((0, 0), (0.4, 0.14), (1, 0.02)))
        over = 0.4 if (stage.dark or stage.wet) and stage.site not in LIT else 0.2
        fog(canvas, 0, 0, width, height * 0.4, stage.dim, ((0, over), (1, 0)))
        if stage.layer.scale == 1.0:
            halftone(canvas, (0, 0, width, height * 0.3), stage.dim, 0.30, 10, "up")
        for _ in range(22):
            x, y = chance.random() * width, height * chance.uniform(0.1, 0.9)
            size, alpha = chance.uniform(1.2, 3.4), chance.uniform(0.2, 0.6)
            canvas.drawCircle(x, y, size, fill(stage.palette.lamp, alpha))

    def _lamplight(self) -> None:
        """The dark from both sides, one warm pool on wall and floor."""
        stage, canvas = self.stage, self.stage.canvas
        width, height, camera = stage.width, stage.height, stage.camera
        night = mix(stage.palette.shade, (10, 12, 44), 0.5)
        deep = 0.45 if stage.place in ("tavern", "shop", "vehicle") else 0.9
        profile = ((0, 0.5 * deep), (0.42, 0.10 * deep), (0.7, 0.12 * deep), (1, 0.52 * deep))
        fog(canvas, 0, 0, width, height, night, profile)
        place = (1.2, 1.5, 1.2) if seen(stage, 1.2, 1.2, 1.0) else (-1.4, 1.5, -2.0)
        if not seen(stage, place[0], place[2], 1.0):
            return
        x, y = camera.point(*place)
        x = min(max(x, 0.12 * width), 0.88 * width)
        glow(canvas, x, y, max(width, height) * 0.42, (255, 178, 84), 0.36 if deep > 0.5 else 0.2, 1.5)


def door(
    wall: Wall, x: float, colour: str, wide: float = 0.95, high: float = 2.15, glass: Colour | None = None
) -> None:
    """A panelled door in its frame."""
    stage = wall.stage
    wood = stage.inside(colour)
    wall.board((x - wide / 2 - 0.1, 0, x + wide / 2 + 0.1, high + 0.1), darker(wood, 0.35))
    wall.board((x - wide / 2, 0, x + wide / 2, high), wood)
    for low, top in ((0.18, 0.85), (1.0, high - 0.18)):
        wall.framed(
            (x - wide * 0.36, low, x + wide * 0.36, top),
            glass if glass is not None and low > 0.9 else darker(wood, 0.14),
            darker(wood, 0.3),
            0.025,
        )
    stage.canvas.drawCircle(
        wall.x(x + wide * 0.42), wall.y(1.0), 0.045 * wall.metre, fill(stage.inside("#e0b860"))
    )
    square(
        stage.canvas,
        (wall.x(x - wide / 2), wall.x(x - wide / 2 + 0.03)),
        (wall.y(high), wall.y(0)),
        stage.palette.rim,
        0.5,
    )


def clock(wall: Wall, x: float, up: float, size: float = 0.22) -> None:
    stage, canvas, m = wall.stage, wall.stage.canvas, wall.metre
    canvas.drawCircle(wall.x(x), wall.y(up), size * 1.14 * m, fill(stage.inside("#4a3440")))
    canvas.drawCircle(wall.x(x), wall.y(up), size * m, fill(stage.inside("#f6f2e8")))
    for dx, dy in ((0.0, 0.62), (0.5, 0.2)):
        canvas.drawPath(
            curve(
                [
                    (wall.x(x) - 0.02 * m, wall.y(up)),
                    (wall.x(x + dx * size), wall.y(up + dy * size)),
                    (wall.x(x) + 0.02 * m, wall.y(up)),
                ]
            ),
            fill((40, 30, 46)),
        )


def coats(wall: Wall, x: float, colours: tuple[str, ...]) -> None:
    """Clothes on pegs."""
    stage, canvas = wall.stage, wall.stage.canvas
    wide = 0.34 * len(colours)
    wall.board((x - wide, 1.75, x + wide, 1.85), stage.inside("#5a3c2c"))
    for k, colour in enumerate(colours):
        cx = x - wide + 0.34 + k * 0.68 * wide / max(0.34, wide - 0.0)
        tone = stage.inside(colour)
        shape = [
            (wall.x(cx), wall.y(1.82)),
            (wall.x(cx + 0.2), wall.y(1.62)),
            (wall.x(cx + 0.26), wall.y(0.75)),
            (wall.x(cx), wall.y(0.7)),
            (wall.x(cx - 0.26), wall.y(0.75)),
            (wall.x(cx - 0.2), wall.y(1.62)),
        ]
        canvas.drawPath(curve(shape), fill(tone))
        wall.board((cx - 0.015, 0.75, cx + 0.015, 1.6), darker(tone, 0.3))
