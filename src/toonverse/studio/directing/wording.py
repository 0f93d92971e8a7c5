"""Text cut to the size of balloons and captions: never inside a word, best at the end of a sentence."""

import re
from collections.abc import Callable
from itertools import pairwise

from toonverse.domain.script import LineKind
from toonverse.domain.story import Language
from toonverse.draw.breaths import breath_count

BALLOON_LIMIT = {"ko": 45, "en": 22}  # syllables, words: what still reads as one breath at phone size
CAPTION_LIMIT = {"ko": 44, "en": 21}
CAPTION_LEAST = {"ko": 10, "en": 5}
CAPTION_EASY = {"ko": 34, "en": 15}  # what is read at a glance: a longer one gives up what hangs on it

_SENTENCE_END = re.compile(r"[.!?…。]+[\"'”’」』)\]]*$")
_CLAUSE_END = re.compile(r"(?:[,;:、―—–]|--)[\"'”’」』)\]]*$")
_ABBREVIATION = re.compile(
    r"^[\"'“‘(]*(?:Mr|Mrs|Ms|Mme|Dr|St|Jr|Sr|Prof|Capt|Col|Gen|Lt|Rev|Hon|vs|[A-Z])\.$"
)
_CONNECTIVE = re.compile(
    r"(?:고|며|면서|지만|는데|은데|니까|으니|어서|아서|여서|해서|다가|하여|건만|더니|으나|라서|자)$"
)
_KO_LEANING = re.compile(r"(?:[은는던의한된할을]|같은|모든|어떤|이런|그런|저런|그|이|저|안|못|더|참|꼭)$")
_EN_LEANING = re.compile(
    r"(?:an?|the|of|in|on|at|to|with|for|and|or|but|my|your|his|her|their|our|"
    r"very|so|as)$",
    re.I,
)
_EN_STARTING = re.compile(
    r"(?:and|or|but|that|who|which|because|when|if|to|with|for|of|in|on|at|"
    r"until|as|than)$",
    re.I,
)


def length(text: str, language: Language) -> int:
    """Syllables (letters and digits) in Korean, words in English."""
    if language == "ko":
        return sum(1 for c in text if c.isalnum())
    return len(text.split())


def balloons_of(text: str, kind: LineKind) -> int:
    """Balloons that lettering makes of one text, by lettering's own rule."""
    return breath_count(text, kind)


