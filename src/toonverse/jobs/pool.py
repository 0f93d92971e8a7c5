"""The processes that draw. skia holds the interpreter's lock, so threads would draw one after another."""

import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, ParamSpec, TypeVar

from toonverse.errors import StorageError

P = ParamSpec("P")
T = TypeVar("T")

ATTEMPTS_MAX = 4
"""How often one task is sent when the process drawing it dies (out of memory, a fault in a C library)."""


class DrawingDied(StorageError):
    """The drawing process died under the same task again and again."""

    code = "drawing_died"


@dataclass(frozen=True, slots=True)
class _Task:
    call: Callable[[], Any] | Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    future: Future[Any]
    attempt: int


class DrawingPool(Executor):
    """An executor of spawned processes: lazily started, warm, rebuilt when one of them dies.

    A task whose process died is sent again, at most `ATTEMPTS_MAX` times, then fails with `DrawingDied`.
    Functions and arguments must be picklable. The processes end with this one, however it ends.
    They are spawned, never forked: this process has threads, and forked locks stay locked.
    """

    def __init__(self, workers: int = 0, preload: Sequence[str] = ()) -> None:
        """`workers` 0 means one for each core; each process imports the modules of `preload` first."""
        self.workers = workers or _cores()
        self._preload = tuple(preload)
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    def warm(self) -> None:
        """Starts all processes now, without waiting for them."""
        for _ in range(self.workers):
            self.submit(os.getpid)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Raises RuntimeError after `shutdown`."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from here on it is not cancelled: the process may be at it
        self._send(_Task(fn, args, kwargs, future, 1))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _send(self, task: _Task) -> None:
        with self._lock:
            if self._closed:
                raise RuntimeError("the drawing pool is closed")
            if self._pool is None:
                self._pool = self._start()
            pool = self._pool
            try:
                with _interrupts_blocked():
                    inner = pool.submit(task.call, *task.args, **task.kwargs)
            except BrokenProcessPool:  # it died while nothing was drawn: a fresh one takes the task
                pool = self._pool = self._start()
                with _interrupts_blocked():
                    inner = pool.submit(task.call, *task.args, **task.kwargs)
        inner.add_done_callback(lambda done: self._finish(task, pool, done))

    def _finish(self, task: _Task, pool: ProcessPoolExecutor, done: Future[Any]) -> None:
        if done.cancelled():
            task.future.set_exception(RuntimeError("the drawing pool was closed"))
            return
        error = done.exception()
        if error is None:
            task.future.set_result(done.result())
        elif isinstance(error, BrokenProcessPool):
            self._again(task, pool)
        else:
            task.future.set_exception(error)

    def _again(self, task: _Task, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
        if task.attempt >= ATTEMPTS_MAX:
            task.future.set_exception(DrawingDied(attempts=task.attempt))
            return
        try:
            self._send(_Task(task.call, task.args, task.kwargs, task.future, task.attempt + 1))
        except RuntimeError as closed:
            task.future.set_exception(closed)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_settle_in,
            initargs=(self._preload,),
        )


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


def _settle_in(preload: Sequence[str]) -> None:
    """Runs first in each drawing process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    for module in preload:
        importlib.import_module(module)


def _end_with_parent() -> None:
    """The parent holds the other end of a pipe: when it is gone, by kill -9 too, this process goes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
