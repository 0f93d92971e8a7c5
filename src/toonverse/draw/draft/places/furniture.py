"""Furniture as boxes in space: tables, counters, beds, desks, shelves; drawn far to near."""

from collections.abc import Callable
from dataclasses import dataclass

from toonverse.draw.draft.brush import darker, fill, lighter, mix, rect, stroke
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import glow
from toonverse.draw.draft.props import draw_prop
from toonverse.draw.draft.solids import (
    Span,
    box,
    faces_seen,
    floor_patch,
    in_the_way,
    patch,
    seen,
    shadow_under,
)
from toonverse.draw.draft.stage import Stage


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands at (x, z); `draw` paints it. `half_m` is half its width."""

    x: float
    z: float
    half_m: float
    draw: Callable[[Stage], None]


def furnish(stage: Stage, pieces: list[Piece]) -> None:
    """Paints the pieces before the camera, far ones first; none between the camera and the figures."""
    camera = stage.camera
    for piece in sorted(pieces, key=lambda one: -camera.ahead(one.x, one.z)):
        if seen(stage, piece.x, piece.z, 0.7) and not in_the_way(stage, piece.x, piece.z, piece.half_m):
            piece.draw(stage)


def crate(x: Span, y: Span, z: Span, colour: str, trim: str = "") -> Piece:
    """A closed piece: counter, chest, wardrobe; `trim` colours its top."""

    def draw(stage: Stage) -> None:
        tone = stage.inside(colour)
        if y[0] < 0.05:
            shadow_under(stage, x, z)
        box(stage, x, y, z, tone, stage.inside(trim) if trim else None)
        _panels(stage, x, y, z, colour)
        if trim:
            box(stage, (x[0] - 0.05, x[1] + 0.05), (y[1] - 0.06, y[1]), (z[0] - 0.05, z[1] + 0.05),
                stage.inside(trim))  # fmt: skip

    return Piece((x[0] + x[1]) / 2, (z[0] + z[1]) / 2, (x[1] - x[0]) / 2, draw)


def _panels(stage: Stage, x: Span, y: Span, z: Span, colour: str) -> None:
    """Seams and a lit upper edge on each side that is seen."""
    dark, high = darker(stage.inside(colour), 0.3), y[1] - y[0]
    for _, (px, _, pz), way in faces_seen(stage, x, z):
        long = abs(way[0]) + abs(way[2])
        count = max(1, round(long / 0.7))
        for k in range(count):
            a, b = (k + 0.1) / count, (k + 0.9) / count
            for low, top in (
                (y[0] + high * 0.12, y[0] + high * 0.16),
                (y[1] - high * 0.16, y[1] - high * 0.12),
            ):
                corners: list[Point3] = [
                    (px + way[0] * a, low, pz + way[2] * a),
                    (px + way[0] * b, low, pz + way[2] * b),
                    (px + way[0] * b, top, pz + way[2] * b),
                    (px + way[0] * a, top, pz + way[2] * a),
                ]
                patch(stage, corners, dark, 0.8)
        edge: list[Point3] = [
            (px, y[1] - 0.03, pz),
            (px + way[0], y[1] - 0.03, pz + way[2]),
            (px + way[0], y[1], pz + way[2]),
            (px, y[1], pz),
        ]
        patch(stage, edge, stage.palette.rim, 0.45)


def table(x: Span, z: Span, high: float, colour: str, things: tuple[str, ...] = (), seats: str = "") -> Piece:
    """A table on legs with things on it; `seats` is the colour of stools before and behind it."""

    def draw(stage: Stage) -> None:
        tone = stage.inside(colour)
        shadow_under(stage, x, z)
        if seats:
            for at in (z[1] + 0.35, z[0] - 0.35):
                middle = (x[0] + x[1]) / 2
                if seen(stage, middle, at, 0.7):
                    stool = ((middle - 0.22, middle + 0.22), (0.38, 0.46), (at - 0.2, at + 0.2))
                    box(stage, *stool, stage.inside(seats))
                    for dx in (-0.18, 0.18):
                        leg = (middle + dx - 0.025, middle + dx + 0.025)
                        box(stage, leg, (0, 0.38), (at - 0.02, at + 0.02), darker(stage.inside(seats), 0.4))
        for lx in (x[0] + 0.06, x[1] - 0.06):
            for lz in (z[1] - 0.06, z[0] + 0.06):
                box(stage, (lx - 0.035, lx + 0.035), (0, high), (lz - 0.035, lz + 0.035), darker(tone, 0.35))
        box(stage, x, (high - 0.07, high), z, tone, lighter(tone, 0.22))
        for k, noun in enumerate(things):
            share = (k + 0.5) / len(things)
            stand(stage, noun, (x[0] + (x[1] - x[0]) * share, high, (z[0] + z[1]) / 2), 0.26)

    return Piece((x[0] + x[1]) / 2, (z[0] + z[1]) / 2, (x[1] - x[0]) / 2, draw)


def stand(stage: Stage, noun: str, place: Point3, size_m: float) -> None:
    """A thing of `size_m` that stands at a place."""
    camera = stage.camera
    if not seen(stage, place[0], place[2], 0.7):
        return
    x, y = camera.point(*place)
    size = size_m * camera.scale_at(place[0], place[2])
    if size < 8:
        return
    canvas = stage.canvas
    canvas.save()
    canvas.translate(x, y - size * 0.42)
    canvas.scale(size, size)
    draw_prop(canvas, noun, 2.0 / size)
    canvas.restore()


def bed(x: Span, z: Span, frame: str, sheet: str, cover: str) -> Piece:
    """Head towards the larger z."""

    def draw(stage: Stage) -> None:
        shadow_under(stage, x, z)
        box(stage, x, (0.12, 0.36), z, stage.inside(frame))
        box(stage, x, (0.36, 0.52), z, stage.inside(sheet))
        middle = z[0] + (z[1] - z[0]) * 0.66
        box(stage, (x[0] - 0.03, x[1] + 0.03), (0.40, 0.56), (z[0] - 0.03, middle), stage.inside(cover))
        floor_patch(stage, x, (middle - 0.16, middle), lighter(stage.inside(cover), 0.4), y=0.565)
        pillow = (x[0] + 0.12, x[1] - 0.12)
        box(stage, pillow, (0.52, 0.66), (z[1] - 0.42, z[1] - 0.08), lighter(stage.inside(sheet), 0.3))
        box(stage, x, (0.12, 1.0), (z[1], z[1] + 0.06), darker(stage.inside(frame), 0.1))

    return Piece((x[0] + x[1]) / 2, (z[0] + z[1]) / 2, (x[1] - x[0]) / 2, draw)


def bowls(x: Span, y: float, z: float, nouns: tuple[str, ...], size_m: float = 0.24) -> Piece:
    """Things in a row on something, with steam over the hot ones."""

    def draw(stage: Stage) -> None:
        for k, noun in enumerate(nouns):
            at = x[0] + (x[1] - x[0]) * (k + 0.5) / len(nouns)
            stand(stage, noun, (at, y, z), size_m)

    return Piece((x[0] + x[1]) / 2, z, (x[1] - x[0]) / 2, draw)


def paper_lantern(x: float, up: float, z: float, colour: str = "#e0483c") -> Piece:
    """A red paper lantern on a cord."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, py = camera.point(x, up, z)
        scale = camera.scale_at(x, z)
        wide, high = 0.18 * scale, 0.25 * scale
        top = camera.point(x, up + 0.8, z)[1]
        canvas.drawRect(rect(px - 1.5, top, px + 1.5, py - high), fill((30, 20, 30)))
        from_lamp = stage.palette.lamp
        _lantern_body(stage, (px, py), (wide, high), colour)
        canvas.drawRect(
            rect(px - wide * 0.5, py - high - 4, px + wide * 0.5, py - high + 4), fill((40, 26, 30))
        )
        canvas.drawRect(
            rect(px - wide * 0.5, py + high - 4, px + wide * 0.5, py + high + 4), fill((40, 26, 30))
        )
        canvas.drawRect(rect(px - 1.5, py + high, px + 1.5, py + high * 1.7), fill(from_lamp))

    return Piece(x, z, -0.6, draw)


def _lantern_body(stage: Stage, at: tuple[float, float], half: tuple[float, float], colour: str) -> None:
    (px, py), (wide, high), canvas = at, half, stage.canvas
    glow(canvas, px, py, high * 4.2, stage.palette.lamp, 0.6)
    canvas.drawOval(
        rect(px - wide, py - high, px + wide, py + high), fill(mix(colour, stage.palette.lamp, 0.2))
    )
    canvas.drawOval(
        rect(px - wide * 0.6, py - high * 0.7, px + wide * 0.6, py + high * 0.8),
        fill(mix(colour, stage.palette.lamp, 0.5), 0.6),
    )
    for k in (-0.5, 0.0, 0.5):
        ring = rect(px - wide * abs(k) - 1, py - high, px + wide * abs(k) + 1, py + high)
        canvas.drawOval(ring, stroke(darker(colour, 0.35), 2))
