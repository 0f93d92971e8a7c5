"""Where closings wait while the database is gone: one fsynced line of JSON each, booked once on return.

One live process per file. Booking a line twice does nothing (`Ledger.close`), so a crash between booking
and emptying the file is harmless. A line that can't be read or booked (it would never be) is set aside in the
file's neighbour `.rejected`, so that it does not hold up every other one.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from toonverse.metering.journal import Closing
from toonverse.metering.refusals import LedgerRefused, NotFound

REJECTED_BYTES_MAX = 16 * 2**20
"""Lines set aside above this are not kept (their alert is)."""

_UNBOOKABLE = (
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
    NotFound,
    LedgerRefused,
    sa.exc.StatementError,
)


class Spool:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._rejected = path.with_name(path.name + ".rejected")
        self._lock = threading.Lock()

    def pending(self) -> bool:
        try:
            return self._path.stat().st_size > 0
        except FileNotFoundError:
            return False

    def add(self, closing: Closing) -> None:
        """Appends durably; when this returns, the closing survives a power cut."""
        line = closing.as_json() + "\n"
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = not self._path.exists()
            with self._path.open("ab") as file:
                file.truncate(sum(map(len, self._whole_lines())))
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            if fresh:
                _sync_folder(self._path.parent)

    def book(self, close: Callable[[Closing], None], reject: Callable[[bytes, str, bool], None]) -> int:
        """Gives every waiting closing to `close` and then empties the file; returns how many were booked.

        A line that can't be booked is set aside and told to `reject` (the line, why, whether it was kept).
        What else the two raise (LedgerDown) ends it, with the file as it was. A last line cut short by a
        crash was never acknowledged and is left out.
        """
        with self._lock:
            if not self.pending():
                return 0
            lines, booked = self._whole_lines(), 0
            for line in lines:
                try:
                    close(Closing.from_json(line))
                    booked += 1
                except _UNBOOKABLE as error:
                    reject(line, f"{type(error).__name__}: {error}", self._set_aside(line))
            with self._path.open("wb") as file:
                os.fsync(file.fileno())
            return booked

    def _set_aside(self, line: bytes) -> bool:
        """Keeps a line durably, once; false if there is no room for it."""
        kept = self._rejected.read_bytes() if self._rejected.exists() else b""
        if (b"\n" + line) in b"\n" + kept:
            return True
        if len(kept) + len(line) > REJECTED_BYTES_MAX:
            return False
        with self._rejected.open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(self._path.parent)
        return True

    def _whole_lines(self) -> list[bytes]:
        *lines, _ = self._path.read_bytes().split(b"\n")
        return [line + b"\n" for line in lines]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
