"""How much was published, when, and by whom."""

from __future__ import annotations

import pandas as pd

from newstables.analysis.periods import period_labels
from newstables.coded import counted

OTHER_OUTLETS = "other outlets"


def articles_by_period(articles: pd.DataFrame, *, outlets: int = 7) -> tuple[pd.DataFrame, list[str]]:
    """One row per period and outlet: period, outlet, articles (int); and the periods in order.

    The busiest ``outlets`` keep their names, the rest are counted together as "other outlets".
    Reads ``published_on`` and ``outlet``.
    """
    labels, order = period_labels(articles["published_on"])
    table = counted(labels, articles["outlet"], names=("period", "outlet", "articles"))
    totals = table.groupby("outlet")["articles"].sum().sort_values(ascending=False, kind="stable")
    names = table["outlet"].where(table["outlet"].isin(totals.index[:outlets]), OTHER_OUTLETS)
    return table.groupby(["period", names])["articles"].sum().reset_index(), order


def in_period(rows: pd.DataFrame, every: pd.DataFrame, period: str) -> pd.DataFrame:
    """The rows whose date falls into a period of the chart drawn from ``every``. Reads ``published_on`` of both."""
    labels, _ = period_labels(every["published_on"])
    return rows[rows["article_id"].isin(every.loc[labels == period, "article_id"].unique())]
