"""Goods, countries and topics by the words of the knowledge base."""

from __future__ import annotations

import pytest

from newstables.pipeline.countries import find_countries
from newstables.pipeline.goods import find_goods
from newstables.pipeline.topics import find_topics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Canadian rapeseed oil", [("canola oil",)]),
        ("canola oil, oil cake and peas", [("canola oil",), ("canola meal",), ("peas",)]),
        ("canola seed, oil and meal", [("canola seed",), ("canola meal", "canola oil")]),
        ("the oil and the meal", []),
        ("crab, shrimp and other aquatic products", [("seafood",), ("seafood",), ("seafood",)]),
        ("electric vehicles, steel and aluminium", [("electric vehicles",), ("steel",), ("aluminum",)]),
        ("EVs but not evs", [("electric vehicles",)]),
        ("tariffs on metals", [("aluminum", "steel")]),
        ("the Agriculture Minister", []),
        ("softwood lumber", [("lumber",)]),
        ("pea starch", [("pea starch",)]),
        ("steel; pork", [("steel",), ("pork",)]),
        ("the Canola Council of Canada", []),
    ],
)
def test_goods(text, expected):
    assert [goods.keys for goods in find_goods(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beijing and Ottawa", ["CN", "CA"]),
        ("Brussels, the bloc and European cars", ["EU", "EU", "EU"]),
        ("U.S. pork for us", ["US"]),
        ("MOFCOM, Finance Canada and the White House", ["CN", "CA", "US"]),
        ("Trump and Xi Jinping", ["US", "CN"]),
        ("Saskatchewan's premier", ["CA"]),
        ("Jakarta's duties", ["ID"]),
        ("nobody", []),
    ],
)
def test_countries(text, expected):
    assert [country.code for country in find_countries(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Growers want the canola tariffs gone", ["canola", "trade"]),
        ("Michael Kovrig was released", ["detentions"]),
        ("the Hogue inquiry heard of foreign interference", ["interference"]),
        ("the flow of fentanyl", ["fentanyl"]),
        ("a visa-free stay", ["travel"]),
        ("Huawei and 5G", ["technology"]),
        ("It was a pleasure", []),
    ],
)
def test_topics(text, expected):
    assert find_topics(text) == expected
