"""What came since a day: articles with their quotes and claims, known events, steps of measures."""

from __future__ import annotations

from datetime import date

import pandas as pd

from newstables.analysis.select import Selection
from newstables.coded import holding


def since(coverage: Selection, happened: pd.DataFrame, on: date) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What is new since a day, that day included.

    Args:
        coverage: What the filters leave.
        happened: What ``timeline.known`` returned.
        on: The day.

    Returns:
        Counts (what, number): articles, quotes and claims published since, events and steps of measures since; the
        articles; and the events and steps, newest first.
    """
    tables = (coverage.articles, coverage.quotes, coverage.tariffs)
    published = [table[holding(table["published_on"], on.__le__)] for table in tables]
    events = happened[happened["on"] >= on]
    names = ["articles", "quotes", "tariff claims", "events and steps of measures"]
    counts = [len(table) for table in (*published, events)]
    return pd.DataFrame({"what": names, "number": counts}), published[0], events
