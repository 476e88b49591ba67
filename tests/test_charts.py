from datetime import date

import pandas as pd

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
