"""Amounts of money as a person types them."""

import typer

from toonverse import money


def dollars_in(text: str) -> int:
    """Nano-dollars of an amount in dollars, from 0 to a million. Raises typer.BadParameter."""
    try:
        return money.dollars_in(text)
    except ValueError as unfit:
        raise typer.BadParameter(str(unfit)) from None
