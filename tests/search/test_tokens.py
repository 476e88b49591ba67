"""Words: the same in a text, in the index and in a query."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.search.tokens import folded, indexed, tokens, words

PIECES = [
    "canola",
    "Mélanie",
    "e\u0301",
    "\u0301",
    "中国",
    "abc中def",
    "—",
    "’",
    "½",
    "²",
    "_",
    "İ",
    "ﬁ",
    "™",
    "Straße",
    "ｗ１",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=20).map("".join)


@given(text=TEXTS)
def test_sqlite_is_given_the_words_that_are_lit(text):
    by_sqlite = re.findall(r"[0-9a-z\x80-\U0010ffff]+", indexed(text).translate(str.maketrans(LOWER)))
    assert by_sqlite == words(text) == [token.word for token in tokens(text)]


LOWER = {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


@given(text=TEXTS)
def test_a_token_stands_where_it_says_and_folds_to_itself(text):
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end
        assert words(text[token.start : token.end]) == [token.word]
        assert folded(token.word) == token.word
        end = token.end


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mélanie", ["melanie"]),
        ("Me\u0301lanie", ["melanie"]),
        ("Québec–Canada", ["quebec", "canada"]),
        ("Canada’s", ["canada", "s"]),
        ("U.S.", ["u", "s"]),
        ("75.8%", ["75", "8"]),
        ("中国", ["中", "国"]),
        ("习近平Xi", ["习", "近", "平", "xi"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_what_a_word_is(written, expected):
    assert words(written) == expected
