"""Draws whole episodes and joins their lettered panels into sheets, to be looked at panel by panel.

usage: python scripts/contact_sheets.py [STORY ...]

Without names: the examples, and the stories by others where this machine has them (`$TOONVERSE_SHARED`, else
`shared` beside the project). The sheets are written to `out/sheets`, at most 15 panels each, numbered.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out" / "sheets"
COLUMNS, ROWS = 5, 3
PANEL_WIDTH_PX = 380
GAP_PX = 10
PAPER, MARK = "#3a3a40", "#d4213d"


@dataclass(frozen=True, slots=True)
class Choice:
    """A story and the options its episode is made with."""

    story: Path
    options: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        style = [word for word in self.options if word.isalpha()]
        return "-".join([self.story.stem.replace(" ", "_"), *style])


def choices() -> list[Choice]:
    """Four examples (one of them in every style) and the stories by others that are there."""
    ours = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in {".txt", ".fountain"})
    shared = Path(os.environ.get("TOONVERSE_SHARED") or ROOT.parent / "shared") / "data"
    others = [*sorted(shared.glob("korean/*.txt")), *sorted(shared.glob("english/*.txt"))]
    screenplays = [shared / "fountain" / name for name in ("Brick And Steel.txt", "Boneyard.fountain")]
    return [
        *(Choice(path) for path in ours),
        *(Choice(ours[0], ("--style", style)) for style in ("manga", "realistic", "anime")),
        *(Choice(path) for path in others),
        *(Choice(path, ("--panels", "30")) for path in screenplays if path.is_file()),
    ]


def make(choice: Choice) -> Path:
    """Makes the episode in a home of the sheets' own; the folder it is in."""
    environment = {**os.environ, "TOONVERSE_HOME": str(OUT / "home")}
    command = [sys.executable, "-m", "toonverse", "make", str(choice.story), *choice.options, "--json"]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    if answer.returncode:
        sys.exit(f"{choice.story}: {answer.stderr.decode('utf-8', 'replace')[-2000:]}")
    return Path(json.loads(answer.stdout)["strip"]).parents[1]


def parts(row: Sequence[Path], size: int) -> Iterator[Sequence[Path]]:
    """The row in order, cut into pieces of `size`, the last one shorter."""
    for start in range(0, len(row), size):
        yield row[start : start + size]


def small(path: Path) -> Image.Image:
    """A panel at the sheet's width."""
    with Image.open(path) as picture:
        height = picture.height * PANEL_WIDTH_PX // picture.width
        return picture.convert("RGB").resize((PANEL_WIDTH_PX, height))


def join(panels: Sequence[Path], first: int) -> Image.Image:
    """One sheet: rows of panels, each with its number."""
    font = ImageFont.load_default(size=18)
    rows = [[small(path) for path in row] for row in parts(panels, COLUMNS)]
    height = sum(max(picture.height for picture in row) + GAP_PX for row in rows)
    sheet = Image.new("RGB", (COLUMNS * (PANEL_WIDTH_PX + GAP_PX), height), PAPER)
    draw = ImageDraw.Draw(sheet)
    number, y = first, 0
    for row in rows:
        for column, picture in enumerate(row):
            x = column * (PANEL_WIDTH_PX + GAP_PX)
            sheet.paste(picture, (x, y))
            draw.rectangle((x, y, x + 30, y + 22), fill=MARK)
            draw.text((x + 5, y), str(number), fill="white", font=font)
            number += 1
        y += max(picture.height for picture in row) + GAP_PX
    return sheet


def main(stories: list[str]) -> None:
    wanted = [Choice(Path(story).resolve()) for story in stories] or choices()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for choice in wanted:
        panels = sorted(make(choice).glob("panel_*_lettered.png"))
        for part, some in enumerate(parts(panels, COLUMNS * ROWS)):
            path = OUT / f"{choice.name}_{part + 1}.png"
            join(some, part * COLUMNS * ROWS + 1).save(path)
            print(path.relative_to(ROOT), f"{len(some)} panels", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
