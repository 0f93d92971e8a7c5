"""What must always be true of the books; `toonverse doctor` and the tests ask the same questions.

Each check makes a stored sum again from what it is a sum of. A finding is `broken` when the books are
wrong; flagged overruns are findings too, but not broken ones: they were booked as they happened. So are lines
of the spool that could not be booked: they are of no attempt that these books know.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.metering import budgets as budget_sums
from toonverse.metering.archive_tables import archived_rollups, archived_rows, archives
from toonverse.metering.batches import parted
from toonverse.metering.calls import NO_USAGE
from toonverse.metering.journal import IMPORTED, Status
from toonverse.metering.ledger import SPOOL_REJECTED
from toonverse.metering.reconciling import fingerprint
from toonverse.metering.rollups import KEYS, REPORTED, SUMS, days_made, zones
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
    rollups,
    usage_rows,
)
from toonverse.metering.transactions import all_rows

_COPIED = ("project", "episode", "panel", "post", "size", "quality", "booked_at", "metadata")
_COUNTS = tuple(NO_USAGE.counts())

_OF_TOKENS, _OF_MONEY = ("granted", "consumed", "absorbed"), ("absorbed",)
"""The house's own ledger accounts, by unit; the others are named after a user or a provider (`book`)."""

_SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""PostgreSQL's reads are each of their own moment otherwise; SQLite's transactions see one."""


CODES = (
    "unbalanced_entry", "posting_astray", "balance_not_derivable", "held_tokens_wrong", "envelope_wrong",
    "budget_counter_wrong", "budget_passed", "rollup_wrong", "day_wrong", "attempt_and_usage_differ",
    "costs_not_posted", "archive_wrong", "archived_and_here", "batch_wrong", "bill_wrong", "outbox_wrong",
    "answer_lost", "archive_lost", "unreadable", "flagged", SPOOL_REJECTED,
)  # fmt: skip
"""Every kind of finding; a test plants each."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Raises ValueError for a code that is not one of `CODES`."""

    code: str
    detail: str
    broken: bool = True

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(self.code)


def examine(engine: sa.Engine, zone: ZoneInfo) -> list[Finding]:
    """Every finding, in one consistent read, whoever writes meanwhile. An empty list is a clean bill."""
    with engine.connect() as connection:
        tx = connection if engine.dialect.name == "sqlite" else connection.execution_options(**_SNAPSHOT)
        return examine_in(tx, zone)


def examine_in(tx: sa.Connection, zone: ZoneInfo) -> list[Finding]:
    """Every finding, as this transaction sees the books."""
    return [finding for check in _CHECKS for finding in _asked(check, tx, zone)]


