"""Whether the store still has what the books rest on: archives, and what was bought last."""

from collections.abc import Iterator

import sqlalchemy as sa

from toonverse.errors import StorageError
from toonverse.metering import archive
from toonverse.metering.calls import Keep
from toonverse.metering.invariants import Finding
from toonverse.metering.tables import attempts
from toonverse.metering.transactions import all_rows

ANSWERS_READ = 500
"""So many of the newest are read whole: all of them would take hours."""


def examine_kept(engine: sa.Engine, keep: Keep, answers: int = ANSWERS_READ) -> Iterator[Finding]:
    """Each archive whose file is not what it was, and each of the newest answers that can't be read."""
    for one, reason in archive.faults(engine, keep):
        yield Finding("archive_lost", f"archive {one.id}: {reason}")
    a = attempts.c
    settled = sa.select(a.id, a.key, a.sha256).where(a.status == "settled", a.sha256 != "")
    with engine.connect() as tx:
        newest = all_rows(tx, settled.order_by(a.id.desc()).limit(answers))
    for row in newest:
        try:
            keep.get(row["sha256"])
        except StorageError as error:
            yield Finding("answer_lost", f"{row['key']} (attempt {row['id']}): {error}")
