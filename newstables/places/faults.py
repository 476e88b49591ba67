"""What goes wrong at a URL, in words that say what to do.

Filesystems raise whatever their libraries raise. Here all of it becomes OSError: the usual kinds, with the words that
the system has for local files; ``PlaceError`` where a whole filesystem cannot be used; else one with the reason.
"""

from __future__ import annotations

import errno
import os
import re
from urllib.parse import unquote

_LOGIN = re.compile(r"(?<=://)([^/@:]*):([^/]*)@")
_KINDS: dict[type[OSError], int] = {
    FileNotFoundError: errno.ENOENT,
    FileExistsError: errno.EEXIST,
    PermissionError: errno.EACCES,
    IsADirectoryError: errno.EISDIR,
    NotADirectoryError: errno.ENOTDIR,
}
_OF_THE_WHOLE = re.compile("connect|timeout|credential|auth|login", re.IGNORECASE)  # in names of exceptions
USUAL = tuple(_KINDS)


class PlaceError(OSError):
    """A filesystem that cannot be used, whatever the file. The message names the URL, what is wrong and the way out."""


def without_password(url: str) -> str:
    """The URL as it is shown, stored and compared.

    >>> without_password("sftp://ann:secret@host/articles")
    'sftp://ann@host/articles'
    """
    return _LOGIN.sub(r"\1@", url)


def fault_of(error: Exception, url: str, *, connected: bool) -> OSError:
    """The error to raise for what a filesystem raised.

    Args:
        error: What it raised.
        url: What was asked for.
        connected: Whether it had come as far as to ask.
    """
    words, shown = _words(error, url), without_password(url)
    for kind, number in _KINDS.items():
        if connected and isinstance(error, kind):
            more = "" if kind is not PermissionError or os.strerror(number) in words else f" ({words})"
            return OSError(number, os.strerror(number) + more, shown)
    if not connected or any(_OF_THE_WHOLE.search(kind.__name__) for kind in type(error).__mro__):
        return PlaceError(
            f"{shown} cannot be reached ({words}): look at the address, the login and the network, and try again"
        )
    return OSError(errno.EIO, words, shown)


def _words(error: Exception, url: str) -> str:
    """The reason in one line, without a password that a library may have put there."""
    words = " ".join(str(error).split()) or type(error).__name__
    for _, password in _LOGIN.findall(url):
        for secret in {password, unquote(password)} - {""}:
            words = words.replace(secret, "***")
    return words
