"""Dataclass → Arrow schema → typed pandas frame, and the check that a frame is what its dataclass says."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa

from newstables.coded import plain
from newstables.records import Article, DatedSentence, Entity, FileRecord, Quote, Tariff

TABLES: dict[str, type] = {
    "articles": Article,
    "entities": Entity,
    "quotes": Quote,
    "tariffs": Tariff,
    "events": DatedSentence,
    "files": FileRecord,
}

EXTRACTED = ("entities", "quotes", "tariffs", "events")  # what comes of an article's text
CONTENT = ("articles", *EXTRACTED)

_ARROW: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


class TableError(ValueError):
    """A frame that is not what its dataclass says. The message names table, column, expected and got."""


def _arrow_type(hint: Any) -> pa.DataType:
    if typing.get_origin(hint) is list:
        return pa.list_(_arrow_type(typing.get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return pa.string()
    return _ARROW[hint]


@cache
def schema(record: type) -> pa.Schema:
    """The Arrow schema of a record type: one field per dataclass field, nullable where its type admits None."""
    hints = typing.get_type_hints(record)
    columns = []
    for field in fields(record):
        hint = hints[field.name]
        nullable = isinstance(hint, types.UnionType)
        if nullable:
            hint = next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
        columns.append(pa.field(field.name, _arrow_type(hint), nullable=nullable))
    return pa.schema(columns)


def arrow_table(rows: Iterable[Any], record: type) -> pa.Table:
    """Rows (instances of ``record``) as an Arrow table with its schema."""
    names = [field.name for field in fields(record)]
    rows = list(rows)
    columns = {name: [getattr(row, name) for row in rows] for name in names}
    return pa.table(columns, schema=schema(record))


def to_frame(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a pandas frame whose columns keep their Arrow types."""
    result: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return result


def frame(rows: Iterable[Any], record: type) -> pd.DataFrame:
    """Rows (instances of ``record``) as a pandas frame with Arrow-typed columns, one per dataclass field."""
    return to_frame(arrow_table(rows, record))


def records(table: pd.DataFrame, record: type) -> list[Any]:
    """The rows of a frame as instances of ``record``; the reverse of ``frame``."""
    return [record(**row) for row in pa.Table.from_pandas(plain(table), schema=schema(record)).to_pylist()]


def check(table: pd.DataFrame, record: type) -> pd.DataFrame:
    """Return the frame as it is, or raise.

    Raises:
        TableError: A column is missing, of another type, or null where it may not be. The message names the record,
            the column, what was expected, what was got, and the first offending article.
    """
    for column in schema(record):
        name = f"{record.__name__}.{column.name}"
        if column.name not in table:
            raise TableError(f"{name} is missing; the columns present are {', '.join(table.columns)}")
        values = table[column.name]
        expected = pd.ArrowDtype(column.type)
        if values.dtype != expected:
            raise TableError(f"{name}: expected {expected}, got {values.dtype}")
        missing = values.isna()
        if not column.nullable and missing.any():
            first = table.loc[missing].iloc[0].get("article_id", "?")
            raise TableError(f"{name}: expected a value, got null, first in article {first}")
    return table
