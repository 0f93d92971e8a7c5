"""What a user is told of their own account: balance, use, receipts, keys, sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toonverse.metering import users
from toonverse.metering.keys import Key, Scope, list_keys, scopes_of
from toonverse.metering.passwords import has_password
from toonverse.metering.reports import Column, Period, Receipt, Total, receipt, sum_of, totals
from toonverse.metering.sessions import Session, list_sessions
from toonverse.store.records import Episode
from toonverse.web import charts
from toonverse.web.callers import Caller
from toonverse.web.office import Office

SPANS = (7, 30, 90)
WAYS: tuple[Column, ...] = ("service", "model")
RECEIPTS = 8
KNOWN = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
"""What browsers and systems write of themselves, the more particular first, and what people call them."""


@dataclass(frozen=True, slots=True)
class Slip:
    """An episode and what it cost."""

    episode: Episode
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Account:
    """What the page tells. Chart and parts are in tokens; `parts` are by `way`."""

    user: users.User
    span: int
    way: Column
    spent: Total
    chart: charts.Stacked
    parts: tuple[Total, ...]
    slips: tuple[Slip, ...]
    keys: Sequence[Key]
    scopes: tuple[Scope, ...]
    sessions: Sequence[Session]
    has_password: bool

    @property
    def slip_costs_nusd(self) -> list[int]:
        return [slip.receipt.cost_nusd for slip in self.slips]


def account_of(office: Office, caller: Caller, span: int, way: Column) -> Account:
    """Everything of the last `span` days, by `way`. Raises NotFound, LedgerDown."""
    engine, clock, mine = office.engine, office.clock, caller.account
    user = users.find_user(engine, mine)
    period = Period.of_days(office.ledger.zone, span, clock())
    by_day = totals(engine, period, ["day", way], {"account": mine})
    sums = {(date.fromisoformat(one.names[0]), one.names[1]): one.tokens for one in by_day if one.tokens}
    episodes = office.works.made_before(mine, None, RECEIPTS)
    return Account(
        user,
        span,
        way,
        sum_of(totals(engine, period, [], {"account": mine})),
        charts.stacked(sums, period.first, period.last),
        tuple(totals(engine, period, [way], {"account": mine})),
        tuple(Slip(one, receipt(engine, str(one.id))) for one in episodes),
        list_keys(engine, mine),
        scopes_of(user.role),
        list_sessions(engine, clock, mine),
        has_password(engine, mine),
    )


def browser_name(said: str) -> str:
    """What a person calls the browser that calls itself so; "" for one nobody knows."""
    browser = next((name for mark, name in KNOWN if mark in said), "")
    system = next((name for mark, name in SYSTEMS if mark in said), "")
    return " · ".join(part for part in (browser, system) if part)


def short_tokens(tokens: int) -> str:
    """As a chart's level has room for: 1,500 is 1.5k."""
    for unit, letter in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if tokens >= unit:
            return f"{tokens / unit:.4g}{letter}"
    return str(tokens)
