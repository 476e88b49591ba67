"""What was claimed about tariffs, when, on which topic, by whom against whom."""

from __future__ import annotations

import pandas as pd

from newstables.analysis.passages import direction_words
from newstables.analysis.periods import period_labels


def claims_by_period(tariffs: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """One row per period and topic: period, topic, claims (int); and the periods in order."""
    labels, order = period_labels(tariffs["published_on"])
    counted = pd.DataFrame({"period": labels, "topic": tariffs["topic"]}).value_counts().rename("claims").reset_index()
    return counted.sort_values(["period", "topic"], ignore_index=True), order


def claims_by_direction(tariffs: pd.DataFrame) -> pd.DataFrame:
    """One row per imposer and target: direction ("China on Canada"), claims (int), most frequent first."""
    return _directions(tariffs).value_counts().rename("claims").rename_axis("direction").reset_index()


def in_direction(tariffs: pd.DataFrame, direction: str) -> pd.DataFrame:
    """The claims behind one row of ``claims_by_direction``."""
    return tariffs[_directions(tariffs) == direction]


def about(tariffs: pd.DataFrame, measure_id: str | None = None) -> pd.DataFrame:
    """The claims that are linked to a measure of the register, or to any."""
    kept = [measure_id in ids if measure_id else len(ids) > 0 for ids in tariffs["measure_ids"]]
    return tariffs[pd.Series(kept, index=tariffs.index, dtype=bool)]


def _directions(tariffs: pd.DataFrame) -> pd.Series[str]:
    pairs = zip(tariffs["imposer"], tariffs["target"], strict=True)
    codes = ((None if pd.isna(code) else code for code in pair) for pair in pairs)
    return pd.Series([direction_words(*pair) for pair in codes], index=tariffs.index, dtype=object)
