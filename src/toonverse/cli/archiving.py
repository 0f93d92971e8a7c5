"""`toonverse archives`: usage rows of long ago as Parquet files in the store, and back."""

from datetime import date, datetime, time

from rich.console import Console

from toonverse.bootstrap import load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import dollars, say
from toonverse.clock import utc_now
from toonverse.errors import UsageError
from toonverse.metering import archive
from toonverse.metering.archive import Archive
from toonverse.money import usd_number


class DateUnfit(UsageError):
    """Not a day, or one that is not over. Facts: said."""

    code = "date_unfit"


def make(before: str, as_json: bool) -> None:
    """Archives what was booked before a day of the installation's zone. Raises DateUnfit, StorageError."""
    with open_books(load_settings()) as books:
        day = _day(before, utc_now().astimezone(books.zone).date())
        moment = datetime.combine(day, time(0), books.zone)
        made = archive.archive(books.engine, books.images, utc_now, moment)
    if as_json:
        write({"archives": [_described(one) for one in made]})
        return
    rows = sum(one.row_count for one in made)
    words = say("{}건을 파일 {}개에 보관했습니다.", "{} calls archived in {} files.")
    print_lines(words.format(rows, len(made)))


def restore(archive_id: int) -> None:
    """Raises NotFound, ArchiveDamaged."""
    with open_books(load_settings()) as books:
        back = archive.restore(books.engine, books.images, archive_id)
    print_lines(say("{}건을 되돌렸습니다.", "{} calls are back.").format(back.row_count))


def list_all(as_json: bool) -> None:
    """Oldest rows first."""
    with open_books(load_settings()) as books:
        found = archive.list_archives(books.engine)
    if as_json:
        write({"archives": [_described(one) for one in found]})
        return
    names = (say("보관", "archive"), say("처음", "from"), say("끝", "to"), say("호출", "calls"))
    table = named_table((*names, say("비용", "cost"), say("크기", "MB"), "SHA-256"))
    for one in found:
        days = f"{one.first_at:%Y-%m-%d}", f"{one.last_at:%Y-%m-%d}"
        size = f"{one.file_bytes / 1e6:.1f}"
        table.add_row(str(one.id), *days, f"{one.row_count:,}", dollars(one.cost_nusd), size, one.sha256)
    Console(highlight=False).print(table)


def _day(said: str, today: date) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise DateUnfit(said=said[:40]) from None
    if day > today:
        raise DateUnfit(said=said)
    return day


def _described(one: Archive) -> dict[str, object]:
    return {
        "id": one.id,
        "sha256": one.sha256,
        "file_bytes": one.file_bytes,
        "calls": one.row_count,
        "first_at": one.first_at.isoformat(),
        "last_at": one.last_at.isoformat(),
        "cost_usd": usd_number(one.cost_nusd),
        "debit_tokens": one.debit_tokens,
        "archived_at": one.archived_at.isoformat(),
    }
