"""The order in which a story becomes an episode. Read this first.

| step                | what it does                                                  | with        |
|---------------------|---------------------------------------------------------------|-------------|
| text.script         | the story is read, by rule or by a bought model               | `texts`     |
| director.storyboard | it is spread over panels; each panel's call is stored         | `texts`     |
| image.generate      | each panel is bought at the door, and what more was ordered   | `retakes`   |
| lettering.apply     | each panel is lettered as soon as its picture is there        | `finishing` |
| packaging.assemble  | strip, slices, CBZ                                            | `finishing` |

`jobs.workflows` runs the steps durably: after a crash a step is run again. So each first looks up what is
stored and does the rest. What is stored before the first buy is never made anew: a key may not be asked
for with another call.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from toonverse.errors import MoneyRefused, ProviderError, UsageError
from toonverse.metering.calls import Bought, Call, EnvelopeLine, ImageCall, Subject, TextCall, Who
from toonverse.metering.catalog import Catalog
from toonverse.metering.door import Meter
from toonverse.metering.refusals import BuyingStopped, QuoteGrown, Waiting
from toonverse.store.images import ImageStore
from toonverse.store.job_rows import AWAITS_APPROVAL, error_json
from toonverse.store.records import Episode, Job, SubJobKind
from toonverse.store.works import Works
from toonverse.studio.commission import Commission
from toonverse.studio.finishing import Finishing
from toonverse.studio.flights import Flights
from toonverse.studio.panels import Plan, buying_key, calls_for, dump_calls, ordered, picture_of, stored_calls
from toonverse.studio.press_order import told_of
from toonverse.studio.quote import SHEET_REQUEST, EpisodeQuote
from toonverse.studio.retakes import FIRST_TAKE, give_up, give_up_grown, owed_by
from toonverse.studio.sheets import Sheets, give_up_sheets
from toonverse.studio.texts import Texts, is_written
from toonverse.studio.tiers import can_wait, pricing_of, tiered
from toonverse.studio.turns import RunStopped, StepOutOfOrder, Turn, envelope_name, episode_of, is_window_over
from toonverse.studio.writing.author import Buy

CALLS_AT_ONCE = 8
"""How many panels of this process are at the door at the same time."""

REFUSAL_SECONDS = 1.0
"""A refusal of money comes within this time; a call that takes longer is at work."""

PLANS_KEPT_MAX = 16


@dataclass
class Studio:
    """Does the steps of an episode's job, each of them as often as it is asked to.

    `store_root` is where `images` keeps: the drawing processes of `pool` open it themselves. `home` holds the
    episodes' folders.
    """

    works: Works
    images: ImageStore
    store_root: str
    meter: Meter
    catalog: Catalog
    pool: Executor
    home: Path
    _lane: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CALLS_AT_ONCE))
    _flights: Flights = field(init=False)
    _sheets: Sheets = field(init=False)
    _finishing: Finishing = field(init=False)
    _plans: dict[tuple[int, str], Plan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._flights = Flights(self.meter.leave)
        self._sheets = Sheets(self.works, self.images, self.catalog)
        self._finishing = Finishing(
            self.works, self.images, self.store_root, self.pool, self.home, self._plan
        )

    def take_on(self, commission: Commission, *, new: bool) -> Episode:
        """The episode of this order and its job, found where it was ordered before, else made.

        `new` makes another revision.
        """
        project = self.works.find_or_create_project(commission.account, commission.project)
        episode = self.works.find_or_create_episode(
            commission.identity,
            commission.story,
            commission.style,
            project_id=project.id,
            target_panels=commission.panels,
            options=commission.stored_options,
            new=new,
        )
        self.works.jobs.open(episode.id)
        return episode

    async def script(self, turn: Turn) -> None:
        """text.script. Raises MoneyRefused, ProviderError where a model is bought for it."""
        renew = is_window_over(self._check(turn), self.meter.clock())
        job = self._start(turn, "text.script")
        if job.status != "DONE" and not self._kept(job, "characters"):
            buy = await self._buyer(turn, job, renew=renew)
            told = await self._texts.script(self.works.jobs.get(job.id), turn.run, buy)
            found = {"characters": len(told.result.characters), "scenes": len(told.result.scenes)}
            self._finish(job, {**told.noted, **found}, told.cost_nusd)

    async def storyboard(self, turn: Turn) -> int:
        """director.storyboard; returns the number of panels. Raises as `script` does."""
        renew = is_window_over(self._check(turn), self.meter.clock())
        job = self._start(turn, "director.storyboard")
        episode = self.works.episode(job.episode_id)
        if job.status != "DONE" and not self._kept(job, "calls"):
            script = self.works.script(episode.id)
            if script is None:
                raise StepOutOfOrder(episode=episode.id, missing="text.script")
            buy = await self._buyer(turn, job, renew=renew)
            panels = self._panels(episode) if buy else episode.target_panels
            told = await self._texts.storyboard(job, turn.run, script, panels, buy)
            calls = calls_for(told.result, *ordered(episode.options, self.catalog))
            found = {"panels": len(calls), "calls": self.images.put(dump_calls(calls))}
            self._finish(job, {**told.noted, **found}, told.cost_nusd)
        return self.works.panels.counts(episode.id).panels

    def ask_for_review(self, turn: Turn) -> bool:
        """Whether somebody wants to look first and has not said yes. Then nothing is held for the job: it may
        wait for days."""
        job = self._check(turn)
        episode = self.works.episode(job.episode_id)
        drafts = self.works.drafts
        looked_at = json.loads(episode.options).get("review") or drafts.is_alone(episode.id)
        if not looked_at or drafts.is_approved(episode.id):
            return False
        self._let_go(episode)
        self.works.jobs.wait(job.id, AWAITS_APPROVAL)
        return True

    def _let_go(self, episode: Episode, envelope: str = "") -> None:
        """Books what waits in the spool; what is still held for the episode is free again."""
        self.meter.book_spooled()
        envelope = envelope or self.meter.find_envelope(episode.account, envelope_name(episode.id))
        if envelope:
            self.meter.close_envelope(envelope)

    def let_go_ended(self) -> int:
        """Gives back what is held for jobs that have ended: a process died, or was refused the disc, between
        a cancelled job and its last step. Returns for how many."""

        def is_wanted(tx: sa.Connection, name: str) -> bool:
            episode_id = episode_of(name)
            return episode_id is None or not self.works.jobs.is_over(tx, episode_id)

        return self.meter.close_unwanted("studio", is_wanted)

    def open_money(self, turn: Turn, *, renew: bool = False) -> str:
        """Holds the maximum that what is missing can cost, before the first of it is bought.

        `renew` holds it anew, in the windows of now, where it is held already.
        Returns the envelope's id. Raises MoneyRefused (`Waiting` when only what others hold is in the way).
        """
        job = self._check(turn)
        episode = self.works.episode(job.episode_id)
        try:
            give_up_grown(self.works, self.meter, episode.id, turn.run)
            self._sheets.give_up_grown(self.meter, episode, turn.run)
            lines = self._approved(job, self._missing(episode, turn.run))
            envelope = self._envelope(job, lines, renew=renew)
        except (Waiting, BuyingStopped):
            raise
        except (MoneyRefused, UsageError) as refused:
            sheets = give_up_sheets(self.works, episode, refused)
            if not (give_up(self.works, episode.id, refused) or sheets):
                raise
            envelope = self._envelope(job, self._approved(job, self._missing(episode, turn.run)), renew=renew)
        if job.waiting_for:
            self.works.jobs.start(job.id)
        return envelope

    def _approved(self, job: Job, quote: EpisodeQuote) -> tuple[EnvelopeLine, ...]:
        """What this may cost at most. Raises QuoteGrown if that was never approved.

        Whoever orders a job approves its cap, or without one its first quote; ordering again approves anew.
        """
        if not quote.steps:
            return ()
        job = self.works.jobs.approve(job.id, quote.expected_nusd, quote.maximum_nusd)
        approved = job.approved_nusd
        if job.cost_max_nusd is None and approved is not None and quote.maximum_nusd > approved:
            raise QuoteGrown(needed_nusd=quote.maximum_nusd, limit_nusd=approved)
        return quote.lines

    def _missing(self, episode: Episode, run: int) -> EpisodeQuote:
        """What this episode may still cost in this run."""
        if self.works.jobs.find(episode.id, "director.storyboard").status != "DONE":
            return self._texts.quote(pricing_of(self.meter, can_wait(episode.options)), self.catalog, episode)
        return self._sheets.missing(self.meter, episode, self._plan(episode.id).calls, run)

    def wait(self, turn: Turn, blocked: Mapping[str, Any]) -> None:
        """The job is QUEUED and says for what (the facts of a `Waiting`). Raises RunStopped."""
        self.works.jobs.wait(self._check(turn).id, json.dumps(blocked, ensure_ascii=False))

    async def paint(self, turn: Turn, panel: int, envelope: str) -> None:
        """image.generate, one panel: bought unless it was.

        Raises MoneyRefused (`Waiting` when the envelope is short of what a crash lost, and no more fits now).
        """
        waited = bool(self._check(turn).waiting_for)
        job = self._check(turn) if waited else self._start(turn, "image.generate")
        calls = await self._referenced(turn, job, envelope)
        waits = can_wait(self.works.episode(job.episode_id).options)
        for take, call in owed_by(self.works, job.episode_id, panel, calls[panel - 1], turn.run):
            async with nullcontext() if waits else self._lane:  # a batch wants them all together
                parent = self._check(turn)  # it may have been cancelled while this panel waited for the lane
                if is_window_over(parent, self.meter.clock()):
                    await asyncio.to_thread(partial(self.open_money, turn, renew=True))
                elif waited or parent.cost_max_nusd is not None:  # the cap may be another one by now
                    await asyncio.to_thread(self._envelope, parent, [])
                await self._take(turn, panel, take, call, envelope)
        job = self._start(turn, "image.generate")
        counts = self.works.panels.counts(job.episode_id)
        if counts.painted == len(calls) and not self.works.take_orders.wanted(job.episode_id, turn.run):
            takes = sum(take.cost_nusd for take in self.works.panels.takes(job.episode_id))
            noted = {**json.loads(job.output), "images": len(calls)}
            self._finish(job, noted, takes + self._sheets.cost_nusd(job.episode_id))

    async def _referenced(self, turn: Turn, job: Job, envelope: str) -> Sequence[ImageCall]:
        """The panels' calls with their references, which are bought before any panel is."""

        episode = self.works.episode(job.episode_id)
        who = replace(self._who(episode), envelope=envelope, request_type=SHEET_REQUEST)

        async def buy(call: ImageCall, key: str, character: str) -> Bought:
            return await self._flown(turn, call, replace(who, facts=(("character", character),)), key)

        return await self._sheets.referenced(episode, turn.run, self._plan(episode.id).calls, buy)

    async def _flown(self, turn: Turn, call: Call, who: Who, key: str) -> Bought:
        """A purchase that whoever stops waiting for does not stop."""
        await self._flights.grounded()
        self._check(turn)
        return await self._flights.landed(self._flights.start(self.meter.buy(call, who, key)))

    async def _take(self, turn: Turn, panel: int, take: int, call: ImageCall, envelope: str) -> None:
        """A further take that is not to be had leaves the panel as it is."""
        try:
            await self._buy(turn, panel, take, call, envelope)
        except (Waiting, BuyingStopped):
            raise
        except (MoneyRefused, ProviderError, UsageError) as failure:
            if take == FIRST_TAKE:
                raise
            give_up(self.works, self._check(turn).episode_id, failure, (panel, take))

    async def letter(self, turn: Turn, panel: int) -> None:
        """lettering.apply, one panel: the accepted take is lettered."""
        job = self._start(turn, "lettering.apply")
        if job.status != "DONE":
            await self._finishing.letter(self.works.episode(job.episode_id), panel)

    async def package(self, turn: Turn) -> None:
        """packaging.assemble; all panels are lettered by now, and say so."""
        job = self._start(turn, "packaging.assemble")
        panels = self.works.panels.counts(job.episode_id).lettered
        self._finish(self.works.jobs.find(job.episode_id, "lettering.apply"), {"panels": panels})
        if job.status != "DONE":
            made = await self._finishing.package(job.episode_id)
            self.works.save_generation_metadata(job.episode_id, made.generation_metadata)
            self._finish(job, told_of(made, self.home.resolve()))

    def end(self, turn: Turn, envelope: str, failure: Mapping[str, Any] | None) -> None:
        """The job is DONE, or FAILED with what stopped it; what is still held for it is free again.

        What waits in the spool is booked first: the receipt of an ended job is exact. A run that a later one
        has replaced leaves everything to that one. An `envelope` of "" is looked up.
        """
        job = self.works.jobs.get(turn.job_id)
        if job.attempt != turn.run:
            return
        self._let_go(self.works.episode(job.episode_id), envelope)
        rows = self.works.jobs.of_episode(job.episode_id)
        if failure is None:
            cost = sum(row.cost_nusd for row in rows if row.id != job.id)
            self.works.jobs.finish(job.id, "{}", cost)
            return
        facts = error_json(failure["facts"])
        for row in rows:
            if row.status == "RUNNING" or row.id == job.id:
                self.works.jobs.fail(row.id, failure["error"], facts, row.cost_nusd)

    async def drain(self) -> None:
        """Starts no more calls, and returns when those in flight are booked, but for operations that are
        stored: the next process asks for those."""
        await self._flights.drain()
        await self.meter.finish()

    @property
    def _texts(self) -> Texts:
        return Texts(self.works, self.images)

    def _panels(self, episode: Episode) -> int:
        return self._texts.plan(self.works.jobs.find(episode.id, "text.script"))

    async def _buyer(self, turn: Turn, job: Job, *, renew: bool) -> Buy | None:
        """The door for this step's texts, with the whole episode's money held; None where rules write."""
        episode = self.works.episode(job.episode_id)
        if not is_written(episode):
            return None
        panels = await asyncio.to_thread(self._panels, episode)
        envelope = await asyncio.to_thread(partial(self.open_money, turn, renew=renew))
        facts = (("storyLength", len(self.works.story(episode.id).text)), ("panelCount", panels))
        who = replace(self._who(episode), envelope=envelope, facts=facts)

        async def buy(call: TextCall, key: str, request_type: str) -> Bought:
            mine, asked = replace(who, request_type=request_type), tiered(call, can_wait(episode.options))
            return await self._flown(turn, asked, mine, f"episode/{episode.id}/{key}")

        return buy

    def _check(self, turn: Turn) -> Job:
        """The job's row. Raises RunStopped when it was cancelled, or retried under another run."""
        job = self.works.jobs.get(turn.job_id)
        if job.attempt != turn.run or job.status not in ("QUEUED", "RUNNING"):
            raise RunStopped(episode=job.episode_id, run=turn.run)
        return job

    def _envelope(self, job: Job, lines: Sequence[EnvelopeLine], *, renew: bool = False) -> str:
        """The job's envelope, opened with these lines unless it is open; its cap is the job's of now."""
        who = self._who(self.works.episode(job.episode_id))
        name = envelope_name(job.episode_id)
        return self.meter.open_envelope(name, who, lines, job.cost_max_nusd, renew=renew)

    def _start(self, turn: Turn, kind: SubJobKind) -> Job:
        """The sub-job's row, RUNNING unless it was done before. Raises RunStopped."""
        job = self._check(turn)
        if job.status == "QUEUED":
            self.works.jobs.start(job.id)
        step = self.works.jobs.find(job.episode_id, kind)
        return self.works.jobs.start(step.id) if step.status == "QUEUED" else step

    def _kept(self, job: Job, result: str) -> bool:
        """Whether the step, wanted anew, was done before: what panels were asked for by stays as it is. One
        that is really to be made anew has its `result` no more (`store.drafts`)."""
        noted = json.loads(job.output)
        if result in noted:
            self._finish(job, {**noted, "kept": True}, job.cost_nusd)
        return result in noted

    def _finish(self, job: Job, output: Mapping[str, object], cost_nusd: int = 0) -> None:
        if job.status != "DONE":
            self.works.jobs.finish(job.id, json.dumps(output, ensure_ascii=False), cost_nusd)

    def _plan(self, episode_id: int) -> Plan:
        """What was stored before the first buy; until then another may take its place."""
        stored = json.loads(self.works.jobs.find(episode_id, "director.storyboard").output)["calls"]
        if (episode_id, stored) not in self._plans:
            calls = stored_calls(self.works, self.images, self.catalog, episode_id, stored)
            if len(self._plans) >= PLANS_KEPT_MAX:
                self._plans.clear()
            board = self.works.storyboard(episode_id)
            names = tuple(member.name for member in board.cast) if board else ()
            self._plans[episode_id, stored] = Plan(calls, names)
        return self._plans[episode_id, stored]

    async def _buy(self, turn: Turn, panel: int, take: int, call: ImageCall, envelope: str) -> None:
        """Buys and records the take. Whoever stops waiting does not stop it: what is bought is booked."""
        await self._flights.grounded()
        job = self._check(turn)
        task = self._flights.start(self._bought(job.episode_id, panel, take, call, envelope))
        await asyncio.wait([task], timeout=REFUSAL_SECONDS)
        if job.waiting_for and not task.done():
            self._start(turn, "image.generate")  # there is money for it: the job waits no more
        await self._flights.landed(task)

    async def _bought(self, episode_id: int, panel: int, take: int, call: ImageCall, envelope: str) -> None:
        who = replace(
            self._who(self.works.episode(episode_id), panel),
            envelope=envelope,
            request_type="panel_generation",
            facts=(("panelCount", len(self._plan(episode_id).calls)),),
        )
        waits = take == FIRST_TAKE and can_wait(self.works.episode(episode_id).options)
        bought = await self.meter.buy(tiered(call, waits), who, buying_key(episode_id, panel, take))
        self.works.panels.add_take(
            episode_id,
            panel,
            take,
            picture_of(bought, self.images),
            prompt=call.prompt,
            model=call.model,
            cost_nusd=bought.cost_nusd,
            tokens=bought.tokens,
        )
        if take != FIRST_TAKE:  # whoever asked for it wants to see it
            self.works.panels.accept_take(episode_id, panel, take)
            self.works.take_orders.made(episode_id, panel, take)

    def _who(self, episode: Episode, panel: int | None = None) -> Who:
        named = "" if panel is None else str(panel)
        return Who(episode.account, "studio", Subject(str(episode.project_id), str(episode.id), named))
