"""Which references an episode's panels are shown: what a project has, and what is bought for it first.

What the panels will be asked, references included, is stored (`image.generate`'s output names it) before the
first panel is bought, and never made anew. A sheet that is not to be had is a problem that is told; panels go
on without it.
"""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from toonverse.domain.storyboard import CastMember, Storyboard
from toonverse.domain.wire import from_json
from toonverse.errors import MoneyRefused, ProviderError, ToonverseError, UsageError
from toonverse.metering.calls import Bought, ImageCall, Keep, Quality
from toonverse.metering.catalog import Catalog, Model
from toonverse.metering.refusals import BuyingStopped, QuoteGrown, Waiting
from toonverse.store.character_rows import NONE_SHOWN
from toonverse.store.job_rows import error_json, plain_fact
from toonverse.store.records import Episode, Job, Reference
from toonverse.store.works import Works
from toonverse.studio.panels import calls_for, dump_calls, load_calls, ordered, picture_of
from toonverse.studio.quote import (
    EpisodeQuote,
    Pricing,
    quote_episode,
    quote_more,
    quote_sheets,
    with_texts,
)
from toonverse.studio.references import (
    SHA256_OF_NONE,
    Sheet,
    buying_key,
    main_characters,
    mark_of,
    sheet_of,
    shown_calls,
    shown_most,
)
from toonverse.studio.retakes import owed
from toonverse.studio.shown import shown_of
from toonverse.studio.texts import wants_sheets
from toonverse.studio.tiers import can_wait, pricing_of, tiered

BuySheet = Callable[[ImageCall, str, str], Awaitable[Bought]]
"""Buys a sheet at the door: the call, its key, whose it is."""

Problem = dict[str, object]
"""`{"character", "error", "facts"}`, JSON: why somebody is painted without a reference."""


class ReferencesNotTaken(UsageError):
    """The model that paints looks at no references, or not by batch. Facts: model."""

    code = "references_not_taken"


