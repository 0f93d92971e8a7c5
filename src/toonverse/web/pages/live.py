"""A job watched by many: one look at the database for each job and process, whatever the number of watchers.

State comes from the database, so it is the same whichever process answers and whichever does the work. A
stream begins with the whole page, then brings what changed, made once for each language and shared by all who
read it.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from toonverse.db import is_away
from toonverse.domain.story import Language
from toonverse.store.watching import Pulse
from toonverse.web.turnstile import RETRY_AFTER_SECONDS, Busy

PULSE_SECONDS = 0.005
"""Between two questions whether anything at all was written, where that takes microseconds."""
LOOK_SECONDS = 0.025
"""Between two looks at a job; with many jobs watched each is looked at less often."""
LOOKED_AT_ONCE = 8
AWAY_SECONDS = 1.0
BEAT_SECONDS = 15.0
"""After so long without news a comment is sent: no proxy takes the line for dead, and who left is noticed."""
WATCHERS_MAX = 1_000
"""Of this process; a page that gets no stream asks for itself now and then."""

Parts = Mapping[str, object]
"""A page's element by its id -> its HTML; or a state as JSON has it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a job: `parts` makes the page's in a language, `ended` says that no more will come."""

    parts: Callable[[Language], Parts]
    ended: bool


@dataclass
class Channel:
    """One job as it is watched. `news` is renewed with each `number`."""

    number: int = 0
    ended: bool = False
    parts: dict[Language, Parts] = field(default_factory=dict)
    whole: dict[Language, bytes] = field(default_factory=dict)
    change: dict[Language, bytes] = field(default_factory=dict)
    watchers: int = 0
    pulse: object = None
    news: asyncio.Event = field(default_factory=asyncio.Event)
    looking: "asyncio.Task[None] | None" = None

    def tell(self) -> None:
        """Wakes all who wait."""
        told, self.news = self.news, asyncio.Event()
        told.set()


class Live:
    """`mark` names a job's state cheaply, and is asked when anything was written; `look` reads it, when its
    mark is another one. Both are asked in a thread. `name` is what its events are called; with `whole` each
    says everything."""

    def __init__(
        self,
        engine: sa.Engine,
        mark: Callable[[int], object],
        look: Callable[[int], Look],
        name: str = "parts",
        *,
        whole: bool = False,
    ) -> None:
        self._engine = engine
        self._mark = mark
        self._look = look
        self._name = name
        self._is_whole = whole
        self._channels: dict[int, Channel] = {}
        self._watchers = 0

    async def open(self, episode_id: int, language: Language) -> Channel:
        """The job's channel, whose first look is done, in that language, too. Raises Busy, and what `look`
        raises."""
        if self._watchers >= WATCHERS_MAX:
            raise Busy(retry_after_seconds=RETRY_AFTER_SECONDS)
        channel = self._channels.get(episode_id)
        if channel is None or language not in channel.parts:
            mark, seen = await run_in_threadpool(self._seen, episode_id)
            channel = self._channels.setdefault(episode_id, channel or Channel())
            if language not in channel.parts:
                channel.parts[language] = seen.parts(language)
                channel.whole[language] = event(self._name, channel.parts[language])
                channel.ended = channel.ended or seen.ended
            if channel.looking is None:
                channel.looking = asyncio.ensure_future(self._follow(episode_id, channel, mark))
        return channel

    def enter(self, channel: Channel) -> None:
        channel.watchers += 1
        self._watchers += 1

    def leave(self, episode_id: int, channel: Channel) -> None:
        """The last one who leaves closes it."""
        channel.watchers -= 1
        self._watchers -= 1
        if not channel.watchers and channel.looking is not None:
            channel.looking.cancel()
            if self._channels.get(episode_id) is channel:
                del self._channels[episode_id]

    def _seen(self, episode_id: int) -> tuple[object, Look]:
        """The mark first: what changes between the two is seen again."""
        return self._mark(episode_id), self._look(episode_id)

    async def _follow(self, episode_id: int, channel: Channel, mark: object) -> None:
        silent_since = monotonic()
        with closing(Pulse(self._engine)) as pulse:
            while not channel.ended:
                try:
                    await self._written(pulse, channel)
                    now = await run_in_threadpool(self._mark, episode_id)
                    if now != mark:
                        seen = await run_in_threadpool(self._look, episode_id)
                        mark = now  # what changes between the two is seen again
                        if self._changed(channel, seen):
                            silent_since = monotonic()
                except Exception as error:
                    if not is_away(error):
                        self._lost(episode_id, channel)
                        raise
                    await asyncio.sleep(AWAY_SECONDS)
                if monotonic() - silent_since >= BEAT_SECONDS:
                    silent_since = monotonic()
                    channel.tell()

    async def _written(self, pulse: Pulse, channel: Channel) -> None:
        """Until something was written, or nothing for so long that those who watch should hear of it."""
        crowd = max(1.0, len(self._channels) / LOOKED_AT_ONCE)
        await asyncio.sleep(LOOK_SECONDS * crowd)
        pause = crowd * (PULSE_SECONDS if pulse.is_near else LOOK_SECONDS)
        until = monotonic() + BEAT_SECONDS
        while monotonic() < until:
            now = pulse.read() if pulse.is_near else await run_in_threadpool(pulse.read)
            if now != channel.pulse:
                channel.pulse = now
                return
            await asyncio.sleep(pause)

    def _lost(self, episode_id: int, channel: Channel) -> None:
        """Whoever watches is told to come again, and finds a channel of its own."""
        channel.ended = True
        self._channels.pop(episode_id, None)
        channel.tell()

    def _changed(self, channel: Channel, seen: Look) -> bool:
        """Makes what is to be sent, once for each language; whether there is anything."""
        news = False
        for language, before in channel.parts.items():
            parts = seen.parts(language)
            changed = {name: html for name, html in parts.items() if before.get(name) != html}
            told = parts if self._is_whole else changed
            channel.change[language] = event(self._name, told) if changed else b""
            if changed or len(parts) != len(before):
                channel.parts[language] = parts
                channel.whole[language] = event(self._name, parts)
                news = True
        channel.ended = channel.ended or seen.ended
        if news or channel.ended:
            channel.number += 1
            channel.tell()
        return news


class Watching(Response):
    """One watcher's stream: bytes that all share, and as little as possible of its own."""

    media_type = "text/event-stream"

    def __init__(self, live: Live, episode_id: int, language: Language, channel: Channel) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._live, self._episode_id, self._language, self._channel = live, episode_id, language, channel

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        self._live.enter(self._channel)
        task = asyncio.current_task()
        gone = asyncio.ensure_future(_gone(receive, task))
        try:
            await self._send_all(send)
        except asyncio.CancelledError:
            if task is None or not gone.done():
                raise  # the server ends, not the watcher
            task.uncancel()
        finally:
            gone.cancel()
            self._live.leave(self._episode_id, self._channel)

    async def _send_all(self, send: Send) -> None:
        channel, language = self._channel, self._language
        put = partial(_put, send)
        at = channel.number
        await put(channel.whole[language])
        while not channel.ended:
            await channel.news.wait()
            if channel.number == at:
                await put(b"" if channel.ended else b": still there\n\n")
            elif channel.number == at + 1:
                await put(channel.change.get(language, b""))
            else:
                await put(channel.whole[language])
            at = channel.number
        await put(event("end", {}))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _put(send: Send, data: bytes) -> None:
    if data:
        await send({"type": "http.response.body", "body": data, "more_body": True})


async def _gone(receive: Receive, task: "asyncio.Task[object] | None") -> None:
    """Ends the stream when its reader has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
    if task is not None:
        task.cancel()


def event(name: str, parts: Parts) -> bytes:
    """A server-sent event; its data is one line of JSON."""
    return f"event: {name}\ndata: {json.dumps(dict(parts), ensure_ascii=False)}\n\n".encode()
