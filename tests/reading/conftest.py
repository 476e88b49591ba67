"""Readings of files written on the spot."""

from __future__ import annotations

import pytest

from newstables.reading import read_file


@pytest.fixture
def read(tmp_path):
    """Write content under a name, and read it."""

    def read(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(path)

    return read


@pytest.fixture
def article(read):
    """The one article of a file that has nothing wrong with it."""

    def article(name: str, content: str | bytes):
        reading = read(name, content)
        assert (reading.errors, reading.notes) == ((), ())
        [only] = reading.articles
        return only

    return article


@pytest.fixture
def reason(read):
    """The one reason why a file holds no article."""

    def reason(name: str, content: str | bytes) -> str:
        reading = read(name, content)
        assert reading.articles == ()
        [error] = reading.errors
        assert error.path == name
        return error.reason

    return reason
