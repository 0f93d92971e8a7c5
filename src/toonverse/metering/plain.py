"""Users, keys, budgets and sums as plain values: what `--json` and the API say of them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from toonverse.metering.keys import Key
from toonverse.metering.limits import ACTIONS, Standing
from toonverse.metering.outbox import Alert
from toonverse.metering.patterns import Hour
from toonverse.metering.reports import Receipt, Total
from toonverse.metering.users import User
from toonverse.money import usd_number

Plain = dict[str, object]

_OF_USE = (
    "id", "attempt_id", "refund", "service", "model", "size", "quality", "source", "project", "episode",
    "panel", "post", "request_type", "prompt_tokens", "completion_tokens", "total_tokens", "images",
    "seconds", "debit_tokens", "success", "error_code", "created_at",
)  # fmt: skip


def plain_user(user: User) -> Plain:
    """With the balance in tokens; `available_tokens` is None where there is no limit."""
    return _plain(asdict(user) | {"available_tokens": user.available_tokens})


def plain_key(key: Key) -> Plain:
    """Everything but the key itself."""
    return _plain(asdict(key))


def plain_total(one: Total, names: Mapping[str, str]) -> Plain:
    """`names` are shown in place of ids."""
    said: Plain = {"name": names.get(one.name, one.name), "calls": one.calls, "successes": one.successes}
    return said | {"tokens": one.tokens, "cost_usd": usd_number(one.cost_nusd)}


def plain_hour(one: Hour) -> Plain:
    """`weekday` is 0 on Monday."""
    said: Plain = {"weekday": one.weekday, "hour": one.hour, "calls": one.calls, "tokens": one.tokens}
    return said | {"cost_usd": usd_number(one.cost_nusd)}


def plain_use(row: Mapping[str, Any]) -> Plain:
    """A usage row of one's own."""
    said = {name: row[name] for name in _OF_USE}
    return _plain(said) | {"cost_usd": usd_number(row["cost_nusd"])}


def plain_standing(one: Standing, names: Mapping[str, str]) -> Plain:
    return {
        "scope": scope_name(one, names),
        "window": one.budget.window,
        "action": action_of(one),
        "limit_usd": usd_number(one.budget.limit_nusd),
        "spent_usd": usd_number(one.settled_nusd),
        "held_usd": usd_number(one.held_nusd),
        "at_risk_usd": usd_number(one.at_risk_nusd),
        "left_usd": usd_number(one.left_nusd),
        "window_start": one.window_start.isoformat(),
        "resets_at": None if one.resets_at is None else one.resets_at.isoformat(),
    }


def scope_name(one: Standing, names: Mapping[str, str]) -> str:
    """`account:ada`, as it was set."""
    if one.budget.scope == "global":
        return "global"
    return f"{one.budget.scope}:{names.get(one.budget.value, one.budget.value)}"


def action_of(one: Standing) -> str:
    return next(name for name, stops in ACTIONS.items() if stops == one.budget.stops)


def plain_receipt(episode_id: int, found: Receipt) -> Plain:
    return {
        "episode_id": episode_id,
        "cost_usd": usd_number(found.cost_nusd),
        "lost_usd": usd_number(found.lost_nusd),
        "at_risk_usd": usd_number(found.at_risk_nusd),
        "unknown": found.unknown,
        "tokens": found.tokens,
        "calls": found.calls,
        "steps": [
            {
                "request_type": step.name,
                "calls": step.calls,
                "successes": step.successes,
                "tokens": step.tokens,
                "cost_usd": usd_number(step.cost_nusd),
                "at_risk_usd": usd_number(step.at_risk_nusd),
                "unknown": step.unknown,
            }
            for step in found.steps
        ],
    }


def plain_alert(one: Alert, names: Mapping[str, str]) -> Plain:
    """`user` is whom it is for (None: the operator), `about` the user that it is about, both by name."""
    facts = one.facts
    about = facts["value"] if facts.get("scope") == "account" else facts.get("account")
    said = {
        name: getattr(one, name) for name in ("id", "kind", "account", "triggers", "created_at", "sent_at")
    }
    said |= {
        "user": names.get(one.account, one.account) or None,
        "about": None if about is None else names.get(about, about),
    }
    return _plain(said) | {"facts": dict(facts), "error": one.error}


def _plain(said: Mapping[str, object]) -> Plain:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}
