"""A corruption of each kind, planted behind the books' back, is found and named; a new kind needs a plant."""

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from metered import ENGINES, NOON, House, picture, who
from toonverse.db import writing
from toonverse.errors import StorageError
from toonverse.metering import archive
from toonverse.metering.archive_tables import archived_rollups, archived_rows, archives
from toonverse.metering.bills import BillLine
from toonverse.metering.calls import EnvelopeLine
from toonverse.metering.invariants import CODES, Finding, examine, examine_in
from toonverse.metering.kept import examine_kept
from toonverse.metering.ledger import SPOOL_REJECTED
from toonverse.metering.reconciling import import_bill
from toonverse.metering.tables import (
    accounts,
    attempts,
    batches,
    bill_days,
    bill_lines,
    budget_counters,
    budgets,
    day_rollups,
    entries,
    envelope_lines,
    envelopes,
    flags,
    outbox,
    postings,
    rollup_zones,
    rollups,
    usage_rows,
)
from toonverse.money import Nusd


def batched(item: str) -> sa.Executable:
    """The newest answer came of a batch, they say."""
    said = {"operation_id": f"b/{item}", "metadata": json.dumps({"tier": "batch"})}
    return attempts.update().where(attempts.c.key == "two").values(**said)


def alert(**said: object) -> sa.Executable:
    given = {"kind": "spooled", "name": "x", "facts": "{}", "created_at": sa.func.current_timestamp()}
    return outbox.insert().values(**given | said)


MOVED = (("nusd", ("provider/paid", "provider/other")), ("nusd", ("cost/local", "cost/ada")))
"""Unit and ledger accounts between which a plant moves what was posted: every sum over all stays right."""


def posted(unit: str, to: str, of: str) -> sa.Insert:
    newest = sa.select(sa.func.max(entries.c.id)).where(entries.c.attempt_id.is_not(None)).scalar_subquery()
    rows = [{"entry_id": newest, "ledger_account": name, "unit": unit} for name in (to, of)]
    return postings.insert().values([row | {"amount": sum_} for row, sum_ in zip(rows, (5, -5), strict=True)])


PLANTS: dict[str, Sequence[sa.Executable]] = {
    "unbalanced_entry": [
        postings.insert().values(entry_id=1, ledger_account="x", unit="nusd", amount=1),
    ],
    "posting_astray": [
        *(posted("token", "consumed", other) for other in ("elsewhere", "cost/ada", "account/nobody")),
        *(posted("nusd", "provider/paid", other) for other in ("granted", "account/ada", "cost/nobody")),
        entries.insert().values(at=NOON, kind="settle"),
    ],
    "balance_not_derivable": [
        accounts.update().values(used_tokens=accounts.c.used_tokens + 1),
        accounts.update().where(accounts.c.limited).values(balance_tokens=accounts.c.balance_tokens - 1),
    ],
    "held_tokens_wrong": [
        accounts.update().values(held_tokens=accounts.c.held_tokens + 1),
        envelope_lines.update().values(free_tokens=envelope_lines.c.free_tokens + 1),
    ],
    "envelope_wrong": [
        envelopes.update().values(held_nusd=envelopes.c.held_nusd + 1),
        envelopes.update().values(settled_nusd=envelopes.c.settled_nusd + 1),
        envelope_lines.update().values(free_nusd=envelope_lines.c.free_nusd + 1),
    ],
    "budget_counter_wrong": [
        budget_counters.update().values(settled_nusd=0),
        budget_counters.update().values(held_nusd=budget_counters.c.held_nusd + 1),
    ],
    "budget_passed": [budgets.update().values(limit_nusd=1)],
    "rollup_wrong": [
        rollups.update().values(calls=7),
        rollups.delete(),
        archived_rollups.update().values(calls=archived_rollups.c.calls + 1),
    ],
    "day_wrong": [
        day_rollups.update().values(calls=7),
        day_rollups.delete().where(day_rollups.c.account == "local"),
        day_rollups.delete().where(day_rollups.c.source == "*"),
        rollup_zones.delete(),
    ],
    "attempt_and_usage_differ": [
        usage_rows.delete(),
        archived_rows.delete(),
        attempts.update().where(attempts.c.key == "one").values(cost_nusd=1),
        *(usage_rows.update().values({name: "other"}) for name in ("project", "episode", "panel", "model")),
        *(
            attempts.update().where(attempts.c.key == "two").values({name: "other"})
            for name in ("episode", "panel", "source", "model", "size")
        ),
        *(
            usage_rows.update().where(usage_rows.c.success).values(**said)
            for said in (
                {"thoughts_tokens": 5}, {"cached_tokens": 0}, {"image_input_tokens": 1}, {"metadata": "{}"},
                {"error_code": "other"}, {"booked_at": NOON}, {"created_at": NOON},
            )
        ),
        *(
            attempts.update().where(attempts.c.key == "two").values(usage=said)
            for said in ('{"images": 9}', '{"images": 9', '{"images": 9}x', "no JSON")
        ),
        attempts.update().where(attempts.c.key == "one").values(closed_at=NOON + timedelta(hours=1)),
        usage_rows.update().values(success=False),
        usage_rows.update().values(error_message="another"),
        archived_rows.update().values(episode="other"),
        archived_rows.update().values(success=False),
        attempts.update().where(attempts.c.key == "one").values(episode="other"),
    ],
    "costs_not_posted": [
        usage_rows.update().values(cost_nusd=7),
        *(posted(a_unit, *pair) for a_unit, pair in MOVED),
    ],
    "archive_wrong": [
        archives.update().values(row_count=archives.c.row_count + 1),
        archives.update().values(cost_nusd=archives.c.cost_nusd + 1),
        archived_rows.update().values(debit_tokens=archived_rows.c.debit_tokens + 1),
        archived_rollups.delete(),
        attempts.update().where(attempts.c.key == "one").values(source="elsewhere"),
        attempts.update().where(attempts.c.key == "one").values(model="another"),
    ],
    "archived_and_here": [
        usage_rows.update().where(usage_rows.c.id == 2).values(
            attempt_id=sa.select(archived_rows.c.attempt_id).limit(1).scalar_subquery()
        ),
    ],
    "batch_wrong": [batched("picture-2"), batches.delete(), batches.update().values(items="[]")],
    "bill_wrong": [
        bill_lines.update().where(bill_lines.c.model == "words").values(cost_nusd=bill_lines.c.cost_nusd + 1),
        bill_lines.update().where(bill_lines.c.model == "words").values(model="other words"),
        bill_lines.update().values(day=date(2026, 11, 2)),
        bill_lines.delete().where(bill_lines.c.model == "words"),
        bill_lines.delete(),
        bill_lines.insert().values(
            issuer="openai", day=date(2026, 11, 1), model="more", imported_at=sa.func.current_timestamp()
        ),
        bill_lines.insert().values(
            issuer="google", day=date(2026, 11, 1), model="words", imported_at=sa.func.current_timestamp()
        ),
        bill_days.update().values(lines=bill_days.c.lines + 1),
        bill_days.delete(),
    ],
    "outbox_wrong": [
        alert(triggers=0),
        alert(account="nobody", name="x@nobody"),
        alert(account="ada", name="x@bob"),
    ],
    "answer_lost": [attempts.update().where(attempts.c.key == "two").values(sha256="0" * 64)],
    "archive_lost": [archives.update().values(sha256="0" * 64)],
    "unreadable": [
        batches.update().values(items="no list"),
        budgets.update().values(window="fortnight"),
        budgets.update().values(scope="everything"),
        budget_counters.update().values(time_zone="Atlantis"),
        rollup_zones.update().values(time_zone="Atlantis"),
    ],
    "flagged": [
        flags.insert().values(
            kind="overrun", attempt_id=1, excess_nusd=1, excess_tokens=0, at=sa.func.current_timestamp()
        )
    ],
    SPOOL_REJECTED: [alert(kind=SPOOL_REJECTED)],
}  # fmt: skip
OF_THE_STORE = ("answer_lost", "archive_lost")
HARMLESS = ("flagged", SPOOL_REJECTED)


