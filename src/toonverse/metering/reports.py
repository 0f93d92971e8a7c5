"""What was spent on what. An episode's receipt comes from its own rows, totals from the days (`rollups`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.metering.archive_tables import archived_rows
from toonverse.metering.rollups import EVERYBODY, FREE_PROVIDER, SUMS, WHOLE, day_of, open_zone
from toonverse.metering.tables import attempts, day_rollups, usage_rows
from toonverse.money import Nusd

Dimension = Literal["account", "source", "service", "provider", "model", "request_type"]
Column = Literal["day"] | Dimension


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of a zone, `first` and `last` included."""

    zone: ZoneInfo
    first: date
    last: date

    @classmethod
    def of_days(cls, zone: ZoneInfo, days: int, now: datetime) -> "Period":
        """So many days, today the last."""
        today = day_of(now, zone)
        return cls(zone, today - timedelta(days - 1), today)

    @classmethod
    def always(cls, zone: ZoneInfo) -> "Period":
        return cls(zone, date.min, date.max)


@dataclass(frozen=True, slots=True)
class Total:
    """`names` are what is summed: the model, the day (ISO), the source ... as they were asked for.

    `tokens` are what was debited; the others are as providers reported them. `free_calls` are those of the
    calls that nobody could charge for: drafts.
    """

    names: tuple[str, ...]
    calls: int
    successes: int
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    tokens: int
    images: int
    seconds: int
    cost_nusd: Nusd
    free_calls: int = 0

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def mean_nusd(self) -> Nusd:
        """What a bought call cost on average, rounded to whole nano-dollars; 0 where there was none."""
        return Nusd(round(self.cost_nusd / self.bought_calls) if self.bought_calls else 0)

    @property
    def bought_calls(self) -> int:
        return self.calls - self.free_calls

    @property
    def failures(self) -> int:
        return self.calls - self.successes


@dataclass(frozen=True, slots=True)
class Step:
    """What one kind of call (`request_type`) came to; `lost_nusd` was charged without a result.

    `at_risk_nusd` is no part of the cost: so much at most `unknown` more calls may turn out to have cost.
    `free_calls` are those of the calls that nobody could charge for: drafts.
    """

    name: str
    calls: int
    successes: int
    tokens: int
    cost_nusd: Nusd
    lost_nusd: Nusd
    unknown: int = 0
    at_risk_nusd: int = 0
    free_calls: int = 0

    @property
    def bought_calls(self) -> int:
        return self.calls - self.free_calls


@dataclass(frozen=True, slots=True)
class Receipt:
    """An episode's calls by step (`request_type`), in the order the steps began, and their sum.

    `lost_nusd` is the part of the cost that was charged without a result; what is at risk comes on top, until
    somebody knows.
    """

    steps: tuple[Step, ...]

    @property
    def calls(self) -> int:
        return sum(step.calls for step in self.steps)

    @property
    def free_calls(self) -> int:
        return sum(step.free_calls for step in self.steps)

    @property
    def bought_calls(self) -> int:
        return self.calls - self.free_calls

    @property
    def tokens(self) -> int:
        return sum(step.tokens for step in self.steps)

    @property
    def cost_nusd(self) -> Nusd:
        return Nusd(sum(step.cost_nusd for step in self.steps))

    @property
    def lost_nusd(self) -> Nusd:
        return Nusd(sum(step.lost_nusd for step in self.steps))

    @property
    def unknown(self) -> int:
        return sum(step.unknown for step in self.steps)

    @property
    def at_risk_nusd(self) -> int:
        return sum(step.at_risk_nusd for step in self.steps)


def receipt(engine: sa.Engine, episode: str) -> Receipt:
    """Every attempt for the episode, failed ones too; `tokens` are what was debited."""
    u = _of_episode(episode)
    counted = sa.case((u.c.refund, 0), else_=1)
    query = (
        sa.select(
            u.c.request_type,
            sa.func.sum(counted),
            sa.func.sum(sa.case((u.c.success, counted), else_=0)),
            sa.func.sum(u.c.debit_tokens),
            sa.func.sum(u.c.cost_nusd),
            sa.func.sum(sa.case((u.c.success, 0), else_=u.c.cost_nusd)),
            sa.func.sum(sa.case((u.c.provider == FREE_PROVIDER, counted), else_=0)),
        )
        .group_by(u.c.request_type)
        .order_by(sa.func.min(u.c.id))
    )
    with engine.connect() as reading:
        told = {
            name: Step(name, calls, ok, tokens, Nusd(cost), Nusd(lost), free_calls=free)
            for name, *sums in reading.execute(query)
            for calls, ok, tokens, cost, lost, free in [map(int, sums)]
        }
        for name, unknown, at_risk in reading.execute(_at_risk(episode)):
            step = told.get(name, Step(name, 0, 0, 0, Nusd(0), Nusd(0)))
            told[name] = replace(step, unknown=int(unknown), at_risk_nusd=int(at_risk))
    return Receipt(tuple(told.values()))


