"""Rain, snow, fog, storm and wind: behind the figures and before them."""

from collections.abc import Sequence

from toonverse.domain.geometry import Box
from toonverse.draw.draft.brush import PathBuilder, add_polygon, fill, rect, ribbon
from toonverse.draw.draft.layers import fog
from toonverse.draw.draft.places.land import leaf
from toonverse.draw.draft.stage import Stage


def _is_calm(stage: Stage) -> bool:
    """Whether nothing is in the air: under a roof, or where what falls is left out (fog never is)."""
    return (stage.indoors and stage.place != "station") or not (stage.falling or stage.weather == "fog")


def draw_weather_behind(stage: Stage) -> None:
    if _is_calm(stage):
        return
    if stage.wet:
        storm = stage.weather == "storm"
        _rain(stage, "far", 210 if storm else 130, 0.07 if storm else 0.05, 1.3, 0.34)
    elif stage.weather == "snow":
        _snow(stage, "far", 110, (1.5, 4.5), 0.85)
    elif stage.weather == "fog":
        for k in range(3):
            fog(
                stage.canvas,
                0,
                stage.height * (0.22 + 0.2 * k),
                stage.width,
                stage.height * 0.34,
                stage.palette.haze,
                ((0, 0), (0.5, 0.6), (1, 0)),
            )


def draw_weather_before(stage: Stage, heads: Sequence[Box] = ()) -> None:
    """What falls and drifts between us and the people; no flake, leaf or petal over a face of `heads`."""
    if _is_calm(stage):
        return
    if stage.wet:
        storm = stage.weather == "storm"
        _rain(stage, "near", 90 if storm else 46, 0.16 if storm else 0.12, 2.6, 0.42)
    elif stage.weather == "snow":
        _snow(stage, "near", 40, (5, 15), 0.95, heads)
    elif stage.weather == "fog":
        fog(
            stage.canvas,
            0,
            stage.height * 0.62,
            stage.width,
            stage.height * 0.38,
            stage.palette.haze,
            ((0, 0), (0.6, 0.5), (1, 0.65)),
        )
    elif stage.weather == "wind" or stage.place == "forest":
        _petals(stage, heads)
        if stage.weather == "wind":
            _gusts(stage, heads)


def _over_a_face(x: float, y: float, heads: Sequence[Box]) -> bool:
    return any(head.left < x < head.right and head.top < y < head.bottom for head in heads)


def _rain(stage: Stage, name: str, count: int, length: float, wide: float, alpha: float) -> None:
    chance, path = stage.chance("rain", name), PathBuilder()
    slant = 0.62 if stage.weather == "storm" else 0.16
    for _ in range(count):
        x, y = chance.uniform(-0.1, 1.2) * stage.width, chance.uniform(-0.1, 1.0) * stage.height
        long = stage.height * length * chance.uniform(0.6, 1.3)
        w = wide * chance.uniform(0.6, 1.2)
        add_polygon(
            path, [(x, y), (x + w, y), (x - slant * long + w * 0.5, y + long), (x - slant * long, y + long)]
        )
    stage.canvas.drawPath(path.detach(), fill((228, 238, 255), alpha))


def draw_splashes(stage: Stage) -> None:
    """Where drops meet the ground; figures stand over them."""
    if not stage.wet or _is_calm(stage):
        return
    chance = stage.chance("splashes")
    low = stage.height - stage.horizon
    for _ in range(40):
        y = stage.horizon + low * chance.uniform(0.25, 1.0)
        size = 2 + 5 * (y - stage.horizon) / low
        x = chance.random() * stage.width
        stage.canvas.drawOval(
            rect(x - size * 2, y - size * 0.4, x + size * 2, y + size * 0.4), fill((240, 246, 255), 0.3)
        )
        for side in (-1, 1):
            drop = [(x, y), (x + side * size, y - size * 1.7), (x + side * size * 1.9, y - size * 0.7)]
            stage.canvas.drawPath(ribbon(drop, [1.6, 1.2, 0.4], 4, False), fill((240, 246, 255), 0.5))


def _snow(
    stage: Stage,
    name: str,
    count: int,
    sizes: tuple[float, float],
    alpha: float,
    heads: Sequence[Box] = (),
) -> None:
    chance, path = stage.chance("snow", name), PathBuilder()
    for _ in range(count):
        size = chance.uniform(*sizes)
        x, y = chance.random() * stage.width, chance.random() * stage.height
        if not _over_a_face(x, y, heads):
            path.addOval(rect(x - size, y - size, x + size, y + size))
    stage.canvas.drawPath(path.detach(), fill((255, 255, 255), alpha))


def _petals(stage: Stage, heads: Sequence[Box]) -> None:
    """What the wind carries: petals in spring light, leaves at dusk."""
    chance = stage.chance("petals")
    spring = stage.light in ("day", "dawn") and stage.place != "forest"
    colours = ("#ffc2d6", "#ffe6ee") if spring else ("#ffb070", "#e8705a")
    if stage.place == "forest" and stage.light != "sunset":
        colours = ("#b8d878", "#e4f0a8")
    for k, colour in enumerate(colours):
        path = PathBuilder()
        for _ in range(9):
            x, y = chance.random() * stage.width, chance.random() * stage.height
            size, turn = chance.uniform(7, 19), chance.uniform(0, 3.14)
            if not _over_a_face(x, y, heads):
                leaf(path, x, y, size, turn)
        stage.canvas.drawPath(path.detach(), fill(colour, 0.95 - 0.1 * k))


def _gusts(stage: Stage, heads: Sequence[Box]) -> None:
    """Lines that the wind draws, curled at their ends."""
    chance = stage.chance("gusts")
    for _ in range(6):
        x, y = chance.uniform(-0.1, 0.7) * stage.width, chance.uniform(0.08, 0.9) * stage.height
        long, rise = stage.width * chance.uniform(0.22, 0.42), stage.height * 0.014
        line = [(x, y), (x + long * 0.4, y - rise), (x + long * 0.8, y + rise * 0.6), (x + long, y - rise)]
        line += [(x + long * 0.96, y - rise * 2.6), (x + long * 0.9, y - rise * 1.4)]
        if not any(_over_a_face(x + long * k / 8, y, heads) for k in range(9)):
            stage.canvas.drawPath(
                ribbon(line, [0.3, 2.4, 2.8, 2.0, 1.2, 0.3], 6, False), fill((255, 255, 255), 0.5)
            )
