"""Who is named and quoted, and together with whom."""

from __future__ import annotations

import pandas as pd
import pytest

from newstables import charts
from newstables.analysis import actors, network
from newstables.analysis.network import BESIDE, named_together
from newstables.analysis.select import join
from newstables.knowledge import load
from newstables.store import Store


@pytest.fixture(scope="module")
def coverage(sample_store):
    store = Store(sample_store)
    return join(store.articles(), store.entities(), store.quotes(), store.tariffs(), store.events())


def test_counts_are_those_of_the_rows(coverage):
    table = actors.named(coverage.entities, coverage.quotes).set_index("name")
    mentions = coverage.entities[coverage.entities["name"] == "Mark Carney"]
    assert table.loc["Mark Carney", "mentions"] == len(mentions)
    assert table.loc["Mark Carney", "articles"] == mentions["article_id"].nunique()
    assert table.loc["Mark Carney", "quotes"] == (coverage.quotes["speaker"] == "Mark Carney").sum()
    assert table.loc["Mark Carney", "side"] == "Canada"


def test_the_side_of_a_speaker_whom_only_quotes_place(coverage):
    table = actors.named(coverage.entities, coverage.quotes).set_index("name")
    assert table.loc["Imogen Tallis", "side"] == "Canada"


def test_a_government_is_named_by_the_places_that_stand_for_it(coverage):
    table = actors.named(coverage.entities, coverage.quotes).set_index("name")
    mentions = coverage.entities[coverage.entities["actor_id"] == "government-of-china"]
    assert "place" in set(mentions["kind"])
    row = table.loc["Government of China"]
    assert (row["kind"], row["side"], row["mentions"]) == ("organization", "China", len(mentions))
    assert "Government of China" in coverage.actors
    assert "Government of China" in set(actors.company(coverage.entities, table.reset_index(), "Mark Carney")["name"])


def test_company_is_named_in_the_same_articles(coverage):
    people = actors.named(coverage.entities, coverage.quotes)
    beside = actors.company(coverage.entities, people, "Mark Carney")
    assert "Xi Jinping" in set(beside["name"])
    assert "Mark Carney" not in set(beside["name"])
    assert beside["articles"].is_monotonic_decreasing
    sides = people.set_index("name")["side"]
    assert beside["side"].tolist() == [sides[name] for name in beside["name"]]


def test_the_network_is_drawn_the_same_way_each_time(coverage):
    people = actors.named(coverage.entities, coverage.quotes)
    points, ties = named_together(coverage.entities, people)
    again, _ = named_together(coverage.entities, people)
    assert points.equals(again)
    assert points["x"].between(0, 1).all()
    assert points["room"].notna().any()
    assert set(ties["a"]) | set(ties["b"]) == set(points["name"])
    assert len(charts.network(points, ties, beside=BESIDE).data) > 2


def test_no_name_touches_another_or_leaves_the_drawing():
    names = ["A long name of an organization", "Another that is as long as it", "Short", "Xi"]
    at = pd.DataFrame({"name": names, "x": [0.0, 0.4, 0.42, 1.0], "y": [0.5, 0.51, 0.7, 0.9]})
    room, anchors = network._with_room(at)
    assert room == ["any", "wide", "any", "any"]
    assert anchors == ["left", "center", "center", "center"]
    assert network._with_room(at.tail(1).assign(name="A long name"))[1] == ["right"]
    assert network._with_room(at.assign(y=[0.1, 0.3, 0.5, 0.7]))[0] == ["any"] * 4
    assert network._with_room(at.assign(name=["x" * 300] * 4))[0] == [None] * 4


def test_a_network_of_nobody(coverage):
    people = actors.named(coverage.entities.head(0), coverage.quotes.head(0))
    points, ties = named_together(coverage.entities.head(0), people)
    assert (len(points), len(ties)) == (0, 0)
    charts.network(points, ties, beside=BESIDE)


def test_roles_come_with_their_source():
    held = actors.roles(load(), "mark-carney")
    assert held.iloc[0]["role"] == "Prime Minister of Canada"
    assert held["source"].notna().all()
    assert actors.roles(load(), None).empty


def test_topics_and_outlets(coverage):
    said = coverage.quotes[coverage.quotes["speaker"] == "Imogen Tallis"]
    labels = {topic.key: topic.label for topic in load().topics}
    assert actors.by_topic(said, labels)["quotes"].sum() >= len(said) / 2
    assert actors.by_outlet(coverage.entities, coverage.quotes, "Imogen Tallis")["quotes"].sum() == len(said)
