"""Stories written and labelled for these tests before the reader saw them."""

import pytest

from reading.labels import STORIES, Score, labels_of, score
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read, report

NAMES = sorted(p.stem for p in STORIES.glob("*.txt"))


def scored(name: str) -> Score:
    story = take_in((STORIES / f"{name}.txt").read_bytes(), f"{name}.txt", None, "auto")
    return score(labels_of(name), report(read(story)))


@pytest.mark.parametrize("name", NAMES)
def test_no_spoken_line_of_a_story_is_lost(name: str):
    assert scored(name).lost == []


@pytest.mark.parametrize("name", NAMES)
def test_a_story_is_told_apart_well_enough(name: str):
    found = scored(name)
    assert found.speakers >= 0.75, found.wrong_speakers
    assert found.kinds >= 0.94, found.wrong_kinds


def test_over_all_stories_most_lines_have_the_right_speaker():
    found = [scored(name) for name in NAMES]
    wrong = sum(len(f.wrong_speakers) for f in found) / sum(f.quotes for f in found)
    assert 1 - wrong >= 0.92


def test_over_all_stories_most_scene_cuts_are_found():
    found = [scored(name) for name in NAMES]
    cuts = sum(len(labels_of(name).cuts) - 1 for name in NAMES)
    assert sum(len(f.missed_cuts) for f in found) <= cuts // 9
    assert sum(len(f.false_cuts) for f in found) <= cuts // 3


def test_over_all_stories_nearly_every_scene_has_its_place_time_and_weather():
    found = [scored(name) for name in NAMES]
    told = 3 * sum(len(labels_of(name).cuts) for name in NAMES)
    assert sum(len(f.wrong_settings) for f in found) <= told // 20
