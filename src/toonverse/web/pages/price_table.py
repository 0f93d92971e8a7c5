"""The price table of an order: what each model would cost, and what stands in its way, before it is taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.errors import MoneyRefused
from toonverse.metering.means import means_of
from toonverse.metering.refusals import CapExceeded, Paused
from toonverse.studio.quote import EpisodeQuote
from toonverse.web.callers import Caller
from toonverse.web.office import Office


@dataclass(frozen=True, slots=True)
class Row:
    """A model in a quality. `refusal` is what stands in its way, None for nothing; one that only waits for a
    budget's next window can be ordered."""

    quote: EpisodeQuote
    refusal: MoneyRefused | None

    @property
    def value(self) -> str:
        return f"{self.quote.model} {self.quote.quality}"

    @property
    def is_shut(self) -> bool:
        return self.refusal is not None and not isinstance(self.refusal, Paused)


def rows_of(office: Office, caller: Caller, table: Sequence[EpisodeQuote]) -> list[Row]:
    """Each quote with what would refuse it now."""
    means = means_of(office.ledger, caller.account, "studio")
    models = office.catalog().models
    return [
        Row(one, means.refusal([(line, models[line.model].provider) for line in one.lines])) for one in table
    ]


def require_means(office: Office, caller: Caller, quote: EpisodeQuote, cap_nusd: int | None) -> None:
    """Raises CapExceeded where the maximum, which is held before its job begins, is above the order's cap;
    BalanceTooLow and BudgetExceeded where it can't be held as things are."""
    if cap_nusd is not None and quote.maximum_nusd > cap_nusd:
        raise CapExceeded(needed_nusd=quote.maximum_nusd, available_nusd=cap_nusd, limit_nusd=cap_nusd)
    (row,) = rows_of(office, caller, [quote])
    if row.refusal is not None and row.is_shut:
        raise row.refusal
