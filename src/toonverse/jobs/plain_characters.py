"""Characters and their references as plain values: what `--json` and the API say of them."""

from dataclasses import asdict

from toonverse.jobs.casting import Portrayed
from toonverse.jobs.follow import facts_of
from toonverse.money import usd_number
from toonverse.store.records import Reference

Plain = dict[str, object]


def plain_character(one: Portrayed) -> Plain:
    """`shown` is the number of the reference that painters are shown."""
    return {
        "name": one.name,
        "project_id": one.project,
        "episodes": list(one.episodes),
        "panels": one.panels,
        "look": asdict(one.look),
        "edited": one.is_edited,
        "shown": None if one.shown is None else one.shown.number,
        "none_shown": one.none_shown,
        "references": [plain_reference(reference) for reference in one.references],
    }


def plain_reference(one: Reference) -> Plain:
    return {
        "number": one.number,
        "origin": one.origin,
        "status": one.status,
        "sha256": one.sha256,
        "width": one.width,
        "height": one.height,
        "model": one.model,
        "cost_usd": usd_number(one.cost_nusd),
        "episode_id": one.episode_id,
        "created_at": one.created_at.isoformat(),
        "error_code": one.error_code,
        "error": facts_of(one.error) if one.error_code else {},
    }
