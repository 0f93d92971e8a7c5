"""Every error that a person may meet has a sentence in both languages, and money is shown as money."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import toonverse
from toonverse.cli.phrases import PHRASES
from toonverse.cli.sentences import dollars, estimate, exit_code, sentence
from toonverse.errors import MoneyRefused, ToonverseError
from toonverse.metering.refusals import CapExceeded
from toonverse.web.gateway.refusals import SENTENCES

WEB_ONLY = {
    *("foreign_origin", "cursor_unfit", "edition_unnamed", "busy"),
    *("sign_in_refused", "tried_too_often", "link_used", "too_many_keys", "other_studio"),
    *("notice_unfit", "signature_unfit", "webhook_off", "story_missing", "wish_unfit", "bad_request"),
}
GATEWAY = "toonverse.web.gateway."
"""It has sentences of its own, for programs."""


def kinds(kind: type[ToonverseError]) -> Iterator[type[ToonverseError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


def test_every_error_code_has_its_sentence():
    for module in pkgutil.walk_packages(toonverse.__path__, "toonverse."):
        if not module.name.endswith(("__main__", "migrations.env")):
            importlib.import_module(module.name)
    here = [kind for kind in kinds(ToonverseError) if kind.__module__.startswith("toonverse.")]
    ours = {kind.code for kind in here if not kind.__module__.startswith(GATEWAY)}
    assert ours - WEB_ONLY - PHRASES.keys() == set()
    assert PHRASES.keys() - ours == set(), "a sentence that nothing says"
    assert {kind.code for kind in here if kind.__module__.startswith(GATEWAY)} <= SENTENCES.keys()


@pytest.mark.parametrize("language", ["ko_KR.UTF-8", "en_US.UTF-8", "C"])
def test_a_sentence_says_amounts_in_dollars(monkeypatch: pytest.MonkeyPatch, language: str):
    monkeypatch.setenv("LC_ALL", language)
    facts = {"needed_nusd": 480_000_000, "available_nusd": 0, "limit_nusd": 100_000_000}
    said = sentence("cap_exceeded", facts, CapExceeded)
    assert "$0.48" in said
    assert "$0.10" in said
    assert ("한도" in said) is language.startswith("ko")


def test_an_error_without_a_sentence_is_said_by_its_kind_with_its_facts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LC_ALL", "C")
    said = sentence("brand_new", {"why": "so"}, MoneyRefused)
    assert said == "Money said no; nothing was spent. (brand_new: why: so)"


def test_fractions_of_a_cent_are_shown():
    assert dollars(0) == "$0.00"
    assert dollars(1_500_000_000) == "$1.50"
    assert dollars(42_545_000) == "$0.042545"


def test_exit_codes_tell_the_kinds_apart():
    assert exit_code(CapExceeded) == 3
    assert exit_code(ToonverseError) == 1


def test_an_estimate_is_rounded_up_to_what_people_read():
    assert estimate(1_084_398_342) == "$1.0844"
    assert estimate(1) == "$0.0001"
    assert estimate(0) == "$0.00"
