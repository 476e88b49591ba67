from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from newstables import charts
from newstables.records import Side

HOSTILE = '<a href="x">A & B</a>'


def test_every_side_has_its_own_colour():
    assert len(set(charts.SIDE_COLOURS.values())) == len(Side) == len(charts.SIDE_COLOURS)


def test_article_strings_reach_plotly_escaped():
    table = pd.DataFrame({"period": ["2025"], "outlet": [HOSTILE], "articles": [1]})
    stacked = charts.stacked_over_time(table, ["2025"], series="outlet", value="articles").to_json()
    across = charts.bars(table, name="outlet", value="articles").to_json()
    for drawn in (stacked, across):
        assert "<a" not in drawn.replace("\\u003c", "<")
        assert "&lt;a" in drawn


def test_numbers_are_written_as_on_the_pages():
    table = pd.DataFrame({"period": ["2025"], "outlet": ["Wire"], "articles": [12_345]})
    stacked = charts.stacked_over_time(table, ["2025"], series="outlet", value="articles")
    across = charts.bars(table, name="outlet", value="articles")
    assert across.data[0].text == ("12,345",)
    assert "%{x:,}" in across.data[0].hovertemplate
    assert "%{y:,}" in stacked.data[0].hovertemplate
    assert stacked.layout.yaxis.tickformat == ",d"


SIDES = {"side": ["Canada", "China"]}
TIMES = pd.DataFrame({"period": ["1", "2"], "quotes": [2, 9], **SIDES})
SPEAKERS = pd.DataFrame({"speaker": ["A", "B"], "quotes": [2, 1], **SIDES})
LINES = pd.DataFrame(
    {
        "measure_id": ["a", "b"],
        "title": ["One", "Other"],
        "status": ["in force", "lifted"],
        "rate_percent": [25.0, None],
        "start": [date(2025, 3, 20), date(2026, 3, 1)],
        "end": [date(2026, 3, 1), date(2026, 11, 24)],
    }
)
POINTS = pd.DataFrame(
    {"lane": ["x"], "on": [date(2025, 3, 1)], "until": [date(2025, 3, 4)], "number": [3], "what": ["one\nother"]}
)
ACTORS = pd.DataFrame(
    {
        "name": ["A", "B"],
        "articles": [2, 1],
        "x": [0.1, 0.9],
        "y": [0.2, 0.3],
        "room": ["any", None],
        "anchor": ["left", "center"],
        **SIDES,
    }
)
TIES = pd.DataFrame({"a": ["A"], "b": ["B"], "articles": [1]})


@pytest.mark.parametrize(
    "figure",
    [
        charts.stacked_over_time(TIMES, ["1", "2"], series="side", value="quotes"),
        charts.stacked_over_time(TIMES.head(1), ["1", "2"], series="side", value="quotes"),
        charts.bars(SPEAKERS, name="speaker", value="quotes", colour="side"),
        charts.bars(SPEAKERS.head(0), name="speaker", value="quotes"),
        charts.points_in_time(POINTS, ["x", "y"]),
        charts.register(LINES, date(2024, 7, 1), date(2025, 10, 31)),
        charts.network(ACTORS, TIES, beside=0.1),
    ],
    ids=["stacked", "few", "bars", "no bars", "points", "register", "network"],
)
def test_plotly_knows_all_that_a_chart_is_made_of(figure):
    """They are made without its checks, which name what is no property or no value of one."""
    drawn = figure.to_dict()
    assert go.Figure(drawn).to_dict() == drawn


def test_bars_count_what_the_table_counts():
    table = pd.DataFrame({"period": ["1", "1", "3"], "side": ["Canada", "China", "China"], "quotes": [2, 1, 4]})
    figure = charts.stacked_over_time(
        table, ["1", "2", "3"], series="side", value="quotes", colours=charts.SIDE_COLOURS
    )
    assert {trace.name: sum(trace.y) for trace in figure.data} == {"Canada": 2, "China": 5}
    assert list(figure.layout.xaxis.categoryarray) == ["1", "2", "3"]


def test_a_rate_is_written_where_its_bar_has_room():
    lines = pd.DataFrame(
        {
            "measure_id": ["a", "a", "a"],
            "title": [HOSTILE] * 3,
            "status": ["announced", "in force", "suspended"],
            "rate_percent": [25.0, 25.0, 0.0],
            "start": [date(2025, 3, 8), date(2025, 3, 20), date(2026, 3, 1)],
            "end": [date(2025, 3, 20), date(2026, 3, 1), date(2026, 11, 24)],
        }
    )
    figure = charts.register(lines, date(2024, 7, 1), date(2025, 10, 31))
    assert {trace.name: list(trace.text) for trace in figure.data} == {
        "announced": [""],
        "in force": ["25%"],
        "suspended": [""],
    }
    assert "&lt;a" in figure.layout.annotations[0].text
    assert "<a" not in figure.to_json().replace("\\u003c", "<")
