"""`/api/users` and `/api/keys`: an admin adds users, gives them keys, and takes both away."""

from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from toonverse.metering import accounts, keys, users
from toonverse.metering.idempotency import Answer
from toonverse.metering.plain import plain_key, plain_user
from toonverse.web.api.naming import Name, created, named, told
from toonverse.web.api.paging import Cursor, Limit, paged, place_of
from toonverse.web.api.words import LINE, LINES
from toonverse.web.callers import Calling
from toonverse.web.office import Office

User = Annotated[str, Path(max_length=users.NAME_CHARACTERS_MAX, description="A user's name or id."), LINE]


class NewUser(BaseModel):
    """A user to be added, with the tokens it begins with."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"name": "mina", "role": "creator", "tokens": 5000}]},
    )
    name: str
    role: users.Role = "creator"
    tokens: int = 0


class NewKey(BaseModel):
    """A key to be made; no scopes are all that the role has."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"label": "my script", "scopes": ["read", "write"]}]},
    )
    label: Annotated[str, Field(max_length=keys.LABEL_CHARACTERS_MAX), LINE] = ""
    scopes: Annotated[list[str], Field(max_length=10)] = []


class Tokens(BaseModel):
    """Tokens granted, or (an adjustment) perhaps taken away, and why."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"tokens": 1000, "memo": "Bought on Monday"}]},
    )
    tokens: int
    memo: Annotated[str, Field(max_length=500), LINES] = ""


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    _users(router, office)
    _keys(router, office)
    _balances(router, office)
    return router


def _users(router: APIRouter, office: Office) -> None:
    @router.post("/users", status_code=201)
    def add_user(body: NewUser, request: Request, caller: Calling, name: Name = None) -> JSONResponse:
        """Adds a user and shows the first key, this once. 409 for a name that somebody has."""

        def work(tx: sa.Connection) -> Answer:
            user = users.create_user(tx, office.clock, body.name, body.role, body.tokens)
            _, secret = keys.create_key(tx, office.clock, user.id)
            return {"id": user.id, "name": user.name, "role": user.role, "api_key": secret}

        return created(office, named(name, caller, request, body), work, shown_once=("api_key",))

    @router.get("/users")
    def list_users(limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """Everyone, oldest first, with balances."""
        found = users.list_users(office.engine, place_of(cursor), limit + 1)
        return told(
            paged("users", found, limit, plain_user, lambda one: [one.created_at.isoformat(), one.id])
        )

    @router.get("/users/{user}")
    def show_user(user: User) -> JSONResponse:
        return told(plain_user(users.find_user(office.engine, user)))

    @router.post("/users/{user}/disable")
    def disable_user(user: User) -> JSONResponse:
        """Nothing more is bought for this user, and no key opens anything. Harmless a second time."""
        return told(plain_user(users.disable_user(office.engine, office.clock, user)))

    @router.post("/users/{user}/enable")
    def enable_user(user: User) -> JSONResponse:
        return told(plain_user(users.enable_user(office.engine, user)))


def _keys(router: APIRouter, office: Office) -> None:
    @router.post("/users/{user}/keys", status_code=201)
    def add_key(
        user: User, body: NewKey, request: Request, caller: Calling, name: Name = None
    ) -> JSONResponse:
        """Makes a key and shows it, this once."""

        def work(tx: sa.Connection) -> Answer:
            account = users.user_in(tx, user).id
            key, secret = keys.create_key(tx, office.clock, account, body.label, body.scopes)
            return {**plain_key(key), "api_key": secret}

        return created(office, named(name, caller, request, body), work, shown_once=("api_key",))

    @router.get("/users/{user}/keys")
    def list_keys(user: User, limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """A user's keys, oldest first, revoked ones too; never the keys themselves."""
        account = users.find_user(office.engine, user).id
        found = keys.list_keys(office.engine, account, place_of(cursor), limit + 1)
        return told(paged("keys", found, limit, plain_key, lambda one: [one.created_at.isoformat(), one.id]))

    @router.delete("/keys/{key_id}")
    def revoke_key(key_id: Annotated[str, Path(max_length=64)]) -> JSONResponse:
        """From now on it opens nothing. Harmless a second time."""
        return told(plain_key(keys.revoke_key(office.engine, office.clock, key_id)))


def _balances(router: APIRouter, office: Office) -> None:
    def changed(user: str, body: Tokens, tx: sa.Connection, least: int) -> Answer:
        account = users.user_in(tx, user).id
        accounts.correct(tx, office.clock, account, body.tokens, body.memo, least)
        return plain_user(users.user_in(tx, account))

    @router.post("/users/{user}/grants", status_code=201)
    def grant(user: User, body: Tokens, request: Request, caller: Calling, name: Name = None) -> JSONResponse:
        """Adds bought tokens; answers with the user's balance."""
        naming = named(name, caller, request, body)
        return created(office, naming, lambda tx: changed(user, body, tx, 1))

    @router.post("/users/{user}/adjustments", status_code=201)
    def adjust(
        user: User, body: Tokens, request: Request, caller: Calling, name: Name = None
    ) -> JSONResponse:
        """Adds tokens, or takes away what is neither used nor held; not without a memo."""
        naming = named(name, caller, request, body)
        return created(office, naming, lambda tx: changed(user, body, tx, -accounts.TOKENS_MAX))
