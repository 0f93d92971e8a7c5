"""Money is whole nano-dollars (1 USD = 1,000,000,000). Floats never enter a sum."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NewType

Nusd = NewType("Nusd", int)

NUSD_PER_USD = 1_000_000_000


def from_usd(usd: Decimal | str | int) -> Nusd:
    """Nano-dollars for an exact decimal amount of dollars; half a nano-dollar rounds up."""
    scaled = Decimal(usd) * NUSD_PER_USD
    return Nusd(int(scaled.to_integral_value(ROUND_HALF_UP)))


def to_usd(amount: int) -> Decimal:
    """The exact amount in dollars."""
    return Decimal(amount) / NUSD_PER_USD


def usd_number(amount: int) -> float:
    """For JSON only (`cost_usd` is a number there); never add these up."""
    return float(to_usd(amount))
