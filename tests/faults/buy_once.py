"""One process that buys a text or a video in a home and kills itself on the way, as by kill -9.

python buy_once.py HOME text|video called|submitted|noted|kept|settled|never
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toonverse.metering.calls import Call, Reply
    from toonverse.metering.journal import Closing


def main(home: Path, kind: str, moment: str) -> None:
    from metered import CATALOG, SEOUL, Films, HandClock, Told, film, who, words
    from toonverse.db import open_engine
    from toonverse.metering.door import Meter
    from toonverse.store.images import ImageStore

    def die(here: str) -> None:
        if here == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    class Words(Told):
        async def call(self, call: Call) -> Reply:
            note_in(home, "asked")
            die("called")
            return await super().call(call)

    class Studio(Films):
        async def submit(self, call: Call) -> str:
            note_in(home, "submitted")
            die("called")
            return await super().submit(call)

        async def collect(self, operation_id: str) -> Reply:
            note_in(home, "collected")
            die("submitted")
            return await super().collect(operation_id)

    if moment != "never":
        arm(die)
    engine = open_engine(f"sqlite:///{home / 'home.sqlite3'}")
    meter = Meter(
        engine,
        {"paid": Words("paid"), "films": Studio()},
        ImageStore(home / "images"),
        CATALOG,
        HandClock(),
        SEOUL,
        f"process-{os.getpid()}",
        home / "spool.jsonl",
        retry_waits_seconds=(),
    )
    meter.revive()
    asyncio.run(meter.buy(words() if kind == "text" else film(), who(), "the/key"))
    engine.dispose()


def arm(die: Callable[[str], None]) -> None:
    """The ledger and the store die right after what they did."""
    from toonverse.metering.ledger import Ledger
    from toonverse.store.images import ImageStore

    note, writing, close = Ledger.note_answer, ImageStore.writing, Ledger.close

    def noted(ledger: Ledger, closing: Closing) -> bool:
        is_there = note(ledger, closing)
        die("noted")
        return is_there

    @contextmanager
    def written(store: ImageStore, media: bytes, read_soon: bool) -> Iterator[Callable[[str], object]]:
        with writing(store, media, read_soon) as kept_as:

            def kept(sha256: str) -> None:
                kept_as(sha256)
                die("kept")

            yield kept

    def settled(ledger: Ledger, closing: Closing) -> None:
        close(ledger, closing)
        die(closing.status)

    Ledger.note_answer = noted
    ImageStore.writing = written
    Ledger.close = settled


def note_in(home: Path, event: str) -> None:
    """What the provider was asked, durably."""
    with (home / "log").open("a") as log:
        log.write(event + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
