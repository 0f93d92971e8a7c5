"""Whose line a beat belongs to: the one before it, as older Korean prose tells, or the one after it.

Prose of the 1920s and 30s sets what a speaker does behind the line (`하고 웃는다`, `그는 고개를 끄덕이었다`);
that of today opens with it and then lets speak. Most writers keep to one way throughout a story.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from toonverse.studio.reading import korean
from toonverse.studio.reading.document import Item, Sentence, Utterance
from toonverse.studio.reading.evidence import Evidence, shortlists
from toonverse.studio.reading.turns import Turn, best_turns
from toonverse.studio.reading.weights import NEWER_KO, OLDER_KO, WEIGHTS

_BEHIND = {
    "acts_after": 3.0,
    "focus_after": 3.0,
    "event_after": 0.0,
    "acts_before_amid": 0.0,
    "acts_before": 0.0,
}
_AHEAD = {"acts_after": 0.0, "focus_after": 0.0, "acts_before_amid": 3.0, "acts_before": 3.0}
"""Two opposite beliefs; the one under which the lines of a story fit together better is its writer's."""
_QUOTING = 0.6
_SPELT_OLD = 0.3
"""What a line followed by `하고`, and a verb spelt `하였다`, count beside how well a belief fits a line."""
NEWER_MAX = 0.1
OLDER_MIN = 0.5


def leaning(
    items: list[Item], evidence: list[Evidence], turns: list[Turn], standing: Mapping[str, int], most: int
) -> dict[str, float]:
    """The Korean weights for a story, between those of the newer manner and those of the older."""
    share = min(
        max((_age(items, evidence, turns, standing, most) - NEWER_MAX) / (OLDER_MIN - NEWER_MAX), 0.0), 1.0
    )
    told = WEIGHTS["ko"]
    between = {cue: OLDER_KO[cue] * share + NEWER_KO[cue] * (1 - share) for cue in OLDER_KO}
    return {**told, **between}


def _age(
    items: list[Item], evidence: list[Evidence], turns: list[Turn], standing: Mapping[str, int], most: int
) -> float:
    """How far a story is told in the older manner: about 0 in the newer, 0.5 and more in the older."""
    fit = [
        best_turns(shortlists(evidence, {**WEIGHTS["ko"], **belief}, most), turns, WEIGHTS["ko"], standing)[1]
        for belief in (_BEHIND, _AHEAD)
    ]
    told = [x.text for x in items if isinstance(x, Sentence)]
    old = sum(len(re.findall("하였", text)) for text in told)
    new = sum(text.count("했") for text in told)
    quoted = sum(
        1
        for a, b in pairwise(items)
        if isinstance(a, Utterance) and isinstance(b, Sentence) and korean.QUOTATIVE.match(b.text)
    )
    return (fit[0] - fit[1] + _QUOTING * quoted) / len(evidence) + _SPELT_OLD * old / (old + new + 1)
