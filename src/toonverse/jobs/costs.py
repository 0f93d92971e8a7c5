"""What jobs and takes cost as the books say it: refunds, later verdicts and archived rows are in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from toonverse.metering import episode_costs
from toonverse.metering.reports import Receipt
from toonverse.money import Nusd
from toonverse.store.records import Job, JobKind, Take
from toonverse.store.works import Works
from toonverse.studio.panels import buying_key
from toonverse.studio.quote import SHEET_REQUEST

STEP_OF_REQUEST: dict[str, JobKind] = {
    "script_generation": "text.script",
    "storyboard_generation": "director.storyboard",
    SHEET_REQUEST: "image.generate",
    "panel_generation": "image.generate",
}
"""The step that a kind of call is bought in; others are for the episode and of no step of its job."""


@dataclass(frozen=True, slots=True)
class Waste:
    """`accepted_nusd` bought what is in the episode; `lost_nusd` was charged without a result, and
    `unused_nusd` bought takes that another was preferred to."""

    accepted_nusd: int
    lost_nusd: int
    unused_nusd: int


def waste(receipt: Receipt, takes: Sequence[Take]) -> Waste:
    """What became of a receipt's cost."""
    unused = sum(take.cost_nusd for take in takes if not take.accepted)
    return Waste(receipt.cost_nusd - receipt.lost_nusd - unused, receipt.lost_nusd, unused)


QUOTES_LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """How good quotes were: over so many finished and paid episodes, what was expected and what it cost."""

    episodes: int
    quoted_nusd: int
    cost_nusd: int


def quote_record(engine: sa.Engine, works: Works) -> QuoteRecord:
    """Of the newest finished jobs that were expected to cost something.

    What was bought for the episode besides (more takes, shorts) was quoted by itself and is not in it.
    """
    jobs = works.jobs.quoted(QUOTES_LOOKED_AT)
    quoted = sum(job.quoted_nusd or 0 for job in jobs)
    cost = 0
    for one in episode_costs.bought_for(engine, [str(job.episode_id) for job in jobs]):
        if one.kind in STEP_OF_REQUEST and not _is_retake(one):
            cost += one.cost_nusd
    return QuoteRecord(len(jobs), quoted, cost)


def takes_of(works: Works, episode_id: int, panel: int | None = None) -> list[Take]:
    """An episode's takes, or a panel's, with what was booked for their pictures, and how long those took."""
    costs: dict[str, int] = defaultdict(int)
    seconds: dict[str, float | None] = {}
    for one in episode_costs.bought(works.engine, str(episode_id)):
        costs[one.key] += one.cost_nusd - one.lost_nusd
        seconds[one.key] = one.seconds
    return [
        replace(take, cost_nusd=Nusd(costs.get(key, 0)), asked_seconds=seconds.get(key))
        for take in works.panels.takes(episode_id, panel)
        for key in (buying_key(episode_id, take.panel, take.number),)
    ]


def booked(engine: sa.Engine, jobs: Iterable[Job]) -> list[Job]:
    """The jobs with what was booked for their episodes: a whole job all of it, a step its own calls."""
    some = list(jobs)
    told = episode_costs.costs(engine, sorted({str(job.episode_id) for job in some}))
    return [replace(job, cost_nusd=_cost(job, told.get(str(job.episode_id), {}))) for job in some]


def dearest(engine: sa.Engine, works: Works, since: datetime, limit: int) -> list[Job]:
    """The `pipeline.full` jobs ordered since then whose episodes cost something, dearest first."""
    paid = [job for job in booked(engine, works.jobs.ordered(since)) if job.cost_nusd > 0]
    return sorted(paid, key=lambda job: (-job.cost_nusd, job.id))[:limit]


def unused_nusd(engine: sa.Engine, works: Works, since: datetime) -> int:
    """What takes that are in no episode cost since then, less what of such takes was refunded since then."""
    back: dict[int, dict[str, int]] = defaultdict(dict)
    for one in episode_costs.refunds(engine, since):
        if one.episode.isdecimal() and one.key.startswith(f"episode/{one.episode}/panel/"):
            back[int(one.episode)][one.key] = one.cost_nusd
    refunded = 0
    for episode_id, costs in back.items():
        for take in works.panels.takes(episode_id):
            if not take.accepted:
                refunded += costs.get(buying_key(episode_id, take.panel, take.number), 0)
    return works.panels.unused_nusd(since) + refunded


def _is_retake(one: episode_costs.Bought) -> bool:
    """A picture that is not its panel's first."""
    if not (one.panel.isdecimal() and one.episode.isdecimal()):
        return False
    of_panel = buying_key(int(one.episode), int(one.panel)).removesuffix("1")
    return one.key.startswith(of_panel) and one.key != f"{of_panel}1"


def _cost(job: Job, told: dict[str, Nusd]) -> Nusd:
    if job.parent_id is None:
        return Nusd(sum(told.values()))
    return Nusd(sum(cost for kind, cost in told.items() if STEP_OF_REQUEST.get(kind) == job.kind))