@dataclass(frozen=True, slots=True)
class Painting:
    """An episode that is painted: its storyboard, and who paints it how."""

    episode: Episode
    board: Storyboard
    model: Model
    quality: Quality

    @property
    def most(self) -> int:
        return shown_most(self.model, waits=can_wait(self.episode.options))

    def sheet(self, member: CastMember) -> Sheet:
        return sheet_of(member, self.board.style, self.model, self.quality)


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is stored of references, and what of them is still to be bought."""

    works: Works
    images: Keep
    catalog: Catalog
    _locks: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def missing(
        self, pricing: Pricing, episode: Episode, calls: Sequence[ImageCall], run: int
    ) -> EpisodeQuote:
        """What a directed episode may still cost in this run of its job: panels with their references, the
        sheets that are bought before, what was ordered besides. Raises as `quote_episode`."""
        usual = pricing_of(pricing, can_wait(episode.options))
        calls, sheets = self._still(episode, calls)
        first, more = owed(self.works, episode.id, calls, run)
        ordered = [call_of(order) for order in self.works.characters.wanted(episode.id, run)]
        wanted = (*quote_sheets(usual, sheets), *quote_sheets(pricing, ordered), *quote_more(pricing, more))
        return with_texts(quote_episode(usual, first), wanted)

    async def referenced(
        self, episode: Episode, run: int, calls: Sequence[ImageCall], buy: BuySheet
    ) -> Sequence[ImageCall]:
        """The panels' calls with their references, which are bought now; panels that come together wait for
        one another here. Raises MoneyRefused (`Waiting`, BuyingStopped among them) as for panels."""
        async with self._locks.setdefault(episode.id, asyncio.Lock()):
            await self._ordered(episode, run, buy)
            return await self._settled(episode, calls, buy)

    def of_board(self, pricing: Pricing, episode: Episode, board: Storyboard) -> EpisodeQuote:
        """What painting a storyboard will cost of which nothing is bought. Raises as `quote_episode`."""
        model, quality = ordered(episode.options, self.catalog)
        usual, calls = pricing_of(pricing, can_wait(episode.options)), calls_for(board, model, quality)
        lacking: list[ImageCall] = []
        if wants_sheets(episode):
            calls, lacking = self._lacking(Painting(episode, board, model, quality), calls)
        return with_texts(quote_episode(usual, calls), quote_sheets(usual, lacking))

    def _still(
        self, episode: Episode, calls: Sequence[ImageCall]
    ) -> tuple[Sequence[ImageCall], list[ImageCall]]:
        """The panels' calls as they will be, and what is asked for the sheets that are lacking."""
        stored = self._stored(self.works.jobs.find(episode.id, "image.generate"), calls)
        painting = None if stored is not None else self._painting(episode)
        return (stored or calls, []) if painting is None else self._lacking(painting, calls)

    def _lacking(
        self, painting: Painting, calls: Sequence[ImageCall]
    ) -> tuple[tuple[ImageCall, ...], list[ImageCall]]:
        had, lacking = self._people(painting)
        there = {**had, **{member.name: SHA256_OF_NONE for member in lacking}}
        shown = shown_calls(painting.board, calls, there, painting.most)
        return shown, [painting.sheet(member).call for member in lacking]

    async def _settled(
        self, episode: Episode, calls: Sequence[ImageCall], buy: BuySheet
    ) -> Sequence[ImageCall]:
        """What the panels will be asked is stored before anybody is told."""
        job = self.works.jobs.find(episode.id, "image.generate")
        stored = self._stored(job, calls)
        painting = None if stored is not None else self._painting(episode)
        if painting is None:
            return stored or calls
        if not painting.most:
            problem = _problem("", ReferencesNotTaken(model=painting.model.name))
            return self._store(job, calls, calls, {}, [problem])
        had, lacking = self._people(painting)
        buying = [self._bought(painting, member, buy) for member in lacking]
        ended = await asyncio.gather(*buying, return_exceptions=True)  # each is kept before any is raised
        bought = [_raised(one) for one in ended]
        there = had | {name: found for name, found in bought if isinstance(found, str)}
        problems = [_problem(name, found) for name, found in bought if not isinstance(found, str)]
        asked = shown_calls(painting.board, calls, there, painting.most)
        return self._store(job, calls, asked, there, problems)

    async def _ordered(self, episode: Episode, run: int, buy: BuySheet) -> None:
        """Sheets that a person ordered besides: one that is not to be had is told of, and stands in nobody's
        way."""
        for order in self.works.characters.wanted(episode.id, run):
            call, key = call_of(order), buying_key(episode.project_id, call_of(order), order.number)
            try:
                bought = await buy(call, key, order.character)
            except (Waiting, BuyingStopped):
                raise
            except (MoneyRefused, ProviderError, UsageError) as failure:
                give_up_sheets(self.works, episode, failure, order)
                continue
            picture, cost = picture_of(bought, self.images), bought.cost_nusd
            self.works.characters.made(order, episode.project_id, picture, model=call.model, cost_nusd=cost)

    def give_up_grown(self, pricing: Pricing, episode: Episode, run: int) -> None:
        """An ordered sheet whose price rose above what was approved is not bought."""
        for order in self.works.characters.wanted(episode.id, run):
            needed = pricing.quote(call_of(order)).maximum_nusd
            if needed > order.most_nusd:
                grown = QuoteGrown(needed_nusd=needed, limit_nusd=order.most_nusd)
                give_up_sheets(self.works, episode, grown, order)

    def cost_nusd(self, episode_id: int) -> int:
        """What the sheets that were bought for an episode cost."""
        return sum(one.cost_nusd for one in self.works.characters.bought_for(episode_id))

    async def _bought(
        self, painting: Painting, member: CastMember, buy: BuySheet
    ) -> tuple[str, str | ToonverseError]:
        """The SHA-256 of the character's sheet, or why there is none."""
        sheet, episode = painting.sheet(member), painting.episode
        call = tiered(sheet.call, can_wait(episode.options))
        try:
            bought = await buy(call, buying_key(episode.project_id, call), member.name)
            picture = picture_of(bought, self.images)
        except ProviderError as failure:
            return member.name, failure
        self.works.characters.keep_sheet(
            episode.project_id,
            member.name,
            sheet.mark,
            picture,
            model=call.model,
            cost_nusd=bought.cost_nusd,
            episode_id=episode.id,
        )
        return member.name, picture.sha256

    def _painting(self, episode: Episode) -> Painting | None:
        """None where no references are wanted, or nothing is left to be painted."""
        if not wants_sheets(episode):
            return None
        board, counts = self.works.storyboard(episode.id), self.works.panels.counts(episode.id)
        if board is None or counts.painted == counts.panels:
            return None
        return Painting(episode, board, *ordered(episode.options, self.catalog))

    def _people(self, painting: Painting) -> tuple[dict[str, str], list[CastMember]]:
        """The pictures that there are of the main characters, and those who lack one."""
        if not painting.most:
            return {}, []
        kept, project = self.works.characters, painting.episode.project_id
        rows, pictures = kept.of_project(project), kept.references(project)
        had, lacking = {}, []
        for member in main_characters(painting.board):
            chosen = rows[member.name].chosen if member.name in rows else None
            mine = [one for one in pictures if one.character == member.name]
            found = shown_of(mine, chosen, mark_of(member.look, painting.board.style))
            if found is not None:
                had[member.name] = found.sha256
            elif chosen != NONE_SHOWN:
                lacking.append(member)
        return had, lacking

    def _stored(self, job: Job, calls: Sequence[ImageCall]) -> tuple[ImageCall, ...] | None:
        """What was noted for these very calls: a storyboard that is not settled may be changed."""
        noted = json.loads(job.output)
        if "calls" not in noted or noted["of"] != _sha256(calls):
            return None
        return load_calls(self.images.get(noted["calls"]))

    def _store(
        self,
        job: Job,
        calls: Sequence[ImageCall],
        asked: Sequence[ImageCall],
        shown: dict[str, str],
        problems: list[Problem],
    ) -> Sequence[ImageCall]:
        """`asked` in place of `calls`. What was stored first stays: another process may have been faster."""
        noted = {"of": _sha256(calls), "calls": self.images.put(dump_calls(asked)), "references": shown}
        text = json.dumps({**noted, **({"problems": problems} if problems else {})}, ensure_ascii=False)
        note = self.works.jobs.note if "calls" in json.loads(job.output) else self.works.jobs.note_once
        return self._stored(note(job.id, text), calls) or asked


def give_up_sheets(
    works: Works, episode: Episode, failure: ToonverseError, only: Reference | None = None
) -> bool:
    """Ordered sheets that are not to be had (all that are wanted, or `only` one) stand in nobody's way.
    Whether there were any."""
    orders = works.characters.wanted(episode.id) if only is None else (only,)
    facts = error_json({name: plain_fact(fact) for name, fact in failure.facts.items()})
    for order in orders:
        works.characters.fail(order, episode.project_id, failure.code, facts)
    return bool(orders)


def call_of(order: Reference) -> ImageCall:
    """The call as it was stored."""
    return from_json(ImageCall, order.call)


def _sha256(calls: Sequence[ImageCall]) -> str:
    return hashlib.sha256(dump_calls(calls)).hexdigest()


def _raised(ended: tuple[str, str | ToonverseError] | BaseException) -> tuple[str, str | ToonverseError]:
    if isinstance(ended, BaseException):
        raise ended
    return ended


def _problem(name: str, failure: str | ToonverseError) -> Problem:
    facts = {} if isinstance(failure, str) else {key: plain_fact(one) for key, one in failure.facts.items()}
    return {"character": name, "error": getattr(failure, "code", ""), "facts": facts}
