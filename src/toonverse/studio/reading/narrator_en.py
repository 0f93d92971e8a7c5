"""The sex of whoever tells a story as `I`: from what they say of themselves, and what others call them."""

import re

from toonverse.domain.script import Gender
from toonverse.studio.reading.document import Item, Sentence, Utterance
from toonverse.studio.reading.people import leaning

_TOLD: tuple[tuple[Gender, re.Pattern[str]], ...] = (
    (
        "male",
        re.compile(
            r"\bmy (?:(?:late|dear|young|poor) )?(?:wife|fiancée)\b"
            r"|\bI (?:was|am) (?:only |just |still )?(?:an? |the )(?:[\w-]+ ){0,2}(?:boy|man|lad|son|"
            r"gentleman|husband|father|bachelor)\b|\bmy (?:beard|moustache|mustache)\b"
        ),
    ),
    (
        "female",
        re.compile(
            r"\bmy (?:(?:late|dear|young|poor) )?(?:husband|fiancé)\b"
            r"|\bI (?:was|am) (?:only |just |still )?(?:an? |the )(?:[\w-]+ ){0,2}(?:girl|woman|lady|"
            r"daughter|wife|mother|widow)\b|\bmy (?:skirts?|petticoats?|dress|gown)\b"
        ),
    ),
)
_CALLED: tuple[tuple[Gender, re.Pattern[str]], ...] = (
    (
        "male",
        re.compile(
            r"(?:^|, )(?:sir|mister|monsieur|mon ami|my boy|old (?:man|chap|fellow|boy)|"
            r"my (?:dear )?fellow|"
            r"lad|son|young man)\b|, (?:Mr|Dr|Captain|Master)\b",
            re.I,
        ),
    ),
    (
        "female",
        re.compile(r"(?:^|, )(?:miss|mrs|ma['’]am|madam|my girl|young lady|young woman|missy)\b", re.I),
    ),
)
_BY_NAME = re.compile(r"(?:^|, )([A-Z][a-z]+)(?=[,.!?]|$)")


def gender_of_teller(items: list[Item], teller: str) -> Gender:
    """What the teller's own words tell, else what those call them who speak just before or after them."""
    told = [i.text for i in items if isinstance(i, Sentence)]
    for gender, pattern in _TOLD:
        if any(pattern.search(text) for text in told):
            return gender
    lines = [i for i in items if isinstance(i, Utterance)]
    to_teller = [
        line.text
        for at, line in enumerate(lines)
        if line.speaker != teller and any(x.speaker == teller for x in lines[max(0, at - 1) : at + 2])
    ]
    votes = {gender: sum(1 for text in to_teller if pattern.search(text)) for gender, pattern in _CALLED}
    for text in to_teller:
        for name in _BY_NAME.findall(text):
            votes[leaning(name, "en")] = votes.get(leaning(name, "en"), 0) + 1
    he, she = votes["male"], votes["female"]
    return "unknown" if he == she else "male" if he > she else "female"
