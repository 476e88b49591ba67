"""The field's knowledge: curated CSV files beside this module, and the loader that validates them.

One file per record type; a cell holding several values separates them with "|". A broken line stops the load at once
and says which it is: unlike an article, a wrong fact must never be passed over.

A folder of the user's own is laid over this one: its files have the same names and columns, a line takes the place of
ours with the same key or is added, and columns that may be empty may be left out.
"""

from __future__ import annotations

import csv
import os
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from newstables.records import Actor, Cue, Event, Good, Measure, MeasureStep, Outlet, Place, Role, Topic

FOLDER = Path(__file__).parent
OWN_FOLDER = "NEWSTABLES_KNOWLEDGE"  # the variable that names the user's folder; worker processes inherit it


class KnowledgeError(ValueError):
    """A broken line of knowledge. The message names file, line, column and value."""


@dataclass(frozen=True, slots=True, eq=False)  # hashed by identity, so that what is derived from it can be cached
class Knowledge:
    """All that is known, as read from one folder; ``as_of`` is the latest date that any record was checked."""

    actors: tuple[Actor, ...]
    roles: tuple[Role, ...]
    places: tuple[Place, ...]
    outlets: tuple[Outlet, ...]
    goods: tuple[Good, ...]
    topics: tuple[Topic, ...]
    cues: tuple[Cue, ...]
    measures: tuple[Measure, ...]
    measure_steps: tuple[MeasureStep, ...]
    events: tuple[Event, ...]
    as_of: date


_FILES: dict[str, type] = {
    "actors": Actor,
    "roles": Role,
    "places": Place,
    "outlets": Outlet,
    "goods": Good,
    "topics": Topic,
    "cues": Cue,
    "measures": Measure,
    "measure_steps": MeasureStep,
    "events": Event,
}


# What makes two lines of a table the same, so that a user's takes the place of ours.
_IDENTITY = {
    "actors": ("actor_id",),
    "roles": ("actor_id", "role", "office"),
    "places": ("place_id",),
    "outlets": ("outlet_id",),
    "goods": ("key",),
    "topics": ("key",),
    "cues": ("lemma",),
    "measures": ("measure_id",),
    "measure_steps": ("measure_id", "on"),
    "events": ("event_id",),
}


def _yes_no(cell: str) -> bool:
    return {"yes": True, "no": False}[cell]


_PARSERS: dict[Any, Callable[[str], Any]] = {str: str, float: float, date: date.fromisoformat, bool: _yes_no}


def _parser(hint: Any) -> Callable[[str], Any]:
    """What makes a cell of a field's type a value; it raises ValueError or KeyError where the cell does not fit."""
    if typing.get_origin(hint) is list:
        return lambda cell: [part.strip() for part in cell.split("|") if part.strip()]
    if isinstance(hint, types.UnionType):
        (inner,) = (arg for arg in typing.get_args(hint) if arg is not types.NoneType)
        parse = _parser(inner)
        return lambda cell: parse(cell) if cell else None
    return partial(_parse, _PARSERS.get(hint, hint))


def _parse(parse: Callable[[str], Any], cell: str) -> Any:
    if not cell:
        raise ValueError("a value is required")
    return parse(cell)


def _read(path: Path, record: type) -> list[Any]:
    hints = typing.get_type_hints(record)
    parsers = {field.name: _parser(hints[field.name]) for field in fields(record)}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        columns = reader.fieldnames or []
        absent = {name for name in parsers if name not in columns}
        if not set(columns) <= set(parsers) or any(not _may_be_empty(hints[name]) for name in absent):
            raise KnowledgeError(f"{path.name}: the columns must be {','.join(parsers)}, not {','.join(columns)}")
        rows = []
        for line in reader:
            if None in line or None in line.values():
                raise KnowledgeError(f"{path.name} line {reader.line_num}: {len(columns)} cells expected")
            values = {}
            for name, parse in parsers.items():
                try:
                    values[name] = parse(line.get(name, "").strip())
                except (KeyError, ValueError) as error:
                    raise KnowledgeError(
                        f"{path.name} line {reader.line_num}: {name} = {line.get(name)!r} ({error})"
                    ) from error
            rows.append(record(**values))
    return rows


