"""What an alert says to a person, in either language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from toonverse.domain.story import Language
from toonverse.metering.outbox import Alert
from toonverse.money import to_usd
from toonverse.web.i18n import Voice

TOLD_MAX = 5
"""Alerts told one by one in a message; the others are counted."""


WITH_FORM = ("unknown", "budget_stops")
"""Kinds of alerts that the costs page has a form for."""

CENTS, DIGITS_MAX = 2, 9


def apart(amounts_nusd: Iterable[int]) -> list[str]:
    """Dollars, in cents or in so many digits that different amounts read differently and none as nothing."""
    amounts = [to_usd(amount) for amount in amounts_nusd]
    different = len({*amounts, Decimal(0)})
    for digits in range(CENTS, DIGITS_MAX + 1):
        words = [f"{amount:,.{digits}f}" for amount in amounts]
        if len({*words, f"{0:.{digits}f}"}) >= different:
            break
    return [_trimmed(one) for one in words]


def _trimmed(words: str) -> str:
    """Without zeros that say nothing: cents stay."""
    whole, _, parts = words.partition(".")
    return f"{whole}.{parts.rstrip('0').ljust(CENTS, '0')}"


@dataclass(frozen=True, slots=True)
class AlertWords:
    """One message about alike alerts; `names` are said in place of account ids. On a page that has the form
    (`on_page`) no command is named."""

    language: Language
    names: Mapping[str, str] = field(default_factory=dict)
    on_page: bool = False

    def __call__(self, alerts: Sequence[Alert]) -> tuple[str, str]:
        """Title and body."""
        voice = Voice(self.language)
        first = max(alerts, key=lambda alert: alert.facts.get("percent", 0))
        lines = [self.sentence(alert) for alert in alerts[:TOLD_MAX]]
        if more := len(alerts) - TOLD_MAX if len(alerts) > TOLD_MAX else 0:
            lines.append(voice("alert.more", count=more))
        title = voice(f"alert.{first.kind}.title", **self._told(voice, first.facts))
        return f"Toonverse: {title}", "\n".join([*lines, voice("alert.where")])

    def sentence(self, alert: Alert) -> str:
        """What happened, and how often where it was more than once."""
        voice = Voice(self.language)
        where = ".on_page" if self.on_page and alert.kind in WITH_FORM else ""
        said = voice(f"alert.{alert.kind}{where}", **self._told(voice, alert.facts))
        return f"{said} {voice('alert.times', count=alert.triggers)}" if alert.triggers > 1 else said

    def _told(self, voice: Voice, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts as people read them: amounts in dollars; accounts, scope and window by name."""
        told = dict(facts)
        amounts = {name: value for name, value in facts.items() if name.endswith("_nusd")}
        for name, words in zip(amounts, apart(amounts.values()), strict=True):
            told[name.removesuffix("_nusd")] = words
        if "samples" in facts:
            told["against_named"] = voice(f"alert.against.{facts.get('against', 'hour')}")
        if "account" in facts:
            told["account"] = self.name_of(facts["account"])
        if "window" in facts:
            told["window_named"] = voice(f"window.{facts['window']}")
            scope, value = facts["scope"], facts["value"]
            named = self.name_of(value) if scope == "account" else value
            told["scope_named"] = voice("alert.everybody") if scope == "global" else f"{scope} {named}"
        return told

    def name_of(self, account: str) -> str:
        """An account that has no name here is told by its id."""
        return self.names.get(account, account)
