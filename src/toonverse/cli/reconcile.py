"""`toonverse reconcile`: our books beside the providers' own bills."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from toonverse.bootstrap import load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import dollars, say
from toonverse.clock import utc_now
from toonverse.metering.bills import read_bills
from toonverse.metering.reconciling import (
    Match,
    RateProposal,
    Verdict,
    import_bill,
    matches,
    propose_rate,
    settle_by_bill,
)
from toonverse.money import usd_number

VERDICTS: dict[Verdict, tuple[str, str]] = {
    "equal": ("같음", "equal"),
    "charged": ("모르던 호출이 청구됨", "what was at risk was charged"),
    "not_charged": ("모르던 호출이 청구되지 않음", "what was at risk was not charged"),
    "partly_charged": ("모르던 호출 일부가 청구됨", "part of what was at risk was charged"),
    "undecided": ("모르던 호출을 이 청구서로는 알 수 없음", "does not tell what became of what was at risk"),
    "differs": ("다름", "differs"),
    "not_billed": ("청구서에 없음", "not on the bill"),
    "not_ours": ("우리 장부에 없음", "not in our books"),
}


def reconcile(files: Sequence[Path], settle: bool, as_json: bool) -> None:
    """Imports the bills, all or none, then shows every day that one was imported for.

    Raises BillUnfit, BillPartial, BillsOverlap.
    """
    settings = load_settings()
    with open_books(settings) as books:
        changed = import_bill(books.engine, utc_now(), read_bills(files, books.catalog))
        found = matches(books.engine, utc_now())
        decided = settle_by_bill(books.ledger, found) if settle else []
        if decided:
            found = matches(books.engine, utc_now())
        rate = propose_rate(books.engine, int(books.catalog.tokens_per_usd(utc_now())), found)
    if as_json:
        write(
            {
                "changed_lines": changed,
                "settled": [{"attempt": one, "cost_usd": usd_number(cost)} for one, cost in decided],
                "matches": [_described(match) for match in found],
                "rate": None if rate is None else _rate(rate),
            }
        )
        return
    _print(found, decided, rate)


def _print(found: Sequence[Match], decided: Sequence[tuple[int, int]], rate: RateProposal | None) -> None:
    names = (
        say("날", "day"),
        say("모델", "model"),
        say("우리 장부", "ours"),
        say("청구서", "theirs"),
        say("차이", "difference"),
        say("위험", "at risk"),
        "",
    )
    table = named_table(names)
    for match in found:
        difference = match.difference_nusd
        sign = "-" if difference < 0 else "+" if difference else ""
        table.add_row(
            str(match.day),
            match.model,
            dollars(match.ours_nusd),
            dollars(match.theirs_nusd),
            f"{sign}{dollars(abs(difference))}",
            dollars(match.at_risk_nusd) if match.unknown else "",
            say(*VERDICTS[match.verdict])
            + ("" if match.complete else say(" (아직 자람)", " (may still grow)")),
        )
    Console(highlight=False).print(table)
    for attempt, cost in decided:
        words = say("호출 {}: {} 로 정리했습니다.", "Attempt {}: settled at {}.")
        print_lines(words.format(attempt, dollars(cost)))
    if rate is not None and rate.measured != rate.now:
        words = say(
            "토큰 환율: 지금 1달러에 {}, 실제 사용으로는 {} ({} 기준).",
            "Token rate: {} a dollar now, {} by real usage (over {}).",
        )
        print_lines(words.format(rate.now, rate.measured, dollars(rate.over_nusd)))
        apply = f"toonverse prices rate set {rate.measured}"
        print_lines(say(f"받아들이려면: {apply}", f"To apply it from tomorrow: {apply}"))


def _described(match: Match) -> dict[str, object]:
    return {
        "issuer": match.issuer,
        "day": match.day.isoformat(),
        "model": match.model,
        "ours_usd": usd_number(match.ours_nusd),
        "theirs_usd": usd_number(match.theirs_nusd),
        "difference_usd": usd_number(match.difference_nusd),
        "at_risk_usd": usd_number(match.at_risk_nusd),
        "unknown_attempts": list(match.unknown),
        "verdict": match.verdict,
        "complete": match.complete,
    }


def _rate(rate: RateProposal) -> dict[str, object]:
    return {
        "tokens_per_usd": rate.now,
        "measured_tokens_per_usd": rate.measured,
        "over_usd": usd_number(rate.over_nusd),
    }
