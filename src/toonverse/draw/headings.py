"""Headings of cards and covers: set in the letterers' faces, broken into balanced lines, fitted to a box."""

import math
from dataclasses import dataclass

import skia

from toonverse.domain.lettering import BalloonKind
from toonverse.draw.typeset import Shaped, Typefaces, script_of

CHARACTERS_MAX = 90
LINES_MAX = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """Set lines, ready to be drawn: `path` has its middle at x = 0 and its top at y = 0."""

    path: skia.Path
    width: float
    height: float
    font_px: float


def set_heading(
    text: str,
    kind: BalloonKind,
    language: str,
    fonts: Typefaces,
    *,
    width: float,
    px_max: float,
    px_min: float,
    height: float = math.inf,
    lines_max: int = LINES_MAX,
    tracking: float = 0.0,
    leading: float = 1.12,
) -> Heading:
    """The text as large as `width`, `height` and `px_max` allow, on as few lines as that takes.

    Words are not broken, unless one alone is too long at `px_min`. After 90 characters a text ends in dots.
    """
    text = _shortened(text)
    chain = fonts.chain(kind, script_of(text, language))
    words = _drawable(text, chain, fonts).split() or ["-"]
    limit = width / px_min
    words = [piece for word in words for piece in _pieces(word, limit, chain, fonts)]
    best: tuple[float, list[str]] = (0.0, [])
    for count in range(1, min(lines_max, len(words)) + 1):
        lines = _balanced(words, count, chain, fonts)
        widest = max(_advance(line, chain, fonts, tracking) for line in lines)
        px = min(px_max, height / (1 + leading * (count - 1)), width / widest if widest else px_max)
        if px > best[0] * 1.08:  # another line must earn its place
            best = (px, lines)
    return _drawn(best[1], max(best[0], 1.0), chain, fonts, tracking, leading)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= CHARACTERS_MAX else text[: CHARACTERS_MAX - 3].rstrip() + "..."


def _drawable(text: str, chain: tuple[str, ...], fonts: Typefaces) -> str:
    """Without what no face has: a heading shows no empty boxes."""
    lost = set(fonts.missing(text, chain))
    return "".join(c for c in text if c not in lost)


def _pieces(word: str, limit: float, chain: tuple[str, ...], fonts: Typefaces) -> list[str]:
    """The word, or pieces of it no wider than `limit` ems."""
    pieces, rest = [], word
    while fonts.shape(rest, chain).advance > limit and len(rest) > 1:
        fits = next(
            n for n in range(len(rest) - 1, 0, -1) if n == 1 or fonts.shape(rest[:n], chain).advance <= limit
        )
        pieces.append(rest[:fits])
        rest = rest[fits:]
    return [*pieces, rest]


def _advance(line: str, chain: tuple[str, ...], fonts: Typefaces, tracking: float) -> float:
    return fonts.shape(line, chain).advance + tracking * (len(line) - 1)


def _balanced(words: list[str], count: int, chain: tuple[str, ...], fonts: Typefaces) -> list[str]:
    """The words on `count` lines, the widest as narrow as can be."""
    widths = [fonts.shape(word, chain).advance for word in words]
    space = fonts.shape(" ", chain).advance
    best: list[tuple[float, int]] = [
        (sum(widths[i:]) + space * (len(words) - i - 1), len(words)) for i in range(len(words))
    ]
    tables = [best]
    for lines in range(2, count + 1):
        table: list[tuple[float, int]] = []
        for start in range(len(words)):
            choices = [
                (max(sum(widths[start:end]) + space * (end - start - 1), tables[-1][end][0]), end)
                for end in range(start + 1, len(words) - lines + 2)
            ]
            table.append(min(choices, default=(float("inf"), len(words))))
        tables.append(table)
    lines_out, start = [], 0
    for table in reversed(tables):
        end = table[start][1]
        lines_out.append(" ".join(words[start:end]))
        start = end
    return lines_out


def _drawn(
    lines: list[str], px: float, chain: tuple[str, ...], fonts: Typefaces, tracking: float, leading: float
) -> Heading:
    path, widest, baseline = skia.Path(), 0.0, 0.0
    for index, line in enumerate(lines):
        shaped = fonts.shape(line, chain)
        advance = _advance(line, chain, fonts, tracking)
        baseline = index * leading * px
        _add(path, shaped, -advance / 2 * px, baseline, px, tracking)
        widest = max(widest, advance)
    bounds = path.computeTightBounds()
    path.offset(0, -bounds.top())
    return Heading(path, widest * px, bounds.height(), px)


def _add(path: skia.Path, shaped: Shaped, x: float, baseline: float, px: float, tracking: float) -> None:
    drawn = 0
    for run in shaped.runs:
        font = run.face.at(px)
        for glyph, gx, gy in zip(run.glyphs, run.xs, run.ys, strict=True):
            outline = font.getPath(glyph)
            if outline is not None:
                path.addPath(outline, x + (gx + tracking * drawn) * px, baseline + gy * px)
            drawn += 1
