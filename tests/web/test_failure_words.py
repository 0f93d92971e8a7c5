"""What stopped a job is said as a sentence with dollars, in either language, whatever was noted of it."""

import pytest

from toonverse.domain.story import Language
from toonverse.web.failure_words import FAILURES, failure_words, reason_of
from toonverse.web.i18n import Voice

FACTS = {
    "needed_nusd": 339_818_500, "available_nusd": 70_000_000, "limit_nusd": 70_000_000, "needed_tokens": 1500,
    "available_tokens": 20, "provider": "openai", "model": "gpt-image-1", "successor": "gpt-image-2",
}  # fmt: skip


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("code", FAILURES)
def test_every_failure_has_a_sentence_without_code_names_or_nano_dollars(language: Language, code: str):
    said = failure_words(Voice(language), code, FACTS)
    assert code not in said
    assert "339" not in said
    assert said.endswith(".")


def test_amounts_are_told_apart_in_dollars():
    said = failure_words(Voice("en"), "cap_exceeded", FACTS)
    assert "limit of $0.07" in said
    assert "may cost $0.34" in said


def test_a_failure_that_noted_less_or_is_not_known_is_still_told():
    assert failure_words(Voice("en"), "budget_exceeded", {}) == Voice("en")("error.budget_exceeded")
    assert failure_words(Voice("en"), "story_missing", {}) == Voice("en")("error.story_missing")
    assert "odd_thing" in failure_words(Voice("en"), "odd_thing", {})


def test_what_a_provider_said_itself_is_kept_short():
    assert reason_of({"reason": "no " * 400}) == ("no " * 400)[:300]
    assert reason_of({}) == ""
