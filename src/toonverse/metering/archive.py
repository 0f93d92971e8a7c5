"""Usage rows of long ago as Parquet files in the store: no sum changes, and they can be read and come back.

The oldest rows go, also those that were imported after younger ones. A file is written, durable and read
back before its rows are deleted, in one transaction with what stays in their place (`archive_tables`). A
crash before it leaves a file that the next run makes again, byte for byte; none after it leaves a row both
here and there.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.errors import StorageError
from toonverse.metering import details, parquet
from toonverse.metering.archive_tables import archived_rollups, archived_rows, archives
from toonverse.metering.calls import Keep
from toonverse.metering.details import Chosen
from toonverse.metering.refusals import NotFound
from toonverse.metering.rollups import KEYS, REPORTED, SUMS
from toonverse.metering.tables import usage_rows
from toonverse.metering.transactions import Raced, add_row, all_rows, first_row, transact
from toonverse.metering.windows import quarter_hour

ROWS_OF_FILE = 100_000
_ROWS_AT_ONCE = 1_000

_U, _A, _R = usage_rows.c, archives.c, archived_rows.c
_STUB = (
    "id", "attempt_id", "refund", "success", "episode", "cost_nusd", "debit_tokens", "booked_at",
    "created_at", "prompt_tokens", "completion_tokens", "total_tokens",
)  # fmt: skip


class ArchiveDamaged(StorageError):
    """A file does not hold what its archive's row says. Facts: archive, sha256, reason."""

    code = "archive_damaged"


@dataclass(frozen=True, slots=True)
class Archive:
    """One file. `first_at` and `last_at` are the earliest and the latest of its rows' moments."""

    id: int
    sha256: str
    file_bytes: int
    row_count: int
    first_id: int
    last_id: int
    first_at: datetime
    last_at: datetime
    cost_nusd: int
    debit_tokens: int
    archived_at: datetime


def list_archives(engine: sa.Engine) -> list[Archive]:
    """Oldest rows first."""
    with engine.connect() as tx:
        return [Archive(**row) for row in all_rows(tx, sa.select(archives).order_by(_A.first_id))]


def archive(
    engine: sa.Engine, keep: Keep, clock: Clock, before: datetime, rows_of_file: int = ROWS_OF_FILE
) -> list[Archive]:
    """Archives every row older than a moment; returns the new archives.

    Raises StorageError where a file can't be stored or does not read back as it was written.
    """
    made = []
    while rows := _oldest(engine, before, rows_of_file):
        made.append(_filed(engine, keep, clock, rows))
    return made


def restore(engine: sa.Engine, keep: Keep, archive_id: int) -> Archive:
    """Puts an archive's rows back as they were; its file stays in the store.

    Raises NotFound, ArchiveDamaged, and whatever the store raises.
    """
    found = _of_id(engine, archive_id)
    rows = read(keep, found)

    def work(tx: sa.Connection) -> None:
        tx.execute(archived_rows.delete().where(_R.archive_id == archive_id))
        tx.execute(archived_rollups.delete().where(archived_rollups.c.archive_id == archive_id))
        if tx.execute(archives.delete().where(_A.id == archive_id)).rowcount != 1:
            raise NotFound(what="archive", id=str(archive_id))
        _insert(tx, usage_rows, rows)

    transact(engine, work)
    return found


def read(keep: Keep, of: Archive) -> list[dict[str, Any]]:
    """An archive's usage rows, by id. Raises ArchiveDamaged, and whatever the store raises."""
    rows = parquet.read(usage_rows, keep.get(of.sha256))
    if (fault := _fault(of, rows)) != "":
        raise ArchiveDamaged(archive=of.id, sha256=of.sha256, reason=fault)
    return rows


def faults(engine: sa.Engine, keep: Keep) -> Iterator[tuple[Archive, str]]:
    """Reads every file again, and names each that is missing, damaged or other than its archive says."""
    for one in list_archives(engine):
        try:
            read(keep, one)
        except StorageError as error:
            yield one, str(error)


def every(engine: sa.Engine, keep: Keep, chosen: Chosen) -> Iterator[dict[str, Any]]:
    """All chosen calls, archived ones first, each file by id; of files only those that may hold any."""
    for one in _with_any(engine, chosen):
        yield from (row for row in read(keep, one) if chosen.takes(row))
    yield from details.every(engine, chosen)


def require(engine: sa.Engine, keep: Keep, chosen: Chosen) -> None:
    """Raises ArchiveDamaged where a file that `every` would open is missing or is not the one it was."""
    for one in _with_any(engine, chosen):
        try:
            keep.get(one.sha256)
        except StorageError as error:
            raise ArchiveDamaged(archive=one.id, sha256=one.sha256, reason=error.code) from error


