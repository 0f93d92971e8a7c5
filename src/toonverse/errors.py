"""What a person may meet. Each error has a code (for translation) and the facts; none knows HTTP."""


class ToonverseError(Exception):
    """Root of every error this product raises on purpose.

    `code` names the error for translation and for `web.errors`; `facts` fill the sentence.
    """

    code = "error"

    def __init__(self, **facts: object) -> None:
        super().__init__(f"{self.code}: " + ", ".join(f"{k}={v}" for k, v in facts.items()))
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process pools and durable queues: facts are keyword-only, so say how to rebuild."""
        return (_rebuild, (type(self), self.facts))


def _rebuild(kind: type[ToonverseError], facts: dict[str, object]) -> ToonverseError:
    return kind(**facts)


class UsageError(ToonverseError):
    """What was asked for makes no sense. CLI exit code 2."""

    code = "usage"


class MoneyRefused(ToonverseError):
    """Balance, budget or cap said no before the call; nothing was spent. CLI exit code 3, HTTP 403."""

    code = "money_refused"


class ProviderError(ToonverseError):
    """A provider failed or refused. CLI exit code 4."""

    code = "provider"


class StorageError(ToonverseError):
    """The ledger or the storage failed. CLI exit code 5, HTTP 503."""

    code = "storage"
