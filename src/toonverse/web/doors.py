"""The ways into an installation: by API key, by session, and as the owner of this machine."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from toonverse.clock import Clock, utc_now
from toonverse.metering.accounts import LOCAL_OWNER, ledger_name
from toonverse.metering.keys import Principal, opened_by
from toonverse.metering.sessions import SignedIn, signed_in_by
from toonverse.metering.users import is_enabled


def _nobodys(secret: str) -> None:
    """Where there are no accounts no secret opens anything."""


def _always() -> bool:
    """Where there are no accounts nobody is disabled."""
    return True


@dataclass(frozen=True, slots=True)
class Doors:
    """`opens` says whose key it is, `knows` whose session, None for nobody's; `is_owned` whether the local
    owner may come with neither. They may raise what the database raises. `cookie` is where browsers keep
    their session; "" where there are none.
    """

    opens: Callable[[str], Principal | None] = _nobodys
    knows: Callable[[str], SignedIn | None] = _nobodys
    is_owned: Callable[[], bool] = _always
    cookie: str = ""

    @classmethod
    def of(cls, database: sa.Engine, clock: Clock = utc_now) -> "Doors":
        """Those of an installation's accounts."""
        return cls(
            partial(opened_by, database),
            partial(signed_in_by, database, clock),
            partial(is_enabled, database, LOCAL_OWNER),
            session_cookie(database),
        )


def session_cookie(database: sa.Engine) -> str:
    """A name of this installation's own: browsers give a host's cookies to all of its ports alike."""
    return f"toonverse_{ledger_name(database)[:12]}"
