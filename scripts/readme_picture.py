"""Joins lettered panels of an episode into the README's picture.

usage: python scripts/readme_picture.py EPISODE_FOLDER NUMBER [NUMBER ...]
"""

import sys
from pathlib import Path

import pyvips

HEIGHT_PX = 560
GAP_PX = 10
TARGET = Path(__file__).resolve().parents[1] / "docs" / "episode.webp"


def main(folder: Path, numbers: list[int]) -> None:
    panels = []
    for number in numbers:
        panel = pyvips.Image.new_from_file(str(folder / f"panel_{number:03d}_lettered.png"))
        panels.append(panel.resize(HEIGHT_PX / panel.height))
    row = panels[0]
    for panel in panels[1:]:
        row = row.join(panel, "horizontal", shim=GAP_PX, background=[255, 255, 255], expand=True)
    row.webpsave(str(TARGET), Q=82, effort=6, strip=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(number) for number in sys.argv[2:]])
