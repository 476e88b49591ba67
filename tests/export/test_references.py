"""RIS: one record per article, and no text that passes for a field."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pyarrow as pa
import pytest
import rispy
from hypothesis import example, given
from hypothesis import strategies as st

from newstables.export.references import references

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("title", "outlet", "author", "url", "note", "article file", "snapshot")]
    + [("published", pa.date32()), ("knowledge as of", pa.date32()), ("topics", pa.list_(pa.string()))]
)
ROW = {
    "title": "T",
    "note": "N",
    "article file": "a",
    "snapshot": "s",
    "knowledge as of": date(2026, 1, 2),
    "topics": [],
}


def _read(*rows: dict) -> list[dict]:
    table = pa.Table.from_pylist([ROW | row for row in rows], SCHEMA)
    return rispy.loads(references(table.to_pandas(types_mapper=pd.ArrowDtype)).decode())


def _squeezed(text: str) -> str:
    """Without what a line cannot hold, or what stands in its place."""
    return "".join(character for character in text if character.isprintable() and character not in " \ufffd")


def test_a_record_per_article():
    full = {
        "title": "Turn",
        "outlet": "Herald",
        "author": "Lee Fong",
        "url": "https://a.org/b;c",
        "published": date(2025, 10, 31),
    }
    rows = [
        full | {"note": "one", "topics": ["Canola"]},
        {"article file": "b"},
        full | {"note": "two", "topics": ["Canola", "EV"]},
    ]
    first, second = _read(*rows)
    assert first == {
        "type_of_reference": "NEWS",
        "authors": ["Lee Fong"],
        "title": "Turn",
        "secondary_title": "Herald",
        "date": "2025/10/31",
        "urls": ["https://a.org/b", "c"],  # as rispy reads what it wrote: "https://a.org/b;c"
        "keywords": ["Canola", "EV"],
        "notes": ["one", "two", "Snapshot s; knowledge as of 2026-01-02"],
    }
    assert second == {
        "type_of_reference": "NEWS",
        "title": "T",
        "notes": ["N", "Snapshot s; knowledge as of 2026-01-02"],
    }


def test_lines_of_ris():
    content = references(pa.Table.from_pylist([ROW], SCHEMA).to_pandas(types_mapper=pd.ArrowDtype)).decode()
    assert content.startswith("TY  - NEWS\r\nTI  - T\r\n")
    assert content.rstrip().endswith("ER  -")


@given(st.text(), st.text(), st.text())
@example("a\nER  - \nTY  - JOUR", "x\r\nUR  - http://evil", "\x85KW  - x\u2028N1  - y")
@example("TY  - ", "ER  - ", "\ufeff")
def test_any_text_survives(title, author, note):
    [record] = _read({"title": title, "author": author, "note": note})
    assert _squeezed(record.get("title", "")) == _squeezed(title)
    assert _squeezed("".join(record.get("authors", []))) == _squeezed(author)
    assert _squeezed(record["notes"][0]) == _squeezed(note)
    assert len(record["notes"]) == 2
    assert "urls" not in record


def test_nothing_cited():
    empty = pa.Table.from_pylist([], SCHEMA).to_pandas(types_mapper=pd.ArrowDtype)
    assert not references(empty).strip()


@pytest.mark.parametrize("missing", ["author", "outlet", "published", "url"])
def test_what_is_not_stated_is_left_out(missing):
    full = {"outlet": "Herald", "author": "Lee", "url": "https://a.org", "published": date(2025, 10, 31)}
    [record] = _read({**full, missing: None})
    assert len(record) == 6