def _of_episode(episode: str) -> sa.Subquery:
    """The episode's usage rows, and what is left here of those that were archived."""
    u, r = usage_rows.c, archived_rows.c
    names = ("id", "refund", "success", "debit_tokens", "cost_nusd")
    here = sa.select(u.request_type, u.provider, *(u[name] for name in names)).where(
        u.episode == episode, u.episode != ""
    )
    gone = (
        sa.select(attempts.c.request_type, attempts.c.provider, *(r[name] for name in names))
        .select_from(archived_rows.join(attempts))
        .where(r.episode == episode, r.episode != "")
    )
    return here.union_all(gone).subquery()


def _at_risk(episode: str) -> sa.Select[Any]:
    """By step: how many of the episode's attempts nobody knows the end of, and their sum."""
    a = attempts.c
    return (
        sa.select(a.request_type, sa.func.count(), sa.func.sum(a.held_nusd))
        .where(a.status == "unknown", a.episode == episode, a.episode != "")
        .group_by(a.request_type)
        .order_by(sa.func.min(a.id))
    )


def totals(
    engine: sa.Engine, period: Period, by: Sequence[Column], only: Mapping[Dimension, str] | None = None
) -> list[Total]:
    """Sums by these columns, dearest first (by day: newest first); of what `only` says, or of everything.

    By nothing it is one total, of zeros where nothing was bought. Raises LedgerDown.
    """
    open_zone(engine, period.zone)
    d, only = day_rollups.c, only or {}
    sums = [sa.func.coalesce(sa.func.sum(d[name]), 0).label(name) for name in SUMS]
    cost, columns = sums[SUMS.index("cost_nusd")], [d[name] for name in by]
    within = (
        d.time_zone == period.zone.key,
        d.day >= period.first,
        d.day <= period.last,
        *(d[name] == value for name, value in only.items()),
    )
    query = (
        sa.select(*columns, *sums)
        .where(_whose(by, only), *within)
        .group_by(*columns)
        .order_by(*(d.day.desc() for name in by if name == "day"), cost.desc(), *columns)
    )
    # whole days know no provider: what was free is always counted in its own rows
    each = d.account != EVERYBODY if "account" in (*by, *only) else d.account == EVERYBODY
    drafts = (
        sa.select(*columns, sa.func.sum(d.calls))
        .where(each, d.provider == FREE_PROVIDER, *within)
        .group_by(*columns)
    )
    with engine.connect() as reading:
        free = {tuple(names): int(calls or 0) for *names, calls in reading.execute(drafts)}
        return [_total(row[: len(by)], row[len(by) :], free) for row in reading.execute(query)]


def sum_of(found: Iterable[Total]) -> Total:
    """One total of several, without names."""
    some = list(found)
    amounts = {f.name: sum(getattr(one, f.name) for one in some) for f in fields(Total) if f.name != "names"}
    return Total((), **amounts)


def _whose(by: Sequence[Column], only: Mapping[Dimension, str]) -> sa.ColumnElement[bool]:
    """Which of an amount's rows is read: its account's, everybody's, or its account's whole day."""
    d = day_rollups.c
    if "account" not in by and "account" not in only:
        return d.account == EVERYBODY
    is_whole = set(by) | set(only) <= {"day", "account"}
    # a constant, so that the index of whole days is seen to fit
    whole: sa.ColumnElement[str] = sa.literal_column(f"'{WHOLE}'")
    return (d.account != EVERYBODY) & ((d.source == whole) if is_whole else (d.source != whole))


def _total(names: Sequence[Any], sums: Sequence[Any], free: Mapping[tuple[Any, ...], int]) -> Total:
    said = dict(zip(SUMS, (int(amount) for amount in sums), strict=True))
    tokens, cost = said.pop("debit_tokens"), Nusd(said.pop("cost_nusd"))
    told = tuple(str(name) for name in names)
    return Total(told, **said, tokens=tokens, cost_nusd=cost, free_calls=free.get(tuple(names), 0))
