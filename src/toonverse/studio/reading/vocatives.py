"""Names that lines call where no narration names anybody: a story told in dialogue alone."""

import re
from collections import Counter

from toonverse.domain.story import Language
from toonverse.studio.reading import english
from toonverse.studio.reading.document import Item, Utterance

_CALLS_EN = re.compile(r"(?:^|[.!?] )([A-Z][a-z]+)(?=, )|, ([A-Z][a-z]+)(?=[,.!?]|$)")
_CALLS_KO = re.compile(r"(?:^|[,.!?…] ?)([가-힣]{2,3}?)(아|야)(?=,|[!?.…]*$)")
_NO_NAMES_KO = re.compile(r"(?:이|거|뭐|누구|어디|언제|진짜|정말|아니|그래|여기|거기|저기|나|너)$")


def called_names(items: list[Item], language: Language) -> list[str]:
    """The names called, in order; a word that a line also begins or ends with for itself must be a name."""
    lines = [i.text for i in items if isinstance(i, Utterance)]
    if len(lines) < 2:
        return []
    found = Counter(n for line in lines for n in (_korean(line) if language == "ko" else _english(line)))
    said = set(re.findall(r"\b[a-z]+\b", " ".join(lines)))
    return [n for n in found if n.lower() not in said]


def _english(line: str) -> list[str]:
    names = [a or b for a, b in _CALLS_EN.findall(line)]
    known = {name for _, name in english.name_spans(line)}
    return [n for n in names if english.is_name_like(n) or (n in known and re.search(rf", {n}\b", line))]


def _korean(line: str) -> list[str]:
    """`지우야`, `하늘아`: 아 after a consonant, 야 after a vowel, and a comma beside it."""
    names = []
    for match in _CALLS_KO.finditer(line):
        closed = (ord(match[1][-1]) - 0xAC00) % 28 != 0
        beside = line[match.end() : match.end() + 1] == "," or match[0].startswith(",")
        if beside and closed == (match[2] == "아") and not _NO_NAMES_KO.search(match[1]):
            names.append(match[1])
    return names
