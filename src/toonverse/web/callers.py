"""Who sends a request: the owner of this machine, or the user whose API key came with it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.keys import SCOPES, Principal, Scope, scopes_of
from toonverse.metering.users import Role

CALLER = "toonverse.caller"
"""Where the guard leaves the caller in a request's scope."""


@dataclass(frozen=True, slots=True)
class Caller:
    """`scopes` are those of the key that the account's role still has; `key_id` is "" without a key."""

    account: str
    name: str
    role: Role
    scopes: frozenset[Scope]
    key_id: str = ""

    @property
    def sees_all(self) -> bool:
        return "admin" in self.scopes

    def may_see(self, account: str) -> bool:
        """Whether what belongs to that account is there for this caller."""
        return self.sees_all or account == self.account


NOBODY = Caller("", "", "creator", frozenset())
"""Who comes without a key where the local owner is disabled: what is open to everyone, and no more."""

LOCAL_CALLER = Caller(LOCAL_OWNER, "local owner", "admin", frozenset(SCOPES))


def caller_with(principal: Principal) -> Caller:
    """The user of a key that is good."""
    scopes = principal.scopes & frozenset(scopes_of(principal.role))
    return Caller(principal.account, principal.name, principal.role, scopes, principal.key_id)


def caller_of(request: Request) -> Caller:
    caller: Caller = request.scope[CALLER]
    return caller


Calling = Annotated[Caller, Depends(caller_of)]
"""A parameter of a route: who calls."""
