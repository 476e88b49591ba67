"""The store as its readers see it: one pandas frame per table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newstables.places import Place, PlaceError, Remote, place
from newstables.records import FileRecord, Group
from newstables.store.parts import read_groups, read_parts
from newstables.store.state import FORMAT, State, StoredFile, StoreError, all_errors, load
from newstables.tables import TABLES, arrow_table, check, schema, to_frame

_ORDER: dict[str, list[str]] = {
    "articles": ["article_id"],
    "entities": ["article_id", "start_char", "end_char", "kind"],
    "quotes": ["article_id", "start_char", "end_char", "quote_id"],
    "tariffs": ["article_id", "start_char", "end_char", "claim_id"],
    "events": ["article_id", "start_char", "date_start", "event_id"],
    "files": ["file"],
}


class Store:
    """A store as it stands when first read from; open another to see what was committed since.

    Args:
        path: The folder that ``newstables build`` wrote, or its URL.

    Raises:
        StoreError: The URL is of an unknown protocol, or of one that needs a package which is not installed.
    """

    def __init__(self, path: str | Path | Remote) -> None:
        try:
            self.path: Place = place(path)
        except PlaceError as error:
            raise StoreError(str(error)) from error
        self._state: State | None = None

    @property
    def exists(self) -> bool:
        """Whether anything was ever committed here."""
        return self._opened() is not None

    @property
    def version(self) -> str:
        """Changes on each commit, be it that of the same content: the key under which to cache what was read."""
        return hashlib.sha256(repr(self._opened()).encode()).hexdigest()[:16]

    @property
    def snapshot(self) -> str:
        """Id of the content: the same files read by the same code, knowledge and pipeline have the same, anywhere."""
        return self._live().snapshot

    def articles(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One row per article, by article_id; columns are those of ``records.Article``, or the ones asked for."""
        return self._frame("articles", columns)

    def entities(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One row per mention, by article and place; columns are those of ``records.Entity``, or the ones asked for."""
        return self._frame("entities", columns)

    def quotes(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One row per statement, by article and place; columns are those of ``records.Quote``, or those asked for."""
        return self._frame("quotes", columns)

    def tariffs(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One row per claim, by article and place; columns are those of ``records.Tariff``, or the ones asked for."""
        return self._frame("tariffs", columns)

    def events(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One row per dated sentence, by article and place; columns are those of ``records.DatedSentence``."""
        return self._frame("events", columns)

    def groups(self) -> pd.DataFrame:
        """One row per article, by article_id: its story, and what it is a near-copy of; see ``records.Group``.

        Empty while a build goes on: they are found at its end.
        """
        return check(to_frame(self._groups()), Group)

    def files(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One row per file that was read or tried, by path; columns are those of ``records.FileRecord``."""
        return self._frame("files", columns)

    def unordered(self, table: str) -> pd.DataFrame:
        """As the method of a table's name, its rows in no order that means anything: to sort a million takes time."""
        return self._frame(table, None, ordered=False)

    def _opened(self) -> State | None:
        if self._state is None:
            self._state = load(self.path)
        return self._state

    def _live(self) -> State:
        state = self._opened()
        if state is None:
            raise StoreError(f"there is no store at {self.path}: make one with newstables build ARTICLES --store DIR")
        if state.format < FORMAT:
            raise StoreError(f"{self.path} was written by an older newstables: run newstables build over it again")
        return state

    def _frame(self, table: str, columns: Sequence[str] | None, *, ordered: bool = True) -> pd.DataFrame:
        record = TABLES[table]
        names = schema(record).names
        wanted = list(columns or names)
        if unknown := sorted(set(wanted) - set(names)):
            raise StoreError(f"{table} has no column {', '.join(unknown)}; its columns are {', '.join(names)}")
        order = _ORDER[table] if ordered else []
        if table == "files":
            rows = self._files()
        elif table == "articles":
            rows = self._articles(list(dict.fromkeys([*wanted, *order])))
        else:
            rows = read_parts(self.path, table, self._live().batches, list(dict.fromkeys([*wanted, *order])))
        if ordered:
            rows = rows.sort_by([(name, "ascending") for name in order])
        rows = rows.select(wanted)
        return check(to_frame(rows), record) if wanted == names else to_frame(rows)

    def _articles(self, columns: list[str]) -> pa.Table:
        """Articles with what is known of them only beside all others."""
        rows = read_parts(self.path, "articles", self._live().batches, columns)
        laid_over = [name for name in ("story_id", "copy_of") if name in columns]
        if not laid_over:
            return rows
        groups = self._groups()
        place = pc.index_in(rows["article_id"], value_set=groups["article_id"])
        for name in laid_over:
            at = rows.schema.get_field_index(name)
            rows = rows.set_column(at, rows.schema.field(at), groups[name].take(place))
        return rows

    def _groups(self) -> pa.Table:
        state = self._live()
        current = state.groups.startswith(f"{state.snapshot}-")
        return read_groups(self.path, state.groups if current else "").sort_by("article_id")

    def _files(self) -> pa.Table:
        batches = self._live().batches
        stored = [StoredFile(**row) for row in read_parts(self.path, "files", batches).to_pylist()]
        where = read_parts(self.path, "articles", batches, ["article_id", "file"])
        places = dict(zip(where["article_id"].to_pylist(), where["file"].to_pylist(), strict=True))
        own = [field.name for field in fields(FileRecord) if field.name != "errors"]
        return arrow_table(
            (
                FileRecord(**{name: getattr(file, name) for name in own}, errors=all_errors(file, places))
                for file in stored
            ),
            FileRecord,
        )
