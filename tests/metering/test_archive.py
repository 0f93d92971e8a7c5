"""Archives: rows of long ago lie in files, no sum is another one, and they come back as they were."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import environment
from metered import NOON, SEOUL, House, picture, who, words
from toonverse.metering import archive, details, focus, parquet
from toonverse.metering.archive import ArchiveDamaged
from toonverse.metering.archive_tables import archives
from toonverse.metering.budgets import sums
from toonverse.metering.details import Chosen
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.metering.refusals import NotFound, RowArchived
from toonverse.metering.reports import Column, Period, receipt, totals
from toonverse.metering.tables import budgets, usage_rows
from toonverse.metering.unknowns import settle_unknown

UTC = ZoneInfo("UTC")
BY: tuple[Column, ...] = ("day", "account", "source", "service", "model", "request_type")
FOREVER = NOON + timedelta(days=3650)


async def a_year(house: House) -> None:
    """Successes, refusals, a refund, a verdict on an unknown one, texts, two users, over a year."""
    house.account("ada", 10_000)
    house.budget("global", "", "total", 10**12, False)
    meter = house.meter()
    for month in range(12):
        for account in ("local", "ada"):
            of = who(account, episode=str(month))
            await meter.buy(picture(f"{account} {month}"), of, f"picture/{month}")
            await meter.buy(words(f"{account} {month}"), of, f"words/{month}")
        house.paid.orders = [Refused(reason="no")]
        with pytest.raises(Refused):
            await meter.buy(picture(f"no {month}"), who(episode=str(month)), f"no/{month}")
        house.clock.advance(timedelta(days=30, hours=1))
    house.paid.orders = [Unknown(detail="gone")]
    with pytest.raises(Unknown):
        await meter.buy(picture("lost"), who(episode="12"), "lost")
    settle_unknown(house.ledger, int(str(house.rows(usage_rows)[-1]["attempt_id"])) + 1)
    assert house.ledger.refund(1, "a gift")


def everything(house: House) -> dict[str, object]:
    """All that reports, exports and budgets say."""
    csv = StringIO()
    focus.write(archive.every(house.engine, house.shelf, Chosen()), {}, csv)
    with house.engine.connect() as tx:
        budget = dict(tx.execute(sa.select(budgets)).mappings().first() or {})
        counted = sums(tx, SEOUL, budget, datetime(1970, 1, 1, tzinfo=UTC))
    return {
        "totals": totals(house.engine, Period.always(SEOUL), BY),
        "receipts": [receipt(house.engine, str(month)) for month in range(13)],
        "charges": sorted(csv.getvalue().splitlines()),
        "rows": sorted(
            archive.every(house.engine, house.shelf, Chosen(account="ada")), key=lambda row: row["id"]
        ),
        "newest": archive.newest(house.engine, house.shelf, Chosen(), 500),
        "counted": counted,
    }


async def test_no_report_says_anything_else_once_rows_are_archived(house: House):
    await a_year(house)
    before, rows = everything(house), house.rows(usage_rows)
    made = archive.archive(house.engine, house.shelf, house.clock, NOON + timedelta(days=200), 7)
    assert len(made) > 3
    assert sum(one.row_count for one in made) + len(house.rows(usage_rows)) == len(rows)
    assert house.broken() == []
    assert everything(house) == before
    for one in made:
        archive.restore(house.engine, house.shelf, one.id)
        assert house.broken() == []
    assert sorted(house.rows(usage_rows), key=lambda row: int(str(row["id"]))) == rows
    assert house.rows(archives) == []
    assert everything(house) == before


VIEWS = {
    "tokens": """SELECT service_type, model_name, sum(prompt_tokens), sum(completion_tokens),
        sum(total_tokens), sum(api_cost), count(*) FROM token_usage GROUP BY 1, 2 ORDER BY 1, 2""",
    "days": """SELECT date(created_at), "userId", service_type, sum(total_tokens), sum(api_cost)
        FROM token_usage GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
    "sources": 'SELECT source, success, sum(cost), count(*) FROM "AIUsage" GROUP BY 1, 2 ORDER BY 1, 2',
    "rows": 'SELECT * FROM "AIUsage" ORDER BY id',
    "metadata": "SELECT * FROM token_usage ORDER BY id",
}


async def test_the_views_that_earlier_systems_read_tell_archived_calls_too(make_house: Callable[..., House]):
    house = make_house("postgresql")
    house.move_in()
    await a_year(house)

    def told() -> list[object]:
        with house.engine.connect() as reading:
            return [reading.execute(sa.text(query)).all() for query in VIEWS.values()]

    before = told()
    made = archive.archive(house.engine, house.shelf, house.clock, NOON + timedelta(days=200), 7)
    assert told() == before
    archive.archive(house.engine, house.shelf, house.clock, FOREVER)
    assert house.rows(usage_rows) == []
    assert told() == before
    archive.restore(house.engine, house.shelf, made[0].id)  # the refunded call; its refund stays in its file
    assert told() == before


async def test_a_single_call_is_found_wherever_it_lies(house: House):
    await a_year(house)
    rows = house.rows(usage_rows)
    archive.archive(house.engine, house.shelf, house.clock, NOON + timedelta(days=200))
    for row in rows:
        assert archive.find(house.engine, house.shelf, int(str(row["id"]))) == row
    with pytest.raises(NotFound):
        archive.find(house.engine, house.shelf, 10_000)


async def test_all_of_it_can_be_archived_and_the_house_goes_on(house: House):
    await a_year(house)
    before = everything(house)
    archive.archive(house.engine, house.shelf, house.clock, FOREVER)
    assert house.rows(usage_rows) == []
    assert everything(house) == before
    meter = house.meter()
    bought = await meter.buy(picture("local 0"), who(episode="0"), "picture/0")
    assert bought.attempt == 1, "what was archived is still known, and not bought again"
    await meter.buy(picture("new"), who(), "new")
    assert len(house.rows(usage_rows)) == 1


