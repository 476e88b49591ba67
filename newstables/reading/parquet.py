"""A Parquet table → its rows, unpacked a piece at a time and no further than a table of its size may.

Few bytes of Parquet may stand for any number of rows: a page of zeros packs to nothing, a value of a dictionary is
written once and repeated for nothing, and so is an empty cell. So pages are weighed by their headers before they are
unpacked, and what their dictionaries repeat is weighed before it is written out.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newstables.reading.fields import has_field, known
from newstables.reading.pages import DELTA_BYTE_ARRAY, pages
from newstables.reading.unreadable import UnreadableError

MAX_COLUMNS = 1_000
MAX_UNPACKED_BYTES = 2_000_000_000
RATIO = 20  # bytes out per byte in; text packs to about 4
UNSUSPICIOUS_BYTES = 20_000_000  # a table that unpacks to no more may be packed as closely as it likes
VALUE_BYTES = 100  # that a cell takes, whatever it holds
_AT_ONCE = 1_000  # rows

Rows = list[dict[str, object]]


def unpack(data: bytes) -> tuple[list[str], Rows]:
    """All column names of a table, and its rows with the columns that say something about an article.

    Raises:
        UnreadableError: It would unpack to too much.
        pa.ArrowException, OSError, ValueError, OverflowError: It is corrupt.
    """
    file = _open(data)
    names = file.schema_arrow.names
    if len(names) > MAX_COLUMNS or not has_field(names, "text"):
        return names, []
    wanted = [name for name in names if known(name)]
    leaves = [index for index in range(len(file.schema)) if _is_of(file.schema.column(index).path, wanted)]
    room = _room(data)
    _weigh_pages(data, file, leaves, room)

    # Texts are left in dictionaries until they are weighed.
    file = _open(data, [file.schema.column(leaf).path for leaf in leaves])
    rows: Rows = []
    for batch in file.iter_batches(_AT_ONCE, columns=wanted, use_threads=False):
        taken = batch.select([index for index, field in enumerate(batch.schema) if _is_plain(field.type)])
        room -= sum(map(_text_bytes, taken.columns))
        if room < 0:
            raise _over_long(data)
        rows += _to_rows(taken)
    return names, rows


def _open(data: bytes, read_dictionary: list[str] | None = None) -> Any:
    return pq.ParquetFile(pa.BufferReader(data), read_dictionary=read_dictionary, arrow_extensions_enabled=False)


def _is_of(path: str, columns: list[str]) -> bool:
    """Whether pyarrow reads a leaf of the schema where it is asked for columns."""
    return any(path == column or path.startswith(f"{column}.") for column in columns)


def _weigh_pages(data: bytes, file: Any, leaves: list[int], room: int) -> None:
    """Refuse a table whose pages, as their headers state them, have no room."""
    room -= VALUE_BYTES * abs(file.metadata.num_rows)  # where no page says so
    for group, leaf in product(range(file.metadata.num_row_groups), leaves):
        column = file.schema.column(leaf)
        if column.physical_type == "BYTE_ARRAY" and column.logical_type.type == "DECIMAL":
            raise UnreadableError(f"its column {column.path} holds decimals of any length, which no article needs")
        value_bytes = max(VALUE_BYTES, column.length)  # values of a fixed length are written out by pyarrow
        for page in pages(data, file.metadata.row_group(group).column(leaf)):
            room -= page.unpacked + value_bytes * (1 + page.values)
            if DELTA_BYTE_ARRAY in page.encodings:
                raise UnreadableError(
                    f"its column {column.path} is encoded as DELTA_BYTE_ARRAY: write it anew, plainly"
                )
            if room < 0:
                raise _over_long(data)
    if room < 0:
        raise _over_long(data)


def _over_long(data: bytes) -> UnreadableError:
    return UnreadableError(
        f"over-long: its {len(data):,} bytes unpack to more than {_room(data):,}, the limit for a table of that size"
    )


def _room(data: bytes) -> int:
    """Bytes that a table may unpack to."""
    return min(MAX_UNPACKED_BYTES, max(UNSUSPICIOUS_BYTES, RATIO * len(data)))


def _is_plain(kind: pa.DataType) -> bool:
    """Whether values of a type can state something about an article; structures cannot."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        kind = kind.value_type
    return pa.types.is_dictionary(kind) or not pa.types.is_nested(kind)


def _text_bytes(column: pa.Array) -> int:
    """What the texts of a plain column take when each is written out."""
    values = column.flatten() if pa.types.is_nested(column.type) else column
    if not pa.types.is_dictionary(values.type):
        return 0  # weighed with its page
    lengths = pc.binary_length(values.dictionary)
    return int(pc.sum(lengths.take(values.indices).cast(pa.int64())).as_py() or 0)


def _to_rows(batch: pa.RecordBatch) -> Rows:
    columns = [_to_values(column) for column in batch.columns]
    return [
        {name: values[row] for name, values in zip(batch.schema.names, columns, strict=True)}
        for row in range(batch.num_rows)
    ]


def _to_values(column: pa.Array) -> list[object]:
    if pa.types.is_timestamp(column.type):  # Python's datetime has no nanoseconds
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    try:
        values: list[object] = column.to_pylist()
    except (OverflowError, ValueError):  # of one cell, which must not cost the others theirs
        values = [_to_value(cell) for cell in column]
    return values


def _to_value(cell: pa.Scalar) -> object:
    try:
        return cell.as_py()
    except (OverflowError, ValueError):  # a day before the year 1 or after 9999: shown as it is, and not understood
        return cell.cast(pa.string()).as_py()
