"""Quotation marks: what in a paragraph is spoken, and what is stress, a name or an apostrophe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toonverse.domain.story import Language
from toonverse.studio.reading.words import speech

_PAIRS = {"“": "”", "「": "」", "『": "』", "«": "»", "〝": "〞", "„": "“", "＂": "＂"}
_DOUBLE = frozenset('“"「『«〝„＂')
_ELISIONS = frozenset(speech.ELISIONS_EN.split())
_AND_CUT_SHORT = re.compile(r"\s['‘’]n$", re.I)
"""The first half of the word `'n'`."""
_SPEAKS_SHORT = re.compile(
    rf"['’](?:{speech.ELISIONS_EN.replace(' ', '|')})\b[^'‘’\n]*[,.!?…—]['’](?!\w)", re.I
)
"""Speech that opens with a word like `'tis`, one mark serving as both."""
_ITEM = re.compile(r"-\s+(?:[*_]{2})?[\w' ]{1,24}:(?:[*_]{2})? +\S")
"""An item of a list (`- Bob: milk`)."""
_DASH = re.compile(r"^[―—–-]{1,2}\s*(?=\S)")
_TERMINAL = re.compile(r"[.!?。！？…~,—–-][\"'”’」』]*\s*$")
_QUOTATIVE_KO = re.compile(
    r"^\s*,?\s*(?:이?라고|라며|이?라면서|라는|이?란 |하고|하며|하면서|하는|했|하자|하였|"
    r"하더니|고,|고 |며 |면서 |는 (?:말|생각|소리|듯|외침|목소리|"
    r"대답|질문)|이라는|소리|그 말|이런 말|그런 말)"
)
_JOSA_KO = re.compile(r"^[가-힣]")
_SPEECH_BEFORE_EN = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|ask(?:ed|s)?|answer(?:ed|s)?|repl(?:ied|y)|cr(?:ied|y)|shout(?:ed|"
    r"ing)?|yell(?:ed)?|whisper(?:ed)?|"
    r"mutter(?:ed)?|murmur(?:ed)?|thought|add(?:ed)?|call(?:ed)? out|scream(?:ed)?|read|reads|wrote|"
    r"reading|told \w+|went)\s*[,:]?\s*$",
    re.I,
)
_NAMING_EN = re.compile(
    r"\b(?:call(?:ed|s|ing)?|named?|nicknamed|titled|the word|labell?ed|known as|dubbed|looked the|"
    r"so-called)\s*$",
    re.I,
)
_TAG_AFTER_EN = re.compile(
    r"^\s*(?:\w+ ){0,4}?(?:said|asked|cried|replied|whispered|answered|shouted|muttered|thought|"
    r"says|asks)\b",
    re.I,
)
SIGN_EN = re.compile(
    r"\b(?:sign|card|plate|label|headline|poster|note|board|banner|letters|inscription|placard|"
    r"plaque|stone|screen|page|envelope|ticket|stamp)\b"
    r"[^.!?]{0,60}$",
    re.I,
)
STRESS_WORDS_MAX = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph. `mark` opens a quotation, "-" a dashed line; it is empty for narration.

    `open_end` tells that a quotation was not closed in its paragraph (the next may carry it on).
    """

    text: str
    mark: str = ""
    open_end: bool = False


def has_double_marks(text: str) -> bool:
    """Whether double marks carry the speech (then single ones are thoughts or stress)."""
    return sum(text.count(m) for m in _DOUBLE) >= 1


def pieces(paragraph: str, language: Language, double: bool) -> list[Piece]:
    """Narration and utterances in order; marks that are not speech stay in the narration.

    Joining the texts loses nothing but the marks of utterances and white space at their edges.
    """
    dashed = _dashed(paragraph, language)
    if dashed:
        return dashed
    raw = list(_raw(paragraph, language, double))
    judged: list[Piece] = []
    for at, piece in enumerate(raw):
        before = "".join(_with_marks(p) for p in raw[:at])
        after = "".join(_with_marks(p) for p in raw[at + 1 :])
        if piece.mark and not _is_utterance(piece, before, after, language, double):
            piece = Piece(_with_marks(piece))
        if judged and not judged[-1].mark and not piece.mark:
            judged[-1] = Piece(judged[-1].text + piece.text)
        else:
            judged.append(piece)
    trimmed = (replace(p, text=" ".join(p.text.split())) for p in judged)
    return [p for p in trimmed if p.text]


def closing(mark: str) -> str:
    return {"‘": "’"}.get(mark) or _PAIRS.get(mark, mark)


def _with_marks(piece: Piece) -> str:
    return (
        piece.mark + piece.text + ("" if piece.open_end else closing(piece.mark))
        if piece.mark
        else piece.text
    )


def _raw(text: str, language: Language, double: bool) -> Iterator[Piece]:
    at = begun = 0
    while at < len(text):
        end = _close_of(text, at, language) if _opens(text, at, language) else 0
        if not end:
            at += 1
            continue
        if at > begun:
            yield Piece(text[begun:at])
        if end > len(text):
            yield Piece(text[at + 1 :], text[at], open_end=True)
        else:
            yield Piece(text[at + 1 : end], text[at])
        at = begun = end + 1
    if begun < len(text):
        yield Piece(text[begun:])


def _opens(text: str, at: int, language: Language) -> bool:
    mark = text[at]
    if mark in _PAIRS:
        return True
    if mark == '"':
        return not (at and text[at - 1].isdigit() and text[at + 1 : at + 2] in ("", " ", ","))
    if _SPEAKS_SHORT.match(text) and not at and language == "en":
        return True
    if mark not in "‘'":
        return False
    before = text[at - 1 : at]
    if before and (before.isalnum() or before in ".,!?’'"):
        return False
    word = re.match(r"\w+", text[at + 1 :])
    if language == "en" and word and word[0].lower() in _ELISIONS:
        return False
    return bool(text[at + 1 : at + 2].strip())


