"""Why ordered work stopped, as a sentence: from an error's code and facts to words of the catalogue.

A row keeps the code and the facts of what stopped it, for programs. A person is told `failure.<code>` with
amounts in dollars; where a fact is missing, or the failure has no sentence of its own, that of the refusal
(`error.<code>`), else that of its kind. What the house may spend is told only to whoever keeps it.
"""

from collections.abc import Iterator, Mapping

from toonverse.jobs.follow import facts_of
from toonverse.jobs.orders import kind_of
from toonverse.metering.outcomes import KEY_ERRORS, Refused
from toonverse.money import to_usd
from toonverse.web.i18n import Voice, catalogue

PROVIDERS = {
    "openai": "OpenAI", "google": "Google", "google-platform": "Google", "google-video": "Google",
    "draft": "Toonverse", "dummy": "Toonverse",
}  # fmt: skip
"""As they call themselves; any other is told by its name here."""

HOUSE = "house"
"""Ends the key of a sentence for whoever keeps the house."""

KEY = ("api key", *(one.lower() for one in KEY_ERRORS))
CONTENT = ("moderation", "safety", "policy", "blocked", "prohibited", "recitation", "spii", "blocklist")
"""In a provider's own word for what it will not draw, or whom it will not serve."""

Stored = str | Mapping[str, object]
"""An error's facts, as JSON or as they are."""


def why(voice: Voice, code: str, stored: Stored = "{}", *, keeps_house: bool = False) -> str:
    """One sentence or two about the error of that code, with what was stored of it.

    `keeps_house` says that whoever reads it pays the bills: amounts of budgets and what to mend are told.
    """
    facts = dict(facts_of(stored) if isinstance(stored, str) else stored)
    told = _told(voice, facts)
    for key in _keys(code, facts, keeps_house):
        if key in catalogue():
            try:
                return voice(key, **told)
            except KeyError:  # it names a fact that was not stored
                continue
    return voice("failure.error")


def letters_of_failures(voice: Voice) -> str:
    """Those of all such sentences, each once, for a page into which one may come later."""
    said = (forms[voice.language] for key, forms in catalogue().items() if key.startswith("failure."))
    return "".join(sorted(set("".join(said)) - set("{}_")))


def waits_for(voice: Voice, code: str) -> str:
    """What a queued job waits for; "" where it waits for nothing but its turn."""
    if not code:
        return ""
    key = f"waiting.{code}"
    return voice(key if key in catalogue() else "waiting.other")


def _keys(code: str, facts: Mapping[str, object], keeps_house: bool) -> Iterator[str]:
    """The sentences that may say it, the one that says most first."""
    case = _case_of(facts) if code == Refused.code else ""
    for name in (case, code) if case else (code,):
        if keeps_house:
            yield f"failure.{name}.{HOUSE}"
        yield f"failure.{name}"
    yield f"error.{code}"
    for kind in kind_of(code).__mro__:
        yield f"failure.{getattr(kind, 'code', 'error')}"


def _case_of(facts: Mapping[str, object]) -> str:
    """A provider says no for reasons that want different words; "" for what has none of its own."""
    said = " ".join(str(facts.get(name, "")) for name in ("error", "reason")).lower()
    if Refused(**facts).of_key() or any(word in said for word in KEY):
        return "provider_key"
    return "provider_content" if any(word in said for word in CONTENT) else ""


def _told(voice: Voice, facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as people read them. What an error says in a program's words is left out: no sentence has it."""
    told: dict[str, object] = {}
    for name, value in facts.items():
        if isinstance(value, bool):
            continue
        if isinstance(value, int):
            told[name.removesuffix("_nusd")] = dollars(value) if name.endswith("_nusd") else f"{value:,}"
        elif name in ("model", "successor", "retired_on", "quality", "sold") and value:
            told[name] = value
        elif name == "provider":
            told[name] = PROVIDERS.get(str(value), str(value))
        elif name == "scope":
            told["scope_named"] = (
                voice("failure.everybody") if value == "global" else voice.known("scope", str(value))
            )
        elif name == "window":
            told["window_named"] = voice.known("window", str(value))
    return told


def dollars(amount_nusd: int) -> str:
    """`$0.25`; a part of a cent is told, too: what is needed and what is there would else read the same."""
    amount = to_usd(amount_nusd)
    whole = amount.quantize(to_usd(10_000_000))
    return f"${whole:,.2f}" if whole == amount else f"${amount.normalize():,f}"
