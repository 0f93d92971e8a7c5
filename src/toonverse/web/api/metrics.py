"""`GET /metrics`: the books as Prometheus counts them. No user is named in a label."""

from collections.abc import Iterator

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.responses import Response

from toonverse.metering import accounts
from toonverse.metering.limits import Standing, standings
from toonverse.metering.outbox import waiting
from toonverse.metering.reports import Dimension, Period, totals
from toonverse.metering.unknowns import unknown_attempts
from toonverse.money import usd_number
from toonverse.web.api.naming import NO_STORE
from toonverse.web.office import Office

LABELS: tuple[Dimension, ...] = ("source", "service", "provider", "model")


def routes(office: Office) -> APIRouter:
    router = APIRouter()

    @router.get(
        "/metrics",
        operation_id="metrics",
        response_class=Response,
        responses={200: {"content": {"text/plain": {}}}},
    )
    def metrics() -> Response:
        """Calls, tokens and cost since the first booking, budgets as they stand, what is at risk or waits."""
        registry = CollectorRegistry()
        registry.register(_Books(office))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST, headers=NO_STORE)

    return router


class _Books(Collector):
    """Reads the sums when it is asked; nothing is counted twice, in however many processes."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def collect(self) -> Iterator[Metric]:
        yield from _calls(self.office)
        yield from _budgets(self.office)
        unknown = unknown_attempts(self.office.engine)
        yield _gauge("toonverse_at_risk_usd", "Held for calls nobody knows the outcome of.",
                     usd_number(sum(one.at_risk_nusd for one in unknown)))  # fmt: skip
        yield _gauge("toonverse_unknown_calls", "Calls nobody knows the outcome of.", len(unknown))
        yield _gauge("toonverse_alerts_waiting", "Alerts not sent yet.", waiting(self.office.engine))
        stopped = accounts.is_stopped(self.office.engine)
        yield _gauge("toonverse_buying_stopped", "1 while all buying is stopped.", int(stopped))


def _calls(office: Office) -> Iterator[Metric]:
    calls = CounterMetricFamily("toonverse_calls", "Calls sent to a model.", labels=(*LABELS, "outcome"))
    tokens = GaugeMetricFamily("toonverse_tokens", "Debited, less what was refunded.", labels=LABELS)
    cost = GaugeMetricFamily("toonverse_cost_usd", "Charged, less what was refunded.", labels=LABELS)
    for one in totals(office.engine, Period.always(office.ledger.zone), LABELS):
        calls.add_metric((*one.names, "success"), one.successes)
        calls.add_metric((*one.names, "failure"), one.failures)
        tokens.add_metric(one.names, one.tokens)
        cost.add_metric(one.names, usd_number(one.cost_nusd))
    yield from (calls, tokens, cost)


def _budgets(office: Office) -> Iterator[Metric]:
    """Of accounts only how many have spent their budget: a label would name them."""
    labels = ("scope", "value", "window")
    families = {
        name: GaugeMetricFamily(f"toonverse_budget_{name}_usd", what, labels=labels)
        for name, what in (
            ("limit", "The most that may be taken in the window."),
            ("spent", "Spent in the window of now."),
            ("held", "Held for what is going on."),
        )
    }
    spent_accounts = 0
    for one in standings(office.engine, office.ledger.zone, office.clock()):
        if one.budget.scope == "account":
            spent_accounts += one.left_nusd == 0
            continue
        for name, amount in _amounts(one).items():
            families[name].add_metric((one.budget.scope, one.budget.value, one.budget.window), amount)
    yield from families.values()
    yield _gauge("toonverse_account_budgets_spent", "Users' budgets with nothing left.", spent_accounts)


def _amounts(one: Standing) -> dict[str, float]:
    return {
        "limit": usd_number(one.budget.limit_nusd),
        "spent": usd_number(one.settled_nusd),
        "held": usd_number(one.held_nusd),
    }


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value=value)
