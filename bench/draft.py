"""How long the draft renderer takes a panel, warm, on one core: processor time, not the neighbours'."""

import statistics
import time
from typing import get_args

from toonverse.domain.look import Look
from toonverse.domain.script import PlaceKind
from toonverse.domain.storyboard import Brief, CastMember, Figure, Light, Shot, ShotSize
from toonverse.draw.draft import paint
from toonverse.draw.png import encode_png

SIZES: tuple[ShotSize, ...] = ("medium", "close", "full", "medium", "long", "medium", "extreme long")


def briefs() -> list[Brief]:
    """One panel a place, as an episode mixes them: 1024x1536, one or two people."""
    cast = (
        CastMember("Mina", Look("female", "young", hair_style="long", outfit="uniform")),
        CastMember("Jun", Look("male", "young", hair_style="messy", outfit="coat")),
    )
    lights = get_args(Light)
    wanted = []
    for k, place in enumerate(get_args(PlaceKind)):
        figures = (Figure("Mina", "talk", x=0.3), Figure("Jun", x=0.7))[: 1 + k % 2]
        shot = Shot(
            number=k + 1,
            scene=0,
            size=SIZES[k % len(SIZES)],
            angle="eye",
            place=place,
            place_words="",
            era="modern",
            light=lights[k % len(lights)],
            weather="clear",
            figures=figures,
            action="",
        )
        wanted.append(Brief(shot, cast, "webtoon"))
    return wanted


def figures() -> list[tuple[str, float, str]]:
    """(name, value, unit) rows."""
    wanted = briefs()
    pictures = [paint(one).pixels for one in wanted]
    paints, encodes = [], []
    for one, pixels in zip(wanted, pictures, strict=True):
        paint(one)
        start = time.process_time()
        paint(one)
        paints.append((time.process_time() - start) * 1000)
        start = time.process_time()
        encode_png(pixels)
        encodes.append((time.process_time() - start) * 1000)
    return [
        ("draft panel 1024x1536, median", statistics.median(paints), "ms"),
        ("draft panel 1024x1536, slowest place", max(paints), "ms"),
        ("PNG encode 1024x1536, median", statistics.median(encodes), "ms"),
    ]


if __name__ == "__main__":
    for name, value, unit in figures():
        print(f"{name}: {value:.1f} {unit}")
