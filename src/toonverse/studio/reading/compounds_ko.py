"""People known by two nouns: `주막 할머니`, `바위 어머니`, `홍철의 아내`.

Where a story says such a pair again and again, it is the name of somebody; the noun alone may be another's.
"""

from collections import Counter

from toonverse.studio.reading import korean
from toonverse.studio.reading.document import Mention, Role, Sentence, Word
from toonverse.studio.reading.people import person_words
from toonverse.studio.reading.tally import Tally, tally_of
from toonverse.studio.reading.words import people

SAID_MIN = 2
_KIN = frozenset(people.RELATIONS_KO.split()) | {"부친", "모친", "어멈", "아범", "형님", "신랑", "친구"}


def count_compounds(found: dict[str, Tally], sentences: list[Sentence]) -> None:
    """Makes a tally of its own for every pair said more than once; its noun alone keeps the rest."""
    seen: dict[str, list[Role]] = {}
    nouns: dict[str, str] = {}
    for sentence in sentences:
        for mention in korean.phrases(sentence):
            pair = pair_at(sentence, mention)
            head = pair.rpartition(" ")[0].removesuffix("의")
            known = found.get(head)
            if pair and (not pair.rpartition(" ")[0].endswith("의") or (known is not None and known.proper)):
                seen.setdefault(pair, []).append(mention.role)
                nouns[pair] = mention.name
    for pair, roles in seen.items():
        if len(roles) < SAID_MIN or not any(r in ("subject", "dative") for r in roles):
            continue
        tally, alone = tally_of(found, pair), found[nouns[pair]]
        tally.certain = True
        for role, count in Counter(roles).items():
            tally.roles[role] = tally.roles.get(role, 0) + count
            alone.roles[role] = max(0, alone.roles.get(role, 0) - count)


def pair_at(sentence: Sentence, mention: Mention) -> str:
    """The pair that ends in a mention; "" where the word before is no noun that could tell whose or which."""
    if mention.pronoun or " " in mention.name or mention.name not in person_words("ko"):
        return ""
    before = next((w for w in reversed(sentence.words) if w.start < mention.start), None)
    if before is None or len(before.stem) < 2 or not before.tags:
        return ""
    if before.particle == "의" and mention.name in _KIN:
        return f"{before.stem}의 {mention.name}"
    return f"{before.stem} {mention.name}" if _tells_which(before, mention.name) else ""


def _tells_which(word: Word, noun: str) -> bool:
    if word.particle or word.text != word.stem or word.stem in korean.TIMES_AND_PLACES:
        return False
    if any(t not in ("NNG", "NNP") for t in word.tags) or len(word.tags) > 2:
        return False
    return word.stem not in person_words("ko") and not korean.is_group(word.stem) and word.stem != noun


def renamed(sentence: Sentence, mention: Mention, names: dict[str, str]) -> Mention:
    """The mention under the pair's name, where that names somebody."""
    pair = pair_at(sentence, mention)
    return Mention(pair, mention.role, mention.start) if pair in names else mention
