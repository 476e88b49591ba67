"""What is typed becomes a query or a message; what a query is to find is a table."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.search import QueryError, parse
from newstables.search.query import expression, phrases

PIECES = [
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "(",
    ")",
    '"',
    "“",
    "”",
    "*",
    "title:",
    "text:",
    "outlet:",
    "^",
    "+",
    "-",
    "{",
    "}",
]
PIECES += [
    "canola",
    "seed*",
    "Mélanie",
    "中国",
    "can*ola",
    ":",
    "'",
    ";",
    "\0",
    "\ud800",
    "½",
    "²",
    "--",
    "a*",
    "e\u0301",
]
TYPED = st.text(max_size=40) | st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("canola", '"canola"'),
        ("canola seed", '("canola" AND "seed")'),
        ("canola AND seed", '("canola" AND "seed")'),
        ("canola and seed", '("canola" AND "and" AND "seed")'),
        ('"canola seed"', '"canola seed"'),
        ("“canola seed”", '"canola seed"'),
        ("canola OR pork beef", '("canola" OR ("pork" AND "beef"))'),
        ("canola NOT seed", '(("canola") NOT ("seed"))'),
        ("canola AND NOT seed", '(("canola") NOT ("seed"))'),
        ("canola NOT seed NOT oil", '(("canola") NOT ("seed" OR "oil"))'),
        ("canola (seed OR oil)", '("canola" AND ("seed" OR "oil"))'),
        ("tarif*", '"tarif" *'),
        ('"canola se*"', '"canola se" *'),
        ("title:canola", 'title : "canola"'),
        ('Title:"canola seed"', 'title : "canola seed"'),
        ("title:(canola OR pork)", '(title : "canola" OR title : "pork")'),
        ("Canada’s", '"canada s"'),
        ("U.S.", '"u s"'),
        ("中国", '"中 国"'),
        ("MÉLANIE", '"melanie"'),
        ("12:30", '"12 30"'),
        ("canola !!!", '"canola"'),
        ("NEAR(canola)", '("near" AND "canola")'),
    ],
)
def test_a_query_as_sqlite_gets_it(typed, expected):
    assert expression(parse(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('"canola', "quotation mark"),
        ("(canola", "no “)” behind"),
        ("canola)", "no “(” before"),
        ("canola OR", "OR needs a word behind"),
        ("OR canola", "OR needs a word on either side"),
        ("AND canola", "AND needs a word on either side"),
        ("canola AND", "AND needs a word behind"),
        ("NOT canola", "NOT needs a word before"),
        ("canola NOT", "NOT needs a word behind"),
        ("canola OR NOT pork", "NOT needs a word before"),
        ("*", "beginning of a word"),
        ("a*", "at least 2 letters"),
        ("can*ola", "not at the end"),
        ("!!!", "no word in “!!!”"),
        ('""', "no word"),
        ("()", "no word"),
        ("outlet:Herald", "filters"),
        ("a " * 300, "too long"),
        (" ".join(f"w{number}" for number in range(41)), "too many words"),
        ("(" * 100 + "a" + ")" * 100, "too many brackets"),
    ],
)
def test_a_wrong_query_is_told_what_is_wrong(typed, words):
    with pytest.raises(QueryError, match=r"Write|Use") as raised:
        parse(typed)
    assert words in str(raised.value)


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_nothing_typed_is_no_query(typed):
    assert parse(typed) is None


def test_what_may_not_occur_is_not_sought():
    assert [phrase.shown for phrase in phrases(parse('canola "canola seed" canola NOT oil'))] == [
        "canola",
        '"canola seed"',
    ]


@pytest.fixture(scope="module")
def empty():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='ascii')")
    yield connection
    connection.close()


@given(typed=TYPED)
def test_whatever_is_typed_sqlite_can_read_what_comes_of_it(empty, typed):
    try:
        query = parse(typed)
    except QueryError:
        return
    assert (query is None) == (not typed.strip())
    if query is not None:
        assert empty.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression(query),)).fetchall() == []
