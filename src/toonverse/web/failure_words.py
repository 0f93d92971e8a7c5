"""What stopped a job, a take or a clip, as a person reads it: no code names, no nano-dollars."""

from collections.abc import Mapping

from toonverse.web.alert_words import apart
from toonverse.web.i18n import Voice, catalogue

FAILURES = (
    "cap_exceeded", "budget_exceeded", "paused", "balance_too_low", "quote_grown", "envelope_exhausted",
    "provider_refused", "provider_failed", "provider_limited", "provider_unknown", "provider_missing",
    "model_retired", "batch_undone", "drawing_died",
)  # fmt: skip
"""Codes that have a sentence of their own here, filled from their facts."""
REASON_CHARACTERS_MAX = 300
_NUSD = "_nusd"


def failure_words(voice: Voice, code: str, facts: Mapping[str, object]) -> str:
    """A sentence: the one for this failure, else what is said when the same is refused, else its code."""
    if code in FAILURES:
        try:
            return voice(f"failed.{code}", **_told(facts))
        except KeyError:  # an older release noted less
            pass
    return voice(f"error.{code}") if f"error.{code}" in catalogue() else voice("job.failed", code=code)


def reason_of(facts: Mapping[str, object]) -> str:
    """What the provider itself said, in its own words; "" where it said nothing."""
    return str(facts.get("reason") or "")[:REASON_CHARACTERS_MAX]


def _told(facts: Mapping[str, object]) -> dict[str, object]:
    """With amounts in dollars, under their names without the unit."""
    sums = {name: said for name, said in facts.items() if name.endswith(_NUSD) and isinstance(said, int)}
    dollars = {
        name.removesuffix(_NUSD): f"${words}" for name, words in zip(sums, apart(sums.values()), strict=True)
    }
    tokens = {name: f"{said:,}" for name, said in facts.items() if "tokens" in name and isinstance(said, int)}
    return {**facts, **dollars, **tokens}
