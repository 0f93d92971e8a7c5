"""What an alert says to a person, in either language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toonverse.domain.story import Language
from toonverse.metering.outbox import Alert
from toonverse.money import to_usd
from toonverse.web.i18n import Voice

TOLD_MAX = 5
"""Alerts told one by one in a message; the others are counted."""


@dataclass(frozen=True, slots=True)
class AlertWords:
    """One message about alike alerts."""

    language: Language

    def __call__(self, alerts: Sequence[Alert]) -> tuple[str, str]:
        """Title and body."""
        voice = Voice(self.language)
        first = alerts[0]
        lines = [self.sentence(alert) for alert in alerts[:TOLD_MAX]]
        if more := len(alerts) - TOLD_MAX if len(alerts) > TOLD_MAX else 0:
            lines.append(voice("alert.more", count=more))
        title = voice(f"alert.{first.kind}.title", **_told(voice, first.facts))
        return f"Toonverse: {title}", "\n".join([*lines, voice("alert.where")])

    def sentence(self, alert: Alert) -> str:
        """What happened, and how often where it was more than once."""
        voice = Voice(self.language)
        said = voice(f"alert.{alert.kind}", **_told(voice, alert.facts))
        return f"{said} {voice('alert.times', count=alert.triggers)}" if alert.triggers > 1 else said


def _told(voice: Voice, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as people read them: amounts in dollars, a budget's scope and window by name."""
    told = dict(facts)
    for name, value in facts.items():
        if name.endswith("_nusd"):
            told[name.removesuffix("_nusd")] = f"{to_usd(value):,.2f}"
    if "window" in facts:
        told["window_named"] = voice(f"window.{facts['window']}")
        scope = facts["scope"]
        told["scope_named"] = voice("alert.everybody") if scope == "global" else f"{scope} {facts['value']}"
    return told
