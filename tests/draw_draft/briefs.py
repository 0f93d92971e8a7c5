"""Briefs for the tests: a two-person cast and a shot with everything at its plainest."""

from dataclasses import replace
from typing import Any

from toonverse.domain.look import Look
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Brief, CastMember, Figure, Shot

MINA = Look(
    sex="female",
    age="young",
    hair="#7a3a2c",
    hair_style="long",
    outfit="uniform",
    top="#2f6f7e",
    accent="#d9485f",
)
JUN = Look(
    sex="male", age="young", hair="#2b2636", hair_style="messy", top="#c2323c", outfit="coat", scarf=True
)
HANA = Look(sex="female", age="old", hair="#b8b4b8", hair_style="bun", outfit="hanbok", top="#e8e0c8")
CAST = (CastMember("Mina", MINA), CastMember("Jun", JUN), CastMember("Hana", HANA))

PLAIN = Shot(
    number=1,
    scene=0,
    size="medium",
    angle="eye",
    place="street",
    place_words="",
    era="modern",
    light="day",
    weather="clear",
    figures=(Figure("Mina"),),
    action="",
    width_px=320,
    height_px=480,
)


def brief(style: Style = "webtoon", cast: tuple[CastMember, ...] = CAST, **changes: object) -> Brief:
    change: Any = changes
    return Brief(replace(PLAIN, **change), cast, style)
