"""Shorts are ordered, bought and put together; read `make` first.

`order` holds the maximum before anything is started: refused, there is no short. Each clip is then a look at
the panel (a vision model writes the prompt) and a video, bought at the door under names of their own
(`short/7/panel/3/video`) and stored before they are bought: whoever takes a short up again buys nothing
twice, and a video under way is asked for by its operation. What no clip was bought for moves as drawn here.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import ParamSpec, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from toonverse.clock import Clock
from toonverse.domain.storyboard import Shot
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import MoneyRefused, ProviderError, StorageError, ToonverseError, UsageError
from toonverse.metering.calls import Bought, Source, Subject, TextCall, VideoCall, Who
from toonverse.metering.door import Meter
from toonverse.metering.users import find_user
from toonverse.money import Nusd, to_usd
from toonverse.store.images import ImageStore
from toonverse.store.short_rows import Clip, Short, Shorts
from toonverse.store.works import Works
from toonverse.studio.pipeline import Studio
from toonverse.studio.shorts import analysis
from toonverse.studio.shorts.orders import Wish, chosen_shots, order_short
from toonverse.studio.shorts.pricing import CLIPS_MAX, ShortQuote, quote_clips, video_call
from toonverse.studio.shorts.task import (
    ClipUnreadable,
    MadeShort,
    ShortTask,
    draw_still,
    make_short,
    measure_clip,
)

P = ParamSpec("P")
T = TypeVar("T")

LOOK = "gemini-image-analysis"
VIDEO = "gemini-veo-video"
"""What the two calls have always been called in the records of use."""

SOURCE: Source = "shorts"
FORGOTTEN = timedelta(minutes=10)
NUMBERS_TOLD_MAX = 8

log = logging.getLogger("toonverse.shorts")


class TooManyClips(UsageError):
    """Facts: `clips`, `limit`."""

    code = "short_too_many_clips"


class ClipsUnshown(UsageError):
    """A clip was asked for of a panel that the short does not show. Facts: `panels`, `shown`."""

    code = "short_clips_unshown"


@dataclass(frozen=True, slots=True)
class Order:
    """`name` is the order's own: the same again is the same short. Models are "" where nothing is bought;
    `clips` are the panels to buy a video for, None for all that are shown."""

    episode_id: int
    account: str
    name: str
    wish: Wish
    video_model: str = ""
    text_model: str = ""
    clips: tuple[int, ...] | None = None
    cost_max_nusd: int | None = None


@dataclass
class Filming:
    """`tokens_left` tells what an account has left, None without a limit: for those who read the log."""

    rows: Shorts
    works: Works
    images: ImageStore
    store_root: str
    home: Path
    meter: Meter
    pool: Executor
    clock: Clock
    tokens_left: Callable[[str], int | None]

    @classmethod
    def over(cls, studio: Studio, engine: sa.Engine, clock: Clock) -> Self:
        """With what makes the episodes."""
        return cls(
            Shorts(engine, clock),
            studio.works,
            studio.images,
            studio.store_root,
            studio.home,
            studio.meter,
            studio.pool,
            clock,
            lambda account: find_user(engine, account).available_tokens,
        )

    def fit_for_clips(self, order: Order) -> list[Shot]:
        """The shots that would get a clip, whoever makes it. Raises UsageError."""
        episode = self.works.episode(order.episode_id)
        _, shots = chosen_shots(self.works, episode, order.wish)
        once = {shot.number: shot for shot in shots}  # a panel shown twice has one clip
        if lost := [panel for panel in dict.fromkeys(order.clips or ()) if panel not in once]:
            raise ClipsUnshown(panels=_numbers(lost), shown=_numbers(once))
        filmed = [shot for shot in once.values() if order.clips is None or shot.number in order.clips]
        if order.video_model and len(filmed) > CLIPS_MAX:
            raise TooManyClips(clips=len(filmed), limit=CLIPS_MAX)
        return filmed

    def quote(self, order: Order) -> tuple[list[Shot], ShortQuote]:
        """The shots that get a clip, and what they cost at most. Raises UsageError."""
        filmed = self.fit_for_clips(order)
        if not order.video_model:
            return [], ShortQuote(Nusd(0), Nusd(0), 0, ())
        wish = order.wish
        quote = quote_clips(
            self.meter, filmed, order.video_model, order.text_model, wish.clip_seconds, wish.resolution
        )
        return filmed, quote

    def order(self, order: Order) -> Short:
        """The short, queued with its money held. Raises UsageError, MoneyRefused: then there is none."""
        filmed, quote = self.quote(order)
        self._task(order.episode_id, order.wish, {})  # every panel has its picture
        short = self.rows.add(
            {
                "episode_id": order.episode_id,
                "account": order.account,
                "name": order.name,
                "wish": to_json(order.wish),
                "video_model": order.video_model if filmed else "",
                "text_model": order.text_model if filmed else "",
                "maximum_nusd": quote.maximum_nusd,
                "maximum_tokens": quote.maximum_tokens,
            },
            [shot.number for shot in filmed],
        )
        try:
            self._hold(short, quote, order.cost_max_nusd)
        except ToonverseError:
            self.rows.drop(short.id)
            raise
        self._checked(short, quote)
        return self.rows.queue(short.id)

    def again(self, short: Short, cost_max_nusd: int | None = None) -> Short:
        """Asks for one that failed or was cancelled again; what was bought for it stays bought.

        Raises UsageError, MoneyRefused.
        """
        if short.status in ("FAILED", "CANCELLED"):
            left = tuple(clip.panel for clip in short.clips if clip.status != "DONE")
            wish = from_json(Wish, short.wish)
            order = Order(short.episode_id, short.account, short.name, wish, short.video_model,
                          short.text_model, left)  # fmt: skip
            _, quote = self.quote(order)
            self._hold(short, quote, cost_max_nusd)
            self._checked(short, quote)
        return self.rows.queue(short.id)

    async def make(self, short: Short) -> bool:
        """Makes it, and notes how that ended. False: it waits (for money, for the database), and is to be
        asked for again later.
        """
        try:
            short = await asyncio.to_thread(self.rows.start, short.id)
            if short.status != "RUNNING":
                return True
            bought = [await self._clip(short, clip) for clip in short.clips]
            if bought and not any(bought):
                short = await asyncio.to_thread(self.rows.get, short.id)
                first = short.clips[0]
                await self._ended(self.rows.fail, short.id, first.error_code, first.error)
            elif (await asyncio.to_thread(self.rows.get, short.id)).status == "RUNNING":
                await self._assembled(short)
        except MoneyRefused as refused:
            await asyncio.to_thread(self.rows.wait, short.id, _facts(refused))
            return False
        except StorageError as failure:
            if failure.code in ("ledger_down", "storage"):
                return False
            await self._ended(self.rows.fail, short.id, failure.code, _facts(failure))
        except DBAPIError:
            return False
        except ToonverseError as failure:
            await self._ended(self.rows.fail, short.id, failure.code, _facts(failure))
        await asyncio.to_thread(self._settled, short.id)
        return True

    def forget(self) -> None:
        """Drops what was ordered and never queued: whoever ordered it died before its money was held. Gives
        back what is held for shorts that have ended: whoever was to do so died first."""
        for short in self.rows.forgotten(self.clock() - FORGOTTEN):
            self._close(short)
            self.rows.drop(short.id)
        self.meter.close_unwanted(SOURCE, self.rows.is_open)

    def cancel(self, short: Short) -> Short:
        """It is not made; what is being bought is still booked."""
        ended = self.rows.cancel(short.id)
        self._close(ended)
        return ended

    async def _clip(self, short: Short, clip: Clip) -> bool:
        """Whether there is a clip for the panel. What a filter refuses costs nothing."""
        if clip.status != "QUEUED":
            return clip.status == "DONE"
        if (await asyncio.to_thread(self.rows.get, short.id)).status != "RUNNING":
            return False  # cancelled
        looked: Bought | None = None
        filmed: Bought | None = None
        try:
            looked, stored = await self._prompt(short, clip)
            filmed = await self._buy(short, clip, from_json(VideoCall, stored), VIDEO)
            self._told_video(short, clip, from_json(VideoCall, stored), filmed)
            await self._drawn(measure_clip, self.store_root, filmed.sha256)
        except (ProviderError, ClipUnreadable) as failure:
            spent = [one for one in (looked, filmed) if one]
            log.warning("short %d, panel %d: no video (%s)", short.id, clip.panel, failure.code)
            costs = sum(one.cost_nusd for one in spent), sum(one.tokens for one in spent)
            noted = clip.id, failure.code, _facts(failure), *costs
            await asyncio.to_thread(self.rows.clip_failed, *noted)
            return False
        cost = filmed.cost_nusd + (looked.cost_nusd if looked else 0)
        tokens = filmed.tokens + (looked.tokens if looked else 0)
        await asyncio.to_thread(self.rows.clip_done, clip.id, filmed.sha256, cost, tokens)
        return True

    async def _prompt(self, short: Short, clip: Clip) -> tuple[Bought | None, str]:
        """What was paid for the look at the panel, and the video's call, stored."""
        wish = from_json(Wish, short.wish)
        task = await asyncio.to_thread(self._task, short.episode_id, wish, {})
        shot = next(panel.shot for panel in task.panels if panel.shot.number == clip.panel)
        looked, said = None, analysis.written(shot)
        if short.text_model:
            looked, said = await self._looked(short, clip, task, shot)
        if clip.video:
            return looked, clip.video
        picture = await self._drawn(draw_still, task, clip.panel)
        call = video_call(short.video_model, said, picture, wish.clip_seconds, wish.resolution)
        return looked, await asyncio.to_thread(self.rows.save_call, clip.id, "video", to_json(call))

    async def _looked(
        self, short: Short, clip: Clip, task: ShortTask, shot: Shot
    ) -> tuple[Bought | None, str]:
        """A model that fails to look does not stop the short: the storyboard has words, too."""
        stored = clip.analysis
        if not stored:
            picture = await self._drawn(draw_still, task, clip.panel)
            call = analysis.analysis_call(short.text_model, shot, picture)
            stored = await asyncio.to_thread(self.rows.save_call, clip.id, "analysis", to_json(call))
        try:
            looked = await self._buy(short, clip, from_json(TextCall, stored), LOOK)
        except ProviderError as failure:
            log.warning("short %d, panel %d: not analysed (%s)", short.id, clip.panel, failure.code)
            return None, analysis.written(shot)
        said = await asyncio.to_thread(self.images.get, looked.sha256)
        left = await asyncio.to_thread(self._left, short.account)
        log.info(
            "short %d, panel %d: analysed, %d tokens used, %s left", short.id, clip.panel, looked.tokens, left
        )
        return looked, analysis.video_prompt(said.decode("utf-8", "replace"), shot)

    async def _buy(self, short: Short, clip: Clip, call: TextCall | VideoCall, label: str) -> Bought:
        episode = await asyncio.to_thread(self.works.episode, short.episode_id)
        envelope = await asyncio.to_thread(self.meter.find_envelope, short.account, short.name)
        subject = Subject(str(episode.project_id), str(episode.id), str(clip.panel))
        who = Who(short.account, SOURCE, subject, envelope, label, (("shortId", short.id),))
        step = "video" if label == VIDEO else "analysis"
        return await self.meter.buy(call, who, f"short/{short.id}/panel/{clip.panel}/{step}")

    async def _assembled(self, short: Short) -> None:
        short = await asyncio.to_thread(self.rows.get, short.id)
        clips = {clip.panel: clip.sha256 for clip in short.clips if clip.status == "DONE"}
        task = await asyncio.to_thread(self._task, short.episode_id, from_json(Wish, short.wish), clips)
        target = task.target.with_name(f"short_{short.id:03d}.mp4")
        made = await self._drawn(make_short, replace(task, target=target))
        await self._ended(self.rows.done, short.id, self._output(task, made))

    def _output(self, task: ShortTask, made: MadeShort) -> dict[str, object]:
        return {
            "video": str(made.path.relative_to(self.home.resolve())),
            "seconds": round(made.seconds, 3),
            "size_bytes": made.size_bytes,
            "panels": [panel.shot.number for panel in task.panels],
        }

    def _task(self, episode_id: int, wish: Wish, clips: dict[int, str]) -> ShortTask:
        episode = self.works.episode(episode_id)
        return order_short(self.works, self.home.resolve(), self.store_root, episode, wish, clips)

    def _hold(self, short: Short, quote: ShortQuote, cost_max_nusd: int | None) -> None:
        """Holds its money and queues it, both or neither."""

        def queued(tx: sa.Connection) -> None:
            self.rows.queue_in(tx, short.id)

        if quote.lines:
            who = Who(short.account, SOURCE, Subject(episode=str(short.episode_id)))
            self.meter.open_envelope(short.name, who, quote.lines, cost_max_nusd, beside=queued)

    def _close(self, short: Short) -> None:
        if envelope := self.meter.find_envelope(short.account, short.name):
            self.meter.close_envelope(envelope)

    def _settled(self, short_id: int) -> None:
        short = self.rows.get(short_id)
        self._close(short)
        used, left = _usd(short.cost_nusd), self._left(short.account)
        log.info("short %d: %s, %s and %d tokens, %s left", short.id, short.status, used, short.tokens, left)

    def _checked(self, short: Short, quote: ShortQuote) -> None:
        most, left = _usd(quote.maximum_nusd), self._left(short.account)
        log.info(
            "short %d: checked, at most %d tokens (%s), %s left", short.id, quote.maximum_tokens, most, left
        )

    def _told_video(self, short: Short, clip: Clip, call: VideoCall, bought: Bought) -> None:
        log.info(
            "short %d, panel %d: video of %d seconds, %s, %d tokens",
            *(short.id, clip.panel, call.seconds, _usd(bought.cost_nusd), bought.tokens),
        )

    def _left(self, account: str) -> str:
        tokens = self.tokens_left(account)
        return "no limit" if tokens is None else f"{tokens} tokens"

    async def _ended(self, end: Callable[..., Short], *arguments: object) -> None:
        await asyncio.to_thread(end, *arguments)

    async def _drawn(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.wrap_future(self.pool.submit(work, *args, **kwargs))


def _numbers(panels: Iterable[int]) -> str:
    return ", ".join(map(str, islice(panels, NUMBERS_TOLD_MAX)))


def _usd(nusd: int) -> str:
    return f"${to_usd(nusd):.4f}"


def _facts(error: ToonverseError) -> str:
    return json.dumps({"code": error.code, **error.facts}, ensure_ascii=False, default=str)[:2000]
