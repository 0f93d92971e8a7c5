"""`/costs`: what is spent on what, what is at risk, what limits it, and the switch that stops it all.

Sums come from the days' rollups, so the page costs the same after ten million calls. Every change is a plain
form: it works without a script, and must come from a page of ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, get_args
from urllib.parse import parse_qsl

import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.errors import UsageError
from toonverse.jobs.costs import Waste, dearest, takes_of, unused_nusd, waste
from toonverse.metering import accounts, budgets, limits, unknowns, users
from toonverse.metering.alerts import OPERATOR
from toonverse.metering.budgets import WINDOWS
from toonverse.metering.call_receipts import Now, lost_nusd, under_way
from toonverse.metering.calls import Service, Source
from toonverse.metering.details import Chosen
from toonverse.metering.details import page as calls_page
from toonverse.metering.limits import Standing
from toonverse.metering.outbox import list_alerts
from toonverse.metering.plain import action_of, scope_name
from toonverse.metering.refusals import NotFound as Gone
from toonverse.metering.reports import Column, Period, Total, receipt, sum_of, totals
from toonverse.metering.unknowns import UnknownAttempt
from toonverse.money import dollars_in
from toonverse.store.post_rows import OriginCost
from toonverse.web import charts
from toonverse.web.alert_words import AlertWords
from toonverse.web.dollars import alike, levels
from toonverse.web.dollars import usd as usd  # where the other pages find it
from toonverse.web.errors import NotFound
from toonverse.web.i18n import Voice, language_of
from toonverse.web.office import Office
from toonverse.web.pages.forms import require_own
from toonverse.web.templating import page

SPANS = (7, 30, 90)
WAYS: tuple[Column, ...] = ("source", "model", "service", "account")
LIVE_SECONDS = 5
FIELDS_MAX = 8
EPISODES, ALERTS, CALLS = 8, 8, 12
AHEAD = timedelta(days=92)
"""How far ahead price changes and retirements are told: the providers tell them about a quarter before."""


WRITTEN: Mapping[str, Any] = {"usd": usd, "alike": alike, "levels": levels}
"""How templates write dollars."""

Form = Mapping[str, str]


class AmountUnfit(UsageError):
    """No amount of dollars that a budget may have. Facts: `said`."""

    code = "amount_unfit"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A form that could not be taken, and why: what it would change, and what it said."""

    code: str
    what: str
    form: Form

    def is_of(self, what: str, **named: str) -> bool:
        """Whether it is the form that changes that, of what is so named."""
        return self.what == what and all(self.form.get(name) == value for name, value in named.items())

    def said(self, name: str) -> str:
        return self.form.get(name, "")


UNFIT = (AmountUnfit.code, limits.BudgetUnfit.code, Gone.code)
"""What is said beside a form's field; a page that shows it has what was typed."""
NOTHING_WRONG = Wrong("", "", {})


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

    @property
    def taken_percent(self) -> int:
        """Of the limit, above 100 where it was passed, or set lower than what was taken."""
        one = self.standing
        taken = one.settled_nusd + one.held_nusd + one.at_risk_nusd
        return round(100 * taken / one.budget.limit_nusd) if one.budget.limit_nusd else 100


@dataclass(frozen=True, slots=True)
class EpisodeCost:
    """`wasted_nusd` is what bought takes that another was preferred to, or nothing at all."""

    id: int
    title: str
    cost_nusd: int
    wasted_nusd: int
    at_risk_nusd: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """A model that ends, or whose price changes, on a day. `successor` is "" for a price."""

    day: date
    model: str
    ends: bool
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An alert in words; `place` is where on this page it can be seen to, "" where nowhere."""

    at: datetime
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Live:
    """What changes while somebody looks. `month_limit_nusd` is that of the budget for everything, if any."""

    today: Total
    month: Total
    forecast_nusd: int
    month_limit_nusd: int | None
    unknown_calls: int
    at_risk_nusd: int
    now: Now
    newest: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Books:
    """What the page tells."""

    span: int
    way: Column
    live: Live
    spent: Total
    became: Waste
    chart: charts.Stacked
    parts: tuple[Total, ...]
    names: Mapping[str, str]
    gauges: tuple[Gauge, ...]
    unknown: tuple[UnknownAttempt, ...]
    alerts: tuple[Told, ...]
    episodes: tuple[EpisodeCost, ...]
    pictures: tuple[OriginCost, ...]
    ahead: tuple[Ahead, ...]
    calls: tuple[dict[str, Any], ...]
    stopped: bool
    scopes: tuple[str, ...]

    def place_of(self, name: str) -> str:
        """The class of a series' colour, that of all others where it has none of its own."""
        places = {one.name: one.place for one in self.chart.series}
        return f"c{places.get(name, charts.SERIES_MAX)}"


def routes(office: Office) -> list[Route]:
    def costs(request: Request, wrong: Wrong = NOTHING_WRONG) -> Response:
        span, way = _span(request), _way(request)
        said = books_of(office, span, way, Voice(language_of(request)))
        told: dict[str, Any] = {
            "spans": SPANS,
            "ways": WAYS,
            "windows": WINDOWS,
            "actions": tuple(limits.ACTIONS),
            "wrong": wrong,
            "limited": {(one.scope, one.window) for one in said.gauges},
        }
        status = 422 if wrong.code else 200
        return page(
            request, "costs.html", status, books=said, live=said.live, poll=LIVE_SECONDS, **WRITTEN, **told
        )

    def now(request: Request) -> Response:
        return page(request, "_costs_now.html", live=live_of(office), **WRITTEN)

    async def changed(request: Request) -> Response:
        require_own(request)
        form = _form(await request.body())
        what = request.path_params["what"]
        try:
            await run_in_threadpool(_change, office, what, form)
        except UsageError as unfit:
            if unfit.code not in UNFIT:
                raise
            return await run_in_threadpool(costs, request, Wrong(unfit.code, what, form))
        return RedirectResponse("/costs", 303)

    return [
        Route("/costs", costs),
        Route("/costs/now", now),
        Route("/costs/{what}", changed, methods=["POST"]),
    ]


