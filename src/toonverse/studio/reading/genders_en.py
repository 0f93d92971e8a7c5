"""The gender of everybody English: from the words of their names, else from given names and pronouns.

Pronouns are shared among those whom they may stand for, genders are estimated from the shares, and both
again: expectation and maximisation in a few rounds.
"""

import math
from collections.abc import Iterable, Mapping

from toonverse.domain.script import Gender
from toonverse.studio.reading import antecedents_en
from toonverse.studio.reading.document import Item, Sentence
from toonverse.studio.reading.people import leaning

ROUNDS = 3
OF_GIVEN_NAME = 3.0
"""Log odds of what a given name tells (a girl called George needs several pronouns)."""
OF_ENDING = 1.0
OF_RANK = 2.0
"""A captain, in most stories."""
OF_PRONOUN = 0.7
SURE = 0.8
_RANKS = frozenset(
    ("captain", "general", "colonel", "major", "lieutenant", "sergeant", "admiral", "commander", "reverend")
)


def likely_men(items: list[Item], names: Iterable[str], told: Mapping[str, Gender]) -> dict[str, float]:
    """Name -> how likely it is a man's; needs resolved mentions, and leaves antecedents on pronouns."""
    prior = {name: _prior(name) for name in names}
    men = {name: _share(odds) for name, odds in prior.items()}
    for _ in range(ROUNDS):
        men.update({name: 1.0 if gender == "male" else 0.0 for name, gender in told.items()})
        antecedents_en.resolve(items, men)
        votes = _votes(items)
        men = {name: _share(odds + OF_PRONOUN * votes.get(name, 0.0)) for name, odds in prior.items()}
    men.update({name: 1.0 if gender == "male" else 0.0 for name, gender in told.items()})
    antecedents_en.resolve(items, men)
    return men


def gender_of(man: float) -> Gender:
    return "male" if man >= SURE else "female" if man <= 1 - SURE else "unknown"


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, odds))))


def _prior(name: str) -> float:
    lean = leaning(name, "en")
    if lean != "unknown":
        return OF_GIVEN_NAME if lean == "male" else -OF_GIVEN_NAME
    first = name.split()[0].lower().rstrip(".")
    if first in _RANKS:
        return OF_RANK
    return -OF_ENDING if name[0].isupper() and first.endswith(("a", "ie", "elle", "ette", "lyn")) else 0.0


def _votes(items: list[Item]) -> dict[str, float]:
    votes: dict[str, float] = {}
    for item in items:
        if isinstance(item, Sentence):
            for mention in item.mentions:
                sign = 1 if mention.name == "he" else -1
                for name, share in mention.may_be:
                    votes[name] = votes.get(name, 0.0) + sign * share
    return votes
