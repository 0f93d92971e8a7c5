"""Beside each provider that sells for less by batch, the adapter for that. Nothing is loaded without keys."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toonverse.clock import Clock
from toonverse.metering.batches import BatchBook
from toonverse.metering.calls import PaidProvider, Provider
from toonverse.metering.door import BATCH

if TYPE_CHECKING:
    from toonverse.providers.batching import BatchApi


def by_batch(paid: Mapping[str, PaidProvider], book: BatchBook, clock: Clock) -> dict[str, Provider]:
    """The door's names for them end with `BATCH`."""
    if not paid:
        return {}
    from toonverse.providers.batching import Batching

    found = {name: api for name, one in paid.items() if (api := _api(one, clock)) is not None}
    return {name + BATCH: Batching(api, book, clock) for name, api in found.items()}


def _api(one: PaidProvider, clock: Clock) -> "BatchApi | None":
    from toonverse.providers.google import GoogleProvider
    from toonverse.providers.google_batch import GoogleBatches
    from toonverse.providers.openai import OpenAIProvider
    from toonverse.providers.openai_batch import OpenAIBatches

    if isinstance(one, OpenAIProvider):
        return OpenAIBatches(one, clock)
    return GoogleBatches(one, clock) if isinstance(one, GoogleProvider) else None
