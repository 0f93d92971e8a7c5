"""Two hundred people watch one job: from the write of a panel to its bytes at each, and what one costs.

One server, then two over one database (as behind a proxy), each a process of its own; the writer and all
watchers are in this one, so the figures hold their time, too. Memory is the servers' resident set, on Linux.
"""

import asyncio
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from toonverse.bootstrap import Books, engine_of, load_settings, office_of, open_books, open_house
from toonverse.cli.serve import listening_on, loop_factory, serve_on
from toonverse.clock import utc_now
from toonverse.domain.panel import Picture
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.sessions import open_session
from toonverse.settings import Settings
from toonverse.store.records import Episode
from toonverse.studio.commission import Commission
from toonverse.studio.directing import direct
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read
from toonverse.web.app import create_app
from toonverse.web.doors import session_cookie
from toonverse.web.works_shelf import WorksShelf

WATCHERS, WARM = 200, 20
PANELS = 24
APART_SECONDS = 0.25
STORY = Path("examples/umbrella-house.txt")
PORTS = (8471, 8472)

Figure = tuple[str, float, str]


@dataclass
class Watcher:
    """One browser: when it was first told of each panel that was painted."""

    told: dict[int, float] = field(default_factory=dict)

    async def watch(self, port: int, path: str, cookie: str, ready: asyncio.Event) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        writer.write(f"{head}Accept: text/event-stream\r\nAccept-Language: ko\r\n\r\n".encode())
        while line := await reader.readline():
            if line.startswith(b"data: "):
                ready.set()
                for panel in re.findall(rb'"panel-(\d+)": "[^"]*\\"[^}]*?bench-model', line):
                    self.told.setdefault(int(panel), time.perf_counter())


def figures() -> list[Figure]:
    """Name, value, unit."""
    found: list[Figure] = []
    for ports in (PORTS[:1], PORTS):
        with tempfile.TemporaryDirectory() as folder, ExitStack() as closing:
            settings = Settings(home=Path(folder))
            books = closing.enter_context(open_books(settings))
            servers = [closing.enter_context(_server(settings.home, port)) for port in ports]
            found += asyncio.run(_measured(books, servers, ports))
    return found


async def _measured(
    books: Books, servers: Sequence[subprocess.Popen[bytes]], ports: Sequence[int]
) -> list[Figure]:
    episode = _ordered(books)
    secret = open_session(books.engine, utc_now, LOCAL_OWNER, "bench")
    cookie = f"{session_cookie(books.engine)}={secret}"
    path = f"/studio/{episode.id}/live"
    watchers: list[Watcher] = []
    tasks: list[asyncio.Task[None]] = []

    async def come(count: int) -> None:
        arrived = []
        for _ in range(count):
            ready, watcher = asyncio.Event(), Watcher()
            port = ports[len(watchers) % len(ports)]
            tasks.append(asyncio.ensure_future(watcher.watch(port, path, cookie, ready)))
            watchers.append(watcher)
            arrived.append(ready.wait())
        await asyncio.wait_for(asyncio.gather(*arrived), 60)

    await come(WARM)
    await _painted(books, episode, 1)
    before = sum(_resident_bytes(server) for server in servers)
    await come(WATCHERS)
    written = {}
    for panel in range(2, PANELS + 1):
        written[panel] = await _painted(books, episode, panel)
    for _ in range(50):  # the last one may take longer on a busy machine
        if all(len(one.told) >= len(written) for one in watchers):
            break
        await asyncio.sleep(0.1)
    after = sum(_resident_bytes(server) for server in servers)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    delays = sorted(
        one.told[panel] - at for one in watchers for panel, at in written.items() if panel in one.told
    )
    missed = len(watchers) * len(written) - len(delays)
    name = f"{len(servers)} server{'s' if len(servers) > 1 else ''}, {len(watchers)} watchers"
    return [
        (f"{name}: a panel's write to its bytes, p50", 1e3 * delays[len(delays) // 2], "ms"),
        (f"{name}: the same, p95", 1e3 * delays[int(len(delays) * 0.95)], "ms"),
        (f"{name}: panels that somebody was not told of", missed, ""),
        (f"{name}: memory of each", (after - before) / WATCHERS / 1024, "KB"),
    ]


def _ordered(books: Books) -> Episode:
    """An episode that says it is being painted, and nobody paints it."""
    works, story = books.works, take_in(STORY.read_bytes(), STORY.name, None, "auto")
    wish = Commission(story, story.title)
    project = works.find_or_create_project(LOCAL_OWNER, story.title)
    episode = works.find_or_create_episode(wish.identity, story, "webtoon", project_id=project.id)
    works.save_storyboard(episode.id, direct(works.save_script(episode.id, read(story)), "webtoon", PANELS))
    works.jobs.start(works.jobs.open(episode.id).id)
    return episode


async def _painted(books: Books, episode: Episode, panel: int) -> float:
    """Writes a take, waits a while; when the write began."""
    began = time.perf_counter()
    picture = Picture("0" * 64, "image/png", 1024, 1536)
    facts = {"prompt": "a house", "model": "bench-model", "cost_nusd": 0, "tokens": 0}
    add = partial(books.works.panels.add_take, episode.id, panel, 1, picture, **facts)  # type: ignore[arg-type]
    await asyncio.to_thread(add)
    await asyncio.sleep(APART_SECONDS)
    return began


def _resident_bytes(server: subprocess.Popen[bytes]) -> int:
    told = Path(f"/proc/{server.pid}/statm").read_text().split()
    return int(told[1]) * 4096


@contextmanager
def _server(home: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    words = [sys.executable, "-m", "bench.watching", str(home), str(port)]
    with subprocess.Popen(words) as server:
        try:
            _wait_for(port)
            yield server
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers on {port}")


async def _serve(home: Path, port: int) -> None:
    """The pages of a home, without anybody at work in it."""
    settings = load_settings().model_copy(update={"home": home})
    with open_house(settings) as house:
        shelf = WorksShelf(house.works, home)
        app = create_app(shelf, lambda: {}, "127.0.0.1", office_of(house), engine_of(house))
        await serve_on(listening_on("127.0.0.1", port), app)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:  # as `toonverse serve` has it
        runner.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
