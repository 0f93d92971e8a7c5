"""Things with three sides in a place: slanted surfaces, boxes, posts. All in metres (see `Camera`)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    Colour,
    Rgb,
    darker,
    fill,
    lighter,
    matrix,
    mix,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.camera import Camera, Point3
from toonverse.draw.draft.layers import glow
from toonverse.draw.draft.stage import Stage

NEAR_M = 0.25
Span = tuple[float, float]


@contextmanager
def surface(stage: Stage, origin: Point3, across: Point3, up: Point3) -> Iterator[Canvas]:
    """The canvas in the units of a plane in space: (u, v) is `origin + u * across + v * up`.

    What lies behind the camera is cut away by the rasteriser.
    """
    canvas = stage.canvas
    canvas.save()
    canvas.concat(matrix(stage.camera.plane(origin, across, up)))
    yield canvas
    canvas.restore()


def before_camera(points: Sequence[Point3], camera: Camera) -> list[XY]:
    """The picture points of a polygon in space, cut where it passes the camera (Sutherland-Hodgman)."""
    kept: list[Point3] = []
    ahead = [camera.ahead(x, z) - NEAR_M for x, _, z in points]
    for k, point in enumerate(points):
        other, here, there = points[k - 1], ahead[k], ahead[k - 1]
        if (here > 0) != (there > 0):
            t = there / (there - here)
            x, y, z = (other[i] + (point[i] - other[i]) * t for i in range(3))
            kept.append((x, y, z))
        if here > 0:
            kept.append(point)
    return [camera.point(*point) for point in kept]


def patch(stage: Stage, points: Sequence[Point3], colour: Colour, alpha: float = 1.0) -> None:
    """A flat polygon in space."""
    corners = before_camera(points, stage.camera)
    if len(corners) > 2:
        stage.canvas.drawPath(polygon(corners), fill(colour, alpha))


def floor_patch(stage: Stage, x: Span, z: Span, colour: Colour, alpha: float = 1.0, y: float = 0.0) -> None:
    """A level rectangle."""
    corners = [(x[0], y, z[0]), (x[1], y, z[0]), (x[1], y, z[1]), (x[0], y, z[1])]
    patch(stage, corners, colour, alpha)


def faces_seen(stage: Stage, x: Span, z: Span) -> list[tuple[str, Point3, Point3]]:
    """The upright sides of a box that the camera sees: name, lower left corner, way to the lower right."""
    eye_x, eye_z = stage.camera.stands()
    sides: list[tuple[str, Point3, Point3]] = []
    if eye_z < z[0]:
        sides.append(("front", (x[0], 0.0, z[0]), (x[1] - x[0], 0.0, 0.0)))
    if eye_z > z[1]:
        sides.append(("back", (x[1], 0.0, z[1]), (x[0] - x[1], 0.0, 0.0)))
    if eye_x < x[0]:
        sides.append(("left", (x[0], 0.0, z[1]), (0.0, 0.0, z[0] - z[1])))
    if eye_x > x[1]:
        sides.append(("right", (x[1], 0.0, z[0]), (0.0, 0.0, z[1] - z[0])))
    return sides


_SHADES = {"front": 0.0, "back": 0.08, "left": 0.22, "right": 0.14}


def box(stage: Stage, x: Span, y: Span, z: Span, colour: Rgb, top: Colour | None = None) -> None:
    """A box that stands in the place; lit on its top, the sides each in a shade of their own."""
    for name, (px, _, pz), way in faces_seen(stage, x, z):
        tone = mix(darker(colour, _SHADES[name]), stage.palette.shade, _SHADES[name])
        low: list[Point3] = [(px, y[0], pz), (px + way[0], y[0], pz + way[2])]
        high: list[Point3] = [(px + way[0], y[1], pz + way[2]), (px, y[1], pz)]
        patch(stage, [*low, *high], tone)
    if stage.camera.eye_m > y[1]:
        floor_patch(stage, x, z, top if top is not None else lighter(colour, 0.2), y=y[1])
    elif stage.camera.eye_m < y[0]:
        floor_patch(stage, x, z, darker(colour, 0.45), y=y[0])


def shadow_under(stage: Stage, x: Span, z: Span, alpha: float = 0.3) -> None:
    """What a box keeps from the light, on the floor round it."""
    for grow, share in ((0.28, 0.4), (0.12, 0.7)):
        floor_patch(
            stage,
            (x[0] - grow, x[1] + grow),
            (z[0] - grow, z[1] + grow),
            stage.palette.shade,
            alpha * share,
            0.004,
        )


def seen(stage: Stage, x: float, z: float, least_m: float = NEAR_M) -> bool:
    """Whether a place is before the camera and not far outside the frame."""
    camera = stage.camera
    ahead = camera.ahead(x, z)
    if ahead < least_m:
        return False
    at = camera.point(x, 0.0, z)[0]
    return -0.6 * stage.width < at < 1.6 * stage.width


def in_the_way(stage: Stage, x: float, z: float, half_m: float = 0.8) -> bool:
    """Whether a thing there would stand between the camera and the figures, who are painted later."""
    camera = stage.camera
    return camera.ahead(x, z) < camera.distance_m - 0.1 and abs(camera.aside(x, z)) < half_m + 0.7


def post(
    stage: Stage, foot: tuple[float, float], y: Span, half_m: float, colour: Colour, top: float = 0.8
) -> None:
    """An upright pole at (x, z); `top` scales its upper width."""
    if not seen(stage, *foot):
        return
    camera = stage.camera
    low, high = camera.point(foot[0], y[0], foot[1]), camera.point(foot[0], y[1], foot[1])
    half = half_m * camera.scale_at(*foot)
    stage.canvas.drawPath(ribbon([low, high], [half, half * top], 2, False), fill(colour))


def beam(stage: Stage, start: Point3, end: Point3, half_m: float, colour: Colour) -> None:
    """A rod between two places, thinner where it is farther."""
    camera = stage.camera
    if camera.ahead(start[0], start[2]) < NEAR_M or camera.ahead(end[0], end[2]) < NEAR_M:
        return
    widths = [half_m * camera.scale_at(p[0], p[2]) for p in (start, end)]
    stage.canvas.drawPath(ribbon([camera.point(*start), camera.point(*end)], widths, 2, False), fill(colour))


def lamp_light(stage: Stage, place: Point3, reach_m: float, strength: float = 0.7) -> None:
    """The glow round a lamp."""
    if seen(stage, place[0], place[2]):
        x, y = stage.camera.point(*place)
        reach = reach_m * stage.camera.scale_at(place[0], place[2])
        glow(stage.canvas, x, y, min(reach, stage.width * 1.2), stage.palette.lamp, strength)


def square(canvas: Canvas, x: Span, y: Span, colour: Colour, alpha: float = 1.0) -> None:
    """An axis-parallel rectangle in the canvas' own units."""
    canvas.drawRect(rect(min(x), min(y), max(x), max(y)), fill(colour, alpha))


@contextmanager
def upright(stage: Stage, x: float, z: float) -> Iterator[Canvas]:
    """The canvas in metres at a place on the ground, facing us: u to the right, v up (so top > bottom)."""
    canvas, camera = stage.canvas, stage.camera
    px, foot = camera.point(x, 0.0, z)
    scale = camera.scale_at(x, z)
    canvas.save()
    canvas.translate(px, foot)
    canvas.scale(scale, -scale)
    yield canvas
    canvas.restore()
