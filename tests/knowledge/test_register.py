"""The register, the events and the word lists, as they are shipped."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from newstables.analysis.register import as_of
from newstables.knowledge import load
from newstables.records import Status


@pytest.fixture(scope="module")
def knowledge():
    return load()


@pytest.mark.parametrize(
    ("on", "measure_id", "status", "rate"),
    [
        (date(2025, 8, 12), "cn-canola-seed", "announced", 75.8),
        (date(2025, 10, 31), "cn-canola-seed", "provisional", 75.8),
        (date(2026, 2, 28), "cn-canola-seed", "provisional", 75.8),
        (date(2026, 3, 2), "cn-canola-seed", "in force", 5.9),
        (date(2025, 10, 31), "cn-canola-meal", "in force", 100),
        (date(2026, 3, 2), "cn-canola-meal", "suspended", 0),
        (date(2026, 3, 2), "cn-canola-oil", "in force", 100),
        (date(2026, 3, 2), "cn-pork", "in force", 25),
        (date(2026, 3, 2), "cn-lobster-crab", "suspended", 0),
        (date(2026, 3, 2), "cn-seafood", "in force", 25),
        (date(2024, 9, 1), "ca-electric-vehicles", "announced", 100),
        (date(2026, 1, 20), "ca-electric-vehicles", "in force", 100),  # an expectation changes nothing
        (date(2026, 3, 2), "ca-electric-vehicles", "changed", 6.1),
        (date(2026, 3, 14), "cn-butyl-rubber", "in force", 13.8),
    ],
)
def test_the_register_on_a_day(knowledge, on, measure_id, status, rate):
    table = as_of(knowledge.measures, knowledge.measure_steps, on).set_index("measure_id")
    assert (table.loc[measure_id, "status"], table.loc[measure_id, "rate_percent"]) == (status, rate)


def test_every_measure_has_a_life_in_order(knowledge):
    for measure in knowledge.measures:
        life = [step for step in knowledge.measure_steps if step.measure_id == measure.measure_id]
        days = [step.on for step in life]
        assert days, measure.measure_id
        assert days == sorted(set(days)), measure.measure_id
        began = [step.status is not Status.ANNOUNCED for step in life]
        assert began == sorted(began), f"{measure.measure_id}: announced again after it had begun"


def test_what_comes_from_memory_is_not_called_verified(knowledge):
    rows = [*knowledge.measures, *knowledge.measure_steps, *knowledge.events]
    assert all(row.source for row in rows)
    assert not [row for row in rows if row.verified and "memory" in row.source]


def test_events_end_after_they_begin(knowledge):
    assert all(event.until is None or event.on < event.until for event in knowledge.events)


def test_a_word_names_one_kind_of_goods(knowledge):
    """Only "metal" stands for two, for in news of tariffs it means both, and "oil and meal", which are canola's."""
    words = Counter(term for good in knowledge.goods for term in good.terms)
    assert {word for word, count in words.items() if count > 1} == {
        "metal",
        "metals",
        *(f"{one} {word} {other}" for one, other in (("oil", "meal"), ("meal", "oil")) for word in ("and", "or")),
    }


def test_topics_that_code_and_pages_count_on(knowledge):
    assert {"canola", "trade"} <= {topic.key for topic in knowledge.topics}
