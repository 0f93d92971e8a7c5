"""Story in: a file's bytes become a `Story`, or a clear refusal. Nothing is written anywhere."""

import re
import unicodedata
from pathlib import PurePath
from typing import Literal

from toonverse.domain.story import Language, Story, StoryForm
from toonverse.errors import UsageError
from toonverse.studio.decoding import decode

TITLE_CHARS_MAX = 120

_GUTENBERG_START = re.compile(r"^.*\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG.*$", re.M | re.I)
_GUTENBERG_END = re.compile(
    r"^(?:\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg).*$",
    re.M | re.I,
)
_GUTENBERG_CREDIT = re.compile(
    r"\A\s*(?:Produced by|E-text prepared by|Transcribed by).*?(?:\n\s*\n|\Z)", re.S
)
_HEADER_TITLE = re.compile(r"^Title:[ \t]*(.+)$", re.M)
_FOUNTAIN_TITLE = re.compile(r"\ATitle:[ \t]*(.*(?:\n[ \t]+.+)*)", re.I)
_HEADING = re.compile(r"^[ \t]*(?:INT|EXT|EST|I/E|INT\.?/EXT)[. ].*$", re.M | re.I)
_CUE = re.compile(r"^\s*[A-Z][A-Z0-9 .'-]+(?: ?\([^)\n]*\))?\s*\^?\n[ \t]*\S", re.M)
_PANEL = re.compile(r"^\W*(?:(?:PANEL|컷|패널|칸)\s*\d+|\d+\s*(?:컷|칸))(?!\w)", re.M | re.I)
_COLOPHON = re.compile(r"\n\s*[―—–-]+ ?[『「<《(].*\d{4}.*\s*\Z")
_NUMBERED = re.compile(r"^\s*(?:\d+|[IVX]+)[.)]\s*\S.*$")
_BYLINE = re.compile(r"^(?:by|written by|글|지은이|작가|저자)[ :：].+$", re.I)
_NAME_KO = re.compile(r"[가-힣]{2,4}")
_SENTENCE_END = re.compile(r"[.!?。…,;:\"'”’」』]$")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x1A])
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class StoryWithoutLetters(UsageError):
    """Digits and marks only: there is nothing to read."""

    code = "story_without_letters"


def take_in(data: bytes, filename: str, title: str | None, language: Literal["auto", "ko", "en"]) -> Story:
    """The story in a file's bytes.

    `filename` gives hints only (`.fountain`, a title of last resort); it is never opened. A given
    `title` wins over the one found. Raises the errors of `studio.decoding` and StoryWithoutLetters.
    """
    text = _normalised(decode(data))
    if not any(c.isalpha() for c in text):
        raise StoryWithoutLetters()
    form = _form_of(text, filename)
    found = ""
    if form == "prose":
        found, text = _without_frame(_ITALICS.sub("", text))
    elif form == "fountain":
        found = _fountain_title(text)
    else:
        found = _panel_title(text)
    if not any(c.isalpha() for c in text):
        raise StoryWithoutLetters()
    tongue = _language_of(text) if language == "auto" else language
    name = _one_line(title or "") or _one_line(found) or _title_of_file(filename, tongue)
    return Story(title=name, text=text, language=tongue, form=form)


def _normalised(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u2028\u2029\v\f\x85]", "\n", text).translate(_INVISIBLE)
    text = re.sub("[\u00a0\u2000-\u200a\u202f\u205f\u3000]", " ", text)
    text = "".join(c for c in text if ord(c) >= 32 or c in "\t\n")
    return unicodedata.normalize("NFC", text)


_ITALICS = re.compile(r"(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_])")
"""`_word_`: how plain-text editions set italics."""


def _form_of(text: str, filename: str) -> StoryForm:
    if filename.lower().endswith(".fountain"):
        return "fountain"
    if _PANEL.search(text):
        return "panels"
    if _HEADING.search(text) and (_CUE.search(text) or _FOUNTAIN_TITLE.match(text)):
        return "fountain"
    return "prose"


