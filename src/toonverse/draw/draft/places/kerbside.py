"""What stands along streets: lamp posts, trees in tubs, cables and washing between the houses."""

from toonverse.draw.draft.brush import (
    INK,
    XY,
    PathBuilder,
    add_polygon,
    darker,
    fill,
    lighter,
    mix,
    polygon,
    rect,
    ribbon,
    stroke,
)
from toonverse.draw.draft.places.ground import SIGNS
from toonverse.draw.draft.solids import beam, box, floor_patch, in_the_way, lamp_light, post, seen
from toonverse.draw.draft.stage import Stage


def stand_along(stage: Stage, half_m: float) -> None:
    """Lamp posts, trees in tubs, a bicycle stand: what passes near the camera and says which way we look."""
    camera = stage.camera
    spots = [
        (side * half_m * (0.66 if half_m > 3 else 0.9), z) for z in range(-28, 40, 9) for side in (-1, 1)
    ]
    spots.sort(key=lambda spot: -camera.ahead(*spot))
    for k, (x, z) in enumerate(spots):
        if not seen(stage, x, z, 1.2) or in_the_way(stage, x, z, 0.3):
            continue
        if half_m > 3 or k % 2 == 0:
            _lamp_post(stage, x, z)
        if half_m > 3 and not stage.period:
            _tub(stage, x, z + 3.2)


def _lamp_post(stage: Stage, x: float, z: float) -> None:
    dark = mix(stage.tone(0.95), stage.palette.haze, min(0.6, stage.camera.ahead(x, z) / 70))
    arm = x - (0.9 if x > 0 else -0.9)
    high = 4.3 if abs(x) > 2.5 else 3.2
    post(stage, (x, z), (0, high), 0.06, dark, 0.7)
    beam(stage, (x, high, z), (arm, high + 0.15, z), 0.035, dark)
    if stage.dark or stage.wet:
        lamp_light(stage, (arm, high, z), 2.6, 0.75)
        pool = stage.palette.lamp
        floor_patch(stage, (arm - 1.2, arm + 1.2), (z - 1.2, z + 1.2), pool, 0.10)
    if seen(stage, arm, z):
        px, py = stage.camera.point(arm, high, z)
        scale = stage.camera.scale_at(arm, z)
        shade = rect(px - 0.2 * scale, py - 0.06 * scale, px + 0.2 * scale, py + 0.12 * scale)
        stage.canvas.drawOval(shade, fill(stage.palette.lamp))


def _tub(stage: Stage, x: float, z: float) -> None:
    """A small round tree in a tub."""
    if not seen(stage, x, z, 1.5) or in_the_way(stage, x, z, 0.5):
        return
    camera = stage.camera
    scale = camera.scale_at(x, z)
    haze = min(0.6, camera.ahead(x, z) / 70)
    box(
        stage,
        (x - 0.3, x + 0.3),
        (0, 0.5),
        (z - 0.3, z + 0.3),
        mix(stage.lit("#8a5a40"), stage.palette.haze, haze),
    )
    px, py = camera.point(x, 1.35, z)
    chance, leaf = stage.chance("tub", x, z), "#3f8f5f"
    leaf = {"snow": "#dfe9f6"}.get(stage.weather, "#d87a4a" if stage.light == "sunset" else leaf)
    for share, tone in ((1.0, -0.3), (0.8, 0.0), (0.5, 0.2)):
        blob = PathBuilder()
        for _ in range(6):
            cx, cy = px + chance.uniform(-0.32, 0.32) * scale, py + chance.uniform(-0.4, 0.4) * scale
            blob.addCircle(
                cx - (1 - share) * 0.2 * scale, cy - (1 - share) * 0.3 * scale, 0.3 * share * scale
            )
        base = mix(stage.lit(leaf), stage.palette.haze, haze)
        colour = darker(base, -tone) if tone < 0 else lighter(base, tone)
        stage.canvas.drawPath(blob.detach(), fill(colour))


def wires(stage: Stage, half_m: float) -> None:
    """Cables and washing between the houses of an alley."""
    chance, camera = stage.chance("wires"), stage.camera
    for k in range(7):
        z, high = -14 + 5.0 * k + chance.uniform(-1, 1), chance.uniform(3.6, 6.0)
        left, right = (
            (-half_m, high, z),
            (half_m, high + chance.uniform(-0.5, 0.5), z + chance.uniform(-2, 2)),
        )
        if camera.ahead(left[0], left[2]) < 1.2 or camera.ahead(right[0], right[2]) < 1.2:
            continue
        a, b = camera.point(*left), camera.point(*right)
        sag = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 0.35 * camera.scale_at(0, z))
        stage.canvas.drawPath(ribbon([a, sag, b], [1.6, 1.2, 1.6], 6, False), fill(INK, 0.75))
        if k % 2 == 0 and not stage.wet:
            for share in (0.3, 0.5, 0.7):
                _cloth(stage, a, b, sag, share, chance.choice(SIGNS))


def _cloth(
    stage: Stage,
    a: XY,
    b: XY,
    sag: XY,
    t: float,
    colour: str,
) -> None:
    size = abs(b[0] - a[0]) * 0.13
    x = a[0] + (b[0] - a[0]) * t
    y = (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * sag[1] + t * t * b[1]
    cloth = [(x, y), (x + size, y), (x + size * 0.94, y + size * 1.3), (x + size * 0.06, y + size * 1.25)]
    stage.canvas.drawPath(polygon(cloth), fill(stage.lit(colour)))
    folds = PathBuilder()
    add_polygon(folds, [(x + size * 0.5, y), (x + size * 0.6, y), (x + size * 0.55, y + size * 1.27)])
    stage.canvas.drawPath(folds.detach(), fill(darker(stage.lit(colour), 0.2)))


def iron_lamp(stage: Stage, x: float, z: float, high: float = 3.2) -> None:
    """An old iron lamp; in dusk and rain it lights the stones."""
    camera, canvas = stage.camera, stage.canvas
    if not seen(stage, x, z, 0.9):
        return
    m = camera.scale_at(x, z)
    dark = mix(stage.tone(0.97), stage.palette.haze, min(0.5, camera.ahead(x, z) / 80))
    post(stage, (x, z), (0, high), 0.05, dark, 0.6)
    post(stage, (x, z), (0, 0.5), 0.09, dark, 0.7)
    px, top = camera.point(x, high, z)
    if stage.dark or stage.wet:
        lamp_light(stage, (x, high + 0.2, z), 2.4, 0.8)
        for reach in (1.5, 0.8):
            floor_patch(stage, (x - reach, x + reach), (z - reach, z + reach * 0.7), stage.palette.lamp, 0.12)
    glass = [
        (px - 0.14 * m, top),
        (px + 0.14 * m, top),
        (px + 0.19 * m, top - 0.4 * m),
        (px - 0.19 * m, top - 0.4 * m),
    ]
    canvas.drawPath(polygon(glass), fill(stage.palette.lamp))
    canvas.drawPath(polygon(glass), stroke(dark, max(1.0, 0.03 * m)))
    cap = [(px - 0.24 * m, top - 0.4 * m), (px, top - 0.62 * m), (px + 0.24 * m, top - 0.4 * m)]
    canvas.drawPath(polygon(cap), fill(dark))
