"""What anyone hands in: read, or refused with a reason, within the limits; the process that reads is no one's loss."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newstables.extraction.added import Added, Limits, Line, add
from newstables.extraction.aside import Aside
from newstables.extraction.packing import STORE_NAME, pack
from newstables.store import Store

TEXT = (
    "Pork packers wait\n\n“We have no buyers,” said Ann Leroux. China imposed a 25 per cent tariff on Canadian pork.\n"
)
SLOW = "“We will,” said Ann. " * 450  # one paragraph of many quotes


@pytest.fixture(scope="module")
def aside():
    process = Aside()
    yield process
    process.close()


def added_of(aside, *given, held=None, present=(), **limits) -> tuple[Added, list[Line]]:
    steps = list(add(held or Added(), given, aside=aside, present=present, limits=Limits(**limits)))
    return steps[-1].added, [line for step in steps for line in step.lines]


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def parquet(columns: dict[str, list[str]]) -> bytes:
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content)
    return content.getvalue()


def test_every_format_is_read_and_the_store_taken_home_opens(aside, tmp_path):
    row = {"title": "Of a table", "text": TEXT + "JSON."}
    page = (
        f"<html><body><article><h1>Of a page</h1>{'<p>Canada and China spoke of canola at length.</p>' * 9}</article>"
    )
    held, lines = added_of(
        aside,
        ("one.txt", TEXT.encode()),
        ("../two.md", f"---\ntitle: Two\n---\n{TEXT}Two.".encode()),
        ("three.jsonl", json.dumps(row).encode()),
        ("four.csv", b'title,text\nA,"China and Canada, they say."\nB,\n'),
        ("five.parquet", parquet({"text": [TEXT + "Five."]})),
        ("six.html", page.encode()),
        ("seven.zip", zipped(**{"a/inner.txt": (TEXT + "Seven.").encode(), "picture.txt": b"\x89PNG"})),
    )
    assert [line.where for line in lines if line.read] == [
        "one.txt", "two.md", "three.jsonl#1", "four.csv#1", "five.parquet#1", "six.html", "seven.zip/a/inner.txt",
    ]  # fmt: skip
    assert [(line.where, line.reason) for line in lines if not line.read] == [
        ("four.csv#2", "empty: it holds no words"),
        ("seven.zip/picture.txt", "binary, not text: a PNG image"),
    ]
    zipfile.ZipFile(io.BytesIO(pack(held))).extractall(tmp_path)
    store = Store(tmp_path / STORE_NAME)
    assert set(store.articles()["article_id"]) == held.keys
    assert len(store.quotes()) == len(held.tables["quotes"]) > 0
    assert len(store.tariffs()) == len(held.tables["tariffs"]) > 0
    assert not [path for path in store.files()["file"] if Path(path).is_absolute()]
    assert not list(Path(tempfile.gettempdir()).glob(f"*/{STORE_NAME}"))


def test_what_is_there_already_is_not_added(aside):
    held, _ = added_of(aside, ("one.txt", TEXT.encode()))
    again, (line,) = added_of(aside, ("one.txt", TEXT.encode()), held=held)
    assert again is held
    assert line.reason == "it was added already"
    _, (line,) = added_of(aside, ("one.txt", TEXT.encode()), present=held.keys)
    assert line.reason == "it is among the articles already"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"files": 1}, "1 files are read at once"),
        ({"file_bytes": 10}, "over-long"),
        ({"total_bytes": 200}, "together are over 200 bytes"),
        ({"articles": 1}, "1 articles are held"),
        ({"words": 25}, "words are held already"),
        ({"seconds": 0.0}, "not reached within 0 seconds"),
    ],
)
def test_limits_together(aside, limits, reason):
    _, lines = added_of(aside, ("one.txt", TEXT.encode()), ("two.txt", (TEXT + "Two.").encode()), **limits)
    assert reason in lines[-1].reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("unbroken.txt", b"a" * 2_000_000, "over-long"),
        ("marks.txt", b"a " + b'"' * 100_000, "over-long"),
        ("marks.txt", b'a " ' * 20_000, "quotation marks"),
        (
            "wide.csv",
            b",".join(b"c%d" % n for n in range(10_000)) + b",text\n" + b"," * 10_000 + b"a\n",
            "10,001 columns",
        ),
        ("wide.parquet", parquet({f"c{n}": ["a"] for n in range(10_000)} | {"text": ["a"]}), "10,001 columns"),
        ("deep.html", b"<html><body>" + b"<div>" * 100_000 + b"Carney spoke.", ""),
        ("deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not JSON"),
        ("deep.md", b"---\ntitle: " + b"[" * 9_000 + b"\n---\ntext", ""),
        ("aliases.md", b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\n---\nCarney spoke.", None),
        ("bomb.zip", zipped(**{"zeros.txt": b"0" * 5_000_000}), "packed 100 times"),
        ("nothing.zip", b"PK\x05\x06" + b"\0" * 18, "holds no files"),
        ("bomb.parquet", parquet({"text": ["word " * 19_000] * 5_000}), ""),
    ],
)
def test_a_pathological_file_is_refused_or_done(aside, name, data, reason):
    held, lines = added_of(aside, (name, data), articles=2)
    assert lines
    if reason is None:
        assert held.articles == 1
    else:
        assert reason in lines[-1].reason


def test_what_takes_too_long_is_ended_and_the_next_article_is_read():
    aside = Aside(seconds=0.3)
    try:
        _, lines = added_of(aside, ("slow.txt", SLOW.encode()))
        assert "it took more than 0.3 seconds" in lines[0].reason
        aside._seconds = 60  # whatever the machine, the next one has time
        held, lines = added_of(aside, ("one.txt", TEXT.encode()))
    finally:
        aside.close()
    assert lines[0].read
    assert held.articles == 1


def test_a_process_that_was_ended_from_without_is_started_again(aside):
    added_of(aside, ("one.txt", TEXT.encode()))
    aside._process.kill()
    aside._process.wait()
    held, _ = added_of(aside, ("one.txt", TEXT.encode()))
    assert held.articles == 1
