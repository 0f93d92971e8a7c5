"""Whatever an SDK wraps an outcome of ours in, the chain of causes ends: who walks along it comes back."""

import asyncio

import pytest
import sqlalchemy as sa

from toonverse.db import is_away
from toonverse.errors import ProviderError
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.providers.wire import outcomes


class OfSdk(Exception):
    """What an SDK makes of an error of its transport."""


async def _used(raised: BaseException, wrapped: int) -> None:
    """An SDK that wraps what its transport raised, so many times."""
    try:
        raise raised
    except Exception as error:
        if not wrapped:
            raise
        try:
            raise OfSdk("once") from error
        except OfSdk as again:
            if wrapped == 1:
                raise
            raise OfSdk("twice") from again


def causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None:
        assert all(cause is not one for one in found), "it leads back to itself"
        found.append(cause)
        cause = cause.__cause__
    return found


@pytest.mark.parametrize("wrapped", [0, 1, 2])
@pytest.mark.parametrize(
    "raised", [Refused(reason="moderation"), Failed(reason="it broke"), ValueError("of the SDK's own")]
)
def test_a_chain_of_causes_ends(raised: Exception, wrapped: int):
    async def used() -> None:
        async with outcomes("google"):
            await _used(raised, wrapped)

    with pytest.raises(ProviderError) as caught:
        asyncio.run(used())
    chain = causes(caught.value)
    if isinstance(raised, ProviderError):
        assert caught.value is raised
    else:
        assert isinstance(caught.value, Unknown)
        assert raised in chain
    assert not is_away(caught.value)


def test_a_chain_that_leads_back_to_itself_is_walked_once():
    first, second = Refused(reason="no"), OfSdk("no")
    first.__cause__, second.__cause__ = second, first
    assert not is_away(first)
    second.__cause__ = sa.exc.TimeoutError("no connection was free")
    assert is_away(first)