def _close_of(text: str, at: int, language: Language) -> int:
    """Index of the closing mark; past the end if a double mark never closes; 0 if a single one does not."""
    mark = text[at]
    if mark in "‘'’":
        return _close_of_single(text, at, language)
    shut = closing(mark)
    depth = 0
    for i in range(at + 1, len(text)):
        if text[i] == shut:
            if not depth:
                return i
            depth -= 1
        elif text[i] == mark:
            depth += 1
    if depth:  # an inner mark opened the same way and was never shut: the last shut one is ours
        last = text.rfind(shut)
        return last if last > at else len(text) + 1
    return len(text) + 1


def _close_of_single(text: str, at: int, language: Language) -> int:
    shut = closing(text[at])
    for i in range(at + 2, len(text)):
        if text[i] != shut or _AND_CUT_SHORT.search(text[max(0, i - 3) : i]):
            continue
        follows = text[i + 1 : i + 2]
        if language == "ko" and not (follows.isascii() and follows.isalpha()):
            return i
        if not follows.isalnum() and not text[i - 1].isspace():
            return i
    return 0


def _is_utterance(piece: Piece, before: str, after: str, language: Language, double: bool) -> bool:
    if not any(c.isalnum() or c in "…?!." for c in piece.text):
        return False
    single = piece.mark in "‘'’" and double
    return (
        _is_said_ko(piece, before, after, single)
        if language == "ko"
        else _is_said_en(piece, before, after, single)
    )


def _is_said_ko(piece: Piece, before: str, after: str, single: bool) -> bool:
    text = piece.text.strip()
    ends = bool(_TERMINAL.search(text))
    if piece.mark == "『" and not ends:
        return False
    if _QUOTATIVE_KO.match(after):
        return (
            not single
            or ends
            or len(text.split()) > 1
            or bool(re.match(r"\s*,?\s*(?:이?라고|하고|하며)", after))
        )
    glued = bool(_JOSA_KO.match(after))
    if glued and not ends:
        return False
    embedded = bool(before.strip()) and not re.search(r"[.!?,:…”’\"'—-]\s*$", before)
    short = len(text.split()) <= 2
    if embedded and not ends and short:
        return False
    if single and not ends:
        return len(text.split()) > 2 and not glued
    return True


def _is_said_en(piece: Piece, before: str, after: str, single: bool) -> bool:
    text = piece.text.strip()
    words = len(text.split())
    lead = before.rstrip()
    if not lead:
        begins = (
            bool(_TERMINAL.search(text))
            or not re.match(r"\s*[a-z]", after)
            or bool(_TAG_AFTER_EN.match(after))
        )
        return begins or words > STRESS_WORDS_MAX
    if SIGN_EN.search(lead):
        return True
    if _NAMING_EN.search(lead) and words <= STRESS_WORDS_MAX:
        return False
    if _SPEECH_BEFORE_EN.search(lead) or lead[-1] in ",:":
        return True
    if lead[-1] in ".!?…”\"—-’'":
        return bool(_TERMINAL.search(text)) or words > 2 or not re.match(r"\s*[a-z]", after)
    return words > STRESS_WORDS_MAX and not single


def _dashed(paragraph: str, language: Language) -> list[Piece]:
    """A paragraph that opens with a dash is spoken, up to a tag set off by a comma or another dash."""
    dash = _DASH.match(paragraph)
    if not dash or _ITEM.match(paragraph) or not any(c.isalpha() for c in paragraph):
        return []
    rest = paragraph[dash.end() :]
    if any(m in rest for m in _DOUBLE):
        return []
    told = _TAG_IN_DASH[language].search(rest)
    if not told:
        return [Piece(rest.strip(), "-")]
    said, tag = rest[: told.start()].strip(" ―—–"), rest[told.start() :].strip(" ―—–")
    if not any(c.isalnum() for c in said):
        return [Piece(rest.strip(), "-")]
    more = re.search(r"\s[―—–-]{1,2}\s+(?=\S)", tag) or (
        _SPEAKS_ON_EN.search(tag) if language == "en" else None
    )
    if not more:
        return [Piece(said, "-"), Piece(tag)]
    return [Piece(said, "-"), Piece(tag[: more.start()].strip()), Piece(tag[more.end() :].strip(), "-")]


_SPEAKS_ON_EN = re.compile(
    r"(?<=[a-z]\.)\s+(?=[^.?!]*\b(?:I|I'm|I’m|you|your|my|we|our|let's|don't|don’t)\b"
    r"|(?!He\b|She\b|They\b|It\b|The\b|An?\b|His\b|Her\b|Then\b|And\b|But\b|[A-Z]\w+ \w+(?:ed|s)\b)[A-Z])"
)
"""Where a tag has ended and speech goes on: `- Basil, the robot said. I have come for tea.`"""

_TAG_IN_DASH = {
    "en": re.compile(
        r"(?<=[,?!.—])\s*(?:[―—–]\s*)?(?=(?:(?:said|asked|cried|replied|answered|whispered|shouted|"
        r"muttered|murmured|called|added)\s+(?:[A-Z]|the |he\b|she\b|I\b|a |an |his |her |my )"
        r"|(?:[A-Z]\w+|he|she|I|the \w+)\s+(?:said|asked|cried|replied|answered|whispered|shouted|"
        r"muttered|murmured|called|added)\b))"
    ),
    "ko": re.compile(r"(?<=[.?!,…])\s*(?:[―—–]\s*)?(?=(?:하고|라고|이라고|하며|라며)(?:\s|,))"),
}
