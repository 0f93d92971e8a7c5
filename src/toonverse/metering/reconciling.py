"""Our books beside the provider's own bill, day by day and model by model, in days of UTC (the bill's).

Importing a bill replaces what was known of its issuer's days; nothing is booked by that. What nobody knew
(attempts at risk) can be settled by it: a bill that is above our books by what is at risk charged for it.
Refunds are between us and a user: the provider was paid, so they are no part of what is compared.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.metering.bills import BillLine, issuer_of
from toonverse.metering.ledger import Ledger
from toonverse.metering.reports import Period, totals
from toonverse.metering.tables import attempts, bill_days, bill_lines, entries
from toonverse.metering.transactions import first_row, transact
from toonverse.metering.unknowns import release_unknown, settle_unknown
from toonverse.money import NUSD_PER_USD

LAG = timedelta(days=1)
"""Bills grow for about a day after a day's end; nothing is settled by one that may still grow."""

NOISE_NUSD = 1_000_000
"""A tenth of a cent: bills are rounded, line by line."""
NOISE_PERMILLE = 5

Verdict = Literal[
    "equal", "charged", "not_charged", "partly_charged", "undecided", "differs", "not_billed", "not_ours"
]


@dataclass(frozen=True, slots=True)
class Match:
    """What providers charged by our books (`ours`), what was billed (`theirs`), what is at risk and could be
    settled by it.

    `charged` and `not_charged` say what became of the calls at risk, `partly_charged` that the bill has
    some of them, `undecided` that it does not tell; `not_billed` and `not_ours` that one side knows nothing
    of it.
    """

    issuer: str
    day: date
    model: str
    ours_nusd: int
    theirs_nusd: int
    at_risk_nusd: int
    unknown: tuple[int, ...]
    verdict: Verdict
    complete: bool

    @property
    def difference_nusd(self) -> int:
        return self.theirs_nusd - self.ours_nusd


@dataclass(frozen=True, slots=True)
class RateProposal:
    """Tokens a dollar: the rate in force, and what the usage of these days came to (as billed)."""

    now: int
    measured: int
    over_nusd: int


def import_bill(engine: sa.Engine, at: datetime, lines: Sequence[BillLine]) -> int:
    """Stores a bill in place of what was known of the same issuer's days; returns how many lines differ.

    Beside each day stands what it was (`bill_days`): a line that is changed behind our back is found.
    """
    days: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    for line in lines:
        days[line.issuer, line.day][line.model] = line.cost_nusd

    def work(tx: sa.Connection) -> int:
        return sum(_exchange(tx, at, *key, days[key]) for key in sorted(days))

    return transact(engine, work)


def fingerprint(issuer: str, day: date, costs_nusd: Mapping[str, int]) -> str:
    """SHA-256 of a day's lines (model -> cost), in whatever order they come."""
    said = json.dumps([issuer, day.isoformat(), sorted([model, cost] for model, cost in costs_nusd.items())])
    return hashlib.sha256(said.encode()).hexdigest()


def _exchange(tx: sa.Connection, at: datetime, issuer: str, day: date, new: Mapping[str, int]) -> int:
    """Puts a day's lines in place of those that are there; returns how many differ."""
    b, d = bill_lines.c, bill_days.c
    same, of_day = (b.issuer == issuer) & (b.day == day), (d.issuer == issuer) & (d.day == day)
    known = {model: int(cost) for model, cost in tx.execute(sa.select(b.model, b.cost_nusd).where(same))}
    proof = {"issuer": issuer, "day": day, "lines": len(new), "sha256": fingerprint(issuer, day, new)}
    kept = sa.select(d.issuer, d.day, d.lines, d.sha256).where(of_day)
    if known == new and first_row(tx, kept) == proof:
        return 0
    tx.execute(bill_lines.delete().where(same))
    tx.execute(bill_days.delete().where(of_day))
    rows = [{"model": model, "cost_nusd": cost, "imported_at": at} for model, cost in new.items()]
    tx.execute(bill_lines.insert(), [row | {"issuer": issuer, "day": day} for row in rows])
    tx.execute(bill_days.insert(), proof)
    return len(set(known.items()) ^ set(new.items()))


