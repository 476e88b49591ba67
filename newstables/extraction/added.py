"""Files that someone hands in, held in memory: read and extracted within limits."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pandas as pd
import pyarrow as pa

from newstables.extraction.aside import Aside
from newstables.extraction.batches import version
from newstables.reading.archives import shown_name, unpacked
from newstables.reading.bounds import refusal
from newstables.records import Article, FileReading, ReadError
from newstables.store import StoredFile
from newstables.tables import CONTENT, TABLES, arrow_table, to_frame


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be added."""

    files: int = 50  # at once; an archive is one
    file_bytes: int = 5_000_000
    total_bytes: int = 20_000_000  # at once
    articles: int = 200  # held together
    words: int = 300_000  # held together
    seconds: float = 120.0  # from the first file to the last


LIMITS = Limits()


def _no_rows() -> dict[str, pa.Table]:
    return {table: arrow_table((), TABLES[table]) for table in CONTENT}


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Added:
    """What was added so far; never changed. ``tables`` are those of a batch: articles and what was extracted."""

    files: tuple[StoredFile, ...] = ()
    tables: dict[str, pa.Table] = field(default_factory=_no_rows)

    @property
    def articles(self) -> int:
        """How many articles."""
        return len(self.tables["articles"])

    @property
    def words(self) -> int:
        """How many words they have together."""
        return sum(self.tables["articles"]["words"].to_pylist())

    @property
    def keys(self) -> set[str]:
        """The article_ids."""
        return set(self.tables["articles"]["article_id"].to_pylist())

    def frames(self) -> dict[str, pd.DataFrame]:
        """One pandas frame per table, columns as in the store."""
        return {name: to_frame(table) for name, table in self.tables.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one article, or of one file that holds none."""

    where: str
    reason: str = ""  # why it was skipped; "" where it was read
    title: str = ""
    words: int = 0
    note: str = ""

    @property
    def read(self) -> bool:
        """Whether it was read."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Step:
    """How far adding is: what is held now, the new lines of the report, and what comes next."""

    added: Added
    lines: tuple[Line, ...]
    done: int  # files handed in, an archive being one
    next: str  # as shown


def add(
    added: Added, given: Iterable[tuple[str, bytes]], *, aside: Aside, present: Collection[str], limits: Limits = LIMITS
) -> Iterator[Step]:
    """Read and extract files, step by step; whoever stops in between keeps what was done.

    Args:
        added: What is held already.
        given: Name and content of each file. A ZIP archive gives those that it holds.
        aside: The process that reads and extracts.
        present: article_ids that need not be added, for they are in the store.
        limits: What may be added.

    Yields:
        A step before each file, one after each article, and one at the end.
    """
    until = time.monotonic() + limits.seconds
    total = done = 0
    for name, data in given:
        shown = shown_name(name)
        yield Step(added, (), done, shown)
        total += len(data)
        for found in _files(shown, data, too_much=_too_much(done, len(data), total, until, limits)):
            if isinstance(found, ReadError):
                yield Step(added, (Line(found.path, found.reason),), done, shown)
                continue
            for step in _add_file(added, *found, aside=aside, present=present, until=until, limits=limits):
                added = step.added
                yield replace(step, done=done)
        done += 1
    yield Step(added, (), done, "")


def _too_much(done: int, size: int, total: int, until: float, limits: Limits) -> str | None:
    """Why the next file is not even opened."""
    if done >= limits.files:
        return f"{limits.files} files are read at once: add it another time"
    if size > limits.file_bytes:
        return f"over-long: {size:,} bytes, an added file may have {limits.file_bytes:,}"
    if total > limits.total_bytes:
        return f"the files together are over {limits.total_bytes:,} bytes: add it another time"
    return _late(until, limits)


def _late(until: float, limits: Limits) -> str | None:
    return f"not reached within {limits.seconds:g} seconds: add it again" if time.monotonic() > until else None


def _files(shown: str, data: bytes, *, too_much: str | None) -> Iterator[tuple[str, bytes] | ReadError]:
    if too_much:
        yield ReadError(shown, too_much)
    elif shown.lower().endswith(".zip"):
        yield from unpacked(shown, data)
    else:
        yield shown, data


def _add_file(
    added: Added,
    shown: str,
    data: bytes,
    *,
    aside: Aside,
    present: Collection[str],
    until: float,
    limits: Limits,
) -> Iterator[Step]:
    """A step for each article of a file, then one with what could not be read of it."""
    if late := _late(until, limits):
        yield Step(added, (Line(shown, late),), 0, shown)
        return
    reading = aside.read(shown, data)
    notes = _notes(reading)
    file = _file(shown, data, reading)
    file = next((held for held in added.files if held.file == file.file), file)
    for number, article in enumerate(reading.articles):
        if rest := _full(added, limits) or _late(until, limits):
            left = len(reading.articles) - number
            yield Step(added, (Line(article.file, f"{rest} ({left:,} of this file are left)"),), 0, shown)
            break
        found = _refused(added, article, present, limits) or aside.extract(article)
        if isinstance(found, str | ReadError):
            line = Line(article.file, found if isinstance(found, str) else found.reason, article.title, article.words)
            yield Step(added, (line,), 0, shown)
            continue
        file = replace(file, waiting=[*file.waiting, [article.article_id, article.file.removeprefix(shown)]])
        others = tuple(held for held in added.files if held.file != file.file)
        tables = {name: pa.concat_tables([table, found[name]]) for name, table in added.tables.items()}
        added = Added((*others, file), tables)
        where = article.file.removeprefix(shown)
        note = "; ".join(dict.fromkeys([*notes[""], *notes[where]]))
        yield Step(added, (Line(article.file, "", article.title, article.words, note),), 0, shown)
    if reading.errors:
        yield Step(added, tuple(Line(error.path, error.reason) for error in reading.errors), 0, shown)


def _notes(reading: FileReading) -> dict[str, list[str]]:
    """Notes by "#ROW"; under "" those on the whole file."""
    notes = defaultdict(list)
    for note in reading.notes:
        row, _, words = note.partition(": ") if note.startswith("#") else ("", "", note)
        notes[row].append(words)
    return notes


def _full(added: Added, limits: Limits) -> str | None:
    full = added.articles >= limits.articles
    return f"{limits.articles:,} articles are held already, and no more may be" if full else None


def _refused(added: Added, article: Article, present: Collection[str], limits: Limits) -> str | None:
    if article.article_id in present:
        return "it is among the articles already"
    if article.article_id in added.keys:
        return "it was added already"
    if added.words + article.words > limits.words:
        return f"{added.words:,} words are held already; with it they were over {limits.words:,}"
    return refusal(article)


def _file(shown: str, data: bytes, reading: FileReading) -> StoredFile:
    """A record for the store. Its path leads nowhere, so that no later build takes it for a file of its own."""
    digest = sha256(data).hexdigest()
    return StoredFile(
        file=f"added:{digest[:16]}/{shown}",
        size=len(data),
        modified_ns=0,
        digest=digest,
        articles=0,
        errors=[f"{error.path}: {error.reason}" for error in reading.errors],
        notes=list(reading.notes),
        shown=shown,
        extracted_by=version(None),
        kept=[],
        waiting=[],
        batch="",
    )
