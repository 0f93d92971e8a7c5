"""Two hundred people watch one job: from the write of a panel to its bytes at each and to the DOM of a real
browser among them, and what one costs.

One server, then two over one database behind nginx (`deploy/nginx`), each a process of its own; the writer
and all sockets are in this one, and the browser is on the same machine, so the figures hold their time, too.
Memory is the servers' resident set, on Linux.
"""

import asyncio
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import cast

from bench.proxied import proxied
from playwright.async_api import Page, async_playwright

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
PANELS = 40
APART_SECONDS = 0.25
PARTS = (("p50", 0.5), ("p95", 0.95))
PAINTED = re.compile(rb'"panel-(\d+)": "[^"]*\\"[^}]*?bench-model')
NOTED = """
window.told = {};
new MutationObserver(() => {
  for (const one of document.querySelectorAll("#panels > li")) {
    const panel = one.id.slice("panel-".length);
    if (!told[panel] && one.textContent.includes("bench-model")) told[panel] = Date.now();
  }
}).observe(document, { subtree: true, childList: true });
"""
STORY = Path("examples/umbrella-house.txt")
Figure = tuple[str, float, str]
Server = subprocess.Popen[bytes]


class Watcher(asyncio.Protocol):
    """A browser's stream: what it was sent and when, not looked into before all is over."""

    def __init__(self, path: str, cookie: str, port: int) -> None:
        self.ready = asyncio.Event()
        self._sent: list[tuple[float, bytes]] = []
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        self._asks = f"{head}Accept: text/event-stream\r\nAccept-Language: ko\r\n\r\n".encode()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).write(self._asks)

    def data_received(self, data: bytes) -> None:
        self._sent.append((time.time(), data))
        if b"data: " in data:
            self.ready.set()

    def told(self) -> dict[int, float]:
        """When it was first told of each panel that was painted."""
        found: dict[int, float] = {}
        for at, data in self._sent:
            for panel in PAINTED.findall(data):
                found.setdefault(int(panel), at)
        return found


def figures() -> Iterator[Figure]:
    """Name, value, unit. Raises RuntimeError where nginx is missing."""
    for count in (1, 2):
        with tempfile.TemporaryDirectory() as folder, ExitStack() as closing:
            settings = Settings(home=Path(folder))
            books = closing.enter_context(open_books(settings))
            ports = [_free_port() for _ in range(count)]
            servers = [closing.enter_context(_server(settings.home, one)) for one in ports]
            port = ports[0]
            if count > 1:
                port = _free_port()
                closing.enter_context(proxied(Path(folder), port, ports))
                _wait_for(port)
            yield from asyncio.run(_measured(books, servers, port))


async def _measured(books: Books, servers: Sequence[Server], port: int) -> list[Figure]:
    episode = _ordered(books)
    secret = open_session(books.engine, utc_now, LOCAL_OWNER, "bench")
    cookie = (session_cookie(books.engine), secret)
    watchers: list[Watcher] = []

    async def come(count: int) -> None:
        for _ in range(count):
            watcher = Watcher(f"/studio/{episode.id}/live", "=".join(cookie), port)
            await asyncio.get_running_loop().create_connection(lambda made=watcher: made, "127.0.0.1", port)
            watchers.append(watcher)
        await asyncio.wait_for(asyncio.gather(*(one.ready.wait() for one in watchers)), 60)

    await come(WARM)
    async with _browser_page(f"http://127.0.0.1:{port}", f"/studio/{episode.id}", cookie) as page:
        await _painted(books, episode, 1)
        before = sum(map(_resident_bytes, servers))
        await come(WATCHERS)
        wrote = {panel: await _painted(books, episode, panel) for panel in range(2, PANELS + 1)}
        await asyncio.sleep(1)  # the last one may take longer on a busy machine
        after = sum(map(_resident_bytes, servers))
        shown = {int(panel): at / 1e3 for panel, at in (await page.evaluate("told")).items()}
    written = {panel: began for panel, (began, _) in wrote.items()}
    committed = {panel: ended for panel, (_, ended) in wrote.items()}
    told = [watcher.told() for watcher in watchers]
    name = "1 server" if len(servers) == 1 else f"{len(servers)} servers behind nginx"
    return [
        *_delays(f"{name}, {len(watchers)} watchers: write to bytes", written, told),
        *_delays(f"{name}, the same: write to DOM", written, [shown]),
        *_delays(f"{name}: of that the write itself", written, [committed]),
        (f"{name}: memory of each", (after - before) / WATCHERS / 1024, "KB"),
    ]


def _delays(name: str, written: Mapping[int, float], told: Sequence[Mapping[int, float]]) -> list[Figure]:
    """Raises RuntimeError where somebody was never told of a panel."""
    if missed := sum(panel not in one for one in told for panel in written):
        raise RuntimeError(f"{name}: {missed} never came")
    delays = sorted(one[panel] - at for one in told for panel, at in written.items())
    return [(f"{name}, {part}", 1e3 * delays[int(len(delays) * of)], "ms") for part, of in PARTS]


@asynccontextmanager
async def _browser_page(address: str, path: str, cookie: tuple[str, str]) -> AsyncIterator[Page]:
    """A real page of a real browser that watches, and notes when a panel is in its DOM."""
    async with async_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = await browser.new_page(locale="ko-KR")
        await page.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
        await page.add_init_script(NOTED)
        await page.goto(address + path)
        yield page
        await browser.close()


def _ordered(books: Books) -> Episode:
    """An episode that says it is being painted, and nobody paints it."""
    works, story = books.works, take_in(STORY.read_bytes(), STORY.name, None, "auto")
    wish = Commission(story, story.title)
    project = works.find_or_create_project(LOCAL_OWNER, story.title)
    episode = works.find_or_create_episode(wish.identity, story, "webtoon", project_id=project.id)
    works.save_storyboard(episode.id, direct(works.save_script(episode.id, read(story)), "webtoon", PANELS))
    works.jobs.start(works.jobs.open(episode.id).id)
    return episode


async def _painted(books: Books, episode: Episode, panel: int) -> tuple[float, float]:
    """Writes a take, waits a while; when the write began, and when it was there for others to see."""
    began = time.time()
    picture = Picture("0" * 64, "image/png", 1024, 1536)
    facts = {"prompt": "a house", "model": "bench-model", "cost_nusd": 0, "tokens": 0}
    add = partial(books.works.panels.add_take, episode.id, panel, 1, picture, **facts)  # type: ignore[arg-type]
    await asyncio.to_thread(add)
    ended = time.time()
    await asyncio.sleep(APART_SECONDS)
    return began, ended


def _resident_bytes(server: Server) -> int:
    told = Path(f"/proc/{server.pid}/statm").read_text().split()
    return int(told[1]) * 4096


@contextmanager
def _server(home: Path, port: int) -> Iterator[Server]:
    words = [sys.executable, "-m", "bench.watching", str(home), str(port)]
    with subprocess.Popen(words) as server:
        try:
            _wait_for(port)
            yield server
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
