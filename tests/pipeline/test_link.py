"""Which measures a claim is linked to, and when what it says conflicts with them."""

from __future__ import annotations

from datetime import date

import pytest

from newstables.knowledge import load
from newstables.pipeline.found import TariffFound
from newstables.pipeline.register import Linked, link
from newstables.records import Change

OCTOBER = date(2025, 10, 31)


def claim(goods: str = "pork", rate: float | None = None, **fields) -> TariffFound:
    values = {
        "evidence": (0, 1),
        "imposer": "CN",
        "target": "CA",
        "goods": tuple(filter(None, goods.split("|"))),
        "goods_text": None,
        "change": Change.NONE,
        "rate_percent": rate,
        "rate_from_percent": None,
        "rate_text": None,
        "retaliation": False,
    }
    return TariffFound(**values | fields)


def linked(stated: TariffFound, on: date | None = OCTOBER, words: str = "") -> Linked:
    return link(stated, words, on, load())


@pytest.mark.parametrize(
    ("stated", "on", "words", "expected"),
    [
        (claim("pork"), OCTOBER, "", ["cn-pork"]),
        (claim("pork"), None, "", []),  # an undated article
        (claim("pork"), date(2025, 3, 7), "", []),  # before it was announced
        (claim("pork"), date(2025, 3, 8), "", ["cn-pork"]),
        (claim("canola meal|canola oil|peas"), OCTOBER, "", ["cn-canola-oil", "cn-canola-meal", "cn-peas"]),
        (claim("canola"), OCTOBER, "", ["cn-canola-seed", "cn-canola-oil", "cn-canola-meal"]),
        (claim("seafood"), OCTOBER, "on Canadian seafood", ["cn-seafood"]),
        (claim("seafood"), OCTOBER, "on Canadian lobster", ["cn-lobster-crab"]),
        (claim("pork|wine"), OCTOBER, "", ["cn-pork"]),
        (claim(""), OCTOBER, "", []),
        (claim("pork", imposer=None), OCTOBER, "", []),
        (claim("pork", target="US"), OCTOBER, "", []),
        (claim("pork", change=Change.THREATEN), OCTOBER, "", []),
        (claim("steel", imposer="CA", target="CN"), OCTOBER, "Chinese steel", ["ca-steel-aluminum"]),
        (claim("steel", imposer="CA", target="CN"), OCTOBER, "melted and poured in China", ["ca-melted-in-china"]),
        (claim("steel", imposer="CA", target="*"), OCTOBER, "steel over quota", []),  # two, and no word tells which
    ],
)
def test_the_measures_that_are_meant(stated, on, words, expected):
    assert list(linked(stated, on, words).measure_ids) == expected


@pytest.mark.parametrize(
    ("stated", "conflict"),
    [
        (claim("canola seed", 75.8), None),
        (claim("canola seed", 76), None),  # rounded
        (claim("canola seed", 85), None),  # with the ordinary duty
        (claim("canola seed", 100), "text says 100%, register 75.8% (provisional since 2025-08-14; Global Times)"),
        (claim("canola oil", 75.8), "75.8% is the rate on canola seed"),
        (claim("canola seed"), None),  # the rate is not stated
        (claim("canola", 100), None),  # the rate on two of the three
        (claim("pork", change=Change.PAUSE, rate_from_percent=100), "text says 100%, register 25% (in force since"),
        (claim("pork", 25, change=Change.IMPOSE, effective_on=date(2025, 3, 20)), None),
        (
            claim("pork", 25, change=Change.IMPOSE, effective_on=date(2025, 3, 10)),
            "text says from 2025-03-10, register from 2025-03-20 (in force",
        ),
        (claim("pork", 25, effective_on=date(2025, 1, 10)), None),  # too far from any step to be meant
        (claim("pork", 25, imposer="CA", target="CN"), "text says CA on CN, register CN on CA"),
        (claim("pork", 7, imposer="CA", target="CN"), None),  # nothing like it in the register
    ],
)
def test_a_conflict_names_both_values(stated, conflict):
    found = linked(stated).conflict
    assert found is None if conflict is None else conflict in found


def test_the_wrong_rate_links_to_what_the_text_is_about():
    assert linked(claim("canola oil", 75.8)).measure_ids == ("cn-canola-oil",)