def _asked(check: Callable[..., Iterator[Finding]], tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """What a check finds; what it can't even read (a moment, a zone, a list) is a finding, too."""
    try:
        yield from check(tx, zone)
    except (LookupError, ValueError, TypeError, RuntimeError) as error:
        yield Finding("unreadable", f"{check.__name__.strip('_')}: {type(error).__name__}: {error}")


def _entries_balance(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    total = sa.func.sum(postings.c.amount)
    query = (
        sa.select(postings.c.entry_id, postings.c.unit, total.label("total"))
        .group_by(postings.c.entry_id, postings.c.unit)
        .having(total != 0)
    )
    yield from _each("unbalanced_entry", all_rows(tx, query))


def _postings_have_accounts(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """Each posting is of a ledger account that there is, in its unit."""
    name, unit = postings.c.ledger_account, postings.c.unit
    of_users = sa.select("account/" + accounts.c.id)
    tokens = name.in_(_OF_TOKENS) | name.in_(of_users)
    of_costs = sa.select("cost/" + accounts.c.id)
    money = name.in_(_OF_MONEY) | name.in_(of_costs) | name.like("provider/%")
    query = sa.select(postings).where(sa.case((unit == "token", ~tokens), else_=~money))
    yield from _each("posting_astray", all_rows(tx, query))
    kinds = sa.select(entries).where(entries.c.kind.not_in(_KINDS))
    yield from _each("posting_astray", all_rows(tx, kinds))


_KINDS = ("grant", "import", "refund", *get_args(Status))


def _balances_derive(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """Balance and use of each account are sums of its postings."""
    a = accounts.c
    mine = _sum(postings.c.amount).where(postings.c.ledger_account == "account/" + a.id)
    posted = mine.scalar_subquery()
    debited = mine.join(entries).where(entries.c.kind != "grant").scalar_subquery()
    query = sa.select(a.id, a.balance_tokens, posted.label("posted"), a.used_tokens).where(
        (a.balance_tokens != sa.case((a.limited, posted), else_=0)) | (a.used_tokens != -debited)
    )
    yield from _each("balance_not_derivable", all_rows(tx, query))


def _holds_derive(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """Tokens held of an account are those of its open attempts and of its envelopes' lines."""
    a = accounts.c
    open_ = _sum(attempts.c.held_tokens).where(attempts.c.account == a.id, attempts.c.status == "open")
    lines = _sum(envelope_lines.c.free_tokens).join(envelopes).where(envelopes.c.account == a.id)
    held = open_.scalar_subquery() + lines.scalar_subquery()
    query = sa.select(a.id, a.held_tokens, held.label("summed")).where(a.held_tokens != held)
    yield from _each("held_tokens_wrong", all_rows(tx, query))


def _envelopes_add_up(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    e = envelopes.c
    drawn = attempts.c.line_id.is_not(None) & (attempts.c.envelope_id == e.id)
    free = _sum(envelope_lines.c.free_nusd).where(envelope_lines.c.envelope_id == e.id)
    flying = _sum(attempts.c.held_nusd).where(drawn, attempts.c.status == "open")
    held = free.scalar_subquery() + flying.scalar_subquery()
    at_risk = _sum(attempts.c.held_nusd).where(drawn, attempts.c.status == "unknown").scalar_subquery()
    used = _booked()
    mine = sa.select(sa.func.coalesce(sa.func.sum(used.c.cost_nusd), 0)).select_from(
        attempts.join(used, used.c.attempt_id == attempts.c.id)
    )
    settled = mine.where(drawn).scalar_subquery()
    query = sa.select(e.id, e.held_nusd, e.settled_nusd, e.at_risk_nusd).where(
        (e.held_nusd != held) | (e.settled_nusd != settled) | (e.at_risk_nusd != at_risk)
    )
    yield from _each("envelope_wrong", all_rows(tx, query))


def _counters_derive(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """Budget counters are sums of the journal, and within the limit unless that was flagged.

    Each in the time zone its window is of, which need not be today's.
    """
    for row in all_rows(tx, sa.select(budgets, budget_counters).join(budget_counters)):
        sums = budget_sums.sums(tx, ZoneInfo(row["time_zone"]), row, row["window_start"])
        if any(row[name] != amount for name, amount in sums.items()):
            yield Finding("budget_counter_wrong", f"{row} should be {sums}")
        if row["stops"] and sum(sums.values()) > row["limit_nusd"] + row["excused_nusd"]:
            yield Finding("budget_passed", str(row))


def _rollups_derive(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """Every quarter-hour is the sum of its usage rows, those included that were archived."""
    u, r = usage_rows.c, rollups.c
    counted = sa.case((u.refund, 0), else_=1)
    successes = sa.case((u.success, counted), else_=0)
    here = sa.select(
        _quarter(tx, u.created_at).label("quarter"),
        *(u[name] for name in KEYS),
        counted.label("calls"),
        successes.label("successes"),
        *(sa.func.coalesce(u[name], 0).label(name) for name in REPORTED),
    )
    g = archived_rollups.c
    gone = sa.select(_quarter(tx, g.quarter).label("quarter"), *(g[name] for name in (*KEYS, *SUMS)))
    both = here.union_all(gone).subquery().c
    made = sa.select(
        both.quarter,
        *(both[name] for name in KEYS),
        *(sa.cast(sa.func.sum(both[name]), sa.BigInteger) for name in SUMS),
    ).group_by(both.quarter, *(both[name] for name in KEYS))
    stored = sa.select(_quarter(tx, r.quarter), *(r[name] for name in (*KEYS, *SUMS)))
    for one, other in ((made, stored), (stored, made)):
        for row in tx.execute(sa.except_(one, other)):
            yield Finding("rollup_wrong", str(tuple(row)))


def _days_derive(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """Every day of every zone is the sum of its quarter-hours."""
    d, kept_zones = day_rollups.c, zones(tx)
    named = sa.select(d.time_zone, sa.func.count().label("days")).group_by(d.time_zone)
    unkept = named.where(d.time_zone.not_in([one.key for one in kept_zones]))
    for row in all_rows(tx, unkept):
        yield Finding("day_wrong", f"{row['time_zone']}: {row['days']} rows of days that no booking keeps")
    for kept in kept_zones:
        query = sa.select(d.day, *(d[name] for name in (*KEYS, *SUMS))).where(d.time_zone == kept.key)
        stored = {tuple(row[: -len(SUMS)]): tuple(row[-len(SUMS) :]) for row in tx.execute(query)}
        made = {key: tuple(sums.values()) for key, sums in days_made(tx, kept).items()}
        for key in sorted(key for key in stored.keys() | made.keys() if stored.get(key) != made.get(key)):
            yield Finding("day_wrong", f"{kept.key} {key}: {stored.get(key)} should be {made.get(key)}")


def _attempts_are_used_once(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """A usage row for each attempt that was sent and has ended, with its cost; none for any other."""
    used = _booked()
    a, u = attempts.c, used.c
    ended = a.status.in_(("settled", "refused", "failed", "spent"))
    query = (
        sa.select(a.id, a.status, a.cost_nusd, u.cost_nusd.label("used_nusd"))
        .select_from(attempts.outerjoin(used, (u.attempt_id == a.id) & ~u.refund))
        .where(
            (ended & u.id.is_(None))
            | (a.status.in_(("open", "unknown")) & u.id.is_not(None))
            | (u.id.is_not(None) & ((u.cost_nusd != a.cost_nusd) | (u.debit_tokens != a.tokens)))
        )
    )
    yield from _each("attempt_and_usage_differ", all_rows(tx, query))


def _rows_say_what_their_attempts_say(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """A usage row is of its attempt's account, model and work, and of its end; what is left of it too.

    A refund's end and moment are its own, and it counts nothing.
    """
    a = attempts.c
    for rows in (usage_rows, archived_rows):
        r = rows.c
        said = [r[name] != a[name] for name in (*KEYS, *_COPIED) if name in r]
        ends = [r[name] != a[name] for name in ("error_code", "error_message") if name in r]
        counts = [r[name].is_distinct_from(_counted(tx, name)) for name in _COUNTS if name in r]
        counted = sa.or_(~a.usage.like("{%}"), *counts)
        said.append(~r.refund & sa.or_(*ends, r.created_at != a.closed_at, (a.usage != "") & counted))
        settled = a.status == "settled"
        query = (
            sa.select(r.id, r.attempt_id, r.refund, r.success, r.episode, a.status, a.episode.label("of"))
            .select_from(rows.join(attempts, a.id == r.attempt_id))
            .where(sa.or_(*said, r.success & ~settled, ~r.success & settled))
        )
        yield from _each("attempt_and_usage_differ", all_rows(tx, query))


def _costs_are_posted(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """What we owe providers is what the usage rows cost: in all, and of each attempt by its own accounts."""
    to_providers = postings.c.ledger_account.like("provider/%")
    owed = int(tx.execute(_sum(postings.c.amount).where(to_providers)).scalar_one())
    used = int(tx.execute(_sum(usage_rows.c.cost_nusd)).scalar_one())
    used += int(tx.execute(_sum(archived_rows.c.cost_nusd)).scalar_one())
    if owed + used:
        yield Finding("costs_not_posted", f"posted {-owed}, used {used}")
    booked = _booked().c
    of_rows = [_whole(-booked.cost_nusd), _whole(booked.cost_nusd), _whole(-booked.debit_tokens)]
    made = sa.select(booked.attempt_id, *of_rows).group_by(booked.attempt_id)
    posted = _posted_of_attempts()
    for one, other in ((made, posted), (posted, made)):
        for row in tx.execute(sa.except_(one, other)):
            if any(row[1:]):  # what came to nothing has no postings
                yield Finding("costs_not_posted", f"attempt {row[0]}: {tuple(row[1:])}")


def _posted_of_attempts() -> sa.Select[Any]:
    """Attempt, nano-dollars owed to its provider, spent for its account, and tokens of its account."""
    p, a = postings.c, attempts.c
    spent = p.ledger_account.in_(("cost/" + a.account, "absorbed")) & (p.unit == "nusd")
    of = (p.ledger_account == "provider/" + a.provider, spent, p.ledger_account == "account/" + a.account)
    return (
        sa.select(a.id, *(_whole(sa.case((which, p.amount), else_=0)) for which in of))
        .select_from(postings.join(entries).join(attempts, a.id == entries.c.attempt_id))
        .group_by(a.id)
    )


def _archives_add_up(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """What is left here of each archive is what its file was said to hold; no row is both here and there."""
    a, r, g = archives.c, archived_rows.c, archived_rollups.c
    of_rows = _sum(r.cost_nusd).where(r.archive_id == a.id).scalar_subquery()
    counted = sa.select(sa.func.count()).select_from(archived_rows).where(r.archive_id == a.id)
    debits = _sum(r.debit_tokens).where(r.archive_id == a.id).scalar_subquery()
    of_quarters = _sum(g.cost_nusd).where(g.archive_id == a.id).scalar_subquery()
    count = counted.scalar_subquery()
    query = sa.select(a.id, a.sha256, a.row_count, a.cost_nusd, count, of_rows, debits, of_quarters).where(
        (a.row_count != count)
        | (a.cost_nusd != of_rows)
        | (a.debit_tokens != debits)
        | (a.cost_nusd != of_quarters)
    )
    yield from _each("archive_wrong", all_rows(tx, query))
    yield from _archived_quarters_derive(tx)
    twice = sa.select(r.id, r.archive_id, r.attempt_id).join(
        usage_rows,
        (usage_rows.c.attempt_id == r.attempt_id) & (usage_rows.c.refund == r.refund),
    )
    yield from _each("archived_and_here", all_rows(tx, twice))


def _archived_quarters_derive(tx: sa.Connection) -> Iterator[Finding]:
    """What an archive's quarter-hours come to by account, model ... is what its rows' attempts say."""
    r, g, sums = archived_rows.c, archived_rollups.c, ("cost_nusd", "debit_tokens")
    keys = [attempts.c[name] for name in KEYS]
    made = (
        sa.select(r.archive_id, *keys, *(sa.cast(sa.func.sum(r[name]), sa.BigInteger) for name in sums))
        .select_from(archived_rows.join(attempts))
        .group_by(r.archive_id, *keys)
    )
    kept = [g[name] for name in KEYS]
    stored = sa.select(
        g.archive_id, *kept, *(sa.cast(sa.func.sum(g[name]), sa.BigInteger) for name in sums)
    ).group_by(g.archive_id, *kept)
    for one, other in ((made, stored), (stored, made)):
        for row in tx.execute(sa.except_(one, other)):
            yield Finding("archive_wrong", str(tuple(row)))


def _batches_were_stored(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """What came of a batch was an item of it, and came once: no answer without its batch."""
    a, said = attempts.c, {row["name"]: row["items"] for row in all_rows(tx, sa.select(batches))}
    ours = a.owner != IMPORTED  # what another system bought by batch is in no batch of ours
    by_batch = a.metadata.like('%"tier": "batch"%') & (a.status == "settled") & ours
    seen: set[str] = set()
    for row in all_rows(tx, sa.select(a.id, a.operation_id).where(by_batch)):
        name, item = parted(row["operation_id"])
        if item not in json.loads(said.get(name, "[]")) or row["operation_id"] in seen:
            yield Finding("batch_wrong", str(row))
        seen.add(row["operation_id"])


def _bills_are_as_imported(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """The lines of each day that a bill was imported for are those that came; none is of another day."""
    b = bill_lines.c
    here: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    for issuer, day, model, cost in tx.execute(sa.select(b.issuer, b.day, b.model, b.cost_nusd)):
        here[issuer, day][model] = int(cost)
    came = {(row["issuer"], row["day"]): row for row in all_rows(tx, sa.select(bill_days))}
    for issuer, day in sorted(here.keys() | came.keys()):
        row, lines = came.get((issuer, day)), here[issuer, day]
        said = None if row is None else (row["lines"], row["sha256"])
        if said != (len(lines), fingerprint(issuer, day, lines)):
            lost = "was never imported" if row is None else f"{row['lines']} lines were imported"
            detail = f"{len(lines)} lines of {sum(lines.values())} nano-USD are here, not as they came"
            yield Finding("bill_wrong", f"{issuer} {day}: {lost}; {detail}; import the bill again")


def _outbox_is_addressed(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    """Each alert is somebody's who is there, by its name too, and was set off at least once."""
    o = outbox.c
    known = sa.select(accounts.c.id)
    wrong = sa.or_(
        o.triggers < 1,
        o.tries < 0,
        (o.account != "") & o.account.not_in(known),
        (o.account != "") & o.name.not_like("%@" + o.account),
    )
    yield from _each("outbox_wrong", all_rows(tx, sa.select(o.id, o.kind, o.name, o.account).where(wrong)))


def _flagged(tx: sa.Connection, zone: ZoneInfo) -> Iterator[Finding]:
    yield from _each("flagged", all_rows(tx, sa.select(flags)), broken=False)
    rejected = sa.select(outbox.c.created_at, outbox.c.facts).where(outbox.c.kind == SPOOL_REJECTED)
    yield from _each(SPOOL_REJECTED, all_rows(tx, rejected), broken=False)


_CHECKS = (
    _entries_balance,
    _postings_have_accounts,
    _balances_derive,
    _holds_derive,
    _envelopes_add_up,
    _counters_derive,
    _rollups_derive,
    _days_derive,
    _attempts_are_used_once,
    _rows_say_what_their_attempts_say,
    _costs_are_posted,
    _archives_add_up,
    _batches_were_stored,
    _bills_are_as_imported,
    _outbox_is_addressed,
    _flagged,
)


def _booked() -> sa.Subquery:
    """What each usage row cost, archived ones too."""
    names = ("attempt_id", "refund", "cost_nusd", "debit_tokens", "id")
    here = sa.select(*(usage_rows.c[name] for name in names))
    return here.union_all(sa.select(*(archived_rows.c[name] for name in names))).subquery()


def _each(code: str, rows: Iterable[dict[str, Any]], broken: bool = True) -> Iterator[Finding]:
    return (
        Finding(code, ", ".join(f"{name} {value}" for name, value in row.items()), broken) for row in rows
    )


def _sum(column: sa.Column[int]) -> sa.Select[int]:
    return sa.select(sa.func.coalesce(sa.func.sum(column), 0)).select_from(column.table)


def _whole(amount: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """A sum of whole numbers; PostgreSQL's own is a decimal."""
    return sa.cast(sa.func.sum(amount), sa.BigInteger)


def _counted(tx: sa.Connection, name: str) -> sa.ColumnElement[int]:
    """What a provider reported by its attempt's own record; NULL where that is no JSON."""
    said = attempts.c.usage
    if tx.dialect.name == "sqlite":
        found: sa.ColumnElement[Any] = sa.case(
            (sa.func.json_valid(said), sa.func.json_extract(said, f"$.{name}"))
        )
    else:
        found = sa.func.substring(said, f'"{name}": ([0-9]{{1,18}})')
    return sa.cast(found, sa.BigInteger)


def _quarter(tx: sa.Connection, moment: sa.Column[Any]) -> sa.ColumnElement[int]:
    """The number of a moment's quarter-hour."""
    if tx.dialect.name == "sqlite":
        seconds: sa.ColumnElement[int] = sa.cast(sa.func.strftime("%s", moment), sa.BigInteger)
    else:
        seconds = sa.cast(sa.func.floor(sa.extract("epoch", moment)), sa.BigInteger)
    return seconds // 900
