"""A story's quotes and claims beside its outlets: who carried what, each cell with its passages."""

from __future__ import annotations

import pandas as pd

from newstables.analysis.passages import claim_words
from newstables.analysis.repeated import same_quotes
from newstables.records import Tariff, make_id
from newstables.tables import records, schema

NOT_FOUND = "not found in the loaded text"  # what a blank cell says: never "omitted"

_PASSAGE = ["article_id", "outlet", "start_char", "end_char", "text"]
_CELL = ["row_id", "kind", "label", "speaker", *_PASSAGE]
_ROW = ["row_id", "kind", "label", "speaker"]


def coverage_matrix(quotes: pd.DataFrame, tariffs: pd.DataFrame) -> pd.DataFrame:
    """One row per passage: row_id, kind (quote or claim), label, speaker, and the columns of ``cell``.

    Passages of one ``row_id`` say the same: quotes as ``same_quotes`` groups them, labelled with the longest wording;
    claims of one imposer, target, goods, change and rate. Takes the rows of one story, as ``Coverage.whole`` gives
    them.
    """
    return pd.concat([_quotes(quotes), _claims(tariffs)], ignore_index=True)


def across(cells: pd.DataFrame, outlets: list[str]) -> pd.DataFrame:
    """One row per quote or claim, the most carried first: row_id, kind, label, speaker, and one column per outlet.

    An outlet's column counts its passages; null where there is none, to be shown as ``NOT_FOUND``. Every outlet of the
    story has its column, also where it has no row.

    Args:
        cells: What ``coverage_matrix`` makes.
        outlets: Those of the story, in the order in which they are shown.
    """
    counts = cells.groupby(["row_id", "outlet"]).size().unstack("outlet").reindex(columns=outlets).astype("Int64")
    rows = cells[_ROW].drop_duplicates("row_id").merge(counts.reset_index(), on="row_id")
    rows = rows.assign(carried=rows[outlets].notna().sum(axis=1), passages=rows[outlets].sum(axis=1))
    order = rows.sort_values(["carried", "passages", "kind", "row_id"], ascending=[False, False, False, True])
    return order.drop(columns=["carried", "passages"]).reset_index(drop=True)


def in_words(table: pd.DataFrame, outlets: list[str]) -> pd.DataFrame:
    """What ``across`` returned, to be read: "2 passages" or ``NOT_FOUND`` in place of counts, without the ids."""
    shown = table[["kind", "label", "speaker", *outlets]].astype(object)
    for outlet in outlets:
        shown[outlet] = [
            NOT_FOUND if pd.isna(count) else f"{count} passage{'' if count == 1 else 's'}" for count in table[outlet]
        ]
    return shown


def cell(cells: pd.DataFrame, row_id: str, outlet: str) -> pd.DataFrame:
    """The passages behind one cell, by article and place: article_id, outlet, start_char, end_char, text."""
    inside = cells[(cells["row_id"] == row_id) & (cells["outlet"] == outlet)]
    return inside[_PASSAGE].sort_values(["article_id", "start_char"], ignore_index=True)


def _quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    rows = quotes[["quote_id", "speaker", *_PASSAGE]].merge(same_quotes(quotes), on="quote_id")
    wording = rows.set_index("quote_id")["text"]
    speaker = rows.groupby("statement_id")["speaker"].first()
    rows = rows.assign(
        row_id=rows["statement_id"],
        kind="quote",
        label=rows["statement_id"].map(wording),
        speaker=rows["statement_id"].map(speaker),
    )
    return rows[_CELL]


def _claims(tariffs: pd.DataFrame) -> pd.DataFrame:
    claims = records(tariffs[schema(Tariff).names], Tariff)
    keys = [(one.imposer, one.target, tuple(one.goods), one.change, one.rate_percent) for one in claims]
    rows = tariffs[_PASSAGE].assign(
        row_id=[make_id("claim", *key) for key in keys],
        kind="claim",
        label=[claim_words(one) for one in claims],
        speaker=None,
    )
    return rows[_CELL]
