"""Who says each line: cues around it weighed, then the likeliest order of turns chosen as a whole.

Every utterance gets a score for each candidate from its cues (a tag after it, the sentence that leads into
it, who acts beside it, who is called by name in it). Turns prefer to change hands, and to come back to
the one before last. The best sequence is found by dynamic programming over (last, this) speakers.
"""

from dataclasses import dataclass
from itertools import pairwise

from toonverse.domain.story import Language
from toonverse.studio.reading import cues_en, cues_ko, manners
from toonverse.studio.reading.document import CROWD, UNKNOWN, Item, People, Sentence, Utterance

WINDOW_SENTENCES = 24
CANDIDATES_MAX = 7
LATELY_MAX = 1.5
SAME_ADJACENT = -4.0
RETURNS = 1.5
HOLDS = 4.0
SAME_TAGGED = -2.5
SAME_ACROSS = -0.5
UNKNOWN_COST = -2.0

Scores = dict[str, float]


def attribute(items: list[Item], people: People, language: Language) -> None:
    """Sets `speaker` of every utterance in place."""
    at = [i for i, item in enumerate(items) if isinstance(item, Utterance) and item.kind != "sign"]
    if not at:
        return
    cues = cues_ko if language == "ko" else cues_en
    scores = [_with_active(cues.scores(items, i, people), items, i) for i in at]
    if not any(isinstance(item, Sentence) and item.mentions for item in items):
        for score in scores:  # nobody is told of: whoever is called may say any line
            for name in people.called.values():
                score.setdefault(name, 0.0)
    gaps = [
        2.0 if _aside(items, a, b) else cues.gap(items, a, b) for a, b in zip([at[0], *at], at, strict=False)
    ]
    joined = [cues.continues(items, a, b) for a, b in pairwise(at)]
    asides = [_aside(items, a, b) for a, b in pairwise(at)]
    held = [cues.holds(items, a, b) for a, b in pairwise(at)]
    turns = [_Turn(*t) for t in zip(gaps, [False, *joined], [False, *held], [False, *asides], strict=True)]
    lines = [item for item in items if isinstance(item, Utterance) and item.kind != "sign"]
    first = _decode(scores, turns)
    double = any(line.mark not in "‘'" for line in lines)
    said = [(line.text, not double or line.mark not in "‘'") for line in lines]
    again = manners.bonus(said, first, scores, language)
    for line, speaker in zip(lines, _decode(again, turns), strict=True):
        line.speaker = speaker


def _aside(items: list[Item], a: int, b: int) -> bool:
    """Whether one of two lines is thought and the other said: the same person often does both."""
    one, other = items[a], items[b]
    if not isinstance(one, Utterance) or not isinstance(other, Utterance):
        return False
    return (one.mark in "‘'") != (other.mark in "‘'")


def _with_active(scores: Scores, items: list[Item], i: int) -> Scores:
    """Adds those named lately, the later the likelier, and the unknown."""
    seen = 0
    lately: Scores = {}
    for item in reversed(items[:i]):
        if seen >= WINDOW_SENTENCES:
            break
        if isinstance(item, Sentence):
            seen += 1
            for mention in item.mentions:
                if not mention.pronoun and mention.name != CROWD:
                    weight = 1.0 if mention.role == "subject" else 0.6
                    fresh = weight * (1 - seen / WINDOW_SENTENCES)
                    lately[mention.name] = lately.get(mention.name, 0.0) + fresh * 0.4
    for name, fresh in lately.items():
        scores[name] = scores.get(name, 0.0) + min(fresh, LATELY_MAX)
    ranked = sorted(scores.items(), key=lambda kv: -kv[1])[:CANDIDATES_MAX]
    return {**dict(ranked), UNKNOWN: scores.get(UNKNOWN, 0.0) + UNKNOWN_COST}


@dataclass(frozen=True, slots=True)
class _Turn:
    """What lies between two lines.

    `gap` counts sentences of narration, `joined` tells that the second line carries the first on, `held`
    that the narration between keeps to the first one's speaker, `aside` that one of them is thought.
    """

    gap: float
    joined: bool
    held: bool
    aside: bool


def _decode(scores: list[Scores], turns: list[_Turn]) -> list[str]:
    table: dict[tuple[str, str], tuple[float, list[str]]] = {
        ("", who): (score, [who]) for who, score in scores[0].items()
    }
    for i in range(1, len(scores)):
        new: dict[tuple[str, str], tuple[float, list[str]]] = {}
        for (last, this), (total, path) in table.items():
            for who, score in scores[i].items():
                value = total + score + _passes(last, this, who, turns[i])
                if (this, who) not in new or value > new[this, who][0]:
                    new[this, who] = (value, [*path, who])
            if turns[i].joined and this not in scores[i]:
                value = total + _passes(last, this, this, turns[i])
                if (this, this) not in new or value > new[this, this][0]:
                    new[this, this] = (value, [*path, this])
        table = new
    return max(table.values(), key=lambda v: v[0])[1]


def _passes(last: str, this: str, who: str, turn: _Turn) -> float:
    """How likely a turn passes from `last`, `this` to `who`."""
    if turn.joined:
        return 12.0 if who == this else -12.0
    if who == UNKNOWN:
        return 0.0
    if turn.aside:
        return RETURNS if who == this else 0.0
    if who == this:
        if turn.held:
            return HOLDS
        return (
            SAME_ADJACENT
            if turn.gap == 0
            else SAME_TAGGED
            if turn.gap < 1
            else SAME_ACROSS
            if turn.gap <= 2
            else 0.0
        )
    return RETURNS if who == last and turn.gap <= 3 else 0.0
