"""A small episode's shots, drawn by hand for these tests, and the short made of them."""

from dataclasses import dataclass, replace
from pathlib import Path

from draw_draft.briefs import CAST, PLAIN
from toonverse.domain.panel import Picture
from toonverse.domain.script import Line
from toonverse.domain.storyboard import Figure, Shot, Storyboard
from toonverse.draw.imprint import Imprint
from toonverse.draw.png import encode_png
from toonverse.store.images import ImageStore
from toonverse.studio.provenance import mark
from toonverse.studio.shorts.task import MadeShort, ShortPanel, ShortTask, make_short

SHOTS: tuple[Shot, ...] = (
    replace(PLAIN, size="full", role="opening", lines=(Line("비가 왔다.", "", "caption"),), weather="rain"),
    replace(
        PLAIN,
        number=2,
        role="action",
        figures=(Figure("Mina", "talk", x=0.3), Figure("Jun", "talk", x=0.7, facing="left")),
        lines=(Line("기다려!", "Mina", "shout"), Line("왜?", "Jun")),
        sounds=("쾅",),
    ),
)
STORYBOARD = Storyboard("비의 편지", "ko", "webtoon", CAST, SHOTS)


@dataclass(frozen=True, slots=True)
class Filmed:
    task: ShortTask
    made: MadeShort


def task_of(folder: Path, *panels: ShortPanel, silent: bool = False) -> ShortTask:
    imprint = Imprint("비의 편지", 3, "ko", "webtoon", generative=False)
    xmp = mark("비의 편지", ["draft"])
    target = folder / "shorts" / "short.mp4"
    return ShortTask(str(folder / "images"), target, STORYBOARD, imprint, panels, True, xmp, silent)


def drawn(shot: Shot) -> ShortPanel:
    return ShortPanel(shot, Picture("0" * 64, "image/png", shot.width_px, shot.height_px), drawn=True)


def bought(folder: Path, shot: Shot, pixels: object) -> ShortPanel:
    """A panel whose picture lies in the store, as one that was bought does."""
    height, width = pixels.shape[:2]  # type: ignore[attr-defined]
    sha256 = ImageStore(str(folder / "images")).put(encode_png(pixels))  # type: ignore[arg-type]
    return ShortPanel(shot, Picture(sha256, "image/png", width, height), drawn=False)


def film(folder: Path) -> Filmed:
    task = task_of(folder, drawn(SHOTS[1]))
    return Filmed(task, make_short(task))
