"""`toonverse serve`: the pages and the API, and the home's jobs beside them."""

import asyncio
import gc
import importlib.util
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from toonverse.bootstrap import House, engine_of, load_settings, office_of, open_house
from toonverse.cli.alerting import send_alerts
from toonverse.cli.forgetting import forget_answers_daily
from toonverse.cli.people import sign_in_link
from toonverse.cli.sentences import say, sentence
from toonverse.errors import ToonverseError, UsageError
from toonverse.jobs.desk import Desk
from toonverse.jobs.filmer import Filmer
from toonverse.jobs.illustrator import Illustrator
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.users import is_enabled
from toonverse.web.app import create_app
from toonverse.web.gateway import Beside
from toonverse.web.heads import BoundedHeads
from toonverse.web.memory import keep_freed_memory
from toonverse.web.parting import Parting
from toonverse.web.works_shelf import WorksShelf

CLOSING_SECONDS = 5
"""How long open pages may hold up the end. The engine's requests have longer (`web/parting.py`); bought calls
are waited for after that, without a limit."""


class PortTaken(UsageError):
    """Another program listens there, or it is not ours to take. Facts: `host`, `port`, `reason`."""

    code = "port_taken"


def serve(host: str, port: int) -> None:
    """Until Ctrl-C, SIGTERM or SIGHUP. Raises PortTaken, StorageError."""
    address = "127.0.0.1" if host == "localhost" else host
    with open_house(load_settings()) as house, asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_serve(house, address, port))


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one (not on Windows): half the time for a socket's every turn."""
    return (
        None
        if importlib.util.find_spec("uvloop") is None
        else importlib.import_module("uvloop").new_event_loop
    )


async def _serve(house: House, host: str, port: int) -> None:
    listening = listening_on(host, port)
    illustrator = Illustrator(house.illustrated())
    filmer = Filmer(house.filming())
    work = Desk(house.settings.home, house.studio, house.pool, illustrator, filmer).work()
    desk = asyncio.create_task(work)
    desk.add_done_callback(_tell_of_its_death)
    telling = asyncio.create_task(send_alerts(house))
    forgetting = asyncio.create_task(forget_answers_daily(house.books))

    def end_work() -> None:
        for one in (desk, telling, forgetting):
            if not one.cancelling():  # a second time would cut short how it ends
                one.cancel()

    def checks() -> dict[str, bool]:
        return {**house.checks(), "jobs": not desk.done()}

    shelf = WorksShelf(house.works, house.settings.home, house.books.zone)
    pages = create_app(shelf, checks, host, office_of(house), engine_of(house))
    _print_way_in(house, host, listening.getsockname()[1])
    try:
        await serve_on(listening, Beside(pages, house.gateway()), end_work)
    finally:
        end_work()
        await asyncio.gather(desk, telling, forgetting, return_exceptions=True)
        await house.meter.finish()  # what came by the gateway, though another process does the jobs
        listening.close()


class _Server(uvicorn.Server):
    """Signals end it, and only it. uvicorn raises each once more when it has closed: SIGTERM would end the
    process then, before what is being bought is booked.
    """

    def __init__(self, config: uvicorn.Config, parting: Parting) -> None:
        super().__init__(config)
        self._parting = parting

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._parting.begin()
        await super().shutdown(sockets)

    async def lines_closed(self) -> None:
        """Waits a little until the last answers are out."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                while self.server_state.connections:
                    await asyncio.sleep(0.05)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if sys.platform == "win32":
            with super().capture_signals():
                yield
            return
        loop = asyncio.get_running_loop()
        ends = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup goes on without its terminal
            ends.append(signal.SIGHUP)
        for one in ends:
            loop.add_signal_handler(one, self.handle_exit, one, None)
        yield
        loop.remove_signal_handler(signal.SIGINT)  # a second Ctrl-C does not wait for the books


async def serve_on(listening: socket.socket, app: ASGIApp, closed: Callable[[], None] = lambda: None) -> None:
    """Until a signal ends it, and the engine's requests are answered. `closed` is called before that wait."""
    host, port = listening.getsockname()[:2]
    parting = Parting(app)
    config = uvicorn.Config(
        parting,
        host=host,
        port=port,
        proxy_headers=False,
        server_header=False,
        http=BoundedHeads,
        log_level="warning",
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    keep_freed_memory()
    gc.collect()
    gc.freeze()  # what is here now stays: no collection need look at it again, which costs a tenth of a call
    server = _Server(config, parting)
    await server.serve(sockets=[listening])
    closed()
    if await parting.answered():
        await server.lines_closed()


def listening_on(host: str, port: int) -> socket.socket:
    """Taken before anything is started. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once only what it knows to be TCP: else a body waits 40 ms for its head to be received.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as failure:
        listening.close()
        raise PortTaken(host=host, port=port, reason=str(failure)) from failure
    return listening


def _tell_of_its_death(desk: asyncio.Future[None]) -> None:
    """The pages go on without it; whoever watches `/health` sees it too."""
    failure = None if desk.cancelled() else desk.exception()
    if failure is None:
        return
    why = type(failure).__name__
    if isinstance(failure, ToonverseError):
        why = sentence(failure.code, failure.facts, type(failure))
    korean = f"작업 처리가 멈췄습니다: {why} 갤러리는 계속 열려 있습니다. 고친 뒤 다시 시작해 주세요."
    english = f"Jobs are no longer worked on: {why} The gallery stays open. Mend this, then start again."
    sys.stderr.write(say(korean, english) + "\n")
    sys.stderr.flush()


def _print_way_in(house: House, host: str, port: int) -> None:
    """A link that signs this machine's owner in, where nobody disabled the owner. It works once.

    Whoever reads a log is not the owner: what is no terminal is told how to get a link, never one.
    """
    if not is_enabled(house.books.engine, LOCAL_OWNER):
        return
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    address = f"http://{shown}:{port}"
    if not sys.stdout.isatty():
        korean = f"{address} 에서 열립니다. 로그인 링크: toonverse users link --at {address}"
        english = f"Serving at {address} - a link to sign in: toonverse users link --at {address}"
        sys.stdout.write(f"{say(korean, english)}\n")
        sys.stdout.flush()
        return
    link = sign_in_link(house.books.engine, LOCAL_OWNER, address)
    korean = "이 링크로 한 번, 한 시간 안에 로그인할 수 있습니다. 새 링크: toonverse users link"
    english = "This link signs you in, once, within an hour. Another one: toonverse users link"
    sys.stdout.write(f"{say(korean, english)}\n{link}\n")
    sys.stdout.flush()
