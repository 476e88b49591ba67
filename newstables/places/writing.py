"""A file written so that readers find the old one or the new one, never a half."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from newstables.places.remote import Remote
from newstables.places.resolve import Place


def write_whole(path: Place, write: Callable[[BinaryIO], object]) -> None:
    """Write a file whole or not at all: see ``Remote.replace`` for URLs.

    A local file is written to a temporary name, brought to disk and renamed.

    Args:
        path: The file, there or not; its folder is there.
        write: Is given the file to write into, open for bytes.

    Raises:
        OSError: It cannot be written, as on a disk that is full; what was begun is gone.
    """
    if isinstance(path, Remote):
        content = BytesIO()
        write(content)
        path.replace(content.getvalue())
        return
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _sync(path.parent)
    except BaseException:
        with suppress(OSError):  # a full disk wants the room back at once
            temporary.unlink()
        raise


def _sync(folder: Path) -> None:
    """Bring the new name to disk."""
    if os.name != "posix":  # elsewhere a folder cannot be opened, and need not be
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
