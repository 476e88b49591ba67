"""Files made to hurt whoever reads them, and what each costs: ``python -m tests.bombs`` prints the table.

Seconds are those from the file to its last line in the report; megabytes are what the process that reads took at its
peak beyond what it holds when it is ready, "ended" where it ran into its limit of seconds or bytes, or held so much
that the next file gets a new process; and what the server's own process took.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from newstables.extraction.added import Added, Limits, add
from newstables.extraction.aside import Aside

SECONDS, MEGABYTES = 10, 500  # for one file, at most
DONE = ""  # no reason: it is read
SAID = "“We will,” said Ann Leroux of Canada. "


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def parquet(columns: dict[str, list[str]], **options: object) -> bytes:
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content, **options)
    return content.getvalue()


def overlapping() -> bytes:
    """An archive whose 150 entries are all one and the same five megabytes."""
    data = zipped(**{"a.txt": b"word " * 900 + b"\n"})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    tail[8:12] = (150).to_bytes(2, "little") * 2
    tail[12:16] = (150 * len(entry)).to_bytes(4, "little")
    return data[:start] + entry * 150 + bytes(tail)


def within(archive: bytes, levels: int) -> bytes:
    for _ in range(levels):
        archive = zipped(**{"in.zip": archive * 2})
    return archive


PLAIN = {"use_dictionary": False, "compression": "zstd"}
ZEROS = b"0" * 5_000_000
WIDE = b",".join(b"c%d" % n for n in range(10_000)) + b",text\n" + b"," * 10_000 + b"a\n"
LAUGHS = "".join(
    f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
# Name, content, and a part of the reason for which it is refused, or DONE; None where either will do.
BOMBS: list[tuple[str, Callable[[], bytes], str | None]] = [
    ("2 MB without a space.txt", lambda: b"a" * 2_000_000, "over-long"),
    ("100,000 quotation marks.txt", lambda: b"a " + b'"' * 99_000, "without a space"),
    ("25,000 quotation marks among words.txt", lambda: b'a " ' * 24_900, "quotation marks"),
    ("as many quotes as may be.txt", lambda: SAID.encode() * 500, None),
    ("as many words as may be.txt", lambda: b"Canada met China. " * 5_500, None),
    ("names.txt", lambda: b"Ann Lee Carney Xi Wang Yi " * 3_800, None),
    ("capitals.txt", lambda: b"A B C. " * 14_000, None),
    ("numbers.txt", lambda: b"25 per cent, $1.5 billion on Oct. 3, 2025; " * 2_200, None),
    ("brackets.txt", lambda: b"(" * 9_000 + b" " + b")" * 9_000, None),
    ("spaces.txt", lambda: b"Canada" + b" " * 99_000 + b"China", DONE),
    ("lines.txt", lambda: b"(Photo by\n" * 9_900, None),
    ("commas.txt", lambda: b"said, " * 16_000, None),
    ("marks above.txt", lambda: ("a" + "\u0301" * 9_000 + " ").encode() * 10, None),
    ("right to left.txt", lambda: "\u202eCarney said\u2066 ".encode() * 6_000, None),
    ("deep.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"Carney spoke.", None),
    ("deep and broken.html", lambda: b"<html><body>" + b"<table><tr><td><b><p>" * 100_000 + b"Carney spoke.", None),
    ("cells.html", lambda: b"<html><body><table>" + b"<tr>" + b"<td>a</td>" * 400_000, None),
    ("links.html", lambda: b"<html><body><article>" + b"<p><a href='/x'>word word</a></p>" * 140_000, None),
    ("attributes.html", lambda: b"<html><body " + b"a='b' " * 700_000 + b"><p>Carney spoke.", None),
    ("entities.html", lambda: b"<html><body><p>" + b"&amp;&#x41;" * 400_000, None),
    ("deep.jsonl", lambda: b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not JSON"),
    ("long number.jsonl", lambda: b'{"text": "Carney spoke.", "published": ' + b"9" * 4_000_000 + b"}", None),
    ("many rows.jsonl", lambda: b"\n".join(b'{"text": "a %d"}' % n for n in range(200_000)), None),
    ("deep.md", lambda: b"---\ntitle: " + b"[" * 9_000 + b"\n---\ntext", "front matter"),
    ("laughs.md", lambda: b"---\na: &a [x,x]\n" + LAUGHS.encode() + b"title: *i\n---\nCarney spoke.", DONE),
    ("10,000 columns.csv", lambda: WIDE, "10,001 columns"),
    ("one cell.csv", lambda: b'text\n"' + b"word " * 900_000 + b'"\n', "field larger"),
    ("no end.csv", lambda: b'text,a\n"' + b'x""\n,' * 800_000, None),
    ("10,000 columns.parquet", lambda: parquet({f"c{n}": ["a"] for n in range(10_000)} | {"text": ["a"]}), "columns"),
    ("bomb.parquet", lambda: parquet({"text": ["word " * 19_000] * 2_000}), "unpack"),
    ("plain bomb.parquet", lambda: parquet({"text": ["word " * 19_000] * 2_000}, **PLAIN), "unpack"),
    ("bomb.zip", lambda: zipped(**{"zeros.txt": ZEROS}), "packed 100 times"),
    ("bomb within bombs.zip", lambda: within(zipped(**{"zeros.txt": ZEROS}), 5), "archive within an archive"),
    ("overlapping.zip", overlapping, None),
    ("10,000 files.zip", lambda: zipped(**{f"{n}.txt": b"" for n in range(10_000)}), "200 of an archive"),
    ("bomb.docx", lambda: zipped(**{"word/document.xml": b"<w:p>" + ZEROS}), "binary"),
    ("bomb.xlsx", lambda: zipped(**{"xl/worksheets/sheet1.xml": b"<c>" + ZEROS}), "binary"),
    ("of no end.pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R]>>endobj\n" * 120_000 + b"\0", "binary"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """What a file cost; ``aside_mb`` is None where the process was ended, and 0 where the system does not tell."""

    seconds: float
    aside_mb: float | None
    server_mb: float
    lines: tuple[str, ...]  # a reason each; "" for an article that was read
    added: Added


def cost(name: str, data: bytes, aside: Aside, *, articles: int = 2) -> Cost:
    """Hand a file in as a visitor would, to a process that is ready."""
    aside.read("ready.txt", b"Words.")
    if aside._process is None:  # it made room for another, for what the files before had left in it
        aside.read("ready.txt", b"Words.")
    pid = str(aside._process.pid)
    for process in (pid, "self"):
        _forget_peak(process)
    held, own = _megabytes(pid, "VmRSS"), _megabytes("self", "VmRSS")
    start = time.monotonic()
    lines: list[str] = []
    added = Added()
    for step in add(Added(), [(name, data)], aside=aside, present=(), limits=Limits(articles=articles)):
        added = step.added
        lines += [line.reason for line in step.lines]
    seconds = time.monotonic() - start
    alive = aside._process is not None and str(aside._process.pid) == pid
    taken = _megabytes(pid, "VmHWM") - held if alive else None
    return Cost(seconds, taken, _megabytes("self", "VmHWM") - own, tuple(lines), added)


def _forget_peak(pid: str) -> None:
    with suppress(OSError):  # not Linux, or a container that does not let it
        Path("/proc", pid, "clear_refs").write_text("5")


def _megabytes(pid: str, name: str) -> float:
    if sys.platform != "linux":
        return 0.0
    status = Path("/proc", pid, "status").read_text()
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith(name))


def main() -> None:
    aside = Aside()
    print("| file | MB | s | MB aside | MB server | what becomes of it |\n|---|---|---|---|---|---|")
    for name, make, _ in BOMBS:
        data = make()
        paid = cost(name, data, aside)
        last = paid.lines[-1] or "read"
        aside_mb = "ended" if paid.aside_mb is None else f"{max(0, paid.aside_mb):.0f}"
        figures = f"{len(data) / 1e6:.1f} | {paid.seconds:.1f} | {aside_mb} | {max(0, paid.server_mb):.0f}"
        print(f"| {name} | {figures} | {last} |", flush=True)
    aside.close()


if __name__ == "__main__":
    main()
