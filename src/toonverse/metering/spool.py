"""Where closings wait while the database is gone: one fsynced line of JSON each, booked once on return.

One live process per file. Booking a line twice does nothing (`Ledger.close`), so a crash between booking
and emptying the file is harmless.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from toonverse.metering.journal import Closing


class Spool:
    def __init__(self, path: Path) -> None:
        self._path = path
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
                file.truncate(len(b"".join(self._whole_lines())))
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            if fresh:
                _sync_folder(self._path.parent)

    def book(self, close: Callable[[Closing], None]) -> int:
        """Gives every waiting closing to `close` and then empties the file; returns how many there were.

        What `close` raises ends it, with the file as it was. A last line cut short by a crash was never
        acknowledged and is left out.
        """
        with self._lock:
            if not self.pending():
                return 0
            lines = self._whole_lines()
            for line in lines:
                close(Closing.from_json(line))
            with self._path.open("wb") as file:
                os.fsync(file.fileno())
            return len(lines)

    def _whole_lines(self) -> list[bytes]:
        lines = self._path.read_bytes().splitlines(keepends=True)
        return [line for line in lines if line.endswith(b"\n")]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
