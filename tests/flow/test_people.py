"""The operator's commands about people: what they print, and what they refuse."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from toonverse.bootstrap import open_books
from toonverse.cli.commands import app
from toonverse.db import writing
from toonverse.errors import ToonverseError
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.keys import opened_by
from toonverse.metering.passwords import account_with
from toonverse.metering.sessions import open_session, signed_in_by
from toonverse.metering.sign_in import follow_link
from toonverse.metering.tables import day_rollups, rollup_zones
from toonverse.metering.users import find_user
from toonverse.settings import Settings


def said(*words: str | Path) -> str:
    """What a command prints. Raises what it refuses."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(result.exception, ToonverseError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: str | Path) -> str:
    with pytest.raises(ToonverseError) as error:
        said(*words)
    return error.value.code


def test_a_user_is_added_with_a_key_that_is_shown_once(home: Path):
    made = json.loads(said("users", "add", "ada", "--role", "creator", "--tokens", "500", "--json"))
    assert set(made) == {"id", "name", "api_key"}
    with open_books(Settings(home=home)) as books:
        principal = opened_by(books.engine, made["api_key"])
    assert principal is not None
    assert (principal.account, principal.name, principal.role) == (made["id"], "ada", "creator")
    for words in (("users", "show", "ada", "--json"), ("users", "list", "--json"), ("keys", "list", "ada")):
        assert made["api_key"] not in said(*words)
    shown = json.loads(said("balance", "show", "ada", "--json"))
    assert (shown["available_tokens"], shown["used_tokens"], len(shown["keys"])) == (500, 0, 1)
    assert refused("users", "add", "ada") == "name_taken"


def test_keys_are_added_and_revoked(home: Path):
    said("users", "add", "ada")
    made = json.loads(said("keys", "add", "ada", "--label", "ci", "--scope", "read", "--json"))
    assert (made["label"], made["scopes"]) == ("ci", ["read"])
    said("keys", "revoke", made["id"])
    listed = json.loads(said("keys", "list", "ada", "--json"))["keys"]
    assert [key["revoked_at"] is None for key in listed] == [True, False]
    with open_books(Settings(home=home)) as books:
        assert opened_by(books.engine, made["api_key"]) is None
    assert refused("keys", "add", "ada", "--scope", "admin") == "scope_unfit"
    assert refused("keys", "revoke", "nothing") == "not_found"


def test_balances_are_granted_and_adjusted_with_a_reason(home: Path):
    said("users", "add", "ada", "--tokens", "10")
    said("balance", "grant", "ada", "5")
    said("balance", "adjust", "ada", "-15", "--memo", "counted twice")
    assert json.loads(said("balance", "show", "ada", "--json"))["balance_tokens"] == 0
    assert refused("balance", "adjust", "ada", "-1", "--memo", "too much") == "balance_too_low"
    assert refused("balance", "adjust", "ada", "1") == "memo_missing"
    assert refused("balance", "grant", "ada", "0") == "amount_unfit"
    assert refused("balance", "refund", "7") == "nothing_to_refund"


def test_a_disabled_user_is_told_as_disabled(home: Path):
    said("users", "add", "ada")
    said("users", "disable", "ada")
    assert json.loads(said("users", "show", "ada", "--json"))["disabled_at"] is not None
    said("users", "enable", "ada")
    assert json.loads(said("users", "show", "ada", "--json"))["disabled_at"] is None


