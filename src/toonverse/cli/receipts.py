"""`toonverse receipt`: what an episode cost, by step, panel and take, and how much of it is not in it."""

from collections.abc import Sequence

from rich.console import Console

from toonverse.bootstrap import load_settings, open_books
from toonverse.cli.people import print_lines, write
from toonverse.cli.result import receipt_table
from toonverse.cli.sentences import dollars, say
from toonverse.jobs.costs import Waste, takes_of, waste
from toonverse.metering.episode_costs import Bought, bought
from toonverse.metering.plain import plain_receipt
from toonverse.metering.reports import Receipt
from toonverse.money import usd_number
from toonverse.store.records import Take


def show(episode_id: int, as_json: bool) -> None:
    """Raises UsageError for an episode that is not there."""
    with open_books(load_settings()) as books:
        books.works.episode(episode_id)
        found = books.receipt(episode_id)
        steps = books.works.jobs.of_episode(episode_id)[1:]
        costs = bought(books.engine, str(episode_id))
        takes = takes_of(books.works, episode_id)
    became = waste(found, takes)
    if as_json:
        write(_described(episode_id, found, takes, became, costs))
        return
    Console(highlight=False).print(receipt_table(found, steps))
    if became.lost_nusd or became.unused_nusd:
        words = say(
            "쓰인 것 {}, 고르지 않은 그림 {}, 결과 없이 청구된 것 {}",
            "In the episode {}, takes not chosen {}, charged without a result {}",
        )
        amounts = (became.accepted_nusd, became.unused_nusd, became.lost_nusd)
        print_lines(words.format(*(dollars(amount) for amount in amounts)))
    if found.unknown:
        words = say(
            "결과를 알 수 없는 호출 {}건: 많아야 {}이(가) 더 청구될 수 있습니다 (toonverse unknown list)",
            "Of {} calls nobody knows the end: at most {} more may be charged (toonverse unknown list)",
        )
        print_lines(words.format(found.unknown, dollars(found.at_risk_nusd)))


def _described(
    episode_id: int, found: Receipt, takes: Sequence[Take], became: Waste, costs: Sequence[Bought]
) -> dict[str, object]:
    """A panel's cost is that of its takes and what was lost in painting it."""
    panels = {int(one.panel) for one in costs if one.panel.isdecimal()} | {take.panel for take in takes}
    spent = {panel: [one for one in costs if one.panel == str(panel)] for panel in panels}
    return {
        **plain_receipt(episode_id, found),
        "accepted_usd": usd_number(became.accepted_nusd),
        "unused_usd": usd_number(became.unused_nusd),
        "panels": [
            {
                "panel": panel,
                "cost_usd": usd_number(sum(one.cost_nusd for one in spent[panel])),
                "lost_usd": usd_number(sum(one.lost_nusd for one in spent[panel])),
                "takes": [_take(take) for take in takes if take.panel == panel],
            }
            for panel in sorted(panels)
        ],
    }


def _take(take: Take) -> dict[str, object]:
    return {
        "take": take.number,
        "model": take.model,
        "cost_usd": usd_number(take.cost_nusd),
        "tokens": take.tokens,
        "accepted": take.accepted,
    }
