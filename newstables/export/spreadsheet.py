"""Frames → tables to take away: CSV, Excel, JSON Lines, Parquet.

A spreadsheet runs a cell that begins like a formula, and the text of articles is anyone's. In CSV and Excel such cells
get an apostrophe in front; JSON Lines and Parquet hold the text exactly as it is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from newstables.export.characters import for_xml
from newstables.places import write_whole

CELL_LIMIT = 32_767  # UTF-16 units, Excel's own
ROW_LIMIT = 1_048_576  # Excel's own, the heading included
_AT_ONCE = 10_000  # rows
_FIRST_YEAR = 1900  # that Excel has days of
_LARGE = {"constant_memory": True, "use_zip64": True}  # of Excel: a row is written at once, and all may have gigabytes
_CUT = " … [cut: a cell holds no more]"
_FORMULA = re.compile(r"[=+\-@\t\r\n]")


class ExportError(ValueError):
    """A frame that cannot be written as asked. The message names the way out."""


def write(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a frame to a file, whole or not at all.

    Args:
        frame: Any frame whose columns Arrow understands; its index is left out.
        path: Ends in .csv, .xlsx, .jsonl or .parquet, which decides the format.

    Raises:
        ExportError: The ending is another, or an Excel sheet cannot hold so many rows.
        OSError: The file cannot be written.
    """
    path = Path(path)
    fill = _writer(path.suffix.removeprefix(".").lower())
    write_whole(path, partial(fill, pa.Table.from_pandas(frame, preserve_index=False)))


def to_bytes(frame: pd.DataFrame, kind: str) -> bytes:
    """A frame as the content of a file of a kind: "csv", "xlsx", "jsonl" or "parquet".

    CSV has a byte-order mark, without which Excel misreads accents. In CSV and Excel, lists are joined with "; ",
    instants are in UTC, and a text that a spreadsheet would take for a formula begins with an apostrophe. In Excel,
    text beyond what a cell holds is cut, and says so, and characters that XML forbids become "�".

    Raises:
        ExportError: There is no such kind, or an Excel sheet cannot hold so many rows.
    """
    content = io.BytesIO()
    _writer(kind)(pa.Table.from_pandas(frame, preserve_index=False), content)
    return content.getvalue()


def _writer(kind: str) -> _Writer:
    if kind not in _KINDS:
        raise ExportError(f"{kind or 'no ending'!r} is no kind of file to export: choose {', '.join(_KINDS)}")
    return _KINDS[kind]


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows as Python's values, few at a time: of a million they would take gigabytes."""
    for some in table.to_batches(max_chunksize=_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in some.columns), strict=True)


def _csv(table: pa.Table, file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(table.column_names)
    writer.writerows([_plain(value) for value in row] for row in _rows(table))
    text.detach()  # flushes; closing the file is for who opened it


def _xlsx(table: pa.Table, file: BinaryIO) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415  a tenth of a second, for this kind alone

    if len(table) >= ROW_LIMIT:
        raise ExportError(f"{len(table):,} rows are more than an Excel sheet holds: choose csv, jsonl or parquet")
    content = io.BytesIO()  # into a file that takes no more, XlsxWriter would close the book with complaints of its own
    book = Workbook(content, _LARGE)
    sheet = book.add_worksheet("rows")
    sheet.freeze_panes(1, 0)
    day, instant = (book.add_format({"num_format": shown}) for shown in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
    empty = book.add_format()
    for number, row in enumerate(chain([table.column_names], _rows(table))):
        for place, value in enumerate(map(_typed, row)):
            if value is None:
                continue
            if value == "":
                sheet.write_blank(number, place, None, empty)
            elif isinstance(value, str):
                sheet.write_string(number, place, value)  # whatever it looks like: no formula, no link, no error
            elif isinstance(value, date):
                sheet.write_datetime(number, place, value, instant if isinstance(value, datetime) else day)
            elif isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isfinite(value):
                sheet.write_number(number, place, value)
    book.close()
    file.write(content.getbuffer())


def _jsonl(table: pa.Table, file: BinaryIO) -> None:
    for row in _rows(table):
        found = dict(zip(table.column_names, row, strict=True))
        file.write(json.dumps(found, ensure_ascii=False, default=_iso).encode() + b"\n")


def _parquet(table: pa.Table, file: BinaryIO) -> None:
    pq.write_table(table, file, compression="zstd")


def _plain(value: Any) -> Any:
    """A cell of a spreadsheet: a number, a flag, a harmless text, or None."""
    if isinstance(value, list):
        value = "; ".join(item if isinstance(item, str) else json.dumps(item) for item in value)
    if isinstance(value, date):
        return _iso(value)
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _iso(value: date) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) and value.tzinfo else value.isoformat()


def _typed(value: Any) -> Any:
    """A cell of Excel: as ``_plain``, but days that Excel knows stay days, and every text fits."""
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, date) and value.year >= _FIRST_YEAR:
        return value
    value = _plain(value)
    return _fitting(for_xml(value)) if isinstance(value, str) else value


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return text
    return units[: 2 * (CELL_LIMIT - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


_Writer = Callable[[pa.Table, BinaryIO], None]
_KINDS: dict[str, _Writer] = {"csv": _csv, "xlsx": _xlsx, "jsonl": _jsonl, "parquet": _parquet}
