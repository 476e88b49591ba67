"""``python -m newstables.extraction.worker``: reads and extracts for another process, within limits, until that ends.

What anyone hands in may take for ever, or all memory, or break a parser: here it takes down no more than this process.
Requests come on stdin, replies go to stdout; see ``messages``.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from newstables.extraction.articles import extract, load_once
from newstables.extraction.messages import pack_articles, packed, receive, send, unpack_articles
from newstables.reading import read_bytes
from newstables.records import Article
from newstables.tables import EXTRACTED, TABLES, arrow_table

MANY = 100  # lines on what of one file cannot be read
MOST = 1_000  # articles of one file that are handed on: what a small file unpacks to need not fit where they are shown
EXTRA_BYTES = 500_000_000  # beyond what the process holds when it is ready
_FIRST = "“We wait,” a grower in Canada said. China put a tariff of 25 per cent on peas.".encode()


def main() -> None:
    """Answer requests until there are no more."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand among the replies
    while True:
        try:
            header, parts = receive(requests)
        except EOFError:
            return
        _alarm(header.get("seconds", 0))
        try:
            reply, found = _DOES[header["do"]](header, parts)
        except MemoryError:
            reply, found = {"error": f"took more than {EXTRA_BYTES // 1_000_000} MB of memory"}, []
        except Exception as error:  # the fault may be any, and is that of this one file
            reply, found = {"error": f"{type(error).__name__}: {error}"[:300]}, []
        _alarm(0)
        send(replies, reply | {"left": _memory_left()}, found)


def _start(header: dict[str, Any], parts: list[bytes]) -> tuple[dict[str, object], list[bytes]]:
    """Load all that is needed, what comes with the first claim too, then take no more memory than is allowed on top."""
    for _ in extract(read_bytes(_FIRST, shown="first.txt").articles, nlp=load_once()):
        pass
    _limit_memory(header["memory"])
    return {}, []


def _read(header: dict[str, Any], parts: list[bytes]) -> tuple[dict[str, object], list[bytes]]:
    reading = read_bytes(parts[0], shown=header["name"])
    errors = [[error.path, error.reason] for error in reading.errors[:MANY]]
    if more := len(reading.errors) - len(errors):
        errors.append([reading.path, f"{more:,} more rows could not be read"])
    if len(reading.articles) > MOST:
        errors.append([reading.path, f"{len(reading.articles):,} articles, {MOST:,} of a file are read"])
    return {"errors": errors, "notes": list(reading.notes[:MOST])}, [pack_articles(reading.articles[:MOST])]


def _extract(header: dict[str, Any], parts: list[bytes]) -> tuple[dict[str, object], list[bytes]]:
    rows = next(extract(unpack_articles(parts[0]), nlp=load_once()))
    tables = [
        arrow_table([rows.article], Article),
        *(arrow_table(getattr(rows, name), TABLES[name]) for name in EXTRACTED),
    ]
    return {}, [packed(table) for table in tables]


_DOES = {"start": _start, "read": _read, "extract": _extract}


def _alarm(seconds: float) -> None:
    """End this process when the time is up, should no one else be left to do so."""
    if hasattr(signal, "SIGALRM"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(extra: int) -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (_held() + extra,) * 2)


def _memory_left() -> int | None:
    """Bytes that may still be taken; None where there is no limit. What a large file took is not all given back."""
    if sys.platform != "linux":
        return None
    import resource  # noqa: PLC0415

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit - _held()


def _held() -> int:
    """Bytes of address space of this process."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
