"""Rates: what is one, what replaces what, and which percentages are none. Cases are our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.pipeline.amounts import find_rates

CASES: list[tuple[str, list[tuple[float, float | None]]]] = [
    ("a 25 per cent tariff", [(25, None)]),
    ("a 25-per-cent tariff", [(25, None)]),
    ("a 25 percent tariff", [(25, None)]),
    ("a 100-percent tariff", [(100, None)]),
    ("a duty of 75.8%", [(75.8, None)]),
    ("a duty of 5.9 pct", [(5.9, None)]),
    ("duties of up to 40.5 per cent", [(40.5, None)]),
    ("twenty-five per cent", [(25, None)]),
    ("cut from 85 to 15 per cent", [(15, 85)]),
    ("cut from 85 per cent to about 15 per cent", [(15, 85)]),
    ("cut from 25 per cent to 10 in May", [(10, 25)]),
    ("cut to 10 per cent from 25", [(10, 25)]),
    ("cut to 10 per cent from 25 per cent", [(10, 25)]),
    ("at 6.1 per cent instead of 100", [(6.1, 100)]),
    ("to 50%, up from 25%", [(50, 25)]),
    ("25 per cent from April 2", [(25, None)]),
    ("25 per cent from 40 countries", [(25, None)]),
    ("ranging from 10 to 25 per cent", [(25, None)]),
    ("between 10 and 25 per cent", [(25, None)]),
    ("25% on pork and 100% on peas", [(25, None), (100, None)]),
    ("100 per cent on peas, 25 on pork", [(100, None), (25, None)]),
    ("by 10 percentage points", []),
    ("exports fell 67 per cent", []),
    ("prices rose by almost 4 per cent", []),
    ("40 per cent of its exports", []),
    ("a 60 per cent stake", []),
    ("20 per cent more than last year", []),
    ("1,025 per cent", []),
    ("$25 million", []),
    ("in 2025 and 2026", []),
    ("no rate at all", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_rates(text, expected):
    assert [(rate.percent, rate.before) for rate in find_rates(text)] == expected


@given(st.text(alphabet="from 25%percent to10.-,and on\n", max_size=60))
def test_rates_lie_apart_in_the_text(text):
    found = find_rates(text)
    assert all(0 <= rate.start < rate.end <= len(text) for rate in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(rate.percent >= 0 for rate in found)


@given(st.floats(0, 300).map(lambda number: round(number, 1)), st.sampled_from([" per cent", "%", "-per-cent"]))
def test_a_rate_comes_back_as_it_was_written(number, sign):
    text = f"a tariff of {number:g}{sign} on peas"
    (rate,) = find_rates(text)
    assert rate.percent == number
    assert text[rate.start : rate.end] == f"{number:g}{sign}"
