"""How much was published, when, and by whom."""

from __future__ import annotations

import pandas as pd

from newstables.analysis.periods import period_labels

OTHER_OUTLETS = "other outlets"


def articles_by_period(articles: pd.DataFrame, *, outlets: int = 7) -> tuple[pd.DataFrame, list[str]]:
    """One row per period and outlet: period, outlet, articles (int); and the periods in order.

    The busiest ``outlets`` keep their names, the rest are counted together as "other outlets".
    Reads ``published_on`` and ``outlet``.
    """
    labels, order = period_labels(articles["published_on"])
    busiest = articles["outlet"].value_counts().index[:outlets]
    names = articles["outlet"].where(articles["outlet"].isin(busiest), OTHER_OUTLETS)
    counted = pd.DataFrame({"period": labels, "outlet": names}).value_counts().rename("articles").reset_index()
    return counted.sort_values(["period", "outlet"], ignore_index=True), order


def in_period(rows: pd.DataFrame, every: pd.DataFrame, period: str) -> pd.DataFrame:
    """The rows whose date falls into a period of the chart drawn from ``every``. Reads ``published_on`` of both."""
    labels, _ = period_labels(every["published_on"])
    inside = set(every.loc[labels == period, "article_id"])
    return rows[rows["article_id"].isin(inside)]
