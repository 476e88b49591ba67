"""The index: what is found is what is lit; it is whole or not there; a folder that cannot be written is no failure."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.search import QueryError, found_in, index, index_of, open_index, parse, with_hits
from newstables.search.query import AllOf, AnyOf, Phrase
from newstables.search.tokens import words

PIECES = [
    "canola",
    "Canola",
    "SEED",
    "seeds",
    "Mélanie",
    "Me\u0301lanie",
    "melanie",
    "中国",
    "中国政府",
    "U.S.",
    "Canada’s",
]
PIECES += ["ﬁsh", "½", "²", "_", "—", "\n", "\n\n", "\0", "İstanbul", "straße", "STRASSE", "ꙮ", "a" * 300, "한국", "के"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=20).map(" ".join)
QUERIES = st.lists(st.sampled_from([*PIECES, "AND", "OR", "NOT", "can*", "title:", '"', "(", ")"]), max_size=5).map(
    " ".join
)


def table(*articles: tuple[str, str]) -> pd.DataFrame:
    rows = [(f"{number:016x}", title, text) for number, (title, text) in enumerate(articles)]
    return pd.DataFrame(rows, columns=["article_id", "title", "text"])


def found(articles: pd.DataFrame, typed: str) -> list[int]:
    return [int(key, 16) for key in index_of(articles).search(parse(typed))["article_id"]]


def matches(query, title: list[str], text: list[str]) -> bool:
    """What a query means, told without an index."""
    if isinstance(query, AnyOf):
        return any(matches(part, title, text) for part in query.parts)
    if isinstance(query, AllOf):
        return all(matches(part, title, text) for part in query.parts) and not any(
            matches(part, title, text) for part in query.without
        )
    places = {None: (title, text), "title": (title,), "text": (text,)}[query.column]
    return any(is_phrase(place[at : at + len(query.words)], query) for place in places for at in range(len(place)))


def is_phrase(some: list[str], phrase: Phrase) -> bool:
    *first, last = phrase.words
    return (
        len(some) == len(phrase.words)
        and some[:-1] == first
        and (some[-1].startswith(last) if phrase.begins else some[-1] == last)
    )


@given(title=TEXTS, text=TEXTS, typed=QUERIES)
def test_what_is_found_is_what_the_query_means_and_every_hit_folds_to_it(title, text, typed):
    try:
        query = parse(typed)
    except QueryError:
        return
    if query is None:
        return
    articles = table((title, text))
    held = index_of(articles).search(query)
    assert len(held) == matches(query, words(title), words(text))
    [row] = with_hits(articles, query).itertuples()
    for place, hits in ((text, row.hits), (title, row.title_hits)):
        edges = [edge for hit in hits for edge in hit]
        assert edges == sorted(edges)
        assert edges == [] or 0 <= edges[0] < edges[-1] <= len(place)
    for hit in found_in(text, query):
        assert is_phrase(words(text[hit.start : hit.end]), hit.phrase)
    assert 0 <= row.snippet_start <= row.snippet_end <= len(text)
    if len(held):
        assert row.hits or row.title_hits
    if row.hits:
        assert any(row.snippet_start <= start and end <= row.snippet_end for start, end in row.hits)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("melanie", [0]),
        ("MÉLANIE", [0]),
        ("canola", [1, 0, 2]),
        ("canola seed", [1]),
        ('"canola seed"', [1]),
        ('"seed canola"', []),
        ("canola NOT seed", [0, 2]),
        ("pork OR seed", [3, 1]),
        ("por*", [3]),
        ("title:canola", [1]),
        ("政府", [2]),
        ("中国", [2]),
        ("国中", []),
    ],
)
def test_examples(typed, expected):
    articles = table(
        ("One", "Mélanie grows canola."),
        ("Canola waits", "No buyers of canola seed."),
        ("Two", "中国政府 and canola, " + "and many other words " * 20),
        ("Three", "Pork."),
    )
    assert sorted(found(articles, typed)) == sorted(expected)
    assert found(articles, typed)[:1] == expected[:1]


def test_a_query_that_finds_nearly_all_ranks_by_the_title(monkeypatch):
    monkeypatch.setattr(index, "RANKED", 1)
    articles = table(("One", "canola"), ("Canola", "waits"), ("Canola", "pork canola"), ("Two", "canola pork"))
    held = index_of(articles).search(parse("canola NOT waits"))
    assert list(zip(held["article_id"].str[-1], held["rank"], strict=True)) == [("2", 1), ("0", 2), ("3", 2)]


def test_words_that_no_article_holds_are_named():
    held = index_of(table(("One", "canola")))
    assert [phrase.shown for phrase in held.unknown(parse('canola OR canolla OR "canola seed" NOT pork'))] == [
        "canolla",
        '"canola seed"',
    ]


def test_the_passage_holds_most_of_the_query():
    text = "Canola. " + "Something else is said here. " * 20 + "\nThe duty on canola seed fell. " + "More. " * 90
    [row] = with_hits(table(("One", text)), parse("canola duty")).itertuples()
    assert text[row.snippet_start : row.snippet_end].startswith("The duty on canola seed fell. More.")
    assert row.hits[0] == [0, 6]
    assert row.snippet_end - row.snippet_start < 300


# ------------------------------------------------------------------------------------------------- the file


def never() -> pd.DataFrame:
    raise AssertionError("the index is there")


def test_it_is_built_once_per_state_and_the_old_one_goes(tmp_path):
    articles = table(("One", "canola"))
    first = open_index(tmp_path, "a1", lambda: articles)
    assert first.path is not None
    assert len(open_index(tmp_path, "a1", never)) == 1
    second = open_index(tmp_path, "b2", lambda: table(("One", "pork"), ("Two", "canola")))
    assert [path.name for path in tmp_path.iterdir()] == [second.path.name]
    assert len(second.search(parse("canola"))) == 1
    assert len(first.search(parse("canola"))) == 1  # who had it open keeps it


@pytest.mark.parametrize("harm", ["cut", "empty", "other", "zeros"])
def test_a_file_that_is_not_whole_is_built_anew(tmp_path, harm):
    articles = table(*(("One", f"canola w{number}") for number in range(2000)))
    path = open_index(tmp_path, "a1", lambda: articles).path
    content = path.read_bytes()
    path.write_bytes(
        {"cut": content[: len(content) // 2], "empty": b"", "other": b"no index", "zeros": bytes(len(content))}[harm]
    )
    again = open_index(tmp_path, "a1", lambda: articles)
    assert again.path == path
    assert len(again.search(parse("canola w7"))) == 1


def test_a_builder_that_fails_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "indexed", lambda text: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        open_index(tmp_path, "a1", lambda: table(("One", "canola")))
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_builder_left_is_swept_in_time(tmp_path):
    old, new = tmp_path / "search-1-aa.tmp", tmp_path / "search-2-bb.tmp"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    held = open_index(tmp_path, "a1", lambda: table(("One", "canola")))
    assert sorted(tmp_path.iterdir()) == sorted([held.path, new])


def test_a_folder_that_cannot_be_written_gives_an_index_in_memory(tmp_path):
    held = open_index(tmp_path / "gone", "a1", lambda: table(("One", "canola")))
    assert held.path is None
    assert len(held.search(parse("canola"))) == 1


BUILD = """
import sys
from pathlib import Path
import pandas as pd
from newstables.search import open_index, parse
rows = [(f"{n:016x}", "One", f"canola w{n}") for n in range(5000)]
articles = pd.DataFrame(rows, columns=["article_id", "title", "text"])
for _ in range(3):
    held = open_index(Path(sys.argv[1]), "a1", lambda: articles)
    assert held.path is not None and len(held.search(parse("canola"))) == 5000
"""


def test_two_processes_at_once(tmp_path):
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    running = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(2)]
    assert [process.wait(120) for process in running] == [0, 0]
    assert len(list(tmp_path.iterdir())) == 1
