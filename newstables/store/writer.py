"""The one writer of a store. A commit is a whole change, or no change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from newstables.places import Place, Remote
from newstables.records import Group, ReadError
from newstables.store.lock import locked
from newstables.store.parts import Tables, batch_of, changed, groups_part, named, of_articles, part, read_parts, sweep
from newstables.store.state import FORMAT, STORED, State, StoredFile, all_errors, load, save, unwritable, write_part
from newstables.tables import arrow_table, check, to_frame

_FULL = 2000  # articles; parts of half as many or fewer are small
_MANY = 16  # small parts: when there are more, they are merged


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of some files: every article of theirs waits for the writer to give it a place."""

    files: tuple[StoredFile, ...]
    tables: Tables  # articles, entities, quotes, tariffs; the rows of an article once, whatever files hold it


@contextmanager
def writing(folder: Place, *, pipeline: dict[str, str], knowledge_as_of: str) -> Iterator[Writer]:
    """Lock a store's folder, made if need be, and sweep away what a killed writer left there.

    Args:
        folder: Where the store is, or is to be.
        pipeline: Name and version of what extracts from now on.
        knowledge_as_of: ISO date of the knowledge behind it.

    Raises:
        StoreError: Another process is writing, what is there cannot be read, or the folder cannot be written.
    """
    try:
        if isinstance(folder, Remote):
            (folder / "parts").mkdir()
        else:
            (folder / "parts").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    with locked(folder) as still_ours:
        state = load(folder)
        before = State() if state is None or state.format < FORMAT else state
        try:
            sweep(folder, before.batches, before.groups)
        except OSError as error:
            raise unwritable(folder, error) from error
        now = replace(before, pipeline=pipeline, knowledge_as_of=knowledge_as_of)
        writer = Writer(folder, now, still_ours)
        yield writer
        writer.finish(uncommitted=now != state)


