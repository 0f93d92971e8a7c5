"""Sixteen haircuts by name."""

from functools import lru_cache

from toonverse.domain.look import HairStyle
from toonverse.draw.draft import cuts_long, cuts_short
from toonverse.draw.draft.locks import Cut

_MADE = {
    "short": cuts_short.short,
    "messy": cuts_short.messy,
    "spiky": cuts_short.spiky,
    "bowl": cuts_short.bowl,
    "slick": cuts_short.slick,
    "buzz": cuts_short.buzz,
    "curly": cuts_short.curly,
    "bob": cuts_long.bob,
    "long": cuts_long.long,
    "wavy": cuts_long.wavy,
    "ponytail": cuts_long.ponytail,
    "pigtails": cuts_long.pigtails,
    "braid": cuts_long.braid,
    "bun": cuts_long.bun,
    "topknot": cuts_long.topknot,
    "bald": cuts_short.bald,
}


@lru_cache(maxsize=32)
def cut_of(style: HairStyle) -> Cut:
    return _MADE[style]()
