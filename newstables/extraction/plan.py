"""What there is to do: the files that are there now against those in the store."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from newstables.extraction.batches import digest
from newstables.extraction.finding import find_files
from newstables.places import Place, Remote, at_url, is_url
from newstables.records import ReadError
from newstables.store import StoredFile


@dataclass(frozen=True, slots=True)
class Plan:
    """What brings a store up to date."""

    todo: dict[str, str]  # absolute path or URL → name as shown, of the files to read, in order
    removed: frozenset[str]  # paths of stored files that are no more
    changed: dict[str, StoredFile]  # path in the store → what the file is now, its content being the same


Stamp = tuple[int | None, int | None]  # size and time of change, or None where the filesystem does not tell


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is under some paths, by absolute path or URL."""

    files: dict[str, str] = field(default_factory=dict)  # → name as shown, in the order of reading
    stamps: dict[str, Stamp] = field(default_factory=dict)  # of those at URLs, as listed
    errors: dict[str, ReadError] = field(default_factory=dict)  # what of the paths is no file


def find(paths: Iterable[Place], *, store: Place) -> Finding:
    """Look for files under the paths.

    The store's own parts, should they lie under the paths, are not articles.
    """
    found = Finding()
    for file in find_files(paths):
        if isinstance(file.path, Remote):
            key, inside = str(file.path), isinstance(store, Remote) and (store / "parts").holds(str(file.path))
        else:
            key = os.path.abspath(file.path)
            inside = isinstance(store, Path) and Path(key).is_relative_to(store / "parts")
        if inside:
            continue
        if file.fault or (file.status is None and _gone(key)):
            found.errors[key] = ReadError(file.shown, file.fault or "no such file or folder")
        elif not _is_text(key):
            found.errors[key] = ReadError(file.shown, "its name holds bytes that are no characters: rename it")
        else:
            found.files[key] = file.shown
            if file.status is not None:
                found.stamps[key] = (file.status.size, file.status.changed_ns)
    return found


def make_plan(
    finding: Finding,
    *,
    roots: Iterable[Place],
    stored: Mapping[str, StoredFile],
    places: Mapping[str, str],
    version: str,
) -> Plan:
    """Compare files by size and time of change, and by content where these differ.

    Args:
        finding: What there is under the roots.
        roots: The absolute paths and URLs asked for; stored files elsewhere are left alone, with two exceptions: what
            another version extracted, and what waited for an article of a file that is no more.
        stored: Path → file, of the whole store.
        places: article_id → where it stands, of the whole store.
        version: Of what extracts now.
    """
    found = finding.files
    under = _under(roots)
    vanished = {path for path in stored if path not in found and under(path) and _gone(path)}
    moved = _moved(finding, stored, vanished, version)
    removed = frozenset(vanished - set(moved))
    touched = {}
    todo = {path for path in found if path not in stored} - {file.file for file in moved.values()}
    for path, file in stored.items():
        if path in vanished:
            continue
        if file.extracted_by != version or not file.digest:
            todo.add(path)
        elif path in found and (file.size, file.modified_ns) != (stamp := _stamp(path, finding)):
            if stamp and stamp[0] in {None, file.size} and _digest(path) == file.digest:
                touched[path] = replace(file, modified_ns=stamp[1] or 0)
            else:
                todo.add(path)
    freed = {key for path in removed | todo if path in stored for key in stored[path].kept}
    for path, file in stored.items():
        if path not in vanished and any(key in freed or key not in places for key, _ in file.waiting):
            todo.add(path)
    elsewhere = sorted(path for path in todo if path not in found and _may_be_read(path))
    return Plan(
        todo={path: shown for path, shown in found.items() if path in todo}
        | {path: stored[path].shown for path in elsewhere},
        removed=removed,
        changed={path: file for path, file in touched.items() if path not in todo and file != stored[path]} | moved,
    )


def _moved(
    finding: Finding, stored: Mapping[str, StoredFile], vanished: set[str], version: str
) -> dict[str, StoredFile]:
    """Old path → file as it is now, for content that was known under a path that vanished.

    The ending must be the same, for it tells how the content is to be read.
    """
    lost: dict[tuple[int | None, str], list[StoredFile]] = defaultdict(list)
    for path in sorted(vanished, reverse=True):
        file = stored[path]
        if file.digest and file.extracted_by == version:
            lost[file.size, Path(path).suffix.lower()].append(file)
    moved = {}
    for path, shown in finding.files.items():
        stamp = _stamp(path, finding)
        if path in stored or stamp is None:
            continue
        candidates = lost.get((stamp[0], Path(path).suffix.lower()))
        content = _digest(path) if candidates else None
        for old in candidates or ():
            if old.digest == content and old.file not in moved:
                errors = [shown + line.removeprefix(old.shown) for line in old.errors]
                moved[old.file] = replace(old, file=path, shown=shown, modified_ns=stamp[1] or 0, errors=errors)
                break
    return moved


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _under(roots: Iterable[Place]) -> Callable[[str], bool]:
    """Whether a path is a root or below one that is there: a folder that is missing may be on a disk not mounted."""
    there = cache(lambda root: root.is_dir())

    def below(path: str, root: Place) -> bool:
        if isinstance(root, Remote):
            return root.holds(path) and there(root)
        return not is_url(path) and Path(path).is_relative_to(root) and there(root)

    return lambda path: any(path == str(root) or below(path, root) for root in roots)


def _gone(path: str) -> bool:
    """Whether there is surely no such file; one that may not be looked at may be there."""
    try:
        _look(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _may_be_read(path: str) -> bool:
    """Whether a file may be there; what is at a URL that does not answer is left as it is stored."""
    if not is_url(path):
        return not _gone(path)
    try:
        _look(path)
    except OSError:
        return False
    return True


def _look(path: str) -> Stamp:
    if is_url(path):
        status = at_url(path).status()
        return status.size, status.changed_ns
    local = os.stat(path)
    return local.st_size, local.st_mtime_ns


def _stamp(path: str, finding: Finding) -> Stamp | None:
    try:
        return finding.stamps.get(path) or _look(path)
    except OSError:
        return None


def _digest(path: str) -> str | None:
    try:
        return digest(path)
    except OSError:
        return None
