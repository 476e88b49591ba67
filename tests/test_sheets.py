"""Sheets as files: the same rows in every kind, and nothing in them that runs."""

from __future__ import annotations

import csv
import io
from datetime import date

import docx
import openpyxl
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from newstables.export import ExportError
from newstables.sheets import KINDS, SHEETS, sheet_file

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def _rows(content: bytes, kind: str) -> int:
    if kind == "csv":
        return len(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))))
    if kind == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(content)).active.max_row - 1
    if kind == "docx":
        styles = [paragraph.style.name for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
        return styles.count("List Number")
    return sum(len(record["notes"]) - 1 for record in rispy.loads(content.decode()))


@pytest.fixture(scope="module")
def coverage(sample_store):
    from newstables import Store
    from newstables.analysis.select import join

    store = Store(sample_store)
    return join(store.articles(), store.entities(), store.quotes(), store.tariffs(), store.events())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", list(SHEETS))
def test_every_kind_has_every_row(coverage, table, kind):
    rows = getattr(coverage, table)
    assert _rows(sheet_file(table, kind, rows, coverage.articles, snapshot="abc"), kind) == len(rows) > 0
    assert _rows(sheet_file(table, kind, rows.head(0), coverage.articles, snapshot="abc"), kind) == 0


def test_other_kinds(coverage):
    with pytest.raises(ExportError, match="'doc' is no kind of file for a sheet: choose docx, xlsx, csv, ris"):
        sheet_file("quotes", "doc", coverage.quotes, coverage.articles, snapshot="abc")


@given(words=st.text(min_size=1), start=st.sampled_from(DANGEROUS), title=st.text(), url=st.text())
@settings(max_examples=25)
def test_any_article_makes_every_kind(make_article, make_quote, make_coverage, words, start, title, url):
    words = start + words
    fields = {"title": start + title, "author": start + title, "outlet": start + title, "url": url, "file": start}
    article = make_article(f"{words} is what {words} said.", published_on=date(2025, 1, 1), **fields)
    quote = make_quote(article, words, speaker=start + title, speaker_text=words, role=start, cue=start)
    coverage = make_coverage([article], quotes=[quote])
    content = {kind: sheet_file("quotes", kind, coverage.quotes, coverage.articles, snapshot="=1") for kind in KINDS}
    assert {kind: _rows(found, kind) for kind, found in content.items()} == dict.fromkeys(KINDS, 1)
    [line] = csv.DictReader(io.StringIO(content["csv"].decode("utf-8-sig"), newline=""))
    assert not [cell for cell in line.values() if cell.startswith(DANGEROUS)]
    for row in openpyxl.load_workbook(io.BytesIO(content["xlsx"])).active.iter_rows():
        assert not [cell for cell in row if cell.data_type == "f" or str(cell.value or "").startswith(DANGEROUS)]
