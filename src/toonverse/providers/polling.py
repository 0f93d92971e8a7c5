"""Asks for an operation until it has ended: bounded in time, patient with a line that fails for a moment."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from toonverse.metering.outcomes import Failed, Refused, Unknown

POLL_SECONDS = 5.0
WAIT_SECONDS_MAX = 900.0
FAULTS_MAX = 5
"""Polls in a row that may come to nothing: the operation goes on without us, its id is stored."""

T = TypeVar("T")

Sleep = Callable[[float], Awaitable[None]]


async def polled(provider: str, ask: Callable[[], Awaitable[T | None]], sleep: Sleep) -> T:
    """What `ask` returns once it is not None. Raises Unknown where that takes too long or comes to nothing.

    A question that is refused (a key that was revoked meanwhile, an operation that is not found any more)
    says nothing of what the operation came to, or costs.
    """
    faults, waited = 0, 0.0
    while waited <= WAIT_SECONDS_MAX:
        try:
            if (ended := await ask()) is not None:
                return ended
            faults = 0
        except (Refused, Failed, Unknown) as error:
            faults += 1
            if faults > FAULTS_MAX:
                reason = f"nobody says how it goes on: {error}"
                raise Unknown(provider=provider, reason=reason[:500]) from error
        await sleep(POLL_SECONDS)
        waited += POLL_SECONDS
    raise Unknown(provider=provider, reason=f"not made within {WAIT_SECONDS_MAX:.0f} seconds")
