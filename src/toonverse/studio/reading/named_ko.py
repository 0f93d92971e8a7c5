"""Korean names told by where they stand: before a verb of saying beside a line, or after a title.

Given names are often common words or read as several (`순옥`, `이든`), so that morphemes alone hide them.
"""

import re
from collections import Counter
from itertools import pairwise

from toonverse.studio.reading import korean
from toonverse.studio.reading.document import Item, Sentence, Utterance, Word
from toonverse.studio.reading.people import person_words, titles

SAID_TWICE = 2
NEAR = 2
_BETWEEN_MAX = 2
_SAYS = re.compile(
    r"말했|말하였|말한다|물었|묻는다|답했|답하였|대답|대꾸|속삭|소곤|외쳤|외친|소리쳤|소리친|중얼|되물|"
    r"웃었|웃는다|덧붙|내뱉|투덜|불렀|부르짖"
)
_NAMED = re.compile(r"(?P<name>[가-힣]{2,4}?)(?:이는|이가|은|는|이|가)")
_NOBODY = re.compile(
    r"(?:목소리|음성|소리|대답|얼굴|눈빛|눈가|입가|입술|표정|가슴|마음|머리|메아리|모두|누구|누군가|아무|하나|"
    r"우리|자신|자기|저희|너희|당신|그것|이것|저것|여기|거기|서로|혼자|마지막|다음|처음)$"
)
_PREDICATES = ("V", "E", "XSV", "XSA")
_DETERMINERS = "새옛헌첫이그저한두세네온맨몇각매전본총"


def said_by(sentence: Sentence) -> str:
    """The noun with 이/가/은/는 that stands before a verb of saying, at most two words away; "" if none."""
    for at, word in enumerate(sentence.words):
        name = _marked(word)
        after = sentence.words[at + 1 : at + 2 + _BETWEEN_MAX]
        said = next((i for i, w in enumerate(after) if _SAYS.match(w.text)), None)
        if name and said is not None and not any(_marked(w) for w in after[:said]):
            return name
    return ""


def tags(items: list[Item]) -> Counter[str]:
    """How often each noun is told to say a line that stands close by."""
    found: Counter[str] = Counter()
    for at, item in enumerate(items):
        beside = items[max(0, at - NEAR) : at] + items[at + 1 : at + 1 + NEAR]
        if isinstance(item, Sentence) and any(isinstance(x, Utterance) for x in beside):
            name = said_by(item)
            if name:
                found[name] += 1
    return found


def titled(items: list[Item]) -> Counter[str]:
    """How often a name that is no common word follows a title or a calling: `선장 만복이`, `해녀 순옥이`."""
    found: Counter[str] = Counter()
    for item in items:
        words = item.words if isinstance(item, Sentence) else ()
        for title, word in pairwise(words):
            known = title.text in titles("ko") or title.text in person_words("ko")
            name = _marked(word)
            if len(title.text) > 1 and known and name and is_no_word(word):
                found[name] += 1
    return found


def no_words(items: list[Item]) -> set[str]:
    """Marked nouns that are never one common word."""
    told = [w for i in items if isinstance(i, Sentence) for w in i.words]
    return {name for w in told if (name := _marked(w)) and is_no_word(w)}


def is_no_word(word: Word) -> bool:
    """Whether morphemes read a noun as a proper name, or as single syllables that make no word."""
    stem = [(t, f) for t, f in zip(word.tags, word.forms, strict=True) if not t.startswith(("J", "S"))]
    if any(t == "NNP" for t, _ in stem):
        return len(stem) == 1
    if len(stem) < 2 or stem[0][1] in _DETERMINERS:
        return False
    return all(t in ("MM", "NNG", "XPN", "XR", "MAG", "IC") and len(f) == 1 for t, f in stem)


def _marked(word: Word) -> str:
    """The stem of a word marked as subject or topic that may be a name; "" for others."""
    match = _NAMED.fullmatch(re.sub(r"[,.!?…]+$", "", word.text))
    if match is None or not word.tags or word.tags[0] in ("NR", "SN"):
        return ""
    name = match["name"]
    inner = [t for t in word.tags if not t.startswith("S")]
    if not inner or inner[-1] not in ("JKS", "JX", "JKC") or any(t.startswith("J") for t in inner[:-1]):
        return ""
    if inner[:-1] == ["NP"] or any(t in ("NNB", "ETN", "ETM") for t in inner):
        return ""
    verbal = any(t.startswith(_PREDICATES) for t in inner)
    if verbal and inner[-1] != "JKS":
        return ""  # `웃고는 말했다`
    if _NOBODY.search(name) or name.endswith("들") or korean.is_group(name):
        return ""
    return name
