"""Who is at work in this home. A file lock is held by a living process and by nobody else."""

import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout


class Presence:
    """This process's presence in a home: an owner id that others can see alive or dead.

    The ids name who has a bought call in flight (the door's journal). The operating system drops the
    lock when the process ends, by kill -9 too, so a dead owner is never taken for a living one.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / "owners"
        self._folder.mkdir(parents=True, exist_ok=True)
        self.owner = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._lock = _lock(self._folder / self.owner)

    def __enter__(self) -> Self:
        self._lock.acquire(timeout=10)  # another process may be probing it at this moment
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
        (self._folder / self.owner).unlink(missing_ok=True)

    def alive(self, owner: str) -> bool:
        """Whether the process known as `owner` still runs."""
        if owner == self.owner:
            return self._lock.is_locked
        path = self._folder / Path(owner).name
        if not path.exists():
            return False
        other = _lock(path)
        try:
            other.acquire(blocking=False)
        except Timeout:
            return True
        path.unlink(missing_ok=True)
        other.release()
        return False

    def sweep(self) -> None:
        """Removes what dead processes left."""
        for path in self._folder.iterdir():
            self.alive(path.name)


class Steering:
    """The home's one wheel: only the process that holds it runs durable workflows.

    Two engines over one home would recover each other's workflows and buy twice.
    """

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(home / "jobs.lock")

    def take(self) -> bool:
        """True when this process holds the wheel from now on (or held it already)."""
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        return True

    def give_up(self) -> None:
        self._lock.release()


def _lock(path: Path) -> FileLock:
    return FileLock(path, thread_local=False)
