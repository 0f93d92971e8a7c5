"""Signs that a Korean noun is alive: it looks, sits, nods, and has hands, a face, a voice."""

import re

from toonverse.studio.reading.document import Mention, Sentence, Word
from toonverse.studio.reading.words import animacy

_ACTS = frozenset(animacy.ACTS_KO.split())
_SEES = re.compile(
    r"^(?:바라|쳐다|돌아|노려|훔쳐|올려다|내려다|살펴|지켜|건너다|들여다|내다|흘겨|넘겨다|굽어)보"
)
_PARTS = frozenset(animacy.PARTS_KO.split())
_NOBODY = frozenset(animacy.NOBODY_KO.split())


def acts_alive(sentence: Sentence, phrase: Mention) -> bool:
    """Whether what is told of a noun is told only of the living (`광대는 부채를 펼쳤다`, `미란의 손이`)."""
    if phrase.name in _NOBODY or phrase.name in _PARTS or phrase.name.endswith("소리"):
        return False
    after = [w for w in sentence.words if w.start > phrase.start]
    if phrase.role == "possessor":
        return bool(after) and after[0].stem in _PARTS
    if phrase.role != "subject":
        return False
    for word in after:
        if word.stem in _PARTS and word.particle in ("을", "를", "만", "도", "까지"):
            return True
        if word.particle in ("이", "가", "은", "는") and word.stem not in _PARTS:
            return False
        if _verb_of(word) and not _modifies(word):
            return True
    return False


def _verb_of(word: Word) -> bool:
    for at, (tag, form) in enumerate(zip(word.tags, word.forms, strict=True)):
        if tag.startswith("VV") and (form in _ACTS or _SEES.match(form)):
            return True
        if tag == "XSV" and at and word.forms[at - 1] + form in _ACTS:
            return True
    return False


def _modifies(word: Word) -> bool:
    """`웃는 (소리)`: the verb belongs to the noun after it."""
    return "ETM" in word.tags
