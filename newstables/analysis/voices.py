"""Who is quoted, how much: shares with their denominators, the unresolved as a bar of its own."""

from __future__ import annotations

import pandas as pd

from newstables.analysis.periods import period_labels
from newstables.records import Side

SIDES = [side.value for side in Side]


def share_of_voice(quotes: pd.DataFrame) -> pd.DataFrame:
    """One row per side, all five always: side, quotes (int), words (int), articles (int), share (of quotes, 0–1).

    Words are those quoted or reported; articles those with at least one quote of that side. Reads ``side``, ``text``
    and ``article_id``.
    """
    grouped = quotes.assign(words=quotes["text"].str.count(r"\S+")).groupby("side", observed=True)
    table = grouped.agg(
        quotes=("quote_id", "size"), words=("words", "sum"), articles=("article_id", "nunique")
    ).reindex(SIDES, fill_value=0)
    return table.assign(share=table["quotes"] / max(len(quotes), 1)).astype({"words": int}).reset_index(names="side")


def by_speaker(quotes: pd.DataFrame, *, most: int = 15) -> pd.DataFrame:
    """One row per resolved speaker, the most quoted first: speaker, side, quotes, articles (int).

    A speaker's side is the one most of the quotes have. Reads ``speaker``, ``side`` and ``article_id``.
    """
    named = quotes[quotes["speaker"].notna()]
    table = named.groupby("speaker").agg(
        side=("side", lambda sides: sides.mode().iloc[0]),
        quotes=("quote_id", "size"),
        articles=("article_id", "nunique"),
    )
    return table.reset_index().sort_values(["quotes", "speaker"], ascending=[False, True], ignore_index=True).head(most)


def quotes_by_period(quotes: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """One row per period and side: period, side, quotes (int); and the periods in order."""
    labels, order = period_labels(quotes["published_on"])
    counted = pd.DataFrame({"period": labels, "side": quotes["side"]}).value_counts().rename("quotes").reset_index()
    return counted.sort_values(["period", "side"], ignore_index=True), order
