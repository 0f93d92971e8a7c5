"""`python -m bench.defects [STORY ...]`: letters whole stories and counts what a reader would find wrong.

Without stories: the examples, the labelled stories of the tests and, where it is at hand, the shared data; at
the usual number of panels, at 12 and at 30, as webtoon and as manga. `--quick` takes webtoons of 12 panels
only, `--save FOLDER` keeps the panels with defects as PNG, `--list` names each defect.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from bench.judging import KINDS, Defect, Judged, judge
from numpy.typing import NDArray

from toonverse.domain.episode import Leaf
from toonverse.domain.geometry import Box
from toonverse.domain.lettering import Lettering
from toonverse.domain.script import Script
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Brief, Shot
from toonverse.draw import strip
from toonverse.draw.draft import paint
from toonverse.draw.extents import keep_whole
from toonverse.draw.letter import letter, render
from toonverse.draw.png import encode_png
from toonverse.draw.slices import cut_rows
from toonverse.store.fonts import typefaces
from toonverse.studio.directing import direct
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read

ROOT = Path(__file__).resolve().parents[1]
PANELS: tuple[int | None, ...] = (None, 12, 30)
STYLES: tuple[Style, ...] = ("webtoon", "manga")
Figure = tuple[str, float, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One story told in so many panels; None leaves the number to the story."""

    path: Path
    panels: int | None
    style: Style


@dataclass(frozen=True, slots=True)
class Finding:
    """`panel` is 1-based; 0 for a defect of the strip."""

    panel: int
    defect: Defect


@dataclass(frozen=True, slots=True)
class Count:
    telling: Telling
    panels: int
    balloons: int
    covered: float
    findings: tuple[Finding, ...]


def stories() -> list[Path]:
    """Every story at hand, by its path."""
    found = [p for p in (ROOT / "examples").iterdir() if p.suffix in (".txt", ".fountain")]
    found += (ROOT / "tests/reading/stories").glob("*.txt")
    sys.path.append(str(ROOT / "tests"))
    from shared_data import shared_folder

    if (shared := shared_folder()) is not None:
        found += [p for p in (shared / "data").glob("[efk][ono]*/*") if p.suffix in (".txt", ".fountain")]
    return sorted(found)


@cache
def script(path: Path) -> Script:
    return read(take_in(path.read_bytes(), path.name, None, "auto"))


def count(telling: Telling, save: Path | None = None) -> Count:
    """The telling's defects; `covered` is the mean share of the figures that lies under words."""
    board = direct(script(telling.path), telling.style, telling.panels)
    findings: list[Finding] = []
    layers, covered = [], []
    for shot in board.shots:
        drawing = paint(Brief(shot, board.cast, board.style))
        size, fonts = (shot.width_px, shot.height_px), typefaces()
        layer = letter(
            size,
            shot.lines,
            shot.sounds,
            drawing.faces,
            board.language,
            fonts,
            drawing.pixels,
            shot.action,
            figures=drawing.figures,
        )
        panel = Judged(layer, shot.lines, drawing.faces, fonts)
        found = judge(panel)
        findings += [Finding(shot.number, defect) for defect in found]
        layers.append(panel)
        covered.append(figures_covered(panel))
        if found and save is not None:
            name = f"{telling.path.stem}_{telling.panels}_{telling.style}_{shot.number:03d}"
            kinds = "-".join(sorted({defect.kind for defect in found}))
            (save / f"{name}_{kinds}.png").write_bytes(
                encode_png(render(drawing.pixels, layer, fonts, drawing.figures))
            )
    findings += [Finding(0, defect) for defect in seams(board.shots, layers)]
    balloons = sum(len(panel.lettering.balloons) for panel in layers)
    return Count(telling, len(layers), balloons, float(np.mean(covered)), tuple(findings))


def figures_covered(panel: Judged) -> float:
    """Share of the figures' boxes under painted balloons."""
    under = np.zeros((panel.lettering.height, panel.lettering.width), bool)
    figures = under.copy()
    for face in panel.faces:
        _window(figures, face.body)[:] = True
    for body in panel.bodies:
        under |= body
    return float((under & figures).sum() / max(1, figures.sum()))


def _window(mask: NDArray[np.bool_], box: Box) -> NDArray[np.bool_]:
    return mask[
        max(0, int(box.top)) : max(0, int(box.bottom)), max(0, int(box.left)) : max(0, int(box.right))
    ]


def seams(shots: Sequence[Shot], panels: Sequence[Judged]) -> Iterator[Defect]:
    """Balloons that a cut between two slices of the strip parts."""
    leaves = [_leaf(shot, panel.lettering) for shot, panel in zip(shots, panels, strict=True)]
    placed = strip.place(leaves)
    cuts = cut_rows(placed)
    for panel, where in zip(panels, placed.panels, strict=True):
        for mask in panel.painted:
            rows = np.flatnonzero(mask.any(1)) / panel.scale + where.top
            for cut in cuts:
                if len(rows) and rows[0] < cut - 0.5 and rows[-1] > cut + 0.5:
                    yield Defect("seam", f"panel {where.number} at row {cut}")


def _leaf(shot: Shot, layer: Lettering) -> Leaf:
    height, scale = strip.fitted_height(layer.width, layer.height), strip.STRIP_WIDTH_PX / layer.width
    boxes = (Box(b.left * scale, b.top * scale, b.right * scale, b.bottom * scale) for b in keep_whole(layer))
    return Leaf(
        "panel", shot.number, height, shot.gutter_px if shot.number > 1 else 0, keep_whole=tuple(boxes)
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.defects", description=__doc__)
    parser.add_argument("stories", nargs="*", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--save", type=Path)
    asked = parser.parse_args(arguments)
    if asked.save:
        asked.save.mkdir(parents=True, exist_ok=True)
    panels, styles = ((12,), STYLES[:1]) if asked.quick else (PANELS, STYLES)
    tellings = [Telling(s, n, y) for s in asked.stories or stories() for n in panels for y in styles]
    print(f"{'story':<26}{'panels':>7}{'style':>9}{'balloons':>9}{'covered':>8}", *(f"{k:>8}" for k in KINDS))
    total: Counter[str] = Counter()
    with ProcessPoolExecutor(2) as pool:
        for found in pool.map(
            count, tellings, [asked.save] * len(tellings), chunksize=len(panels) * len(styles)
        ):
            _print(found, total, asked.list)
    print(
        f"{'all':<26}{total['panels']:>7}{'':>9}{total['balloons']:>9}{'':>8}",
        *(f"{total[k]:>8}" for k in KINDS),
    )
    return 1 if any(total[kind] for kind in KINDS) else 0


def _print(found: Count, total: Counter[str], named: bool) -> None:
    kinds = Counter(finding.defect.kind for finding in found.findings)
    total += kinds
    total["panels"] += found.panels
    total["balloons"] += found.balloons
    told = found.telling
    row = f"{told.path.stem[:24]:<26}{found.panels:>7}{told.style:>9}{found.balloons:>9}{found.covered:>8.3f}"
    print(row, *(f"{kinds[k] or '-':>8}" for k in KINDS), flush=True)
    if named:
        for finding in found.findings:
            print(f"    panel {finding.panel}: {finding.defect.kind}: {finding.defect.detail}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