async def test_what_is_old_goes_all_of_it_also_what_was_booked_after_younger_rows(house: House):
    await a_year(house)
    house.clock.now = NOON + timedelta(days=3)
    await house.meter().buy(picture("older"), who(), "booked late, as an import is")
    moment, before = NOON + timedelta(days=65), everything(house)
    archive.archive(house.engine, house.shelf, house.clock, moment, 4)
    assert everything(house) == before
    assert house.broken() == []
    for limit in (1, 3, 11):
        rows = archive.newest(house.engine, house.shelf, Chosen(), limit)
        assert rows == before["newest"][:limit]  # type: ignore[index]
    assert all(row["created_at"] >= moment for row in house.rows(usage_rows))
    assert archive.archive(house.engine, house.shelf, house.clock, moment) == []


async def test_a_file_that_can_not_be_kept_leaves_every_row_where_it_was(house: House):
    await a_year(house)
    rows = house.rows(usage_rows)

    class Full(type(house.shelf)):  # type: ignore[misc]
        def put(self, media: bytes, sha256: str = "") -> str:
            raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        archive.archive(house.engine, Full(), house.clock, FOREVER)
    assert house.rows(usage_rows) == rows
    assert house.rows(archives) == []


async def test_a_crash_between_the_file_and_the_rows_is_made_good_by_the_next_run(house: House):
    await a_year(house)
    before = everything(house)
    shelf = house.shelf

    def crash(statement: str) -> None:
        if statement.startswith("DELETE FROM usage_rows"):
            raise KeyboardInterrupt

    house.before_sql = crash
    with pytest.raises(KeyboardInterrupt):
        archive.archive(house.engine, shelf, house.clock, FOREVER)
    house.restore()
    left = set(shelf.kept)
    assert house.broken() == []
    archive.archive(house.engine, shelf, house.clock, FOREVER)
    assert set(shelf.kept) == left, "the same rows are the same file"
    assert everything(house) == before


async def test_a_damaged_file_is_named_and_nothing_of_it_comes_back(house: House):
    await a_year(house)
    [made] = archive.archive(house.engine, house.shelf, house.clock, FOREVER)
    assert list(archive.faults(house.engine, house.shelf)) == []
    rows = parquet.read(usage_rows, house.shelf.kept[made.sha256])
    rows[0]["cost_nusd"] += 1
    house.shelf.kept[made.sha256] = parquet.written(usage_rows, rows)
    [(named, reason)] = archive.faults(house.engine, house.shelf)
    assert (named, "cost_nusd" in reason) == (made, True)
    with pytest.raises(ArchiveDamaged):
        archive.restore(house.engine, house.shelf, made.id)
    assert house.rows(usage_rows) == []
    with pytest.raises(NotFound):
        archive.restore(house.engine, house.shelf, made.id + 1)


async def test_what_was_archived_is_taken_back_only_after_it_came_back(house: House):
    await a_year(house)
    [made] = archive.archive(house.engine, house.shelf, house.clock, FOREVER)
    with pytest.raises(RowArchived):
        house.ledger.refund(2, "late")
    archive.restore(house.engine, house.shelf, made.id)
    assert house.ledger.refund(2, "late")


async def test_a_question_about_one_episode_or_month_opens_no_other_file(house: House):
    await a_year(house)
    archive.archive(house.engine, house.shelf, house.clock, FOREVER, 10)
    opened: list[str] = []
    get = house.shelf.get

    def counted(sha256: str) -> bytes:
        opened.append(sha256)
        return get(sha256)

    house.shelf.get = counted  # type: ignore[method-assign]
    rows = list(archive.every(house.engine, house.shelf, Chosen(episode="3")))
    assert {row["episode"] for row in rows} == {"3"}
    recent = Chosen(since=NOON + timedelta(days=340))
    assert list(archive.every(house.engine, house.shelf, recent))
    assert 0 < len(opened) <= 4 < len(house.rows(archives))


async def test_a_choice_takes_the_same_rows_at_hand_as_in_the_database(house: House):
    await a_year(house)
    rows = house.rows(usage_rows)
    for chosen in (
        Chosen(account="ada"),
        Chosen(success=False),
        Chosen(service="text_generation", episode="3"),
        Chosen(since=NOON + timedelta(days=100), until=NOON + timedelta(days=200)),
    ):
        asked = [row["id"] for row in details.every(house.engine, chosen)]
        assert [row["id"] for row in rows if chosen.takes(row)] == asked


ROW = st.fixed_dictionaries(
    {
        column.name: (
            st.booleans()
            if isinstance(column.type, sa.Boolean)
            else st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
            if isinstance(column.type, sa.Text)
            else st.integers(-(2**40), 2**52).map(lambda n: NOON + timedelta(microseconds=n))
            if column.name in ("created_at", "booked_at")
            else st.integers(-(2**63), 2**63 - 1) | (st.none() if column.nullable else st.nothing())
        )
        for column in usage_rows.columns
    }
)


@settings(max_examples=60)
@given(rows=st.lists(ROW, min_size=1, max_size=5))
def test_any_row_reads_back_from_parquet_as_it_was_written(rows: list[dict[str, object]]):
    data = parquet.written(usage_rows, rows)
    assert parquet.read(usage_rows, data) == rows
    assert hashlib.sha256(parquet.written(usage_rows, rows)).digest() == hashlib.sha256(data).digest()


def test_the_library_is_loaded_only_where_archives_are_read(tmp_path: Path):
    code = "import sys; import toonverse.metering.archive; sys.exit('arro3.core' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=environment(tmp_path)).returncode == 0
