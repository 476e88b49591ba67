"""What happened when: coverage, known events and steps of measures on one axis."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from newstables import charts
from newstables.analysis.changes import since
from newstables.analysis.register import as_of, lifelines, matrix, register_words
from newstables.analysis.select import Filters, join
from newstables.analysis.tariffs import about
from newstables.analysis.timeline import COVERAGE, KNOWN, LANES, MEASURES, known, on_day, points, timeline
from newstables.coded import coded
from newstables.knowledge import load
from newstables.store import Store


@pytest.fixture(scope="module")
def events(sample_store):
    return Store(sample_store).events().assign(outlet="Sample Wire")


def test_three_lanes_newest_first(events):
    rows = timeline(events, load(), Filters())
    assert set(rows["lane"]) == set(LANES)
    assert rows["on"].is_monotonic_decreasing
    assert rows.loc[rows["lane"] == COVERAGE, "article_id"].notna().all()
    assert rows.loc[rows["lane"] != COVERAGE, "article_id"].isna().all()
    assert len(rows[rows["lane"] == COVERAGE]) == len(events)


def test_dates_hold_for_the_day_of_the_event(events):
    rows = timeline(events, load(), Filters(since=date(2025, 1, 1), until=date(2025, 12, 31)))
    assert (rows["until"] >= date(2025, 1, 1)).all()
    assert (rows["on"] <= date(2025, 12, 31)).all()


def test_actors_and_topics_choose_what_is_known(events):
    named = timeline(events.head(0), load(), Filters(actors=("Meng Wanzhou",)))
    assert set(named["lane"]) == {KNOWN}
    assert named["title"].str.contains("Meng").all()
    taxed = timeline(events.head(0), load(), Filters(topics=("canola",)))
    assert set(taxed["lane"]) == {MEASURES}
    assert taxed["title"].str.contains("canola").all()


def test_a_point_counts_what_it_opens(events):
    rows = timeline(events, load(), Filters())
    table = points(rows)
    assert table["number"].sum() == len(rows)
    first = table.iloc[0]
    behind = on_day(rows, first["lane"], first["on"].isoformat())
    assert len(behind) >= first["number"]
    assert len(charts.points_in_time(table, LANES).data) == len(LANES)


def test_nothing_is_drawn_of_nothing(events):
    assert len(points(timeline(events.head(0), load(), Filters(actors=("nobody",))))) == 0


def test_lives_have_no_gaps():
    known = load()
    lines = lifelines(known.measures, known.measure_steps, known.as_of)
    for _, life in lines.groupby("measure_id"):
        assert list(life["start"])[1:] == list(life["end"])[:-1]
        assert (life["start"] <= life["end"]).all()
    assert len(charts.register(lines, date(2018, 1, 1), date(2025, 10, 31)).data) >= 3


def test_the_matrix_holds_the_rates():
    known = load()
    grid = matrix(as_of(known.measures, known.measure_steps, date(2026, 3, 2))).set_index("goods")
    assert grid.loc["canola seed", "China on Canada"] == "5.9%"
    assert grid.loc["canola meal", "China on Canada"] == "suspended"
    assert "100%" in grid.loc["canola oil", "China on Canada"]


def test_the_register_beside_a_claim():
    words = register_words(["cn-canola-seed"], date(2025, 10, 31), load())
    assert words == ["China's anti-dumping duty on Canadian canola seed: 75.8% (provisional) since 2025-08-14"]
    assert register_words(["cn-canola-seed"], None, load()) == []


def test_claims_about_a_measure():
    ids = pd.Series([["a", "b"], [], ["b"]], dtype=pd.ArrowDtype(pa.list_(pa.string())))
    claims = pd.DataFrame({"measure_ids": coded(ids)})
    assert (len(about(claims)), len(about(claims, "b")), len(about(claims, "a"))) == (2, 2, 1)


def test_what_is_new_since_a_day(sample_store):
    store = Store(sample_store)
    coverage = join(store.articles(), store.entities(), store.quotes(), store.tariffs(), store.events())
    counts, published, changed = since(coverage, known(load(), Filters()), date(2026, 3, 1))
    assert dict(zip(counts["what"], counts["number"], strict=True))["articles"] == len(published) > 0
    assert (published["published_on"] >= date(2026, 3, 1)).all()
    assert COVERAGE not in set(changed["lane"])
    assert (changed["on"] >= date(2026, 3, 1)).all()
