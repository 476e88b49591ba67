"""The index: the words of titles and texts in SQLite FTS5, in a file that is never changed once it has its name."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from newstables.search.query import Phrase, Query, expression, phrases
from newstables.search.tokens import indexed

logger = logging.getLogger(__name__)

INDEXED = ["article_id", "title", "text"]
RANKED = 10_000  # articles: with more, BM25 would take too long
_FORMAT = 1  # raise it whenever the tables or the rule for words change
_TITLE_WEIGHT = 8.0  # a word of the title counts as much as eight of the text
_BEST_FIRST = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, {_TITLE_WEIGHT}, 1.0), rowid"  # noqa: S608
_AT_ONCE = 1000  # articles, whose texts are held as Python's strings at once
_STALE = 3600  # seconds after which a file not finished is one of a killed process
_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE articles (number INTEGER PRIMARY KEY, article_id TEXT NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='ascii');
    INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
"""


class Index:
    """The words of some articles, to be searched by any number of threads.

    Attributes:
        path: The file, or None where the index is in memory.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.Lock()
        keys = [key for (key,) in connection.execute("SELECT article_id FROM articles ORDER BY number")]
        self._ids = pa.array(keys, pa.string())

    def __len__(self) -> int:
        return len(self._ids)

    def search(self, query: Query) -> pd.DataFrame:
        """One row per article that matches, the best first: article_id (str), rank (int, from 1).

        Ranked by BM25, the title weighing more than the text. A query that finds more than ``RANKED`` articles tells
        them apart by little: there, those that match by their title share the first rank, and the others the next.
        """
        match = expression(query)
        every = self._numbers("SELECT rowid FROM words WHERE words MATCH ?", match)
        if len(every) > RANKED:
            titled = self._numbers("SELECT rowid FROM words WHERE words MATCH ?", f"title : ({match}) AND ({match})")
            rest = np.setdiff1d(every, titled, assume_unique=True)
            order = np.concatenate([titled, rest])
            ranks = np.repeat([1, len(titled) + 1], [len(titled), len(rest)])
        else:
            order = self._numbers(_BEST_FIRST, match)
            ranks = np.arange(1, len(order) + 1)
        keys: Any = pd.array(self._ids.take(pa.array(order)), dtype=pd.ArrowDtype(pa.string()))
        return pd.DataFrame({"article_id": keys, "rank": ranks})

    def unknown(self, query: Query) -> list[Phrase]:
        """The words and phrases of a query that no article holds, of those that must or may occur."""
        first = "SELECT rowid FROM words WHERE words MATCH ? LIMIT 1"
        return [phrase for phrase in phrases(query) if not len(self._numbers(first, expression(phrase)))]

    def close(self) -> None:
        """Let go of the file; the index can no longer be searched."""
        self._connection.close()

    def _numbers(self, statement: str, match: str) -> npt.NDArray[np.int64]:
        """The numbers that a statement gives, in its order: fetched as one string, for rows are slow to fetch."""
        with self._lock:
            [found] = self._connection.execute(f"SELECT group_concat(rowid) FROM ({statement})", (match,)).fetchone()  # noqa: S608
        return np.fromstring(found or "", dtype=np.int64, sep=",")


def index_of(articles: pd.DataFrame) -> Index:
    """An index in memory. Reads ``article_id``, ``title`` and ``text``."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection, articles)
    return Index(connection)


def open_index(folder: Path, key: str, articles: Callable[[], pd.DataFrame]) -> Index:
    """The index of a folder for one state of the articles; built, whole or not at all, where there is none yet.

    Any number of processes may call this at once: each builds under a name of its own, and the last to end gives its
    index the name that is read. Where the folder cannot be written, the index is in memory.

    Args:
        folder: Where the file lies: that of the store.
        key: Names the state: that of the store's snapshot. Letters and digits.
        articles: Gives ``article_id``, ``title`` and ``text`` of every article; called where the index must be built.
    """
    path = _path(folder, key)
    found = _opened(path)
    if found is not None:
        return found
    table = articles()
    return (_opened(path) if _built(path, table) else None) or index_of(table)


def prepare_index(folder: Path, key: str, articles: Callable[[], pd.DataFrame]) -> None:
    """Build the index that ``open_index`` will look for, where there is none yet and the folder can be written."""
    path = _path(folder, key)
    if not path.is_file():
        _built(path, articles())


def _path(folder: Path, key: str) -> Path:
    return folder / f"search-{key}-{_FORMAT}.sqlite"


def _built(path: Path, articles: pd.DataFrame) -> bool:
    """Whether the file could be written; those of other states go."""
    try:
        _build(path, articles)
    except (OSError, sqlite3.OperationalError) as error:
        logger.info("The index %s cannot be written: %s", path, error)
        return False
    _sweep(path)
    return True


def _opened(path: Path) -> Index | None:
    """The index of a file, or None where there is none or it is not whole."""
    if not path.is_file():
        return None
    connection = None
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        pages, size, format_ = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size", "user_version")
        )
        if format_ == _FORMAT and pages * size == path.stat().st_size:
            connection.execute("SELECT rowid FROM words WHERE words MATCH '\"a\"' LIMIT 1").fetchone()
            return Index(connection, path)
    except (OSError, sqlite3.DatabaseError) as error:
        logger.info("The index %s is built anew: %s", path, error)
    if connection is not None:
        connection.close()
    return None


def _build(path: Path, articles: pd.DataFrame) -> None:
    temporary = path.with_name(f"search-{os.getpid()}-{token_hex(4)}.tmp")
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            _fill(connection, articles)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)  # there only where something went wrong


def _fill(connection: sqlite3.Connection, articles: pd.DataFrame) -> None:
    """Write every article, numbered in the order of their ids, then what says that the index is whole."""
    order = np.argsort(articles["article_id"].to_numpy(dtype=object))
    connection.executescript(_TABLES)
    for start in range(0, len(order), _AT_ONCE):
        some = articles[INDEXED].take(order[start : start + _AT_ONCE])
        keys, titles, texts = (some[column].to_list() for column in INDEXED)
        connection.executemany("INSERT INTO articles VALUES (?, ?)", enumerate(keys, start))
        rows = zip(range(start, start + len(keys)), map(indexed, titles), map(indexed, texts), strict=True)
        connection.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", rows)
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute(f"PRAGMA user_version = {_FORMAT}")
    connection.commit()


def _sweep(path: Path) -> None:
    """Remove the indexes of other states, and what killed processes left."""
    for other in path.parent.glob("search-*"):
        with suppress(OSError):  # another process has it open, or has just removed it
            stale = other.suffix == ".tmp" and time.time() - other.stat().st_mtime > _STALE
            if stale or (other.suffix == ".sqlite" and other != path):
                other.unlink()
