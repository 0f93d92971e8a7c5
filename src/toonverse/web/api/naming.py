"""`Idempotency-Key`: a creation that is sent again, because nobody heard the answer, is not done again."""

import hashlib
import json
from collections.abc import Callable, Collection
from typing import Annotated

import sqlalchemy as sa
from fastapi import Header, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse

from toonverse.metering.idempotency import Answer, Named, once
from toonverse.web.callers import Caller
from toonverse.web.office import Office

Name = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$"),
]
NO_STORE = {"Cache-Control": "no-store"}


def named(name: str | None, caller: Caller, request: Request, body: BaseModel) -> Named | None:
    """The request under the caller's name for it, if it has one."""
    if name is None:
        return None
    said = [request.method, request.url.path, body.model_dump(mode="json")]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return Named(caller.account, name, digest)


def created(
    office: Office,
    naming: Named | None,
    work: Callable[[sa.Connection], Answer],
    shown_once: Collection[str] = (),
) -> JSONResponse:
    """201 with what `work` made; sent again, the same answer (`Idempotency-Replayed`), and nothing made."""
    answer, again = once(office.engine, office.clock, naming, work, shown_once)
    return told(answer, 201, again=again)


def told(answer: Answer, status: int = 200, *, again: bool = False) -> JSONResponse:
    """An answer that nobody keeps: it is one account's."""
    return JSONResponse(
        answer, status, headers=NO_STORE | ({"Idempotency-Replayed": "true"} if again else {})
    )
