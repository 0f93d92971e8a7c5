"""Short passages, each with one way of marking speech; every line bears its speaker before it in braces.

They were labelled before they were first read. Several names in one pair of braces are all right.
"""

import re
from pathlib import Path

import pytest

from toonverse.studio.intake import take_in
from toonverse.studio.reading import read, report

PASSAGES = sorted((Path(__file__).parent / "passages").glob("*.txt"))
SPEAKER = re.compile(r"\{([^}]*)\}")
WELL_READ = frozenset(
    (
        "crowd_kids",
        "first_person",
        "single_quotes",
        "tags_everywhere",
        "western_dialect",
        "라고_하고",
        "일인칭",
        "줄표",
        "끊긴_말",
    )
)
"""Passages in which every line has found its speaker; it shall stay so."""


def told(passage: Path) -> tuple[list[tuple[set[str], str]], list[dict[str, str]], dict[str, set[str]]]:
    """The labels (names, opening of the line), what was read, and each reader's name with its aliases."""
    text = passage.read_text(encoding="utf-8")
    labels = [(set(m[1].split("/")), letters(text[m.end() :])[:8]) for m in SPEAKER.finditer(text)]
    story = take_in(SPEAKER.sub("", text).encode(), passage.name, None, "auto")
    found = report(read(story))
    names = {c["name"]: {c["name"], *c["aliases"]} for c in found["characters"]}
    return labels, found["quotes"], names


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def wrong(passage: Path) -> tuple[list[str], int]:
    """The lines given to somebody else, and how many lines there are."""
    labels, quotes, names = told(passage)
    assert [letters(q["text"])[: len(o)] for q, (_, o) in zip(quotes, labels, strict=True)] == [
        o[: len(letters(q["text"]))] for q, (_, o) in zip(quotes, labels, strict=True)
    ]
    misses = [
        f"{quote['speaker']}, not {'/'.join(sorted(right))}: {quote['text']}"
        for quote, (right, _) in zip(quotes, labels, strict=True)
        if not right & names.get(quote["speaker"], {quote["speaker"]})
    ]
    return misses, len(labels)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.stem)
def test_no_line_of_a_passage_is_lost_and_those_read_well_stay_so(passage: Path):
    misses, _ = wrong(passage)
    assert passage.stem not in WELL_READ or misses == []


def test_over_all_passages_nine_lines_of_ten_have_the_right_speaker():
    found = [wrong(p) for p in PASSAGES]
    assert sum(len(misses) for misses, _ in found) <= sum(lines for _, lines in found) // 10, found
