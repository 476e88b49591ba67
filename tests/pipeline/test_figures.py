"""Sums and shares."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.pipeline.figures import figures

CASES = [
    ("2,018 cars in 2,018 towns", []),
    ("US$276 million loan", [("US$276 million", "money")]),
    ("$2.6 billion or C$35,000", [("$2.6 billion", "money"), ("C$35,000", "money")]),
    ("2 billion yuan", [("2 billion yuan", "money")]),
    ("61 million Hong Kong dollars", [("61 million Hong Kong dollars", "money")]),
    ("49,000 cars", []),
    ("25 per cent", [("25 per cent", "percent")]),
    ("75.8% or 5.9 percent", [("75.8%", "percent"), ("5.9 percent", "percent")]),
    ("a 25-per-cent duty", [("25-per-cent", "percent")]),
    ("10 percentage points", [("10 percentage points", "percent")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_figures(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[start:end], kind.value) for start, end, kind in figures(text)] == expected


def test_a_country_in_a_sum_is_no_place(nlp):
    doc = nlp("It cost 20 million U.S. dollars in Canada.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("20 million U.S. dollars", "money"), ("Canada", "place")]


@given(st.text(alphabet="2018$US%percent-,\n", max_size=60))
def test_they_are_ordered_and_apart(text: str) -> None:
    found = list(figures(text))
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