def _may_be_empty(hint: Any) -> bool:
    return typing.get_origin(hint) is list or isinstance(hint, types.UnionType)


def _laid_over(rows: list[Any], own: list[Any], key: tuple[str, ...]) -> list[Any]:
    """Ours and the user's; of two with one key the user's, in our place."""

    def of(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in key)

    replaced = {of(row): row for row in own}
    return [*(replaced.pop(of(row), row) for row in rows), *replaced.values()]


def _keys(table: str, rows: list[Any], name: str) -> set[str]:
    seen: set[str] = set()
    for row in rows:
        key = getattr(row, name)
        if key in seen:
            raise KnowledgeError(f"{table}.csv: {name} {key!r} stands twice")
        seen.add(key)
    return seen


def _refer(table: str, rows: list[Any], name: str, keys: set[str], where: str) -> None:
    for row in rows:
        value = getattr(row, name)
        for key in value if isinstance(value, list) else [value]:
            if key is not None and key not in keys:
                raise KnowledgeError(f"{table}.csv: {name} {key!r} is not in {where}.csv")


def load() -> Knowledge:
    """The package's knowledge, with the user's own laid over where ``NEWSTABLES_KNOWLEDGE`` names a folder.

    Raises:
        KnowledgeError: A column, a cell, a repeated key or a reference is wrong; the message says where.
    """
    return read(FOLDER, own_folder())


def own_folder() -> Path | None:
    """The user's folder of knowledge, if one is named."""
    named = os.environ.get(OWN_FOLDER)
    return Path(named) if named else None


@cache
def read(folder: Path, own: Path | None = None) -> Knowledge:
    """Read and validate every file of a knowledge folder, and those that there are of one to lay over it.

    Raises:
        KnowledgeError: A column, a cell, a repeated key or a reference is wrong; the message says where.
    """
    rows = {table: _read(folder / f"{table}.csv", record) for table, record in _FILES.items()}
    if own is not None:
        files = {table: own / f"{table}.csv" for table in _FILES if (own / f"{table}.csv").is_file()}
        if not files:
            raise KnowledgeError(f"{own} holds no file of knowledge: name them {', '.join(f'{t}.csv' for t in _FILES)}")
        for table, path in files.items():
            rows[table] = _laid_over(rows[table], _read(path, _FILES[table]), _IDENTITY[table])
    actors = _keys("actors", rows["actors"], "actor_id")
    goods = _keys("goods", rows["goods"], "key")
    topics = _keys("topics", rows["topics"], "key")
    measures = _keys("measures", rows["measures"], "measure_id")
    _keys("places", rows["places"], "place_id")
    _keys("outlets", rows["outlets"], "outlet_id")
    _keys("cues", rows["cues"], "lemma")
    _keys("events", rows["events"], "event_id")
    _refer("roles", rows["roles"], "actor_id", actors, "actors")
    _refer("places", rows["places"], "government", actors, "actors")
    _refer("goods", rows["goods"], "topic", topics, "topics")
    _refer("goods", rows["goods"], "part_of", goods, "goods")
    _refer("measures", rows["measures"], "goods", goods, "goods")
    _refer("measure_steps", rows["measure_steps"], "measure_id", measures, "measures")
    _refer("events", rows["events"], "actors", actors, "actors")
    dated = [row.as_of for table in rows.values() for row in table if hasattr(row, "as_of")]
    return Knowledge(**{table: tuple(found) for table, found in rows.items()}, as_of=max(dated))


@cache
def country_names(knowledge: Knowledge) -> dict[str, str]:
    """ISO 3166 code → name, with "EU" and "*" (every country)."""
    countries = (place for place in knowledge.places if place.code and place.kind in {"country", "union"})
    return {place.code or "": place.name for place in countries} | {"*": "all countries"}
