"""Colours of clothes where the story names none: two or three that go together, by time, place and sex."""

from dataclasses import dataclass

from toonverse.domain.look import Outfit, Sex
from toonverse.domain.script import Era


@dataclass(frozen=True, slots=True)
class Colours:
    """`#rrggbb` each: what is worn above and below, and ribbons, ties, belts."""

    top: str
    bottom: str
    accent: str


def _sets(*rows: tuple[str, str, str]) -> tuple[Colours, ...]:
    return tuple(Colours(*row) for row in rows)


_HANBOK: dict[Sex, tuple[Colours, ...]] = {
    "female": _sets(
        ("#f3ead8", "#7d2f3c", "#a33f48"),
        ("#e8c4c6", "#3b4676", "#6a3550"),
        ("#cfe0d0", "#6a3348", "#8a3f55"),
        ("#f0dda8", "#9c3a44", "#3f6a5a"),
        ("#d8d2e8", "#45604c", "#5f4a86"),
        ("#faf5e8", "#2c3454", "#2c3454"),
        ("#b8cee0", "#83364a", "#3f5a8a"),
        ("#e6cfb2", "#3c5c54", "#8a4a34"),
        ("#dfe6ea", "#5a4468", "#70506e"),
    ),
    "male": _sets(
        ("#f0eadc", "#cfc8b6", "#8a94a4"),
        ("#d6caae", "#a89f8a", "#6f6248"),
        ("#c4d0d0", "#e2ddd0", "#54707a"),
        ("#b4c2d0", "#d8d5ca", "#4a6080"),
        ("#c8b8a2", "#8c857a", "#6a4a38"),
        ("#aab89c", "#d2cdbd", "#56683f"),
        ("#8c98a8", "#c6c3b8", "#3f4a5e"),
        ("#d8bea4", "#a39680", "#7e5238"),
        ("#e4dccb", "#7f8a94", "#5a6a7a"),
    ),
}
_WEST: dict[Sex, tuple[Colours, ...]] = {
    "female": _sets(
        ("#7a3346", "#4a2a34", "#d8c4a0"),
        ("#e6dcc6", "#4a5a78", "#a8493f"),
        ("#4f6a5c", "#33453c", "#e0cfa4"),
        ("#5b6a94", "#343f5e", "#e6d6b8"),
        ("#a2694a", "#5c3c2e", "#f0e2c4"),
        ("#8a7aa0", "#4e4460", "#e8dcc8"),
        ("#b88a94", "#5e4650", "#f2e6d8"),
    ),
    "male": _sets(
        ("#4a4640", "#38352f", "#8a3a3a"),
        ("#39465c", "#2c3444", "#b8904a"),
        ("#6b5642", "#433a32", "#3f5c4a"),
        ("#4f5a4a", "#363c33", "#a4683c"),
        ("#5a4a58", "#3a323c", "#c0a468"),
        ("#7a6c58", "#4c443a", "#5a3f4a"),
        ("#2f3036", "#3c3c42", "#7a8ca4"),
    ),
}
_MODERN = _sets(
    ("#a4574a", "#39455a", "#e8c98a"),
    ("#3f6f74", "#3c3a3a", "#e2b45c"),
    ("#c29a4a", "#3b4a66", "#8a3f3a"),
    ("#33446b", "#8a7c66", "#d8d2c4"),
    ("#6b7048", "#3a3430", "#d8a45a"),
    ("#7a3346", "#383c46", "#d8c4a0"),
    ("#7fa3bd", "#2f3a52", "#f0e6d2"),
    ("#e2d6bd", "#4a5a6a", "#b5533c"),
    ("#56657a", "#2e3036", "#c8603f"),
    ("#8fa58a", "#4a4238", "#f0e2c0"),
    ("#6a4a66", "#34384a", "#d8b0a0"),
    ("#b08a5c", "#3d4450", "#3f5c5a"),
    ("#3f4048", "#565a60", "#b8443c"),
    ("#b5533c", "#434a3c", "#f0d8a0"),
)
_TUNICS = _sets(("#232838", "#1f2330", "#d8b050"), ("#2a3346", "#242a38", "#e0c070"))
_KOREAN: frozenset[Outfit] = frozenset({"hanbok", "durumagi", "robe"})


def sets_of(outfit: Outfit, sex: Sex, era: Era) -> tuple[Colours, ...]:
    """All sets of a garment that is nobody's uniform."""
    if outfit in _KOREAN:
        return _HANBOK[sex]
    return _WEST[sex] if era == "period" else _MODERN


def colours_of(outfit: Outfit, sex: Sex, era: Era, number: int) -> Colours:
    """One set for a garment; neighbouring numbers give sets apart from each other."""
    if outfit == "gakuran":
        return Colours(("#23242c", "#262a38", "#2c2628")[number % 3], "#23242a", "#d8b050")
    if outfit == "tunic":
        return _TUNICS[number % len(_TUNICS)]
    if outfit == "whites":
        return Colours("#f4f4f0", "#4a5a70", "#7aa8b8")
    sets = sets_of(outfit, sex, era)
    return sets[number * 5 % len(sets)]
