"""Why the door says no before anything is sent. Amounts are facts: needed, available, limit."""

from toonverse.errors import MoneyRefused, StorageError, UsageError


class BalanceTooLow(MoneyRefused):
    """Facts: account, needed_tokens, available_tokens, limit_tokens, only_held."""

    code = "balance_too_low"


class BudgetExceeded(MoneyRefused):
    """Facts: scope, value, window, needed_nusd, available_nusd, limit_nusd, only_held, only_unsettled,
    resets_at (see `budgets.hold`).
    """

    code = "budget_exceeded"


class CapExceeded(MoneyRefused):
    """The job's own `--max-cost`. Facts: needed_nusd, available_nusd, limit_nusd."""

    code = "cap_exceeded"


class EnvelopeExhausted(MoneyRefused):
    """A job asked for more than its quote held. Facts: service, model, needed_*, available_*."""

    code = "envelope_exhausted"


class QuoteGrown(MoneyRefused):
    """While a job waited, its price rose above what was approved. Facts: needed_nusd, limit_nusd."""

    code = "quote_grown"


class Waiting(MoneyRefused):
    """It would fit but for what others hold now, an amount at risk, or in the next window of a budget that is
    used up: wait, then ask again.

    Facts: those of the refusal that blocks, and waiting_for (its code).
    """

    code = "waiting"


class Paused(MoneyRefused):
    """A budget is used up, and the job waits for its next window. Facts: those of BudgetExceeded."""

    code = "paused"


class BuyingStopped(MoneyRefused):
    """The operator's switch is off: nothing is bought until `resume`."""

    code = "buying_stopped"


class AccountDisabled(MoneyRefused):
    """The operator disabled it: it buys nothing more. Facts: account."""

    code = "account_disabled"


class ModelUnknown(UsageError):
    """The catalogue has no such model, or no price for this use of it. Facts: model, detail."""

    code = "model_unpriced"


class NotSoldByBatch(ModelUnknown):
    """Work that can wait, of a model (or a kind of call) that has no price for it. Facts: model, detail."""

    code = "not_sold_by_batch"


class ModelRetired(UsageError):
    """Facts: model, retired_on, successor."""

    code = "model_retired"


class ModelUnconfirmed(UsageError):
    """Listed with a price nobody has confirmed. Facts: model, detail."""

    code = "model_unconfirmed"


class ProviderMissing(UsageError):
    """The model is known, but nothing here can call it (no key, no adapter). Facts: model, provider."""

    code = "provider_missing"


class KeyReused(UsageError):
    """The same key was used for another call (HTTP 422). Facts: key."""

    code = "key_reused"


class InFlight(UsageError):
    """The same key is being bought right now (HTTP 409). Facts: key."""

    code = "key_in_flight"


class NotFound(UsageError):
    """No such account, envelope or attempt. Facts: what, id."""

    code = "not_found"


class NothingToRefund(UsageError):
    """There is no such settled attempt, or it was taken back already. Facts: attempt."""

    code = "nothing_to_refund"


class RowArchived(UsageError):
    """What shall be taken back was archived: restore it first. Facts: attempt, archive."""

    code = "row_archived"


class LedgerDown(StorageError):
    """The ledger's database does not answer; nothing was bought (HTTP 503)."""

    code = "ledger_down"


class LedgerRefused(StorageError):
    """The ledger's database answers, and refuses what shall be written; it would again. Facts: detail."""

    code = "ledger_refused"


class KeepFailed(StorageError):
    """An answer was paid for but could not be stored. Facts: key, detail."""

    code = "keep_failed"