def matches(engine: sa.Engine, now: datetime, first: date = date.min, last: date = date.max) -> list[Match]:
    """Each day and model of the days that bills were imported for, oldest first."""
    billed = _billed(engine, first, last)
    if not billed:
        return []
    days = {(issuer, day) for issuer, day, _ in billed}
    booked = {key: cost for key, cost in _booked(engine, days).items() if key[:2] in days}
    risks: dict[tuple[str, date, str], list[tuple[int, int]]] = defaultdict(list)
    for key, attempt_id, held in _at_risk(engine):
        if key[:2] in days:
            risks[key].append((attempt_id, held))
    found = []
    for key in sorted(billed.keys() | booked.keys() | risks.keys()):
        issuer, day, model = key
        ours, theirs = booked.get(key, 0), billed.get(key, 0)
        if not (model or ours or theirs):
            continue  # only says that the day's bill is of nothing
        holds = [held for _, held in risks[key]]
        ids = tuple(attempt_id for attempt_id, _ in risks[key])
        complete = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) + LAG <= now
        verdict = _verdict(ours, theirs, holds, is_billed=key in billed, is_booked=key in booked)
        found.append(Match(issuer, day, model, ours, theirs, sum(holds), ids, verdict, complete))
    return _doubted(found)


def settle_by_bill(ledger: Ledger, found: Sequence[Match]) -> list[tuple[int, int]]:
    """Decides what is at risk where the bill says enough; returns (attempt, booked nano-USD).

    Only days that are complete. The bill's surplus over our books is given to the calls at risk, the oldest
    first, each at most its hold; one that gets nothing was not charged. A bill that differs otherwise, or
    does not tell, settles nothing.
    """
    decided = []
    for match in found:
        if not match.complete or match.verdict not in ("charged", "not_charged", "partly_charged"):
            continue
        left = 0 if match.verdict == "not_charged" else match.difference_nusd
        for attempt_id, held in _holds(ledger.engine, match.unknown):
            cost = min(held, left)
            left -= cost
            if cost > 0:
                settle_unknown(ledger, attempt_id, cost)
            else:
                release_unknown(ledger, attempt_id)
            decided.append((attempt_id, cost))
    return decided


def propose_rate(engine: sa.Engine, now: int, found: Sequence[Match]) -> RateProposal | None:
    """The rate of real usage and its bill: tokens reported over dollars billed; None where there is neither.

    Only days and models whose books agree with the bill, and that report tokens.
    """
    agreeing = {(match.day, match.model): match.theirs_nusd for match in found if match.verdict == "equal"}
    if not agreeing:
        return None
    days = [day for day, _ in agreeing]
    period = Period(ZoneInfo("UTC"), min(days), max(days))
    tokens = spent = 0
    for one in totals(engine, period, ["day", "model"]):
        key = date.fromisoformat(one.names[0]), one.names[1]
        if key in agreeing and one.total_tokens:
            tokens += one.total_tokens
            spent += agreeing[key]
    return RateProposal(now, round(tokens * NUSD_PER_USD / spent), spent) if spent > 0 else None


def _verdict(ours: int, theirs: int, holds: Sequence[int], *, is_billed: bool, is_booked: bool) -> Verdict:
    """A bill decides only if its noise is at most half of the least hold: more could hide or feign a call."""
    surplus, at_risk = theirs - ours, sum(holds)
    noise = _noise(theirs)
    if at_risk and -noise <= surplus <= at_risk + noise:
        if 2 * noise > min(held for held in holds if held):
            return "undecided"
        if surplus <= noise:
            return "not_charged"
        return "charged" if surplus >= at_risk - noise else "partly_charged"
    if abs(surplus) <= noise:
        return "equal"
    if not is_billed:
        return "not_billed"
    return "differs" if is_booked or at_risk else "not_ours"


