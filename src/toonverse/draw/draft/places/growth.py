"""What grows and lies about out of doors, placed in space: trees, pines, bushes, rocks, reeds, ways."""

import math
from collections.abc import Sequence

from toonverse.draw.draft.brush import (
    XY,
    Colour,
    PathBuilder,
    Rgb,
    curve,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
)
from toonverse.draw.draft.camera import Point3
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places.furniture import Piece
from toonverse.draw.draft.places.land import leaf, tree
from toonverse.draw.draft.sky import light_x
from toonverse.draw.draft.solids import beam, patch, post
from toonverse.draw.draft.stage import Stage


def earth(stage: Stage, colour: str, snow: str = "#eef3fa") -> Rgb:
    """Ground to the horizon, paler far off and darker under our feet; returns its colour."""
    tone = stage.lit(snow if stage.snowy else colour, 0.92)
    canvas, horizon, height = stage.canvas, stage.horizon, stage.height
    canvas.drawRect(rect(-5, horizon, stage.width + 5, height + 5), fill(tone))
    _shades(stage, tone)
    low = max(40.0, height - horizon)
    fog(canvas, 0, horizon, stage.width, low * 0.5, stage.palette.haze, ((0, 0.5), (0.4, 0.16), (1, 0)))
    fog(canvas, 0, horizon + low * 0.4, stage.width, low * 0.6, stage.palette.shade, ((0, 0), (1, 0.34)))
    return tone


def _shades(stage: Stage, tone: Rgb) -> None:
    """Wide patches a little lighter and darker: no ground is one flat field, least of all from above."""
    chance, camera = stage.chance("shades"), stage.camera
    for k in range(26):
        x, z, reach = chance.uniform(-12, 12), chance.uniform(-12, 16), chance.uniform(0.5, 1.7)
        if camera.ahead(x, z) < reach + 0.6:
            continue
        around: list[Point3] = []
        for j in range(9):
            a = math.tau * j / 9
            r = reach * chance.uniform(0.7, 1.15)
            around.append((x + 1.5 * r * math.cos(a), 0.0, z + 0.8 * r * math.sin(a)))
        corners = [camera.point(*one) for one in around]
        stage.canvas.drawPath(
            curve(corners), fill(lighter(tone, 0.09) if k % 2 else darker(tone, 0.08), 0.75)
        )


def way(stage: Stage, middle: Sequence[XY], half_m: float, colour: Colour, alpha: float = 1.0) -> None:
    """A band on the ground along points (x, z): a path, a stream, a wall's shadow."""
    left: list[Point3] = []
    right: list[Point3] = []
    for k, (x, z) in enumerate(middle):
        ahead, behind = middle[min(k + 1, len(middle) - 1)], middle[max(k - 1, 0)]
        dx, dz = ahead[0] - behind[0], ahead[1] - behind[1]
        long = math.hypot(dx, dz) or 1.0
        left.append((x - dz / long * half_m, 0.0, z + dx / long * half_m))
        right.append((x + dz / long * half_m, 0.0, z - dx / long * half_m))
    patch(stage, [*left, *reversed(right)], colour, alpha)


def tree_shadow(stage: Stage, x: float, z: float, reach_m: float) -> None:
    """What a crown keeps from the sun, on the ground away from the light."""
    if stage.weather not in ("clear", "wind", "unknown"):
        return
    px, py = stage.camera.point(x, 0.0, z)
    m = stage.camera.scale_at(x, z) * reach_m
    side = 1 if light_x(stage) < px else -1
    tall = m * 0.16 * max(0.5, stage.camera.eye_m / 2)
    spot = rect(
        px - m * (0.7 if side > 0 else 1.5), py - tall, px + m * (1.5 if side > 0 else 0.7), py + tall
    )
    stage.canvas.drawOval(spot, fill(stage.palette.shade, 0.26))


def grown(x: float, z: float, high_m: float) -> Piece:
    """A broad tree."""

    def draw(stage: Stage) -> None:
        px, foot = stage.camera.point(x, 0.0, z)
        tree_shadow(stage, x, z, high_m * 0.34)
        tree(stage, px, foot, high_m * stage.camera.scale_at(x, z), (x, z))

    return Piece(x, z, 0.5, draw)


