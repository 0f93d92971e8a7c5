"""Reports over HTTP: the admin's (`/api/admin/...`), one's own (`/api/usage`), and alerts."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, StreamingResponse

from toonverse.metering import focus, users
from toonverse.metering.archive import every, require
from toonverse.metering.details import PAGE_MAX, Chosen, page
from toonverse.metering.old_records import SERVICES
from toonverse.metering.outbox import list_alerts
from toonverse.metering.patterns import pattern
from toonverse.metering.plain import plain_alert, plain_hour
from toonverse.metering.reports import Dimension, Period, Total, sum_of, totals
from toonverse.money import usd_number
from toonverse.web.api.mine import By, Days, use_of
from toonverse.web.api.naming import NO_STORE, told
from toonverse.web.api.paging import Cursor, position_of, position_words, written
from toonverse.web.api.words import LINE
from toonverse.web.callers import Calling
from toonverse.web.office import Office

RECENT = 50

Word = Annotated[Annotated[str, LINE] | None, Query(max_length=200)]
Day = Annotated[date | None, Query(description="A day of the installation's time zone, itself included.")]
Recent = Annotated[int, Query(ge=1, le=PAGE_MAX, description="Rows of `recentUsage`.")]
Success = Annotated[
    bool | None, Query(description="`recentUsage` with only those that succeeded, or failed.")
]


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    _of_admins(router, office)

    @router.get("/usage")
    def own_usage(caller: Calling, days: Days = 30) -> JSONResponse:
        """What I used: by service and model with sum, count and mean, by day and service, and at which hours
        of the week in the last twelve weeks. A request is one that came to something, as in the view
        `token_usage`: what failed took no tokens.
        """
        period = Period.of_days(office.ledger.zone, days, office.clock())
        mine: dict[Dimension, str] = {"account": caller.account}
        by_model = totals(office.engine, period, ["service", "model"], mine)
        by_day = totals(office.engine, period, ["day", "service"], mine)
        return told(
            {
                "since": period.first.isoformat(),
                "models": [_use_of_model(one) for one in by_model],
                "days": [_use_of_day(one) for one in by_day],
                "pattern": [
                    plain_hour(one)
                    for one in pattern(office.engine, office.ledger.zone, office.clock(), caller.account)
                ],
            }
        )

    @router.get("/alerts")
    def alerts(caller: Calling) -> JSONResponse:
        """The newest alerts: for an admin those of the operator and of everybody, else one's own."""
        whose = None if caller.sees_all else caller.account
        names = {user.id: user.name for user in users.list_users(office.engine)}
        found = list_alerts(office.engine, account=whose)
        return told({"alerts": [plain_alert(one, names) for one in found]})

    return router


def _of_admins(router: APIRouter, office: Office) -> None:
    @router.get("/admin/usage")
    def usage(by: By = "model", days: Days = 30, account: Word = None) -> JSONResponse:
        """What was spent on what in the last so many days, dearest first: by all, or by one user."""
        whose = None if account is None else users.find_user(office.engine, account).id
        return told(use_of(office, whose, by, days))

    @router.get("/admin/ai-usage")
    def ai_usage(
        source: Word = None,
        service: Word = None,
        model: Word = None,
        account: Word = None,
        first: Annotated[Day, Query(alias="from")] = None,
        last: Annotated[Day, Query(alias="to")] = None,
        success: Success = None,
        limit: Recent = RECENT,
        cursor: Cursor = None,
    ) -> JSONResponse:
        """Sums, by source and by day (successes, newest first), and the newest calls, failures too."""
        whose = None if account is None else users.find_user(office.engine, account).id
        named = None if service is None else SERVICES.get(service, service)
        said = {"source": source, "service": named, "model": model, "account": whose}
        only: Any = {name: value for name, value in said.items() if value is not None}
        period = Period(office.ledger.zone, first or date.min, last or date.max)
        by_source = totals(office.engine, period, ["source"], only)
        by_day = totals(office.engine, period, ["day"], only)
        recent = Chosen(**only, success=success, since=_begin(office, first), until=_end(office, last))
        found = page(office.engine, recent, limit, position_of(cursor))
        everything = sum_of(by_source)
        return told(
            {
                "summary": {
                    "totalCost": usd_number(everything.cost_nusd),
                    "totalCalls": everything.calls,
                    "successfulCalls": everything.successes,
                    "failedCalls": everything.failures,
                },
                "bySource": [{"source": one.name, **_cost_and_count(one)} for one in by_source],
                "dailyUsage": [{"date": one.name, **_cost_and_count(one)} for one in by_day],
                "recentUsage": [_row(row) for row in found.rows],
                "nextCursor": written(position_words(found.rows[-1])) if found.after else None,
            }
        )

    @router.get(
        "/admin/charges.csv",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/csv": {}}}},
    )
    def charges(
        first: Annotated[Day, Query(alias="from")] = None, last: Annotated[Day, Query(alias="to")] = None
    ) -> StreamingResponse:
        """Every charge as FOCUS 1.2 CSV, archived ones too; 503 where the file of one can't be read."""
        chosen = Chosen(since=_begin(office, first), until=_end(office, last))
        require(office.engine, office.keep, chosen)
        headers = {**NO_STORE, "Content-Disposition": 'attachment; filename="charges.csv"'}
        names = {user.id: user.name for user in users.list_users(office.engine)}
        lines = focus.lines(every(office.engine, office.keep, chosen), names)
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


def _cost_and_count(one: Total) -> dict[str, object]:
    """Everything that was charged, so that the parts sum to the whole; `count` are successes."""
    return {"cost": usd_number(one.cost_nusd), "count": one.successes}


def _use_of_model(one: Total) -> dict[str, object]:
    service, model = one.names
    return {
        "service_type": service,
        "model_name": model,
        "total_tokens": one.tokens,
        "requests": one.successes,
        "mean_tokens": round(one.tokens / one.successes, 2) if one.successes else 0,
        "cost_usd": usd_number(one.cost_nusd),
    }


def _use_of_day(one: Total) -> dict[str, object]:
    day, service = one.names
    return {
        "date": day,
        "service_type": service,
        "total_tokens": one.tokens,
        "requests": one.successes,
        "cost_usd": usd_number(one.cost_nusd),
    }


def _row(row: dict[str, Any]) -> dict[str, object]:
    """A call as the earlier system told it; what it called `text_completion` is text generation here."""
    service = row["service"]
    return {
        "id": row["id"],
        "type": "text_completion" if service == "text_generation" else service,
        "model": row["model"],
        "size": row["size"] or None,
        "cost": usd_number(row["cost_nusd"]),
        "success": row["success"],
        "errorMsg": row["error_message"] or None,
        "postId": row["post"] or None,
        "source": row["source"],
        "createdAt": row["created_at"].isoformat(),
    }


def _begin(office: Office, day: date | None) -> datetime | None:
    """The day's first moment; None, for all that came before, on a day that has none in UTC's calendar."""
    return None if day is None or day == date.min else datetime.combine(day, time(0), office.ledger.zone)


def _end(office: Office, day: date | None) -> datetime | None:
    return _begin(office, None if day is None or day == date.max else day + timedelta(1))
