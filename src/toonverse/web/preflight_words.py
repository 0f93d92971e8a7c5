"""Preflight's findings as a person reads them."""

from toonverse.studio.exports.preflight import SEVERITIES, Finding
from toonverse.web.i18n import Voice

TEXT_CHARACTERS_MAX = 40
OTHER = "other"
"""A finding that has no words of its own yet says its code."""


def words(voice: Voice, finding: Finding) -> str:
    code = finding.code if finding.code in SEVERITIES else OTHER
    return voice(f"preflight.{code}", **{"code": finding.code, **_short(finding)})


def _short(finding: Finding) -> dict[str, object]:
    text = " ".join(str(finding.facts.get("text", "")).split())
    short = text if len(text) <= TEXT_CHARACTERS_MAX else text[: TEXT_CHARACTERS_MAX - 1] + "…"
    return {**finding.facts, "text": short}
