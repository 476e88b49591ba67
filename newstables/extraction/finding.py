"""Files to read, wherever they are: in local folders as ``reading`` finds them, at URLs by the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from newstables import reading
from newstables.places import NAMELESS, Place, PlaceError, Remote, Status, place
from newstables.reading import read_bytes, read_file
from newstables.reading.files import chosen
from newstables.reading.formats import FORMATS, PAGE
from newstables.records import FileReading, ReadError

_NOWHERE = "no such file or folder"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or what is not to be found.

    Attributes:
        shown: The name to show: below a folder "folder/inner/file.txt", else the bare file name.
        status: Of a file at a URL, as it was listed; None for a local one, which is quickly looked at.
        fault: Why there is no file, or a folder that cannot be listed, at a URL; "" for a file.
    """

    path: Place
    shown: str
    status: Status | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was read of a file at a URL, and what it was when it was read; ``digest`` "" where there is no content."""

    reading: FileReading
    size: int
    changed_ns: int
    digest: str


def find_files(paths: Iterable[str | Path | Remote]) -> Iterator[Found]:
    """Every file to read, once per run of local paths or of URLs, in order of names; see ``reading.find_files``.

    Raises:
        PlaceError: A filesystem is unknown or cannot be reached: that is no word on what files there are.
    """
    for at_url, places in groupby(map(place, paths), lambda found: isinstance(found, Remote)):
        if not at_url:
            local = (found for found in places if isinstance(found, Path))
            yield from (Found(path, shown) for path, shown in reading.find_files(local))
            continue
        seen: set[Place] = set()
        for root in places:
            for found in _at(root) if isinstance(root, Remote) else ():
                if found.path not in seen:
                    seen.add(found.path)
                    yield found


def read(path: Place, shown: str) -> FileReading:
    """As ``reading.read_file``, also of a file at a URL.

    Raises:
        PlaceError: The filesystem cannot be reached.
    """
    return fetch(path, shown).reading if isinstance(path, Remote) else read_file(path, shown=shown)


def fetch(path: Remote, shown: str) -> Fetched:
    """Read a file at a URL, with one look at it and one transfer.

    Raises:
        PlaceError: The filesystem cannot be reached, which is no fault of the file.
    """
    size, changed_ns = 0, 0
    try:
        status = path.status()  # before the content, so that a change in between is seen next time
        size, changed_ns = status.size or 0, status.changed_ns or 0
        if reason := _refused(path, status):
            digest = path.digest() if status.kind == "file" else ""
            return Fetched(FileReading(shown, (), (ReadError(shown, reason),), ()), size, changed_ns, digest)
        data = path.read_bytes()
    except PlaceError:
        raise
    except OSError as error:
        fault = ReadError(shown, " ".join(str(error.strerror or error).split()))
        return Fetched(FileReading(shown, (), (fault,), ()), size, changed_ns, "")
    return Fetched(read_bytes(data, shown=shown), size or len(data), changed_ns, sha256(data).hexdigest())


def _refused(path: Remote, status: Status) -> str:
    """Why a file is not even held in memory, in the words of ``read_file``; "" where it is read."""
    if status.kind == "directory":
        path.entries()  # says why, where a folder cannot be listed
        return "a folder, not a file"
    if status.kind == "other":  # as of file://; reading a pipe would wait for ever
        return "neither a file nor a folder"
    format_ = FORMATS.get(path.suffix.lower()) or PAGE  # of an unknown one the larger that it may be
    if status.size is not None and status.size > format_.max_bytes:
        return f"over-long: {status.size:,} bytes, the limit is {format_.max_bytes:,}"
    return ""


def _at(root: Remote) -> Iterator[Found]:
    try:
        status = root.status()
    except PlaceError:
        raise
    except FileNotFoundError:
        yield Found(root, root.name, fault=_NOWHERE)
    except OSError as error:
        yield Found(root, root.name, fault=error.strerror or str(error))
    else:
        if status.kind == "directory":
            yield from _below(root, root.name)
        else:
            yield Found(root, root.name, status)


def _below(folder: Remote, shown: str) -> Iterator[Found]:
    try:
        entries = {path.name: (path, status) for path, status in folder.entries()}
    except PlaceError:
        raise
    except OSError as error:
        yield Found(folder, shown, fault=error.strerror or str(error))
        return
    folders = {name for name, (_, status) in entries.items() if status.kind == "directory"}
    articles, inner = chosen(entries.keys() - folders, folders)
    for name in articles:
        path, status = entries[name]
        fault = "its name cannot stand in a URL: rename it" if status.kind == NAMELESS else ""
        yield Found(path, f"{shown}/{name}", status, fault)
    for name in inner:
        yield from _below(entries[name][0], f"{shown}/{name}")
