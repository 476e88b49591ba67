"""What was claimed about tariffs, when, on which topic, by whom against whom."""

from __future__ import annotations

import pandas as pd

from newstables.analysis.periods import period_labels
from newstables.knowledge import country_names, load

NOT_STATED = "not stated"


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


def _directions(tariffs: pd.DataFrame) -> pd.Series[str]:
    names = country_names(load())
    imposer, target = (
        tariffs[column].map(lambda code: names.get(code, code), na_action="ignore").astype(object).fillna(NOT_STATED)
        for column in ("imposer", "target")
    )
    return imposer + " on " + target
