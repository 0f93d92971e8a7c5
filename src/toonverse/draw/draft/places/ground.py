"""Wet ground."""

from toonverse.draw.draft.brush import PathBuilder, Rgb, darker, fill, lighter, rect, ribbon
from toonverse.draw.draft.layers import fog, glow
from toonverse.draw.draft.stage import Stage

SNOW: Rgb = (238, 243, 252)
SIGNS = ("#e85a6a", "#4ac0c8", "#ffc04a", "#8a6ae0", "#5ad08a", "#ff8a5a")


def roughness(stage: Stage, colour: Rgb) -> None:
    """What keeps near ground from being one flat field: patches, cracks, grit; in snow footprints."""
    chance, camera = stage.chance("roughness"), stage.camera
    dark, light = PathBuilder(), PathBuilder()
    for k in range(110):
        x, z = chance.uniform(-7, 7), chance.uniform(-8, 9)
        long, wide = chance.uniform(0.05, 0.3), chance.uniform(0.3, 1.0)
        if camera.ahead(x, z) < 0.8:
            continue
        px, py = camera.point(x, 0.0, z)
        if not (-60 < px < stage.width + 60 and py < stage.height + 30):
            continue
        m = camera.scale_at(x, z)
        flat = m / max(1.0, camera.distance_m) * 0.5 * camera.eye_m
        half, tall = long * m * wide, max(0.8, long * flat * 0.28)
        (light if k % 3 == 0 else dark).addOval(rect(px - half, py - tall, px + half, py + tall))
    canvas = stage.canvas
    canvas.drawPath(dark.detach(), fill(darker(colour, 0.16), 0.6))
    canvas.drawPath(light.detach(), fill(lighter(colour, 0.16), 0.6))
    if stage.snowy:
        _footprints(stage, colour)


def _footprints(stage: Stage, colour: Rgb) -> None:
    """A line of steps that comes towards us."""
    chance, camera, steps = stage.chance("footprints"), stage.camera, PathBuilder()
    start = chance.uniform(-1.4, 1.4)
    for k in range(26):
        x, z = start + 0.16 * (1 if k % 2 else -1) + 0.03 * k, 7.0 - 0.42 * k
        if camera.ahead(x, z) < 0.8:
            continue
        px, py = camera.point(x, 0.0, z)
        m = camera.scale_at(x, z)
        steps.addOval(rect(px - 0.07 * m, py - 0.035 * m, px + 0.07 * m, py + 0.05 * m))
    stage.canvas.drawPath(steps.detach(), fill(darker(colour, 0.24), 0.8))


def puddles(stage: Stage) -> None:
    """Wet ground: pools of sky, and what is lit above drawn down in streaks."""
    canvas, chance = stage.canvas, stage.chance("puddles")
    low = stage.height - stage.horizon
    sheen = stage.palette.sky[-1][1]
    fog(canvas, 0, stage.horizon, stage.width, low, sheen, ((0, 0.42), (0.35, 0.14), (1, 0.05)))
    for _ in range(18):
        x, y = chance.random() * stage.width, stage.horizon + low * chance.uniform(0.12, 0.98)
        size = stage.width * chance.uniform(0.04, 0.15) * (y - stage.horizon) / low
        pool = rect(x - size, y - size * 0.15, x + size, y + size * 0.15)
        canvas.drawOval(pool, fill(sheen, 0.34))
        inner = rect(x - size * 0.8, y - size * 0.06, x + size * 0.9, y + size * 0.13)
        canvas.drawOval(inner, fill(lighter(sheen, 0.3), 0.22))
    strong = 0.5 if stage.dark else 0.24
    for k in range(15):
        x, y = chance.random() * stage.width, stage.horizon + low * chance.uniform(0.02, 0.4)
        colour = chance.choice(SIGNS) if not stage.period and k % 3 == 0 else stage.palette.lamp
        long, half = low * chance.uniform(0.16, 0.5), stage.width * chance.uniform(0.004, 0.014)
        streak = [(x, y), (x + half * 0.6, y + long * 0.4), (x - half * 0.4, y + long * 0.7), (x, y + long)]
        canvas.drawPath(
            ribbon(streak, [half, half * 1.3, half * 0.7, 0.5], 5, False), fill(colour, strong * 0.6)
        )
        for j in range(4):
            at = y + long * (0.2 + 0.2 * j)
            glint = rect(x - half * (2.6 - 0.4 * j), at - 1.6, x + half * (2.6 - 0.4 * j), at + 1.6)
            canvas.drawOval(glint, fill(lighter(colour, 0.4), strong))


def lantern_row(stage: Stage, y: float, count: int) -> None:
    """A row of far lights with their reflections: warmth in rain and dusk."""
    if not (stage.wet or stage.dark):
        return
    chance, canvas, lamp = stage.chance("lanterns", round(y)), stage.canvas, stage.palette.lamp
    for k in range(count):
        x = stage.width * (k + chance.uniform(0.2, 0.8)) / count
        size = stage.width * chance.uniform(0.004, 0.008)
        glow(canvas, x, y, size * 11, lamp, 0.6)
        canvas.drawCircle(x, y, size, fill(lamp))
        long = stage.height * chance.uniform(0.04, 0.10)
        reflection = [(x, y + size * 3), (x + size, y + long * 0.5), (x, y + long)]
        canvas.drawPath(ribbon(reflection, [size * 0.7, size * 1.2, 0.5], 5, False), fill(lamp, 0.5))
