"""The vector layer as SVG: outlines for balloons and type, so that it looks alike everywhere."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

import numpy as np
import skia

from toonverse.domain.lettering import Balloon, Lettering
from toonverse.draw import sfx
from toonverse.draw.balloons import RULE_PX, SHADOW_PX, dots, ink_of, joined_outline, rules, trimmings
from toonverse.draw.cutout import Mask
from toonverse.draw.extents import chains
from toonverse.draw.glyphs import glyph_path
from toonverse.draw.png import encode_png
from toonverse.draw.typeset import Typefaces

_DECIMALS = 1
_BAR_PX = 2


def to_svg(
    lettering: Lettering, fonts: Typefaces, figures: Mask | None = None, *, with_pictures: bool = True
) -> str:
    """An SVG of the panel's size. Each balloon is a group with its words in `title` and kind in `desc`.

    Sounds behind the `figures` are masked by them; without pictures by outlines, a little coarser, for pages
    that may show no picture from inside an address.
    """
    w, h = lettering.width, lettering.height
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">']
    for chain in chains(lettering):
        balloons = [lettering.balloons[i] for i in chain]
        if balloons[0].kind == "sfx":
            drawn = _sound(chain[0], balloons[0], lettering, fonts)
            out.append(_masked(chain[0], balloons[0], drawn, figures, with_pictures=with_pictures))
        else:
            out.append(_group(chain, balloons, lettering, fonts))
    out.append("</svg>")
    return "\n".join(out)


def _group(chain: Sequence[int], balloons: Sequence[Balloon], lettering: Lettering, fonts: Typefaces) -> str:
    """Balloons that are joined share one outline; their words stay apart, each in a group of its own."""
    ink, em = ink_of(balloons[0]), balloons[0].font_px
    line = f'{_stroke(ink.line, ink.weight * lettering.width / 1024)} stroke-linejoin="round"'
    if ink.dashed:
        line += f' stroke-dasharray="{0.34 * em:.1f} {0.26 * em:.1f}" stroke-linecap="round"'
    parts = [f'<g id="balloons-{chain[0]}">']
    if ink.shadow:
        cast, fall = path_data(joined_outline(balloons)), f"{SHADOW_PX * lettering.width / 1024:.1f}"
        parts.append(f'<path d="{cast}" {_fill(ink.shadow)} transform="translate({fall} {fall})"/>')
    for path in (joined_outline(balloons), *(d for b in balloons for d in dots(b))):
        parts.append(f'<path d="{path_data(path)}" {_fill(ink.fill)} {line}/>')
    for path in (t for b in balloons for t in trimmings(b)):
        parts.append(f'<path d="{path_data(path)}" fill="none" {line}/>')
    for path in (r for b in balloons for r in rules(b)):
        parts.append(f'<path d="{path_data(path)}" fill="none" {_stroke(ink.rule, RULE_PX)}/>')
    pen = " " + _stroke(ink.text, ink.pen * em) if ink.pen else ""
    for index, balloon in zip(chain, balloons, strict=True):
        letters = path_data(glyph_path(balloon, lettering.language, fonts))
        parts.append(f'{_head(index, balloon)}<path d="{letters}" {_fill(ink.text)}{pen}/></g>')
    return "".join([*parts, "</g>"])


def _head(index: int, balloon: Balloon) -> str:
    who = f"{balloon.kind}: {balloon.speaker}" if balloon.speaker else balloon.kind
    return f'<g id="balloon-{index}"><title>{escape(balloon.text)}</title><desc>{escape(who)}</desc>'


def _sound(index: int, balloon: Balloon, lettering: Lettering, fonts: Typefaces) -> str:
    parts = [_head(index, balloon)]
    for layer in sfx.layers(balloon, lettering.language, fonts):
        fill = _fill(layer.color)
        if layer.gradient:
            parts.append(_gradient(index, layer.gradient))
            fill = f'fill="url(#sound-{index})"'
        line = _stroke(layer.color, layer.grown) + ' stroke-linejoin="round"' if layer.grown else ""
        parts.append(f'<path d="{path_data(layer.path)}" {fill} {line}/>')
    return "".join([*parts, "</g>"])


def _masked(index: int, balloon: Balloon, drawn: str, figures: Mask | None, *, with_pictures: bool) -> str:
    """The sound with the figures before it cut out of it."""
    if figures is None or not balloon.behind:
        return drawn
    box = balloon.box
    left, top = max(0, int(box.left)), max(0, int(box.top))
    part = figures[top : int(box.bottom) + 1, left : int(box.right) + 1]
    size = f'x="{left}" y="{top}" width="{part.shape[1]}" height="{part.shape[0]}"'
    if with_pictures:
        grey = np.where(part, np.uint8(0), np.uint8(255))
        data = b64encode(encode_png(grey)).decode()
        image = f'<image {size} href="data:image/png;base64,{data}"/>'
    else:
        image = f'<rect {size} fill="#fff"/><path d="{_strokes(part, left, top)}" fill="#000"/>'
    return f'<mask id="behind-{index}">{image}</mask><g mask="url(#behind-{index})">{drawn}</g>'


def _strokes(part: Mask, left: int, top: int) -> str:
    """Where the mask is true, as horizontal bars of every second row."""
    bars = []
    for row in range(0, len(part), _BAR_PX):
        edges = np.flatnonzero(np.diff(part[row].astype(np.int8), prepend=0, append=0))
        bars += [
            f"M{left + start} {top + row}h{end - start}v{_BAR_PX}H{left + start}z"
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
    return "".join(bars)


def _gradient(index: int, colors: Sequence[int]) -> str:
    stops = "".join(
        f'<stop offset="{i / (len(colors) - 1):.2f}" stop-color="{_hex(c)}"/>' for i, c in enumerate(colors)
    )
    return f'<linearGradient id="sound-{index}" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient>'


def _hex(color: int) -> str:
    return f"#{color & 0xFFFFFF:06x}"


def _fill(color: int) -> str:
    opacity = color >> 24
    return f'fill="{_hex(color)}"' + (f' fill-opacity="{opacity / 255:.2f}"' if opacity < 255 else "")


def _stroke(color: int, width: float) -> str:
    opacity = color >> 24
    faint = f' stroke-opacity="{opacity / 255:.2f}"' if opacity < 255 else ""
    return f'stroke="{_hex(color)}" stroke-width="{width:.2f}"{faint}'


def path_data(path: skia.Path) -> str:
    """The path as SVG path data; conics (rational quadratics) become plain ones."""
    out: list[str] = []
    walk = skia.Path.Iter(path, False)
    while True:
        verb, points = walk.next()
        if verb == skia.Path.kDone_Verb:
            return "".join(out)
        if verb == skia.Path.kClose_Verb:
            out.append("Z")
        elif verb == skia.Path.kMove_Verb:
            out.append("M" + _numbers(points))
        elif verb == skia.Path.kConic_Verb:
            quads = skia.Path.ConvertConicToQuads(*points[:3], walk.conicWeight(), 1)
            out.extend("Q" + _numbers(quads[i : i + 2]) for i in range(1, len(quads) - 1, 2))
        else:
            letters = {skia.Path.kLine_Verb: "L", skia.Path.kQuad_Verb: "Q", skia.Path.kCubic_Verb: "C"}
            out.append(letters[verb] + _numbers(points[1:]))


def _numbers(points: Sequence[skia.Point]) -> str:
    values = (value for point in points for value in (point.x(), point.y()))
    return " ".join(f"{value:.{_DECIMALS}f}".removesuffix(".0") for value in values)
