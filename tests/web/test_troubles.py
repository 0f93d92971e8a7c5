"""What stopped ordered work is told in sentences: no page shows a code, facts or a program's words."""

import importlib
import json
import pkgutil
import re
from typing import get_args

import pytest

import toonverse
from toonverse.domain.story import Language
from toonverse.errors import ToonverseError
from toonverse.web.errors import STATUS_OF_CODE
from toonverse.web.i18n import Voice, catalogue
from toonverse.web.troubles import letters_of_failures, waits_for, why

WORK = ("draw", "jobs", "metering.outcomes", "metering.refusals", "providers", "store", "studio")
"""Rooms whose errors can stop a job, a take, a sheet, a short or a post's picture."""
OF_A_REQUEST = {
    # raised while something is asked for, before any row is there
    "empty_story", "binary_story", "story_too_large", "undecodable_story", "broken_document",
    "story_without_letters", "row_archived", "nothing_to_refund", "engine_url_unfit", "ledger_refused",
}  # fmt: skip
ODD = {
    "reason": "moderation_blocked: request_id {abc}",
    "detail": "sqlite3.OperationalError: no_such_table",
    "path": "/srv/home/images",
    "status": 400,
    "needed_nusd": 1_234_500_000,
    "available_nusd": 120_000_000,
    "limit_nusd": 1_000_000_000,
    "needed_tokens": 1_500,
    "available_tokens": 20,
    "scope": "account",
    "window": "month",
    "value": "acct_0001",
    "provider": "openai",
    "model": "gpt-image-1.5",
    "successor": "gpt-image-2",
    "retired_on": "2026-05-12",
    "step": "image.generate_all",
    "problems": "missing_field",
    "only_held": False,
}


def codes() -> dict[str, str]:
    """Every code there is, and the room of its class."""
    for module in pkgutil.walk_packages(toonverse.__path__, "toonverse."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, left = {code: "web" for code in STATUS_OF_CODE}, [ToonverseError]
    while left:
        kind = left.pop()
        found[kind.code] = kind.__module__.removeprefix("toonverse.")
        left += kind.__subclasses__()
    return found


def is_plain(said: str) -> bool:
    return not re.search(r"[{}]|[a-z]_[a-z]|nusd|sqlite|/srv|acct|moderation|\b400\b|None|\?", said)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("keeps_house", [True, False])
@pytest.mark.parametrize("facts", [ODD, {}], ids=["with facts", "without"])
def test_every_error_is_a_sentence(language: Language, keeps_house: bool, facts: dict[str, object]):
    for code in (*codes(), "", "of_a_later_release"):
        said = why(Voice(language), code, json.dumps(facts), keeps_house=keeps_house)
        assert is_plain(said), (code, said)
        assert said.endswith((".", ")")), (code, said)
        assert bool(re.search("[가-힣]", said)) == (language == "ko"), (code, said)


def test_what_can_stop_work_has_a_sentence_of_its_own():
    alone = [
        code
        for code, room in codes().items()
        if room.startswith(WORK) and not {f"failure.{code}", f"error.{code}"} & set(catalogue())
    ]
    assert set(alone) <= OF_A_REQUEST
    assert set(codes()) >= OF_A_REQUEST


def test_amounts_are_told_in_dollars_and_tokens_as_they_are():
    said = why(Voice("en"), "cap_exceeded", ODD)
    assert "$1.00" in said
    assert "$0.12" in said
    assert "$1.2345" in said
    assert "1,500 needed, 20 left" in why(Voice("en"), "balance_too_low", ODD)
    assert "$1.2345" in why(Voice("ko"), "cap_exceeded", ODD)


@pytest.mark.parametrize("language", get_args(Language))
def test_what_the_house_may_spend_is_told_only_to_whoever_keeps_it(language: Language):
    mine = why(Voice(language), "budget_exceeded", ODD, keeps_house=True)
    theirs = why(Voice(language), "budget_exceeded", ODD)
    assert "$1.00" in mine
    assert "$0.12" in mine
    assert "$" not in theirs
    assert not re.search(r"\d", theirs)
    paused = why(Voice(language), "paused", ODD)
    assert not re.search(r"\d", paused)


def test_a_provider_that_says_no_is_told_by_what_it_says_no_to():
    voice = Voice("en")
    assert "Soften" in why(voice, "provider_refused", {"provider": "openai", "error": "moderation_blocked"})
    assert "key" in why(voice, "provider_refused", {"provider": "openai", "status": 401})
    assert "key" in why(voice, "provider_refused", "OpenAI API key required to draw")
    assert why(voice, "provider_refused", {"provider": "openai", "status": 400}).startswith("OpenAI did not")


def test_only_who_keeps_the_house_is_sent_to_its_keys():
    facts = {"provider": "google", "status": 403}
    assert "billing" in why(Voice("en"), "provider_refused", facts, keeps_house=True)
    assert "billing" not in why(Voice("en"), "provider_refused", facts)


@pytest.mark.parametrize("language", get_args(Language))
def test_what_a_job_waits_for_is_a_sentence(language: Language):
    for code in (*codes(), "of_a_later_release"):
        assert is_plain(waits_for(Voice(language), code)), code
    assert waits_for(Voice(language), "") == ""


def test_a_sentence_that_comes_later_finds_its_letters():
    for language in get_args(Language):
        letters = set(letters_of_failures(Voice(language)))
        for code in codes():
            said = why(Voice(language), code, ODD)
            if f"failure.{code}" in catalogue():
                assert set(said) <= letters | set("".join(map(str, ODD.values())) + "$OpenAI,"), code
