"""Dates → the periods of a chart: few enough to read, none left out, the undated in one of their own."""

from __future__ import annotations

from typing import Any

import pandas as pd

UNDATED = "undated"
_MOST = 42  # bars that a chart of normal width still shows apart
_FREQUENCIES = ("D", "M", "Q", "Y")


def period_labels(dates: pd.Series[Any]) -> tuple[pd.Series[str], list[str]]:
    """Each date's label, and all labels in order, with the empty periods between and "undated" last if there are any.

    The period is the shortest of day, month, quarter and year that makes at most 42. Labels read "2025-10-31",
    "2025-10", "2025 Q4" and "2025".
    """
    days = pd.to_datetime(dates.astype("object"))
    known = days.dropna()
    if known.empty:
        return pd.Series(UNDATED, index=dates.index, dtype="object"), [UNDATED] if len(dates) else []
    for frequency in _FREQUENCIES:
        periods = pd.period_range(known.min(), known.max(), freq=frequency)
        if len(periods) <= _MOST:
            break
    labels = days.dt.to_period(frequency).map(_label, na_action="ignore").astype("object")
    order = [_label(period) for period in periods]
    undated = [UNDATED] if days.isna().any() else []
    return labels.where(days.notna(), UNDATED), order + undated


def _label(period: pd.Period) -> str:
    return f"{period.year} Q{period.quarter}" if period.freqstr.startswith("Q") else str(period)