def pine(x: float, z: float, grow: float = 1.0) -> Piece:
    """A pine with level clouds of needles."""

    def draw(stage: Stage) -> None:
        camera, canvas, chance = stage.camera, stage.canvas, stage.chance("pine", x, z)
        px, py = camera.point(x, 0.0, z)
        m = grow * camera.scale_at(x, z)
        tree_shadow(stage, x, z, 1.5 * grow)
        lean = chance.uniform(-0.8, 0.8) * m
        trunk = [(px, py), (px + lean * 0.3, py - 2.4 * m), (px + lean, py - 4.6 * m)]
        canvas.drawPath(ribbon(trunk, [0.16 * m, 0.12 * m, 0.06 * m], 6), fill(stage.lit("#6a4636", 0.85)))
        for k in range(6):
            cx = px + lean * (0.5 + 0.1 * k) + chance.uniform(-1.0, 1.0) * m
            cy = py - (3.0 + 0.34 * k) * m
            wide, high = chance.uniform(0.8, 1.3) * m, 0.36 * m
            base = stage.lit("#2f6a50" if not stage.snowy else "#c8d8e4", 0.85)
            tones = ((0.0, 1.0, darker(base, 0.34)), (0.22, 0.86, base), (0.5, 0.6, lighter(base, 0.14)))
            for lift, share, tone in tones:
                cloud = PathBuilder()
                for lobe in (-0.62, -0.2, 0.26, 0.66):
                    r = wide * (0.36 - 0.16 * abs(lobe)) * share
                    at = cx + lobe * wide * (0.7 + 0.3 * share), cy - lift * high
                    cloud.addOval(rect(at[0] - r * 1.35, at[1] - r, at[0] + r * 1.35, at[1] + r * 0.72))
                canvas.drawPath(cloud.detach(), fill(tone))

    return Piece(x, z, 0.2, draw)


def rock(x: float, z: float, size: float, colour: str = "#7a7680", foam: bool = False) -> Piece:
    """A boulder with a lit top; `foam` where it stands in water."""

    def draw(stage: Stage) -> None:
        camera, canvas = stage.camera, stage.canvas
        px, py = camera.point(x, -0.1, z)
        m = size * camera.scale_at(x, z)
        tone = stage.lit("#dfe8f2" if stage.snowy else colour, 0.85)
        body = [(px - m, py), (px - 0.7 * m, py - 0.5 * m), (px - 0.1 * m, py - 0.75 * m)]
        body += [(px + 0.5 * m, py - 0.45 * m), (px + m, py)]
        if not foam:
            spot = rect(px - 1.2 * m, py - 0.12 * m, px + 1.3 * m, py + 0.12 * m)
            canvas.drawOval(spot, fill(stage.palette.shade, 0.3))
        canvas.drawPath(polygon(body), fill(darker(tone, 0.2)))
        lit = [body[1], body[2], (px + 0.1 * m, py - 0.3 * m), (px - 0.5 * m, py - 0.2 * m)]
        canvas.drawPath(polygon(lit), fill(mix(lighter(tone, 0.2), stage.palette.rim, 0.25)))
        far = [body[3], body[4], (px + 0.3 * m, py), (px + 0.1 * m, py - 0.3 * m)]
        canvas.drawPath(polygon(far), fill(darker(tone, 0.42)))
        if foam:
            edge = [(px - 1.1 * m, py), (px, py + 0.08 * m), (px + 1.1 * m, py)]
            canvas.drawPath(ribbon(edge, [1, 0.07 * m, 1], 5, False), fill((255, 255, 255), 0.6))

    return Piece(x, z, 0.4 * size, draw)


