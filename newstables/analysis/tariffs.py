"""What was claimed about tariffs, when, on which topic, by whom against whom."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newstables.analysis.passages import direction_words
from newstables.analysis.periods import period_labels
from newstables.coded import counted, holding


def claims_by_period(tariffs: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """One row per period and topic: period, topic, claims (int); and the periods in order."""
    labels, order = period_labels(tariffs["published_on"])
    return counted(labels, tariffs["topic"], names=("period", "topic", "claims")), order


def claims_by_direction(tariffs: pd.DataFrame) -> pd.DataFrame:
    """One row per imposer and target: direction ("China on Canada"), claims (int), most frequent first."""
    return _directions(tariffs).value_counts().rename("claims").rename_axis("direction").reset_index()


def in_direction(tariffs: pd.DataFrame, direction: str) -> pd.DataFrame:
    """The claims behind one row of ``claims_by_direction``."""
    return tariffs[_directions(tariffs) == direction]


def about(tariffs: pd.DataFrame, measure_id: str | None = None) -> pd.DataFrame:
    """The claims that are linked to a measure of the register, or to any."""
    return tariffs[holding(tariffs["measure_ids"], lambda ids: measure_id in ids if measure_id else len(ids) > 0)]


def _directions(tariffs: pd.DataFrame) -> pd.Series[str]:
    """In words, which are found once for each pair of imposer and target."""
    imposers, targets = tariffs["imposer"].cat, tariffs["target"].cat
    width = len(targets.categories) + 1
    pairs, codes = np.unique(
        (imposers.codes.to_numpy().astype(int) + 1) * width + targets.codes + 1, return_inverse=True
    )
    parties = [[None, *held.categories] for held in (imposers, targets)]
    words = np.array([direction_words(parties[0][pair // width], parties[1][pair % width]) for pair in pairs], object)
    return pd.Series(words[codes], index=tariffs.index, dtype=object)
