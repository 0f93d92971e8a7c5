"""Amounts of money as a person types them."""

from decimal import Decimal, InvalidOperation

import typer

from toonverse.money import NUSD_PER_USD, from_usd

USD_MAX = 1_000_000


def dollars_in(text: str) -> int:
    """Nano-dollars of an amount in dollars, from 0 to a million. Raises typer.BadParameter."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise typer.BadParameter(f"not an amount of dollars: {text[:40]}") from None
    if not amount.is_finite() or not 0 <= amount <= USD_MAX:
        raise typer.BadParameter(f"not an amount of dollars between 0 and {USD_MAX:,}: {text[:40]}")
    if amount * NUSD_PER_USD % 1:
        raise typer.BadParameter(f"finer than a nano-dollar (nine decimals): {text[:40]}")
    return from_usd(amount)
