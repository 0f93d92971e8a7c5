"""Where lines end. Korean breaks at spaces only (keep-all), Japanese by kinsoku, English never hyphenates.

For each number of lines the break with the least raggedness against a profile (the chords of a lens, or
the equal lines of a box) is found by dynamic programming over all break opportunities; after
Knuth and Plass, "Breaking paragraphs into lines" (1981), with the chords as line lengths.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Japanese kinsoku (JIS X 4051): what may not begin a line, and what may not end one.
_NOT_FIRST = frozenset(
    "、。，．・：；？！」』）】〕〉》”’…‥ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ々ゝゞヽヾ～〜!?,.:;)]}%‼⁉'\""
)
_UNPARTED = frozenset(map(chr, range(0x30A1, 0x30FF))) | frozenset("…‥―—.")  # katakana words, rows of points
_NOT_LAST = frozenset("「『（【〔〈《“‘([{¥＄$")

# Words that lean on the next one, or on the one before: lines should not part them. In Korean a word of one
# syllable (이, 안, 한, a family name) leans forward; units, dependent nouns and auxiliary verbs lean back.
_LEANS_ON_NEXT = frozenset(
    ("A", "AN", "THE", "I", "TO", "OF", "IN", "ON", "AT", "MY", "YOUR", "HIS", "HER", "NO", "NOT")
)
_DEPENDENT_NOUNS = tuple("수것거게줄데적뿐채듯바척때")
_NUMERALS = frozenset("0123456789일이삼사오육칠팔구십백천만억한두세네")
_UNITS = tuple("원년월일시분초개명살번층주달되전푼리권장잔")
_CONNECTIVES = frozenset("아어여해와워봐줘켜려져겨쳐고지게야")
_AUXILIARIES = tuple("주줘줄봐보본볼싶버있없않못말마")
_AFTER_SENTENCE = -0.25
_AFTER_CLAUSE = -0.1
_AT_A_LEAN = 0.22
_INSIDE_JAPANESE_WORD = 0.2

_LONELY = 40.0  # a line of a single syllable, or of points alone, is chosen only where nothing else is left
_WIDOW = 0.35


@dataclass(frozen=True, slots=True)
class Word:
    """What may not be broken, and whether a space follows it."""

    text: str
    spaced: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines with their widths in ems, and their raggedness: 0 is a perfect fit to the profile."""

    lines: tuple[str, ...]
    raggedness: float
    widths: tuple[float, ...]


def words(text: str) -> list[Word]:
    """Break opportunities: at spaces, and between kana and kanji where kinsoku allows."""
    found: list[Word] = []
    current = ""
    for character in text:
        if character == " ":
            if current:
                found.append(Word(current, spaced=True))
            current = ""
            continue
        if current and _may_part(current[-1], character):
            found.append(Word(current, spaced=False))
            current = ""
        current += character
    if current:
        found.append(Word(current, spaced=True))
    return found


def _may_part(before: str, after: str) -> bool:
    if before in _NOT_LAST or after in _NOT_FIRST:
        return False
    if before in _UNPARTED and after in _UNPARTED:
        return False
    return _is_japanese(before) or _is_japanese(after)


def _is_japanese(character: str) -> bool:
    return (
        "\u3000" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uff00" <= character <= "\uff60"
    )


def lens(line: int, lines: int) -> float:
    """Chord of a lens at one of its lines, its widest being 1: the diamond a letterer aims at."""
    height = (line + 0.5) / lines * 2 - 1
    return math.sqrt(max(0.12, 1 - 0.8 * height * height))


def block(line: int, lines: int) -> float:
    """Line of a box: all alike, the last a little shorter."""
    return 0.86 if lines > 1 and line == lines - 1 else 1.0


def break_text(
    text: str,
    width_of: Callable[[str], float],
    profile: Callable[[int, int], float],
    line_counts: Sequence[int],
) -> list[Broken]:
    """The best break for each number of lines that the text can be broken into. Shapes: ems in, ems out."""
    parts = words(text)
    if not parts:
        return []
    widths = _line_widths(parts, width_of)
    penalty = _penalties(parts) + _seams(parts)[None, :]
    no_penalty = np.zeros_like(penalty)  # a text of one line stands alone by right
    broken = []
    for count in line_counts:
        if 1 <= count <= len(parts):
            chords = [profile(i, count) for i in range(count)]
            ends, raggedness = _best_ends(widths, penalty if count > 1 else no_penalty, chords)
            lines = zip((0, *ends), ends, strict=False)
            broken.append(
                Broken(_join(parts, ends), raggedness, tuple(float(widths[line]) for line in lines))
            )
    return broken


