"""Who is quoted, how much: shares with their denominators, the unresolved as a bar of its own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newstables.analysis.periods import period_labels
from newstables.coded import counted, distinct, holding
from newstables.records import Side

SIDES = [side.value for side in Side]


def share_of_voice(quotes: pd.DataFrame) -> pd.DataFrame:
    """One row per side, all five always: side, quotes (int), words (int), articles (int), share (of quotes, 0–1).

    Words are those quoted or reported; articles those with at least one quote of that side. Reads ``side``, ``words``
    and ``article_id``.
    """
    codes, names = quotes["side"].cat.codes.to_numpy(), quotes["side"].cat.categories
    words = np.bincount(codes, weights=quotes["words"].to_numpy(), minlength=len(names))
    table = pd.DataFrame({"quotes": np.bincount(codes, minlength=len(names)), "words": words}, index=names)
    table = table.reindex(SIDES, fill_value=0)
    table.insert(2, "articles", distinct(quotes["side"], quotes["article_id"]).reindex(SIDES, fill_value=0))
    return table.assign(share=table["quotes"] / max(len(quotes), 1)).astype({"words": int}).reset_index(names="side")


def by_speaker(quotes: pd.DataFrame, *, most: int = 15) -> pd.DataFrame:
    """One row per resolved speaker, the most quoted first: speaker, side, quotes, articles (int).

    A speaker's side is the one most of the quotes have. Reads ``speaker``, ``side`` and ``article_id``.
    """
    sides = counted(quotes["speaker"], quotes["side"], names=("speaker", "side", "quotes"))
    table = sides.sort_values(["quotes", "side"], ascending=[False, True]).drop_duplicates("speaker")[
        ["speaker", "side"]
    ]
    table = table.assign(quotes=table["speaker"].map(sides.groupby("speaker")["quotes"].sum()))
    table = table.sort_values(["quotes", "speaker"], ascending=[False, True], ignore_index=True).head(most)
    chosen = quotes[["speaker", "article_id"]][holding(quotes["speaker"], set(table["speaker"]).__contains__)]
    return table.assign(articles=table["speaker"].map(distinct(chosen["speaker"], chosen["article_id"])))


def quotes_by_period(quotes: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """One row per period and side: period, side, quotes (int); and the periods in order."""
    labels, order = period_labels(quotes["published_on"])
    return counted(labels, quotes["side"], names=("period", "side", "quotes")), order
