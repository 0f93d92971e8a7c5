"""How a thing is coloured: ink, cel shadow and a glint, the same for all props."""

from dataclasses import dataclass

from toonverse.draw.draft.brush import (
    INK,
    WHITE,
    XY,
    Canvas,
    Colour,
    Path,
    curve,
    fill,
    inked,
    multiply,
    polygon,
    ribbon,
    shade,
)

PAPER = "#f6ecd6"
BRASS = "#e0b050"
STEEL = "#b4c0d0"
WOOD = "#a8683c"
RED = "#cf3f46"
NAVY = "#2f4270"
SHADOW = "#9a8fb8"


@dataclass(frozen=True, slots=True)
class Thing:
    """A canvas and the ink's width, with the few strokes that props are made of."""

    canvas: Canvas
    line: float

    def solid(self, path: Path, colour: Colour, depth: float = 0.05) -> None:
        """A closed piece with its shadow away from the light at the upper left."""
        inked(self.canvas, path, colour, self.line, INK)
        if depth:
            shade(self.canvas, path, -depth, -depth * 0.7, multiply(colour, SHADOW))

    def shape(self, points: list[XY], colour: Colour, depth: float = 0.05) -> Path:
        path = curve(points)
        self.solid(path, colour, depth)
        return path

    def plate(self, points: list[XY], colour: Colour, depth: float = 0.05) -> Path:
        path = polygon(points)
        self.solid(path, colour, depth)
        return path

    def band(self, points: list[XY], half_widths: list[float], colour: Colour, depth: float = 0.0) -> None:
        self.solid(ribbon(points, half_widths, 7), colour, depth)

    def mark(self, points: list[XY], width: float, colour: Colour = INK, alpha: float = 1.0) -> None:
        self.canvas.drawPath(ribbon(points, [width / 2, width / 2], 6), fill(colour, alpha))

    def glint(self, points: list[XY], width: float, alpha: float = 0.75) -> None:
        self.canvas.drawPath(ribbon(points, [width * 0.2, width / 2, width * 0.2], 6), fill(WHITE, alpha))
