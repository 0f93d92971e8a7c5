"""How speakers take turns: the likeliest sequence of speakers, chosen as a whole (Viterbi over pairs)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from toonverse.studio.reading.document import UNKNOWN

Apart = Literal["adjacent", "tag", "near", "far", "aside", "held"]
"""What lies between two lines: nothing; a bare tag; one or two sentences; more; a change between thought
and speech; narration that keeps to the first one's speaker."""

JOINED = 12.0
"""What it is worth to keep the speaker where the second line carries the first on (and costs not to)."""

_RETURN_SENTENCES_MAX = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """How a line stands to the one before: `asked`, whether that was a question; `manner` is its own."""

    apart: Apart
    joined: bool = False
    asked: bool = False
    manner: str = ""


def apart(gap: float, aside: bool, held: bool) -> Apart:
    """The kind of distance; `gap` counts sentences of narration, half for a bare tag."""
    if aside:
        return "aside"
    if held:
        return "held"
    return "adjacent" if gap == 0 else "tag" if gap < 1 else "near" if gap <= 2 else "far"


def decode(
    scores: list[dict[str, float]],
    turns: list[Turn],
    weights: Mapping[str, float],
    standing: Mapping[str, int],
) -> list[str]:
    """The best sequence of speakers; `scores`: for each line, candidate -> score."""
    table: dict[tuple[str, str], tuple[float, list[str]]] = {
        ("", who): (score, [who]) for who, score in scores[0].items()
    }
    for score, turn in zip(scores[1:], turns[1:], strict=True):
        new: dict[tuple[str, str], tuple[float, list[str]]] = {}
        for (last, this), (total, path) in table.items():
            carried = {this: 0.0} if turn.joined and this not in score else {}
            for who, own in {**score, **carried}.items():
                value = total + own + _worth(last, this, who, turn, weights, standing)
                if (this, who) not in new or value > new[this, who][0]:
                    new[this, who] = (value, [*path, who])
        table = new
    return max(table.values(), key=lambda v: v[0])[1]


def _worth(
    last: str, this: str, who: str, turn: Turn, weights: Mapping[str, float], standing: Mapping[str, int]
) -> float:
    if turn.joined:
        return JOINED if who == this else -JOINED
    return sum(weights[cue] for cue in passing(last, this, who, turn, standing))


def passing(last: str, this: str, who: str, turn: Turn, standing: Mapping[str, int]) -> list[str]:
    """The cues of a turn that passes from `last`, `this` to `who`."""
    if who == UNKNOWN:
        return []
    if who == this:
        return [f"same_{turn.apart}", *(["same_asked"] if turn.asked else [])]
    cues = [f"returns_{turn.apart}"] if who == last else []
    if turn.manner and this in standing and who in standing and standing[this] != standing[who]:
        cues.append(f"{turn.manner}_{'up' if standing[this] > standing[who] else 'down'}")
    return cues
