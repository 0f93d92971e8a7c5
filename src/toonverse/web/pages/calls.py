"""`/costs/calls` and what it leads to: every call, chosen and page by page, one call with what the book holds
of it, and an episode's receipt down to its takes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toonverse.jobs.costs import Waste, takes_of, waste
from toonverse.metering import call_receipts, reports, users
from toonverse.metering.archive import find
from toonverse.metering.details import Chosen, Page
from toonverse.metering.details import page as calls_page
from toonverse.metering.episode_costs import Bought, bought
from toonverse.metering.reports import Dimension, Period, Receipt, Total, totals
from toonverse.metering.unknowns import unknown_attempts
from toonverse.money import to_usd
from toonverse.store.records import Episode, Take
from toonverse.web.api.paging import ROW_MAX, position_of, position_words, written
from toonverse.web.errors import NotFound
from toonverse.web.office import Office
from toonverse.web.pages.costs import WRITTEN, usd
from toonverse.web.templating import page

ROWS = 50
WORD_MAX = 200
ENDS = ("", "well", "failed")
FILTERS: tuple[Dimension, ...] = ("source", "service", "model", "account")

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of calls. `said` is what was chosen, `choices` what can be; `sum` is None where a choice is one
    that sums are not kept of. `at_risk_nusd` is of calls that are in no page: nobody knows their end."""

    said: Words
    choices: dict[Dimension, list[str]]
    names: Words
    page: Page
    sum: Total | None
    older: str
    begun: bool
    at_risk_nusd: int


@dataclass(frozen=True, slots=True)
class PanelCost:
    """`lost_nusd` was charged without a result in painting it."""

    number: int
    lost_nusd: int
    takes: tuple[Take, ...]

    @property
    def rows(self) -> int:
        """Lines of the receipt: one for each take, and one for what was lost or is not known yet."""
        return len(self.takes) + (self.lost_nusd > 0 or not self.takes)


@dataclass(frozen=True, slots=True)
class EpisodeReceipt:
    episode: Episode
    receipt: Receipt
    became: Waste
    panels: tuple[PanelCost, ...]

    @property
    def costs_nusd(self) -> list[int]:
        """Every amount of the list of panels."""
        takes = [take.cost_nusd for panel in self.panels for take in panel.takes]
        return [*takes, *(panel.lost_nusd for panel in self.panels)]


def routes(office: Office) -> list[Route]:
    def calls(request: Request) -> Response:
        return page(request, "calls.html", listed=_listed(office, request), ends=ENDS, **WRITTEN)

    def call(request: Request) -> Response:
        row = find(office.engine, office.keep, _number(request, "call_id"))
        entries = call_receipts.entries_of(office.engine, row["attempt_id"])
        attempt = call_receipts.attempt_of(office.engine, row["attempt_id"])
        names = _names(office)
        told: dict[str, Any] = {"attempt": attempt, "entries": entries, "names": names, "amount": _amount}
        return page(request, "call.html", row=row, usd=usd, **told)

    def receipt(request: Request) -> Response:
        told = _receipt(office, _number(request, "episode_id"))
        return page(request, "receipt.html", told=told, **WRITTEN)

    return [
        Route("/costs/calls", calls),
        Route("/costs/calls/{call_id:int}", call),
        Route("/costs/episodes/{episode_id:int}", receipt),
    ]


def _listed(office: Office, request: Request) -> Listed:
    engine, zone = office.engine, office.ledger.zone
    said = {name: request.query_params.get(name, "").strip()[:WORD_MAX] for name in (*FILTERS, "ended")}
    days = {name: _day(request.query_params.get(name, "")) for name in ("from", "to")}
    first, last = days["from"], days["to"]
    only: dict[Dimension, str] = {name: said[name] for name in FILTERS if said[name]}
    success = {"well": True, "failed": False}.get(said["ended"])
    begin = None if first is None else datetime.combine(first, time(0), zone)
    end = None if last is None else datetime.combine(last + timedelta(1), time(0), zone)
    chosen = Chosen(**only, success=success, since=begin, until=end)
    cursor = request.query_params.get("after") or None
    found = calls_page(engine, chosen, ROWS, position_of(cursor))
    period = Period(zone, first or date.min, last or date.max)
    asked = {**said, **{name: str(day or "") for name, day in days.items()}}
    kept = {name: value for name, value in asked.items() if value}
    older = written(position_words(found.rows[-1])) if found.after else ""
    names = _names(office)
    always = Period.always(zone)
    choices = {name: sorted(one.name for one in totals(engine, always, [name])) for name in FILTERS}
    choices["account"].sort(key=lambda account: names.get(account, account))
    return Listed(
        asked,
        choices,
        names,
        found,
        None if success is not None else totals(engine, period, [], only)[0],
        urlencode({**kept, "after": older}) if older else "",
        cursor is None,
        sum(one.at_risk_nusd for one in unknown_attempts(engine)),
    )


def _receipt(office: Office, episode_id: int) -> EpisodeReceipt:
    """Raises UsageError (`episode_missing`)."""
    episode = office.works.episode(episode_id)
    takes = takes_of(office.works, episode_id)
    spent = bought(office.engine, str(episode_id))
    receipt = reports.receipt(office.engine, str(episode_id))
    numbers = {int(one.panel) for one in spent if one.panel.isdecimal()} | {take.panel for take in takes}
    panels = tuple(_panel(number, spent, takes) for number in sorted(numbers))
    return EpisodeReceipt(episode, receipt, waste(receipt, takes), panels)


def _panel(number: int, spent: list[Bought], takes: list[Take]) -> PanelCost:
    of = [one for one in spent if one.panel == str(number)]
    mine = tuple(take for take in takes if take.panel == number)
    return PanelCost(number, sum(one.lost_nusd for one in of), mine)


def _amount(unit: str, amount: int) -> str:
    """A posting's, to the last digit."""
    return f"${to_usd(amount):,f}" if unit == "nusd" else f"{amount:,}"


def _names(office: Office) -> Words:
    return {user.id: user.name for user in users.list_users(office.engine)}


def _day(text: str) -> date | None:
    """Nothing for what is no day that can be reckoned with."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day <= date(3000, 1, 1) else None


def _number(request: Request, name: str) -> int:
    number: Any = request.path_params[name]
    if not 0 < number <= ROW_MAX:
        raise NotFound(path=request.url.path)
    return int(number)
