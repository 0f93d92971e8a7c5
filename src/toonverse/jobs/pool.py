"""The processes that draw. skia holds the interpreter's lock, so threads would draw one after another."""

import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from toonverse.errors import StorageError

P = ParamSpec("P")
T = TypeVar("T")

ATTEMPTS_MAX = 4
"""How often one task is sent when the process drawing it dies (out of memory, a fault in a C library)."""

LEAVE_SECONDS_MAX = 5.0
"""How long a drawing process may take to leave when it is told to."""


class DrawingDied(StorageError):
    """The drawing process died under the same task again and again."""

    code = "drawing_died"


@dataclass(frozen=True, slots=True)
class _Task:
    """`message` is the pickled call."""

    message: bytes
    future: Future[Any]


@dataclass(frozen=True, slots=True)
class _Drawer:
    """A drawing process and the pipe to it, which nobody else holds an end of."""

    process: SpawnProcess
    pipe: Connection


class DrawingPool(Executor):
    """An executor of spawned processes: lazily started, warm, replaced when one of them dies.

    Each process has a pipe of its own. The standard library's pool shares one among all: a process killed
    while it writes a picture leaves half a message there, and the reader waits for the rest for ever.
    Here its death is the end of its pipe; its task is sent again, at most `ATTEMPTS_MAX` times, then fails
    with `DrawingDied`, and no other task notices.

    Functions and arguments must be picklable. The processes end with this one, however it ends.
    They are spawned, never forked: this process has threads, and forked locks stay locked.
    """

    def __init__(self, workers: int = 0, preload: Sequence[str] = ()) -> None:
        """`workers` 0 means one for each core; each process imports the modules of `preload` first."""
        self.workers = workers or _cores()
        self._preload = tuple(preload)
        self._lock = threading.Lock()
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._closed = False

    def warm(self) -> None:
        """Starts all processes now, without waiting for them."""
        with self._lock:
            if not self._closed:
                self._start_threads()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Raises RuntimeError after `shutdown`, and what pickling raises."""
        message = bytes(ForkingPickler.dumps((fn, args, kwargs)))
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from here on it is not cancelled: the process may be at it
        with self._lock:
            if self._closed:
                raise RuntimeError("the drawing pool is closed")
            self._start_threads()
            self._tasks.put(_Task(message, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """With `cancel_futures`, what no process has begun fails; the rest is drawn first."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            if cancel_futures:
                self._refuse_waiting()
            for _ in self._threads:
                self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _refuse_waiting(self) -> None:
        while True:
            try:
                task = self._tasks.get_nowait()
            except Empty:
                return
            if task is not None:
                task.future.set_exception(RuntimeError("the drawing pool was closed"))

    def _start_threads(self) -> None:
        """One thread for each process: it sends, waits, and starts another process for a dead one."""
        while len(self._threads) < self.workers:
            name = f"drawing-{len(self._threads) + 1}"
            self._threads.append(threading.Thread(target=self._attend, name=name, daemon=True))
            self._threads[-1].start()

    def _attend(self) -> None:
        drawer: _Drawer | None = None
        with suppress(OSError):  # no process to be had: the first task will say so
            drawer = self._hire()
        while (task := self._tasks.get()) is not None:
            drawer = self._carry(task, drawer)
        if drawer is not None:
            _dismiss(drawer, at_once=False)

    def _carry(self, task: _Task, drawer: _Drawer | None) -> _Drawer | None:
        """Gets the task done, by another process when one dies; returns the process that is there then."""
        for _ in range(ATTEMPTS_MAX):
            try:
                drawer = drawer or self._hire()
                drawer.pipe.send_bytes(task.message)
                answer = drawer.pipe.recv_bytes()
            except (EOFError, OSError):
                if drawer is not None:
                    _dismiss(drawer, at_once=True)
                drawer = None
                continue
            _hand_over(task.future, answer)
            return drawer
        task.future.set_exception(DrawingDied(attempts=ATTEMPTS_MAX))
        return drawer

    def _hire(self) -> _Drawer:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_draw, args=(theirs, self._preload), daemon=True)
        with self._lock, _interrupts_blocked():
            process.start()
        theirs.close()  # now the process alone holds that end: when it is gone, we read the end
        return _Drawer(process, ours)


def _hand_over(future: Future[Any], answer: bytes) -> None:
    try:
        done, value = ForkingPickler.loads(answer)
    except Exception as error:  # noqa: BLE001 - whatever unpickling raises belongs to who waits
        future.set_exception(error)
        return
    if done:
        future.set_result(value)
    else:
        future.set_exception(value)


def _dismiss(drawer: _Drawer, *, at_once: bool) -> None:
    drawer.pipe.close()
    if at_once:
        drawer.process.kill()
    drawer.process.join(LEAVE_SECONDS_MAX)
    if drawer.process.is_alive():
        drawer.process.kill()
        drawer.process.join()
    drawer.process.close()


def _cores() -> int:
    """Cores this process may use (a container's set, not the host's)."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Ctrl-C reaches the whole terminal group: processes started in here are born deaf to it.

    The parent alone decides what an interrupt means.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _draw(pipe: Connection, preload: Sequence[str]) -> None:
    """A drawing process: calls come in, results go out, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    for module in preload:
        importlib.import_module(module)
    while True:
        try:
            message = pipe.recv_bytes()
        except (EOFError, OSError):
            os._exit(0)  # nothing here is worth tidying: all that was made was sent
        pipe.send_bytes(_answer(message))


def _answer(message: bytes) -> bytes:
    """The pickled `(True, result)` or `(False, error)`; an error that can't travel goes as its words."""
    try:
        fn, args, kwargs = ForkingPickler.loads(message)
        return bytes(ForkingPickler.dumps((True, fn(*args, **kwargs))))
    except Exception as error:  # noqa: BLE001 - whatever the task raises is its answer
        return _packed(error)


def _packed(error: Exception) -> bytes:
    try:
        packed = bytes(ForkingPickler.dumps((False, error)))
        ForkingPickler.loads(packed)  # some errors pickle and then can't be built again
    except Exception:  # noqa: BLE001 - pickling raises what it likes
        return bytes(ForkingPickler.dumps((False, RuntimeError(f"{type(error).__name__}: {error}"))))
    return packed


def _end_with_parent() -> None:
    """The parent holds the other end of a pipe: when it is gone, by kill -9 too, this process goes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
