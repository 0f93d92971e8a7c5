"""Pepper&Carrot, episode 1 (David Revoy, CC BY 4.0): its textless pages lettered with its own words."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import pyvips

from shared_data import shared
from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Lettering
from toonverse.domain.panel import Face
from toonverse.domain.script import Line, LineKind
from toonverse.draw.glyphs import set_lines
from toonverse.draw.letter import letter, render
from toonverse.draw.typeset import Typefaces

SVG_PX = 0.4  # the lettering was drawn on pages of 2481 x 3503, these are 992 x 1401


@dataclass(frozen=True)
class Panel:
    """Where a panel lies on its page, in page pixels; `words` are numbers of the page's text blocks."""

    page: str
    box: tuple[int, int, int, int]
    pepper: tuple[int, int, int, int, int, int]
    pepper_body: tuple[int, int, int, int]
    carrot: tuple[int, int, int, int, int, int]
    carrot_body: tuple[int, int, int, int]
    words: int = -1
    kind: LineKind = "speech"
    speaker: str = "Pepper"


# Heads (hats included) with the mouth after them, and bodies, as seen on the pages.
PANELS = (
    Panel(
        "P01",
        (41, 41, 952, 479),
        (515, 134, 657, 290, 569, 263),
        (515, 134, 703, 467),
        (741, 247, 784, 281, 762, 274),
        (674, 238, 786, 311),
        0,
    ),
    Panel(
        "P01",
        (41, 507, 952, 917),
        (560, 553, 711, 721, 631, 696),
        (560, 553, 717, 902),
        (741, 687, 784, 721, 762, 714),
        (674, 683, 786, 736),
        1,
        "thought",
    ),
    Panel(
        "P02",
        (41, 41, 952, 466),
        (585, 102, 709, 252, 623, 231),
        (585, 102, 711, 429),
        (676, 295, 730, 349, 692, 335),
        (650, 295, 757, 446),
        0,
    ),
    Panel(
        "P02",
        (41, 494, 952, 892),
        (349, 521, 499, 687, 433, 668),
        (349, 521, 526, 752),
        (545, 615, 610, 671, 567, 657),
        (542, 615, 671, 735),
        1,
        "shout",
    ),
    Panel(
        "P03",
        (41, 41, 952, 1360),
        (322, 698, 569, 934, 421, 900),
        (322, 698, 660, 1213),
        (502, 499, 594, 585, 528, 553),
        (494, 483, 821, 644),
        0,
        "speech",
        "Carrot",
    ),
)


@pytest.fixture(scope="module")
def artist() -> dict[str, Any]:
    return json.loads(shared("data/peppercarrot/lettering_ep01.json").read_text(encoding="utf-8"))


def picture(panel: Panel) -> np.ndarray:
    name = f"data/peppercarrot/ep01/gfx_Pepper-and-Carrot_by-David-Revoy_E01{panel.page}.png"
    left, top, right, bottom = panel.box
    page = pyvips.Image.new_from_file(str(shared(name))).extract_band(0, n=3)
    return page.extract_area(left, top, right - left, bottom - top).numpy()


def faces(panel: Panel) -> tuple[Face, ...]:
    x, y = panel.box[:2]

    def face(name: str, head: tuple[int, ...], body: tuple[int, ...]) -> Face:
        return Face(name, _box(head[:4], x, y), Point(head[4] - x, head[5] - y), _box(body, x, y))

    return (
        face("Pepper", panel.pepper, panel.pepper_body),
        face("Carrot", panel.carrot, panel.carrot_body),
    )


def _box(corners: tuple[int, ...], x: float, y: float) -> Box:
    return Box(corners[0] - x, corners[1] - y, corners[2] - x, corners[3] - y)


def lettered(panel: Panel, artist: dict[str, Any], tongue: str, fonts: Typefaces) -> Lettering:
    block = artist[f"E01{panel.page}"][tongue]["blocks"][panel.words]
    line = Line(" ".join(block["text"].split()), panel.speaker, panel.kind)
    pixels = picture(panel)
    size = (pixels.shape[1], pixels.shape[0])
    return letter(size, [line], [], faces(panel), "ko" if tongue == "kr" else "en", fonts, pixels)


def covered(texts: list[Box], bodies: list[Box]) -> float:
    """Pixels of the bodies under the texts."""
    return sum(
        max(0.0, min(t.right, b.right) - max(t.left, b.left))
        * max(0.0, min(t.bottom, b.bottom) - max(t.top, b.top))
        for t in texts
        for b in bodies
    )


@pytest.mark.parametrize("tongue", ["kr", "en", "ja"])
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: f"{panel.page}-{panel.words}")
def test_an_artists_panel_is_lettered_without_a_problem(
    panel: Panel, tongue: str, artist: dict[str, Any], fonts: Typefaces
):
    lettering = lettered(panel, artist, tongue, fonts)
    assert lettering.problems == ()
    assert render(picture(panel), lettering, fonts).shape == picture(panel).shape


@pytest.mark.parametrize("tongue", ["kr", "en", "ja"])
def test_our_words_cover_the_figures_no_more_than_the_artists_do(
    tongue: str, artist: dict[str, Any], fonts: Typefaces
):
    ours = theirs = 0.0
    for panel in PANELS:
        bodies = [face.body for face in faces(panel)]
        lettering = lettered(panel, artist, tongue, fonts)
        texts = [line.ink for b in lettering.balloons for line in set_lines(b, lettering.language, fonts)]
        ours += covered(texts, bodies)
        bounds = artist[f"E01{panel.page}"][tongue]["blocks"][panel.words]["bbox"]
        page = [_box(tuple(round(v * SVG_PX) for v in bounds), *panel.box[:2])]
        theirs += covered(page, bodies)
    assert ours <= theirs
