"""Balances and usage of an earlier system are booked once, as they were, and the books stay true."""

import json
from pathlib import Path

import pytest

from metered import CATALOG, PICTURE_NUSD, House, picture, who
from toonverse.metering.history import Imported, import_balances, import_usage
from toonverse.metering.old_records import RecordsUnfit, balances_in, read_records, records_in, uses_in
from toonverse.metering.outbox import list_alerts
from toonverse.metering.refusals import BudgetExceeded
from toonverse.metering.reports import Period, totals
from toonverse.metering.tables import budget_counters, outbox, usage_rows
from toonverse.metering.users import find_user
from toonverse.metering.watch import look
from toonverse.money import from_usd

TOKEN_USAGE = """userId,service_type,model_name,prompt_tokens,completion_tokens,total_tokens,api_cost,created_at,metadata
u1,text_generation,gemini-1.5-flash,100,50,150,0.00003,2025-01-02T03:04:05Z,"{""requestType"": ""script_generation""}"
u1,text_generation,gemini-1.5-flash,100,50,150,0.00003,2025-01-02T03:04:05Z,"{""requestType"": ""script_generation""}"
u2,video_generation,veo-3.0-fast,,,1000,1.2,2025-01-03 00:00:00,
"""  # noqa: E501
AI_USAGE = [
    {
        "id": 1, "type": "image_generation", "model": "dall-e-3", "size": "1792x1024", "cost": 0.04,
        "success": True, "errorMsg": None, "postId": "p1", "source": "webhook",
        "createdAt": "2025-02-01T00:00:00+09:00",
    },
    {
        "id": 2, "type": "text_completion", "model": "gpt-4o", "size": None, "cost": 0,
        "success": False, "errorMsg": "rate limit", "postId": None, "source": "migration_script",
        "createdAt": "2025-02-01T00:00:00Z",
    },
]  # fmt: skip
BALANCES = "userId,name,balance\nu1,Ada,400\nu2,Bob,0\n"


def book_usage(house: House, path: Path) -> Imported:
    return import_usage(house.ledger, CATALOG, uses_in(read_records(path)))


def written(folder: Path, name: str, text: str) -> Path:
    path = folder.parent / f"{folder.name}-{name}"
    path.write_text(text, encoding="utf-8")
    return path


def test_token_usage_is_booked_once_however_often_it_comes(house: House, tmp_path: Path):
    balances = written(tmp_path, "balances.csv", BALANCES)
    rows = written(tmp_path, "usage.csv", TOKEN_USAGE)
    assert import_balances(house.ledger, balances_in(read_records(balances))) == Imported(1, 1, 2)
    assert book_usage(house, rows) == Imported(3, 0, 0)
    assert book_usage(house, rows) == Imported(0, 3, 0)
    assert import_balances(house.ledger, balances_in(read_records(balances))) == Imported(0, 2, 0)
    ada, bob = find_user(house.engine, "Ada"), find_user(house.engine, "u2")
    assert (ada.id, ada.available_tokens, ada.used_tokens) == ("u1", 400, 300)
    assert (bob.name, bob.available_tokens, bob.used_tokens) == ("Bob", 0, 1000)
    first = house.rows(usage_rows)[0]
    assert (first["cost_nusd"], first["request_type"], first["source"]) == (
        30_000,
        "script_generation",
        "import",
    )
    assert (first["prompt_tokens"], first["total_tokens"], first["success"]) == (100, 150, True)


def test_ai_usage_keeps_its_source_its_post_and_its_old_price(house: House, tmp_path: Path):
    rows = written(tmp_path, "usage.json", json.dumps(AI_USAGE))
    assert book_usage(house, rows) == Imported(2, 0, 0)
    assert book_usage(house, rows) == Imported(0, 2, 0)
    drawn, failed = house.rows(usage_rows)
    assert (drawn["account"], drawn["source"], drawn["post"]) == ("local", "webhook", "p1")
    assert (drawn["cost_nusd"], drawn["size"], drawn["success"]) == (from_usd("0.04"), "1792x1024", True)
    assert str(drawn["created_at"]) == "2025-01-31 15:00:00+00:00"
    assert (failed["service"], failed["success"], failed["error_message"]) == (
        "text_generation", False, "rate limit",
    )  # fmt: skip
    found, _ = totals(house.engine, Period.always(house.zone), ("source",), {"account": "local"})
    assert (found.name, found.calls, found.cost_nusd) == ("webhook", 1, from_usd("0.04"))


