"""Whom `그` and `그녀` stand for in Korean narration: whoever the sentences right before are about."""

from dataclasses import replace

from toonverse.studio.reading import korean
from toonverse.studio.reading.document import CROWD, Item, Mention, People, Sentence, Utterance

BACK_MAX = 3
"""So many sentences back, in the paragraph or at the end of the one before, somebody is still told of."""
_NOT_MEANT = ("나", CROWD)


def resolve(items: list[Item], people: People) -> None:
    """Gives each `그` and `그녀` the one it stands for (`Mention.may_be`) where the sentences before tell."""
    told: list[Sentence] = []
    for item in items:
        if isinstance(item, Utterance):
            continue
        if any(m.pronoun for m in item.mentions):
            item.mentions = tuple(_resolved(m, item, told, people) for m in item.mentions)
        told = [*told[-(BACK_MAX - 1) :], item]


def _resolved(pronoun: Mention, sentence: Sentence, told: list[Sentence], people: People) -> Mention:
    if not pronoun.pronoun or pronoun.name not in ("그", "그녀"):
        return pronoun
    here = {m.name for m in sentence.mentions if not m.pronoun}
    for earlier in reversed(told):
        if sentence.paragraph - earlier.paragraph > 1:
            break
        found = [n for n in _told_of(earlier) if n not in here and _fits(pronoun, n, people)]
        if found:
            return replace(pronoun, may_be=((found[0], 1.0),))
    return pronoun


def _told_of(sentence: Sentence) -> list[str]:
    """Those whom a sentence is about: topics, other subjects, those whose part or feeling it tells."""
    acting = korean.subjects(sentence)
    ranked = sorted(acting, key=lambda m: not korean.is_topic(sentence, m))
    ranked += [m for m in sentence.mentions if korean.experiences(sentence, m)]
    names = [m.may_be[0][0] if m.pronoun and m.may_be else "" if m.pronoun else m.name for m in ranked]
    return [n for n in names if n and n not in _NOT_MEANT]


def _fits(pronoun: Mention, name: str, people: People) -> bool:
    gender = people.gender(name)
    if pronoun.name == "그녀":
        return gender != "male"
    return gender != "female" or people.he_is_anyone