def _line_widths(parts: Sequence[Word], width_of: Callable[[str], float]) -> NDArray[np.float64]:
    """`[i, j]` is the width of a line made of words i to j-1; infinite where j <= i."""
    space = width_of(" ")
    steps = np.array([width_of(p.text) + (space if p.spaced else 0.0) for p in parts])
    trailing = np.array([space if p.spaced else 0.0 for p in parts])
    starts = np.concatenate(([0.0], np.cumsum(steps)))
    widths = starts[None, 1:] - trailing[None, :] - starts[:-1, None]
    full = np.full((len(parts) + 1, len(parts) + 1), np.inf)
    full[:-1, 1:] = np.where(np.arange(len(parts))[:, None] <= np.arange(len(parts))[None, :], widths, np.inf)
    return full


def _penalties(parts: Sequence[Word]) -> NDArray[np.float64]:
    """Cost of a line as such: one word of one syllable should never stand alone."""
    penalty = np.zeros((len(parts) + 1, len(parts) + 1))
    letters = [sum(c.isalnum() for c in p.text) for p in parts]
    for i in range(len(parts)):
        for j in range(i + 1, len(parts) + 1):
            if sum(letters[i:j]) > 1:
                break
            penalty[i, j] = _LONELY
    return penalty


def _seams(parts: Sequence[Word]) -> NDArray[np.float64]:
    """Cost of ending a line after so many words: sense breaks are welcome, torn phrases are not."""
    seams = np.zeros(len(parts) + 1)
    for end in range(1, len(parts)):
        seams[end] = _seam(parts[end - 1], parts[end].text)
    return seams


def _seam(before: Word, after: str) -> float:
    last = before.text.rstrip("'\"”’」』")[-1:]
    if last in ".!?。！？…~":
        return _AFTER_SENTENCE
    if last in ",、;:":
        return _AFTER_CLAUSE
    if not before.spaced:  # between kana and kanji a phrase begins where a kanji or katakana follows hiragana
        return 0.0 if "\u3041" <= last <= "\u309f" < after[0] else _INSIDE_JAPANESE_WORD
    return _AT_A_LEAN if _lean(before.text, after) else 0.0


def _lean(before: str, after: str) -> bool:
    """Whether two words belong so closely together that a line should not end between them."""
    last = before[-1]
    if before.upper() in _LEANS_ON_NEXT:
        return True
    if "\uac00" <= last <= "\ud7a3" and sum(c.isalnum() for c in before) == 1:
        return True
    if last in _NUMERALS and after.startswith(_UNITS):
        return True
    if last in _CONNECTIVES and after.startswith(_AUXILIARIES):
        return True
    return len(after) <= 3 and after.startswith(_DEPENDENT_NOUNS)


def _best_ends(
    widths: NDArray[np.float64], penalty: NDArray[np.float64], profile: Sequence[float]
) -> tuple[list[int], float]:
    total, size = float(widths[0, -1]), len(widths)
    unit = total / sum(profile)
    scale = unit * max(profile)
    cost = np.full(size, np.inf)
    cost[0] = 0.0
    origins: list[NDArray[Any]] = []
    for line, chord in enumerate(profile):
        fit = ((widths - unit * chord) / scale) ** 2 + penalty
        if len(profile) > 1 and line == len(profile) - 1:
            fit = fit + np.where(widths < 0.3 * scale, _WIDOW, 0.0)
        through = cost[:, None] + fit
        origins.append(np.argmin(through, axis=0))
        cost = np.min(through, axis=0)
    ends, at = [], size - 1
    for origin in reversed(origins):
        ends.append(at)
        at = int(origin[at])
    return ends[::-1], float(cost[-1])


def _join(parts: Sequence[Word], ends: Sequence[int]) -> tuple[str, ...]:
    lines, start = [], 0
    for end in ends:
        pieces = [p.text + (" " if p.spaced else "") for p in parts[start:end]]
        lines.append("".join(pieces).strip())
        start = end
    return tuple(lines)