def _noise(theirs_nusd: int) -> int:
    return max(NOISE_NUSD, abs(theirs_nusd) * NOISE_PERMILLE // 1000)


def _doubted(found: Sequence[Match]) -> list[Match]:
    """What a day's bill has and our books can't explain may be any call at risk, under another name: beside
    it none is called uncharged.
    """
    strange = {(one.issuer, one.day) for one in found if _is_unexplained(one)}
    return [
        replace(one, verdict="undecided")
        if one.verdict in ("not_charged", "partly_charged") and (one.issuer, one.day) in strange
        else one
        for one in found
    ]


def _is_unexplained(match: Match) -> bool:
    if not (match.ours_nusd or match.unknown):
        return match.theirs_nusd != 0
    return match.difference_nusd - match.at_risk_nusd > _noise(match.theirs_nusd)


def _billed(engine: sa.Engine, first: date, last: date) -> dict[tuple[str, date, str], int]:
    b = bill_lines.c
    query = sa.select(b.issuer, b.day, b.model, b.cost_nusd).where(b.day >= first, b.day <= last)
    with engine.connect() as reading:
        return {(issuer, day, model): int(cost) for issuer, day, model, cost in reading.execute(query)}


def _booked(engine: sa.Engine, days: Collection[tuple[str, date]]) -> dict[tuple[str, date, str], int]:
    """What providers charged by day; what a verdict booked later counts on the day its call was sent."""
    period = Period(ZoneInfo("UTC"), min(day for _, day in days), max(day for _, day in days))
    sums: dict[tuple[str, date, str], int] = defaultdict(int)
    for one in totals(engine, period, ["day", "provider", "model"]):
        issuer = issuer_of(one.names[1])
        if issuer is not None:
            sums[(issuer, date.fromisoformat(one.names[0]), one.names[2])] += one.cost_nusd
    for provider, model, booked_at, sent_at, cost in _verdicts(engine):
        issuer = issuer_of(provider)
        booked_on, sent_on = (at.astimezone(UTC).date() for at in (booked_at, sent_at))
        if issuer is not None and booked_on != sent_on:
            sums[(issuer, sent_on, model)] += cost
            if period.first <= booked_on <= period.last:
                sums[(issuer, booked_on, model)] -= cost
    for provider, model, at, cost in _refunds(engine):
        issuer, day = issuer_of(provider), at.astimezone(UTC).date()
        if issuer is not None and period.first <= day <= period.last:
            sums[(issuer, day, model)] += cost
    return {key: cost for key, cost in sums.items() if cost}


def _verdicts(engine: sa.Engine) -> list[tuple[str, str, datetime, datetime, int]]:
    """Of each unknown attempt that was decided to have cost something: when it was booked, and sent."""
    a = attempts.c
    query = sa.select(a.provider, a.model, a.closed_at, a.created_at, a.cost_nusd).where(
        a.status == "spent", a.cost_nusd > 0
    )
    with engine.connect() as reading:
        return [
            (provider, model, booked, sent, cost)
            for provider, model, booked, sent, cost in reading.execute(query)
        ]


def _refunds(engine: sa.Engine) -> list[tuple[str, str, datetime, int]]:
    """Of each refund: when totals took back what. Read from the book, which stays when rows are archived."""
    a, e = attempts.c, entries.c
    query = (
        sa.select(a.provider, a.model, e.at, a.cost_nusd)
        .select_from(entries.join(attempts))
        .where(e.reverses.is_not(None), a.cost_nusd > 0)
    )
    with engine.connect() as reading:
        return [(provider, model, at, cost) for provider, model, at, cost in reading.execute(query)]


def _at_risk(engine: sa.Engine) -> Iterator[tuple[tuple[str, date, str], int, int]]:
    a = attempts.c
    query = sa.select(a.id, a.provider, a.model, a.created_at, a.held_nusd).where(a.status == "unknown")
    with engine.connect() as reading:
        for attempt_id, provider, model, at, held in reading.execute(query.order_by(a.id)):
            issuer = issuer_of(provider)
            if issuer is not None:
                yield (issuer, at.astimezone(UTC).date(), model), attempt_id, held


def _holds(engine: sa.Engine, ids: Sequence[int]) -> list[tuple[int, int]]:
    a = attempts.c
    query = sa.select(a.id, a.held_nusd).where(a.id.in_(ids), a.status == "unknown").order_by(a.id)
    with engine.connect() as reading:
        return [(attempt_id, held) for attempt_id, held in reading.execute(query)]