class Writer:
    """What is in a store, and the changes to it; made by ``writing``.

    Attributes:
        files: Absolute path or URL → the file as stored.
        places: article_id → where the article stands, as shown: "FILE" or "FILE#ROW".
    """

    def __init__(self, folder: Place, state: State, may_commit: Callable[[], None]) -> None:
        self.files: dict[str, StoredFile] = {}
        self.places: dict[str, str] = {}
        self._folder = folder
        self._state = state
        self._may_commit = may_commit
        self._committed = False
        self._batches: dict[str, list[str]] = {}  # batch → paths of its files
        self._note(
            read_parts(folder, "files", state.batches),
            read_parts(folder, "articles", state.batches, ["article_id", "file"]),
        )

    @property
    def snapshot(self) -> str:
        """Id of the content as it stands; see ``Store.snapshot``."""
        return self._state.snapshot

    def errors(self, path: str) -> list[ReadError]:
        """What could not be read of a stored file, or is not needed."""
        file = self.files[path]
        parts = (line.removeprefix(file.shown).partition(": ") for line in all_errors(file, self.places))
        return [ReadError(file.shown + where, reason) for where, _, reason in parts]

    def commit(
        self, *, drop: Collection[str] = (), change: Mapping[str, StoredFile] | None = None, add: Batch | None = None
    ) -> None:
        """Drop files with their rows, move or restamp files, and add a batch: all in one.

        An article that another file has already is left out, and the file is put down as waiting for it.

        Args:
            drop: Paths of stored files, among them those that ``add`` brings anew.
            change: Path of a stored file → what it is now, its content being the same.
            add: New files and their rows.
        """
        change = change or {}
        dropped = [self.files[path] for path in drop]
        touched = {*drop, *change}
        replaced = sorted({self.files[path].batch for path in touched})
        written = [changed(self._read((batch,)), drop=set(drop), change=change) for batch in replaced]
        fresh = self._settled(add, without={key for file in dropped for key in file.kept}) if add else []
        if add:
            kept = pa.array([key for file in fresh for key in file.kept], pa.string())
            written.append(of_articles(add.tables, kept) | {"files": arrow_table(fresh, StoredFile)})
        total = int(self._state.snapshot, 16) + sum(map(_weight, fresh)) - sum(map(_weight, dropped))
        self._replace(replaced, written, snapshot=f"{total % 2**64:016x}")

    def read(self, table: str, columns: list[str]) -> pa.Table:
        """Some columns of all rows of a table, in no order that means anything."""
        return read_parts(self._folder, table, self._state.batches, columns)

    def group(self, code: str, find: Callable[[], pa.Table]) -> None:
        """Keep near-copies and stories, found anew only where the content or the finding code is another.

        Args:
            code: Version of the code that finds them, in hex digits.
            find: Finds them: a table of ``records.Group``, every article once.
        """
        name = f"{self._state.snapshot}-{code}"
        if name == self._state.groups:
            return
        table = find()
        check(to_frame(table), Group)
        path = groups_part(self._folder, name)
        write_part(path, partial(pq.write_table, table, compression="zstd"))
        self._replace([], [], groups=name)

    def finish(self, *, uncommitted: bool) -> None:
        """Merge small parts where there are many; commit at least once where the store was ``uncommitted``."""
        small = [batch for batch in self._state.batches if self._articles(batch) <= _FULL // 2]
        for group in self._groups(small) if len(small) > _MANY else ():
            self._replace(group, [self._read(tuple(group))])
        if uncommitted and not self._committed:
            self._replace([], [])

    # ------------------------------------------------------------------------------------------------- commits

    def _replace(self, replaced: Collection[str], written: Iterable[Tables], **changes: Any) -> None:
        """Write parts, then the one file that makes them live, then keep in step."""
        self._may_commit()  # before parts are written too: another writer's may have the same names
        number = self._state.commits + 1
        ready = [named(tables, f"{number:06d}-{count}") for count, tables in enumerate(written) if len(tables["files"])]
        for tables in ready:
            self._write(tables)
        live = (batch for batch in self._state.batches if batch not in replaced)
        state = replace(
            self._state,
            batches=(*live, *map(batch_of, ready)),
            commits=number,
            committed_at=datetime.now(UTC).isoformat(timespec="microseconds"),
            **changes,
        )
        self._may_commit()
        save(self._folder, state)
        self._state = state
        self._committed = True
        for batch in replaced:
            for path in self._batches.pop(batch):
                for key in self.files.pop(path).kept:
                    del self.places[key]
        for tables in ready:
            self._note(tables["files"], tables["articles"])

    def _write(self, tables: Tables) -> None:
        for name, record in STORED.items():
            table = tables[name]
            check(to_frame(table), record)
            write_part(part(self._folder, name, batch_of(tables)), partial(pq.write_table, table, compression="zstd"))

    def _read(self, batches: tuple[str, ...]) -> Tables:
        return {table: read_parts(self._folder, table, batches) for table in STORED}

    def _note(self, files: pa.Table, articles: pa.Table) -> None:
        for row in files.to_pylist():
            file = StoredFile(**row)
            self.files[file.file] = file
            self._batches.setdefault(file.batch, []).append(file.file)
        self.places.update(zip(articles["article_id"].to_pylist(), articles["file"].to_pylist(), strict=True))

    def _settled(self, add: Batch, *, without: set[str]) -> list[StoredFile]:
        """The files of a new batch, each article left to the file that has it first."""
        fresh: set[str] = set()
        files = []
        for file in add.files:
            kept: list[str] = []
            waiting: list[list[str]] = []
            for key, where in file.waiting:
                if key in fresh or (key in self.places and key not in without):
                    waiting.append([key, where])
                else:
                    fresh.add(key)
                    kept.append(key)
            files.append(replace(file, articles=len(kept), kept=kept, waiting=waiting))
        return files

    def _groups(self, batches: list[str]) -> Iterator[list[str]]:
        """Batches in groups of about ``_FULL`` articles."""
        group: list[str] = []
        for batch in batches:
            group.append(batch)
            if sum(map(self._articles, group)) >= _FULL:
                yield group
                group = []
        if len(group) > 1:
            yield group

    def _articles(self, batch: str) -> int:
        return sum(self.files[path].articles for path in self._batches[batch])


def _weight(file: StoredFile) -> int:
    """What a file adds to the snapshot: a sum, so that neither order nor batches matter."""
    if not file.digest:
        return 0
    return int(sha256(f"{file.digest} {file.extracted_by}".encode()).hexdigest()[:16], 16)
