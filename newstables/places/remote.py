"""A file or folder at a URL: what of ``pathlib.Path`` the package uses, over fsspec, and no more."""

from __future__ import annotations

import errno
import io
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any

from newstables.places.faults import USUAL, fault_of, without_password
from newstables.places.status import NAMELESS, Status, status_of

# Where an object is put whole or not at all, and folders are but the beginnings of names.
_OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "memory"}
_BLOCK = 2**24  # bytes
_own = threading.local()  # connections that cannot be shared between threads


class Remote:
    """A file or folder at a URL; nothing is looked up before it is asked for, and nothing is kept.

    ``str()`` is the URL without the password that may stand in it: so it is shown, stored and compared.

    Attributes:
        url: As it opens the file, the password included.
    """

    __slots__ = ("_shown", "url")

    def __init__(self, url: str) -> None:
        scheme, _, rest = url.partition("://")
        self.url = f"{scheme.lower()}://{rest.rstrip('/')}"
        self._shown = without_password(self.url)

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"Remote({self._shown!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remote) and self._shown == other._shown

    def __hash__(self) -> int:
        return hash(self._shown)

    def __reduce__(self) -> tuple[type[Remote], tuple[str]]:
        return Remote, (self.url,)

    def __truediv__(self, name: str) -> Remote:
        return Remote(f"{self.url}/{name}")

    @property
    def scheme(self) -> str:
        """The protocol, in small letters."""
        return self.url.partition("://")[0]

    @property
    def name(self) -> str:
        """The last part."""
        rest = self._shown.partition("://")[2]
        if self.scheme in {"http", "https"}:
            rest = re.split("[?#]", rest, maxsplit=1)[0]
        return rest.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot; "" where it has none."""
        return os.path.splitext(self.name)[1]

    @property
    def parent(self) -> Remote:
        """The folder."""
        return Remote(self.url.rpartition("/")[0])

    def holds(self, path: str) -> bool:
        """Whether a URL, as ``str()`` gives them, is below this one."""
        return path.startswith(f"{self}/")

    # -------------------------------------------------------------------------------------------------- reading

    def status(self) -> Status:
        """What it is, and of which size and time.

        Raises:
            FileNotFoundError: There is surely no such file or folder.
            PlaceError: The filesystem cannot be reached.
            OSError: It cannot be told.
        """
        with self._opened() as (fs, path):
            return _status(fs, fs.info(path))

    def is_dir(self) -> bool:
        """Whether it is a folder that can be seen."""
        try:
            return self.status().kind == "directory"
        except OSError:
            return False

    def exists(self) -> bool:
        """Whether it is there; an error, as ``status`` has them, where that cannot be told."""
        try:
            self.status()
        except FileNotFoundError:
            return False
        return True

    def entries(self) -> list[tuple[Remote, Status]]:
        """What is in a folder, links to folders left out; in no order that means anything.

        Raises:
            OSError: As for ``status``, and where a folder cannot be listed: never an empty list in place of it.
        """
        with self._opened() as (fs, path):
            fs.invalidate_cache(path)
            listed = fs.ls(path, detail=True)
            found = []
            for info in listed:
                whole = str(info["name"]).rstrip("/")
                name = whole.rpartition("/")[2]
                if whole.strip("/") == path.strip("/") or not name:  # the mark by which some stores keep a folder
                    continue
                if info.get("islink") and info.get("type") == "directory":
                    continue
                child, status = self / name, _status(fs, info)
                if "::" in name or fs._strip_protocol(child.url).strip("/") != whole.strip("/"):
                    status = status._replace(kind=NAMELESS)
                found.append((child, status))
            return found

    def read_bytes(self) -> bytes:
        """The whole content."""
        with self._opened() as (fs, path):
            return bytes(fs.cat_file(path))

    def digest(self) -> str:
        """SHA-256 of the content, of which but a piece is in memory at a time."""
        digest = sha256()
        with self._opened() as (fs, path), fs.open(path, "rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()

    def read_text(self, encoding: str = "utf-8") -> str:
        """The whole content as text, each line ending in a newline alone."""
        return io.TextIOWrapper(io.BytesIO(self.read_bytes()), encoding).read()

    def filesystem(self) -> tuple[Any, str]:
        """The fsspec filesystem, for libraries that read through one, and the path in it."""
        with self._opened() as found:
            return found

    # -------------------------------------------------------------------------------------------------- writing

    def put(self, content: bytes) -> None:
        """Write the content, in whatever steps the filesystem has."""
        with self._opened() as (fs, path):
            fs.pipe_file(path, content)

    def replace(self, content: bytes) -> None:
        """Write the content so that readers find the old file or the new one, never a half.

        Relied upon: an object store shows an object once it is there as a whole; any other filesystem, that renaming a
        file over another is one step, as it is over SFTP, on disks and with the usual FTP servers. None is asked to
        have it on disk.
        """
        if self.scheme in _OBJECT_STORES:
            self.put(content)
            return
        temporary = Remote(f"{self.url}.tmp")
        try:
            temporary.put(content)
            with self._opened() as (fs, path):
                fs.mv(fs._strip_protocol(temporary.url), path)
            if temporary.exists():  # WebHDFS says no more of it
                raise OSError(errno.EIO, "its filesystem renames over no file that is there", str(self))
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise

    def create(self, content: bytes) -> None:
        """Write the content where there is no such file.

        S3, Google Cloud Storage, Azure, SFTP and disks do so in one step; for others, and stores that speak S3 and
        know no conditions, it is looked for first.

        Raises:
            FileExistsError: There is one.
        """
        with self._opened() as (fs, path):
            if fs.exists(path):
                raise FileExistsError(path)
            if _creates(fs):
                fs.pipe_file(path, content, mode="create")
                return
            try:
                file = fs.open(path, "x+b")  # "x" alone is nothing to write into over SFTP
            except (NotImplementedError, TypeError, ValueError):  # it knows no such mode
                file = fs.open(path, "wb")
            with file:
                file.write(content)

    def unlink(self) -> None:
        """Remove a file."""
        with self._opened() as (fs, path):
            fs.rm_file(path)

    def mkdir(self) -> None:
        """Make a folder and those above it, where there are such things and they are not there yet."""
        if self.scheme not in _OBJECT_STORES:
            with self._opened() as (fs, path):
                fs.makedirs(path, exist_ok=True)

    # --------------------------------------------------------------------------------------------------- opening

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, str]]:
        """The filesystem and the path in it, of which it forgets what it may have kept."""
        connected = False
        try:
            fs = self._connected()
            connected = True
            path = fs._strip_protocol(self.url)
            fs.invalidate_cache(fs._parent(path))
            yield fs, path
        except Exception as error:
            fault = fault_of(error, self.url, connected=connected)
            if not isinstance(fault, USUAL):
                vars(_own).clear()  # connections that may be broken
            raise fault from error

    def _connected(self) -> Any:
        from fsspec.core import url_to_fs  # noqa: PLC0415  an extra
        from fsspec.registry import get_filesystem_class  # noqa: PLC0415

        if get_filesystem_class(self.scheme).cachable:
            return url_to_fs(self.url)[0]
        server = "/".join(self.url.split("/")[:3])
        kept: dict[str, Any] = vars(_own)
        if server not in kept:
            kept[server] = url_to_fs(self.url)[0]
        return kept[server]


def _status(fs: Any, info: Any) -> Status:
    # Files in memory are made anew whenever they are written.
    return status_of(info, times=("created",) if "memory" in fs.protocol else ())


def _creates(fs: Any) -> bool:
    """Whether a filesystem has a way of its own to create a file in one step."""
    from fsspec import AbstractFileSystem  # noqa: PLC0415

    return fs.async_impl or type(fs).pipe_file is not AbstractFileSystem.pipe_file
