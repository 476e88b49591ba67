"""A Parquet table that unpacks to far more than it is: refused in one line, soon, and before it takes any memory."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newstables.reading.pages import pages
from newstables.reading.parquet import RATIO, UNSUSPICIOUS_BYTES, unpack

ROOT = Path(__file__).parents[2]
MB = 1_000_000
MEASURED = """
import re, sys, time
from pathlib import Path
from newstables.reading import read_file
start = time.perf_counter()
reading = read_file(Path(sys.argv[1]))
seconds = time.perf_counter() - start
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())  # rusage counts the parent's in
print(len(reading.articles), seconds, int(peak[1]) * 1024)
print(*[error.reason for error in reading.errors], sep="\\n")
"""


def packed(table: pa.Table, **options) -> bytes:
    content = io.BytesIO()
    pq.write_table(table, content, compression="zstd", **options)
    return content.getvalue()


def repeated(value: str, times: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array([0] * times, pa.int32()), [value])


def lying(data: bytes, size: int) -> bytes:
    """The footer says 1 where it said how much a column unpacks to: in as many bytes, so that all offsets hold."""
    true = varint(2 * size)
    return data.replace(true, b"\x82" + b"\x80" * (len(true) - 2) + b"\0")


def varint(number: int) -> bytes:
    return bytes([number & 0x7F]) if number < 0x80 else bytes([number & 0x7F | 0x80]) + varint(number >> 7)


def one_long() -> bytes:
    return packed(pa.table({"text": ["a" * 100 * MB]}), use_dictionary=False)


def one_long_lying() -> bytes:
    data = one_long()
    size = pq.ParquetFile(pa.BufferReader(data)).metadata.row_group(0).column(0).total_uncompressed_size
    lied = lying(data, size)
    assert pq.ParquetFile(pa.BufferReader(lied)).metadata.row_group(0).column(0).total_uncompressed_size == 1
    return lied


def with_author(authors: pa.Array) -> bytes:
    return packed(pa.table({"text": ["One row."], "author": authors}))


BOMBS = {
    "one value for every row": lambda: packed(pa.table({"text": repeated("word " * 190_000, 20_000)})),
    "one value in a list": lambda: with_author(
        pa.LargeListArray.from_arrays([0, 50_000], repeated("word " * 90_000, 50_000))
    ),
    "rows of nothing": lambda: packed(pa.table({"text": pa.nulls(10 * MB, pa.string())})),
    "a list of nothing": lambda: with_author(pa.array([[None] * 10 * MB], pa.list_(pa.string()))),
    "one long value": one_long,
    "one long value and a footer that lies": one_long_lying,
    "one value of fixed length for every row": lambda: packed(
        pa.table({"text": ["a"] * 9_000, "title": pa.array([b"a" * 9_000] * 9_000, pa.binary(9_000))}),
        use_dictionary=["title"],
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in the units of Linux")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_it_goes_off(bomb, tmp_path):
    path = tmp_path / "bomb.parquet"
    path.write_bytes(BOMBS[bomb]())
    assert path.stat().st_size < 60_000
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    measured, reason, *more = run.stdout.splitlines()
    articles, seconds, memory = map(float, measured.split())
    assert (articles, more) == (0, [])
    assert reason == (
        f"over-long: its {path.stat().st_size:,} bytes unpack to more than {UNSUSPICIOUS_BYTES:,}, "
        "the limit for a table of that size"
    )
    assert memory < 500 * MB
    assert seconds < 10


def test_values_that_repeat_their_beginnings_are_not_unpacked(reason):
    table = pa.table({"text": ["a" * MB + str(number) for number in range(10)]})
    data = packed(table, use_dictionary=False, column_encoding={"text": "DELTA_BYTE_ARRAY"})
    assert reason("a.parquet", data) == "its column text is encoded as DELTA_BYTE_ARRAY: write it anew, plainly"


@pytest.mark.parametrize("page_version", ["1.0", "2.0"])
@pytest.mark.parametrize("dictionary", [True, False])
def test_pages_add_up_to_what_the_footer_says(page_version, dictionary):
    texts = [f"Text {number} of many." if number % 3 else None for number in range(5_000)]
    data = packed(
        pa.table({"text": texts}), use_dictionary=dictionary, data_page_version=page_version, data_page_size=9_000
    )
    column = pq.ParquetFile(pa.BufferReader(data)).metadata.row_group(0).column(0)
    found = list(pages(data, column))
    assert sum(page.values for page in found[dictionary:]) == 5_000
    headers = column.total_uncompressed_size - sum(page.unpacked for page in found)
    assert 0 < headers < 100 * len(found)


def test_a_large_table_of_articles_is_read():
    # As closely packed as real ones at the best: words of few kinds, one outlet, the same authors in every row.
    words = [f"word{number}" for number in range(500)]
    rows = [
        {"text": " ".join(random.Random(row).choices(words, k=1_200)), "outlet": "Wire", "authors": ["A B", "C D"]}
        for row in range(3_000)
    ]
    table = pa.Table.from_pylist(rows)
    data = packed(table)
    assert UNSUSPICIOUS_BYTES < table.nbytes < RATIO * len(data) / 2
    assert unpack(data) == (table.schema.names, rows)
