"""Columns as codes: nothing is lost on the way there and back, and what is counted is what plain pandas counts."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.coded import coded, counted, distinct, holding, plain, stacked

WORDS = st.one_of(st.none(), st.sampled_from(["", "b", "a", "é", "b b"]))


def column(values, kind):
    return pd.Series(values, dtype=pd.ArrowDtype(kind))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["b", None, "a", "b"], pa.string()),
        ([date(2025, 1, 2), None, date(2024, 1, 1)], pa.date32()),
        ([["b", "a"], [], None, ["b", "a"]], pa.list_(pa.string())),
        ([[]], pa.list_(pa.string())),
        ([], pa.list_(pa.string())),
        ([], pa.string()),
        ([None], pa.string()),
    ],
)
def test_there_and_back(values, kind):
    rows = pd.DataFrame({"x": column(values, kind)}).set_axis(range(5, 5 + len(values)))
    again = plain(rows.assign(x=coded(rows["x"])))
    assert again["x"].dtype == rows["x"].dtype
    assert again.index.equals(rows.index)
    assert pa.array(again["x"].array).to_pylist() == values


def test_codes_sort_as_their_values():
    days = coded(column([date(2025, 1, 2), None, date(2024, 1, 1)], pa.date32()))
    assert days.sort_values().index.tolist() == [2, 0, 1]
    assert (days.min(), days.max()) == (date(2024, 1, 1), date(2025, 1, 2))


@given(st.lists(st.tuples(WORDS, WORDS), max_size=40))
def test_pairs_are_counted_as_pandas_does(rows):
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype=object)
    one, other = (coded(column(frame[name].tolist(), pa.string())) for name in ("a", "b"))
    table = counted(one, other, names=("a", "b", "n"))
    known = frame.dropna()
    assert {(a, b): n for a, b, n in table.to_numpy().tolist()} == known.value_counts().to_dict()
    assert distinct(one, other).to_dict() == known.groupby("a")["b"].nunique().to_dict()


def test_many_values_for_few_rows_are_counted_alike():
    names = [f"{number:04}" for number in range(1000)]
    one, other = coded(column(names, pa.string())), coded(column(names[::-1], pa.string()))
    assert counted(one, other, names=("a", "b", "n"))["n"].tolist() == [1] * 1000


def test_what_holds_is_asked_once_per_value():
    asked = []
    rows = coded(column(["b", None, "a", "b"], pa.string()))
    assert holding(rows, lambda value: asked.append(value) or value == "b", null=True).tolist() == [1, 1, 0, 1]
    assert asked == ["a", "b"]


def test_rows_of_two_tables_keep_their_values():
    one, other = (pd.DataFrame({"x": coded(column(x, pa.string())), "n": [1, 2]}) for x in (["c", None], ["a", "c"]))
    both = stacked(one, other)
    assert both["x"].astype(object).replace({np.nan: None}).tolist() == ["c", None, "a", "c"]
    assert both["x"].cat.categories.tolist() == ["a", "c"]
