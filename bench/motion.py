"""What a second of a short costs, as seconds of two cores: processor time, not the neighbours'."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.draft import briefs

from toonverse.domain.script import Line
from toonverse.domain.storyboard import Brief
from toonverse.draw.draft.planes import paint_planes
from toonverse.draw.motion.film import Cut, frames
from toonverse.draw.motion.shots import PICTURE_PX, Manner, cut_of
from toonverse.draw.motion.sound import Passage, score
from toonverse.store.fonts import typefaces
from toonverse.studio.shorts.encoding import Film

CORES = 2
SHOTS = (1, 7, 10)  # a rainy street, an alley and the like: one person, two, somebody small in the distance


def cuts() -> Iterator[Cut]:
    """Three shots of two people who talk in the rain: what costs most."""
    manner, before = Manner("ko", typefaces()), None
    for number in SHOTS:
        brief = briefs()[number]
        lines = tuple(
            Line("비가 이렇게 오는데 어디로 가는 거야?", figure.character) for figure in brief.shot.figures
        )
        shot = replace(
            brief.shot, lines=lines, weather="rain", width_px=PICTURE_PX[0], height_px=PICTURE_PX[1]
        )
        planes = paint_planes(Brief(shot, brief.cast, brief.style))
        yield cut_of(shot, planes, manner, before, None)
        before = shot


def figures() -> list[tuple[str, float, str]]:
    """(name, value, unit) rows."""
    list(frames([replace(cut, seconds=0.1) for cut in cuts()]))  # caches, faces
    start = time.process_time()
    drawn = sum(1 for _ in frames(cuts()))
    drawing = time.process_time() - start
    with TemporaryDirectory() as folder:
        start = time.process_time()
        film = Film(Path(folder) / "short.mp4")
        for pixels in frames(cuts()):
            film.show(pixels)
        heard = score("bench", film.seconds, [Passage(0.0, film.seconds, "dark", "rain")], [(1.0, "balloon")])
        film.finish(heard, "bench", "", b"<x/>")
        whole = time.process_time() - start
        size = (Path(folder) / "short.mp4").stat().st_size
    return [
        ("a frame drawn, 1080x1920", drawing / drawn * 1000, "ms"),
        ("a second of a short, of two cores", whole / CORES / film.seconds, "s"),
        ("a minute of a short", size / film.seconds * 60 / 1e6, "MB"),
    ]


if __name__ == "__main__":
    for name, value, unit in figures():
        print(f"{name}: {value:.2f} {unit}")
