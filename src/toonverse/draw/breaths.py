"""How many balloons a panel's lines become: one rule, for the director who plans and the letterer who draws.

It needs the words alone, no typeface and no picture, so that a storyboard can ask it.
"""

import re
from collections.abc import Sequence

from toonverse.domain.script import Line, LineKind

BALLOONS_MAX = 3
"""Balloons and captions of a panel (Blambot's grammar); sounds apart."""

_BOXED: frozenset[LineKind] = frozenset(("caption", "letter", "sign"))  # what is written is never parted
_LONG_EMS = 30.0
_SENTENCE_ENDS = re.compile(r"[.!?。！？…~]['\"”’」』)]*\s+\S")
_WIDE_EMS, _NARROW_EMS, _POINT_EMS = 0.79, 0.62, 0.32  # means of Jua and Comic Neue, capitals


def balloon_count(lines: Sequence[Line]) -> int:
    """Balloons and captions that the lines want. More than `BALLOONS_MAX` is a panel that says too much.

    Lettering draws no more than that many, and never more than the lines or `BALLOONS_MAX`, whichever is
    greater: where too many are wanted, long lines are not parted.
    """
    return sum(breath_count(line.text, line.kind) for line in lines)


def breath_count(text: str, kind: LineKind) -> int:
    """Balloons that one line wants: none for no words, two for a long one of several sentences, else one."""
    if not text.strip():
        return 0
    return 2 if kind not in _BOXED and _ems(text) > _LONG_EMS and _SENTENCE_ENDS.search(text) else 1


def breath_counts(lines: Sequence[Line], most: int = 1) -> list[int]:
    """Balloons that each line gets: what it wants, or up to `most` where a panel is too full for its lines
    whole, as long as they are no more than `BALLOONS_MAX` in all. The longest lines are parted first."""
    counts = [min(1, breath_count(line.text, line.kind)) for line in lines]
    by_length = sorted(range(len(lines)), key=lambda i: -_ems(lines[i].text))
    for index in by_length:
        line = lines[index]
        wish = 1 if line.kind in _BOXED else max(most, breath_count(line.text, line.kind))
        if counts[index] and wish > 1:
            counts[index] += max(0, min(wish - 1, BALLOONS_MAX - sum(counts)))
    return counts


def _ems(text: str) -> float:
    """The text's width in ems, about, when it is set as speech."""
    return sum(
        _POINT_EMS if not c.isalnum() else _WIDE_EMS if c > "\u10ff" else _NARROW_EMS
        for c in " ".join(text.split())
    )
