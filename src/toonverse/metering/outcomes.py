"""How a provider's call can end badly. Adapters raise these and nothing else; the class decides the money.

A fact `message` is what stands in the books, word for word; without one it is the error with all its facts.

| class   | what is known                                                         | money         |
|---------|-----------------------------------------------------------------------|---------------|
| Refused | the provider said no: moderation, RAI, IMAGE_SAFETY, any 4xx          | released      |
| Failed  | it said it broke: 500/503 with its own error JSON, an empty answer    | its usage, if any |
| Limited | a Failed: too many calls (429), to be tried again later               | released      |
| Unsent  | a Failed: it never left this machine, so there was no call            | released, no row |
| Unknown | nothing is known: timeout after send, dropped line, 502/504, HTML 200 | stays at risk |
"""

from toonverse.errors import ProviderError
from toonverse.metering.calls import Usage

QUOTA_ERRORS = frozenset(("insufficient_quota", "billing_hard_limit_reached", "billing_not_active"))
"""What OpenAI calls it when nothing is left to pay with; it says so with a 429."""

KEY_ERRORS = QUOTA_ERRORS | {"invalid_api_key", "API_KEY_INVALID"}
"""What the providers call it when the operator's key is good for nothing."""


class Refused(ProviderError):
    """The provider declined the call; it costs nothing and asking again will not help.

    Of an answer of HTTP its facts hold `status`, `reason` and the provider's own word for it (`error`).
    """

    code = "provider_refused"

    def of_key(self) -> bool:
        """Whether it is the operator's key that was declined: unknown, revoked, without rights or money."""
        return self.facts.get("status") in (401, 402, 403) or self.facts.get("error") in KEY_ERRORS


class Undone(Refused):
    """The batch it was in ended before its turn came: its hours were over, or somebody cancelled it.

    It costs nothing; asked for again it goes into another batch. Facts: provider, status.
    """

    code = "batch_undone"


class Failed(ProviderError):
    """The provider failed and said so. With `usage` it still charged for the attempt."""

    code = "provider_failed"

    def __init__(self, *, usage: Usage | None = None, **facts: object) -> None:
        super().__init__(**facts, **({} if usage is None else {"usage": usage}))
        self.usage = usage


class Limited(Failed):
    """The provider takes no more calls for now and did nothing; it asks to wait `retry_after_seconds`."""

    code = "provider_limited"

    def __init__(self, *, retry_after_seconds: float, **facts: object) -> None:
        super().__init__(usage=None, retry_after_seconds=retry_after_seconds, **facts)
        self.retry_after_seconds = retry_after_seconds


class Unsent(Failed):
    """The provider never heard of it: no call was made, so the records have none. Facts: provider, reason."""

    def __init__(self, **facts: object) -> None:
        super().__init__(usage=None, **facts)


class Unknown(ProviderError):
    """Whether the provider did the work, and charges for it, can't be known from here."""

    code = "provider_unknown"
