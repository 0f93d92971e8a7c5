"""Who sends a request: who signed in, the user whose API key came with it, or the owner of this machine."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.keys import SCOPES, Principal, Scope, scopes_of
from toonverse.metering.sessions import SignedIn
from toonverse.metering.users import Role

CALLER = "toonverse.caller"
"""Where the guard leaves the caller in a request's scope."""


@dataclass(frozen=True, slots=True)
class Caller:
    """`scopes` are those of the key that the account's role still has, all of the role's for who signed in.
    `key_id` is "" without a key, `session_id` for who did not sign in.
    """

    account: str
    name: str
    role: Role
    scopes: frozenset[Scope]
    key_id: str = ""
    session_id: str = ""

    @property
    def sees_all(self) -> bool:
        return "admin" in self.scopes

    def may_see(self, account: str) -> bool:
        """Whether what belongs to that account is there for this caller."""
        return self.sees_all or account == self.account


NOBODY = Caller("", "", "creator", frozenset())
"""Who did not sign in and comes from elsewhere, or where the local owner is disabled: what is open to
everyone, and no more.
"""

VISITOR = Caller(LOCAL_OWNER, "local owner", "creator", frozenset[Scope](("read", "write")))
"""Who comes from this machine and did not sign in: what is published, and the image engine, as its owner."""

LOCAL_CALLER = Caller(LOCAL_OWNER, "local owner", "admin", frozenset(SCOPES))
"""This machine's owner, where there are no accounts to sign in to."""


def caller_with(principal: Principal) -> Caller:
    """The user of a key that is good."""
    scopes = principal.scopes & frozenset(scopes_of(principal.role))
    return Caller(principal.account, principal.name, principal.role, scopes, principal.key_id)


def caller_signed_in(found: SignedIn) -> Caller:
    """The user of a session."""
    scopes = frozenset(scopes_of(found.role))
    return Caller(found.account, found.name, found.role, scopes, session_id=found.session_id)


def caller_of(request: Request) -> Caller:
    caller: Caller = request.scope[CALLER]
    return caller


Calling = Annotated[Caller, Depends(caller_of)]
"""A parameter of a route: who calls."""
