"""What an operator does with the books over HTTP: refunds, imports, budgets, the switch, everybody's use."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from toonverse.metering import accounts, budgets, history, limits, old_records, users
from toonverse.metering.plain import plain_standing
from toonverse.metering.refusals import NothingToRefund
from toonverse.money import from_usd
from toonverse.web.api.naming import told
from toonverse.web.api.words import LINE, LINES
from toonverse.web.office import Office

ATTEMPT_MAX = 2**63 - 1

Attempt = Annotated[int, Path(ge=1, le=ATTEMPT_MAX, description="The attempt's id, as the use lists it.")]
ScopeWords = Annotated[
    str, Query(max_length=300, description="`global`, `account:NAME`, `model:M` ..."), LINE
]
WindowWord = Annotated[str, Query(max_length=20, description="day, week, month or total")]


class Memo(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [{"memo": "The picture was empty."}]}
    )
    memo: Annotated[str, Field(max_length=500), LINES] = ""


class NewBudget(BaseModel):
    """A budget in the words of the command line; it replaces that of the same scope and window."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"limit_usd": "10.00", "scope": "global", "window": "day"}]},
    )
    limit_usd: Annotated[Decimal, Field(ge=0, le=1_000_000)]
    scope: Annotated[str, Field(max_length=300), LINE] = "global"
    window: Annotated[str, Field(max_length=20)] = "day"
    action: Annotated[str, Field(max_length=20)] = "stop"


class Switch(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [{"stopped": True}]}
    )
    stopped: bool


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    _records(router, office)
    _budgets(router, office)

    @router.get("/buying")
    def buying() -> JSONResponse:
        return told({"stopped": accounts.is_stopped(office.engine)})

    @router.put("/buying")
    def switch(body: Switch) -> JSONResponse:
        """Stops all buying at once, or allows it again; calls in flight are booked."""
        accounts.stop_buying(office.engine, body.stopped)
        return told({"stopped": accounts.is_stopped(office.engine)})

    return router


def _records(router: APIRouter, office: Office) -> None:
    @router.post("/attempts/{attempt_id}/refund")
    def refund(attempt_id: Attempt, body: Memo) -> JSONResponse:
        """Takes a purchase back: its cost, and the tokens debited for it. Once: 422 the second time."""
        if not office.ledger.refund(attempt_id, body.memo):
            raise NothingToRefund(attempt=attempt_id)
        return told({"attempt": attempt_id, "refunded": True})

    @router.post("/imports/balances")
    async def import_balances(request: Request) -> JSONResponse:
        """Grants each user what it had left in an earlier system. CSV or JSON; again books nothing twice."""
        records = await _records_of(request, "balances")

        def work() -> history.Imported:
            return history.import_balances(office.ledger, old_records.balances_in(records))

        return told(_imported(await run_in_threadpool(work)))

    @router.post("/imports/usage")
    async def import_usage(request: Request) -> JSONResponse:
        """Books the calls of an earlier system. CSV or JSON; again books nothing twice."""
        records = await _records_of(request, "usage")

        def work() -> history.Imported:
            return history.import_usage(office.ledger, office.catalog(), old_records.uses_in(records))

        return told(_imported(await run_in_threadpool(work)))


def _budgets(router: APIRouter, office: Office) -> None:
    def standing(scope: str | None, window: str | None) -> JSONResponse:
        named = None if scope is None else limits.scope_of(office.engine, scope)
        of = None if window is None else limits.window_of(window)
        found = [
            one
            for one in limits.standings(office.engine, office.ledger.zone, office.clock())
            if named in (None, (one.budget.scope, one.budget.value)) and of in (None, one.budget.window)
        ]
        names = {user.id: user.name for user in users.list_users(office.engine)}
        zone = office.ledger.zone.key
        return told({"time_zone": zone, "budgets": [plain_standing(one, names) for one in found]})

    @router.get("/budgets")
    def list_budgets(scope: ScopeWords | None = None, window: WindowWord | None = None) -> JSONResponse:
        """Every budget (or those of a scope, of a window), and how it stands now."""
        return standing(scope, window)

    @router.put("/budgets")
    def set_budget(body: NewBudget) -> JSONResponse:
        limit = from_usd(body.limit_usd)
        there = office.catalog().models, office.works.project
        budget = limits.budget_of(office.engine, *there, body.scope, body.window, limit, body.action)
        budgets.set_budget(office.engine, office.clock, office.ledger.zone, budget)
        return standing(body.scope, body.window)

    @router.delete("/budgets")
    def remove_budget(scope: ScopeWords, window: WindowWord) -> JSONResponse:
        """It neither stops nor tells any more."""
        limits.remove_budget(office.engine, *limits.scope_of(office.engine, scope), limits.window_of(window))
        return standing(scope, None)


async def _records_of(request: Request, name: str) -> old_records.Records:
    is_json = request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"
    data = await request.body()
    return await run_in_threadpool(old_records.records_in, data, name, is_json=is_json)


def _imported(done: history.Imported) -> dict[str, object]:
    return {"booked": done.booked, "known": done.known, "users": done.users}
