"""A script as one row of units in the story's order: sentences that are told, lines that are said."""

from dataclasses import dataclass

from toonverse.domain.script import Beat, Line, Script
from toonverse.domain.story import Language
from toonverse.studio.directing.wording import BALLOON_LIMIT, breaths, caption, sentences

LINE_BREATHS_MAX = 12  # a longer speech is a lecture: its middle goes


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of narration, or one line.

    `texts` are what can be lettered of it: the breaths of a line; the caption of a sentence, or
    nothing when no well-formed caption is left of it (it can still be drawn). `at` is its place in
    the story, 0 to 1 by length. `seen` are the names of those in its beat.
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


def _line_texts(line: Line, language: Language, asked: bool) -> tuple[str, ...]:
    limit = BALLOON_LIMIT[language]
    found = breaths(line.text, language, limit * 3 // 2 if asked or line.kind == "caption" else limit)
    if len(found) > LINE_BREATHS_MAX:
        half = LINE_BREATHS_MAX // 2
        found = (*found[: half - 1], found[half - 1].rstrip(" ,.") + "…", *found[-half:])
    return found


def _beat_units(beat: Beat, language: Language) -> list[tuple[Line, tuple[str, ...], bool]]:
    rows: list[tuple[Line, tuple[str, ...], bool]] = []
    for sentence in sentences(beat.action):
        text = "" if beat.panel else caption(sentence, language)
        rows.append((Line(sentence, kind="caption"), (text,) if text else (), True))
    for line in beat.lines:
        texts = _line_texts(line, language, beat.panel > 0)
        if texts:
            rows.append((line, texts, False))
    return rows


def units(script: Script) -> tuple[Unit, ...]:
    """Every unit of the script. A beat with neither words nor lines gives nothing."""
    rows: list[tuple[int, int, Beat, Line, tuple[str, ...], bool]] = []
    count = 0
    for place, scene in enumerate(script.scenes):
        for beat in scene.beats:
            rows += [(place, count, beat, *row) for row in _beat_units(beat, script.language)]
            count += 1
    total = sum(len(row[3].text) for row in rows) or 1
    found: list[Unit] = []
    gone = 0
    for index, (place, number, beat, line, texts, told) in enumerate(rows):
        middle = (gone + len(line.text) / 2) / total
        found.append(Unit(index, place, number, beat.panel, line, texts, told, middle, beat.present))
        gone += len(line.text)
    return tuple(found)
