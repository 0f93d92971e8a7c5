"""The door's outcomes as JSON and back, for a process that buys at another one's door."""

from collections.abc import Mapping
from typing import Any

from toonverse.errors import ToonverseError
from toonverse.metering import outcomes, refusals
from toonverse.metering.calls import Bought, Usage
from toonverse.metering.outcomes import Unknown
from toonverse.metering.replies import NOTES_MAX, fault_of_usage, is_text

Facts = Mapping[str, Any]

_KINDS: dict[str, type[ToonverseError]] = {
    one.code: one
    for module in (refusals, outcomes)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, ToonverseError)
}


def facts_of(error: ToonverseError) -> dict[str, Any]:
    """What of an error's facts JSON can say."""
    return {name: fact for name, fact in error.facts.items() if isinstance(fact, str | int | float)}


def error_of(code: str, facts: Facts) -> ToonverseError | None:
    """The error that was raised at the other door; None for a code that no door has."""
    kind = _KINDS.get(code)
    try:
        return None if kind is None else kind(**{str(name): fact for name, fact in facts.items()})
    except TypeError:  # facts that such an error can't be made of
        return Unknown(detail=f"the other door said {code[:80]}")


def bought_of(said: object) -> Bought:
    """Raises Unknown for what is no result."""
    try:
        told = dict(said)  # type: ignore[call-overload]  # whatever it is
        bought = Bought(**(told | {"usage": Usage(**told["usage"])}))
    except (TypeError, ValueError, KeyError) as wrong:
        raise Unknown(detail="the other door's answer is no result") from wrong
    counts = (bought.cost_nusd, bought.tokens, bought.attempt)
    texts = (bought.sha256, bought.media_type, bought.notes)
    if fault_of_usage(bought.usage) or not all(type(one) is int for one in counts):
        raise Unknown(detail="the other door's answer counts nothing")
    if not all(is_text(one, NOTES_MAX) for one in texts):
        raise Unknown(detail="the other door's answer names nothing")
    return bought
