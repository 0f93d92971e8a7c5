"""One catalogue, both languages whole; the reader's choice wins over the browser's."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from starlette.testclient import TestClient

import toonverse.web
from toonverse.metering.budgets import SCOPES as BUDGET_SCOPES
from toonverse.metering.budgets import WINDOWS
from toonverse.metering.calls import Service, Source
from toonverse.metering.keys import SCOPES
from toonverse.metering.limits import ACTIONS
from toonverse.metering.users import ROLES
from toonverse.metering.watch import Against
from toonverse.store.post_rows import Origin, PostStatus
from toonverse.store.records import SUB_JOBS, Episode, JobStatus
from toonverse.store.short_rows import ClipStatus
from toonverse.studio.exports.preflight import SEVERITIES, Severity
from toonverse.studio.shot_list import KINDS, NOBODYS, SIZES_KNOWN
from toonverse.web.alert_words import WITH_FORM
from toonverse.web.errors import STATUS_OF_CODE
from toonverse.web.i18n import Voice, catalogue
from toonverse.web.pages.characters import CHOICES, COLOURS, SWITCHES
from toonverse.web.pages.costs import WAYS
from toonverse.web.pages.panel import EDITOR_WORDS, NUMBERS, PROBLEMS
from toonverse.web.pages.panel_forms import KINDS as BALLOON_KINDS
from toonverse.web.rooms import LOOKS, ROOMS

ALERTS = (
    "budget", "budget_stops", "unknown", "overrun", "unreported", "implausible", "spooled", "spool_rejected",
    "key_dead", "abnormal_usage", "low_balance", "model_ends", "price_changes", "test",
)  # fmt: skip
"""The kinds that the ledger and its watch put into the outbox."""

PAGES = {
    "account.html",
    "costs.html",
    "calls.html",
    "call.html",
    "receipt.html",
    "posts.html",
    "job.html",
    "studio.html",
    "studio.css",
    "costs.css",
    "publish.html",
    "shots.html",
    "script.html",
    "drafting.css",
    "publish.css",
    "shorts.html",
    "shorts.css",
}
ROOM = Path(toonverse.web.__file__).parent


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_message_is_in_both_languages_with_the_same_facts():
    for key, forms in catalogue().items():
        assert {"ko", "en"} <= set(forms) <= {"ko", "en", "en_one"}, key
        assert (
            placeholders(forms["ko"]) == placeholders(forms["en"]) >= placeholders(forms.get("en_one", ""))
        ), key


def test_every_message_is_used_and_every_used_one_is_there():
    texts = "\n".join(path.read_text() for path in ROOM.rglob("*") if path.suffix in {".py", ".html"})
    used = set(re.findall(r"""(?:\bt|voice|self)\(\s*["']([a-z_.]+[a-z])["']""", texts))
    used |= {f"error.{code}" for code in (*STATUS_OF_CODE, "right_missing")}
    used |= {f"style.{style}" for style in ("webtoon", "manga", "realistic", "anime")}
    used |= set(re.findall(r'"(gallery\.(?:more|all)|drafts\.(?:lead|empty))"', texts))
    rooms = "costs|calls|call|receipt|posts|job|studio|shorts"
    used |= set(re.findall(rf'"((?:{rooms})\.[a-z_.]+[a-z])"', texts)) - PAGES
    used |= {f"costs.by.{way}" for way in WAYS} | {f"costs.action.{action}" for action in ACTIONS}
    used |= {f"panel.kind.{kind}" for kind in BALLOON_KINDS} | {f"panel.problem.{code}" for code in PROBLEMS}
    used |= {f"panel.{name}" for name in (*EDITOR_WORDS, *NUMBERS)}
    used |= {f"source.{source}" for source in get_args(Source)}
    used |= {f"service.{service}" for service in get_args(Service)}
    used |= {f"job.status.{status}" for status in get_args(JobStatus)}
    used |= {f"job.step.{step}" for step in SUB_JOBS}
    used |= {f"preflight.{code}" for code in (*SEVERITIES, "other")}
    used |= {f"publish.{severity}" for severity in get_args(Severity)}
    used |= set(re.findall(r'"(publish\.[a-z_.]+[a-z])"', texts)) - PAGES
    used |= {f"shorts.clip.{status}" for status in get_args(ClipStatus)}
    used |= set(re.findall(r'"(account\.[a-z_.]+[a-z])"', texts)) - PAGES
    used |= {f"account.role.{role}" for role in ROLES} | {f"account.scope.{scope}" for scope in SCOPES}
    used |= {f"room.{name}" for name in ROOMS} | {f"look.{look or 'system'}" for look in LOOKS}
    used |= {f"desk.{status}" for status in get_args(PostStatus)}
    used |= {f"size.{size}" for size in SIZES_KNOWN} | {f"line.{kind}" for kind in KINDS}
    used |= {f"speaker.{name}" for name in NOBODYS[1:]}
    used |= {f"scope.{scope}" for scope in BUDGET_SCOPES}
    used |= {key for key in catalogue() if key.startswith("request.")}  # others are told by their name
    used |= {f"origin.{origin}" for origin in get_args(Origin)}
    used |= {f"window.{window}" for window in WINDOWS}
    used |= {f"alert.against.{what}" for what in get_args(Against)}
    used |= {f"look.{name}" for name in (*CHOICES, *COLOURS, *SWITCHES)}
    used |= {f"look.{name}.{one}" for name, choices in CHOICES.items() for one in choices}
    used |= {f"look.coat.{name}" for name in ("hair", "skin", "accent", "eyes")}
    for kind in ALERTS:
        used |= {f"alert.{kind}", f"alert.{kind}.title"}
    used |= {f"alert.{kind}.on_page" for kind in WITH_FORM}
    assert used <= set(catalogue())
    families = tuple(re.findall(r"""["']([a-z_.]+\.)(?:["']\s*~|\{)""", texts))
    assert [key for key in catalogue() if key not in used and not key.startswith(families)] == []


def test_one_panel_is_not_panels():
    assert Voice("en")("panels", count=1) == "1 panel"
    assert Voice("en")("panels", count=2) == "2 panels"
    assert Voice("ko")("panels", count=1) == "1컷"


@pytest.mark.parametrize(("accepted", "language"), [("ko", "ko"), ("en-GB,en", "en"), ("de", "ko")])
def test_a_page_speaks_the_browsers_language(client: TestClient, accepted: str, language: str):
    answer = client.get("/", headers={"accept-language": accepted})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["vary"].startswith("Accept-Language, Cookie")


def test_a_choice_is_remembered(client: TestClient):
    assert '<html lang="en">' in client.get("/?lang=en").text
    assert '<html lang="en">' in client.get("/", headers={"accept-language": "ko"}).text
    assert '<html lang="ko">' in client.get("/?lang=ko", headers={"accept-language": "en"}).text
    assert '<html lang="ko">' in client.get("/", headers={"accept-language": "en"}).text


@pytest.mark.parametrize("choice", ["fr", "", "<script>", "ko;en"])
def test_an_unknown_choice_changes_nothing(client: TestClient, choice: str):
    answer = client.get("/", params={"lang": choice}, headers={"accept-language": "en"})
    assert '<html lang="en">' in answer.text
    assert "set-cookie" not in answer.headers


def test_the_storys_words_say_which_language_they_are_in(client: TestClient, published: Episode):
    page = client.get(f"/read/{published.id}?lang=en").text
    assert '<h1 lang="ko">' in page or '<h1 class="unseen" lang="ko">' in page
    assert '<div class="strip" lang="ko"' in page