def ends_sentence(word: str) -> bool:
    return bool(_SENTENCE_END.search(word)) and not _ABBREVIATION.match(word)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a narration, in order, each with its closing marks; line breaks are folded."""
    found: list[str] = []
    start: list[str] = []
    words = text.split()
    for word, after in pairwise([*words, ""]):
        start.append(word)
        goes_on = after[:1].islower()  # "'Oh!' said she": the sentence is not over
        if ends_sentence(word) and not goes_on:
            found.append(" ".join(start))
            start = []
    if start:
        found.append(" ".join(start))
    return tuple(found)


def _break_cost(word: str, after: str, language: Language) -> float:
    """How ill a balloon ends with `word` and the next begins with `after`."""
    if ends_sentence(word):
        return 0.0
    if _CLAUSE_END.search(word):
        return 2.0
    if language == "ko":
        if _CONNECTIVE.search(word):
            return 4.0
        return 12.0 if _KO_LEANING.search(word) else 8.0
    if _EN_LEANING.match(word):
        return 14.0
    return 5.0 if _EN_STARTING.match(after) else 9.0


def breaths(text: str, language: Language, limit: int | None = None) -> tuple[str, ...]:
    """The text in balloons of at most `limit` (a longer single word stays whole), as even as may be.

    Joined by one space the breaths give the text back, its spaces folded.
    """
    most = limit or BALLOON_LIMIT[language]
    words = text.split()
    if not words:
        return ()
    sizes = [max(1, length(word, language)) for word in words]
    total = sum(sizes)
    if total <= most:
        return (" ".join(words),)
    ideal = total / -(-total // most)
    best = [0.0] + [float("inf")] * len(words)
    came = [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        size = 0
        last = end == len(words)
        for start in range(end - 1, -1, -1):
            size += sizes[start]
            if size > most and start < end - 1:
                break
            uneven = abs(size - ideal) / ideal
            cost = best[start] + 3.0 + 4.0 * uneven**2
            cost += 0.0 if last else _break_cost(words[end - 1], words[end], language)
            if cost < best[end]:
                best[end], came[end] = cost, start
    cuts, at = [], len(words)
    while at:
        cuts.append(" ".join(words[came[at] : at]))
        at = came[at]
    return tuple(reversed(cuts))


_KO_TAG = re.compile(
    r"^(?:(?:이?라고|하고는|하고|이?라며|하며|하면서|하자마자|하더니|이?라는 소리와 함께|"
    r"하는 말 끝엔)[,\s]+)+"
)
_KO_END = re.compile(r"(?:다|요|까|지|라|네|군|어|아|냐|죠|자|랴|오)[.!?…]+[\"'”’」』)\]]*$")
_SAID = (
    "told (?:him|her|them|me|us)|said|says|asked|cried|whispered|shouted|replied|answered|muttered|murmured|"
    "exclaimed|called|added"
)
_TAG_EN = re.compile(
    rf"^(?:[\w.'’-]+ ){{1,4}}(?:{_SAID})(?: (?:\w+ly|again|back|out|softly|at last))?[.,:;]?$"
    rf"|^(?:{_SAID}) (?:[\w.'’-]+ ?){{1,4}}[.,:;]?$",
    re.IGNORECASE,
)
_EN_TAG = re.compile(
    rf"^(?:{_SAID}|continued|went on)\b|^\W*\w+(?:\s\w+)?\s(?:{_SAID})\b[^.]{{0,24}}[.,:]$",
    re.IGNORECASE,
)
_TAG_KO = re.compile(
    r"^(?:이?라고 |라는 글[이가] )?(?:크게 |작게 |삐뚤빼뚤 |비뚤비뚤 )?(?:적혀|쓰여|씌어|"
    r"새겨져) ?있(?:었|)다[.!]?$"
    r"|^\S+[이가은는] (?:나직이 |크게 |다시 )?불렀다[.!]?$"
    r"|(?:말했|말하였|말한|물었|물었었|되물었|대답했|대답하였|외쳤|소리쳤|소리 질렀|속삭였|중얼거렸|"
    r"중얼거린|덧붙였|부르짖었)다[.!]?$"
)
_END_MARK = re.compile(r"\W*(?:the end|end|fin|finis|끝|완|fade (?:out|to black))\W*", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*[(（\[][^)）\]]*[)）\]]")
_EN_CUT = re.compile(
    r"(?:;|:|\s?--|\s?—|\s?–|,)(?=\s?(?:and|but|so|yet|for|which|who|while|as|until|till|when|where|with"
    r"|then|though|if|that)\b)|;|\s?--|\s?—|\s–"
)
_EN_HANGING = re.compile(  # what may go without the story losing a deed
    r"(?:;|\s?--|\s?—|\s–)|,(?=\s(?:for|which|who|whose|as|although|though|because|since|where|with|like|"
    r"in which|being|having)\b)"
)
_EN_STUMP = re.compile(
    r",? (?:and|or|but) \w+$", re.IGNORECASE
)  # "..., and Tim": somebody else's clause begins
_NOISE = re.compile(r"^(?:[A-Z'’-]{2,}[ ,.!…]*)+$|^\w+[.!]$")  # CLANK! DONG. Snow.
_EN_SUBORDINATE = re.compile(
    r"^(?:(?:and|but|so|now|then|or),? )*(?:had|were|should|when|while|if|as|because|although|"
    r"though|since|after|before|until|once|where|whether|"
    r"having|being)\b",
    re.IGNORECASE,
)
_KO_DEPENDENT = re.compile(  # what cannot open a sentence: auxiliaries, list members, halves of a pair
    r"(?:있|않|없|못|하고|하며|하여|해서|되어|되고|말고|보고|보니|주고|버리|또는|혹은|및|때문|뿐|채|"
    r"듯|만큼|것|수 )"
    r"|\S+(?:이며|이고|이랑|이나|든지|거나)\s"
)
_KO_SUBJECT = re.compile(r"[가-힣](?:은|는|이|가|께서)$")


def is_tag(sentence: str, language: Language) -> bool:
    """Whether a sentence does no more than say who speaks: the balloon's tail tells that."""
    text = sentence.strip()
    return bool((_TAG_KO if language == "ko" else _TAG_EN).search(text))


_SAYS_KO = re.compile(
    r"(?:말했|말하였|물었|되물었|대답했|대답하였|외쳤|소리쳤|소리 질렀|속삭였|중얼거렸|덧붙였|부르짖었|"
    r"소곤거렸)다[.!]?$"
)
_SAYS_EN = re.compile(rf"^\W*(?:[\w.'’-]+ ){{0,3}}(?:{_SAID})\b", re.IGNORECASE)


def says(sentence: str, language: Language) -> bool:
    """Whether a sentence tells that somebody speaks, and perhaps what they do the while."""
    return bool((_SAYS_KO if language == "ko" else _SAYS_EN).search(sentence.strip()))


def is_end_mark(text: str) -> bool:
    """THE END and its like: the strip has an end card of its own."""
    return bool(
        re.fullmatch(r"\W*(?:the end|end|fin|finis|끝|완|fade (?:out|to black))\W*", text, re.IGNORECASE)
    )


def is_short(sentence: str, language: Language) -> bool:
    """A sentence of a few words, such as tells one gesture."""
    return len(sentence.split()) <= (7 if language == "ko" else 9)


def as_balloon(text: str) -> str:
    """A spoken text as it stands in a balloon: the comma that led to "he said" is a full stop there."""
    kept = " ".join(text.split())
    return kept[:-1].rstrip() + "." if kept.endswith(",") else kept


