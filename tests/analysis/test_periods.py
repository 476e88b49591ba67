from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from newstables.analysis.periods import UNDATED, period_labels


def dates(*days):
    return pd.Series(days, dtype=pd.ArrowDtype(pa.date32()))


@pytest.mark.parametrize(
    ("days", "first", "last", "how_many"),
    [
        ([date(2025, 3, 1), date(2025, 3, 9)], "2025-03-01", "2025-03-09", 9),
        ([date(2025, 3, 1), date(2025, 9, 1)], "2025-03", "2025-09", 7),
        ([date(2016, 8, 29), date(2026, 5, 1)], "2016 Q3", "2026 Q2", 40),
        ([date(1990, 1, 1), date(2026, 5, 1)], "1990", "2026", 37),
        ([date(2025, 3, 1)], "2025-03-01", "2025-03-01", 1),
    ],
)
def test_the_period_fits_the_range(days, first, last, how_many):
    labels, order = period_labels(dates(*days))
    assert (order[0], order[-1], len(order)) == (first, last, how_many)
    assert set(labels) <= set(order)


def test_undated_have_a_period_of_their_own():
    labels, order = period_labels(dates(date(2025, 3, 1), None))
    assert labels.tolist() == ["2025-03-01", UNDATED]
    assert order == ["2025-03-01", UNDATED]


@pytest.mark.parametrize(("days", "order"), [([None, None], [UNDATED]), ([], [])])
def test_no_dates_at_all(days, order):
    labels, found = period_labels(dates(*days))
    assert found == order
    assert len(labels) == len(days)