def _language_of(text: str) -> Language:
    letters = sum(1 for c in text if c.isalpha())
    hangul = sum(1 for c in text if "가" <= c <= "힣")
    return "ko" if hangul * 4 >= letters else "en"


def _one_line(title: str) -> str:
    return re.sub(r"[\s_*]+", " ", _shown(title)).strip()[:TITLE_CHARS_MAX].strip()


def _title_of_file(filename: str, language: Language) -> str:
    stem = _shown(unicodedata.normalize("NFC", PurePath(filename).stem))
    stem = re.sub(r"[_\s]+", " ", stem).strip()
    return stem[:TITLE_CHARS_MAX] or ("무제" if language == "ko" else "Untitled")


def _shown(title: str) -> str:
    """Without control characters, of which PostgreSQL takes no NUL, and marks that turn a direction."""
    kept = (c for c in title if c.isspace() or unicodedata.category(c) != "Cc")
    return "".join(kept).translate(_TURNING)


def _fountain_title(text: str) -> str:
    match = _FOUNTAIN_TITLE.match(text.lstrip())
    return match[1] if match else ""


def _panel_title(text: str) -> str:
    match = re.search(r"^(?:TITLE|제목)\s*[:：]\s*(.+)$", text, re.M | re.I)
    if match:
        return match[1]
    first = next(line.strip() for line in text.split("\n") if line.strip())
    plain = first.lstrip("# ")
    is_title = len(plain) <= 40 and not _PANEL.match(first) and ":" not in first and "：" not in first
    return plain if is_title and not _SENTENCE_END.search(plain) else ""


def _without_frame(text: str) -> tuple[str, str]:
    """(title found, the story alone): licences, title lines, bylines, contents and colophon go."""
    title = ""
    start, end = _GUTENBERG_START.search(text), _GUTENBERG_END.search(text)
    if start:
        header = _HEADER_TITLE.search(text, 0, start.start())
        title = header[1].strip() if header else ""
        stop = end.start() if end and end.start() > start.end() else len(text)
        text = _GUTENBERG_CREDIT.sub("", text[start.end() : stop])
    text = _COLOPHON.sub("\n", text.rstrip())
    found, rest = _split_title(text.split("\n"))
    body = "\n".join(rest).strip("\n")
    return title or found, body if body.strip() else text


def _split_title(lines: list[str]) -> tuple[str, list[str]]:
    """The title line, if the first line looks like one, and the lines after title, byline and contents."""
    at = _next_line(lines, 0)
    first = lines[at].strip()
    padded = len(lines[at]) - len(lines[at].lstrip()) >= 4
    alone = at + 1 >= len(lines) or not lines[at + 1].strip()
    named = first.startswith("#")
    following = _next_line(lines, at + 1)
    if following >= len(lines) or len(first) > 60 or (_SENTENCE_END.search(first) and not named):
        return "", lines
    byline = _is_byline(lines[following]) or _is_bare_author(lines, at, following)
    if not (padded or alone or byline or named):
        return "", lines
    rest = _after_contents(lines, following + 1 if byline else following)
    return first.lstrip("# "), lines[rest:] if rest < len(lines) else lines


def _next_line(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _is_byline(line: str) -> bool:
    padded = len(line) - len(line.lstrip()) >= 8
    short = len(line.strip()) <= 40 and not _SENTENCE_END.search(line.strip())
    return (bool(_BYLINE.match(line.strip())) and len(line.strip()) <= 60) or (padded and short)


def _is_bare_author(lines: list[str], title: int, at: int) -> bool:
    """Whether a Korean name stands alone right below the title, and nothing else with them."""
    alone = at + 1 >= len(lines) or not lines[at + 1].strip()
    return at == title + 1 and alone and bool(_NAME_KO.fullmatch(lines[at].strip()))


def _after_contents(lines: list[str], at: int) -> int:
    """Where the story begins after a list of chapters (two numbered lines or more in a row)."""
    begin = end = _next_line(lines, at)
    while end < len(lines) and _NUMBERED.match(lines[end]):
        end += 1
    return end if end - begin >= 2 else begin
