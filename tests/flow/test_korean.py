"""Where the terminal is Korean, the operator's tables and refusals are; `--json` stays as it is."""

import json
import re
from pathlib import Path

import pytest
from test_people import said

from toonverse.cli.sentences import sentence
from toonverse.errors import ToonverseError
from toonverse.metering.budgets import WINDOWS
from toonverse.metering.invariants import CODES

TABLES = (
    ("users", "list"),
    ("users", "show", "mina"),
    ("keys", "list"),
    ("balance", "show", "mina"),
    ("budgets", "list"),
    ("prices", "show", "gpt-image-2.5-flare"),
    ("prices", "list"),
    ("prices", "rate", "list"),
    ("unknown", "list"),
    ("doctor",),
    ("usage",),
    ("alerts", "list"),
)
NAMES = {
    "mina",
    "local",
    "owner",
    "account",
    "images",
    "toonverse",
    "openai",
    "google",
    "video",
    "platform",
    "draft",
    "hd",
    "standard",
}
"""Names of people, models, providers, and of what is typed just so: `account:mina`."""


@pytest.fixture
def korean(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    said("users", "add", "mina", "--tokens", "500")
    said(
        "budgets", "set", "--scope", "account:mina", "--window", "week", "--limit", "1", "--action", "notify"
    )
    said("budgets", "set", "--window", "total", "--limit", "1")
    return home


def test_tables_speak_korean(korean: Path):
    for table in TABLES:
        shown = said(*table)
        assert re.search("[가-힣]", shown), table
        ours = [line for line in shown.splitlines() if not line.startswith("출처: ")]  # the catalogue's own
        text = re.sub(r"\S*[0-9/.]\S*", " ", "\n".join(ours))  # models, ids, paths, amounts
        assert set(re.findall("[a-z]{2,}", text)) <= NAMES, table


def test_json_keeps_its_words(korean: Path):
    told = json.loads(said("budgets", "list", "--json"))["budgets"]
    assert {(one["window"], one["action"]) for one in told} == {
        *(("day", "stop"), ("total", "stop"), ("week", "notify"))
    }
    names = {one["name"] for one in json.loads(said("doctor", "--json"))["checks"]}
    assert {"ledger", "storage", "fonts", "models"} <= names


@pytest.mark.parametrize("word", [*CODES, *WINDOWS])
def test_each_word_of_the_books_has_a_korean_one(korean: Path, word: str):
    facts: dict[str, object] = {"what": word, "id": 7}
    assert re.findall("[a-z]+", sentence("not_found", facts)) == []


def test_a_budget_that_refuses_says_which_in_korean(korean: Path):
    facts: dict[str, object] = {"scope": "global", "window": "day", "needed_nusd": 1, "limit_nusd": 2}
    said_so = sentence("budget_exceeded", facts | {"available_nusd": 0}, ToonverseError)
    assert said_so.startswith("전체 예산(하루)을 넘습니다")
