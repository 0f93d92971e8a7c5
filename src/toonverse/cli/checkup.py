"""`toonverse doctor`: is everything there, and are the books right? Without keys it asks nobody."""

import asyncio
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table

from toonverse import __version__
from toonverse.bootstrap import Books, load_settings, open_books, paid_providers
from toonverse.cli.sentences import say, term
from toonverse.clock import utc_now
from toonverse.errors import ProviderError, StorageError, UsageError
from toonverse.metering.calls import PaidProvider
from toonverse.metering.invariants import CODES, Finding, examine
from toonverse.metering.kept import examine_kept
from toonverse.metering.outcomes import Refused
from toonverse.metering.spool import Spool
from toonverse.metering.unknowns import unknown_attempts
from toonverse.settings import Settings
from toonverse.store.fonts import typefaces

FREE_BYTES_MIN = 500_000_000
"""An episode of 100 panels takes about that much."""

FINDINGS_SHOWN = 5
"""Of each kind."""

BROKEN_EXIT = 5

Verdict = Literal["ok", "note", "broken"]
"""`note` is worth knowing and no fault: a key that is not set, a call at risk."""


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    verdict: Verdict
    detail: str


def doctor(as_json: bool) -> int:
    """Prints the findings; 0 when nothing is broken, else 5."""
    settings = load_settings()
    with open_books(settings, with_days=False) as books:
        checks = [
            *_books(books, str if as_json else term),
            *_spool(books),
            *_storage(books),
            _fonts(),
            *_models(books),
            *_keys(settings),
            *_accepted(books),
        ]
    broken = any(check.verdict == "broken" for check in checks)
    if as_json:
        found = {"healthy": not broken, "home": str(settings.home.resolve()), "version": __version__}
        rows = [{"name": c.name, "verdict": c.verdict, "detail": c.detail} for c in checks]
        sys.stdout.write(json.dumps({**found, "checks": rows}, ensure_ascii=False) + "\n")
    else:
        _print(checks)
    return BROKEN_EXIT if broken else 0


def _books(books: Books, word: Callable[[str], str]) -> list[Check]:
    """`word` names a kind of finding."""
    findings = [*examine(books.engine, books.zone), *examine_kept(books.engine, books.images)]
    found = [check for code in CODES for check in _of_kind(code, findings, word)]
    if not any(check.verdict == "broken" for check in found):
        found.append(Check("ledger", "ok", say("모든 합이 맞습니다.", "every sum is right")))
    at_risk = len(unknown_attempts(books.engine))
    if at_risk:
        words = say(
            "결과를 모르는 호출 {}건: toonverse unknown list", "{} calls at risk: toonverse unknown list"
        )
        found.append(Check("unknown", "note", words.format(at_risk)))
    return found


def _of_kind(code: str, findings: Sequence[Finding], word: Callable[[str], str]) -> list[Check]:
    """The newest few of a kind, and how many more there are: a model that overruns does so at each call."""
    mine = [one for one in findings if one.code == code]
    more = len(mine) - FINDINGS_SHOWN
    verdicts: list[Verdict] = ["broken" if one.broken else "note" for one in mine]
    shown = [
        Check("ledger", verdict, f"{word(code)}: {one.detail}"[:500])
        for verdict, one in zip(verdicts, mine, strict=True)
    ][-FINDINGS_SHOWN:]
    if more > 0:
        words = say("{} 건 더", "{} more").format(more)
        shown.insert(0, Check("ledger", verdicts[0], f"{word(code)}: {words}"))
    return shown


def _spool(books: Books) -> list[Check]:
    """Bookings that still wait, for a database that was gone: the next process that works books them."""
    if not Spool(books.settings.home / "spool").pending():
        return []
    words = say(
        "장부에 적을 것이 남아 있습니다: make 나 serve 가 적습니다.",
        "bookings wait: make or serve books them",
    )
    return [Check("spool", "note", words)]


def _storage(books: Books) -> list[Check]:
    writable = books.images.storage_writable()
    free = shutil.disk_usage(books.settings.home).free
    return [
        Check("storage", "ok" if writable else "broken", books.settings.images_root),
        Check("disc", "ok" if free > FREE_BYTES_MIN else "note", f"{free / 1e9:.1f} GB"),
    ]


def _fonts() -> Check:
    try:
        typefaces()
    except StorageError as missing:
        return Check("fonts", "broken", str(missing))
    return Check("fonts", "ok", say("글꼴이 모두 있습니다.", "all faces are there"))


def _models(books: Books) -> list[Check]:
    """Models of the catalogue that end within a month: their successor is named in time."""
    today = utc_now().date()
    soon = [
        model
        for model in books.catalog.models.values()
        if model.retired_on is not None and 0 <= (model.retired_on - today).days <= 31
    ]
    notes = [Check("model", "note", f"{m.name}: {m.retired_on} -> {m.successor}") for m in soon]
    usable = sum(_is_usable(books, name) for name in books.catalog.models)
    told = say("값이 있는 현행 모델 {}개", "{} current models with prices").format(usable)
    return [Check("models", "ok", told), *notes]


def _is_usable(books: Books, name: str) -> bool:
    try:
        books.catalog.usable(name, utc_now())
    except UsageError:
        return False
    return True


def _keys(settings: Settings) -> list[Check]:
    keys = {"OPENAI_API_KEY": settings.openai_api_key, "GEMINI_API_KEY": settings.gemini_api_key}
    unset = say("없음 (초안 그림은 열쇠 없이 됩니다)", "not set (draft needs none)")
    return [
        Check(name, "ok" if key else "note", say("있음", "set") if key else unset)
        for name, key in keys.items()
    ]


def _accepted(books: Books) -> list[Check]:
    """Whether the keys that are set are accepted, and whether what the catalogue sells is there to be had."""
    return [
        check
        for name, provider in paid_providers(books).items()
        for check in asyncio.run(_asked(name, provider, books))
    ]


async def _asked(name: str, provider: PaidProvider, books: Books) -> list[Check]:
    try:
        listed = await provider.models()
    except Refused as refusal:
        words = say("열쇠가 받아들여지지 않습니다: {}", "the key is not accepted: {}")
        return [Check(name, "note", words.format(refusal.facts.get("reason", ""))[:300])]
    except ProviderError:
        return [Check(name, "note", say("지금은 대답이 없습니다.", "does not answer now"))]
    finally:
        await provider.aclose()
    ours = [model.name for model in books.catalog.models.values() if model.provider == name]
    missing = sorted(model for model in ours if _is_usable(books, model) and model not in listed)
    found = [Check(name, "ok", say("열쇠가 받아들여집니다.", "the key is accepted"))]
    if missing:
        words = say("이 열쇠로는 없는 모델: {}", "not offered to this key: {}")
        found.append(Check(name, "note", words.format(", ".join(missing))[:500]))
    return found


def _print(checks: list[Check]) -> None:
    table = Table()
    for name in (say("검사", "check"), say("결과", "verdict"), ""):
        table.add_column(name)
    for check in checks:
        table.add_row(term(check.name), term(check.verdict), check.detail)
    Console(highlight=False).print(table)
