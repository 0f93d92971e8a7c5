"""A prose text's paragraphs and the breaks its writer set between them."""

import re
from dataclasses import dataclass

_BREAK = re.compile(r"^\s*(?:[*＊#◆◇■□●○★☆※~〜=_-](?:\s*[*＊#◆◇■□●○★☆※~〜=_-])*|\.\s?\.\s?\.|…+|⁂)\s*$")
_CHAPTER = re.compile(
    r"^\s*#{0,3}\s*(?:(?:chapter|part|episode)\s+[\dIVXLC\w]+.{0,40}|제?\s*\d+\s*(?:장|화|부|막|편)(?!\w).{0,40}|[IVX]+\.?|\d{1,3}\.?)\s*$",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?。…”’\"'」』)]\s*$")
WRAP_CHARS_MIN = 50
WRAP_CHARS_MAX = 90


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`breaks` tells that the writer set a break (asterisks, a chapter) before it."""

    text: str
    breaks: bool = False


def paragraphs(text: str) -> list[Paragraph]:
    """Lines joined where the text was wrapped by hand, split where it was not; white space folded."""
    blocks = re.split(r"\n[ \t]*\n", text)
    wrapped = _is_wrapped(blocks)
    result: list[Paragraph] = []
    pending = False
    for block in blocks:
        for line in [" ".join(block.split("\n"))] if wrapped else block.split("\n"):
            folded = " ".join(line.split())
            if not folded:
                continue
            if _BREAK.match(folded) or _CHAPTER.match(folded):
                pending = True
                continue
            result.append(Paragraph(folded, pending and bool(result)))
            pending = False
    return result


def _is_wrapped(blocks: list[str]) -> bool:
    """Most inner lines of blocks are near one width and stop in mid-sentence."""
    inner = [line.rstrip() for b in blocks for line in b.strip("\n").split("\n")[:-1] if line.strip()]
    if len(inner) < 2:
        return False
    cut = sum(
        1
        for line in inner
        if WRAP_CHARS_MIN <= len(line) <= WRAP_CHARS_MAX and not _SENTENCE_END.search(line)
    )
    return cut * 2 > len(inner)
