"""One process that makes a 12-panel episode from the priced provider; killed and started again by the test.

    python run_once.py HOME LOG STORY [called:N | noted:N | kept:N | settled:N] [MODEL]

With `called:N` it kills itself in the N-th call; with `noted:N` right after the N-th answer was noted and
before it is kept; with `kept:N` after the N-th picture was kept and before it is settled; with `settled:N`
right after the N-th settle.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from priced import CountingProvider
    from toonverse.metering.calls import Call, Reply
    from toonverse.metering.ledger import Closing, Ledger
    from toonverse.store.images import ImageStore

PANELS = 12
PNG = b"\x89PNG"


def main(home: Path, log: Path, story: Path, fault: str = "", model: str = "") -> None:
    import asyncio  # inside: the drawing processes import this file too, and need none of it

    from priced import AT_WORK, MODEL, priced_house
    from toonverse.cli.make import followed
    from toonverse.cli.story import Wish
    from toonverse.jobs.orders import want

    die_after(fault)
    commission = Wish(story, PANELS, None, "webtoon", "en", "draft", model or MODEL).commission()
    with priced_house(home, log) as house:
        house.require(commission)
        episode = house.studio.take_on(commission, new=False)
        want(house.works, home, episode, None)
        (home / AT_WORK).touch()
        asyncio.run(followed(house, episode))


def die_after(fault: str) -> None:
    """Arms the fault: the process is gone without a word, as by kill -9."""
    from priced import CountingProvider
    from toonverse.metering.ledger import Ledger
    from toonverse.store.images import ImageStore

    where, _, count = fault.partition(":")
    left = int(count or 0)
    ask, note, close = CountingProvider.call, Ledger.note_answer, Ledger.close
    writing = ImageStore.writing

    def tick(here: str) -> None:
        nonlocal left
        left -= here == where
        if here == where and left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    async def deadly_call(provider: CountingProvider, call: Call) -> Reply:
        tick("called")
        return await ask(provider, call)

    def deadly_note(ledger: Ledger, closing: Closing) -> None:
        note(ledger, closing)
        tick("noted")

    @contextmanager
    def deadly_writing(store: ImageStore, media: bytes, read_soon: bool) -> Iterator[Callable[[str], object]]:
        with writing(store, media, read_soon) as kept_as:

            def kept(sha256: str) -> None:
                kept_as(sha256)
                if media.startswith(PNG):
                    tick("kept")

            yield kept

    def deadly_close(ledger: Ledger, closing: Closing) -> None:
        close(ledger, closing)
        if closing.status == "settled":
            tick("settled")

    CountingProvider.call = deadly_call
    Ledger.note_answer = deadly_note
    ImageStore.writing = deadly_writing
    Ledger.close = deadly_close


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
