"""What came since a day: articles with their quotes and claims, known events, steps of measures."""

from __future__ import annotations

from datetime import date

import pandas as pd

from newstables.analysis.select import Coverage
from newstables.analysis.timeline import COVERAGE


def since(coverage: Coverage, happened: pd.DataFrame, on: date) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What is new since a day, that day included.

    Args:
        coverage: What the filters leave.
        happened: What ``timeline`` returned.
        on: The day.

    Returns:
        Counts (what, number): articles, quotes and claims published since, events and steps of measures since; the
        articles; and the events and steps, newest first.
    """
    published = [table[table["published_on"] >= on] for table in (coverage.articles, coverage.quotes, coverage.tariffs)]
    events = happened[(happened["lane"] != COVERAGE) & (happened["on"] >= on)]
    names = ["articles", "quotes", "tariff claims", "events and steps of measures"]
    counts = [len(table) for table in (*published, events)]
    return pd.DataFrame({"what": names, "number": counts}), published[0], events