def bush(x: float, z: float, size: float, colour: str = "#4f8a4c", bloom: str = "") -> Piece:
    """A round bush of leaves, lit from above; `bloom` is the colour of its flowers."""

    def draw(stage: Stage) -> None:
        camera, canvas, chance = stage.camera, stage.canvas, stage.chance("bush", x, z)
        px, py = camera.point(x, 0.0, z)
        m = size * camera.scale_at(x, z)
        base = stage.lit("#e4edf6" if stage.snowy else colour, 0.88)
        canvas.drawOval(rect(px - m, py - 0.1 * m, px + m, py + 0.1 * m), fill(stage.palette.shade, 0.3))
        for lift, share, tone in (
            (0.0, 1.0, darker(base, 0.36)),
            (0.14, 0.8, base),
            (0.26, 0.5, lighter(base, 0.2)),
        ):
            heap = PathBuilder()
            for k in range(5):
                cx = px + (k - 2) * 0.36 * m
                r = m * (0.46 - 0.07 * abs(k - 2)) * share
                heap.addCircle(cx, py - r * 0.9 - lift * m, r)
                for _ in range(3):
                    a = chance.uniform(0, math.tau)
                    at = (cx + r * math.cos(a), py - r * 0.9 - lift * m + r * math.sin(a))
                    leaf(heap, *at, m * 0.09, a)
            canvas.drawPath(heap.detach(), fill(tone))
        if bloom and not stage.snowy:
            dots = PathBuilder()
            for _ in range(12):
                dots.addCircle(
                    px + chance.uniform(-0.8, 0.8) * m, py - chance.uniform(0.2, 0.95) * m, 0.055 * m
                )
            canvas.drawPath(dots.detach(), fill(stage.lit(bloom, 0.95)))

    return Piece(x, z, size * 0.6, draw)


def reeds(x: float, z: float, colour: str = "#4f7a3f") -> Piece:
    """High grass in a clump."""

    def draw(stage: Stage) -> None:
        camera, chance, blades = stage.camera, stage.chance("reeds", x), PathBuilder()
        m = camera.scale_at(x, z)
        px, py = camera.point(x, 0.0, z)
        for _ in range(16):
            at, tall = px + chance.uniform(-0.6, 0.6) * m, chance.uniform(0.5, 1.3) * m
            lean = chance.uniform(-0.25, 0.25) * m
            blades.moveTo(at, py)
            blades.quadTo(at, py - tall * 0.6, at + lean, py - tall)
            blades.quadTo(at + 0.04 * m, py - tall * 0.5, at + 0.05 * m, py)
            blades.close()
        stage.canvas.drawPath(blades.detach(), fill(stage.lit(colour, 0.8)))

    return Piece(x, z, -0.5, draw)


def rails(x: float, z: float, to_z: float, colour: str = "#9a7a56") -> list[Piece]:
    """A fence of posts and two rails along z at x."""

    def length(at: float) -> Piece:
        def draw(stage: Stage) -> None:
            wood = stage.lit(colour, 0.9)
            for up in (0.45, 0.85):
                beam(stage, (x, up, at), (x, up, at + 2.0), 0.045, darker(wood, 0.2))
            post(stage, (x, at), (0.0, 1.1), 0.07, wood, 0.9)

        return Piece(x, at, 0.1, draw)

    count = int((to_z - z) / 2.0)
    return [length(z + 2.0 * k) for k in range(count)]


def flowers(stage: Stage, colours: Sequence[str], count: int, clear_m: float = 1.0) -> None:
    """Small blossoms in the near grass, nowhere on the middle way."""
    if stage.snowy:
        return
    camera, chance = stage.camera, stage.chance("flowers")
    paths = [PathBuilder() for _ in colours]
    for k in range(count):
        x, z = chance.uniform(-8, 8), chance.uniform(-8, 9)
        if abs(x) < clear_m or camera.ahead(x, z) < 0.9:
            continue
        px, py = camera.point(x, chance.uniform(0.04, 0.2), z)
        m = camera.scale_at(x, z) * 0.035
        if m > 0.6:
            paths[k % len(paths)].addOval(rect(px - m, py - m * 0.8, px + m, py + m * 0.8))
    for path, colour in zip(paths, colours, strict=True):
        stage.canvas.drawPath(path.detach(), fill(stage.lit(colour, 0.95)))
