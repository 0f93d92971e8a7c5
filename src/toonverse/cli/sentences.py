"""What the terminal says about an error: one clear sentence, in Korean where `LANG` is Korean."""

import os
from typing import Literal

from toonverse.cli.phrases import PHRASES
from toonverse.cli.terms import TERMS
from toonverse.errors import MoneyRefused, ProviderError, StorageError, ToonverseError, UsageError
from toonverse.money import to_usd

_KINDS = ("error", "usage", "money_refused", "provider", "storage")
"""Codes whose sentences have no room for facts."""

_TERMS_OF = ("scope", "window", "what")
"""Facts that are words of the books."""

Tongue = Literal["ko", "en"]

EXIT_CODES: tuple[tuple[type[ToonverseError], int], ...] = (
    (UsageError, 2),
    (MoneyRefused, 3),
    (ProviderError, 4),
    (StorageError, 5),
)
"""By kind; anything else that goes wrong is 1."""


def tongue() -> Tongue:
    """The language of the terminal, by the usual variables in their usual order."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ko" if value.startswith("ko") else "en"
    return "en"


def say(korean: str, english: str) -> str:
    """The one of the two that the terminal speaks."""
    return korean if tongue() == "ko" else english


def term(word: str) -> str:
    """A word of the books as a person is shown it; one that is not known as it is."""
    return say(TERMS.get(word, word), word)


def sentence(code: str, facts: dict[str, object], kind: type[ToonverseError] = ToonverseError) -> str:
    """One sentence for an error code; where only its kind has one, that with the facts behind it."""
    if code in PHRASES and not (facts and code in _KINDS):
        return say(*PHRASES[code]).format_map(_Facts(_with_dollars(facts)))
    codes = (getattr(one, "code", "") for one in kind.__mro__)
    general = say(*next(PHRASES[code] for code in codes if code in PHRASES))
    details = ", ".join(f"{name}: {value}" for name, value in facts.items())
    return f"{general} ({code}{': ' if details else ''}{details})"


def dollars(cost_nusd: int) -> str:
    """`$0.00`; a fraction of a cent is shown, not rounded away."""
    usd = to_usd(cost_nusd)
    return f"${usd:,.2f}" if cost_nusd % 10_000_000 == 0 else f"${usd.normalize():,f}"


def estimate(cost_nusd: int) -> str:
    """`$1.0844`: an amount not yet spent, rounded up to a hundredth of a cent for people to read."""
    return dollars(-(-cost_nusd // 100_000) * 100_000)


def _with_dollars(facts: dict[str, object]) -> dict[str, object]:
    amounts = {
        name.removesuffix("_nusd"): dollars(value)
        for name, value in facts.items()
        if name.endswith("_nusd") and isinstance(value, int)
    }
    reason = facts.get("reason") or facts.get("detail")  # a provider's own word, or ours about its answer
    words = {name: term(str(facts[name])) for name in _TERMS_OF if name in facts}
    return {**facts, **words, **({"reason": reason} if reason else {}), **amounts}


def exit_code(kind: type[BaseException]) -> int:
    return next((code for error, code in EXIT_CODES if issubclass(kind, error)), 1)


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "?"
