"""`/api/me`: one's own account, its balance and its use, and the receipt of each of one's episodes."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse

from toonverse.metering import reports, users
from toonverse.metering.details import Chosen, page
from toonverse.metering.plain import plain_receipt, plain_total, plain_use, plain_user
from toonverse.metering.reports import Dimension, Period
from toonverse.web.api.naming import told
from toonverse.web.api.paging import Cursor, Limit, paged, position_of, position_words
from toonverse.web.callers import Calling
from toonverse.web.office import Office

By = Annotated[Dimension, Query(description="What is added up.")]
Days = Annotated[int, Query(ge=1, le=3660, description="The last so many days, today included.")]


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")

    @router.get("/me")
    def me(caller: Calling) -> JSONResponse:
        """Who I am, what I may do with this key, and what I have left."""
        user = users.find_user(office.engine, caller.account)
        return told({**plain_user(user), "scopes": sorted(caller.scopes)})

    @router.get("/me/usage")
    def usage(caller: Calling, by: By = "model", days: Days = 30) -> JSONResponse:
        """What I spent on what in the last so many days, dearest first."""
        return told(use_of(office, caller.account, by, days))

    @router.get("/me/usage/rows")
    def rows(caller: Calling, limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """My calls, newest first: one row for each that was sent, and one for each refund."""
        found = page(office.engine, Chosen(account=caller.account), limit + 1, position_of(cursor)).rows
        return told(paged("usage", found, limit, plain_use, position_words))

    @router.get("/episodes/{episode_id:int}/receipt")
    def receipt(episode_id: int) -> JSONResponse:
        """What an episode of mine cost, by step."""
        office.works.episode(episode_id)
        return told(plain_receipt(episode_id, reports.receipt(office.engine, str(episode_id))))

    return router


def use_of(office: Office, account: str | None, by: Dimension, days: int) -> dict[str, object]:
    """An account's use (None: everybody's), added up."""
    period = Period.of_days(office.ledger.zone, days, office.clock())
    found = reports.totals(office.engine, period, [by], {} if account is None else {"account": account})
    names = {user.id: user.name for user in users.list_users(office.engine)} if by == "account" else {}
    totals = [plain_total(one, names) for one in found]
    return {"since": period.first.isoformat(), "by": by, "totals": totals}
