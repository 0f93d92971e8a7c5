"""Whom `he` and `she` may stand for: those told of lately, by how lately and in which role.

Salience in the manner of Lappin and Leass (1994): every mention adds the weight of its role, each sentence
that follows takes a share away, and a pronoun that is resolved counts as a mention of its antecedents.
"""

from collections.abc import Mapping
from dataclasses import replace

from toonverse.studio.reading.document import CROWD, UNKNOWN, Item, Mention, Role, Sentence, Utterance

KEPT_PER_SENTENCE = 0.8
KEPT_PER_LINE = 0.93
OF_ROLE: dict[Role, float] = {"subject": 1.0, "possessor": 0.7, "dative": 0.6, "object": 0.6, "vocative": 0.3}
OF_OTHER_ROLE = 0.5
OF_PRONOUN = 0.8
"""What a mention by a pronoun counts for, of what one by a name does."""
OF_SPEAKER = 0.8
CO_ARGUMENT = 0.2
"""`Bob looked at him`: hardly himself."""
CANDIDATES_MAX = 4
ABOUT_MAX = 6
FAINT = 0.02
FIT_MIN = 0.1
"""So unlikely a gender rules somebody out."""


def resolve(items: list[Item], men: Mapping[str, float]) -> None:
    """Gives every `he` and `she` its likely antecedents (`Mention.may_be`), the likeliest first.

    `men` tells how likely each name is a man's; half where nothing is known. Where lines have speakers
    already, these count for what comes after the next line, not for the tag of their own.
    """
    salience: dict[str, float] = {}
    spoke = before = ""
    paragraph = -1
    for item in items:
        kept = KEPT_PER_LINE if isinstance(item, Utterance) else KEPT_PER_SENTENCE
        salience = {name: s * kept for name, s in salience.items() if s * kept > FAINT}
        if isinstance(item, Sentence):
            item.mentions = _resolved(item, salience, men)
        else:
            if spoke and (
                spoke != before or item.paragraph != paragraph
            ):  # a turn told in halves counts once
                salience[spoke] = salience.get(spoke, 0.0) + OF_SPEAKER
            before, paragraph = spoke, item.paragraph
            spoke = "" if item.speaker in ("I", CROWD, UNKNOWN) else item.speaker
            item.about = _shares({n: s for n, s in salience.items() if not n.endswith("voice")}, ABOUT_MAX)


def _resolved(
    sentence: Sentence, salience: dict[str, float], men: Mapping[str, float]
) -> tuple[Mention, ...]:
    done: list[Mention] = []
    for mention in sentence.mentions:
        worth = OF_ROLE.get(mention.role, OF_OTHER_ROLE)
        if not mention.pronoun:
            done.append(mention)
            if mention.name not in ("I", CROWD):
                salience[mention.name] = salience.get(mention.name, 0.0) + worth
            continue
        may_be = _antecedents(mention, done, salience, men)
        done.append(replace(mention, may_be=may_be))
        for name, share in may_be:
            salience[name] = salience.get(name, 0.0) + OF_PRONOUN * worth * share
    return tuple(done)


def _antecedents(
    pronoun: Mention, before: list[Mention], salience: dict[str, float], men: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    """Names with their shares, which sum to 1."""
    if pronoun.name not in ("he", "she"):
        return ()
    acting = {m.name for m in before if m.role == "subject"} if pronoun.role == "object" else set()
    scores = {}
    for name, score in salience.items():
        man = men.get(name, 0.5)
        fit = man if pronoun.name == "he" else 1 - man
        if fit >= FIT_MIN and not name.endswith("voice"):
            scores[name] = score * fit * (CO_ARGUMENT if name in acting else 1.0)
    return _shares(scores, CANDIDATES_MAX)


def _shares(scores: dict[str, float], most: int) -> tuple[tuple[str, float], ...]:
    ranked = sorted(scores.items(), key=lambda kv: (-kv[1], kv[0]))[:most]
    total = sum(score for _, score in ranked)
    return tuple((name, score / total) for name, score in ranked)
