"""What the user gave → a local path or a place at a URL."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from newstables.places.faults import PlaceError
from newstables.places.remote import Remote
from newstables.records import make_id

Place = Path | Remote

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")  # of two letters at least: "C:" is a disk
_logins: dict[str, str] = {}  # server as shown → with the password that this process was given for it


def is_url(given: str) -> bool:
    """Whether it is a URL and not a local path."""
    return bool(_URL.match(given))


def place(given: str | Path | Remote) -> Place:
    """The local path as it was given, or the place at a URL.

    Nothing is imported for local paths, and nothing is connected to. The password of a URL is kept for this process:
    a URL that is shown or stored has none, and is opened with that of its server.

    Raises:
        PlaceError: The URL's protocol is unknown, or a package that it needs is not installed.

    >>> place("articles").name, is_url("s3://bucket/articles"), is_url("C:/articles")
    ('articles', True, False)
    """
    if isinstance(given, Remote):
        return given
    return at_url(str(given)) if is_url(str(given)) else Path(given)


def at_url(url: str) -> Remote:
    """As ``place``, of what is known to be a URL."""
    found = Remote(url)
    _check(found)
    server, shown = _server(found.url), _server(str(found))
    if server != shown:
        _logins[shown] = server
    elif shown in _logins:
        found = Remote(_logins[shown] + found.url[len(shown) :])
    return found


def absolute(given: str | Path | Remote) -> Place:
    """As ``place``, a local path made absolute."""
    found = place(given)
    return found if isinstance(found, Remote) else Path(os.path.abspath(found))


def reachable(path: str) -> str:
    """A path or URL as ``str`` gave it, as another process can open it: with the password, if it has one."""
    return at_url(path).url if is_url(path) else path


def local_folder(found: Place) -> Path:
    """A folder in the user's cache for what cannot lie at a URL, made if that can be; a local path as it is."""
    if not isinstance(found, Remote):
        return found
    from platformdirs import user_cache_path  # noqa: PLC0415

    folder = user_cache_path("newstables") / f"{found.name}-{make_id(str(found))}"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _server(url: str) -> str:
    return "/".join(url.split("/")[:3])


def _check(found: Remote) -> None:
    if "::" in str(found):
        raise PlaceError(f"{found} is a URL within a URL: give the URL of a file or folder itself")
    try:
        from fsspec.registry import get_filesystem_class  # noqa: PLC0415  an extra
    except ImportError as error:
        raise PlaceError(f"{found} needs fsspec, which is not installed: pip install 'newstables[url]'") from error
    try:
        get_filesystem_class(found.scheme)
    except ValueError as error:
        raise PlaceError(
            f"{found}: the protocol {found.scheme} is not known; known are s3, gs, abfs, sftp and others of fsspec"
        ) from error
    except ImportError as error:
        raise PlaceError(f"{found} cannot be opened: {error}") from error