async def test_history_counts_in_the_windows_of_its_own_days(house: House, tmp_path: Path):
    house.budget("global", "", "month", from_usd(1))
    house.budget("global", "", "total", from_usd(1))
    house.account("ada", None)
    book_usage(house, written(tmp_path, "usage.csv", TOKEN_USAGE))
    assert house.broken() == []
    with pytest.raises(BudgetExceeded) as refused:
        await house.meter().buy(picture(), who("ada"), "k")
    assert refused.value.facts["window"] == "total"
    house.budget("global", "", "total", from_usd(2))
    await house.meter().buy(picture(), who("ada"), "k")
    told = [
        (alert.kind, alert.facts["window"], alert.facts.get("percent"))
        for alert in reversed(list_alerts(house.engine))
    ]
    passed = [("budget", "total", percent) for percent in (50, 80, 100)]
    stopped = ("budget_stops", "total", None)
    assert told == [*passed, stopped, ("budget", "total", 50)], "not of a month long gone"
    spent = {row["settled_nusd"] for row in house.rows(budget_counters)}
    assert {PICTURE_NUSD, 1_200_060_000, PICTURE_NUSD + 1_200_060_000} <= spent


def test_an_imported_call_can_be_refunded_like_any_other(house: House, tmp_path: Path):
    book_usage(house, written(tmp_path, "usage.csv", TOKEN_USAGE))
    assert house.ledger.refund(3, "it never came")
    assert find_user(house.engine, "u2").used_tokens == 0


@pytest.mark.parametrize(
    ("name", "text", "row"),
    [
        ("a.csv", TOKEN_USAGE.replace("150,0.00003", "150,much", 1), 1),
        ("a.csv", TOKEN_USAGE.replace("100,50", "-1,50", 1), 1),
        ("a.csv", TOKEN_USAGE.replace("2025-01-03 00:00:00", "yesterday"), 3),
        ("a.csv", TOKEN_USAGE + "u3,text_generation,m,1,1,2,0,2025-01-01,,one too many\n", 4),
        ("a.json", '{"rows": []}', 0),
        ("a.json", "[1]", 1),
        ("a.json", "[" * 100_000, 0),
        (
            "a.json",
            '[{"type": "image_generation", "model": "m", "createdAt": "2025-01-01", "cost": 1e99}]',
            1,
        ),
        ("a.json", '[{"type": "image_generation", "model": "m\\u0000", "createdAt": "2025-01-01"}]', 1),
        ("a.json", '[{"model": "m", "createdAt": "2025-01-01"}]', 1),
        ("a.json", '[{"type": "x", "model": "m", "createdAt": "2025-01-01", "metadata": "[]"}]', 1),
    ],
)
def test_a_file_with_one_bad_row_is_named_and_nothing_of_it_is_read(
    tmp_path: Path, name: str, text: str, row: int
):
    with pytest.raises(RecordsUnfit) as unfit:
        uses_in(read_records(written(tmp_path, name, text)))
    assert unfit.value.facts["row"] == row


@pytest.mark.parametrize(
    "text", ["userId,balance\nu1,\n", "userId,balance\n,5\n", "userId,balance\nu,1\nu,2\n"]
)
def test_balances_without_a_user_or_a_number_or_twice_are_refused(tmp_path: Path, text: str):
    with pytest.raises(RecordsUnfit):
        balances_in(read_records(written(tmp_path, "b.csv", text)))


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(RecordsUnfit):
        read_records(tmp_path / "nothing.csv")


@pytest.mark.parametrize("word", ["line one\nline two", "a\u2028b", 'said "no"', "a,b"])
def test_a_csv_keeps_every_character_of_its_fields(word: str):
    quoted = '"' + word.replace('"', '""') + '"'
    (row,) = records_in(f"user,errorMsg\r\nada,{quoted}\r\n".encode(), "usage.csv", is_json=False).rows
    assert row == {"user": "ada", "errorMsg": word}


def test_use_that_came_in_alone_says_nothing_of_a_low_balance(house: House, tmp_path: Path):
    book_usage(house, written(tmp_path, "usage.csv", TOKEN_USAGE))
    look(house.engine, CATALOG, house.zone, house.ledger.clock())
    assert [row["kind"] for row in house.rows(outbox) if row["kind"] == "low_balance"] == []
    import_balances(
        house.ledger,
        balances_in(read_records(written(tmp_path, "b.csv", "userId,name,balance\nu1,Ada,10\n"))),
    )
    look(house.engine, CATALOG, house.zone, house.ledger.clock())
    assert [row["kind"] for row in house.rows(outbox) if row["kind"] == "low_balance"] != []


def test_what_another_system_bought_by_batch_is_looked_for_in_no_batch_of_ours(house: House, tmp_path: Path):
    rows = written(tmp_path, "usage.json", json.dumps([AI_USAGE[0] | {"metadata": {"tier": "batch"}}]))
    assert book_usage(house, rows) == Imported(1, 0, 0)
    assert '"tier": "batch"' in str(house.rows(usage_rows)[0]["metadata"])
    assert house.broken() == []
