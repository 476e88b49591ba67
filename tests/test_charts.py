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
