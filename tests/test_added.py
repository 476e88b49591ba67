"""What anyone hands in: read, or refused with a reason, within the limits; the process that reads is no one's loss."""

from __future__ import annotations

import io
import json
import tempfile
import threading
import zipfile
from pathlib import Path

import pytest

from newstables.corrections import Correction, file_of, read
from newstables.extraction.added import Added, Limits, Line, add
from newstables.extraction.aside import Aside
from newstables.extraction.packing import STORE_NAME, pack
from newstables.store import Store
from tests.bombs import BOMBS, DONE, MEGABYTES, SECONDS, cost, parquet, zipped

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


def test_corrections_are_taken_home_too(aside, tmp_path):
    held, _ = added_of(aside, ("pork.txt", TEXT.encode()))
    (quote,) = held.tables["quotes"]["quote_id"].to_pylist()
    made = [Correction("quotes", quote, "speaker", "Zo Zo", "me", "2026-11-24", "heard it")]
    zipfile.ZipFile(io.BytesIO(pack(held, made))).extractall(tmp_path)
    assert read(file_of(tmp_path / STORE_NAME)) == (made, [])


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


@pytest.mark.parametrize(("name", "make", "reason"), BOMBS, ids=[name for name, _, _ in BOMBS])
def test_a_bomb_is_refused_or_done_and_costs_no_one_else(aside, name, make, reason):
    """Within its seconds and megabytes; the next visitor's article is read as ever."""
    paid = cost(name, make(), aside)
    assert paid.lines
    if reason == DONE:
        assert paid.lines == ("",)
    elif reason is not None:
        assert reason in paid.lines[-1]
    assert paid.seconds < 2 * SECONDS + 5  # each to read and to extract, and a machine that has other work
    assert paid.aside_mb is None or paid.aside_mb <= MEGABYTES
    assert paid.server_mb <= MEGABYTES / 2
    _, lines = added_of(aside, ("one.txt", TEXT.encode()))
    assert [line.reason for line in lines] == [""]


def test_memory_that_is_not_given_back_takes_no_share_of_the_next_file(aside):
    """What one file filled of the process goes with it."""
    first = aside.read("ready.txt", b"Words.") and aside._process.pid
    for _ in range(3):
        _, lines = added_of(aside, ("one.txt", TEXT.encode()))
        assert lines[0].read
    assert aside._process.pid == first
    added_of(aside, ("words.txt", b"Canada met China. " * 5_500))
    aside.read("ready.txt", b"Words.")
    assert aside._process.pid != first


def test_two_visitors_take_turns(aside):
    """One whose files are slow holds up another for a file at most, not until all of them are done."""
    ended: list[str] = []

    def visitor(name: str, *given: tuple[str, bytes]) -> None:
        for step in add(Added(), given, aside=aside, present=(), limits=Limits()):
            ended.extend(name for line in step.lines if line.read)

    slow = [(f"{number}.txt", f"Story {number}. {TEXT * 3}".encode()) for number in range(12)]
    visitors = [
        threading.Thread(target=visitor, args=("many", *slow)),
        threading.Thread(target=visitor, args=("one", ("one.txt", TEXT.encode()))),
    ]
    for thread in visitors:
        thread.start()
    for thread in visitors:
        thread.join()
    assert sorted(ended) == ["many"] * 12 + ["one"]
    assert ended.index("one") < 6


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
