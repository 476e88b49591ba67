"""Dates → the periods of a chart: few enough to read, none left out, the undated in one of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from newstables.coded import coded, of_codes

UNDATED = "undated"
_MOST = 42  # bars that a chart of normal width still shows apart
_FREQUENCIES = ("D", "M", "Q", "Y")


def period_labels(dates: pd.Series[Any]) -> tuple[pd.Series[str], list[str]]:
    """Each date's label, and all labels in order, with the empty periods between and "undated" last if there are any.

    The period is the shortest of day, month, quarter and year that makes at most 42. Labels read "2025-10-31",
    "2025-10", "2025 Q4" and "2025". Dates may come as a category column, as labels do, whose values are the order.
    """
    days = dates if isinstance(dates.dtype, pd.CategoricalDtype) else coded(dates)
    held = days.cat.codes.to_numpy()
    present = np.bincount(held + 1, minlength=len(days.cat.categories) + 1) > 0
    known = pd.DatetimeIndex([value for value, there in zip(days.cat.categories, present[1:], strict=True) if there])
    order: list[str] = []
    places = np.zeros(len(present), dtype=int)  # of the label of each date, the undated first
    if len(known):
        for frequency in _FREQUENCIES:
            periods = pd.period_range(known[0], known[-1], freq=frequency)
            if len(periods) <= _MOST:
                break
        order = [_label(period) for period in periods]
        places[present] = [len(order), *periods.get_indexer(known.to_period(frequency))][0 if present[0] else 1 :]
    if present[0]:
        places[0] = len(order)
        order = [*order, UNDATED]
    return of_codes(places[held + 1], order, dates.index), order


def _label(period: pd.Period) -> str:
    return f"{period.year} Q{period.quarter}" if period.freqstr.startswith("Q") else str(period)
