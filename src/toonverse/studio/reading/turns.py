"""How speakers take turns: the likeliest sequence of speakers, chosen as a whole (Viterbi over pairs)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from toonverse.studio.reading.document import UNKNOWN

Apart = Literal["adjacent", "tag", "near", "far", "aside", "held", "silent"]
"""What lies between two lines: nothing; a bare tag; one or two sentences; more; a change between thought
and speech; narration that keeps to the first one's speaker; somebody who keeps silent."""

JOINED = 12.0
"""What it is worth to keep the speaker where the second line carries the first on (and costs not to)."""

_RETURN_SENTENCES_MAX = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """How a line stands to the one before: `asked`, whether that was a question; `replies`, whether it opens
    with a word of assent or doubt. `manner` is its own, `before` and `earlier` those of the lines before.
    `one` tells whether both, where one speaker says them, are one turn: whoever spoke before it returns."""

    apart: Apart
    joined: bool = False
    asked: bool = False
    manner: str = ""
    before: str = ""
    earlier: str = ""
    replies: bool = False
    one: bool = True


def apart(gap: float, aside: bool, held: bool, silent: bool = False) -> Apart:
    """The kind of distance; `gap` counts sentences of narration, half for a bare tag."""
    if aside:
        return "aside"
    if held:
        return "held"
    if silent:
        return "silent"
    return "adjacent" if gap == 0 else "tag" if gap < 1 else "near" if gap <= 2 else "far"


def decode(
    scores: list[dict[str, float]],
    turns: list[Turn],
    weights: Mapping[str, float],
    standing: Mapping[str, int],
) -> list[str]:
    """The best sequence of speakers; `scores`: for each line, candidate -> score."""
    return best_turns(scores, turns, weights, standing)[0]


def best_turns(
    scores: list[dict[str, float]],
    turns: list[Turn],
    weights: Mapping[str, float],
    standing: Mapping[str, int],
) -> tuple[list[str], float]:
    """The best sequence of speakers and its score; `scores`: for each line, candidate -> score.

    A state is who speaks now and who spoke before that turn, which may have several lines (`Turn.one`):
    whoever answers two lines of one speaker returns as well.
    """
    totals: dict[tuple[str, str], float] = {("", who): score for who, score in scores[0].items()}
    back: list[dict[tuple[str, str], tuple[str, str]]] = []
    for score, turn in zip(scores[1:], turns[1:], strict=True):
        new: dict[tuple[str, str], float] = {}
        came: dict[tuple[str, str], tuple[str, str]] = {}
        worth = _Worth(turn, weights, standing)
        for (last, this), total in totals.items():
            carried = {this: 0.0} if turn.joined and this not in score else {}
            for who, own in {**score, **carried}.items():
                value = total + own + worth.of(last, this, who)
                state = (last if who == this and turn.one else this, who)
                if value > new.get(state, -math.inf):
                    new[state] = value
                    came[state] = (last, this)
        totals = new
        back.append(came)
    state = max(totals, key=lambda s: totals[s])
    value = totals[state]
    path = [state[1]]
    for came in reversed(back):
        state = came[state]
        path.append(state[1])
    return path[::-1], value


class _Worth:
    """What the turns to one line are worth; each kind of turn is weighed once."""

    def __init__(self, turn: Turn, weights: Mapping[str, float], standing: Mapping[str, int]) -> None:
        self.turn, self.weights, self.standing = turn, weights, standing
        self.known: dict[tuple[bool, bool, int], float] = {}

    def of(self, last: str, this: str, who: str) -> float:
        if self.turn.joined:
            return JOINED if who == this else -JOINED
        if who == UNKNOWN:
            return 0.0
        step = self.standing.get(this, 0), self.standing.get(who, 0)
        kind = (who == this, who == last, 0 if 0 in step else (step[0] > step[1]) - (step[0] < step[1]))
        if kind not in self.known:
            cues = passing(last, this, who, self.turn, self.standing)
            self.known[kind] = sum(self.weights[cue] for cue in cues)
        return self.known[kind]


def passing(last: str, this: str, who: str, turn: Turn, standing: Mapping[str, int]) -> list[str]:
    """The cues of a turn that passes from `last`, `this` to `who`."""
    if who == UNKNOWN:
        return []
    if who == this:
        cues = [f"same_{turn.apart}", *(["same_asked"] if turn.asked else [])]
        cues += ["same_replies"] if turn.replies else []
        return [*cues, *_agreeing("same", turn.manner, turn.before)]
    cues = [f"returns_{turn.apart}", *_agreeing("returns", turn.manner, turn.earlier)] if who == last else []
    if turn.manner and this in standing and who in standing and standing[this] != standing[who]:
        cues.append(f"{turn.manner}_{'up' if standing[this] > standing[who] else 'down'}")
    return cues


def _agreeing(cue: str, manner: str, other: str) -> list[str]:
    """Whether two lines of one speaker keep to one manner; nothing where either has none."""
    if not manner or not other:
        return []
    return [f"{cue}_alike" if manner == other else f"{cue}_unlike"]
