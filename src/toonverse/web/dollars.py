"""Dollars as a person reads them: cents, and more digits where there would be none to see."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from toonverse.money import to_usd

CENTS, FINE, FINEST = 2, 4, 9
"""Decimals of an amount: those of most, those of what is below ten cents, those of a nano-dollar."""

Money = Callable[[int], str]


def usd(amount_nusd: int) -> str:
    """One amount that stands by itself."""
    return alike([amount_nusd])(amount_nusd)


def alike(amounts_nusd: Iterable[int]) -> Money:
    """A way to write all of these amounts, the same number of decimals each, so that their digits line up:
    as many as the finest of them needs."""
    smallest = min((abs(amount) for amount in amounts_nusd if amount), default=0)
    digits = FINE if 0 < to_usd(smallest) < Decimal("0.1") else CENTS
    while smallest and not _told(smallest, digits).strip("0.,") and digits < FINEST:
        digits += 1
    return lambda amount: _written(amount, digits)


def levels(amounts_nusd: Iterable[int]) -> Money:
    """A way to write the levels of a scale: in so few decimals that each is exact, at least cents."""
    some = list(amounts_nusd)
    digits = next(
        digits
        for digits in range(CENTS, FINEST + 1)
        if all(one % 10 ** (FINEST - digits) == 0 for one in some)
    )
    return lambda amount: _written(amount, digits)


def _written(amount_nusd: int, digits: int) -> str:
    sign = "−" if amount_nusd < 0 else ""
    return f"{sign}${_told(abs(amount_nusd), digits)}"


def _told(amount_nusd: int, digits: int) -> str:
    return f"{to_usd(amount_nusd):,.{digits}f}"
