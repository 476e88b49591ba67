"""Files → articles. Bad input is data: whatever a file holds, it comes back as articles, errors and notes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from newstables.reading.article import make_article
from newstables.reading.draft import BadRow, Draft, Found
from newstables.reading.files import find_files, shown_name
from newstables.reading.formats import Format, format_of
from newstables.reading.unreadable import UnreadableError
from newstables.records import Article, FileReading, ReadError

_START = 512  # bytes, enough to tell a page from plain text


def read_articles(paths: Iterable[str | Path]) -> Iterator[Article | ReadError]:
    """Read files, and folders through and through, one after the other.

    Yields:
        The articles of each file, then what could not be read of it.

    >>> [found.reason for found in read_articles(["no-such-file.txt"])]
    ['No such file or directory']
    """
    for path, shown in find_files(paths):
        reading = read_file(path, shown=shown)
        yield from reading.articles
        yield from reading.errors


def read_file(path: Path, *, shown: str | None = None) -> FileReading:
    """Read one file in the format that its extension names; an unknown extension is read as plain text or a page.

    Never raises for bad input: what cannot be read is in ``errors``, with the reason.

    Args:
        path: The file.
        shown: The name to show for it; its file name where none is given.
    """
    return _reading(shown_name(path, path) if shown is None else shown, lambda: _find(path))


def read_bytes(data: bytes, *, shown: str) -> FileReading:
    """As ``read_file``, of a file that is nowhere but in memory. The ending of ``shown`` tells its format."""

    def find() -> Found:
        format_ = format_of(os.path.splitext(shown)[1], data[:_START])
        if len(data) > format_.max_bytes:
            raise _over_long(len(data), format_)
        return _found(format_, data)

    return _reading(shown, find)


def _reading(shown: str, find: Callable[[], Found]) -> FileReading:
    read_at = datetime.now(UTC)
    try:
        found = find()
    except UnreadableError as error:
        return FileReading(shown, (), (_error(shown, str(error)),), ())
    articles: list[Article] = []
    errors: list[ReadError] = []
    notes = list(found.notes)
    for draft in found.drafts:
        where = shown if draft.row is None else f"{shown}#{draft.row}"
        result = _article_or_error(draft, where, read_at)
        if isinstance(result, ReadError):
            errors.append(result)
            continue
        article, noted = result
        articles.append(article)
        notes += noted if draft.row is None else [f"#{draft.row}: {note}" for note in noted]
    if not found.drafts:
        errors.append(_error(shown, "empty: it holds no articles"))
    return FileReading(shown, tuple(articles), tuple(errors), tuple(notes))


def _article_or_error(draft: Draft | BadRow, where: str, read_at: datetime) -> tuple[Article, list[str]] | ReadError:
    if isinstance(draft, BadRow):
        return _error(where, draft.reason)
    try:
        return make_article(draft, file=where, read_at=read_at)
    except UnreadableError as error:
        return _error(where, str(error))


def _error(where: str, reason: str) -> ReadError:
    """One line each: a reason may quote what the file holds."""
    return ReadError(where, " ".join(reason.encode("utf-8", "replace").decode().split()))


def _find(path: Path) -> Found:
    try:
        format_, data = _load(path)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    return _found(format_, data)


def _found(format_: Format, data: bytes) -> Found:
    if not data.strip():
        raise UnreadableError("empty: it holds no words")
    return format_.read(data)


def _over_long(size: int, format_: Format) -> UnreadableError:
    return UnreadableError(f"over-long: {size:,} bytes, the limit is {format_.max_bytes:,}")


def _load(path: Path) -> tuple[Format, bytes]:
    """The format and the bytes of a file. Of one that is too large, nothing but its start is read."""
    try:
        status = path.stat()
    except ValueError as error:
        raise UnreadableError(f"not a path: {error}") from error
    if stat.S_ISDIR(status.st_mode):
        os.scandir(path).close()  # says why, where a folder cannot be listed
        raise UnreadableError("a folder, not a file")
    if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for ever
        raise UnreadableError("neither a file nor a folder")
    with path.open("rb") as file:
        format_ = format_of(path.suffix, file.read(_START))
        if status.st_size > format_.max_bytes:
            raise _over_long(status.st_size, format_)
        file.seek(0)
        return format_, file.read()