def test_an_old_systems_rows_come_in_once_and_show_in_the_usage(home: Path, tmp_path: Path):
    balances, rows = tmp_path / "balances.csv", tmp_path / "usage.csv"
    balances.write_text("userId,name,balance\nu1,Ada,400\n")
    rows.write_text(
        "userId,service_type,model_name,total_tokens,api_cost,created_at\n"
        "u1,text_generation,old-model,150,0.5,2026-01-02T03:04:05Z\n"
    )
    for booked in (1, 0):
        assert json.loads(said("import", "balances", balances, "--json"))["booked"] == booked
        assert json.loads(said("import", "usage", rows, "--json"))["booked"] == booked
    told = json.loads(said("usage", "--account", "Ada", "--days", "3000", "--json"))
    assert told["totals"] == [
        {"name": "old-model", "calls": 1, "successes": 1, "tokens": 150, "cost_usd": 0.5, "mean_usd": 0.5}
    ]
    several = json.loads(said("usage", "--by", "day", "--by", "account", "--days", "3000", "--json"))
    assert several["by"] == ["day", "account"]
    (day,) = several["totals"]
    assert (day["day"], day["account"], day["cost_usd"]) == ("2026-01-02", "Ada", 0.5)
    (call,) = json.loads(said("usage", "--calls", "5", "--days", "3000", "--json"))["calls"]
    assert (call["model"], call["total_tokens"], call["success"]) == ("old-model", 150, True)
    assert "old-model" in said("usage", "--calls", "5", "--days", "3000")
    assert json.loads(said("usage", "--calls", "5", "--failed", "--days", "3000", "--json"))["calls"] == []
    charges = tmp_path / "charges.csv"
    assert "1" in said("usage", "--days", "3000", "--focus", charges)
    assert "old-model" in charges.read_text()
    assert said("usage", "--days", "3000", "--focus", "-").startswith("BilledCost,")
    assert json.loads(said("usage", "--by", "episode", "--json"))["totals"] == []
    bill = tmp_path / "costs.json"
    bill.write_text('{"data": [{"start_time": 1767323045, "results": []}]}')
    for changed in (1, 0):
        assert json.loads(said("reconcile", bill, "--json")) == {
            "changed_lines": changed, "settled": [], "matches": [], "rate": None,
        }  # fmt: skip
    part = tmp_path / "part.json"
    part.write_text('{"data": [], "has_more": true, "next_page": "page_2"}')
    assert refused("reconcile", part) == "bill_partial"
    assert refused("reconcile", rows) == "bill_unfit"
    told = json.loads(said("prices", "rerate", "--from", "2026-01-01", "--at", "2026-06-01", "--json"))
    assert (told["was_usd"], told["unpriced_usd"], told["models"][0]["unpriced_calls"]) == (0, 0.5, 1)
    assert told["models"][0]["unpriced"] == [{"reason": "model_unknown", "calls": 1, "cost_usd": 0.5}]
    assert "old-model: 1 calls ($0.50) are left out" in said("prices", "rerate", "--from", "2026-01-01")
    assert refused("prices", "rerate", "--at", "next") == "nothing_changes"
    assert refused("prices", "rerate", "--at", "soon") == "day_unfit"
    assert refused("prices", "rerate", "--as", "one") == "replacement_unfit"
    assert "Ada" in said("usage", "--by", "account", "--days", "3000")
    assert json.loads(said("doctor", "--json"))["healthy"]


def test_people_are_told_in_korean_too(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert "열쇠" in said("users", "add", "아다")
    assert "이름" in said("users", "list")


def test_days_that_no_booking_keeps_are_named_by_doctor_and_made_anew_by_a_report(home: Path):
    with open_books(Settings(home=home)) as books, writing(books.engine).begin() as tx:
        days = {name: "x" for name in ("account", "source", "service", "provider", "model", "request_type")}
        tx.execute(
            day_rollups.insert().values(time_zone=books.zone.key, day=date(2026, 1, 1), calls=7, **days)
        )
        tx.execute(rollup_zones.delete())
    found = CliRunner().invoke(app, ["doctor", "--json"])
    broken = [check for check in json.loads(found.stdout)["checks"] if check["verdict"] == "broken"]
    assert (found.exit_code, [check["detail"].partition(":")[0] for check in broken]) == (5, ["day_wrong"])
    assert json.loads(said("usage", "--json"))["totals"] == []
    assert json.loads(said("doctor", "--json"))["healthy"]


PASSWORD = "a long enough one"


def test_a_password_is_one_line_of_what_is_piped_in_and_signs_every_browser_out(home: Path):
    said("users", "add", "ada")
    with open_books(Settings(home=home)) as books:
        clock, ada = books.ledger.clock, find_user(books.engine, "ada").id
        secret = open_session(books.engine, clock, ada)
        result = CliRunner().invoke(app, ["users", "password", "ada"], input=f"{PASSWORD}\nanother line\n")
        assert result.exit_code == 0, result.output
        assert PASSWORD not in result.output
        assert signed_in_by(books.engine, clock, secret) is None
        assert account_with(books.engine, clock, "ada", PASSWORD) == ada


def test_a_password_that_is_too_short_or_of_nobody_is_refused(home: Path):
    said("users", "add", "ada")
    for name, password, code in (("ada", "short", "password_unfit"), ("bob", PASSWORD, "not_found")):
        result = CliRunner().invoke(app, ["users", "password", name], input=f"{password}\n")
        assert isinstance(result.exception, ToonverseError)
        assert result.exception.code == code


def test_a_link_signs_in_whom_it_is_for_once_and_by_default_the_machines_owner(home: Path):
    said("users", "add", "ada")
    links = [said("users", "link", *who, "--at", "https://toons.example/").strip() for who in ((), ("ada",))]
    with open_books(Settings(home=home)) as books:
        clock, ada = books.ledger.clock, find_user(books.engine, "ada").id
        for link, account in zip(links, (LOCAL_OWNER, ada), strict=True):
            address, _, secret = link.partition("?token=")
            assert address == "https://toons.example/signin"
            signed_in = signed_in_by(books.engine, clock, follow_link(books.engine, clock, secret))
            assert signed_in is not None
            assert signed_in.account == account


def test_a_user_is_signed_out_everywhere(home: Path):
    said("users", "add", "ada")
    with open_books(Settings(home=home)) as books:
        clock, ada = books.ledger.clock, find_user(books.engine, "ada").id
        secrets = [open_session(books.engine, clock, ada) for _ in range(2)]
        said("users", "signout", "ada")
        assert [signed_in_by(books.engine, clock, one) for one in secrets] == [None, None]