def joined(before: str, after: str) -> str:
    """Two halves of one speech that "he said" had parted."""
    first, second = " ".join(before.split()), " ".join(after.split())
    if first.endswith(",") and second[:1].islower():
        return f"{first} {second}"
    return f"{as_balloon(first)} {second}"


def _balanced(text: str) -> bool:
    pairs = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("(", ")"))
    return text.count('"') % 2 == 0 and all(
        text.count(a) <= text.count(b) if a == "‘" else text.count(a) == text.count(b) for a, b in pairs
    )


def _shorter_en(text: str, most: int, cuts: re.Pattern[str]) -> str:
    """The longest opening that is a clause of its own, or nothing."""
    best = ""
    for cut in cuts.finditer(text):
        head = text[: cut.start()].rstrip(" ,;:-—–")
        words = head.split()
        if not 4 <= len(words) <= most:
            continue
        hangs = _EN_SUBORDINATE.match(head)
        if hangs and "," not in head[hangs.end() :]:
            continue
        if _balanced(head) and not _EN_STUMP.search(head):
            best = head
    return best + "." if best else ""


def _shorter_ko(text: str, most: int) -> str:
    """The longest ending that stands by itself, with the topic put before it where it has no subject."""
    words = text.split()
    topic = ""
    for count in (1, 2):
        if len(words) > count + 2 and re.search(r"[가-힣](?:은|는)$", words[count - 1]):
            topic = " ".join(words[:count]) + " "
            break
    for at in range(1, len(words) - 1):
        ends = words[at - 1]
        if not (_CLAUSE_END.search(ends) or _CONNECTIVE.search(ends)):
            continue
        tail = " ".join(words[at:])
        if _KO_DEPENDENT.match(tail):
            continue
        has_subject = any(_KO_SUBJECT.search(word) for word in words[at:])
        whole = tail if has_subject else topic + tail
        if 8 <= length(whole, "ko") <= most and _balanced(whole):
            return whole
    return ""


def _whole_ko(sentence: str) -> str:
    """A Korean sentence without parentheses and without "said he" before it; "" where it is none."""
    text = " ".join(_PARENTHESIS.sub("", sentence).split()).strip(" -–—―")
    text = _KO_TAG.sub("", text).replace(" .", ".")
    return text if _KO_END.search(text) and _balanced(text) else ""


def captions_of(sentence: str, language: Language) -> tuple[str, ...]:
    """The boxes that tell a sentence: one, or two where a long Korean one has a joint near its middle (cut to
    its last clause it would lose who it is about); none where no well-formed caption is left of it."""
    whole = _whole_ko(sentence) if language == "ko" else ""
    if CAPTION_LIMIT[language] < length(whole, language) <= 2 * CAPTION_LIMIT[language]:
        parts = breaths(whole, language, CAPTION_LIMIT[language])
        jointed = len(parts) == 2 and (_CLAUSE_END.search(parts[0]) or _CONNECTIVE.search(parts[0]))
        if jointed and length(parts[1], language) >= CAPTION_LEAST[language]:
            return parts
    easily = 0 < length(whole, language) <= CAPTION_LIMIT[language] * 5 // 4
    text = whole if easily else caption(sentence, language)
    return (text,) if text else ()


def caption(sentence: str, language: Language, limit: int | None = None) -> str:
    """The sentence as a caption: whole where it is easily read, else without what hangs on its main clause;
    "" where no well-formed sentence is left."""
    most = limit or CAPTION_LIMIT[language]
    easy = min(most, CAPTION_EASY[language])
    text = " ".join(_PARENTHESIS.sub("", sentence).split()).strip(" -–—―")
    if language == "ko":
        text = _whole_ko(sentence)
        if not text or length(text, language) <= most:
            return text
        return _cut_to(text, language, most, _shorter_ko(text, easy), lambda: _shorter_ko(text, most))
    if not text[:1] or text[0].islower() or _EN_TAG.search(text) or not _balanced(text):
        return ""
    if not _SENTENCE_END.search(text):
        return ""
    if _NOISE.match(text) or is_end_mark(text):
        return ""
    light = _shorter_en(text, easy, _EN_HANGING)
    return _cut_to(text, language, most, light, lambda: _shorter_en(text, most, _EN_CUT))


def _cut_to(text: str, language: Language, most: int, light: str, hard: Callable[[], str]) -> str:
    """The text where it is easily read; else `light`, the text where it still fits, `hard`."""
    if length(text, language) <= CAPTION_EASY[language]:
        return text
    if length(light, language) >= CAPTION_LEAST[language]:
        return light
    return text if length(text, language) <= most else hard()


def trimmed(text: str, language: Language, limit: int) -> str:
    """At most `limit` of the text, cut at a sentence or clause, an ellipsis where it goes on."""
    first = breaths(text, language, limit)
    if len(first) <= 1:
        return text
    kept = first[0].rstrip(" ,;:-—–―")
    return kept if ends_sentence(kept) else kept + "…"
