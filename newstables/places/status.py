"""What a filesystem tells of a file, as size and a number that is another when the file is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

_TAGS = ("ETag", "etag", "md5Hash", "content_md5", "generation")
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "modified", "modify", "last_write_time")
_SECOND = 10**9
NAMELESS = "nameless"  # its name cannot stand in a URL, as some with ? or # in them


class Status(NamedTuple):
    """A file, a folder, or what else there is."""

    kind: str  # "file", "directory", NAMELESS or another word of the filesystem's
    size: int | None  # bytes; None where the filesystem does not tell
    changed_ns: int | None  # another number whenever the file is another; None where nothing tells


def status_of(info: Mapping[str, Any], *, times: tuple[str, ...] = ()) -> Status:
    """Read what ``info`` or ``ls`` of an fsspec filesystem gave.

    Times of object stores are of whole seconds, within which a file may be replaced by one of the same size; so where
    there is an entity tag, it stands in place of the fractions of the second.

    Args:
        info: With "type" and "size"; the other names are each filesystem's own.
        times: More names under which this filesystem keeps the time of the last change.
    """
    stated = (_nanoseconds(info.get(name)) for name in (*_TIMES, *times))
    changed = next((number for number in stated if number is not None), None)
    tag = next((str(info[name]).strip('W/"') for name in _TAGS if info.get(name)), "")
    if tag:
        mark = int(sha256(tag.encode()).hexdigest()[:12], 16) % _SECOND
        changed = (changed or 0) // _SECOND * _SECOND + mark
    size = info.get("size")
    return Status(str(info.get("type")), None if size is None else int(size), changed)


def _nanoseconds(time: object) -> int | None:
    """Since 1970, to the microsecond; of a number, a ``datetime``, ISO 8601, or YYYYMMDDHHMMSS[.SSS] as FTP has."""
    if isinstance(time, str):
        try:
            found = datetime.fromisoformat(time if "-" in time else f"{time[:8]}T{time[8:]}")
        except ValueError:
            return None
        time = found if found.tzinfo else found.replace(tzinfo=UTC)
    if isinstance(time, datetime):
        time = time.timestamp()
    return round(time * 1_000_000) * 1_000 if isinstance(time, int | float) else None
