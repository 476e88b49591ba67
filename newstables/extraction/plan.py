"""What there is to do: the files that are there now against those in the store."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from newstables.extraction.batches import digest
from newstables.reading import find_files
from newstables.records import ReadError
from newstables.store import StoredFile


@dataclass(frozen=True, slots=True)
class Plan:
    """What brings a store up to date."""

    todo: dict[str, str]  # absolute path → name as shown, of the files to read, in order
    removed: frozenset[str]  # paths of stored files that are no more
    changed: dict[str, StoredFile]  # path in the store → what the file is now, its content being the same


def find(paths: Iterable[Path], *, store: Path) -> tuple[dict[str, str], dict[str, ReadError]]:
    """The files under the paths, by absolute path, with their names as shown; and what of the paths is no file.

    The store's own parts, should they lie under the paths, are not articles.
    """
    found = {}
    errors = {}
    for path, shown in find_files(paths):
        key = os.path.abspath(path)
        if Path(key).is_relative_to(store / "parts"):
            continue
        if _gone(key):
            errors[key] = ReadError(shown, "no such file or folder")
        elif not _is_text(key):
            errors[key] = ReadError(shown, "its name holds bytes that are no characters: rename it")
        else:
            found[key] = shown
    return found, errors


def make_plan(
    found: Mapping[str, str],
    *,
    roots: Iterable[Path],
    stored: Mapping[str, StoredFile],
    places: Mapping[str, str],
    version: str,
) -> Plan:
    """Compare files by size and time of change, and by content where these differ.

    Args:
        found: Absolute path → name as shown, of every file under the roots, in the order of reading.
        roots: The absolute paths that were asked for; stored files elsewhere are left alone, with two exceptions:
            what another version extracted, and what waited for an article of a file that is no more.
        stored: Path → file, of the whole store.
        places: article_id → where it stands, of the whole store.
        version: Of what extracts now.
    """
    vanished = {path for path in stored if path not in found and _under(path, roots) and _gone(path)}
    moved = _moved(found, stored, vanished, version)
    removed = frozenset(vanished - set(moved))
    touched = {}
    todo = {path for path in found if path not in stored} - {file.file for file in moved.values()}
    for path, file in stored.items():
        if path in vanished:
            continue
        if file.extracted_by != version or not file.digest:
            todo.add(path)
        elif path in found and (file.size, file.modified_ns) != (stamp := _stamp(path)):
            if stamp and stamp[0] == file.size and _digest(path) == file.digest:
                touched[path] = replace(file, modified_ns=stamp[1])
            else:
                todo.add(path)
    freed = {key for path in removed | todo if path in stored for key in stored[path].kept}
    for path, file in stored.items():
        if path not in vanished and any(key in freed or key not in places for key, _ in file.waiting):
            todo.add(path)
    elsewhere = sorted(path for path in todo if path not in found and not _gone(path))
    return Plan(
        todo={path: shown for path, shown in found.items() if path in todo}
        | {path: stored[path].shown for path in elsewhere},
        removed=removed,
        changed={path: file for path, file in touched.items() if path not in todo} | moved,
    )


def _moved(
    found: Mapping[str, str], stored: Mapping[str, StoredFile], vanished: set[str], version: str
) -> dict[str, StoredFile]:
    """Old path → file as it is now, for content that was known under a path that vanished.

    The ending must be the same, for it tells how the content is to be read.
    """
    lost = defaultdict(list)
    for path in sorted(vanished, reverse=True):
        file = stored[path]
        if file.digest and file.extracted_by == version:
            lost[file.size, Path(path).suffix.lower()].append(file)
    moved = {}
    for path, shown in found.items():
        stamp = _stamp(path)
        if path in stored or stamp is None:
            continue
        candidates = lost.get((stamp[0], Path(path).suffix.lower()))
        content = _digest(path) if candidates else None
        for old in candidates or ():
            if old.digest == content and old.file not in moved:
                errors = [shown + line.removeprefix(old.shown) for line in old.errors]
                moved[old.file] = replace(old, file=path, shown=shown, modified_ns=stamp[1], errors=errors)
                break
    return moved


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _under(path: str, roots: Iterable[Path]) -> bool:
    """Whether a path is a root or below one that is there: a folder that is missing may be on a disk not mounted."""
    return any(path == str(root) or (Path(path).is_relative_to(root) and root.is_dir()) for root in roots)


def _gone(path: str) -> bool:
    """Whether there is surely no such file; one that may not be looked at may be there."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _digest(path: str) -> str | None:
    try:
        return digest(path)
    except OSError:
        return None
