"""What leaves the product: as it is in JSON Lines and Parquet, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newstables.export import ExportError, spreadsheet, to_bytes, write
from newstables.export.spreadsheet import CELL_LIMIT
from newstables.records import Article
from newstables.tables import frame

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
TEXTS = st.text(max_size=20) | st.builds("".join, st.tuples(st.sampled_from(DANGEROUS), st.text(max_size=10)))


def _frame(**columns: list) -> pd.DataFrame:
    arrays = {name: pa.array(values) for name, values in columns.items()}
    return pa.table(arrays).to_pandas(types_mapper=pd.ArrowDtype)


def _csv(rows: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_bytes(rows, "csv").decode("utf-8-sig"), newline="")))


def _xlsx(rows: pd.DataFrame) -> list[list]:
    sheet = openpyxl.load_workbook(io.BytesIO(to_bytes(rows, "xlsx"))).active
    return [list(row) for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+1 613", "'+1 613"),
        ("-5 per cent", "'-5 per cent"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("25 per cent", "25 per cent"),
        ("a = b", "a = b"),
        ("'quoted'", "'quoted'"),
        ("“Yes,” she said", "“Yes,” she said"),
        ('two\nlines, a comma and a "mark"', 'two\nlines, a comma and a "mark"'),
        ("", ""),
    ],
)
def test_cells_that_look_like_formulas(written, read):
    assert _csv(_frame(text=[written]))[1:] == ([[read]] if read else [[""]])
    if "\r" not in written:  # which a sheet's XML does not keep
        assert _xlsx(_frame(text=[written]))[1][0].value == (read or None)


@given(st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=3)), min_size=1, max_size=5))
@example([("=1", ["=2", "b"])])
def test_no_text_stays_a_formula_and_nothing_else_changes(rows):
    table = _frame(text=[text for text, _ in rows], words=[words for _, words in rows])
    for (text, words), line in zip(rows, _csv(table)[1:], strict=True):
        for original, cell in zip((text, "; ".join(words)), line, strict=True):
            assert not cell.startswith(DANGEROUS)
            assert cell == (f"'{original}" if original.startswith(DANGEROUS) else original)
    for line in _xlsx(table)[1:]:
        for cell in line:
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(DANGEROUS)


@given(st.lists(st.tuples(TEXTS, st.none() | st.integers(-(2**53), 2**53)), min_size=1, max_size=5))
def test_json_lines_and_parquet_are_exact(rows):
    table = _frame(text=[text for text, _ in rows], number=[number for _, number in rows])
    lines = to_bytes(table, "jsonl").decode().removesuffix("\n").split("\n")
    assert [tuple(json.loads(line).values()) for line in lines] == rows
    held = pq.read_table(io.BytesIO(to_bytes(table, "parquet"))).to_pylist()
    assert [tuple(row.values()) for row in held] == rows


def test_numbers_days_and_nulls_stay_what_they_are():
    table = _frame(
        rate=[-5.5, None],
        count=[-3, 4],
        flag=[True, False],
        on=[date(2025, 10, 31), None],
        at=[datetime(2025, 10, 31, 12, tzinfo=UTC), None],
        spans=[[[1, 5], [8, 9]], []],
        error=["#N/A", None],
    )
    assert _csv(table) == [
        ["rate", "count", "flag", "on", "at", "spans", "error"],
        ["-5.5", "-3", "True", "2025-10-31", "2025-10-31T12:00:00+00:00", "[1, 5]; [8, 9]", "#N/A"],
        ["", "4", "False", "", "", "", ""],
    ]
    [_, first, second] = [[cell.value for cell in row] for row in _xlsx(table)]
    assert first == [-5.5, -3, True, datetime(2025, 10, 31), datetime(2025, 10, 31, 12), "[1, 5]; [8, 9]", "#N/A"]
    assert second == [None, 4, False, None, None, None, None]
    assert json.loads(to_bytes(table, "jsonl").splitlines()[0]) == {
        "rate": -5.5, "count": -3, "flag": True, "on": "2025-10-31", "at": "2025-10-31T12:00:00+00:00",
        "spans": [[1, 5], [8, 9]], "error": "#N/A",
    }  # fmt: skip


def test_what_excel_has_no_cells_for():
    table = _frame(on=[date(1885, 3, 1), date(1900, 1, 1)], share=[float("nan"), float("inf")], text=["_x0041_", "b"])
    [_, first, second] = [[cell.value for cell in row] for row in _xlsx(table)]
    assert first == ["1885-03-01", None, "_x005F_x0041_"]  # which Excel reads as "_x0041_", and without "x005F_" as "A"
    assert second == [datetime(1900, 1, 1), None, "b"]


def test_what_a_sheet_cannot_hold():
    long = "é" * 40_000
    emoji = "😀" * 20_000  # two units each, as Excel counts
    cells = [row[0].value for row in _xlsx(_frame(text=["a\x00b\x0bc\ufffe", long, emoji]))][1:]
    assert cells[0] == "a\ufffdb\ufffdc\ufffd"
    for cell, text in zip(cells[1:], (long, emoji), strict=True):
        assert CELL_LIMIT - 1 <= len(cell.encode("utf-16-le")) // 2 <= CELL_LIMIT
        start, cut, _ = cell.partition(" … [cut")
        assert cut
        assert text.startswith(start)
    assert _csv(_frame(text=[long]))[1] == [long]


def test_too_many_rows_for_a_sheet(monkeypatch):
    monkeypatch.setattr(spreadsheet, "ROW_LIMIT", 3)
    to_bytes(_frame(text=["a", "b"]), "xlsx")
    with pytest.raises(ExportError, match="3 rows are more than an Excel sheet holds: choose csv"):
        to_bytes(_frame(text=["a", "b", "c"]), "xlsx")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl", "parquet"])
def test_files_of_every_kind(kind, tmp_path, make_article):
    rows = frame([make_article("Carney met Xi."), make_article("Ottawa waits.")], Article)
    write(rows, tmp_path / f"rows.{kind.upper()}")
    [written] = tmp_path.iterdir()
    content = written.read_bytes()
    if kind == "parquet":
        pd.testing.assert_frame_equal(pd.read_parquet(written, dtype_backend="pyarrow"), rows)
    elif kind == "xlsx":
        assert len(list(openpyxl.load_workbook(written).active.iter_rows())) == 3
    else:
        assert "Carney met Xi." in content.decode("utf-8-sig")
        assert content.startswith(b"\xef\xbb\xbf") == (kind == "csv")
    assert len(to_bytes(rows.head(0), kind)) < len(content)


@pytest.mark.parametrize("name", ["rows.doc", "rows"])
def test_other_kinds(name, tmp_path):
    with pytest.raises(ExportError, match="is no kind of file to export: choose csv, xlsx, jsonl, parquet"):
        write(_frame(text=["a"]), tmp_path / name)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    write(_frame(text=["old"]), tmp_path / "rows.csv")
    monkeypatch.setattr(os, "replace", lambda *paths: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        write(_frame(text=["new"]), tmp_path / "rows.csv")
    assert b"old" in (tmp_path / "rows.csv").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl", "parquet"])
def test_a_full_disk_is_an_error_of_the_system(kind, tmp_path, capsys):
    (tmp_path / f"rows.{kind}.tmp").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        write(_frame(text=["a" * 100] * 5000), tmp_path / f"rows.{kind}")
    gc.collect()
    assert capsys.readouterr().err == ""  # nor does anything that was open complain
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_rows_are_written_a_few_at_a_time(kind, monkeypatch):
    rows = _frame(text=[f"row {n}" for n in range(7)])
    whole = to_bytes(rows, kind)
    monkeypatch.setattr(spreadsheet, "_AT_ONCE", 2)
    assert to_bytes(rows, kind) == whole
    assert whole.decode("utf-8-sig").count("row ") == 7
