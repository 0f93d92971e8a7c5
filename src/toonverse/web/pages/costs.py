"""`/costs`: what is spent on what, what is at risk, what limits it, and the switch that stops it all.

Sums come from the days' rollups, so the page costs the same after ten million calls. Every change is a plain
form: it works without a script, and must come from a page of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.errors import UsageError
from toonverse.jobs.costs import dearest
from toonverse.metering import accounts, budgets, limits, unknowns, users
from toonverse.metering.archive import find
from toonverse.metering.details import Chosen
from toonverse.metering.details import page as calls_page
from toonverse.metering.limits import Standing
from toonverse.metering.outbox import list_alerts
from toonverse.metering.plain import action_of, scope_name
from toonverse.metering.reports import Column, Period, Total, receipt, sum_of, totals
from toonverse.metering.unknowns import UnknownAttempt
from toonverse.money import from_usd, to_usd
from toonverse.store.post_rows import OriginCost
from toonverse.web import charts
from toonverse.web.alert_words import AlertWords
from toonverse.web.api.paging import ID_MAX
from toonverse.web.errors import ForeignOrigin, NotFound
from toonverse.web.i18n import Voice, language_of
from toonverse.web.office import Office
from toonverse.web.templating import page

SPANS = (7, 30, 90)
WAYS: tuple[Column, ...] = ("source", "model", "service", "account")
USD_MAX = 1_000_000
FIELDS_MAX = 8
EPISODES, ALERTS, CALLS = 8, 8, 12
AHEAD = timedelta(days=92)
"""How far ahead price changes and retirements are told: the providers tell them about a quarter before."""


Form = Mapping[str, str]


class AmountUnfit(UsageError):
    """No amount of dollars that a budget may have. Facts: `said`."""

    code = "amount_unfit"


@dataclass(frozen=True, slots=True)
class Gauge:
    """A budget: what is taken of it, in percent of its limit, by kind."""

    scope: str
    window: str
    action: str
    standing: Standing
    settled: float
    held: float
    at_risk: float


@dataclass(frozen=True, slots=True)
class EpisodeCost:
    id: int
    title: str
    cost_nusd: int
    lost_nusd: int
    at_risk_nusd: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """A model that ends, or whose price changes, on a day. `successor` is "" for a price."""

    day: date
    model: str
    ends: bool
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Books:
    """What the page tells."""

    span: int
    way: Column
    today: Total
    month: Total
    forecast_nusd: int
    spent: Total
    chart: charts.Stacked
    parts: tuple[Total, ...]
    names: Mapping[str, str]
    gauges: tuple[Gauge, ...]
    unknown: tuple[UnknownAttempt, ...]
    alerts: tuple[tuple[datetime, str], ...]
    episodes: tuple[EpisodeCost, ...]
    pictures: tuple[OriginCost, ...]
    ahead: tuple[Ahead, ...]
    calls: tuple[dict[str, Any], ...]
    stopped: bool

    @property
    def at_risk_nusd(self) -> int:
        return sum(one.at_risk_nusd for one in self.unknown)


def routes(office: Office) -> list[Route]:
    def costs(request: Request) -> Response:
        span, way = _span(request), _way(request)
        said = books_of(office, span, way, Voice(language_of(request)))
        return page(request, "costs.html", books=said, spans=SPANS, ways=WAYS, usd=usd)

    def call(request: Request) -> Response:
        return page(request, "call.html", row=find(office.engine, office.keep, _id(request)), usd=usd)

    async def changed(request: Request) -> Response:
        if "origin" not in request.headers:  # a foreign one never gets past the guard
            raise ForeignOrigin(path=request.url.path)
        form = _form(await request.body())
        await run_in_threadpool(_change, office, request.path_params["what"], form)
        return RedirectResponse("/costs", 303)

    return [
        Route("/costs", costs),
        Route("/costs/calls/{call_id:int}", call),
        Route("/costs/{what}", changed, methods=["POST"]),
    ]


def books_of(office: Office, span: int, way: Column, voice: Voice) -> Books:
    """Everything the page tells, of the last `span` days and by `way`. Raises LedgerDown."""
    engine, zone, now = office.engine, office.ledger.zone, office.clock()
    period = Period.of_days(zone, span, now)
    today = period.last
    month = Period(zone, today.replace(day=1), today)
    by_day = totals(engine, period, ["day", way])
    this_month = sum_of(totals(engine, month, []))
    names = {user.id: user.name for user in users.list_users(engine)}
    sums = {(date.fromisoformat(one.names[0]), one.names[1]): int(one.cost_nusd) for one in by_day}
    alerts = AlertWords(voice.language, names)
    return Books(
        span,
        way,
        sum_of(totals(engine, Period(zone, today, today), [])),
        this_month,
        forecast(this_month.cost_nusd, today),
        sum_of(totals(engine, period, [])),
        charts.stacked(sums, period.first, period.last),
        tuple(totals(engine, period, [way])),
        names if way == "account" else {},
        tuple(_gauge(one, names) for one in limits.standings(engine, zone, now)),
        tuple(unknowns.unknown_attempts(engine)),
        tuple((one.created_at, alerts.sentence(one)) for one in list_alerts(engine, ALERTS)),
        _dearest(office, now - timedelta(span)),
        office.posts.rows.costs(),
        _ahead(office, today),
        calls_page(engine, Chosen(), CALLS).rows,
        accounts.is_stopped(engine),
    )


def forecast(spent_nusd: int, today: date) -> int:
    """What the month will come to if it goes on as it went: by whole days, today counted as one."""
    after = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return spent_nusd * (after - timedelta(days=1)).day // today.day


def usd(amount_nusd: int) -> str:
    """As a person reads it: cents, and more digits where there would be none to see."""
    amount = to_usd(amount_nusd)
    return f"${amount:,.4f}" if 0 < abs(amount) < Decimal("0.1") else f"${amount:,.2f}"


def _gauge(one: Standing, names: Mapping[str, str]) -> Gauge:
    limit, _taken = one.budget.limit_nusd, (one.settled_nusd, one.held_nusd, one.at_risk_nusd)
    return Gauge(
        scope_name(one, names),
        one.budget.window,
        action_of(one),
        one,
        *(
            round(charts.share(part, limit), 2)
            for part in (one.settled_nusd, one.held_nusd, one.at_risk_nusd)
        ),
    )


def _dearest(office: Office, since: datetime) -> tuple[EpisodeCost, ...]:
    found = []
    for job in dearest(office.engine, office.works, since, EPISODES):
        title = office.works.episode(job.episode_id).title
        told = receipt(office.engine, str(job.episode_id))
        found.append(EpisodeCost(job.episode_id, title, job.cost_nusd, told.lost_nusd, told.at_risk_nusd))
    return tuple(found)


def _ahead(office: Office, today: date) -> tuple[Ahead, ...]:
    found = []
    for model in office.catalog().models.values():
        if model.retired_on is not None and today <= model.retired_on <= today + AHEAD:
            found.append(Ahead(model.retired_on, model.name, True, model.successor))
        for since in {price.since for price in model.prices if today < price.since <= today + AHEAD}:
            found.append(Ahead(since, model.name, False))
    return tuple(sorted(found, key=lambda one: (one.day, one.model)))


def _change(office: Office, what: str, form: Form) -> None:
    """Raises NotFound for a change that there is none of, and what the change raises."""
    if what == "buying":
        accounts.stop_buying(office.engine, _said(form, "stopped") == "yes")
    elif what == "budgets":
        limit = _dollars(_said(form, "limit_usd"))
        said = (_said(form, "scope"), _said(form, "window"), limit, _said(form, "action"))
        budget = limits.budget_of(office.engine, *said)
        budgets.set_budget(office.engine, office.clock, office.ledger.zone, budget)
    elif what == "settle":
        unknowns.settle_unknown(office.ledger, _number(_said(form, "attempt")))
    elif what == "release":
        unknowns.release_unknown(office.ledger, _number(_said(form, "attempt")))
    else:
        raise NotFound(path=f"/costs/{what[:80]}")


def _form(body: bytes) -> Form:
    """What a plain form says, each name once. Raises NotFound for what is none."""
    try:
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=FIELDS_MAX, errors="strict"))
    except ValueError as unfit:
        raise NotFound(path="/costs") from unfit


def _said(form: Form, name: str) -> str:
    return form.get(name, "")[:300]


def _dollars(text: str) -> int:
    try:
        amount = Decimal(text.strip().removeprefix("$").replace(",", ""))
    except InvalidOperation:
        raise AmountUnfit(said=text[:40]) from None
    if not amount.is_finite() or not 0 <= amount <= USD_MAX:
        raise AmountUnfit(said=text[:40])
    return from_usd(amount)


def _number(text: str) -> int:
    """An attempt's id; 0, which none has, for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _id(request: Request) -> int:
    call_id = int(request.path_params["call_id"])
    if not 0 < call_id < ID_MAX:
        raise NotFound(path=request.url.path)
    return call_id


def _span(request: Request) -> int:
    said = request.query_params.get("days", "30")
    return next((one for one in SPANS if str(one) == said), SPANS[1])


def _way(request: Request) -> Column:
    said = request.query_params.get("by", "")
    return next((one for one in WAYS if one == said), WAYS[0])
