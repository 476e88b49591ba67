"""How sure a quote is, in a word."""

from __future__ import annotations

import pandas as pd
import pytest

from newstables.analysis.certainty import Certainty, certainty, with_certainty


@pytest.mark.parametrize(
    ("score", "word"),
    [(1.0, "certain"), (0.9, "certain"), (0.89, "likely"), (0.7, "likely"), (0.69, "check"), (0.0, "check")],
)
def test_words(score, word):
    assert certainty(score) == word


def test_filter():
    quotes = pd.DataFrame({"quote_id": list("abc"), "score": pd.array([0.95, 0.75, None], dtype="Float64")})
    assert list(with_certainty(quotes, [])["quote_id"]) == ["a", "b", "c"]
    assert list(with_certainty(quotes, [Certainty.CERTAIN])["quote_id"]) == ["a"]
    assert list(with_certainty(quotes, ["check", "likely"])["quote_id"]) == ["b", "c"]
    assert with_certainty(quotes.iloc[:0], ["check"]).empty
