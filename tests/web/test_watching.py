"""A job watched by many: one look for all, what changed for each, from whichever process answers."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from people import People, people
from starlette.types import Message

from toonverse.domain.story import Language
from toonverse.jobs.follow import Progress, progress
from toonverse.store.records import Episode, Job
from toonverse.store.watching import mark_of
from toonverse.store.works import Works
from toonverse.web.pages.live import Live, Look, Watching
from toonverse.web.turnstile import Busy

SECONDS_MAX = 30


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


def queued(home: People, title: str) -> tuple[Episode, Job]:
    episode = home.made("ada", title)
    return episode, home.works.jobs.open(episode.id)


@dataclass
class Hub:
    """What one process has: `looks` counts how often it read the job whole; it can be made to fail."""

    home: People
    looks: int = 0
    broken: bool = False
    live: Live = field(init=False)

    def __post_init__(self) -> None:
        self.live = Live(
            self.home.house.engine, lambda episode: mark_of(self.home.house.engine, episode), self.look
        )

    def look(self, episode: int) -> Look:
        if self.broken:
            raise ArithmeticError
        self.looks += 1
        job = self.home.works.jobs.find(episode, "pipeline.full")
        parts = {"state": job.status, "panel-1": "always the same"}
        return Look(
            lambda language: {name: f"{language} {said}" for name, said in parts.items()},
            job.status in ("DONE", "CANCELLED"),
        )


@dataclass
class Watcher:
    """Somebody's browser: what it was sent, and how it leaves."""

    sent: "asyncio.Queue[bytes]" = field(default_factory=asyncio.Queue)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message.get("body"):
            await self.sent.put(message["body"])

    async def next(self) -> tuple[str, Any]:
        """Event and data."""
        name, data = (await asyncio.wait_for(self.sent.get(), SECONDS_MAX)).decode().strip().split("\n")
        return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


@asynccontextmanager
async def watching(hub: Hub, episode: Episode, language: Language = "ko") -> AsyncIterator[Watcher]:
    watcher = Watcher()
    response = Watching(hub.live, episode.id, language, await hub.live.open(episode.id, language))
    stream = asyncio.ensure_future(response({"type": "http"}, watcher.receive, watcher.send))
    try:
        yield watcher
    finally:
        watcher.gone.set()
        await asyncio.wait_for(stream, SECONDS_MAX)


def test_everybody_gets_the_whole_first_and_then_what_changed(home: People):
    episode, job = queued(home, "함께 보는 이야기")
    hub = Hub(home)

    async def scene() -> None:
        async with watching(hub, episode) as one, watching(hub, episode) as two:
            whole = {"state": "ko QUEUED", "panel-1": "ko always the same"}
            assert await one.next() == await two.next() == ("parts", whole)
            before = hub.looks
            await asyncio.to_thread(home.works.jobs.start, job.id)
            assert await one.next() == await two.next() == ("parts", {"state": "ko RUNNING"})
            assert hub.looks == before + 1, "one look, however many watch"
            async with watching(hub, episode, "en") as late:
                assert (await late.next())[1]["state"] == "en RUNNING"
                await asyncio.to_thread(home.works.jobs.cancel, job.id)
                assert await late.next() == ("parts", {"state": "en CANCELLED"})
                assert await late.next() == ("end", {})
            assert await one.next() == ("parts", {"state": "ko CANCELLED"})
            assert await one.next() == ("end", {})

    asyncio.run(scene())


class Program(Watcher):
    """As a watcher, of the API: it sends a request first."""

    is_asked = False

    async def receive(self) -> Message:
        if not self.is_asked:
            self.is_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        return await super().receive()


def test_programs_that_watch_one_episode_share_one_look_and_get_the_whole_each_time(
    home: People, monkeypatch: pytest.MonkeyPatch
):
    episode, job = queued(home, "프로그램이 보는 이야기")
    looks = []

    def counted(works: Works, number: int) -> Progress:
        looks.append(number)
        return progress(works, number)

    monkeypatch.setattr("toonverse.web.api.jobs.progress", counted)
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/api/episodes/{episode.id}/events",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"x-api-key", home.keys["ada"].encode())],
        "scheme": "http",
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }

    async def scene() -> None:
        programs = [Program() for _ in range(5)]
        streams = []
        for one in programs:
            streams.append(asyncio.ensure_future(home.app(dict(scope), one.receive, one.send)))
            name, said = await one.next()
            assert (name, said["job"]["status"], said["ended"]) == ("progress", "QUEUED", False)
        assert len(looks) == 1, "whoever comes later is told what is known"
        await asyncio.to_thread(home.works.jobs.start, job.id)
        for one in programs:
            name, said = await one.next()
            assert (name, said["job"]["status"]) == ("progress", "RUNNING")
            assert len(said["steps"]) == 5
        assert len(looks) == 2
        await asyncio.to_thread(home.works.jobs.cancel, job.id)
        for one in programs:
            assert (await one.next())[1]["job"]["status"] == "CANCELLED"
            assert await one.next() == ("end", {})
        await asyncio.wait_for(asyncio.gather(*streams), SECONDS_MAX)

    asyncio.run(scene())


def test_two_processes_over_one_database_show_the_same(home: People):
    episode, job = queued(home, "두 곳에서 보는 이야기")

    async def scene() -> None:
        async with watching(Hub(home), episode) as here, watching(Hub(home), episode) as there:
            assert await here.next() == await there.next()
            await asyncio.to_thread(home.works.jobs.start, job.id)
            assert await here.next() == await there.next() == ("parts", {"state": "ko RUNNING"})

    asyncio.run(scene())


def test_nobody_looks_where_nobody_watches(home: People):
    episode, job = queued(home, "아무도 안 보는 이야기")
    hub = Hub(home)

    async def scene() -> None:
        async with watching(hub, episode) as one:
            await one.next()
            looking = (await hub.live.open(episode.id, "ko")).looking
        assert looking is not None
        await asyncio.wait([looking], timeout=SECONDS_MAX)
        assert looking.cancelled()
        looks = hub.looks
        await asyncio.to_thread(home.works.jobs.start, job.id)
        async with watching(hub, episode) as again:
            assert (await again.next())[1]["state"] == "ko RUNNING"
        assert hub.looks == looks + 1

    asyncio.run(scene())


def test_there_is_an_end_to_how_many_may_watch(home: People, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("toonverse.web.pages.live.WATCHERS_MAX", 1)
    episode, _ = queued(home, "붐비는 이야기")
    hub = Hub(home)

    async def scene() -> None:
        async with watching(hub, episode) as one:
            await one.next()
            with pytest.raises(Busy):
                await hub.live.open(episode.id, "ko")

    asyncio.run(scene())


def test_a_fault_ends_a_stream_and_does_not_leave_it_silent(home: People):
    episode, job = queued(home, "고장 난 이야기")
    hub = Hub(home)

    async def scene() -> None:
        async with watching(hub, episode) as one:
            await one.next()
            looking = (await hub.live.open(episode.id, "ko")).looking
            hub.broken = True
            await asyncio.to_thread(home.works.jobs.start, job.id)
            assert await one.next() == ("end", {})
            assert looking is not None
            with pytest.raises(ArithmeticError):
                await looking

    asyncio.run(scene())
