"""Corrections laid over the tables: a thousand take about as long as one, for tables are copied when all are laid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newstables.coded import arrow_array
from newstables.corrections.file import KEYS, PRIMARY, REJECT, Correction
from newstables.knowledge import load
from newstables.tables import CONTENT

Tables = Mapping[str, pd.DataFrame]
Places = Sequence[int] | NDArray[np.intp]  # of rows in their table
NAMED = {"entities": "name", "quotes": "speaker", "tariffs": "speaker"}  # table → the column that mergers change


def laid_over(
    tables: Tables, corrections: Sequence[Correction], *, beside: Tables | None = None
) -> tuple[dict[str, pd.DataFrame], list[Correction]]:
    """The tables with the corrections, in the order of the file, and those that found no row to change.

    Articles get a column ``primary`` (bool) where one of them is marked as a primary document.

    Args:
        tables: articles, entities, quotes, tariffs and events, as a store gives them; at least those ``touched``.
        corrections: What ``read`` returned.
        beside: Tables of other articles, left as they are: their rows too tell of a name who bears it.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for one in corrections:
        keys[one.table].add(one.key)
    edited = {name: _Edited(name, rows, keys[name], (beside or {}).get(name)) for name, rows in tables.items()}
    idle = [correction for correction in corrections if not _lay(edited, correction)]
    return {name: table.made() for name, table in edited.items()}, idle


def touched(corrections: Iterable[Correction]) -> list[str]:
    """The tables that corrections may change, those included that tell of their articles' days, outlets or verdicts."""
    found: set[str] = set()
    for one in corrections:
        told = {"names": NAMED, "articles": ("articles", "quotes") if one.column == PRIMARY else CONTENT}
        found.update(told.get(one.table, (one.table,)))
    return sorted(found)


def why_idle(idle: Correction, corrections: Iterable[Correction]) -> str:
    """Why a correction found no row to change, in words for a reader.

    Args:
        idle: One that ``laid_over`` returned.
        corrections: All of them.
    """
    if any((one.table, one.key, one.column) == (idle.table, idle.key, REJECT) for one in corrections if one != idle):
        return "another correction takes this row out"
    if idle.table == "names":
        return "no row has this name now"
    gone = "its article was removed or changed"
    return gone if idle.table == "articles" else f"no such row is found now: {gone}, or is read otherwise"


def _lay(tables: Mapping[str, _Edited], correction: Correction) -> bool:
    """Lay one correction over the tables; whether it found a row."""
    column, value = correction.column, correction.value or None
    if correction.table == "names":
        return _merge(tables, correction.key, value)
    table = tables[correction.table]
    places = table.at(correction.key)
    if not places:
        return False
    if column == REJECT:
        table.there[places] = False
    elif column == PRIMARY:
        table.primary[places] = True
    elif column == "speaker":
        _rename(table, places, column, value)
    elif column == "published_on":
        table.column(column).put(places, date.fromisoformat(value) if value else None)
        table.column("published_at").put(places, None)  # the instant goes with the day that it was of
    else:
        table.column(column).put(places, value)
    return True


def _merge(tables: Mapping[str, _Edited], old: str, new: str | None) -> bool:
    found = False
    for name, column in NAMED.items():
        places = tables[name].named(column, old)
        if len(places) and (new or name != "entities"):
            _rename(tables[name], places, column, new)
            found = True
    return found


def _rename(table: _Edited, places: Places, column: str, name: str | None) -> None:
    """Give rows another name, with the actor and side that the knowledge base, or else other rows, give it."""
    actor = next((actor for actor in load().actors if actor.name == name), None)
    told = {"actor_id": actor.actor_id, "side": actor.side.value} if actor else table.borne(column, name)
    table.column(column).put(places, name)
    for field in table.having("actor_id", "side", "role"):
        table.column(field).put(places, told.get(field))
    if table.having("role"):
        table.column("score").put(places, None)  # it was the chance that the tagger's reading is right


