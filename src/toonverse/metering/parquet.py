"""Rows of a table as a Parquet file, and back. arro3 is loaded when it is wanted; that takes milliseconds."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from toonverse.db import UtcDateTime

if TYPE_CHECKING:
    from arro3.core import Array

COMPRESSION = "zstd(9)"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS = 1_000_000


def written(table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The file: equal rows give equal bytes. Moments are microseconds of UTC."""
    from arro3.core import Table
    from arro3.io import write_parquet

    names = [column.name for column in table.columns]
    columns = [_column(column, [row[column.name] for row in rows]) for column in table.columns]
    file = BytesIO()
    write_parquet(Table.from_arrays(columns, names=names), file, compression=COMPRESSION)
    return file.getvalue()


def read(table: sa.Table, data: bytes) -> list[dict[str, Any]]:
    """The rows of a file that `written` made; columns that the table has got since are None."""
    from arro3.io import read_parquet

    found = read_parquet(BytesIO(data)).read_all()
    names = set(found.column_names)
    columns = [
        [_value(column, value) for value in found[column.name].to_pylist()]
        if column.name in names
        else [None] * found.num_rows
        for column in table.columns
    ]
    keys = [column.name for column in table.columns]
    return [dict(zip(keys, values, strict=True)) for values in zip(*columns, strict=True)]


def _column(column: sa.Column[Any], values: list[Any]) -> "Array":
    from arro3.core import Array, DataType

    if isinstance(column.type, UtcDateTime):
        counts = [None if value is None else _microseconds(value) for value in values]
        return Array(counts, type=DataType.int64()).cast(DataType.timestamp("us", tz="UTC"))
    if isinstance(column.type, sa.Boolean):
        return Array(values, type=DataType.bool())
    if isinstance(column.type, sa.Text):
        return Array(values, type=DataType.string())
    return Array(values, type=DataType.int64())


def _microseconds(moment: datetime) -> int:
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * _MICROSECONDS + since.microseconds


def _value(column: sa.Column[Any], value: Any) -> Any:  # noqa: ANN401 - a row's values are of any kind
    return value.astimezone(UTC) if isinstance(value, datetime) else value
