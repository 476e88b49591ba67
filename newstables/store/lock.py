"""One writer at a time: on this machine's disks by a lock that the system drops when its holder dies, however it dies.

At a URL nobody drops it: there a file says who writes, and is removed at the end. The file of a writer that was killed
stays until somebody who knows that it is dead deletes it.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from newstables.places import Place, Remote
from newstables.store.state import StoreError, unwritable

if sys.platform == "win32":
    import msvcrt

    def _seize(descriptor: int) -> None:
        os.lseek(descriptor, 1024, os.SEEK_SET)  # beyond the number, which others may then still read
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _seize(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Place) -> Iterator[Callable[[], None]]:
    """Hold the lock of a store's folder.

    Yields:
        A function to call before each commit; it raises StoreError where the lock was taken away.

    Raises:
        StoreError: Another process holds the lock, or the folder cannot be written.
    """
    if isinstance(folder, Remote):
        with _said(folder / "writer") as still_ours:
            yield still_ours
    else:
        with _held(folder / "lock"):
            yield lambda: None


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the lock of a file, made if need be, with this process's id in it.

    The file stays behind, unlocked: were it removed, two writers could hold locks of one name.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(path.parent, error) from error
    try:
        try:
            _seize(descriptor)
        except OSError as error:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
            raise StoreError(
                f"process {holder or 'unknown'} is writing {path.parent}: wait until it has ended, "
                "or build into another folder"
            ) from error
        with suppress(OSError):  # a full disk: the number is for the message above alone
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)  # which lets go of the lock


@contextmanager
def _said(path: Remote) -> Iterator[Callable[[], None]]:
    """Have a file that says who writes; its name is not that of a local lock, which may have been copied along."""
    since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    content = f"process {os.getpid()} on {socket.gethostname()}\n{since}\n{token_hex(8)}\n".encode()

    def still_ours() -> None:
        found = _content(path)
        if found != content:
            raise _taken(path, found)

    try:
        path.create(content)
    except FileExistsError:
        still_ours()  # it may be, where the answer to a first try was lost
    except OSError as error:
        raise unwritable(path.parent, error) from error
    try:
        still_ours()  # where two could create it at once, the later one has it
        yield still_ours
    finally:
        with suppress(StoreError, OSError):
            still_ours()
            path.unlink()


def _content(path: Remote) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise unwritable(path.parent, error) from error


def _taken(path: Remote, found: bytes) -> StoreError:
    if not found:
        return StoreError(f"{path} was deleted, so another process may be writing: what was committed is kept")
    holder, since, *_ = [*found.decode("utf-8", "replace").splitlines(), "unknown"]
    return StoreError(
        f"{holder} is writing {path.parent} since {since}: wait until it has ended, or build into another folder; if "
        f"that process is surely dead, delete {path} and build again"
    )
