"""Which claims are linked to a measure, and when a stated rate conflicts with it."""

from __future__ import annotations

from datetime import date

import pytest

from newstables.knowledge import load
from newstables.pipeline.found import TariffFound
from newstables.pipeline.register import link
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


@pytest.mark.parametrize(
    ("stated", "on", "expected"),
    [
        (claim("pork"), OCTOBER, "cn-pork"),
        (claim("pork"), None, None),  # an undated article
        (claim("pork"), date(2025, 3, 7), None),  # before it was announced
        (claim("pork"), date(2025, 3, 8), "cn-pork"),
        (claim("canola seed"), OCTOBER, "cn-canola-seed"),
        (claim("canola"), OCTOBER, None),  # more than one measure, or none so named
        (claim("seafood"), OCTOBER, None),  # two measures
        (claim("pork|peas"), OCTOBER, None),  # no one measure covers both
        (claim(""), OCTOBER, None),
        (claim("pork", imposer=None), OCTOBER, None),
        (claim("pork", target="US"), OCTOBER, None),
        (claim("steel", imposer="CA", target="CN"), date(2024, 11, 1), "ca-steel-aluminum"),
        (claim("steel", imposer="CA", target="CN"), OCTOBER, None),  # since July 2025 two measures
        (claim("aluminum|steel", imposer="CA", target="CN"), date(2024, 11, 1), "ca-steel-aluminum"),
    ],
)
def test_only_a_plain_case_is_linked(stated, on, expected):
    knowledge = load()
    assert link(stated, knowledge.measures, knowledge.measure_steps, on)[0] == expected


@pytest.mark.parametrize(
    ("stated", "conflict"),
    [
        (claim("canola seed", 75.8), None),
        (claim("canola seed", 76), None),  # rounded
        (claim("canola seed", 100), "text says 100%, register 75.8% (provisional since 2025-09-05"),
        (claim("canola seed", 100, change=Change.THREATEN), None),
        (claim("canola seed"), None),
    ],
)
def test_a_conflict_names_both_rates(stated, conflict):
    knowledge = load()
    measure_id, found = link(stated, knowledge.measures, knowledge.measure_steps, OCTOBER)
    assert measure_id == "cn-canola-seed"
    assert found is None if conflict is None else found.startswith(conflict)
