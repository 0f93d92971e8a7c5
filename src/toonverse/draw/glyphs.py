"""The lines of a balloon set in place: baselines, optical centring, glyphs."""

from dataclasses import dataclass

import skia

from toonverse.domain.geometry import Box
from toonverse.domain.lettering import Balloon
from toonverse.draw.fitting import line_height
from toonverse.draw.typeset import Script, Shaped, Typefaces, script_of

_SAMPLE: dict[Script, str] = {"ko": "한", "en": "H", "ja": "あ"}
_POINTS = frozenset(".,…!?~-'\"。、！？”’」』")
_HANG = 0.3  # share of a line's last points that hangs out of the centring, as points weigh little


@dataclass(frozen=True, slots=True)
class SetLine:
    """A shaped line with its pen's start and its baseline, in pixels of the panel."""

    shaped: Shaped
    x: float
    baseline: float
    font_px: float

    @property
    def ink(self) -> Box:
        s, px = self.shaped, self.font_px
        return Box(
            self.x + s.left * px,
            self.baseline + s.top * px,
            self.x + s.right * px,
            self.baseline + s.bottom * px,
        )


def set_lines(balloon: Balloon, language: str, fonts: Typefaces) -> list[SetLine]:
    """The balloon's lines, centred by the eye: by ink, not advance, the middle of capitals on the axis."""
    script = script_of(balloon.text, language)
    chain = fonts.chain(balloon.kind, script)
    px, step = balloon.font_px, line_height(balloon.kind, script) * balloon.font_px
    lower = balloon.kind in ("whisper", "letter") and script == "en"
    first = fonts.face(chain[0])
    middle = first.middle(_SAMPLE[script]) * (0.85 if lower else 1.0)
    found = []
    for i, line in enumerate(balloon.lines):
        shaped = fonts.shape(line, chain)
        x = balloon.center.x - (shaped.left + shaped.right) / 2 * px + _hang(line, chain, fonts) * px / 2
        baseline = balloon.center.y + (i - (len(balloon.lines) - 1) / 2) * step + middle * px
        found.append(SetLine(shaped, x, baseline, px))
    return found


def _hang(line: str, chain: tuple[str, ...], fonts: Typefaces) -> float:
    points = line[len(line.rstrip("".join(_POINTS))) :]
    return fonts.shape(points, chain).advance * _HANG if 0 < len(points) < len(line) else 0.0


def blob(balloon: Balloon, language: str, fonts: Typefaces) -> skia.TextBlob | None:
    """All glyphs of the balloon as one blob, in pixels of the panel; None for a text without glyphs."""
    by_face: dict[str, tuple[skia.Font, list[int], list[skia.Point]]] = {}
    for line in set_lines(balloon, language, fonts):
        for run in line.shaped.runs:
            _, glyphs, points = by_face.setdefault(run.face.name, (run.face.at(line.font_px), [], []))
            glyphs.extend(run.glyphs)
            for x, y in zip(run.xs, run.ys, strict=True):
                points.append(skia.Point(line.x + x * line.font_px, line.baseline + y * line.font_px))
    builder = skia.TextBlobBuilder()
    for font, glyphs, points in by_face.values():
        builder.allocRunPos(font, glyphs, points)
    return builder.make()


def glyph_path(balloon: Balloon, language: str, fonts: Typefaces) -> skia.Path:
    """The outlines of all glyphs of the balloon as one path, in pixels of the panel."""
    whole = skia.Path()
    for line in set_lines(balloon, language, fonts):
        for run in line.shaped.runs:
            font = run.face.at(line.font_px)
            for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
                path = font.getPath(glyph)
                if path is not None:
                    whole.addPath(path, line.x + x * line.font_px, line.baseline + y * line.font_px)
    return whole