@pytest.fixture(params=ENGINES)
async def house_lived_in(make_house: Callable[..., House], request: pytest.FixtureRequest) -> House:
    """A house with something of everything: two users, an envelope, an archive, a batch, an alert."""
    house = make_house(request.param)
    get = house.shelf.get

    def checked(sha256: str) -> bytes:
        if sha256 not in house.shelf.kept:
            raise StorageError(sha256=sha256)
        return get(sha256)

    house.shelf.get = checked  # type: ignore[method-assign]
    house.account("ada", 10_000)
    meter = house.meter()
    await meter.buy(picture("one"), who("ada"), "one")
    archive.archive(house.engine, house.shelf, house.clock, house.clock() + timedelta(seconds=1))
    house.clock.advance(timedelta(days=1))
    line = EnvelopeLine("image_generation", "picture", Nusd(400_000_000), 400)
    opened = meter.open_envelope("job", who(), [line], None)
    await meter.buy(picture("two"), who(envelope=opened), "two")
    with writing(house.engine).begin() as tx:
        items = json.dumps(["picture-1"])
        tx.execute(batches.insert().values(name="b", provider="paid", items=items, begun_at=house.clock()))
        tx.execute(batched("picture-1"))
        tx.execute(usage_rows.update().values(metadata=json.dumps({"tier": "batch"})))
        tx.execute(alert(account="ada", name="y@ada"))
    day = date(2026, 11, 1)
    lines = [BillLine("openai", day, "words", 40_000_000), BillLine("openai", day, "picture", 7)]
    assert import_bill(house.engine, house.clock(), lines) == 2
    assert found_in(house) == []
    return house


def found_in(house: House) -> list[Finding]:
    return [*examine(house.engine, house.zone), *examine_kept(house.engine, house.shelf)]


async def test_what_was_changed_behind_the_books_back_is_found_and_named(house_lived_in: House):
    """Each plant by itself, and taken back again."""
    house = house_lived_in
    for code, plants in PLANTS.items():
        for number, plant in enumerate(plants):
            with writing(house.engine).connect() as tx, tx.begin() as planted:
                assert tx.execute(plant).rowcount != 0
                if code in OF_THE_STORE:
                    continue
                found = examine_in(tx, house.zone)
                planted.rollback()
            assert code in {finding.code for finding in found}, (code, number, found)
            assert all(finding.detail for finding in found)
            assert all(finding.broken == (finding.code not in HARMLESS) for finding in found)
    assert {finding.code for finding in found_in(house)} == {*OF_THE_STORE}


def test_each_kind_of_finding_has_its_plant():
    assert PLANTS.keys() == set(CODES)
    with pytest.raises(ValueError, match="no_such_kind"):
        Finding("no_such_kind", "")