def newest(engine: sa.Engine, keep: Keep, chosen: Chosen, limit: int) -> list[dict[str, Any]]:
    """The newest chosen calls, archived ones too."""
    found = list(details.page(engine, chosen, limit).rows)
    for one in sorted(_with_any(engine, chosen), key=lambda one: one.last_at, reverse=True):
        if len(found) >= limit and one.last_at < found[limit - 1]["created_at"]:
            break
        found += [row for row in read(keep, one) if chosen.takes(row)]
        found.sort(key=details.position, reverse=True)
    return found[:limit]


def find(engine: sa.Engine, keep: Keep, row_id: int) -> dict[str, Any]:
    """A single call or refund, wherever it lies. Raises NotFound, ArchiveDamaged, and as the store does."""
    if (here := details.find(engine, row_id)) is not None:
        return here
    with engine.connect() as tx:
        archive_id = tx.scalar(sa.select(_R.archive_id).where(_R.id == row_id))
    if archive_id is None:
        raise NotFound(what="call", id=str(row_id))
    return next(row for row in read(keep, _of_id(engine, archive_id)) if row["id"] == row_id)


def _oldest(engine: sa.Engine, before: datetime, limit: int) -> list[dict[str, Any]]:
    """Of the rows older than the moment those with the lowest ids."""
    with engine.connect() as tx:
        query = sa.select(usage_rows).where(_U.created_at < before).order_by(_U.id).limit(limit)
        return all_rows(tx, query)


def _filed(engine: sa.Engine, keep: Keep, clock: Clock, rows: Sequence[Mapping[str, Any]]) -> Archive:
    data = parquet.written(usage_rows, rows)
    sha256 = keep.put(data)
    said: dict[str, Any] = {"sha256": sha256, "file_bytes": len(data), **_sums(rows), "archived_at": clock()}
    if parquet.read(usage_rows, keep.get(sha256)) != list(rows):
        raise ArchiveDamaged(archive=0, sha256=sha256, reason="it does not read back as it was written")

    def work(tx: sa.Connection) -> int:
        archive_id = add_row(tx, archives, said)
        _insert(tx, archived_rows, [{n: row[n] for n in _STUB} | {"archive_id": archive_id} for row in rows])
        _insert(tx, archived_rollups, [{**one, "archive_id": archive_id} for one in _rolled_up(rows)])
        gone = 0
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            ids = [row["id"] for row in rows[start : start + _ROWS_AT_ONCE]]
            gone += tx.execute(usage_rows.delete().where(_U.id.in_(ids))).rowcount
        if gone != len(rows):
            raise Raced
        return archive_id

    return Archive(transact(engine, work), **said)


def _insert(tx: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        tx.execute(table.insert(), rows[start : start + _ROWS_AT_ONCE])


def _sums(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    moments = [row["created_at"] for row in rows]
    return {
        "row_count": len(rows),
        "first_id": rows[0]["id"],
        "last_id": rows[-1]["id"],
        "first_at": min(moments),
        "last_at": max(moments),
        "cost_nusd": sum(row["cost_nusd"] for row in rows),
        "debit_tokens": sum(row["debit_tokens"] for row in rows),
    }


def _rolled_up(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the rows come to by quarter-hour, as a booking adds them up (`rollups.add`)."""
    sums: dict[tuple[Any, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(SUMS, 0))
    for row in rows:
        of = sums[(quarter_hour(row["created_at"].astimezone(UTC)), *(row[name] for name in KEYS))]
        calls = 0 if row["refund"] else 1
        of["calls"] += calls
        of["successes"] += calls * int(row["success"])
        for name in REPORTED:
            of[name] += row[name] or 0
    return [dict(zip(("quarter", *KEYS), key, strict=True)) | said for key, said in sums.items()]


def _fault(of: Archive, rows: Sequence[Mapping[str, Any]]) -> str:
    """Where the rows are not what the archive's own row says; "" where they are."""
    if not rows:
        return "no rows"
    said = _sums(rows)
    wrong = [f"{name} is {found}" for name, found in said.items() if found != getattr(of, name)]
    return ", ".join(wrong)


def _of_id(engine: sa.Engine, archive_id: int) -> Archive:
    with engine.connect() as tx:
        row = first_row(tx, sa.select(archives).where(_A.id == archive_id))
    if row is None:
        raise NotFound(what="archive", id=str(archive_id))
    return Archive(**row)


def _with_any(engine: sa.Engine, chosen: Chosen) -> list[Archive]:
    """The archives that may hold a chosen call, oldest first."""
    query = sa.select(archives).order_by(_A.first_id)
    if chosen.since is not None:
        query = query.where(_A.last_at >= chosen.since)
    if chosen.until is not None:
        query = query.where(_A.first_at < chosen.until)
    if chosen.episode is not None:
        of_episode = sa.select(_R.archive_id).where(_R.episode == chosen.episode, _R.episode != "")
        query = query.where(_A.id.in_(of_episode))
    with engine.connect() as tx:
        return [Archive(**row) for row in all_rows(tx, query)]
