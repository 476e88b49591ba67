"""What a store's folder holds: ``store.json``, the parts, and what is kept of each file beyond ``FileRecord``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import BinaryIO

from newstables.places import Place, Remote, write_whole
from newstables.records import FileRecord
from newstables.tables import TABLES

FORMAT = 2  # raise it whenever a column of any table changes


class StoreError(Exception):
    """A store that cannot be read or written. The message names the folder, what is wrong and the way out."""


@dataclass(frozen=True, slots=True)
class StoredFile(FileRecord):
    """One file as the store keeps it; the columns after those of ``FileRecord`` are the store's own."""

    shown: str  # the file's name as ``Article.file`` begins
    extracted_by: str  # version of the code, the knowledge and the pipeline
    kept: list[str]  # article_ids whose rows stand under this file
    waiting: list[list[str]]  # [article_id, "" or "#ROW"] of those that another file, or an earlier row, has
    batch: str  # the parts that hold its rows


STORED: dict[str, type] = TABLES | {"files": StoredFile}


@dataclass(frozen=True, slots=True)
class State:
    """One commit, as ``store.json`` has it."""

    format: int = FORMAT
    snapshot: str = "0" * 16  # of the content: the same files, code, knowledge and pipeline give the same
    pipeline: dict[str, str] = field(default_factory=dict)  # name and version
    knowledge_as_of: str = ""
    batches: tuple[str, ...] = ()
    groups: str = ""  # snapshot and version of the code that near-copies and stories were last found for and by
    commits: int = 0
    committed_at: str = ""


def load(folder: Place) -> State | None:
    """The last commit, or None where there is no store. Of an older format, the number of the format alone.

    Raises:
        StoreError: ``store.json`` is broken, or of a newer format, or cannot be reached.
    """
    path = folder / "store.json"
    text = _text(path)
    if isinstance(path, Remote) and not _is_whole(path, text):  # it may have been replaced meanwhile
        text = _text(path)
        if text is None:
            raise StoreError(f"{path} is there but cannot be read now: try again later")
    if text is None:
        return None
    try:
        found = json.loads(text)
        state = State(**found | {"batches": tuple(found["batches"])}) if found["format"] == FORMAT else None
        older = found["format"] < FORMAT
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path, error) from error
    if state is None and not older:
        raise StoreError(
            f"{path} is of format {found['format']}, written by a newer newstables; this one reads format {FORMAT}: "
            "install the newer one, or build into another folder"
        )
    return state or State(format=found["format"])


def _text(path: Place) -> str | None:
    try:
        return path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(path, Remote) and isinstance(error, OSError):  # the fault is not the store's
            raise StoreError(f"the store at {path.parent} cannot be read: {error}") from error
        raise _broken(path, error) from error


def _is_whole(path: Remote, text: str | None) -> bool:
    """Whether a file is surely none, or all there: a server may say of one that it cannot give now that there is none.

    A writer that believed it would begin anew.
    """
    try:
        if text is None:
            return not path.exists()
        json.loads(text)
    except OSError as error:
        raise StoreError(f"the store at {path.parent} cannot be read: {error}") from error
    except ValueError:
        return False
    return True


def _broken(path: Place, error: Exception) -> StoreError:
    return StoreError(f"{path} cannot be read ({error}): delete the folder {path.parent} and build the store again")


def save(folder: Place, state: State) -> None:
    """Make a state the live one, at a stroke."""
    text = json.dumps(asdict(state), indent=1)
    write_part(folder / "store.json", lambda file: file.write(text.encode()))


def write_part(path: Place, write: Callable[[BinaryIO], object]) -> None:
    """Write a file of a store whole or not at all.

    Raises:
        StoreError: It cannot be written, as on a disk that is full.
    """
    try:
        write_whole(path, write)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Place, error: OSError) -> StoreError:
    """The error for a file or folder of a store that cannot be written."""
    return StoreError(
        f"{path} cannot be written ({error}): what was committed before is kept; free space there, allow writing, "
        "or name another folder, and build again: it goes on where it stood"
    )


def all_errors(file: StoredFile, places: Mapping[str, str]) -> list[str]:
    """Every "where: reason" of a file; ``places`` tells for each article_id of the store where it stands."""
    doubles = (
        f"{file.shown}{where}: same article as {places[article_id]}"
        for article_id, where in file.waiting
        if article_id in places
    )
    return [*file.errors, *doubles]
