"""A script as one row of units in the story's order: sentences that are told, lines that are said."""

import re
from dataclasses import dataclass, replace

from toonverse.domain.script import Beat, Line, Script
from toonverse.domain.story import Language
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.wording import (
    BALLOON_LIMIT,
    as_balloon,
    breaths,
    captions_of,
    is_end_mark,
    is_short,
    is_tag,
    joined,
    sentences,
)

LINE_BREATHS_MAX = 12  # a longer speech is a lecture: its middle goes
_PRONOUNS = frozenset(
    {
        "he",
        "she",
        "they",
        "그는",
        "그녀는",
        "그가",
        "그녀가",
        "그들은",
        "everybody",
        "everyone",
        "somebody",
        "모두",
    }
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of narration, or one line.

    `texts` are what can be lettered of it: the breaths of a line; the caption of a sentence (two
    boxes where it is long), or nothing when no well-formed one is left of it (it can still be drawn). `at` is
    its place in the story, 0 to 1 by length. `seen` are the names of those in its beat.
    """

    index: int
    scene: int
    beat: int
    panel: int
    line: Line
    texts: tuple[str, ...]
    told: bool
    at: float
    seen: tuple[str, ...]

    @property
    def written(self) -> bool:
        """A caption that the writer asked for, or words on a letter or sign."""
        return self.line.kind in ("caption", "letter", "sign") and not self.told


@dataclass(slots=True)
class _Row:
    """A unit in the making."""

    scene: int
    beat: int
    source: Beat
    line: Line
    texts: tuple[str, ...]
    told: bool


def _line_texts(line: Line, language: Language, asked: bool) -> tuple[str, ...]:
    limit = BALLOON_LIMIT[language]
    found = breaths(line.text, language, limit * 3 // 2 if asked or line.kind == "caption" else limit)
    if len(found) > LINE_BREATHS_MAX:
        half = LINE_BREATHS_MAX // 2
        found = (*found[: half - 1], found[half - 1].rstrip(" ,.") + "…", *found[-half:])
    return found


def _gesture(sentence: str, names: tuple[str, ...], language: Language) -> bool:
    """A short sentence in which somebody does what the picture shows: no caption for "Mina smiled."."""
    if not is_short(sentence, language) or lexicon.turns(sentence):
        return False
    start = sentence.split()[0].strip(".,!?")
    somebody = (
        any(name in sentence or name.upper() in sentence for name in names) or start.casefold() in _PRONOUNS
    )
    return somebody and bool(
        lexicon.first(doings.POSES, sentence)
        or lexicon.first(lexicon.EMOTIONS, sentence)
        or lexicon.small_act(sentence)
    )


def _cased(sentence: str, names: tuple[str, ...]) -> str:
    """A screenplay's EDDA is Edda in a caption."""
    for name in names:
        if name.isascii() and name.upper() != name:
            sentence = re.sub(rf"\b{re.escape(name.upper())}\b", name, sentence)
    return sentence


def _beat_rows(scene: int, number: int, beat: Beat, names: tuple[str, ...], language: Language) -> list[_Row]:
    rows: list[_Row] = []
    for sentence in sentences(beat.action):
        plain = beat.panel or is_tag(sentence, language) or _gesture(sentence, names, language)
        texts = () if plain else captions_of(_cased(sentence, names), language)
        rows.append(_Row(scene, number, beat, Line(sentence, kind="caption"), texts, True))
    rows += [_Row(scene, number, beat, _as_written(line), ("",), False) for line in beat.lines if _said(line)]
    return rows


def _as_written(line: Line) -> Line:
    """A line without the underscores of set italics; one that is all in italics is a letter read."""
    if "_" not in line.text:
        return line
    whole = line.kind == "speech" and re.fullmatch(r"_[^_]+_[.!?]?", line.text.strip())
    return replace(line, text=line.text.replace("_", ""), kind="letter" if whole else line.kind)


def _said(line: Line) -> bool:
    return bool(line.text.strip()) and not (line.kind == "caption" and is_end_mark(line.text))


def _continued(rows: list[_Row], i: int, language: Language) -> int | None:
    """Index of the line that goes on with line `i` after a bare "he said", if one does."""
    row = rows[i]
    if not row.line.text.rstrip().endswith(",") or row.source.panel:
        return None
    for j in range(i + 1, len(rows)):
        after = rows[j]
        if after.scene != row.scene or (after.told and after.texts):
            return None
        if not after.told:
            same = (after.line.speaker, after.line.kind) == (row.line.speaker, row.line.kind)
            return j if same else None
    return None


def _goes_on(rows: list[_Row], i: int) -> bool:
    """Whether the speaker goes on in mid-sentence after some narration."""
    after = next((row for row in rows[i + 1 : i + 4] if not row.told), None)
    return after is not None and after.line.speaker == rows[i].line.speaker and after.line.text[:1].islower()


def _rejoined(rows: list[_Row], language: Language) -> list[_Row]:
    """Speeches that narration had parted are one line again; each line gets its breaths."""
    gone: set[int] = set()
    for i, row in enumerate(rows):
        if row.told or i in gone:
            continue
        while (j := _continued(rows, i, language)) is not None and j not in gone:
            text = joined(row.line.text, rows[j].line.text)
            row.line = replace(row.line, text=text)
            rows[j].line = row.line
            gone.add(j)
            if not text.endswith(","):
                break
        if not _goes_on(rows, i):
            row.line = replace(row.line, text=as_balloon(row.line.text))
        row.texts = _line_texts(row.line, language, row.source.panel > 0)
    return [row for i, row in enumerate(rows) if i not in gone]


def units(script: Script) -> tuple[Unit, ...]:
    """Every unit of the script. A beat with neither words nor lines gives nothing."""
    names = tuple(n for c in script.characters for n in (c.name, *c.aliases) if len(n) > 1)
    rows: list[_Row] = []
    count = 0
    for place, scene in enumerate(script.scenes):
        for beat in scene.beats:
            rows += _beat_rows(place, count, beat, names, script.language)
            count += 1
    rows = _rejoined(rows, script.language)
    total = sum(len(row.line.text) for row in rows) or 1
    found: list[Unit] = []
    gone = 0
    for index, row in enumerate(rows):
        middle = (gone + len(row.line.text) / 2) / total
        seen = row.source.present
        found.append(
            Unit(index, row.scene, row.beat, row.source.panel, row.line, row.texts, row.told, middle, seen)
        )
        gone += len(row.line.text)
    return tuple(found)
