"""What a long story costs is known at once: only its beginning is read, and its maximum is never passed."""

from datetime import UTC, datetime

import pytest

from metered import CATALOG
from toonverse.domain.script import Script
from toonverse.domain.story import Story
from toonverse.domain.storyboard import Storyboard
from toonverse.metering.calls import Call, Quality, Quote
from toonverse.metering.catalog import Model, pricing
from toonverse.studio import estimate as at
from toonverse.studio.commission import Commission
from toonverse.studio.directing import direct
from toonverse.studio.reading import read

LINES = "\n".join(
    f"Nora carried lamp {n} down to the pier.\n“Nobody is coming,” said Tom. “Not on night {n}.”"
    for n in range(120)
)


class Prices:
    def quote(self, call: Call) -> Quote:
        return pricing.quote(CATALOG, call, datetime(2026, 6, 1, tzinfo=UTC))


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Characters of each text that was read; a long one has more than 3,000."""
    lengths: list[int] = []

    def noted(story: Story) -> Script:
        lengths.append(len(story.text))
        return read(story)

    monkeypatch.setattr(at, "read", noted)
    monkeypatch.setattr(at, "READ_CHARACTERS_MAX", 3_000)
    return lengths


def order(name: str, lines: str, panels: int | None = None) -> Commission:
    return Commission(Story(name, lines, "en", "prose"), name, panels=panels, image_model="picture")


def test_of_a_long_story_only_the_beginning_is_read_and_no_panel_costs_more(seen: list[int]):
    long = order("a long one", LINES, 9)
    told = at.estimate(Prices(), CATALOG, long)
    assert told.panels == 9
    assert seen == [], "who says how many panels needs none of it read"
    usual = at.estimate(Prices(), CATALOG, order("a long one", LINES))
    assert all(length <= 3_000 for length in seen)
    assert seen
    whole = at.quote_episode(Prices(), at.expected_calls(*board_of(long), sheets=True, waits=False)[0])
    assert told.maximum_nusd >= whole.maximum_nusd > 0
    assert usual.panels > 12


def test_a_story_is_read_once_for_its_price_and_its_order(seen: list[int]):
    short = order("a short one", LINES[:2_000])
    first, again = (at.estimate(Prices(), CATALOG, short) for _ in range(2))
    assert first == again
    assert len(seen) == 1


def board_of(long: Commission) -> tuple[Storyboard, Model, Quality]:
    board = direct(read(long.story), long.style, long.panels)
    return board, CATALOG.model(long.image_model), long.quality
