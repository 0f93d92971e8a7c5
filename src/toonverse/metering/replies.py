"""Asks a provider, and says whether what its adapter hands back can be booked. What can't is Unknown."""

import asyncio
from collections.abc import Awaitable, Callable

from toonverse.metering.batches import UNSENT
from toonverse.metering.calls import Call, LongRunning, Provider, Reply, Usage
from toonverse.metering.outcomes import Failed, Refused, Unknown

MEDIA_BYTES_MAX = 2**30
NOTES_MAX = 2**20
WORD_MAX = 2000
"""Characters of a media type, and of an operation's id."""

COUNT_MAX = 2**40
"""No call has as many tokens; at any price it still is a cost that fits the database's whole numbers."""

CHARGED_MAX_NUSD = 10**15
"""A million dollars: no seller's bill for one call is believed above it."""


async def reply_of(
    provider: Provider, call: Call, operation_id: str, note: Callable[[str], Awaitable[None]]
) -> Reply:
    """Asks a provider, or asks again for its operation; a new operation's id is given to `note`.

    Raises Refused, Failed, Unknown; whatever else a provider raises or says is Unknown. What ends this
    process or task passes as it is.
    """
    try:
        reply = await _asked(provider, call, operation_id, note)
    except (Refused, Failed, Unknown) as outcome:
        usage = getattr(outcome, "usage", None)
        if usage is not None and (fault := fault_of_usage(usage)):
            raise Unknown(model=call.model, detail=fault) from outcome
        said = outcome.facts.items()
        outcome.facts = {name: plain(fact) if isinstance(fact, str) else fact for name, fact in said}
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and not is_made_up(error):
            raise
        raise Unknown(model=call.model, detail=plain(f"{type(error).__name__}: {error}")) from error
    if fault := fault_of(reply):
        raise Unknown(model=call.model, detail=fault)
    return reply


async def _asked(
    provider: Provider, call: Call, operation_id: str, note: Callable[[str], Awaitable[None]]
) -> Reply:
    if not isinstance(provider, LongRunning):
        return await provider.call(call)
    if operation_id in ("", UNSENT):
        operation_id = await provider.submit(call)
        if not operation_id or not is_text(operation_id, WORD_MAX):
            raise Unknown(model=call.model, detail="the operation has no id")
        await note(operation_id)
    return await provider.collect(operation_id)


def fault_of(reply: object) -> str:
    """What is wrong with a reply, or nothing. It may be anything: adapters are not ours to trust."""
    if not isinstance(reply, Reply):
        return f"the reply is a {type(reply).__name__}"
    if not isinstance(reply.media, bytes) or not 0 < len(reply.media) <= MEDIA_BYTES_MAX:
        return "the reply's media is not bytes, is empty or too long"
    if not is_text(reply.media_type, WORD_MAX) or not is_text(reply.notes, NOTES_MAX):
        return "the reply's media type or notes are no text or too long"
    return fault_of_usage(reply.usage)


def fault_of_usage(usage: object) -> str:
    if not isinstance(usage, Usage):
        return f"the usage is a {type(usage).__name__}"
    for name, count in usage.counts().items():
        if count is not None and (type(count) is not int or not 0 <= count < COUNT_MAX):
            return f"the usage's {name} is no count: {count!r:.100}"
    charged = usage.charged_nusd
    if charged is not None and (type(charged) is not int or not 0 <= charged < CHARGED_MAX_NUSD):
        return f"what was charged is no amount: {charged!r:.100}"
    return ""


def is_text(value: object, length_max: int) -> bool:
    """Whether both databases can store it: a string of at most so many characters, plain ones."""
    return isinstance(value, str) and len(value) <= length_max and value == plain(value)


def plain(text: str) -> str:
    """The text without what a database or UTF-8 does not take: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "?")


def is_made_up(error: BaseException) -> bool:
    """Whether a provider made up a cancellation (or an end) that nobody asked this task for."""
    try:
        task = asyncio.current_task()
    except RuntimeError:  # no loop: what is ended is this coroutine itself
        return False
    asked = task is None or task.cancelling() > 0
    return isinstance(error, asyncio.CancelledError | GeneratorExit) and not asked
