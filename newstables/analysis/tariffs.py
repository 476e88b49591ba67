"""What was claimed about tariffs, when, on which topic, by whom against whom."""

from __future__ import annotations

import pandas as pd

from newstables.analysis.periods import period_labels

NOT_STATED = "not stated"


def claims_by_period(tariffs: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """One row per period and topic: period, topic, claims (int); and the periods in order."""
    labels, order = period_labels(tariffs["published_on"])
    counted = pd.DataFrame({"period": labels, "topic": tariffs["topic"]}).value_counts().rename("claims").reset_index()
    return counted.sort_values(["period", "topic"], ignore_index=True), order


def claims_by_direction(tariffs: pd.DataFrame) -> pd.DataFrame:
    """One row per imposer and target: imposer, target (code or "not stated"), claims (int), most frequent first."""
    pairs = tariffs[["imposer", "target"]].fillna(NOT_STATED)
    return pairs.value_counts().rename("claims").reset_index()


def in_direction(tariffs: pd.DataFrame, imposer: str, target: str) -> pd.DataFrame:
    """The claims behind one row of ``claims_by_direction``."""
    pairs = tariffs[["imposer", "target"]].fillna(NOT_STATED)
    return tariffs[(pairs["imposer"] == imposer) & (pairs["target"] == target)]
