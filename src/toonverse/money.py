"""Money is whole nano-dollars (1 USD = 1,000,000,000). Floats never enter a sum."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NewType

Nusd = NewType("Nusd", int)

NUSD_PER_USD = 1_000_000_000
TYPED_USD_MAX = 1_000_000
"""The largest amount that a person types."""


def from_usd(usd: Decimal | str | int) -> Nusd:
    """Nano-dollars for an exact decimal amount of dollars; half a nano-dollar rounds up."""
    scaled = Decimal(usd) * NUSD_PER_USD
    return Nusd(int(scaled.to_integral_value(ROUND_HALF_UP)))


def dollars_in(text: str) -> Nusd:
    """Nano-dollars of an amount as a person types it: `5`, `$1,200.50`; from 0 to a million.

    Raises ValueError, which says what is wrong with it.
    """
    try:
        amount = Decimal(text.strip().removeprefix("$").replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"not an amount of dollars: {text[:40]}") from None
    if not amount.is_finite() or not 0 <= amount <= TYPED_USD_MAX:
        raise ValueError(f"not an amount of dollars between 0 and {TYPED_USD_MAX:,}: {text[:40]}")
    if amount * NUSD_PER_USD % 1:
        raise ValueError(f"finer than a nano-dollar (nine decimals): {text[:40]}")
    return from_usd(amount)


def to_usd(amount: int) -> Decimal:
    """The exact amount in dollars."""
    return Decimal(amount) / NUSD_PER_USD


def usd_number(amount: int) -> float:
    """For JSON only (`cost_usd` is a number there); never add these up."""
    return float(to_usd(amount))
