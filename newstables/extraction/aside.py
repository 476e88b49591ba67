"""Reading and extracting in a process aside, which may be ended at any moment: for files that come from anyone."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from newstables.extraction.messages import pack_articles, receive, send, unpack_articles, unpacked
from newstables.extraction.worker import EXTRA_BYTES
from newstables.records import Article, FileReading, ReadError
from newstables.tables import CONTENT

START_SECONDS = 120.0  # spaCy, on a busy machine
SECONDS = 10.0  # for one file to be read, or one article to be extracted
SHARE = 0.75  # of the memory: with less left, the process makes room for another, so that each file has the same
IDLE_SECONDS = 300.0  # without work, after which the process goes and its memory with it
_ROOT = str(Path(__file__).parents[2])
_log = logging.getLogger(__name__)


class FailedError(Exception):
    """Work that the process did not do. The message is the reason, for the reader."""


class Aside:
    """A process that reads and extracts, one request at a time, whoever asks; started when there is something to do.

    Args:
        seconds: For one file or article.
        memory: Bytes that the process may take beyond those that it holds when it is ready; kept to on Linux alone.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = EXTRA_BYTES) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None

    def read(self, name: str, data: bytes) -> FileReading:
        """Read a file. What cannot be read, or is more than is handed on, is in ``errors``, as with ``read_bytes``."""
        try:
            header, parts = self._ask({"do": "read", "name": name}, [data])
        except FailedError as error:
            return FileReading(name, (), (ReadError(name, f"could not be read: {error}"),), ())
        errors = tuple(ReadError(where, reason) for where, reason in header["errors"])
        return FileReading(name, tuple(unpack_articles(parts[0])), errors, tuple(header["notes"]))

    def extract(self, article: Article) -> dict[str, pa.Table] | ReadError:
        """The tables of one article, "articles" with the article itself among them, or why there are none."""
        try:
            _, parts = self._ask({"do": "extract"}, [pack_articles([article])])
        except FailedError as error:
            return ReadError(article.file, f"could not be extracted: {error}")
        return dict(zip(CONTENT, map(unpacked, parts), strict=True))

    def close(self) -> None:
        """End the process; the next request starts another."""
        with self._lock:
            self._end()

    def _ask(self, header: Mapping[str, object], parts: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        with self._lock:
            if self._idle:
                self._idle.cancel()
            try:
                if self._process is None or self._process.poll() is not None:
                    self._process = _spawn()
                    self._exchange({"do": "start", "memory": self._memory}, [], START_SECONDS)
                return self._exchange(header, parts, self._seconds)
            finally:
                self._idle = threading.Timer(IDLE_SECONDS, self.close)
                self._idle.daemon = True
                self._idle.start()

    def _exchange(
        self, header: Mapping[str, object], parts: Sequence[bytes], seconds: float
    ) -> tuple[dict[str, Any], list[bytes]]:
        process = self._process
        assert process is not None  # noqa: S101  for mypy
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            send(_pipe(process.stdin), {**header, "seconds": seconds + 5}, parts)
            reply, found = receive(_pipe(process.stdout))
        except (OSError, EOFError) as error:
            self._end()
            reason = (
                f"it took more than {seconds:g} seconds" if late.is_set() else "the process that read it broke down"
            )
            raise FailedError(reason) from error
        finally:
            timer.cancel()
        left = reply.pop("left", None)
        if left is not None and left < self._memory * SHARE:
            self._end()
        if "error" in reply:
            _log.debug("Failed: %s", reply["error"])
            raise FailedError(reply["error"])
        return reply, found

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            try:
                _pipe(stream).close()
            except OSError:  # what was still to be written
                continue


def _spawn() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "newstables.extraction.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    )


def _pipe(stream: IO[bytes] | None) -> Any:
    return stream