class _Edited:
    """A table while corrections are laid over it.

    Attributes:
        there: For each row whether no correction has taken it out.
        primary: For each row whether it is marked.
    """

    def __init__(self, name: str, rows: pd.DataFrame, keys: set[str], beside: pd.DataFrame | None) -> None:
        self._name, self._rows, self._keys, self._beside = name, rows, sorted(keys), beside
        self._columns: dict[str, _Column] = {}
        self.there = np.ones(len(rows), dtype=bool)
        self.primary = np.array(rows.get(PRIMARY, ~self.there), dtype=bool)

    def at(self, key: str) -> list[int]:
        """The rows of a key."""
        return [place for place in self._at.get(key, ()) if self.there[place]]

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        found = pc.index_in(arrow_array(self._rows[KEYS[self._name]]), value_set=pa.array(self._keys, pa.string()))
        places: dict[str, list[int]] = defaultdict(list)
        for place in np.flatnonzero(found.is_valid().to_numpy(zero_copy_only=False)).tolist():
            places[self._keys[found[place].as_py()]].append(place)
        return places

    def having(self, *columns: str) -> list[str]:
        """Those of some columns that the table has."""
        return [column for column in columns if column in self._rows]

    def column(self, name: str) -> _Column:
        """A column, to be read or changed."""
        if name not in self._columns:
            self._columns[name] = _Column(self._rows[name])
        return self._columns[name]

    def named(self, column: str, name: str) -> NDArray[np.intp]:
        """The rows under a name."""
        return np.flatnonzero((self.column(column).codes == self.column(column).code(name)) & self.there)

    def borne(self, column: str, name: str | None) -> dict[str, Any]:
        """The actor and side of a name by the first row under it that has one, in this table or beside it."""
        if name is None:
            return {}
        fields, alike = self.having("actor_id", "side"), self.named(column, name)
        found = {field: self.column(field).first(alike) for field in fields}
        if self._beside is not None and None in found.values():
            rows = self._beside.loc[(self._beside[column] == name).fillna(value=False).astype(bool), fields]
            first = {field: next(iter(rows[field].dropna().head(1)), None) for field in fields}
            found = {field: first[field] if value is None else value for field, value in found.items()}
        return found

    def made(self) -> pd.DataFrame:
        """The table with all that was laid over it."""
        rows = self._rows.assign(**{name: column.made() for name, column in self._columns.items()})
        if self.primary.any():
            rows[PRIMARY] = self.primary
        return rows if self.there.all() else rows[self.there]


class _Column:
    """A column of few values: for each row the code of its value, -1 for null."""

    def __init__(self, column: pd.Series[Any]) -> None:
        array = arrow_array(column)
        encoded = array.dictionary_encode()
        self.codes = encoded.indices.fill_null(-1).to_numpy().copy()
        self._values: list[Any] = encoded.dictionary.to_pylist()
        self._codes = {value: code for code, value in enumerate(self._values)}
        self._type, self._index = array.type, column.index

    def code(self, value: Any) -> int:
        """Of a value, -1 for null; of one that no row has, one that no row has."""
        return -1 if value is None else self._codes.get(value, len(self._values))

    def put(self, places: Places, value: Any) -> None:
        """Write a value into some rows."""
        code = self.code(value)
        if code == len(self._values):
            self._values.append(value)
            self._codes[value] = code
        self.codes[places] = code

    def first(self, places: NDArray[np.intp]) -> Any:
        """The first value in some rows; None where all are null."""
        known = self.codes[places]
        known = known[known >= 0]
        return self._values[known[0]] if len(known) else None

    def made(self) -> pd.Series[Any]:
        """The column, of the Arrow type that it had."""
        array = pa.array(self._values, self._type).take(pa.array(self.codes, mask=self.codes < 0))
        return pd.Series(pd.array(array, dtype=pd.ArrowDtype(self._type)), index=self._index)
