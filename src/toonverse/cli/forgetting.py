"""The task beside `toonverse serve` that drops the gateway's old answers: a home does not only grow."""

import asyncio
import logging
from datetime import timedelta

from toonverse.bootstrap import Books
from toonverse.clock import Clock, utc_now
from toonverse.errors import ToonverseError
from toonverse.metering.retention import forget_answers
from toonverse.store.durable import write_file

EVERY_SECONDS = 6 * 3600.0
FILE = "answers-forgotten"
"""In the home: the last usage row that was looked at. Without it all are looked at once more."""

log = logging.getLogger(__name__)


def forget_once(books: Books, clock: Clock = utc_now) -> None:
    """Drops what is older than the settings say; 0 days keep everything. Raises StorageError, LedgerDown."""
    days = books.settings.gateway_answer_days
    if not days:
        return
    place = books.settings.home / FILE
    said = place.read_text("ascii", "replace").strip() if place.exists() else ""
    after = int(said) if said.isdigit() else 0
    last = forget_answers(books.engine, clock() - timedelta(days=days), after, books.images.drop)
    if last != after:
        write_file(place, str(last).encode())


async def forget_answers_daily(books: Books) -> None:
    """Until it is cancelled. What goes wrong is logged and tried again."""
    while True:
        try:
            await asyncio.to_thread(forget_once, books)
        except (ToonverseError, OSError) as failure:
            log.warning("old answers stay for now: %s", failure)
        await asyncio.sleep(EVERY_SECONDS)
