"""Goods, countries and topics by the words of the knowledge base."""

from __future__ import annotations

import pytest

from newstables.pipeline.charges import find_charges
from newstables.pipeline.countries import find_countries
from newstables.pipeline.goods import find_goods
from newstables.pipeline.topics import find_topics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Canadian rapeseed oil", [("canola oil",)]),
        ("canola oil, oil cake and peas", [("canola meal", "canola oil", "peas")]),
        ("canola seed, oil and meal", [("canola meal", "canola oil", "canola seed")]),
        ("oil and meal", []),
        ("crab, shrimp and other aquatic products", [("seafood",)]),
        ("electric vehicles, steel and aluminium", [("aluminum", "electric vehicles", "steel")]),
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
    "text",
    [
        "roaming tariffs",
        "hotel tariffs",
        "an export duty",
        "a foreign-buyer tax",
        "the trade and tariff war",
        "a tariff-hit economy",
        "officers on duty",
        "a heavy-duty truck",
        "a duty of care",
        "tariff-rate quotas",
        "an anti-dumping probe",
        "the China Surtax Order",
        "a 25 per cent surcharge on power exports",
    ],
)
def test_what_is_no_charge_on_imports(text):
    assert find_charges(text) == []


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
