"""Lines that are only heard: a voice through a wall, from the next room, out of the dark."""

import re
from collections.abc import Sequence

from toonverse.domain.story import Language
from toonverse.studio.reading.document import Item, Sentence, Utterance

_REACHES_KO = r"(?:\S+ ){0,3}?(?:들렸|들려|들리|새어|흘러나|울렸|울려|일어났|건너왔|넘어왔|날아왔)"
_VOICE: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        rf"(?:목소리|음성|말소리|(?:부르는|외치는|괴상한|수상한|이상한) 소리)(?:가|이|는|은) {_REACHES_KO}"
        r"|의 (?:목소리|음성)(?:였|이었)다"
    ),
    "en": re.compile(
        r"\b(?:came|rang out|floated|drifted) (?:an?|the|his|her|their|[\w.]+['’]s) (?:[\w-]+ ){0,2}voice\b"
        r"|\bvoice (?:\w+ ){0,2}(?:came|called|cried|rang|floated|drifted|carried)\b"
        r"|\b(?:called|cried|shouted|said|answered) (?:an?|[\w.]+['’]s) (?:[\w-]+ ){0,2}voice\b"
        r"|\bheard (?:an?|his|her|their|[\w.]+['’]s) (?:[\w-]+ ){0,2}voice\b"
        r"|\bfrom (?:the (?:next|other|adjoining)|another) room\b"
        r"|\bfrom (?:behind|beyond|outside|the other side of) the (?:\w+ )?"
        r"(?:door|wall|window|curtain|fence)\b",
        re.I,
    ),
}
_TAG_KO = re.compile(
    rf"^[,\s]*(?:이?라고|이?라는|하고|하는) (?:\S+ ){{0,5}}?(?:목소리|음성|소리)(?:가|이) {_REACHES_KO}"
    r"|^(?:\S+ ){1,3}(?:목소리|음성)(?:였|이었)다|^\S+의 (?:목소리|음성)(?:가|이) (?:\S+ ){0,3}?들"
)


def is_only_heard(items: Sequence[Item], at: int, language: Language) -> bool:
    """Whether the text gives the utterance at `at` as a voice whose owner is out of sight.

    A sentence behind it may tell so, or the one before it, unless that tells of another's voice or
    the speaker is seen to do something as they say it.
    """
    said = items[at]
    if not isinstance(said, Utterance):
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    before = items[at - 1] if at else None
    if isinstance(after, Sentence):
        if _told_behind(after, said, language):
            return True
        if _acts(after, said.speaker):
            return False
    if not isinstance(before, Sentence) or not _VOICE[language].search(before.text):
        return False
    named = {m.name for m in before.mentions if not m.pronoun}
    return (not named or said.speaker in named) and not _acts(before, said.speaker)


def _told_behind(after: Sentence, said: Utterance, language: Language) -> bool:
    if language == "ko":
        return bool(_TAG_KO.search(after.text))
    return after.paragraph == said.paragraph and bool(_VOICE["en"].search(after.text.split(".")[0]))


def _acts(sentence: Sentence, name: str) -> bool:
    return any(m.name == name and m.role == "subject" and not m.pronoun for m in sentence.mentions)