def live_of(office: Office) -> Live:
    """Raises LedgerDown."""
    engine, zone, now = office.engine, office.ledger.zone, office.clock()
    today = Period.of_days(zone, 1, now)
    month = sum_of(totals(engine, Period(zone, today.last.replace(day=1), today.last), []))
    unknown = unknowns.unknown_attempts(engine)
    newest = calls_page(engine, Chosen(), 1).rows
    return Live(
        sum_of(totals(engine, today, [])),
        month,
        forecast(month.cost_nusd, today.last),
        _month_limit_nusd(limits.standings(engine, zone, now)),
        len(unknown),
        sum(one.at_risk_nusd for one in unknown),
        under_way(engine, now),
        newest[0] if newest else None,
    )


def books_of(office: Office, span: int, way: Column, voice: Voice) -> Books:
    """Everything the page tells, of the last `span` days and by `way`. Raises LedgerDown."""
    engine, zone, now = office.engine, office.ledger.zone, office.clock()
    period = Period.of_days(zone, span, now)
    by_day = totals(engine, period, ["day", way])
    spent = sum_of(totals(engine, period, []))
    names = {user.id: user.name for user in users.list_users(engine)}
    sums = {(date.fromisoformat(one.names[0]), one.names[1]): int(one.cost_nusd) for one in by_day}
    unknown = tuple(unknowns.unknown_attempts(engine))
    return Books(
        span,
        way,
        live_of(office),
        spent,
        _became(office, spent.cost_nusd, datetime.combine(period.first, time(0), zone)),
        charts.stacked(sums, period.first, period.last),
        tuple(totals(engine, period, [way])),
        names if way == "account" else {},
        tuple(_gauge(one, names) for one in limits.standings(engine, zone, now)),
        unknown,
        _alerts(engine, AlertWords(voice.language, names, on_page=True), unknown),
        _dearest(office, now - timedelta(span)),
        office.posts.rows.costs(),
        _ahead(office, period.last),
        calls_page(engine, Chosen(), CALLS).rows,
        accounts.is_stopped(engine),
        _scopes(office, names),
    )


def _alerts(engine: sa.Engine, words: AlertWords, unknown: Sequence[UnknownAttempt]) -> tuple[Told, ...]:
    """The newest; one of money at risk is told as long as somebody has to decide about such a call."""
    undecided = {one.model for one in unknown}
    places = {"unknown": "#at-risk", "budget_stops": "#budgets", "budget": "#budgets"}
    found = [
        Told(one.created_at, words.sentence(one), places.get(one.kind, ""))
        for one in list_alerts(engine, account=OPERATOR)
        if one.kind != "unknown" or one.facts["model"] in undecided
    ]
    return tuple(found[:ALERTS])


def _became(office: Office, spent_nusd: int, since: datetime) -> Waste:
    """What the cost since then bought: what is used, takes not chosen, nothing."""
    lost, unused = lost_nusd(office.engine, since), unused_nusd(office.engine, office.works, since)
    return Waste(max(0, spent_nusd - lost - unused), lost, unused)


def _month_limit_nusd(standings: Sequence[Standing]) -> int | None:
    found = (one.budget for one in standings if one.budget.scope == "global" and one.budget.window == "month")
    return next((budget.limit_nusd for budget in found), None)


def _scopes(office: Office, names: Mapping[str, str]) -> tuple[str, ...]:
    """What a budget can be of, by the words it is set with."""
    models = sorted(office.catalog().models)
    kinds = {"account": sorted(names.values()), "source": get_args(Source), "service": get_args(Service)}
    told = (f"{kind}:{value}" for kind, values in kinds.items() for value in values)
    return ("global", *told, *(f"model:{model}" for model in models))


def forecast(spent_nusd: int, today: date) -> int:
    """What the month will come to if it goes on as it went: by whole days, today counted as one."""
    after = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return spent_nusd * (after - timedelta(days=1)).day // today.day


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
        became = waste(told, takes_of(office.works, job.episode_id))
        wasted = became.lost_nusd + became.unused_nusd
        found.append(EpisodeCost(job.episode_id, title, told.cost_nusd, wasted, told.at_risk_nusd))
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
        scope, window, action = (_said(form, name) for name in ("scope", "window", "action"))
        there = office.catalog().models, office.works.project
        budget = limits.budget_of(office.engine, *there, scope, window, limit, action)
        budgets.set_budget(office.engine, office.clock, office.ledger.zone, budget)
    elif what == "unbudget":
        scope, value = limits.scope_of(office.engine, _said(form, "scope"))
        limits.remove_budget(office.engine, scope, value, limits.window_of(_said(form, "window")))
    elif what == "settle":
        cost = _said(form, "cost_usd").strip()
        unknowns.settle_unknown(
            office.ledger, _number(_said(form, "attempt")), _dollars(cost) if cost else None
        )
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
        return dollars_in(text)
    except ValueError:
        raise AmountUnfit(said=text[:40]) from None


def _number(text: str) -> int:
    """An attempt's id; 0, which none has, for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _span(request: Request) -> int:
    said = request.query_params.get("days", "30")
    return next((one for one in SPANS if str(one) == said), SPANS[1])


def _way(request: Request) -> Column:
    said = request.query_params.get("by", "")
    return next((one for one in WAYS if one == said), WAYS[0])
