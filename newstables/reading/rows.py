"""Tables with one article per row: CSV, TSV, JSON Lines and Parquet → a draft, or a reason, per row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from newstables.reading.article import MAX_CHARACTERS
from newstables.reading.draft import BadRow, Draft, Found
from newstables.reading.encoding import decode
from newstables.reading.fields import NAMES, by_field, has_field
from newstables.reading.parquet import MAX_COLUMNS, unpack
from newstables.reading.unreadable import UnreadableError

Row = tuple[int, Mapping[str, object] | str]  # number, and values by column or why there are none


def read_csv(data: bytes) -> Found:
    """A table with a header; the delimiter is the commonest of comma, semicolon and tab in it.

    Raises:
        UnreadableError: It is no text, or no column holds one.
    """
    text, notes = decode(data)
    header = text.lstrip("\n").partition("\n")[0]
    return Found(_read_delimited(text, max(",;\t", key=header.count)), notes)


def read_tsv(data: bytes) -> Found:
    """A table with a header, delimited by tabs.

    Raises:
        UnreadableError: It is no text, or no column holds one.
    """
    text, notes = decode(data)
    return Found(_read_delimited(text, "\t"), notes)


def read_jsonl(data: bytes) -> Found:
    """One JSON object per line; rows are numbered by line.

    Raises:
        UnreadableError: It is no text, or no object holds one.
    """
    text, notes = decode(data)
    rows = list(_json_rows(text))
    columns = dict.fromkeys(name for _, row in rows if not isinstance(row, str) for name in row)
    if not columns:
        return Found([BadRow(number, str(row)) for number, row in rows], notes)
    return Found(_drafts(rows, list(columns)), notes)


def read_parquet(data: bytes) -> Found:
    """A Parquet table. Only the columns that say something about an article are read.

    Raises:
        UnreadableError: It is corrupt, would unpack to too much, or no column holds text.
    """
    try:
        columns, rows = unpack(data)
    except UnreadableError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise UnreadableError(f"not a sound Parquet table: {str(error).partition(chr(10))[0][:200]}") from error
    return Found(_drafts(enumerate(rows, start=1), columns))


def _drafts(rows: Iterable[Row], columns: list[str]) -> list[Draft | BadRow]:
    if len(columns) > MAX_COLUMNS:
        raise UnreadableError(f"{len(columns):,} columns, a table of articles may have {MAX_COLUMNS:,}")
    if not has_field(columns, "text"):
        raise UnreadableError(
            f"no column of text: the columns are {', '.join(columns)[:300]}; call it one of {', '.join(NAMES['text'])}"
        )
    return [BadRow(number, row) if isinstance(row, str) else _draft(number, row) for number, row in rows]


def _draft(number: int, row: Mapping[str, object]) -> Draft | BadRow:
    stated = by_field(row)
    text = stated.pop("text", None)
    if text is None:
        return BadRow(number, "empty: it holds no words")
    if not isinstance(text, str):
        return BadRow(number, f"its text is of type {type(text).__name__}")
    return Draft(text.replace("\r\n", "\n").replace("\r", "\n"), stated, row=number)


def _read_delimited(text: str, delimiter: str) -> list[Draft | BadRow]:
    # The limit is the module's own, and an article is longer than its default. It is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * MAX_CHARACTERS))
    lines = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True)
    try:
        columns = next(lines, [])
    except csv.Error as error:
        raise UnreadableError(f"its header cannot be read: {error}") from error
    return _drafts(_rows(lines, columns), columns)


def _rows(lines: Iterator[list[str]], columns: list[str]) -> Iterator[Row]:
    """Rows under a header; empty lines do not count. After a broken row the reader goes on with the next line."""
    number = 1
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"its cells cannot be told apart: {error}"
            number += 1
            continue
        if not any(cells):
            continue
        if len(cells) == len(columns):
            yield number, dict(zip(columns, cells, strict=True))
        else:
            yield number, f"{len(cells)} cells where the header has {len(columns)}"
        number += 1


def _json_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {str(error)[:200]}"
            continue
        yield number, value if isinstance(value, dict) else "not a JSON object"
